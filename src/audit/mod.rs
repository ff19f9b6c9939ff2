//! The audit of a table of runs and a published fit.

mod digits;
mod optimum;
pub mod solve;

pub use digits::{Digits, Format, Linearised, correct_digits, split};
pub use optimum::{Allocation, allocate};
