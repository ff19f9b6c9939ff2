//! One ray: whether its losses show one power of N or the two of the full law, and which
//! parameters are open there.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::rows::Rows;
use super::{Constraints, Fit, Held, Options, Problem, ProfileEnd, Status, fit, ray};
use crate::number::{Compare, Dual, Exact, Mpfr, Scalar};

/// The test of one power law in N against the full law, which on a ray is two.
///
/// For sums of squares the F test of nested models: with m runs, p parameters of
/// the full law and q fewer in the reduced one, F = ((S₀ − S₁)/q)/(S₁/(m − p)).
/// For the other objectives its robust form (Schrader and Hettmansperger 1980):
/// F = 2 (S₀ − S₁)/(q λ), λ = (Σ wψ²/(m − p))/(mean ψ'), ψ = ρ' at the full fit.
/// Both are referred to the F distribution with q and m − p degrees of freedom.
/// Where there is one power only, the second has no exponent to estimate, and the
/// distribution is approximate: hence the small level.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PowersTest {
    /// F.
    pub statistic: f64,
    /// q and m − p.
    pub degrees: (usize, usize),
    /// Probability of so large an F if there were one power only.
    pub p: f64,
    /// Below this p one power is refuted.
    pub level: f64,
    /// Whether it is, and the full law's optimum established.
    pub two: bool,
}

/// One in a hundred tables of one power law is taken for two.
const POWERS_LEVEL: f64 = 0.01;

impl PowersTest {
    /// Of a fit of the full law and one of its reduced model on the same runs; None where
    /// constraints leave no nested model, or no degree of freedom is left.
    pub fn of(problem: &Problem<'_>, full: &Fit, reduced: &Fit) -> Option<Self> {
        let (m, p) = (problem.len(), problem.space().dimension());
        // With parameters fixed or tied the reduced model is no part of the law.
        if p < problem.law().len() {
            return None;
        }
        let q = p.checked_sub(reduced.law.len()).filter(|q| *q > 0)?;
        let freedom = m.checked_sub(p).filter(|f| *f > 0)?;
        let low = full.objective_value.0.to_f64();
        let gained = (&reduced.objective_value.0 - &full.objective_value.0).to_f64().max(0.0);
        let scale = match problem.objective().is_sum_of_squares() {
            true => low / freedom as f64,
            false => {
                let theta: Vec<f64> = full.theta().iter().map(Mpfr::to_f64).collect();
                let (slopes, curvature) = spread(problem, &theta);
                0.5 * slopes / freedom as f64 / (curvature / m as f64)
            }
        };
        let statistic = if gained > 0.0 { gained / (q as f64 * scale) } else { 0.0 };
        let law = FisherSnedecor::new(q as f64, freedom as f64).ok()?;
        // Nothing is left of the residuals, or none is in the curved part.
        let p = match statistic {
            f if f.is_nan() => return None,
            f if f.is_infinite() => 0.0,
            f => law.sf(f),
        };
        let established = !matches!(full.status, Status::Undecided | Status::NotIdentifiable);
        let known = full.covariance.is_some();
        let two = p < POWERS_LEVEL && established && known;
        Some(PowersTest { statistic, degrees: (q, freedom), p, level: POWERS_LEVEL, two })
    }
}

/// Σ wψ² and Σ ψ' over the residuals at θ.
fn spread(problem: &Problem<'_>, theta: &[f64]) -> (f64, f64) {
    let rho = problem.objective().rho(&Dual::constant(Dual::constant(1.0)));
    let weights = problem.iter().map(|run| run.weight.as_ref().map_or(1.0, Exact::to_f64));
    let (mut slopes, mut curvature) = (0.0, 0.0);
    for (r, w) in problem.residuals(theta).into_iter().zip(weights) {
        let term = rho.at(&Dual::variable(Dual::variable(r, 0), 0));
        let psi = term.value().derivative(0).copied().unwrap_or(0.0);
        slopes += w * psi * psi;
        curvature += term.derivative(0).and_then(|d| d.derivative(0)).copied().unwrap_or(0.0);
    }
    (slopes, curvature)
}

/// Marks what the runs leave open where they lie on one ray: there the two powers of N
/// can share the losses in many ways, each with a constant of its own, and what is left
/// are those of the reduced model. Where the losses show two powers, only what a twin of
/// the optimum has otherwise is open.
pub(super) fn mark(problem: &Problem<'_>, answer: &mut Fit, options: &Options) {
    let law = problem.law();
    let Some(reduced) = law.reduced().filter(|_| law.about().pair.len() > 1) else { return };
    let Some(ray) = ray::single(problem, &Rows::new(problem, &1.0)) else { return };
    let small =
        Problem::new(&reduced, problem.runs(), problem.objective(), &Constraints::default());
    let plain = Options { digits: options.digits, seed: options.seed, ..Options::default() };
    let test = small.ok().and_then(|small| fit(&small, &plain).ok());
    let test = test.and_then(|reduced| PowersTest::of(problem, answer, &reduced));
    let theta = answer.theta();
    let twins: Vec<Vec<Mpfr>> = match answer.twins.is_empty() {
        true => law.twins(&theta, &theta[0].exact(&ray.k)),
        false => {
            let values = answer.twins.iter().map(|t| &t.parameters);
            values.map(|p| p.iter().map(|(_, x)| x.clone()).collect()).collect()
        }
    };
    let two = test.is_some_and(|test| test.two);
    for (p, estimate) in answer.parameters.iter_mut().enumerate() {
        let own = estimate.value.to_f64();
        let same = |twin: &Vec<Mpfr>| (own - twin[p].to_f64()).abs() <= SAME * own.abs();
        let determined = two && twins.iter().all(same);
        estimate.open = estimate.held != Held::Fixed && !determined;
    }
    answer.drop_open_profiles();
}

impl Fit {
    /// Where a parameter is open, its profile rests on the scatter about the ray, or on
    /// the form of the law, and is no interval of it.
    pub(crate) fn drop_open_profiles(&mut self) {
        let Some(profiles) = &mut self.profiles else { return };
        let open = |name: &str| self.parameters.iter().any(|p| p.name == name && p.open);
        for profile in profiles.parameters.iter_mut().filter(|p| open(p.name)) {
            for end in [&mut profile.lower, &mut profile.upper] {
                if let ProfileEnd::Bounded(_) = end {
                    *end = ProfileEnd::Undecided(FORM.into());
                }
            }
        }
    }
}

const FORM: &str =
    "the runs lie on one ray: an end would rest on the form of the law, not on the runs";

/// Relative differences that are none.
const SAME: f64 = 1e-9;
