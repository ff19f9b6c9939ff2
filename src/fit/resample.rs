//! The bootstrap of a fit: its standard errors, covariance and replicates.

use super::held::{Reduced, Why};
use super::intervals::{Resampling, bootstrap};
use super::rows::{Model, Rows};
use super::{Fit, Held, Problem, Watch};
use crate::geometry::Matrix;
use crate::number::{Compare, Mpfr};

/// Refits to resampled runs. What rests on a bound is free in them: some will have it
/// elsewhere. A refit whose parameters are better on all runs than the optimum, by more
/// than rounding, is handed back: all parameters, and their objective.
pub(super) fn resample(
    problem: &Problem<'_>,
    now: &Reduced<'_>,
    rows: &Rows<f64>,
    (seed, resampling): (u64, &Resampling),
    answer: &mut Fit,
    watch: Watch<'_>,
) -> Option<(Vec<f64>, f64)> {
    let only_bounds = now.held.iter().all(|(_, _, why)| matches!(why, Why::Bound(_)));
    let of = if only_bounds && now.merged.is_none() { problem } else { &now.problem };
    let theta: Vec<f64> = answer.theta().iter().map(Compare::to_f64).collect();
    let found = bootstrap(of, rows, &theta, seed, resampling, watch);
    answer.remarks.extend(found.remarks());
    for (p, estimate) in answer.parameters.iter_mut().enumerate() {
        if matches!(estimate.held, Held::Free | Held::Tied(_)) {
            let sd = found.sd(|theta| theta[p]);
            estimate.se.bootstrap = sd.map(|sd| Mpfr::from_f64(53, sd));
        }
    }
    if let Some(covariance) = &mut answer.covariance {
        let about = problem.law().about();
        let places: Option<Vec<usize>> =
            covariance.columns.iter().map(|name| about.index(name)).collect();
        covariance.bootstrap = places.and_then(|places| matrix(&found.thetas, &places));
    }
    let model = Model::of(of);
    let here = model.value(&super::intervals::inside(of, &theta), rows);
    let lower = found.lowest.clone().filter(|(_, value)| here - value > model.slack(here, rows));
    answer.replicates = Some(found);
    lower
}

/// The covariance of some parameters over refits; None unless it is finite.
fn matrix(thetas: &[Vec<f64>], places: &[usize]) -> Option<Matrix<Mpfr>> {
    let count = thetas.len() as f64;
    let mean = |p: usize| thetas.iter().map(|t| t[p]).sum::<f64>() / count;
    let means: Vec<f64> = places.iter().map(|p| mean(*p)).collect();
    let covariance = Matrix::from_fn(places.len(), places.len(), |i, j| {
        let products = thetas.iter().map(|t| (t[places[i]] - means[i]) * (t[places[j]] - means[j]));
        products.sum::<f64>() / (count - 1.0)
    });
    covariance.all(|x| x.is_finite()).then(|| covariance.map(|x| Mpfr::from_f64(53, *x)))
}
