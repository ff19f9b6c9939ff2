//! One law refitted many times at the same places: what simulations and
//! comparisons of designs are made of. Doubles only.

use crate::algebra::Ldl;
use crate::law::{Law, Point};

use crate::fit::descent::descend::{Effort, Patience, SETTLED, descend_along};
use crate::fit::problem::coordinates::{ConstraintError, Constraints, Space};
use crate::fit::problem::objective::Objective;
use crate::fit::problem::rows::{Model, Row, Rows};
use crate::fit::search::everyday::lowest;
use crate::fit::sums::derivatives::Majorant;

/// A law, an objective and places, waiting for losses.
#[derive(Clone, Debug)]
pub struct Refit {
    space: Space,
    objective: Objective,
    points: Vec<Point<f64>>,
}

/// The end of one refit.
#[derive(Clone, Debug, PartialEq)]
pub struct Refitted {
    /// Every parameter, in the law's order.
    pub theta: Vec<f64>,
    /// Σ ρ(r) there.
    pub value: f64,
    /// Whether it is a minimum: the last Newton step was below 1e-8 of every
    /// parameter, or, for sums of squares, the Gauss–Newton step is below 0.02
    /// standard errors, √(gᵀG⁻¹g) ≤ 0.02 s with s² = Σr²/(m − p). Otherwise the
    /// search ended in a valley too long or too flat for doubles, or ran away.
    pub settled: bool,
}

/// The error of predictions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// √(mean (L̂ − L)²), in the units of the loss.
    pub rmse: f64,
    /// 1 − Σ(L̂ − L)²/Σ(L − L̄)².
    pub r_squared: f64,
}

/// Steps of a local refit: with the majorant, many where the valley is long and
/// curved, then with the Hessian.
const LOCAL: Effort = Effort { rough: 300, exact: 40, until: SETTLED };
/// Along a valley as flat as doubles can tell.
const VALLEY: Patience = Patience { enough: 1e-7, floor: 1e-15, again: 1e-15 };
/// Standard errors from the stationary point that count as there.
const NEAR: f64 = 0.02;

impl Refit {
    /// Checks the constraints; `points` need not be distinct.
    pub fn new(
        law: &Law,
        constraints: &Constraints,
        objective: &Objective,
        points: Vec<Point<f64>>,
    ) -> Result<Self, ConstraintError> {
        let space = Space::new(law, constraints)?;
        Ok(Refit { space, objective: objective.clone(), points })
    }

    /// How many places.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// How many parameters are free.
    pub fn dimension(&self) -> usize {
        self.space.dimension()
    }

    /// The minimum that a descent from `start` (all parameters) leads to. The
    /// lowest one where there is one only, or where the noise is too small to
    /// leave the basin of the truth; on a ray, that of the two twins in whose
    /// basin `start` lies.
    pub fn descend(&self, start: &[f64], losses: &[f64]) -> Refitted {
        let (model, rows) = (self.model(), self.rows(losses));
        let found = descend_along(&model, &rows, &self.space.coordinates(start), LOCAL, VALLEY);
        let settled = found.settled || self.is_near(&model, &rows, &found.u);
        self.refitted(&found.u, found.value, settled)
    }

    /// The lowest minimum that the first stage of the everyday fit's global search finds:
    /// all of it for laws with at most two parameters that do not enter linearly; for the
    /// others a second stage of random starts, which would take a hundred times as long,
    /// is left out. None where no start has a finite objective.
    pub fn search(&self, losses: &[f64]) -> Option<Refitted> {
        let (model, rows) = (self.model(), self.rows(losses));
        let found = lowest(&model, &rows)?;
        let settled = found.settled || self.is_near(&model, &rows, &found.u);
        Some(self.refitted(&found.u, found.value, settled))
    }

