//! Typed laws: the language, agreement with the built-in laws and with mpmath, and what
//! the commands make of them.

mod commands;
mod language;
mod values;

use offray::law::{Law, Typed};

/// A law of a formula in which these names are inputs.
fn typed(formula: &str, inputs: &[&str]) -> Law {
    let formula = formula.parse().unwrap_or_else(|e| panic!("{formula}: {e}"));
    Typed::new(&formula, inputs).unwrap_or_else(|e| panic!("{formula}: {e}")).into()
}
