//! What a certificate says.

pub(in crate::report) mod page;
