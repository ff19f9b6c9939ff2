//! Newton's method at any precision, for whatever has a Hessian.

use std::cmp::Ordering;

use crate::algebra::{Ldl, Matrix};
use crate::number::{Compare, Mpfr, Scalar};

/// A function of several variables to be minimised.
pub trait Surface {
    /// F(u).
    fn value(&self, u: &[Mpfr]) -> Mpfr;

    /// ∇F(u) and ∇²F(u).
    fn expand(&self, u: &[Mpfr]) -> (Vec<Mpfr>, Matrix<Mpfr>);

    /// A positive semidefinite matrix that serves for ∇²F far from the end, where
    /// that may point nowhere: of a sum of squares the Gauss–Newton matrix.
    fn majorant(&self, _u: &[Mpfr]) -> Option<Matrix<Mpfr>> {
        None
    }

    /// How large a step to u is in each coordinate, relative to what matters
    /// there; 0 for a step of length 0.
    fn sizes(&self, u: &[Mpfr], step: &[Mpfr]) -> Vec<Mpfr>;

    /// Whether u is so far out that there is nothing to converge to.
    fn is_lost(&self, _u: &[Mpfr]) -> bool {
        false
    }

    /// Long or damped steps at most, where the start is far from the end.
    fn long_steps(&self) -> usize;

    /// Is told how many short steps are done, and of how many at most.
    fn watch(&self, _done: u64, _of: u64) {}
}

