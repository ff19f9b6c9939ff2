//! The refits of a bootstrap, as data.

use crate::fit::problem::resampling::Resample;

/// The refits of one bootstrap: the parameters of each, at an edge or at infinity where
/// that is where its optimum lies.
#[derive(Clone, Debug)]
pub struct Replicates {
    /// All parameters at the optimum of the table itself.
    pub estimate: Vec<f64>,
    /// Those of every refit that was solved, in order.
    pub thetas: Vec<Vec<f64>>,
    /// How many refits were made.
    pub refits: usize,
    /// How many could not be solved: they bound what is said of the others.
    pub unsolved: usize,
    /// How many of the solved ones lie at an edge of what is allowed, or at infinity.
    pub at_edge: usize,
    /// Of so many that were searched for from everywhere, how many have a lower optimum
    /// elsewhere.
    pub elsewhere: (usize, usize),
    /// What was drawn, and from how many.
    pub what: Resample,
    /// See `what`.
    pub drawn_from: usize,
    /// Refits with each run, or group, left out.
    pub left_out: Option<LeaveOut>,
    /// The parameters that are best on all runs, and their objective there.
    pub(crate) lowest: Option<(Vec<f64>, f64)>,
}

/// The parameters without each fold of runs, and how far the runs left out are from
/// what they predict.
#[derive(Clone, Debug)]
pub struct LeaveOut {
    /// All parameters, one entry a fold.
    pub thetas: Vec<Vec<f64>>,
    /// Of every run its fold, and |response − prediction of the fold's parameters| √w;
    /// infinite where the fold could not be solved.
    pub errors: Vec<(usize, f64)>,
}
