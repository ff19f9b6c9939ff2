//! Other starts, and another objective: where the protocol's are taken, answers show it.

use super::scale::other_objective;
use super::{Experiment, Family};
use crate::design::Random;
use crate::law::Role;
use crate::probe::case::Case;

/// The stream that starts are drawn from.
const STREAM: u64 = 73;

/// How far from the optimum the near start is.
pub const NEAR: f64 = 1e-3;

pub(super) fn all(case: &Case<'_>) -> Vec<Experiment> {
    let base = || Experiment::baseline(case);
    let from = |id: &str, what: &str, start: Vec<f64>| Experiment {
        starts: [start.clone(), start],
        differs: true,
        ..base().named(id, Family::Start, what, "the same optimum")
    };
    let near = (case.theta.iter().enumerate())
        .map(|(j, t)| t * (1.0 + if j % 2 == 0 { NEAR } else { -NEAR }))
        .collect();
    let mut made = vec![
        from("started-near", "started 0.1 % from the optimum", near),
        from("started-there", "started at the optimum", case.theta.clone()),
    ];
    for i in 1..=2 {
        let mut random = Random::stream(case.seed, &[STREAM, i]);
        let mut far = |(p, t): (&crate::law::Parameter, &f64)| {
            let wide = if p.role == Role::Scale { 1.5 } else { 0.3 };
            t * libm::exp(wide * random.normal())
        };
        let start = case.law.about().parameters.iter().zip(&case.theta).map(&mut far).collect();
        made.push(from(&format!("started-far-{i}"), "started elsewhere, at random", start));
    }
    let objective = other_objective(&case.objective);
    let what = format!("{objective} asked for in its place");
    let truth = case.optimum_of(case.runs, &objective);
    made.push(Experiment {
        objective,
        truth,
        differs: true,
        ..base().named("other-threshold", Family::Objective, &what, "the optimum of that objective")
    });
    made
}
