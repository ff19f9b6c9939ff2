//! Newton's method for an objective in the coordinates of its space.

use crate::algebra;
use crate::algebra::{Matrix, Newton, Surface};
use crate::number::{Compare, Mpfr, Scalar};

use crate::fit::descent::descend::runaways;
use crate::fit::problem::Problem;
use crate::fit::problem::options::{Stage, Watch};
use crate::fit::sums::derivatives::expand;
use crate::fit::sums::moments::moments;

/// Long or damped steps: at most, and at most so many rows altogether.
const LONG: (usize, usize) = (150, 30_000);

/// F over the free coordinates of a problem (ln θ for scales).
struct Objective<'a> {
    problem: &'a Problem<'a>,
    watch: Watch<'a>,
}

impl Surface for Objective<'_> {
    fn value(&self, u: &[Mpfr]) -> Mpfr {
        self.problem.value(&self.problem.space().theta(u, &u[0]))
    }

    fn expand(&self, u: &[Mpfr]) -> (Vec<Mpfr>, Matrix<Mpfr>) {
        let expansion = expand(self.problem, u);
        (expansion.gradient, expansion.hessian)
    }

    fn majorant(&self, u: &[Mpfr]) -> Option<Matrix<Mpfr>> {
        let squares = self.problem.objective().is_sum_of_squares();
        squares.then(|| moments(self.problem, u).gauss_newton)
    }

    fn sizes(&self, u: &[Mpfr], step: &[Mpfr]) -> Vec<Mpfr> {
        let size =
            |((s, u), c): ((&Mpfr, &Mpfr), &crate::fit::problem::coordinates::Coordinate)| {
                if c.log || s.to_f64() == 0.0 && s.sign().is_some_and(|o| o.is_eq()) {
                    s.abs()
                } else {
                    (s / u).abs()
                }
            };
        step.iter().zip(u).zip(self.problem.space().free()).map(size).collect()
    }

    fn is_lost(&self, u: &[Mpfr]) -> bool {
        let place: Vec<f64> = u.iter().map(Compare::to_f64).collect();
        !runaways(self.problem.space(), &place).is_empty()
    }

    fn long_steps(&self) -> usize {
        LONG.0.min(LONG.1 / self.problem.len().max(1)).max(2)
    }

    fn watch(&self, done: u64, of: u64) {
        (self.watch)(Stage::Refining, done, of);
    }
}

/// [`algebra::newton`] from `start`.
pub(crate) fn newton(
    problem: &Problem<'_>,
    start: &[Mpfr],
    digits: usize,
    watch: Watch<'_>,
) -> Newton {
    algebra::newton(&Objective { problem, watch }, start, digits)
}
