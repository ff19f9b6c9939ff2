//! The best coefficients of a combination of columns, and F there.
//!
//! Where the loss itself, or the loss to some power, is a non-negative combination
//! of columns, the coefficients are found by least squares, reweighted so that a
//! fixed point satisfies the objective's own normal equations.

use std::borrow::Cow;

use crate::algebra::{Ldl, Matrix};
use crate::number::DenseDual;

use crate::fit::problem::rows::{Model, Rows};
use crate::fit::sums::derivatives::psi_of;

/// No law here has more linear parameters.
pub(in crate::fit) const MOST: usize = 4;

/// What is combined.
pub(in crate::fit) struct Combination<'a> {
    /// One column for each coefficient, over the rows.
    pub columns: Vec<Cow<'a, [f64]>>,
    /// What is added whatever the coefficients are.
    pub fixed: Vec<f64>,
    /// Whether columns are relative to what they should add up to.
    pub relative: bool,
    /// The loss is the combination to this power (then columns are relative).
    pub power: f64,
}

/// The best coefficients and F there.
pub(in crate::fit) fn eliminate(
    model: &Model<'_>,
    rows: &Rows<f64>,
    Combination { columns, fixed, relative, power }: &Combination<'_>,
    signed: &[bool],
    passes: usize,
) -> (f64, Vec<f64>) {
    let rho = model.objective.rho(&DenseDual::<f64, 1>::constant(1.0));
    let log = model.objective.is_log();
    let q = signed.len();
    // Near the end −ψ(r) ∂r = (pL)²(f − 1) ∂f, without the L for a log objective.
    let first = |loss: f64| match (log, relative) {
        (true, _) => power * power,
        (false, true) => (power * loss) * (power * loss),
        (false, false) => 1.0,
    };
    let mut reweight: Vec<f64> = rows.rows.iter().map(|row| first(row.loss)).collect();
    let mut best = (f64::INFINITY, vec![0.0; q]);
    for _ in 0..passes {
        let (mut gram, mut right) = ([[0.0; MOST]; MOST], [0.0; MOST]);
        for (i, row) in rows.rows.iter().enumerate() {
            let w = row.weight * reweight[i];
            let target = if *relative { 1.0 } else { row.loss } - fixed[i];
            for a in 0..q {
                let x = w * columns[a][i];
                right[a] += x * target;
                for b in 0..=a {
                    gram[a][b] += x * columns[b][i];
                }
            }
        }
        let coefficients = non_negative(&gram, &right, signed);
        let mut value = 0.0;
        for (i, row) in rows.rows.iter().enumerate() {
            let fitted = coefficients.iter().zip(columns).fold(fixed[i], |s, (c, x)| s + c * x[i]);
            let predicted = match (relative, *power == 1.0) {
                (true, true) => fitted * row.loss,
                (true, false) => libm::pow(fitted, *power) * row.loss,
                (false, _) => fitted,
            };
            let r = row.response - model.objective.response(&predicted);
            let (term, psi) = psi_of(&rho, r);
            value += row.weight * term;
            // With f what was combined and t its target, −ψ(r) ∂r = ω (f − t) ∂f, where
            // ∂r = −p ∂f/f for a log objective and −p L̂ ∂f/f for the others.
            let gap = fitted - if *relative { 1.0 } else { row.loss };
            let slope = match (log, relative) {
                (true, _) => power / fitted,
                (false, true) => power * predicted / fitted,
                (false, false) => 1.0,
            };
            reweight[i] = if gap == 0.0 { first(row.loss) } else { (psi * slope / -gap).max(0.0) };
        }
        if value < best.0 {
            best = (value, coefficients);
        }
        if model.objective.is_sum_of_squares() && !relative {
            break;
        }
    }
    best
}

/// The minimiser of cᵀGc/2 − bᵀc with cᵢ ≥ 0 where not signed: every face is
/// tried, there are at most sixteen.
fn non_negative(gram: &[[f64; MOST]; MOST], right: &[f64; MOST], signed: &[bool]) -> Vec<f64> {
    let q = signed.len();
    let mut best = (0.0, vec![0.0; q]);
    for face in (0..1_u32 << q).rev() {
        let kept: Vec<usize> = (0..q).filter(|i| face >> i & 1 == 1).collect();
        if (0..q).any(|i| signed[i] && !kept.contains(&i)) {
            continue;
        }
        if kept.is_empty() {
            continue;
        }
        let block = Matrix::from_fn(kept.len(), kept.len(), |a, b| {
            gram[kept[a].max(kept[b])][kept[a].min(kept[b])]
        });
        let Some(factors) = Ldl::new(&block) else { continue };
        // Columns that are parallel to rounding share one coefficient.
        let pivots = factors.pivots().iter().zip(block.diagonal());
        if pivots.into_iter().any(|(pivot, length)| *pivot <= 1e-13 * length) {
            continue;
        }
        let solution = factors.solve(&kept.iter().map(|&i| right[i]).collect::<Vec<_>>());
        if kept.iter().zip(&solution).any(|(&i, c)| !signed[i] && *c < 0.0) {
            continue;
        }
        // At its own minimum the quadratic is −bᵀc/2.
        let value: f64 = -kept.iter().zip(&solution).map(|(&i, c)| right[i] * c).sum::<f64>();
        if value < best.0 {
            best = (value, vec![0.0; q]);
            kept.iter().zip(&solution).for_each(|(&i, c)| best.1[i] = *c);
            if kept.len() == q {
                break;
            }
        }
    }
    best.1
}
