//! Predictions and allocations: as text, as JSON, as figures and pages.

pub(in crate::report) mod allocate;
pub(in crate::report) mod allocate_json;
pub(in crate::report) mod approach;
pub(in crate::report) mod basis;
pub(in crate::report) mod distance;
pub(in crate::report) mod figures;
pub(in crate::report) mod html;
pub(in crate::report) mod predict;
pub(in crate::report) mod predict_json;
