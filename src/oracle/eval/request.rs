//! One line of input, understood or refused.

use serde_json::value::RawValue;

use crate::fit::needs_unique;
use crate::law::{Law, Point};
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
const KEYS: [&str; 7] = ["law", "params", "n", "d", "unique_tokens", "digits", "order"];

impl Request {
    /// Reads one line. The order is 2 where none is given.
    pub fn read(line: &[u8]) -> Result<Self, Refused> {
        Request::read_or(line, None)
    }

    /// The same; a line without `digits` asks for `usual`, where that is given.
    pub fn read_or(line: &[u8], usual: Option<u32>) -> Result<Self, Refused> {
        let entries = Entries::of_line(line)?;
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
        let digits = match (entries.find("digits"), usual) {
            (None, Some(usual)) => usual,
            _ => {
                let mend = "the significant digits wanted, 1 to 10000";
                whole("digits", entries.needed("digits", mend)?, 1, MOST_DIGITS)?
            }
        };
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
