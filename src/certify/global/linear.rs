//! The inner problem: least squares in parameters that are not negative.

use super::columns::Column;
use super::range::Range;
use crate::geometry::{Ldl, Matrix};

/// The least-squares solution with c ≥ 0 at the middle of a box, in doubles: a
/// good guess, no proof rests on it. Few parameters: every choice of those that
/// are zero is tried.
pub(super) fn best(columns: &[&Column], losses: &[Range], weights: &[Range]) -> Option<Vec<f64>> {
    let q = columns.len();
    let sum = |f: &dyn Fn(usize) -> f64| -> f64 {
        (0..losses.len()).map(|i| weights[i].mid() * f(i)).sum()
    };
    let gram = Matrix::from_fn(q, q, |a, b| {
        sum(&|i| columns[a].middle[i].mid() * columns[b].middle[i].mid())
    });
    let right: Vec<f64> =
        columns.iter().map(|x| sum(&|i| x.middle[i].mid() * losses[i].mid())).collect();
    let mut found: Option<(f64, Vec<f64>)> = None;
    for choice in 1..1_usize << q {
        let free: Vec<usize> = (0..q).filter(|j| choice >> j & 1 == 1).collect();
        let Some(ldl) = Ldl::new(&gram.block(&free, &free)) else { continue };
        let part = ldl.solve(&free.iter().map(|j| right[*j]).collect::<Vec<_>>());
        if part.iter().any(|c| !c.is_finite() || *c < 0.0) {
            continue;
        }
        // yᵀWy − this is the sum of squares.
        let gain: f64 = free.iter().zip(&part).map(|(j, c)| right[*j] * c).sum();
        if found.as_ref().is_none_or(|(most, _)| gain > *most) {
            let mut c = vec![0.0; q];
            for (j, x) in free.iter().zip(part) {
                c[*j] = x;
            }
            found = Some((gain, c));
        }
    }
    found.map(|(_, c)| c)
}

/// An enclosure of the solutions of the normal equations for every point of a
/// box, around the guess `c`; None where they are not shown to be regular.
///
/// c* − c = d solves Md = g with M = XᵀWX, g = XᵀW(y − Xc). With Y ≈ M⁻¹,
/// d = Yg + (I − YM)d, so |d| ≤ ‖Yg‖/(1 − ‖I − YM‖) in the largest norm.
pub(super) fn enclosed(
    columns: &[&Column],
    losses: &[Range],
    weights: &[Range],
    c: &[f64],
) -> Option<Vec<Range>> {
    let q = columns.len();
    let zero = Range::point(0.0);
    let residuals: Vec<Range> = (0..losses.len())
        .map(|i| {
            columns.iter().zip(c).fold(losses[i], |r, (x, c)| r - Range::point(*c) * x.whole[i])
        })
        .collect();
    let sum = |x: &[Range], y: &[Range]| {
        (0..weights.len()).fold(zero, |sum, i| sum + weights[i] * (x[i] * y[i]))
    };
    let m = Matrix::from_fn(q, q, |a, b| sum(&columns[a].whole, &columns[b].whole));
    let g: Vec<Range> = columns.iter().map(|x| sum(&x.whole, &residuals)).collect();
    let inverse = Ldl::new(&m.map(|x| x.mid()))?.inverse();
    let y = |a: usize, b: usize| Range::point(inverse[(a, b)]);
    let (mut largest, mut defect) = (0.0_f64, 0.0_f64);
    for a in 0..q {
        let step = (0..q).fold(zero, |sum, b| sum + y(a, b) * g[b]);
        largest = largest.max(step.size());
        let mut row = Range::point(0.0);
        for b in 0..q {
            let unit = Range::point(if a == b { 1.0 } else { 0.0 });
            let entry = (0..q).fold(unit, |sum, k| sum - y(a, k) * m[(k, b)]);
            row = row + Range::point(entry.size());
        }
        defect = defect.max(row.hi);
    }
    // A NaN fails the comparison.
    if !(defect < 0.5 && largest.is_finite()) {
        return None;
    }
    let radius = (largest / (1.0 - defect).next_down()).next_up();
    Some(
        c.iter()
            .map(|c| Range { lo: (c - radius).next_down(), hi: (c + radius).next_up() })
            .collect(),
    )
}
