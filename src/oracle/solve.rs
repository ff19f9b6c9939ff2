//! Our own everyday fit as a fitter among others.

use std::time::Instant;

use super::{Claimed, Problem, ProblemError, Reply};
use crate::fit::{self, Held, Options, Status, fit};
use crate::number::{Exact, Mpfr};

/// Answers a problem by [`fit()`](crate::fit::fit()), without its starts, to so
/// many digits.
///
/// ```
/// use offray::oracle::{named, score, solve};
/// let problem = named("gadre-c4").expect("it is in the set");
/// let reply = solve(&problem.for_solvers(), 15)?;
/// assert!(score(problem, Ok(&reply)).and_then(|score| score.digits) > Some(13.0));
/// # Ok::<(), offray::oracle::ProblemError>(())
/// ```
pub fn solve(problem: &Problem, digits: usize) -> Result<Reply, ProblemError> {
    let begun = Instant::now();
    let (law, runs) = (problem.law()?, problem.table()?);
    let (objective, constraints) = (problem.objective()?, problem.constraints()?);
    let posed = fit::Problem::new(&law, &runs, &objective, &constraints)?;
    let options = Options { digits, ..Options::default() };
    let found = fit(&posed, &options)?;
    let decimal = |x: &Mpfr| x.to_decimal(digits).parse::<Exact>().ok();
    let named = |name: &str, x: Option<&Mpfr>| Some((name.to_owned(), decimal(x?)?));
    let twin = |twin: &fit::Twin| {
        twin.parameters.iter().filter_map(|(name, x)| named(name, Some(x))).collect()
    };
    let given = found.parameters.iter().filter(|p| p.held != Held::Fixed);
    let free = found.parameters.iter().filter(|p| p.held == Held::Free);
    Ok(Reply {
        problem: problem.name.clone(),
        claimed: match found.status {
            Status::NotIdentifiable => Claimed::NotIdentifiable,
            Status::Undecided => Claimed::Failed,
            _ => Claimed::Converged,
        },
        parameters: given.filter_map(|p| named(p.name, Some(&p.value))).collect(),
        standard_errors: free.filter_map(|p| named(p.name, p.se.gauss_newton.as_ref())).collect(),
        kind: Some("gauss_newton".into()),
        twins: found.twins.iter().map(twin).collect(),
        seconds: Some(begun.elapsed().as_secs_f64()),
    })
}
