//! The global stage for laws that no elimination serves: points spread evenly
//! over the search box, judged by shape, and starts handed up from a smaller
//! law whose parameters go by the same names.

use crate::law::Law;
use crate::parallel;

use crate::fit::problem::coordinates::Space;
use crate::fit::problem::objective::Objective;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::grid;
use crate::fit::search::project::track;

/// Points of the low-discrepancy sequence.
pub(crate) const POINTS: usize = 2048;
/// How many of them are improved.
const IMPROVED: usize = 48;
/// By so many steps of the exponents.
const IMPROVEMENT: usize = 15;
/// Steps of a smaller law's exponents.
const WAY: usize = 40;
/// How many go on to the next stage.
const KEPT: usize = 10;
/// Rows that the screening looks at.
const SCREENING: usize = 64;
/// Values per parameter that the smaller law lacks.
const LADDER: usize = 5;

/// Starting points, best first.
pub(crate) fn starts(model: &Model<'_>, rows: &Rows<f64>) -> Vec<Vec<f64>> {
    let few = rows.sample(SCREENING);
    // Differences of logarithms are tame however wild the point is.
    let tame = Model { space: model.space, objective: &Objective::LogSse };
    let mut screened: Vec<(f64, Vec<f64>)> = (0..POINTS)
        .map(|i| box_point(model.space, i))
        .map(|u| (shape_misfit(&tame, &few, &u), u))
        .filter(|(misfit, _)| misfit.is_finite())
        .collect();
    screened.sort_by(|a, b| a.0.total_cmp(&b.0));
    screened.truncate(IMPROVED);
    let mut starts: Vec<Vec<f64>> = screened.into_iter().map(|(_, u)| u).collect();
    starts.extend(handed_up(model, rows));
    let mut improved =
        parallel::in_order(starts.len(), |i| track(&tame, &few, &starts[i], IMPROVEMENT));
    improved.retain(|d| d.value.is_finite());
    improved.sort_by(|a, b| a.value.total_cmp(&b.value));
    let mut kept: Vec<Vec<f64>> = Vec::new();
    for d in improved {
        let new = kept.iter().all(|u| u.iter().zip(&d.u).any(|(a, b)| (a - b).abs() > 0.05));
        if new && kept.len() < KEPT {
            kept.push(d.u);
        }
    }
    kept
}

/// The i-th point of the additive recurrence with the generalised golden ratio
/// φ_q (the root of x^(q+1) = x + 1), which spreads points evenly in any number
/// of dimensions, stretched over the search box: logarithmically where a
/// parameter's range allows.
pub(crate) fn box_point(space: &Space, i: usize) -> Vec<f64> {
    let q = space.dimension();
    let mut phi = 2.0_f64;
    for _ in 0..40 {
        phi = libm::pow(1.0 + phi, 1.0 / (q as f64 + 1.0));
    }
    (0..q)
        .map(|at| {
            let c = &space.free()[at];
            let (lo, hi) = space.parameter(at).search;
            let lo = c.lower.as_ref().map_or(lo, |l| l.to_f64().max(lo));
            let hi = c.upper.as_ref().map_or(hi, |h| h.to_f64().min(hi));
            let step = libm::pow(1.0 / phi, at as f64 + 1.0);
            let share = libm::fmod(0.5 + step * (i as f64 + 1.0), 1.0);
            if c.log {
                libm::log(lo) + share * libm::log(hi / lo)
            } else if lo > 0.0 {
                lo * libm::exp(share * libm::log(hi / lo))
            } else {
                lo + share * (hi - lo)
            }
        })
        .collect()
}

/// The variance of ln L − ln L̂: how far the point is from the data's shape,
/// their level left aside.
pub(crate) fn shape_misfit(model: &Model<'_>, rows: &Rows<f64>, u: &[f64]) -> f64 {
    let theta = model.space.theta(u, &1.0);
    let m = rows.len() as f64;
    let residuals: Vec<f64> = rows.rows.iter().map(|row| model.residual(&theta, row)).collect();
    let mean = residuals.iter().sum::<f64>() / m;
    residuals.iter().map(|r| (r - mean) * (r - mean)).sum::<f64>() / m
}

/// Optima of a smaller law (Chinchilla within repeated data) on all rows, and on those
/// where nothing repeats, with a ladder of values for the parameters that it lacks.
fn handed_up(model: &Model<'_>, rows: &Rows<f64>) -> Vec<Vec<f64>> {
    let once = rows.rows.iter().filter(|row| row.point.d <= row.point.unique);
    let once = Rows { rows: once.cloned().collect() };
    let mut starts = handed_up_from(model, rows);
    if once.len() < rows.len() && once.len() > model.space.dimension() {
        starts.extend(handed_up_from(model, &once));
    }
    starts
}

fn handed_up_from(model: &Model<'_>, rows: &Rows<f64>) -> Vec<Vec<f64>> {
    let names = |law: &Law| law.about().parameters.iter().map(|p| p.name).collect::<Vec<_>>();
    let own = names(model.space.law());
    let mut starts = Vec::new();
    if matches!(model.space.law(), Law::Typed(_)) {
        return starts;
    }
    for law in Law::all() {
        if law.len() >= own.len() || names(&law).iter().any(|name| !own.contains(name)) {
            continue;
        }
        let Some(space) = model.space.restrict(&law) else { continue };
        if space.dimension() == 0 {
            continue;
        }
        let smaller = Model { space: &space, objective: model.objective };
        let Some(first) = grid::starts(&smaller, rows, false) else { continue };
        let best = first
            .iter()
            .map(|u| track(&smaller, rows, u, WAY))
            .min_by(|a, b| a.value.total_cmp(&b.value));
        let Some(best) = best else { continue };
        let known = space.theta(&best.u, &1.0);
        starts.extend(ladder(model.space, &law, &known));
    }
    starts
}

/// All combinations of `LADDER` values for what `law` does not know.
fn ladder(space: &Space, law: &Law, known: &[f64]) -> Vec<Vec<f64>> {
    let mut starts = vec![Vec::new()];
    for (at, c) in space.free().iter().enumerate() {
        let parameter = space.parameter(at);
        let values: Vec<f64> = match law.about().index(parameter.name) {
            Some(p) => vec![known[p]],
            None => {
                let (lo, hi) = parameter.search;
                let ratio = libm::log(hi / lo.max(1e-3));
                (1..=LADDER)
                    .map(|i| lo.max(1e-3) * libm::exp(ratio * i as f64 / (LADDER as f64 + 1.0)))
                    .collect()
            }
        };
        let values = values.iter().map(|v| if c.log { libm::log(*v) } else { *v });
        starts = values
            .flat_map(|v| {
                starts.iter().map(move |start: &Vec<f64>| {
                    let mut start = start.clone();
                    start.push(v);
                    start
                })
            })
            .collect();
    }
    starts
}
