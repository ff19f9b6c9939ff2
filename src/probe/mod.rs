//! Probing a fitter in production: it is run on inputs whose right answers follow from the
//! optimum of the user's own table, and what its answers break says what loses its digits.
//!
//! | part | answers |
//! |---|---|
//! | [`Case`] | which table, law and objective, and where is their optimum? |
//! | [`experiment`] | which inputs, and what is right for each? |
//! | [`ask`] | what does the fitter say? |
//! | [`cause`] | what do its answers show, with which evidence? |
//! | [`Decision`] | what does that do to N*, D* and the loss? |
//! | [`remedy`] | which line of code mends it? |

pub mod aim;
mod case;
pub mod cause;
mod decision;
mod equivariance;
pub mod experiment;
pub mod lint;
pub mod local;
pub mod remedy;
mod run;
mod seen;

pub use case::Case;
pub use cause::{Cause, Kind, SOUND};
pub use decision::{Decision, Split};
pub use equivariance::{in_units, with_losses_times};
pub use run::{Budget, Told, ask};
pub use seen::{Answer, Flags, Outcome, Seen, each, worst};

use std::time::Instant;

use crate::number::Compare;
use crate::oracle::Solver;

/// What a probe found.
#[derive(Clone, Debug)]
pub struct Probe<'a> {
    /// What was asked and answered.
    pub seen: Seen<'a>,
    /// The command that was run.
    pub command: String,
    /// Causes, the worst first; none where the fitter is sound.
    pub causes: Vec<Cause>,
    /// Digits of each parameter of the answer to the table as it is.
    pub digits: Vec<f64>,
    /// Digits that the table's condition and doubles allow.
    pub allowed: f64,
    /// Splits of the budgets asked for, by the answer and by the optimum.
    pub decisions: Vec<Decision>,
    /// What its status flags are worth.
    pub flags: Flags,
    /// How many experiments there are in all.
    pub experiments: usize,
}

impl Probe<'_> {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.causes.is_empty()
    }
}

/// Digits that a backward-stable solver in doubles leaves: those of a double less half those
/// of κ_eq.
pub fn allowed(case: &Case<'_>) -> f64 {
    let kappa = case.fit.gram.as_ref().and_then(|g| g.kappa_eq.as_ref()).map(Compare::to_f64);
    let lost = kappa.filter(|k| k.is_finite()).map_or(0.0, |kappa| libm::log10(kappa) / 2.0);
    (-libm::log10(f64::EPSILON / 2.0) - lost).clamp(0.0, local::MOST)
}

/// The case about the one of two equally good optima that the fitter finds, where there are two.
pub fn about_answer<'a>(case: Case<'a>, solver: &Solver, budget: &Budget) -> Case<'a> {
    if !case.has_twin() {
        return case;
    }
    let asked = vec![experiment::Experiment::baseline(&case)];
    let outcomes = ask(&case, solver, budget, Instant::now(), asked, &|_| {});
    match outcomes.first().and_then(|o| o.answer.as_ref().ok()) {
        Some(answer) => case.about(&answer.theta),
        None => case,
    }
}

/// Probes a fitter at these budgets C, in FLOP.
pub fn probe<'a>(
    case: &'a Case<'a>,
    solver: &Solver,
    budget: &Budget,
    compute: &[f64],
    told: Told<'_>,
) -> Probe<'a> {
    let until = Instant::now() + budget.time;
    let planned = experiment::all(case);
    let experiments = planned.len();
    let first: Vec<_> = planned.into_iter().take(budget.runs.max(1)).collect();
    let mut seen = Seen::of(case, ask(case, solver, budget, until, first, told));
    // What the first answers suggest.
    let room = budget.runs.saturating_sub(seen.outcomes.len());
    let known: Vec<String> = seen.outcomes.iter().map(|o| o.experiment.id.clone()).collect();
    let more: Vec<_> = cause::follow(&seen)
        .into_iter()
        .filter_map(|how| how.experiment(case))
        .filter(|e| !known.contains(&e.id))
        .take(room)
        .collect();
    if Instant::now() < until {
        seen.outcomes.extend(ask(case, solver, budget, until, more, told));
    }
    let allowed = allowed(case);
    let causes = cause::causes(&seen, allowed);
    let answer = seen.baseline().map(|a| a.theta.clone());
    let digits = answer.as_ref().map_or_else(Vec::new, |theta| each(theta, &case.theta));
    let decisions = answer.map_or_else(Vec::new, |theta| {
        compute.iter().filter_map(|c| Decision::of(case, &theta, *c)).collect()
    });
    let flags = seen.flags(SOUND);
    Probe {
        seen,
        command: solver.command.clone(),
        causes,
        digits,
        allowed,
        decisions,
        flags,
        experiments,
    }
}
