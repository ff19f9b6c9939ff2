//! Why an input cannot be used: one line that says where, what, and how to
//! mend it.

use std::fmt;

use crate::law::nearest;
use crate::number::ExactError;

/// A fault in an input file, with its place.
///
/// Displayed as `runs.csv, row 7, column 'loss', value '2.O': not a decimal
/// number: …`. Rows are those of an editor: the header of a CSV file is row 1
/// (a Parquet file has no header row, its first run is row 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct InputError {
    /// Where.
    pub place: Box<Place>,
    /// What is wrong and how to mend it.
    pub problem: Problem,
}

/// A place in an input file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named.
    pub file: String,
    /// The row, where the fault has one.
    pub row: Option<u64>,
    /// The column's name, where the fault has one.
    pub column: Option<String>,
    /// The text at fault, where there is one.
    pub value: Option<String>,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column '{}'", shortened(column))?;
        }
        if let Some(value) = &self.value {
            write!(f, ", value '{}'", shortened(value))?;
        }
        Ok(())
    }
}

/// A quotation of bounded length: at most 60 characters and `…`.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// `did you mean 'x'? (groups: x, y, …)`, or the list alone.
pub(super) fn suggestion<'a>(
    given: &str,
    what: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    const LISTED: usize = 12;
    let mut listed: Vec<String> = known.clone().into_iter().take(LISTED).map(shortened).collect();
    if known.clone().into_iter().nth(LISTED).is_some() {
        listed.push("…".into());
    }
    let list = listed.join(", ");
    match nearest(given, known) {
        Some(near) => format!("did you mean '{}'? ({what}: {list})", shortened(near)),
        None => format!("{what} there: {list}"),
    }
}

