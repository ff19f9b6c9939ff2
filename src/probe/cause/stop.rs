//! Why an answer that is no minimum of anything was called one: the objective's scale, a limit
//! of iterations, or rounding.

use super::{Cause, Kind, SOUND, of};
use crate::law::Role;
use crate::number::Compare;
use crate::probe::aim::Aim;
use crate::probe::experiment::{Family, NEAR};
use crate::probe::local::{Local, MOST, Sample, samples};
use crate::probe::seen::{Answer, Outcome, Seen, worst};

/// The gradient that usual searches take for zero, by default.
const TOLERANCE: f64 = 1e-5;

/// How far above it a slope may be where a test of the fall ends the search, one step before.
const NEARLY: f64 = 3.0;

/// How an objective lies where a search stopped.
struct Stopped {
    /// Mean term.
    mean: f64,
    /// The largest slope of the mean in the fitter's likely coordinates: scales as they are, or
    /// as logarithms, whichever is smaller.
    slope: f64,
}

fn stopped(seen: &Seen<'_>, outcome: &Outcome, answer: &Answer) -> Option<Stopped> {
    let aim = Aim::of(&outcome.experiment.objective);
    let rows: Vec<Sample> = samples(&outcome.experiment.runs)
        .into_iter()
        .map(|s| Sample { weight: 1.0, ..s })
        .collect();
    let local = Local::of(&seen.case.law, aim.residual, &rows, &answer.theta)?;
    let sums = local.sums(aim.shape, |_| 1.0);
    let parameters = seen.case.law.about().parameters;
    let largest = |logarithms: bool| {
        let slope = |j: usize| {
            let plain = !logarithms || parameters[j].role == Role::Exponent;
            let unit = if plain { local.units[j] } else { 1.0 };
            (sums.gradient[j] / unit / sums.weight).abs()
        };
        (0..parameters.len()).map(slope).fold(0.0, f64::max)
    };
    let slope = f64::min(largest(true), largest(false));
    Some(Stopped { mean: sums.value / sums.weight, slope })
}

pub(super) fn find(seen: &Seen<'_>, found: &[Cause]) -> Option<Cause> {
    let (outcome, answer) = seen.outcome("baseline").zip(seen.baseline())?;
    let digits = seen.digits();
    if digits >= SOUND {
        return None;
    }
    // Weights that are used multiply the objective and leave the optimum.
    let weighted =
        seen.outcome("weights-1e6").filter(|o| o.answer.as_ref().is_ok_and(|a| !a.is_same(answer)));
    let gain = weighted.and_then(|o| o.digits).map_or(0.0, |d| d - digits);
    let told = found.iter().any(|c| {
        matches!(c.kind, Kind::Precision | Kind::Nondeterministic) && c.leaves <= digits + 1.5
    });
    if told && gain < 1.0 {
        return None;
    }
    let here = stopped(seen, outcome, answer)?;
    let above = above(seen, answer)?;
    let slopes: Vec<f64> = seen
        .answered()
        .filter(|(o, _)| !matches!(o.experiment.family, Family::Start | Family::Curve))
        .filter_map(|(o, a)| stopped(seen, o, a).map(|s| s.slope))
        .collect();
    let small = slopes.iter().filter(|s| **s <= NEARLY * TOLERANCE).count();
    let near = seen.outcome("started-near").and_then(|o| {
        let start = &o.experiment.starts[1];
        let a = o.answer.as_ref().ok()?;
        let used = !a.is_same(answer);
        used.then(|| (worst(&a.theta, start), worst(&a.theta, &seen.case.theta)))
    });
    let stays = near.is_some_and(|(start, _)| start >= 5.0);
    let nears = near.is_some_and(|(start, truth)| start < 5.0 && truth > -libm::log10(NEAR) + 0.5);
    let mut evidence = vec![format!(
        "At its answer the objective is {} above the minimum, and its mean over the runs is \
         {:.1e} with a largest slope of {:.1e}.",
        super::super::remedy::percent(above),
        here.mean,
        here.slope
    )];
    let by_tolerance = gain >= 1.0 || stays || (10 * small >= 9 * slopes.len() && !nears);
    if let (Some(cause), true) = (arithmetic(seen, digits), gain < 1.0 && !stays) {
        return Some(cause);
    }
    if by_tolerance {
        evidence.push(format!(
            "On {} tables the mean's slope where it stops is about {TOLERANCE:.0e} or below, which \
             usual tolerances take for zero.",
            of(small, slopes.len())
        ));
        if gain >= 1.0 {
            evidence.push(format!(
                "With every weight times a million, for which the optimum is the same, it has \
                 {:.1} right digits in place of {digits:.1}.",
                digits + gain
            ));
        }
        if stays {
            evidence.push(
                "Started 0.1 % from the optimum it returns its start: it stops before its first \
                 step."
                    .into(),
            );
        }
        let sentence = "The objective's scale stops the search at once: its slope is below the \
                        tolerance long before the minimum."
            .into();
        return Some(Cause::new(Kind::ObjectiveScale, sentence, evidence, digits));
    }
    let (least, most) =
        slopes.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), s| (a.min(*s), b.max(*s)));
    evidence.push(format!(
        "The slopes where it stops range from {least:.1e} to {most:.1e} over {} tables: no test of \
         the slope ends it at such different ones.",
        slopes.len()
    ));
    if let Some((_, truth)) = near {
        evidence.push(format!(
            "Started 0.1 % from the optimum it ends with {truth:.1} right digits, from its usual \
             start with {digits:.1}: where it ends depends on where it starts."
        ));
    }
    if let Some(weighted) = weighted.and_then(|o| o.digits) {
        evidence.push(format!(
            "With every weight times a million it has {weighted:.1} right digits: the objective's \
             scale is not what stops it."
        ));
    }
    let sentence = "The search is cut short before it has arrived: a limit of iterations, \
                    evaluations or time ends it."
        .into();
    Some(Cause::new(Kind::Iterations, sentence, evidence, digits))
}

