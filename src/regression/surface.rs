//! RSS/2 as something to minimise at any precision.

use super::Model;
use super::system::System;
use crate::algebra::{Matrix, Surface};
use crate::number::{Compare, Mpfr, Scalar};

/// Long steps at most, and observations evaluated in them.
const LONG: (usize, usize) = (400, 60_000);
/// A parameter whose effect on all predictions is below this share of the
/// responses counts as 0 when a step is called small.
const NEGLIGIBLE: f64 = 1e-24;

/// RSS/2 over b.
pub(super) struct Squares<'a, M> {
    pub system: System<'a, M, Mpfr>,
    /// Sizes below which a parameter is 0 for practical purposes.
    floor: Vec<Mpfr>,
}

impl<'a, M: Model> Squares<'a, M> {
    /// `at` is near the minimum.
    pub fn new(system: System<'a, M, Mpfr>, at: &[Mpfr]) -> Self {
        let like = &at[0];
        let size = system.responses().iter().fold(like.zero(), |sum, y| sum + y.square()).sqrt();
        let lengths = system.first(at).gram().diagonal();
        let unit = |square: &Mpfr| match square.is_positive().is_true() {
            true => Mpfr::from_f64(like.bits(), NEGLIGIBLE) * &size / square.sqrt(),
            false => like.zero(),
        };
        let floor = lengths.iter().map(unit).collect();
        Squares { system, floor }
    }

    /// |b|, or the floor where that is larger: what steps are measured by.
    pub fn scales(&self, b: &[Mpfr]) -> Vec<Mpfr> {
        b.iter().zip(&self.floor).map(|(b, floor)| Scalar::max(&b.abs(), floor)).collect()
    }
}

impl<M: Model> Surface for Squares<'_, M> {
    fn value(&self, u: &[Mpfr]) -> Mpfr {
        self.system.rss(u) * u[0].ratio(1, 2)
    }

    fn expand(&self, u: &[Mpfr]) -> (Vec<Mpfr>, Matrix<Mpfr>) {
        let second = self.system.second(u);
        (second.gradient, second.hessian)
    }

    fn majorant(&self, u: &[Mpfr]) -> Option<Matrix<Mpfr>> {
        Some(self.system.first(u).gram())
    }

    fn sizes(&self, u: &[Mpfr], step: &[Mpfr]) -> Vec<Mpfr> {
        let size = |(s, scale): (&Mpfr, &Mpfr)| match s.sign() {
            Some(std::cmp::Ordering::Equal) => s.clone(),
            _ => s.abs() / scale,
        };
        step.iter().zip(&self.scales(u)).map(size).collect()
    }

    fn long_steps(&self) -> usize {
        LONG.0.min(LONG.1 / self.system.len().max(1)).max(10)
    }
}
