//! Predictions inside the data, along its rays and across them, with what the
//! covariance says about each.

use serde::Serialize;

use super::uncertainty::Uncertainty;
use crate::law::Point;
use crate::runs::Runs;

/// Where a point lies with respect to the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Among them.
    Inside,
    /// Larger models at a ratio D/N that the runs have.
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

/// Three points: the geometric centre of the runs, ten times the largest model
/// at the same ratio D/N (that of the largest ray, else the median), and the
/// largest model at five times the largest ratio.
pub fn predictions(
    runs: &Runs,
    theta: &[f64],
    uncertainty: &Uncertainty<'_>,
    ray: Option<f64>,
    z: f64,
) -> Vec<Prediction> {
    let sizes: Vec<(f64, f64)> =
        runs.rows.iter().map(|run| (run.n.to_f64(), run.d.to_f64())).collect();
    let mean = |f: fn(&(f64, f64)) -> f64| {
        libm::exp(sizes.iter().map(|x| libm::log(f(x))).sum::<f64>() / sizes.len() as f64)
    };
    let largest = sizes.iter().map(|x| x.0).fold(0.0, f64::max);
    let mut ratios: Vec<f64> = sizes.iter().map(|(n, d)| d / n).collect();
    ratios.sort_by(f64::total_cmp);
    let widest = ratios[ratios.len() - 1];
    let k = ray.unwrap_or(ratios[ratios.len() / 2]);
    let same = if ray.is_some() { "on the largest ray" } else { "at the median D/N" };
    let points = [
        (
            Place::Inside,
            "the geometric centre of the runs".to_owned(),
            mean(|x| x.0),
            mean(|x| x.1),
        ),
        (
            Place::Along,
            format!("{ALONG} × the largest model, {same}"),
            ALONG * largest,
            ALONG * largest * k,
        ),
        (
            Place::Across,
            format!("the largest model at {ACROSS} × the largest D/N"),
            largest,
            ACROSS * widest * largest,
        ),
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
