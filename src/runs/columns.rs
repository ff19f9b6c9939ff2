//! Which column of a table is which.

use std::str::FromStr;

use super::error::Problem;
use super::error::suggestion;
use super::nearest;

/// The names of the columns, where they are not the usual ones.
///
/// ```
/// use offray::runs::Columns;
/// let columns: Columns = "n=params,loss=val_loss".parse()?;
/// assert_eq!(columns.n.as_deref(), Some("params"));
/// assert!("los=x".parse::<Columns>().unwrap_err().to_string().contains("'loss'"));
/// # Ok::<(), offray::runs::OptionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// N; usually `n_params`.
    pub n: Option<String>,
    /// D; usually `n_tokens`.
    pub d: Option<String>,
    /// L; usually `loss`.
    pub loss: Option<String>,
    /// Distinct tokens; `unique_tokens` if there is one.
    pub unique: Option<String>,
    /// Series that a run belongs to; `group` if there is one.
    pub group: Option<String>,
    /// Weight in the objective; `weight` if there is one.
    pub weight: Option<String>,
    /// Training compute C, from which D = C/(6N) is derived; replaces D.
    pub compute: Option<String>,
}

/// Why the text of an option cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// Not of the form of its option.
    #[error("'{given}' is not of the form {form}")]
    Form {
        /// What was typed.
        given: String,
        /// What was expected.
        form: &'static str,
    },
    /// A key that the option does not have.
    #[error("unknown key '{given}': {mend}")]
    Key {
        /// What was typed.
        given: String,
        /// The nearest, and all of them.
        mend: String,
    },
    /// A key given twice.
    #[error("'{0}' is given twice")]
    Twice(String),
    /// A value that is no number of the wanted kind.
    #[error("'{given}' is {problem}")]
    Value {
        /// What was typed.
        given: String,
        /// What is wrong with it.
        problem: String,
    },
}

const KEYS: [&str; 6] = ["n", "d", "loss", "unique", "group", "weight"];

impl FromStr for Columns {
    type Err = OptionError;

    /// `n=COLUMN,d=COLUMN,…`; a pair with a comma in it goes in quotation
    /// marks, as in CSV.
    fn from_str(text: &str) -> Result<Self, OptionError> {
        let mut columns = Columns::default();
        for pair in pairs(text)? {
            let (key, name) = pair;
            let slot = match key.as_str() {
                "n" => &mut columns.n,
                "d" => &mut columns.d,
                "loss" => &mut columns.loss,
                "unique" => &mut columns.unique,
                "group" => &mut columns.group,
                "weight" => &mut columns.weight,
                _ => {
                    let mend = suggestion(&key, "keys", KEYS);
                    return Err(OptionError::Key { given: key, mend });
                }
            };
            if slot.replace(name).is_some() {
                return Err(OptionError::Twice(key));
            }
        }
        Ok(columns)
    }
}

/// Splits `key=value,key=value` with CSV's rule for quotation marks.
pub(super) fn pairs(text: &str) -> Result<Vec<(String, String)>, OptionError> {
    let form = || OptionError::Form { given: text.into(), form: "KEY=VALUE,KEY=VALUE" };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    if !reader.read_record(&mut record).map_err(|_| form())? {
        return Err(form());
    }
    let split = |field: &str| {
        let (key, value) = field.split_once('=')?;
        let (key, value) = (key.trim(), value.trim());
        (!key.is_empty() && !value.is_empty()).then(|| (key.to_string(), value.to_string()))
    };
    record.iter().map(|field| split(field).ok_or_else(form)).collect()
}

/// Where the columns are in one table.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub n: Column,
    /// D, or C if `computed`.
    pub d: Column,
    pub computed: bool,
    pub loss: Column,
    pub unique: Option<Column>,
    pub group: Option<Column>,
    pub weight: Option<Column>,
}

