//! `offray design evaluate` and `offray design compare`.

use std::path::PathBuf;

use super::plan::range;
use super::setting::{self, Given, Setting};
use crate::cli::options::{self, ModelArgs, ReadArgs, TableArgs};
use crate::cli::{Failure, Globals, Outcome};
use crate::law::{Law, Point};
use crate::number::Exact;
use crate::plan::{JudgeError, Judged, Judging, Made, Range, Ranges, place};
use crate::report::design::{EvaluatePage, evaluate_json, evaluate_text};
use crate::report::short;

/// What a design is worth: any table of runs, or of planned sizes
///
/// How well it determines the parameters and predictions, as a proved part of what the same
/// budget and number of runs could do; how well losses are known over a region; what it has
/// the power to show; what is correlated, and which runs carry the fit. Losses in the table
/// are used only where no --params are given.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray design evaluate runs.csv
  offray design evaluate sizes.csv --params hoffmann --noise 0.005
  offray design evaluate runs.csv --for loss:70B,1.4T --against kaplan
  offray design compare grid.csv ray.csv --params besiroglu --noise 0.005")]
pub struct Args {
    /// The design: a table of runs or sizes, as 'offray fit' reads them
    #[arg(value_name = "RUNS", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    shared: Shared,
}

/// Two designs beside each other
///
/// As 'offray design evaluate' for each; where no --params are given, both are judged at the
/// fit of the first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray design compare grid.csv ray.csv --params hoffmann --noise 0.005
  offray design compare runs.csv plan.csv --for loss:c=1e24,tpp=20")]
pub struct CompareArgs {
    /// The first design
    #[arg(value_name = "A")]
    first: PathBuf,
    /// The second
    #[arg(value_name = "B")]
    second: PathBuf,
    #[command(flatten)]
    shared: Shared,
}

#[derive(Debug, clap::Args)]
struct Shared {
    #[command(flatten)]
    read: ReadArgs,
    /// What else is to be known: loss:N,D, optimum:C, exponents, a parameter; again for more
    #[arg(long = "for", value_name = "WHAT", help_heading = "Question")]
    aims: Vec<String>,
    /// Other laws that it should be told from
    #[arg(long, value_name = "LAW,…", value_delimiter = ',', value_parser = options::built_in,
          help_heading = "Question")]
    against: Vec<Law>,
    /// The region of predictions: N between [default: from the smallest to ten times the largest]
    #[arg(long, value_name = "LOW:HIGH", value_parser = range, help_heading = "Question")]
    region_n: Option<Range>,
    /// The region of predictions: D between [default: from the smallest to ten times the largest]
    #[arg(long, value_name = "LOW:HIGH", value_parser = range, help_heading = "Question")]
    region_d: Option<Range>,
    /// What a run costs: a formula in N and D [default: 6*N*D]
    #[arg(long, value_name = "FORMULA")]
    cost: Option<String>,
    /// Parameters that are thought true, or a published set's name [default: the fit]
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',', help_heading = "Prior")]
    params: Vec<String>,
    /// Standard deviation of ln L (of L, by --objective sse) between runs that differ in chance
    /// only [default: that of the runs about their fit, or 0.005]
    #[arg(long, value_name = "SIGMA", value_parser = setting::sigma, help_heading = "Prior")]
    noise: Option<f64>,
    #[command(flatten)]
    model: ModelArgs,
    /// Coverage of intervals, and one less the level of tests
    #[arg(long, value_name = "LEVEL", default_value = "0.95", value_parser = options::level)]
    level: f64,
}

/// Judges one design.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    args.shared.run(&[args.paths.as_slice()], globals)
}

/// Judges two.
pub fn compare(args: &CompareArgs, globals: &Globals) -> Result<Outcome, Failure> {
    let [first, second] = [&args.first, &args.second].map(std::slice::from_ref);
    args.shared.run(&[first, second], globals)
}

/// Places along each side of the region.
const SIDE: usize = 9;
/// The region reaches so far beyond the runs.
const BEYOND: i64 = 10;

impl Shared {
    fn run(&self, designs: &[&[PathBuf]], globals: &Globals) -> Result<Outcome, Failure> {
        let given = Given {
            paths: designs[0],
            read: &self.read,
            model: &self.model,
            params: &self.params,
            noise: self.noise,
        };
        let bar = globals.stages();
        bar.show("reading", 0, 0);
        let prepared = self.prepared(&given, designs, globals);
        let judged = prepared.and_then(|(setting, tables)| {
            bar.show("judging", 0, 0);
            let region = self.region(&tables)?;
            let one =
                |(name, runs): &(String, Vec<Made>)| self.judged(&setting, name, runs, &region);
            let judged = tables.iter().map(one).collect::<Result<Vec<_>, _>>()?;
            Ok((setting, region, judged))
        });
        bar.clear();
        let (setting, region, judged) = judged?;
        let model = &setting.models[0];
        let about = model.law.about();
        let page = EvaluatePage {
            judged: &judged,
            law: model.law.to_string(),
            prior: &setting.words,
            region: region.words.clone(),
            sigma: setting.sigma,
            level: self.level,
            symbols: model.columns.iter().map(|c| about.parameters[*c].symbol).collect(),
        };
        globals.answer(|| evaluate_json(&page), || evaluate_text(&page))?;
        Ok(Outcome::Clean)
    }

