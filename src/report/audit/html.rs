//! The audit as a page: what the text says, findings first, with figures.

use crate::audit::{Audit, Severity, View};
use crate::report::audit::answers::answers;
use crate::report::audit::figures as audit_figures;
use crate::report::audit::loss_figure;
use crate::report::audit::page::audit_page;
use crate::report::html::slug;
use crate::report::html::text::Html;
use crate::report::html::text::{escape, prose};
use crate::report::html::{
    Badge, Document, Finding, Part, Picture, Report, Section, chapters, from_blocks, report,
};
use crate::report::text::number::count;
use crate::report::text::words;
use crate::runs::Runs;

/// The page and the figures of an audit. `name` is what was audited, `command`
/// how.
pub fn audit_report(audit: &Audit, runs: &Runs, name: &str, command: &str) -> Report {
    let about = audit.options.law.about();
    let view = View::of(audit, runs);
    let figures = view.as_ref().map_or_else(Vec::new, |view| audit_figures::all(audit, view));
    let loss = view.as_ref().map(|view| loss_figure::loss(audit, view));
    let data = &audit.fit.data;
    let facts = vec![
        ("Runs", escape(&count(audit.design.runs))),
        ("Law", prose(about.formula)),
        ("Objective", escape(&audit.options.objective.to_string())),
        ("Intervals", escape(&format!("{} %", 100.0 * audit.options.intervals.level))),
    ];
    let mut made = vec![
        (
            "Precision",
            escape(&format!("{} bits, the design {}", audit.fit.bits, audit.design.bits)),
        ),
        ("SHA-256 of the rows", escape(&data.rows_sha256)),
    ];
    if let Some(file) = &data.sha256 {
        made.push(("SHA-256 of the file", escape(file)));
    }
    let mut sections = Vec::new();
    if let Some(loss) = &loss {
        let picture = Part::Figure(Picture::of(loss));
        let (id, name, title) = ("loss-section".into(), "Loss".into(), escape("Loss"));
        sections.push(Section { id, name, title, parts: vec![picture] });
    }
    sections.push(findings(audit));
    let page = audit_page(audit, name);
    for (heading, blocks) in chapters(page.blocks()) {
        let (short, long) = heading.split_once(':').unwrap_or((heading, heading));
        // Findings stand first here; what the header says is not repeated.
        if short == "Findings" || heading.starts_with("Audit of") {
            continue;
        }
        let id = slug(&short.to_lowercase());
        let mut parts = from_blocks(blocks);
        let own = figures.iter().filter(|(section, _)| *section == id);
        parts.extend(own.map(|(_, figure)| Part::Figure(Picture::of(figure))));
        let title = match long == heading {
            true => prose(heading),
            false => Html::raw(format!(
                "{} <span class=\"sub\">{}</span>",
                escape(short),
                prose(long.trim())
            )),
        };
        sections.push(Section { id, name: short.into(), title, parts });
    }
    sections.push(Section {
        id: "made".into(),
        name: "How".into(),
        title: escape("How this page was made"),
        parts: vec![Part::Facts(made), Part::Command(command.into())],
    });
    let document = Document {
        title: format!("Audit of {name}"),
        kind: "offray audit",
        lede: Vec::new(),
        answers: answers(audit).iter().map(|(question, text)| (*question, prose(text))).collect(),
        badges: badges(audit),
        facts,
        command: String::new(),
        sections,
    };
    let figures: Vec<_> =
        loss.into_iter().chain(figures.into_iter().map(|(_, figure)| figure)).collect();
    report(&document, &figures)
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn badges(audit: &Audit) -> Vec<Badge> {
    let badge = |severity: Severity| {
        let n = audit.findings.iter().filter(|f| f.severity() == severity).count();
        let class = class(severity);
        let plural = if n == 1 || severity == Severity::Info { "" } else { "s" };
        (n > 0).then(|| Badge { class, text: format!("{n} {class}{plural}") })
    };
    [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(badge).collect()
}

fn findings(audit: &Audit) -> Section {
    let finding = |f: &crate::audit::Finding| Finding {
        severity: class(f.severity()),
        id: f.id(),
        text: prose(&words::finding(f)),
    };
    let parts = match audit.findings.is_empty() {
        true => vec![Part::Paragraph(escape("None."))],
        false => vec![Part::Findings(audit.findings.iter().map(finding).collect())],
    };
    let title: Html = escape("Findings");
    Section { id: "findings".into(), name: "Findings".into(), title, parts }
}
