//! Predictions inside the data, along its rays and across them, with what the
//! covariance says about each.

use serde::Serialize;

use super::DesignAudit;
use super::uncertainty::{Uncertainty, median};
use crate::design::Shape;
use crate::law::Point;
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
    /// L̂.
    pub loss: f64,
    /// Standard deviation of L̂ from the parameters alone; null where the runs
    /// do not determine it.
    pub sd: Option<f64>,
    /// L̂ − z·sd, z the normal quantile.
    pub lo: Option<f64>,
    /// L̂ + z·sd.
    pub hi: Option<f64>,
}

/// How far beyond the data the second and third points lie.
const ALONG: f64 = 10.0;
const ACROSS: f64 = 5.0;

/// Three points: the geometric centre of the runs; ten times the largest model
/// at the same ratio D/N (that of the largest ray, else the median), or with the
/// same D or N where the table has only one; and the largest model at five times
/// the largest ratio.
pub fn predictions(
    runs: &Runs,
    theta: &[f64],
    uncertainty: &Uncertainty<'_>,
    design: &DesignAudit,
    z: f64,
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
                true => (design.found.largest(1)[0].k.to_f64(), "on the largest ray"),
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
            let (loss, sd) = uncertainty.prediction(theta, &Point::new(n, d));
            let end = |sign: f64| sd.map(|sd| loss + sign * z * sd);
            Prediction { place, meaning, n, d, k: d / n, loss, sd, lo: end(-1.0), hi: end(1.0) }
        })
        .collect()
}

/// The same, undetermined off the ray.
pub fn on_the_ray(mut predictions: Vec<Prediction>) -> Vec<Prediction> {
    for p in predictions.iter_mut().filter(|p| p.place == Place::Across) {
        (p.sd, p.lo, p.hi) = (None, None, None);
    }
    predictions
}
