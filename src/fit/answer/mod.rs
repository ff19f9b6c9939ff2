//! What a fit is, as data.

pub(in crate::fit) mod fit;
