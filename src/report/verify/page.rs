//! Verdicts for readers: the table, and the details of what was asked for by
//! name.

use crate::number::Truth;
use crate::report::text::number::{count, significant};
use crate::report::text::page::{Page, WIDTH};
use crate::theorem::{Cell, Enclosed, Outcome, Settings, Table, Verdict};

/// How the text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Characters in a line.
    pub width: usize,
    /// Whether what was found is told in full.
    pub details: bool,
    /// Whether verdicts are coloured.
    pub colour: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Layout { width: WIDTH, details: false, colour: false }
    }
}

/// The text that `offray verify` prints: verdicts grouped by statement, notes
/// below them, and the count of verdicts.
pub fn verify_text(outcomes: &[Outcome], settings: &Settings, layout: Layout) -> String {
    let mut page = Page::of_width(layout.width);
    let thorough = if settings.thorough { ", thorough" } else { "" };
    page.heading(&format!(
        "Statements of arXiv 2605.08541 at {} bits, seed {}{thorough}",
        settings.bits, settings.seed
    ));
    let columns = Columns::of(outcomes, layout);
    page.line(&columns.header());
    let mut rest = outcomes;
    while let Some(first) = rest.first() {
        let same = |o: &&Outcome| o.statement.id == first.statement.id;
        let group = &rest[..rest.iter().take_while(same).count()];
        statement(&mut page, group, &columns);
        if layout.details {
            details(&mut page, group);
        }
        rest = &rest[group.len()..];
    }
    summary(&mut page, outcomes);
    page.finish()
}

/// Where the columns of the verdict table stand.
struct Columns {
    layout: Layout,
    law: usize,
    number: usize,
}

/// Width of the ids, and of the longest verdict.
const ID: usize = 8;
const VERDICT: usize = 27;

impl Columns {
    fn of(outcomes: &[Outcome], layout: Layout) -> Self {
        let law = outcomes.iter().filter_map(|o| o.law.as_ref()).map(|l| l.chars().count()).max();
        let law = law.unwrap_or(0).clamp(6, 22) + 2;
        // Exponent and constant share what is left beside the count of cases.
        let left = layout.width.saturating_sub(2 + ID + law + VERDICT + 8);
        Columns { layout, law, number: (left / 2).clamp(9, 22) }
    }

    fn header(&self) -> String {
        let Columns { law, number, .. } = *self;
        format!(
            "{:ID$}{:law$}{:VERDICT$}{:>number$}{:>number$}{:>8}",
            "", "law", "verdict", "exponent", "constant", "cases"
        )
    }

    /// One law's line.
    fn row(&self, found: &Outcome) -> String {
        let Columns { law, number, layout } = *self;
        let name = found.law.as_deref().unwrap_or("–");
        let verdict = format!("{:VERDICT$}", found.verdict.words());
        let verdict = if layout.colour { coloured(found, &verdict) } else { verdict };
        let digits = number.saturating_sub(8).clamp(3, 12);
        format!(
            "{:ID$}{name:law$}{verdict}{:>number$}{:>number$}{:>8}",
            "",
            exponent(found),
            found.constant.as_ref().map_or("–".into(), |c| shown(c, digits)),
            count(found.cases)
        )
    }
}

