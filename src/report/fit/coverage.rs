//! Measured coverage as text and JSON.

use serde_json::{Value, json};

use crate::fit::Convention;
use crate::fit::intervals::coverage::Coverage;
use crate::report::text::number::short;
use crate::report::text::page::Page;

/// The section that `--check-coverage` adds.
pub fn section(found: Option<&Coverage>, convention: &Convention) -> String {
    let mut page = Page::default();
    on(&mut page, found, convention);
    page.finish()
}

/// The same on a page.
pub(in crate::report) fn on(page: &mut Page, found: Option<&Coverage>, convention: &Convention) {
    let level = 100.0 * convention.level;
    page.heading(&format!(
        "Coverage: how often {level} % intervals hold the truth on tables like this"
    ));
    let Some(found) = found else {
        page.paragraph(
            "Not measured: the runs leave parameters open, or the optimum rests on an edge, so \
             that there is no truth to simulate from.",
            0,
        );
        return;
    };
    let error = 100.0 * found.monte_carlo(convention.level);
    page.paragraph(
        &format!(
            "{} tables were simulated from the fit, with its residuals drawn anew, and refitted; \
             shares in per cent, of which chance moves each by {}.{}",
            found.simulations,
            short(error, 2),
            match found.unsolved {
                0 => String::new(),
                n => format!(" {n} could not be refitted and count as misses."),
            }
        ),
        0,
    );
    let mut header = vec!["intervals"];
    header.extend(found.names.iter().map(String::as_str));
    let rows = found.rows.iter().map(|row| {
        let shares = row.share.iter();
        let cell = |x: &f64| if x.is_nan() { "–".into() } else { format!("{:.1}", 100.0 * x) };
        std::iter::once(row.method.clone()).chain(shares.map(cell)).collect()
    });
    page.table(&header, 1, rows.collect());
    let own = found.rows.iter().find(|row| row.method == convention.kind.name());
    if let Some(own) = own {
        let worst = own.share.iter().copied().filter(|x| !x.is_nan()).fold(1.0, f64::min);
        page.paragraph(
            &format!(
                "The intervals shown ({}) covered at least {:.1} % in simulations like yours.",
                convention.kind.name(),
                100.0 * worst
            ),
            0,
        );
    }
}

/// The value of the key `coverage`.
pub fn object(found: Option<&Coverage>, convention: &Convention) -> Value {
    let Some(found) = found else { return Value::Null };
    let rows = found.rows.iter().map(|row| {
        let share = |x: &f64| if x.is_nan() { Value::Null } else { json!(x) };
        let shares: serde_json::Map<String, Value> =
            found.names.iter().cloned().zip(row.share.iter().map(share)).collect();
        json!({"method": row.method, "share": shares})
    });
    json!({
        "level": convention.level,
        "simulations": found.simulations,
        "unsolved": found.unsolved,
        "monte_carlo_sd": found.monte_carlo(convention.level),
        "methods": rows.collect::<Vec<_>>(),
    })
}