/// What is wrong with an input, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The operating system will not let it be read.
    #[error("cannot be read: {0}: check the path and its permissions")]
    Unreadable(String),
    /// A folder.
    #[error("is a folder: name a file in it")]
    Folder,
    /// No bytes.
    #[error("is empty: it needs a header n_params,n_tokens,loss and a line for every run")]
    Empty,
    /// A header alone.
    #[error("has a header but no runs: add a line for every run")]
    NoRuns,
    /// One run alone.
    #[error("holds one run only: nothing can be fitted to it, add runs")]
    OneRun,
    /// Bytes that are no text.
    #[error("not UTF-8 text: save the file as UTF-8")]
    NotUtf8,
    /// A UTF-16 byte order mark.
    #[error("is UTF-16 text: save the file as UTF-8")]
    Utf16,
    /// Compressed bytes.
    #[error("is compressed ({0}): unpack it, as in gunzip -c FILE | offray … -")]
    Compressed(&'static str),
    /// More digits than a number of runs can have.
    #[error("a number of more than 100000 digits: is it one number? round it")]
    Digits,
    /// A column used for two things.
    #[error("column '{name}' is taken for {first} and for {second}: name two columns")]
    OneColumn {
        /// Its name.
        name: String,
        /// What it is first.
        first: &'static str,
        /// And then.
        second: &'static str,
    },
    /// A byte that no text contains.
    #[error("is no text: it contains a zero byte; name a CSV or Parquet file")]
    Binary,
    /// More than a table of runs can be.
    #[error("is larger than {0} MiB: is it the right file? if so, keep the part that matters")]
    TooLarge(u64),
    /// Fields that do not match the header.
    #[error("{found} fields where the header has {expected}: add or remove commas")]
    Ragged {
        /// Fields in the row.
        found: u64,
        /// Fields in the header.
        expected: u64,
    },
    /// A quotation that does not end.
    #[error("a quotation mark is opened and never closed: close it, or double a literal one")]
    UnclosedQuote,
    /// A record without end.
    #[error("longer than {0} bytes: is a quotation mark never closed, or a line break missing?")]
    LongRecord(u64),
    /// A header in another dialect.
    #[error("the fields are separated by {0}: separate them by commas")]
    Separator(&'static str),
    /// A column that is needed and not there.
    #[error("no column '{wanted}': {mend}")]
    MissingColumn {
        /// The name that was looked for.
        wanted: String,
        /// What to do about it.
        mend: String,
    },
    /// A name that does not say which column.
    #[error("columns {first} and {second} are both called '{name}': rename one of them")]
    DuplicateColumn {
        /// The name.
        name: String,
        /// Position of the first, from 1.
        first: usize,
        /// Position of the second, from 1.
        second: usize,
    },
    /// Nothing where a number should be.
    #[error("empty: fill in a number or delete the row")]
    Missing,
    /// A text that is no decimal.
    #[error("not a decimal number: {0}")]
    NotNumber(&'static str),
    /// NaN or an infinity.
    #[error("not finite: delete the run, or replace the value by the measured one")]
    NotFinite,
    /// Zero.
    #[error("zero where a positive number is needed: delete the run or put in the measured value")]
    Zero,
    /// Less than zero.
    #[error(
        "negative where a positive number is needed: delete the run or put in the measured value"
    )]
    Negative,
    /// Too large or too small to be meant.
    #[error("out of range: sizes, losses and weights lie between 1e-300 and 1e300")]
    OutOfRange,
    /// A Parquet file that is damaged.
    #[error("is no readable Parquet file: {0}: write it again, or as CSV")]
    Parquet(String),
    /// A Parquet column of a type that holds no numbers, or no names.
    #[error("type {found} where {wanted} is needed: cast the column when writing the file")]
    ColumnType {
        /// The type in the file.
        found: String,
        /// What would do.
        wanted: &'static str,
    },
    /// A group's name that no table could hold.
    #[error("a group's name has at most {0} bytes, none of them zero: shorten it")]
    GroupName(usize),
    /// Selection by group in a table without groups.
    #[error(
        "has no column '{0}' to select by: leave out --group, or map it with --columns group=NAME"
    )]
    NoGroups(String),
    /// A group that is not there.
    #[error("no group '{given}': {mend}")]
    UnknownGroup {
        /// What was asked for.
        given: String,
        /// The nearest, and all of them.
        mend: String,
    },
    /// A selection that keeps one run.
    #[error("only one run is left after selecting {selected}: {there}")]
    OneSelected {
        /// The selection.
        selected: String,
        /// What could be selected.
        there: String,
    },
    /// A selection that keeps nothing.
    #[error("no run is left after selecting {selected}: {there}")]
    NothingSelected {
        /// The selection.
        selected: String,
        /// What could be selected.
        there: String,
    },
    /// Malformed JSON, with the place in the message.
    #[error("is no claim: {0}")]
    Json(String),
    /// Not even an object: a table, perhaps.
    #[error(
        "is no claim: a claim is JSON, \
         {{\"law\": …, \"objective\": …, \"parameters\": {{\"E\": 1.82, …}}}}"
    )]
    NoClaim,
    /// A claim about a law that does not exist.
    #[error("{0}")]
    Law(String),
    /// A parameter that the law does not have.
    #[error("law '{law}' has no parameter '{given}': {mend}")]
    UnknownParameter {
        /// The law.
        law: &'static str,
        /// What was given.
        given: String,
        /// The nearest, and all of them.
        mend: String,
    },
    /// A parameter that is not there.
    #[error("parameter '{0}' is missing: add it to \"parameters\"")]
    MissingParameter(&'static str),
    /// A parameter's value that cannot be used.
    #[error("parameter '{name}', value '{}': {problem}", shortened(value))]
    Parameter {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// What is wrong and how to mend it.
        problem: String,
    },
    /// A name that is there twice.
    #[error("'{0}' is given twice: remove one")]
    DuplicateParameter(String),
}

impl Problem {
    /// The problem at a whole file.
    pub fn at(self, file: &str) -> InputError {
        let place = Place { file: file.into(), ..Place::default() };
        InputError { place: Box::new(place), problem: self }
    }

    /// What the operating system said, without its number for it.
    pub(super) fn unreadable(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::IsADirectory => Problem::Folder,
            std::io::ErrorKind::NotFound => Problem::Unreadable("file not found".into()),
            _ => Problem::Unreadable(error.to_string()),
        }
    }

    /// The problem that a text which is no exact number has.
    pub(super) fn number(text: &str, error: &ExactError) -> Self {
        let hint = if text.contains(',') {
            "write it without thousands separators and with a decimal point"
        } else if text.ends_with(['K', 'M', 'B', 'T', 'G', 'k']) {
            "write 70e6 for 70M"
        } else if text.starts_with("0x") {
            "write it in base ten"
        } else {
            "write digits such as 2.0771 or 4.1e8"
        };
        match error {
            ExactError::Syntax => Problem::NotNumber(hint),
            ExactError::NotFinite => Problem::NotFinite,
            ExactError::Digits => Problem::Digits,
            _ => Problem::OutOfRange,
        }
    }
}

impl InputError {
    pub(super) fn row(mut self, row: impl Into<Option<u64>>) -> Self {
        self.place.row = row.into();
        self
    }

    pub(super) fn column(mut self, column: Option<&str>) -> Self {
        self.place.column = column.map(String::from);
        self
    }

    pub(super) fn value(mut self, value: Option<&str>) -> Self {
        self.place.value = value.map(String::from);
        self
    }
}
