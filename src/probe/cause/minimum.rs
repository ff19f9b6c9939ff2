//! Answers that are minima, but not the lowest; plateaus; and twins, which are as low.

use super::{Cause, Kind, SOUND};
use crate::number::Compare;
use crate::probe::aim::Aim;
use crate::probe::experiment::Family;
use crate::probe::local::{Local, samples};
use crate::probe::seen::{Seen, worst};

/// Digits to which an answer has to be a minimum.
const STILL: f64 = 2.5;
/// By how many digits it has to be nearer to that minimum than to the optimum.
const GAIN: f64 = 2.0;

/// Exactly as good, on one ray, and not told; or the answer is one that is nearly as good.
pub(super) fn twin(seen: &Seen<'_>) -> Option<Cause> {
    let answer = seen.baseline()?;
    let near = |theta: &[f64]| worst(&answer.theta, theta);
    let twins = seen.case.fit.twins.iter().map(|twin| {
        let theta: Vec<f64> = twin.parameters.iter().map(|(_, x)| x.to_f64()).collect();
        (near(&theta), theta, twin.exact)
    });
    let primary: Vec<f64> = seen.case.fit.theta().iter().map(Compare::to_f64).collect();
    let (digits, other, exact) = twins.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let at = near(&primary);
    let untold = exact && answer.twins == 0 && at.max(digits) >= STILL;
    let mirrored = digits >= STILL && digits >= at + GAIN;
    if !(untold || mirrored && answer.twins == 0) {
        return None;
    }
    let how = if exact { "exactly as well" } else { "nearly as well" };
    let sentence = format!(
        "Its answer is one of two that fit these runs {how}, with the roles of N and D exchanged, \
         and it does not say so: on one ray nothing tells them apart."
    );
    let shown = if mirrored { &primary } else { &other };
    let parameters = seen.case.law.about().parameters.iter().zip(shown);
    let shown: Vec<String> =
        parameters.map(|(p, t)| format!("{} {}", p.name, super::super::aim::four(*t))).collect();
    let evidence = vec![
        format!(
            "It agrees with one to {:.1} digits and with the other to {:.1}.",
            digits.max(at),
            digits.min(at)
        ),
        format!("The other: {}.", shown.join(", ")),
    ];
    Some(Cause::new(Kind::Twin, sentence, evidence, digits.min(at)))
}

/// Another minimum, or a place from where no direction leads down.
pub(super) fn elsewhere(seen: &Seen<'_>) -> Option<Cause> {
    let answer = seen.baseline()?;
    if seen.digits() >= SOUND {
        return None;
    }
    let aim = Aim::of(&seen.case.objective);
    let rows = samples(seen.case.runs);
    let at = |theta: &[f64]| {
        let local = Local::of(&seen.case.law, aim.residual, &rows, theta)?;
        Some(local.sums(aim.shape, |_| 1.0))
    };
    let (here, best) = (at(&answer.theta)?, at(&seen.case.theta)?);
    let above = here.value / best.value - 1.0;
    let parameters = seen.case.law.about().parameters;
    // Parameters whose whole column is nothing: their term has vanished.
    let steepest = here.majorant.diagonal().iter().copied().fold(0.0, f64::max);
    let gone: Vec<usize> =
        (0..parameters.len()).filter(|j| here.majorant[(*j, *j)] < 1e-9 * steepest).collect();
    let free: Vec<usize> = (0..parameters.len()).filter(|j| !gone.contains(j)).collect();
    let step = here.step_over(&free)?;
    // Where one starts or far below, a valley's floor is no minimum: it has to be Newton's.
    let still = step.digits() >= STILL.max(seen.digits() + GAIN) && step.newton;
    if !still || above < 1e-6 {
        return None;
    }
    let others = seen.family(Family::Start).filter_map(|(o, a)| Some((o, a, o.digits?)));
    let better = others.max_by(|a, b| a.2.total_cmp(&b.2)).filter(|b| b.2 > seen.digits() + GAIN);
    let lower = if above > 10.0 {
        format!("the objective is {above:.0} times the lowest more")
    } else {
        format!("the objective is {:.2} % above the lowest", 100.0 * above)
    };
    let mut evidence = vec![format!(
        "Where it stops nothing leads down (it is there to {:.1} digits), but {lower}.",
        step.digits()
    )];
    if let Some((o, _, digits)) = better {
        evidence.push(format!(
            "{}, it finds the optimum to {digits:.1} digits.",
            super::super::remedy::capital(&o.experiment.what)
        ));
    }
    let shown = parameters.iter().zip(&seen.case.theta);
    let shown: Vec<String> =
        shown.map(|(p, t)| format!("{} {}", p.name, super::super::aim::four(*t))).collect();
    evidence.push(format!("The lower one: {}.", shown.join(", ")));
    let sentence = match gone.as_slice() {
        [] => "It ends in another minimum than the lowest: its starts are too few, or not spread \
               out enough."
            .to_owned(),
        gone => format!(
            "It ends on a plateau where {} no longer {}: its starts are too few, or lead there.",
            gone.iter().map(|j| parameters[*j].name).collect::<Vec<_>>().join(" and "),
            if gone.len() == 1 { "matters" } else { "matter" }
        ),
    };
    Some(Cause::new(Kind::LocalMinimum, sentence, evidence, seen.digits()))
}
