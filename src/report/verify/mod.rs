//! Verdicts on the statements: as text, as JSON, as a page with figures.

pub(in crate::report) mod figures;
pub(in crate::report) mod html;
pub(in crate::report) mod json;
pub(in crate::report) mod page;
