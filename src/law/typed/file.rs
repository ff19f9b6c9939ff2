//! Law files: a formula with what is known of its inputs and parameters, as TOML.

use serde::Deserialize;

use super::{Input, Recipe, Slot, Typed, TypedError, kept, recipe};
use crate::formula::{Formula, meant};
use crate::law::published::Published;
use crate::law::{About, Parameter, Role};
use crate::number::Exact;

/// Why a text is no law file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LawFileError {
    /// No TOML, or not of the form.
    #[error("line {line}: {problem}")]
    Form {
        /// From 1.
        line: usize,
        /// What is wrong, and what may stand there.
        problem: String,
    },
    /// The formula is no law.
    #[error("formula: {0}")]
    Law(#[from] TypedError),
    /// A part that does not fit the formula.
    #[error("{0}")]
    Part(String),
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    #[serde(default)]
    name: String,
    formula: String,
    #[serde(default)]
    citation: String,
    #[serde(default)]
    domain: String,
    /// What the formula cannot tell apart, in words.
    #[serde(default)]
    symmetries: Vec<String>,
    /// What a reader should know.
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    inputs: Vec<InputPart>,
    #[serde(default)]
    parameters: Vec<ParameterPart>,
    #[serde(default)]
    published: Vec<PublishedPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InputPart {
    name: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterPart {
    name: String,
    role: Option<String>,
    range: Option<[f64; 2]>,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedPart {
    name: String,
    source: String,
    values: std::collections::BTreeMap<String, String>,
}

/// What a law file says beside the formula.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Notes {
    pub symmetries: &'static [&'static str],
    pub notes: &'static [&'static str],
    pub published: &'static [Published],
}

impl Typed {
    /// The law of a law file.
    ///
    /// ```
    /// use offray::law::{Law, Typed};
    /// let text = "id = 'sparse'\nformula = 'L(N, S) = E + A*(1 - S)^-b*N^-alpha'\n\
    ///             [[parameters]]\nname = 'E'\nmeaning = 'loss that no size removes'\n";
    /// let law = Law::from(Typed::from_file(text)?);
    /// assert_eq!((law.about().id, law.len()), ("sparse", 4));
    /// let error = Typed::from_file("id = 'x'\nformla = 'N'\n").unwrap_err().to_string();
    /// assert!(error.starts_with("line 2: unknown field `formla`"), "{error}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong, by line where that is known.
    pub fn from_file(text: &str) -> Result<Self, LawFileError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let before = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = text.as_bytes()[..before].iter().filter(|b| **b == b'\n').count() + 1;
            LawFileError::Form { line, problem: error.message().replace('\n', " ") }
        })?;
        let formula: Formula = file.formula.parse().map_err(TypedError::from)?;
        let listed: Vec<String> = file.inputs.iter().map(|i| i.name.clone()).collect();
        let inputs: Vec<String> = match formula.declared() {
            Some(declared) => declared.to_vec(),
            None if listed.is_empty() => return Err(TypedError::Undeclared.into()),
            None => listed.clone(),
        };
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        if let Some(unused) = inputs.iter().find(|i| !formula.names().iter().any(|n| n == *i)) {
            return Err(TypedError::Unused((*unused).into()).into());
        }
        let occurring: Vec<&str> =
            formula.names().iter().map(String::as_str).filter(|n| inputs.contains(n)).collect();
        let spelling = formula.declaring(&occurring);
        // Checked before anything is kept.
        let made = recipe(&formula, &occurring, spelling)?;
        let dressed = file.dress(made)?;
        Ok(Self::kept(text.to_owned(), |_| Ok(dressed))?)
    }

    /// Symmetries, notes and published sets of its law file.
    pub(super) fn notes(&self) -> &'static Notes {
        &self.0.notes
    }

    /// What the formula cannot tell apart, in the words of its law file.
    pub fn symmetries(&self) -> &'static [&'static str] {
        self.notes().symmetries
    }

    /// What a reader should know, from its law file.
    pub fn remarks(&self) -> &'static [&'static str] {
        self.notes().notes
    }

    /// Parameter sets in print, from its law file.
    pub fn published(&self) -> &'static [Published] {
        self.notes().published
    }
}

/// A text that lives as long as the program, or what stands where there is none.
fn or(text: &str, usual: &'static str) -> &'static str {
    if text.trim().is_empty() { usual } else { kept(text.trim().into()) }
}

fn all(texts: &[String]) -> &'static [&'static str] {
    let texts: Vec<&'static str> = texts.iter().map(|t| kept(t.clone())).collect();
    Box::leak(texts.into_boxed_slice())
}

