//! The reference oracle: values that the maker of a fitter in any language can
//! trust, and problems to be measured by.
//!
//! | part | answers |
//! |---|---|
//! | [`eval`] | loss, gradient and Hessian at a point, to as many digits as asked, enclosed |
//! | [`Problem`] | a table, a law and an objective, with the answer that was proved; [`problems()`] is the set |
//! | [`Reply`], [`score()`] | how many digits of a fitter's answer are right |
//! | [`Solver`] | a fitter as a command: a problem on its standard input, an answer on its output |
//! | [`solve()`] | what our own everyday fit answers |
//! | [`strd`] | NIST's regression problems, solved, proved and scored |
//!
//! Values go out as decimal strings: `lo` and `hi` proved by interval
//! arithmetic, `value` rounded to the digits asked.

mod baseline;
mod card;
mod combination;
pub mod eval;
mod exec;
mod object;
mod problem;
mod reply;
mod score;
mod set;
mod solve;
pub mod strd;
mod why;

pub use baseline::{Baseline, Change};
pub use card::{Card, Summary, Unread};
pub use combination::combination;
pub use exec::{Solver, stop_solvers};
pub use object::{LARGEST, LONGEST_NUMBER, Refused};
pub use problem::{
    Answer, Ask, Certain, Combination, Decimals, Deviations, Difficulty, Minimum, Problem,
    ProblemError, Row, SCHEMA,
};
pub use reply::{Claimed, Reply};
pub use score::{ErrorsScore, PASS, Score, Verdict, score, score_at};
pub use set::{FILES, named, problems};
pub use solve::solve;
