//! An audit: as text, as JSON, as a page with figures.

pub(in crate::report) mod answers;
pub(in crate::report) mod claim;
pub(in crate::report) mod figures;
pub(in crate::report) mod fit;
pub(in crate::report) mod html;
pub(in crate::report) mod json;
pub(in crate::report) mod loss_figure;
pub(in crate::report) mod page;
pub(in crate::report) mod rows;
pub(in crate::report) mod use_figures;
pub(in crate::report) mod uses;
pub(in crate::report) mod verdict;
