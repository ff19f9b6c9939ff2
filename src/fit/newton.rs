//! Newton's method at any precision.

use std::cmp::Ordering;

use crate::geometry::{Ldl, Matrix};
use crate::number::{Compare, Mpfr, Scalar};

use super::descend::{relative_size, runaways};
use super::expand::{Expansion, expand};
use super::statistics::moments;
use super::{Problem, Stage, Watch};

/// Where Newton's method ended.
#[derive(Clone, Debug)]
pub(crate) struct Newton {
    /// The optimum in the free coordinates.
    pub u: Vec<Mpfr>,
    /// The last step.
    pub step: Vec<Mpfr>,
    /// Whether the last step was small enough and the Hessian positive definite.
    pub converged: bool,
    /// Whether it gave up for want of steps, not of precision.
    pub exhausted: bool,
}

/// Short steps at one precision: from fifteen digits each doubles them.
const ITERATIONS: usize = 14;
/// Long or damped steps before those, where the start is far from the end: at
/// most, and at most so many rows altogether.
const LONG: (usize, usize) = (150, 30_000);
/// A relative step below this is trusted without looking at F.
const TRUSTED: f64 = 1e-3;

/// Newton's method from `start` until the step is below 10^−(digits + 2) of
/// every parameter.
///
/// The Hessian is F's own, by dual numbers; the coordinates are those of the
/// problem's space (ln θ for scales). A long step is taken only if F falls, else
/// it is damped in the metric of the Hessian's diagonal. The error left is of
/// the order of the last step squared.
pub(crate) fn newton(
    problem: &Problem<'_>,
    start: &[Mpfr],
    digits: usize,
    watch: Watch<'_>,
) -> Newton {
    let bits = start[0].bits();
    let target = -(digits as i64) - 2;
    let mut left = (ITERATIONS, LONG.0.min(LONG.1 / problem.len().max(1)).max(2));
    let mut damping = 0.0;
    let mut now = Newton {
        u: start.to_vec(),
        step: vec![Mpfr::from_f64(bits, f64::INFINITY); start.len()],
        converged: false,
        exhausted: false,
    };
    while left.0 > 0 {
        watch(Stage::Refining, (ITERATIONS - left.0) as u64, ITERATIONS as u64);
        let expansion = expand(problem, &now.u);
        let Some(Advance { u, step, trusted }) = advance(problem, &now.u, &expansion, &mut damping)
        else {
            return Newton { converged: false, ..now };
        };
        let small = step.iter().zip(&u).zip(problem.space().free()).all(|((s, u), c)| {
            let size = if c.log { s.abs() } else { (s / u).abs() };
            size.sign() == Some(Ordering::Equal) || exponent_10(&size) <= target
        });
        now = Newton { u, step, converged: small && trusted, exhausted: false };
        if now.converged {
            break;
        }
        let place: Vec<f64> = now.u.iter().map(Compare::to_f64).collect();
        if !runaways(problem.space(), &place).is_empty() {
            now.exhausted = true;
            break;
        }
        let counter = if trusted { &mut left.0 } else { &mut left.1 };
        if *counter == 0 {
            now.exhausted = true;
            break;
        }
        *counter -= 1;
    }
    now
}

/// Damping is raised tenfold at most this often for one step.
const TRIES: usize = 28;

/// One step taken.
struct Advance {
    u: Vec<Mpfr>,
    step: Vec<Mpfr>,
    /// Whether it is Newton's own, and short.
    trusted: bool,
}

/// The full step if it is short or lowers F, else one damped until F falls.
fn advance(
    problem: &Problem<'_>,
    u: &[Mpfr],
    expansion: &Expansion<Mpfr>,
    damping: &mut f64,
) -> Option<Advance> {
    let space = problem.space();
    let value = |u: &[Mpfr]| problem.value(&space.theta(u, &u[0]));
    let mut here = None;
    let mut metric = None;
    for attempt in 0..TRIES {
        let used = if attempt == 0 { 0.0 } else { *damping };
        // Far from the end the Hessian may point nowhere; of a sum of squares
        // the Gauss–Newton matrix always points down.
        let matrix = match (attempt, problem.objective().is_sum_of_squares()) {
            (0, _) | (_, false) => &expansion.hessian,
            _ => metric.get_or_insert_with(|| moments(problem, u).gauss_newton),
        };
        let damped = Matrix::from_fn(u.len(), u.len(), |i, j| match i == j {
            true => &matrix[(i, i)] + matrix[(i, i)].abs() * Mpfr::from_f64(53, used),
            false => matrix[(i, j)].clone(),
        });
        if let Some(step) = newton_step(&expansion.gradient, &damped) {
            let next: Vec<Mpfr> = u.iter().zip(&step).map(|(u, s)| u + s).collect();
            let plain = |x: &[Mpfr]| x.iter().map(Compare::to_f64).collect::<Vec<f64>>();
            let short = relative_size(space, &plain(&next), &plain(&step)) < TRUSTED;
            let trusted = used == 0.0 && short;
            let here = here.get_or_insert_with(|| if trusted { u[0].zero() } else { value(u) });
            if trusted || value(&next).less(here).is_true() {
                *damping = used * 0.1;
                return Some(Advance { u: next, step, trusted });
            }
        }
        *damping = (*damping * 10.0).max(1e-20);
    }
    None
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
