//! Existence and uniqueness in a box of the optimum's last digits.

use super::evaluate::{expansion, slope};
use crate::fit::Problem;
use crate::geometry::{self, Contraction};
use crate::number::Mpfr;

/// Precision in which the Hessian over a small box is enclosed: it multiplies
/// the width of the box.
const COARSE: u32 = 128;

/// [`geometry::contract`] for a problem's objective.
pub(super) fn contract(
    problem: &Problem<'_>,
    centre: &[Mpfr],
    radius: &[Mpfr],
    digits: usize,
) -> Option<Contraction> {
    geometry::contract(
        centre,
        radius,
        (digits, COARSE),
        |u| slope(problem, u).1,
        |u| expansion(problem, u).hessian,
    )
}
