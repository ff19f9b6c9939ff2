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
mod assemble;
mod compare;
mod degenerate;
mod descent;
mod in_format;
mod json;
mod powers;
mod problem;
mod run;
mod search;
mod solve;
mod sums;
mod uncertainty;
mod units;

pub use uncertainty::intervals;

pub use crate::regression::Status;
pub use answer::fit::{
    Covariance, DataSummary, End, ErrorKind, Estimate, Fit, Gram, Held, Kink, StandardErrors, Twin,
};
pub use answer::profiles::{Profile, ProfileEnd, Profiles};
pub use compare::{Ratio, WinRate, quantile, rms};
pub use degenerate::one_ray::split;
pub use in_format::{Ended, Format, FormatError, InFormat, UnknownFormat, fit_in};
pub use powers::PowersTest;
pub use problem::coordinates::{ConstraintError, Constraints, Coordinate, Space};
pub use problem::objective::{Objective, ObjectiveError, Rho};
pub use problem::options::{Options, Stage, Watch};
pub use problem::{FitError, Problem, needs_unique};
pub use run::{fit, fit_watched};
pub use search::refit::{Refit, Refitted, Score};
pub(crate) use sums::moments::moments;
pub(crate) use uncertainty::covariance::{covariances, errors};
pub use uncertainty::intervals::{
    Convention, Interval, LeaveOut, Method, Replicates, Resample, Resampling,
};
pub use uncertainty::intervals::{left_out, noise, scale};
pub use uncertainty::profile::{About, profiles_about};
pub use uncertainty::profile_at::{ProfilePoint, profile_at};
pub use units::{Units, UnitsError};
