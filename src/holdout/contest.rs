//! One law fitted to every pair of sub-designs.

use super::{Options, Pair};
use crate::design::{By, Random, Split};
use crate::fit::{Constraints, Refit, Score, WinRate, quantile};
use crate::law::{Law, Point};
use crate::parallel;
use crate::runs::Runs;

/// One law's line.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The law.
    pub law: Law,
    /// What came of it, or why nothing did.
    pub contest: Result<Contest, String>,
}

/// Collinear against spread out, over all seeds. In pairs: the band first, the
/// box second.
#[derive(Clone, Debug)]
pub struct Contest {
    /// How often the box predicts the held-out runs better.
    pub rate: WinRate,
    /// Ends of the interval for the probability that it does.
    pub interval: (f64, f64),
    /// Sign test, two-sided.
    pub p: f64,
    /// The same times the number of laws compared, at most 1.
    pub p_corrected: f64,
    /// RMSE over the held-out runs.
    pub rmse: [Spread; 2],
    /// R² over them.
    pub r_squared: [Spread; 2],
    /// RMSE of the band over RMSE of the box, pair by pair.
    pub ratio: Spread,
    /// The interval of that median when clusters of held-out runs are drawn anew: groups
    /// where the table has them, else runs of one size, whose losses lie on one trajectory.
    pub ratio_interval: (f64, f64),
    /// How many clusters.
    pub clusters: usize,
    /// Effect size: the mean of ln(RMSE of the band/RMSE of the box) over its standard
    /// deviation.
    pub effect: f64,
    /// Wins on the runs held out for one thing alone, in the order of the split.
    pub parts: Vec<(By, WinRate)>,
    /// Refits whose last step was not small: in a flat valley, or running away.
    pub unsettled: [usize; 2],
    /// Sub-designs with fewer distinct points than parameters: not compared.
    pub no_fit: [usize; 2],
}

/// Quartiles over the seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// A quarter lies below.
    pub low: f64,
    /// Half lies below.
    pub median: f64,
    /// A quarter lies above.
    pub high: f64,
}

impl Spread {
    /// Of a sample; NaN where it is empty.
    pub fn of(sample: &[f64]) -> Self {
        let at = |p| quantile(sample, p).unwrap_or(f64::NAN);
        Spread { low: at(0.25), median: at(0.5), high: at(0.75) }
    }
}

/// What one sub-design predicts.
#[derive(Clone, Debug)]
struct Predicted {
    all: Score,
    /// RMSE on each part of the split.
    parts: Vec<f64>,
    /// Squared errors, run by run.
    squares: Vec<f64>,
    settled: bool,
}

/// Fits a law to all pairs.
#[expect(clippy::too_many_arguments, reason = "one call; a struct would say it twice")]
pub(super) fn compare(
    law: &Law,
    place: usize,
    runs: &Runs,
    points: &[Point<f64>],
    split: &Split,
    pairs: &[Pair],
    options: &Options,
    step: &(dyn Fn() + Sync),
) -> Result<Contest, String> {
    let actual = runs.losses(&1.0);
    let refit = |chosen: &[usize], losses: &[f64]| {
        let at = chosen.iter().map(|&i| points[i].clone()).collect();
        let there: Vec<f64> = chosen.iter().map(|&i| losses[i]).collect();
        let refit = Refit::new(law, &Constraints::default(), &options.objective, at).ok()?;
        refit.search(&there)
    };
    // The truth of a simulation: the law's own fit to the whole table.
    let centre: Option<Vec<f64>> = match options.noise {
        None => None,
        Some(_) => {
            let all: Vec<usize> = (0..points.len()).collect();
            let whole = refit(&all, &actual).ok_or("no parameters with a finite objective")?;
            Some(points.iter().map(|at| law.loss(&whole.theta, at)).collect())
        }
    };
    let predict = |chosen: &[usize], losses: &[f64]| {
        let found = (distinct(points, chosen) >= law.len()).then(|| refit(chosen, losses));
        step();
        let found = found.flatten()?;
        let score = |held: &[usize]| {
            let at: Vec<Point<f64>> = held.iter().map(|&i| points[i].clone()).collect();
            let there: Vec<f64> = held.iter().map(|&i| losses[i]).collect();
            Score::of(law, &found.theta, &at, &there)
        };
        Some(Predicted {
            all: score(&split.held),
            parts: split.parts.iter().map(|(_, part)| score(part).rmse).collect(),
            squares: split
                .held
                .iter()
                .map(|&i| {
                    let off = law.loss(&found.theta, &points[i]) - losses[i];
                    off * off
                })
                .collect(),
            settled: found.settled,
        })
    };
    let both: Vec<[Option<Predicted>; 2]> = parallel::in_order(pairs.len(), |s| {
        let losses = match (&centre, options.noise) {
            (Some(centre), Some(sigma)) => {
                let mut random = Random::stream(options.seed, &[1, s as u64, place as u64]);
                centre.iter().map(|loss| loss + sigma * random.normal()).collect()
            }
            _ => actual.clone(),
        };
        [predict(&pairs[s].band, &losses), predict(&pairs[s].grown, &losses)]
    });
    let fitted: Vec<[Predicted; 2]> =
        both.iter().filter_map(|[a, b]| Some([a.clone()?, b.clone()?])).collect();
    let side = |f: &dyn Fn(&Predicted) -> f64, which: usize| {
        fitted.iter().map(|pair| f(&pair[which])).collect::<Vec<f64>>()
    };
    let spread = |f: &dyn Fn(&Predicted) -> f64| [0, 1].map(|w| Spread::of(&side(f, w)));
    let rate =
        |f: &dyn Fn(&Predicted) -> f64| WinRate::of(fitted.iter().map(|[a, b]| (f(b), f(a))));
    let count = |which: usize| fitted.iter().filter(|pair| !pair[which].settled).count();
    let whole = rate(&|p| p.all.rmse);
    let ratios: Vec<f64> = fitted.iter().map(|[a, b]| a.all.rmse / b.all.rmse).collect();
    let clusters = clusters(runs, &split.held);
    let mut random = Random::stream(options.seed, &[2, place as u64]);
    let part = |k: usize| rate(&|p: &Predicted| p.parts[k]);
    Ok(Contest {
        ratio_interval: redrawn(&fitted, &clusters, options.level, &mut random),
        clusters: clusters.len(),
        effect: effect(&ratios),
        rate: whole,
        interval: whole.interval(options.level),
        p: whole.sign_test(),
        p_corrected: whole.sign_test(),
        rmse: spread(&|p| p.all.rmse),
        r_squared: spread(&|p| p.all.r_squared),
        ratio: Spread::of(&ratios),
        parts: split.parts.iter().enumerate().map(|(k, (by, _))| (*by, part(k))).collect(),
        unsettled: [count(0), count(1)],
        no_fit: [0, 1].map(|w| both.iter().filter(|pair| pair[w].is_none()).count()),
    })
}

