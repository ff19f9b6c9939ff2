//! Dual numbers with a dense gradient of fixed length, for machine formats.
