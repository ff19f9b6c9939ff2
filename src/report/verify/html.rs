//! The verdicts as a page: the table, and a section for every statement.

use crate::number::Truth;
use crate::report::figure::Figure;
use crate::report::html::math::mathml;
use crate::report::html::slug;
use crate::report::html::text::Html;
use crate::report::html::text::{escape, label, prose};
use crate::report::html::{Badge, Document, Part, Picture, Report, Section, Table, report};
use crate::report::text::number::count;
use crate::report::text::number::pm;
use crate::report::text::words;
use crate::report::verify::figures as verify_figures;
use crate::report::verify::page::{exponent, shown};
use crate::theorem::{Cell, Landscape, Outcome, Settings, Verdict};

/// The page and the figures of a verification. `command` is how it was made.
pub fn verify_report(
    outcomes: &[Outcome],
    landscapes: &[Landscape],
    settings: &Settings,
    command: &str,
) -> Report {
    let groups: Vec<&[Outcome]> =
        outcomes.chunk_by(|a, b| a.statement.id == b.statement.id).collect();
    let mut figures = Vec::new();
    let mut sections = vec![table(&groups)];
    let overview = verify_figures::landscapes(landscapes);
    if let Some(figure) = overview {
        let parts = vec![Part::Figure(Picture::of(&figure))];
        let title = escape("Why one ray is not enough");
        sections.push(Section { id: "rays".into(), name: "Rays".into(), title, parts });
        figures.push(figure);
    }
    for group in &groups {
        let own = verify_figures::of_statement(group);
        sections.push(statement(group, own.as_slice()));
        figures.extend(own);
    }
    let thorough = if settings.thorough { "more than usual" } else { "as usual" };
    let document = Document {
        title: "Statements of arXiv 2605.08541, run and measured".into(),
        kind: "offray verify",
        lede: vec![summary(outcomes, groups.len())],
        answers: Vec::new(),
        badges: badges(outcomes),
        facts: vec![
            ("Precision", escape(&format!("{} bits, raised where needed", settings.bits))),
            ("Seed", escape(&settings.seed.to_string())),
            ("Cases", escape(thorough)),
        ],
        command: command.into(),
        sections,
    };
    report(&document, &figures)
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proved => "proved",
        Verdict::Certified => "certified",
        Verdict::Confirmed => "confirmed",
        Verdict::Corrected => "corrected",
        Verdict::Refuted => "refuted",
        Verdict::Undecided => "undecided",
    }
}

fn badge(verdict: Verdict) -> Badge {
    Badge { class: class(verdict), text: verdict.words().into() }
}

/// How many there are of each verdict.
fn badges(outcomes: &[Outcome]) -> Vec<Badge> {
    let counted = |v: &Verdict| {
        let n = outcomes.iter().filter(|o| o.verdict == *v).count();
        (n > 0).then(|| Badge { text: format!("{n} {}", v.words()), ..badge(*v) })
    };
    Verdict::ALL.iter().filter_map(counted).collect()
}

fn summary(outcomes: &[Outcome], statements: usize) -> Html {
    let plural = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let off: Vec<String> = outcomes.iter().filter(|o| !o.is_as_recorded()).map(name).collect();
    let last = match off.as_slice() {
        [] => "Every verdict is the one published with this version.".into(),
        off => format!(
            "Undecided, or not the verdict published with this version: {}.",
            off.join(", ")
        ),
    };
    let counts = (plural(statements, "statement"), plural(outcomes.len(), "verdict"));
    prose(&format!("{}, {}. {last}", counts.0, counts.1))
}

/// `X3 kaplan`.
fn name(outcome: &Outcome) -> String {
    match &outcome.law {
        Some(law) => format!("{} {law}", outcome.statement.id),
        None => outcome.statement.id.into(),
    }
}

/// The id of an outcome in the page.
fn id(outcome: &Outcome) -> String {
    slug(&name(outcome))
}

fn label_of(badge: &Badge) -> Html {
    Html::raw(format!("<span class=\"badge {}\">{}</span>", badge.class, escape(&badge.text)))
}

fn link(to: &str, words: &str) -> Html {
    Html::raw(format!("<a href=\"#{to}\">{}</a>", escape(words)))
}

/// All verdicts at a glance.
fn table(groups: &[&[Outcome]]) -> Section {
    let mut rows = Vec::new();
    for group in groups {
        for (i, found) in group.iter().enumerate() {
            let of = found.statement;
            let first = i == 0;
            rows.push(vec![
                if first { link(&slug(of.id), of.id) } else { Html::default() },
                if first { escape(of.title) } else { Html::default() },
                match &found.law {
                    Some(law) => link(&id(found), law),
                    None => escape("–"),
                },
                label_of(&badge(found.verdict)),
                Html::number(&exponent(found)),
                found.constant.as_ref().map_or_else(|| escape("–"), |c| Html::number(&shown(c, 8))),
                escape(&count(found.cases)),
            ]);
        }
    }
    let header = ["", "statement", "law", "verdict", "exponent", "constant", "cases"];
    let table =
        Table { caption: Html::default(), header: header.map(escape).into(), left: 4, rows };
    let title = escape("Verdicts");
    Section {
        id: "verdicts".into(),
        name: "Verdicts".into(),
        title,
        parts: vec![Part::Table(table)],
    }
}

