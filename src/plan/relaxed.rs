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
//! term, whose pull is the term's weight in the dual.

use super::system::System;
use crate::algebra::{Ldl, Matrix, eigen};
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

/// A point of the search: runs and, of a worst case, the floor that every term lies above.
#[derive(Clone)]
struct At {
    runs: Vec<f64>,
    floor: f64,
}

impl System {
    /// The optimum to within `gap` of Σ w ln Φ. None where M stays singular.
    pub fn relax(&self, gap: f64) -> Option<Relaxed> {
        Some(self.optimum(gap, Aim::Mean)?.0)
    }

    /// The design whose least ln Φ less its reference is largest, to within `gap`, and the
    /// weights of the terms in its dual: with these it is best for the mean, too.
    pub fn relax_worst(&self, gap: f64, references: &[f64]) -> Option<(Relaxed, Vec<f64>)> {
        let (relaxed, at, t) = self.optimum(gap, Aim::Worst(references))?;
        let values = self.values(&relaxed.runs)?;
        let pull = values.iter().zip(references).map(|(v, r)| 1.0 / (t * (v - r - at.floor)));
        let pull: Vec<f64> = pull.collect();
        let total: f64 = pull.iter().sum();
        // Multipliers are those of the floor, whose weights sum to 1 but for the barrier.
        let (price, toll) = (relaxed.price / total, relaxed.toll / total);
        let weights = pull.iter().map(|w| w / total).collect();
        Some((Relaxed { price, toll, ..relaxed }, weights))
    }

