//! From a start to an [`Outcome`]: search in doubles, converge in MPFR, prove.

use super::outcome::{Estimate, Outcome};
use super::prove::{Statistics, prove, statistics};
use super::search::{Found, search};
use super::surface::Squares;
use super::system::System;
use super::{Data, Model, Options, RegressionError, Status};
use crate::algebra::{Newton, identify, newton};
use crate::number::{Compare, Exact, Interval, Mpfr};

/// Bits at which dependent columns are told from nearly dependent ones.
const DEGENERACY_BITS: u32 = 320;
/// How often the precision is doubled before the answer is `undecided`.
const ESCALATIONS: usize = 3;

/// Fits a model to data by least squares, from a start.
///
/// # Errors
/// A start of the wrong length, or where the model or its slope is not finite.
/// Parameters that the data do not determine and minima that are not attained
/// are answers with another status, not errors.
pub fn regress(
    model: &impl Model,
    data: &Data,
    start: &[Exact],
    options: &Options,
) -> Result<Outcome, RegressionError> {
    let names: Vec<String> = model.parameters().into_iter().map(str::to_owned).collect();
    if names.is_empty() {
        return Err(RegressionError::NoParameters);
    }
    if names.len() != start.len() {
        let (found, expected) = (start.len(), names.len());
        return Err(RegressionError::StartLength { found, expected });
    }
    let doubles: Vec<f64> = start.iter().map(Exact::to_f64).collect();
    let system = System::new(model, data, &1.0);
    check(&system, &names, start, &doubles)?;
    let found = search(&system, data, &doubles).ok_or_else(|| bad_start(0, &names, start))?;
    let mut outcome = Outcome {
        status: Status::Undecided,
        certified: false,
        bits: 53,
        digits: options.digits,
        parameters: names
            .iter()
            .map(|name| Estimate { name: name.clone(), value: None, deviation: None })
            .collect(),
        rss: None,
        rsd: None,
        observations: data.rows().len(),
        freedom: data.rows().len().saturating_sub(names.len()),
        region: None,
        search: found.search.clone(),
        remarks: Vec::new(),
    };
    if let Some(remark) = not_identified(model, data, &found, &names) {
        outcome.status = Status::NotIdentifiable;
        outcome.bits = DEGENERACY_BITS;
        outcome.remarks.push(remark);
        return Ok(outcome);
    }
    let Some((bits, end)) = converge(model, data, &found, options.digits) else {
        outcome.remarks.push(
            "no minimum was reached: the descent ran on without end or stopped where the Hessian \
             is not positive definite"
                .into(),
        );
        return Ok(outcome);
    };
    let values: Vec<Interval> =
        end.u.iter().zip(&end.step).map(|(u, s)| Interval::hull_of(&(u - s), &(u + s))).collect();
    let plain = statistics(&System::new(model, data, &end.u[0]), &end.u);
    outcome.status = Status::Converged;
    dress(&mut outcome, bits, values, plain.map(Interval::point));
    if options.certify {
        match prove(model, data, &end.u, options.digits) {
            Ok(proof) => {
                outcome.status = Status::LocalMinimum;
                outcome.certified = true;
                outcome.region = Some(proof.region);
                dress(&mut outcome, proof.bits, proof.parameters, proof.statistics);
            }
            Err(why) => outcome.remarks.push(format!("nothing is certified: {why}")),
        }
    }
    Ok(outcome)
}

fn dress(
    outcome: &mut Outcome,
    bits: u32,
    values: Vec<Interval>,
    statistics: Statistics<Interval>,
) {
    outcome.bits = bits;
    for ((estimate, value), deviation) in
        outcome.parameters.iter_mut().zip(values).zip(statistics.deviations)
    {
        estimate.value = Some(value);
        estimate.deviation = deviation;
    }
    outcome.rss = Some(statistics.rss);
    outcome.rsd = statistics.rsd;
}

/// Whether the model is finite with its slopes at the start.
fn check<M: Model>(
    system: &System<'_, M, f64>,
    names: &[String],
    start: &[Exact],
    doubles: &[f64],
) -> Result<(), RegressionError> {
    if let Some(row) = system.responses().iter().position(|y| !y.is_finite()) {
        return Err(RegressionError::BadResponse { row: row + 1 });
    }
    let here = system.first(doubles);
    let mut rows = here.residuals.iter().zip(here.jacobian.chunks_exact(doubles.len()));
    match rows.position(|(r, slope)| !r.is_finite() || !slope.iter().all(|x| x.is_finite())) {
        Some(row) => Err(bad_start(row, names, start)),
        None => Ok(()),
    }
}

fn bad_start(row: usize, names: &[String], start: &[Exact]) -> RegressionError {
    let pairs = names.iter().zip(start).map(|(name, x)| format!("{name}={x}"));
    let start = pairs.collect::<Vec<_>>().join(", ");
    RegressionError::BadStart { row: row + 1, start }
}

/// Which parameters the data do not determine: columns of J that are dependent
/// at the end of the search and, lest that be a chance of the place, beside it.
fn not_identified(
    model: &impl Model,
    data: &Data,
    found: &Found,
    names: &[String],
) -> Option<String> {
    let mut involved = Vec::new();
    for shift in [0.0, 1e-3] {
        let place = |(j, b): (usize, &f64)| {
            let nearby = if *b == 0.0 { shift } else { b * (1.0 + shift / (j + 1) as f64) };
            Mpfr::from_f64(DEGENERACY_BITS, nearby)
        };
        let b: Vec<Mpfr> = found.b.iter().enumerate().map(place).collect();
        let gram = System::new(model, data, &b[0]).first(&b).gram();
        if !gram.all(|x| x.is_finite()) {
            return None;
        }
        let seen = identify(&gram, &(0..b.len()).collect::<Vec<_>>());
        if seen.dependent.is_empty() {
            return None;
        }
        involved = seen.involved;
    }
    let list: Vec<&str> = involved.iter().map(|j| names[*j].as_str()).collect();
    let moves = if list.len() == 1 { "it moves" } else { "they move" };
    Some(format!(
        "the data do not determine {}: there is a direction in which {moves} and no prediction \
         changes",
        list.join(", ")
    ))
}

/// Newton's method from the ends of the search, lowest first, at the first
/// precision that suffices.
fn converge(
    model: &impl Model,
    data: &Data,
    found: &Found,
    digits: usize,
) -> Option<(u32, Newton)> {
    let wanted = (digits as f64 * std::f64::consts::LOG2_10).ceil() as u32 + 96;
    let mut start: Vec<Mpfr> = found.b.iter().map(|x| Mpfr::from_f64(64, *x)).collect();
    for escalation in 0..ESCALATIONS {
        let bits = wanted.next_multiple_of(64).max(192) << escalation;
        start = start.iter().map(|x| x.with_bits(bits)).collect();
        let squares = Squares::new(System::new(model, data, &start[0]), &start);
        let end = newton(&squares, &start, digits);
        if end.converged {
            return Some((bits, end));
        }
        if end.exhausted || !end.u.iter().all(Compare::is_finite) {
            return None;
        }
        start = end.u;
    }
    None
}
