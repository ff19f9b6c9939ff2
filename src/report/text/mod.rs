//! Text for a terminal: pages of blocks, numbers, words, escapes.

pub(in crate::report) mod escape;
pub(in crate::report) mod interval;
pub(in crate::report) mod lists;
pub(in crate::report) mod number;
pub(in crate::report) mod page;
pub(in crate::report) mod words;
