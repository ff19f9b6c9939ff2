//! What is left where the pair of scales is not identified: the reduced model
//! on one ray (statement D2), and the twin (statement X9).

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::{DesignAudit, Error, NullSpace, Options, Place, Prediction, Uncertainty};
use crate::fit::{Constraints, Fit, Held, Problem, Status, Twin, split};
use crate::law::Point;
use crate::number::{Compare, Dual, Exact, Mpfr, Scalar};
use crate::runs::Runs;

/// A fit of the reduced model, ψ with its error bar.
#[derive(Clone, Debug)]
pub struct Reduced {
    /// The fit.
    pub fit: Fit,
    /// Its minimum over that of the full model, minus 1: what the other
    /// parameters buy.
    pub relative_gap: f64,
    /// Whether they buy it by chance; None where no degree of freedom is left.
    pub test: Option<PowersTest>,
}

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
const LEVEL: f64 = 0.01;

impl PowersTest {
    fn of(problem: &Problem<'_>, full: &Fit, reduced: &Fit) -> Option<Self> {
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
        let two = p < LEVEL && established && known;
        Some(PowersTest { statistic, degrees: (q, freedom), p, level: LEVEL, two })
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

impl Reduced {
    /// The test, where it says that the runs follow two powers of N.
    pub fn two_powers(&self) -> Option<&PowersTest> {
        self.test.as_ref().filter(|test| test.two)
    }

    /// The same points as `full`, predicted by the reduced model; off the ray
    /// nothing is determined.
    pub fn predict(
        &self,
        full: Vec<Prediction>,
        runs: &Runs,
        options: &Options,
    ) -> Result<Vec<Prediction>, Error> {
        let objective = &options.objective;
        let problem = Problem::new(&self.fit.law, runs, objective, &Constraints::default())?;
        let nothing = NullSpace::default();
        let uncertainty = Uncertainty::new(&problem, &self.fit, options.se, &nothing);
        let plain: Vec<f64> = self.fit.theta().iter().map(Mpfr::to_f64).collect();
        let on_ray = |mut p: Prediction| {
            let (loss, sd) = match p.place {
                Place::Across => (p.loss, None),
                _ => uncertainty.prediction(&plain, &Point::new(p.n, p.d)),
            };
            let end = |sign: f64| sd.map(|sd| loss + sign * options.z * sd);
            (p.lo, p.hi) = (end(-1.0), end(1.0));
            (p.loss, p.sd) = (loss, sd);
            p
        };
        Ok(full.into_iter().map(on_ray).collect())
    }
}

/// Which parameters the runs determine.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Identifiable {
    /// Determined one by one.
    pub parameters: Vec<&'static str>,
    /// Not determined, or only together with others.
    pub not_identified: Vec<&'static str>,
    /// At an end of their range, where nothing says how far beyond it they lie.
    pub at_bound: Vec<&'static str>,
    /// Without a standard error, so that nothing says whether they are determined.
    pub unknown: Vec<&'static str>,
    /// What a ray does determine.
    #[serde(skip)]
    pub reduced: Option<Reduced>,
}

impl Identifiable {
    /// Of a ray on which the losses show two powers of N: what has one value in the
    /// fit and in all its twins is determined, and only the rest is not.
    pub fn up_to_exchange(&mut self, fit: &Fit, twins: &Twins) {
        let same = |name: &&'static str| {
            let ours = fit.parameter(name).map(|p| p.value.to_f64());
            twins.list.iter().all(|twin| {
                let other = twin.parameters.iter().find(|p| p.0 == *name);
                let other = other.map(|p| Mpfr::to_f64(&p.1));
                ours.zip(other).is_some_and(|(a, b)| (a - b).abs() <= SAME * a.abs())
            })
        };
        let at_bound = |name: &&'static str| {
            fit.parameter(name).is_some_and(|p| matches!(p.held, Held::AtBound(_)))
        };
        let (found, open): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.not_identified).into_iter().partition(same);
        let (held, found): (Vec<_>, Vec<_>) = found.into_iter().partition(at_bound);
        self.at_bound.extend(held);
        self.parameters.extend(found);
        self.not_identified = open;
    }
}

/// Relative differences that are none.
const SAME: f64 = 1e-9;

/// Fits the reduced model of the law on the same rows and objective; None for
/// a law without one.
pub fn reduced(
    full: &Problem<'_>,
    fit: &Fit,
    runs: &Runs,
    solve: impl Fn(&Problem<'_>) -> Result<Fit, Error>,
) -> Result<Option<Reduced>, Error> {
    let Some(law) = fit.law.reduced() else { return Ok(None) };
    let problem = Problem::new(&law, runs, full.objective(), &Constraints::default())?;
    let reduced = solve(&problem)?;
    let relative_gap = (&reduced.objective_value.0 / &fit.objective_value.0).to_f64() - 1.0;
    let test = PowersTest::of(full, fit, &reduced);
    Ok(Some(Reduced { fit: reduced, relative_gap, test }))
}

/// Other parameters that fit a table on one ray as well, or nearly.
#[derive(Clone, Debug, Default)]
pub struct Twins {
    /// The twins of the fit; where the fit is one of many or was not
    /// established, two ways of sharing ψ between the terms, that are each
    /// other's twin.
    pub list: Vec<Twin>,
    /// Whether they are two ways of sharing ψ.
    pub shared: bool,
}

/// The shares of ψ that the pair has in the first of two fits that cannot be
/// told apart; in the second they change places.
const SHARES: [(i64, i64); 2] = [(3, 4), (1, 4)];

/// The twins of a fit on one ray: those that the fit found to be optima; else,
/// where it is an optimum, the images of θ̂ under the law's symmetry with what
/// they cost; else two ways of sharing ψ at zero gap.
pub fn twins(
    problem: &Problem<'_>,
    fit: &Fit,
    design: &DesignAudit,
    solve: impl Fn(&Problem<'_>) -> Result<Fit, Error>,
) -> Result<Twins, Error> {
    let [ray] = design.found.rays.as_slice() else { return Ok(Twins::default()) };
    if !fit.twins.is_empty() {
        return Ok(Twins { list: fit.twins.clone(), shared: false });
    }
    let theta = fit.theta();
    let law = problem.law();
    let names = || law.about().parameters.iter().map(|p| p.name);
    let value = problem.value(&theta);
    // On an exact ray at zero gap two values differ by rounding only.
    let noise = &value * value.ratio(1, 1_000_000_000);
    let twin = |image: Vec<Mpfr>| {
        let gap = problem.value(&image) - &value;
        let nothing = ray.is_exact_in_doubles() && gap.abs().less(&noise).is_true();
        let exact = ray.exact && nothing;
        let objective_gap = if nothing { gap.zero() } else { gap };
        Twin { parameters: names().zip(image).collect(), objective_gap, exact }
    };
    let k = theta[0].exact(&ray.k);
    let open = matches!(fit.status, Status::NotIdentifiable | Status::Undecided);
    if let (true, [_, _], Some(tied)) = (open, law.about().pair, problem.at_zero_gap()) {
        let at = match fit.status {
            Status::NotIdentifiable => theta.clone(),
            _ => solve(&tied)?.theta(),
        };
        let [first, second] = SHARES.map(|(p, q)| k.ratio(p, q));
        let ways = [[first.clone(), second.clone()], [second, first]];
        let list = ways.map(|shares| twin(split(law, &at, &k, &shares))).into();
        return Ok(Twins { list, shared: true });
    }
    let images = law.twins(&theta, &k).into_iter().map(twin);
    let list = images.filter(|t| t.objective_gap.is_finite()).collect();
    Ok(Twins { list, shared: false })
}
