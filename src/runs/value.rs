//! The numbers and names in a table's cells.

use std::collections::HashMap;

use super::error::Problem;
use crate::number::Exact;

/// A cell's text as a positive number.
pub(super) fn decimal(text: &str) -> Result<Exact, Problem> {
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let value = text.parse().map_err(|error| Problem::number(text, &error))?;
    positive(value)
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
pub(super) fn tokens_from_compute(compute: &Exact, n: &Exact) -> Result<Exact, Problem> {
    positive(compute / &(&Exact::from(6) * n))
}

/// The longest name of a group, in bytes.
const LONGEST_NAME: usize = 4096;

/// The number of a group, a new one for a new name; none for no name.
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
