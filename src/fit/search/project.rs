//! Variable projection in doubles: the parameters that scale the terms of a law sit
//! at their own best values wherever the others are, so that a search moves the
//! exponents alone (Golub and Pereyra 1973; the Jacobian without its second term, as
//! Kaufman 1975).
//!
//! On tables near one ray the objective over all parameters is a valley whose walls
//! are 10¹² times as steep as its floor; over the exponents with the scales projected
//! out it is some 10⁴ times better (statement X11). Columns are made orthogonal
//! rather than multiplied out, which leaves twice the digits of normal equations,
//! and nothing here depends on the units of N and D.

use crate::algebra::{Ldl, Matrix};
use crate::fit::descent::descend::{Descent, Effort, Patience, SETTLED, descend_along, ranges};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::basis::{Basis, dot};
use crate::fit::sums::derivatives::Slopes;
use crate::law::Role;

/// Steps of the scales at one place, and the longest of a logarithm.
const INNER: (usize, f64) = (40, 2.0);
/// They are at rest where F would fall by less than this part of itself.
const REST: f64 = 1e-8;
/// Halvings, twice each, of such a step.
const SHORTER: usize = 8;
/// Damping of the exponents: at first, the least, and where it begins again.
const DAMPING: (f64, f64, f64) = (1e-3, 1e-12, 1e-8);
/// What a success multiplies damping by, and a failure.
const CHANGE: (f64, f64) = (0.1, 8.0);
/// Tries of one step.
const TRIES: usize = 14;
/// The longest step of a logarithm that comes with a step of the exponents.
const ALONG: f64 = 50.0;
/// A relative step of the exponents below this ends the way, and so do some steps
/// that hardly lower F.
const NEAR: f64 = 1e-9;
const HARDLY: (f64, usize) = (1e-9, 3);

/// Which coordinates are projected out, and which move.
struct Projected<'a> {
    model: &'a Model<'a>,
    rows: &'a Rows<f64>,
    ranges: Vec<(f64, f64)>,
    inner: Vec<usize>,
    outer: Vec<usize>,
}

/// A point and F about it.
struct Place {
    u: Vec<f64>,
    at: Slopes,
}

/// Valleys are long where many runs are outside δ.
const LONG: Patience = Patience { enough: 1e-3, floor: 1e-12, again: 1e-9 };

/// From `start` to a minimum over the exponents, in at most so many steps. Of an
/// objective that is no sum of squares all parameters are moved at once: its
/// reweighted least squares creep, and scales at rest say little of the way.
pub(in crate::fit) fn track(
    model: &Model<'_>,
    rows: &Rows<f64>,
    start: &[f64],
    steps: usize,
) -> Descent {
    if !model.objective.is_sum_of_squares() {
        let effort = Effort { rough: steps, exact: 0, until: SETTLED };
        return descend_along(model, rows, start, effort, LONG);
    }
    let (inner, outer) = parts(model);
    let ranges = ranges(model.space);
    let way = Projected { model, rows, ranges, inner, outer };
    way.track(start, steps)
}

/// Coordinates that scale terms, and the others.
fn parts(model: &Model<'_>) -> (Vec<usize>, Vec<usize>) {
    let about = model.space.law().about();
    let scales = |p: &usize| {
        about.linear.contains(p)
            || about.pair.contains(p)
            || about.parameters[*p].role == Role::Offset
    };
    (0..model.space.dimension())
        .partition(|at| model.space.free()[*at].parameters.iter().all(scales))
}

