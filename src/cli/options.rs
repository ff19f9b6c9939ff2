//! The options that commands share: which runs, which model, which intervals.
//!
//! Length: one struct for each group of options that commands share, with its help.

use std::path::PathBuf;

use super::Failure;
use crate::design::Tolerance;
use crate::fit::{Constraints, Convention, ErrorKind, FitError, Objective, Resample, Resampling};
use crate::formula::Formula;
use crate::law::{Law, Parameter, Point, Role, Typed};
use crate::number::{Dual, Exact};
use crate::runs::{
    Columns, FormulaNames, Let, LossUnit, Request, Runs, Stated, Tables, Where, nearest,
};

/// Which table, which of its columns, which of its rows.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Runs")]
pub struct TableArgs {
    /// Tables of runs (CSV, TSV, JSON, JSON lines, Parquet; gzip or zstd), several as one; a
    /// pattern in quotation marks will do; - reads standard input
    #[arg(value_name = "RUNS", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    /// How they are read.
    pub read: ReadArgs,
}

/// How tables are read: docs/tables.md says more, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Runs")]
pub struct ReadArgs {
    /// Columns by other names: n=NAME,d=NAME,loss=NAME,unique=NAME,group=NAME,weight=NAME,
    /// sigma=NAME,run=NAME
    #[arg(long, value_name = "KEY=NAME,…")]
    columns: Option<Columns>,
    /// Column of training compute C; tokens are D = C/(6N), exactly
    #[arg(long, value_name = "COLUMN")]
    pub(super) compute: Option<String>,
    /// Column of tokens per parameter k; tokens are D = kN, exactly
    #[arg(long, value_name = "COLUMN")]
    pub(super) tpp: Option<String>,
    /// A column made of others, exactly: --let 'd = batch*steps*seq', --let n=1.9e8
    #[arg(long = "let", id = "derived", value_name = "NAME=FORMULA")]
    lets: Vec<Let>,
    /// What one of N or D is in the table: n=1e6 for sizes in millions, or n=M,d=B
    #[arg(long = "units", id = "table-units", value_name = "n=UNIT,d=UNIT")]
    units: Option<Stated>,
    /// Unit of the loss: nats, bits (× ln 2), ppl (its logarithm is taken)
    #[arg(long, value_name = "UNIT")]
    loss_unit: Option<LossUnit>,
    /// What N counts, for the reports: non-embedding, total, active, …
    #[arg(long, value_name = "WHAT")]
    n_counts: Option<String>,
    /// Keep only this group (repeat for several)
    #[arg(long, value_name = "NAME")]
    group: Vec<String>,
    /// Keep only some rows: State=finished, 'lr<1e-3', 'corpus in (c4, rpj)', group=NAME, k=20
    /// (the ray D = 20N), k=15:25; what is left out is not read
    #[arg(long = "where", value_name = "KEY=VALUE,…")]
    chosen: Vec<Where>,
    /// Leave out rows in which a value that is needed is missing or not finite
    #[arg(long)]
    drop_missing: bool,
    /// Of the rows that share these columns keep the one with the lowest loss: n,d
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    best_per: Vec<String>,
    /// Of the rows that share these columns keep the one with the most tokens: run
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    last_per: Vec<String>,
    /// Wide tables: every column of losses that matches, as in 'loss_*', makes runs of its own
    /// group
    #[arg(long, value_name = "PATTERN")]
    melt: Option<String>,
    /// Columns from the file's name: '{n}-{seed}.csv'
    #[arg(long, value_name = "PATTERN")]
    file_pattern: Option<String>,
    /// Make a group of each file
    #[arg(long, value_name = "file", value_parser = ["file"])]
    group_from: Option<String>,
    /// Whether decimals have a comma or a point, where that cannot be seen
    #[arg(long, value_name = "comma|point", value_parser = ["comma", "point"])]
    decimal: Option<String>,
    /// Count rows that repeat another in every cell as often as they come
    #[arg(long)]
    keep_repeats: bool,
    /// What a calling program holds in memory.
    #[arg(skip)]
    pub(super) tables: Tables,
}

