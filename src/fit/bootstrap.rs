//! Bootstrap standard errors: refits to runs, or groups of runs, drawn with
//! replacement.

use crate::design::Random;
use crate::parallel;

use super::Problem;
use super::descend::{Effort, SETTLED, descend};
use super::rows::{Model, Rows};

/// The standard deviation of every parameter over `resamples` refits that
/// start from `u`, and how many of them settled. Whole groups are drawn where
/// the table has several, for runs of one group are not independent.
///
/// Resample i has its own generator, so that threads change nothing.
pub(crate) fn bootstrap(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    u: &[f64],
    seed: u64,
    resamples: usize,
) -> (Vec<f64>, usize) {
    let model = Model::of(problem);
    let blocks = blocks(problem);
    let thetas: Vec<Option<Vec<f64>>> = parallel::in_order(resamples, |i| {
        let mut random = Random::stream(seed, &[i as u64]);
        let drawn = (0..blocks.len()).flat_map(|_| {
            blocks[random.below(blocks.len())].iter().map(|&at| rows.rows[at].clone())
        });
        let drawn = Rows { rows: drawn.collect() };
        let refit = descend(&model, &drawn, u, Effort { rough: 10, exact: 40, until: SETTLED });
        refit.settled.then(|| problem.space().theta(&refit.u, &1.0))
    });
    let settled: Vec<&Vec<f64>> = thetas.iter().flatten().collect();
    let count = settled.len() as f64;
    let deviation = |p: usize| {
        let mean = settled.iter().map(|t| t[p]).sum::<f64>() / count;
        let sum = settled.iter().map(|t| (t[p] - mean) * (t[p] - mean)).sum::<f64>();
        (sum / (count - 1.0)).sqrt()
    };
    ((0..problem.law().len()).map(deviation).collect(), settled.len())
}

/// Places of rows that are drawn together: groups if there are several, else
/// single runs.
fn blocks(problem: &Problem<'_>) -> Vec<Vec<usize>> {
    let groups = problem.runs().groups.len();
    let mut blocks = vec![Vec::new(); groups];
    for (at, run) in problem.iter().enumerate() {
        if let Some(block) = run.group.and_then(|g| blocks.get_mut(g as usize)) {
            block.push(at);
        }
    }
    blocks.retain(|block| !block.is_empty());
    if blocks.len() > 1 { blocks } else { (0..problem.len()).map(|at| vec![at]).collect() }
}
