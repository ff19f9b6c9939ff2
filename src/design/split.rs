//! What is held out.

use super::{RunGrid, Tolerance};

/// A table cut in two: held-out runs, all beyond the others in D/N or in D, and
/// the pool that sub-designs are chosen from. Places in the table, increasing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Held out for their ratio: the highest levels of D/N, whole levels.
    pub by_ratio: Vec<usize>,
    /// Held out for their tokens: the highest levels of D.
    pub by_tokens: Vec<usize>,
    /// The union of both.
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
        let grid = RunGrid::new(points, tolerance, &[]);
        let all: Vec<usize> = (0..points.len()).collect();
        if grid.width(&all) <= tolerance.width {
            let k = points.first().map_or(f64::NAN, |(n, d)| d / n);
            return Err(SplitError::OneRay(format!("{k:.4}")));
        }
        let least = (share / 2.0 * points.len() as f64).ceil().max(1.0) as usize;
        let (by_ratio, by_tokens) = (grid.top_ratios(least), grid.top_tokens(least));
        let is_held = |i: &usize| by_ratio.contains(i) || by_tokens.contains(i);
        let (held, pool): (Vec<usize>, Vec<usize>) = all.into_iter().partition(is_held);
        if pool.len() < POOL || held.len() < HELD {
            let (runs, held, pool) = (points.len(), held.len(), pool.len());
            return Err(SplitError::TooFew { runs, held, pool });
        }
        Ok(Split { by_ratio, by_tokens, held, pool })
    }
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
        assert_eq!(split.by_ratio, [15, 16, 17, 18, 19]);
        // The two largest D are on that ray too.
        assert_eq!(split.by_tokens, [18, 19]);
        assert_eq!((split.held.len(), split.pool.len()), (5, 15));
        let all = Split::new(&points, Tolerance::default(), 1.2).expect_err("too few are left");
        assert!(matches!(all, SplitError::TooFew { runs: 20, .. }), "{all}");
        let ray: Vec<(f64, f64)> =
            (1..20).map(|i| (1e7 * f64::from(i), 2e8 * f64::from(i))).collect();
        let error = Split::new(&ray, Tolerance::default(), 0.2).expect_err("one ray");
        assert!(error.to_string().starts_with("every run has D/N near 20.0000"), "{error}");
    }
}
