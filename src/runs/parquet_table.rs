//! Tables as Parquet.

use std::cell::{Cell, OnceCell};
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
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::build::Builder;
use super::error::{InputError, Problem};
use super::records::Records;
use super::{Columns, Request, Run, Runs, Selection, canonical, open};
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
        let request = Request::plain(columns, selection);
        Builder::of_one(name, &request, &mut Columnar::open(name, input)?)
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

/// A Parquet file being read, row by row.
pub(super) struct Columnar<'a> {
    file: &'a str,
    rows: RowIter<'static>,
    names: Vec<String>,
    /// Where a column stands in a row; nowhere if it is nested.
    places: Vec<Option<usize>>,
    cells: Vec<(Field, OnceCell<String>)>,
    row: u64,
    sha256: String,
}

impl<'a> Columnar<'a> {
    /// Reads the schema.
    pub fn open(file: &'a str, input: impl Read) -> Result<Self, InputError> {
        let bytes = open::all_bytes(file, input, LARGEST_MIB)?;
        let sha256 = canonical::sha256(&bytes);
        let opened = guarded(file, || {
            let reader = SerializedFileReader::new(Bytes::from(bytes))?;
            let schema = reader.metadata().file_metadata().schema().clone();
            let fields = schema.get_fields().iter().filter(|f| f.is_primitive());
            let fields: Vec<_> = fields.map(Arc::clone).collect();
            let projection = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
            let rows = RowIter::from_file_into(Box::new(reader)).project(Some(projection))?;
            Ok((schema, rows))
        });
        let (schema, rows) = opened?;
        let mut next = 0..;
        let fields = schema.get_fields();
        let places = fields.iter().map(|f| f.is_primitive().then(|| next.next()).flatten());
        Ok(Columnar {
            file,
            rows,
            names: fields.iter().map(|field| field.name().to_owned()).collect(),
            places: places.collect(),
            cells: Vec::new(),
            row: 0,
            sha256,
        })
    }
}

/// What the library answers. It checks much of a damaged file and panics on some of
/// the rest (offsets outside a page, lengths below zero).
fn guarded<T>(file: &str, work: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, InputError> {
    DECODING.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    DECODING.set(false);
    let done = done.map_err(|_| Problem::Parquet("it is damaged".into()).at(file))?;
    done.map_err(|error| {
        let text = error.to_string();
        Problem::Parquet(text.trim_start_matches("Parquet error: ").into()).at(file)
    })
}

impl Records for Columnar<'_> {
    fn names(&self) -> &[String] {
        &self.names
    }

    fn header_row(&self) -> Option<u64> {
        None
    }

    fn advance(&mut self) -> Result<bool, InputError> {
        let rows = &mut self.rows;
        let Some(row) = guarded(self.file, || rows.next().transpose())? else { return Ok(false) };
        let fields = row.into_columns().into_iter();
        self.cells = fields.map(|(_, field)| (field, OnceCell::new())).collect();
        self.row += 1;
        Ok(true)
    }

    fn text(&self, at: usize) -> &str {
        let Some((field, text)) = self.places[at].and_then(|place| self.cells.get(place)) else {
            return "";
        };
        text.get_or_init(|| self::text(field)).trim()
    }

    fn typed(&self, at: usize) -> Option<Result<Exact, Problem>> {
        let Some((field, _)) = self.places[at].and_then(|place| self.cells.get(place)) else {
            let (found, wanted) = ("nested".into(), "a number or a string");
            return Some(Err(Problem::ColumnType { found, wanted }));
        };
        number(field)
    }

    fn row(&self) -> u64 {
        self.row
    }

    fn sha256(&self) -> String {
        self.sha256.clone()
    }
}

/// A cell as a text.
pub(super) fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A cell as a number; none where it is a text or empty.
pub(super) fn number(field: &Field) -> Option<Result<Exact, Problem>> {
    let float = |x: f64| Exact::from_f64(x);
    let value = match field {
        Field::Null | Field::Str(_) => return None,
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
            return Some(Err(Problem::ColumnType { found, wanted: "a number" }));
        }
    };
    Some(value.map_err(|error| Problem::number("", &error)))
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
