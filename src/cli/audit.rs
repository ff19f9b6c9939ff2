//! `offray audit RUNS`.

use std::path::{Path, PathBuf};

use super::options::{DesignArgs, IntervalArgs, ModelArgs, TableArgs, refused, with_reading};
use super::{Failure, Globals, Outcome};
use crate::audit::{Options, audit};
use crate::fit::Objective;
use crate::report::audit_report;
use crate::report::{audit_json, audit_text};
use crate::runs::Claim;

/// Audit a table of runs, and a published fit to it, on one page
///
/// What the places of the runs can tell apart; the optimum, its error bars and
/// its twins; whether the claim is the optimum of its own objective and how many
/// of its digits are right; what f32 or f64 would leave; how far one may
/// extrapolate; the compute-optimal sizes; the cheapest runs to add.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray audit runs.csv
  offray audit runs.csv --fit claim.json --digits 50
  offray audit runs.csv --where k=20 --group c4 --json
  offray audit runs.csv --fit claim.json --report audit/

Exit status: 0 nothing to report; 1 findings of severity error (the claim is not the optimum, or the \
runs do not identify the law); 2 bad input.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// Published fit: {"law", "objective", "parameters": {NAME: NUMBER, …}}
    #[arg(long, value_name = "CLAIM.json")]
    fit: Option<PathBuf>,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    intervals: IntervalArgs,
    #[command(flatten)]
    design: DesignArgs,
    /// Also write one page of HTML with figures, and the figures as SVG and PNG, to this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

/// Digits of the optimum unless `--digits` says otherwise, and the least bits
/// of the statistics.
const USUAL: (u32, u32) = (30, 256);
/// The same for tables of more than [`LARGE`] runs: the optimum in doubles, the
/// rest a little beyond.
const FOR_LARGE: (u32, u32) = (15, 128);
/// Tables above this size take seconds at any precision.
const LARGE: usize = 50_000;

/// Makes the audit and prints it.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.report {
        super::check_folder("--report", folder)?;
    }
    let read = |path: &Path| {
        let (name, bytes) = globals.read_bytes(path, Claim::LARGEST_MIB)?;
        Claim::from_json(&name, &bytes).map_err(Failure::input)
    };
    let claim = args.fit.as_deref().map(read).transpose()?;
    let (law, objective) = match &claim {
        Some(claim) => {
            let stated: Objective = claim.objective.parse().map_err(|error| {
                let path = args.fit.as_deref().unwrap_or(Path::new(""));
                Failure::input(format!("{}: {error}", path.display()))
            })?;
            let given = args.model.law.is_some() || args.model.formula.is_some();
            let law = if given { args.model.law()? } else { claim.law.clone() };
            (law, args.model.objective.clone().unwrap_or(stated))
        }
        None => (args.model.law()?, args.model.objective()),
    };
    let runs = args.table.read_for(&law)?;
    let constraints = args.model.constraints(&law)?;
    let start = args.model.start(&law, &constraints)?;
    let (digits, bits) = if runs.rows.len() > LARGE { FOR_LARGE } else { USUAL };
    let digits = globals.digits_or(digits);
    let options = Options {
        kappa_target: args.design.kappa.clone(),
        tolerance: args.design.ray_tolerance,
        digits: digits as usize,
        bits: globals.bits.unwrap_or(globals.bits_for(digits).max(bits)),
        intervals: args.intervals.convention(),
        bootstrap: args.intervals.bootstrap(),
        check_coverage: args.intervals.check_coverage.map(|count| count as usize),
        profiles: true,
        seed: globals.seed,
        law,
        objective,
        constraints,
        start,
        claim,
    };
    let bar = globals.stages();
    let found =
        audit(&runs, &options, &|step, done, all| bar.show(step, done, all)).map_err(|error| {
            match &error {
                crate::audit::Error::Fit(error) => refused(&args.table, error),
                error => Failure::input(format!("{}: {error}", args.table.name())),
            }
        })?;
    if let Some(folder) = &args.report {
        bar.show("drawing", 0, 1);
        let page = audit_report(&found, &runs, &args.table.name(), globals.invocation());
        super::write_report(folder, &page)?;
    }
    bar.clear();
    let json = || {
        let mut object = audit_json(&found);
        with_reading(&mut object, &runs);
        object
    };
    globals.answer(json, || audit_text(&found, &args.table.name()))?;
    Ok(if found.has_errors() { Outcome::Findings } else { Outcome::Clean })
}
