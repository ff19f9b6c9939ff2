//! Tables as CSV.

use std::collections::HashMap;
use std::io::{self, Read, Write};

use csv::StringRecord;

use super::columns::{Column, Columns, Header};
use super::error::{InputError, Problem};
use super::guard::Guard;
use super::{Run, Runs, Selection, Source, value};
use crate::number::Exact;

impl Runs {
    /// Reads a table from CSV text.
    ///
    /// The first line is the header: `n_params,n_tokens,loss` and, if there,
    /// `unique_tokens`, `group`, `weight`, in any order and under other names
    /// if `columns` says so; other columns are ignored. Numbers are decimals
    /// (or p/q) and are kept exactly. UTF-8 with or without byte order mark,
    /// lines ending with LF or CRLF, fields quoted or not, spaces around
    /// numbers and blank lines are all fine; comments are not.
    ///
    /// Every row is checked, then `selection` is applied. `name` is what an
    /// error calls the input.
    pub fn from_csv(
        name: &str,
        input: impl Read,
        columns: &Columns,
        selection: &Selection,
    ) -> Result<Runs, InputError> {
        let mut table = Table::open(name, input, columns)?;
        let mut runs = Runs::default();
        let mut groups = HashMap::new();
        while let Some(run) = table.next(&mut runs.groups, &mut groups)? {
            runs.rows.push(run);
        }
        let sha256 = table.reader.get_ref().sha256();
        runs.source = Source { name: name.into(), sha256, rows: runs.rows.len() };
        runs.select(selection, columns.group_name())
    }

    /// Writes the table as CSV, exactly: reading it again gives the same runs.
    /// A number that no decimal equals is written as p/q.
    pub fn write_csv(&self, output: impl Write) -> io::Result<()> {
        let has = |column: fn(&Run) -> bool| self.rows.iter().any(column);
        let unique = has(|run| run.unique.is_some());
        let group = has(|run| run.group.is_some());
        let weight = has(|run| run.weight.is_some());
        let mut writer = csv::Writer::from_writer(output);
        let optional = [(unique, "unique_tokens"), (group, "group"), (weight, "weight")];
        let names = optional.iter().filter(|(there, _)| *there).map(|(_, name)| *name);
        writer.write_record(["n_params", "n_tokens", "loss"].into_iter().chain(names))?;
        for run in &self.rows {
            for number in [&run.n, &run.d, &run.loss] {
                writer.write_field(number.to_string())?;
            }
            if unique {
                writer.write_field(run.unique_tokens().to_string())?;
            }
            if group {
                writer.write_field(self.group_of(run).unwrap_or_default())?;
            }
            if weight {
                let one = Exact::from(1);
                writer.write_field(run.weight.as_ref().unwrap_or(&one).to_string())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }
}

/// A CSV file being read.
struct Table<'a, R> {
    name: &'a str,
    reader: csv::Reader<Guard<R>>,
    header: Header,
    names: Vec<String>,
    record: StringRecord,
}

impl<'a, R: Read> Table<'a, R> {
    fn open(name: &'a str, input: R, columns: &Columns) -> Result<Self, InputError> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(Guard::new(input));
        let mut record = StringRecord::new();
        let there = reader.read_record(&mut record);
        let end = reader.position().byte();
        let guard = reader.get_ref();
        let row = guard.row();
        match there {
            Err(error) => return Err(refused(name, &error, &[], guard)),
            Ok(_) if guard.is_unclosed(end) => {
                return Err(Problem::UnclosedQuote.at(name).row(row));
            }
            Ok(false) => return Err(Problem::Empty.at(name)),
            Ok(true) => {}
        }
        let names: Vec<&str> = record.iter().collect();
        let header = columns.resolve(&names).map_err(|problem| {
            let problem = match names[..] {
                [only] if only.contains(';') => Problem::Separator("semicolons"),
                [only] if only.contains('\t') => Problem::Separator("tabs"),
                _ => problem,
            };
            problem.at(name).row(row)
        })?;
        let names = names.into_iter().map(String::from).collect();
        Ok(Table { name, reader, header, names, record })
    }

    /// The next run, if there is one.
    fn next(
        &mut self,
        groups: &mut Vec<String>,
        known: &mut HashMap<String, u32>,
    ) -> Result<Option<Run>, InputError> {
        let start = self.reader.position().byte();
        self.reader.get_mut().record_begins(start);
        let there = self.reader.read_record(&mut self.record);
        let end = self.reader.position().byte();
        if self.reader.get_ref().is_unclosed(end) {
            return Err(Problem::UnclosedQuote.at(self.name).row(self.row()));
        }
        match there {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => {
                return Err(refused(self.name, &error, &self.names, self.reader.get_ref()));
            }
        }
        let header = &self.header;
        let n = self.number(&header.n)?;
        let d = self.number(&header.d)?;
        let d = match header.computed {
            true => value::tokens_from_compute(&d, &n)
                .map_err(|problem| self.at(problem, &header.d, &d.to_string()))?,
            false => d,
        };
        let group = match &header.group {
            None => None,
            Some(column) => {
                let name = self.record[column.at].trim();
                value::group(name, groups, known)
                    .map_err(|problem| self.at(problem, column, name))?
            }
        };
        Ok(Some(Run {
            n,
            d,
            loss: self.number(&header.loss)?,
            unique: header.unique.as_ref().map(|c| self.number(c)).transpose()?,
            weight: header.weight.as_ref().map(|c| self.number(c)).transpose()?,
            group,
        }))
    }

    fn number(&self, column: &Column) -> Result<Exact, InputError> {
        let text = self.record[column.at].trim();
        value::decimal(text).map_err(|problem| self.at(problem, column, text))
    }

    /// A problem with a cell of the record just read.
    fn at(&self, problem: Problem, column: &Column, text: &str) -> InputError {
        problem.at(self.name).row(self.row()).column(Some(&column.name)).value(Some(text))
    }

    fn row(&self) -> u64 {
        self.reader.get_ref().row()
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
        csv::ErrorKind::UnequalLengths { expected_len: expected, len: found, .. } => {
            Problem::Ragged { found: *found, expected: *expected }.at(name).row(guard.row())
        }
        csv::ErrorKind::Io(error) => Problem::unreadable(error).at(name),
        _ => Problem::Unreadable(error.to_string()).at(name).row(guard.row()),
    }
}
