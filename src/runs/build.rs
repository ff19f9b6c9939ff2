//! From records to runs: selection first, then numbers, then what is left of
//! repeated rows, sweeps and histories.
//!
//! Length: one pass in a fixed order; what each step may drop depends on the steps before it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::condition::{Condition, Test};
use super::error::{InputError, Problem};
use super::keep::{self, Keys};
use super::names::Quantity;
use super::plan::{Header, Number, Plan, Source, Tokens, Weight};
use super::records::Records;
use super::{Origin, Reading, Request, Run, Runs, mend, value};
use crate::number::Exact;

/// Runs being put together from one file or several.
pub(super) struct Builder<'a> {
    request: &'a Request,
    runs: Runs,
    known: HashMap<String, u32>,
    known_runs: HashMap<String, u32>,
    /// Of rows that are kept: what the whole row is told apart by, where asked for.
    prints: Vec<u64>,
    best: Vec<u64>,
    last: Vec<u64>,
    /// Rows that a condition left out.
    left_out: usize,
    /// Rows that `--drop-missing` left out: (place, column).
    dropped: Vec<(String, String)>,
    dialects: Vec<String>,
}

/// A file's own part: its columns may stand in another order than another's.
struct Context<'a> {
    file: &'a str,
    plan: Plan,
    conditions: Vec<(Target, &'a Condition)>,
    best: Vec<Target>,
    last: Vec<Target>,
    /// Text cells that the file's name gives, after those of the header.
    constants: Vec<String>,
    columns: usize,
    decimal_comma: bool,
    file_index: u32,
    file_group: Option<String>,
}

/// What a condition or a key speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Column(usize),
    Let(usize),
    N,
    D,
    Loss,
}

impl<'a> Builder<'a> {
    pub fn new(request: &'a Request) -> Self {
        Builder {
            request,
            runs: Runs::default(),
            known: HashMap::new(),
            known_runs: HashMap::new(),
            prints: Vec::new(),
            best: Vec::new(),
            last: Vec::new(),
            left_out: 0,
            dropped: Vec::new(),
            dialects: Vec::new(),
        }
    }

    /// The runs of one table.
    pub fn of_one(
        file: &str,
        request: &Request,
        records: &mut dyn Records,
    ) -> Result<Runs, InputError> {
        let mut builder = Builder::new(request);
        builder.add(file, &[], None, records)?;
        let sha256 = records.sha256();
        builder.finish(file, sha256)
    }

    /// Adds a file; `constants` are columns that its name gives.
    pub fn add(
        &mut self,
        file: &str,
        constants: &[(String, String)],
        file_group: Option<String>,
        records: &mut dyn Records,
    ) -> Result<(), InputError> {
        let request = self.request;
        let mut names = records.names().to_vec();
        let columns = names.len();
        names.extend(constants.iter().map(|(name, _)| name.clone()));
        let refuse = |problem: Problem| problem.at(file).row(records.header_row());
        let plan = Plan::new(&names, request).map_err(refuse)?;
        let header = Header::new(&names, request);
        let target = |name: &str| target(&header, &plan, name).map_err(refuse);
        let conditions = (request.chosen.conditions.iter())
            .map(|condition| Ok((target(&condition.column)?, condition)))
            .collect::<Result<_, InputError>>()?;
        let keys = |list: &[String]| -> Result<Vec<Target>, InputError> {
            list.iter().map(|name| target(name)).collect()
        };
        let context = Context {
            file,
            conditions,
            best: keys(&request.best_per)?,
            last: keys(&request.last_per)?,
            plan,
            constants: constants.iter().map(|(_, value)| value.clone()).collect(),
            columns,
            decimal_comma: records.decimal_comma(),
            file_index: self.runs.source.files.len() as u32,
            file_group,
        };
        if self.runs.source.files.is_empty() {
            self.runs.source.inputs.clone_from(&context.plan.names);
        } else if let Some(missing) =
            self.runs.source.inputs.iter().find(|name| !context.plan.names.contains(name))
        {
            let mend = super::mend::columns(&header);
            return Err(refuse(Problem::MissingColumn { wanted: missing.clone(), mend }));
        }
        if self.runs.source.reading.columns.is_empty() {
            self.runs.source.reading.columns.clone_from(&context.plan.read);
            self.runs.source.reading.counts.clone_from(&context.plan.counts);
            let names = context.plan.settings.iter().map(|at| names[*at].trim().to_owned());
            self.runs.source.settings = names.collect();
        }
        self.runs.source.unmeasured |= !context.plan.measured;
        while records.advance()? {
            self.runs.source.rows += 1;
            self.record(&context, records)?;
        }
        for said in records.dialect() {
            if !self.dialects.contains(&said) {
                self.dialects.push(said);
            }
        }
        self.runs.source.files.push(file.to_owned());
        Ok(())
    }

