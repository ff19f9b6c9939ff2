//! The fitted loss as curves, among the runs and some way beyond them: what a figure shows.

use super::{Audit, Budget, Goal, Uncertainty};
use crate::fit::Problem;
use crate::law::Point;
use crate::runs::Run;

/// Points of a curve.
const STEPS: usize = 49;
/// Beyond the largest budget of the runs, as a factor.
const BEYOND: f64 = 10.0;
/// Amounts of data that have a curve of their own, at most.
const AMOUNTS: usize = 4;
/// Room on both sides of the sizes of the runs, as a factor.
const ROOM: f64 = 1.3;

/// A loss against a size, with the interval of the mean where the runs determine it.
#[derive(Clone, Debug, Default)]
pub struct LossCurve {
    /// (x, L̂).
    pub at: Vec<(f64, f64)>,
    /// (x, lower, upper).
    pub band: Vec<(f64, f64, f64)>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct LossCurves {
    /// Against C = 6ND: of the best split, or on one ray along it; empty where no split is best.
    pub by_compute: LossCurve,
    /// D, and the loss against N at that D; none where all runs lie on one ray.
    pub by_size: Vec<(f64, LossCurve)>,
}

impl LossCurves {
    /// Of an audit's fit, with what is known about it.
    pub fn of(
        audit: &Audit,
        problem: &Problem<'_>,
        theta: &[f64],
        uncertainty: &Uncertainty<'_>,
    ) -> Self {
        let law = &audit.options.law;
        let known = audit.identifiable.not_identified.is_empty();
        let curve = |places: Vec<(f64, Point<f64>)>| {
            let mut curve = LossCurve::default();
            for (x, at) in places {
                let told = uncertainty.prediction(theta, &at);
                curve.at.push((x, told.loss));
                let ends = told.mean.filter(|_| known).map(|interval| interval.ends());
                curve.band.extend(ends.map(|(lo, hi)| (x, lo, hi)));
            }
            curve
        };
        let budget = |run: &Run| 6.0 * run.n.to_f64() * run.d.to_f64();
        let least = problem.iter().map(budget).fold(f64::INFINITY, f64::min);
        let (k, one_ray) = (audit.design.k.1, audit.is_one_ray());
        let split = |compute: f64| match one_ray {
            true => {
                let n = (compute / (6.0 * k)).sqrt();
                Some(Point::new(n, k * n))
            }
            false if audit.optimum.is_empty() => None,
            false => {
                let best = Goal::Spend(Budget::training(compute)).best(law, theta)?;
                Some(Point::new(best.n, best.d))
            }
        };
        let along = between(least, BEYOND * audit.design.largest_budget);
        let by_compute = curve(along.filter_map(|c| Some((c, split(c)?))).collect());
        let ((small, large), (few, many)) = (audit.design.n, audit.design.d);
        let amounts = match few < many {
            true => (0..AMOUNTS).map(|i| spaced(few, many, i, AMOUNTS)).collect(),
            false => vec![few],
        };
        let at = |d: f64| {
            let sizes = between(small / ROOM, ROOM * large);
            (d, curve(sizes.map(|n| (n, Point::new(n, d))).collect()))
        };
        let by_size = if one_ray { Vec::new() } else { amounts.into_iter().map(at).collect() };
        LossCurves { by_compute, by_size }
    }
}

/// The i-th of so many points from `lo` to `hi`, evenly spaced in the logarithm.
fn spaced(lo: f64, hi: f64, i: usize, of: usize) -> f64 {
    lo * libm::exp(libm::log(hi / lo) * i as f64 / (of - 1) as f64)
}

fn between(lo: f64, hi: f64) -> impl Iterator<Item = f64> {
    (0..STEPS).map(move |i| spaced(lo, hi, i, STEPS))
}
