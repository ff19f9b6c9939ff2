//! What an answer is worth, in one word.

use std::fmt;

/// How sure the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Proved to be the lowest minimum in a stated box.
    GlobalMinimum,
    /// Existence, uniqueness and positive definiteness proved in a box.
    LocalMinimum,
    /// Newton's method converged to a point with a positive definite Hessian;
    /// nothing is proved.
    Converged,
    /// The lowest point lies on a bound, and the objective rises from it into
    /// the allowed side.
    BoundaryMinimum,
    /// Different parameters give the same objective to the working precision.
    NotIdentifiable,
    /// None of the above could be established.
    Undecided,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::GlobalMinimum => "global-minimum",
            Status::LocalMinimum => "local-minimum",
            Status::Converged => "converged",
            Status::BoundaryMinimum => "boundary-minimum",
            Status::NotIdentifiable => "not-identifiable",
            Status::Undecided => "undecided",
        })
    }
}
