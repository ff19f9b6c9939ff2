//! What kind of design a table is, with the counts that say so.

use std::fmt;

use super::rays::doubles;
use super::{Design, RaySet, levels, rounded_ratio};

/// A recognised kind of design. Levels are counted as rays are: values of ln N,
/// ln D, ln k or ln ND within the tolerance count as one.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One distinct (N, D), or no run at all.
    Point,
    /// Every run has (nearly) the same D.
    ConstantTokens {
        /// Whether D is exactly the same.
        exact: bool,
        /// Levels of N.
        sizes: usize,
    },
    /// Every run has (nearly) the same N.
    ConstantSize {
        /// Whether N is exactly the same.
        exact: bool,
        /// Levels of D.
        tokens: usize,
    },
    /// All runs on one ray D = kN.
    OneRay {
        /// Whether D/N is exactly the same.
        exact: bool,
        /// The smallest and largest D/N.
        range: (f64, f64),
    },
    /// Levels of N crossed with levels of D.
    Grid {
        /// Levels of N.
        sizes: usize,
        /// Levels of D.
        tokens: usize,
        /// How many of the sizes × tokens cells hold a run.
        filled: usize,
    },
    /// A fan: two or more rays, set apart from each other, with at most a tenth
    /// of the runs elsewhere.
    Fan {
        /// Rays with at least two distinct runs.
        rays: usize,
        /// Whether every one of them is exact.
        exact: bool,
        /// The smallest and largest D/N.
        range: (f64, f64),
    },
    /// A few budgets C = 6ND, each with several sizes, at most a tenth of the
    /// runs elsewhere.
    IsoFlop {
        /// Budgets with at least two distinct runs.
        budgets: usize,
    },
    /// None of these.
    Scattered {
        /// Levels of N, D, k = D/N and ND.
        levels: [usize; 4],
    },
}

impl Shape {
    /// Recognises the kind of a design whose rays are known.
    pub fn of<D: Design + ?Sized>(design: &D, found: &RaySet) -> Self {
        let points = doubles(design);
        if found.distinct <= 1 {
            return Shape::Point;
        }
        let level = |f: fn(f64, f64) -> f64| {
            let values: Vec<f64> = points.iter().map(|&(n, d)| libm::log(f(n, d))).collect();
            levels(&values, found.tolerance)
        };
        let (by_n, by_d) = (level(|n, _| n), level(|_, d| d));
        if by_d.len() == 1 {
            let exact = points.iter().all(|p| p.1 == points[0].1);
            return Shape::ConstantTokens { exact, sizes: by_n.len() };
        }
        if by_n.len() == 1 {
            let exact = points.iter().all(|p| p.0 == points[0].0);
            return Shape::ConstantSize { exact, tokens: by_d.len() };
        }
        let ends = || {
            let last = &found.rays[found.rays.len() - 1];
            (found.rays[0].range.0, last.range.1)
        };
        if let [ray] = found.rays.as_slice() {
            return Shape::OneRay { exact: ray.exact, range: ray.range };
        }
        let filled = crossed(&by_n, &by_d, points.len());
        if 10 * filled >= 9 * by_n.len() * by_d.len() {
            return Shape::Grid { sizes: by_n.len(), tokens: by_d.len(), filled };
        }
        if found.is_ray_design() && 10 * found.touching() < found.rays.len() {
            let rays = || found.rays.iter().filter(|ray| ray.distinct > 1);
            return Shape::Fan {
                rays: rays().count(),
                exact: rays().all(|ray| ray.exact),
                range: ends(),
            };
        }
        let by_c = level(|n, d| n * d);
        let distinct_in =
            |cluster: &Vec<usize>| super::rays::distinct(cluster.iter().map(|&i| points[i]));
        let shared: Vec<&Vec<usize>> = by_c.iter().filter(|c| distinct_in(c) > 1).collect();
        let together: usize = shared.iter().map(|c| c.len()).sum();
        if 10 * (points.len() - together) <= points.len() {
            return Shape::IsoFlop { budgets: shared.len() };
        }
        if 2 * filled >= by_n.len() * by_d.len() {
            return Shape::Grid { sizes: by_n.len(), tokens: by_d.len(), filled };
        }
        Shape::Scattered { levels: [by_n.len(), by_d.len(), found.rays.len(), by_c.len()] }
    }
}

