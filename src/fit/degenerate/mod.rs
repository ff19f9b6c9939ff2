//! Where the optimum is at an edge, at infinity or on a flat: what is held, what fades,
//! what one ray leaves free.

pub(in crate::fit) mod by_formula;
pub(in crate::fit) mod constant_losses;
pub(in crate::fit) mod converge;
pub(in crate::fit) mod hold_back;
pub(in crate::fit) mod one_ray;
pub(in crate::fit) mod saddle;
pub(in crate::fit) mod vanishing_scales;