    fn optimum(&self, gap: f64, aim: Aim<'_>) -> Option<(Relaxed, At, f64)> {
        let m = self.len();
        let runs = self.inside();
        let floor = match aim {
            Aim::Mean => 0.0,
            Aim::Worst(references) => {
                let values = self.values(&runs)?;
                let least = values.iter().zip(references).map(|(v, r)| v - r);
                least.fold(f64::INFINITY, f64::min) - 1.0
            }
        };
        let mut at = At { runs, floor };
        let terms = if matches!(aim, Aim::Mean) { 0 } else { self.terms.len() };
        let limits = (2 * m + 1 + terms + usize::from(self.count.is_finite())) as f64;
        let most = limits / gap;
        let mut t = (m as f64).min(most);
        loop {
            for _ in 0..STEPS {
                let Some(newton) = self.newton(&at, t, aim) else { break };
                if newton.decrement < CENTRED {
                    break;
                }
                let Some(next) = self.search(&at, &newton, t, aim) else { break };
                at = next;
            }
            if t >= most {
                break;
            }
            t = (GROWTH * t).min(most);
        }
        self.value(&at.runs)?;
        let (money, places) = self.slack(&at.runs);
        let toll = if places.is_finite() { 1.0 / (t * places) } else { 0.0 };
        Some((Relaxed { runs: at.runs.clone(), price: 1.0 / (t * money), toll }, at, t))
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
    fn barrier(&self, at: &At, t: f64, aim: Aim<'_>) -> Option<f64> {
        let runs = &at.runs;
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
                for (v, r) in self.values(runs)?.iter().zip(references) {
                    // Not a number below the floor.
                    walls += libm::log(v - r - at.floor);
                }
                at.floor
            }
        };
        let value = -t * aimed - walls;
        value.is_finite().then_some(value)
    }

    fn newton(&self, at: &At, t: f64, aim: Aim<'_>) -> Option<Newton> {
        let runs = &at.runs;
        let (money, places) = self.slack(runs);
        let m = self.len();
        // 1/(what is left of each term above the floor), and the weight of its curvature.
        let pulls: Vec<f64> = match aim {
            Aim::Mean => self.terms.iter().map(|term| t * term.weight).collect(),
            Aim::Worst(references) => {
                let values = self.values(runs)?;
                values.iter().zip(references).map(|(v, r)| 1.0 / (v - r - at.floor)).collect()
            }
        };
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
        let squares: f64 = pulls.iter().map(|x| x * x).sum();
        let (floor_slope, worst) = match aim {
            Aim::Mean => (0.0, false),
            Aim::Worst(_) => (pulls.iter().sum::<f64>() - t, true),
        };
        let toll = if places.is_finite() { 1.0 / places } else { 0.0 };
        let mut slope = vec![0.0; m];
        let mut coupling = vec![0.0; m];
        let row = |i: usize| {
            let mut row: Vec<f64> = blocks.iter().flat_map(|b| b[i].iter().copied()).collect();
            row.extend([self.costs[i] / money, toll]);
            if worst {
                // Terms' own slopes, the floor being moved along: a projection.
                let own: Vec<f64> = gains.iter().zip(&pulls).map(|(g, x)| g[i] * x).collect();
                let along: f64 = own.iter().zip(&pulls).map(|(c, x)| c * x).sum::<f64>() / squares;
                row.extend(own.iter().zip(&pulls).map(|(c, x)| c - x * along));
            }
            row
        };
        let low: Vec<Vec<f64>> = (0..m).map(row).collect();
        let mut weights = Vec::with_capacity(m);
        for i in 0..m {
            let (below, above) = (1.0 / runs[i], 1.0 / (self.caps[i] - runs[i]));
            for (gain, pull) in gains.iter().zip(&pulls) {
                slope[i] -= pull * gain[i];
                coupling[i] -= pull * pull * gain[i];
            }
            slope[i] += above - below + self.costs[i] / money + toll;
            weights.push(1.0 / (below * below + above * above));
        }
        let whole = slope.clone();
        if worst {
            // The floor eliminated.
            let part = floor_slope / squares;
            slope.iter_mut().zip(&coupling).for_each(|(s, h)| *s -= part * h);
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
        let mut along: f64 = step.iter().zip(&whole).map(|(s, g)| s * g).sum();
        let mut floor = 0.0;
        if worst {
            let moved: f64 = step.iter().zip(&coupling).map(|(s, h)| s * h).sum();
            floor = -(floor_slope + moved) / squares;
            along += floor * floor_slope;
        }
        Some(Newton { decrement: -0.5 * along, along, step, floor })
    }

    /// Along a step as far as the barrier falls enough; None where it does not.
    fn search(&self, at: &At, newton: &Newton, t: f64, aim: Aim<'_>) -> Option<At> {
        let runs = &at.runs;
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
        let from = self.barrier(at, t, aim)?;
        let mut length = (NEAR * most).min(1.0);
        for _ in 0..40 {
            let next = At {
                runs: runs.iter().zip(&newton.step).map(|(n, s)| n + length * s).collect(),
                floor: at.floor + length * newton.floor,
            };
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
    /// That of the floor.
    floor: f64,
    /// Half of the squared Newton decrement.
    decrement: f64,
    /// The slope along the step.
    along: f64,
}

/// First and second derivatives of ln Φ with respect to runs.
struct Curvature {
    /// h = ToG has gᵀM⁻¹g = |h|² and, of a trace, Σ share_a h_a² = ∂ ln Φ/∂n.
    to: Matrix<f64>,
    shares: Vec<f64>,
    /// Places a ≤ b and sizes of the entries size·h_a h_b of a row of U, UUᵀ being the
    /// Hessian of −ln Φ before `along` is taken out.
    entries: Vec<(usize, usize, f64)>,
    /// Of a trace, v with |v|² = ½: the Hessian is U(1 − vvᵀ)Uᵀ.
    along: Option<Vec<(usize, f64)>>,
}

/// Parts of the trace smaller than this are rounding.
const NO_SHARE: f64 = 1e-13;

fn curvature(information: &Matrix<f64>, aim: Option<&Matrix<f64>>) -> Option<Curvature> {
    let p = information.rows();
    let whiten = Ldl::new(information)?.whitening();
    let pairs = || (0..p).flat_map(|a| (a..p).map(move |b| (a, b)));
    let Some(aim) = aim else {
        // (h_i·h_j)²/p.
        let size = |a: usize, b: usize| (if a == b { 1.0 } else { 2.0 } / p as f64).sqrt();
        let entries = pairs().map(|(a, b)| (a, b, size(a, b))).collect();
        return Some(Curvature {
            to: whiten,
            shares: vec![1.0 / p as f64; p],
            entries,
            along: None,
        });
    };
    let moved = whiten.times(aim).times(&whiten.transpose());
    let moved = Matrix::from_fn(p, p, |i, j| moved[(i.min(j), i.max(j))]);
    let spectrum = eigen(&moved);
    let total: f64 = spectrum.values.iter().sum();
    let share = |x: &f64| if x / total > NO_SHARE { x / total } else { 0.0 };
    let shares: Vec<f64> = spectrum.values.iter().map(share).collect();
    // Σ (s_a + s_b) (h_ia h_ib)(h_ja h_jb), less (Σ s h_i²)(Σ s h_j²).
    let size = |a: usize, b: usize| match a == b {
        true => (2.0 * shares[a]).sqrt(),
        false => (2.0 * (shares[a] + shares[b])).sqrt(),
    };
    let entries = pairs().map(|(a, b)| (a, b, size(a, b))).filter(|(_, _, size)| *size > 0.0);
    let entries: Vec<(usize, usize, f64)> = entries.collect();
    let diagonal = entries.iter().enumerate().filter(|(_, (a, b, _))| a == b);
    let along = diagonal.map(|(at, (a, _, _))| (at, (0.5 * shares[*a]).sqrt())).collect();
    let to = spectrum.vectors.transpose().times(&whiten);
    Some(Curvature { to, shares, entries, along: Some(along) })
}

impl Curvature {
    /// ∂ ln Φ/∂n at a candidate, and its row of a matrix with UUᵀ the Hessian of −ln Φ,
    /// times `root`.
    fn at(&self, g: &[f64], root: f64) -> (f64, Vec<f64>) {
        let p = g.len();
        let h: Vec<f64> =
            (0..p).map(|a| self.to.row(a).iter().zip(g).map(|(w, g)| w * g).sum()).collect();
        let gain: f64 = h.iter().zip(&self.shares).map(|(h, s)| s * h * h).sum();
        let mut row: Vec<f64> =
            self.entries.iter().map(|(a, b, size)| root * size * h[*a] * h[*b]).collect();
        if let Some(along) = &self.along {
            // 1 − vvᵀ with |v|² = ½ has the root 1 − (2 − √2) vvᵀ.
            let beta = 2.0 - std::f64::consts::SQRT_2;
            let part: f64 = along.iter().map(|(at, v)| row[*at] * v).sum();
            along.iter().for_each(|(at, v)| row[*at] -= beta * part * v);
        }
        (gain, row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of U against second differences of ln Φ.
    #[test]
    fn the_curvature_is_that_of_the_criterion() {
        let p = 3;
        let g = [[1.0, 0.3, -0.2], [0.1, 1.0, 0.5], [-0.4, 0.2, 1.0], [0.7, -0.6, 0.4]];
        let aim = Matrix::from_fn(p, p, |i, j| {
            let c = [[1.0, 2.0, -1.0], [0.3, -0.1, 0.5]];
            c.iter().map(|c| c[i] * c[j]).sum::<f64>()
        });
        let value = |n: &[f64], aim: Option<&Matrix<f64>>| {
            let mut sum = Matrix::from_fn(p, p, |i, j| if i == j { 0.1 } else { 0.0 });
            g.iter().zip(n).for_each(|(g, n)| super::super::system::add(&mut sum, g, *n));
            (super::super::system::value(&Ldl::new(&sum).expect("definite"), aim), sum)
        };
        let n = [0.5, 0.8, 0.3, 0.6];
        for aim in [None, Some(&aim)] {
            let curved = curvature(&value(&n, aim).1, aim).expect("definite");
            let at: Vec<(f64, Vec<f64>)> = g.iter().map(|g| curved.at(g, 1.0)).collect();
            let moved = |i: usize, j: usize, a: f64, b: f64| {
                let mut n = n;
                n[i] += a;
                n[j] += b;
                value(&n, aim).0
            };
            for i in 0..4 {
                let slope = (moved(i, i, 1e-5, 0.0) - moved(i, i, -1e-5, 0.0)) / 2e-5;
                assert!((at[i].0 / slope - 1.0).abs() < 1e-7, "{} {slope}", at[i].0);
                for j in 0..4 {
                    let h = 1e-4;
                    let second = (moved(i, j, h, h) - moved(i, j, h, -h) - moved(i, j, -h, h)
                        + moved(i, j, -h, -h))
                        / (4.0 * h * h);
                    let told: f64 = at[i].1.iter().zip(&at[j].1).map(|(a, b)| a * b).sum();
                    assert!((told + second).abs() < 1e-5 * (1.0 + told.abs()), "{told} {second}");
                }
            }
        }
    }
}
