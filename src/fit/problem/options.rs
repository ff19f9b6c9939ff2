//! How a fit is to be made, and who is told how far it is.

use crate::fit::problem::resampling::Resampling;

/// How a fit is to be made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Significant digits of the answer. Up to 15 the everyday fit in doubles
    /// suffices; beyond, Newton's method at a precision to match.
    pub digits: usize,
    /// Working precision in bits, instead of one chosen from the digits.
    pub bits: Option<u32>,
    /// Parameters to start from, in the law's order; none searches everywhere.
    pub start: Option<Vec<crate::number::Exact>>,
    /// Makes every random choice repeatable: starts of the search, and what a bootstrap
    /// draws.
    pub seed: u64,
    /// How to make bootstrap standard errors; none makes none.
    pub bootstrap: Option<Resampling>,
    /// Coverage of profile intervals; none makes none.
    pub profile: Option<f64>,
}

/// A part of a fit that may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Descents from starting points.
    Searching,
    /// Newton's method at high precision: steps.
    Refining,
    /// Refits to resampled runs.
    Resampling,
    /// Ends of profile intervals.
    Profiling,
}

impl Stage {
    /// In one word, for a progress bar.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Searching => "searching",
            Stage::Refining => "refining",
            Stage::Resampling => "resampling",
            Stage::Profiling => "profiling",
        }
    }
}

/// Is told how much of a stage is done, and of how much.
pub type Watch<'a> = &'a (dyn Fn(Stage, u64, u64) + Sync);

impl Default for Options {
    fn default() -> Self {
        Options { digits: 15, bits: None, start: None, seed: 0, bootstrap: None, profile: None }
    }
}