fn statement(group: &[Outcome], figures: &[Figure]) -> Section {
    let of = group[0].statement;
    let mut parts =
        vec![Part::Paragraph(prose(of.words)), Part::Formula(Html::raw(mathml(of.symbols)))];
    let mut inner: Vec<Part> = Vec::new();
    inner.extend(figures.iter().map(|f| Part::Figure(Picture::of(f))));
    // A note that all laws share is said once.
    let shared = group.len() > 1 && group.iter().all(|o| o.note == group[0].note);
    if let (true, Some(note)) = (shared, &group[0].note) {
        parts.push(Part::Note(prose(&words::capital(note))));
    }
    for found in group {
        inner.extend(outcome(found, !shared));
    }
    let laws = group.iter().filter_map(|found| found.law.as_deref()).collect::<Vec<_>>().join(", ");
    let of_laws = if laws.is_empty() { String::new() } else { format!(" ({laws})") };
    let summary = format!("Verdicts{of_laws}: what was tested and found, lemmas, figures");
    parts.push(Part::Details(escape(&summary), inner));
    let id = slug(of.id);
    let title = Html::raw(format!("{} · {}", escape(of.id), escape(of.title)));
    Section { id, name: of.id.into(), title, parts }
}

fn outcome(found: &Outcome, with_note: bool) -> Vec<Part> {
    let heading = found.law.as_deref().map_or_else(|| "Verdict".into(), words::capital);
    // A statement without laws has one outcome, and the section's id is taken.
    let id = if found.law.is_some() { id(found) } else { format!("{}-verdict", id(found)) };
    let mut parts = vec![Part::Heading(id, escape(&heading), Some(badge(found.verdict)))];
    if !found.is_as_recorded() {
        let recorded = found.recorded.map_or("nothing", Verdict::words);
        parts.push(Part::Note(escape(&format!("Published with this version: {recorded}."))));
    }
    if let (true, Some(note)) = (with_note, &found.note) {
        parts.push(Part::Note(prose(&words::capital(note))));
    }
    parts.push(Part::Paragraph(prose(&format!("Tested: {}.", found.tested.trim_end_matches('.')))));
    let mut facts = Vec::new();
    if found.exponent.is_some() {
        facts.push(("Exponent, certified", Html::number(&exponent(found))));
    }
    if let Some(measured) = &found.measured {
        facts.push(("Exponent, measured from local slopes", prose(&pm(measured))));
    }
    if let Some(constant) = &found.constant {
        facts.push(("Leading constant", Html::number(&shown(constant, 12))));
    }
    facts.push(("Cases", escape(&count(found.cases))));
    facts.push(("Bits", escape(&found.bits.to_string())));
    let lemmas: Vec<&str> = found.lemmas.iter().map(|l| l.name).collect();
    if !lemmas.is_empty() {
        facts.push(("Machine-checked lemmas", escape(&lemmas.join(", "))));
    }
    parts.push(Part::Facts(facts));
    for lemma in &found.lemmas {
        let proof = lemma.proof();
        let summary = escape(&format!("Lemma {}: {}", lemma.name, proof.place()));
        parts.push(Part::Details(summary, vec![Part::Listing(proof.statement)]));
    }
    if !found.checks.is_empty() {
        let count_of = |truth: Truth| found.checks.iter().filter(|c| c.truth == truth).count();
        let summary = format!(
            "{} comparisons: {} hold, {} fail, {} open",
            count(found.checks.len()),
            count(count_of(Truth::True)),
            count(count_of(Truth::False)),
            count(count_of(Truth::Unknown))
        );
        parts.push(Part::Details(escape(&summary), vec![Part::Table(checks(found))]));
    }
    for table in &found.tables {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => prose(text),
            Cell::Number(number) => Html::number(&number.replace('-', "−")),
        };
        let is_text = |j: usize| table.rows.iter().any(|row| matches!(row[j], Cell::Text(_)));
        let written = Table {
            caption: Html::default(),
            header: table.columns.iter().map(|c| prose(c)).collect(),
            left: (0..table.columns.len()).take_while(|j| is_text(*j)).count(),
            rows: table.rows.iter().map(|row| row.iter().map(text).collect()).collect(),
        };
        let summary = prose(&format!("Table: {}", table.title));
        parts.push(Part::Details(summary, vec![Part::Table(written)]));
    }
    parts.push(Part::Command(found.command.clone()));
    parts
}

/// Comparisons listed at most; those that do not hold come first.
const LISTED: usize = 200;

fn checks(found: &Outcome) -> Table {
    let mut sorted: Vec<_> = found.checks.iter().collect();
    sorted.sort_by_key(|c| match c.truth {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    });
    let mark = |truth: Truth| match truth {
        Truth::True => "holds",
        Truth::False => "fails",
        Truth::Unknown => "open",
    };
    let row = |check: &&crate::theorem::Check| {
        let found = check.found.as_deref().unwrap_or_default();
        vec![escape(mark(check.truth)), prose(&check.what), prose(found)]
    };
    let rows = sorted.iter().take(LISTED).map(row).collect();
    let header = ["", "comparison", "found"].map(escape).into();
    let table = Table { header, left: 3, rows, caption: Html::default() };
    match found.checks.len() > LISTED {
        true => {
            table.called(label(&format!("The first {LISTED} of {}", count(found.checks.len()))))
        }
        false => table,
    }
}