    fn model(&self) -> Model<'_> {
        Model { space: &self.space, objective: &self.objective }
    }

    fn rows(&self, losses: &[f64]) -> Rows<f64> {
        assert_eq!(losses.len(), self.points.len(), "one loss per place");
        let row = |(point, &loss): (&Point<f64>, &f64)| Row {
            point: point.clone(),
            loss,
            response: self.objective.response(&loss),
            weight: 1.0,
        };
        Rows { rows: self.points.iter().zip(losses).map(row).collect() }
    }

    /// Whether the Gauss–Newton step is short against the standard errors.
    fn is_near(&self, model: &Model<'_>, rows: &Rows<f64>, u: &[f64]) -> bool {
        let freedom = self.points.len().saturating_sub(u.len());
        if !self.objective.is_sum_of_squares() || freedom == 0 {
            return false;
        }
        let Majorant { value, gradient, matrix, .. } = model.majorant(u, rows);
        let scale: Vec<f64> = matrix.diagonal().iter().map(|x| x.sqrt()).collect();
        let right: Vec<f64> = gradient.iter().zip(&scale).map(|(g, s)| g / s).collect();
        let variance = 2.0 * value / freedom as f64;
        Ldl::new(&matrix.unit_diagonal())
            .is_some_and(|factors| factors.variance(&right) <= NEAR * NEAR * variance)
    }

    fn refitted(&self, u: &[f64], value: f64, settled: bool) -> Refitted {
        Refitted { theta: self.space.theta(u, &1.0), value, settled }
    }
}

impl Score {
    /// Of the law at θ, against losses at held-out points.
    ///
    /// # Panics
    /// Unless there are points, and as many losses.
    pub fn of(law: &Law, theta: &[f64], points: &[Point<f64>], losses: &[f64]) -> Self {
        assert!(!points.is_empty() && points.len() == losses.len());
        let m = points.len() as f64;
        let mean = losses.iter().sum::<f64>() / m;
        let (mut error, mut spread) = (0.0, 0.0);
        for (at, loss) in points.iter().zip(losses) {
            let gap = law.loss(theta, at) - loss;
            error += gap * gap;
            spread += (loss - mean) * (loss - mean);
        }
        Score { rmse: (error / m).sqrt(), r_squared: 1.0 - error / spread }
    }
}

#[cfg(test)]
mod tests {
    use crate::design::{Design, Random, Rays};
    use crate::fit::search::refit::*;

    fn grid() -> (Law, Vec<f64>, Vec<Point<f64>>) {
        let design = Rays::new(&["2", "20", "200"], 8, "1e7", "1e9").expect("valid");
        let points = (0..design.len()).map(|i| design.point(i, &1.0)).collect();
        (Law::named("chinchilla").expect("known"), vec![1.69, 406.4, 410.7, 0.34, 0.28], points)
    }

    #[test]
    fn a_descent_and_a_search_agree_and_find_the_truth_without_noise() {
        let (law, truth, points) = grid();
        let exact: Vec<f64> = points.iter().map(|at| law.loss(&truth, at)).collect();
        let refit = Refit::new(&law, &Constraints::default(), &Objective::Sse, points.clone());
        let refit = refit.expect("consistent");
        assert_eq!((refit.len(), refit.dimension(), refit.is_empty()), (24, 5, false));
        let start: Vec<f64> = truth.iter().map(|x| x * 1.05).collect();
        let found = refit.descend(&start, &exact);
        assert!((found.theta[2] / truth[2] - 1.0).abs() < 1e-6, "{found:?}");
        let mut random = Random::stream(3, &[]);
        let noisy: Vec<f64> = exact.iter().map(|l| l + 1e-3 * random.normal()).collect();
        let (near, far) = (refit.descend(&truth, &noisy), refit.search(&noisy).expect("found"));
        assert!(near.settled && far.settled);
        for (a, b) in near.theta.iter().zip(&far.theta) {
            assert!((a / b - 1.0).abs() < 1e-6, "{near:?} {far:?}");
        }
        let score = Score::of(&law, &near.theta, &points, &exact);
        assert!(score.rmse < 1e-3 && score.rmse > 1e-5 && score.r_squared > 0.99999, "{score:?}");
        let mean = exact.iter().sum::<f64>() / 24.0;
        let flat = Score::of(&law, &[mean, 0.0, 0.0, 0.3, 0.3], &points, &exact);
        assert!(flat.r_squared.abs() < 1e-12, "the mean explains nothing");
    }
}