    fn prepared(
        &self,
        given: &Given<'_>,
        designs: &[&[PathBuf]],
        globals: &Globals,
    ) -> Result<(Setting, Vec<Named>), Failure> {
        let setting = given.setting(globals)?;
        if setting.models.len() > 1 {
            return Err(Failure::usage("--params: a design is judged at values, not at ranges"));
        }
        let law = &setting.models[0].law;
        let mut tables = Vec::new();
        for paths in designs {
            let table = TableArgs { paths: paths.to_vec(), read: self.read.clone() };
            // Where parameters are stated, sizes alone will do.
            let runs = match self.params.is_empty() && tables.is_empty() {
                true => table.read_for(law)?,
                false => table.read_sites(law, &[])?,
            };
            tables.push((table.name(), setting::places(&runs)));
        }
        Ok((setting, tables))
    }

    fn region(&self, tables: &[Named]) -> Result<Region, Failure> {
        let all = || tables.iter().flat_map(|(_, runs)| runs);
        let ends = |given: &Option<Range>, f: fn(&Made) -> &Exact, name: &str| {
            let own_lo = all().map(f).min().cloned().unwrap_or_else(|| 1.into());
            let own_hi = all().map(f).max().map_or(1.into(), |hi| hi * &Exact::from(BEYOND));
            let (lo, hi) = given.clone().unwrap_or((None, None));
            let (lo, hi) = (lo.unwrap_or(own_lo), hi.unwrap_or(own_hi));
            match lo <= hi {
                true => Ok((lo.to_f64(), hi.to_f64())),
                false => Err(Failure::usage(format!("--region-{name}: {lo} exceeds {hi}"))),
            }
        };
        let n = ends(&self.region_n, |run| &run.at.n, "n")?;
        let d = ends(&self.region_d, |run| &run.at.d, "d")?;
        let side = |(lo, hi): (f64, f64)| {
            let step = libm::log(hi / lo) / (SIDE - 1) as f64;
            (0..SIDE).map(move |i| {
                let x = lo * libm::exp(step * i as f64);
                Exact::from_f64(x).unwrap_or_else(|_| 1.into())
            })
        };
        let places = side(n).flat_map(|n| side(d).map(move |d| place(n.clone(), d)));
        let words = format!(
            "N {} to {}, D {} to {}",
            short(n.0, 3),
            short(n.1, 3),
            short(d.0, 3),
            short(d.1, 3)
        );
        let ends = |f: &dyn Fn(&Made) -> Exact| (all().map(f).min(), all().map(f).max());
        let ratio = ends(&|run| &run.at.d / &run.at.n);
        // Beyond these ratios nobody trusts the laws, unless somebody has trained there.
        let usual = (Exact::from(1), Exact::from(1000));
        let space = Ranges {
            sizes: Vec::new(),
            n: ends(&|run| run.at.n.clone()),
            d: ends(&|run| run.at.d.clone()),
            ratio: (
                ratio.0.map(|k| k.min(usual.0.clone())),
                ratio.1.map(|k| k.max(usual.1.clone())),
            ),
        };
        Ok(Region { places: places.collect(), space, words })
    }

    fn judged(
        &self,
        setting: &Setting,
        name: &str,
        runs: &[Made],
        region: &Region,
    ) -> Result<Judged, Failure> {
        let model = &setting.models[0];
        let cost = setting::cost(self.cost.as_deref())?;
        let mut aims = Vec::new();
        for text in &self.aims {
            let aim = setting::quantity(model, text);
            aims.push(aim.map_err(|error| Failure::usage(format!("--for: {error}")))?);
        }
        let judging = Judging {
            model,
            sigma: setting.sigma,
            level: self.level,
            region: &region.places,
            quantities: &setting.quantities(&aims),
            aims: &aims,
            against: &self.against,
            cost: &cost,
            space: &region.space,
        };
        judging.judge(name, runs).map_err(|error| match error {
            JudgeError::Cost(error) => Failure::usage(format!("--cost: {error}")),
            JudgeError::Target(error) => Failure::usage(format!("--for: {error}")),
        })
    }
}

/// A design and its name.
type Named = (String, Vec<Made>);

struct Region {
    places: Vec<Point<Exact>>,
    /// The sizes and amounts of data of all designs.
    space: Ranges,
    words: String,
}
