//! What plans and evaluations start from: a law at its parameters, the noise, the runs made.

use std::path::PathBuf;

use crate::cli::options::{self, ModelArgs, ReadArgs, TableArgs};
use crate::cli::sizes::Size;
use crate::cli::{Failure, Globals, params};
use crate::fit::{ErrorKind, Options, Problem, fit};
use crate::law::{Law, Role};
use crate::number::Exact;
use crate::plan::{Cost, Made, Model, Prior, Quantity, Range, Target, place};
use crate::report::{count, short};
use crate::runs::{Runs, nearest};

/// The noise where nothing says what it is.
const USUAL_NOISE: f64 = 0.005;
/// More corners of ranges are too many to plan for.
const MOST_RANGES: usize = 4;

/// What the options say.
pub struct Given<'a> {
    pub paths: &'a [PathBuf],
    pub read: &'a ReadArgs,
    pub model: &'a ModelArgs,
    pub params: &'a [String],
    pub noise: Option<f64>,
}

/// What a plan starts from.
pub struct Setting {
    /// The law at its parameters: the middle first, then the corners of ranges.
    pub models: Vec<Model>,
    /// σ.
    pub sigma: f64,
    /// Runs made.
    pub made: Vec<Made>,
    /// What it is made of, in sentences.
    pub words: Vec<String>,
}

impl Given<'_> {
    /// Reads and fits, as far as there are runs.
    pub fn setting(&self, globals: &Globals) -> Result<Setting, Failure> {
        let table = TableArgs { paths: self.paths.to_vec(), read: self.read.clone() };
        let law = self.law()?;
        let log = self.model.objective().is_log();
        if self.paths.is_empty() {
            if !self.read.is_empty() {
                let text = "without RUNS there is no table to be read as these options say";
                return Err(Failure::usage(text));
            }
            return self.stated(&law, log, Vec::new(), Vec::new());
        }
        let constraints = self.model.constraints(&law)?;
        if !constraints.tied.is_empty() || !constraints.bounds.is_empty() {
            let text = "--tie, --bounds: plans take free and fixed parameters only";
            return Err(Failure::usage(text));
        }
        let runs = match self.params.is_empty() {
            true => table.read_for(&law)?,
            // Only the places of the runs are asked for.
            false => table.read_sites(&law, &[])?,
        };
        let mut words: Vec<String> = options::pooled(&runs).into_iter().collect();
        let name = table.name();
        if !self.params.is_empty() {
            let made = places(&runs);
            words.push(format!("{} runs made, of {name}", count(made.len())));
            return self.stated(&law, log, made, words);
        }
        let problem = Problem::new(&law, &runs, &self.model.objective(), &constraints)
            .map_err(|error| options::refused(&table, &error))?;
        let start = self.model.start(&law, &constraints)?;
        let fitting = Options { start, seed: globals.seed, ..Options::default() };
        let answer = fit(&problem, &fitting).map_err(|error| options::refused(&table, &error))?;
        let prior = Prior::of(&problem, &answer, ErrorKind::Smoothed);
        let prior = prior.filter(|_| answer.not_identified().is_empty()).ok_or_else(|| {
            Failure::input(format!(
                "{name}: these runs do not determine every parameter of the law, so that nothing \
                 can be planned from their fit: say what is thought true with --params \
                 NAME=VALUE,…"
            ))
        })?;
        words.push(format!(
            "{} runs made, of {name}, and their fit ({}, minimising {})",
            count(prior.made.len()),
            values(&prior.model),
            self.model.objective()
        ));
        let sigma = self.noise.unwrap_or(prior.sigma);
        words.push(match self.noise {
            Some(sigma) => noise_words(sigma, log, "as stated"),
            None => noise_words(sigma, log, "from the runs about their fit"),
        });
        Ok(Setting { models: vec![prior.model], sigma, made: prior.made, words })
    }

    /// The law: as given, or that of the published set that --params names.
    fn law(&self) -> Result<Law, Failure> {
        if let (None, None, [name]) = (&self.model.law, &self.model.formula, self.params)
            && !name.contains('=')
        {
            let set = params::published(name)?;
            return Law::named(set.law).map_err(Failure::input);
        }
        self.model.law()
    }

    fn stated(
        &self,
        law: &Law,
        log: bool,
        made: Vec<Made>,
        mut words: Vec<String>,
    ) -> Result<Setting, Failure> {
        let (middle, corners) = ranges(law, self.params)?;
        let constraints = self.model.constraints(law)?;
        let held = |name: &str| constraints.fixed.iter().any(|(fixed, _)| fixed == name);
        let about = law.about();
        let all: Vec<usize> = match law {
            Law::Repeated(_) => about.ray_columns.to_vec(),
            _ => (0..law.len()).collect(),
        };
        let columns: Vec<usize> =
            all.into_iter().filter(|c| !held(about.parameters[*c].name)).collect();
        let model =
            |theta: Vec<Exact>| Model { law: law.clone(), theta, columns: columns.clone(), log };
        let models: Vec<Model> = std::iter::once(middle).chain(corners).map(model).collect();
        for model in &models {
            params::stated(law, "--params", "stated", &model.theta)?;
        }
        let at = values(&models[0]);
        words.push(match models.len() {
            1 => format!("parameters as stated ({at})"),
            n => format!("parameters within ranges: the middle ({at}) and {} corners", n - 1),
        });
        let sigma = self.noise.unwrap_or(USUAL_NOISE);
        let whence = if self.noise.is_some() { "as stated" } else { "assumed: --noise says" };
        words.push(noise_words(sigma, log, whence));
        Ok(Setting { models, sigma, made, words })
    }
}

