//! `offray fit RUNS`.

use super::options::{IntervalArgs, ModelArgs, TableArgs};
use super::{Failure, Globals, Outcome, options};
use crate::design::Tolerance;
use crate::fit::intervals::coverage::check_coverage;
use crate::fit::{Format, Held, Options, Problem, Stage, Status, Units, fit_in, fit_watched};
use crate::forecast::{Approaches, Asking, approaches};
use crate::law::Law;
use crate::report::fit::coverage;
use crate::report::{FitTable, in_format};
use crate::report::{approach_json, approach_text};
use crate::runs::Runs;

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
  offray fit runs.csv --format bf16
  offray fit runs.csv --formula 'E + (A*N^-alpha + B*D^-beta)^k'
  offray fit runs.csv --approach 2
  offray fit runs.csv --law kaplan --group c4 --se observed --profile

Exit status 1 where the runs do not identify every parameter or no minimum could be established.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    interval: IntervalArgs,
    /// Fit in this number format too, and say what it loses: f16, bf16, tf32, f32, f64,
    /// double-double, mpfr:BITS
    #[arg(long, value_name = "NAME")]
    format: Option<Format>,
    /// Fit with N and D counted in these units, as in n=1e9,d=1e10 (f16 ends at 65504); parameters
    /// are in these units too
    #[arg(long, value_name = "n=UNIT,d=UNIT")]
    count_in: Option<Units>,
    /// Print scales as logarithms
    #[arg(long)]
    log_params: bool,
    /// Profile intervals too: how far each parameter can move, the others following, before
    /// the objective has risen by more than --level allows
    #[arg(long)]
    profile: bool,
    /// Compute-optimal sizes without a surface, beside it: 2, parabolas through the losses of each
    /// budget; 1, the model with the lowest loss at each
    #[arg(long, value_name = "1|2,…", value_delimiter = ',',
          value_parser = clap::value_parser!(u8).range(1..=2), conflicts_with_all = ["format",
          "count_in", "log_params", "profile", "check_coverage"])]
    approach: Vec<u8>,
    /// With --approach 2: largest gap in ln C between runs of one budget, and its largest width
    #[arg(long, value_name = "GAP[,WIDTH]", default_value = "0.02,0.05", requires = "approach")]
    budget_tolerance: Tolerance,
}

impl Args {
    /// The law, and the runs in the units that they are counted in.
    pub(super) fn law_and_runs(&self) -> Result<(Law, Runs), Failure> {
        let (law, read) = self.model.law_for(&self.table)?;
        Ok((law.clone(), self.runs(&law, read)?))
    }

    fn runs(&self, law: &Law, read: Option<Runs>) -> Result<Runs, Failure> {
        let runs = read.map_or_else(|| self.table.read_for(law), Ok)?;
        Ok(match &self.count_in {
            Some(units) => units.apply(&runs),
            None => runs,
        })
    }
}

/// Reads, fits and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let (law, read) = args.model.law_for(&args.table)?;
    let constraints = args.model.constraints(&law)?;
    let start = args.model.start(&law, &constraints)?;
    let runs = args.runs(&law, read)?;
    let problem = Problem::new(&law, &runs, &args.model.objective(), &constraints)
        .map_err(|error| options::refused(&args.table, &error))?;
    let options = Options {
        digits: globals.digits_or(15) as usize,
        bits: globals.bits,
        start,
        seed: globals.seed,
        bootstrap: args.interval.bootstrap(),
        profile: args.profile.then_some(args.interval.level),
    };
    let bar = globals.stages();
    if !args.approach.is_empty() {
        let asked = Asking {
            envelope: args.approach.contains(&1),
            parabolas: args.approach.contains(&2),
            tolerance: args.budget_tolerance,
        };
        let watch = |stage: Stage, done, all| bar.show(stage.name(), done, all);
        let found = approaches(&runs, &problem, &options, &asked, &watch);
        bar.clear();
        let found = found.map_err(|error| options::refused(&args.table, &error))?;
        return print_approaches(&found, args, &runs, globals);
    }
    let answer = fit_watched(&problem, &options, &|stage, done, all| {
        bar.show(stage.name(), done, all);
    });
    bar.clear();
    let mut answer = answer.map_err(|error| options::refused(&args.table, &error))?;
    if let Some(units) = &args.count_in {
        let said = format!("N is counted in units of {}, D in units of {}", units.n, units.d);
        answer.remarks.insert(0, said);
    }
    let pooled = options::pooled(&runs);
    answer.remarks.splice(0..0, pooled.clone());
    let table = FitTable { intervals: args.interval.convention(), log_parameters: args.log_params };
    let convention = args.interval.convention();
    let coverage = args.interval.check_coverage.map(|count| {
        check_coverage(&problem, &answer, &convention, &[], (count as usize, globals.seed))
    });
    let rounded = args.format.map(|format| fit_in(&problem, format, &answer)).transpose();
    let rounded =
        rounded.map_err(|error| Failure::input(format!("{}: {error}", args.table.name())))?;
    let json = || {
        let mut object = answer.to_json(&args.interval.convention());
        options::with_reading(&mut object, &runs);
        if let Some(rounded) = &rounded {
            object["in_format"] = rounded.to_json(&answer);
        }
        if let Some(found) = &coverage {
            object["coverage"] = coverage::object(found.as_ref(), &convention);
        }
        object
    };
    let text = || {
        let section = rounded.as_ref().map(|found| in_format(found, &answer));
        let section = section.map_or_else(String::new, |section| format!("\n{section}"));
        let measured = coverage.as_ref().map_or_else(String::new, |found| {
            format!("\n{}", coverage::section(found.as_ref(), &convention))
        });
        options::reading(&runs) + &table.page(&answer, pooled.as_deref()) + &section + &measured
    };
    globals.answer(json, text)?;
    let open = answer.parameters.iter().any(|p| p.held == Held::NotIdentified);
    Ok(match answer.status {
        Status::NotIdentifiable | Status::Undecided => Outcome::Findings,
        _ if open => Outcome::Findings,
        _ => Outcome::Clean,
    })
}

fn print_approaches(
    found: &Approaches,
    args: &Args,
    runs: &Runs,
    globals: &Globals,
) -> Result<Outcome, Failure> {
    let name = args.table.name();
    let json = || {
        let mut object = approach_json(found, &name);
        options::with_reading(&mut object, runs);
        object
    };
    globals.answer(json, || options::reading(runs) + &approach_text(found, &name))?;
    Ok(if found.is_open() { Outcome::Findings } else { Outcome::Clean })
}