/// How many distinct places.
fn distinct(points: &[Point<f64>], chosen: &[usize]) -> usize {
    let bits = |i: &usize| {
        let Point { n, d, unique, .. } = &points[*i];
        (n.to_bits(), d.to_bits(), unique.to_bits())
    };
    chosen.iter().map(bits).collect::<std::collections::BTreeSet<_>>().len()
}

/// Places among the held-out runs of each cluster: a group, or a size.
fn clusters(runs: &Runs, held: &[usize]) -> Vec<Vec<usize>> {
    let grouped =
        held.iter().all(|i| runs.rows[*i].group.is_some()) && runs.group_sizes().len() > 1;
    let key = |i: usize| {
        let run = &runs.rows[i];
        if grouped { (run.group, None) } else { (None, Some(&run.n)) }
    };
    let mut order: Vec<usize> = (0..held.len()).collect();
    order.sort_by(|a, b| key(held[*a]).cmp(&key(held[*b])).then(a.cmp(b)));
    order.chunk_by(|a, b| key(held[*a]) == key(held[*b])).map(<[usize]>::to_vec).collect()
}

/// Resamples of clusters.
const RESAMPLES: usize = 1000;

/// Percentiles of the median ratio of RMSEs over draws of as many clusters with replacement.
/// Not numbers of fewer than two clusters.
fn redrawn(
    fitted: &[[Predicted; 2]],
    clusters: &[Vec<usize>],
    level: f64,
    random: &mut Random,
) -> (f64, f64) {
    if clusters.len() < 2 || fitted.is_empty() {
        return (f64::NAN, f64::NAN);
    }
    let sums = |p: &Predicted| -> Vec<f64> {
        clusters.iter().map(|c| c.iter().map(|i| p.squares[*i]).sum()).collect()
    };
    let both: Vec<[Vec<f64>; 2]> = fitted.iter().map(|[a, b]| [sums(a), sums(b)]).collect();
    let one = |_| {
        let drawn: Vec<usize> = (0..clusters.len()).map(|_| random.below(clusters.len())).collect();
        let total = |x: &[f64]| drawn.iter().map(|c| x[*c]).sum::<f64>();
        let ratios: Vec<f64> = both.iter().map(|[a, b]| (total(a) / total(b)).sqrt()).collect();
        quantile(&ratios, 0.5).unwrap_or(f64::NAN)
    };
    let drawn: Vec<f64> = (0..RESAMPLES).map(one).collect();
    let tail = (1.0 - level) / 2.0;
    let end = |p| quantile(&drawn, p).unwrap_or(f64::NAN);
    (end(tail), end(1.0 - tail))
}

/// mean(ln x)/sd(ln x); not a number of fewer than two, or without spread.
fn effect(ratios: &[f64]) -> f64 {
    let logs: Vec<f64> = ratios.iter().map(|x| libm::log(*x)).filter(|x| x.is_finite()).collect();
    let m = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / m;
    let square = logs.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (m - 1.0);
    mean / square.sqrt()
}
