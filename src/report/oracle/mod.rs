//! Reference problems, scores and NIST's data sets.

pub(in crate::report) mod problem;
pub(in crate::report) mod score;
pub(in crate::report) mod strd;
