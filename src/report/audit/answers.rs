//! What a reader came for, in answers: which sizes to train, what loss to expect, whether to believe
//! it beyond the runs, and whether the claim is right.

use crate::audit::{Audit, Finding, OptimumRow, Severity, Whose};
use crate::report::audit::verdict;
use crate::report::text::interval::{ranged, ranged_to_width};
use crate::report::text::number::{short, times};
use crate::report::text::words;

/// The budget that the first answer is for, in budgets of the largest run.
const NEXT: f64 = 10.0;

/// One sentence each: what the runs identify, what becomes of the claim, and
/// how much is left to read.
pub fn verdict(audit: &Audit) -> Vec<String> {
    let mut sentences = vec![verdict::identified(audit)];
    sentences.extend(split(audit));
    sentences.extend(verdict::consequence(audit));
    sentences.extend(verdict::claim(audit));
    let count = |severity| audit.findings.iter().filter(|f| f.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    if errors + warnings > 0 {
        sentences.push(format!(
            "Findings: {}, {} (at the end of the page).",
            plural(errors, "error"),
            plural(warnings, "warning")
        ));
    }
    sentences
}

/// Questions and answers, for the head of a page.
pub(super) fn answers(audit: &Audit) -> Vec<(&'static str, String)> {
    let mut found = vec![
        ("What can be learnt from these runs?", verdict::identified(audit)),
        ("What should be trained next?", split(audit).unwrap_or_else(|| no_split(audit))),
        ("How far can it be trusted beyond the runs?", beyond(audit)),
    ];
    let claim = verdict::consequence(audit).into_iter().chain(verdict::claim(audit));
    let claim: Vec<String> = claim.collect();
    if !claim.is_empty() {
        found.push(("Is the claim right?", claim.join(" ")));
    }
    found
}

/// The best split of ten times the budget of the largest run, and the loss there; None where no
/// split is supported.
pub(super) fn split(audit: &Audit) -> Option<String> {
    let row = next(audit)?;
    Some(format!(
        "For {} FLOP, {} times the largest run, train N = {} parameters on D = {} tokens: D/N = {}. \
         Expect a mean loss of {}; brackets hold {} % intervals.",
        short(row.compute, 2),
        times(row.compute / audit.design.largest_budget),
        ranged(&row.n),
        ranged(&row.d),
        ranged(&row.d_over_n),
        ranged_to_width(&row.loss),
        100.0 * audit.options.intervals.level,
    ))
}

fn next(audit: &Audit) -> Option<&OptimumRow> {
    if audit.is_one_ray() {
        return None;
    }
    let target = NEXT * audit.design.largest_budget;
    let off = |row: &&OptimumRow| libm::log(row.compute / target).abs();
    let own = audit.optimum.iter().filter(|row| row.of == Whose::Fit);
    own.min_by(|a, b| off(a).total_cmp(&off(b)))
}

fn no_split(audit: &Audit) -> String {
    if !audit.rising.is_empty() {
        let names = words::list(&audit.rising);
        return format!("Nothing follows: at this fit the loss rises with {names}.");
    }
    if audit.is_one_ray() {
        let runs = match audit.advice.is_empty() {
            true => "runs on a second ray",
            false => "the runs under Advice",
        };
        return format!(
            "No split of a budget is supported: with one ratio D/N in the table, what a larger \
             model gains is not told apart from what more data gain. Train {runs} first."
        );
    }
    match audit.identifiable.not_identified.is_empty() {
        false => "No split of a budget is supported: these runs do not determine the law.".into(),
        true => "No split is best inside the law's domain: more of one side always helps.".into(),
    }
}

/// Whether predictions beyond the runs are more than guesses, by their standard deviations.
fn beyond(audit: &Audit) -> String {
    let told = audit.findings.iter().find(|f| matches!(f, Finding::Extrapolation { .. }));
    if let Some(finding) = told {
        return words::finding(finding);
    }
    let known = |i: usize| audit.predictions.get(i).and_then(|p| Some((p.meaning.as_str(), p.sd?)));
    match (known(1), known(2)) {
        (Some((along, a)), Some((across, b))) => format!(
            "If the law goes on to hold, which no fit can tell: at {along} the mean loss is known \
             to ±{}, at {across} to ±{}.",
            short(a, 2),
            short(b, 2)
        ),
        _ => "Not at all: these runs do not determine the loss away from them.".into(),
    }
}
