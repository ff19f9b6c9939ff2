//! The optimum in one parameter, the others given: a statement short enough to
//! be proved by a proof assistant.

use super::evaluate::{expansion, slope};
use super::kinks::{law_is_smooth, sides};
use crate::algebra::{Ends, usable};
use crate::fit::{self, FitError, Objective, Problem, Status, fit};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Scalar};
use crate::runs::Run;

/// A parameter's optimum between two decimals: F'(lo) < 0 < F'(hi) and F'' > 0
/// between them, every other parameter an exact number.
///
/// Everything in it is exact, so that it can be stated again elsewhere.
#[derive(Clone, Debug)]
pub struct OneVariable {
    /// The law.
    pub law: Law,
    /// The objective F.
    pub objective: Objective,
    /// The runs, in canonical order.
    pub rows: Vec<Run>,
    /// The law's parameters in its order; none at the one that moves.
    pub theta: Vec<Option<Exact>>,
    /// The index of the parameter that moves.
    pub parameter: usize,
    /// Its optimum lies strictly between these.
    pub ends: Ends,
    /// F'(lo), negative.
    pub slope_lo: Interval,
    /// F'(hi), positive.
    pub slope_hi: Interval,
    /// F'' over \[lo, hi\], positive.
    pub curvature: Interval,
}

/// Encloses the optimum of a problem with one free parameter between decimals
/// of `digits` significant digits.
///
/// # Errors
/// [`FitError`] where there is no fit; the inner error says what could not be
/// proved.
pub fn one_variable(
    problem: &Problem<'_>,
    digits: usize,
) -> Result<Result<OneVariable, String>, FitError> {
    let natural = problem.with_space(problem.space().natural());
    let [coordinate] = natural.space().free() else {
        let free = 0..natural.space().dimension();
        let names: Vec<&str> = free.map(|at| natural.space().parameter(at).name).collect();
        return Ok(Err(match names[..] {
            [] => "no parameter is free".into(),
            _ => format!("{} are free: fix all but one with --fix", names.join(", ")),
        }));
    };
    let [parameter] = coordinate.parameters[..] else {
        return Ok(Err("the free parameter is tied to another".into()));
    };
    let wanted = fit::Options { digits, ..fit::Options::default() };
    let answer = fit(problem, &wanted)?;
    if answer.status != Status::Converged {
        return Ok(Err(format!("the search ended '{}'", answer.status)));
    }
    Ok(prove(&natural, parameter, &answer.parameters[parameter].value, digits))
}

fn prove(
    problem: &Problem<'_>,
    parameter: usize,
    value: &crate::number::Mpfr,
    digits: usize,
) -> Result<OneVariable, String> {
    let x = Interval::point(value);
    let end = |text: String| text.parse::<Exact>().map_err(|error| error.to_string());
    // Adjacent decimals, or one unit of the last digit more on either side.
    let rounded = Ends { lo: end(x.lo_decimal(digits))?, hi: end(x.hi_decimal(digits))? };
    let unit = &end(x.hi_decimal(digits))? - &end(x.lo_decimal(digits))?;
    if unit.signum() == 0 {
        return Err("the optimum is itself a short decimal".into());
    }
    let wider = Ends { lo: &rounded.lo - &unit, hi: &rounded.hi + &unit };
    let attempt = |ends| between(problem, parameter, ends, digits);
    attempt(rounded).or_else(|_| attempt(wider))
}

/// The proof on a given range.
fn between(
    problem: &Problem<'_>,
    parameter: usize,
    ends: Ends,
    digits: usize,
) -> Result<OneVariable, String> {
    let bits = (digits as f64 * std::f64::consts::LOG2_10) as u32 + 96;
    let at = |end: &Exact| slope(problem, &[Interval::new(bits, end)]).1.swap_remove(0);
    let (slope_lo, slope_hi) = (at(&ends.lo), at(&ends.hi));
    let between = [ends.enclosed(bits)];
    let curvature = expansion(problem, &between).hessian[(0, 0)].clone();
    let zero = curvature.zero();
    let proved = [&slope_lo, &slope_hi, &curvature].into_iter().all(usable)
        && slope_lo.less(&zero).is_true()
        && zero.less(&slope_hi).is_true()
        && zero.less(&curvature).is_true();
    let theta = problem.space().theta(&between, &between[0]);
    if !proved || !law_is_smooth(problem, &between) || sides(problem, &theta).is_err() {
        return Err("the change of sign of the derivative could not be shown".into());
    }
    let fixed = (0..problem.law().len()).map(|p| problem.space().fixed_value(p).cloned());
    Ok(OneVariable {
        law: problem.law().clone(),
        objective: problem.objective().clone(),
        rows: problem.iter().cloned().collect(),
        theta: fixed.collect(),
        parameter,
        ends,
        slope_lo,
        slope_hi,
        curvature,
    })
}
