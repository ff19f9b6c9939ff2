//! How much rounding may have moved an objective.

use crate::fit::problem::Problem;
use crate::number::{Mpfr, Scalar};

/// How much rounding may have moved a sum Σwρ(r) computed in so many bits: its own, and
/// by up to 2√(F Σδ²) that of the residuals.
pub(in crate::fit) fn rounding(problem: &Problem<'_>, value: &Mpfr, bits: u32) -> Mpfr {
    let rows = value.int(problem.len() as i64);
    let unit = power(value, 10 - i32::try_from(bits).unwrap_or(53));
    (value + (value * rows).sqrt()) * unit
}

/// 2^n.
pub(in crate::fit) fn power(like: &Mpfr, n: i32) -> Mpfr {
    like.int(2).powi(n)
}
