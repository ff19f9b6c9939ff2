//! `offray design plan`.

use std::path::PathBuf;

use super::setting::{self, Setting};
use crate::cli::options::{self, ModelArgs, ReadArgs};
use crate::cli::sizes::{Taken, positive};
use crate::cli::{Failure, Globals, Outcome};
use crate::number::Exact;
use crate::plan::{
    Candidate, CandidateError, CheapestError, DesignProblem, Limits, MOST, PlanError, Planned,
    Quantity, Range, Ranges, Search, Target, Telling, cheapest_plan,
};
use crate::report::design::{PlanPage, plan_csv, plan_json, plan_report, plan_text};

/// Which runs to train for a budget
///
/// From runs made already (kept as they are), or from stated parameters: the runs within
/// the budget that make an interval smallest, with the interval before and after, what each
/// run is for, and a proved bound on how much better any other plan could be.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray design plan runs.csv --compute 1e22 --for loss:70B,1.4T
  offray design plan runs.csv --compute 1e21 --runs 5 --for exponents     # which five next?
  offray design plan runs.csv --shrink 2 --for loss:c=1e24,tpp=20         # what would halve it?
  offray design plan --params hoffmann --n-range 1e7:1e9 --compute 1e21 --noise 0.005
  offray design plan --params E=1.7,A=400,B=400,alpha=0.3:0.4,beta=0.25:0.4 --worst-case \\
      --sizes 1e7,3e7,1e8,3e8,1e9 --compute 1e21
  offray design plan runs.csv --compute 1e22 --csv > next.csv")]
pub struct Args {
    /// Tables of runs made already, as 'offray fit' reads them; none with --params alone
    #[arg(value_name = "RUNS", required_unless_present = "params")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
    /// The budget, in FLOP unless --cost says otherwise; --compute C says the same where it is
    /// given a number
    #[arg(long, value_name = "C", value_parser = positive, help_heading = "Question")]
    budget: Option<Exact>,
    /// In place of a budget: the cheapest plan that makes the interval so many times narrower
    #[arg(long, value_name = "FACTOR", value_parser = factor, conflicts_with = "budget",
          help_heading = "Question")]
    shrink: Option<f64>,
    /// What is to be known: everything (all parameters, D-optimal), exponents, a parameter's name,
    /// loss:N,D (as in loss:70B,1.4T or loss:c=1e24,tpp=20), optimum:C (the best size for C FLOP);
    /// again for more [default: everything]
    #[arg(long = "for", value_name = "WHAT", help_heading = "Question")]
    aims: Vec<String>,
    /// The most runs
    #[arg(long, value_name = "COUNT", default_value_t = 24, help_heading = "Limits",
          value_parser = options::whole::<usize>(1, 10_000))]
    runs: usize,
    /// The most runs of one size on one amount of data, as with other seeds
    #[arg(long, value_name = "COUNT", default_value_t = 1, help_heading = "Limits",
          value_parser = options::whole::<usize>(1, 1000))]
    repeats: usize,
    /// Sizes that exist [default: round ones within --n-range]
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = positive,
          help_heading = "Limits")]
    sizes: Vec<Exact>,
    /// Parameters N between [default: those of the runs made]
    #[arg(long, value_name = "LOW:HIGH", value_parser = range, help_heading = "Limits")]
    n_range: Option<Range>,
    /// Tokens D between, either end open
    #[arg(long, value_name = "LOW:HIGH", value_parser = range, help_heading = "Limits")]
    d_range: Option<Range>,
    /// Tokens per parameter between [default: those of the runs made, or 5:500]
    #[arg(long, value_name = "LOW:HIGH", value_parser = range, help_heading = "Limits")]
    tpp_range: Option<Range>,
    /// What a run costs: a formula in N and D [default: 6*N*D]
    #[arg(long, value_name = "FORMULA", help_heading = "Limits")]
    cost: Option<String>,
    /// Parameters that are thought true: NAME=VALUE, NAME=LOW:HIGH, or a published set's name
    /// [default: the fit of the runs made]
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',', help_heading = "Prior")]
    params: Vec<String>,
    /// Standard deviation of ln L (of L, by --objective sse) between runs that differ in chance
    /// only [default: that of the runs made about their fit, or 0.005]
    #[arg(long, value_name = "SIGMA", value_parser = setting::sigma, help_heading = "Prior")]
    noise: Option<f64>,
    /// Best for the worst of the ends of ranges in --params, and of several --for, each against
    /// the best for it alone; else best on the average
    #[arg(long, help_heading = "Prior")]
    worst_case: bool,
    #[command(flatten)]
    model: ModelArgs,
    /// Coverage of intervals, between 0 and 1
    #[arg(long, value_name = "LEVEL", default_value = "0.95", value_parser = options::level)]
    level: f64,
    /// Simulate so many campaigns of the runs made and planned, fit them, and print how often the
    /// intervals hold the truth
    #[arg(long, value_name = "COUNT", value_parser = options::whole::<usize>(10, 100_000))]
    simulate: Option<usize>,
    /// Print the runs as a table: n_params,n_tokens,cost,times
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Also write one page of HTML with figures, and the figures as SVG and PNG, to this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

