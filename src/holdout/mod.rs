//! Collinear against spread-out sub-designs of one table, at an equal number of
//! runs, judged on the same held-out runs (NC-BOX on real losses).
//!
//! 1. [`Split`]: the runs on the highest ratios D/N and those with the most
//!    tokens are held out, one union for everybody; the others are the pool.
//! 2. For every seed the pool gives two sub-designs of n runs each: a *band* of
//!    neighbouring ratios, and the *box* grown from the middle of the grid
//!    ([`RunGrid`]).
//! 3. Every law is fitted to both, by a global search, and predicts the
//!    held-out losses: RMSE and R² of both.
//! 4. Over the seeds: how often the box wins, with the interval of Clopper and
//!    Pearson and a sign test corrected for the number of laws (Bonferroni).
//!
//! The seeds choose sub-designs of one table with one set of losses: what the
//! intervals and tests say is about that choice. To let the noise vary as well,
//! losses can be simulated around each law's own fit to the whole table.

mod contest;

pub use contest::{Comparison, Contest, Spread};

use crate::design::{By, Random, RunGrid, Split, SplitError, Tolerance};
use crate::fit::{Constraints, FitError, Objective, Problem, WinRate};
use crate::law::{Law, Point};
use crate::number::Exact;
use crate::runs::Runs;

/// What is to be compared, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The laws; a law that cannot be fitted to the table is an error if it is
    /// the only one, else its line says why.
    pub laws: Vec<Law>,
    /// The objective of the fits.
    pub objective: Objective,
    /// How many pairs of sub-designs.
    pub seeds: usize,
    /// Makes every random choice repeatable.
    pub seed: u64,
    /// Runs in each sub-design; half of the pool unless given.
    pub runs: Option<usize>,
    /// The share of runs to hold out, an equal part of it by each of `by`.
    pub hold: f64,
    /// What runs are held out for.
    pub by: Vec<By>,
    /// The group to hold out in place of that.
    pub hold_group: Option<String>,
    /// Whether sub-designs have equal compute: the box as many runs as cost no more than
    /// the band's.
    pub equal_flop: bool,
    /// Target ratios of the box; the table's rays unless given.
    pub targets: Vec<Exact>,
    /// What counts as one level of N, D and D/N.
    pub tolerance: Tolerance,
    /// Coverage of intervals.
    pub level: f64,
    /// The standard deviation of simulated noise; actual losses unless given.
    pub noise: Option<f64>,
}

/// Why nothing can be compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum HoldOutError {
    /// The table cannot be cut in two.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// More runs asked for than there are, or so many that nothing is chosen.
    #[error(
        "sub-designs of {asked} runs do not fit in {pool}, what is left after {held} are held out: \
         ask for fewer with --runs, or hold out fewer with --hold"
    )]
    TooMany {
        /// Asked for.
        asked: usize,
        /// To choose from.
        pool: usize,
        /// Held out.
        held: usize,
    },
    /// No group of that name.
    #[error("no run is of group '{asked}': name one of the table's with --hold-group ({known})")]
    NoGroup {
        /// Asked for.
        asked: String,
        /// There are.
        known: String,
    },
    /// The only law cannot be fitted.
    #[error(transparent)]
    Fit(#[from] FitError),
}

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct HoldOut {
    /// What was asked.
    pub options: Options,
    /// What was held out and what was not.
    pub split: Split,
    /// Runs in each sub-design.
    pub n: usize,
    /// k_max/k_min of the bands and of the boxes.
    pub reach: [Spread; 2],
    /// N_max/N_min of the bands and of the boxes.
    pub span: [Spread; 2],
    /// Σ 6ND of the bands and of the boxes, in FLOP.
    pub compute: [Spread; 2],
    /// Law by law.
    pub laws: Vec<Comparison>,
    /// All laws together: the same sub-designs and losses underlie them, so this
    /// count is no sample of independent trials.
    pub overall: WinRate,
}

/// One pair of sub-designs, as places in the table.
#[derive(Clone, Debug)]
struct Pair {
    band: Vec<usize>,
    grown: Vec<usize>,
}

