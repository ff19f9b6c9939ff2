//! Output as types, then as text and JSON.

mod number;

pub use number::{count, short, significant, with_error};