impl ReadArgs {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == ReadArgs { tables: self.tables.clone(), ..ReadArgs::default() }
    }

    /// The same for the library.
    fn request(&self) -> Result<Request, Failure> {
        let mut columns = self.columns.clone().unwrap_or_default();
        if self.compute.is_some() && self.tpp.is_some() {
            let text = "--compute and --tpp both derive the tokens: leave out one";
            return Err(Failure::usage(text));
        }
        for (option, given) in [("--compute", &self.compute), ("--tpp", &self.tpp)] {
            if given.is_some() && columns.d.is_some() {
                return Err(Failure::usage(format!(
                    "{option} derives the tokens that --columns d=NAME names: leave out one"
                )));
            }
        }
        columns.compute.clone_from(&self.compute);
        columns.tpp.clone_from(&self.tpp);
        if let Some(twice) = (self.lets.iter().enumerate())
            .find(|(i, l)| self.lets[..*i].iter().any(|o| o.name == l.name))
        {
            return Err(Failure::usage(format!("--let: '{}' is given twice", twice.1.name)));
        }
        let mut chosen = Where::default();
        chosen.selection.groups.clone_from(&self.group);
        for given in &self.chosen {
            chosen.extend(given.clone());
        }
        Ok(Request {
            columns,
            lets: self.lets.clone(),
            chosen,
            units: self.units.clone().unwrap_or_default(),
            loss_unit: self.loss_unit,
            decimal_comma: self.decimal.as_ref().map(|decimal| decimal == "comma"),
            drop_missing: self.drop_missing,
            melt: self.melt.clone(),
            best_per: self.best_per.clone(),
            last_per: self.last_per.clone(),
            file_pattern: self.file_pattern.clone(),
            group_from_file: self.group_from.is_some(),
            repeats_once: !self.keep_repeats,
            counts: self.n_counts.clone(),
            without_tokens: false,
            sites: false,
            formula: None,
            tables: self.tables.clone(),
        })
    }
}

/// Whether a table for this law may lack D, and the inputs that it must have instead.
fn needs_of(law: &Law) -> (bool, Option<FormulaNames>) {
    match law {
        Law::Typed(law) => {
            let names = law.inputs().iter().map(|input| input.name.clone()).collect();
            (false, Some(FormulaNames { names, declared: true }))
        }
        law => (!reads_tokens(law), None),
    }
}

impl TableArgs {
    /// Reads the table that these options describe.
    pub fn read(&self) -> Result<Runs, Failure> {
        self.read_with(false, None)
    }

    /// The same for a law: of what it does not read nothing is asked.
    pub fn read_for(&self, law: &Law) -> Result<Runs, Failure> {
        let (without_tokens, formula) = needs_of(law);
        self.read_with(without_tokens, formula)
    }

    /// Reads sizes to predict for, with the losses measured there where the table has any;
    /// of the options that choose rows only those given here apply.
    pub(super) fn read_sites(&self, law: &Law, chosen: &[Where]) -> Result<Runs, Failure> {
        let every = ReadArgs {
            chosen: chosen.to_vec(),
            group: Vec::new(),
            best_per: Vec::new(),
            last_per: Vec::new(),
            ..self.read.clone()
        };
        let (without_tokens, formula) = needs_of(law);
        let request = Request { without_tokens, formula, sites: true, ..every.request()? };
        Runs::read_as(&self.paths, &request).map_err(Failure::input)
    }

    fn read_with(
        &self,
        without_tokens: bool,
        formula: Option<FormulaNames>,
    ) -> Result<Runs, Failure> {
        let request = Request { without_tokens, formula, ..self.read.request()? };
        Runs::read_as(&self.paths, &request).map_err(Failure::input)
    }

