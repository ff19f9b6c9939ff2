//! Which column of a table is which, as an option says it.

use std::str::FromStr;

use super::error::suggestion;

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
    /// Tokens per parameter k, from which D = kN is derived; replaces D.
    pub tpp: Option<String>,
    /// Standard error of the loss; the weight is 1/σ², exactly.
    pub sigma: Option<String>,
    /// What tells runs apart: their name, or their number.
    pub run: Option<String>,
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

const KEYS: [&str; 8] = ["n", "d", "loss", "unique", "group", "weight", "sigma", "run"];

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
                "sigma" => &mut columns.sigma,
                "run" => &mut columns.run,
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
