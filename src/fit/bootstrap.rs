//! Bootstrap standard errors: refits to runs, or groups of runs, drawn with
//! replacement.

use std::sync::atomic::{AtomicU64, Ordering};

use super::descend::{Effort, SETTLED, descend};
use super::held::Reduced;
use super::rows::{Model, Rows};
use super::{Fit, Held, Problem, Stage, Watch};
use crate::design::Random;
use crate::geometry::Matrix;
use crate::number::{Mpfr, Scalar};
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
struct Bootstrap {
    /// Covariance of all parameters over the refits that settled.
    covariance: Matrix<f64>,
    /// How many settled.
    settled: usize,
    /// How many things were drawn from.
    drawn_from: usize,
    /// Whether they were groups.
    groups: bool,
    /// The refit whose parameters are best on all runs, and their objective there.
    lowest: Option<(Vec<f64>, f64)>,
}

/// Bootstrap standard errors of what is free. A refit whose parameters are better on
/// all runs than the optimum, by more than rounding, is handed back: all parameters,
/// and their objective.
pub(super) fn resample(
    now: &Reduced<'_>,
    rows: &Rows<f64>,
    seed: u64,
    resampling: &Resampling,
    answer: &mut Fit,
    watch: Watch<'_>,
) -> Option<(Vec<f64>, f64)> {
    let u = now.found.place();
    let found = bootstrap(&now.problem, rows, &u, seed, resampling, watch);
    let what = if found.groups { "groups" } else { "runs" };
    answer.remarks.push(format!(
        "bootstrap over {} {what}: {} of {} refits converged, from the optimum on",
        found.drawn_from, found.settled, resampling.refits
    ));
    if found.groups && found.drawn_from < FEW_GROUPS {
        answer.remarks.push(format!(
            "a bootstrap over {} groups says little; --resample runs draws single runs",
            found.drawn_from
        ));
    }
    let sound = found.covariance.all(|x| x.is_finite());
    for (p, estimate) in answer.parameters.iter_mut().enumerate() {
        if matches!(estimate.held, Held::Free | Held::Tied(_)) && sound {
            let variance = Mpfr::from_f64(53, found.covariance[(p, p)]);
            estimate.se.bootstrap = Some(variance.sqrt());
        }
    }
    if let (Some(covariance), true) = (&mut answer.covariance, sound) {
        let space = now.problem.space();
        let first: Vec<usize> = space.free().iter().map(|c| c.parameters[0]).collect();
        covariance.bootstrap = Some(Matrix::from_fn(first.len(), first.len(), |i, j| {
            Mpfr::from_f64(53, found.covariance[(first[i], first[j])])
        }));
    }
    let model = Model::of(&now.problem);
    let here = model.value(&u, rows);
    found.lowest.filter(|(_, value)| here - value > model.slack(here, rows))
}

/// A bootstrap over fewer groups is remarked upon.
const FEW_GROUPS: usize = 10;

/// The covariance of all parameters over refits that start from `u`.
///
/// Refit i has its own generator, so that threads change nothing.
fn bootstrap(
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
    let refits: Vec<Option<(Vec<f64>, f64)>> = parallel::in_order(resampling.refits, |i| {
        let mut random = Random::stream(seed, &[i as u64]);
        let drawn = (0..blocks.len()).flat_map(|_| {
            blocks[random.below(blocks.len())].iter().map(|&at| rows.rows[at].clone())
        });
        let drawn = Rows { rows: drawn.collect() };
        let refit = descend(&model, &drawn, u, Effort { rough: 10, exact: 40, until: SETTLED });
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        watch(Stage::Resampling, count, resampling.refits as u64);
        let theta = || (problem.space().theta(&refit.u, &1.0), model.value(&refit.u, rows));
        refit.settled.then(theta)
    });
    let lowest = refits.iter().flatten().min_by(|a, b| a.1.total_cmp(&b.1)).cloned();
    let settled: Vec<&Vec<f64>> = refits.iter().flatten().map(|(theta, _)| theta).collect();
    let count = settled.len() as f64;
    let p = problem.law().len();
    let mean: Vec<f64> =
        (0..p).map(|i| settled.iter().map(|t| t[i]).sum::<f64>() / count).collect();
    let covariance = Matrix::from_fn(p, p, |i, j| {
        let products = settled.iter().map(|t| (t[i] - mean[i]) * (t[j] - mean[j]));
        products.sum::<f64>() / (count - 1.0)
    });
    Bootstrap { covariance, settled: settled.len(), drawn_from: blocks.len(), groups, lowest }
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