    /// What an error about the table as a whole calls it.
    pub fn name(&self) -> String {
        let name = |path: &PathBuf| match path.to_str() {
            Some("-") => "standard input".into(),
            _ => path.display().to_string(),
        };
        self.paths.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a law's loss depends on D.
fn reads_tokens(law: &Law) -> bool {
    let theta: Vec<Dual<f64>> = vec![Dual::constant(0.5); law.len()];
    let at = Point::new(Dual::constant(1e9), Dual::variable(1e10, 0));
    law.loss(&theta, &at).derivative(0).is_some()
}

/// What was understood of a table, before a page of text, where that was not plain.
pub(super) fn reading(runs: &Runs) -> String {
    runs.source.reading.text().map_or_else(String::new, |text| format!("{text}\n\n"))
}

/// What was understood of a table, in the JSON of a command, where that was not plain.
pub(super) fn with_reading(object: &mut serde_json::Value, runs: &Runs) {
    let reading = &runs.source.reading;
    if !reading.is_plain() {
        object["reading"] = reading.to_json();
    }
}

/// Which law, which objective, which parameters are free, and where to start.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Model")]
pub struct ModelArgs {
    /// Law: chinchilla, repeated, kaplan, droppo-elibol, interaction, a reduced model, or a law
    /// file (docs/formulas.md)
    #[arg(long, value_name = "LAW|FILE.toml", value_parser = law_or_file)]
    pub law: Option<Law>,
    /// A law of your own: 'E + A/N^alpha + B/experts^beta'; names that are columns of the table
    /// are inputs, others parameters
    #[arg(long, value_name = "FORMULA", conflicts_with = "law")]
    pub formula: Option<Formula>,
    /// Objective: sse, log-sse, huber-log:DELTA, pseudo-huber-log:DELTA
    #[arg(long, value_name = "OBJECTIVE")]
    pub objective: Option<Objective>,
    /// Hold parameters at exact values: E=1.82
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',')]
    pub fix: Vec<String>,
    /// Make one parameter equal another: alpha=beta
    #[arg(long, value_name = "NAME=NAME,…", value_delimiter = ',')]
    pub tie: Vec<String>,
    /// Keep parameters in a range, either end open: A=1:1e4, E=:2; E=-inf:inf lets E be negative
    #[arg(long, value_name = "NAME=LOW:HIGH,…", value_delimiter = ',')]
    pub bounds: Vec<String>,
    /// Start from these values of every parameter, instead of searching
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',')]
    pub start: Vec<String>,
}

impl ModelArgs {
    /// The law, Chinchilla unless given, and the runs where only they say what the inputs
    /// of a formula are.
    pub fn law_for(&self, table: &TableArgs) -> Result<(Law, Option<Runs>), Failure> {
        let refused = |error| Failure::usage(format!("--formula: {error}"));
        let Some(formula) = &self.formula else { return Ok((self.law_in_house(), None)) };
        if let Some(inputs) = formula.declared() {
            let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
            return Ok((Typed::new(formula, &inputs).map_err(refused)?.into(), None));
        }
        let names = FormulaNames { names: formula.names().to_vec(), declared: false };
        let runs = table.read_with(false, Some(names))?;
        let inputs: Vec<&str> = runs.source.inputs.iter().map(String::as_str).collect();
        if inputs.is_empty() {
            return Err(Failure::usage(format!(
                "--formula: no name in it is a column of {}: ({})",
                table.name(),
                formula.names().join(", ")
            )));
        }
        let law = Typed::new(formula, &inputs).map_err(refused)?.into();
        Ok((law, Some(runs)))
    }

    fn law_in_house(&self) -> Law {
        self.law.clone().unwrap_or(Law::Chinchilla(crate::law::Chinchilla))
    }

    /// The law, Chinchilla unless given, for commands that speak of rays: none that was
    /// typed.
    pub fn law(&self) -> Result<Law, Failure> {
        let law = self.law_in_house();
        match (&self.formula, &law) {
            (None, Law::Typed(_)) | (Some(_), _) => Err(Failure::usage(NO_RAYS)),
            (None, _) => Ok(law),
        }
    }

    /// The objective, `huber-log:1e-3` unless given.
    pub fn objective(&self) -> Objective {
        let usual = || "huber-log:1e-3".parse().expect("an objective");
        self.objective.clone().unwrap_or_else(usual)
    }

