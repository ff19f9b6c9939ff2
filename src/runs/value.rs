//! The numbers and names in a table's cells.

use std::borrow::Cow;
use std::collections::HashMap;

use super::error::Problem;
use super::names::{LossUnit, unit};
use crate::formula::{EvaluationError, rounded};
use crate::number::{Exact, ExactError, Mpfr, Scalar};

/// Whether a cell says that there is nothing, or no finite number.
pub(super) fn is_missing(text: &str) -> bool {
    const NOTHING: [&str; 12] = [
        "",
        "-",
        "nan",
        "na",
        "n/a",
        "null",
        "none",
        "inf",
        "-inf",
        "infinity",
        "-infinity",
        "nil",
    ];
    text.len() <= 9 && NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// A cell's text as a number, of any sign; a size may end with a unit, as 70M does.
pub(super) fn number(text: &str, decimal_comma: bool, size: bool) -> Result<Exact, Problem> {
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let text = with_point(text, decimal_comma)?;
    let error = match text.parse::<Exact>() {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if size && let Some(value) = with_unit(&text) {
        return Ok(value);
    }
    Err(match error {
        ExactError::NotFinite => Problem::NotFinite,
        _ if is_missing(&text) => Problem::Missing,
        error => Problem::number(&text, &error),
    })
}

/// The text with a decimal point.
fn with_point(text: &str, decimal_comma: bool) -> Result<Cow<'_, str>, Problem> {
    if !decimal_comma {
        return Ok(Cow::Borrowed(text));
    }
    match (text.contains('.'), text.matches(',').count()) {
        // One of the two separates thousands, or the row is of another dialect.
        (true, _) if text.starts_with(|c: char| c.is_ascii_digit()) => Err(Problem::NotNumber(
            "decimals have commas in this table: write it so, without points",
        )),
        (_, 0) => Ok(Cow::Borrowed(text)),
        _ => Ok(Cow::Owned(text.replace(',', "."))),
    }
}

/// A size as somebody types it: 1.3e9, 70M, 1.4B.
///
/// # Errors
/// What is wrong with it, and how to mend it.
pub fn size(text: &str) -> Result<Exact, String> {
    let read = number(text.trim(), false, true).and_then(positive);
    read.map_err(|problem| format!("'{text}': {problem}"))
}

/// 70M, 1.4 B.
fn with_unit(text: &str) -> Option<Exact> {
    let at = text.find(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E'))?;
    let (digits, suffix) = (text[..at].trim(), text[at..].trim());
    let value: Exact = digits.parse().ok()?;
    Some(&value * &unit(suffix)?)
}

/// A number that can be a size, a loss or a weight: positive, and of a
/// magnitude that every kind of number can hold.
pub(super) fn positive(value: Exact) -> Result<Exact, Problem> {
    match value.signum() {
        0 => Err(Problem::Zero),
        -1 => Err(Problem::Negative),
        _ if (-300..=300).contains(&value.magnitude()) => Ok(value),
        _ => Err(Problem::OutOfRange),
    }
}

/// D = C/(6N).
pub(super) fn tokens_from_compute(compute: &Exact, n: &Exact) -> Exact {
    compute / &(&Exact::from(6) * n)
}

/// w = 1/σ².
pub(super) fn weight_from_sigma(sigma: &Exact) -> Exact {
    &Exact::from(1) / &(sigma * sigma)
}

/// A loss in nats, correct to 120 digits where no rational equals it.
pub(super) fn in_nats(loss: Exact, from: LossUnit) -> Result<Exact, Problem> {
    /// Enough for 120 digits.
    const BITS: u32 = 480;
    let converted = match from {
        LossUnit::Nats => return Ok(loss),
        LossUnit::Bits => {
            let x = Mpfr::new(BITS, &loss);
            rounded(&(x.int(2).ln() * x))
        }
        LossUnit::Perplexity if loss <= Exact::from(1) => return Err(Problem::Perplexity),
        LossUnit::Perplexity => rounded(&Mpfr::new(BITS, &loss).ln()),
    };
    converted.map_err(|_: EvaluationError| Problem::OutOfRange)
}

/// The longest name of a group, in bytes.
const LONGEST_NAME: usize = 4096;

/// The number of a name, a new one for a new name; none for no name.
pub(super) fn group(
    name: &str,
    groups: &mut Vec<String>,
    known: &mut HashMap<String, u32>,
) -> Result<Option<u32>, Problem> {
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(index) = known.get(name) {
        return Ok(Some(*index));
    }
    if name.len() > LONGEST_NAME || name.contains('\0') {
        return Err(Problem::GroupName(LONGEST_NAME));
    }
    // Fewer groups than rows, and rows are far fewer than 2^32.
    let index = groups.len() as u32;
    groups.push(name.into());
    known.insert(name.into(), index);
    Ok(Some(index))
}
