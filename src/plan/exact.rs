//! Whole runs: exchange from the rounded optimum, and its perturbations.

use super::relaxed::Relaxed;
use super::system::{System, add, value};
use crate::algebra::{Ldl, Matrix, dot};
use crate::design::Random;
use crate::parallel;

/// Candidates that exchanges consider, the most promising ones.
const POOL: usize = 300;
/// Perturbations without improvement after which the search ends.
const PATIENCE: usize = 12;
/// Perturbations in all.
const MOST: usize = 60;
/// The sum of costs as parts of the budget may exceed 1 by rounding.
const ROUNDING: f64 = 1e-12;

/// Runs of each candidate.
#[derive(Clone, Debug)]
struct State {
    counts: Vec<u32>,
    spent: f64,
    total: usize,
    value: f64,
}

/// M⁻¹ of every model, and each term's tr(LM⁻¹).
struct Inverses {
    inverse: Vec<Matrix<f64>>,
    traces: Vec<f64>,
}

impl System {
    /// Whole runs near the best, by exchange; None where no whole runs determine the
    /// parameters.
    pub fn whole(&self, relaxed: &Relaxed, random: &mut Random) -> Option<Vec<u32>> {
        let pool = self.pool(relaxed);
        let mut best: Option<State> = None;
        for cut in [0.5, 0.3, 0.7, 0.1] {
            let start = self.rounded(relaxed, &pool, cut)?;
            let found = self.exchange(start, &pool);
            if best.as_ref().is_none_or(|best| found.value > best.value) {
                best = Some(found);
            }
        }
        let mut best = best.filter(|best| best.value.is_finite())?;
        let mut idle = 0;
        for _ in 0..MOST {
            if idle >= PATIENCE {
                break;
            }
            let found = self.exchange(self.shaken(&best, &pool, random), &pool);
            if found.value > best.value + 1e-12 {
                (best, idle) = (found, 0);
            } else {
                idle += 1;
            }
        }
        Some(best.counts)
    }

