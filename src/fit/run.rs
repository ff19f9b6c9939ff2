//! A fit from beginning to end.

use crate::fit::answer::fit::Fit;
use crate::fit::degenerate::by_formula;
use crate::fit::powers;
use crate::fit::problem::options::{Options, Watch};
use crate::fit::problem::{FitError, Problem};
use crate::fit::solve::solve;

/// Fits a law to runs.
///
/// ```
/// use offray::fit::{Constraints, Options, Problem, fit};
/// use offray::law::Law;
/// use offray::runs::Runs;
/// let table = "n_params,n_tokens,loss\n1e7,1e9,3.8\n1e8,1e9,3.3\n1e7,1e10,3.4\n1e8,1e10,2.7\n\
///              1e9,1e10,2.5\n1e9,1e11,2.1\n";
/// let runs = Runs::from_csv("table", table.as_bytes(), &Default::default(), &Default::default())?;
/// let law = Law::named("chinchilla")?;
/// let problem = Problem::new(&law, &runs, &"log-sse".parse()?, &Constraints::default())?;
/// let answer = fit(&problem, &Options::default())?;
/// assert_eq!(answer.parameters[3].name, "alpha");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`FitError::NoStart`] and [`FitError::BadStart`] where no finite objective
/// was found; degenerate designs and optima at bounds are answers, not errors.
pub fn fit(problem: &Problem<'_>, options: &Options) -> Result<Fit, FitError> {
    fit_watched(problem, options, &|_, _, _| {})
}

/// [`fit`], telling how far it is.
pub fn fit_watched(
    problem: &Problem<'_>,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Fit, FitError> {
    let said = by_formula::remarks(problem)?;
    let mut answer = solve(problem, options, watch)?;
    powers::mark(problem, &mut answer, options);
    answer.remarks.splice(0..0, said);
    Ok(answer)
}
