//! Tables that are in memory already: what a data frame holds.

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;

use parquet::record::Field;

use super::error::{InputError, Problem};
use super::parquet_table::{number, text};
use super::records::Records;
use crate::number::Exact;

/// A table in memory, column by column: read as a Parquet file of the same columns is.
///
/// ```
/// use std::sync::Arc;
/// use offray::runs::{Column, Request, Runs, Table, Values};
/// let column = |name: &str, values: Values| Column::new(name, values);
/// let table = Table::new("sweep", vec![
///     column("n_params", Values::Doubles(vec![1e8, 2e8])),
///     column("n_tokens", Values::Integers(vec![2_000_000_000, 4_000_000_000])),
///     column("loss", Values::Texts(vec!["3.10".into(), "2.85".into()])),
/// ])?;
/// let request = Request { tables: vec![table].into(), ..Request::default() };
/// let runs = Runs::read_as(&["sweep".into()], &request)?;
/// assert_eq!(runs.rows[1].loss, "2.85".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    columns: Vec<Column>,
    names: Vec<String>,
    rows: usize,
}

/// A column of a [`Table`].
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub values: Values,
    /// Which cells are empty, whatever stands in their places; none where this is empty.
    pub missing: Vec<bool>,
}

/// The cells of a column.
#[derive(Clone, Debug)]
pub enum Values {
    /// Doubles: the binary numbers that they are.
    Doubles(Vec<f64>),
    /// Singles: the binary numbers that they are.
    Floats(Vec<f32>),
    /// Integers.
    Integers(Vec<i64>),
    /// Integers that are not negative.
    Naturals(Vec<u64>),
    /// Texts, read as those of a CSV file are: a decimal is the number it writes.
    Texts(Vec<String>),
    /// So many cells of a type, called so, that holds neither numbers nor texts.
    Other(usize, String),
}

impl Values {
    /// How many cells there are.
    pub fn count(&self) -> usize {
        match self {
            Values::Doubles(cells) => cells.len(),
            Values::Floats(cells) => cells.len(),
            Values::Integers(cells) => cells.len(),
            Values::Naturals(cells) => cells.len(),
            Values::Texts(cells) => cells.len(),
            Values::Other(len, _) => *len,
        }
    }
}

impl Column {
    /// A column without empty cells.
    pub fn new(name: &str, values: Values) -> Self {
        Column { name: name.into(), values, missing: Vec::new() }
    }

    /// The cell at a row that is there; none of a type that is no cell.
    fn cell(&self, row: usize) -> Option<Field> {
        if self.missing.get(row) == Some(&true) {
            return Some(Field::Null);
        }
        Some(match &self.values {
            Values::Doubles(cells) => Field::Double(cells[row]),
            Values::Floats(cells) => Field::Float(cells[row]),
            Values::Integers(cells) => Field::Long(cells[row]),
            Values::Naturals(cells) => Field::ULong(cells[row]),
            Values::Texts(cells) => Field::Str(cells[row].clone()),
            Values::Other(..) => return None,
        })
    }
}

impl Table {
    /// A table that messages call `name`, which is also the path that means it.
    ///
    /// # Errors
    /// Columns of different lengths.
    pub fn new(name: &str, columns: Vec<Column>) -> Result<Arc<Self>, InputError> {
        let rows = columns.first().map_or(0, |column| column.values.count());
        if let Some(other) = columns.iter().find(|column| column.values.count() != rows) {
            let (found, expected) = (other.values.count() as u64, rows as u64);
            return Err(Problem::Lengths { found, expected }.at(name).column(Some(&other.name)));
        }
        let names = columns.iter().map(|column| column.name.clone()).collect();
        Ok(Arc::new(Table { name: name.into(), columns, names, rows }))
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows in it.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// The tables in memory that a request may mean by their names, instead of files.
#[derive(Clone, Debug, Default)]
pub struct Tables(Arc<[Arc<Table>]>);

impl From<Vec<Arc<Table>>> for Tables {
    fn from(tables: Vec<Arc<Table>>) -> Self {
        Tables(tables.into())
    }
}

impl Tables {
    /// The table that a path means.
    pub(super) fn meant(&self, path: &Path) -> Option<&Table> {
        self.0.iter().find(|table| Path::new(&table.name) == path).map(|table| &**table)
    }
}

/// The same tables, not equal ones: a request is not to be compared cell by cell.
impl PartialEq for Tables {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&*other.0).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl Eq for Tables {}

/// A table being read, row by row.
pub(super) struct Rows<'a> {
    table: &'a Table,
    /// Records passed, the present one among them.
    row: usize,
    cells: Vec<(Option<Field>, OnceCell<String>)>,
}

impl<'a> Rows<'a> {
    /// Stands before the first row.
    ///
    /// # Errors
    /// No columns.
    pub fn of(table: &'a Table) -> Result<Self, InputError> {
        match table.columns.is_empty() {
            true => Err(Problem::Empty.at(&table.name)),
            false => Ok(Rows { table, row: 0, cells: Vec::new() }),
        }
    }
}

impl Records for Rows<'_> {
    fn names(&self) -> &[String] {
        &self.table.names
    }

