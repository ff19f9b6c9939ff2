//! Covariances of the estimates from sums over runs.
//!
//! With m runs, p free parameters, ψ = ρ', g = ∇r, the runs' weights w (a run's variance
//! is σ²/w), ρ̄'' = Σwρ''/Σw (1 for sums of squares) and H the Hessian of Σwρ:
//!
//! - s² = Σwψ²/(m − p)/ρ̄'', and Huber's small-sample factor K = 1 + (p/m)(1 − ρ̄'')/ρ̄''
//!   (Huber and Ronchetti, *Robust Statistics*, ch. 7) multiplies the standard errors
//!   that are made of it: Gauss–Newton K²s²(Σwρ''ggᵀ)⁻¹, observed K²s²H⁻¹;
//! - Huber's H1, K²(Σwψ²/(m − p))/ρ̄''² (Σwggᵀ)⁻¹;
//! - smoothed: H1 with ρ̄'' averaged over a neighbourhood of every residual,
//!   (ψ(r + b) − ψ(r − b))/2b, which rests on all runs where ρ̄'' rests on the few with
//!   |r| ≤ δ; no K, which makes up for the chance of just that count;
//! - sandwich (HC1), m/(m − p) H⁻¹(Σw²ψ²ggᵀ)H⁻¹;
//! - clustered: the smoothed bread about the scores of whole groups,
//!   G/(G − 1) (m − 1)/(m − p) M⁻¹(Σ_G ss ᵀ)M⁻¹, M = ρ̄''_b Σwggᵀ, s = Σwψg over a group.

use crate::algebra::{Matrix, definite_inverse};
use crate::fit::problem::objective::Objective;
use crate::fit::sums::derivatives::psi_of;
use crate::fit::sums::moments::Moments;
use crate::number::{Compare, DenseDual, Exact, Scalar};

/// How far robust objectives are from sums of squares: ρ̄'' and K.
#[derive(Clone, Debug)]
pub(crate) struct Robust<S> {
    /// Σwρ''/Σw.
    pub curvature: S,
    /// 1 + (p/m)(1 − ρ̄'')/ρ̄''.
    pub factor: S,
}

impl<S: Scalar> Robust<S> {
    /// Of a mean curvature over m runs with p free parameters.
    pub fn of(curvature: S, runs: usize, free: usize) -> Self {
        let one = curvature.one();
        let share = one.int(free as i64) / one.int(runs as i64);
        let factor = &one + share * (&one - &curvature) / &curvature;
        Robust { curvature, factor }
    }
}

impl<S: Compare> Moments<S> {
    /// ρ̄'' and K with so many free parameters; both 1 for sums of squares.
    pub fn robust(&self, runs: usize, free: usize) -> Robust<S> {
        let one = self.value.one();
        let Some((total, weights)) = &self.curvature else {
            return Robust { curvature: one.clone(), factor: one };
        };
        Robust::of(total / weights, runs, free)
    }

    /// Σwψ²/(m − p).
    fn variance(&self, runs: usize, free: usize) -> S {
        &self.dispersion / self.dispersion.int((runs - free) as i64)
    }

    /// K² s² = K² Σwψ²/(m − p)/ρ̄'': what one unit of 2Σwρ is worth in χ²₁, and the scale
    /// of the Gauss–Newton and the observed covariance. None where no degree of freedom
    /// is left.
    pub fn unit(&self, runs: usize, free: usize) -> Option<S> {
        let Robust { curvature, factor } = self.robust(runs, free);
        (runs > free).then(|| self.variance(runs, free) / curvature * factor.square())
    }
}

/// The covariances that certificates speak of: Gauss–Newton, observed and sandwich, in
/// that order; absent where a matrix is not invertible or no degree of freedom is left.
/// `hessian` is that of Σ wρ.
pub(crate) fn covariances<S: Compare>(
    moments: &Moments<S>,
    hessian: &Matrix<S>,
    runs: usize,
) -> [Option<Matrix<S>>; 3] {
    let q = hessian.rows();
    let Some(unit) = moments.unit(runs, q) else { return [None, None, None] };
    let like = &moments.value;
    let hc1 = like.int(runs as i64) / like.int((runs - q) as i64);
    let bread = definite_inverse(hessian);
    let sandwich = bread.as_ref().map(|b| b.times(&moments.meat).times(b));
    [
        scaled(definite_inverse(&moments.gauss_newton), &unit),
        scaled(bread, &unit),
        scaled(sandwich, &hc1),
    ]
}

