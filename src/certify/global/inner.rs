//! The inner problem of a box: the best linear parameters c ≥ 0 at its middle.
//!
//! Everything here is in doubles and a guide: no proof rests on it.

use super::columns::Column;
use super::minorant::{Envelope, Jet, Term};
use crate::algebra::{Ldl, Matrix};

/// Steps of Newton's method at most.
const STEPS: usize = 60;
/// A decrease, relative to the value, that is not worth a step.
const SETTLED: f64 = 1e-13;

/// G(c) = Σ κ_i h̲_i(a_iᵀc), h̲ the envelopes and a_i the columns at the middle of a
/// box, over the losses.
pub(super) struct Inner<'a> {
    pub term: &'a Term,
    pub envelopes: &'a [Envelope],
    /// κ.
    pub scale: &'a [f64],
    /// a, run by run.
    pub rows: &'a [Vec<f64>],
}

/// a_i for every run.
pub(super) fn rows(columns: &[&Column], losses: &[f64]) -> Vec<Vec<f64>> {
    let row = |(i, y): (usize, &f64)| columns.iter().map(|x| x.middle[i].mid() / y).collect();
    losses.iter().enumerate().map(row).collect()
}

/// The least-squares solution Σ κ (1 − aᵀc)² with c ≥ 0. Few parameters: every
/// choice of those that are zero is tried.
pub(super) fn least_squares(rows: &[Vec<f64>], scale: &[f64]) -> Option<Vec<f64>> {
    let q = rows.first()?.len();
    let gram = gram(rows, scale.iter().copied());
    let right: Vec<f64> =
        (0..q).map(|j| rows.iter().zip(scale).map(|(a, k)| k * a[j]).sum()).collect();
    let mut found: Option<(f64, Vec<f64>)> = None;
    for choice in 1..1_usize << q {
        let free: Vec<usize> = (0..q).filter(|j| choice >> j & 1 == 1).collect();
        let Some(ldl) = Ldl::new(&gram.block(&free, &free)) else { continue };
        let part = ldl.solve(&free.iter().map(|j| right[*j]).collect::<Vec<_>>());
        if part.iter().any(|c| !c.is_finite() || *c < 0.0) {
            continue;
        }
        // Σ κ − this is the sum of squares.
        let gain: f64 = free.iter().zip(&part).map(|(j, c)| right[*j] * c).sum();
        if found.as_ref().is_none_or(|(most, _)| gain > *most) {
            let mut c = vec![0.0; q];
            for (j, x) in free.iter().zip(part) {
                c[*j] = x;
            }
            found = Some((gain, c));
        }
    }
    found.map(|(_, c)| c)
}

/// Σ ω a aᵀ.
pub(super) fn gram(rows: &[Vec<f64>], weights: impl Iterator<Item = f64> + Clone) -> Matrix<f64> {
    let q = rows[0].len();
    let entry = |i: usize, j: usize| -> f64 {
        rows.iter().zip(weights.clone()).map(|(a, w)| w * a[i] * a[j]).sum()
    };
    Matrix::from_fn(q, q, entry)
}

impl Inner<'_> {
    /// ℓ = aᵀc of every run.
    pub fn ratios(&self, c: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|a| a.iter().zip(c).map(|(a, c)| a * c).sum()).collect()
    }

    /// Envelopes and their derivatives at every run.
    pub fn jets(&self, c: &[f64]) -> Vec<Jet> {
        let at = self.ratios(c);
        at.iter().zip(self.envelopes).map(|(x, e)| self.term.guide(e, *x)).collect()
    }

    /// G from those.
    pub fn sum(&self, jets: &[Jet]) -> f64 {
        jets.iter().zip(self.scale).map(|(jet, k)| k * jet[0]).sum()
    }

    /// G.
    pub fn value(&self, c: &[f64]) -> f64 {
        self.sum(&self.jets(c))
    }

    /// The smallest G with c ≥ 0, by Newton's method, damped and projected.
    pub fn minimise(&self, start: &[f64]) -> Vec<f64> {
        let q = start.len();
        let size = gram(self.rows, self.scale.iter().copied());
        let mut c = start.to_vec();
        let mut jets = self.jets(&c);
        let mut value = self.sum(&jets);
        let mut damping = 1e-6;
        for _ in 0..STEPS {
            let gradient: Vec<f64> = (0..q)
                .map(|j| {
                    let runs = self.rows.iter().zip(self.scale).zip(&jets);
                    runs.map(|((a, k), jet)| k * jet[1] * a[j]).sum()
                })
                .collect();
            let free: Vec<usize> = (0..q).filter(|j| c[*j] > 0.0 || gradient[*j] < 0.0).collect();
            if free.is_empty() {
                break;
            }
            let bends = jets.iter().zip(self.scale).map(|(jet, k)| k * jet[2]);
            let bend = gram(self.rows, bends);
            let mut better = None;
            let mut promised = 0.0;
            while damping < 1e12 {
                let damped = Matrix::from_fn(free.len(), free.len(), |i, j| {
                    let (i, j) = (free[i], free[j]);
                    bend[(i, j)] + if i == j { damping * size[(i, j)] } else { 0.0 }
                });
                let downhill: Vec<f64> = free.iter().map(|j| -gradient[*j]).collect();
                if let Some(ldl) = Ldl::new(&damped) {
                    let step = ldl.solve(&downhill);
                    let mut next = c.clone();
                    for (j, s) in free.iter().zip(&step) {
                        next[*j] = (c[*j] + s).max(0.0);
                    }
                    promised = (0..q).map(|j| gradient[j] * (c[j] - next[j])).sum();
                    let there = self.jets(&next);
                    let lower = self.sum(&there);
                    if lower < value {
                        better = Some((next, there, lower));
                        break;
                    }
                    if promised.is_nan() || promised <= SETTLED * value.abs() {
                        break;
                    }
                }
                damping = damping.max(1e-12) * 8.0;
            }
            let Some((next, there, lower)) = better else { break };
            // As much as half of what the slope promises: a good model.
            damping *= if value - lower > 0.25 * promised { 0.1 } else { 2.0 };
            let settled = value - lower <= SETTLED * value.abs();
            (c, jets, value) = (next, there, lower);
            if settled {
                break;
            }
        }
        c
    }
}
