//! How large tables and problems may be.

/// Up to here gradients are evaluated in double-double; beyond, the errors of
/// so many rows average out and only their sum is compensated.
pub(in crate::fit) const FINE: usize = 20_000;

/// The most free parameters that a fit is made for: derivatives in doubles have a size
/// known when this program is built.
pub(in crate::fit) const MOST_FREE: usize = 9;
