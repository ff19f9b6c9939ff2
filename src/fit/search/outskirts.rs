//! Starts beyond the ranges that exponents of published fits have: larger ones, as far
//! as the runs can tell from infinity, and negative ones, of losses that rise with size.

use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::grid;
use crate::fit::search::grid::Separation;
use crate::fit::search::near_ray as nearly;

/// Values of an exponent, within and beyond the usual ranges.
const VALUES: [f64; 11] = [-3.0, -1.0, -0.3, -0.05, 0.05, 0.2, 0.6, 2.5, 5.0, 10.0, 20.0];
/// Rows that are looked at.
const ROWS: usize = 24;
/// More exponents are left to chance.
const EXPONENTS: usize = 3;
/// How many starts are made of them.
const KEPT: usize = 3;
/// They are where F is no more than this multiple of that at the best start known.
const HOPEFUL: f64 = 4.0;

/// The best points with some exponent beyond its usual range, that may be better than
/// `known`; none where that is hopeless.
pub(in crate::fit) fn starts(
    model: &Model<'_>,
    rows: &Rows<f64>,
    known: &[Vec<f64>],
) -> Vec<Vec<f64>> {
    let Some(separation) = grid::separate(model).filter(|s| s.outer.len() <= EXPONENTS) else {
        return Vec::new();
    };
    let few = rows.sample(ROWS);
    let free = model.space.free();
    if separation.outer.iter().any(|&at| free[at].log) {
        return Vec::new();
    }
    let best = known.iter().map(|u| {
        let outer: Vec<f64> = separation.outer.iter().map(|&at| u[at]).collect();
        grid::at(model, &few, &separation, &outer).0
    });
    let best = best.fold(f64::INFINITY, f64::min);
    let mut found: Vec<(f64, Vec<f64>)> =
        corners(model, &separation, nearly::curve(&few).is_none())
            .into_iter()
            .map(|outer| grid::at(model, &few, &separation, &outer))
            .filter(|(value, u)| *value <= HOPEFUL * best && u.iter().all(|x| x.is_finite()))
            .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().take(KEPT).map(|(_, u)| u).collect()
}

/// All combinations of the values that are allowed, one of them at least unusual, of
/// either sign only where the runs spread: on one curve a term that rises with size
/// stands for any constant.
fn corners(model: &Model<'_>, separation: &Separation, signed: bool) -> Vec<Vec<f64>> {
    let far = f64::from(model.space.reach().exponent);
    let power = model.space.law().about().power;
    let mut all: Vec<(bool, Vec<f64>)> = vec![(false, Vec::new())];
    for &at in &separation.outer {
        let (least, most) = model.space.range(at);
        let (lo, hi) = model.space.parameter(at).search;
        // A power of a sum is one of a sum of positive terms.
        let blends = power.is_some_and(|p| model.space.free()[at].parameters.contains(&p));
        let values = VALUES.iter().copied().filter(move |x| {
            (least..=most).contains(x)
                && (signed || *x > 0.0)
                && x.abs() < far
                && (!blends || (lo..=hi).contains(x))
        });
        all = values
            .flat_map(|x| {
                let unusual = !(lo..=hi).contains(&x);
                all.iter()
                    .map(move |(any, outer)| {
                        (*any || unusual, outer.iter().copied().chain([x]).collect())
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all.into_iter().filter(|(unusual, _)| *unusual).map(|(_, outer)| outer).collect()
}
