//! The reference oracle: values that the maker of a fitter in any language can
//! trust, and problems to be measured by.
//!
//! | part | answers |
//! |---|---|
//! | [`eval`] | loss, gradient and Hessian at a point, to as many digits as asked, enclosed |
//! | [`Problem`] | a table, a law and an objective, with the answer that was proved; [`problems()`] is the set |
//!
//! Values go out as decimal strings: `lo` and `hi` proved by interval
//! arithmetic, `value` rounded to the digits asked.

pub mod eval;
mod problem;
mod set;

pub use problem::{
    Answer, Ask, Certain, Combination, Decimals, Deviations, Difficulty, Minimum, Problem,
    ProblemError, Row,
};
pub use set::{FILES, named, problems};
