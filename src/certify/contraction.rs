//! Existence and uniqueness in a box of the optimum's last digits.

use super::evaluate::{expansion, slope};
use crate::algebra;
use crate::algebra::Contraction;
use crate::fit::Problem;
use crate::number::Mpfr;

/// [`algebra::contract`] for a problem's objective. `coarse` is the precision, in
/// bits, in which the Hessian over the small box is enclosed: it multiplies the
/// width of the box.
pub(super) fn contract(
    problem: &Problem<'_>,
    centre: &[Mpfr],
    radius: &[Mpfr],
    (digits, coarse): (usize, u32),
) -> Option<Contraction> {
    algebra::contract(
        centre,
        radius,
        (digits, coarse),
        |u| slope(problem, u).1,
        |u| expansion(problem, u).hessian,
    )
}