impl Header {
    /// Every column for one thing: but runs may be grouped by any column, and D
    /// may be all unique.
    fn check(&self) -> Result<(), Problem> {
        let d = if self.computed { "C" } else { "D" };
        let mut used = vec![("N", &self.n), (d, &self.d), ("the loss", &self.loss)];
        used.extend(self.weight.as_ref().map(|column| ("the weight", column)));
        for (i, (second, column)) in used.iter().enumerate() {
            if let Some((first, _)) = used[..i].iter().find(|(_, other)| other.at == column.at) {
                return Err(Problem::OneColumn { name: column.name.clone(), first, second });
            }
        }
        Ok(())
    }

    /// Every column that is read.
    pub fn columns(&self) -> Vec<&Column> {
        let optional = [&self.unique, &self.group, &self.weight];
        let needed = [&self.n, &self.d, &self.loss];
        needed.into_iter().chain(optional.into_iter().flatten()).collect()
    }
}

/// A column of one table: its position and its name.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub at: usize,
    pub name: String,
}

impl Columns {
    /// The name of the column of groups.
    pub(super) fn group_name(&self) -> &str {
        self.group.as_deref().unwrap_or("group")
    }

    /// Finds the columns in a header.
    pub(super) fn resolve(&self, names: &[&str]) -> Result<Header, Problem> {
        let find = |name: &str| -> Result<Option<Column>, Problem> {
            let mut found = names.iter().enumerate().filter(|(_, n)| n.trim() == name);
            let first = found.next().map(|(at, _)| Column { at, name: name.into() });
            match (first, found.next()) {
                (Some(first), Some((second, _))) => Err(Problem::DuplicateColumn {
                    name: name.into(),
                    first: first.at + 1,
                    second: second + 1,
                }),
                (first, _) => Ok(first),
            }
        };
        let needed = |name: &str, key: &str, aliases: &[&str]| {
            find(name)?.ok_or_else(|| Problem::MissingColumn {
                wanted: name.into(),
                mend: mend(key, std::iter::once(name).chain(aliases.iter().copied()), names),
            })
        };
        let optional = |mapped: &Option<String>, usual: &str, key: &str| match mapped {
            Some(name) => needed(name, key, &[]).map(Some),
            None => find(usual),
        };
        let usual = |mapped: &Option<String>, usual: &str| -> String {
            mapped.as_deref().unwrap_or(usual).into()
        };
        let header = Header {
            n: needed(&usual(&self.n, "n_params"), "n", &["params", "parameters", "n"])?,
            d: match &self.compute {
                Some(compute) => needed(compute, "compute", &["flops", "compute"])?,
                None => needed(&usual(&self.d, "n_tokens"), "d", &["tokens", "d"])?,
            },
            computed: self.compute.is_some(),
            loss: needed(&usual(&self.loss, "loss"), "loss", &["val_loss", "l"])?,
            unique: optional(&self.unique, "unique_tokens", "unique")?,
            group: optional(&self.group, "group", "group")?,
            weight: optional(&self.weight, "weight", "weight")?,
        };
        header.check()?;
        Ok(header)
    }
}

/// How to say which column was meant.
fn mend<'a>(key: &str, wanted: impl Iterator<Item = &'a str>, names: &[&str]) -> String {
    let option = |name: &str| match key {
        "compute" => format!("--compute {name}"),
        _ => format!("--columns {key}={name}"),
    };
    let list = names.iter().map(|n| n.trim()).filter(|n| !n.is_empty());
    let near = wanted.into_iter().find_map(|name| nearest(name, list.clone()));
    match near {
        _ if list.clone().next().is_none() => {
            "the first line names no column: begin with a header, n_params,n_tokens,loss".into()
        }
        Some(near) => format!("did you mean '{near}'? then say {}", option(near)),
        None => format!(
            "say which column it is with {} (columns: {})",
            option("NAME"),
            list.take(20).map(super::error::shortened).collect::<Vec<_>>().join(", ")
        ),
    }
}
