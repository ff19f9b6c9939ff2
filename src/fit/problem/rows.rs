//! The objective evaluated over rows: once, in any kind of number.
//!
//! F(u) = Σ wᵢ ρ(rᵢ(θ(u))). In doubles it is a value, in dual numbers a
//! gradient, in nested duals a Hessian, in intervals an enclosure; the code
//! below does not know which.

use crate::law::Point;
use crate::number::Scalar;
use crate::parallel;

use crate::fit::problem::Problem;
use crate::fit::problem::coordinates::Space;
use crate::fit::problem::objective::{Objective, Rho};

/// Rows that one task sums, for numbers at machine speed and for slow ones.
/// Partial sums are combined in order, so that the result does not depend on
/// the number of threads.
pub(crate) const CHUNK: usize = 1024;
/// See [`CHUNK`].
pub(crate) const SMALL_CHUNK: usize = 32;

/// One run in some kind of number.
#[derive(Clone, Debug)]
pub(crate) struct Row<S> {
    pub point: Point<S>,
    pub loss: S,
    /// L or ln L, see [`Objective::response`].
    pub response: S,
    pub weight: S,
}

impl<S: Scalar> Row<S> {
    pub fn new(problem: &Problem<'_>, at: usize, like: &S) -> Self {
        let run = problem.run(at);
        let loss = like.exact(&run.loss);
        let weight = run.weight.as_ref().map_or_else(|| like.one(), |w| like.exact(w));
        Row {
            point: run.point(like).with_ln(),
            response: problem.objective().response(&loss),
            loss,
            weight,
        }
    }

    pub fn map<T>(&self, mut to: impl FnMut(&S) -> T) -> Row<T> {
        Row {
            point: self.point.map(&mut to),
            loss: to(&self.loss),
            response: to(&self.response),
            weight: to(&self.weight),
        }
    }
}

/// Relative differences of the objective that are rounding.
const NOTHING: f64 = 1e-9;

/// Law, objective and coordinates: everything about F but the rows.
#[derive(Clone, Debug)]
pub(crate) struct Model<'a> {
    pub space: &'a Space,
    pub objective: &'a Objective,
}

impl<'a> Model<'a> {
    pub fn of(problem: &'a Problem<'_>) -> Self {
        Model { space: problem.space(), objective: problem.objective() }
    }

    /// r of one row at θ.
    pub fn residual<T: Scalar>(&self, theta: &[T], row: &Row<T>) -> T {
        &row.response - self.objective.response(&self.space.law().loss(theta, &row.point))
    }

    /// w ρ(r) of one row at θ.
    pub fn term<T: Scalar>(&self, theta: &[T], rho: &Rho<T>, row: &Row<T>) -> T {
        &row.weight * rho.at(&self.residual(theta, row))
    }

    /// By how much two values of F near `value`, computed in doubles, may differ for
    /// no reason. Rounding errors δ of the residuals change Σρ(r) by up to
    /// 2√(Σρ(r) Σρ(δ)), and of losses without noise Σρ(δ), δ = 4ε(|y| + 1) with y the
    /// responses, is all that there is to compare.
    pub fn slack(&self, value: f64, rows: &Rows<f64>) -> f64 {
        let rho = self.objective.rho(&1.0);
        let term = |row: &Row<f64>| {
            row.weight * rho.at(&(4.0 * f64::EPSILON * (row.response.abs() + 1.0)))
        };
        let noise: f64 = rows.rows.iter().map(term).sum();
        NOTHING * value + noise + 2.0 * (value * noise).sqrt()
    }

    /// F(u) over `len` rows, each made by `row`.
    ///
    /// # Panics
    /// If `u` is empty.
    pub fn sum<T: Scalar>(
        &self,
        u: &[T],
        (len, chunk): (usize, usize),
        row: impl Fn(usize) -> Row<T> + Sync,
    ) -> T {
        let theta = self.space.theta(u, &u[0]);
        let rho = self.objective.rho(&u[0]);
        ordered_sum((len, chunk), u[0].zero(), |i| self.term(&theta, &rho, &row(i)))
    }
}

/// Σ f(i) over 0..len in fixed chunks, combined in order.
pub(crate) fn ordered_sum<T: Scalar>(
    size: (usize, usize),
    zero: T,
    f: impl Fn(usize) -> T + Sync,
) -> T {
    let parts = parallel::chunks(size, |rows| rows.fold(zero.clone(), |sum, i| sum + f(i)));
    parts.into_iter().fold(zero, |sum, part| sum + part)
}

/// The rows of a problem in one kind, kept.
#[derive(Clone, Debug)]
pub(crate) struct Rows<S> {
    pub rows: Vec<Row<S>>,
}

impl<S: Scalar> Rows<S> {
    pub fn new(problem: &Problem<'_>, like: &S) -> Self {
        let rows = parallel::rows(problem.len(), |i| Row::new(problem, i, like));
        Rows { rows }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Every row if there are at most `most`, else that many, evenly spread in
    /// canonical order, which is by size.
    pub fn sample(&self, most: usize) -> Self {
        let len = self.len();
        if len <= most {
            return self.clone();
        }
        Rows { rows: spread(len, most).map(|i| self.rows[i].clone()).collect() }
    }
}

/// `most` places, evenly spread over `len`, ends included.
pub(in crate::fit) fn spread(len: usize, most: usize) -> impl Iterator<Item = usize> {
    (0..most).map(move |i| i * (len - 1) / (most - 1))
}
