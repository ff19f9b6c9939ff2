//! Output as types, then as text and JSON.

pub mod design;
pub mod law;
mod number;

pub use number::{count, short, significant, with_error};
