//! `offray fit RUNS`.

use super::options::{ErrorKind, IntervalArgs, ModelArgs, TableArgs};
use super::{Failure, Globals, Outcome, options};
use crate::fit::{Options, Problem, Status, fit};
use crate::report::{Errors, FitTable};

/// Fit a law to runs: global search, no starting guess needed
///
/// Prints every parameter with its standard error and interval, what the
/// search established, and any second optimum. Up to 15 digits come from
/// doubles with compensated sums; more from Newton's method at a precision to
/// match, data read as exact decimals.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray fit runs.csv
  offray fit runs.csv --objective log-sse --fix E=1.82
  offray fit runs.csv --digits 30 --json
  offray fit runs.csv --law kaplan --group c4 --se observed

Exit status 1 where the runs do not identify the parameters or no minimum could be established.")]
pub struct Args {
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    interval: IntervalArgs,
    /// Print scales as logarithms
    #[arg(long)]
    log_params: bool,
}

/// Reads, fits and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let law = args.model.law();
    let constraints = args.model.constraints()?;
    let start = args.model.start(&law, &constraints)?;
    let runs = args.table.read()?;
    let problem = Problem::new(&law, &runs, &args.model.objective(), &constraints)
        .map_err(|error| Failure::input(format!("{}: {error}", args.table.name())))?;
    let options = Options {
        digits: globals.digits_or(15) as usize,
        bits: globals.bits,
        start,
        seed: globals.seed,
        bootstrap: (args.interval.se == ErrorKind::Bootstrap).then_some(RESAMPLES),
    };
    let bar = globals.progress(0, "fitting");
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    let answer = fit(&problem, &options);
    bar.finish_and_clear();
    let mut answer =
        answer.map_err(|error| Failure::input(format!("{}: {error}", args.table.name())))?;
    if let Some(remark) = options::pooled(&runs) {
        answer.remarks.insert(0, remark);
    }
    let table = FitTable {
        errors: match args.interval.se {
            ErrorKind::GaussNewton => Errors::GaussNewton,
            ErrorKind::Observed => Errors::Observed,
            ErrorKind::Sandwich => Errors::Sandwich,
            ErrorKind::Bootstrap => Errors::Bootstrap,
        },
        level: args.interval.level,
        t: args.interval.t,
        log_parameters: args.log_params,
    };
    let text = if globals.json { format!("{}\n", answer.to_json()) } else { table.page(&answer) };
    super::print(&text)?;
    Ok(match answer.status {
        Status::NotIdentifiable | Status::Undecided => Outcome::Findings,
        _ => Outcome::Clean,
    })
}

/// Refits that `--se bootstrap` makes.
const RESAMPLES: usize = 1000;
