//! Leverage: how much a place asks of the fit, hᵢ = gᵢᵀ(GᵀG)⁻¹gᵢ with gᵢ the derivatives
//! of the response by the free parameters, times √w of a run. Those of the runs lie between
//! 0 and 1 and sum to the number of parameters; that of another place has no bound.

use nalgebra::{DMatrix, DVector};

use crate::fit::Problem;
use crate::law::Point;
use crate::number::{Dual, Exact};

/// The derivatives of every run, orthogonalised.
pub struct Leverages {
    q: DMatrix<f64>,
    r: DMatrix<f64>,
    /// Lengths that the columns had.
    lengths: Vec<f64>,
}

impl Leverages {
    /// At θ, the runs in the problem's order; None where there are fewer runs than
    /// parameters, or a column without length.
    pub fn of(problem: &Problem<'_>, theta: &[f64]) -> Option<Self> {
        let (m, p) = (problem.len(), problem.space().free().len());
        if p == 0 || m < p {
            return None;
        }
        let mut jacobian = DMatrix::zeros(m, p);
        for (i, run) in problem.iter().enumerate() {
            let weight = run.weight.as_ref().map_or(1.0, Exact::to_f64);
            let row = gradient(problem, theta, &run.point(&1.0_f64)) * libm::sqrt(weight);
            jacobian.set_row(i, &row.transpose());
        }
        let mut lengths = Vec::new();
        for mut column in jacobian.column_iter_mut() {
            let length = column.norm();
            if length.is_nan() || length <= 0.0 {
                return None;
            }
            column /= length;
            lengths.push(length);
        }
        let (q, r) = jacobian.qr().unpack();
        Some(Leverages { q, r, lengths })
    }

    /// That of the i-th run.
    pub fn of_run(&self, i: usize) -> f64 {
        self.q.row(i).norm_squared()
    }

    /// The largest of any run.
    pub fn largest(&self) -> f64 {
        (0..self.q.nrows()).map(|i| self.of_run(i)).fold(0.0, f64::max)
    }

    /// That of a run of weight 1 at a place; None where the columns are dependent.
    pub fn at(&self, problem: &Problem<'_>, theta: &[f64], at: &Point<f64>) -> Option<f64> {
        let mut g = gradient(problem, theta, at);
        for (entry, length) in g.iter_mut().zip(&self.lengths) {
            *entry /= length;
        }
        let solved = self.r.transpose().solve_lower_triangular(&g)?;
        Some(solved.norm_squared()).filter(|h| h.is_finite())
    }
}

/// ∂ response/∂(free parameters): L, or ln L where the objective compares that; tied
/// parameters move together.
fn gradient(problem: &Problem<'_>, theta: &[f64], at: &Point<f64>) -> DVector<f64> {
    let loss = problem.law().loss(&Dual::variables(theta), &at.map(|x| Dual::constant(*x)));
    let gradient = loss.gradient(theta.len());
    let unit = if problem.objective().is_log() { *loss.value() } else { 1.0 };
    let free = problem.space().free().iter();
    let entries = free.map(|c| c.parameters.iter().map(|p| gradient[*p]).sum::<f64>() / unit);
    DVector::from_vec(entries.collect())
}
