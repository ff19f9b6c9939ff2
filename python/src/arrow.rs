//! Data frames, by Arrow's C stream interface.

#![allow(unsafe_code, reason = "the interface is pointers to C structures")]

use std::ffi::CStr;

use ::offray::runs::{Column, Values};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types as t;
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, RecordBatchReader};
use arrow_schema::DataType;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::table::Table;

/// The name of a capsule that holds a stream.
const STREAM: &CStr = c"arrow_array_stream";

/// The table that a capsule streams. It is read here, once.
#[pyfunction]
pub fn from_stream(py: Python<'_>, capsule: &Bound<'_, PyCapsule>) -> PyResult<Table> {
    let pointer = capsule.pointer_checked(Some(STREAM))?.as_ptr().cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid stream (the interface's promise); from_raw
    // moves it out and leaves a released one in its place, as the interface asks.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer) };
    let wrong = |error: arrow_schema::ArrowError| PyValueError::new_err(error.to_string());
    let mut reader = reader.map_err(wrong)?;
    let schema = reader.schema();
    // An index without a name numbers the rows: it is no column.
    let kept = |name: &str| !name.starts_with("__index_level_");
    let mut columns: Vec<(usize, Column)> = (schema.fields().iter().enumerate())
        .filter(|(_, field)| kept(field.name()))
        .map(|(at, field)| (at, Column::new(field.name(), empty(field.data_type()))))
        .collect();
    for batch in &mut reader {
        let batch = batch.map_err(wrong)?;
        for (at, column) in &mut columns {
            add(column, batch.column(*at)).map_err(PyValueError::new_err)?;
        }
    }
    Table::of(py, columns.into_iter().map(|(_, column)| column).collect())
}

/// No cells, of the kind that a type becomes.
fn empty(kind: &DataType) -> Values {
    use DataType as D;
    match kind {
        D::Float64 | D::Float16 => Values::Doubles(Vec::new()),
        D::Float32 => Values::Floats(Vec::new()),
        D::Int8 | D::Int16 | D::Int32 | D::Int64 => Values::Integers(Vec::new()),
        D::UInt8 | D::UInt16 | D::UInt32 | D::UInt64 => Values::Naturals(Vec::new()),
        D::Utf8 | D::LargeUtf8 | D::Utf8View | D::Null => Values::Texts(Vec::new()),
        D::Decimal32(..) | D::Decimal64(..) | D::Decimal128(..) | D::Decimal256(..) => {
            Values::Texts(Vec::new())
        }
        D::Dictionary(_, value) => empty(value),
        other => Values::Other(0, other.to_string().to_lowercase()),
    }
}

/// Adds the cells of one batch.
fn add(column: &mut Column, array: &ArrayRef) -> Result<(), String> {
    let before = column.values.count();
    let nulls = array.logical_nulls();
    let nulls = nulls.filter(|nulls| nulls.null_count() > 0);
    if nulls.is_some() || !column.missing.is_empty() {
        column.missing.resize(before, false);
        let missing = |at| nulls.as_ref().is_some_and(|nulls| nulls.is_null(at));
        column.missing.extend((0..array.len()).map(missing));
    }
    add_values(&mut column.values, array)
}

/// The numbers of an array.
fn all<T: ArrowPrimitiveType>(array: &ArrayRef) -> impl Iterator<Item = T::Native> + '_ {
    array.as_primitive::<T>().values().iter().copied()
}

