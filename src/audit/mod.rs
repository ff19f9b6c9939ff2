//! The audit of a table of runs and a published fit.

mod advice;
mod digits;
mod optimum;
mod predict;
mod uncertainty;
pub mod solve;

pub use advice::{Advice, Adviser};
pub use digits::{Digits, Format, Linearised, correct_digits, split};
pub use optimum::{Allocation, allocate};
pub use predict::{Prediction, predictions};
pub use uncertainty::{Residuals, Uncertainty};
