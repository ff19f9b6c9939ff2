//! The growing box of NC-BOX: a spread-out sub-design at a matched budget.
//!
//! The box (arXiv 2605.08541, appendix C, as quoted) works on grid indices: the
//! levels of ln N and of ln D, clustered like rays.
//!
//! 1. Start from the 2×2 box of indices {c_N − 1, c_N} × {c_D − 1, c_D} (from 0),
//!    c = ⌊M/2⌋ for M levels, moved by ±1 at random in a direction whose M is
//!    even, and back where it would leave the grid.
//! 2. Take every run inside. While there are fewer than n and the box does not
//!    span the grid, grow it by one level on both edges of N, or by one on both
//!    edges of D, as far as there are levels.
//! 3. Of a ring that holds more runs than are needed, keep runs by priority:
//!    (a) at a target ratio D/N that is not covered yet, (b) at another ratio
//!    not covered yet, (c) at a ratio already covered; in random order within
//!    each.
//!
//! Where the quoted text stops, this is what happens. *Choice rule*: of the two
//! growths the one that takes in more runs, which keeps a box in a full grid
//! square; if neither takes in any, or both as many, a coin decides between
//! those that are possible. *Covered* is up to date: once a ratio has been taken
//! from this very ring, its other runs fall to priority (c). The first box is
//! cut like a ring if it holds more than n runs.

use std::ops::Range;

use super::{Random, RunGrid};

/// A sub-design grown from the middle of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxSample {
    /// The runs taken, increasing.
    pub runs: Vec<usize>,
    /// Levels of N that the final box spans.
    pub sizes: Range<usize>,
    /// Levels of D that it spans.
    pub tokens: Range<usize>,
    /// Those of the runs that came with the last ring, in the order taken.
    pub last: Vec<usize>,
}

impl RunGrid {
    /// The box of exactly `n` runs; None where there are fewer.
    pub fn grow(&self, n: usize, random: &mut Random) -> Option<BoxSample> {
        if n > self.len() {
            return None;
        }
        let mut middle = |m: usize| {
            let c = m / 2;
            let c = match m.is_multiple_of(2) {
                true if random.coin() => c + 1,
                true => c.saturating_sub(1),
                false => c,
            };
            // {c − 1, c} within 0..m.
            let start = c.saturating_sub(1).min(m.saturating_sub(2));
            start..(start + 2).min(m)
        };
        let (mut sizes, mut tokens) = (middle(self.size.0), middle(self.size.1));
        let mut kept = vec![false; self.len()];
        let mut covered = vec![false; self.targets.len()];
        let mut count = 0;
        loop {
            let mut ring = self.inside(&sizes, &tokens);
            ring.retain(|&i| !kept[i]);
            if count + ring.len() > n {
                ring = self.first(ring, n - count, &covered, random);
            }
            for &i in &ring {
                kept[i] = true;
                covered[self.ratios[i]] = true;
                count += 1;
            }
            if count == n {
                let runs = (0..self.len()).filter(|&i| kept[i]).collect();
                return Some(BoxSample { runs, sizes, tokens, last: ring });
            }
            let (taller, wider) = (grown(&sizes, self.size.0), grown(&tokens, self.size.1));
            let gain = |sizes: &Range<usize>, tokens: &Range<usize>| {
                self.inside(sizes, tokens).len() - count
            };
            let by_size = match (taller != sizes, wider != tokens) {
                // The whole grid holds every run, and so at least n.
                (false, false) => return None,
                (true, false) => true,
                (false, true) => false,
                (true, true) => {
                    let (a, b) = (gain(&taller, &tokens), gain(&sizes, &wider));
                    if a == b { random.coin() } else { a > b }
                }
            };
            if by_size {
                sizes = taller;
            } else {
                tokens = wider;
            }
        }
    }

    /// The runs in a box.
    fn inside(&self, sizes: &Range<usize>, tokens: &Range<usize>) -> Vec<usize> {
        let inside = |i: &usize| {
            let (size, token) = self.cells[*i];
            sizes.contains(&size) && tokens.contains(&token)
        };
        (0..self.len()).filter(inside).collect()
    }

