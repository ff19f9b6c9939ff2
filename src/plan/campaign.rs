//! A plan put to the test: the runs made and the runs planned, simulated many times with
//! known truth, fitted, and their intervals held against it.

use super::knowledge::deviations;
use super::{Made, Model, Target};
use crate::design::Random;
use crate::fit::{Constraints, Convention, Objective, Refit};
use crate::law::Point;
use crate::number::Exact;
use crate::parallel;

/// What many campaigns showed of one quantity.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Shown {
    /// Campaigns whose interval holds the truth.
    pub inside: usize,
    /// Campaigns that could be judged.
    pub judged: usize,
    /// The standard deviation that was promised, σ √(cᵀM⁻¹c).
    pub promised: f64,
    /// The root mean square of estimate less truth.
    pub measured: f64,
    /// The median half width of the intervals.
    pub half_width: f64,
}

/// How campaigns are simulated.
#[derive(Clone, Copy, Debug)]
pub struct Campaigns {
    /// How many.
    pub count: usize,
    /// The standard deviation of normal noise in the response.
    pub sigma: f64,
    /// Coverage of intervals.
    pub level: f64,
    /// Makes every random choice repeatable.
    pub seed: u64,
}

impl Campaigns {
    /// Simulates runs with the model for truth, fits the free columns by least squares in
    /// the response, descending from the truth, and makes an interval of each target by
    /// Student's t from the residuals; `step` hears of every campaign, from any thread.
    ///
    /// None of targets that are not one quantity, or that the runs do not determine.
    pub fn simulate(
        &self,
        model: &Model,
        runs: &[Made],
        targets: &[Target],
        step: &(dyn Fn() + Sync),
    ) -> Vec<Option<Shown>> {
        let truth = model.plain();
        let (m, p) = (runs.len(), model.columns.len());
        let places: Vec<Point<f64>> = runs.iter().map(|run| run.at.map(Exact::to_f64)).collect();
        let centre: Vec<f64> = places.iter().map(|at| model.response(at)).collect();
        let objective = if model.log { Objective::LogSse } else { Objective::Sse };
        let refit = Refit::new(&model.law, &held(model), &objective, places);
        let promised = deviations(model, runs, targets);
        let (Ok(refit), true) = (refit, m > p) else { return vec![None; targets.len()] };
        let convention = Convention { level: self.level, ..Convention::default() };
        let quantile = convention.quantile(m - p);
        let one = |at: usize| {
            let mut random = Random::stream(self.seed, &[7, at as u64]);
            let losses: Vec<f64> = centre
                .iter()
                .map(|x| x + self.sigma * random.normal())
                .map(|x| if model.log { libm::exp(x) } else { x })
                .collect();
            let found = refit.descend(&truth, &losses);
            step();
            let spread = (2.0 * found.value / (m - p) as f64).sqrt();
            let there = Model { theta: exact(&found.theta)?, ..model.clone() };
            let deviations = deviations(&there, runs, targets);
            let judged = targets.iter().zip(deviations).map(|(target, sd)| {
                let off = target.value(model, &found.theta)? - target.value(model, &truth)?;
                Some((off, quantile * spread * sd?))
            });
            Some(judged.collect::<Vec<_>>())
        };
        let all = parallel::in_order(self.count, one);
        (0..targets.len())
            .map(|k| {
                let known: Vec<(f64, f64)> =
                    all.iter().flatten().filter_map(|campaign| campaign[k]).collect();
                let promised = self.sigma * promised[k]?;
                let half: Vec<f64> = known.iter().map(|x| x.1).collect();
                let off: Vec<f64> = known.iter().map(|x| x.0).collect();
                Some(Shown {
                    inside: known.iter().filter(|(off, half)| off.abs() <= *half).count(),
                    judged: known.len(),
                    promised,
                    measured: crate::fit::rms(&off),
                    half_width: crate::fit::quantile(&half, 0.5)?,
                })
            })
            .collect()
    }
}

fn exact(theta: &[f64]) -> Option<Vec<Exact>> {
    theta.iter().map(|x| Exact::from_f64(*x).ok()).collect()
}

/// Every parameter that is no column, held.
fn held(model: &Model) -> Constraints {
    let mut constraints = Constraints::default();
    for (i, parameter) in model.law.about().parameters.iter().enumerate() {
        if !model.columns.contains(&i) {
            constraints.fixed.push((parameter.name.to_owned(), model.theta[i].clone()));
        }
    }
    constraints
}
