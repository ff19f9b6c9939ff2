//! How far the parameters, and anything computed from them, may be off: the
//! Gauss–Newton covariance C = s² (Σ wρ''ggᵀ)⁻¹ at an optimum, g the gradient of
//! a residual, with the directions that the runs do not determine kept apart.
//!
//! The matrix is summed at the precision of θ̂, run by run, so that eigenvalues
//! as small as ε⁶ keep their digits; residuals and s² are doubles.

use rayon::prelude::*;

use crate::fit::{Objective, Problem, Rho, Space};
use crate::geometry::{Eigen, Row, accumulate, eigen};
use crate::law::Law;
use crate::number::{Compare, Dual, Mpfr, Scalar};

/// What the residuals at the optimum look like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Residuals {
    /// s² of the standard errors: Σwr²/(m−p) for sums of squares, Σwψ²/(m−p) for
    /// the robust objectives.
    pub s2: f64,
    /// √(mean of r²): the scatter of the runs about the fit, in the
    /// objective's residuals.
    pub rms: f64,
    /// Median of |r|.
    pub median: f64,
    /// Runs with |r| ≤ δ; all of them for sums of squares.
    pub inside: usize,
}

/// The covariance of the free parameters, as eigenvalues and eigenvectors.
#[derive(Clone, Debug)]
pub struct Uncertainty {
    space: Space,
    /// Column lengths of √(wρ'')·g.
    lengths: Vec<Mpfr>,
    /// Of the matrix with unit diagonal.
    spectrum: Option<Eigen<Mpfr>>,
    /// The residuals at the optimum.
    pub residuals: Residuals,
}

/// ρ', ρ'' of one residual, in doubles.
fn derivatives(rho: &Rho<Dual<Dual<f64>>>, r: f64) -> (f64, f64) {
    let term = rho.at(&Dual::variable(Dual::variable(r, 0), 0));
    let first = term.derivative(0);
    let second = first.and_then(|d| d.derivative(0));
    (first.map_or(0.0, |d| *d.value()), second.copied().unwrap_or(0.0))
}

impl Uncertainty {
    /// Sums the matrix at θ, in θ's precision.
    pub fn new(problem: &Problem<'_>, theta: &[Mpfr]) -> Self {
        let space = problem.space().natural();
        let law = problem.law();
        let objective = problem.objective();
        let plain: Vec<f64> = theta.iter().map(Mpfr::to_f64).collect();
        let rho = objective.rho(&Dual::constant(Dual::constant(1.0)));
        let residual: Vec<f64> = (0..problem.len())
            .into_par_iter()
            .map(|i| {
                let run = problem.run(i);
                objective.residual(&run.loss.to_f64(), &law.loss(&plain, &run.point(&1.0)))
            })
            .collect();
        let weight = |i: usize| problem.run(i).weight.as_ref().map_or(1.0, |w| w.to_f64());
        let free = space.dimension();
        let residuals = summarise(&residual, weight, objective, &rho, free);
        let like = &theta[0];
        let variables = space.theta(&Dual::variables(&space.coordinates(theta)), &lift(like));
        let matrix = accumulate(like, problem.len(), free, |i| {
            let curvature = derivatives(&rho, residual[i]).1 * weight(i);
            if curvature == 0.0 {
                return Row { gradient: vec![like.zero(); free], weight: None };
            }
            let at = problem.run(i).point(like).with_ln().map(lift);
            let fitted = objective.response(&law.loss(&variables, &at));
            Row { gradient: fitted.gradient(free), weight: Some(like.exact(&exactly(curvature))) }
        });
        let lengths: Vec<Mpfr> = matrix.diagonal().iter().map(Scalar::sqrt).collect();
        let regular = lengths.iter().all(|l| l.is_positive().is_true() && l.is_finite());
        let spectrum = regular.then(|| eigen(&matrix.unit_diagonal()));
        Uncertainty { space, lengths, spectrum, residuals }
    }

    /// The law.
    pub fn law(&self) -> &Law {
        self.space.law()
    }

