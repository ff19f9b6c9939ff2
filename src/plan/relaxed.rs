//! The best design where runs are no whole numbers: a convex problem, solved by an interior
//! method.
//!
//! Over n_i, the runs of candidate i, with 0 ≤ n_i ≤ r_i, Σ c_i n_i ≤ C and Σ n_i ≤ R, it
//! maximises Σ w_k ln Φ_k(M_k), M = M₀ + Σ n_i g_i g_iᵀ, where Φ is (det M)^(1/p) or
//! 1/tr(M⁻¹L). Both are information functions (Pukelsheim 1993), so the sum is concave. Its
//! Hessian has a rank of at most p(p+1)/2 a term, so a Newton step costs no more than that
//! rank squared for each candidate.
//!
//! For the worst case, s is maximised with every ln Φ_k − ρ_k ≥ s: a barrier more for each
//! term, whose pull is the term's weight in the dual. s itself is always where the barrier is
//! least for the runs at hand, and no variable of the search.

use super::curvature::curvature;
use super::system::System;
use crate::algebra::{Ldl, Matrix};
use crate::parallel;

/// The best runs as real numbers.
#[derive(Clone, Debug)]
pub(super) struct Relaxed {
    /// n_i.
    pub runs: Vec<f64>,
    /// What a unit of budget adds to Σ w ln Φ: the multiplier of the budget.
    pub price: f64,
    /// What one more run is worth, whatever it costs: the multiplier of their number.
    pub toll: f64,
}

/// Growth of the weight of the objective from one centre to the next.
const GROWTH: f64 = 12.0;
/// Newton steps at one weight.
const STEPS: usize = 40;
/// Half of the squared Newton decrement at which a centre is reached.
const CENTRED: f64 = 1e-3;
/// How far towards a limit a step goes at most.
const NEAR: f64 = 0.95;

/// What is maximised.
#[derive(Clone, Copy)]
enum Aim<'a> {
    /// Σ w ln Φ.
    Mean,
    /// The least of ln Φ less these.
    Worst(&'a [f64]),
}

/// s with Σ 1/(x − s) = t, below every x: the floor of a worst case where its barrier is least.
fn floor(x: &[f64], t: f64) -> f64 {
    let least = x.iter().copied().fold(f64::INFINITY, f64::min);
    let (mut low, mut high) = (least - x.len() as f64 / t, least - 1.0 / t);
    for _ in 0..60 {
        let middle = low + (high - low) / 2.0;
        let pull: f64 = x.iter().map(|x| 1.0 / (x - middle)).sum();
        if pull < t { low = middle } else { high = middle }
    }
    low
}

impl System {
    /// The optimum to within `gap` of Σ w ln Φ. None where M stays singular.
    pub fn relax(&self, gap: f64) -> Option<Relaxed> {
        Some(self.optimum(gap, Aim::Mean)?.0)
    }

    /// The design whose least ln Φ less its reference is largest, to within `gap`, and the
    /// weights of the terms in its dual: with these it is best for the mean, too.
    pub fn relax_worst(&self, gap: f64, references: &[f64]) -> Option<(Relaxed, Vec<f64>)> {
        let (relaxed, t) = self.optimum(gap, Aim::Worst(references))?;
        let pulls = self.pulls(&relaxed.runs, t, Aim::Worst(references))?;
        let total: f64 = pulls.iter().sum();
        Some((relaxed, pulls.iter().map(|pull| pull / total).collect()))
    }

    fn optimum(&self, gap: f64, aim: Aim<'_>) -> Option<(Relaxed, f64)> {
        let m = self.len();
        let mut runs = self.inside();
        let terms = if matches!(aim, Aim::Mean) { 0 } else { self.terms.len() };
        let limits = (2 * m + 1 + terms + usize::from(self.count.is_finite())) as f64;
        let most = limits / gap;
        let mut t = (m as f64).min(most);
        loop {
            for _ in 0..STEPS {
                let Some(newton) = self.newton(&runs, t, aim) else { break };
                if newton.decrement < CENTRED {
                    break;
                }
                let Some(next) = self.search(&runs, &newton, t, aim) else { break };
                runs = next;
            }
            if t >= most {
                break;
            }
            t = (GROWTH * t).min(most);
        }
        self.value(&runs)?;
        let (money, places) = self.slack(&runs);
        let toll = if places.is_finite() { 1.0 / (t * places) } else { 0.0 };
        Some((Relaxed { runs, price: 1.0 / (t * money), toll }, t))
    }

