//! How a table is to be read: everything that its own header does not say.

use std::str::FromStr;

use super::columns::OptionError;
use super::{Columns, LossUnit, Selection, Tables, Where};
use crate::formula::Formula;
use crate::number::Exact;

/// How a table is to be read.
///
/// ```
/// use offray::runs::{Request, Runs};
/// let text = "n_params;batch;steps;loss\n1e8;512;1e4;3,1\n2e8;512;2e4;2,85\n";
/// let request = Request { lets: vec!["d = batch*steps*2048".parse()?], ..Request::default() };
/// let runs = Runs::from_text("runs.csv", text.as_bytes(), &request)?;
/// assert_eq!(runs.rows[0].d.to_string(), "10485760000");
/// assert_eq!(
///     runs.source.reading.text().unwrap(),
///     "Read n = n_params, d = batch*steps*2048, loss = loss; ;-separated, decimal comma."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Columns by other names.
    pub columns: Columns,
    /// Columns made of others.
    pub lets: Vec<Let>,
    /// Which rows are meant.
    pub chosen: Where,
    /// Units that N and D are stated in, where the header does not say.
    pub units: Stated,
    /// The unit of the loss.
    pub loss_unit: Option<LossUnit>,
    /// Whether commas stand for decimal points, where that cannot be seen.
    pub decimal_comma: Option<bool>,
    /// Leave out rows in which a needed cell is empty or no finite number.
    pub drop_missing: bool,
    /// Wide tables: every column that matches makes a run of its own, in a group
    /// called what the star stands for.
    pub melt: Option<String>,
    /// Of the rows that share these columns, the one with the lowest loss.
    pub best_per: Vec<String>,
    /// Of the rows that share these columns, the one with the most tokens.
    pub last_per: Vec<String>,
    /// The name of the file as columns: `{n}-{seed}.csv`.
    pub file_pattern: Option<String>,
    /// Rows of one file are a group.
    pub group_from_file: bool,
    /// Rows that repeat another in every cell are counted once.
    pub repeats_once: bool,
    /// Which parameters N counts.
    pub counts: Option<String>,
    /// The law reads no D: a table without one will do.
    pub without_tokens: bool,
    /// Sizes to predict for: losses are read where there are any, and one row will do.
    pub sites: bool,
    /// What a typed law reads, in the place of N and D.
    pub formula: Option<FormulaNames>,
    /// Tables in memory: a path that is the name of one means it.
    pub tables: Tables,
}

/// The names of a typed law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaNames {
    /// In the order of the formula.
    pub names: Vec<String>,
    /// Whether all of them are inputs, which the table must have; otherwise those are
    /// inputs that it has.
    pub declared: bool,
}

impl Request {
    /// These columns and these runs, every row as it stands.
    pub fn plain(columns: &Columns, selection: &Selection) -> Self {
        let chosen = Where { selection: selection.clone(), ..Where::default() };
        Request { columns: columns.clone(), chosen, ..Request::default() }
    }
}

/// Units of a table's sizes.
///
/// ```
/// use offray::runs::Stated;
/// let units: Stated = "n=1e6".parse()?;
/// assert_eq!((units.n, units.d), (Some(1_000_000.into()), None));
/// # Ok::<(), offray::runs::OptionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// One of N, in parameters.
    pub n: Option<Exact>,
    /// One of D and of unique tokens, in tokens.
    pub d: Option<Exact>,
}

impl FromStr for Stated {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        let mut found = Stated::default();
        for (key, value) in super::columns::pairs(text)? {
            let slot = match key.as_str() {
                "n" => &mut found.n,
                "d" => &mut found.d,
                _ => {
                    let mend = super::error::suggestion(&key, "keys", ["n", "d"]);
                    return Err(OptionError::Key { given: key, mend });
                }
            };
            let size = value.parse().ok().or_else(|| super::names::unit(&value));
            let size =
                size.filter(|x: &Exact| x.signum() > 0).ok_or_else(|| OptionError::Value {
                    given: format!("{key}={value}"),
                    problem: "no unit: write how many one is, as in n=1e6, or n=M".into(),
                })?;
            if slot.replace(size).is_some() {
                return Err(OptionError::Twice(key));
            }
        }
        Ok(found)
    }
}

/// `name = formula`: a column made of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Let {
    /// What it is called; `n`, `d`, `loss`, `unique`, `weight` are what they say.
    pub name: String,
    /// What it is.
    pub formula: Formula,
}

impl FromStr for Let {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        let form = || OptionError::Form {
            given: text.into(),
            form: "NAME = FORMULA, as in 'd = batch*steps*seq'",
        };
        let (name, formula) = text.split_once('=').ok_or_else(form)?;
        let name = name.trim().trim_matches('`').trim();
        if name.is_empty() || formula.trim().is_empty() {
            return Err(form());
        }
        let formula = formula.parse().map_err(|error: crate::formula::FormulaError| {
            let problem = format!("no formula: {error}");
            OptionError::Value { given: formula.trim().into(), problem }
        })?;
        Ok(Let { name: name.into(), formula })
    }
}

impl FromStr for LossUnit {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        match text {
            "nats" => Ok(LossUnit::Nats),
            "bits" => Ok(LossUnit::Bits),
            "ppl" | "perplexity" => Ok(LossUnit::Perplexity),
            _ => Err(OptionError::Value {
                given: text.into(),
                problem: "no unit of a loss: write nats, bits or ppl".into(),
            }),
        }
    }
}
