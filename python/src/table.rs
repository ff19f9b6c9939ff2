//! Columns from Python as a table of the library.

use std::sync::Arc;

use ::offray::runs::{Column, Table as Columns, Values};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::work::refusal;

/// What tables in memory are called, in messages and as the words of a command.
pub const NAME: &str = "table";

/// A table in memory.
#[pyclass(frozen, module = "offray._offray")]
pub struct Table(pub Arc<Columns>);

/// A column: its name, the kind of its cells, the cells, and which are empty.
type Given<'py> = (String, String, Bound<'py, PyAny>, Option<Vec<bool>>);

/// What makes an object again: what to call, and with what.
type Reduced<'py> = (Bound<'py, PyAny>, (Vec<Given<'py>>,));

#[pymethods]
impl Table {
    /// Columns as (name, kind, cells, missing): `f8`, `f4`, `i8` and `u8` are bytes of
    /// numbers in the machine's order, `text` a list of strings, `other` the name of a type
    /// and how many cells it has.
    #[new]
    fn new(py: Python<'_>, columns: Vec<Given<'_>>) -> PyResult<Self> {
        let column = |(name, kind, cells, missing): Given<'_>| {
            let values = values(&kind, &cells)?;
            Ok(Column { name, values, missing: missing.unwrap_or_default() })
        };
        let columns = columns.into_iter().map(column).collect::<PyResult<_>>()?;
        Table::of(py, columns)
    }

    /// The same columns and one more.
    fn with_column(&self, py: Python<'_>, column: Given<'_>) -> PyResult<Self> {
        let (name, kind, cells, missing) = column;
        let values = values(&kind, &cells)?;
        let mut columns = self.0.columns().to_vec();
        columns.push(Column { name, values, missing: missing.unwrap_or_default() });
        Table::of(py, columns)
    }

    /// Its columns, as they are given.
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Vec<Given<'py>>> {
        let column = |column: &Column| {
            let (kind, cells) = cells(py, &column.values)?;
            let missing = (!column.missing.is_empty()).then(|| column.missing.clone());
            Ok((column.name.clone(), kind.to_owned(), cells, missing))
        };
        self.0.columns().iter().map(column).collect()
    }

    fn __len__(&self) -> usize {
        self.0.rows()
    }

    /// For pickle: the table is made again from its columns.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        Ok((slf.get_type().into_any(), (slf.get().columns(slf.py())?,)))
    }

    fn __repr__(&self) -> String {
        format!("<offray table in memory, called '{NAME}'>")
    }
}

impl Table {
    /// A table of these columns.
    pub fn of(py: Python<'_>, columns: Vec<Column>) -> PyResult<Self> {
        let table = Columns::new(NAME, columns);
        table.map(Table).map_err(|error| refusal(py, "InputError", &error.to_string()))
    }
}

fn values(kind: &str, cells: &Bound<'_, PyAny>) -> PyResult<Values> {
    Ok(match kind {
        "f8" => Values::Doubles(numbers(cells, f64::from_ne_bytes)?),
        "f4" => Values::Floats(numbers(cells, f32::from_ne_bytes)?),
        "i8" => Values::Integers(numbers(cells, i64::from_ne_bytes)?),
        "u8" => Values::Naturals(numbers(cells, u64::from_ne_bytes)?),
        "text" => Values::Texts(cells.extract()?),
        "other" => {
            let (name, len): (String, usize) = cells.extract()?;
            Values::Other(len, name)
        }
        _ => return Err(PyValueError::new_err(format!("no kind of cells is '{kind}'"))),
    })
}

/// Cells as Python gives them.
fn cells<'py>(py: Python<'py>, values: &Values) -> PyResult<(&'static str, Bound<'py, PyAny>)> {
    let bytes = |bytes: Vec<u8>| PyBytes::new(py, &bytes).into_any();
    Ok(match values {
        Values::Doubles(x) => ("f8", bytes(x.iter().flat_map(|x| x.to_ne_bytes()).collect())),
        Values::Floats(x) => ("f4", bytes(x.iter().flat_map(|x| x.to_ne_bytes()).collect())),
        Values::Integers(x) => ("i8", bytes(x.iter().flat_map(|x| x.to_ne_bytes()).collect())),
        Values::Naturals(x) => ("u8", bytes(x.iter().flat_map(|x| x.to_ne_bytes()).collect())),
        Values::Texts(texts) => ("text", PyList::new(py, texts)?.into_any()),
        Values::Other(len, name) => ("other", (name, *len).into_pyobject(py)?.into_any()),
    })
}

fn numbers<const BYTES: usize, T>(
    cells: &Bound<'_, PyAny>,
    of: impl Fn([u8; BYTES]) -> T,
) -> PyResult<Vec<T>> {
    let bytes: &[u8] = cells.extract()?;
    let (numbers, rest) = bytes.as_chunks::<BYTES>();
    match rest {
        [] => Ok(numbers.iter().map(|bytes| of(*bytes)).collect()),
        _ => Err(PyValueError::new_err("a number is cut off")),
    }
}
