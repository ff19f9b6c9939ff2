//! Parameters that do not move as they should: clipped, tied, or on a grid.

use super::{Cause, Kind, of};
use crate::probe::aim::Aim;
use crate::probe::experiment::Family;
use crate::probe::local::{Local, samples};
use crate::probe::seen::{Answer, Outcome, Seen};

/// Steps of a grid, the coarsest first.
const GRIDS: [f64; 9] = [0.1, 0.05, 0.025, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];

/// The first that there is: a grid, a bound, a tie.
pub(super) fn find(seen: &Seen<'_>) -> Option<Cause> {
    grid(seen).or_else(|| clipped(seen)).or_else(|| tied(seen))
}

/// Answers to tables whose exponents differ.
fn varied<'a>(seen: &'a Seen<'_>) -> Vec<(&'a Outcome, &'a Answer)> {
    let moving = [Family::Baseline, Family::Moved, Family::Format, Family::Objective];
    seen.answered().filter(|(o, _)| moving.contains(&o.experiment.family)).collect()
}

/// Exponents that are multiples of a step in every answer.
fn grid(seen: &Seen<'_>) -> Option<Cause> {
    use crate::law::Role;
    let answers: Vec<&Answer> = seen.answered().map(|(_, a)| a).collect();
    let parameters = seen.case.law.about().parameters;
    let exponents: Vec<usize> =
        (0..parameters.len()).filter(|j| parameters[*j].role == Role::Exponent).collect();
    let step = GRIDS.into_iter().find(|step| {
        let on = |x: f64| (x / step - libm::round(x / step)).abs() < 1e-6;
        answers.iter().all(|a| exponents.iter().all(|j| on(a.theta[*j])))
    })?;
    let distinct = |j: usize| {
        let mut seen: Vec<f64> = answers.iter().map(|a| a.theta[j]).collect();
        seen.sort_by(f64::total_cmp);
        seen.dedup();
        seen.len()
    };
    let moves = exponents.iter().any(|j| distinct(*j) > 1);
    let off = exponents.iter().any(|j| {
        let truth = seen.case.theta[*j];
        (truth / step - libm::round(truth / step)).abs() > 1e-3
    });
    (answers.len() >= 6 && off && (moves || step < 0.05)).then(|| {
        let names: Vec<&str> = exponents.iter().map(|j| parameters[*j].name).collect();
        let sentence = format!(
            "{} come from a grid of step {step}: no finer answer is possible.",
            names.join(" and ")
        );
        let evidence = vec![format!(
            "In all {} answers they are whole multiples of {step}; the optimum has {}.",
            answers.len(),
            exponents
                .iter()
                .map(|j| format!("{} = {:.6}", parameters[*j].name, seen.case.theta[*j]))
                .collect::<Vec<_>>()
                .join(", ")
        )];
        Cause::new(Kind::Grid, sentence, evidence, seen.digits())
    })
}

/// Relative differences that are rounding.
const SAME: f64 = 1e-9;

