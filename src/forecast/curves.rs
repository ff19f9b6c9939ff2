//! What is drawn of allocations: loss against size at each budget, and the best sizes and
//! their loss against the budget.

use super::{Allocations, Stated};
use crate::audit::{Budget, Goal, Ranged, Sizes, Standing, Uncertainty};
use crate::fit::{Interval, Problem};
use crate::law::{Law, Point};
use crate::runs::Runs;

/// Points of a curve.
const STEPS: usize = 61;
/// How far an isoFLOP curve reaches to each side of its minimum, as a factor of N.
const REACH: f64 = 16.0;
/// Budgets beyond those asked for that are drawn.
const BEYOND: f64 = 10.0;
/// Runs drawn at most.
const MOST: usize = 1500;

/// The loss of every split of one budget.
#[derive(Clone, Debug)]
pub struct IsoFlop {
    /// C and T.
    pub budget: Budget,
    /// (N, loss).
    pub at: Vec<(f64, f64)>,
    /// The lowest point.
    pub best: (f64, f64),
}

/// The best split at one budget.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// C.
    pub compute: f64,
    /// N*.
    pub n: Ranged,
    /// D*.
    pub d: Ranged,
    /// The loss there.
    pub loss: f64,
    /// Where the mean loss lies.
    pub mean: Option<Interval>,
    /// Where the loss of one new run lies.
    pub new_run: Option<Interval>,
}

/// All of it; of the first parameters that have an answer.
#[derive(Clone, Debug, Default)]
pub struct Curves {
    /// One a goal; the first so many are for training alone, and the others have the
    /// same goals in the same order.
    pub isoflop: Vec<IsoFlop>,
    /// Of training alone, from the smallest run or budget to beyond the largest asked for.
    pub frontier: Vec<Frontier>,
    /// With the most tokens to be served, about the budgets asked for; empty where none are.
    pub serving: Vec<Frontier>,
    /// C and loss of runs, evenly chosen where there are many.
    pub runs: Vec<(f64, f64)>,
    /// The largest budget of a run.
    pub largest: Option<f64>,
    /// The most tokens to be served.
    pub served: f64,
}

impl Curves {
    /// Of the fit to a table.
    pub fn of_runs(found: &Allocations, runs: &Runs) -> Option<Self> {
        let (options, standing) = found.fitted.as_ref().filter(|_| found.why.is_none())?;
        let problem = Problem::new(&found.law, runs, &options.objective, &options.constraints);
        Curves::of(found, &standing.plain, Some((&problem.ok()?, standing)))
    }

    /// Of stated parameters.
    pub fn of_stated(found: &Allocations, set: &Stated) -> Option<Self> {
        Curves::of(found, &set.theta, None)
    }

    fn of(
        found: &Allocations,
        theta: &[f64],
        fitted: Option<(&Problem<'_>, &Standing)>,
    ) -> Option<Self> {
        let law = &found.law;
        let served = found.asked.served.iter().copied().fold(0.0, f64::max);
        let drawn = |goal: &Goal| [0.0, served].contains(&goal.served());
        let goals = found.asked.goals().into_iter().filter(drawn);
        let isoflop: Vec<IsoFlop> = goals.filter_map(|goal| curve(law, theta, goal)).collect();
        let budgets = |served: f64| {
            let own = isoflop.iter().map(|curve| curve.budget).filter(|b| b.served == served);
            let ends = own.map(|budget| budget.compute);
            ends.fold(None, |ends: Option<(f64, f64)>, c| {
                Some(ends.map_or((c, c), |(lo, hi)| (lo.min(c), hi.max(c))))
            })
        };
        let ends = budgets(0.0)?;
        let mut runs: Vec<(f64, f64)> = Vec::new();
        if let Some((problem, _)) = fitted {
            let seen = problem.iter().step_by(problem.len().div_ceil(MOST).max(1));
            runs = seen
                .map(|run| (6.0 * run.n.to_f64() * run.d.to_f64(), run.loss.to_f64()))
                .collect();
        }
        // Without runs as far below the budgets asked for as above.
        let bottom = if runs.is_empty() { ends.0 / BEYOND } else { ends.0 };
        let smallest = runs.iter().map(|run| run.0).fold(bottom, f64::min);
        let largest = runs.iter().map(|run| run.0).reduce(f64::max);
        let top = BEYOND * ends.1.max(largest.unwrap_or(0.0));
        let convention = found.fitted.as_ref().map(|(options, _)| options.intervals);
        let known = fitted.zip(convention);
        let known = known.map(|((problem, standing), how)| standing.uncertainty(problem, how));
        let along = |(low, high): (f64, f64), served: f64, known: Option<&Uncertainty<'_>>| {
            let step = libm::log(high / low) / (STEPS - 1) as f64;
            let budgets = (0..STEPS).map(|i| low * libm::exp(step * i as f64));
            let at = |compute| frontier(law, theta, Budget { compute, served }, known);
            budgets.filter_map(at).collect::<Vec<Frontier>>()
        };
        let serving = budgets(served).filter(|_| served > 0.0);
        let serving = serving.map_or_else(Vec::new, |(low, high)| {
            along((low / BEYOND, BEYOND * high), served, None)
        });
        let frontier = along((smallest, top), 0.0, known.as_ref());
        Some(Curves { isoflop, frontier, serving, runs, largest, served })
    }
}

/// The best split at one budget, and what is known about it.
fn frontier(
    law: &Law,
    theta: &[f64],
    budget: Budget,
    known: Option<&Uncertainty<'_>>,
) -> Option<Frontier> {
    let goal = Goal::Spend(budget);
    let best = goal.best(law, theta)?;
    let sizes = Sizes::of(law, goal, &best, known);
    let at = Point::new(best.n, best.d);
    let told = known.map(|known| known.prediction(theta, &at));
    let (mean, new_run) = told.map_or((None, None), |told| (told.mean, told.new_run));
    let loss = law.loss(theta, &at);
    Some(Frontier { compute: budget.compute, n: sizes.n, d: sizes.d, loss, mean, new_run })
}

/// The loss of the splits of one budget on both sides of the best.
fn curve(law: &Law, theta: &[f64], goal: Goal) -> Option<IsoFlop> {
    let best = goal.best(law, theta)?;
    let step = 2.0 * libm::log(REACH) / (STEPS - 1) as f64;
    let sizes = (0..STEPS).map(|i| best.n / REACH * libm::exp(step * i as f64));
    let at = sizes.map(|n| (n, best.budget.tokens(n))).filter(|(_, d)| *d > 0.0);
    let at = at.map(|(n, d)| (n, law.loss(theta, &Point::new(n, d)))).collect();
    let lowest = (best.n, law.loss(theta, &Point::new(best.n, best.d)));
    Some(IsoFlop { budget: best.budget, at, best: lowest })
}