impl Projected<'_> {
    fn clamp(&self, at: usize, x: f64) -> f64 {
        x.clamp(self.ranges[at].0, self.ranges[at].1)
    }

    /// The coordinates of these that are not pressed against an end of their range.
    fn free(&self, of: &[usize], now: &Place) -> Vec<usize> {
        let free = |at: &usize| {
            let slope = dot(&now.at.residuals, &now.at.columns[*at]);
            let (lo, hi) = self.ranges[*at];
            !(now.u[*at] <= lo && slope > 0.0 || now.u[*at] >= hi && slope < 0.0)
        };
        of.iter().copied().filter(free).collect()
    }

    fn place(&self, u: Vec<f64>) -> Option<Place> {
        let at = self.model.slopes(&u, self.rows);
        at.value.is_finite().then_some(Place { u, at })
    }

    /// The same place with the scales at their best.
    fn at_rest(&self, u: Vec<f64>) -> Option<Place> {
        let mut now = self.place(u)?;
        for _ in 0..INNER.0 {
            let free = self.free(&self.inner, &now);
            let basis = Basis::new(&now.at.columns, &free);
            let mut rest = now.at.residuals.clone();
            let shares: Vec<f64> = basis.clear(&mut rest).iter().map(|x| -x).collect();
            if dot(&shares, &shares) <= 2.0 * REST * now.at.value {
                break;
            }
            let step = basis.coefficients(&shares);
            let log = |at: &usize| self.model.space.free()[*at].log;
            let logs = basis.kept().iter().zip(&step).filter(|(at, _)| log(at));
            let longest = logs.map(|(_, x)| x.abs()).fold(0.0, f64::max);
            let mut share = if longest > INNER.1 { INNER.1 / longest } else { 1.0 };
            let mut lower = None;
            for _ in 0..SHORTER {
                let mut u = now.u.clone();
                for (&at, x) in basis.kept().iter().zip(&step) {
                    u[at] = self.clamp(at, u[at] + share * x);
                }
                lower = self.place(u).filter(|next| next.at.value < now.at.value);
                if lower.is_some() {
                    break;
                }
                share *= 0.25;
            }
            let Some(next) = lower else { break };
            now = next;
        }
        Some(now)
    }

    fn track(&self, start: &[f64], steps: usize) -> Descent {
        let start: Vec<f64> = start.iter().enumerate().map(|(at, x)| self.clamp(at, *x)).collect();
        let Some(mut now) = self.at_rest(start.clone()) else {
            return Descent { u: start, value: f64::INFINITY, settled: false };
        };
        let (mut damping, mut hardly) = (DAMPING.0, 0);
        for _ in 0..steps {
            let (next, size) = self.step(&now, &mut damping);
            let fall = next.as_ref().map_or(0.0, |next| now.at.value - next.at.value);
            let stuck = next.is_none();
            now = next.unwrap_or(now);
            hardly = if fall <= HARDLY.0 * now.at.value { hardly + 1 } else { 0 };
            if size < NEAR || hardly >= HARDLY.1 {
                return Descent { u: now.u, value: now.at.value, settled: true };
            }
            if stuck {
                break;
            }
        }
        Descent { u: now.u, value: now.at.value, settled: false }
    }

    /// A step that lowers F, damped as much as that takes, and its relative size in
    /// the exponents.
    fn step(&self, now: &Place, damping: &mut f64) -> (Option<Place>, f64) {
        let inner = Basis::new(&now.at.columns, &self.free(&self.inner, now));
        let mut rest = now.at.residuals.clone();
        let shares = inner.clear(&mut rest);
        let outer = self.free(&self.outer, now);
        let mut mixed = Vec::new();
        let columns: Vec<Vec<f64>> = outer
            .iter()
            .map(|&at| {
                let mut column = now.at.columns[at].clone();
                mixed.push(inner.clear(&mut column));
                column
            })
            .collect();
        let lengths: Vec<f64> = columns.iter().map(|c| dot(c, c).sqrt()).collect();
        // An exponent that nothing depends on stays.
        let moving: Vec<usize> = (0..outer.len()).filter(|i| lengths[*i] > 0.0).collect();
        if moving.is_empty() {
            return (None, 0.0);
        }
        let mut size = 0.0;
        for _ in 0..TRIES {
            let matrix = Matrix::from_fn(moving.len(), moving.len(), |i, j| match i == j {
                true => 1.0 + *damping,
                false => {
                    let (i, j) = (moving[i], moving[j]);
                    dot(&columns[i], &columns[j]) / (lengths[i] * lengths[j])
                }
            });
            let right: Vec<f64> =
                moving.iter().map(|&i| -dot(&columns[i], &rest) / lengths[i]).collect();
            let factors = Ldl::new(&matrix).filter(|f| f.pivots().iter().all(|p| *p > 0.0));
            let Some(factors) = factors else {
                *damping = (*damping * CHANGE.1).max(DAMPING.2);
                continue;
            };
            let scaled = factors.solve(&right);
            let mut step = vec![0.0; outer.len()];
            moving.iter().zip(&scaled).for_each(|(&i, x)| step[i] = x / lengths[i]);
            let along: Vec<f64> = (0..shares.len())
                .map(|k| -shares[k] - step.iter().zip(&mixed).map(|(s, m)| s * m[k]).sum::<f64>())
                .collect();
            let mut u = now.u.clone();
            for (&at, x) in outer.iter().zip(&step) {
                u[at] = self.clamp(at, u[at] + x);
            }
            for (&at, x) in inner.kept().iter().zip(inner.coefficients(&along)) {
                let log = self.model.space.free()[at].log;
                let x = if log { x.clamp(-ALONG, ALONG) } else { x };
                u[at] = self.clamp(at, u[at] + x);
            }
            let moved = |at: &usize| ((u[*at] - now.u[*at]) / u[*at].abs().max(1e-3)).abs();
            size = outer.iter().map(moved).fold(0.0, f64::max);
            let next = self.at_rest(u).filter(|next| next.at.value < now.at.value);
            if next.is_some() {
                *damping = (*damping * CHANGE.0).max(DAMPING.1);
                return (next, size);
            }
            if size < NEAR {
                break;
            }
            *damping = (*damping * CHANGE.1).max(DAMPING.2);
        }
        (None, size)
    }
}
