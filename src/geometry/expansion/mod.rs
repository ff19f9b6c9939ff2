//! Expansions in the exponent gap ε on one ray: which eigenvalue of the Gram
//! matrix vanishes to which order, with its leading coefficient enclosed and its
//! further coefficients if asked for.
//!
//! The Jacobian on the ray D = kN is J(ε), its entries analytic in ε. Column
//! operations T(ε), invertible at ε = 0, bring it to J T = J̃ diag(ε^d₁, …, ε^d_p)
//! ([`reduce`]); that the coefficients below ε^d_j vanish is exact, because a law
//! evaluated on [`RayFunction`]s says which functions of N occur at each order.
//! If J̃(0) has independent columns over the runs, which an LDLᵀ in interval
//! arithmetic proves, then G = JᵀJ has the eigenvalue orders 2d₁ ≤ … ≤ 2d_p:
//! with G̃ = J̃ᵀJ̃ and M = TᵀT,
//!
//! > λ is an eigenvalue of G ⇔ det(G̃ − λ diag(ε^−d) M diag(ε^−d)) = 0,
//!
//! so for λ = ε^2d μ the limit of μ solves a pencil of Schur complements at
//! ε = 0: of G̃ modulo the columns of lower order, of M modulo those of higher.
//! From a simple root, the coefficients of μ follow one by one (Hensel).

mod known;
mod path;
mod ray_function;
mod reduce;
mod spectrum;

pub use known::Known;
pub use path::Path;
pub use ray_function::{Monomial, RayFunction};
pub use spectrum::Leading;

use std::collections::BTreeSet;

use super::{jacobian_row, variables};
use crate::algebra::projected;
use crate::algebra::{Ldl, Matrix};
use crate::design::LogUniform;
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Scalar, Series};
use crate::parallel;
use reduce::{Column, reduce};

/// A law on one ray, and the columns whose Gram matrix is meant.
#[derive(Clone, Debug)]
pub struct OnRay<'a> {
    /// The law.
    pub law: &'a Law,
    /// Parameters by gap.
    pub path: &'a Path,
    /// k = D/N.
    pub k: &'a Exact,
    /// N.
    pub sizes: &'a LogUniform,
    /// The parameters whose columns these are, as indices.
    pub columns: &'a [usize],
    /// Columns projected out beforehand: none for a plain Gram matrix.
    pub projected: &'a [usize],
}

/// Why an expansion was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpansionError {
    /// A combination of columns vanishes to every order looked at: singular, as
    /// far as the series tell.
    #[error("some combination of columns vanishes up to order {last}")]
    Order {
        /// The last order looked at.
        last: usize,
    },
    /// No coefficient could be proved to differ from 0 at this precision.
    #[error("not decided at this precision")]
    Undecided,
    /// The leading columns are not proved to be independent over the runs.
    #[error("the leading columns are not proved to be independent over these runs")]
    Rank,
}

/// The expansion of a Gram matrix on a ray.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// The working precision that decided it.
    pub bits: u32,
    /// The parameters, as indices.
    pub columns: Vec<usize>,
    /// d₁ ≤ … ≤ d_p: the eigenvalues of G, largest first, have the orders 2d_j.
    pub orders: Vec<usize>,
    /// J̃_j as functions, divided by ε^d_j when evaluated.
    reduced: Vec<Column>,
    /// T, column by column in the order of `orders`.
    combination: Vec<Vec<Vec<Known>>>,
    /// G̃ = J̃ᵀJ̃ (projected).
    scaled: Matrix<Series<Interval>>,
    /// For evaluating functions elsewhere on the ray.
    ray: RayFunction,
}

/// The last order of ε looked at beyond what is asked, before a combination of
/// columns counts as vanishing.
const DEEPEST: usize = 12;
/// Times that the precision is doubled before something counts as undecided.
const DOUBLINGS: u32 = 3;

/// The expansion, with `further` coefficients of each series after the leading
/// one, from `bits` bits on: raised where that does not decide.
///
/// # Errors
/// If no precision up to eight times `bits` decides, or the columns are
/// dependent to order 12.
pub fn expansion(
    problem: &OnRay<'_>,
    further: usize,
    bits: u32,
) -> Result<Expansion, ExpansionError> {
    let mut bits = bits;
    let mut depth = 4;
    for doubling in 0.. {
        loop {
            match attempt(problem, depth, further, bits) {
                Err(ExpansionError::Order { .. }) if depth < DEEPEST => depth += 4,
                Err(ExpansionError::Undecided | ExpansionError::Rank) if doubling < DOUBLINGS => {
                    break;
                }
                found => return found,
            }
        }
        bits *= 2;
    }
    unreachable!("the last attempt returns")
}

