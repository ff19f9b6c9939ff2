//! What the lost digits do to the decision: the split of a budget by the answer, and by the
//! optimum.

use serde::Serialize;

use super::case::Case;
use crate::audit::{Budget, allocate};
use crate::law::{Law, Point};

/// The best split of a budget by some parameters.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Split {
    /// N*.
    pub n: f64,
    /// D*.
    pub d: f64,
    /// D*/N*.
    pub ratio: f64,
    /// The loss that these parameters expect there.
    pub expected: f64,
    /// The loss there by the optimum.
    pub loss: f64,
}

/// Theirs beside the optimum's.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// C in FLOP.
    pub compute: f64,
    /// By the optimum.
    pub ours: Split,
    /// By the answer; None where its parameters have no best split.
    pub theirs: Option<Split>,
}

impl Decision {
    /// At a budget; None where the optimum itself has no best split.
    pub fn of(case: &Case<'_>, answer: &[f64], compute: f64) -> Option<Self> {
        let truth = &case.theta;
        let ours = split(&case.law, truth, truth, compute)?;
        Some(Decision { compute, ours, theirs: split(&case.law, answer, truth, compute) })
    }

    /// By how much the loss at their split exceeds that at the optimum's.
    pub fn forgone(&self) -> Option<f64> {
        self.theirs.map(|theirs| theirs.loss - self.ours.loss)
    }
}

fn split(law: &Law, theta: &[f64], truth: &[f64], compute: f64) -> Option<Split> {
    let best = allocate(law, theta, Budget::training(compute))?;
    let at = Point::new(best.n, best.d);
    Some(Split {
        n: best.n,
        d: best.d,
        ratio: best.d / best.n,
        expected: law.loss(theta, &at),
        loss: law.loss(truth, &at),
    })
}
