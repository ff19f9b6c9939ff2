//! One line of input, understood or refused.

use serde_json::value::RawValue;

use crate::fit::needs_unique;
use crate::formula::Formula;
use crate::law::{Law, Point, Typed};
use crate::number::Exact;
use crate::oracle::object::{Entries, Refused, number, string, whole};
use crate::runs::shortened;

/// Most digits that can be asked for.
pub const MOST_DIGITS: u32 = 10_000;

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
const KEYS: [&str; 9] =
    ["law", "formula", "params", "n", "d", "unique_tokens", "inputs", "digits", "order"];

impl Request {
    /// Reads one line. The order is 2 where none is given.
    pub fn read(line: &[u8]) -> Result<Self, Refused> {
        Request::read_or(line, None)
    }

    /// The same; a line without `digits` asks for `usual`, where that is given.
    pub fn read_or(line: &[u8], usual: Option<u32>) -> Result<Self, Refused> {
        let entries = Entries::of_line(line)?;
        entries.check_names("key", &KEYS)?;
        let params = entries.needed("params", "give {name: number, …}")?;
        let law = law_of(&entries, params)?;
        let size = |key: &str| entries.find(key).map(|raw| positive(key, raw)).transpose();
        let needed = |key: &str, mend: &str| positive(key, entries.needed(key, mend)?);
        let reads = |name: &str| match &law {
            Law::Typed(typed) => typed.inputs().iter().any(|input| input.name == name),
            _ => true,
        };
        let n = match size("n")? {
            None if !reads("N") => Exact::from(1),
            found => {
                found.map_or_else(|| needed("n", "the number of parameters of the model"), Ok)?
            }
        };
        let d = match size("d")? {
            None if !reads("D") => Exact::from(1),
            found => found.map_or_else(|| needed("d", "the number of tokens trained on"), Ok)?,
        };
        let unique = match size("unique_tokens")? {
            Some(unique) => unique,
            None if needs_unique(&law) => {
                let text = format!("law '{law}' needs \"unique_tokens\", the distinct tokens");
                return Err(Refused(text));
            }
            None => d.clone(),
        };
        let digits = match (entries.find("digits"), usual) {
            (None, Some(usual)) => usual,
            _ => {
                let mend = "the significant digits wanted, 1 to 10000";
                whole("digits", entries.needed("digits", mend)?, 1, MOST_DIGITS)?
            }
        };
        let order = entries.find("order").map(|raw| whole("order", raw, 0, 2)).transpose()?;
        let theta = parameters(&law, params)?;
        let others = others(&law, &entries)?;
        Ok(Request {
            law,
            theta,
            at: Point { n, d, unique, others },
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

/// The law that `law` names, or the one of `formula`: names that `params` do not give
/// are its inputs, unless it declares them.
fn law_of(entries: &Entries<'_>, params: &RawValue) -> Result<Law, Refused> {
    let refused = |error: &dyn std::fmt::Display| Refused(error.to_string());
    let Some(raw) = entries.find("formula") else {
        let mend = "name one, as in \"law\": \"chinchilla\", or write a \"formula\"";
        let law = string("law", entries.needed("law", mend)?)?;
        return Law::named(&law).map_err(|e| refused(&e));
    };
    if entries.find("law").is_some() {
        return Err(Refused("both \"law\" and \"formula\": give one of them".into()));
    }
    let formula: Formula = string("formula", raw)?
        .parse()
        .map_err(|e| Refused(format!("\"formula\" is none: {e}")))?;
    let given = Entries::of("params", params)?;
    let is_input = |name: &&String| match formula.declared() {
        Some(declared) => declared.contains(name),
        None => given.find(name).is_none(),
    };
    let inputs: Vec<&str> = formula.names().iter().filter(is_input).map(String::as_str).collect();
    Typed::new(&formula, &inputs).map(Law::from).map_err(|e| refused(&e))
}

/// The inputs of a typed law but N, D and U.
fn others(law: &Law, entries: &Entries<'_>) -> Result<Vec<Exact>, Refused> {
    let names = law.other_inputs();
    let Some(raw) = entries.find("inputs") else {
        return match names.first() {
            None => Ok(Vec::new()),
            Some(name) => Err(Refused(format!(
                "no value of '{name}': give it among \"params\", or as \"inputs\": {{\"{name}\": \
                 number}}"
            ))),
        };
    };
    let given = Entries::of("inputs", raw)?;
    given.check_names("input", &names)?;
    let value = |name: &&str| {
        let found = given.find(name);
        number(name, found.ok_or_else(|| Refused(format!("no input '{name}'")))?)
    };
    names.iter().map(value).collect()
}

/// Every parameter of the law, in its order.
fn parameters(law: &Law, raw: &RawValue) -> Result<Vec<Exact>, Refused> {
    let given = Entries::of("params", raw)?;
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

fn positive(key: &str, raw: &RawValue) -> Result<Exact, Refused> {
    let value = number(key, raw)?;
    match value.signum() {
        1 => Ok(value),
        _ => Err(Refused(format!("\"{key}\" is {}: it must be positive", shortened(raw.get())))),
    }
}
