//! Starts for tables that lie nearly on one ray, or on one curve D ∝ N^s.
//!
//! There the basins of a law are the two sides of a valley whose floor passes through
//! equal exponents, as narrow as the runs are near the curve: a grid falls between.
//! What is known of the valley leads into every part of it: twins (statement X9), the
//! optimum at equal exponents and places beside it, and the lowest points across at
//! every value of either exponent.

use super::descend::Descent;
use super::grid::{self, Separation};
use super::rows::{Model, Rows};
use crate::law::Role;

/// Runs that scatter about ln D = s ln N + c by less than this part of the scatter of
/// ln N lie nearly on one curve.
const NEARLY: f64 = 0.4;
/// Equal exponents that are tried, over the range of a search.
const EQUAL: usize = 64;
/// Gaps tried beside the best of them, relative to the exponents.
const GAPS: [f64; 5] = [0.01, 0.05, 0.2, 0.6, 1.2];

/// How ln D goes with ln N.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    /// s of D ∝ N^s.
    slope: f64,
    /// D/N in the middle.
    ratio: f64,
}

/// The curve that the runs lie nearly on; None where they spread.
pub(super) fn curve(rows: &Rows<f64>) -> Option<Curve> {
    let m = rows.len() as f64;
    let mean = |of: &dyn Fn(usize) -> f64| (0..rows.len()).map(of).sum::<f64>() / m;
    let ln = |x: f64| libm::log(x);
    let (n, d) = (mean(&|i| ln(rows.rows[i].point.n)), mean(&|i| ln(rows.rows[i].point.d)));
    let about = |i: usize| (ln(rows.rows[i].point.n) - n, ln(rows.rows[i].point.d) - d);
    let nn = mean(&|i| about(i).0 * about(i).0);
    let nd = mean(&|i| about(i).0 * about(i).1);
    let dd = mean(&|i| about(i).1 * about(i).1);
    let slope = nd / nn;
    let left = dd - slope * nd;
    let near = nn > 0.0 && slope > 0.0 && left < NEARLY * NEARLY * nn.min(dd);
    near.then(|| Curve { slope, ratio: libm::exp(d - n) })
}

/// The law's twins of a point, and the point with the exponents of each pair exchanged
/// and its scales eliminated anew.
pub(super) fn twins(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: Option<&Separation>,
    curve: Curve,
    u: &[f64],
) -> Vec<Vec<f64>> {
    let space = model.space;
    let theta = space.theta(u, &1.0);
    let images = space.law().twins(&theta, &curve.ratio);
    let mut found: Vec<Vec<f64>> = images.iter().map(|image| space.coordinates(image)).collect();
    found.retain(|u| u.iter().all(|x| x.is_finite()));
    let Some(separation) = separation else { return found };
    let outer: Vec<f64> = separation.outer.iter().map(|&at| value(model, u, at)).collect();
    for (i, j) in pairs(model, separation) {
        let mut exchanged = outer.clone();
        (exchanged[i], exchanged[j]) = (outer[j] * curve.slope, outer[i] / curve.slope);
        found.push(grid::at(model, rows, separation, &exchanged).1);
    }
    found.retain(|u| u.iter().all(|x| x.is_finite()));
    found
}

/// Points beside the best with equal exponents, the other outer coordinates as at `u`.
pub(super) fn beside_equal(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: &Separation,
    curve: Curve,
    u: &[f64],
) -> Vec<Vec<f64>> {
    let outer: Vec<f64> = separation.outer.iter().map(|&at| value(model, u, at)).collect();
    let mut found = Vec::new();
    for (i, j) in pairs(model, separation) {
        let with = |a: f64, b: f64| {
            let mut outer = outer.clone();
            (outer[i], outer[j]) = (a * curve.slope.sqrt(), b / curve.slope.sqrt());
            grid::at(model, rows, separation, &outer)
        };
        let (lo, hi) = model.space.parameter(separation.outer[i]).search;
        let ratio = libm::log(hi / lo) / (EQUAL - 1) as f64;
        let equal = (0..EQUAL).map(|k| lo * libm::exp(ratio * k as f64));
        let scored = equal.map(|x| (with(x, x).0, x)).filter(|(value, _)| value.is_finite());
        let Some((_, x)) = scored.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        for gap in GAPS.into_iter().flat_map(|gap| [gap, -gap]) {
            let half = libm::exp(gap / 2.0);
            found.push(with(x * half, x / half).1);
        }
    }
    found.retain(|u| u.iter().all(|x| x.is_finite()));
    found
}

/// Pairs of places among the outer coordinates whose equality, or nearly, makes the
/// law's gap vanish: the exponents of the pair's two terms.
fn pairs(model: &Model<'_>, separation: &Separation) -> Vec<(usize, usize)> {
    let law = model.space.law();
    let about = law.about();
    let vanishes = |&(i, j): &(usize, usize)| {
        let of = |o: usize| &model.space.free()[separation.outer[o]].parameters;
        let exponents =
            |o: usize| of(o).iter().all(|p| about.parameters[*p].role == Role::Exponent);
        let mut theta: Vec<f64> = vec![0.5; law.len()];
        for (o, x) in [(i, 0.3), (j, 0.3)] {
            of(o).iter().for_each(|&p| theta[p] = x);
        }
        let mut apart = theta.clone();
        of(i).iter().for_each(|&p| apart[p] = 0.7);
        exponents(i) && exponents(j) && law.gap(&theta).abs() < 1e-12 && law.gap(&apart) != 0.0
    };
    let count = separation.outer.len();
    if about.pair.is_empty() {
        return Vec::new();
    }
    let all = (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j)));
    all.filter(vanishes).collect()
}

/// An outer coordinate as a parameter.
fn value(model: &Model<'_>, u: &[f64], at: usize) -> f64 {
    if model.space.free()[at].log { libm::exp(u[at]) } else { u[at] }
}

/// Whether two rough ends are as good as one.
pub(super) fn near_by(a: &Descent, b: &Descent) -> bool {
    (a.value - b.value).abs() <= 1e-3 * a.value
        && a.u.iter().zip(&b.u).all(|(x, y)| (x - y).abs() < 0.02 * (1.0 + x.abs()))
}