    /// `r` runs of a ring, by priority.
    fn first(
        &self,
        mut ring: Vec<usize>,
        r: usize,
        covered: &[bool],
        random: &mut Random,
    ) -> Vec<usize> {
        random.shuffle(&mut ring);
        let mut covered = covered.to_vec();
        let mut taken = Vec::with_capacity(r);
        let mut left = ring;
        for priority in 0..3 {
            let mut rest = Vec::new();
            for i in left {
                let ratio = self.ratios[i];
                let fits = match priority {
                    0 => self.targets[ratio] && !covered[ratio],
                    1 => !covered[ratio],
                    _ => true,
                };
                if fits && taken.len() < r {
                    covered[ratio] = true;
                    taken.push(i);
                } else {
                    rest.push(i);
                }
            }
            left = rest;
        }
        taken
    }
}

/// One level more on both edges, as far as there are levels.
fn grown(range: &Range<usize>, m: usize) -> Range<usize> {
    range.start.saturating_sub(1)..(range.end + 1).min(m)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::design::Tolerance;

    /// m_n × m_d runs on powers of 2 and 3, so that ratios differ.
    fn full(m_n: usize, m_d: usize) -> Vec<(f64, f64)> {
        let cell = |i: usize| (2_f64.powi((i % m_n) as i32), 3_f64.powi((i / m_n) as i32));
        (0..m_n * m_d).map(cell).collect()
    }

    fn grid(points: &[(f64, f64)], targets: &[f64]) -> RunGrid {
        RunGrid::new(points, Tolerance::default(), targets)
    }

    proptest! {
        #[test]
        fn a_box_has_exactly_the_runs_asked_is_centred_and_repeatable(
            m_n in 1_usize..9, m_d in 1_usize..9, holes in any::<u64>(), share in 0.0_f64..1.0,
            seed in any::<u64>(),
        ) {
            let mut points = full(m_n, m_d);
            let mut at = 0;
            points.retain(|_| { at += 1; at == 1 || holes >> (at % 64) & 1 == 0 });
            let grid = grid(&points, &[1.0, 3.0]);
            let n = 1 + (share * (points.len() - 1) as f64) as usize;
            let found = grid.grow(n, &mut Random::stream(seed, &[])).expect("enough runs");
            prop_assert_eq!(found.runs.len(), n);
            prop_assert!(found.runs.windows(2).all(|w| w[0] < w[1]));
            for &i in &found.runs {
                let (size, token) = grid.cells[i];
                prop_assert!(found.sizes.contains(&size) && found.tokens.contains(&token));
            }
            // Off the middle by 3/2 levels at most, until it meets an edge.
            for (range, m) in [(&found.sizes, grid.size.0), (&found.tokens, grid.size.1)] {
                let middle = (range.start + range.end) as f64 / 2.0;
                let edge = range.start == 0 || range.end == m;
                prop_assert!(edge || (middle - m as f64 / 2.0).abs() <= 1.5, "{:?} of {}", range, m);
            }
            let again = grid.grow(n, &mut Random::stream(seed, &[]));
            prop_assert_eq!(again, Some(found));
            prop_assert_eq!(grid.grow(points.len() + 1, &mut Random::stream(seed, &[])), None);
        }

        /// Nothing inside a smaller box is left out: what is missing belongs to
        /// the last ring, whose order of priority is kept.
        #[test]
        fn only_the_last_ring_is_cut_and_by_priority(
            m in 3_usize..8, n in 5_usize..40, seed in any::<u64>(), chosen in any::<u64>(),
        ) {
            // Ratios repeat: powers of 2 on both axes, targets at random.
            let points: Vec<(f64, f64)> =
                (0..m * m).map(|i| (2_f64.powi((i % m) as i32), 2_f64.powi((i / m) as i32))).collect();
            let targets: Vec<f64> = (0..2 * m as i32)
                .filter(|j| chosen >> j & 1 == 1)
                .map(|j| 2_f64.powi(j - m as i32))
                .collect();
            let grid = grid(&points, &targets);
            let n = n.min(points.len());
            let found = grid.grow(n, &mut Random::stream(seed, &[])).expect("enough runs");
            let all = grid.inside(&found.sizes, &found.tokens);
            let missing: Vec<usize> =
                all.iter().copied().filter(|i| !found.runs.contains(i)).collect();
            // What the earlier rings hold is a box without holes.
            prop_assert!(missing.iter().all(|&i| on_edge(&grid, &found, i)));
            let ratio = |i: &usize| grid.ratios[*i];
            let earlier: Vec<usize> =
                found.runs.iter().filter(|i| !found.last.contains(i)).map(ratio).collect();
            let last: Vec<usize> = found.last.iter().map(ratio).collect();
            let first_of_its_ratio =
                |at: usize| !earlier.contains(&last[at]) && !last[..at].contains(&last[at]);
            let uncovered = |target: bool| {
                let none_has = |x: &usize| !earlier.contains(x) && !last.contains(x);
                missing.iter().map(ratio).any(|x| grid.targets[x] == target && none_has(&x))
            };
            for (at, ratio) in last.iter().enumerate() {
                // A target ratio left out altogether: only such were taken.
                prop_assert!(!uncovered(true) || first_of_its_ratio(at) && grid.targets[*ratio]);
                prop_assert!(!uncovered(false) || first_of_its_ratio(at));
            }
        }
    }

    fn on_edge(grid: &RunGrid, found: &BoxSample, i: usize) -> bool {
        let (size, token) = grid.cells[i];
        let ends = |r: &Range<usize>| [r.start, r.end - 1];
        ends(&found.sizes).contains(&size) || ends(&found.tokens).contains(&token)
    }

    #[test]
    fn a_full_grid_is_taken_square_by_square() {
        let grid = grid(&full(7, 7), &[]);
        // Odd: no offset; {2, 3} × {2, 3}, then 4 × 2 or 2 × 4, then 4 × 4.
        for (n, box_size) in [(4, (2..4, 2..4)), (16, (1..5, 1..5)), (36, (0..6, 0..6))] {
            let found = grid.grow(n, &mut Random::stream(5, &[])).expect("enough");
            assert_eq!((found.sizes, found.tokens), box_size);
        }
        let all = grid.grow(49, &mut Random::stream(5, &[])).expect("enough");
        assert_eq!((all.runs.len(), all.sizes, all.tokens), (49, 0..7, 0..7));
    }

    #[test]
    fn an_even_grid_is_entered_off_its_middle_at_random() {
        let grid = grid(&full(8, 8), &[]);
        let mut starts = std::collections::BTreeSet::new();
        for stream in 0..64 {
            let found = grid.grow(4, &mut Random::stream(5, &[stream])).expect("enough");
            starts.insert((found.sizes.start, found.tokens.start));
        }
        // c = 4, moved to 3 or 5: boxes {2, 3} or {4, 5} either way.
        assert_eq!(starts.into_iter().collect::<Vec<_>>(), [(2, 2), (2, 4), (4, 2), (4, 4)]);
    }

    #[test]
    fn priorities_are_target_then_new_then_covered() {
        // One size, D = 2^j: every ratio is new; targets 2 and 16.
        let points: Vec<(f64, f64)> = (0..7).map(|j| (1.0, 2_f64.powi(j))).collect();
        let grid = grid(&points, &[2.0, 16.0]);
        // The first box is {2, 3}; the ring {1, 4} is all targets, {0, 5} none.
        for seed in 0..20 {
            let found = grid.grow(3, &mut Random::stream(seed, &[])).expect("enough");
            assert!(found.runs == [1, 2, 3] || found.runs == [2, 3, 4], "{found:?}");
        }
        let covered = [false, false, true, true, false, false, false];
        let ring = vec![0, 1, 2, 3, 4, 5];
        for seed in 0..20 {
            let mut random = Random::stream(seed, &[]);
            let two = grid.first(ring.clone(), 2, &covered, &mut random);
            assert!(two.iter().all(|i| [1, 4].contains(i)), "{two:?}");
            let mut four = grid.first(ring.clone(), 4, &covered, &mut random);
            four.sort_unstable();
            assert_eq!(four, [0, 1, 4, 5]);
        }
    }
}