    /// Candidates by what they add beyond their price, the best first.
    fn pool(&self, relaxed: &Relaxed) -> Vec<usize> {
        let gains = self.gains(&relaxed.runs);
        let worth = |i: usize| gains[i] - relaxed.price * self.costs[i] - relaxed.toll;
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)));
        order.truncate(POOL);
        order
    }

    /// ∂ Σ w ln Φ/∂n_i.
    fn gains(&self, runs: &[f64]) -> Vec<f64> {
        let mut gains = vec![0.0; self.len()];
        for term in &self.terms {
            let Some(ldl) = Ldl::new(&self.information(term.model, runs)) else { continue };
            let inverse = ldl.inverse();
            let (slope, total) = match &term.aim {
                None => (inverse.clone(), inverse.rows() as f64),
                Some(aim) => {
                    (inverse.times(aim).times(&inverse), libm::exp(-value(&ldl, Some(aim))))
                }
            };
            let own = parallel::rows(self.len(), |i| {
                let g = &self.models[term.model].candidates[i];
                quadratic(&slope, g) * term.weight / total
            });
            gains.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        gains
    }

    fn valued(&self, counts: Vec<u32>) -> State {
        let runs: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
        let spent = runs.iter().zip(&self.costs).map(|(n, c)| n * c).sum();
        let total = counts.iter().map(|n| *n as usize).sum();
        let value = self.value(&runs).unwrap_or(f64::NEG_INFINITY);
        State { counts, spent, total, value }
    }

    fn affords(&self, spent: f64, total: usize, i: usize, counts: &[u32]) -> bool {
        spent + self.costs[i] <= 1.0 + ROUNDING
            && (total as f64) < self.count
            && f64::from(counts[i]) < self.caps[i]
    }

    /// Each number rounded down, up where its fraction exceeds `cut`, those of the largest
    /// fractions first, as far as the limits allow; where that leaves M singular, the
    /// candidates with the most relaxed runs that mend it.
    fn rounded(&self, relaxed: &Relaxed, pool: &[usize], cut: f64) -> Option<State> {
        let mut counts = vec![0_u32; self.len()];
        let mut order: Vec<usize> = (0..self.len()).collect();
        let part = |i: usize| relaxed.runs[i] - libm::floor(relaxed.runs[i] + 1e-6);
        let mut spent = 0.0;
        let mut total = 0;
        for i in 0..self.len() {
            for _ in 0..libm::floor(relaxed.runs[i] + 1e-6) as usize {
                if self.affords(spent, total, i, &counts) {
                    counts[i] += 1;
                    spent += self.costs[i];
                    total += 1;
                }
            }
        }
        order.sort_by(|a, b| part(*b).total_cmp(&part(*a)));
        for i in order {
            if part(i) > cut && self.affords(spent, total, i, &counts) {
                counts[i] += 1;
                spent += self.costs[i];
                total += 1;
            }
        }
        let mut state = self.valued(counts);
        if !state.value.is_finite() {
            state = self.mended(state, relaxed, pool)?;
        }
        Some(state)
    }

    /// Adds runs until M is regular: those most different from what is there.
    fn mended(&self, state: State, relaxed: &Relaxed, pool: &[usize]) -> Option<State> {
        let mut counts = state.counts;
        let (mut spent, mut total) = (state.spent, state.total);
        // With a little of the relaxed optimum M is regular, and gains say what is missing.
        for _ in 0..2 * self.models[0].made.rows() {
            let runs: Vec<f64> =
                counts.iter().zip(&relaxed.runs).map(|(n, r)| f64::from(*n) + 1e-6 * r).collect();
            let gains = self.gains(&runs);
            let able = pool.iter().filter(|i| self.affords(spent, total, **i, &counts));
            let best = able.max_by(|a, b| {
                (gains[**a] / self.costs[**a].max(1e-3))
                    .total_cmp(&(gains[**b] / self.costs[**b].max(1e-3)))
            });
            let i = *best?;
            counts[i] += 1;
            spent += self.costs[i];
            total += 1;
            let state = self.valued(counts.clone());
            if state.value.is_finite() {
                return Some(state);
            }
        }
        None
    }

    fn inverses(&self, counts: &[u32]) -> Option<Inverses> {
        let runs: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
        let factors: Option<Vec<Ldl<f64>>> =
            (0..self.models.len()).map(|k| Ldl::new(&self.information(k, &runs))).collect();
        let inverse: Vec<Matrix<f64>> = factors?.iter().map(Ldl::inverse).collect();
        Some(self.with_traces(inverse))
    }

    fn with_traces(&self, inverse: Vec<Matrix<f64>>) -> Inverses {
        let trace = |term: &super::system::Term| {
            let m = &inverse[term.model];
            term.aim
                .as_ref()
                .map_or(1.0, |aim| (0..m.rows()).map(|i| dot(m.row(i), aim.row(i))).sum())
        };
        let traces = self.terms.iter().map(trace).collect();
        Inverses { inverse, traces }
    }

    /// By how much Σ w ln Φ changes with `sign` runs of candidate i: 1 or −1.
    fn change(&self, at: &Inverses, i: usize, sign: f64) -> f64 {
        let mut sum = 0.0;
        for (term, trace) in self.terms.iter().zip(&at.traces) {
            let g = &self.models[term.model].candidates[i];
            let inverse = &at.inverse[term.model];
            let p = g.len();
            let y: Vec<f64> = (0..p).map(|j| dot(inverse.row(j), g)).collect();
            let left = 1.0 + sign * dot(g, &y);
            if left <= 1e-9 {
                return f64::NEG_INFINITY;
            }
            sum += term.weight
                * match &term.aim {
                    None => libm::log(left) / p as f64,
                    Some(aim) => {
                        let after = trace - sign * quadratic(aim, &y) / left;
                        if after <= 0.0 {
                            return f64::NEG_INFINITY;
                        }
                        libm::log(trace / after)
                    }
                };
        }
        sum
    }

    /// After one run of candidate i less.
    fn without(&self, at: &Inverses, i: usize) -> Inverses {
        let inverse = at.inverse.iter().zip(&self.models).map(|(inverse, rows)| {
            let g = &rows.candidates[i];
            let y: Vec<f64> = (0..g.len()).map(|j| dot(inverse.row(j), g)).collect();
            let mut next = inverse.clone();
            add(&mut next, &y, 1.0 / (1.0 - dot(g, &y)));
            next
        });
        self.with_traces(inverse.collect())
    }

    /// Adds and exchanges runs, the best change first, until none is better.
    fn exchange(&self, mut state: State, pool: &[usize]) -> State {
        const ENOUGH: f64 = 1e-10;
        for _ in 0..400 {
            let Some(at) = self.inverses(&state.counts) else { return state };
            // A run more.
            let able =
                |spent: f64, total: usize, i: usize| self.affords(spent, total, i, &state.counts);
            let more = pool.iter().filter(|i| able(state.spent, state.total, **i));
            let more = more.map(|i| (self.change(&at, *i, 1.0), *i)).max_by(by_gain);
            if let Some((_, i)) = more.filter(|(gain, _)| *gain > ENOUGH) {
                state = self.moved(&state, None, Some(i));
                continue;
            }
            // One for another.
            let held: Vec<usize> = (0..self.len()).filter(|i| state.counts[*i] > 0).collect();
            let swaps = parallel::in_order(held.len(), |h| {
                let out = held[h];
                let loss = self.change(&at, out, -1.0);
                if !loss.is_finite() {
                    return None;
                }
                let rest = self.without(&at, out);
                let spent = state.spent - self.costs[out];
                let able = pool.iter().filter(|i| **i != out && able(spent, state.total - 1, **i));
                able.map(|i| (loss + self.change(&rest, *i, 1.0), *i))
                    .max_by(by_gain)
                    .map(|(gain, i)| (gain, (out, i)))
            });
            let best = swaps.into_iter().flatten().max_by(by_gain);
            match best.filter(|(gain, _)| *gain > ENOUGH) {
                Some((_, (out, i))) => state = self.moved(&state, Some(out), Some(i)),
                None => break,
            }
        }
        state
    }

    fn moved(&self, state: &State, out: Option<usize>, into: Option<usize>) -> State {
        let mut counts = state.counts.clone();
        out.into_iter().for_each(|i| counts[i] -= 1);
        into.into_iter().for_each(|i| counts[i] += 1);
        self.valued(counts)
    }

    /// A few runs taken out at random, and others put in: by gain, or by gain for the money.
    fn shaken(&self, best: &State, pool: &[usize], random: &mut Random) -> State {
        let mut state = best.clone();
        let out = 1 + random.below(3);
        for _ in 0..out {
            let held: Vec<usize> = (0..self.len()).filter(|i| state.counts[*i] > 0).collect();
            if held.is_empty() {
                break;
            }
            let next = self.moved(&state, Some(held[random.below(held.len())]), None);
            if next.value.is_finite() {
                state = next;
            }
        }
        let power = [0.0, 0.5, 1.0][random.below(3)];
        while let Some(at) = self.inverses(&state.counts) {
            let able = |i: &usize| self.affords(state.spent, state.total, *i, &state.counts);
            let worth = |i: &usize| self.change(&at, *i, 1.0) / libm::pow(self.costs[*i], power);
            let mut list: Vec<(f64, usize)> =
                pool.iter().filter(|i| able(i)).map(|i| (worth(i), *i)).collect();
            if list.is_empty() {
                break;
            }
            list.sort_by(|a, b| b.0.total_cmp(&a.0));
            let among = list.len().min(3);
            state = self.moved(&state, None, Some(list[random.below(among)].1));
        }
        state
    }
}

fn by_gain<T>(a: &(f64, T), b: &(f64, T)) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0)
}

/// gᵀAg.
fn quadratic(a: &Matrix<f64>, g: &[f64]) -> f64 {
    (0..g.len()).map(|i| g[i] * dot(a.row(i), g)).sum()
}
