//! How far a profile is followed.
//!
//! The search for a minimum stays in a box, beyond which a parameter counts as having
//! run away. A profile asks where the objective has risen, and there a wall of that box
//! would pass for a rise: on runs of one ray an exponent of 9 goes with a scale of
//! 1e72. So a walk reaches as far as doubles carry, the same for the parameter that
//! it follows and for the others; and where the end of that stops another parameter
//! while the objective would still fall, no end is called bounded.

use crate::law::Role;

use crate::fit::problem::coordinates::Space;

/// |ln θ| of a scale: e^±690 and its products with sizes are still numbers.
const SCALE: f64 = 690.0;
/// An exponent: beyond, a power of an ordinary ratio is 0 or 1 to the last digit.
const EXPONENT: f64 = 1e6;
/// An offset, in units of the loss.
const OFFSET: f64 = 1e6;

/// Where each coordinate may be: within the user's bounds, and no further than doubles
/// carry.
pub(crate) fn reach(space: &Space) -> Vec<(f64, f64)> {
    let range = |at: usize| {
        let (lo, hi) = space.range(at);
        let far = match (space.free()[at].log, space.parameter(at).role) {
            (true, _) => SCALE,
            (false, Role::Exponent) => EXPONENT,
            (false, Role::Offset | Role::Scale) => OFFSET,
        };
        let bounds = [lo, hi].into_iter().filter(|bound| bound.is_finite());
        let far = bounds.fold(far, |far, bound| far.max(2.0 * bound.abs()));
        (lo.max(-far), hi.min(far))
    };
    (0..space.dimension()).map(range).collect()
}

/// Of each coordinate, whether its lower and its upper end are such a limit, not a bound.
pub(crate) fn walls(space: &Space) -> Vec<[bool; 2]> {
    let own = |at: usize| space.range(at);
    (0..space.dimension()).map(|at| [own(at).0.is_infinite(), own(at).1.is_infinite()]).collect()
}
