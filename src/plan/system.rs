//! A problem of design in doubles, in coordinates that make it well-conditioned.
//!
//! With J the gradients of all candidates and of the runs made, J = QR, the rows of Q take
//! the place of the gradients: every criterion changes by a constant at most.

use super::target::outer;
use super::{DesignProblem, PlanError};
use crate::algebra::{Ldl, Matrix, dot};
use crate::law::Point;
use crate::number::Exact;

/// One target for one model.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Its weight; weights sum to 1.
    pub weight: f64,
    /// The place of its model in [`System::models`].
    pub model: usize,
    /// Σ c cᵀ in the coordinates of the model; None for the determinant.
    pub aim: Option<Matrix<f64>>,
    /// ln Φ in the law's own parameters less ln Φ in the coordinates of the model.
    pub shift: f64,
}

/// The gradients of one model.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Of the candidates.
    pub candidates: Vec<Vec<f64>>,
    /// Σ w g gᵀ over the runs made.
    pub made: Matrix<f64>,
}

/// The problem.
#[derive(Clone, Debug)]
pub(super) struct System {
    pub terms: Vec<Term>,
    pub models: Vec<Rows>,
    /// What a run of each candidate costs, as a fraction of the budget.
    pub costs: Vec<f64>,
    /// The most runs of each.
    pub caps: Vec<f64>,
    /// The most runs in all.
    pub count: f64,
}

impl System {
    /// Of a problem whose candidates are all affordable.
    pub fn new(problem: &DesignProblem) -> Result<Self, PlanError> {
        let p = problem.dimension();
        let mut terms = Vec::new();
        let mut models = Vec::new();
        let places: Vec<Point<Exact>> = problem.candidates.iter().map(|c| c.at.clone()).collect();
        let made: Vec<Point<Exact>> = problem.made.iter().map(|m| m.at.clone()).collect();
        let roots: Vec<f64> = problem.made.iter().map(|m| m.weight.to_f64().sqrt()).collect();
        let share = 1.0 / (problem.models.len() * problem.targets.len()) as f64;
        for (at, model) in problem.models.iter().enumerate() {
            let mut rows = model.rows(&1.0, &places);
            for (row, root) in model.rows(&1.0, &made).into_iter().zip(&roots) {
                rows.push(row.into_iter().map(|g| g * root).collect());
            }
            let upper = orthonormal(&mut rows).ok_or(PlanError::Singular { parameters: p })?;
            let own = rows.split_off(places.len());
            for target in &problem.targets {
                let vectors = target.vectors(model, &1.0)?;
                let aim = vectors.map(|vectors| {
                    let moved: Vec<Vec<f64>> = vectors.iter().map(|c| upper.moved(c)).collect();
                    outer(&1.0, p, &moved)
                });
                let shift = if aim.is_none() { upper.ln_scale() } else { 0.0 };
                terms.push(Term { weight: share, model: at, aim, shift });
            }
            models.push(Rows { candidates: rows, made: outer(&1.0, p, &own) });
        }
        let budget = &problem.limits.budget;
        Ok(System {
            terms,
            models,
            costs: problem.candidates.iter().map(|c| (&c.cost / budget).to_f64()).collect(),
            caps: (0..places.len()).map(|i| problem.cap(i) as f64).collect(),
            count: problem.limits.runs.map_or(f64::INFINITY, |n| n as f64),
        })
    }

    /// How many candidates.
    pub fn len(&self) -> usize {
        self.costs.len()
    }

    /// M of one model for so many runs of each candidate.
    pub fn information(&self, model: usize, runs: &[f64]) -> Matrix<f64> {
        let rows = &self.models[model];
        let mut sum = rows.made.clone();
        for (row, n) in rows.candidates.iter().zip(runs).filter(|(_, n)| **n > 0.0) {
            add(&mut sum, row, *n);
        }
        sum
    }

    /// ln of each term's criterion, the larger the better: (det M)^(1/p), or
    /// 1/tr(M⁻¹Σccᵀ); None where M is singular.
    pub fn values(&self, runs: &[f64]) -> Option<Vec<f64>> {
        let factors: Option<Vec<Ldl<f64>>> =
            (0..self.models.len()).map(|k| Ldl::new(&self.information(k, runs))).collect();
        let factors = factors?;
        let value = |term: &Term| value(&factors[term.model], term.aim.as_ref());
        Some(self.terms.iter().map(value).collect())
    }

    /// Σ w ln Φ.
    pub fn value(&self, runs: &[f64]) -> Option<f64> {
        let values = self.values(runs)?;
        let sum: f64 = values.iter().zip(&self.terms).map(|(v, term)| v * term.weight).sum();
        sum.is_finite().then_some(sum)
    }
}

/// ln Φ of a factored M.
pub(super) fn value(ldl: &Ldl<f64>, aim: Option<&Matrix<f64>>) -> f64 {
    match aim {
        None => {
            let p = ldl.pivots().len() as f64;
            ldl.pivots().iter().map(|d| libm::log(*d)).sum::<f64>() / p
        }
        Some(aim) => {
            let inverse = ldl.inverse();
            let p = aim.rows();
            let trace: f64 = (0..p).map(|i| dot(inverse.row(i), aim.row(i))).sum();
            -libm::log(trace)
        }
    }
}

/// M += n g gᵀ.
pub(super) fn add(matrix: &mut Matrix<f64>, g: &[f64], n: f64) {
    for i in 0..g.len() {
        let left = n * g[i];
        for j in 0..g.len() {
            matrix[(i, j)] += left * g[j];
        }
    }
}

/// R of J = QR.
pub(super) struct Upper {
    columns: Vec<Vec<f64>>,
}

impl Upper {
    /// ln (det R)^(2/p): det JᵀJ is that of QᵀQ times (det R)².
    fn ln_scale(&self) -> f64 {
        let diagonal = self.columns.iter().enumerate().map(|(j, column)| libm::log(column[j]));
        2.0 * diagonal.sum::<f64>() / self.columns.len() as f64
    }

    /// R⁻ᵀc.
    pub fn moved(&self, c: &[f64]) -> Vec<f64> {
        let mut out: Vec<f64> = Vec::with_capacity(c.len());
        for (j, column) in self.columns.iter().enumerate() {
            let known: f64 = out.iter().zip(column).map(|(x, r)| x * r).sum();
            out.push((c[j] - known) / column[j]);
        }
        out
    }
}

/// Below this part of a column's length what is left of it is rounding.
const SINGULAR: f64 = 1e-13;

/// Makes the columns of a tall matrix orthonormal, by Gram and Schmidt's process made twice;
/// None where they are dependent as far as doubles can tell.
pub(super) fn orthonormal(rows: &mut [Vec<f64>]) -> Option<Upper> {
    let p = rows.first()?.len();
    let mut columns: Vec<Vec<f64>> = Vec::with_capacity(p);
    for j in 0..p {
        let size = |rows: &[Vec<f64>]| rows.iter().map(|r| r[j] * r[j]).sum::<f64>().sqrt();
        let whole = size(rows);
        let mut column = vec![0.0; j + 1];
        for _ in 0..2 {
            for (k, entry) in column.iter_mut().enumerate().take(j) {
                let along: f64 = rows.iter().map(|r| r[k] * r[j]).sum();
                rows.iter_mut().for_each(|r| r[j] -= along * r[k]);
                *entry += along;
            }
        }
        let left = size(rows);
        if left.is_nan() || left <= SINGULAR * whole {
            return None;
        }
        rows.iter_mut().for_each(|r| r[j] /= left);
        column[j] = left;
        columns.push(column);
    }
    Some(Upper { columns })
}
