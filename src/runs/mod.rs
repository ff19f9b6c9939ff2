//! Tables of training runs: in and out, exact, validated with row and column.

use crate::law::Point;
use crate::number::{Exact, Scalar};

/// One training run, exactly as the table says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// N, parameters of the model.
    pub n: Exact,
    /// D, tokens trained on, repetitions counted.
    pub d: Exact,
    /// L, the final loss.
    pub loss: Exact,
    /// Distinct tokens, where the table has that column.
    pub unique: Option<Exact>,
    /// The weight in the objective; 1 where there is no such column.
    pub weight: Option<Exact>,
    /// Index into [`Runs::groups`].
    pub group: Option<u32>,
}

/// A validated table of runs.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// The rows, in file order, after selection.
    pub rows: Vec<Run>,
    /// Names of the groups.
    pub groups: Vec<String>,
}

impl Run {
    /// Where a law is evaluated for this run, in the kind and precision of `like`.
    pub fn point<S: Scalar>(&self, like: &S) -> Point<S> {
        let d = like.exact(&self.d);
        let unique = self.unique.as_ref().map_or_else(|| d.clone(), |u| like.exact(u));
        Point { n: like.exact(&self.n), d, unique }
    }
}
