//! From one point downhill: damped steps, Newton at high precision, floors of valleys.

pub(in crate::fit) mod descend;
pub(in crate::fit) mod newton;
pub(in crate::fit) mod valley;