    /// What each term's ln Φ is worth: t times its weight, or its pull at the floor.
    fn pulls(&self, runs: &[f64], t: f64, aim: Aim<'_>) -> Option<Vec<f64>> {
        Some(match aim {
            Aim::Mean => self.terms.iter().map(|term| t * term.weight).collect(),
            Aim::Worst(references) => {
                let above = self.above(runs, references)?;
                let floor = floor(&above, t);
                above.iter().map(|x| 1.0 / (x - floor)).collect()
            }
        })
    }

    /// ln Φ less its reference, term by term.
    fn above(&self, runs: &[f64], references: &[f64]) -> Option<Vec<f64>> {
        let values = self.values(runs)?;
        Some(values.iter().zip(references).map(|(v, r)| v - r).collect())
    }

    /// A point well inside all limits.
    fn inside(&self) -> Vec<f64> {
        let m = self.len() as f64;
        let each = |i: usize| {
            let count = if self.count.is_finite() { 0.5 * self.count / m } else { f64::INFINITY };
            (0.5 * self.caps[i]).min(0.5 / (m * self.costs[i])).min(count)
        };
        (0..self.len()).map(each).collect()
    }

    /// What is left of the budget, as a part of it, and of the number of runs.
    fn slack(&self, runs: &[f64]) -> (f64, f64) {
        let spent: f64 = runs.iter().zip(&self.costs).map(|(n, c)| n * c).sum();
        (1.0 - spent, self.count - runs.iter().sum::<f64>())
    }

    /// −t times what is maximised, minus the logarithms of what is left of every limit.
    fn barrier(&self, runs: &[f64], t: f64, aim: Aim<'_>) -> Option<f64> {
        let (money, places) = self.slack(runs);
        if !(money > 0.0 && places > 0.0) {
            return None;
        }
        let edge = |(n, cap): (&f64, &f64)| libm::log(*n) + libm::log(cap - n);
        let mut walls: f64 = runs.iter().zip(&self.caps).map(edge).sum();
        walls += libm::log(money);
        if places.is_finite() {
            walls += libm::log(places);
        }
        let aimed = match aim {
            Aim::Mean => self.value(runs)?,
            Aim::Worst(references) => {
                let above = self.above(runs, references)?;
                let floor = floor(&above, t);
                walls += above.iter().map(|x| libm::log(x - floor)).sum::<f64>();
                floor
            }
        };
        let value = -t * aimed - walls;
        value.is_finite().then_some(value)
    }

    fn newton(&self, runs: &[f64], t: f64, aim: Aim<'_>) -> Option<Newton> {
        let (money, places) = self.slack(runs);
        let m = self.len();
        let pulls = self.pulls(runs, t, aim)?;
        let worst = matches!(aim, Aim::Worst(_));
        let mut gains: Vec<Vec<f64>> = Vec::new();
        let mut blocks: Vec<Vec<Vec<f64>>> = Vec::new();
        for (term, pull) in self.terms.iter().zip(&pulls) {
            let information = self.information(term.model, runs);
            let curved = curvature(&information, term.aim.as_ref())?;
            let rows = &self.models[term.model].candidates;
            let local = parallel::rows(m, |i| curved.at(&rows[i], pull.sqrt()));
            let (gain, low) = local.into_iter().unzip();
            gains.push(gain);
            blocks.push(low);
        }
        let toll = if places.is_finite() { 1.0 / places } else { 0.0 };
        let mut slope = vec![0.0; m];
        let across = Across::to(&pulls);
        let row = |i: usize| {
            let mut row: Vec<f64> = blocks.iter().flat_map(|b| b[i].iter().copied()).collect();
            row.extend([self.costs[i] / money, toll]);
            if worst {
                // Terms' own slopes across the floor, which moves along: as many columns less
                // one, so that nothing cancels.
                let own: Vec<f64> = gains.iter().zip(&pulls).map(|(g, x)| g[i] * x).collect();
                row.extend(across.apply(&own));
            }
            row
        };
        let low: Vec<Vec<f64>> = (0..m).map(row).collect();
        let mut weights = Vec::with_capacity(m);
        for i in 0..m {
            let (below, above) = (1.0 / runs[i], 1.0 / (self.caps[i] - runs[i]));
            for (gain, pull) in gains.iter().zip(&pulls) {
                slope[i] -= pull * gain[i];
            }
            slope[i] += above - below + self.costs[i] / money + toll;
            weights.push(1.0 / (below * below + above * above));
        }
        // (D + UUᵀ)⁻¹ = D⁻¹ − D⁻¹U(1 + UᵀD⁻¹U)⁻¹UᵀD⁻¹.
        let q = low[0].len();
        let mut inner = Matrix::identity(&1.0, q);
        let mut right = vec![0.0; q];
        for (i, row) in low.iter().enumerate() {
            for a in 0..q {
                let left = row[a] * weights[i];
                right[a] += left * slope[i];
                for b in a..q {
                    inner[(a, b)] += left * row[b];
                }
            }
        }
        let inner = Matrix::from_fn(q, q, |i, j| inner[(i.min(j), i.max(j))]);
        let solved = Ldl::new(&inner)?.solve(&right);
        let step = |(i, row): (usize, &Vec<f64>)| {
            let back: f64 = row.iter().zip(&solved).map(|(u, x)| u * x).sum();
            -weights[i] * (slope[i] - back)
        };
        let step: Vec<f64> = low.iter().enumerate().map(step).collect();
        let along: f64 = step.iter().zip(&slope).map(|(s, g)| s * g).sum();
        Some(Newton { decrement: -0.5 * along, along, step })
    }

