//! Bootstrap standard errors: refits to runs, or groups of runs, drawn with
//! replacement.

use std::sync::atomic::{AtomicU64, Ordering};

use super::descend::{Effort, SETTLED, descend};
use super::rows::{Model, Rows};
use super::{Problem, Stage, Watch};
use crate::design::Random;
use crate::geometry::Matrix;
use crate::parallel;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Groups where the table has several, else runs: runs of one group are
    /// seldom independent.
    Either,
    /// Single runs, whatever group they belong to.
    Runs,
    /// Whole groups.
    Groups,
}

/// How to make bootstrap standard errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// Refits.
    pub refits: usize,
    /// What is drawn.
    pub blocks: Blocks,
}

/// What the refits say.
#[derive(Clone, Debug)]
pub(crate) struct Bootstrap {
    /// Covariance of all parameters over the refits that settled.
    pub covariance: Matrix<f64>,
    /// How many settled.
    pub settled: usize,
    /// How many things were drawn from.
    pub drawn_from: usize,
    /// Whether they were groups.
    pub groups: bool,
}

/// The covariance of all parameters over refits that start from `u`.
///
/// Refit i has its own generator, so that threads change nothing.
pub(crate) fn bootstrap(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    u: &[f64],
    seed: u64,
    resampling: &Resampling,
    watch: Watch<'_>,
) -> Bootstrap {
    let model = Model::of(problem);
    let (blocks, groups) = blocks(problem, resampling.blocks);
    let done = AtomicU64::new(0);
    let thetas: Vec<Option<Vec<f64>>> = parallel::in_order(resampling.refits, |i| {
        let mut random = Random::stream(seed, &[i as u64]);
        let drawn = (0..blocks.len()).flat_map(|_| {
            blocks[random.below(blocks.len())].iter().map(|&at| rows.rows[at].clone())
        });
        let drawn = Rows { rows: drawn.collect() };
        let refit = descend(&model, &drawn, u, Effort { rough: 10, exact: 40, until: SETTLED });
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        watch(Stage::Resampling, count, resampling.refits as u64);
        refit.settled.then(|| problem.space().theta(&refit.u, &1.0))
    });
    let settled: Vec<&Vec<f64>> = thetas.iter().flatten().collect();
    let count = settled.len() as f64;
    let p = problem.law().len();
    let mean: Vec<f64> =
        (0..p).map(|i| settled.iter().map(|t| t[i]).sum::<f64>() / count).collect();
    let covariance = Matrix::from_fn(p, p, |i, j| {
        let products = settled.iter().map(|t| (t[i] - mean[i]) * (t[j] - mean[j]));
        products.sum::<f64>() / (count - 1.0)
    });
    Bootstrap { covariance, settled: settled.len(), drawn_from: blocks.len(), groups }
}

/// Places of rows that are drawn together, and whether they are groups.
fn blocks(problem: &Problem<'_>, wanted: Blocks) -> (Vec<Vec<usize>>, bool) {
    let groups = problem.runs().groups.len();
    let mut blocks = vec![Vec::new(); groups];
    for (at, run) in problem.iter().enumerate() {
        if let Some(block) = run.group.and_then(|g| blocks.get_mut(g as usize)) {
            block.push(at);
        }
    }
    blocks.retain(|block| !block.is_empty());
    let use_groups = match wanted {
        Blocks::Either => blocks.len() > 1,
        Blocks::Runs => false,
        Blocks::Groups => !blocks.is_empty(),
    };
    match use_groups {
        true => (blocks, true),
        false => ((0..problem.len()).map(|at| vec![at]).collect(), false),
    }
}
