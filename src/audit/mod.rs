//! The audit of a table of runs and a published fit, on one page: what the
//! design identifies, where the optimum is, whether the claim is it, how many
//! digits arithmetic leaves, how far one may extrapolate, which runs to add.
//!
//! Length: the page is one type, and its making one sequence of steps.

mod advice;
mod against;
mod claim;
mod design;
mod digits;
mod find;
mod findings;
mod identify;
mod leverage;
mod loss_curves;
mod optimum;
mod predict;
mod rows;
mod standing;
mod uncertainty;
mod view;

pub use crate::fit::ErrorKind;
pub use crate::fit::PowersTest;
pub use advice::{Advice, Adviser};
pub use claim::{Candidate, ClaimAudit, ClaimedParameter, known_objectives};
pub use design::{Block, DesignAudit, NullSpace, RayRow, design};
pub use findings::{Finding, Severity};
pub use identify::{Identifiable, Reduced, Twins};
pub use leverage::Leverages;
pub use loss_curves::{LossCurve, LossCurves};
pub use optimum::{GOPHER, OptimumRow, Ranged, Sizes, Whose};
pub use predict::{NewRun, Place, Prediction, predictions, with_refits};
pub use rows::{Outlier, RowFinding};
pub use standing::Standing;
pub use uncertainty::{Correlation, Forecast, Residuals, Uncertainty};
pub use view::{Seen, Split, Surface, View, region};

pub use crate::geometry::{Allocation, Budget, Digits, Goal, allocate, cheapest, price};

use crate::design::{RaySet, Shape, Tolerance, r_min};
use crate::fit::intervals::coverage::Coverage;
use crate::fit::{
    Constraints, Convention, Fit, FitError, Held, Objective, Problem, Resampling, Status,
    fit_watched, split,
};
use crate::law::Law;
use crate::number::{Compare, Exact, Mpfr, Scalar};
use crate::runs::{Claim, Runs};

/// What is to be audited, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The law.
    pub law: Law,
    /// The objective of our fit.
    pub objective: Objective,
    /// What is held.
    pub constraints: Constraints,
    /// Where to start; nowhere in particular unless given.
    pub start: Option<Vec<Exact>>,
    /// The published fit.
    pub claim: Option<Claim>,
    /// Largest κ_eq of the pair that passes.
    pub kappa_target: Exact,
    /// What counts as a ray.
    pub tolerance: Tolerance,
    /// Significant digits of the optimum.
    pub digits: usize,
    /// Precision of the geometry, in bits.
    pub bits: u32,
    /// Which intervals are made.
    pub intervals: Convention,
    /// The bootstrap, where intervals are made of it.
    pub bootstrap: Option<Resampling>,
    /// How many tables to simulate from the fit, to measure what intervals cover.
    pub check_coverage: Option<usize>,
    /// Whether profile intervals are made of the parameters.
    pub profiles: bool,
    /// Makes every random choice repeatable.
    pub seed: u64,
}

impl Options {
    /// Whether a parameter that is positive by default was allowed either sign.
    pub fn signed(&self, name: &str) -> bool {
        let constraints = &self.constraints;
        let below = |low: &Option<Exact>| low.as_ref().is_some_and(|low| low.signum() < 0);
        constraints.free_sign.iter().any(|free| free == name)
            || constraints.bounds.iter().any(|(bound, low, _)| bound == name && below(low))
    }
}

/// Why an audit cannot be made.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The fit cannot be attempted.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The claim is about another law.
    #[error(
        "the claim is about law '{claim}' and the audit about '{law}': leave out --law, or give the claim that belongs to it"
    )]
    OtherLaw {
        /// The claim's.
        claim: &'static str,
        /// The audit's.
        law: &'static str,
    },
    /// The claim's objective is not one of those known.
    #[error("the claim's objective: {0}")]
    Objective(#[from] crate::fit::ObjectiveError),
}

