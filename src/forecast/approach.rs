//! Approaches 1 and 2 beside the surface: what they find on runs, and how far off they would
//! be if the fitted surface were the truth.

use crate::design::Tolerance;
use crate::fit::{FitError, Options, Problem, Watch, fit_watched};
use crate::geometry::{Budget, allocate};
use crate::isoflop::{Bias, Envelope, PowerLaw, Profiles, Sample, bias, envelope, profiles};
use crate::law::Law;
use crate::number::Compare;
use crate::runs::Runs;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Approach 1.
    pub envelope: bool,
    /// Approach 2.
    pub parabolas: bool,
    /// What counts as one budget: gaps and widths in ln C.
    pub tolerance: Tolerance,
}

/// The surface at a budget.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct OnSurface {
    /// C.
    pub compute: f64,
    /// N*.
    pub n: f64,
    /// D*.
    pub d: f64,
}

/// One estimator, and its bias.
#[derive(Clone, Debug)]
pub struct Estimated {
    /// The power law; None where it was refused.
    pub power_law: Option<PowerLaw>,
    /// The same estimator on the surface's own losses at the same places; None without
    /// a surface, or where it finds no power law there.
    pub bias: Option<Bias>,
}

/// Everything found.
#[derive(Clone, Debug)]
pub struct Approaches {
    /// What was asked.
    pub asked: Asking,
    /// Runs.
    pub runs: usize,
    /// The law of the surface.
    pub law: Law,
    /// Its fitted parameters; None where the runs do not determine them.
    pub theta: Option<Vec<f64>>,
    /// The surface's best splits at the budgets spoken of.
    pub surface: Vec<OnSurface>,
    /// Budgets spoken of: the largest among the runs, ten and a hundred times that.
    pub budgets: Vec<f64>,
    /// Approach 1.
    pub envelope: Option<(Envelope, Estimated)>,
    /// Approach 2.
    pub parabolas: Option<(Profiles, Estimated)>,
}

/// Applies them.
///
/// # Errors
/// Where the surface cannot be fitted at all.
pub fn approaches(
    runs: &Runs,
    problem: &Problem<'_>,
    options: &Options,
    asked: &Asking,
    watch: Watch<'_>,
) -> Result<Approaches, FitError> {
    let answer = fit_watched(problem, options, watch)?;
    let law = problem.law();
    let theta: Vec<f64> = answer.theta().iter().map(Compare::to_f64).collect();
    let theta = (answer.not_identified().is_empty() && answer.twins.is_empty()).then_some(theta);
    let samples: Vec<Sample> = runs
        .rows
        .iter()
        .map(|run| Sample { n: run.n.to_f64(), d: run.d.to_f64(), loss: run.loss.to_f64() })
        .collect();
    let largest = samples.iter().map(Sample::compute).fold(0.0, f64::max);
    let budgets = vec![largest, 10.0 * largest, 100.0 * largest];
    let surface = theta.iter().flat_map(|theta| {
        budgets.iter().filter_map(|c| {
            let best = allocate(law, theta, Budget::training(*c))?;
            Some(OnSurface { compute: *c, n: best.n, d: best.d })
        })
    });
    let surface = surface.collect();
    let biased = |samples: &[Sample], estimator: &Estimator<'_>| {
        let theta = theta.as_ref()?;
        bias(law, theta, samples, &budgets, estimator)
    };
    let envelope = asked.envelope.then(|| {
        let found = envelope(&samples);
        let estimator = |samples: &[Sample]| of_envelope(&crate::isoflop::envelope(samples));
        let power_law = found.power_law.ok();
        let bias = power_law.and_then(|_| biased(&samples, &estimator));
        (found, Estimated { power_law, bias })
    });
    let parabolas = asked.parabolas.then(|| {
        let found = profiles(&samples, asked.tolerance);
        let estimator = |samples: &[Sample]| of_profiles(&profiles(samples, asked.tolerance));
        let power_law = found.power_law.ok();
        // The same budgets: those that were refused say nothing here either.
        let used: Vec<Sample> = (found.profiles.iter())
            .filter(|profile| profile.lowest.is_some())
            .flat_map(|profile| profile.members.iter().map(|i| samples[*i]))
            .collect();
        let bias = power_law.and_then(|_| biased(&used, &estimator));
        (found, Estimated { power_law, bias })
    });
    Ok(Approaches {
        asked: asked.clone(),
        runs: runs.rows.len(),
        law: law.clone(),
        theta,
        surface,
        budgets,
        envelope,
        parabolas,
    })
}

type Estimator<'a> = dyn Fn(&[Sample]) -> Option<(PowerLaw, (f64, f64))> + 'a;

fn of_profiles(found: &Profiles) -> Option<(PowerLaw, (f64, f64))> {
    let used = || found.profiles.iter().filter(|p| p.lowest.is_some()).map(|p| p.compute);
    Some((found.power_law.ok()?, ends(used())))
}

fn of_envelope(found: &Envelope) -> Option<(PowerLaw, (f64, f64))> {
    let used = || found.points.iter().filter(|p| p.interior).map(|p| p.compute);
    Some((found.power_law.ok()?, ends(used())))
}

fn ends(x: impl Iterator<Item = f64>) -> (f64, f64) {
    x.fold((f64::INFINITY, 0.0), |(a, b), x| (a.min(x), b.max(x)))
}

impl Approaches {
    /// Whether an estimator that was asked for gives nothing.
    pub fn is_open(&self) -> bool {
        let open = |estimated: Option<&Estimated>| estimated.is_some_and(|e| e.power_law.is_none());
        open(self.envelope.as_ref().map(|x| &x.1)) || open(self.parabolas.as_ref().map(|x| &x.1))
    }
}
