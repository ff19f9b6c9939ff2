//! Laws in doubles.

use ::offray::law::{Law, Point, Typed};
use pyo3::prelude::*;

use crate::work::refusal;

/// A law by name, or by its formula with the names in it that are inputs.
fn law(text: &str, inputs: Option<Vec<String>>) -> Result<Law, String> {
    let Some(inputs) = inputs else { return Law::named(text).map_err(|error| error.to_string()) };
    let formula = text.parse().map_err(|error| format!("{error}"))?;
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    Typed::new(&formula, &inputs).map(Law::from).map_err(|error| error.to_string())
}

/// L at points given by the columns N, D, distinct tokens and others, in doubles: operation
/// by operation as the law is written, which is what the fit itself evaluates.
#[pyfunction]
#[pyo3(signature = (text, inputs, theta, n, d, unique, others))]
#[allow(clippy::too_many_arguments, reason = "Python's side names them")]
pub fn losses(
    py: Python<'_>,
    text: &str,
    inputs: Option<Vec<String>>,
    theta: Vec<f64>,
    n: Vec<f64>,
    d: Vec<f64>,
    unique: Vec<f64>,
    others: Vec<Vec<f64>>,
) -> PyResult<Vec<f64>> {
    let law = law(text, inputs).map_err(|why| refusal(py, "InputError", &why))?;
    if theta.len() != law.len() {
        let why = format!("{} parameters for a law of {}", theta.len(), law.len());
        return Err(refusal(py, "InputError", &why));
    }
    let wanted = match &law {
        Law::Typed(law) => law.others().count(),
        _ => 0,
    };
    if others.len() != wanted
        || [&d, &unique].into_iter().chain(&others).any(|c| c.len() != n.len())
    {
        return Err(refusal(py, "InputError", "inputs of different lengths"));
    }
    Ok(py.detach(|| {
        let at = |i: usize| Point {
            n: n[i],
            d: d[i],
            unique: unique[i],
            others: others.iter().map(|column| column[i]).collect(),
        };
        (0..n.len()).map(|i| law.loss(&theta, &at(i))).collect()
    }))
}
