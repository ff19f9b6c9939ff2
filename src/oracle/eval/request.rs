//! One line of input, understood or refused.

use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::fit::needs_unique;
use crate::law::{Law, Point};
use crate::number::{Exact, ExactError};
use crate::runs::{nearest, shortened};

/// Most digits that can be asked for.
pub const MOST_DIGITS: u32 = 10_000;

/// The longest number, in bytes as written.
pub const LONGEST_NUMBER: usize = 12_000;

/// Numbers lie between 10^−LARGEST and 10^LARGEST in size, or are 0.
pub const LARGEST: i64 = 1_000;

/// Why a request cannot be answered: what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// What is asked: a law at a point, how many digits, how many derivatives.
#[derive(Clone, Debug)]
pub struct Request {
    /// The law.
    pub law: Law,
    /// Its parameters, in its order.
    pub theta: Vec<Exact>,
    /// Where it is evaluated.
    pub at: Point<Exact>,
    /// Significant digits of every value.
    pub digits: u32,
    /// 0: the loss; 1: its gradient too; 2: its Hessian too.
    pub order: u8,
}

/// The keys of a request.
const KEYS: [&str; 7] = ["law", "params", "n", "d", "unique_tokens", "digits", "order"];

impl Request {
    /// Reads one line. The order is 2 where none is given.
    pub fn read(line: &[u8]) -> Result<Self, Refused> {
        let text = std::str::from_utf8(line).map_err(|error| {
            let at = error.valid_up_to() + 1;
            Refused(format!("byte {at} is no UTF-8: write JSON in UTF-8"))
        })?;
        if text.trim_ascii().is_empty() {
            return Err(Refused("an empty line: write one JSON object a line".into()));
        }
        let entries: Entries = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        entries.check_names("key", &KEYS)?;
        let law = entries.needed("law", "name one, as in \"law\": \"chinchilla\"")?;
        let law = Law::named(&string("law", law)?).map_err(|e| Refused(e.to_string()))?;
        let params = entries.needed("params", "give {name: number, …}")?;
        let size = |key: &str| entries.find(key).map(|raw| positive(key, raw)).transpose();
        let needed = |key: &str, mend: &str| positive(key, entries.needed(key, mend)?);
        let n = needed("n", "the number of parameters of the model")?;
        let d = needed("d", "the number of tokens trained on")?;
        let unique = match size("unique_tokens")? {
            Some(unique) => unique,
            None if needs_unique(&law) => {
                let text = format!("law '{law}' needs \"unique_tokens\", the distinct tokens");
                return Err(Refused(text));
            }
            None => d.clone(),
        };
        let digits = entries.needed("digits", "the significant digits wanted, 1 to 10000")?;
        let digits = whole("digits", digits, 1, MOST_DIGITS)?;
        let order = entries.find("order").map(|raw| whole("order", raw, 0, 2)).transpose()?;
        let theta = parameters(&law, params)?;
        Ok(Request {
            law,
            theta,
            at: Point { n, d, unique },
            digits,
            order: order.unwrap_or(2) as u8,
        })
    }

    /// About how many bytes the answer will have.
    pub fn weight(&self) -> usize {
        let p = self.theta.len();
        let numbers = [1, 1 + p, 1 + p + p * p][usize::from(self.order.min(2))];
        numbers * 3 * (self.digits as usize + 24)
    }
}

/// Every parameter of the law, in its order.
fn parameters(law: &Law, raw: &RawValue) -> Result<Vec<Exact>, Refused> {
    let given: Entries = serde_json::from_str(raw.get())
        .map_err(|_| Refused("\"params\" is not an object: give {name: number, …}".into()))?;
    let about = law.about();
    let names: Vec<&str> = about.parameters.iter().map(|p| p.name).collect();
    given.check_names(&format!("parameter of law '{}':", about.id), &names)?;
    let value = |name: &&str| {
        let raw = given.find(name).ok_or_else(|| {
            Refused(format!("no parameter '{name}': law '{}' has {}", about.id, names.join(", ")))
        })?;
        number(name, raw)
    };
    names.iter().map(value).collect()
}

/// An object as the list of its entries, values unread: a name given twice
/// stays visible, and a number is the text that was written.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Entries<'a> {
    fn find(&self, key: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, raw)| *raw)
    }

    fn needed(&self, key: &str, mend: &str) -> Result<&'a RawValue, Refused> {
        self.find(key).ok_or_else(|| Refused(format!("no key \"{key}\": {mend}")))
    }

    /// Only known names, each once.
    fn check_names(&self, what: &str, known: &[&str]) -> Result<(), Refused> {
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
    Refused(format!("not a request: {text}; write one JSON object a line"))
}

fn string(key: &str, raw: &RawValue) -> Result<String, Refused> {
    serde_json::from_str(raw.get()).map_err(|_| {
        let given = shortened(raw.get());
        Refused(format!("\"{key}\" is {given}: write a string"))
    })
}

/// A whole number of a range.
fn whole(key: &str, raw: &RawValue, least: u32, most: u32) -> Result<u32, Refused> {
    let found = raw.get().parse::<u32>().ok().filter(|x| (least..=most).contains(x));
    found.ok_or_else(|| {
        let given = shortened(raw.get());
        Refused(format!("\"{key}\" is {given}: write a whole number from {least} to {most}"))
    })
}

fn positive(key: &str, raw: &RawValue) -> Result<Exact, Refused> {
    let value = number(key, raw)?;
    match value.signum() {
        1 => Ok(value),
        _ => Err(Refused(format!("\"{key}\" is {}: it must be positive", shortened(raw.get())))),
    }
}

/// A JSON number or a string that holds one, exactly as written.
fn number(key: &str, raw: &RawValue) -> Result<Exact, Refused> {
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
