//! From a converged optimum to the answer: its status, its remarks, and what
//! became of every parameter.

use super::converge::Converged;
use super::descend::runaways;
use super::edge::slope_at;
use super::everyday::FINE;
use super::held::{Reduced, Why, only_for_want_of_scale};
use super::measure::{is_definite, measured};
use super::rows::Rows;
use super::{
    Covariance, DataSummary, End, Estimate, Fit, Held, Options, Problem, StandardErrors, Status,
};
use crate::geometry::Identification;
use crate::number::{Compare, Mpfr, Scalar};

/// The answer; `fading` are scales found to be on their way out.
pub(super) fn assemble(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    now: &Reduced<'_>,
    identification: &Identification,
    converged: Converged,
    options: &Options,
    (mut remarks, fading): (Vec<String>, Vec<usize>),
) -> Fit {
    let bits = converged.bits.max(128);
    let like = Mpfr::from_f64(bits, 1.0);
    let theta = now.problem.space().theta(&converged.u, &like);
    let measured = measured(now, rows, &converged, &theta, bits);
    let right_side = multipliers(problem, rows, (now, identification), &theta, &mut remarks);
    unidentified(problem, identification, &mut remarks);
    let away = runaway(now, &converged, &fading, &mut remarks);
    let minimum = converged.settled && is_definite(&measured);
    if !away && !minimum {
        remarks.push(
            "Newton's method did not settle on a minimum: the objective is nearly flat in some \
             direction, or has a kink there"
                .into(),
        );
        if converged.machine && rows.len() > FINE {
            remarks.push(format!(
                "tables of more than {FINE} runs are gone through in higher precision only where \
                 that is asked for: --digits 16, or --bits"
            ));
        }
    }
    let status = match minimum && right_side && !away {
        true => settled(now),
        false => Status::Undecided,
    };
    // Only a minimum has standard errors.
    let errors = measured.as_ref().filter(|_| status != Status::Undecided).map(|m| &m.errors);
    let factor = like.int(problem.objective().factor());
    let (value, value_bits, above) = match &measured {
        Some(m) => (&m.value * &factor, m.value_bits, &m.above * &factor),
        None => (problem.value(&theta), bits, like.zero()),
    };
    let parameters = (0..problem.law().len())
        .map(|p| estimate(problem, now, identification, &converged, errors, (p, &theta[p])))
        .collect();
    let rounding = rounding(problem, &value, value_bits);
    let names = (0..now.free.len()).map(|i| now.problem.space().parameter(i).name).collect();
    let small_sample_factor = measured.as_ref().and_then(|m| m.factor.clone());
    let (gram, kink, covariance) = measured.map_or((None, None, None), |m| {
        let [gauss_newton, observed, sandwich, huber, smoothed, clustered] = m.covariances;
        let covariance = Covariance {
            columns: names,
            gauss_newton,
            observed,
            sandwich,
            huber,
            smoothed,
            clustered,
            bootstrap: None,
        };
        (m.gram, m.kink, (status != Status::Undecided).then_some(covariance))
    });
    Fit {
        law: problem.law().clone(),
        objective: problem.objective().clone(),
        status,
        certified: false,
        bits: converged.bits,
        digits: options.digits,
        parameters,
        twins: Vec::new(),
        objective_value: ((&value - &rounding - above).max(&like.zero()), value + rounding),
        gram,
        kink,
        covariance,
        small_sample_factor,
        profiles: None,
        replicates: None,
        data: DataSummary::of(problem),
        remarks,
    }
}

/// The status of a minimum of what is free.
fn settled(now: &Reduced<'_>) -> Status {
    let bounded = now.held.iter().any(|(_, _, why)| matches!(why, Why::Bound(_)));
    let dependent = now.held.iter().any(|(_, _, why)| *why == Why::Dependent);
    if dependent && !(bounded && only_for_want_of_scale(now)) {
        Status::NotIdentifiable
    } else if bounded {
        Status::BoundaryMinimum
    } else {
        Status::Converged
    }
}

