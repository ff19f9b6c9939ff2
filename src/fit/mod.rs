//! Fits: the optimum of a stated objective, and how well the runs determine it.
//!
//! 1. [`Problem`] checks law, runs, [`Objective`] and [`Constraints`] against
//!    each other and puts the rows in canonical order.
//! 2. A global stage in doubles needs no starting guess.
//! 3. Newton's method refines the best points, in doubles with compensated
//!    sums and then at the precision asked.
//!
//! Convergence is judged by the size of the Newton step relative to each
//! parameter, never by a quantity that depends on the objective's scale.

mod bootstrap;
mod compare;
mod descend;
mod everyday;
mod expand;
mod grid;
mod identify;
mod multistart;
mod newton;
mod objective;
mod problem;
mod refit;
mod result;
mod rows;
mod solve;
mod space;
mod statistics;
mod twin;

pub use compare::{Ratio, WinRate, quantile, rms};
pub(crate) use newton::newton_step;
pub use objective::{Objective, ObjectiveError, Rho};
pub use problem::{FitError, Problem};
pub use refit::{Refit, Refitted, Score};
pub use result::{
    Covariance, DataSummary, End, Estimate, Fit, Gram, Held, Kink, StandardErrors, Status, Twin,
};
pub use solve::fit;
pub use space::{ConstraintError, Constraints, Coordinate, Space};
pub(crate) use statistics::{covariances, errors, moments};

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
    /// Makes every random choice repeatable.
    pub seed: u64,
    /// Refits for bootstrap standard errors; none makes none.
    pub bootstrap: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Options { digits: 15, bits: None, start: None, seed: 0, bootstrap: None }
    }
}
