//! A configuration judged, and how many digits to print, as text and JSON.

use serde_json::{Map, Value, json};

use crate::number::versions;
use crate::probe::lint::{Lint, Printed, Rounded};
use crate::report::text::number::short;
use crate::report::text::page::Page;

/// What `offray lint` prints.
pub fn lint_text(found: &[Lint], rounded: Option<&Rounded>, name: &str) -> String {
    let mut page = Page::default();
    page.heading(&format!("Lint of {name}: digits lost before anything is run"));
    if let [one] = found {
        page.paragraph(&verdict(one), 0);
        for charge in &one.charges {
            page.indented(&format!("{:.1} digits: {}", charge.digits, charge.sentence), 2, 4);
        }
    } else {
        let rows = found.iter().map(|lint| {
            let worst = lint.charges.first();
            vec![
                lint.tool.into(),
                if lint.mean { "mean" } else { "sum" }.into(),
                worst.map_or("", |c| c.rule).into(),
                short(lint.objective_value, 3),
                format!("{:.1}", lint.digits),
            ]
        });
        page.table(
            &["tool, by its defaults", "of the", "limited by", "F", "digits left"],
            3,
            rows.collect(),
        );
        page.paragraph("--like TOOL says why.", 0);
    }
    page.paragraph(
        "These are bounds: errors need not conspire, and a search that converges fast stops well \
         inside its own tolerance.",
        0,
    );
    if let Some(rounded) = rounded {
        rounding(&mut page, rounded);
    }
    page.finish()
}

/// The consequence first.
pub fn verdict(lint: &Lint) -> String {
    let of = if lint.mean { "mean" } else { "sum" };
    match lint.charges.first() {
        Some(worst) => format!(
            "With {} and the {of} as objective about {:.1} digits of the worst parameter are safe: \
             {}",
            lint.tool, lint.digits, worst.sentence
        ),
        None => format!("{} loses nothing that is known.", lint.tool),
    }
}

fn rounding(page: &mut Page, rounded: &Rounded) {
    page.heading("Rounding: the fewest digits to print");
    let list = |printed: &[Printed]| {
        let one = |p: &Printed| format!("{} = {}", p.name, p.text);
        printed.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let total = |printed: &[Printed]| printed.iter().map(|p| p.digits).sum::<usize>();
    page.paragraph(
        &format!(
            "Printed as {} ({} digits in all), no loss on these runs moves by more than {} and \
             D*/N* at {} FLOP by no more than {} %: by {:.1e} and {:.2} %, as it happens.",
            list(&rounded.plain),
            total(&rounded.plain),
            short(rounded.tolerance_loss, 2),
            short(rounded.compute, 3),
            short(100.0 * rounded.tolerance_ratio, 2),
            rounded.moved[0],
            100.0 * rounded.moved[1],
        ),
        0,
    );
    page.paragraph(
        &format!(
            "With N in units of {} and D in units of {}, their geometric means, {} digits do: {}.",
            short(rounded.units[0], 3),
            short(rounded.units[1], 3),
            total(&rounded.centred),
            list(&rounded.centred),
        ),
        0,
    );
}

/// The object that `offray lint --json` prints.
pub fn lint_json(found: &[Lint], rounded: Option<&Rounded>, name: &str) -> Value {
    let versions: Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    json!({
        "schema": "offray.lint/1",
        "versions": versions,
        "table": name,
        "tools": found,
        "rounding": rounded,
    })
}
