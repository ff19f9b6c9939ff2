//! Sums over the runs: F with its derivatives, and the moments that errors need.

pub(in crate::fit) mod derivatives;
pub(in crate::fit) mod moments;
pub(in crate::fit) mod rounding;
pub(in crate::fit) mod working;