impl File {
    /// The recipe with the words and ranges of the file.
    fn dress(&self, made: Recipe) -> Result<Recipe, LawFileError> {
        let part = |text: String| LawFileError::Part(text);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if self.id.is_empty() || !self.id.chars().all(plain) {
            let given = &self.id;
            return Err(part(format!("id '{given}': write letters, digits, - and _ only")));
        }
        let mut parameters: Vec<Parameter> = made.about.parameters.to_vec();
        let names: Vec<&str> = parameters.iter().map(|p| p.name).collect();
        let unknown = |what: &str, name: &str, names: &[&str]| {
            let mend = meant(name, what, names.iter().copied());
            LawFileError::Part(format!("'{name}' is none of the {what} of the formula: {mend}"))
        };
        for given in &self.parameters {
            let at = names.iter().position(|n| *n == given.name);
            let at = at.ok_or_else(|| unknown("parameters", &given.name, &names))?;
            let p = &mut parameters[at];
            if let Some(role) = &given.role {
                p.role = role_named(role).ok_or_else(|| {
                    part(format!(
                        "parameter '{}': role '{role}' is none of offset, scale, exponent, plain",
                        given.name
                    ))
                })?;
            }
            if let Some([lo, hi]) = given.range {
                if !(lo < hi && lo.is_finite() && hi.is_finite()) {
                    let name = &given.name;
                    return Err(part(format!(
                        "parameter '{name}': the range [{lo}, {hi}] is empty"
                    )));
                }
                p.search = (lo, hi);
            }
            (p.unit, p.meaning) = (or(&given.unit, p.unit), or(&given.meaning, p.meaning));
        }
        let mut inputs: Vec<Input> = made.inputs;
        let known: Vec<String> = inputs.iter().map(|i| i.name.clone()).collect();
        for given in &self.inputs {
            let input = inputs.iter_mut().find(|i| i.name == given.name).ok_or_else(|| {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                unknown("inputs", &given.name, &known)
            })?;
            input.size.unit = or(&given.unit, input.size.unit);
            input.size.meaning = or(&given.meaning, input.size.meaning);
        }
        let published = self
            .published
            .iter()
            .map(|set| self.set(set, &names))
            .collect::<Result<Vec<_>, _>>()?;
        let about = About {
            id: kept(self.id.clone()),
            name: or(&self.name, kept(self.id.clone())),
            citation: or(&self.citation, made.about.citation),
            domain: or(&self.domain, made.about.domain),
            parameters: Box::leak(parameters.into_boxed_slice()),
            ..made.about
        };
        let notes = Notes {
            symmetries: all(&self.symmetries),
            notes: all(&self.notes),
            published: Box::leak(published.into_boxed_slice()),
        };
        let slots: Vec<Slot> = made.slots;
        Ok(Recipe { about, inputs, notes, slots, ..made })
    }

    /// A published set in the order of the parameters.
    fn set(&self, given: &PublishedPart, names: &[&str]) -> Result<Published, LawFileError> {
        let name = &given.name;
        if let Some(extra) = given.values.keys().find(|k| !names.contains(&k.as_str())) {
            let problem = format!("published '{name}': the formula has no parameter '{extra}'");
            return Err(LawFileError::Part(problem));
        }
        let value = |parameter: &&str| {
            let text = given.values.get(*parameter).ok_or_else(|| {
                LawFileError::Part(format!("published '{name}': no value of '{parameter}'"))
            })?;
            match text.parse::<Exact>() {
                Ok(_) => Ok(kept(text.clone())),
                Err(error) => Err(LawFileError::Part(format!(
                    "published '{name}': {parameter} = '{text}' is {error}"
                ))),
            }
        };
        let values: Vec<&'static str> = names.iter().map(value).collect::<Result<_, _>>()?;
        Ok(Published {
            law: kept(self.id.clone()),
            name: kept(name.clone()),
            source: kept(given.source.clone()),
            values: Box::leak(values.into_boxed_slice()),
        })
    }
}

fn role_named(name: &str) -> Option<Role> {
    Some(match name {
        "offset" => Role::Offset,
        "scale" => Role::Scale,
        "exponent" => Role::Exponent,
        "plain" => Role::Plain,
        _ => return None,
    })
}
