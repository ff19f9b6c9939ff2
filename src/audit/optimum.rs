//! Compute-optimal sizes with what the runs say about them.

use serde::Serialize;

use super::{DesignAudit, Options, Twins, Uncertainty};
use crate::design::Shape;
use crate::fit::Interval;
use crate::geometry::{Allocation, Budget, Goal};
use crate::law::{Law, Point};
use crate::number::{Compare, Mpfr};

/// Whose parameters an allocation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// Our optimum.
    Fit,
    /// Its twin.
    Twin,
    /// The claim.
    Claim,
}

/// A number with its interval.
#[derive(Clone, Debug, Serialize)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// Null where the runs do not determine it.
    pub interval: Option<Interval>,
}

impl Ranged {
    /// Both ends of the interval, where it is bounded.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let ends = self.interval.as_ref().map(Interval::ends);
        ends.filter(|(lo, hi)| lo.is_finite() && hi.is_finite())
    }

    /// A value with the gradient of its logarithm, and what it is in a refit.
    pub fn of(
        value: f64,
        logarithmic: &[f64],
        known: Option<&Uncertainty<'_>>,
        f: impl Fn(&[f64]) -> f64,
    ) -> Self {
        let interval = known.and_then(|uncertainty| {
            let gradient: Vec<f64> = logarithmic.iter().map(|g| value * g).collect();
            uncertainty.positive((value, &gradient), f).1
        });
        Ranged { value, interval }
    }

    /// D*/N* of the best split, and its interval where that is known.
    pub fn ratio(
        law: &Law,
        goal: Goal,
        best: &Allocation,
        known: Option<&Uncertainty<'_>>,
    ) -> Self {
        Ranged::of(best.d / best.n, &best.ratio(), known, |theta| {
            let (budget, n) = goal.roughly(law, theta);
            budget.tokens(n) / n
        })
    }
}

/// The best split, with what is known about it.
#[derive(Clone, Debug, Serialize)]
pub struct Sizes {
    /// C in FLOP, training and inference together; an interval only where a loss was asked
    /// for rather than a budget.
    pub compute: Ranged,
    /// N*.
    pub n: Ranged,
    /// D*.
    pub d: Ranged,
    /// D*/N*.
    pub d_over_n: Ranged,
    /// Standard deviation of ln N*, which is that of ln D* too where a budget was given and
    /// nothing is served.
    pub sd_ln_n: Option<f64>,
}

impl Sizes {
    /// Of a split that is best by these parameters.
    pub fn of(law: &Law, goal: Goal, best: &Allocation, known: Option<&Uncertainty<'_>>) -> Self {
        let n = best.n;
        let size = |theta: &[f64]| goal.roughly(law, theta).1;
        let spent = match goal {
            Goal::Spend(_) => None,
            Goal::Reach { .. } => known,
        };
        Sizes {
            compute: Ranged::of(best.budget.compute, &best.spending, spent, |theta| {
                goal.roughly(law, theta).0.compute
            }),
            n: Ranged::of(n, &best.gradient, known, size),
            d: Ranged::of(best.d, &best.tokens(), known, |theta| {
                let (budget, n) = goal.roughly(law, theta);
                budget.tokens(n)
            }),
            d_over_n: Ranged::ratio(law, goal, best, known),
            sd_ln_n: known.and_then(|u| u.positive((1.0, &best.gradient), |t| size(t) / n).0),
        }
    }
}

/// Compute-optimal sizes for one budget.
#[derive(Clone, Debug, Serialize)]
pub struct OptimumRow {
    /// Whose parameters.
    pub of: Whose,
    /// C in FLOP.
    pub compute: f64,
    /// N*.
    pub n: Ranged,
    /// D*.
    pub d: Ranged,
    /// D*/N*.
    pub d_over_n: Ranged,
    /// Standard deviation of ln N*, which is that of ln D* too.
    pub sd_ln_n: Option<f64>,
    /// The mean loss there.
    pub loss: Ranged,
}

impl OptimumRow {
    /// The best split of a budget by these parameters; None where there is none.
    fn of(
        law: &Law,
        theta: &[f64],
        of: Whose,
        compute: f64,
        known: Option<&Uncertainty<'_>>,
    ) -> Option<Self> {
        let goal = Goal::Spend(Budget::training(compute));
        let best = goal.best(law, theta)?;
        let Sizes { n, d, d_over_n, sd_ln_n, .. } = Sizes::of(law, goal, &best, known);
        let at = Point::new(best.n, best.d);
        let loss = Ranged {
            value: law.loss(theta, &at),
            interval: known.and_then(|uncertainty| uncertainty.prediction(theta, &at).mean),
        };
        Some(OptimumRow { of, compute, n, d, d_over_n, sd_ln_n, loss })
    }
}

/// The budget of Gopher and of Chinchilla, in FLOP.
pub const GOPHER: f64 = 5.76e23;

/// Allocations at the largest budget of the table, at ten and a hundred times
/// it, and at 5.76e23 FLOP; there also those of the twin and of the claim.
/// Intervals are made in ln N* by the delta method, or as N* is in each refit. Of a fit that is one of
/// many, two that share ψ differently stand for fit and twin.
pub fn table(
    design: &DesignAudit,
    twins: &Twins,
    theta: &[f64],
    uncertainty: &Uncertainty<'_>,
    options: &Options,
) -> Vec<OptimumRow> {
    let law = &options.law;
    let largest = design.largest_budget;
    let one_ray = matches!(design.kind, Shape::OneRay { .. });
    let mut budgets = vec![largest, 10.0 * largest, 100.0 * largest, GOPHER];
    budgets.sort_by(f64::total_cmp);
    if one_ray {
        // Not supported by the runs: one budget, to set the twins side by side.
        budgets = vec![GOPHER];
    }
    let row = |of: Whose, theta: &[f64], c: f64| -> Option<OptimumRow> {
        let known = (of == Whose::Fit && !one_ray).then_some(uncertainty);
        OptimumRow::of(law, theta, of, c, known)
    };
    let mut others = twins.list.iter().map(|twin| {
        let theta = twin.parameters.iter().map(|(_, x)| Mpfr::to_f64(x));
        theta.collect::<Vec<f64>>()
    });
    let first = if twins.shared { others.next() } else { None };
    let own = first.as_deref().unwrap_or(theta);
    let mut rows: Vec<OptimumRow> =
        budgets.iter().filter_map(|c| row(Whose::Fit, own, *c)).collect();
    rows.extend(others.filter_map(|theta| row(Whose::Twin, &theta, GOPHER)));
    if let Some(claim) = &options.claim {
        let theta: Vec<f64> = claim.parameters.iter().map(|p| p.value.to_f64()).collect();
        rows.extend(row(Whose::Claim, &theta, GOPHER));
    }
    rows
}
