//! Which parameters enter linearly, and the best values of those for given
//! others.

use super::system::System;
use super::{Data, Model};
use crate::algebra::solve::householder;
use crate::number::{Compare, Dual, Mpfr, Scalar};

/// Precision at which a second derivative is told from 0, in bits.
const BITS: u32 = 200;
/// A second derivative below this share of the prediction is 0.
const ZERO: f64 = 1e-40;

/// A largest set of parameters in which the model is affine as long as the
/// others are held: ∂²f/∂bᵢ∂bⱼ = 0 for all pairs of them, found greedily in
/// their order.
///
/// The second derivatives are those of nested dual numbers near `start`, at all
/// observations. The set only guides a search; no result rests on it.
pub(super) fn linear(model: &impl Model, data: &Data, start: &[f64]) -> Vec<usize> {
    let p = start.len();
    let mut flat = vec![true; p * p];
    let mut seen = false;
    for seed in [1, 2] {
        let b: Vec<Mpfr> = (0..p).map(|j| near(start[j], j, seed)).collect();
        let duals = Dual::variables(&Dual::variables(&b));
        for row in data.rows() {
            let lift = |x| Dual::constant(Dual::constant(Mpfr::new(BITS, x)));
            let x: Vec<_> = row.x.iter().map(lift).collect();
            let f = model.predict(&duals, &x);
            let slope = f.value().gradient(p);
            if !f.value().value().is_finite() {
                continue;
            }
            seen = true;
            for i in 0..p {
                for j in 0..=i {
                    let bend = f.derivative(i).and_then(|d| d.derivative(j));
                    let share = |at: usize| (&slope[at] * &b[at]).abs();
                    let size = f.value().value().abs().max(&share(i)).max(&share(j));
                    let null = bend.is_none_or(|bend| {
                        let bend = (bend * &b[i] * &b[j]).abs();
                        !(size * Mpfr::from_f64(BITS, ZERO)).less(&bend).is_true()
                    });
                    flat[i * p + j] &= null;
                }
            }
        }
    }
    let mut found: Vec<usize> = Vec::new();
    for i in 0..p {
        let joins = flat[i * p + i] && found.iter().all(|j| flat[i * p + j]);
        if seen && joins {
            found.push(i);
        }
    }
    found
}

/// A number near `x`, different for every parameter and never 0.
fn near(x: f64, index: usize, seed: u32) -> Mpfr {
    let shift = 1e-2 * f64::from(seed) * libm::sin(1.0 + 2.3 * index as f64);
    let x = if x == 0.0 { shift } else { x * (1.0 + shift) };
    Mpfr::from_f64(BITS, x)
}

/// b with the parameters of `linear` at their best values, the others as they
/// are; None where these do not determine them or the model is not finite.
pub(super) fn projected<M: Model>(
    system: &System<'_, M, f64>,
    b: &[f64],
    linear: &[usize],
) -> Option<Vec<f64>> {
    let mut b = b.to_vec();
    // One solve is exact for what is affine; the second takes rounding back
    // where the first values were far off.
    for _ in 0..2 {
        let here = system.first(&b);
        let p = b.len();
        let columns: Vec<f64> =
            here.jacobian.chunks_exact(p).flat_map(|row| linear.iter().map(|j| row[*j])).collect();
        if here.residuals.len() < linear.len() {
            return None;
        }
        if !columns.iter().chain(&here.residuals).all(|x| x.is_finite()) {
            return None;
        }
        let step = householder(&columns, &here.residuals, linear.len())?;
        for (j, s) in linear.iter().zip(step) {
            b[*j] += s;
        }
    }
    Some(b)
}