    /// Eigenvalues at most this fraction of the largest count as zero: the
    /// square root of the relative rounding error of the sums.
    fn negligible(&self) -> f64 {
        libm::exp2(-f64::from(self.lengths[0].bits()) / 2.0)
    }

    /// Standard deviation of a function of θ with gradient `g` (in the law's
    /// order); None where the runs do not determine the function.
    pub fn sd(&self, g: &[f64]) -> Option<f64> {
        let spectrum = self.spectrum.as_ref()?;
        let largest = spectrum.values.last()?.to_f64();
        let moved: Vec<Mpfr> = self
            .pull_back(g)
            .iter()
            .zip(&self.lengths)
            .map(|(g, l)| l.exact(&exactly(*g)) / l)
            .collect();
        let size = libm::sqrt(moved.iter().map(|h| h.to_f64() * h.to_f64()).sum());
        let mut variance = 0.0;
        for (j, value) in spectrum.values.iter().enumerate() {
            let v = spectrum.vector(j);
            let along = crate::geometry::dot(&v, &moved).to_f64();
            let value = value.to_f64();
            if value <= self.negligible() * largest {
                if along.abs() > 1e-9 * size {
                    return None;
                }
            } else {
                variance += along * along / value;
            }
        }
        let sd = libm::sqrt(variance * self.residuals.s2);
        sd.is_finite().then_some(sd)
    }

    /// Standard deviation of the loss predicted at a point, and its value.
    pub fn prediction(&self, theta: &[f64], at: &crate::law::Point<f64>) -> (f64, Option<f64>) {
        let at = at.map(|x| Dual::constant(*x));
        let loss = self.law().loss(&Dual::variables(theta), &at);
        (*loss.value(), self.sd(&loss.gradient(theta.len())))
    }

    /// ∂/∂u from ∂/∂θ: tied parameters move together, fixed ones not at all.
    fn pull_back(&self, g: &[f64]) -> Vec<f64> {
        let u = Dual::variables(&vec![1.0; self.space.dimension()]);
        let theta = self.space.theta(&u, &Dual::constant(1.0));
        let mut moved = vec![0.0; self.space.dimension()];
        for (t, g) in theta.iter().zip(g) {
            for (at, factor) in t.entries() {
                moved[*at] += factor * g;
            }
        }
        moved
    }

    /// The directions in free parameters that the runs leave open, each a unit
    /// vector in scaled coordinates; empty where all are determined.
    pub fn open_directions(&self) -> usize {
        let Some(spectrum) = &self.spectrum else { return self.space.dimension() };
        let largest = spectrum.values.last().map_or(0.0, Compare::to_f64);
        let tiny = self.negligible() * largest;
        spectrum.values.iter().filter(|v| v.to_f64() <= tiny).count()
    }
}

/// Number into dual constant.
fn lift(x: &Mpfr) -> Dual<Mpfr> {
    Dual::constant(x.clone())
}

/// A finite double as the exact number it is.
fn exactly(x: f64) -> crate::number::Exact {
    crate::number::Exact::from_f64(x).unwrap_or_else(|_| 0.into())
}

fn summarise(
    residual: &[f64],
    weight: impl Fn(usize) -> f64,
    objective: &Objective,
    rho: &Rho<Dual<Dual<f64>>>,
    free: usize,
) -> Residuals {
    let m = residual.len();
    let delta = objective.delta().map_or(f64::INFINITY, |d| d.to_f64());
    let mut psi2 = 0.0;
    let mut square = 0.0;
    for (i, r) in residual.iter().enumerate() {
        let psi = derivatives(rho, *r).0;
        psi2 += weight(i) * psi * psi;
        square += r * r;
    }
    let mut sizes: Vec<f64> = residual.iter().map(|r| r.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    let degrees = m.saturating_sub(free) as f64;
    Residuals {
        s2: if degrees > 0.0 { psi2 / degrees } else { f64::NAN },
        rms: libm::sqrt(square / m as f64),
        median: sizes.get(m / 2).copied().unwrap_or(f64::NAN),
        inside: sizes.iter().filter(|r| **r <= delta).count(),
    }
}