/// A parameter that keeps its value on tables whose optima differ, with a slope against it.
fn clipped(seen: &Seen<'_>) -> Option<Cause> {
    let answers = varied(seen);
    let own = seen.baseline()?;
    let parameters = seen.case.law.about().parameters;
    let p = parameters.len();
    let rows = samples(seen.case.runs);
    let aim = Aim::of(&seen.case.objective);
    let local = Local::of(&seen.case.law, aim.residual, &rows, &own.theta)?;
    let sums = local.sums(aim.shape, |_| 1.0);
    let whole = sums.step().map_or(0.0, |step| step.digits());
    // A parameter whose term has vanished stays because nothing moves it.
    let steepest = sums.majorant.diagonal().iter().copied().fold(0.0, f64::max);
    let matters = |j: &usize| sums.majorant[(*j, *j)] >= 1e-9 * steepest;
    let stays = |j: usize| {
        let same = |a: &&(&Outcome, &Answer)| (a.1.theta[j] / own.theta[j] - 1.0).abs() < SAME;
        let moved = |a: &&(&Outcome, &Answer)| {
            (0..p).any(|k| (a.1.theta[k] / own.theta[k] - 1.0).abs() > 1e-7)
        };
        let others: Vec<_> = answers.iter().filter(moved).collect();
        (others.len() >= 2 && others.iter().all(same)).then_some(others.len())
    };
    let held: Vec<(usize, usize)> =
        (0..p).filter(matters).filter_map(|j| Some((j, stays(j)?))).collect();
    if held.is_empty() || held.len() == p || !(0..p).all(|j| matters(&j)) {
        return None;
    }
    let free: Vec<usize> = (0..p).filter(|j| held.iter().all(|(h, _)| h != j)).collect();
    let others = sums.step_over(&free)?;
    let names: Vec<&str> = held.iter().map(|(j, _)| parameters[*j].name).collect();
    let values: Vec<String> = held.iter().map(|(j, _)| value(own.theta[*j])).collect();
    let count = held.iter().map(|(_, n)| *n).min().unwrap_or(0);
    // Against what the objective wants: it falls where the parameter would go on.
    let wants = |j: usize| if sums.gradient[j] < 0.0 { "larger" } else { "smaller" };
    let mut evidence = vec![
        format!(
            "On {} tables with other optima {} {} to the last digit.",
            of(count, count),
            names.join(" and "),
            if held.len() == 1 { "keeps its value" } else { "keep their values" },
        ),
        format!(
            "The other parameters are where they should be, given {} (to {:.1} digits); all \
             together are to {whole:.1}.",
            names.join(" and "),
            others.digits()
        ),
    ];
    for (j, _) in &held {
        evidence.push(format!(
            "There the objective would fall if {} were {}; at the optimum it is {}.",
            parameters[*j].name,
            wants(*j),
            value(seen.case.theta[*j])
        ));
    }
    let sentence = format!(
        "{} {} at {}, an end of a range or a fixed value, where the optimum lies beyond.",
        names.join(" and "),
        if held.len() == 1 { "is held" } else { "are held" },
        values.join(" and ")
    );
    Some(Cause::new(Kind::Clipped, sentence, evidence, seen.digits()))
}

/// A value as read: plain, or as the logarithm that it is a round one of.
fn value(x: f64) -> String {
    let plain = super::super::aim::four(x);
    let exact = plain.parse::<f64>().is_ok_and(|y| (y / x - 1.0).abs() < SAME);
    let round = |y: f64| (y * 1e3 - libm::round(y * 1e3)).abs() < 1e-6;
    let bases = [("e", libm::log(x)), ("10", libm::log10(x))];
    let logarithm = bases.into_iter().find(|(_, log)| x > 0.0 && round(*log));
    match logarithm {
        Some((base, log)) if !exact => {
            format!("{plain} = {base}^{}", libm::round(log * 1e3) / 1e3)
        }
        _ => plain,
    }
}

/// Two exponents that are equal in every answer.
fn tied(seen: &Seen<'_>) -> Option<Cause> {
    let answers = varied(seen);
    let parameters = seen.case.law.about().parameters;
    let alike = |j: usize, k: usize| parameters[j].role == parameters[k].role;
    let equal = |theta: &[f64], j: usize, k: usize| (theta[j] / theta[k] - 1.0).abs() < SAME;
    let p = parameters.len();
    let mut pairs = (0..p).flat_map(|j| (j + 1..p).map(move |k| (j, k)));
    let (j, k) = pairs.find(|(j, k)| {
        alike(*j, *k)
            && answers.len() >= 2
            && answers.iter().all(|(_, a)| equal(&a.theta, *j, *k))
            && !equal(&seen.case.theta, *j, *k)
    })?;
    let (a, b) = (parameters[j].name, parameters[k].name);
    let sentence = format!("{a} and {b} are one parameter to it, which was not asked for.");
    let evidence = vec![format!(
        "They are equal in all {} answers; at the optimum {a} is {:.4} and {b} is {:.4}.",
        answers.len(),
        seen.case.theta[j],
        seen.case.theta[k]
    )];
    Some(Cause::new(Kind::Tied, sentence, evidence, seen.digits()))
}