/// Compares; `step` hears of every refit, from any thread.
///
/// # Errors
/// Where the table does not allow it; see [`HoldOutError`].
pub fn holdout(
    runs: &Runs,
    options: &Options,
    step: &(dyn Fn() + Sync),
) -> Result<HoldOut, HoldOutError> {
    let points: Vec<Point<f64>> = runs.points(&1.0);
    let places: Vec<(f64, f64)> = points.iter().map(|p| (p.n, p.d)).collect();
    let split = match &options.hold_group {
        None => Split::by(&places, options.tolerance, options.hold, &options.by)?,
        Some(name) => {
            let of_group = |i: &usize| runs.group_of(&runs.rows[*i]) == Some(name);
            let held: Vec<usize> = (0..runs.rows.len()).filter(of_group).collect();
            if held.is_empty() {
                let known = runs.group_sizes().iter().map(|(name, _)| *name).collect::<Vec<_>>();
                let known = known.join(", ");
                return Err(HoldOutError::NoGroup { asked: name.clone(), known });
            }
            Split::named(&places, options.tolerance, held)?
        }
    };
    let n = options.runs.unwrap_or(split.pool.len() / 2);
    if n < 2 || n >= split.pool.len() {
        let (pool, held) = (split.pool.len(), split.held.len());
        return Err(HoldOutError::TooMany { asked: n, pool, held });
    }
    let pool: Vec<(f64, f64)> = split.pool.iter().map(|&i| places[i]).collect();
    let targets = match options.targets.as_slice() {
        [] => RunGrid::new(&pool, options.tolerance, &[]).rays(),
        given => given.iter().map(Exact::to_f64).collect(),
    };
    let grid = RunGrid::new(&pool, options.tolerance, &targets);
    let pairs: Vec<Pair> = (0..options.seeds as u64)
        .map(|s| {
            let mut random = Random::stream(options.seed, &[s]);
            let enough = "the pool has more runs than asked for";
            let band = grid.band(n, &mut random).expect(enough);
            let grown = match options.equal_flop {
                false => grid.grow(n, &mut random).expect(enough).runs,
                true => {
                    let cost = |runs: &[usize]| -> f64 {
                        runs.iter().map(|&i| pool[i].0 * pool[i].1).sum()
                    };
                    // The same growth at every size, the largest that the compute pays for.
                    let most = cost(&band);
                    let grow = |size: usize| {
                        grid.grow(size, &mut random.clone()).expect("no more than the pool").runs
                    };
                    let fits = (2..=pool.len()).rev().map(grow).find(|runs| cost(runs) <= most);
                    fits.unwrap_or_else(|| grow(2))
                }
            };
            let of_table = |chosen: Vec<usize>| -> Vec<usize> {
                chosen.into_iter().map(|i| split.pool[i]).collect()
            };
            Pair { band: of_table(band), grown: of_table(grown) }
        })
        .collect();
    let designs = |f: &dyn Fn(&[usize]) -> f64| {
        let both = |side: &dyn Fn(&Pair) -> &[usize]| {
            Spread::of(&pairs.iter().map(|p| f(side(p))).collect::<Vec<_>>())
        };
        [both(&|p| &p.band), both(&|p| &p.grown)]
    };
    let range = |value: &dyn Fn((f64, f64)) -> f64| {
        designs(&|chosen| {
            let ln = || chosen.iter().map(|&i| libm::log(value(places[i])));
            libm::exp(ln().fold(f64::MIN, f64::max) - ln().fold(f64::INFINITY, f64::min))
        })
    };
    let (reach, span) = (range(&|(n, d)| d / n), range(&|(n, _)| n));
    let compute = designs(&|chosen| chosen.iter().map(|&i| 6.0 * places[i].0 * places[i].1).sum());
    let mut laws = Vec::new();
    for (place, law) in options.laws.iter().enumerate() {
        // The same checks that a fit of the table makes.
        let whole = Problem::new(law, runs, &options.objective, &Constraints::default());
        let contest = match whole {
            Err(error) if options.laws.len() == 1 => return Err(error.into()),
            Err(error) => Err(error.to_string()),
            Ok(_) if n < law.len() => {
                Err(format!("{n} runs cannot determine {} parameters", law.len()))
            }
            Ok(_) => contest::compare(law, place, runs, &points, &split, &pairs, options, step),
        };
        laws.push(Comparison { law: law.clone(), contest });
    }
    let compared = laws.iter().filter(|law| law.contest.is_ok()).count();
    for law in &mut laws {
        if let Ok(contest) = &mut law.contest {
            contest.p_corrected = (contest.p * compared as f64).min(1.0);
        }
    }
    let rates = laws.iter().filter_map(|law| Some(law.contest.as_ref().ok()?.rate));
    let overall = rates.fold(WinRate::default(), WinRate::plus);
    Ok(HoldOut { options: options.clone(), split, n, reach, span, compute, laws, overall })
}