fn scaled<S: Scalar>(c: Option<Matrix<S>>, factor: &S) -> Option<Matrix<S>> {
    c.map(|c| c.map(|x| x * factor))
}

/// The covariances that only fits speak of: Huber's H1, smoothed and clustered.
pub(crate) fn further<S: Compare>(
    moments: &Moments<S>,
    objective: &Objective,
    runs: usize,
) -> [Option<Matrix<S>>; 3] {
    let q = moments.columns.rows();
    if runs <= q {
        return [None, None, None];
    }
    let Some(inverse) = definite_inverse(&moments.columns) else { return [None, None, None] };
    let like = &moments.value;
    let variance = moments.variance(runs, q);
    let Robust { curvature, factor } = moments.robust(runs, q);
    let h1 = (&factor / curvature).square() * &variance;
    let smooth = smoothed_curvature(objective, &moments.residuals, q);
    let Some(smooth) = smooth.and_then(|x| Exact::from_f64(x).ok()) else {
        return [scaled(Some(inverse), &h1), None, None];
    };
    let bread = like.one() / like.exact(&smooth);
    let smoothed = variance * bread.square();
    let groups = moments.scores.len() as i64;
    let clustered = (groups > 1).then(|| {
        let meat = Matrix::from_fn(q, q, |i, j| {
            moments.scores.values().fold(like.zero(), |sum, s| sum + &s[i] * &s[j])
        });
        let part = like.ratio(groups, groups - 1) * like.ratio(runs as i64 - 1, (runs - q) as i64);
        scaled(Some(inverse.times(&meat).times(&inverse)), &(part * bread.square()))
    });
    [scaled(Some(inverse.clone()), &h1), scaled(Some(inverse), &smoothed), clustered.flatten()]
}

/// Where |r| of so large a part of residuals lies is one standard deviation of a normal
/// distribution.
const ONE_SIGMA: f64 = 0.6827;
/// The half-width of averaging in units of σ m^(−1/5). The usual normal kernel, of
/// standard deviation 1.06, asks for 1.8; measured coverage for a little less.
const WIDTH: f64 = 1.5;

/// ρ̄'' with every ρ''(r) averaged over r ± b: Σw(ψ(r + b) − ψ(r − b))/2b over Σw, which is
/// exact for any ρ. b = 1.5 σ̂ m^(−1/5), σ̂ the 68 % point of the m − p largest |r|:
/// a robust fit with δ below the noise runs through p of the points. None where there is
/// no scatter, or no degree of freedom.
pub(crate) fn smoothed_curvature(
    objective: &Objective,
    residuals: &[(f64, f64)],
    free: usize,
) -> Option<f64> {
    if objective.is_sum_of_squares() {
        return Some(1.0);
    }
    let mut sizes: Vec<f64> = residuals.iter().map(|(r, _)| r.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    let left = sizes.len().checked_sub(free).filter(|left| *left > 0)?;
    let place = libm::ceil(ONE_SIGMA * left as f64) as usize;
    let sigma = sizes[free + place.clamp(1, left) - 1];
    let b = WIDTH * sigma * libm::pow(sizes.len() as f64, -0.2);
    if !(b > 0.0 && b.is_finite()) {
        return None;
    }
    let rho = objective.rho(&DenseDual::<f64, 1>::constant(1.0));
    let (mut sum, mut weights) = (0.0, 0.0);
    for (r, w) in residuals {
        sum += w * (psi_of(&rho, r + b).1 - psi_of(&rho, r - b).1) / (2.0 * b);
        weights += w;
    }
    Some(sum / weights).filter(|x| *x > 0.0 && x.is_finite())
}

/// Square roots of the diagonal; absent where it is not finite, or negative.
pub(crate) fn errors<S: Compare>(covariance: &Option<Matrix<S>>, q: usize) -> Vec<Option<S>> {
    let root = |v: &S| (v.is_finite() && !v.less(&v.zero()).is_true()).then(|| v.sqrt());
    match covariance {
        None => vec![None; q],
        Some(c) => c.diagonal().iter().map(root).collect(),
    }
}
