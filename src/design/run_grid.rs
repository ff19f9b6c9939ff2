//! Runs on grid indices: which level of N, of D and of D/N each has, and the
//! sub-designs that can be said in those terms. The growing box is in
//! `box_sample`.

use super::{Random, Tolerance, levels};

/// Runs on grid indices: which level of N, of D, and of D/N each has.
#[derive(Clone, Debug)]
pub struct RunGrid {
    /// (level of N, level of D), from 0, increasing.
    pub(super) cells: Vec<(usize, usize)>,
    /// How many levels of N and of D.
    pub(super) size: (usize, usize),
    /// Level of D/N of each run.
    pub(super) ratios: Vec<usize>,
    /// Whether each level of D/N is a target.
    pub(super) targets: Vec<bool>,
    /// ln(D/N).
    pub(super) ln_k: Vec<f64>,
}

impl RunGrid {
    /// The grid of runs (N, D). Levels of ln N, ln D and ln D/N are clusters
    /// within `tolerance`; a level of D/N is a target if a run on it lies within
    /// the tolerance's gap of one of the `targets`.
    pub fn new(points: &[(f64, f64)], tolerance: Tolerance, targets: &[f64]) -> Self {
        let level_of = |values: &[f64]| {
            let clusters = levels(values, tolerance);
            let mut level = vec![0; values.len()];
            for (at, cluster) in clusters.iter().enumerate() {
                cluster.iter().for_each(|&i| level[i] = at);
            }
            (level, clusters.len())
        };
        let ln_k: Vec<f64> = points.iter().map(|(n, d)| libm::log(d / n)).collect();
        let (sizes, m_n) = level_of(&points.iter().map(|p| libm::log(p.0)).collect::<Vec<_>>());
        let (tokens, m_d) = level_of(&points.iter().map(|p| libm::log(p.1)).collect::<Vec<_>>());
        let (ratios, m_k) = level_of(&ln_k);
        let near = |x: f64| targets.iter().any(|k| (x - libm::log(*k)).abs() <= tolerance.gap);
        let mut is_target = vec![false; m_k];
        for (x, &level) in ln_k.iter().zip(&ratios) {
            is_target[level] |= near(*x);
        }
        let cells = sizes.into_iter().zip(tokens).collect();
        RunGrid { cells, size: (m_n, m_d), ratios, targets: is_target, ln_k }
    }

    /// How many runs.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many levels of N and of D.
    pub fn size(&self) -> (usize, usize) {
        self.size
    }

    /// `n` runs of neighbouring ratios: consecutive in ln D/N, from a random
    /// place in that order, runs of equal ratio in random order. One ray if it
    /// has enough runs, else a narrow fan. None where there are fewer.
    pub fn band(&self, n: usize, random: &mut Random) -> Option<Vec<usize>> {
        if n > self.len() {
            return None;
        }
        let mut order: Vec<usize> = (0..self.len()).collect();
        random.shuffle(&mut order);
        order.sort_by_key(|&i| self.ratios[i]);
        let start = random.below(self.len() - n + 1);
        let mut runs = order[start..start + n].to_vec();
        runs.sort_unstable();
        Some(runs)
    }

    /// The ratios of the rays that hold at least two runs: the doubles nearest
    /// the geometric means.
    pub fn rays(&self) -> Vec<f64> {
        let mut sums = vec![(0_usize, 0.0); self.targets.len()];
        for (&level, x) in self.ratios.iter().zip(&self.ln_k) {
            sums[level].0 += 1;
            sums[level].1 += x;
        }
        let rays = sums.into_iter().filter(|(count, _)| *count > 1);
        rays.map(|(count, sum)| libm::exp(sum / count as f64)).collect()
    }

    /// The runs on the highest levels of D/N, whole levels, at least `least`.
    pub fn top_ratios(&self, least: usize) -> Vec<usize> {
        top(&self.ratios, least)
    }

    /// The runs on the highest levels of D, whole levels, at least `least`.
    pub fn top_tokens(&self, least: usize) -> Vec<usize> {
        top(&self.cells.iter().map(|c| c.1).collect::<Vec<_>>(), least)
    }

    /// The runs on the highest levels of N, whole levels, at least `least`.
    pub fn top_sizes(&self, least: usize) -> Vec<usize> {
        top(&self.cells.iter().map(|c| c.0).collect::<Vec<_>>(), least)
    }

    /// How far apart in ln D/N the runs of a sub-design are.
    pub fn width(&self, runs: &[usize]) -> f64 {
        let ln_k = || runs.iter().map(|&i| self.ln_k[i]);
        ln_k().fold(f64::NEG_INFINITY, f64::max) - ln_k().fold(f64::INFINITY, f64::min)
    }
}

/// Places of the highest values, ties included, at least `least` if there are.
pub(super) fn top(values: &[usize], least: usize) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let from = sorted.get(least.saturating_sub(1)).or(sorted.last()).copied().unwrap_or(0);
    (0..values.len()).filter(|&i| values[i] >= from).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_band_is_a_run_of_neighbouring_ratios(
            m_n in 2_usize..6, m_d in 2_usize..6, share in 0.0_f64..1.0, seed in any::<u64>(),
        ) {
            let cell = |i: usize| (2_f64.powi((i % m_n) as i32), 3_f64.powi((i / m_n) as i32));
            let points: Vec<(f64, f64)> = (0..m_n * m_d).map(cell).collect();
            let grid = RunGrid::new(&points, Tolerance::default(), &[]);
            let n = 1 + (share * (points.len() - 1) as f64) as usize;
            let band = grid.band(n, &mut Random::stream(seed, &[])).expect("enough");
            prop_assert_eq!(band.len(), n);
            let levels: Vec<usize> = band.iter().map(|&i| grid.ratios[i]).collect();
            let (lo, hi) = (levels.iter().min().expect("some"), levels.iter().max().expect("some"));
            for i in 0..points.len() {
                let within = *lo < grid.ratios[i] && grid.ratios[i] < *hi;
                prop_assert!(!within || band.contains(&i), "run {} was passed over", i);
            }
            prop_assert_eq!(grid.band(n, &mut Random::stream(seed, &[])), Some(band));
        }
    }

    #[test]
    fn levels_are_counted_from_the_top_and_rays_have_company() {
        let points = [(1.0, 2.0), (2.0, 4.0), (4.0, 8.0), (1.0, 5.0), (4.0, 20.0), (1.0, 9.0)];
        let grid = RunGrid::new(&points, Tolerance::default(), &[]);
        assert_eq!((grid.len(), grid.size(), grid.is_empty()), (6, (3, 6), false));
        let rays = grid.rays();
        assert!(rays.len() == 2 && (rays[0] - 2.0).abs() + (rays[1] - 5.0).abs() < 1e-12);
        assert_eq!(grid.top_ratios(1), [5]);
        assert_eq!(grid.top_ratios(2), [3, 4, 5]);
        assert_eq!(grid.top_tokens(2), [4, 5]);
        assert_eq!(grid.top_tokens(99).len(), 6);
        assert!((grid.width(&[0, 5]) - libm::log(4.5)).abs() < 1e-12);
    }
}
