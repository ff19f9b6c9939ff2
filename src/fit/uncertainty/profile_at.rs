//! A point of the profile: the objective minimised over the other parameters where some are held.
//! In doubles, for surfaces that are drawn.

use crate::number::Exact;

use crate::fit::descent::descend::{Effort, Patience, SETTLED, descend_along};
use crate::fit::problem::Problem;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::lowest;

/// The objective minimised over the others, with some parameters held.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfilePoint {
    /// Every parameter, in the law's order.
    pub theta: Vec<f64>,
    /// The objective there: the profile is at most so much, where the descent did not settle.
    pub value: f64,
}

/// Steps of one descent: a picture asks for three digits of a rise.
const SHORT: Effort = Effort { rough: 60, exact: 20, until: SETTLED };
const ALONG: Patience = Patience { enough: 1e-5, floor: 1e-12, again: 1e-9 };

/// The profile where parameters (by index) are held at values, from a start (all parameters), or
/// from a grid of starts where there is none. None where a value is no number, or no start has a
/// finite objective.
pub fn profile_at(
    problem: &Problem<'_>,
    held: &[(usize, f64)],
    start: Option<&[f64]>,
) -> Option<ProfilePoint> {
    let mut space = problem.space().clone();
    for (parameter, value) in held {
        let at = space.coordinate_of(*parameter)?;
        space = space.hold(at, &Exact::from_f64(*value).ok()?);
    }
    let (problem, rows) = (&problem.with_space(space), Rows::new(problem, &1.0));
    let model = Model::of(problem);
    let space = problem.space();
    let from = match start {
        Some(theta) => space.coordinates(theta),
        None => lowest(&model, &rows)?.u,
    };
    let found = descend_along(&model, &rows, &from, SHORT, ALONG);
    let theta = space.theta(&found.u, &1.0);
    let value = problem.value(&theta);
    value.is_finite().then_some(ProfilePoint { theta, value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::{Constraints, Objective, Options, fit};
    use crate::law::Law;
    use crate::number::Compare;
    use crate::runs::{Columns, Runs, Selection};

    #[test]
    fn it_is_the_fit_with_those_parameters_fixed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/runs/chinchilla_epoch240.csv");
        let runs =
            Runs::read(path.as_ref(), &Columns::default(), &Selection::default()).expect("a table");
        let law = Law::named("chinchilla").expect("known");
        let objective = Objective::LogSse;
        let problem = Problem::new(&law, &runs, &objective, &Constraints::default()).expect("fine");
        for start in [None, Some(&[1.8, 480.0, 2100.0, 0.35, 0.37][..])] {
            let found = profile_at(&problem, &[(1, 300.0), (2, 3000.0)], start).expect("found");
            let mut constraints = Constraints::default();
            constraints.fix("A=300").expect("fine");
            constraints.fix("B=3000").expect("fine");
            let held = Problem::new(&law, &runs, &objective, &constraints).expect("fine");
            let whole = fit(&held, &Options::default()).expect("a fit");
            let value = whole.objective_value.0.to_f64();
            assert!((found.value / value - 1.0).abs() < 1e-9, "{} {value}", found.value);
            assert_eq!(found.theta[1..3], [300.0, 3000.0]);
        }
    }
}
