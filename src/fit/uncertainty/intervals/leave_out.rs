//! Refits without some of the runs: what skewness, and the intervals of new runs that
//! assume nothing, are made of.

use crate::fit::answer::replicates::LeaveOut;
use crate::fit::problem::Problem;
use crate::fit::problem::rows::Rows;
use crate::fit::uncertainty::intervals::refits::Engine;
use crate::fit::uncertainty::intervals::{Interval, Method};
use crate::parallel;

/// Folds at most: of larger tables several runs are left out at a time.
const FOLDS: usize = 250;

/// Leaves out blocks of runs (one by one, or several of them at a time where there are
/// many; `spread` for blocks whose order means nothing).
pub(crate) fn leave_out(
    engine: &Engine<'_>,
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    blocks: &[Vec<usize>],
    single: bool,
) -> LeaveOut {
    let count = blocks.len().min(FOLDS);
    let mut fold_of = vec![0; rows.len()];
    for (i, block) in blocks.iter().enumerate() {
        // Neighbours in canonical order go to different folds.
        let fold = if single { i % count } else { i * count / blocks.len() };
        block.iter().for_each(|&at| fold_of[at] = fold);
    }
    let space = problem.space();
    let folds = parallel::in_order(count, |fold| {
        let kept = rows.rows.iter().zip(&fold_of).filter(|(_, own)| **own != fold);
        let kept = Rows { rows: kept.map(|(row, _)| row.clone()).collect() };
        let refit = engine.refit(&kept);
        (space.theta(&refit.u, &1.0), refit.settled)
    });
    let errors = rows.rows.iter().zip(&fold_of).map(|(row, &fold)| {
        let (theta, solved) = &folds[fold];
        let error = engine.model.residual(theta, row).abs() * row.weight.sqrt();
        (fold, if *solved { error } else { f64::INFINITY })
    });
    let errors = errors.collect();
    LeaveOut { thetas: folds.into_iter().map(|(theta, _)| theta).collect(), errors }
}

impl LeaveOut {
    /// The jackknife+ interval of a new run of weight 1, `predict` being the response
    /// that parameters predict for it: the ⌊α(m + 1)⌋-th smallest of prediction − error
    /// and the ⌈(1 − α)(m + 1)⌉-th smallest of prediction + error over the runs, the
    /// prediction without the run. None where there are too few runs for any.
    ///
    /// At least 1 − 2α of new runs fall inside whatever the noise, and 1 − α in practice,
    /// if the new run is of the kind of the old ones: no law of large sizes is implied.
    pub fn new_run(
        &self,
        predict: impl Fn(&[f64]) -> f64,
        level: f64,
        of_response: impl Fn(f64) -> f64,
    ) -> Option<Interval> {
        let m = self.errors.len();
        let predicted: Vec<f64> = self.thetas.iter().map(|theta| predict(theta)).collect();
        let alpha = 1.0 - level;
        // A little slack for products such as 0.05 · 20.
        let low = (alpha * (m + 1) as f64 + 1e-9).floor() as usize;
        let high = ((1.0 - alpha) * (m + 1) as f64 - 1e-9).ceil() as usize;
        if low < 1 || high > m {
            return None;
        }
        let ends = |sign: f64| {
            let mut ends: Vec<f64> =
                self.errors.iter().map(|(fold, e)| predicted[*fold] + sign * e).collect();
            ends.sort_by(f64::total_cmp);
            ends
        };
        let (lo, hi) = (ends(-1.0)[low - 1], ends(1.0)[high - 1]);
        Some(Interval::of(of_response(lo), of_response(hi), level, Method::JackknifePlus))
    }
}
