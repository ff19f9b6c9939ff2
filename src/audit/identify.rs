//! What is left where the pair of scales is not identified: the reduced model
//! on one ray (statement D2), and the twin (statement X9).

use serde::Serialize;

use super::{DesignAudit, Error, NullSpace, Options, Place, Prediction, Uncertainty};
use crate::fit::{Constraints, Fit, Held, PowersTest, Problem, Status, Twin, split};
use crate::number::{Compare, Mpfr, Scalar};
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
        let uncertainty = Uncertainty::new(&problem, &self.fit, options.intervals, &nothing);
        let plain: Vec<f64> = self.fit.theta().iter().map(Mpfr::to_f64).collect();
        let on_ray = |p: Prediction| match p.place {
            Place::Across => p.undetermined(),
            _ => p.by(&uncertainty, &plain),
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
