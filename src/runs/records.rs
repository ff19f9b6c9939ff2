//! A table as a header and records, whatever it is written in.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use csv::StringRecord;

use super::dialect::{Dialect, LOOK};
use super::error::{InputError, Problem};
use super::guard::Guard;
use crate::number::Exact;

/// A table being read, record by record.
pub(super) trait Records {
    /// The names of the columns.
    fn names(&self) -> &[String];

    /// The row of the header, where there is one.
    fn header_row(&self) -> Option<u64>;

    /// How it is written, where not as usual.
    fn dialect(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether commas stand for decimal points.
    fn decimal_comma(&self) -> bool {
        false
    }

    /// Goes on to the next record, if there is one.
    fn advance(&mut self) -> Result<bool, InputError>;

    /// A cell's text, without the spaces around it.
    fn text(&self, at: usize) -> &str;

    /// A cell that is a number by its type, or of a type that holds none.
    fn typed(&self, _at: usize) -> Option<Result<Exact, Problem>> {
        None
    }

    /// The row of the record, as an editor counts.
    fn row(&self) -> u64;

    /// The same for records that are equal in every cell, and hardly ever for others.
    fn fingerprint(&self) -> u64 {
        let mut hash = DefaultHasher::new();
        for at in (0..self.names().len()).filter(|at| !is_index(&self.names()[*at])) {
            self.text(at).hash(&mut hash);
        }
        hash.finish()
    }

    /// SHA-256 of the bytes, when all have been read.
    fn sha256(&self) -> String;
}

/// A column that numbers the rows: no two rows are equal there.
fn is_index(name: &str) -> bool {
    let name = name.trim();
    name.is_empty() || name.starts_with("Unnamed: ") || name == "index"
}

/// A text of separated values.
pub(super) struct Separated<'a, R> {
    file: &'a str,
    reader: csv::Reader<Guard<R>>,
    dialect: Dialect,
    names: Vec<String>,
    header_row: u64,
    record: StringRecord,
    /// Columns that count for equality.
    told_apart: Vec<usize>,
    /// Lines after the header that are comments.
    comments: u64,
}

impl<'a, R: Read> Separated<'a, R> {
    /// Reads the header; `start` is how the text begins, which `input` gives again.
    pub fn open(
        file: &'a str,
        start: &[u8],
        input: R,
        decimal_comma: Option<bool>,
    ) -> Result<Self, InputError> {
        let mut dialect = match (Dialect::of(start, start.len() < LOOK), decimal_comma) {
            (Err(Problem::EitherDecimal(_)), Some(comma)) => {
                let other = if comma { b';' } else { b',' };
                let separator = if start.contains(&b'\t') { b'\t' } else { other };
                Dialect { separator, decimal_comma: comma }
            }
            (found, _) => found.map_err(|problem| problem.at(file))?,
        };
        dialect.decimal_comma = decimal_comma.unwrap_or(dialect.decimal_comma);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.separator)
            .from_reader(Guard::new(input));
        let mut record = StringRecord::new();
        // What begins with # before the header is a comment.
        let mut commented: Option<(u64, StringRecord)> = None;
        let row = loop {
            let begin = reader.position().byte();
            reader.get_mut().record_begins(begin);
            let there = reader.read_record(&mut record);
            let end = reader.position().byte();
            let guard = reader.get_ref();
            let row = guard.row();
            match there {
                Err(error) => return Err(refused(file, &error, &[], guard)),
                Ok(_) if guard.is_unclosed(end) => {
                    return Err(Problem::UnclosedQuote.at(file).row(row));
                }
                Ok(false) => return Err(Problem::Empty.at(file)),
                Ok(true) if record.get(0).is_some_and(|f| f.starts_with('#')) => {
                    commented = Some((row, record.clone()));
                }
                Ok(true) => break row,
            }
        };
        let names: Vec<String> = record.iter().map(str::to_owned).collect();
        headed(&names, commented.as_ref()).map_err(|problem| problem.at(file).row(row))?;
        let told_apart = (0..names.len()).filter(|at| !is_index(&names[*at])).collect();
        Ok(Separated {
            file,
            reader,
            dialect,
            names,
            header_row: row,
            record,
            told_apart,
            comments: 0,
        })
    }
}

