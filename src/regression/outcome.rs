//! What a regression hands back.

use super::{Path, Status};
use crate::algebra::Ends;
use crate::number::{Interval, Mpfr};

/// One parameter.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// The model's name for it.
    pub name: String,
    /// The value: proved to be inside if the outcome is certified, else as wide
    /// as the last Newton step either way. None where it is not identified.
    pub value: Option<Interval>,
    /// s √((JᵀJ)⁻¹ⱼⱼ), s² = RSS/(m − p): the standard deviation that regression
    /// programs and NIST report. None without degrees of freedom.
    pub deviation: Option<Interval>,
}

/// A descent in doubles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Descended {
    /// Which parameters moved freely.
    pub path: Path,
    /// Steps taken.
    pub steps: usize,
    /// The residual sum of squares at its end.
    pub rss: f64,
}

/// How the minimum was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The descent that counts: the first that ended lowest.
    pub best: Descended,
    /// All that were made.
    pub descents: Vec<Descended>,
    /// The parameters that enter linearly, as far as that was seen.
    pub linear: Vec<usize>,
    /// Equal minima that parameters changing places or signs make, as far as that
    /// was seen, this one counted; the one nearest to the start is reported.
    pub images: usize,
}

/// The outcome of a regression.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How sure the answer is: `local-minimum`, `converged`, `not-identifiable`
    /// or `undecided`.
    pub status: Status,
    /// Whether the enclosures are proved.
    pub certified: bool,
    /// Precision of the arithmetic that gave the values.
    pub bits: u32,
    /// Significant digits asked for.
    pub digits: usize,
    /// In the model's order.
    pub parameters: Vec<Estimate>,
    /// Σ (y − f)².
    pub rss: Option<Interval>,
    /// √(RSS/(m − p)). None without degrees of freedom.
    pub rsd: Option<Interval>,
    /// m.
    pub observations: usize,
    /// m − p, or 0.
    pub freedom: usize,
    /// Of a certified outcome the box, one range per parameter, in which there
    /// is no other critical point.
    pub region: Option<Vec<Ends>>,
    /// How the minimum was reached.
    pub search: Search,
    /// What a reader must know, one sentence each.
    pub remarks: Vec<String>,
}

impl Outcome {
    /// The estimates, where there are any.
    pub fn values(&self) -> Option<Vec<Mpfr>> {
        self.parameters.iter().map(|p| p.value.as_ref().map(Interval::mid)).collect()
    }

    /// A parameter by its name.
    pub fn parameter(&self, name: &str) -> Option<&Estimate> {
        self.parameters.iter().find(|p| p.name == name)
    }
}
