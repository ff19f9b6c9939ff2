//! The table of R_min, as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::design::RMinRow;
use crate::number::{Exact, Interval};
use crate::report::design::page::{head, or_null, shown};

/// The table of R_min as JSON.
pub fn table_json(rows: &[RMinRow], k_min: &Exact, digits: usize) -> Value {
    let mut whole = head("offray.design-table/1");
    whole.insert("k_min".into(), k_min.to_string().into());
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "beta": row.beta.to_string(),
                "kappa_target": row.kappa_target.to_string(),
                "equal": or_null(&row.equal, digits),
                "best": or_null(&row.best, digits),
                "paper": or_null(&row.paper, digits),
                "raw": or_null(&row.raw, digits),
            })
        })
        .collect();
    whole.insert("rows".into(), rows.into());
    whole.into()
}

/// The table of R_min for a terminal.
pub fn table_page(rows: &[RMinRow], k_min: &Exact, digits: usize) -> String {
    let mut text = format!(
        "Smallest k_max/k_min of two groups of runs with κ at the target, ε → 0\n\n\
         \x20 equal   κ_eq, half the runs on each ray (the same in all units)\n\
         \x20 best    κ_eq, the best shares\n\
         \x20 paper   V_K ≥ τ_K, half on each ray, the lower at k = {k_min}\n\
         \x20 raw     κ in those units, half on each ray, the lower at k = {k_min}\n\n"
    );
    let width = digits + 6;
    let mut line = |cells: [String; 6]| {
        let [beta, target, rest @ ..] = cells;
        let _ = write!(text, "  {beta:<8}{target:<10}");
        for cell in rest {
            let _ = write!(text, "{cell:>width$}");
        }
        text.push('\n');
    };
    line(["β", "κ target", "equal", "best", "paper", "raw"].map(String::from));
    for row in rows {
        let show = |x: &Option<Interval>| shown(x, "–", digits);
        line([
            row.beta.to_string(),
            row.kappa_target.to_string(),
            show(&row.equal),
            show(&row.best),
            show(&row.paper),
            show(&row.raw),
        ]);
    }
    text
}
