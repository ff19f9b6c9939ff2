//! Predictions inside the data, along its rays and across them, with what the
//! covariance says about each.

use serde::Serialize;

use super::optimum::GOPHER;
use super::uncertainty::{Forecast, Uncertainty, median};
use super::{DesignAudit, Options};
use crate::design::Shape;
use crate::fit::intervals::coverage::{Coverage, Quantity, check_coverage};
use crate::fit::{Fit, Interval, Problem};
use crate::geometry::{Budget, allocate};
use crate::law::Point;
use crate::number::Dual;
use crate::runs::Runs;

/// Where a point lies with respect to the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Among them.
    Inside,
    /// Larger models at a ratio D/N that the runs have; of a table with one D or
    /// one N, beyond its end of the other.
    Along,
    /// A ratio D/N that they do not have.
    Across,
}

/// The loss predicted at one point.
#[derive(Clone, Debug, Serialize)]
pub struct Prediction {
    /// Where the point lies.
    pub place: Place,
    /// What that means here.
    pub meaning: String,
    /// N.
    pub n: f64,
    /// D.
    pub d: f64,
    /// D/N.
    pub k: f64,
    /// Distinct tokens, where not every token is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique: Option<f64>,
    /// L̂.
    pub loss: f64,
    /// Standard deviation of L̂ from the parameters alone; null where the runs
    /// do not determine it.
    pub sd: Option<f64>,
    /// Where the *mean* loss of runs there lies.
    pub interval: Option<Interval>,
    /// Where the loss of *one new run* there lies, its own noise included.
    pub new_run: NewRun,
}

/// Intervals of one new run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewRun {
    /// From the standard errors and the scatter of the runs.
    pub parametric: Option<Interval>,
    /// From refits without each run: assumes nothing of the noise but that the new run
    /// has the same. Null where there are too few runs (19 at 95 %) or too many.
    pub jackknife_plus: Option<Interval>,
}

impl Prediction {
    /// A place, nothing predicted yet.
    pub fn at(place: Place, meaning: String, at: Point<f64>) -> Self {
        let Point { n, d, unique, .. } = at;
        let (k, unique) = (d / n, (unique < d).then_some(unique));
        let (loss, sd, interval, new_run) = (f64::NAN, None, None, NewRun::default());
        Prediction { place, meaning, n, d, k, unique, loss, sd, interval, new_run }
    }

    /// Where the law is evaluated.
    pub fn point(&self) -> Point<f64> {
        Point { unique: self.unique.unwrap_or(self.d), ..Point::new(self.n, self.d) }
    }

    /// The same point, not determined.
    pub fn undetermined(self) -> Self {
        Prediction { sd: None, interval: None, new_run: NewRun::default(), ..self }
    }

    /// The same point, predicted by other parameters; intervals of new runs that rest on
    /// refits are added later.
    pub fn by(self, uncertainty: &Uncertainty<'_>, theta: &[f64]) -> Self {
        let Forecast { loss, sd, mean, new_run } = uncertainty.prediction(theta, &self.point());
        let new_run = NewRun { parametric: new_run, jackknife_plus: None };
        Prediction { loss, sd, interval: mean, new_run, ..self }
    }
}

/// Adds the intervals of new runs that rest on refits, where the runs determine the mean.
pub fn with_refits(
    mut predictions: Vec<Prediction>,
    uncertainty: &Uncertainty<'_>,
) -> Vec<Prediction> {
    if predictions.iter().all(|p| p.interval.is_none()) {
        return predictions;
    }
    let Some(left_out) = uncertainty.left_out() else { return predictions };
    for p in predictions.iter_mut().filter(|p| p.interval.is_some()) {
        p.new_run.jackknife_plus = uncertainty.jackknife(&left_out, &p.point());
    }
    predictions
}

/// How far beyond the data the second and third points lie.
const ALONG: f64 = 10.0;
const ACROSS: f64 = 5.0;

/// Three points: the geometric centre of the runs; ten times the largest model
/// at the same ratio D/N (that of the ray with the most runs, else the median), or with the
/// same D or N where the table has only one; and the largest model at five times
/// the largest ratio.
pub fn predictions(
    runs: &Runs,
    theta: &[f64],
    uncertainty: &Uncertainty<'_>,
    design: &DesignAudit,
) -> Vec<Prediction> {
    let sizes = runs.rows.iter().map(|run| (run.n.to_f64(), run.d.to_f64()));
    // Summed in an order that does not depend on that of the rows.
    let sorted = |f: &dyn Fn((f64, f64)) -> f64| {
        let mut values: Vec<f64> = sizes.clone().map(f).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let mean = |f: &dyn Fn((f64, f64)) -> f64| {
        let values = sorted(f);
        libm::exp(values.iter().map(|x| libm::log(*x)).sum::<f64>() / values.len() as f64)
    };
    let ((_, largest), (_, most)) = (design.n, design.d);
    let widest = design.k.1;
    let (beyond, n, d) = match design.kind {
        Shape::ConstantTokens { .. } => {
            let meaning = format!("{ALONG} × the largest model, at the same D");
            (meaning, ALONG * largest, most)
        }
        Shape::ConstantSize { .. } => {
            (format!("{ALONG} × the most tokens, at the same N"), largest, ALONG * most)
        }
        _ => {
            let (k, same) = match design.ray_design {
                true => (design.found.largest(1)[0].k.to_f64(), "on the ray with the most runs"),
                false => (median(&sorted(&|(n, d)| d / n)), "at the median D/N"),
            };
            let n = ALONG * largest;
            (format!("{ALONG} × the largest model, {same}"), n, n * k)
        }
    };
    let centre = "the geometric centre of the runs".to_owned();
    let across = format!("the largest model at {ACROSS} × the largest D/N");
    let points = [
        (Place::Inside, centre, mean(&|x| x.0), mean(&|x| x.1)),
        (Place::Along, beyond, n, d),
        (Place::Across, across, largest, ACROSS * widest * largest),
    ];
    points
        .into_iter()
        .map(|(place, meaning, n, d)| {
            Prediction::at(place, meaning, Point::new(n, d)).by(uncertainty, theta)
        })
        .collect()
}

/// What intervals cover on tables simulated from the fit: those of the parameters, of the
/// loss at the first point predicted, and of D*/N* at Gopher's budget.
pub fn coverage(
    problem: &Problem<'_>,
    fit: &Fit,
    predictions: &[Prediction],
    options: &Options,
    simulations: usize,
) -> Option<Coverage> {
    let law = &options.law;
    let centre = predictions.first().map(|p| Point::new(p.n, p.d))?;
    let loss = |theta: &[f64]| {
        let at = centre.map(|x| Dual::constant(*x));
        let dual = law.loss(&Dual::variables(theta), &at);
        Some((*dual.value(), dual.gradient(theta.len())))
    };
    let ratio = |theta: &[f64]| {
        let best = allocate(law, theta, Budget::training(GOPHER))?;
        let value = best.d / best.n;
        Some((value, best.gradient.iter().map(|g| -2.0 * value * g).collect()))
    };
    let quantities: [(&'static str, Quantity<'_>); 2] =
        [("loss at the centre", &loss), ("D*/N* at 5.76e23", &ratio)];
    let how = (simulations, options.seed);
    check_coverage(problem, fit, &options.intervals, &quantities, how)
}

/// The same, undetermined off the ray.
pub fn on_the_ray(predictions: Vec<Prediction>) -> Vec<Prediction> {
    let open = |p: Prediction| if p.place == Place::Across { p.undetermined() } else { p };
    predictions.into_iter().map(open).collect()
}
