//! Which rows an answer does not use: of a minimiser over all rows but some, the gradient over
//! all rows is exactly what those would add.

use crate::probe::aim::Shape;
use crate::probe::local::Local;

/// Rows without which a point is a minimiser, and how well.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// Places in the table, from 0.
    pub rows: Vec<usize>,
    /// Digits that the point shares with the minimiser over the others.
    pub digits: f64,
}

/// The best set of one or two rows, of the first or last ones, or of every k-th.
pub fn without(local: &Local, shape: Shape) -> Option<Without> {
    let m = local.bends.len();
    let score = |rows: Vec<usize>| {
        let sums = local.sums(shape, |i| if rows.contains(&i) { 0.0 } else { 1.0 });
        let digits = sums.step().map_or(0.0, |step| step.digits());
        Without { rows, digits }
    };
    let mut tried: Vec<Without> = few(local, shape).into_iter().map(score).collect();
    // Whole ends of the table: one in twenty, a tenth, a fifth, a quarter, a third, a half.
    let ends = (2..=10).chain([20, 10, 5, 4, 3, 2].map(|part| m / part));
    for count in ends.filter(|count| *count >= 2 && *count < m - local.units.len()) {
        tried.push(score((m - count..m).collect()));
        tried.push(score((0..count).collect()));
    }
    for k in 2..=10 {
        for first in 0..k {
            tried.push(score((first..m).step_by(k).collect()));
        }
    }
    tried.into_iter().max_by(|a, b| a.digits.total_cmp(&b.digits))
}

/// The single row and the pair whose terms come nearest to the whole gradient, in the metric
/// of the step.
fn few(local: &Local, shape: Shape) -> Vec<Vec<usize>> {
    let all = local.sums(shape, |_| 1.0);
    let p = local.units.len();
    let Some(whole) = all.step() else { return Vec::new() };
    let step_of = |gradient: Vec<f64>| {
        let one = crate::probe::local::Sums { gradient, ..all.clone() };
        one.step().map_or_else(|| vec![0.0; p], |step| step.by)
    };
    let own: Vec<Vec<f64>> = (0..local.bends.len())
        .map(|i| {
            let bend = &local.bends[i];
            let [_, psi, _] = crate::probe::local::at(shape, bend.r);
            step_of(bend.slope.iter().map(|g| bend.weight * psi * g).collect())
        })
        .collect();
    let rest = |rows: &[usize]| {
        let left = (0..p).map(|j| whole.by[j] - rows.iter().map(|i| own[*i][j]).sum::<f64>());
        left.fold(0.0, |most: f64, x| most.max(x.abs()))
    };
    let best = |sets: &mut dyn Iterator<Item = Vec<usize>>| {
        sets.map(|rows| (rest(&rows), rows)).min_by(|a, b| a.0.total_cmp(&b.0)).map(|x| x.1)
    };
    let m = own.len();
    let mut found = Vec::new();
    found.extend(best(&mut (0..m).map(|i| vec![i])));
    /// Pairs are looked at up to so many rows.
    const PAIRS: usize = 600;
    if m <= PAIRS {
        found.extend(best(&mut (0..m).flat_map(|i| (i + 1..m).map(move |j| vec![i, j]))));
    }
    found
}

/// In words: `the last row`, `rows 3 and 17`, `the first 24 rows`, `every 5th row`.
pub fn words(rows: &[usize], all: usize) -> String {
    let consecutive = rows.windows(2).all(|w| w[1] == w[0] + 1);
    match rows {
        [one] if *one == all - 1 => "the last row".into(),
        [one] if *one == 0 => "the first row".into(),
        [one] => format!("row {}", one + 1),
        [first, ..] if consecutive && *first == 0 => format!("the first {} rows", rows.len()),
        [.., last] if consecutive && *last == all - 1 => format!("the last {} rows", rows.len()),
        [a, b] => format!("rows {} and {}", a + 1, b + 1),
        [a, b, ..] => format!("every {}th row", b - a),
        [] => "no row".into(),
    }
}
