//! Output as types, then as text and JSON.
