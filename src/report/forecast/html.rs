//! An allocation as a page with figures.

use super::{allocate, basis, figures};
use crate::forecast::{Allocations, Curves};
use crate::report::figure::Figure;
use crate::report::html::text::{escape, prose};
use crate::report::html::{
    Document, Part, Picture, Report, Section, chapters, from_blocks, report,
};
use crate::report::text::number::count;

/// The page and its figures; `name` is the table or whose parameters these are, `command`
/// how it was made.
pub fn allocate_report(
    found: &Allocations,
    curves: Option<&Curves>,
    name: &str,
    command: &str,
) -> Report {
    let mut facts = vec![("Law", prose(found.law.about().formula))];
    if let Some((options, standing)) = &found.fitted {
        let data = &standing.fit.data;
        facts.push(("Runs", escape(&count(data.rows))));
        facts.push(("Objective", escape(&options.objective.to_string())));
        facts.push(("Intervals", escape(&format!("{} %", basis::level(&options.intervals)))));
        facts.push(("SHA-256 of the rows", escape(&data.rows_sha256)));
    }
    let figures = curves.map_or_else(Vec::new, |curves| figures::all(curves, level(found)));
    let mut sections = Vec::new();
    if !figures.is_empty() {
        let parts = figures.iter().map(|figure| Part::Figure(Picture::of(figure))).collect();
        let title = escape("Figures");
        sections.push(Section { id: "figures".into(), name: "Figures".into(), title, parts });
    }
    let page = allocate::allocate_page(found, name);
    for (heading, blocks) in chapters(page.blocks()) {
        // The title and the sentences under it stand at the head of the page.
        if heading.starts_with("Best split") {
            continue;
        }
        let short = heading.split_once(':').map_or(heading, |(short, _)| short);
        sections.push(Section::called(short, prose(heading), from_blocks(blocks)));
    }
    let document = Document {
        title: format!("Best split of a budget, by {name}"),
        kind: "offray allocate",
        lede: allocate::sentences(found).iter().map(|s| prose(s)).collect(),
        answers: Vec::new(),
        badges: Vec::new(),
        facts,
        command: command.into(),
        sections,
    };
    report(&document, &figures)
}

/// The one figure that `--figure` writes.
pub fn allocate_figure(found: &Allocations, curves: &Curves) -> Figure {
    figures::one(curves, level(found))
}

fn level(found: &Allocations) -> Option<f64> {
    found.fitted.as_ref().map(|(options, _)| basis::level(&options.intervals))
}
