//! From a header to what is read of every row.
//!
//! Length: the choice of each column weighs the same header, options and guesses together.

use super::error::Problem;
use super::names::{LossUnit, Quantity, Said, said};
use super::reading::ColumnRead;
use super::{Request, mend};
use crate::formula::Formula;
use crate::number::Exact;

/// The losses of one row, each with the group that its column names, and their unit.
type Losses = (Vec<(Option<String>, Number)>, LossUnit);

/// Every input of a typed law, and where those come from that are not N, D or U.
type Inputs = (Vec<String>, Vec<(String, Number)>);

/// Where the numbers of a row come from.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// None where the law reads none.
    pub n: Option<Number>,
    pub d: Tokens,
    /// The other inputs of a typed law, with their names.
    pub inputs: Vec<(String, Number)>,
    /// Every input of a typed law.
    pub names: Vec<String>,
    /// One per run that a row makes: with the name of its group where the table
    /// is wide.
    pub losses: Vec<(Option<String>, Number)>,
    pub loss_unit: LossUnit,
    pub unique: Option<Number>,
    pub group: Option<usize>,
    pub weight: Option<Weight>,
    /// The column that tells runs apart.
    pub run: Option<usize>,
    /// Columns of settings.
    pub settings: Vec<usize>,
    pub lets: Vec<Derived>,
    pub read: Vec<ColumnRead>,
    pub counts: Option<String>,
    /// The column that says how a run ended.
    pub state: Option<String>,
}

/// A number of a row: a column, or a formula of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub source: Source,
    pub name: String,
    /// What one of it is.
    pub scale: Option<Exact>,
}

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Column(usize),
    Let(usize),
}

/// D, and how it is told.
#[derive(Clone, Debug)]
pub(super) enum Tokens {
    Stated(Number),
    Compute(Number),
    PerParameter(Number),
    /// The law reads none.
    Unread,
}

/// A weight, or the standard error that it is made of.
#[derive(Clone, Debug)]
pub(super) enum Weight {
    Stated(Number),
    Sigma(Number),
}

/// A formula whose names are found.
#[derive(Clone, Debug)]
pub(super) struct Derived {
    pub name: String,
    pub formula: Formula,
    pub inputs: Vec<Number>,
}

/// The columns of one table.
pub(super) struct Header<'a> {
    pub names: &'a [String],
    pub said: Vec<Said>,
    pub request: &'a Request,
}

impl<'a> Header<'a> {
    pub fn new(names: &'a [String], request: &'a Request) -> Self {
        Header { names, said: names.iter().map(|name| said(name)).collect(), request }
    }

    /// The column of exactly this name.
    pub fn exactly(&self, name: &str) -> Result<Option<usize>, Problem> {
        let mut found = self.names.iter().enumerate().filter(|(_, n)| n.trim() == name);
        match (found.next(), found.next()) {
            (Some((first, _)), Some((second, _))) => Err(Problem::DuplicateColumn {
                name: name.into(),
                first: first + 1,
                second: second + 1,
            }),
            (first, _) => Ok(first.map(|(at, _)| at)),
        }
    }

    /// Columns whose names say that they hold this.
    pub fn holding(&self, quantity: Quantity) -> Vec<usize> {
        let says = |at: &usize| self.said[*at].quantity == Some(quantity);
        (0..self.names.len()).filter(says).collect()
    }

    /// The column of this name, or the only one like it but for letter case.
    pub fn named(&self, name: &str) -> Result<Option<usize>, Problem> {
        if let Some(at) = self.exactly(name)? {
            return Ok(Some(at));
        }
        let same = |at: &usize| self.names[*at].trim().eq_ignore_ascii_case(name);
        let found: Vec<usize> = (0..self.names.len()).filter(same).collect();
        Ok(if let [only] = found[..] { Some(only) } else { None })
    }

