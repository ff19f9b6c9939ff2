//! Why an answer that says it converged has not enough digits: what it breaks, or how far
//! above the minimum it stopped.

use super::Problem;
use super::reply::Named;
use crate::fit::Constraints;
use crate::number::{Compare, Dual, Exact, Mpfr, Scalar};

/// Bits of the objective at an answer: a minimum is flat, and doubles see half its digits.
const BITS: u32 = 192;

/// One clause; None where nothing can be told, for want of a parameter or outside the law's
/// domain.
pub fn why(problem: &Problem, given: &Named, completed: &Named) -> Option<String> {
    broken(problem, given).or_else(|| stopped(problem, completed))
}

/// What the answer does that the problem forbids.
fn broken(problem: &Problem, given: &Named) -> Option<String> {
    let value = |name: &str| given.iter().find(|(n, _)| n == name).map(|(_, x)| x);
    for (name, wanted) in &problem.fixed {
        let wanted = wanted.parse::<Exact>().ok()?;
        if let Some(x) = value(name).filter(|x| **x != wanted) {
            return Some(format!("{name} = {} is held at {wanted}", short(x)));
        }
    }
    for set in &problem.tied {
        let mut known = set.iter().filter_map(|name| Some((name, value(name)?)));
        let Some((first, x)) = known.next() else { continue };
        if let Some((other, _)) = known.find(|(_, y)| !near(x, y)) {
            return Some(format!("{first} and {other} are one parameter, and differ"));
        }
    }
    let (constraints, law) = (problem.constraints().ok()?, problem.law().ok()?);
    for (name, lo, hi) in &constraints.bounds {
        let Some(x) = value(name) else { continue };
        if let Some(lo) = lo.as_ref().filter(|lo| x < *lo) {
            return Some(format!("{name} = {} is below its bound {lo}", short(x)));
        }
        if let Some(hi) = hi.as_ref().filter(|hi| x > *hi) {
            return Some(format!("{name} = {} exceeds its bound {hi}", short(x)));
        }
    }
    let negative = law.about().parameters.iter().find(|p| {
        p.role.is_positive()
            && !allows_negative(&constraints, p.name)
            && value(p.name).is_some_and(|x| x.signum() < 0)
    })?;
    Some(format!("{} is negative, which the problem does not allow", negative.name))
}

fn allows_negative(constraints: &Constraints, name: &str) -> bool {
    constraints.free_sign.iter().any(|free| free == name)
        || constraints
            .bounds
            .iter()
            .any(|(n, lo, _)| n == name && lo.as_ref().is_some_and(|lo| lo.signum() < 0))
}

/// Equal as decimals of nine digits print them.
fn near(x: &Exact, y: &Exact) -> bool {
    let (x, y) = (x.to_f64(), y.to_f64());
    (x - y).abs() <= 1e-9 * x.abs().max(y.abs())
}

/// How far above the certified minimum its objective is, and how steep it is there.
fn stopped(problem: &Problem, given: &Named) -> Option<String> {
    let (law, runs) = (problem.law().ok()?, problem.table().ok()?);
    let (objective, constraints) = (problem.objective().ok()?, problem.constraints().ok()?);
    let posed = crate::fit::Problem::new(&law, &runs, &objective, &constraints).ok()?;
    let like = Mpfr::from_f64(BITS, 1.0);
    let names = law.about().parameters.iter().map(|p| p.name);
    let theta: Option<Vec<Mpfr>> = names
        .clone()
        .map(|name| given.iter().find(|(n, _)| n == name).map(|(_, x)| like.exact(x)))
        .collect();
    let theta = theta?;
    let value = posed.value(&Dual::variables(&theta));
    let here = value.value().clone();
    let least = problem.certified.as_ref()?.objective_value.parse::<Exact>().ok()?;
    let above = ((&here - like.exact(&least)) / like.exact(&least)).to_f64();
    if !above.is_finite() {
        return Some("the objective is not defined there".into());
    }
    // Per cent of the objective per per cent of each parameter that moves.
    let slopes = value.gradient(theta.len());
    let moves = |p: &usize| posed.space().coordinate_of(*p).is_some();
    let steepest = (0..theta.len())
        .filter(moves)
        .map(|p| (p, (&slopes[p] * &theta[p] / &here).to_f64()))
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    let name = names.clone().nth(steepest.0)?;
    let side = if above < 0.0 { "below" } else { "above" };
    Some(format!(
        "objective {:.1e} {side} the minimum (relative), elasticity {:+.1e} in {name}",
        above.abs(),
        steepest.1
    ))
}

/// Six digits.
fn short(x: &Exact) -> String {
    let x = x.to_f64();
    if (1e-4..1e6).contains(&x.abs()) { format!("{x:.6}") } else { format!("{x:.5e}") }
}