/// The page, as a type.
#[derive(Clone, Debug)]
pub struct Audit {
    /// What was asked.
    pub options: Options,
    /// The places of the runs.
    pub design: DesignAudit,
    /// Whether condition numbers are those where ψ is shared evenly between the
    /// terms, at zero gap, the runs determining no point to take them at.
    pub even: bool,
    /// Our fit.
    pub fit: Fit,
    /// The residuals there.
    pub residuals: Residuals,
    /// Other parameters that fit as well, or nearly, on one ray.
    pub twins: Twins,
    /// What is determined.
    pub identifiable: Identifiable,
    /// The claim, if there was one.
    pub claim: Option<ClaimAudit>,
    /// What formats and solvers leave.
    pub digits: Vec<Digits>,
    /// Predictions.
    pub predictions: Vec<Prediction>,
    /// Compute-optimal sizes.
    pub optimum: Vec<OptimumRow>,
    /// What intervals cover on tables simulated from the fit, where that was asked for and
    /// there is a truth to simulate from.
    pub coverage: Option<Coverage>,
    /// Runs to add.
    pub advice: Vec<Advice>,
    /// Of a table on one ray, for a law with a pair: R_min, how far apart in D/N a second ray with as
    /// many runs has to be, at the exponent of the reduced model.
    pub apart: Option<f64>,
    /// Of N and D, what the fitted loss rises with, where the runs determine that.
    pub rising: Vec<&'static str>,
    /// What was understood of the table, where that was not plain.
    pub reading: Option<String>,
    /// Runs far from the fit, and a fit without them.
    pub outliers: Option<RowFinding>,
    /// What must be said, most severe first.
    pub findings: Vec<Finding>,
}

/// Is told the name of the step at hand, how much of it is done, and of how
/// much.
pub type Watch<'a> = &'a (dyn Fn(&'static str, u64, u64) + Sync);

/// Makes an audit; `watch` is told how far it is.
pub fn audit(runs: &Runs, options: &Options, watch: Watch<'_>) -> Result<Audit, Error> {
    const STEPS: u64 = 7;
    let begun = std::cell::Cell::new(0);
    let step = |name: &'static str| {
        watch(name, begun.get(), STEPS);
        begun.set(begun.get() + 1);
    };
    let law = &options.law;
    if let Some(claim) = &options.claim
        && claim.law != *law
    {
        return Err(Error::OtherLaw { claim: claim.law.about().id, law: law.about().id });
    }
    let problem = Problem::new(law, runs, &options.objective, &options.constraints)?;
    let standing = Standing::of(&problem, options, &step, watch)?;
    let uncertainty = standing.uncertainty(&problem, options.intervals);
    let Standing { fit, theta, plain, even, free, design, identifiable, twins } = &standing;
    let fitted: Vec<f64> = fit.theta().iter().map(Mpfr::to_f64).collect();
    let residuals = Residuals::of(&problem, &fitted);

    step("checking the claim");
    let claim = options.claim.as_ref().map(|c| claim::audit(c, fit, runs, options)).transpose()?;

    step("solving in every format");
    let held = |p: &usize| matches!(fit.parameters[*p].held, Held::AtBound(_));
    let moving: Vec<usize> = free.iter().copied().filter(|p| !held(p)).collect();
    let digits = digits::left(design, law, theta, runs, (free, &moving));

    step("predicting");
    let places = predictions(runs, plain, &uncertainty, design);
    let predictions = standing.settled(places, &uncertainty, runs, options)?;
    let rising = find::rising(&options.law, plain, design, &predictions);
    let optimum = match standing.has_split() && rising.is_empty() {
        true => optimum::table(design, twins, plain, &uncertainty, options),
        false => Vec::new(),
    };

    let coverage = options
        .check_coverage
        .and_then(|count| predict::coverage(&problem, fit, &predictions, options, count));

    step("advising");
    let advice = advise(design, identifiable, plain, runs, free, options);
    let pair = law.about().pair.len() == 2;
    let apart = identifiable.reduced.as_ref().filter(|_| pair).and_then(|reduced| {
        let theta: Vec<f64> = reduced.fit.theta().iter().map(Mpfr::to_f64).collect();
        let exponent = reduced.fit.law.ray_exponent(&theta);
        r_min(&exponent, &options.kappa_target.to_f64()).filter(|r| r.is_finite())
    });
    let outliers = far_runs(&problem, fit, options)?;
    let even = *even;
    let Standing { fit, design, identifiable, twins, .. } = standing;
    let mut audit = Audit {
        options: options.clone(),
        residuals,
        design,
        even,
        fit,
        twins,
        identifiable,
        claim,
        digits,
        predictions,
        optimum,
        coverage,
        advice,
        apart,
        rising,
        reading: runs.source.reading.text(),
        outliers,
        findings: Vec::new(),
    };
    for p in audit.fit.parameters.iter_mut().filter(|p| p.held != Held::Fixed) {
        p.open = audit.identifiable.not_identified.contains(&p.name);
    }
    audit.fit.drop_open_profiles();
    audit.findings = find::of_audit(&audit, runs);
    Ok(audit)
}

impl Audit {
    /// Whether some finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity() == Severity::Error)
    }

    /// Correlations of the estimates; None where some parameters are open, because
    /// those of the others, with these held, are not correlations of estimates.
    pub fn correlation(&self) -> Option<Correlation> {
        let known = self.identifiable.not_identified.is_empty() || self.two_powers().is_some();
        Correlation::of(&self.fit, self.options.intervals.kind).filter(|_| known)
    }

    /// The test that on one ray refutes a single power of N, where it does.
    pub fn two_powers(&self) -> Option<&PowersTest> {
        self.identifiable.reduced.as_ref().and_then(Reduced::two_powers)
    }

    /// Everything lies on one ray, exact or nearly, and the law has a pair to
    /// confuse there.
    pub fn is_one_ray(&self) -> bool {
        one_ray(&self.design)
    }
}

