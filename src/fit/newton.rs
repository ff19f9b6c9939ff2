//! Newton's method at any precision.

use std::cmp::Ordering;

use crate::geometry::{Ldl, Matrix};
use crate::number::{Compare, Mpfr, Scalar};

use super::Problem;
use super::expand::expand;

/// Where Newton's method ended.
#[derive(Clone, Debug)]
pub(crate) struct Newton {
    /// The optimum in the free coordinates.
    pub u: Vec<Mpfr>,
    /// The last step.
    pub step: Vec<Mpfr>,
    /// Whether the last step was small enough and the Hessian positive definite.
    pub converged: bool,
}

/// Iterations at one precision: from fifteen digits each doubles them.
const ITERATIONS: usize = 14;

/// Newton's method from `start` until the step is below 10^−(digits + 2) of
/// every parameter.
///
/// The Hessian is F's own, by dual numbers; the coordinates are those of the
/// problem's space (ln θ for scales). The error left is of the order of the
/// last step squared.
pub(crate) fn newton(problem: &Problem<'_>, start: &[Mpfr], digits: usize) -> Newton {
    let bits = start[0].bits();
    let target = -(digits as i64) - 2;
    let mut u = start.to_vec();
    let mut best: Option<Newton> = None;
    for _ in 0..ITERATIONS {
        let expansion = expand(problem, &u);
        let Some(step) = newton_step(&expansion.gradient, &expansion.hessian) else {
            let step = vec![Mpfr::from_f64(bits, f64::INFINITY); u.len()];
            return Newton { u, step, converged: false };
        };
        u = u.iter().zip(&step).map(|(u, s)| u + s).collect();
        let small = step.iter().zip(&u).zip(problem.space().free()).all(|((s, u), c)| {
            let size = if c.log { s.abs() } else { (s / u).abs() };
            size.sign() == Some(Ordering::Equal) || exponent_10(&size) <= target
        });
        best = Some(Newton { u: u.clone(), step, converged: small });
        if small {
            break;
        }
    }
    best.expect("at least one iteration")
}

/// ⌈log₁₀ x⌉ or a little more, for x > 0.
fn exponent_10(x: &Mpfr) -> i64 {
    let ln = x.ln().to_f64();
    if ln.is_finite() { (ln / std::f64::consts::LN_10).ceil() as i64 } else { i64::MAX }
}

/// −H⁻¹g, solved with unit diagonal; None unless H is positive definite.
pub(crate) fn newton_step<S: Compare>(gradient: &[S], hessian: &Matrix<S>) -> Option<Vec<S>> {
    let diagonal = hessian.diagonal();
    if diagonal.iter().any(|d| !d.is_positive().is_true()) {
        return None;
    }
    let unit: Vec<S> = diagonal.iter().map(S::sqrt).collect();
    let right: Vec<S> = gradient.iter().zip(&unit).map(|(g, s)| -(g / s)).collect();
    let solved = Ldl::new(&hessian.unit_diagonal())?.solve(&right);
    Some(solved.iter().zip(&unit).map(|(x, s)| x / s).collect())
}