/// How many refits a comparison makes, for a progress bar.
pub fn steps(options: &Options) -> u64 {
    2 * (options.laws.len() * options.seeds) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::on_threads;
    use crate::runs::{Columns, Selection};

    /// Ten sizes on eight rays, Hoffmann's losses with noise of 0.003.
    fn table() -> Runs {
        let law = Law::named("chinchilla").expect("known");
        let mut random = Random::stream(9, &[]);
        let mut text = String::from("n_params,n_tokens,loss\n");
        for i in 0..80 {
            let n = libm::round(1e7 * libm::pow(1.6, f64::from(i % 10)));
            let d = n * 2_f64.powi(i / 10);
            let loss = law.loss(&[1.69, 406.4, 410.7, 0.34, 0.28], &Point::new(n, d));
            text += &format!("{n},{d},{:.6}\n", loss + 0.003 * random.normal());
        }
        Runs::from_csv("t.csv", text.as_bytes(), &Columns::default(), &Selection::default())
            .expect("a table")
    }

    fn options(laws: &[&str], seeds: usize) -> Options {
        Options {
            laws: laws.iter().map(|id| Law::named(id).expect("known")).collect(),
            objective: "log-sse".parse().expect("an objective"),
            seeds,
            seed: 0,
            runs: None,
            hold: 0.3,
            by: vec![By::Ratio, By::Tokens],
            hold_group: None,
            equal_flop: false,
            targets: Vec::new(),
            tolerance: Tolerance::default(),
            level: 0.95,
            noise: None,
        }
    }

    #[test]
    fn both_sub_designs_are_judged_on_runs_that_neither_has_seen() {
        let runs = table();
        let steps = std::sync::atomic::AtomicU64::new(0);
        let count = || {
            steps.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        };
        let options = Options { runs: Some(14), ..options(&["chinchilla", "repeated"], 24) };
        let found = holdout(&runs, &options, &count).expect("comparable");
        let Split { held, pool, .. } = &found.split;
        assert_eq!((held.len() + pool.len(), found.n), (80, 14));
        assert!(held.iter().all(|i| !pool.contains(i)) && pool.len() >= 40);
        // A narrow band, a wide box.
        assert!(found.reach[0].median <= 4.01 && found.reach[1].median >= 7.9, "{found:?}");
        let contest = found.laws[0].contest.as_ref().expect("compared");
        let rate = contest.rate;
        assert_eq!((rate.decided() + rate.ties, steps.into_inner()), (24, 48));
        let share = rate.share().expect("decided");
        assert!(contest.interval.0 <= share && share <= contest.interval.1, "{contest:?}");
        // A box in the middle of the sizes against bands as long as the table:
        // the box loses, and every figure says so.
        assert!(found.span[0].median > found.span[1].median, "{found:?}");
        assert!(rate.losses > 18 && contest.ratio.median < 1.0 && contest.p_corrected < 0.01);
        let [band, grown] = &contest.rmse;
        assert!(band.median < grown.median && band.median > 0.001, "{contest:?}");
        assert!(contest.r_squared[1].median < contest.r_squared[0].median);
        assert_eq!(found.overall, rate);
        let (lo, hi) = contest.ratio_interval;
        assert!(lo < contest.ratio.median && contest.ratio.median < hi && contest.clusters > 2);
        assert!(contest.effect < 0.0, "{contest:?}");
        // The law that the table cannot feed says why, and is not counted.
        let reason = found.laws[1].contest.as_ref().expect_err("no unique_tokens");
        assert!(reason.contains("unique_tokens") && contest.p_corrected == contest.p);
    }

    #[test]
    fn sub_designs_of_equal_compute_cost_no_more_than_the_bands() {
        let runs = table();
        let with = Options {
            runs: Some(14),
            equal_flop: true,
            by: vec![By::Compute],
            ..options(&["chinchilla"], 8)
        };
        let found = holdout(&runs, &with, &|| {}).expect("comparable");
        assert!(found.compute[1].high <= found.compute[0].high, "{:?}", found.compute);
        assert_eq!(found.split.parts[0].0, By::Compute);
        let error = Options { hold_group: Some("x".into()), ..with };
        let error = holdout(&runs, &error, &|| {}).expect_err("no groups");
        assert!(error.to_string().starts_with("no run is of group 'x'"), "{error}");
    }

    #[test]
    fn the_same_seed_gives_the_same_bits_on_any_number_of_threads() {
        let runs = table();
        let with = |threads, seed, noise| {
            let options = Options { seed, noise, ..options(&["chinchilla"], 4) };
            let found = on_threads(threads, || holdout(&runs, &options, &|| {}));
            format!("{:?}", found.expect("comparable").laws)
        };
        assert_eq!(with(1, 3, None), with(4, 3, None));
        assert_ne!(with(1, 3, None), with(1, 4, None));
        assert_eq!(with(1, 3, Some(0.01)), with(4, 3, Some(0.01)));
        assert_ne!(with(1, 3, Some(0.01)), with(1, 3, None));
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let runs = table();
        let fail = |options: Options| holdout(&runs, &options, &|| {}).expect_err("refused");
        let error = fail(Options { runs: Some(70), ..options(&["chinchilla"], 2) });
        assert!(error.to_string().starts_with("sub-designs of 70 runs do not fit in"), "{error}");
        let error = fail(options(&["repeated"], 2));
        assert!(matches!(error, HoldOutError::Fit(FitError::NeedsUnique { .. })), "{error}");
        let few = Options { runs: Some(5), ..options(&["chinchilla", "interaction"], 2) };
        let found = holdout(&runs, &few, &|| {}).expect("one law is compared");
        let reason = found.laws[1].contest.as_ref().expect_err("too few runs");
        assert_eq!(reason, "5 runs cannot determine 8 parameters");
        assert_eq!(steps(&few), 8);
    }
}