    /// `--fix`, `--tie` and `--bounds`, for a law: what is tied is of one kind, and
    /// what is fixed lies in its range.
    pub fn constraints(&self, law: &Law) -> Result<Constraints, Failure> {
        let mut constraints = Constraints::default();
        let option = |name: &str, error: crate::fit::ConstraintError| {
            Failure::usage(format!("--{name}: {error}"))
        };
        for text in &self.fix {
            constraints.fix(text).map_err(|e| option("fix", e))?;
        }
        for text in &self.tie {
            constraints.tie(text).map_err(|e| option("tie", e))?;
        }
        for text in &self.bounds {
            constraints.bound(text).map_err(|e| option("bounds", e))?;
        }
        let parameter = |name: &str| law.about().parameters.iter().find(|p| p.name == name);
        for (name, other) in &constraints.tied {
            let (Some(a), Some(b)) = (parameter(name), parameter(other)) else { continue };
            if a.role != b.role {
                let kind = |p: &Parameter| match p.role {
                    Role::Offset => "an offset",
                    Role::Scale => "a scale",
                    Role::Exponent => "an exponent",
                    Role::Plain => "of either sign",
                };
                return Err(Failure::usage(format!(
                    "--tie {name}={other}: {name} is {} and {other} {}: tie parameters of one \
                     kind, as in alpha=beta",
                    kind(a),
                    kind(b)
                )));
            }
        }
        in_range("fix", &constraints.fixed, law, &constraints)?;
        Ok(constraints)
    }

    /// `--start`, in the order of the law's parameters; none if not given.
    /// Parameters that `--fix` holds need no start.
    pub fn start(&self, law: &Law, held: &Constraints) -> Result<Option<Vec<Exact>>, Failure> {
        if self.start.is_empty() {
            return Ok(None);
        }
        let mut given = Constraints::default();
        for text in &self.start {
            given.fix(text).map_err(|e| Failure::usage(format!("--start: {e}")))?;
        }
        let about = law.about();
        let names = || about.parameters.iter().map(|p| p.name);
        for (i, (name, _)) in given.fixed.iter().enumerate() {
            if about.index(name).is_none() {
                let near = nearest(name, names()).map(|n| format!("did you mean '{n}'? "));
                return Err(Failure::usage(format!(
                    "--start: law '{}' has no parameter '{name}': {}(parameters: {})",
                    about.id,
                    near.unwrap_or_default(),
                    names().collect::<Vec<_>>().join(", ")
                )));
            }
            if given.fixed[..i].iter().any(|(other, _)| other == name) {
                return Err(Failure::usage(format!("--start: '{name}' is given twice")));
            }
        }
        in_range("start", &given.fixed, law, held)?;
        let value = |name: &str| {
            let find = |list: &[(String, Exact)]| {
                list.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone())
            };
            find(&held.fixed).or_else(|| find(&given.fixed)).ok_or_else(|| {
                Failure::usage(format!(
                    "--start: no value for '{name}': give one for every parameter"
                ))
            })
        };
        names().map(value).collect::<Result<_, _>>().map(Some)
    }
}

/// Why a typed law is refused by commands that speak of rays.
const NO_RAYS: &str = "this command speaks of rays, and a typed law declares no terms that are \
                       parallel on one: choose a law of 'offray law'; fit, certify, check, law \
                       and oracle eval take any formula";

/// A law by name, by formula, or from a file.
pub fn law_or_file(text: &str) -> Result<Law, String> {
    if !text.ends_with(".toml") || text.contains('=') {
        return Law::named(text).map_err(|error| error.to_string());
    }
    let at = |error: String| format!("{text}: {error}");
    let read = std::fs::File::open(text).and_then(|file| {
        let mut content = String::new();
        std::io::Read::read_to_string(&mut std::io::Read::take(file, LARGEST_FILE), &mut content)?;
        Ok(content)
    });
    let content = read.map_err(|error| at(format!("cannot be read: {error}")))?;
    Typed::from_file(&content).map(Law::from).map_err(|error| at(error.to_string()))
}

/// Longer files are no laws.
const LARGEST_FILE: u64 = 1 << 20;

