//! Fits: the optimum of a stated objective, and how well the runs determine it.
//!
//! 1. [`Problem`] checks law, runs, [`Objective`] and [`Constraints`] against
//!    each other and puts the rows in canonical order.
//! 2. A global stage in doubles needs no starting guess: a grid, and for laws with
//!    many basins rounds of random starts.
//! 3. Newton's method refines the best points, in doubles with compensated
//!    sums and then at the precision asked.
//!
//! Convergence is judged by the size of the Newton step relative to each
//! parameter, never by a quantity that depends on the objective's scale.

mod answer;
mod bootstrap;
mod compare;
mod constant;
mod converge;
mod descend;
mod edge;
mod everyday;
mod expand;
mod fading;
mod format;
mod grid;
mod held;
mod json;
mod measure;
mod multistart;
mod newton;
mod objective;
mod problem;
mod profile;
mod ray;
mod refit;
mod result;
mod rows;
mod solve;
mod space;
mod statistics;
mod twin;
mod units;
mod valley;
mod walk;
mod wider;

pub use crate::regression::Status;
pub use bootstrap::{Blocks, Resampling};
pub use compare::{Ratio, WinRate, quantile, rms};
pub use format::{Ended, Format, FormatError, InFormat, UnknownFormat, fit_in};
pub use objective::{Objective, ObjectiveError, Rho};
pub use problem::{FitError, Problem, needs_unique};
pub use profile::{About, Profile, ProfileEnd, Profiles, profiles_about};
pub use ray::split;
pub use refit::{Refit, Refitted, Score};
pub use result::{
    Covariance, DataSummary, End, ErrorKind, Estimate, Fit, Gram, Held, Kink, StandardErrors, Twin,
};
pub use solve::{fit, fit_watched};
pub use space::{ConstraintError, Constraints, Coordinate, Space};
pub(crate) use statistics::{covariances, errors, moments};
pub use units::{Units, UnitsError};

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