fn coloured(found: &Outcome, text: &str) -> String {
    let code = match found.verdict {
        _ if !found.is_as_recorded() => "1;31",
        Verdict::Proved | Verdict::Certified => "32",
        Verdict::Confirmed => "36",
        Verdict::Corrected => "33",
        Verdict::Refuted => "35",
        Verdict::Undecided => "1;31",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// The certified exponent, an integer as one; else the measured one with its
/// bar.
pub(in crate::report) fn exponent(found: &Outcome) -> String {
    match (&found.exponent, &found.measured) {
        (Some(certified), _) => shown(certified, 6),
        (None, Some(measured)) => crate::report::text::number::pm(measured),
        (None, None) => "–".into(),
    }
}

/// A value to the digits that its bounds share, at most `digits`.
pub(in crate::report) fn shown(x: &Enclosed, digits: usize) -> String {
    if x.lo == x.hi {
        let text = x.value.to_decimal(digits);
        let number: f64 = text.parse().unwrap_or(f64::NAN);
        if number.fract() == 0.0 && number.abs() < 1e6 {
            return format!("{number}").replace('-', "−");
        }
    }
    let shared = (1..=digits).rev().find(|&d| {
        significant(&x.lo.to_decimal(d + 8), d) == significant(&x.hi.to_decimal(d + 8), d)
    });
    match shared {
        Some(d) if d >= 2 => significant(&x.value.to_decimal(d + 8), d),
        _ => format!(
            "{}…{}",
            significant(&x.lo.to_decimal(10), 2),
            significant(&x.hi.to_decimal(10), 2)
        ),
    }
}

fn statement(page: &mut Page, group: &[Outcome], columns: &Columns) {
    let of = group[0].statement;
    page.line(&format!("{:ID$}{}", of.id, of.title));
    // A note that all laws share is printed once.
    let shared = group.iter().all(|o| o.note == group[0].note);
    for found in group {
        page.line(&columns.row(found));
        if !shared {
            note(page, found);
        }
        if !found.is_as_recorded() {
            let recorded = found.recorded.map_or("nothing", Verdict::words);
            page.indented(&format!("! published with this version: {recorded}"), ID + 2, 2);
        }
    }
    if shared {
        note(page, &group[0]);
    }
}

fn note(page: &mut Page, found: &Outcome) {
    if let Some(note) = &found.note {
        page.indented(&format!("› {note}"), ID, 2);
    }
}

/// What was found, in full: for statements asked for by name.
fn details(page: &mut Page, group: &[Outcome]) {
    let of = group[0].statement;
    page.line("");
    page.indented(of.words, 2, 0);
    page.indented(of.symbols, 4, 2);
    for found in group {
        page.line("");
        let law = found.law.as_ref().map_or_else(String::new, |law| format!("{law}: "));
        page.indented(&format!("{law}{}", found.tested), 2, 2);
        if let Some(measured) = &found.measured {
            page.indented(
                &format!("measured exponent {}", crate::report::text::number::pm(measured)),
                2,
                2,
            );
        }
        checks(page, found);
        for table in &found.tables {
            figures(page, table);
        }
        let names: Vec<&str> = found.lemmas.iter().map(|l| l.name).collect();
        if !names.is_empty() {
            page.indented(&format!("machine-checked: {}", names.join(", ")), 2, 2);
        }
        page.indented(&format!("again: {}", found.command), 2, 2);
    }
    lemmas(page, group);
    page.line("");
}

/// What the machine-checked lemmas say and where they are proved, each once.
fn lemmas(page: &mut Page, group: &[Outcome]) {
    let mut told = Vec::new();
    for lemma in group.iter().flat_map(|found| &found.lemmas) {
        if told.contains(&lemma.name) {
            continue;
        }
        if told.is_empty() {
            page.line("");
            page.indented("Machine-checked, word for word:", 2, 0);
        }
        told.push(lemma.name);
        let proof = lemma.proof();
        page.line("");
        page.indented(&format!("{} ({})", lemma.name, proof.place()), 2, 2);
        for line in proof.statement.lines() {
            let words = line.trim_start();
            page.indented(words, 4 + line.len() - words.len(), 2);
        }
    }
}

/// Checks that hold, listed up to this many.
const LISTED: usize = 16;

fn checks(page: &mut Page, found: &Outcome) {
    let mut held = 0;
    for check in &found.checks {
        let mark = match check.truth {
            Truth::True => "holds",
            Truth::False => "FAILS",
            Truth::Unknown => "open ",
        };
        if check.truth == Truth::True {
            held += 1;
            if held > LISTED {
                continue;
            }
        }
        let found = check.found.as_ref().map_or_else(String::new, |f| format!(": {f}"));
        page.indented(&format!("{mark}  {}{found}", check.what), 4, 7);
    }
    if held > LISTED {
        page.indented(&format!("and {} more that hold", count(held - LISTED)), 4, 0);
    }
}

fn figures(page: &mut Page, table: &Table) {
    page.line("");
    page.indented(&table.title, 2, 2);
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.replace('-', "−").replace("e−", "e-"),
    };
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let words = |j: usize| table.rows.iter().any(|row| matches!(row[j], Cell::Text(_)));
    let left = (0..table.columns.len()).take_while(|j| words(*j)).count();
    let header: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    page.table(&header, left, rows);
}

fn summary(page: &mut Page, outcomes: &[Outcome]) {
    let parts: Vec<String> = Verdict::ALL
        .iter()
        .map(|v| (outcomes.iter().filter(|o| o.verdict == *v).count(), v.words()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    let mut ids: Vec<&str> = outcomes.iter().map(|o| o.statement.id).collect();
    ids.dedup();
    page.line("");
    let plural = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    page.indented(
        &format!(
            "{}, {}: {}.",
            plural(ids.len(), "statement"),
            plural(outcomes.len(), "verdict"),
            parts.join(", ")
        ),
        0,
        0,
    );
    let off: Vec<String> = outcomes
        .iter()
        .filter(|o| !o.is_as_recorded())
        .map(|o| {
            o.law.as_ref().map_or(o.statement.id.into(), |l| format!("{} {l}", o.statement.id))
        })
        .collect();
    let last = match off.as_slice() {
        [] => {
            "Every verdict is the one published with this version (docs/theory.md). 'offray verify ID' \
             tells what was tested."
                .into()
        }
        off => format!("Undecided, or not the verdict published with this version: {}.", off.join(", ")),
    };
    page.indented(&last, 0, 0);
}

#[cfg(test)]
mod tests {
    use crate::number::Mpfr;
    use crate::report::verify::page::*;

    #[test]
    fn numbers_show_the_digits_that_their_bounds_share() {
        let at = |x: f64| Mpfr::from_f64(100, x);
        let enclosed =
            |lo: f64, hi: f64| Enclosed { value: at((lo + hi) / 2.0), lo: at(lo), hi: at(hi) };
        assert_eq!(shown(&Enclosed::integer(-6), 6), "−6");
        assert_eq!(shown(&enclosed(442.1801, 442.1802), 6), "442.180");
        assert_eq!(shown(&enclosed(1.0, 2.0), 6), "1.0…2.0");
    }
}
