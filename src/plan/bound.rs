//! How far a design is at most from the best, proved: the equivalence theorem in intervals.
//!
//! Kiefer and Wolfowitz (1960) for one budget; here with a limit on the number of runs and
//! at each place. At any design with information M, let a_i be the derivative of Σ w ln Φ
//! with respect to the runs of candidate i, and s₀ what the runs made add to it; then
//! s₀ + Σ n_i a_i = 1. For any other design n* within the limits
//!
//! > Σ w ln(Φ(M*)/Φ(M)) ≤ ln(s₀ + Σ n*_i a_i)
//! > ≤ ln(s₀ + λ + μR + Σ r_i max(0, a_i − λc_i/C − μ)) for every λ, μ ≥ 0,
//!
//! the first by tr(M⁻¹M*)/p ≥ det(M⁻¹M*)^(1/p), by Cauchy's inequality
//! tr(LM⁻¹)² ≤ tr(LM*⁻¹) tr(LM⁻¹M*M⁻¹), and by that of the means; the second by linear
//! duality. Nothing here trusts the search: any M, λ and μ give a bound, good ones a sharp
//! one.

use super::system::Term;
use super::target::outer;
use super::{DesignProblem, PlanError};
use crate::algebra::{Ldl, Matrix, dot};
use crate::law::Point;
use crate::number::{Exact, Interval, Mpfr, Scalar};
use crate::parallel;

/// The problem in intervals.
pub(super) struct Judge {
    like: Interval,
    models: Vec<Rows>,
    aims: Vec<Option<Matrix<Interval>>>,
    costs: Vec<Interval>,
    caps: Vec<usize>,
    count: Option<usize>,
}

struct Rows {
    candidates: Vec<Vec<Interval>>,
    made: Matrix<Interval>,
}

impl Judge {
    /// Gradients, costs and targets of a problem at so many bits.
    pub fn new(problem: &DesignProblem, bits: u32) -> Result<Self, PlanError> {
        let like = Interval::point(&Mpfr::from_f64(bits, 1.0));
        let p = problem.dimension();
        let places: Vec<Point<Exact>> = problem.candidates.iter().map(|c| c.at.clone()).collect();
        let made: Vec<Point<Exact>> = problem.made.iter().map(|m| m.at.clone()).collect();
        let mut models = Vec::new();
        let mut aims = Vec::new();
        for model in &problem.models {
            let mut own = model.rows(&like, &made);
            for (row, made) in own.iter_mut().zip(&problem.made) {
                let root = like.exact(&made.weight).sqrt();
                row.iter_mut().for_each(|g| *g = &*g * &root);
            }
            models
                .push(Rows { candidates: model.rows(&like, &places), made: outer(&like, p, &own) });
            for target in &problem.targets {
                let vectors = target.vectors(model, &like)?;
                aims.push(vectors.map(|vectors| outer(&like, p, &vectors)));
            }
        }
        let budget = &problem.limits.budget;
        let costs = problem.candidates.iter().map(|c| like.exact(&(&c.cost / budget)));
        Ok(Judge {
            models,
            aims,
            costs: costs.collect(),
            caps: (0..places.len()).map(|i| problem.cap(i)).collect(),
            count: problem.limits.runs,
            like,
        })
    }

    fn number(&self, x: f64) -> Interval {
        self.like.exact(&Exact::from_f64(x).unwrap_or_else(|_| 0.into()))
    }

    /// M of one model.
    fn information(&self, model: usize, runs: &[f64]) -> Matrix<Interval> {
        let rows = &self.models[model];
        let mut sum = rows.made.clone();
        for (g, n) in rows.candidates.iter().zip(runs).filter(|(_, n)| **n > 0.0) {
            let n = self.number(*n);
            for i in 0..g.len() {
                let left = &g[i] * &n;
                for j in i..g.len() {
                    sum[(i, j)] = &sum[(i, j)] + &left * &g[j];
                }
            }
        }
        Matrix::from_fn(sum.rows(), sum.rows(), |i, j| sum[(i.min(j), i.max(j))].clone())
    }

    fn factors(&self, runs: &[f64]) -> Option<Vec<Ldl<Interval>>> {
        (0..self.models.len()).map(|k| Ldl::new(&self.information(k, runs))).collect()
    }

    /// Φ of each term; None where some M is not proved to be definite.
    pub fn values(&self, runs: &[f64], terms: &[Term]) -> Option<Vec<Interval>> {
        let factors = self.factors(runs)?;
        let value = |(k, term): (usize, &Term)| {
            let ldl = &factors[term.model];
            match &self.aims[k] {
                None => {
                    let p = self.like.int(ldl.pivots().len() as i64);
                    (ldl.determinant().ln() / p).exp()
                }
                Some(aim) => self.like.one() / trace(&ldl.inverse(), aim),
            }
        };
        Some(terms.iter().enumerate().map(value).collect())
    }

    /// The most by which Π Φ^w of any design within the limits exceeds that of this one.
    pub fn excess(
        &self,
        runs: &[f64],
        terms: &[Term],
        (price, toll): (f64, f64),
    ) -> Option<Interval> {
        let factors = self.factors(runs)?;
        let zero = self.like.zero();
        let mut gains = vec![zero.clone(); self.costs.len()];
        let mut fixed = zero.clone();
        for (k, term) in terms.iter().enumerate() {
            let (ldl, rows) = (&factors[term.model], &self.models[term.model]);
            let weight = self.number(term.weight);
            // Weights that sum to 1 in doubles only are made to.
            let weight = weight / self.number(terms.iter().map(|t| t.weight).sum());
            let inverse = ldl.inverse();
            let (slope, total) = match &self.aims[k] {
                None => (inverse, self.like.int(rows.made.rows() as i64)),
                Some(aim) => {
                    let total = trace(&inverse, aim);
                    let whole = inverse.times(aim).times(&inverse);
                    (whole, total)
                }
            };
            let part = &weight / &total;
            let own = parallel::rows(gains.len(), |i| {
                let g = &rows.candidates[i];
                let moved: Vec<Interval> = (0..g.len()).map(|j| dot(slope.row(j), g)).collect();
                dot(g, &moved) * &part
            });
            gains.iter_mut().zip(own).for_each(|(sum, own)| *sum = &*sum + own);
            fixed = fixed + trace(&slope, &rows.made) * &part;
        }
        let (price, toll) = (self.number(price.max(0.0)), self.number(toll.max(0.0)));
        let mut bound = fixed + &price;
        let toll = match self.count {
            Some(count) => {
                bound = bound + &toll * self.like.int(count as i64);
                toll
            }
            None => zero.clone(),
        };
        for (i, gain) in gains.iter().enumerate() {
            let over = gain - &(&price * &self.costs[i]) - &toll;
            bound = bound + over.max(&zero) * self.like.int(self.caps[i] as i64);
        }
        Some(bound)
    }
}

/// tr(AB) of symmetric matrices.
fn trace(a: &Matrix<Interval>, b: &Matrix<Interval>) -> Interval {
    let parts: Vec<Interval> = (0..a.rows()).map(|i| dot(a.row(i), b.row(i))).collect();
    parts[1..].iter().fold(parts[0].clone(), |sum, x| sum + x)
}
