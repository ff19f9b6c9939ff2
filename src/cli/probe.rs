//! `offray probe RUNS --exec CMD`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::options::{TableArgs, built_in, whole};
use super::sizes::Taken;
use super::{Failure, Files, Globals, Outcome, options};
use crate::audit::GOPHER;
use crate::fit::Objective;
use crate::law::Law;
use crate::number::Exact;
use crate::oracle::Solver;
use crate::probe::{Budget, Case, about_answer, probe};
use crate::report::{probe_json, probe_report, probe_text};
use crate::runs::Runs;

/// Probe a fitter: which of its digits are real, and what loses the others
///
/// Runs your fitter on your own table, and on inputs made of it whose right answers are
/// known: rows in other orders, N and D in other units, numbers rounded to short formats,
/// the fitted curve itself, other starts. What its answers break says what is wrong: each
/// cause with its evidence, its cost in digits and in the split of your budget, and a line of
/// code that mends it. CMD is started by the shell once an input, reads one JSON line and prints
/// one (docs/oracle.md has the protocol, python/adapters ready-made fitters).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray probe runs.csv --exec 'python3 my_fitter.py'
  offray probe runs.csv --exec ./fitter --objective log-sse --compute 1e24
  offray probe runs.csv --exec ./fitter --runs 12 --minutes 1 --json
  offray probe runs.csv --exec ./fitter --keep answers --report probe

Exit status 1 where a cause was found.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// The fitter: a command line for the shell
    #[arg(long, value_name = "CMD", help_heading = "Fitter")]
    exec: String,
    /// Law that it fits: chinchilla, repeated, kaplan, droppo-elibol, interaction
    #[arg(long, value_name = "LAW", default_value = "chinchilla", value_parser = built_in,
          help_heading = "Fitter")]
    law: Law,
    /// Objective that it means to minimise: sse, log-sse, huber-log:DELTA, pseudo-huber-log:DELTA
    #[arg(
        long,
        value_name = "OBJECTIVE",
        default_value = "huber-log:0.001",
        help_heading = "Fitter"
    )]
    objective: Objective,
    /// How often it is run at most
    #[arg(long, value_name = "COUNT", default_value_t = 40, value_parser = whole::<u32>(1, 10_000),
          help_heading = "Budget")]
    runs: u32,
    /// Minutes that all of it may take
    #[arg(long, value_name = "MINUTES", default_value = "5", value_parser = positive,
          help_heading = "Budget")]
    minutes: f64,
    /// Seconds that one run may take
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = positive,
          help_heading = "Budget")]
    timeout: f64,
    /// Runs at the same time [default: as many as there are cores]
    #[arg(long, value_name = "COUNT", value_parser = whole::<u16>(1, 1024),
          help_heading = "Budget")]
    jobs: Option<u16>,
    /// Keep answers in this folder, and take those that are there: a probe goes on where it ended
    #[arg(long, value_name = "DIR", help_heading = "Budget")]
    keep: Option<PathBuf>,
    /// Also write one page of HTML to this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x > 0.0 && x <= 1e6 => Ok(x),
        _ => Err("a positive number, at most 1e6".into()),
    }
}

/// The optimum that answers are held against, where the runs determine one; `so` is what follows
/// where they do not.
pub(super) fn settled<'a>(
    table: &TableArgs,
    (law, objective): (&Law, &Objective),
    runs: &'a Runs,
    (seed, so): (u64, &str),
) -> Result<Case<'a>, Failure> {
    let case = Case::new(law.clone(), objective.clone(), runs, seed)
        .map_err(|error| options::refused(table, &error))?;
    match case.is_settled() {
        true => Ok(case),
        false => Err(Failure::Input(format!(
            "{}: these runs do not determine every parameter ({}){so}: 'offray audit' says what \
             they do determine",
            table.name(),
            case.fit.status
        ))),
    }
}

/// Reads, asks and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    // The command's own files are not to be lost.
    let words = args.exec.split_whitespace();
    let files = words.fold(Files::default(), |files, word| files.reading(Path::new(word)));
    args.table.paths.iter().fold(files, |files, path| files.reading(path));
    if let Some(folder) = &args.report {
        super::check_folder("--report", folder)?;
    }
    if let Some(folder) = &args.keep {
        super::check_folder("--keep", folder)?;
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::Input(format!("--keep {}: {error}", folder.display())))?;
    }
    let taken = Taken::from(&args.table.read)?;
    let table = TableArgs { paths: args.table.paths.clone(), read: taken.read.clone() };
    let mut compute: Vec<f64> = taken.budgets.iter().map(Exact::to_f64).collect();
    if compute.is_empty() {
        compute.push(GOPHER);
    }
    let runs = table.read_for(&args.law)?;
    let so = ", so that no answer is right";
    let case = settled(&table, (&args.law, &args.objective), &runs, (globals.seed, so))?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let solver = Solver {
        command: args.exec.clone(),
        patience: Duration::from_secs_f64(args.timeout),
        jobs: args.jobs.map_or_else(cores, usize::from),
    };
    let budget = Budget {
        runs: args.runs as usize,
        time: Duration::from_secs_f64(60.0 * args.minutes),
        keep: args.keep.clone(),
    };
    let case = about_answer(case, &solver, &budget);
    let bar = globals.progress(u64::from(args.runs.min(32)), "probing");
    bar.enable_steady_tick(Duration::from_millis(200));
    let found = probe(&case, &solver, &budget, &compute, &|_| bar.inc(1));
    bar.finish_and_clear();
    if let Some(folder) = &args.report {
        let page = probe_report(&found, &table.name(), globals.invocation());
        super::write_report(folder, &page)?;
    }
    let json = || {
        let mut object = probe_json(&found, &table.name());
        options::with_reading(&mut object, &runs);
        object
    };
    globals.answer(json, || options::reading(&runs) + &probe_text(&found, &table.name()))?;
    Ok(if found.is_sound() { Outcome::Clean } else { Outcome::Findings })
}
