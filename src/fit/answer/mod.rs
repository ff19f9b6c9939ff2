//! What a fit is, as data.

pub(in crate::fit) mod fit;
pub(in crate::fit) mod profiles;
pub(in crate::fit) mod replicates;