    /// The runs of one record, where it is selected.
    fn record(&mut self, context: &Context<'_>, records: &dyn Records) -> Result<(), InputError> {
        let row = Row { context, records };
        for (target, condition) in &context.conditions {
            if !row.passes(*target, condition)? {
                self.left_out += 1;
                return Ok(());
            }
        }
        for (part, loss) in &context.plan.losses {
            let group = row.group(part.as_deref());
            let group = value::group(&group, &mut self.runs.groups, &mut self.known)
                .map_err(|problem| row.at(problem, "group", None))?;
            let chosen = &self.request.chosen.selection.groups;
            if !chosen.is_empty() {
                let name = group.map(|g| &self.runs.groups[g as usize]);
                if !name.is_some_and(|name| chosen.contains(name)) {
                    continue;
                }
            }
            match row.run(loss, group) {
                Ok(run) => self.push(run, &row, part.as_deref())?,
                Err(error) if self.request.drop_missing && error.problem.is_missing() => {
                    let column = error.place.column.clone().unwrap_or_default();
                    self.dropped.push((row.place(), column));
                }
                Err(error) => return Err(self.with_mend(error, context)),
            }
        }
        Ok(())
    }

    /// A missing value, with what would leave such rows out.
    fn with_mend(&self, mut error: InputError, context: &Context<'_>) -> InputError {
        let state = match error.problem.is_missing() {
            true => context.plan.state.clone(),
            false => None,
        };
        error.problem = match (error.problem, state) {
            (Problem::Missing, Some(state)) => Problem::MissingIn(state),
            (Problem::NotFinite, Some(state)) => Problem::NotFiniteIn(state),
            (problem, _) => problem,
        };
        error
    }

    fn push(&mut self, run: Run, row: &Row<'_>, part: Option<&str>) -> Result<(), InputError> {
        let plan = &row.context.plan;
        let hashed = |texts: &mut dyn Iterator<Item = &str>| {
            let mut hash = DefaultHasher::new();
            texts.for_each(|text| text.hash(&mut hash));
            part.hash(&mut hash);
            hash.finish()
        };
        if self.request.repeats_once {
            let mut hash = DefaultHasher::new();
            (row.records.fingerprint(), part, &row.context.file_group).hash(&mut hash);
            row.context.constants.hash(&mut hash);
            self.prints.push(hash.finish());
        }
        for (targets, keys) in
            [(&row.context.best, &mut self.best), (&row.context.last, &mut self.last)]
        {
            if !targets.is_empty() {
                keys.push(row.key(targets, &run, part)?);
            }
        }
        if !plan.settings.is_empty() {
            let setting = hashed(&mut plan.settings.iter().map(|at| row.text(*at)));
            self.runs.source.setting_of.push(setting);
        }
        let run_name = match plan.run {
            Some(at) => {
                let name = row.text(at);
                value::group(name, &mut self.runs.source.runs, &mut self.known_runs)
                    .map_err(|problem| row.at(problem, "run", Some(name)))?
            }
            None => None,
        };
        self.runs.source.origins.push(Origin {
            file: row.context.file_index,
            row: u32::try_from(row.records.row()).unwrap_or(u32::MAX),
            run: run_name,
        });
        self.runs.rows.push(run);
        Ok(())
    }

    /// The runs, after what is to be left of several rows.
    pub fn finish(mut self, name: &str, sha256: String) -> Result<Runs, InputError> {
        self.runs.source.name = name.into();
        self.runs.source.sha256 = sha256;
        let all = self.runs.rows.len();
        let mut said = Vec::new();
        if self.left_out > 0 {
            let conditions: Vec<String> =
                self.request.chosen.conditions.iter().map(Condition::describe).collect();
            let (of, rows) = (self.left_out, self.runs.source.rows);
            said.push(format!("{of} of {rows} rows left out by {}", conditions.join(", ")));
        }
        if !self.dropped.is_empty() {
            said.push(keep::dropped(&self.dropped));
        }
        if all == 0 && self.runs.source.rows > 0 && self.request.chosen.selection.is_all() {
            let problem = match (self.left_out, self.dropped.is_empty()) {
                (0, true) => Problem::NoRuns,
                _ => Problem::NothingLeft(said.join("; ")),
            };
            return Err(problem.at(name));
        }
        if all == 0 && self.runs.source.rows == 0 {
            return Err(Problem::NoRuns.at(name));
        }
        let mut keep = vec![true; all];
        if self.request.repeats_once {
            let repeated = keep::repeats(&self.runs.rows, &self.prints, &mut keep);
            self.runs.source.reading.repeated = repeated;
            if repeated > 0 {
                let (rows, repeat) =
                    if repeated == 1 { ("row", "repeats") } else { ("rows", "repeat") };
                said.push(format!(
                    "{repeated} {rows} that {repeat} another in every cell counted once"
                ));
            }
        }
        if let Some(keys) = Keys::of(&self.last) {
            said.push(keys.last(&self.runs.rows, &self.request.last_per, &mut keep));
        }
        if let Some(keys) = Keys::of(&self.best) {
            said.push(keys.best(&self.runs.rows, &self.request.best_per, &mut keep));
            self.runs.source.reading.best_per = Some(self.request.best_per.join(", "));
        }
        self.runs.keep(&keep);
        let reading: &mut Reading = &mut self.runs.source.reading;
        reading.dialect = self.dialects;
        reading.rows = said;
        let group = self.request.columns.group.as_deref().unwrap_or("group");
        let least = if self.request.sites { 1 } else { 2 };
        self.runs.select(&self.request.chosen.selection, group, least)
    }
}

