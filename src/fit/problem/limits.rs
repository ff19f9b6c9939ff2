//! How large a table may be for what is done to every row.

/// Up to here gradients are evaluated in double-double; beyond, the errors of
/// so many rows average out and only their sum is compensated.
pub(in crate::fit) const FINE: usize = 20_000;
