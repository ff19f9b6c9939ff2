//! `offray allocate RUNS`.

use std::path::{Path, PathBuf};

use super::options::{self, IntervalArgs, ModelArgs, ReadArgs, TableArgs};
use super::sizes::{Taken, positive};
use super::{Failure, Files, Globals, Outcome, params};
use crate::audit::Options;
use crate::design::Tolerance;
use crate::forecast::{Allocations, Asked, Curves, Stated, allocate_runs, allocate_stated};
use crate::law::Law;
use crate::number::Exact;
use crate::report::{allocate_figure, allocate_json, allocate_report, allocate_text};
use crate::runs::Runs;

/// The best split of a budget between model size and data
///
/// From a table of runs, with intervals, or from stated or published parameters: for
/// every budget the numbers of parameters and tokens that make the loss smallest, the
/// loss there, and what other splits forgo. With tokens to be served the budget pays
/// for inference too, C = 6ND + 2NT. A loss can be asked for in place of a budget:
/// then the answer is the cheapest way to it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray allocate runs.csv --compute 5.76e23
  offray allocate runs.csv --compute 1e23,1e24 --inference-tokens 2T --tpp 20
  offray allocate runs.csv --target-loss 2.0 --inference-tokens 1e13
  offray allocate runs.csv --compute 5.76e23 --published hoffmann,besiroglu
  offray allocate --params E=1.69,A=406.4,B=410.7,alpha=0.34,beta=0.28 --compute 1e24
  offray allocate runs.csv --compute 1e24 --figure split.svg

Exit status 1 where the runs support no best split, or something asked for has none.")]
pub struct Args {
    /// Tables of runs, as 'offray fit' reads them; none with --params or --published alone
    #[arg(value_name = "RUNS", required_unless_present_any = ["params", "published"])]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    /// Budgets C in FLOP, training and inference together; --compute C,… says the same where it
    /// is given numbers
    #[arg(long, value_name = "C,…", value_delimiter = ',', value_parser = positive,
          allow_hyphen_values = true, help_heading = "Question")]
    budget: Vec<Exact>,
    /// Losses to reach as cheaply as possible
    #[arg(long, value_name = "L,…", value_delimiter = ',', value_parser = positive,
          allow_hyphen_values = true, help_heading = "Question")]
    target_loss: Vec<Exact>,
    /// Tokens T that the model will serve: 2NT of the budget are for that
    #[arg(long, value_name = "T,…", value_delimiter = ',', value_parser = positive,
          allow_hyphen_values = true, help_heading = "Question")]
    inference_tokens: Vec<Exact>,
    /// Parameters in place of a fit, or beside it
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',', help_heading = "Question")]
    params: Vec<String>,
    /// Published parameters in place of a fit, or beside it: hoffmann, besiroglu, … ('offray law
    /// LAW' lists them)
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Question")]
    published: Vec<String>,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    intervals: IntervalArgs,
    /// Rays: largest gap in ln k between runs on one ray, and its largest width
    #[arg(long, value_name = "GAP[,WIDTH]", default_value = "0.02,0.05")]
    ray_tolerance: Tolerance,
    /// Also draw loss against size at each budget, and the best split against the budget
    #[arg(long, value_name = "FILE.svg|.png", value_parser = figure_file)]
    figure: Option<PathBuf>,
    /// Also write one page of HTML with figures, and the figures as SVG and PNG, to this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

