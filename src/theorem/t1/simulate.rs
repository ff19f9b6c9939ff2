//! Refits on simulated noise: what the linearised errors leave out.
//!
//! Losses are the law's own at the true parameters plus independent normal noise
//! of standard deviation σ; every design has noise of its own. A refit minimises
//! the sum of squares by a descent that starts at the truth. That is legitimate
//! where the noise does not leave the truth's basin, and otherwise kind to the
//! design: on one ray a search from nowhere finds the twin as often. How often a
//! global search ends elsewhere is counted by [`Simulation::elsewhere`].

use super::designs::Places;
use crate::design::Random;
use crate::fit::{Constraints, Objective, Refit, Score};
use crate::law::{Law, Point};
use crate::number::Exact;
use crate::parallel;

/// A law at true parameters, designs to train on, and places to predict.
#[derive(Clone, Debug)]
pub struct Simulation {
    law: Law,
    truth: Vec<f64>,
    designs: Vec<Side>,
    held: Vec<(Vec<Point<f64>>, Vec<f64>)>,
}

/// A training design with its noiseless losses.
#[derive(Clone, Debug)]
struct Side {
    refit: Refit,
    losses: Vec<f64>,
}

/// Root mean square errors of the predicted mean, in units of σ.
#[derive(Clone, Debug)]
pub struct Errors {
    /// \[design\]\[hold-out\]\[replicate\].
    pub rmse: Vec<Vec<Vec<f64>>>,
    /// Refits that did not settle, per design.
    pub unsettled: Vec<usize>,
}

/// How to draw: standard deviation, replicates, seed, and the first part of the
/// name of the streams, which keeps experiments apart.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// σ.
    pub sigma: f64,
    /// How many.
    pub replicates: usize,
    /// The seed.
    pub seed: u64,
    /// The experiment.
    pub experiment: u64,
}

impl Simulation {
    /// The free parameters are `columns`; the others are held at the truth.
    pub fn new(
        law: &Law,
        theta: &[Exact],
        columns: &[usize],
        designs: &[Places],
        held: &[Places],
    ) -> Self {
        let truth: Vec<f64> = theta.iter().map(Exact::to_f64).collect();
        let mut constraints = Constraints::default();
        for (j, parameter) in law.about().parameters.iter().enumerate() {
            if !columns.contains(&j) {
                constraints.fixed.push((parameter.name.into(), theta[j].clone()));
            }
        }
        let losses = |points: &[Point<f64>]| points.iter().map(|at| law.loss(&truth, at)).collect();
        let side = |places: &Places| {
            let points = places.doubles();
            let losses = losses(&points);
            let refit = Refit::new(law, &constraints, &Objective::Sse, points);
            Side { refit: refit.expect("the law's own parameters"), losses }
        };
        let held = held.iter().map(|places| {
            let points = places.doubles();
            let there = losses(&points);
            (points, there)
        });
        Simulation {
            law: law.clone(),
            designs: designs.iter().map(side).collect(),
            held: held.collect(),
            truth: truth.clone(),
        }
    }

    /// The noisy losses of one design in one replicate.
    fn noisy(&self, draw: Draw, replicate: usize, design: usize) -> Vec<f64> {
        let name = [draw.experiment, replicate as u64, design as u64];
        let mut random = Random::stream(draw.seed, &name);
        let losses = self.designs[design].losses.iter();
        losses.map(|loss| loss + draw.sigma * random.normal()).collect()
    }

    /// Refits every design in every replicate.
    pub fn run(&self, draw: Draw) -> Errors {
        let count = self.designs.len();
        let found: Vec<(Vec<f64>, bool)> = parallel::in_order(count * draw.replicates, |task| {
            let (replicate, design) = (task / count, task % count);
            let losses = self.noisy(draw, replicate, design);
            let refitted = self.designs[design].refit.descend(&self.truth, &losses);
            let rmse = |(points, there): &(Vec<Point<f64>>, Vec<f64>)| {
                Score::of(&self.law, &refitted.theta, points, there).rmse / draw.sigma
            };
            (self.held.iter().map(rmse).collect(), refitted.settled)
        });
        let of = |design: usize| found.iter().skip(design).step_by(count);
        let rmse = |design: usize| {
            let column = |h: usize| of(design).map(|(errors, _)| errors[h]).collect();
            (0..self.held.len()).map(column).collect()
        };
        Errors {
            rmse: (0..count).map(rmse).collect(),
            unsettled: (0..count).map(|d| of(d).filter(|(_, settled)| !settled).count()).collect(),
        }
    }

    /// In how many of the replicates a global search ends lower than the descent
    /// from the truth by more than a part in 10⁶ of the sum of squares, per
    /// design.
    pub fn elsewhere(&self, draw: Draw) -> Vec<usize> {
        let count = self.designs.len();
        let lower: Vec<bool> = parallel::in_order(count * draw.replicates, |task| {
            let (replicate, design) = (task / count, task % count);
            let losses = self.noisy(draw, replicate, design);
            let refit = &self.designs[design].refit;
            let near = refit.descend(&self.truth, &losses);
            let far = refit.search(&losses);
            far.is_some_and(|far| far.value < near.value * (1.0 - 1e-6))
        });
        (0..count).map(|d| lower.iter().skip(d).step_by(count).filter(|x| **x).count()).collect()
    }
}
