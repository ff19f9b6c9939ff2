//! A probe as one page of HTML.

use super::page;
use crate::probe::Probe;
use crate::report::html::text::{escape, prose};
use crate::report::html::{Badge, Document, Part, Report, Section, chapters, from_blocks, report};
use crate::report::text::number::count;

/// The page; `name` is the table, `command` how it was made.
pub fn probe_report(found: &Probe<'_>, name: &str, command: &str) -> Report {
    let case = found.seen.case;
    let facts = vec![
        ("Fitter", escape(&found.command)),
        ("Law", prose(case.law.about().formula)),
        ("Objective", escape(&case.objective.to_string())),
        ("Runs", escape(&count(case.runs.rows.len()))),
        ("SHA-256 of the rows", escape(&case.fit.data.rows_sha256)),
        ("Inputs", escape(&count(found.seen.outcomes.len()))),
    ];
    let mut sections = Vec::new();
    let whole = page::page(found, name);
    for (heading, blocks) in chapters(whole.blocks()) {
        // The title and the sentences under it stand at the head of the page.
        if heading.starts_with("Probe of") {
            continue;
        }
        let short = heading.split_once(':').map_or(heading, |(short, _)| short);
        let parts = match heading.starts_with("Causes") {
            true => parts(found),
            false => from_blocks(blocks),
        };
        sections.push(Section::called(short, prose(heading), parts));
    }
    let badge = match found.causes.len() {
        0 => Badge { class: "certified", text: "sound".into() },
        1 => Badge { class: "error", text: "1 cause".into() },
        n => Badge { class: "error", text: format!("{n} causes") },
    };
    let document = Document {
        title: format!("Probe of a fitter on {name}"),
        kind: "offray probe",
        lede: page::sentences(found).iter().map(|s| prose(s)).collect(),
        answers: Vec::new(),
        badges: vec![badge],
        facts,
        command: command.into(),
        sections,
    };
    report(&document, &[])
}

/// The causes, with what mends them as code.
fn parts(found: &Probe<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (i, cause) in found.causes.iter().enumerate() {
        let title = prose(&format!("{}. {}", i + 1, cause.sentence));
        parts.push(Part::Heading(format!("cause-{}", i + 1), title, None));
        parts.extend(cause.evidence.iter().map(|words| Part::Paragraph(prose(words))));
        parts.push(Part::Note(prose(&page::cost(cause, found))));
        let line = |r: &crate::probe::remedy::Remedy| format!("# {}\n{}", r.tool, r.line);
        let lines: Vec<String> = cause.remedies.iter().map(line).collect();
        if !lines.is_empty() {
            parts.push(Part::Listing(lines.join("\n\n")));
        }
    }
    parts
}