/// Refuses a first line that is no header: all of it numbers.
fn headed(names: &[String], commented: Option<&(u64, StringRecord)>) -> Result<(), Problem> {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().is_ok();
    let numbers = names.iter().filter(|name| number(name)).count();
    let words = names.iter().filter(|name| !number(name) && !name.trim().is_empty()).count();
    if numbers < 2 || words > numbers {
        return Ok(());
    }
    let behind = commented.filter(|(_, record)| record.len() == names.len());
    Err(Problem::Headerless(behind.map(|(row, _)| *row)))
}

impl<R: Read> Records for Separated<'_, R> {
    fn names(&self) -> &[String] {
        &self.names
    }

    fn header_row(&self) -> Option<u64> {
        Some(self.header_row)
    }

    fn dialect(&self) -> Vec<String> {
        let mut said = self.dialect.describe();
        match self.comments {
            0 => {}
            1 => said.push("1 comment between the rows left out".into()),
            more => said.push(format!("{more} comments between the rows left out")),
        }
        said
    }

    fn decimal_comma(&self) -> bool {
        self.dialect.decimal_comma
    }

    fn advance(&mut self) -> Result<bool, InputError> {
        loop {
            let start = self.reader.position().byte();
            self.reader.get_mut().record_begins(start);
            let there = self.reader.read_record(&mut self.record);
            let end = self.reader.position().byte();
            let guard = self.reader.get_ref();
            if guard.is_unclosed(end) {
                return Err(Problem::UnclosedQuote.at(self.file).row(guard.row()));
            }
            match there {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(error) => return Err(refused(self.file, &error, &self.names, guard)),
            }
            let (found, expected) = (self.record.len(), self.names.len());
            let hash = self.record.get(0).is_some_and(|f| f.starts_with('#'));
            let refuse = |problem: Problem| Err(problem.at(self.file).row(guard.row()));
            match (found == expected, hash) {
                (true, false) => return Ok(true),
                (false, true) => self.comments += 1,
                (true, true) => return refuse(Problem::MaybeComment),
                (false, false) => {
                    let (found, expected) = (found as u64, expected as u64);
                    return refuse(Problem::Ragged { found, expected });
                }
            }
        }
    }

    fn text(&self, at: usize) -> &str {
        self.record.get(at).unwrap_or_default().trim()
    }

    fn row(&self) -> u64 {
        self.reader.get_ref().row()
    }

    fn fingerprint(&self) -> u64 {
        let mut hash = DefaultHasher::new();
        for at in &self.told_apart {
            self.record.get(*at).unwrap_or_default().hash(&mut hash);
        }
        hash.finish()
    }

    fn sha256(&self) -> String {
        self.reader.get_ref().sha256()
    }
}

/// What the CSV reader found wrong with a record.
fn refused<R: Read>(
    name: &str,
    error: &csv::Error,
    names: &[String],
    guard: &Guard<R>,
) -> InputError {
    if let Some(problem) = guard.fault() {
        let row = matches!(problem, Problem::LongRecord(_)).then(|| guard.row());
        return problem.clone().at(name).row(row);
    }
    match error.kind() {
        csv::ErrorKind::Utf8 { err, .. } => {
            let column = names.get(err.field()).map(String::as_str);
            Problem::NotUtf8.at(name).row(guard.row()).column(column)
        }
        csv::ErrorKind::Io(error) => Problem::unreadable(error).at(name),
        _ => Problem::Unreadable(error.to_string()).at(name).row(guard.row()),
    }
}
