//! The audit of a table of runs and a published fit.

mod advice;
mod digits;
mod optimum;
mod predict;
pub mod solve;
mod uncertainty;

pub use advice::{Advice, Adviser};
pub use digits::{Digits, Format, Linearised, correct_digits, split};
pub use optimum::{Allocation, allocate};
pub use predict::{Prediction, predictions};
pub use uncertainty::{Residuals, Uncertainty};