/// Runs far from an established fit, beside a fit without them.
fn far_runs(
    problem: &Problem<'_>,
    fit: &Fit,
    options: &Options,
) -> Result<Option<RowFinding>, Error> {
    if matches!(fit.status, Status::Undecided | Status::NotIdentifiable) {
        return Ok(None);
    }
    let found = rows::outliers(problem, fit);
    let Some(others) = rows::without(problem, &found) else { return Ok(None) };
    let less = Problem::new(&options.law, &others, &options.objective, &options.constraints);
    let Ok(less) = less else { return Ok(None) };
    let refit = solve_plain(&less, options.seed, options.digits)?;
    Ok(Some(rows::finding(found, fit, &refit)))
}

fn one_ray(design: &DesignAudit) -> bool {
    matches!(design.kind, Shape::OneRay { .. }) && design.pair.is_some()
}

/// One fit, through the public door.
fn solve_problem(
    problem: &Problem<'_>,
    options: &Options,
    start: Option<Vec<Exact>>,
    watch: Watch<'_>,
) -> Result<Fit, Error> {
    let options = crate::fit::Options {
        digits: options.digits,
        bits: None,
        start,
        seed: options.seed,
        bootstrap: options.bootstrap,
        profile: options.profiles.then_some(options.intervals.level),
    };
    let watch: crate::fit::Watch<'_> = &|stage, done, all| watch(stage.name(), done, all);
    Ok(fit_watched(problem, &options, watch)?)
}

/// Where to look at the design: the optimum; where none was established on a
/// table of one ray, that at zero gap with ψ shared evenly, rather than wherever
/// a search gave up.
///
/// Says also whether ψ is shared evenly there for want of a better place.
fn point_of(
    problem: &Problem<'_>,
    fit: &Fit,
    options: &Options,
) -> Result<(Vec<Mpfr>, bool), Error> {
    let law = problem.law();
    let open = matches!(fit.status, Status::Undecided | Status::NotIdentifiable);
    if let [ray] = RaySet::of(problem.runs(), options.tolerance).rays.as_slice()
        && let (true, Some(tied), [_, _]) = (open, problem.at_zero_gap(), law.about().pair)
    {
        let at = match fit.status {
            Status::Undecided => solve_plain(&tied, options.seed, options.digits)?.theta(),
            _ => fit.theta(),
        };
        let (k, half) = (at[0].exact(&ray.k), at[0].ratio(1, 2));
        return Ok((split(law, &at, &k, &[half.clone(), half]), true));
    }
    Ok((fit.theta(), false))
}