fn add_values(values: &mut Values, array: &ArrayRef) -> Result<(), String> {
    use DataType as D;
    if let D::Dictionary(..) = array.data_type() {
        return add_dictionary(values, array);
    }
    match values {
        Values::Doubles(cells) => match array.data_type() {
            D::Float16 => cells.extend(all::<t::Float16Type>(array).map(f64::from)),
            _ => cells.extend(all::<t::Float64Type>(array)),
        },
        Values::Floats(cells) => cells.extend(all::<t::Float32Type>(array)),
        Values::Integers(cells) => match array.data_type() {
            D::Int8 => cells.extend(all::<t::Int8Type>(array).map(i64::from)),
            D::Int16 => cells.extend(all::<t::Int16Type>(array).map(i64::from)),
            D::Int32 => cells.extend(all::<t::Int32Type>(array).map(i64::from)),
            _ => cells.extend(all::<t::Int64Type>(array)),
        },
        Values::Naturals(cells) => match array.data_type() {
            D::UInt8 => cells.extend(all::<t::UInt8Type>(array).map(u64::from)),
            D::UInt16 => cells.extend(all::<t::UInt16Type>(array).map(u64::from)),
            D::UInt32 => cells.extend(all::<t::UInt32Type>(array).map(u64::from)),
            _ => cells.extend(all::<t::UInt64Type>(array)),
        },
        Values::Texts(cells) => cells.extend(texts(array)),
        Values::Other(len, _) => *len += array.len(),
    }
    Ok(())
}

/// Texts and decimals as texts; an empty cell as none.
fn texts(array: &ArrayRef) -> Vec<String> {
    use DataType as D;
    let given = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let some = |at: usize, text: &dyn Fn(usize) -> String| {
        if array.is_null(at) { String::new() } else { text(at) }
    };
    let decimals =
        |text: &dyn Fn(usize) -> String| (0..array.len()).map(|at| some(at, text)).collect();
    match array.data_type() {
        D::Utf8 => array.as_string::<i32>().iter().map(given).collect(),
        D::LargeUtf8 => array.as_string::<i64>().iter().map(given).collect(),
        D::Utf8View => array.as_string_view().iter().map(given).collect(),
        D::Decimal32(..) => {
            let array = array.as_primitive::<t::Decimal32Type>();
            decimals(&|at| array.value_as_string(at))
        }
        D::Decimal64(..) => {
            let array = array.as_primitive::<t::Decimal64Type>();
            decimals(&|at| array.value_as_string(at))
        }
        D::Decimal128(..) => {
            let array = array.as_primitive::<t::Decimal128Type>();
            decimals(&|at| array.value_as_string(at))
        }
        D::Decimal256(..) => {
            let array = array.as_primitive::<t::Decimal256Type>();
            decimals(&|at| array.value_as_string(at))
        }
        _ => vec![String::new(); array.len()],
    }
}

/// The values that the keys of a dictionary stand for.
fn add_dictionary(values: &mut Values, array: &ArrayRef) -> Result<(), String> {
    let dictionary = array.as_any_dictionary();
    let mut own = empty(dictionary.values().data_type());
    add_values(&mut own, dictionary.values())?;
    let nulls = array.nulls();
    // The key of an empty cell means nothing.
    let keys = dictionary.normalized_keys();
    let at = |i: usize, key: usize| (!nulls.is_some_and(|nulls| nulls.is_null(i))).then_some(key);
    let keys = keys.into_iter().enumerate().map(|(i, key)| at(i, key));
    fn chosen<T: Clone + Default>(
        cells: &mut Vec<T>,
        own: &[T],
        keys: impl Iterator<Item = Option<usize>>,
    ) {
        let of = |key: Option<usize>| key.and_then(|key| own.get(key).cloned()).unwrap_or_default();
        cells.extend(keys.map(of));
    }
    match (values, &own) {
        (Values::Doubles(cells), Values::Doubles(own)) => chosen(cells, own, keys),
        (Values::Floats(cells), Values::Floats(own)) => chosen(cells, own, keys),
        (Values::Integers(cells), Values::Integers(own)) => chosen(cells, own, keys),
        (Values::Naturals(cells), Values::Naturals(own)) => chosen(cells, own, keys),
        (Values::Texts(cells), Values::Texts(own)) => chosen(cells, own, keys),
        (Values::Other(len, _), _) => *len += array.len(),
        _ => return Err("a dictionary whose values change their type".into()),
    }
    Ok(())
}
