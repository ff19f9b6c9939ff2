//! The audit of a table of runs and a published fit.

mod digits;
pub mod solve;

pub use digits::{Digits, Format, Linearised, correct_digits, split};
