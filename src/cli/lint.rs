//! `offray lint RUNS`.

use super::options::{TableArgs, built_in};
use super::sizes::Taken;
use super::{Failure, Globals, Outcome, options};
use crate::audit::GOPHER;
use crate::fit::Objective;
use crate::law::Law;
use crate::number::Exact;
use crate::probe::lint::{TOOLS, Tool, lint, rounding};
use crate::report::{lint_json, lint_text};
use crate::runs::nearest;

/// Say what a fitter's settings will cost, before it is run
///
/// From the table and the objective: how many digits the defaults of a known fitter leave in
/// the worst parameter (its stopping test, differences for derivatives, its arithmetic), and
/// how many digits of each parameter a paper must print.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray lint runs.csv
  offray lint runs.csv --like scipy-lbfgsb --mean
  offray lint runs.csv --like scipy-bfgs --tolerance 1e-9
  offray lint runs.csv --move-loss 1e-4 --move-ratio 0.001 --compute 1e24

Exit status 1 where --like names a fitter that leaves fewer than 4 digits.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// Law: chinchilla, repeated, kaplan, droppo-elibol, interaction
    #[arg(long, value_name = "LAW", default_value = "chinchilla", value_parser = built_in,
          help_heading = "Model")]
    law: Law,
    /// Objective: sse, log-sse, huber-log:DELTA, pseudo-huber-log:DELTA
    #[arg(
        long,
        value_name = "OBJECTIVE",
        default_value = "huber-log:0.001",
        help_heading = "Model"
    )]
    objective: Objective,
    /// A fitter by name: scipy-bfgs, scipy-lbfgsb, curve-fit, jax-bfgs-f32, …; all that are known
    /// unless given
    #[arg(long, value_name = "TOOL", value_parser = known, help_heading = "Fitter")]
    like: Option<&'static Tool>,
    /// The mean over the runs is minimised, not the sum
    #[arg(long, help_heading = "Fitter")]
    mean: bool,
    /// Another tolerance for its stopping test
    #[arg(long, value_name = "TOLERANCE", requires = "like", value_parser = small,
          help_heading = "Fitter")]
    tolerance: Option<f64>,
    /// Rounding: by how much a loss may move
    #[arg(long, value_name = "NATS", default_value = "0.001", value_parser = small,
          help_heading = "Rounding")]
    move_loss: f64,
    /// Rounding: by what fraction D*/N* may move
    #[arg(long, value_name = "FRACTION", default_value = "0.01", value_parser = small,
          help_heading = "Rounding")]
    move_ratio: f64,
}

/// Fewer digits than this are a finding.
const FEW: f64 = 4.0;

fn small(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x > 0.0 && x <= 1.0 => Ok(x),
        _ => Err("a positive number, at most 1".into()),
    }
}

fn known(text: &str) -> Result<&'static Tool, String> {
    Tool::named(text).ok_or_else(|| {
        let names = TOOLS.iter().map(|tool| tool.name);
        let near = nearest(text, names.clone()).map(|n| format!("did you mean '{n}'? "));
        let all = names.collect::<Vec<_>>().join(", ");
        format!("{}(fitters: {all})", near.unwrap_or_default())
    })
}

/// Reads, judges and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let taken = Taken::from(&args.table.read)?;
    let table = TableArgs { paths: args.table.paths.clone(), read: taken.read.clone() };
    let compute = taken.budgets.first().map_or(GOPHER, Exact::to_f64);
    let runs = table.read_for(&args.law)?;
    let model = (&args.law, &args.objective);
    let case = super::probe::settled(&table, model, &runs, (globals.seed, ""))?;
    let changed = args.like.map(|tool| args.tolerance.map_or(*tool, |t| tool.with_tolerance(t)));
    let found = match &changed {
        Some(tool) => lint(&case, tool, args.mean).into_iter().collect::<Vec<_>>(),
        None => TOOLS.iter().filter_map(|tool| lint(&case, tool, args.mean)).collect(),
    };
    let printed = rounding(&case, [args.move_loss, args.move_ratio], compute);
    let json = || {
        let mut object = lint_json(&found, printed.as_ref(), &table.name());
        options::with_reading(&mut object, &runs);
        object
    };
    let text = || options::reading(&runs) + &lint_text(&found, printed.as_ref(), &table.name());
    globals.answer(json, text)?;
    let few = args.like.is_some() && found.iter().any(|lint| lint.digits < FEW);
    Ok(if few { Outcome::Findings } else { Outcome::Clean })
}
