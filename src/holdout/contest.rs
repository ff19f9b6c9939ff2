//! One law fitted to every pair of sub-designs.

use super::{Options, Pair};
use crate::design::{Random, Split};
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
    /// Wins on the runs held out for their ratio, and for their tokens, alone.
    pub parts: [WinRate; 2],
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
#[derive(Clone, Copy, Debug)]
struct Predicted {
    all: Score,
    by_ratio: f64,
    by_tokens: f64,
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
            by_ratio: score(&split.by_ratio).rmse,
            by_tokens: score(&split.by_tokens).rmse,
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
        both.iter().filter_map(|[a, b]| Some([(*a)?, (*b)?])).collect();
    let side = |f: &dyn Fn(&Predicted) -> f64, which: usize| {
        fitted.iter().map(|pair| f(&pair[which])).collect::<Vec<f64>>()
    };
    let spread = |f: &dyn Fn(&Predicted) -> f64| [0, 1].map(|w| Spread::of(&side(f, w)));
    let rate =
        |f: &dyn Fn(&Predicted) -> f64| WinRate::of(fitted.iter().map(|[a, b]| (f(b), f(a))));
    let count = |which: usize| fitted.iter().filter(|pair| !pair[which].settled).count();
    let whole = rate(&|p| p.all.rmse);
    let ratios: Vec<f64> = fitted.iter().map(|[a, b]| a.all.rmse / b.all.rmse).collect();
    Ok(Contest {
        rate: whole,
        interval: whole.interval(options.level),
        p: whole.sign_test(),
        p_corrected: whole.sign_test(),
        rmse: spread(&|p| p.all.rmse),
        r_squared: spread(&|p| p.all.r_squared),
        ratio: Spread::of(&ratios),
        parts: [rate(&|p| p.by_ratio), rate(&|p| p.by_tokens)],
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
