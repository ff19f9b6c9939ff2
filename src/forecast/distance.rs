//! How far a size lies from the runs.

use serde::Serialize;

use crate::audit::{Leverages, Place};
use crate::fit::Problem;
use crate::law::Point;

/// Smallest and largest of something.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Range {
    /// Smallest.
    pub lo: f64,
    /// Largest.
    pub hi: f64,
}

impl Range {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        values.fold(Range { lo: f64::INFINITY, hi: 0.0 }, |range, x| Range {
            lo: range.lo.min(x),
            hi: range.hi.max(x),
        })
    }

    /// How many times the largest, above 1, or the smallest, below 1; 1 within, and where
    /// nothing but rounding leads out.
    fn times(&self, x: f64) -> f64 {
        match x {
            x if x > self.hi * ROUNDED => x / self.hi,
            x if x < self.lo / ROUNDED => x / self.lo,
            _ => 1.0,
        }
    }
}

/// A size beyond an end by less is at it.
const ROUNDED: f64 = 1.000_5;

/// Where the runs are.
pub struct Seen<'a> {
    problem: &'a Problem<'a>,
    theta: &'a [f64],
    /// N.
    pub n: Range,
    /// D.
    pub d: Range,
    /// C = 6ND.
    pub compute: Range,
    /// D/N.
    pub ratio: Range,
    /// Corners of the convex hull of (ln N, ln D), in order around it.
    hull: Vec<(f64, f64)>,
    leverages: Option<Leverages>,
}

/// How far a size lies from the runs. Multiples are of the largest among the runs where they
/// exceed 1, of the smallest below 1, and 1 within the range of the runs.
#[derive(Clone, Debug, Serialize)]
pub struct Distance {
    /// Whether it lies in the convex hull of the runs in ln N and ln D.
    pub inside: bool,
    /// The distance to the hull in ln N and ln D.
    pub from_hull: f64,
    /// Of N.
    pub n: f64,
    /// Of D.
    pub d: f64,
    /// Of C = 6ND.
    pub compute: f64,
    /// Of D/N.
    pub ratio: f64,
    /// Leverage; null where the runs do not determine the loss.
    pub leverage: Option<f64>,
    /// The largest leverage of any run.
    pub largest_leverage: Option<f64>,
}

impl Distance {
    /// The same where leverage means nothing.
    pub fn without_leverage(self) -> Self {
        Distance { leverage: None, largest_leverage: None, ..self }
    }
}

/// This far from the hull, in natural logarithms, a point counts as inside.
const TOUCHING: f64 = 0.01;

impl<'a> Seen<'a> {
    /// Of the runs of a problem, at its optimum.
    pub fn of(problem: &'a Problem<'a>, theta: &'a [f64]) -> Self {
        let sizes: Vec<(f64, f64)> =
            problem.iter().map(|run| (run.n.to_f64(), run.d.to_f64())).collect();
        let range = |f: &dyn Fn((f64, f64)) -> f64| Range::of(sizes.iter().map(|x| f(*x)));
        let logs = sizes.iter().map(|(n, d)| (libm::log(*n), libm::log(*d))).collect();
        Seen {
            problem,
            theta,
            n: range(&|x| x.0),
            d: range(&|x| x.1),
            compute: range(&|(n, d)| 6.0 * n * d),
            ratio: range(&|(n, d)| d / n),
            hull: hull(logs),
            leverages: Leverages::of(problem, theta),
        }
    }

    /// How far a size lies from them.
    pub fn distance(&self, at: &Point<f64>) -> Distance {
        let (n, d) = (at.n, at.d);
        let from_hull = away(&self.hull, (libm::log(n), libm::log(d)));
        let leverages = self.leverages.as_ref();
        Distance {
            inside: from_hull <= TOUCHING,
            from_hull,
            n: self.n.times(n),
            d: self.d.times(d),
            compute: self.compute.times(6.0 * n * d),
            ratio: self.ratio.times(d / n),
            leverage: leverages.and_then(|found| found.at(self.problem, self.theta, at)),
            largest_leverage: leverages.map(Leverages::largest),
        }
    }

    /// What kind of place it is.
    pub fn place(&self, at: &Point<f64>) -> Place {
        let distance = self.distance(at);
        match (distance.inside, distance.ratio == 1.0) {
            (true, _) => Place::Inside,
            (false, true) => Place::Along,
            (false, false) => Place::Across,
        }
    }
}

/// Twice the area of a triangle, positive anticlockwise.
fn turn(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// The corners of the convex hull, anticlockwise (Andrew's monotone chain).
fn hull(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let chain = |points: &mut dyn Iterator<Item = (f64, f64)>| {
        let mut kept: Vec<(f64, f64)> = Vec::new();
        for p in points {
            while let [.., a, b] = kept[..]
                && turn(a, b, p) <= 0.0
            {
                kept.pop();
            }
            kept.push(p);
        }
        kept.pop();
        kept
    };
    let mut corners = chain(&mut points.iter().copied());
    corners.extend(chain(&mut points.iter().rev().copied()));
    corners
}

/// The distance of a point to a convex polygon; 0 inside.
fn away(corners: &[(f64, f64)], p: (f64, f64)) -> f64 {
    let edges = || (0..corners.len()).map(|i| (corners[i], corners[(i + 1) % corners.len()]));
    if corners.len() > 2 && edges().all(|(a, b)| turn(a, b, p) >= 0.0) {
        return 0.0;
    }
    edges().map(|(a, b)| to_segment(a, b, p)).fold(f64::INFINITY, f64::min)
}

fn to_segment(a: (f64, f64), b: (f64, f64), p: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 { ((p.0 - a.0) * dx + (p.1 - a.1) * dy) / square } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    libm::hypot(p.0 - a.0 - along * dx, p.1 - a.1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_is_its_corners_and_what_lies_outside_is_as_far_as_its_nearest_edge() {
        let square = vec![(0.0, 0.0), (1.0, 1.0), (0.5, 0.5), (1.0, 0.0), (0.0, 1.0), (0.5, 0.0)];
        let corners = hull(square);
        assert_eq!(corners, [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
        assert_eq!(away(&corners, (0.3, 0.9)), 0.0);
        assert_eq!(away(&corners, (0.3, 3.0)), 2.0);
        assert_eq!(away(&corners, (4.0, 5.0)), 5.0);
        // On one ray the hull is a line.
        let line = hull(vec![(0.0, 0.0), (2.0, 2.0), (1.0, 1.0)]);
        assert_eq!((away(&line, (1.5, 1.5)), away(&line, (3.0, 2.0))), (0.0, 1.0));
        assert_eq!(away(&hull(vec![(1.0, 1.0)]), (1.0, 4.0)), 3.0);
    }

    #[test]
    fn ends_are_within_their_range() {
        let range = Range::of([2.0, 8.0, 4.0].into_iter());
        let times = [2.0, 8.000_1, 16.0, 1.0].map(|x| range.times(x));
        assert_eq!(times, [1.0, 1.0, 2.0, 0.5]);
    }
}
