//! Claimed standard errors against every definition of ours, at the optimum and at the starts.

use super::{Cause, Kind, SOUND, of};
use crate::algebra::{Ldl, Matrix};
use crate::fit::ErrorKind;
use crate::probe::aim::{Aim, Shape};
use crate::probe::experiment::Family;
use crate::probe::local::{Local, samples};
use crate::probe::seen::Seen;

/// Relative differences that two computations of one standard error may have.
const SAME: f64 = 0.03;

pub(super) fn find(seen: &Seen<'_>) -> Option<Cause> {
    let answer = seen.baseline()?;
    let claimed: Vec<f64> = answer.errors.iter().copied().collect::<Option<_>>()?;
    if seen.digits() < 3.0 {
        return None;
    }
    let ours: Vec<(ErrorKind, Vec<f64>)> = ErrorKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let all = seen.case.fit.parameters.iter().map(|p| kind.se(p));
            Some((kind, all.collect::<Option<Vec<f64>>>()?))
        })
        .collect();
    let ratios = |reference: &[f64]| -> Vec<f64> {
        claimed.iter().zip(reference).map(|(c, o)| c / o).collect()
    };
    if ours.iter().any(|(_, errors)| ratios(errors).iter().all(|r| (r - 1.0).abs() < SAME)) {
        return None;
    }
    let (least, most) = spread(&ratios(&ours.first()?.1));
    let digits = -libm::log10((most.max(1.0 / least) - 1.0).max(1e-3));
    let leaves = if seen.digits() >= SOUND { digits.max(0.0) } else { seen.digits() + 1.0 };
    let mut evidence = Vec::new();
    evidence.push(format!(
        "They are {} to {} times the {} errors of this optimum, and agree with none of {} \
         definitions.",
        three(least),
        three(most),
        ours[0].0.name(),
        ours.len()
    ));
    let even = |reference: &[f64]| {
        let (least, most) = spread(&ratios(reference));
        (most / least < 1.0 + SAME).then(|| libm::sqrt(least * most))
    };
    // One factor on all parameters: a definition without its scale.
    if let Some((kind, factor)) = ours.iter().find_map(|(kind, errors)| Some((kind, even(errors)?)))
    {
        let name = factor_name(seen, factor);
        evidence.push(format!(
            "Every one is {} times the {} error{name}.",
            three(factor),
            kind.name()
        ));
        let sentence = format!(
            "Its standard errors lack a factor: all are {} times too {}.",
            three(if factor < 1.0 { 1.0 / factor } else { factor }),
            if factor < 1.0 { "small" } else { "large" }
        );
        return Some(Cause::new(Kind::StandardErrors, sentence, evidence, leaves));
    }
    // The same formula at a start.
    let baseline = seen.outcome("baseline")?;
    for (start, name) in baseline.experiment.starts.iter().zip(["poor", "fair"]) {
        if let Some(factor) = bread(seen, start).iter().find_map(|errors| even(errors)) {
            evidence.push(format!(
                "They are those of the {name} start, times {}: their proportions are its own to \
                 {:.0} %.",
                three(factor),
                100.0 * SAME
            ));
            let sentence = "Its standard errors are stale: they belong to the start of the \
                            search, not to its end."
                .into();
            return Some(Cause::new(Kind::StandardErrors, sentence, evidence, leaves));
        }
    }
    // The same optimum by another way, other errors.
    let same = [Family::Again, Family::Order, Family::Start];
    let others: Vec<f64> = seen
        .answered()
        .filter(|(o, a)| same.contains(&o.experiment.family) && a.shared(answer) > 4.0)
        .filter_map(|(_, a)| {
            let errors: Vec<f64> = a.errors.iter().copied().collect::<Option<_>>()?;
            let ratios = errors.iter().zip(&claimed).map(|(x, y)| (x / y - 1.0).abs());
            Some(ratios.fold(0.0, f64::max))
        })
        .collect();
    let moved = others.iter().filter(|x| **x > SAME).count();
    if moved > 0 {
        evidence.push(format!(
            "They change by up to {:.0} % where the answer does not ({} runs from other starts or \
             in other orders).",
            100.0 * others.iter().copied().fold(0.0, f64::max),
            of(moved, others.len())
        ));
        let sentence = "Its standard errors depend on the way to the optimum: they come from the \
                        search's own approximation of the Hessian, or from another point of it."
            .into();
        return Some(Cause::new(Kind::StandardErrors, sentence, evidence, leaves));
    }
    let sentence = format!(
        "Its standard errors are those of no definition: from {} to {} times ours.",
        three(least),
        three(most)
    );
    Some(Cause::new(Kind::StandardErrors, sentence, evidence, leaves))
}

fn spread(ratios: &[f64]) -> (f64, f64) {
    let ends = (f64::INFINITY, 0.0);
    ratios.iter().fold(ends, |(a, b): (f64, f64), r| (a.min(*r), b.max(*r)))
}

/// Errors up to a factor at a point: from the Hessian's two approximations and from Σggᵀ.
fn bread(seen: &Seen<'_>, theta: &[f64]) -> Vec<Vec<f64>> {
    let aim = Aim::of(&seen.case.objective);
    let rows = samples(seen.case.runs);
    let Some(local) = Local::of(&seen.case.law, aim.residual, &rows, theta) else {
        return Vec::new();
    };
    let [own, plain] = [aim.shape, Shape::Square].map(|shape| local.sums(shape, |_| 1.0));
    let curved = |sums: &crate::probe::local::Sums| {
        // Σ ρ''ggᵀ: the Hessian without the residuals' own curvature.
        let flat = local.sums(aim.shape, |i| {
            let [_, _, second] = crate::probe::local::at(aim.shape, local.bends[i].r);
            f64::from(u8::from(second > 0.0))
        });
        debug_assert!(sums.weight >= flat.weight);
        flat.majorant
    };
    let matrices: [Matrix<f64>; 4] =
        [own.hessian.clone(), own.majorant.clone(), plain.majorant, curved(&own)];
    let errors = |matrix: &Matrix<f64>| {
        let unit: Vec<f64> = matrix.diagonal().iter().map(|d| d.sqrt()).collect();
        let p = unit.len();
        let even = Matrix::from_fn(p, p, |j, k| matrix[(j, k)] / unit[j] / unit[k]);
        let inverse = Ldl::new(&even)?.inverse();
        let all = (0..p).map(|j| inverse[(j, j)].sqrt() / unit[j] * local.units[j]);
        Some(all.collect::<Vec<f64>>())
    };
    matrices.iter().filter_map(errors).collect()
}

/// What a factor is, where it is a usual one.
fn factor_name(seen: &Seen<'_>, factor: f64) -> String {
    let (m, p) = (seen.case.runs.rows.len() as f64, seen.case.theta.len() as f64);
    let known = [
        (std::f64::consts::SQRT_2, "√2: squares for half squares, or the reverse"),
        (libm::sqrt(m), "√m: the covariance of a mean for that of a sum"),
        (libm::sqrt((m - p) / m), "√((m − p)/m): no correction for the parameters fitted"),
    ];
    let near = |x: f64, y: f64| (x / y - 1.0).abs() < 0.01;
    let found = known.iter().find(|(f, _)| near(factor, *f) || near(1.0 / factor, *f));
    match found {
        Some((_, name)) => format!(", that is {name}"),
        None => ": the scale of the residuals is left out, or another is put in".into(),
    }
}

fn three(x: f64) -> String {
    super::super::aim::four(x)
}