    /// The column for a role: as mapped, as usual, or the only one whose name says
    /// it; and those that it is chosen before.
    fn role(&self, role: &Role<'_>) -> Result<Option<(usize, Vec<usize>)>, Problem> {
        if let Some(name) = role.mapped {
            let at = self.exactly(name)?;
            let missing = || Problem::MissingColumn {
                wanted: name.clone(),
                mend: mend::misspelt(self, role.key, name),
            };
            return at.ok_or_else(missing).map(|at| Some((at, Vec::new())));
        }
        let others = self.holding(role.quantity);
        if let Some(at) = self.exactly(role.usual)? {
            return Ok(Some((at, others.into_iter().filter(|other| *other != at).collect())));
        }
        match others[..] {
            [] => Ok(None),
            [only] => Ok(Some((only, Vec::new()))),
            _ => Err(Problem::Ambiguous {
                what: role.what,
                mend: mend::ambiguous(self, role.key, &others),
            }),
        }
    }

    /// Like [`role`](Self::role), with its unit.
    fn number(&self, role: &Role<'_>) -> Result<Option<(Number, Vec<usize>)>, Problem> {
        let found = self.role(role)?;
        Ok(found.map(|(at, others)| {
            let said = &self.said[at];
            let stated = role.unit.cloned();
            let scale = stated.or_else(|| said.unit.as_ref().map(|(_, size)| size.clone()));
            let scale = scale.filter(|x| *x != Exact::from(1));
            let name = self.names[at].trim().to_owned();
            (Number { source: Source::Column(at), name, scale }, others)
        }))
    }
}

/// A role that a column can have.
struct Role<'a> {
    key: &'static str,
    what: &'static str,
    usual: &'static str,
    quantity: Quantity,
    mapped: Option<&'a String>,
    unit: Option<&'a Exact>,
}

/// What is being put together.
struct Resolver<'a> {
    header: Header<'a>,
    lets: Vec<Derived>,
    read: Vec<ColumnRead>,
    /// Which column was taken for what.
    used: Vec<(usize, &'static str)>,
}

impl Plan {
    /// Finds everything that is read in a header.
    pub fn new(names: &[String], request: &Request) -> Result<Plan, Problem> {
        let header = Header::new(names, request);
        let mut resolver =
            Resolver { header, lets: Vec::new(), read: Vec::new(), used: Vec::new() };
        resolver.plan()
    }
}

