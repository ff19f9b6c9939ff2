//! Newton's method in MPFR, its precision doubled from step to step.

use super::evaluate::{expansion, slope};
use crate::algebra::{Matrix, newton_step};
use crate::fit::Problem;
use crate::number::{Compare, Mpfr, Scalar};

/// Steps at the first precision.
const STEPS: usize = 12;

/// The optimum near `start` to nearly `bits` bits; None where the Hessian is
/// not positive definite or the steps do not shrink.
///
/// A step from an error e leaves e², so that the gradient is needed to twice
/// the bits that the Hessian is: each Hessian is evaluated at half the
/// precision of the step that it serves.
///
/// `first` is the precision at which the sharpening begins, in bits: more than
/// the conditioning of the Hessian costs.
pub(super) fn optimum(
    problem: &Problem<'_>,
    start: &[Mpfr],
    bits: u32,
    first: u32,
) -> Option<Vec<Mpfr>> {
    let mut u: Vec<Mpfr> = start.iter().map(|x| x.with_bits(first)).collect();
    let mut hessian: Matrix<Mpfr>;
    let mut left = STEPS;
    loop {
        let here = expansion(problem, &u);
        hessian = here.hessian;
        let step = newton_step(&here.gradient, &hessian)?;
        u = plus(&u, &step);
        if u.iter().any(|x| !x.is_finite()) {
            return None;
        }
        // The error left is of the order of the square of this step.
        if size(&u, &step) < 1e-16 {
            break;
        }
        left = left.checked_sub(1)?;
    }
    let mut precision = first;
    while precision < bits {
        let fine = (2 * precision - 16).min(bits);
        if precision > first {
            hessian = expansion(problem, &u).hessian;
        }
        u = u.iter().map(|x| x.with_bits(fine)).collect();
        let (_, gradient) = slope(problem, &u);
        u = plus(&u, &newton_step(&gradient, &hessian)?);
        precision = fine;
    }
    // What the first precision's rounding left.
    let (_, gradient) = slope(problem, &u);
    u = plus(&u, &newton_step(&gradient, &hessian)?);
    u.iter().all(Compare::is_finite).then_some(u)
}

fn plus(u: &[Mpfr], step: &[Mpfr]) -> Vec<Mpfr> {
    u.iter().zip(step).map(|(x, s)| x + s).collect()
}

/// The largest |step|, relative to |u| where that is above 1.
fn size(u: &[Mpfr], step: &[Mpfr]) -> f64 {
    let sizes = u.iter().zip(step).map(|(x, s)| {
        let (x, s) = (x.to_f64().abs(), s.abs().to_f64());
        if x > 1.0 { s / x } else { s }
    });
    sizes.fold(0.0, f64::max)
}
