//! A fit as text.

pub(crate) mod coverage;
pub(in crate::report) mod page;