/// A record, and what is to be made of it.
struct Row<'a> {
    context: &'a Context<'a>,
    records: &'a dyn Records,
}

impl Row<'_> {
    fn text(&self, at: usize) -> &str {
        match at.checked_sub(self.context.columns) {
            Some(constant) => &self.context.constants[constant],
            None => self.records.text(at),
        }
    }

    /// As a reader finds it.
    fn place(&self) -> String {
        match self.context.file_index {
            0 => format!("{}", self.records.row()),
            _ => format!("{} of {}", self.records.row(), self.context.file),
        }
    }

    fn at(&self, problem: Problem, column: &str, text: Option<&str>) -> InputError {
        let error = problem.at(self.context.file).row(self.records.row());
        error.column(Some(column)).value(text)
    }

    /// A cell as a number of any sign, in ones.
    fn raw(&self, number: &Number, size: bool) -> Result<Exact, InputError> {
        let value = match number.source {
            Source::Let(at) => self.derived(at)?,
            Source::Column(at) => {
                let typed = (at < self.context.columns).then(|| self.records.typed(at)).flatten();
                let text = || self.text(at);
                let found = typed.unwrap_or_else(|| {
                    value::number(
                        text(),
                        self.context.decimal_comma,
                        size && number.scale.is_none(),
                    )
                });
                found.map_err(|problem| self.at(problem, &number.name, Some(text())))?
            }
        };
        Ok(match &number.scale {
            Some(scale) => &value * scale,
            None => value,
        })
    }

    /// A positive number.
    fn number(&self, number: &Number, size: bool) -> Result<Exact, InputError> {
        self.made(number, self.raw(number, size)?)
    }

    /// A number made of a cell, if it is positive.
    fn made(&self, from: &Number, value: Exact) -> Result<Exact, InputError> {
        let quoted = match from.source {
            Source::Column(at) => self.text(at).to_owned(),
            Source::Let(_) => value.to_string(),
        };
        value::positive(value).map_err(|problem| self.at(problem, &from.name, Some(&quoted)))
    }

    fn derived(&self, at: usize) -> Result<Exact, InputError> {
        let made = &self.context.plan.lets[at];
        let inputs: Vec<Exact> =
            made.inputs.iter().map(|input| self.raw(input, true)).collect::<Result<_, _>>()?;
        made.formula.evaluate(&inputs).map_err(|error| {
            let problem = Problem::Formula { formula: made.formula.to_string(), error };
            self.at(problem, &made.name, None)
        })
    }

    fn group(&self, part: Option<&str>) -> String {
        let own = match (&self.context.file_group, self.context.plan.group) {
            (Some(file), _) => file.as_str(),
            (None, Some(at)) => self.text(at),
            (None, None) => "",
        };
        match (own, part) {
            (own, None) => own.to_owned(),
            ("", Some(part)) => part.to_owned(),
            (own, Some(part)) => format!("{own}/{part}"),
        }
    }

    /// N; 1 where the law reads none.
    fn size(&self) -> Result<Exact, InputError> {
        let n = self.context.plan.n.as_ref();
        n.map_or_else(|| Ok(Exact::from(1)), |n| self.number(n, true))
    }

    fn tokens(&self, n: &Exact) -> Result<Exact, InputError> {
        match &self.context.plan.d {
            Tokens::Stated(number) => self.number(number, true),
            Tokens::Compute(number) => {
                let compute = self.number(number, true)?;
                self.made(number, value::tokens_from_compute(&compute, n))
            }
            Tokens::PerParameter(number) => {
                let k = self.number(number, false)?;
                self.made(number, &k * n)
            }
            // A law that reads no D sees one ray.
            Tokens::Unread => Ok(n.clone()),
        }
    }

    fn loss(&self, number: &Number) -> Result<Exact, InputError> {
        let plan = &self.context.plan;
        if !plan.measured {
            return Ok(1.into());
        }
        let loss = self.number(number, false)?;
        let text = || match number.source {
            Source::Column(at) => self.text(at).to_owned(),
            Source::Let(_) => loss.to_string(),
        };
        let nats = value::in_nats(loss.clone(), plan.loss_unit);
        nats.map_err(|problem| self.at(problem, &number.name, Some(&text())))
    }

    fn run(&self, loss: &Number, group: Option<u32>) -> Result<Run, InputError> {
        let plan = &self.context.plan;
        let n = self.size()?;
        let d = self.tokens(&n)?;
        let weight = match &plan.weight {
            None => None,
            Some(Weight::Stated(number)) => Some(self.number(number, false)?),
            Some(Weight::Sigma(number)) => {
                let sigma = self.number(number, false)?;
                Some(self.made(number, value::weight_from_sigma(&sigma))?)
            }
        };
        Ok(Run {
            loss: self.loss(loss)?,
            unique: plan.unique.as_ref().map(|u| self.number(u, true)).transpose()?,
            weight,
            group,
            n,
            d,
            others: plan.inputs.iter().map(|(_, x)| self.raw(x, true)).collect::<Result<_, _>>()?,
        })
    }

    fn passes(&self, target: Target, condition: &Condition) -> Result<bool, InputError> {
        let needs_number = !matches!(condition.test, Test::OneOf(_) | Test::NoneOf(_));
        let (text, number) = match target {
            Target::Column(at) => {
                let text = self.text(at);
                let typed = (at < self.context.columns).then(|| self.records.typed(at)).flatten();
                let number = typed
                    .and_then(Result::ok)
                    .or_else(|| value::number(text, self.context.decimal_comma, true).ok());
                (text.to_owned(), number)
            }
            other => match self.value(other) {
                Ok(value) => (value.to_string(), Some(value)),
                Err(error) if error.problem.is_missing() => (String::new(), None),
                Err(error) => return Err(error),
            },
        };
        condition.test.passes(&text, number.as_ref()).ok_or_else(|| {
            debug_assert!(needs_number);
            self.at(Problem::NotComparable(condition.describe()), &condition.column, Some(&text))
        })
    }

    /// A role's value.
    fn value(&self, target: Target) -> Result<Exact, InputError> {
        let plan = &self.context.plan;
        match target {
            Target::N => self.size(),
            Target::D => self.tokens(&self.size()?),
            Target::Loss => match plan.losses.as_slice() {
                [(_, only)] => self.loss(only),
                _ => Err(Problem::MeltedCondition.at(self.context.file)),
            },
            Target::Let(at) => self.derived(at),
            Target::Column(at) => {
                let name = String::new();
                self.raw(&Number { source: Source::Column(at), name, scale: None }, true)
            }
        }
    }

    /// What rows have to share to be of one kind.
    fn key(&self, targets: &[Target], run: &Run, part: Option<&str>) -> Result<u64, InputError> {
        let mut hash = DefaultHasher::new();
        part.hash(&mut hash);
        for target in targets {
            match target {
                Target::N => run.n.hash(&mut hash),
                Target::D => run.d.hash(&mut hash),
                Target::Loss => run.loss.hash(&mut hash),
                Target::Column(at) => self.text(*at).hash(&mut hash),
                Target::Let(at) => self.derived(*at)?.hash(&mut hash),
            }
        }
        Ok(hash.finish())
    }
}

/// What a name in a condition or a key means.
fn target(header: &Header<'_>, plan: &Plan, name: &str) -> Result<Target, Problem> {
    if let Some(at) = header.exactly(name)? {
        return Ok(Target::Column(at));
    }
    if let Some(at) = plan.lets.iter().position(|l| l.name == name) {
        return Ok(Target::Let(at));
    }
    match name {
        "n" => return Ok(Target::N),
        "d" => return Ok(Target::D),
        "loss" => return Ok(Target::Loss),
        "group" if plan.group.is_some() => {
            return Ok(Target::Column(plan.group.unwrap_or_default()));
        }
        "run" if plan.run.is_some() => return Ok(Target::Column(plan.run.unwrap_or_default())),
        "run" if header.holding(Quantity::Run).is_empty() => {
            return Err(Problem::NoRunColumn(mend::columns(header)));
        }
        _ => {}
    }
    let names: Vec<&str> =
        header.names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()).collect();
    header.named(name)?.map(Target::Column).ok_or_else(|| Problem::UnknownColumn {
        given: name.into(),
        mend: super::error::suggestion(name, "columns", names),
    })
}
