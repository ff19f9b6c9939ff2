//! Why an input cannot be used: one line that says where, what, and how to
//! mend it.
//!
//! Length: every way an input can be unusable, with its one line, is listed once.

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
    #[error("is compressed ({0}): unpack it; gzip and zstd are read as they are")]
    Compressed(&'static str),
    /// Compressed bytes that do not unpack.
    #[error("does not unpack: {0}: write it again")]
    Damaged(String),
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
    /// Several columns that one role could be.
    #[error("several columns could be {what}: {mend}")]
    Ambiguous {
        /// The role.
        what: &'static str,
        /// What to type.
        mend: String,
    },
    /// A column that is no loss in nats by its name.
    #[error("column '{name}' is taken for the loss: {mend}")]
    NoLoss {
        /// Its name.
        name: String,
        /// What to type.
        mend: String,
    },
    /// Columns of a wide table in different units.
    #[error("columns that '{0}' matches are in different units: say which with --loss-unit")]
    MeltedUnits(String),
    /// A pattern that no column matches.
    #[error("no column matches '{pattern}': write it as in --melt 'loss_*' {mend}")]
    NothingMelted {
        /// The pattern.
        pattern: String,
        /// The columns.
        mend: String,
    },
    /// A condition on the loss of a wide table.
    #[error("--where speaks of the loss, of which a row has several: name a column of its own")]
    MeltedCondition,
    /// Two columns that say the same.
    #[error(
        "has weights and standard errors: say which counts, with --columns weight=NAME or \
         --columns sigma=NAME"
    )]
    WeightAndSigma,
    /// A perplexity that has no positive logarithm.
    #[error("a perplexity is greater than 1: is the column one? leave out --loss-unit ppl")]
    Perplexity,
    /// Numbers where the header should be.
    #[error(
        "is data where the header should be{}",
        match .0 {
            Some(row) => format!(": the names are behind '#' in row {row}: remove the mark"),
            None => ": begin with a header such as n_params,n_tokens,loss".to_owned(),
        }
    )]
    Headerless(Option<u64>),
    /// A row that may be a comment.
    #[error(
        "begins with '#' and has as many fields as the header: delete the row if it is a comment, \
         or put the mark in quotation marks and a space before it"
    )]
    MaybeComment,
    /// A table as it stands in a text.
    #[error("is a Markdown table: save it as CSV, without the bars and the line of dashes")]
    Markdown,
    /// A number that two conventions read differently.
    #[error("'{0}' may be a decimal or a thousand: say --decimal comma or --decimal point")]
    EitherDecimal(String),
    /// A column of a condition or a key that is not there.
    #[error("no column '{given}' to choose rows by (--where, --best-per, --last-per): {mend}")]
    UnknownColumn {
        /// What was given.
        given: String,
        /// The nearest, and all of them.
        mend: String,
    },
    /// No column tells runs apart.
    #[error(
        "no column says which run a row is of: name one, as in --columns run=NAME, or say \
         --last-per n {0}"
    )]
    NoRunColumn(String),
    /// A text where a condition compares numbers.
    #[error("no number, which {0} compares: compare it with = or !=, or leave such rows out first")]
    NotComparable(String),
    /// Nothing is left of a table.
    #[error("no run is left: {0}")]
    NothingLeft(String),
    /// A formula without a value.
    #[error("{formula} has no value here: {error}")]
    Formula {
        /// The formula.
        formula: String,
        /// Why.
        error: crate::formula::EvaluationError,
    },
    /// JSON that is none.
    #[error("is no readable JSON: {0}")]
    BadJson(String),
    /// No list of runs in a JSON document, or several.
    #[error(
        "holds {} of objects: it needs one, [{{\"n_params\": …}}, …], or one object a line",
        if *.0 == 0 { "no list".to_owned() } else { format!("{} lists", .0) }
    )]
    NoRecords(usize),
    /// A file whose name does not match.
    #[error("its name does not match '{0}': write the pattern as in '{{n}}-{{seed}}.csv'")]
    FileName(String),
    /// Files that a pattern should have found.
    #[error("matches no file: check the pattern and the folder")]
    NoFile,
    /// A column that is longer or shorter than the others.
    #[error("{found} cells where the first column has {expected}: columns are equally long")]
    Lengths {
        /// Cells in the column.
        found: u64,
        /// Cells in the first.
        expected: u64,
    },
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
    #[error("the fields are separated by {0}: separate them by commas, tabs or semicolons")]
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
    #[error(
        "empty: fill in a number or delete the row, or leave such rows out with --drop-missing"
    )]
    Missing,
    /// The same in a table that says how runs ended.
    #[error(
        "empty: fill in a number or delete the row, or leave such rows out, as in {} or \
         --drop-missing",
        finished(.0)
    )]
    MissingIn(String),
    /// A text that is no decimal.
    #[error("not a decimal number: {0}")]
    NotNumber(&'static str),
    /// NaN or an infinity.
    #[error(
        "not finite: delete the run, or replace the value by the measured one, or leave such rows \
         out with --drop-missing"
    )]
    NotFinite,
    /// The same in a table that says how runs ended.
    #[error(
        "not finite: delete the run, or leave such rows out, as in {} or --drop-missing",
        finished(.0)
    )]
    NotFiniteIn(String),
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

/// The usual word for a run that came to its end, in a condition to paste.
fn finished(column: &str) -> String {
    format!("--where {}", super::quoted(&format!("{column}=finished")))
}

impl Problem {
    /// Whether something is not there, or no finite number.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Problem::Missing | Problem::NotFinite)
    }

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