/// Whether F rises from every active bound into the allowed side.
fn multipliers(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    (now, identification): (&Reduced<'_>, &Identification),
    theta: &[Mpfr],
    remarks: &mut Vec<String>,
) -> bool {
    let mut right_side = true;
    for (at, _, why) in &now.held {
        let Why::Bound(end) = why else { continue };
        let (slope, sign) = slope_at(problem, rows, theta, *at);
        // Where others can make up for it there is no slope.
        if sign.is_none() && identification.involved.contains(at) {
            continue;
        }
        let outward = sign.map(|sign| match end {
            End::Lower => sign > 0.0,
            End::Upper => sign < 0.0,
        });
        let name = problem.space().parameter(*at).name;
        let side = if *end == End::Lower { "lower" } else { "upper" };
        right_side &= outward == Some(true);
        remarks.push(match outward {
            Some(true) => {
                format!("{name} is at its {side} bound; the objective's slope there is {slope:.3e}")
            }
            Some(false) => format!(
                "{name} stopped at its {side} bound although the objective falls away from it"
            ),
            None => format!(
                "{name} stopped at its {side} bound, where the objective's slope is nothing but \
                 rounding: whether it rises from there is undecided"
            ),
        });
    }
    right_side
}

/// Says which parameters the runs do not determine.
fn unidentified(problem: &Problem<'_>, identification: &Identification, remarks: &mut Vec<String>) {
    for (set, determined) in &identification.sets {
        let names: Vec<&str> = set.iter().map(|at| problem.space().parameter(*at).name).collect();
        remarks.push(match (names.len(), determined) {
            (1, _) => format!("{} does not affect any prediction on these runs", names[0]),
            (n, d) => format!(
                "{} are not identified separately: these runs determine {d} combination{} of the {n}",
                names.join(", "),
                if *d == 1 { "" } else { "s" },
            ),
        });
    }
}

/// Whether no minimum is attained, and says so.
fn runaway(
    now: &Reduced<'_>,
    converged: &Converged,
    fading: &[usize],
    remarks: &mut Vec<String>,
) -> bool {
    let place: Vec<f64> = converged.u.iter().map(Compare::to_f64).collect();
    let mut away = runaways(now.problem.space(), &place);
    let more: Vec<usize> = fading.iter().copied().filter(|at| !away.contains(at)).collect();
    away.extend(more);
    if !away.is_empty() {
        let names: Vec<&str> =
            away.iter().map(|at| now.problem.space().parameter(*at).name).collect();
        remarks.push(format!(
            "no minimum is attained: the objective keeps falling as {} {} without bound or {}; \
             bound it with --bounds or fix it with --fix",
            names.join(" and "),
            if names.len() == 1 { "grows" } else { "grow" },
            if names.len() == 1 { "vanishes" } else { "vanish" },
        ));
    }
    !away.is_empty()
}

/// What became of parameter p.
fn estimate(
    problem: &Problem<'_>,
    now: &Reduced<'_>,
    identification: &Identification,
    converged: &Converged,
    errors: Option<&[Vec<Option<Mpfr>>; 6]>,
    (p, value): (usize, &Mpfr),
) -> Estimate {
    let parameters = problem.law().about().parameters;
    let free = problem.space().free();
    let mut se = StandardErrors::default();
    let mut width = value.zero();
    let held = match problem.space().coordinate_of(p) {
        None => Held::Fixed,
        Some(at) => {
            // The coordinate that moves it, and the first parameter that it moves.
            let mover = match now.merged {
                Some([moved, kept]) if moved == at => kept,
                _ => at,
            };
            let first = free[mover].parameters[0];
            if let Some(i) = now.free.iter().position(|f| *f == mover) {
                let step = &converged.step[i];
                let log = now.problem.space().free()[i].log;
                width = if log { (step * value).abs() } else { step.abs() };
                if let Some(errors) = errors {
                    let [gauss_newton, observed, sandwich, huber, smoothed, clustered] =
                        errors.each_ref().map(|e| e[i].clone());
                    se = StandardErrors {
                        gauss_newton,
                        observed,
                        sandwich,
                        huber,
                        smoothed,
                        clustered,
                        bootstrap: None,
                    };
                }
            }
            match now.held.iter().find(|(h, _, _)| *h == at) {
                Some((_, _, Why::Bound(end))) => Held::AtBound(*end),
                _ if identification.involved.contains(&at) => Held::NotIdentified,
                _ if first != p => Held::Tied(parameters[first].name),
                _ => Held::Free,
            }
        }
    };
    if held == Held::NotIdentified {
        se = StandardErrors::default();
    }
    let (lo, hi) = (value - &width, value + &width);
    let positive = problem.space().is_positive(p) && value.is_positive().is_true();
    Estimate {
        name: parameters[p].name,
        value: value.clone(),
        lo,
        hi,
        se,
        held,
        positive,
        open: false,
    }
}

/// How much rounding may have moved a sum Σwρ(r) computed in so many bits: its own, and
/// by up to 2√(F Σδ²) that of the residuals.
pub(super) fn rounding(problem: &Problem<'_>, value: &Mpfr, bits: u32) -> Mpfr {
    let rows = value.int(problem.len() as i64);
    let unit = power(value, 10 - i32::try_from(bits).unwrap_or(53));
    (value + (value * rows).sqrt()) * unit
}

/// 2^n.
pub(super) fn power(like: &Mpfr, n: i32) -> Mpfr {
    like.int(2).powi(n)
}
