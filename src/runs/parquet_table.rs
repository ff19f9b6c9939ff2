//! Tables as Parquet.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use num_bigint::BigInt;
use num_rational::Ratio;
use parquet::data_type::{ByteArray, ByteArrayType, Decimal, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::Field;
use parquet::schema::types::Type;

use super::columns::{Column, Columns};
use super::error::{InputError, Problem};
use super::{Run, Runs, Selection, Source, canonical, open, value};
use crate::number::{Exact, ExactError};

/// Parquet files are read into memory whole, up to this size.
const LARGEST_MIB: u64 = 1024;

thread_local! {
    static DECODING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside the Parquet library, whose panics on damaged
/// files become errors: a panic hook may want to keep silent about them.
pub fn is_decoding() -> bool {
    DECODING.get()
}

impl Runs {
    /// Reads a table from a Parquet file: columns are found by name as in CSV.
    ///
    /// Doubles, floats and halves are the exact binary numbers that they are,
    /// integers and decimals themselves; strings are read as in CSV, and a
    /// string or an integer may name a group. A null is an empty cell.
    pub fn from_parquet(
        name: &str,
        input: impl Read,
        columns: &Columns,
        selection: &Selection,
    ) -> Result<Runs, InputError> {
        let bytes = open::all_bytes(name, input, LARGEST_MIB)?;
        let sha256 = canonical::sha256(&bytes);
        // The library checks much of a damaged file and panics on some of the
        // rest (offsets outside a page, lengths below zero).
        DECODING.set(true);
        let read = catch_unwind(AssertUnwindSafe(|| decode(name, bytes.into(), columns)));
        DECODING.set(false);
        let mut runs =
            read.unwrap_or_else(|_| Err(Problem::Parquet("it is damaged".into()).at(name)))?;
        runs.source = Source { name: name.into(), sha256, rows: runs.rows.len() };
        runs.select(selection, columns.group_name())
    }

    /// Writes the table as Parquet, exactly: a column whose every number is a
    /// double is one of doubles, another is one of strings, as in CSV.
    pub fn write_parquet(&self, output: impl Write + Send) -> io::Result<()> {
        let mut columns: Vec<(&str, Cells)> = vec![
            ("n_params", Cells::numbers(self, |run| &run.n)),
            ("n_tokens", Cells::numbers(self, |run| &run.d)),
            ("loss", Cells::numbers(self, |run| &run.loss)),
        ];
        if self.rows.iter().any(|run| run.unique.is_some()) {
            let unique = |run| Run::unique_tokens(run);
            columns.push(("unique_tokens", Cells::numbers(self, unique)));
        }
        if self.rows.iter().any(|run| run.group.is_some()) {
            let name = |run| ByteArray::from(self.group_of(run).unwrap_or_default());
            columns.push(("group", Cells::Strings(self.rows.iter().map(name).collect())));
        }
        if self.rows.iter().any(|run| run.weight.is_some()) {
            let one = Exact::from(1);
            columns
                .push(("weight", Cells::numbers(self, |run| run.weight.as_ref().unwrap_or(&one))));
        }
        write_columns(&columns, output).map_err(io::Error::other)
    }
}

fn decode(name: &str, bytes: Bytes, columns: &Columns) -> Result<Runs, InputError> {
    let damaged = |error: ParquetError| {
        let text = error.to_string();
        Problem::Parquet(text.trim_start_matches("Parquet error: ").into()).at(name)
    };
    let reader = SerializedFileReader::new(bytes).map_err(damaged)?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
    let header = columns.resolve(&names).map_err(|problem| problem.at(name))?;
    let wanted = header.columns();
    for column in &wanted {
        if !schema.get_fields()[column.at].is_primitive() {
            let (found, wanted) = ("nested".into(), "a number or a string");
            let problem = Problem::ColumnType { found, wanted };
            return Err(problem.at(name).column(Some(&column.name)));
        }
    }
    // The projection keeps the schema's order: a column's place in a row is its
    // rank among the positions that are read.
    let mut positions: Vec<usize> = wanted.iter().map(|column| column.at).collect();
    positions.sort_unstable();
    positions.dedup();
    let place = |column: &Column| positions.binary_search(&column.at).unwrap_or_default();
    let fields = positions.iter().map(|at| Arc::clone(&schema.get_fields()[*at])).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(fields).build();
    let projection = projection.map_err(damaged)?;

    let mut runs = Runs::default();
    let mut known = HashMap::new();
    for (i, row) in reader.get_row_iter(Some(projection)).map_err(damaged)?.enumerate() {
        let row = row.map_err(damaged)?;
        let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        let number = |column: &Column| {
            number(fields[place(column)]).map_err(|(problem, value)| {
                let error = problem.at(name).row(i as u64 + 1).column(Some(&column.name));
                error.value(value.as_deref())
            })
        };
        let n = number(&header.n)?;
        let d = number(&header.d)?;
        let d = match header.computed {
            true => value::tokens_from_compute(&d, &n).map_err(|problem| {
                problem.at(name).row(i as u64 + 1).column(Some(&header.d.name))
            })?,
            false => d,
        };
        let group = match &header.group {
            None => None,
            Some(column) => {
                let text = match fields[place(column)] {
                    Field::Null => String::new(),
                    Field::Str(text) => text.trim().to_string(),
                    other => other.to_string(),
                };
                value::group(&text, &mut runs.groups, &mut known).map_err(|problem| {
                    let error = problem.at(name).row(i as u64 + 1).column(Some(&column.name));
                    error.value(Some(&text))
                })?
            }
        };
        runs.rows.push(Run {
            n,
            d,
            loss: number(&header.loss)?,
            unique: header.unique.as_ref().map(number).transpose()?,
            weight: header.weight.as_ref().map(number).transpose()?,
            group,
        });
    }
    Ok(runs)
}

/// A cell as a positive number; an error comes with the text to quote.
fn number(field: &Field) -> Result<Exact, (Problem, Option<String>)> {
    let float = |x: f64| Exact::from_f64(x);
    let value = match field {
        Field::Null => return Err((Problem::Missing, None)),
        Field::Str(text) => {
            let text = text.trim();
            return value::decimal(text).map_err(|p| (p, Some(text.to_string())));
        }
        Field::Byte(x) => Ok(Exact::from(i64::from(*x))),
        Field::Short(x) => Ok(Exact::from(i64::from(*x))),
        Field::Int(x) => Ok(Exact::from(i64::from(*x))),
        Field::Long(x) => Ok(Exact::from(*x)),
        Field::UByte(x) => Ok(Exact::from(i64::from(*x))),
        Field::UShort(x) => Ok(Exact::from(i64::from(*x))),
        Field::UInt(x) => Ok(Exact::from(i64::from(*x))),
        Field::ULong(x) => Ok(Exact::from_ratio(BigInt::from(*x).into())),
        Field::Float16(x) => float(f64::from(*x)),
        Field::Float(x) => float(f64::from(*x)),
        Field::Double(x) => float(*x),
        Field::Decimal(x) => decimal(x),
        other => {
            let kind = format!("{other:?}");
            let found = kind.split(['(', ' ']).next().unwrap_or_default().to_lowercase();
            let problem = Problem::ColumnType { found, wanted: "a number" };
            return Err((problem, Some(other.to_string())));
        }
    };
    let quoted = || Some(field.to_string());
    let value = value.map_err(|error| (Problem::number("", &error), quoted()))?;
    value::positive(value).map_err(|problem| (problem, quoted()))
}

/// unscaled · 10^−scale, the unscaled integer in big-endian two's complement.
fn decimal(x: &Decimal) -> Result<Exact, ExactError> {
    if !(0..=400).contains(&x.scale()) || x.data().len() > 512 {
        return Err(ExactError::Exponent);
    }
    let power = BigInt::from(10).pow(x.scale().unsigned_abs());
    Ok(Exact::from_ratio(Ratio::new(BigInt::from_signed_bytes_be(x.data()), power)))
}

/// A column to write.
enum Cells {
    Doubles(Vec<f64>),
    Strings(Vec<ByteArray>),
}

impl Cells {
    fn numbers<'a>(runs: &'a Runs, of: impl Fn(&'a Run) -> &'a Exact) -> Self {
        let exactly = |x: &Exact| {
            let double = x.to_f64();
            (Exact::from_f64(double).as_ref() == Ok(x)).then_some(double)
        };
        match runs.rows.iter().map(|run| exactly(of(run))).collect() {
            Some(doubles) => Cells::Doubles(doubles),
            None => {
                let text = |run| ByteArray::from(of(run).to_string().into_bytes());
                Cells::Strings(runs.rows.iter().map(text).collect())
            }
        }
    }
}

fn write_columns(columns: &[(&str, Cells)], output: impl Write + Send) -> Result<(), ParquetError> {
    use parquet::basic::{LogicalType, Repetition, Type as Physical};
    let field = |(name, cells): &(&str, Cells)| {
        let (physical, logical) = match cells {
            Cells::Doubles(_) => (Physical::DOUBLE, None),
            Cells::Strings(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(logical);
        field.build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder("runs").with_fields(fields).build()?;
    let mut file = SerializedFileWriter::new(output, Arc::new(schema), Arc::default())?;
    let mut rows = file.next_row_group()?;
    for (_, cells) in columns {
        write_cells(&mut rows, cells)?;
    }
    rows.close()?;
    file.close().map(drop)
}

fn write_cells<W: Write + Send>(
    rows: &mut SerializedRowGroupWriter<'_, W>,
    cells: &Cells,
) -> Result<(), ParquetError> {
    let Some(mut column) = rows.next_column()? else { return Ok(()) };
    match cells {
        Cells::Doubles(values) => column.typed::<DoubleType>().write_batch(values, None, None)?,
        Cells::Strings(values) => {
            column.typed::<ByteArrayType>().write_batch(values, None, None)?
        }
    };
    column.close()
}
