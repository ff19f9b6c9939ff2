//! `offray holdout RUNS`.

use super::options::{self, TableArgs};
use super::{Failure, Globals, Outcome};
use crate::design::{By, Tolerance};
use crate::fit::Objective;
use crate::holdout::{HoldOutError, Options, holdout, steps};
use crate::law::Law;
use crate::number::Exact;
use crate::report::{holdout_json, holdout_text};

/// Compare collinear with spread-out sub-designs on held-out runs of a table
///
/// The runs with the highest ratios D/N and those with the most tokens are held
/// out (or what --by says). From the others every seed chooses two sub-designs of equally many runs:
/// a band of neighbouring ratios, and a box grown from the middle of the grid of
/// N and D. Every law is fitted to both and predicts the held-out losses.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray holdout runs.csv
  offray holdout runs.csv --group c4 --law chinchilla,kaplan --seeds 200
  offray holdout runs.csv --runs 12 --hold 0.3 --objective log-sse --json
  offray holdout runs.csv --by compute --equal flop
  offray holdout runs.csv --simulate 0.01     # the noise varies too

The exit status is 0 whichever sub-design predicts better.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// Laws to fit, separated by commas [default: all five]
    #[arg(long, value_name = "LAW,…", value_delimiter = ',', value_parser = options::built_in)]
    law: Vec<Law>,
    /// Objective: sse, log-sse, huber-log:DELTA, pseudo-huber-log:DELTA
    #[arg(long, value_name = "OBJECTIVE", default_value = "huber-log:1e-3")]
    objective: Objective,
    /// Pairs of sub-designs
    #[arg(long, value_name = "COUNT", default_value_t = 100,
          value_parser = options::whole::<u32>(1, 100_000))]
    seeds: u32,
    /// Runs in each sub-design [default: half of those not held out]
    #[arg(long, value_name = "COUNT", value_parser = options::whole::<usize>(2, u64::from(u32::MAX)))]
    runs: Option<usize>,
    /// Share of the runs to hold out, an equal part by each of --by
    #[arg(long, value_name = "SHARE", default_value = "0.3", value_parser = share)]
    hold: f64,
    /// What runs are held out for, the highest of each: ratio (D/N), tokens, size, compute
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', default_value = "ratio,tokens",
          value_parser = by)]
    by: Vec<By>,
    /// Hold out this group of the table instead
    #[arg(long, value_name = "NAME", conflicts_with = "hold")]
    hold_group: Option<String>,
    /// What both sub-designs have as much of: runs, or compute Σ 6ND (the band's)
    #[arg(long, value_name = "runs|flop", default_value = "runs", value_parser = ["runs", "flop"])]
    equal: String,
    /// Ratios D/N that the box covers first [default: the table's rays]
    #[arg(long, value_name = "K,…", value_delimiter = ',', value_parser = ratio, allow_hyphen_values = true)]
    target_tpp: Vec<Exact>,
    /// Levels of N, D and D/N: largest gap in the logarithm, and largest width
    #[arg(long, value_name = "GAP[,WIDTH]", default_value = "0.02,0.05")]
    ray_tolerance: Tolerance,
    /// Coverage of intervals, between 0 and 1
    #[arg(long, value_name = "LEVEL", default_value = "0.95", value_parser = options::level)]
    level: f64,
    /// Simulated losses: each law's fit to the whole table plus noise of this
    /// standard deviation
    #[arg(long, value_name = "SIGMA", value_parser = noise)]
    simulate: Option<f64>,
}

/// Reads, compares and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let runs = args.table.read()?;
    let laws = match args.law.as_slice() {
        [] => Law::all().into_iter().filter(|law| !law.about().pair.is_empty()).collect(),
        given => given.to_vec(),
    };
    let options = Options {
        laws,
        objective: args.objective.clone(),
        seeds: args.seeds as usize,
        seed: globals.seed,
        runs: args.runs,
        hold: args.hold,
        by: args.by.clone(),
        hold_group: args.hold_group.clone(),
        equal_flop: args.equal == "flop",
        targets: args.target_tpp.clone(),
        tolerance: args.ray_tolerance,
        level: args.level,
        noise: args.simulate,
    };
    let bar = globals.progress(steps(&options), "refitting");
    let found = holdout(&runs, &options, &|| bar.inc(1));
    bar.finish_and_clear();
    let found = found.map_err(|error| match error {
        HoldOutError::TooMany { .. } => Failure::usage(format!("--runs: {error}")),
        error => Failure::input(format!("{}: {error}", args.table.name())),
    })?;
    let remarks: Vec<String> = options::pooled(&runs).into_iter().collect();
    let name = args.table.name();
    let json = || {
        let mut object = holdout_json(&found, &name, &remarks);
        options::with_reading(&mut object, &runs);
        object
    };
    globals.answer(json, || options::reading(&runs) + &holdout_text(&found, &name, &remarks))?;
    Ok(Outcome::Clean)
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x > 0.0 && x < 1.0 => Ok(x),
        _ => Err("a share lies between 0 and 1, as in 0.3".into()),
    }
}

fn by(text: &str) -> Result<By, String> {
    By::ALL
        .into_iter()
        .find(|by| by.name() == text)
        .ok_or_else(|| format!("write one of {}", By::ALL.map(By::name).join(", ")))
}

fn noise(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x > 0.0 && x.is_finite() => Ok(x),
        _ => Err("a standard deviation is positive, as in 0.01".into()),
    }
}

fn ratio(text: &str) -> Result<Exact, String> {
    let k: Exact = text.parse().map_err(|e| format!("{e}"))?;
    if k.signum() > 0 { Ok(k) } else { Err("a ratio is positive, as in 20".into()) }
}