    fn header_row(&self) -> Option<u64> {
        None
    }

    fn advance(&mut self) -> Result<bool, InputError> {
        if self.row == self.table.rows {
            return Ok(false);
        }
        let row = self.row;
        let cells = self.table.columns.iter().map(|column| (column.cell(row), OnceCell::new()));
        self.cells.clear();
        self.cells.extend(cells);
        self.row += 1;
        Ok(true)
    }

    fn text(&self, at: usize) -> &str {
        match &self.cells[at] {
            (None, _) => "",
            (Some(Field::Str(given)), _) => given.trim(),
            (Some(field), shown) => shown.get_or_init(|| text(field)).trim(),
        }
    }

    fn typed(&self, at: usize) -> Option<Result<Exact, Problem>> {
        match (&self.cells[at].0, &self.table.columns[at].values) {
            (Some(field), _) => number(field),
            (None, Values::Other(_, kind)) => {
                let (found, wanted) = (kind.clone(), "a number or a string");
                Some(Err(Problem::ColumnType { found, wanted }))
            }
            (None, _) => None,
        }
    }

    fn row(&self) -> u64 {
        self.row as u64
    }

    /// No bytes of a file: no hash.
    fn sha256(&self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::{Request, Runs};

    fn read(columns: Vec<Column>) -> Result<Runs, InputError> {
        let request =
            Request { tables: vec![Table::new("t", columns)?].into(), ..Request::default() };
        Runs::read_as(&["t".into()], &request)
    }

    fn columns(loss: Values) -> Vec<Column> {
        vec![
            Column::new("n_params", Values::Doubles(vec![1e8, 3e8])),
            Column::new("n_tokens", Values::Naturals(vec![2_000_000_000, u64::MAX])),
            Column::new("loss", loss),
        ]
    }

    #[test]
    fn doubles_are_exact_and_texts_are_decimals() {
        let doubles = read(columns(Values::Doubles(vec![2.5, 0.1]))).expect("runs");
        assert_eq!(Ok(doubles.rows[1].loss.clone()), Exact::from_f64(0.1));
        assert_eq!(doubles.rows[1].d.to_string(), u64::MAX.to_string());
        assert_eq!(doubles.source.sha256, "");
        let texts = read(columns(Values::Texts(vec!["2.5".into(), " 0.1 ".into()]))).expect("runs");
        assert_eq!(texts.rows[1].loss, "0.1".parse().expect("a number"));
        assert_ne!(texts.rows_sha256(), doubles.rows_sha256());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let mut empty = columns(Values::Doubles(vec![2.5, 0.1]));
        empty[2].missing = vec![false, true];
        for (columns, part) in [
            (columns(Values::Doubles(vec![2.5, f64::NAN])), "t, row 2, column 'loss'"),
            (
                columns(Values::Texts(vec!["2.5".into(), "2.O".into()])),
                "row 2, column 'loss', value '2.O'",
            ),
            (columns(Values::Other(2, "list".into())), "row 1, column 'loss'"),
            (columns(Values::Doubles(vec![2.5])), "t, column 'loss'"),
            (empty, "t, row 2, column 'loss'"),
            (Vec::new(), "t: "),
        ] {
            let error = read(columns).expect_err(part).to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