/// A law of this program.
pub fn built_in(text: &str) -> Result<Law, String> {
    match Law::named(text) {
        Ok(Law::Typed(_)) => Err(NO_RAYS.into()),
        Ok(law) => Ok(law),
        Err(error) => Err(error.to_string()),
    }
}

/// Refuses a negative value of what is positive unless told otherwise.
fn in_range(
    option: &str,
    values: &[(String, Exact)],
    law: &Law,
    constraints: &Constraints,
) -> Result<(), Failure> {
    let positive = |name: &str| {
        let found = law.about().parameters.iter().find(|p| p.name == name);
        found.is_some_and(|p| p.role.is_positive())
    };
    let below = |low: &Option<Exact>| low.as_ref().is_some_and(|low| low.signum() < 0);
    let free = |name: &str| {
        constraints.free_sign.iter().any(|free| free == name)
            || constraints.bounds.iter().any(|(bound, low, _)| bound == name && below(low))
    };
    let mut negative = values.iter().filter(|(_, value)| value.signum() < 0);
    match negative.find(|(name, _)| positive(name) && !free(name)) {
        Some((name, value)) => Err(Failure::usage(format!(
            "--{option} {name}={value}: {name} is not negative by default; allow it with --bounds \
             {name}=-inf:inf"
        ))),
        None => Ok(()),
    }
}

/// Which standard errors, and what intervals are made of them.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Intervals")]
pub struct IntervalArgs {
    /// Standard errors that intervals are made of
    ///
    /// smoothed: Huber's, ρ'' averaged about each residual; gauss-newton: K² s² (Σ ρ'' g gᵀ)⁻¹;
    /// observed: K² s² H⁻¹; huber: his H1; sandwich (HC1): m/(m − p) H⁻¹ (Σ ψ² g gᵀ) H⁻¹;
    /// clustered: about whole groups of runs; bootstrap: refits to resampled runs. Their
    /// formulas are in docs/definitions.md, their measured coverage in docs/uncertainty.md.
    #[arg(long, value_name = "KIND", default_value = "smoothed", value_parser = error_kind)]
    pub se: ErrorKind,
    /// What the bootstrap draws: pairs (runs), groups, residuals, wild (signs of residuals), or
    /// either (groups where there are ten or more, else pairs)
    #[arg(long, value_name = "WHAT", default_value = "either", value_parser = resample)]
    pub resample: Resample,
    /// Refits of the bootstrap
    #[arg(long, value_name = "COUNT", default_value_t = 1000,
          value_parser = whole::<u32>(2, 1_000_000))]
    pub refits: u32,
    /// Coverage of intervals, between 0 and 1
    #[arg(long, value_name = "LEVEL", default_value = "0.95", value_parser = level)]
    pub level: f64,
    /// The normal distribution instead of Student's t with m − p degrees of freedom
    #[arg(long)]
    pub normal: bool,
    /// Of a bootstrap, percentiles corrected for bias and skewness
    #[arg(long)]
    pub bca: bool,
    /// Simulate tables from the fit itself, and print how often intervals hold the truth there
    #[arg(long, value_name = "COUNT", num_args = 0..=1, require_equals = true,
          default_missing_value = "400", value_parser = whole::<u32>(10, 1_000_000))]
    pub check_coverage: Option<u32>,
    /// Student's t, which is the default
    #[arg(long, hide = true, conflicts_with = "normal")]
    pub t: bool,
}

/// `--se`.
fn error_kind(text: &str) -> Result<ErrorKind, String> {
    ErrorKind::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| {
        let names = ErrorKind::ALL.map(ErrorKind::name);
        let near = nearest(text, names).map(|n| format!("did you mean '{n}'? "));
        format!("{}(standard errors: {})", near.unwrap_or_default(), names.join(", "))
    })
}

/// `--resample`.
fn resample(text: &str) -> Result<Resample, String> {
    let known = Resample::ALL.into_iter().find(|(name, _)| *name == text);
    let runs = (text == "runs").then_some(Resample::Pairs);
    let all = || Resample::ALL.map(|(name, _)| name).join(", ");
    known.map(|(_, what)| what).or(runs).ok_or_else(|| format!("write one of {}", all()))
}

