//! A fit as text.

pub(in crate::report) mod coverage;
pub(in crate::report) mod page;
