//! A published fit: what somebody says the parameters are.

use std::fmt;
use std::path::Path;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::error::suggestion;
use super::error::{InputError, Problem};
use super::open;
use crate::law::Law;
use crate::number::{Exact, ExactError};

/// Somebody's fit: a law, an objective, and a value for every parameter.
///
/// In a file: `{"law", "objective", "parameters": {name: number, …}}` and, if
/// known, `"standard_errors": {name: number, …}`; `"source"` and `"note"` are
/// read over. A number is a JSON number or a decimal string; either is taken
/// exactly as printed, because how many digits were printed matters.
///
/// ```
/// use offray::runs::Claim;
/// let text = r#"{"law": "kaplan", "objective": "log-sse", "parameters":
///     {"N_c": 6.4e13, "D_c": "1.8e13", "alpha_N": 0.0760, "alpha_D": 0.103}}"#;
/// let claim = Claim::from_json("kaplan.json", text.as_bytes())?;
/// assert_eq!(claim.parameters[2].text, "0.0760");
/// assert_eq!(claim.values()[2], "0.076".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The law.
    pub law: Law,
    /// The objective that is said to be minimised, as written.
    pub objective: String,
    /// The parameters, in the law's order.
    pub parameters: Vec<Claimed>,
}

/// One parameter of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its name.
    pub name: &'static str,
    /// Its value as printed.
    pub text: String,
    /// Its value.
    pub value: Exact,
    /// Its standard error, if given.
    pub standard_error: Option<Exact>,
}

/// The file's layout.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    law: String,
    objective: String,
    #[serde(deserialize_with = "entries")]
    parameters: Vec<(String, Value)>,
    #[serde(default, deserialize_with = "entries")]
    standard_errors: Vec<(String, Value)>,
    #[serde(default, rename = "source")]
    _source: serde::de::IgnoredAny,
    #[serde(default, rename = "note")]
    _note: serde::de::IgnoredAny,
}

impl Claim {
    /// Larger inputs are no claims.
    pub const LARGEST_MIB: u64 = 16;

    /// Reads a claim from a file; `-` is standard input.
    pub fn read(path: &Path) -> Result<Claim, InputError> {
        let (name, bytes) = open::read_bytes(path, Self::LARGEST_MIB)?;
        Claim::from_json(&name, &bytes)
    }

    /// Reads a claim from JSON text; `name` is what an error calls the input.
    pub fn from_json(name: &str, text: &[u8]) -> Result<Claim, InputError> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        if text.trim_ascii().is_empty() {
            return Err(Problem::Json("it is empty".into()).at(name));
        }
        if !text.trim_ascii_start().starts_with(b"{") {
            return Err(Problem::NoClaim.at(name));
        }
        let layout: Layout = serde_json::from_slice(text)
            .map_err(|error| Problem::Json(error.to_string()).at(name))?;
        layout.check().map_err(|problem| problem.at(name))
    }

    /// The values, in the law's order.
    pub fn values(&self) -> Vec<Exact> {
        self.parameters.iter().map(|p| p.value.clone()).collect()
    }
}

impl Layout {
    fn check(self) -> Result<Claim, Problem> {
        let law = Law::named(&self.law).map_err(|error| Problem::Law(error.to_string()))?;
        if matches!(law, Law::Typed(_)) {
            return Err(Problem::Law("a fit of a typed law is not audited yet".into()));
        }
        let about = law.about();
        let names = || about.parameters.iter().map(|p| p.name);
        for list in [&self.parameters, &self.standard_errors] {
            for (i, (name, _)) in list.iter().enumerate() {
                if about.index(name).is_none() {
                    return Err(Problem::UnknownParameter {
                        law: about.id,
                        given: name.clone(),
                        mend: suggestion(name, "parameters", names().collect::<Vec<_>>()),
                    });
                }
                if list[..i].iter().any(|(other, _)| other == name) {
                    return Err(Problem::DuplicateParameter(name.clone()));
                }
            }
        }
        let find = |list: &[(String, Value)], name: &str| {
            list.iter().find(|(n, _)| n == name).map(|(_, value)| number(name, value)).transpose()
        };
        let parameter = |name: &'static str| {
            let (text, value) =
                find(&self.parameters, name)?.ok_or(Problem::MissingParameter(name))?;
            let standard_error = match find(&self.standard_errors, name)? {
                Some((value, error)) if error.signum() < 0 => {
                    let problem = "its standard error is negative: write its size".into();
                    return Err(Problem::Parameter { name: name.into(), value, problem });
                }
                found => found.map(|(_, value)| value),
            };
            Ok(Claimed { name, text, value, standard_error })
        };
        let parameters = names().map(parameter).collect::<Result<_, _>>()?;
        Ok(Claim { law, objective: self.objective, parameters })
    }
}

/// A JSON number or a decimal string: as printed, and its value.
fn number(name: &str, value: &Value) -> Result<(String, Exact), Problem> {
    let text = match value {
        Value::String(text) => text.trim().to_string(),
        other => other.to_string(),
    };
    let parsed = match value {
        Value::String(_) | Value::Number(_) => text.parse(),
        _ => Err(ExactError::Syntax),
    };
    match parsed {
        Ok(value) => Ok((text, value)),
        Err(error) => {
            let problem = match error {
                ExactError::Syntax => Problem::number(&text, &error).to_string(),
                ExactError::NotFinite => "not finite: a fitted value is a finite number".into(),
                error => format!("{error}: write the value that was fitted"),
            };
            Err(Problem::Parameter { name: name.into(), value: text, problem })
        }
    }
}

/// An object as the list of its entries: a name given twice stays visible,
/// where a map would keep the last.
fn entries<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<(String, Value)>, D::Error> {
    struct Entries;
    impl<'de> Visitor<'de> for Entries {
        type Value = Vec<(String, Value)>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of numbers by name")
        }
        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut list = Vec::new();
            while let Some(entry) = map.next_entry()? {
                list.push(entry);
            }
            Ok(list)
        }
    }
    input.deserialize_map(Entries)
}
