//! What a typed law's own formula, or the formula on these runs, cannot tell apart.

use crate::fit::problem::{FitError, Problem};
use crate::geometry::{Free, Structure, structure};
use crate::law::{Law, Point};
use crate::number::Exact;

/// What the table adds to what the formula cannot tell apart, each with a mend to
/// paste; nothing where all can be told, or the law is none that was typed.
///
/// # Errors
/// Where no table whatever could determine the free parameters.
pub(in crate::fit) fn remarks(problem: &Problem<'_>) -> Result<Vec<String>, FitError> {
    let (law, space) = (problem.law(), problem.space());
    if !matches!(law, Law::Typed(_)) || space.dimension() == 0 {
        return Ok(Vec::new());
    }
    let sets: Vec<Vec<usize>> = space.free().iter().map(|c| c.parameters.clone()).collect();
    let held: Vec<Option<Exact>> = (0..law.len()).map(|p| space.fixed_value(p).cloned()).collect();
    let free = Free { law, sets: &sets, held: &held };
    let words = |found: &Structure| -> Vec<String> {
        found.symmetries.iter().map(ToString::to_string).collect()
    };
    let Some(generic) = structure(free, None) else { return Ok(Vec::new()) };
    if generic.rank < generic.free {
        let why = words(&generic).join("; ");
        return Err(FitError::Unidentified { law: law.about().id, why });
    }
    let points: Vec<Point<Exact>> = problem
        .iter()
        .map(|run| {
            let unique = run.unique_tokens().clone();
            let others = run.others.clone();
            Point { n: run.n.clone(), d: run.d.clone(), unique, others }
        })
        .collect();
    let here = structure(free, Some(&points)).filter(|found| found.rank < found.free);
    let said =
        |why: String| format!("the inputs in this table do not identify all parameters: {why}");
    Ok(here.map_or_else(Vec::new, |found| words(&found).into_iter().map(said).collect()))
}
