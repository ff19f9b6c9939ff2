//! Standard errors and spectrum, evaluated anew over the box of the optimum.

use super::Checked;
use super::case::{Case, Second};
use crate::algebra::{Ends, Ldl, Matrix, enclose, usable};
use crate::number::{Compare, Dual, Interval, Scalar};

/// Verifies the claims about standard errors, eigenvalues and κ; K²s², the scale of the
/// first two standard errors, is handed back.
pub(super) fn claims(checked: &mut Checked, case: &Case, theta: &[Interval]) -> Interval {
    let sums = Sums::over(case, theta);
    let certificate = checked.certificate.clone();
    let covariances = sums.covariances(case, theta);
    type Claim = fn(&super::super::Claimed) -> &Option<Ends>;
    let kinds: [(&str, Claim); 3] = [
        ("Gauss–Newton", |p| &p.gauss_newton),
        ("observed", |p| &p.observed),
        ("sandwich", |p| &p.sandwich),
    ];
    for ((name, claim), covariance) in kinds.into_iter().zip(covariances) {
        let mut claimed = certificate.parameters.iter().zip(&case.places);
        let mut any = false;
        let proved = claimed.all(|(p, place)| {
            let Some(ends) = claim(p) else { return true };
            any = true;
            let error = place.and_then(|at| Some(covariance.as_ref()?[(at, at)].sqrt()));
            error.is_some_and(|error| ends.contain(&error))
        });
        if any || !proved {
            checked.claim(proved, format!("standard errors, {name}"));
        }
    }
    let spectrum = enclose(&sums.gram);
    let kappa = spectrum.kappa();
    let largest_first = spectrum.eigenvalues.iter().rev();
    let listed = &certificate.eigenvalues;
    let eigen = listed.len() == spectrum.eigenvalues.len()
        && listed.iter().zip(largest_first).all(|(claim, x)| claim.contain(x));
    checked.claim(eigen, "eigenvalues of the Gram matrix");
    let unit = sums.gram.unit_diagonal();
    let quotient = |claim: &Option<Ends>, x: &Interval| claim.as_ref().is_none_or(|c| c.contain(x));
    let proved = quotient(&certificate.kappa, &kappa)
        && (certificate.kappa_eq.is_none()
            || unit.all(usable) && quotient(&certificate.kappa_eq, &enclose(&unit).kappa()));
    checked.claim(proved, "condition numbers κ and κ_eq");
    sums.unit(case, theta)
}

/// Sums over runs in the parameters that move, each as it is: g = ∂r/∂θ,
/// j = ∂L̂/∂θ, ψ = ρ', all over the box.
struct Sums {
    /// Σ wρ''ggᵀ.
    gauss_newton: Matrix<Interval>,
    /// Σ w²ψ²ggᵀ.
    meat: Matrix<Interval>,
    /// Σ wjjᵀ.
    gram: Matrix<Interval>,
    /// Σ wr² for sums of squares, Σ wψ² for the others.
    dispersion: Interval,
    /// Σ wρ'' and Σ w.
    curvature: Interval,
    weights: Interval,
}