    /// Along a step as far as the barrier falls enough; None where it does not.
    fn search(&self, runs: &[f64], newton: &Newton, t: f64, aim: Aim<'_>) -> Option<Vec<f64>> {
        let mut most = f64::INFINITY;
        for ((n, cap), step) in runs.iter().zip(&self.caps).zip(&newton.step) {
            let room = if *step > 0.0 { (cap - n) / step } else { -n / step };
            if *step != 0.0 {
                most = most.min(room);
            }
        }
        let (money, places) = self.slack(runs);
        let spent: f64 = newton.step.iter().zip(&self.costs).map(|(s, c)| s * c).sum();
        let more: f64 = newton.step.iter().sum();
        for (left, rate) in [(money, spent), (places, more)] {
            if rate > 0.0 {
                most = most.min(left / rate);
            }
        }
        let from = self.barrier(runs, t, aim)?;
        let mut length = (NEAR * most).min(1.0);
        for _ in 0..40 {
            let next: Vec<f64> =
                runs.iter().zip(&newton.step).map(|(n, s)| n + length * s).collect();
            // Near the bottom rounding hides how far it falls.
            let slack = 1e-13 * from.abs();
            let enough = |value: f64| value <= from + 1e-4 * length * newton.along + slack;
            if self.barrier(&next, t, aim).is_some_and(enough) {
                return Some(next);
            }
            length *= 0.5;
        }
        None
    }
}

struct Newton {
    step: Vec<f64>,
    /// Half of the squared Newton decrement.
    decrement: f64,
    /// The slope along the step.
    along: f64,
}

/// Coordinates in the space across a vector: Householder's reflection of it onto its largest
/// entry, without that entry.
struct Across {
    v: Vec<f64>,
    pivot: usize,
    factor: f64,
}

impl Across {
    /// Of a vector with positive entries.
    fn to(q: &[f64]) -> Self {
        let length = q.iter().map(|x| x * x).sum::<f64>().sqrt();
        let mut v: Vec<f64> = q.iter().map(|x| x / length).collect();
        let pivot = (0..v.len()).max_by(|a, b| v[*a].total_cmp(&v[*b])).unwrap_or(0);
        v[pivot] += 1.0;
        let factor = 2.0 / v.iter().map(|x| x * x).sum::<f64>();
        Across { v, pivot, factor }
    }

    fn apply(&self, c: &[f64]) -> impl Iterator<Item = f64> {
        let along = self.factor * self.v.iter().zip(c).map(|(v, c)| v * c).sum::<f64>();
        let kept = self.v.iter().zip(c).enumerate().filter(|(k, _)| *k != self.pivot);
        kept.map(move |(_, (v, c))| c - along * v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_across_keeps_its_length_and_what_lies_along_vanishes() {
        let q = [0.3, 2.0, 1e-9, 0.7];
        let across = Across::to(&q);
        assert!(across.apply(&q).all(|x| x.abs() < 1e-15));
        let c = [1.0, -0.5, 0.2, 0.4];
        let square = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
        let along: f64 = c.iter().zip(&q).map(|(c, q)| c * q).sum();
        let expected = square(&c) - along * along / square(&q);
        let found: Vec<f64> = across.apply(&c).collect();
        assert!(found.len() == 3 && (square(&found) - expected).abs() < 1e-14, "{found:?}");
    }
}
