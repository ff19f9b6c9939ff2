//! What is held out.

use super::run_grid::top;
use super::{RunGrid, Tolerance, levels};

/// What runs are held out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The highest levels of D/N.
    Ratio,
    /// The highest levels of D.
    Tokens,
    /// The highest levels of N.
    Size,
    /// The highest levels of C = 6ND.
    Compute,
    /// They were named: a group of the table.
    Name,
}

impl By {
    /// Those that a table is cut by.
    pub const ALL: [By; 4] = [By::Ratio, By::Tokens, By::Size, By::Compute];

    /// The word typed on a command line, and printed.
    pub fn name(self) -> &'static str {
        match self {
            By::Ratio => "ratio",
            By::Tokens => "tokens",
            By::Size => "size",
            By::Compute => "compute",
            By::Name => "group",
        }
    }
}

/// A table cut in two: held-out runs, all beyond the others in D/N, in D or in what else was
/// asked, and the pool that sub-designs are chosen from. Places in the table, increasing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What is held out, and for what; whole levels.
    pub parts: Vec<(By, Vec<usize>)>,
    /// Their union.
    pub held: Vec<usize>,
    /// The others.
    pub pool: Vec<usize>,
}

/// Why a table cannot be cut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// One ratio only.
    #[error(
        "every run has D/N near {0}: one ray has no spread-out sub-design to compare with; give a \
         table with several ratios D/N"
    )]
    OneRay(String),
    /// Nothing is left to train on, or to hold out.
    #[error(
        "{runs} runs leave {pool} to train on after {held} are held out: at least 8 and 2 are \
         needed; change --hold or give a larger table"
    )]
    TooFew {
        /// In the table.
        runs: usize,
        /// Held out.
        held: usize,
        /// The others.
        pool: usize,
    },
}

/// The smallest pool.
const POOL: usize = 8;
/// The smallest hold-out.
const HELD: usize = 2;

impl Split {
    /// Cuts runs (N, D): at least half of `share` of them by ratio, and as many
    /// by tokens.
    ///
    /// # Errors
    /// Where all lie on one ray, or too few are left.
    pub fn new(
        points: &[(f64, f64)],
        tolerance: Tolerance,
        share: f64,
    ) -> Result<Self, SplitError> {
        Split::by(points, tolerance, share, &[By::Ratio, By::Tokens])
    }

    /// The same by other quantities, an equal part of `share` by each.
    ///
    /// # Errors
    /// As of [`new`](Self::new).
    pub fn by(
        points: &[(f64, f64)],
        tolerance: Tolerance,
        share: f64,
        kinds: &[By],
    ) -> Result<Self, SplitError> {
        let grid = RunGrid::new(points, tolerance, &[]);
        let least = (share / kinds.len() as f64 * points.len() as f64).ceil().max(1.0) as usize;
        let part = |kind: &By| match kind {
            By::Ratio => grid.top_ratios(least),
            By::Tokens => grid.top_tokens(least),
            By::Size => grid.top_sizes(least),
            By::Compute => top(&compute_levels(points, tolerance), least),
            By::Name => Vec::new(),
        };
        let parts = kinds.iter().map(|kind| (*kind, part(kind))).collect();
        Split::of(points, tolerance, parts)
    }

    /// The same with the runs to hold out named.
    ///
    /// # Errors
    /// As of [`new`](Self::new).
    pub fn named(
        points: &[(f64, f64)],
        tolerance: Tolerance,
        held: Vec<usize>,
    ) -> Result<Self, SplitError> {
        Split::of(points, tolerance, vec![(By::Name, held)])
    }

    fn of(
        points: &[(f64, f64)],
        tolerance: Tolerance,
        parts: Vec<(By, Vec<usize>)>,
    ) -> Result<Self, SplitError> {
        let all: Vec<usize> = (0..points.len()).collect();
        if RunGrid::new(points, tolerance, &[]).width(&all) <= tolerance.width {
            let k = points.first().map_or(f64::NAN, |(n, d)| d / n);
            return Err(SplitError::OneRay(format!("{k:.4}")));
        }
        let is_held = |i: &usize| parts.iter().any(|(_, part)| part.contains(i));
        let (held, pool): (Vec<usize>, Vec<usize>) = all.into_iter().partition(is_held);
        if pool.len() < POOL || held.len() < HELD {
            let (runs, held, pool) = (points.len(), held.len(), pool.len());
            return Err(SplitError::TooFew { runs, held, pool });
        }
        Ok(Split { parts, held, pool })
    }

    /// The runs held out for one thing; none where that was not asked.
    pub fn part(&self, by: By) -> &[usize] {
        self.parts.iter().find(|(kind, _)| *kind == by).map_or(&[], |(_, part)| part)
    }
}

fn compute_levels(points: &[(f64, f64)], tolerance: Tolerance) -> Vec<usize> {
    let logs: Vec<f64> = points.iter().map(|(n, d)| libm::log(6.0 * n * d)).collect();
    let mut level = vec![0; points.len()];
    for (at, cluster) in levels(&logs, tolerance).iter().enumerate() {
        cluster.iter().for_each(|&i| level[i] = at);
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_levels_are_held_out_from_the_top() {
        // 5 sizes on 4 rays: 10 % of 20 runs is 2, but a ray has 5.
        let points: Vec<(f64, f64)> = (0..20)
            .map(|i| {
                let n = 1e7 * 2_f64.powi(i % 5);
                (n, n * 10_f64.powi(i / 5))
            })
            .collect();
        let split = Split::new(&points, Tolerance::default(), 0.2).expect("possible");
        assert_eq!(split.part(By::Ratio), [15, 16, 17, 18, 19]);
        // The two largest D are on that ray too.
        assert_eq!(split.part(By::Tokens), [18, 19]);
        assert!(split.part(By::Size).is_empty());
        let other = Split::by(&points, Tolerance::default(), 0.2, &[By::Size, By::Compute]);
        let other = other.expect("possible");
        assert_eq!(other.part(By::Size), [4, 9, 14, 19]);
        assert_eq!(other.part(By::Compute), [18, 19]);
        let named = Split::named(&points, Tolerance::default(), vec![3, 7]).expect("possible");
        assert_eq!((named.held, named.pool.len()), (vec![3, 7], 18));
        assert_eq!((split.held.len(), split.pool.len()), (5, 15));
        let all = Split::new(&points, Tolerance::default(), 1.2).expect_err("too few are left");
        assert!(matches!(all, SplitError::TooFew { runs: 20, .. }), "{all}");
        let ray: Vec<(f64, f64)> =
            (1..20).map(|i| (1e7 * f64::from(i), 2e8 * f64::from(i))).collect();
        let error = Split::new(&ray, Tolerance::default(), 0.2).expect_err("one ray");
        assert!(error.to_string().starts_with("every run has D/N near 20.0000"), "{error}");
    }
}
