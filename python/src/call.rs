//! Commands, called.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;

use ::offray::cli::{self, Failure, Given, Outcome, Watch};
use ::offray::runs::Tables;
use pyo3::prelude::*;

use crate::table::Table;
use crate::work::{refusal, work};

/// Failures as the exceptions of the package.
fn raised(py: Python<'_>, failure: &Failure) -> PyErr {
    let class = match failure {
        Failure::Input(_) | Failure::Usage(_) => "InputError",
        Failure::Interrupted => "Interrupted",
        Failure::Resources(_) => "ResourceError",
    };
    refusal(py, class, &failure.to_string())
}

/// Inputs that are not opened, by path.
type Inputs = BTreeMap<String, Vec<u8>>;

fn given(tables: Vec<PyRef<'_, Table>>, inputs: Inputs) -> Given {
    let tables: Vec<_> = tables.iter().map(|table| Arc::clone(&table.0)).collect();
    Given {
        tables: Tables::from(tables),
        inputs: inputs.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect(),
        watch: None,
    }
}

fn words(args: Vec<String>) -> Vec<OsString> {
    args.into_iter().map(OsString::from).collect()
}

/// Runs the command of these words: (JSON, page, whether there are findings).
#[pyfunction]
#[pyo3(signature = (args, tables, inputs, progress=None))]
pub fn call(
    py: Python<'_>,
    args: Vec<String>,
    tables: Vec<PyRef<'_, Table>>,
    inputs: Inputs,
    progress: Option<Py<PyAny>>,
) -> PyResult<(String, String, bool)> {
    let given = given(tables, inputs);
    let args = words(args);
    let reply = work(py, progress, move |told| {
        let watch: Arc<dyn Watch> = told;
        cli::call(&args, Given { watch: Some(watch), ..given })
    })?;
    let reply = reply.map_err(|failure| raised(py, &failure))?;
    Ok((reply.json, reply.text, reply.outcome == Outcome::Findings))
}

/// Runs as lists: N, D, distinct tokens, loss, weight, other inputs, label, group.
type Columns = (
    Vec<f64>,
    Vec<f64>,
    Vec<f64>,
    Vec<f64>,
    Vec<f64>,
    Vec<(String, Vec<f64>)>,
    Vec<String>,
    Vec<Option<String>>,
);

/// The runs that a fit is made to, column by column, in doubles.
#[pyfunction]
pub fn fitted(
    py: Python<'_>,
    args: Vec<String>,
    tables: Vec<PyRef<'_, Table>>,
    inputs: Inputs,
) -> PyResult<Columns> {
    let given = given(tables, inputs);
    let args = words(args);
    let read = work(py, None, move |_| cli::fitted(&args, given))?;
    let (law, runs) = read.map_err(|failure| raised(py, &failure))?;
    let points = runs.points(&1.0_f64);
    let names = match &law {
        ::offray::law::Law::Typed(law) => law.others().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let other = |at: usize| points.iter().map(|point| point.others[at]).collect();
    let others = names.into_iter().enumerate().map(|(at, name)| (name, other(at))).collect();
    Ok((
        points.iter().map(|point| point.n).collect(),
        points.iter().map(|point| point.d).collect(),
        points.iter().map(|point| point.unique).collect(),
        runs.losses(&1.0_f64),
        runs.weights(&1.0_f64).unwrap_or_else(|| vec![1.0; runs.rows.len()]),
        others,
        (0..runs.rows.len()).map(|at| runs.label(at)).collect(),
        runs.rows.iter().map(|run| runs.group_of(run).map(str::to_owned)).collect(),
    ))
}
