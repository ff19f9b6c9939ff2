//! Column reduction of a Jacobian whose entries are functions on a ray: which
//! combinations of columns vanish to which order in ε, proved.

use std::collections::BTreeMap;

use super::ExpansionError;
use super::known::Known;
use super::ray_function::{Monomial, RayFunction};
use crate::number::Interval;

/// Σ_j J_j T_j(ε), one combination of columns: its functions, and T.
#[derive(Clone, Debug)]
pub struct Column {
    /// Coefficients of 1, ε, … before each function; those below `order` are 0
    /// by construction.
    pub functions: BTreeMap<Monomial, Vec<Known>>,
    /// The coefficients of the combination, per original column.
    pub combination: Vec<Vec<Known>>,
    /// d: the combination is O(ε^d), and its coefficient of ε^d has the pivot.
    pub order: usize,
}

/// A column that has its place, and the function in which its leading
/// coefficient differs from 0 while those of later columns are 0.
#[derive(Clone, Debug)]
struct Pivot {
    column: Column,
    function: Monomial,
}

impl Column {
    /// The column number `index` of `count`, as it is.
    pub fn original(function: &RayFunction, index: usize, count: usize, order: usize) -> Self {
        let mut combination = vec![vec![Known::int(0); order + 1]; count];
        combination[index][0] = Known::int(1);
        Column { functions: function.terms().clone(), combination, order: 0 }
    }

    /// The coefficient of ε^n before a function; None if it is 0 by construction.
    fn entry(&self, function: &Monomial, n: usize) -> Option<&Known> {
        self.functions.get(function).map(|c| &c[n]).filter(|c| !c.is_zero())
    }

    /// self − μ ε^shift other.
    fn subtract(&mut self, mu: &Known, shift: usize, other: &Self) {
        let less = |target: &mut [Known], source: &[Known]| {
            for n in shift..target.len() {
                target[n] = target[n].plus(&mu.times(&source[n - shift]).minus());
            }
        };
        for (function, coefficients) in &other.functions {
            let zeros = || vec![Known::int(0); coefficients.len()];
            let target = self.functions.entry(function.clone()).or_insert_with(zeros);
            less(target, coefficients);
        }
        for (target, source) in self.combination.iter_mut().zip(&other.combination) {
            less(target, source);
        }
    }

    /// Takes the pivots out of the coefficient of ε^order, and goes on to the
    /// next order while nothing is left.
    fn settle(&mut self, pivots: &[Pivot], last: usize) -> Result<(), ExpansionError> {
        loop {
            for pivot in pivots {
                let Some(entry) = self.entry(&pivot.function, self.order).cloned() else {
                    continue;
                };
                let place = pivot.column.order;
                let lead = pivot.column.entry(&pivot.function, place).expect("a pivot");
                let mu = entry.over(lead);
                self.subtract(&mu, self.order - place, &pivot.column);
                // This μ, whatever it is, makes the entry 0.
                let row = self.functions.get_mut(&pivot.function).expect("it had an entry");
                row[self.order] = Known::int(0);
            }
            let n = self.order;
            if self.functions.values().any(|c| !c[n].is_zero()) {
                return Ok(());
            }
            if n == last {
                return Err(ExpansionError::Order { last });
            }
            self.order += 1;
        }
    }

    /// The largest l − n with x^l in the coefficient of ε^n. Columns of small
    /// growth make the better pivots: subtracting them brings no function into
    /// an order where, after further cancellation, it would be there only as an
    /// enclosure of 0.
    fn growth(&self) -> i64 {
        let degrees = self.functions.iter().flat_map(|(m, c)| {
            let occurs = (self.order..c.len()).find(|&n| !c[n].is_zero());
            occurs.map(|n| i64::from(m.degree()) - n as i64)
        });
        degrees.max().unwrap_or(0)
    }

    /// Of the functions in its leading coefficient, the one with the largest
    /// value by `weight`, among those proved to be there.
    fn pivot(&self, weight: &impl Fn(&Monomial) -> f64) -> Option<(Monomial, f64)> {
        let n = self.order;
        let candidates = self.functions.iter().filter(|(_, c)| c[n].is_not_zero());
        candidates
            .map(|(m, c)| (m.clone(), c[n].size() * weight(m)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

/// Combinations J T of the given columns, T(ε) invertible at ε = 0, column j of
/// J T being O(ε^d_j): elementary column operations, each of which makes one
/// coefficient 0 *exactly*, by the choice of its multiplier. By increasing d_j.
///
/// `given` columns are divided by their powers of ε first and stay out of the
/// result: what is left is the order of the others modulo their span.
pub fn reduce(
    mut remaining: Vec<Column>,
    given: &[Column],
    last: usize,
    weight: impl Fn(&Monomial) -> f64,
) -> Result<Vec<Column>, ExpansionError> {
    let mut pivots = Vec::new();
    for column in given {
        let column = column.divided();
        let (function, _) = column.pivot(&weight).ok_or(ExpansionError::Undecided)?;
        pivots.push(Pivot { column, function });
    }
    let first = pivots.len();
    while !remaining.is_empty() {
        for column in &mut remaining {
            column.settle(&pivots, last)?;
        }
        let least = remaining.iter().map(|c| c.order).min().expect("not empty");
        let candidates = remaining.iter().enumerate().filter(|(_, c)| c.order == least);
        let best = candidates
            .filter_map(|(place, c)| c.pivot(&weight).map(|(m, size)| (place, m, c.growth(), size)))
            .reduce(|best, next| {
                let better = next.2 < best.2 || (next.2 == best.2 && next.3 > best.3);
                if better { next } else { best }
            });
        let (place, function, ..) = best.ok_or(ExpansionError::Undecided)?;
        pivots.push(Pivot { column: remaining.remove(place), function });
    }
    Ok(pivots.split_off(first).into_iter().map(|pivot| pivot.column).collect())
}

impl Column {
    /// The column over ε^order, which it is divisible by.
    fn divided(&self) -> Self {
        let d = self.order;
        let shifted = |c: &Vec<Known>| {
            let mut c = c[d..].to_vec();
            c.resize(c.len() + d, Known::Enclosed(Interval::entire(64)));
            c
        };
        let functions = self.functions.iter().map(|(m, c)| (m.clone(), shifted(c))).collect();
        Column { functions, combination: self.combination.clone(), order: 0 }
    }
}
