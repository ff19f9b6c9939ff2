//! What a fitter answers to a problem: one JSON object on one line.

use std::fmt;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::Problem;
use super::object::{Entries, Refused, number, string};
use crate::number::Exact;
use crate::runs::{nearest, shortened};

/// What a fitter says of its own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claimed {
    /// These are the parameters.
    Converged,
    /// The runs do not determine them.
    NotIdentifiable,
    /// No answer was found.
    Failed,
}

impl Claimed {
    const ALL: [Claimed; 3] = [Claimed::Converged, Claimed::NotIdentifiable, Claimed::Failed];

    fn name(self) -> &'static str {
        match self {
            Claimed::Converged => "converged",
            Claimed::NotIdentifiable => "not-identifiable",
            Claimed::Failed => "failed",
        }
    }
}

impl fmt::Display for Claimed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Numbers by parameter name.
pub(super) type Named = Vec<(String, Exact)>;

/// The answer of a fitter to one problem.
///
/// ```
/// use offray::oracle::{Claimed, Reply, named};
/// let problem = named("gadre-c4").expect("it is in the set");
/// let line = br#"{"problem": "gadre-c4", "status": "converged", "parameters":
///     {"E": 1.25, "A": "55.1", "B": 2e2, "alpha": 0.25, "beta": 0.27}, "seconds": 0.1}"#;
/// let reply = Reply::read(line, problem)?;
/// assert_eq!((reply.claimed, reply.parameters.len()), (Claimed::Converged, 5));
/// let wrong = Reply::read(br#"{"problem": "gadre-c4", "status": "success"}"#, problem);
/// assert!(wrong.unwrap_err().to_string().contains("not-identifiable"));
/// # Ok::<(), offray::oracle::Refused>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reply {
    /// The name of the problem.
    pub problem: String,
    /// What it says of itself.
    pub claimed: Claimed,
    /// The parameters, as far as it gives any.
    pub parameters: Named,
    /// Their standard errors, as far as it gives any.
    pub standard_errors: Named,
    /// Which definition of a standard error: `gauss_newton`, `observed` or
    /// `sandwich`.
    pub kind: Option<String>,
    /// Other parameters that it says are exactly as good.
    pub twins: Vec<Named>,
    /// How long it took, by its own clock.
    pub seconds: Option<f64>,
}

const KEYS: [&str; 8] =
    ["problem", "status", "parameters", "standard_errors", "kind", "twins", "seconds", "note"];

/// The definitions of standard errors that are certified.
pub(super) const KINDS: [&str; 3] = ["gauss_newton", "observed", "sandwich"];

impl Reply {
    /// The name of the problem that a line answers.
    pub fn problem_of(line: &[u8]) -> Result<String, Refused> {
        let entries = Entries::of_line(line)?;
        string("problem", entries.needed("problem", "the name of the problem")?)
    }

    /// Reads an answer to a problem.
    pub fn read(line: &[u8], problem: &Problem) -> Result<Self, Refused> {
        let entries = Entries::of_line(line)?;
        entries.check_names("key", &KEYS)?;
        let name = string("problem", entries.needed("problem", "the name of the problem")?)?;
        if name != problem.name {
            let name = shortened(&name);
            return Err(Refused(format!("an answer to '{name}', not to '{}'", problem.name)));
        }
        let claimed = string("status", entries.needed("status", "one of converged, …")?)?;
        let claimed = one_of("status", &claimed, Claimed::ALL.map(Claimed::name))?;
        let kind = entries.find("kind").map(|raw| string("kind", raw)).transpose()?;
        let kind = kind.map(|kind| one_of("kind", &kind, KINDS)).transpose()?;
        let law = problem.law().map_err(|error| Refused(error.to_string()))?;
        let names: Vec<&str> = law.about().parameters.iter().map(|p| p.name).collect();
        let numbers = |key: &str| match entries.find(key).filter(|raw| raw.get() != "null") {
            Some(raw) => named_numbers(key, raw, &names),
            None => Ok(Vec::new()),
        };
        let seconds = entries.find("seconds").filter(|raw| raw.get() != "null");
        let seconds = seconds.map(|raw| number("seconds", raw)).transpose()?;
        Ok(Reply {
            problem: name,
            claimed: Claimed::ALL[claimed],
            parameters: numbers("parameters")?,
            standard_errors: numbers("standard_errors")?,
            kind: kind.map(|at| KINDS[at].to_owned()),
            twins: match entries.find("twins") {
                Some(raw) => twins(raw, &names)?,
                None => Vec::new(),
            },
            seconds: seconds.map(|x| x.to_f64()),
        })
    }

    /// The line that [`read`](Reply::read) reads, without its line feed.
    pub fn to_json(&self) -> Value {
        let numbers = |list: &Named| {
            let entry = |(name, x): &(String, Exact)| (name.clone(), Value::from(x.to_string()));
            Value::from(list.iter().map(entry).collect::<Map<_, _>>())
        };
        let mut object = json!({
            "problem": self.problem,
            "status": self.claimed.name(),
            "parameters": numbers(&self.parameters),
        });
        if !self.standard_errors.is_empty() {
            object["standard_errors"] = numbers(&self.standard_errors);
        }
        if let Some(kind) = &self.kind {
            object["kind"] = kind.as_str().into();
        }
        if !self.twins.is_empty() {
            object["twins"] = self.twins.iter().map(numbers).collect();
        }
        if let Some(seconds) = self.seconds {
            object["seconds"] = seconds.into();
        }
        object
    }
}

/// The place of a word in a list of words.
fn one_of<const N: usize>(key: &str, given: &str, words: [&str; N]) -> Result<usize, Refused> {
    words.iter().position(|word| *word == given).ok_or_else(|| {
        let near = nearest(given, words).map(|n| format!(": did you mean '{n}'?"));
        let (given, near) = (shortened(given), near.unwrap_or_default());
        Refused(format!("\"{key}\" is '{given}', which is none of {}{near}", words.join(", ")))
    })
}

/// An object of numbers by parameter name; null is a number that is not given.
fn named_numbers(key: &str, raw: &RawValue, names: &[&str]) -> Result<Named, Refused> {
    let entries = Entries::of(key, raw)?;
    entries.check_names("parameter", names)?;
    let given = entries.0.iter().filter(|(_, raw)| raw.get() != "null");
    given.map(|(name, raw)| Ok((name.clone(), number(name, raw)?))).collect()
}

/// A list of such objects.
fn twins(raw: &RawValue, names: &[&str]) -> Result<Vec<Named>, Refused> {
    /// More are not looked at.
    const MOST: usize = 16;
    let list: Vec<&RawValue> = serde_json::from_str(raw.get())
        .map_err(|_| Refused("\"twins\" is no list: write [{name: number, …}, …]".into()))?;
    list.into_iter().take(MOST).map(|twin| named_numbers("twins", twin, names)).collect()
}