/// Reads, plans and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.report {
        crate::cli::check_folder("--report", folder)?;
    }
    let taken = Taken::from(&args.read)?;
    if !taken.ratios.is_empty() {
        return Err(Failure::usage("--tpp: name a column, or say --tpp-range LOW:HIGH"));
    }
    let budget = match (&args.budget, taken.budgets.as_slice(), args.shrink) {
        (Some(budget), [], None) | (None, [budget], None) => Some(budget.clone()),
        (None, [], Some(_)) => None,
        (None, [], None) => {
            let text = "no budget: give --compute C in FLOP, or --shrink FACTOR";
            return Err(Failure::usage(text));
        }
        _ => return Err(Failure::usage("give one budget: --compute C, --budget C or --shrink")),
    };
    let given = setting::Given {
        paths: &args.paths,
        read: &taken.read,
        model: &args.model,
        params: &args.params,
        noise: args.noise,
    };
    let bar = globals.stages();
    bar.show("fitting the runs made", 0, 0);
    let found = given.setting(globals);
    bar.clear();
    let found = found?;
    let aims = args.aims(&found)?;
    let targets: Vec<Target> = aims.iter().map(|aim| aim.target.clone()).collect();
    let cost = setting::cost(args.cost.as_deref())?;
    let candidates = args.candidates(&found, &cost)?;
    let problem = DesignProblem {
        models: found.models.clone(),
        targets,
        candidates,
        made: found.made.clone(),
        limits: Limits {
            budget: budget.clone().unwrap_or_else(|| Exact::from(1)),
            runs: Some(args.runs),
            repeats: args.repeats,
        },
    };
    let search = Search { maximin: args.worst_case, seed: globals.seed, ..Search::default() };
    let telling = Telling {
        quantities: found.quantities(&aims),
        sigma: found.sigma,
        level: args.level,
        simulate: args.simulate,
    };
    let bar = globals.progress(args.simulate.unwrap_or(0) as u64, "planning");
    let step = || bar.inc(1);
    let made = match args.shrink {
        None => Planned::of(problem, &search, &telling, &step)
            .map(|planned| (planned, None))
            .map_err(|error| refused(&error)),
        Some(factor) => match aims.as_slice() {
            [aim] if !matches!(aim.target, Target::Everything) => {
                cheapest_plan(&problem, aim, factor, &search, &telling, &step)
                    .map(|found| (found.planned, found.proved_above))
                    .map_err(|error| match error {
                        CheapestError::Plan(error) => refused(&error),
                        error => Failure::usage(format!("--shrink: {error}")),
                    })
            }
            _ => Err(Failure::usage(
                "--shrink asks of one interval: name it, as in --for loss:70B,1.4T",
            )),
        },
    };
    bar.finish_and_clear();
    let (planned, proved_above) = made?;
    let page = PlanPage {
        planned: &planned,
        aims: &aims.iter().map(|aim| aim.name.clone()).collect::<Vec<_>>(),
        prior: &found.words,
        cost: args.cost.as_deref(),
        budget: budget.as_ref(),
        shrink: args.shrink.map(|factor| (factor, proved_above)),
        made_cost: made_cost(&found, &cost),
        worst_case: args.worst_case,
        seed: globals.seed,
    };
    if let Some(folder) = &args.report {
        let report = plan_report(&page, globals.invocation());
        crate::cli::write_report(folder, &report)?;
    }
    globals.answer(
        || plan_json(&page),
        || if args.csv { plan_csv(&page) } else { plan_text(&page) },
    )?;
    Ok(Outcome::Clean)
}

