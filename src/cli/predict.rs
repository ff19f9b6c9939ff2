//! `offray predict RUNS`.

use std::path::PathBuf;

use super::options::{self, IntervalArgs, ModelArgs, TableArgs};
use super::sizes::{Size, Taken};
use super::{Failure, Globals, Outcome};
use crate::audit::{self, Options};
use crate::design::Tolerance;
use crate::forecast::{Site, predict};
use crate::report::{predict_json, predict_text};
use crate::runs::{Runs, Where};

/// Predict the loss at sizes before they are trained, from a table of runs
///
/// For every size the predicted loss with two intervals told apart (where the mean
/// loss lies, and where the loss of one new run would, this also by jackknife+), and
/// how far it lies outside the runs. Where the runs do not determine a loss, none is
/// given an interval. A table of sizes with losses is held against the predictions.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray predict runs.csv --at 70B,1.4T
  offray predict runs.csv --at n=13e9,tpp=20 --at c=1e24,tpp=20
  offray predict runs.csv --compute 1e23,1e24 --tpp 20,100
  offray predict runs.csv --points sizes.csv --json
  offray predict runs.csv --where 'n<1e9' --points runs.csv --points-where 'n>1e9'

Exit status 1 where the runs do not determine a loss that was asked for.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// A size: N,D, or two of n, d, c (6ND) and tpp (D/N) by name, as in c=1e24,tpp=20; unique=U
    /// tokens where data repeat (again for more). --compute C,… with --tpp R,… says sizes too
    #[arg(long, value_name = "N,D", allow_hyphen_values = true)]
    at: Vec<Size>,
    /// Tables of sizes, read as the runs are; where they have losses these are set beside
    #[arg(long, value_name = "TABLE")]
    points: Vec<PathBuf>,
    /// Of the tables of sizes keep only some rows, as --where does of the runs: n>1e9, group=c4
    #[arg(long, value_name = "KEY=VALUE,…", requires = "points")]
    points_where: Vec<Where>,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    intervals: IntervalArgs,
    /// Rays: largest gap in ln k between runs on one ray, and its largest width
    #[arg(long, value_name = "GAP[,WIDTH]", default_value = "0.02,0.05")]
    ray_tolerance: Tolerance,
}

/// Reads, predicts and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let law = args.model.law()?;
    let taken = Taken::from(&args.table.read)?;
    let table = TableArgs { paths: args.table.paths.clone(), read: taken.read.clone() };
    let mut sites: Vec<Site> = args.at.iter().map(|size| site(size.clone())).collect();
    sites.extend(taken.sizes()?.into_iter().map(site));
    if sites.is_empty() && args.points.is_empty() {
        let text = "no size to predict for: give --at N,D, --points TABLE, or --compute C --tpp R";
        return Err(Failure::usage(text));
    }
    let constraints = args.model.constraints(&law)?;
    let start = args.model.start(&law, &constraints)?;
    options::no_coverage(&args.intervals)?;
    let runs = table.read_for(&law)?;
    let mut listed = None;
    if !args.points.is_empty() {
        let points = TableArgs { paths: args.points.clone(), read: table.read.clone() };
        let read = points.read_sites(&law, &args.points_where)?;
        sites.extend(Site::of_table(&read));
        listed = Some(read);
    }
    let options = Options {
        constraints,
        start,
        ..options::usual(law, &args.model, &args.intervals, args.ray_tolerance, globals)
    };
    let bar = globals.stages();
    let found = predict(&runs, &sites, &options, &|step, done, all| bar.show(step, done, all));
    bar.clear();
    let found = found.map_err(|error| refused(&table, &error))?;
    let json = || {
        let mut object = predict_json(&found);
        options::with_reading(&mut object, &runs);
        with_points(&mut object, listed.as_ref());
        object
    };
    globals.answer(json, || predict_text(&found, &table.name()))?;
    Ok(if found.is_open() { Outcome::Findings } else { Outcome::Clean })
}

fn site(size: Size) -> Site {
    Site { label: String::new(), at: size.at, measured: None }
}

/// What was understood of the table of sizes, where that was not plain.
fn with_points(object: &mut serde_json::Value, points: Option<&Runs>) {
    if let Some(reading) = points.map(|runs| &runs.source.reading).filter(|r| !r.is_plain()) {
        object["points_reading"] = reading.to_json();
    }
}

/// Why nothing can be said: the options' fault, or the table's.
pub(super) fn refused(table: &TableArgs, error: &audit::Error) -> Failure {
    match error {
        audit::Error::Fit(error) => options::refused(table, error),
        error => Failure::input(format!("{}: {error}", table.name())),
    }
}
