//! A JSON object on one line, its numbers exactly as written.

use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::number::{Exact, ExactError};
use crate::runs::{nearest, shortened};

/// The longest number, in bytes as written.
pub const LONGEST_NUMBER: usize = 12_000;

/// Numbers lie between 10^−LARGEST and 10^LARGEST in size, or are 0.
pub const LARGEST: i64 = 1_000;

/// Why a line cannot be used: what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// An object as the list of its entries, values unread: a name given twice
/// stays visible, and a number is the text that was written.
pub(super) struct Entries<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'a> Entries<'a> {
    /// Of a whole line.
    pub(super) fn of_line(line: &'a [u8]) -> Result<Self, Refused> {
        let text = std::str::from_utf8(line).map_err(|error| {
            let at = error.valid_up_to() + 1;
            Refused(format!("byte {at} is no UTF-8: write JSON in UTF-8"))
        })?;
        if text.trim_ascii().is_empty() {
            return Err(Refused("an empty line: write one JSON object a line".into()));
        }
        serde_json::from_str(text).map_err(|error| not_json(&error))
    }

    /// Of a value of this name.
    pub(super) fn of(key: &str, raw: &'a RawValue) -> Result<Self, Refused> {
        serde_json::from_str(raw.get())
            .map_err(|_| Refused(format!("\"{key}\" is no object: write {{name: number, …}}")))
    }

    pub(super) fn find(&self, key: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, raw)| *raw)
    }

    pub(super) fn needed(&self, key: &str, mend: &str) -> Result<&'a RawValue, Refused> {
        self.find(key).ok_or_else(|| Refused(format!("no key \"{key}\": {mend}")))
    }

    /// Only known names, each once.
    pub(super) fn check_names(&self, what: &str, known: &[&str]) -> Result<(), Refused> {
        for (i, (name, _)) in self.0.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let mend = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("there are {}", known.join(", ")),
                };
                return Err(Refused(format!("unknown {what} '{}': {mend}", shortened(name))));
            }
            if self.0[..i].iter().any(|(other, _)| other == name) {
                return Err(Refused(format!("'{name}' is given twice: give it once")));
            }
        }
        Ok(())
    }
}

impl<'de: 'a, 'a> serde::Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Vec<(String, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut list = Vec::with_capacity(8);
                while let Some(entry) = map.next_entry()? {
                    list.push(entry);
                    if list.len() > MOST_ENTRIES {
                        return Err(M::Error::custom("an object of that many keys"));
                    }
                }
                Ok(list)
            }
        }
        input.deserialize_map(Reader).map(Entries)
    }
}

/// No law has as many parameters; without a bound, looking for a name given
/// twice would take quadratic time.
const MOST_ENTRIES: usize = 64;

fn not_json(error: &serde_json::Error) -> Refused {
    let text = error.to_string();
    let text = text.replace(" at line 1 column ", ", at byte ");
    Refused(format!("not a JSON object: {text}; write one a line"))
}

pub(super) fn string(key: &str, raw: &RawValue) -> Result<String, Refused> {
    serde_json::from_str(raw.get()).map_err(|_| {
        let given = shortened(raw.get());
        Refused(format!("\"{key}\" is {given}: write a string"))
    })
}

/// A whole number of a range.
pub(super) fn whole(key: &str, raw: &RawValue, least: u32, most: u32) -> Result<u32, Refused> {
    let found = raw.get().parse::<u32>().ok().filter(|x| (least..=most).contains(x));
    found.ok_or_else(|| {
        let given = shortened(raw.get());
        Refused(format!("\"{key}\" is {given}: write a whole number from {least} to {most}"))
    })
}

/// A JSON number or a string that holds one, exactly as written.
pub(super) fn number(key: &str, raw: &RawValue) -> Result<Exact, Refused> {
    let text = raw.get();
    if text.len() > LONGEST_NUMBER {
        let most = LONGEST_NUMBER;
        return Err(Refused(format!("\"{key}\" is longer than {most} characters: round it")));
    }
    let parsed = match text.as_bytes().first() {
        Some(b'"') => match text.contains('\\') {
            // No decimal needs an escape; one that is written with them is read.
            true => string(key, raw)?.parse(),
            false => text[1..text.len() - 1].parse(),
        },
        Some(b'-' | b'0'..=b'9') => text.parse(),
        _ => Err(ExactError::Syntax),
    };
    let too_large = || format!("between 1e-{LARGEST} and 1e{LARGEST} in size, or 0");
    let refused = |why: &str| Refused(format!("\"{key}\" is {}: {why}", shortened(text)));
    let value: Exact = parsed.map_err(|error| match error {
        ExactError::Syntax => refused("write a decimal number such as 2.0771 or \"4.1e8\""),
        ExactError::NotFinite => refused("numbers are finite"),
        ExactError::Exponent | ExactError::Digits => {
            refused(&format!("numbers lie {}", too_large()))
        }
    })?;
    match value.signum() {
        0 => Ok(value),
        _ if value.magnitude().abs() <= LARGEST => Ok(value),
        _ => Err(refused(&format!("numbers lie {}", too_large()))),
    }
}