impl Sums {
    fn over(case: &Case, theta: &[Interval]) -> Self {
        let like = &theta[0];
        let q = case.certificate.coordinates.len();
        let duals: Vec<Dual<Interval>> = theta
            .iter()
            .zip(&case.places)
            .map(|(x, place)| match place {
                Some(at) => Dual::variable(x.clone(), *at),
                None => Dual::constant(x.clone()),
            })
            .collect();
        let zero = Matrix::from_fn(q, q, |_, _| like.zero());
        let mut sums = Sums {
            gauss_newton: zero.clone(),
            meat: zero.clone(),
            gram: zero,
            dispersion: like.zero(),
            curvature: like.zero(),
            weights: like.zero(),
        };
        let rho = case.objective.rho(&Second::constant(Dual::constant(like.clone())));
        let squares = case.objective.is_sum_of_squares();
        for run in &case.rows {
            let r = case.residual(&duals, run);
            let at = run.point(&duals[0]).with_ln();
            let j = case.law.loss(&duals, &at).gradient(q);
            let g = r.gradient(q);
            let term = rho.at(&Dual::variable(Dual::variable(r.value().clone(), 0), 0));
            let zero = || like.zero();
            let psi = term.value().derivative(0).cloned().unwrap_or_else(zero);
            let second = term.derivative(0).and_then(|d| d.derivative(0)).cloned();
            let second = second.unwrap_or_else(zero);
            let w = Case::weight(like, run);
            let score = &w * &psi;
            sums.dispersion = &sums.dispersion
                + match squares {
                    true => &w * r.value().square(),
                    false => &score * &psi,
                };
            sums.curvature = &sums.curvature + &w * &second;
            sums.weights = &sums.weights + &w;
            for (sum, factor, x) in [
                (&mut sums.gauss_newton, &w * &second, &g),
                (&mut sums.meat, score.square(), &g),
                (&mut sums.gram, w.clone(), &j),
            ] {
                *sum = Matrix::from_fn(q, q, |a, b| {
                    &sum[(a, b)] + &factor * &x[a.max(b)] * &x[a.min(b)]
                });
            }
        }
        sums
    }

    /// K²s²: s² = Σwψ²/(m − p)/ρ̄'', K = 1 + (p/m)(1 − ρ̄'')/ρ̄'', ρ̄'' = Σwρ''/Σw.
    fn unit(&self, case: &Case, theta: &[Interval]) -> Interval {
        let like = &theta[0];
        let (runs, moving) = (case.rows.len() as i64, self.gram.rows() as i64);
        let variance = &self.dispersion / like.int(runs - moving);
        if case.objective.is_sum_of_squares() {
            return variance;
        }
        let bar = &self.curvature / &self.weights;
        let factor = like.one() + like.int(moving) / like.int(runs) * (like.one() - &bar) / &bar;
        variance / bar * factor.square()
    }

    /// Gauss–Newton, observed and sandwich, by the definitions of
    /// [`StandardErrors`](crate::fit::StandardErrors).
    fn covariances(&self, case: &Case, theta: &[Interval]) -> [Option<Matrix<Interval>>; 3] {
        let q = self.gram.rows();
        let runs = case.rows.len();
        if runs <= q {
            return [None, None, None];
        }
        let like = &theta[0];
        let freedom = like.int((runs - q) as i64);
        let variance = self.unit(case, theta);
        let correction = like.int(runs as i64) / &freedom;
        let moving: Vec<Second> = theta
            .iter()
            .zip(&case.places)
            .map(|(x, place)| match place {
                Some(at) => Dual::variable(Dual::variable(x.clone(), *at), *at),
                None => Dual::constant(Dual::constant(x.clone())),
            })
            .collect();
        let factor = like.int(case.objective.factor());
        let hessian = case.hessian(&moving, q, &case.rows).map(|x| x / &factor);
        let bread = definite_inverse(&hessian);
        let times = |m: Option<Matrix<Interval>>, c: &Interval| m.map(|m| m.map(|x| x * c));
        let sandwich = bread.as_ref().map(|b| b.times(&self.meat).times(b));
        [
            times(definite_inverse(&self.gauss_newton), &variance),
            times(bread, &variance),
            times(sandwich, &correction),
        ]
    }
}

/// An enclosure of A⁻¹; None unless A is proved positive definite.
fn definite_inverse(a: &Matrix<Interval>) -> Option<Matrix<Interval>> {
    if !a.diagonal().iter().all(|x| x.is_positive().is_true()) {
        return None;
    }
    let unit: Vec<Interval> = a.diagonal().iter().map(Scalar::sqrt).collect();
    let inner = Ldl::new(&a.unit_diagonal())?.inverse();
    Some(Matrix::from_fn(a.rows(), a.rows(), |i, j| &inner[(i, j)] / (&unit[i] * &unit[j])))
}
