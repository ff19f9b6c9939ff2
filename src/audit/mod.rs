//! The audit of a table of runs and a published fit, on one page: what the
//! design identifies, where the optimum is, whether the claim is it, how many
//! digits arithmetic leaves, how far one may extrapolate, which runs to add.

mod advice;
mod claim;
mod design;
mod find;
mod findings;
mod identify;
mod optimum;
mod predict;
mod uncertainty;
mod view;

pub use crate::fit::ErrorKind;
pub use advice::{Advice, Adviser};
pub use claim::{Candidate, ClaimAudit, ClaimedParameter, known_objectives};
pub use design::{Block, DesignAudit, NullSpace, RayRow, design};
pub use findings::{Finding, Severity};
pub use identify::{Identifiable, Reduced, Twins};
pub use optimum::{Allocation, GOPHER, OptimumRow, Ranged, Whose, allocate};
pub use predict::{Place, Prediction, predictions};
pub use uncertainty::{Residuals, Uncertainty};
pub use view::{Seen, Split, Surface, View, region};

pub use crate::geometry::Digits;

use crate::design::{RaySet, Shape, Tolerance, r_min};
use crate::fit::{
    Constraints, Fit, FitError, Held, Objective, Problem, Resampling, Status, fit_watched, split,
};
use crate::geometry::Linearised;
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
    /// Which standard errors intervals are made of.
    pub se: ErrorKind,
    /// Quantile that makes an interval of a standard deviation: 1.96 for 95 %.
    pub z: f64,
    /// Coverage of intervals.
    pub level: f64,
    /// The bootstrap, where intervals are made of it.
    pub bootstrap: Option<Resampling>,
    /// Makes every random choice repeatable.
    pub seed: u64,
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
    /// Runs to add.
    pub advice: Vec<Advice>,
    /// Of a table on one ray: R_min, how far apart in D/N a second ray with as
    /// many runs has to be, at the exponent of the reduced model.
    pub apart: Option<f64>,
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
    let fit = solve_problem(&problem, options, options.start.clone(), watch)?;
    let at = point_of(&problem, &fit, options)?;
    let theta: Vec<Mpfr> = at.iter().map(|t| t.with_bits(options.bits)).collect();
    let plain: Vec<f64> = theta.iter().map(Mpfr::to_f64).collect();
    let free = free_columns(&problem);

    step("looking at the design");
    let design = design(law, &theta, runs, &free, &options.kappa_target, options.tolerance);

    step("measuring uncertainty");
    let uncertainty = Uncertainty::new(&problem, &fit, options.se, &design.open);
    let fitted: Vec<f64> = fit.theta().iter().map(Mpfr::to_f64).collect();
    let residuals = Residuals::of(&problem, &fitted);

    step("finding what is identifiable");
    let identifiable = identifiable(&design, &fit, runs, options, watch)?;

    let solve = |problem: &Problem<'_>| solve_plain(problem, options.seed, options.digits);
    let twins = identify::twins(&problem, &fit, &design, solve)?;

    step("checking the claim");
    let claim = options.claim.as_ref().map(|c| claim::audit(c, &fit, runs, options)).transpose()?;

    step("solving in every format");
    let digits = digits_left(&design, law, &theta, runs, &free);

    step("predicting");
    let ray = (design.ray_design).then(|| design.found.largest(1)[0].k.to_f64());
    let mut predictions = predictions(runs, &plain, &uncertainty, ray, options.z);
    if let Some(reduced) = &identifiable.reduced {
        // On a ray the reduced model predicts; off it nothing does.
        predictions = reduced.predict(predictions, runs, options)?;
    }
    // One of many optima has no say about budgets; twins are set side by side.
    let optimum = match identifiable.not_identified.is_empty() || one_ray(&design) {
        true => optimum::table(&design, &twins, &plain, &uncertainty, options),
        false => Vec::new(),
    };

    step("advising");
    let advice = advise(&design, &identifiable, &plain, runs, &free, options);
    let apart = identifiable.reduced.as_ref().and_then(|reduced| {
        let theta: Vec<f64> = reduced.fit.theta().iter().map(Mpfr::to_f64).collect();
        let exponent = reduced.fit.law.ray_exponent(&theta);
        r_min(&exponent, &options.kappa_target.to_f64()).filter(|r| r.is_finite())
    });
    let mut audit = Audit {
        options: options.clone(),
        residuals,
        design,
        fit,
        twins,
        identifiable,
        claim,
        digits,
        predictions,
        optimum,
        advice,
        apart,
        findings: Vec::new(),
    };
    audit.findings = find::of_audit(&audit, runs);
    Ok(audit)
}

impl Audit {
    /// Whether some finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity() == Severity::Error)
    }

    /// Everything lies on one ray, exact or nearly, and the law has a pair to
    /// confuse there.
    pub fn is_one_ray(&self) -> bool {
        one_ray(&self.design)
    }
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
        profile: Some(options.level),
    };
    let watch: crate::fit::Watch<'_> = &|stage, done, all| watch(stage.name(), done, all);
    Ok(fit_watched(problem, &options, watch)?)
}

/// Where to look at the design: the optimum; where none was established on a
/// table of one ray, that at zero gap with ψ shared evenly, rather than wherever
/// a search gave up.
fn point_of(problem: &Problem<'_>, fit: &Fit, options: &Options) -> Result<Vec<Mpfr>, Error> {
    let law = problem.law();
    if fit.status == Status::Undecided
        && let [ray] = RaySet::of(problem.runs(), options.tolerance).rays.as_slice()
        && let (Some(tied), [_, _]) = (problem.at_zero_gap(), law.about().pair)
    {
        let at = solve_plain(&tied, options.seed, options.digits)?.theta();
        let (k, half) = (at[0].exact(&ray.k), at[0].ratio(1, 2));
        return Ok(split(law, &at, &k, &[half.clone(), half]));
    }
    Ok(fit.theta())
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
            _ if options.se.se(p).is_none() => &mut found.unknown,
            _ => &mut found.parameters,
        };
        list.push(parameter.name);
    }
    let solve = |problem: &Problem<'_>| solve_problem(problem, options, None, watch);
    if one_ray {
        found.reduced = identify::reduced(fit, runs, &options.objective, solve)?;
    }
    Ok(found)
}

/// Formats from the smallest; none where the design is singular, because there
/// is no solution to have digits.
fn digits_left(
    design: &DesignAudit,
    law: &Law,
    theta: &[Mpfr],
    runs: &Runs,
    free: &[usize],
) -> Vec<Digits> {
    let Some(kappa_eq) = design.full.kappa_eq().filter(|x| x.is_finite()) else {
        return Vec::new();
    };
    Linearised::of(law, theta, runs, free).in_machine_formats(kappa_eq)
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
        let theta: Vec<f64> = reduced.fit.theta().iter().map(Mpfr::to_f64).collect();
        return second_rays(Adviser::in_the_limit(&reduced.fit.law, &theta, runs));
    }
    let adviser = Adviser::at(&options.law, theta, runs, free);
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