/// What counts as a ray, and as well-conditioned.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Design")]
pub struct DesignArgs {
    /// Rays: largest gap in ln k between runs on one ray, and its largest width
    #[arg(long, value_name = "GAP[,WIDTH]", default_value = "0.02,0.05")]
    pub ray_tolerance: Tolerance,
    /// Largest condition number that passes, greater than 1
    #[arg(long, value_name = "KAPPA", default_value = "50", value_parser = kappa)]
    pub kappa: Exact,
}

impl IntervalArgs {
    /// Which intervals are wanted.
    pub fn convention(&self) -> Convention {
        Convention { kind: self.se, level: self.level, normal: self.normal, bca: self.bca }
    }

    /// The bootstrap, where it was asked for.
    pub fn bootstrap(&self) -> Option<Resampling> {
        let resampling = Resampling { refits: self.refits as usize, blocks: self.resample };
        (self.se == ErrorKind::Bootstrap).then_some(resampling)
    }
}

/// What an audit needs besides constraints and start, at the usual precision.
pub(super) fn usual(
    law: Law,
    model: &ModelArgs,
    intervals: &IntervalArgs,
    tolerance: Tolerance,
    globals: &super::Globals,
) -> crate::audit::Options {
    let digits = globals.digits_or(15);
    crate::audit::Options {
        law,
        objective: model.objective(),
        constraints: Constraints::default(),
        start: None,
        claim: None,
        kappa_target: Exact::from(50),
        tolerance,
        digits: digits as usize,
        bits: globals.bits_for(digits).max(256),
        intervals: intervals.convention(),
        bootstrap: intervals.bootstrap(),
        check_coverage: None,
        profiles: false,
        seed: globals.seed,
    }
}

/// Refuses what `fit` and `audit` alone do.
pub(super) fn no_coverage(intervals: &IntervalArgs) -> Result<(), Failure> {
    match intervals.check_coverage {
        Some(_) => Err(Failure::usage(
            "--check-coverage: 'offray fit' and 'offray audit' measure what intervals cover",
        )),
        None => Ok(()),
    }
}

/// Why a problem cannot be posed: the options' fault, or the table's.
pub(super) fn refused(table: &TableArgs, error: &FitError) -> Failure {
    match error {
        FitError::Constraint(error) => Failure::usage(format!("--fix, --tie, --bounds: {error}")),
        error => Failure::input(format!("{}: {error}", table.name())),
    }
}

/// That several groups are pooled, where they are.
pub(super) fn pooled(runs: &Runs) -> Option<String> {
    let groups = runs.group_sizes();
    let list: Vec<String> = groups.iter().map(|(g, n)| format!("{g} ({n})")).collect();
    let count = groups.len();
    (count > 1)
        .then(|| format!("{count} groups are pooled: {}; --group NAME fits one", abridged(&list)))
}

/// A list of names, cut where it becomes long.
fn abridged(names: &[String]) -> String {
    const MOST: usize = 8;
    let shown = names[..names.len().min(MOST)].join(", ");
    if names.len() > MOST { format!("{shown} and {} more", names.len() - MOST) } else { shown }
}

/// A whole number between two ends.
pub(super) fn whole<T: TryFrom<u64>>(
    least: u64,
    most: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync {
    move |text| {
        let number = text.parse::<u64>().ok().filter(|x| (least..=most).contains(x));
        let number = number.and_then(|x| T::try_from(x).ok());
        number.ok_or_else(|| format!("a whole number from {least} to {most} is wanted"))
    }
}

pub(super) fn level(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(level) if level > 0.0 && level < 1.0 => Ok(level),
        _ => Err("a coverage lies between 0 and 1, as in 0.95".into()),
    }
}

fn kappa(text: &str) -> Result<Exact, String> {
    match text.parse::<Exact>() {
        Ok(kappa) if kappa > Exact::from(1) => Ok(kappa),
        _ => Err("a condition number to allow is greater than 1, as in 50".into()),
    }
}
