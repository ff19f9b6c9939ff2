//! A hold-out contest.

pub(in crate::report) mod page;
