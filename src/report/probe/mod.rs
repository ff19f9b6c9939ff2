//! A probe as text, JSON and a page.

pub(in crate::report) mod html;
pub(in crate::report) mod json;
pub(in crate::report) mod lint;
pub(in crate::report) mod page;