/// Reads, splits and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let read = args.paths.iter().fold(Files::default(), |files, path| files.reading(path));
    read.writing("--figure", args.figure.as_deref())?;
    if let Some(folder) = &args.report {
        super::check_folder("--report", folder)?;
    }
    let taken = Taken::from(&args.read)?;
    let asked = args.asked(&taken)?;
    let law = args.law()?;
    let sets = args.stated(&law)?;
    options::no_coverage(&args.intervals)?;
    if args.paths.is_empty() {
        if !taken.read.is_empty() {
            return Err(Failure::usage(
                "without RUNS there is no table to be read as these options say",
            ));
        }
        let found = allocate_stated(&law, &sets, &asked);
        let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
        let curves = || Curves::of_stated(&found, sets.first()?);
        args.write(&found, &names.join(" and "), curves, globals)?;
        return args.print(&found, &names.join(" and "), None, globals);
    }
    let table = TableArgs { paths: args.paths.clone(), read: taken.read.clone() };
    let constraints = args.model.constraints(&law)?;
    let start = args.model.start(&law, &constraints)?;
    let runs = table.read_for(&law)?;
    let options = Options {
        constraints,
        start,
        ..options::usual(law, &args.model, &args.intervals, args.ray_tolerance, globals)
    };
    let bar = globals.stages();
    let watch = |step, done, all| bar.show(step, done, all);
    let found = allocate_runs(&runs, &options, &asked, &sets, &watch);
    let found = found.map_err(|error| super::predict::refused(&table, &error))?;
    if args.report.is_some() || args.figure.is_some() {
        bar.show("drawing", 0, 1);
        args.write(&found, &table.name(), || Curves::of_runs(&found, &runs), globals)?;
    }
    bar.clear();
    args.print(&found, &table.name(), Some(&runs), globals)
}

impl Args {
    /// What is asked, in doubles.
    fn asked(&self, taken: &Taken) -> Result<Asked, Failure> {
        let doubles = |list: &[Exact]| list.iter().map(Exact::to_f64).collect::<Vec<f64>>();
        let mut budgets = doubles(&taken.budgets);
        budgets.extend(doubles(&self.budget));
        let losses = doubles(&self.target_loss);
        if budgets.is_empty() && losses.is_empty() {
            let text = "no budget to split: give --compute C,… in FLOP, or --target-loss L,…";
            return Err(Failure::usage(text));
        }
        let served = std::iter::once(0.0).chain(doubles(&self.inference_tokens)).collect();
        Ok(Asked { budgets, losses, served, ratios: doubles(&taken.ratios) })
    }

    /// The law: as given, or that of the first published set.
    fn law(&self) -> Result<Law, Failure> {
        if let (None, Some(name)) = (&self.model.law, self.published.first()) {
            let set = params::published(name)?;
            return Law::named(set.law).map_err(Failure::input);
        }
        self.model.law()
    }

    /// Parameters that are stated, in the order of the options.
    fn stated(&self, law: &Law) -> Result<Vec<Stated>, Failure> {
        let mut sets = Vec::new();
        if !self.params.is_empty() {
            let theta = params::of(law, &self.params)?;
            sets.push(params::stated(law, "--params", "stated", &theta)?);
        }
        for name in &self.published {
            let theta = params::of_set(law, "--published", name)?;
            sets.push(params::stated(law, "--published", name, &theta)?);
        }
        Ok(sets)
    }

    /// Writes the figure and the page that were asked for.
    fn write(
        &self,
        found: &Allocations,
        name: &str,
        curves: impl FnOnce() -> Option<Curves>,
        globals: &Globals,
    ) -> Result<(), Failure> {
        if self.figure.is_none() && self.report.is_none() {
            return Ok(());
        }
        let curves = curves();
        if let (Some(path), Some(curves)) = (&self.figure, &curves) {
            let figure = allocate_figure(found, curves);
            let bytes = match is_png(path) {
                true => figure.to_png(),
                false => figure.to_svg().into_bytes(),
            };
            super::write_file(path, &bytes)?;
        }
        if let Some(folder) = &self.report {
            let page = allocate_report(found, curves.as_ref(), name, globals.invocation());
            super::write_report(folder, &page)?;
        }
        Ok(())
    }

    fn print(
        &self,
        found: &Allocations,
        name: &str,
        runs: Option<&Runs>,
        globals: &Globals,
    ) -> Result<Outcome, Failure> {
        let json = || {
            let mut object = allocate_json(found);
            if let Some(runs) = runs {
                options::with_reading(&mut object, runs);
            }
            object
        };
        let undrawn = self.figure.is_some() && (found.why.is_some() || found.rows.is_empty());
        let note = if undrawn { "No figure was drawn: there is no best split.\n" } else { "" };
        globals.answer(json, || allocate_text(found, name) + note)?;
        Ok(if found.is_open() { Outcome::Findings } else { Outcome::Clean })
    }
}

fn is_png(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("png"))
}

fn figure_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let svg = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("svg"));
    if svg || is_png(&path) { Ok(path) } else { Err("a file that ends in .svg or .png".into()) }
}