/// The optimum alone.
fn solve_plain(problem: &Problem<'_>, seed: u64, digits: usize) -> Result<Fit, Error> {
    let options = crate::fit::Options { digits, seed, ..crate::fit::Options::default() };
    Ok(crate::fit::fit(problem, &options)?)
}

/// Indices of the parameters that move, one per free coordinate.
fn free_columns(problem: &Problem<'_>) -> Vec<usize> {
    problem.space().free().iter().flat_map(|c| c.parameters.clone()).collect()
}

fn identifiable(
    design: &DesignAudit,
    fit: &Fit,
    runs: &Runs,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Identifiable, Error> {
    let about = options.law.about();
    let one_ray = one_ray(design);
    let mut open = fit.not_identified();
    let dependent = design.dependences.iter().flat_map(|d| &d.parameters);
    open.extend(dependent.map(|p| about.parameters[*p].name));
    let tied = |name: &str| options.constraints.tied.iter().any(|(from, _)| from == name);
    let mut found = Identifiable::default();
    for (p, parameter) in fit.parameters.iter().zip(about.parameters) {
        let list = match &p.held {
            Held::Fixed => continue,
            _ if tied(p.name) => continue,
            // On one ray the two powers of N can share the losses in many ways,
            // each with a constant of its own: only ψ and one power remain, at
            // equal exponents.
            _ if open.contains(&p.name) || one_ray => &mut found.not_identified,
            Held::AtBound(_) => &mut found.at_bound,
            _ if options.intervals.kind.se(p).is_none() => &mut found.unknown,
            _ => &mut found.parameters,
        };
        list.push(parameter.name);
    }
    let solve = |problem: &Problem<'_>| solve_problem(problem, options, None, watch);
    if one_ray {
        let problem = Problem::new(&options.law, runs, &options.objective, &options.constraints)?;
        found.reduced = identify::reduced(&problem, fit, runs, solve)?;
    }
    Ok(found)
}

fn advise(
    design: &DesignAudit,
    identifiable: &Identifiable,
    theta: &[f64],
    runs: &Runs,
    free: &[usize],
    options: &Options,
) -> Vec<Advice> {
    let target = options.kappa_target.to_f64();
    let second_rays = |adviser: Adviser<'_>| {
        [false, true].into_iter().filter_map(|up| adviser.second_ray(up, target)).collect()
    };
    if let Some(reduced) = &identifiable.reduced {
        // One more ray is not enough for three columns.
        if options.law.about().pair.len() > 2 {
            return Vec::new();
        }
        let theta: Vec<f64> = reduced.fit.theta().iter().map(Mpfr::to_f64).collect();
        return second_rays(Adviser::in_the_limit(&reduced.fit.law, &theta, runs, &[]));
    }
    // Where the verdict is that of the limit, so is what would mend it.
    let adviser = match design.limit_kappa_eq {
        Some(_) => Adviser::in_the_limit(&options.law, theta, runs, free),
        None => Adviser::at(&options.law, theta, runs, free),
    };
    match design.kind {
        Shape::ConstantTokens { .. } => {
            vec![adviser.other_tokens(design.d.0, TOKENS_APART)]
        }
        _ if design.passes == Some(false) => second_rays(adviser),
        _ => Vec::new(),
    }
}

/// What separates the amounts of data that a table of constant D is told to
/// add; its own exponent on data, which R_min would need, is unknown.
const TOKENS_APART: f64 = 4.0;
