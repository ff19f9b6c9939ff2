//! Sizes in other units, losses and weights multiplied, rows repeated: the optimum follows
//! exactly. And tables whose losses are moved, or are the fitted curve itself.

use super::{Experiment, Family};
use crate::design::Random;
use crate::fit::{Objective, Units};
use crate::number::Exact;
use crate::probe::case::{Case, exact};
use crate::probe::equivariance::{in_units, with_losses_times};
use crate::runs::{Run, Runs};

/// The stream that small moves are drawn from.
const STREAM: u64 = 72;

/// Relative size of the moves of losses.
const MOVE: f64 = 1e-4;
/// A few units in the last place of single precision: what only searches that compare, and
/// nothing that adds, can overlook.
const NUDGE: f64 = 4e-7;

pub(super) fn all(case: &Case<'_>) -> Vec<Experiment> {
    let base = || Experiment::baseline(case);
    let mut made = Vec::new();
    let units = [("thousands", 1e3), ("millions", 1e6), ("billions", 1e9)];
    for (name, unit) in units {
        let Some(truth) = in_units(&case.law, &case.theta, [unit; 2]) else { continue };
        let moved = |theta: &Vec<f64>| in_units(&case.law, theta, [unit; 2]).unwrap_or_default();
        let of = exact(unit);
        let runs = Units { n: of.clone(), d: of }.apply(case.runs);
        let what = format!("N and D counted in {name}");
        made.push(Experiment {
            runs,
            starts: case.starts.each_ref().map(moved),
            truth: Some(truth),
            differs: true,
            ..base().named(name, Family::Units, &what, "the same exponents, scales in those units")
        });
    }
    for (id, c, what) in
        [("losses-10", 10.0, "losses times 10"), ("losses-tenth", 0.1, "losses divided by 10")]
    {
        // A threshold in the losses' own unit would have to move too.
        let Some(truth) = with_losses_times(&case.law, &case.theta, c) else { continue };
        let moved = |theta: &Vec<f64>| with_losses_times(&case.law, theta, c).unwrap_or_default();
        let factor = exact(c);
        let runs = each(case.runs, |run| run.loss = &run.loss * &factor);
        made.push(Experiment {
            runs,
            starts: case.starts.each_ref().map(moved),
            truth: Some(truth),
            differs: true,
            ..base().named(id, Family::Scale, what, "the same exponents, E, A and B in proportion")
        });
    }
    for (id, w, what) in [
        ("weights-2", "2", "every weight doubled"),
        ("weights-1e6", "1000000", "every weight times a million"),
    ] {
        let factor: Exact = w.parse().unwrap_or_else(|_| 1.into());
        let runs = each(case.runs, |run| {
            run.weight = Some(run.weight.as_ref().map_or_else(|| factor.clone(), |w| w * &factor));
        });
        let holds = "the same optimum";
        made.push(Experiment {
            runs,
            differs: true,
            ..base().named(id, Family::Scale, what, holds)
        });
    }
    let mut twice = case.runs.clone();
    twice.rows.extend(case.runs.rows.iter().cloned());
    let holds = "the same optimum";
    made.push(Experiment {
        runs: twice,
        differs: true,
        ..base().named("twice", Family::Scale, "every row twice", holds)
    });
    made.push(curve(case));
    let part = "losses moved at random, by a part in 10,000";
    made.extend((1..=2).filter_map(|i| moved(case, i, (&format!("moved-{i}"), part), MOVE)));
    let part = "losses moved at random, in the seventh digit";
    made.extend(moved(case, 3, ("nudged", part), NUDGE));
    made
}

/// The losses that the optimum predicts, as data.
fn curve(case: &Case<'_>) -> Experiment {
    let runs = each(case.runs, |run| {
        run.loss = exact(case.law.loss(&case.theta, &run.point(&1.0)));
    });
    let (what, holds) = ("the fitted curve as data, without noise", "the curve's own parameters");
    let base = Experiment::baseline(case);
    Experiment { runs, differs: true, ..base.named("curve", Family::Curve, what, holds) }
}

/// Losses moved at random.
fn moved(case: &Case<'_>, i: u64, (id, what): (&str, &str), size: f64) -> Option<Experiment> {
    let mut random = Random::stream(case.seed, &[STREAM, i]);
    let runs = each(case.runs, |run| {
        run.loss = exact(run.loss.to_f64() * (1.0 + size * random.normal()));
    });
    let truth = case.optimum_of(&runs, &case.objective)?;
    let holds = "the optimum of the moved table";
    Some(Experiment {
        runs,
        truth: Some(truth),
        differs: true,
        ..Experiment::baseline(case).named(id, Family::Moved, what, holds)
    })
}

/// The same table with every row changed.
fn each(runs: &Runs, mut change: impl FnMut(&mut Run)) -> Runs {
    let mut changed = runs.clone();
    changed.rows.iter_mut().for_each(&mut change);
    changed
}

/// Ten times the threshold, or another kind of residual where there is none.
pub(super) fn other_objective(objective: &Objective) -> Objective {
    let ten = Exact::from(10);
    match objective {
        Objective::HuberLog(delta) => Objective::HuberLog(delta * &ten),
        Objective::PseudoHuberLog(delta) => Objective::PseudoHuberLog(delta * &ten),
        Objective::Sse => Objective::LogSse,
        Objective::LogSse => Objective::Sse,
    }
}
