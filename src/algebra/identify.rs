//! Which parameters the data determine at all.

use crate::algebra::{Ldl, Matrix, eigen};
use crate::number::{Compare, Mpfr, Scalar};

/// What the null space of the Jacobian says.
#[derive(Clone, Debug, Default)]
pub struct Identification {
    /// Columns to hold so that the others are independent.
    pub dependent: Vec<usize>,
    /// Columns that take part in a direction along which no prediction moves.
    pub involved: Vec<usize>,
    /// One line per independent set of involved columns: the columns, and how
    /// many combinations of them the data do determine.
    pub sets: Vec<(Vec<usize>, usize)>,
}

/// Reads a Gram matrix computed at many bits from exact data.
///
/// A design that is exactly degenerate leaves eigenvalues of the size of
/// rounding, 2^−bits; the smallest that a merely bad design leaves (ε⁶, about
/// 1e−24) is far above. The line is drawn at 2^(−5 bits/8).
///
/// Of columns that depend on each other those earlier in `order`, which names each
/// column once, are kept.
pub fn identify(gram: &Matrix<Mpfr>, order: &[usize]) -> Identification {
    let n = gram.rows();
    let bits = gram[(0, 0)].bits();
    let lengths = gram.diagonal();
    let absent: Vec<usize> = (0..n).filter(|&i| !lengths[i].is_positive().is_true()).collect();
    let present: Vec<usize> = (0..n).filter(|i| !absent.contains(i)).collect();
    let mut found =
        Identification { dependent: absent.clone(), involved: absent, sets: Vec::new() };
    for &i in &found.involved {
        found.sets.push((vec![i], 0));
    }
    if present.is_empty() {
        return found;
    }
    let unit = gram.block(&present, &present).unit_diagonal();
    let line = power_of_two(bits, -(5 * i64::from(bits) / 8));
    let spectrum = eigen(&unit);
    let null: Vec<usize> =
        (0..present.len()).filter(|&j| spectrum.values[j].less(&line).is_true()).collect();
    if null.is_empty() {
        return found;
    }
    // Projector on the null space: P_ii > 0 iff parameter i takes part, and
    // P_ij ≠ 0 only between parameters of one connected set.
    let small = power_of_two(bits, -(i64::from(bits) / 8));
    let projector = Matrix::from_fn(present.len(), present.len(), |i, j| {
        null.iter().fold(line.zero(), |sum, &k| {
            sum + &spectrum.vectors[(i, k)] * &spectrum.vectors[(j, k)]
        })
    });
    let significant = |i: usize, j: usize| small.less(&projector[(i, j)].abs()).is_true();
    let mut seen = vec![false; present.len()];
    for i in 0..present.len() {
        if seen[i] || !significant(i, i) {
            continue;
        }
        let mut set = vec![i];
        seen[i] = true;
        let mut at = 0;
        while at < set.len() {
            let from = set[at];
            for (j, seen) in seen.iter_mut().enumerate() {
                if !*seen && significant(from, j) {
                    *seen = true;
                    set.push(j);
                }
            }
            at += 1;
        }
        set.sort_unstable();
        let trace = set.iter().fold(0.0, |sum, &j| sum + projector[(j, j)].to_f64());
        let determined = set.len() - trace.round() as usize;
        found.involved.extend(set.iter().map(|&j| present[j]));
        found.sets.push((set.iter().map(|&j| present[j]).collect(), determined));
    }
    found.involved.sort_unstable();
    // Keep columns greedily while they stay independent.
    let mut kept: Vec<usize> = Vec::new();
    for &column in order {
        let Ok(j) = present.binary_search(&column) else { continue };
        let mut tried = kept.clone();
        tried.push(j);
        let block = unit.block(&tried, &tried);
        let independent = Ldl::new(&block)
            .is_some_and(|f| f.pivots().iter().all(|pivot| line.less(pivot).is_true()));
        if independent {
            kept = tried;
        } else {
            found.dependent.push(column);
        }
    }
    found.dependent.sort_unstable();
    found
}

/// 2^exponent.
fn power_of_two(bits: u32, exponent: i64) -> Mpfr {
    let half = Mpfr::from_f64(bits, 1.0).ratio(1, 2);
    half.powi(i32::try_from(-exponent).unwrap_or(i32::MAX))
}
