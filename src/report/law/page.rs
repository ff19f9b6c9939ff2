//! The page on a law, for a terminal.

use std::fmt::Write;

use super::Sheet;
use crate::law::{FORMS, Law, RATIO};
use crate::number::Notation;
use crate::report::text::page::{WIDTH as PAGE, wrapped};

/// Formulas longer than this are printed in terms of named parts.
const WIDTH: usize = 84;

/// Every law, a line or two each.
pub fn list() -> String {
    let laws = Law::all();
    let rows: Vec<Vec<String>> = laws
        .iter()
        .map(|law| {
            let about = law.about();
            vec![about.id.into(), about.formula.into()]
        })
        .collect();
    let mut text = String::new();
    for (line, law) in columns(&rows).iter().zip(&laws) {
        let _ = writeln!(text, "{line}");
        let _ = writeln!(text, "{:width$}  {}", "", law.about().citation, width = widths(&rows)[0]);
    }
    let forms: Vec<&str> = FORMS.iter().map(|(id, _)| *id).collect();
    let forms = format!("Published forms, as law files: {}.", forms.join(", "));
    let _ = write!(text, "\n{}", wrapped(&forms, 2));
    text.push_str("\nOne of them: offray law ID; also --latex, --python, --rocq, --json.\n");
    text
}

/// The page on one law.
pub fn page(sheet: &Sheet) -> String {
    let about = sheet.law.about();
    let (definitions, equations) = sheet.readable(WIDTH);
    let mut text = format!("{} ({})\n", about.name, sheet.law);
    let _ = writeln!(text, "{}", about.citation);

    section(
        &mut text,
        if sheet.has_rays() { "Formula, as published" } else { "Formula, as typed" },
        vec![vec![about.formula.into()]],
    );
    let rows = |pairs: Vec<(String, String)>| {
        pairs.into_iter().map(|(name, x)| vec![name, format!("= {x}")]).collect::<Vec<_>>()
    };
    let mut printed: Vec<_> = equations
        .iter()
        .map(|e| (e.name.unicode.to_string(), e.formula.print(Notation::Unicode)))
        .collect();
    let gradient = printed.split_off(1);
    section(&mut text, "Formula, as evaluated", rows(printed));
    section(&mut text, "Gradient", rows(gradient));
    let parts = definitions
        .iter()
        .map(|(name, x)| (name.print(Notation::Unicode), x.print(Notation::Unicode)));
    section(&mut text, "where", rows(parts.collect()));

    let parameters = about.parameters.iter().map(|p| [p.symbol, p.name, p.meaning, p.unit]);
    let sizes = sheet.sizes.iter().map(|(s, _)| [s.symbol, s.name, s.meaning, s.unit]);
    let symbols = sizes.chain(parameters).map(|row| {
        let [symbol, name, meaning, unit] = row.map(String::from);
        let name = if name == symbol { String::new() } else { name };
        vec![symbol, name, meaning, if unit == "1" { "–".into() } else { unit }]
    });
    section(&mut text, "Symbols", symbols.collect());
    section(&mut text, "Domain", vec![vec![about.domain.into()]]);
    if sheet.has_rays() {
        ray(&mut text, sheet);
    }
    if let Law::Typed(typed) = &sheet.law {
        let rows = |texts: &[&str]| texts.iter().map(|t| vec![(*t).into()]).collect();
        section(&mut text, "What no table can tell apart", rows(typed.symmetries()));
        section(&mut text, "Notes", rows(typed.remarks()));
    }
    sets(&mut text, &sheet.law);
    text
}

/// What the law's structure says about one ray.
fn ray(text: &mut String, sheet: &Sheet) {
    let print = |x: &crate::number::Symbol| x.print(Notation::Unicode);
    let mut rows = Vec::new();
    for (i, gap) in sheet.gaps.iter().enumerate() {
        let symbol =
            if sheet.gaps.len() == 1 { "ε".into() } else { format!("ε{}", subscript(i)) };
        rows.push(vec!["exponent gap".into(), format!("{symbol} = {}", print(gap))]);
    }
    rows.push(vec![format!("exponent on {}", RATIO.symbol), print(&sheet.ray_exponent)]);
    if let (Some(psi), Some(reduced)) = (&sheet.psi, sheet.law.reduced()) {
        let psi = format!("ψ = {}", print(psi));
        rows.push(vec!["identifiable at no gap".into(), psi]);
        let about = reduced.about();
        rows.push(vec!["reduced model".into(), format!("{}: {}", about.id, about.formula)]);
        if sheet.twins.is_empty() {
            rows.push(vec!["twin".into(), "none".into()]);
        }
    }
    for (i, twin) in sheet.twins.iter().enumerate() {
        let about = sheet.law.about();
        let moved = about.parameters.iter().zip(&sheet.parameters).zip(twin);
        let moved: Vec<String> = moved
            .filter(|((_, old), new)| old != new)
            .map(|((p, _), new)| format!("{}' = {}", p.symbol, print(new)))
            .collect();
        let label = if i == 0 { "same loss on the ray" } else { "" };
        rows.push(vec![label.into(), moved.join(", ")]);
    }
    let heading = if sheet.plain_ratio() {
        "On one ray, D = k N"
    } else {
        "On one ray of the sizes as they count, D' = k N'"
    };
    section(text, heading, rows);
}

/// Published parameter sets, a row each.
fn sets(text: &mut String, law: &Law) {
    let about = law.about();
    let mut rows: Vec<Vec<String>> = law
        .published()
        .into_iter()
        .map(|set| {
            let values = set.values.iter().map(|v| v.to_string());
            let row = std::iter::once(set.name.to_string()).chain(values);
            row.chain([set.source.to_string()]).collect()
        })
        .collect();
    if !rows.is_empty() {
        let symbols = about.parameters.iter().map(|p| p.symbol.to_string());
        let head = std::iter::once(String::new()).chain(symbols).chain([String::new()]);
        rows.insert(0, head.collect());
    }
    section(text, "Parameters in print", rows);
}

/// A heading and indented rows in columns; nothing where there are no rows.
fn section(text: &mut String, heading: &str, rows: Vec<Vec<String>>) {
    if !rows.is_empty() {
        let _ = writeln!(text, "\n{heading}");
        // What is too long is wrapped below the last column.
        let widths = widths(&rows);
        let last = widths.len() - 1;
        let hang = 2 + widths[..last].iter().map(|w| w + 2).sum::<usize>();
        for line in columns(&rows) {
            let _ = match line.chars().count() + 2 > PAGE {
                true => write!(text, "{}", wrapped(&format!("  {line}"), hang)),
                false => writeln!(text, "  {line}"),
            };
        }
    }
}

/// Rows with their cells flush left in columns.
fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let widths = widths(rows);
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let pad = width - cell.chars().count();
                format!("{cell}{}", " ".repeat(pad))
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
        })
        .collect()
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let cells = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max();
    (0..cells).map(|i| width(i).unwrap_or(0)).collect()
}

/// ₁, ₂, … for 0, 1, …
fn subscript(i: usize) -> char {
    ['₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'][i.min(8)]
}