/// By what fraction of the minimum the objective is above it.
fn above(seen: &Seen<'_>, answer: &Answer) -> Option<f64> {
    let aim = Aim::of(&seen.case.objective);
    let rows = samples(seen.case.runs);
    let value = |theta: &[f64]| {
        let local = Local::of(&seen.case.law, aim.residual, &rows, theta)?;
        Some(local.sums(aim.shape, |_| 1.0).value)
    };
    Some(value(&answer.theta)? / value(&seen.case.theta)? - 1.0)
}

/// Rounding: other orders of the rows move the answer by as much as it is wrong, and without
/// residuals nothing is lost.
fn arithmetic(seen: &Seen<'_>, digits: f64) -> Option<Cause> {
    let own = seen.baseline()?;
    let orders: Vec<f64> = seen
        .family(Family::Order)
        .filter(|(o, _)| o.experiment.differs)
        .map(|(_, a)| a.shared(own))
        .collect();
    let shared = orders.iter().copied().fold(MOST, f64::min);
    if orders.len() < 2 || shared > digits + 1.5 {
        return None;
    }
    let curve = seen.digits_of("curve").filter(|curve| *curve >= digits + 2.0);
    let kappa = seen.case.fit.gram.as_ref().and_then(|g| g.kappa_eq.as_ref()).map(Compare::to_f64);
    let normal = kappa.map(|kappa| MOST - libm::log10(kappa)).map(|d| d.max(0.0));
    let as_predicted = normal.filter(|normal| (normal - digits).abs() <= 2.0);
    if curve.is_none() && as_predicted.is_none() {
        return None;
    }
    let mut evidence = vec![format!(
        "Another order of the rows alone moves the answer after {shared:.1} digits ({} orders); it \
         has {digits:.1} right ones.",
        orders.len()
    )];
    evidence.extend(as_predicted.map(|normal| {
        format!(
            "On this table normal equations in doubles leave {normal:.1} digits, QR {:.1}.",
            super::super::allowed(seen.case)
        )
    }));
    evidence.extend(curve.map(|curve| {
        format!(
            "Of the fitted curve itself, without residuals, it finds {curve:.1} digits: the search \
             arrives, and what is lost is lost in sums over residuals."
        )
    }));
    let sentence = "Rounding costs it its digits: the problem's condition is squared, as normal \
                    equations and differences of objectives do."
        .into();
    Some(Cause::new(Kind::Arithmetic, sentence, evidence, digits))
}
