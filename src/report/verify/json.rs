//! Verdicts for machines: `docs/schema/verify.schema.json`.

use serde_json::{Value, json};

use crate::number::{Mpfr, Truth, versions};
use crate::theorem::{Cell, Curve, Enclosed, Line, Outcome, Reach, Settings, Standing, Table};

/// Significant digits of values and bounds.
const DIGITS: usize = 20;

/// The object that `offray verify --json` prints.
pub fn verify_json(outcomes: &[Outcome], settings: &Settings) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    json!({
        "schema": "offray.verify/1",
        "versions": versions,
        "bits": settings.bits,
        "seed": settings.seed,
        "thorough": settings.thorough,
        "statements": outcomes.iter().map(outcome).collect::<Vec<_>>(),
    })
}

fn outcome(found: &Outcome) -> Value {
    let checks: Vec<Value> = found
        .checks
        .iter()
        .map(|c| {
            json!({
                "what": c.what,
                "holds": match c.truth {
                    Truth::True => Value::from(true),
                    Truth::False => Value::from(false),
                    Truth::Unknown => Value::Null,
                },
                "found": c.found,
                "as_printed": c.standing != Standing::Statement,
                "over_a_box": c.reach == Reach::Box,
            })
        })
        .collect();
    let lemmas: Vec<Value> = found
        .lemmas
        .iter()
        .map(|l| {
            let proof = l.proof();
            json!({
                "name": l.name,
                "whole": l.whole,
                "statement": proof.statement,
                "file": proof.file,
                "line": proof.line,
            })
        })
        .collect();
    json!({
        "id": found.statement.id,
        "title": found.statement.title,
        "words": found.statement.words,
        "symbols": found.statement.symbols,
        "law": found.law,
        "verdict": found.verdict.id(),
        "recorded": found.recorded.map(|v| v.id()),
        "as_recorded": found.is_as_recorded(),
        "note": found.note,
        "exponent": found.exponent.as_ref().map(enclosed),
        "measured": found.measured.as_ref().map(enclosed),
        "constant": found.constant.as_ref().map(enclosed),
        "cases": found.cases,
        "bits": found.bits,
        "tested": found.tested,
        "lemmas": lemmas,
        "checks": checks,
        "tables": found.tables.iter().map(table).collect::<Vec<_>>(),
        "curves": found.curves.iter().map(curve).collect::<Vec<_>>(),
        "command": found.command,
    })
}

/// A decimal string with so many digits; undefined is null.
fn decimal(x: &Mpfr) -> Value {
    if x.is_nan() { Value::Null } else { x.to_decimal(DIGITS).into() }
}

fn enclosed(x: &Enclosed) -> Value {
    let (lo, hi) = x.bounds(DIGITS);
    json!({ "value": decimal(&x.value), "lo": lo, "hi": hi })
}

fn table(found: &Table) -> Value {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Number(text) => text.clone(),
    };
    let rows: Vec<Vec<String>> =
        found.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    json!({ "title": found.title, "columns": found.columns, "rows": rows })
}

/// A double for a plot; what is not finite is null.
fn plotted(x: f64) -> Value {
    if x.is_finite() { format!("{x:e}").into() } else { Value::Null }
}

fn curve(found: &Curve) -> Value {
    let line =
        |line: &Line| json!({ "slope": plotted(line.slope), "constant": plotted(line.constant) });
    let points: Vec<Value> =
        found.points.iter().map(|(e, v)| json!([plotted(*e), plotted(*v)])).collect();
    let bands: Vec<Value> = found
        .bands
        .iter()
        .map(|(e, lo, hi)| json!([plotted(*e), plotted(*lo), plotted(*hi)]))
        .collect();
    json!({
        "quantity": found.quantity,
        "law": found.law,
        "design": found.design,
        "points": points,
        "bands": bands,
        "paper": found.paper.as_ref().map(line),
        "ours": found.ours.as_ref().map(line),
    })
}

#[cfg(test)]
mod tests {
    use crate::report::verify::json::*;

    #[test]
    fn what_is_undefined_is_null() {
        assert_eq!(decimal(&Mpfr::from_f64(64, f64::NAN)), Value::Null);
        assert_eq!(plotted(f64::INFINITY), Value::Null);
        assert_eq!(plotted(0.5), "5e-1");
    }
}
