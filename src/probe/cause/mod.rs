//! What loses digits, told from the evidence: one file a family of causes. A cause without
//! evidence is not named, and causes are ranked by the digits that each alone leaves.

mod aim;
mod bound;
mod errors;
mod format;
mod minimum;
mod printed;
mod repeat;
mod rows;
mod scale;
mod stop;

pub use aim::Named;
pub use format::follow;

use serde::Serialize;

use super::remedy::{Remedy, remedies};
use super::seen::Seen;

/// The kinds of causes, by the name that machines read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// No answer at all.
    NoAnswer,
    /// The answer does not depend on the data.
    Constant,
    /// The same input, another answer.
    Nondeterministic,
    /// All arithmetic in a short format.
    Precision,
    /// The data in a short format, the arithmetic not.
    RoundedData,
    /// Another threshold δ.
    Threshold,
    /// Logarithms to another base.
    LogBase,
    /// Another residual or another shape.
    Objective,
    /// N and D exchanged.
    Swapped,
    /// Some rows are not used.
    DroppedRows,
    /// Weights are not used.
    IgnoredWeights,
    /// The answer depends on the order of rows.
    RowOrder,
    /// A parameter at an end of a range.
    Clipped,
    /// Parameters made equal.
    Tied,
    /// Parameters on a grid.
    Grid,
    /// Numbers printed with few digits.
    Printed,
    /// The stopping test is absolute and the objective small.
    ObjectiveScale,
    /// A limit of iterations or evaluations.
    Iterations,
    /// Start, bounds or grid in raw units.
    RawUnits,
    /// Another minimum, or a plateau.
    LocalMinimum,
    /// The other of two minima that are exactly as good.
    Twin,
    /// Rounding, amplified beyond need.
    Arithmetic,
    /// Standard errors that belong to no definition, or another.
    StandardErrors,
    /// The answer is no minimiser, and why is not known.
    NotOptimum,
}

/// A cause, with its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Cause {
    /// Which.
    pub kind: Kind,
    /// The consequence and the cause, in a sentence.
    pub sentence: String,
    /// What was seen, one sentence each.
    pub evidence: Vec<String>,
    /// Digits that this alone leaves in the worst parameter.
    pub leaves: f64,
    /// Of the digits that the table and doubles allow, those it costs.
    pub costs: f64,
    /// What mends it, tool by tool.
    pub remedies: Vec<Remedy>,
}

impl Cause {
    fn new(kind: Kind, sentence: String, evidence: Vec<String>, leaves: f64) -> Self {
        Cause { kind, sentence, evidence, leaves, costs: 0.0, remedies: Vec::new() }
    }
}

/// Digits in the worst parameter from which on an answer is sound: what is left out changes
/// no decision.
pub const SOUND: f64 = 5.0;

/// All causes, the worst first; none where the fitter is sound.
pub fn causes(seen: &Seen<'_>, allowed: f64) -> Vec<Cause> {
    if let Some(cause) = printed::no_answer(seen) {
        return finish(seen, vec![cause], allowed);
    }
    // What no data move is not told apart further.
    if let Some(cause) = printed::constant(seen) {
        return finish(seen, vec![cause], allowed);
    }
    let mut found: Vec<Cause> = Vec::new();
    found.extend(repeat::nondeterministic(seen));
    let named = aim::find(seen);
    let known = named.as_ref().map_or(0.0, |named| named.digits);
    // Numbers cut short do not move with the last digits of the data, whatever the format.
    let cut = printed::few_digits(seen);
    let formats = format::find(seen, known).into_iter();
    found.extend(formats.filter(|c| cut.is_none() || c.kind != Kind::Precision));
    found.extend(named.map(|named| named.cause));
    found.extend(bound::find(seen));
    found.extend(cut);
    let told = |found: &[Cause], kinds: &[Kind]| found.iter().any(|c| kinds.contains(&c.kind));
    let identified = [
        Kind::Threshold,
        Kind::LogBase,
        Kind::Objective,
        Kind::Swapped,
        Kind::DroppedRows,
        Kind::IgnoredWeights,
        Kind::Clipped,
        Kind::Tied,
        Kind::Grid,
        Kind::RoundedData,
    ];
    let twin = minimum::twin(seen);
    let mirrored = twin.is_some();
    found.extend(twin);
    if !told(&found, &identified) {
        found.extend(minimum::elsewhere(seen).filter(|_| !mirrored));
        if !told(&found, &[Kind::LocalMinimum]) {
            found.extend(stop::find(seen, &found));
        }
    }
    found.extend(scale::units(seen, &found));
    if !told(&found, &[Kind::DroppedRows, Kind::Nondeterministic]) {
        found.extend(repeat::order(seen, &found));
    }
    found.extend(errors::find(seen));
    if found.is_empty() && seen.digits() < SOUND {
        found.push(printed::unknown(seen));
    }
    finish(seen, found, allowed)
}

/// Ranked by the digits that each leaves, with what each costs and what mends it.
fn finish(seen: &Seen<'_>, mut found: Vec<Cause>, allowed: f64) -> Vec<Cause> {
    found.sort_by(|a, b| a.leaves.total_cmp(&b.leaves));
    for cause in &mut found {
        cause.costs = (allowed - cause.leaves).max(0.0);
        cause.remedies = remedies(cause.kind, seen.case);
    }
    found
}

/// `3 of 4`.
fn of(count: usize, all: usize) -> String {
    format!("{count} of {all}")
}
