//! How far around the optimum there is no other: a box in which the objective
//! is strictly convex, as wide as intervals can show.

use super::evaluate::expansion;
use super::kinks::law_is_smooth;
use crate::algebra::{Ends, Matrix, definite_inverse, is_definite, whitening};
use crate::fit::Problem;
use crate::number::{Interval, Mpfr, Scalar};

/// How finely a box is looked for.
struct Level {
    /// Precision in bits.
    bits: u32,
    /// Digits of the ends of the box.
    digits: usize,
    /// The least reach tried.
    least: f64,
}

/// Boxes are wide, so that the first does for all but nearly singular problems.
const LEVELS: [Level; 3] = [
    Level { bits: 64, digits: 14, least: 1e-13 },
    Level { bits: 256, digits: 60, least: 1e-40 },
    Level { bits: 512, digits: 120, least: 1e-60 },
];
/// Halvings of the last factor 4.
const REFINEMENTS: usize = 3;

/// A box in which ∇²F is positive definite.
pub(super) struct Convex {
    /// The box.
    pub ends: Vec<Ends>,
    /// Its half-widths in units of the standard deviations that the Hessian
    /// gives at unit dispersion, √(H⁻¹)ᵢᵢ, all alike.
    pub reach: f64,
}

/// The widest box x ± t √diag(H⁻¹) in which the Hessian is proved positive
/// definite by T∇²FTᵀ = LDLᵀ with D > 0, T∇²F(x)Tᵀ ≈ I: there F is strictly
/// convex and has one critical point at most. It contains `within`.
///
/// Where residuals may cross Huber's threshold ∇²F stands for all that it may
/// be on either side; ∇F is Lipschitz, so convexity follows all the same.
pub(super) fn convex(
    problem: &Problem<'_>,
    centre: &[Mpfr],
    hessian: &Matrix<Mpfr>,
    within: &[Ends],
) -> Option<Convex> {
    LEVELS.into_iter().find_map(|level| convex_at(level, problem, centre, hessian, within))
}

/// [`convex`] at one precision.
fn convex_at(
    Level { bits, digits, least }: Level,
    problem: &Problem<'_>,
    centre: &[Mpfr],
    hessian: &Matrix<Mpfr>,
    within: &[Ends],
) -> Option<Convex> {
    let unit: Vec<Mpfr> = definite_inverse(hessian)?.diagonal().iter().map(Scalar::sqrt).collect();
    let centre: Vec<Mpfr> = centre.iter().map(|x| x.with_bits(bits)).collect();
    let transform = whitening(hessian, bits)?;
    let boxed = |t: f64| -> Option<Vec<Ends>> {
        let end = |x: Mpfr| x.to_decimal(digits).parse().ok();
        centre
            .iter()
            .zip(&unit)
            .map(|(c, s)| {
                let r = s.with_bits(bits) * Mpfr::from_f64(bits, t);
                Some(Ends { lo: end(c - &r)?, hi: end(c + &r)? })
            })
            .collect()
    };
    let proved = |t: f64| {
        let ends = boxed(t)?;
        let wide = ends.iter().zip(within).all(|(e, w)| e.include(w));
        (wide && is_convex(problem, &ends, &transform, bits)).then_some(Convex { ends, reach: t })
    };
    // A first reach, larger ones while they hold, smaller ones until one does.
    let mut reach = 1e-3;
    let mut found = proved(reach);
    let next = |t: &mut f64, factor: f64| {
        *t *= factor;
        proved(*t)
    };
    if found.is_some() {
        while reach < 1e9 {
            match next(&mut reach, 4.0) {
                Some(wider) => found = Some(wider),
                None => break,
            }
        }
    } else {
        while found.is_none() && reach > least {
            found = next(&mut reach, 0.25);
        }
    }
    let (mut lo, mut hi) = (found.as_ref()?.reach, 4.0 * found.as_ref()?.reach);
    for _ in 0..REFINEMENTS {
        let middle = libm::sqrt(lo * hi);
        match proved(middle) {
            Some(wider) => (lo, found) = (middle, Some(wider)),
            None => hi = middle,
        }
    }
    found
}

/// Whether ∇²F is proved positive definite on a box.
fn is_convex(
    problem: &Problem<'_>,
    ends: &[Ends],
    transform: &Matrix<Interval>,
    bits: u32,
) -> bool {
    let u: Vec<Interval> = ends.iter().map(|e| e.enclosed(bits)).collect();
    if !law_is_smooth(problem, &u) {
        return false;
    }
    is_definite(&expansion(problem, &u).hessian, transform)
}