fn noise_words(sigma: f64, log: bool, whence: &str) -> String {
    let what = if log { "ln L" } else { "L" };
    format!("noise of {} in {what}, {whence}", short(sigma, 2))
}

fn values(model: &Model) -> String {
    let parameters = model.law.about().parameters.iter().zip(&model.theta);
    let each = parameters.map(|(p, x)| format!("{} {}", p.symbol, short(x.to_f64(), 4)));
    each.collect::<Vec<_>>().join(", ")
}

/// The places of a table.
pub fn places(runs: &Runs) -> Vec<Made> {
    runs.rows.iter().map(Made::from).collect()
}

/// The middle of ranges, geometric for scales, and their corners.
fn ranges(law: &Law, given: &[String]) -> Result<(Vec<Exact>, Vec<Vec<Exact>>), Failure> {
    let mut low = Vec::new();
    let mut high = Vec::new();
    let mut middle = Vec::new();
    let mut wide = Vec::new();
    for item in given {
        let Some((name, (lo, hi))) = item
            .split_once('=')
            .and_then(|(name, value)| Some((name.trim(), value.split_once(':')?)))
        else {
            for list in [&mut low, &mut high, &mut middle] {
                list.push(item.clone());
            }
            continue;
        };
        let fail = |error: String| Failure::usage(format!("--params: {name}: {error}"));
        let number = |text: &str| {
            text.trim().parse::<Exact>().map_err(|error| fail(format!("'{text}': {error}")))
        };
        let (a, b) = (number(lo)?, number(hi)?);
        if a >= b {
            return Err(fail(format!("the range {a}:{b} is empty: exchange its ends")));
        }
        let about = law.about();
        let scale = about
            .index(name)
            .is_some_and(|i| about.parameters[i].role == Role::Scale && a.signum() > 0);
        let centre = match scale {
            true => (a.to_f64() * b.to_f64()).sqrt(),
            false => 0.5 * (a.to_f64() + b.to_f64()),
        };
        wide.push(name.to_owned());
        low.push(format!("{name}={a}"));
        high.push(format!("{name}={b}"));
        middle.push(format!("{name}={}", short(centre, 6)));
    }
    if wide.len() > MOST_RANGES {
        return Err(Failure::usage(format!(
            "--params: ranges of {} parameters have too many corners: give {MOST_RANGES} at most",
            wide.len()
        )));
    }
    let middle = params::of(law, &middle)?;
    if wide.is_empty() {
        return Ok((middle, Vec::new()));
    }
    let (low, high) = (params::of(law, &low)?, params::of(law, &high)?);
    let places: Vec<usize> = wide.iter().filter_map(|name| law.about().index(name)).collect();
    let corner = |bits: usize| {
        let mut theta = middle.clone();
        for (j, place) in places.iter().enumerate() {
            let end = if bits >> j & 1 == 1 { &high } else { &low };
            theta[*place] = end[*place].clone();
        }
        theta
    };
    Ok((middle.clone(), (0..1 << places.len()).map(corner).collect()))
}