/// How many pairs (level of N, level of D) hold a run.
fn crossed(by_n: &[Vec<usize>], by_d: &[Vec<usize>], len: usize) -> usize {
    let mut place = vec![(0, 0); len];
    for (level, runs) in by_n.iter().enumerate() {
        runs.iter().for_each(|&i| place[i].0 = level);
    }
    for (level, runs) in by_d.iter().enumerate() {
        runs.iter().for_each(|&i| place[i].1 = level);
    }
    place.sort_unstable();
    place.dedup();
    place.len()
}

/// A thing in the singular and in the plural.
struct Counted(&'static str, &'static str);

const SIZES: Counted = Counted("size", "sizes");
const AMOUNTS: Counted = Counted("amount of data", "amounts of data");

impl Counted {
    fn of(&self, n: usize) -> String {
        format!("{n} {}", if n == 1 { self.0 } else { self.1 })
    }
}

impl fmt::Display for Shape {
    /// One clause, without a full stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nearly = |exact: bool| if exact { "" } else { " (nearly)" };
        match self {
            Shape::Point => write!(f, "a single point: one distinct (N, D)"),
            Shape::ConstantTokens { exact, sizes } => {
                write!(f, "constant D{}: {}, one amount of data", nearly(*exact), SIZES.of(*sizes))
            }
            Shape::ConstantSize { exact, tokens } => {
                write!(f, "constant N{}: {}, one size", nearly(*exact), AMOUNTS.of(*tokens))
            }
            Shape::OneRay { exact: true, range } => {
                write!(f, "one ray: every run has exactly D = {} N", range.0)
            }
            Shape::OneRay { exact: false, range } if rounded_ratio(*range).is_some() => write!(
                f,
                "one ray: every run has D = {} N, exact to the rounding of doubles",
                rounded_ratio(*range).expect("just found")
            ),
            Shape::OneRay { exact: false, range: (lo, hi) } => {
                // Digits enough to tell the ends apart.
                let apart = (4..17).find(|d| format!("{lo:.d$}") != format!("{hi:.d$}"));
                let d = apart.unwrap_or(17);
                write!(f, "one ray, nearly exact: every D/N lies in {lo:.d$} to {hi:.d$}")
            }
            Shape::Grid { sizes, tokens, filled } => write!(
                f,
                "a grid: {} × {}, {filled} of {} cells filled",
                SIZES.of(*sizes),
                AMOUNTS.of(*tokens),
                sizes * tokens
            ),
            Shape::Fan { rays, exact, range: (lo, hi) } => {
                let kind = if *exact { "exact " } else { "" };
                let s = if *rays == 1 { "" } else { "s" };
                write!(f, "a fan of {rays} {kind}ray{s}, D/N from {lo:.4} to {hi:.4}")
            }
            Shape::IsoFlop { budgets } => {
                let budgets = Counted("budget", "budgets").of(*budgets);
                write!(f, "isoFLOP profiles: {budgets} C = 6ND, several sizes at each")
            }
            Shape::Scattered { levels: [n, d, k, c] } => write!(
                f,
                "no rays, grid or isoFLOP profiles: {}, {}, {} D/N, {}",
                SIZES.of(*n),
                AMOUNTS.of(*d),
                Counted("ratio", "ratios").of(*k),
                Counted("budget", "budgets").of(*c)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Grid, LogUniform, Rays, Tolerance};
    use crate::law::Point;
    use crate::number::Exact;

    fn table(rows: &[(f64, f64)]) -> Vec<Point<Exact>> {
        let exact = |x: f64| Exact::from_f64(x).expect("finite");
        rows.iter()
            .map(|&(n, d)| Point { n: exact(n), d: exact(d), unique: exact(d), others: Vec::new() })
            .collect()
    }

    fn shape<D: Design + ?Sized>(design: &D) -> Shape {
        Shape::of(design, &RaySet::of(design, Tolerance::default()))
    }

    #[test]
    fn every_kind_is_recognised() {
        let sizes = LogUniform::new(Exact::from(10_000_000), Exact::from(1_000_000_000), 5);
        let sizes = sizes.expect("valid");
        let one = Rays::new(&["20"], 5, "1e7", "1e9").expect("valid");
        assert_eq!(shape(&one), Shape::OneRay { exact: true, range: (20.0, 20.0) });
        let fan = Rays::new(&["1", "1.5", "5"], 5, "1e7", "1e9").expect("valid");
        assert!(matches!(shape(&fan), Shape::Fan { rays: 3, exact: true, .. }));
        let tokens = LogUniform::new(Exact::from(90_000_000), Exact::from(7_000_000_000), 4);
        let grid = Grid { sizes: sizes.clone(), tokens: tokens.expect("valid") };
        assert_eq!(shape(&grid), Shape::Grid { sizes: 5, tokens: 4, filled: 20 });
        let constant = |exact| if exact { 3e9 } else { 3.03e9 };
        for exact in [true, false] {
            let rows = [(1e8, 3e9), (2e8, 3e9), (7e8, constant(exact))];
            assert_eq!(shape(table(&rows).as_slice()), Shape::ConstantTokens { exact, sizes: 3 });
            let rows = rows.map(|(n, d)| (d, n));
            assert_eq!(shape(table(&rows).as_slice()), Shape::ConstantSize { exact, tokens: 3 });
        }
        let iso: Vec<(f64, f64)> = [1e18, 7e18, 4e19]
            .iter()
            .flat_map(|c| [1e8, 1.7e8, 3.1e8, 5.9e8].map(|n| (n, c / (6.0 * n))))
            .collect();
        assert_eq!(shape(table(&iso).as_slice()), Shape::IsoFlop { budgets: 3 });
        let any = [(1e8, 3e9), (2e8, 1e9), (7e8, 5e9), (8e8, 5e10)];
        assert_eq!(shape(table(&any).as_slice()), Shape::Scattered { levels: [4, 4, 4, 4] });
        assert_eq!(shape(table(&[(1e8, 3e9); 3]).as_slice()), Shape::Point);
        assert_eq!(shape(table(&[]).as_slice()), Shape::Point);
        let partial = [(1e8, 1e9), (1e8, 3e9), (2e8, 1e9), (3e8, 3.3e9), (2.9e8, 1e9), (3e8, 3e9)];
        assert!(matches!(shape(table(&partial).as_slice()), Shape::Grid { .. }));
        // Ratios without gaps are no rays, though the width cuts them into some.
        let dense: Vec<(f64, f64)> = (0..400)
            .map(|i| (1e8 * f64::from(1 + 7 * i % 397), f64::from(i).mul_add(0.01, 5.0)))
            .map(|(n, k)| (n, k * n))
            .collect();
        assert!(matches!(shape(table(&dense).as_slice()), Shape::Scattered { .. }));
        let (exact, range) = (false, (19.64, 20.24));
        for (shape, text) in [
            (shape(&one), "one ray: every run has exactly D = 20 N"),
            (
                Shape::OneRay { exact, range },
                "one ray, nearly exact: every D/N lies in 19.6400 to 20.2400",
            ),
            (
                Shape::OneRay { exact, range: (19.999999999999996, 20.000000000000004) },
                "one ray: every run has D = 20 N, exact to the rounding of doubles",
            ),
            (shape(&fan), "a fan of 3 exact rays, D/N from 1.0000 to 5.0000"),
            (shape(&grid), "a grid: 5 sizes × 4 amounts of data, 20 of 20 cells filled"),
            (Shape::Point, "a single point: one distinct (N, D)"),
            (
                Shape::ConstantTokens { exact, sizes: 3 },
                "constant D (nearly): 3 sizes, one amount of data",
            ),
            (
                Shape::ConstantSize { exact: true, tokens: 3 },
                "constant N: 3 amounts of data, one size",
            ),
            (
                Shape::IsoFlop { budgets: 3 },
                "isoFLOP profiles: 3 budgets C = 6ND, several sizes at each",
            ),
            (
                Shape::Scattered { levels: [4, 3, 2, 1] },
                "no rays, grid or isoFLOP profiles: 4 sizes, 3 amounts of data, 2 ratios D/N, \
                 1 budget",
            ),
        ] {
            assert_eq!(shape.to_string(), text);
        }
    }
}