/// Where Newton's method ended.
#[derive(Clone, Debug)]
pub struct Newton {
    /// The optimum.
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
/// A relative step below this is trusted without looking at F.
const TRUSTED: f64 = 1e-3;

/// Newton's method from `start` until the step is below 10^−(digits + 2) in
/// every coordinate.
///
/// A long step is taken only if F falls, else it is damped in the metric of the
/// matrix's diagonal. The error left is of the order of the last step squared.
pub fn newton(surface: &impl Surface, start: &[Mpfr], digits: usize) -> Newton {
    let bits = start[0].bits();
    let target = -(digits as i64) - 2;
    let mut left = (ITERATIONS, surface.long_steps());
    let mut damping = 0.0;
    let mut now = Newton {
        u: start.to_vec(),
        step: vec![Mpfr::from_f64(bits, f64::INFINITY); start.len()],
        converged: false,
        exhausted: false,
    };
    while left.0 > 0 {
        surface.watch((ITERATIONS - left.0) as u64, ITERATIONS as u64);
        let (gradient, hessian) = surface.expand(&now.u);
        let Some(Advance { u, step, sizes, trusted }) =
            advance(surface, &now.u, &gradient, &hessian, &mut damping)
        else {
            return Newton { converged: false, ..now };
        };
        let small = sizes
            .iter()
            .all(|size| size.sign() == Some(Ordering::Equal) || exponent_10(size) <= target);
        now = Newton { u, step, converged: small && trusted, exhausted: false };
        if now.converged {
            break;
        }
        if surface.is_lost(&now.u) {
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
    sizes: Vec<Mpfr>,
    /// Whether it is Newton's own, and short.
    trusted: bool,
}

/// The full step if it is short or lowers F, else one damped until F falls.
fn advance(
    surface: &impl Surface,
    u: &[Mpfr],
    gradient: &[Mpfr],
    hessian: &Matrix<Mpfr>,
    damping: &mut f64,
) -> Option<Advance> {
    let mut here = None;
    let mut metric = None;
    for attempt in 0..TRIES {
        let used = if attempt == 0 { 0.0 } else { *damping };
        let matrix = match attempt {
            0 => hessian,
            _ => metric.get_or_insert_with(|| surface.majorant(u)).as_ref().unwrap_or(hessian),
        };
        let damped = Matrix::from_fn(u.len(), u.len(), |i, j| match i == j {
            true => &matrix[(i, i)] + matrix[(i, i)].abs() * Mpfr::from_f64(53, used),
            false => matrix[(i, j)].clone(),
        });
        if let Some(step) = newton_step(gradient, &damped) {
            let next: Vec<Mpfr> = u.iter().zip(&step).map(|(u, s)| u + s).collect();
            let sizes = surface.sizes(&next, &step);
            let short = sizes.iter().all(|size| size.to_f64() < TRUSTED);
            let trusted = used == 0.0 && short;
            let here =
                here.get_or_insert_with(|| if trusted { u[0].zero() } else { surface.value(u) });
            if trusted || surface.value(&next).less(here).is_true() {
                *damping = used * 0.1;
                return Some(Advance { u: next, step, sizes, trusted });
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
pub fn newton_step<S: Compare>(gradient: &[S], hessian: &Matrix<S>) -> Option<Vec<S>> {
    let diagonal = hessian.diagonal();
    if diagonal.iter().any(|d| !d.is_positive().is_true()) {
        return None;
    }
    let unit: Vec<S> = diagonal.iter().map(S::sqrt).collect();
    let right: Vec<S> = gradient.iter().zip(&unit).map(|(g, s)| -(g / s)).collect();
    let solved = Ldl::new(&hessian.unit_diagonal())?.solve(&right);
    Some(solved.iter().zip(&unit).map(|(x, s)| x / s).collect())
}

/// A⁻¹ by way of unit diagonal; None unless A is positive definite.
pub fn definite_inverse<S: Compare>(a: &Matrix<S>) -> Option<Matrix<S>> {
    let diagonal = a.diagonal();
    if diagonal.iter().any(|d| !d.is_positive().is_true()) {
        return None;
    }
    let unit: Vec<S> = diagonal.iter().map(S::sqrt).collect();
    let inner = Ldl::new(&a.unit_diagonal())?.inverse();
    Some(Matrix::from_fn(a.rows(), a.rows(), |i, j| &inner[(i, j)] / (&unit[i] * &unit[j])))
}

#[cfg(test)]
mod tests {
    use crate::algebra::newton::*;
    use crate::number::hessian;

    /// (1 − x)² + 100 (y − x²)², from the far side of its valley.
    struct Rosenbrock;

    impl Rosenbrock {
        fn of<S: Scalar>(u: &[S]) -> S {
            let bend = &u[1] - u[0].square();
            (u[0].one() - &u[0]).square() + u[0].int(100) * bend.square()
        }
    }

    impl Surface for Rosenbrock {
        fn value(&self, u: &[Mpfr]) -> Mpfr {
            Self::of(u)
        }

        fn expand(&self, u: &[Mpfr]) -> (Vec<Mpfr>, Matrix<Mpfr>) {
            let (_, gradient, rows) = hessian(Self::of, u);
            (gradient, Matrix::from_fn(2, 2, |i, j| rows[i][j].clone()))
        }

        fn sizes(&self, u: &[Mpfr], step: &[Mpfr]) -> Vec<Mpfr> {
            u.iter().zip(step).map(|(u, s)| (s / u).abs()).collect()
        }

        fn long_steps(&self) -> usize {
            60
        }
    }

    #[test]
    fn a_curved_valley_is_followed_to_all_digits() {
        let start = [-1.2, 1.0].map(|x| Mpfr::from_f64(400, x));
        let end = newton(&Rosenbrock, &start, 100);
        assert!(end.converged && !end.exhausted, "{end:?}");
        for x in &end.u {
            assert!((x - x.one()).abs().to_f64() < 1e-99, "{x}");
        }
    }

    #[test]
    fn what_has_no_minimum_does_not_converge() {
        struct Slope;
        impl Surface for Slope {
            fn value(&self, u: &[Mpfr]) -> Mpfr {
                (-u[0].clone()).exp()
            }
            fn expand(&self, u: &[Mpfr]) -> (Vec<Mpfr>, Matrix<Mpfr>) {
                let value = self.value(u);
                (vec![-value.clone()], Matrix::from_fn(1, 1, |_, _| value.clone()))
            }
            fn sizes(&self, _u: &[Mpfr], step: &[Mpfr]) -> Vec<Mpfr> {
                step.iter().map(Scalar::abs).collect()
            }
            fn long_steps(&self) -> usize {
                20
            }
        }
        let end = newton(&Slope, &[Mpfr::from_f64(200, 0.0)], 20);
        assert!(!end.converged && end.exhausted);
    }
}