/// What the runs made cost; not a number where the formula has no value there.
fn made_cost(found: &Setting, cost: &crate::plan::Cost) -> f64 {
    let each = found.made.iter().map(|run| cost.at(&run.at.n, &run.at.d).map(|c| c.to_f64()));
    each.map(|c| c.unwrap_or(f64::NAN)).sum()
}

fn refused(error: &PlanError) -> Failure {
    let option = match error {
        PlanError::TooPoor { .. } => "--compute",
        PlanError::Nothing | PlanError::Singular { .. } => "--n-range, --tpp-range, --d-range",
        PlanError::TooFew { .. } => "--runs",
        PlanError::Target(_) => "--for",
    };
    Failure::usage(format!("{option}: {error}"))
}

impl Args {
    /// What is to be known.
    fn aims(&self, found: &Setting) -> Result<Vec<Quantity>, Failure> {
        if self.aims.is_empty() {
            return Ok(vec![Quantity { name: "everything".into(), target: Target::Everything }]);
        }
        let one = |text: &String| {
            setting::quantity(&found.models[0], text)
                .map_err(|error| Failure::usage(format!("--for: {error}")))
        };
        self.aims.iter().map(one).collect()
    }

    fn candidates(
        &self,
        found: &Setting,
        cost: &crate::plan::Cost,
    ) -> Result<Vec<Candidate>, Failure> {
        let (n, ratio) = found.ranges();
        let open = || (None, None);
        if self.n_range.is_none() && n.is_none() && self.sizes.is_empty() {
            let text = "which sizes may be trained? give --sizes N,… or --n-range LOW:HIGH";
            return Err(Failure::usage(text));
        }
        let closed = |range: &Range| range.0.is_some() && range.1.is_some();
        if self.sizes.is_empty() && self.n_range.as_ref().is_some_and(|n| !closed(n)) {
            return Err(Failure::usage("--n-range: give both ends, or --sizes N,…"));
        }
        let usual = || (Some(Exact::from(5)), Some(Exact::from(500)));
        let own_d = self.d_range.as_ref().is_some_and(closed);
        let ranges = Ranges {
            n: match (&self.n_range, self.sizes.is_empty()) {
                (Some(range), _) => range.clone(),
                (None, true) => n.unwrap_or_else(open),
                (None, false) => open(),
            },
            sizes: self.sizes.clone(),
            d: self.d_range.clone().unwrap_or_else(open),
            ratio: match &self.tpp_range {
                Some(range) => range.clone(),
                None if own_d => open(),
                None => ratio.unwrap_or_else(usual),
            },
        };
        ranges
            .candidates(cost, MOST)
            .map_err(|error: CandidateError| Failure::usage(format!("--cost: {error}")))
    }
}

fn factor(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x > 1.0 && x.is_finite() => Ok(x),
        _ => Err("a factor greater than 1 is wanted, as in 2".into()),
    }
}

/// `LOW:HIGH`, either end open.
pub(super) fn range(text: &str) -> Result<Range, String> {
    let (lo, hi) = text.split_once(':').ok_or("write it as LOW:HIGH, as in 1e8:1e10")?;
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        text => positive(text).map(Some),
    };
    let (lo, hi) = (end(lo)?, end(hi)?);
    match (&lo, &hi) {
        (Some(a), Some(b)) if a > b => Err(format!("{a} exceeds {b}: exchange them")),
        _ => Ok((lo, hi)),
    }
}