impl Setting {
    /// N and D/N of the runs made, from the smallest to the largest.
    pub fn ranges(&self) -> (Option<Range>, Option<Range>) {
        let ends = |f: &dyn Fn(&Made) -> Exact| {
            let values = || self.made.iter().map(f);
            Some((Some(values().min()?), Some(values().max()?)))
        };
        (ends(&|run| run.at.n.clone()), ends(&|run| &run.at.d / &run.at.n))
    }

    /// Every parameter, and what is aimed at besides.
    pub fn quantities(&self, aims: &[Quantity]) -> Vec<Quantity> {
        let model = &self.models[0];
        let parameters = model.columns.iter().map(|i| Quantity {
            name: model.law.about().parameters[*i].symbol.into(),
            target: Target::Parameter(*i),
        });
        let beyond = |aim: &&Quantity| matches!(aim.target, Target::Loss(_) | Target::Optimum(_));
        aims.iter().filter(beyond).cloned().chain(parameters).collect()
    }
}

/// What one `--for` says.
pub fn quantity(model: &Model, text: &str) -> Result<Quantity, String> {
    let about = model.law.about();
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    let named = |name: String, target: Target| Ok(Quantity { name, target });
    match (kind.trim(), rest.trim()) {
        ("everything", "") => named("everything".into(), Target::Everything),
        ("exponents", "") => named("the exponents".into(), Target::Exponents),
        ("loss", rest) if !rest.is_empty() => {
            let Size { at } = rest.parse()?;
            let exact = |x: f64| Exact::from_f64(x).map_err(|error| error.to_string());
            let (n, d) = (exact(at.n)?, exact(at.d)?);
            let name = format!("the loss at N {}, D {}", short(at.n, 3), short(at.d, 3));
            named(name, Target::Loss(place(n, d)))
        }
        ("optimum", rest) if !rest.is_empty() => {
            let compute = crate::runs::size(rest)?.to_f64();
            named(format!("N* at {} FLOP", short(compute, 3)), Target::Optimum(compute))
        }
        (name, "") if about.index(name).is_some() => {
            let index = about.index(name).expect("just found");
            named(about.parameters[index].symbol.into(), Target::Parameter(index))
        }
        (given, _) => {
            let names: Vec<&str> = ["everything", "exponents", "loss:N,D", "optimum:C"]
                .into_iter()
                .chain(about.parameters.iter().map(|p| p.name))
                .collect();
            let near = nearest(given, names.iter().copied());
            let near = near.map_or_else(String::new, |n| format!("did you mean '{n}'? "));
            Err(format!("'{text}': {near}(there are: {})", names.join(", ")))
        }
    }
}

/// What `--cost` says.
pub fn cost(text: Option<&str>) -> Result<Cost, Failure> {
    let Some(text) = text else { return Ok(Cost::Training) };
    let formula = text.parse().map_err(|error| Failure::usage(format!("--cost: {error}")))?;
    Cost::of(formula).map_err(|error| Failure::usage(format!("--cost: {error}")))
}

/// A standard deviation.
pub fn sigma(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x > 0.0 && x.is_finite() => Ok(x),
        _ => Err("a standard deviation is positive, as in 0.005".into()),
    }
}