/// The expansion at one depth and precision.
fn attempt(
    problem: &OnRay<'_>,
    depth: usize,
    further: usize,
    bits: u32,
) -> Result<Expansion, ExpansionError> {
    let OnRay { law, path, k, sizes, columns, projected: given } = problem;
    let epsilon = RayFunction::epsilon(bits, depth + further);
    let all: Vec<usize> = columns.iter().chain(*given).copied().collect();
    let duals = variables(&path.along(&epsilon), &all);
    let row = jacobian_row(law, &duals, &epsilon.point(k));
    let like = Interval::new(bits, &Exact::from(1));
    let logs: Vec<Interval> = (0..sizes.count()).map(|i| sizes.at(i, &like).ln()).collect();
    let middle = &logs[logs.len() / 2];
    let weight = |m: &Monomial| {
        let value = &epsilon.values(std::slice::from_ref(m), middle)[0];
        value.value().magnitude().to_f64()
    };
    let original = |places: std::ops::Range<usize>| -> Vec<Column> {
        let count = all.len();
        let zero = epsilon.zero();
        places
            .map(|j| {
                let function = row.derivative(j).unwrap_or(&zero);
                Column::original(function, j, count, depth + further)
            })
            .collect()
    };
    let inner = reduce(original(columns.len()..all.len()), &[], depth, weight)?;
    let outer = reduce(original(0..columns.len()), &inner, depth, weight)?;
    let orders: Vec<usize> = outer.iter().map(|c| c.order).collect();
    let joint: Vec<Column> = outer.iter().chain(&inner).cloned().collect();
    let gram = scaled_gram(&joint, &epsilon, &logs, further);
    let keep: Vec<usize> = (0..outer.len()).collect();
    let scaled = projected(&gram, &keep).ok_or(ExpansionError::Rank)?;
    Ldl::new(&scaled.map(|s| s.value().clone())).ok_or(ExpansionError::Rank)?;
    let combination = outer.iter().map(|c| c.combination[..columns.len()].to_vec()).collect();
    let columns = columns.to_vec();
    Ok(Expansion { bits, columns, orders, reduced: outer, combination, scaled, ray: epsilon })
}

/// J̃_j at a run: Σ functions, divided by ε^d_j, to so many coefficients.
fn values(
    columns: &[Column],
    ray: &RayFunction,
    x: &Interval,
    further: usize,
) -> Vec<Series<Interval>> {
    let all: BTreeSet<&Monomial> = columns.iter().flat_map(|c| c.functions.keys()).collect();
    let monomials: Vec<Monomial> = all.into_iter().cloned().collect();
    let functions: Vec<Series<Interval>> =
        ray.values(&monomials, x).iter().map(|s| s.truncated(further)).collect();
    let bits = x.bits();
    columns
        .iter()
        .map(|column| {
            let mut sum = Series::constant(x.zero(), further);
            for (monomial, value) in monomials.iter().zip(&functions) {
                let Some(coefficients) = column.functions.get(monomial) else { continue };
                let window = &coefficients[column.order..=column.order + further];
                if window.iter().all(Known::is_zero) {
                    continue;
                }
                let window = window.iter().map(|c| c.enclosure(bits)).collect();
                sum = sum + Series::from_coefficients(window).expect("not empty") * value;
            }
            sum
        })
        .collect()
}

/// Σ J̃ J̃ᵀ over the runs, in order.
fn scaled_gram(
    columns: &[Column],
    ray: &RayFunction,
    logs: &[Interval],
    further: usize,
) -> Matrix<Series<Interval>> {
    let rows: Vec<Vec<Series<Interval>>> =
        parallel::in_order(logs.len(), |i| values(columns, ray, &logs[i], further));
    let p = columns.len();
    let upper = |i: usize, j: usize| {
        let mut sum = &rows[0][i] * &rows[0][j];
        for row in &rows[1..] {
            sum = sum + &row[i] * &row[j];
        }
        sum
    };
    let half: Vec<Vec<Series<Interval>>> =
        (0..p).map(|i| (i..p).map(|j| upper(i, j)).collect()).collect();
    Matrix::from_fn(p, p, |i, j| half[i.min(j)][i.max(j) - i.min(j)].clone())
}

#[cfg(test)]
mod tests;
