//! Designs: where the runs are, on which rays, and what that can identify.
//!
//! A design is anything that can say where its i-th run is *in any kind of
//! number*: a table of exact decimals, or a recipe such as log-uniform sizes on
//! a few rays, whose sizes are irrational and therefore known only as far as
//! the precision asked for.

mod box_sample;
mod check;
mod generate;
mod random;
mod rays;
mod run_grid;
mod shape;
mod split;
mod threshold;

pub use box_sample::BoxSample;
pub use check::{Check, RMinRow, r_min_table};
pub use generate::{DesignError, Grid, LogUniform, Rays};
pub use random::Random;
pub use rays::{Ray, RaySet, Tolerance, ToleranceError, levels, rounded_ratio};
pub use run_grid::RunGrid;
pub use shape::Shape;
pub use split::{By, Split, SplitError};
pub use threshold::{Coverage, best_low_share, r_min, r_min_best, r_min_paper, r_min_raw};

use crate::law::Point;
use crate::number::{Exact, Scalar};
use crate::runs::{Run, Runs};

/// Where the runs are.
pub trait Design: Sync {
    /// How many runs, counting repeated points.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The sizes of run i, in the kind and precision of `like`.
    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S>;

    /// The sizes of run i exactly, where the design knows them as rationals.
    fn exact(&self, i: usize) -> Option<Point<Exact>> {
        let _ = i;
        None
    }

    /// k = D/N of run i exactly, where the design knows it as a rational.
    fn ratio(&self, i: usize) -> Option<Exact> {
        self.exact(i).map(|Point { n, d, .. }| &d / &n)
    }

    /// The weight of run i in a sum over runs; None for 1.
    fn weight<S: Scalar>(&self, i: usize, like: &S) -> Option<S> {
        let _ = (i, like);
        None
    }
}

impl Design for [Run] {
    fn len(&self) -> usize {
        self.len()
    }

    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        self[i].point(like)
    }

    fn exact(&self, i: usize) -> Option<Point<Exact>> {
        let Run { n, d, unique, others, .. } = &self[i];
        let unique = unique.as_ref().unwrap_or(d).clone();
        Some(Point { n: n.clone(), d: d.clone(), unique, others: others.clone() })
    }

    fn weight<S: Scalar>(&self, i: usize, like: &S) -> Option<S> {
        self[i].weight.as_ref().map(|w| like.exact(w))
    }
}

impl Design for Runs {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        self.rows[i].point(like)
    }

    fn exact(&self, i: usize) -> Option<Point<Exact>> {
        self.rows.as_slice().exact(i)
    }

    fn weight<S: Scalar>(&self, i: usize, like: &S) -> Option<S> {
        self.rows.as_slice().weight(i, like)
    }
}

impl Design for [Point<Exact>] {
    fn len(&self) -> usize {
        self.len()
    }

    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        self[i].map(|x| like.exact(x))
    }

    fn exact(&self, i: usize) -> Option<Point<Exact>> {
        Some(self[i].clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_designs() {
        let run = |n: i64, unique: Option<i64>, weight: Option<i64>| Run {
            n: Exact::from(n),
            d: Exact::from(60),
            loss: Exact::from(2),
            unique: unique.map(Exact::from),
            weight: weight.map(Exact::from),
            group: None,
            others: Vec::new(),
        };
        let rows = vec![run(7, None, None), run(3, Some(15), Some(4))];
        let table = Runs { rows: rows.clone(), ..Runs::default() };
        for i in 0..2 {
            let (a, b) = (rows.as_slice().point(i, &1.0), table.point(i, &1.0));
            assert_eq!((a.n, a.d, a.unique), (b.n, b.d, b.unique));
            assert_eq!(rows.as_slice().weight(i, &1.0), table.weight(i, &1.0));
            assert_eq!(rows.as_slice().ratio(i), table.ratio(i));
        }
        assert_eq!((table.len(), rows.as_slice().len(), table.is_empty()), (2, 2, false));
        assert_eq!(table.weight(1, &1.0), Some(4.0));
        assert_eq!(table.ratio(0).map(|k| k.to_string()), Some("60/7".into()));
        let exact = table.exact(1).expect("tables are exact");
        assert_eq!(exact.unique, Exact::from(15));
        let points = [exact];
        assert_eq!(points.as_slice().ratio(0), Some(Exact::from(20)));
        assert_eq!(points.as_slice().point(0, &1.0).unique, 15.0);
    }
}