impl Resolver<'_> {
    fn plan(&mut self) -> Result<Plan, Problem> {
        let request = self.header.request;
        let columns = &request.columns;
        let units = &request.units;
        let roles = [
            Role {
                key: "n",
                what: "N",
                usual: "n_params",
                quantity: Quantity::N,
                mapped: columns.n.as_ref(),
                unit: units.n.as_ref(),
            },
            Role {
                key: "d",
                what: "D",
                usual: "n_tokens",
                quantity: Quantity::D,
                mapped: columns.d.as_ref(),
                unit: units.d.as_ref(),
            },
            Role {
                key: "unique",
                what: "unique tokens",
                usual: "unique_tokens",
                quantity: Quantity::Unique,
                mapped: columns.unique.as_ref(),
                unit: units.d.as_ref(),
            },
        ];
        let [n_role, d_role, unique_role] = &roles;
        // A formula that makes d may speak of n, and the other way round.
        let makes = |name: &str| request.lets.iter().any(|l| l.name == name);
        let reads = |name: &str| match &request.formula {
            Some(formula) => formula.names.iter().any(|n| n == name),
            None => true,
        };
        let early = if makes("n") || !reads("N") { None } else { self.found(n_role)? };
        let derives_d = columns.compute.is_some() || columns.tpp.is_some();
        let early_d = match makes("d") || derives_d {
            true => None,
            false => self.header.number(d_role).ok().flatten().map(|(number, _)| number),
        };
        for made in &request.lets {
            let derived = self.derived(made, early.as_ref(), early_d.as_ref())?;
            self.lets.push(derived);
        }
        // Of a typed law names are inputs where the table has them.
        let optional = request.formula.as_ref().is_some_and(|formula| !formula.declared);
        let n = match early {
            Some(n) => Some(n),
            None if !reads("N") => None,
            None if optional => self.found(n_role)?,
            None => Some(self.needed(n_role)?),
        };
        let d = match reads("D") {
            false => Tokens::Unread,
            true if optional && !derives_d && !makes("d") => {
                self.found(d_role)?.map_or(Tokens::Unread, Tokens::Stated)
            }
            true => self.tokens(d_role)?,
        };
        let (losses, loss_unit) = self.losses()?;
        let unique = if reads("U") { self.optional(unique_role)? } else { None };
        let sizes = [n.is_some(), !matches!(d, Tokens::Unread), unique.is_some()];
        let (names, inputs) = self.inputs(sizes)?;
        let group = self.group()?;
        let weight = self.weight()?;
        let run = self.run()?;
        self.check()?;
        let said_counts = match n.as_ref().map(|n| n.source) {
            Some(Source::Column(at)) => self.header.said[at].counts.map(str::to_owned),
            Some(Source::Let(_)) | None => None,
        };
        let settings = (0..self.header.names.len()).filter(|at| {
            matches!(self.header.said[*at].quantity, Some(Quantity::Setting | Quantity::Batch))
                && !self.used.iter().any(|(used, _)| used == at)
        });
        Ok(Plan {
            n,
            d,
            inputs,
            names,
            losses,
            loss_unit,
            unique,
            group,
            weight,
            run,
            settings: settings.collect(),
            lets: std::mem::take(&mut self.lets),
            read: std::mem::take(&mut self.read),
            counts: request.counts.clone().or(said_counts),
            state: (self.header.holding(Quantity::State).first())
                .map(|at| self.header.names[*at].trim().to_owned()),
        })
    }

    /// The inputs of a typed law, N, D and U where they are `read`, and where the others
    /// come from.
    fn inputs(&mut self, read: [bool; 3]) -> Result<Inputs, Problem> {
        let Some(formula) = self.header.request.formula.clone() else {
            return Ok(Inputs::default());
        };
        let (mut names, mut others) = (Vec::new(), Vec::new());
        for name in formula.names {
            if let Some(size) = ["N", "D", "U"].iter().position(|s| *s == name) {
                if read[size] {
                    names.push(name);
                    continue;
                }
                // A column of exactly this name that means something else.
            }
            let made = self.made(&name, None);
            let column = match made {
                Some(_) => None,
                None => self.header.exactly(&name)?,
            };
            let number = made.or_else(|| {
                let source = Source::Column(column?);
                Some(Number { source, name: name.clone(), scale: None })
            });
            match number {
                Some(number) => {
                    if let Source::Column(at) = number.source {
                        self.used.push((at, "an input of the formula"));
                    }
                    names.push(name.clone());
                    others.push((name, number));
                }
                None if formula.declared => {
                    let mend = mend::columns(&self.header);
                    return Err(Problem::MissingColumn { wanted: name, mend });
                }
                None => {}
            }
        }
        Ok((names, others))
    }

    /// Notes what a role is read from.
    fn note(
        &mut self,
        key: &'static str,
        what: &'static str,
        from: &Number,
        how: Option<String>,
        others: Vec<usize>,
    ) {
        if let Source::Column(at) = from.source {
            self.used.push((at, what));
        }
        let quoted = match from.name.contains([' ', ',', ';', '='])
            && matches!(from.source, Source::Column(_))
        {
            true => format!("'{}'", from.name),
            false => from.name.clone(),
        };
        let scaled = match &from.scale {
            Some(scale) => format!("{quoted} × {}", plain(scale)),
            None => quoted,
        };
        let usual = match key {
            "n" => "n_params",
            "d" => "n_tokens",
            "unique" => "unique_tokens",
            other => other,
        };
        let is_usual = how.is_none() && scaled == usual && matches!(from.source, Source::Column(_));
        self.read.push(ColumnRead {
            role: key,
            from: how.map_or_else(|| scaled.clone(), |how| how.replace("{}", &scaled)),
            instead_of: others
                .into_iter()
                .map(|at| self.header.names[at].trim().to_owned())
                .collect(),
            usual: is_usual,
        });
    }

    /// A role made by a formula, or found in the header.
    fn found(&mut self, role: &Role<'_>) -> Result<Option<Number>, Problem> {
        if let Some(number) = self.made(role.key, role.unit) {
            self.note(role.key, role.what, &number, None, Vec::new());
            return Ok(Some(number));
        }
        let Some((number, others)) = self.header.number(role)? else { return Ok(None) };
        self.note(role.key, role.what, &number, None, others);
        Ok(Some(number))
    }

    /// The formula of this name.
    fn made(&self, key: &str, unit: Option<&Exact>) -> Option<Number> {
        let at = self.lets.iter().position(|l| l.name == key)?;
        Some(Number {
            source: Source::Let(at),
            name: self.lets[at].formula.to_string(),
            scale: unit.cloned(),
        })
    }

    fn needed(&mut self, role: &Role<'_>) -> Result<Number, Problem> {
        let missing = |header: &Header<'_>| Problem::MissingColumn {
            wanted: role.mapped.cloned().unwrap_or_else(|| role.usual.into()),
            mend: mend::missing(header, role.key),
        };
        self.found(role)?.ok_or_else(|| missing(&self.header))
    }

    fn optional(&mut self, role: &Role<'_>) -> Result<Option<Number>, Problem> {
        self.found(role)
    }

    fn tokens(&mut self, role: &Role<'_>) -> Result<Tokens, Problem> {
        let columns = &self.header.request.columns;
        let (compute, tpp) = (columns.compute.clone(), columns.tpp.clone());
        for (given, key, what, quantity) in [
            (compute, "compute", "C", Quantity::Compute),
            (tpp, "tpp", "tokens per parameter", Quantity::TokensPerParameter),
        ] {
            let Some(given) = given else { continue };
            let number = match self.made(&given, None) {
                Some(number) => number,
                None => {
                    let role =
                        Role { key, what, usual: "", quantity, mapped: Some(&given), unit: None };
                    let found = self.header.number(&role)?;
                    found.map(|(number, _)| number).ok_or(Problem::NoRuns)?
                }
            };
            if key == "compute" {
                self.note("d", what, &number, Some("{}/(6n)".into()), Vec::new());
                return Ok(Tokens::Compute(number));
            }
            self.note("d", what, &number, Some("{} × n".into()), Vec::new());
            return Ok(Tokens::PerParameter(number));
        }
        if self.header.request.without_tokens {
            return Ok(self.found(role)?.map_or(Tokens::Unread, Tokens::Stated));
        }
        self.needed(role).map(Tokens::Stated)
    }

    /// The loss of every run of a row, and its unit.
    fn losses(&mut self) -> Result<Losses, Problem> {
        let request = self.header.request;
        let usual = Role {
            key: "loss",
            what: "the loss",
            usual: "loss",
            quantity: Quantity::Loss,
            mapped: request.columns.loss.as_ref(),
            unit: None,
        };
        if let Some(pattern) = &request.melt {
            return self.melted(pattern);
        }
        if let Some(number) = self.made("loss", None) {
            let unit = request.loss_unit.unwrap_or(LossUnit::Nats);
            self.note("loss", "the loss", &number, in_nats(unit), Vec::new());
            return Ok((vec![(None, number)], unit));
        }
        let Some((number, others)) = self.header.number(&usual)? else {
            let mend = mend::missing(&self.header, "loss");
            return Err(Problem::MissingColumn { wanted: "loss".into(), mend });
        };
        let Source::Column(at) = number.source else { return Err(Problem::NoRuns) };
        let number = Number { scale: None, ..number };
        let unit = self.loss_unit(at)?;
        self.note("loss", "the loss", &number, in_nats(unit), others);
        Ok((vec![(None, number)], unit))
    }

    /// The unit of a column of losses: as stated, or as its name says.
    fn loss_unit(&self, at: usize) -> Result<LossUnit, Problem> {
        if let Some(unit) = self.header.request.loss_unit {
            return Ok(unit);
        }
        let said = &self.header.said[at];
        match said.quantity {
            Some(Quantity::Perplexity | Quantity::Bits | Quantity::Accuracy) => {
                Err(Problem::NoLoss {
                    name: self.header.names[at].trim().into(),
                    mend: mend::no_loss(&self.header, at),
                })
            }
            _ => Ok(said.loss_unit.unwrap_or(LossUnit::Nats)),
        }
    }

    fn melted(&mut self, pattern: &str) -> Result<Losses, Problem> {
        let mut found = Vec::new();
        let mut unit = self.header.request.loss_unit;
        for (at, name) in self.header.names.iter().enumerate() {
            let Some(star) = starred(pattern, name.trim()) else { continue };
            let own = self.loss_unit(at)?;
            if unit.is_some_and(|unit| unit != own) {
                return Err(Problem::MeltedUnits(pattern.into()));
            }
            unit = Some(own);
            let number =
                Number { source: Source::Column(at), name: name.trim().into(), scale: None };
            self.used.push((at, "a loss"));
            found.push((Some(star.to_owned()), number));
        }
        if found.is_empty() {
            return Err(Problem::NothingMelted {
                pattern: pattern.into(),
                mend: mend::columns(&self.header),
            });
        }
        let names: Vec<&str> = found.iter().map(|(_, number)| number.name.as_str()).collect();
        let unit = unit.unwrap_or(LossUnit::Nats);
        let from = format!("{pattern} ({})", names.join(", "));
        let from = in_nats(unit).map_or(from.clone(), |how| how.replace("{}", &from));
        self.read.push(ColumnRead { role: "loss", from, instead_of: Vec::new(), usual: false });
        Ok((found, unit))
    }

    fn group(&mut self) -> Result<Option<usize>, Problem> {
        let request = self.header.request;
        if request.group_from_file {
            let from = "the file's name".into();
            self.read.push(ColumnRead {
                role: "group",
                from,
                instead_of: Vec::new(),
                usual: false,
            });
            return Ok(None);
        }
        let role = Role {
            key: "group",
            what: "the group",
            usual: "group",
            quantity: Quantity::Group,
            mapped: request.columns.group.as_ref(),
            unit: None,
        };
        let Some((at, _)) = self.header.role(&role)? else { return Ok(None) };
        let from = self.header.names[at].trim().to_owned();
        let usual = from == "group";
        self.read.push(ColumnRead { role: "group", from, instead_of: Vec::new(), usual });
        Ok(Some(at))
    }

    fn weight(&mut self) -> Result<Option<Weight>, Problem> {
        let columns = &self.header.request.columns;
        let role = |key, what, usual, quantity, mapped| Role {
            key,
            what,
            usual,
            quantity,
            mapped,
            unit: None,
        };
        let weight =
            role("weight", "the weight", "weight", Quantity::Weight, columns.weight.as_ref());
        let sigma = role("sigma", "σ", "sigma", Quantity::Sigma, columns.sigma.as_ref());
        // What is asked for goes before what is merely there.
        let found = match (columns.weight.is_some(), columns.sigma.is_some()) {
            (true, true) => return Err(Problem::WeightAndSigma),
            (false, true) => None,
            _ => self
                .made("weight", None)
                .map(|n| (n, Vec::new()))
                .or(self.header.number(&weight)?),
        };
        let errors = match columns.weight.is_some() {
            true => None,
            false => {
                self.made("sigma", None).map(|n| (n, Vec::new())).or(self.header.number(&sigma)?)
            }
        };
        match (found, errors) {
            (Some(_), Some(_)) => Err(Problem::WeightAndSigma),
            (Some((number, others)), None) => {
                self.note("weight", "the weight", &number, None, others);
                Ok(Some(Weight::Stated(number)))
            }
            (None, Some((number, others))) => {
                self.note("weight", "σ", &number, Some("1/{}²".into()), others);
                Ok(Some(Weight::Sigma(number)))
            }
            (None, None) => Ok(None),
        }
    }

    fn run(&self) -> Result<Option<usize>, Problem> {
        let header = &self.header;
        let role = Role {
            key: "run",
            what: "the run",
            usual: "run",
            quantity: Quantity::Run,
            mapped: header.request.columns.run.as_ref(),
            unit: None,
        };
        match header.role(&role) {
            Ok(found) => Ok(found.map(|(at, _)| at)),
            // Names and numbers of runs side by side: the first will do.
            Err(_) if role.mapped.is_none() => Ok(header.holding(Quantity::Run).first().copied()),
            Err(problem) => Err(problem),
        }
    }

    fn derived(
        &self,
        made: &super::Let,
        n: Option<&Number>,
        d: Option<&Number>,
    ) -> Result<Derived, Problem> {
        let input = |name: &String| -> Result<Number, Problem> {
            if let Some(at) = self.lets.iter().position(|l| l.name == *name) {
                return Ok(Number { source: Source::Let(at), name: name.clone(), scale: None });
            }
            if let Some(at) = self.header.named(name)? {
                return Ok(Number { source: Source::Column(at), name: name.clone(), scale: None });
            }
            let role = match name.as_str() {
                "n" => n.cloned(),
                "d" => d.cloned(),
                _ => None,
            };
            role.ok_or_else(|| Problem::MissingColumn {
                wanted: name.clone(),
                mend: mend::in_formula(&self.header, &made.formula.to_string(), name),
            })
        };
        let inputs = made.formula.names().iter().map(input).collect::<Result<_, _>>()?;
        Ok(Derived { name: made.name.clone(), formula: made.formula.clone(), inputs })
    }

    /// Every column for one thing: but runs may be grouped by any column, and D
    /// may be all unique.
    fn check(&self) -> Result<(), Problem> {
        let counted = |(_, what): &&(usize, &str)| *what != "unique tokens";
        let used: Vec<&(usize, &'static str)> = self.used.iter().filter(counted).collect();
        for (i, (at, second)) in used.iter().enumerate() {
            if let Some((_, first)) = used[..i].iter().find(|(other, _)| other == at) {
                let name = self.header.names[*at].trim().to_owned();
                return Err(Problem::OneColumn { name, first, second });
            }
        }
        Ok(())
    }
}

/// How a loss in another unit becomes one in nats.
fn in_nats(unit: LossUnit) -> Option<String> {
    match unit {
        LossUnit::Nats => None,
        LossUnit::Bits => Some("{} × ln 2".into()),
        LossUnit::Perplexity => Some("ln {}".into()),
    }
}

/// A size as one writes it: 1e6 rather than 1000000.
fn plain(size: &Exact) -> String {
    match size.as_decimal() {
        Some((1, exponent)) if exponent > 2 => format!("1e{exponent}"),
        _ => size.to_string(),
    }
}

/// What the one star of a pattern stands for in a name that matches; the whole
/// name where there is no star.
fn starred<'a>(pattern: &str, name: &'a str) -> Option<&'a str> {
    match pattern.split_once('*') {
        None => (pattern == name).then_some(name),
        Some((before, after)) => {
            let rest = name.strip_prefix(before)?.strip_suffix(after)?;
            (!rest.is_empty()).then_some(rest)
        }
    }
}
