//! Scales on their way to infinity or to zero.

use crate::fit::degenerate::hold_back::Reduced;
use crate::fit::problem::rows::Rows;
use crate::number::{Compare, Dual, Mpfr};

/// Bits in which the effect of such a scale does not drown in rounding.
const BITS: u32 = 256;

/// Scales that predictions hardly feel any more, and along which the objective
/// still falls, in many bits, as they go on: to infinity or to zero.
pub(in crate::fit) fn fading(now: &Reduced<'_>, rows: &Rows<f64>, u: &[f64]) -> Vec<usize> {
    let space = now.problem.space();
    let at: Vec<Mpfr> = u.iter().map(|x| Mpfr::from_f64(BITS, *x)).collect();
    let value = |u: &[Mpfr]| now.problem.value(&space.theta(u, &u[0]));
    if u.is_empty() || rows.len() > MOST_ROWS {
        return Vec::new();
    }
    // In doubles the effect of such a scale drowns in rounding.
    let theta = space.theta(&Dual::variables(&at), &Dual::constant(at[0].clone()));
    let mut effects = vec![0.0_f64; u.len()];
    for i in 0..rows.len() {
        let point = now.problem.run(i).point(&at[0]).map(|x| Dual::constant(x.clone()));
        let loss = space.law().loss(&theta, &point);
        for (effect, slope) in effects.iter_mut().zip(loss.gradient(u.len())) {
            *effect = effect.max((slope / loss.value()).to_f64().abs());
        }
    }
    let falls = |j: usize, step: f64| {
        let mut beyond = at.clone();
        beyond[j] = &at[j] + Mpfr::from_f64(53, step);
        value(&beyond).less(&value(&at)).is_true()
    };
    (0..u.len())
        .filter(|&j| space.free()[j].log && effects[j] < FAINT)
        .filter(|&j| falls(j, FURTHER) || falls(j, -FURTHER))
        .collect()
}

/// Relative change of every prediction per relative change of a scale below
/// which the scale is looked at as one that is on its way out.
const FAINT: f64 = 1e-6;
/// Larger tables are not looked at that closely.
const MOST_ROWS: usize = 20_000;
/// How much further it is tried, in its logarithm.
const FURTHER: f64 = 7.0;
