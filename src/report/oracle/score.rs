//! A fitter's score card as text and as JSON (`docs/schema/score.schema.json`).

use serde_json::{Value, json};

use crate::number::versions;
use crate::oracle::{Baseline, Card, Score, Summary, Verdict, problems};
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;

/// The page that `offray oracle score` prints; `who` is the file of answers or
/// the command, `baseline` what changed since an earlier score.
pub fn score_text(card: &Card, who: &str, baseline: Option<&Baseline>) -> String {
    let mut page = Page::default();
    page.heading(&format!("Score of {who}"));
    page.table(
        &["problem", "grade", "verdict", "digits", "mean", "s.e.", "seconds", "note"],
        3,
        card.scores.iter().map(row).collect(),
    );
    for unread in &card.unread {
        page.paragraph(&format!("! line {} is no answer: {}", unread.line, unread.why), 2);
    }
    page.heading("Summary");
    page.table(
        &["grade", "solved", "partly", "of", "digits: mean", "least", "said it converged, wrongly"],
        1,
        card.summaries().iter().map(summary_row).collect(),
    );
    page.paragraph(&in_words(&card.summary(None), card.pass), 0);
    if let Some(found) = baseline {
        changes(&mut page, found);
    }
    page.finish()
}

fn or_dash(x: Option<f64>, places: usize) -> String {
    x.map_or("–".into(), |x| format!("{x:.places$}"))
}

fn row(score: &Score) -> Vec<String> {
    let errors = score.standard_errors.as_ref().map(|errors| errors.digits);
    vec![
        score.problem.clone(),
        score.difficulty.map_or("–".into(), |grade| grade.to_string()),
        score.verdict.name().to_uppercase().replace("SOLVED", "solved"),
        or_dash(score.digits.or(score.psi), 1),
        or_dash(score.mean, 1),
        or_dash(errors, 1),
        score.seconds.map_or("–".into(), |s| short(s, 2)),
        note(score),
    ]
}

/// The note and the twin, if any.
fn note(score: &Score) -> String {
    let twin = match score.twin_reported {
        Some(true) => "twin reported",
        Some(false) if score.digits.is_some() => "its twin not told",
        _ => "",
    };
    let parts = [score.note.as_str(), twin];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("; ")
}

fn summary_row(summary: &Summary) -> Vec<String> {
    vec![
        summary.difficulty.map_or("all".into(), |grade| grade.to_string()),
        count(summary.solved),
        count(summary.partly),
        count(summary.problems),
        or_dash(summary.mean, 2),
        or_dash(summary.min, 1),
        count(summary.false_successes),
    ]
}

/// What changed since an earlier score.
fn changes(page: &mut Page, found: &Baseline) {
    page.heading("Against the baseline");
    let all = found.worse.iter().map(|change| ("worse", change));
    let all = all.chain(found.better.iter().map(|change| ("better", change)));
    let rows: Vec<Vec<String>> = all
        .map(|(how, change)| {
            let words = [how, &change.problem, change.was.name(), change.is.name()];
            words.map(str::to_owned).into()
        })
        .collect();
    match rows.is_empty() {
        true => page.paragraph("Nothing changed.", 0),
        false => page.table(&["", "problem", "was", "is"], 4, rows),
    }
    if !found.new.is_empty() {
        page.paragraph(&format!("Not in the baseline: {}.", found.new.join(", ")), 0);
    }
}

fn in_words(all: &Summary, pass: f64) -> String {
    let mut text = format!(
        "Digits are log relative errors of the worst parameter, at most the 50 that are certified; \
         a problem is solved from {pass} on. "
    );
    let [open, refused] = all.refusals;
    if open > 0 {
        text += &format!(
            "Where the runs do not determine the parameters, saying so solves it ({refused} of \
             {open} said), and the digits are those of ψ, which they do determine. "
        );
    }
    let [twins, reported] = all.twins;
    if twins > 0 {
        text += &format!("Of {twins} problems with a twin, {reported} had it reported. ");
    }
    text += "Standard errors do not enter the verdict.";
    text
}

/// The object that `offray oracle score --json` prints.
pub fn score_json(card: &Card, who: &str, baseline: Option<&Baseline>) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    let mut object = json!({
        "schema": "offray.score/1",
        "versions": versions,
        "set": problems().first().map(|problem| problem.version.as_str()),
        "answers": who,
        "pass": card.pass,
        "problems": card.scores,
        "summaries": card.summaries(),
        "unread": card.unread,
    });
    if let Some(found) = baseline {
        object["baseline"] = json!(found);
    }
    object
}

/// The card as JUnit XML, for systems of continuous integration: one test case a problem;
/// failed is a failure, partly solved a case with a note. With a baseline only what became
/// worse is a failure.
pub fn score_junit(card: &Card, who: &str, baseline: Option<&Baseline>) -> String {
    let worse = |score: &Score| match baseline {
        Some(found) => found.worse.iter().any(|change| change.problem == score.problem),
        None => score.verdict == Verdict::Failed,
    };
    let failures = card.scores.iter().filter(|score| worse(score)).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"offray oracle \
         score\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\">\n",
        card.scores.len() + card.unread.len(),
        card.unread.len()
    );
    for score in &card.scores {
        let digits = score.digits.or(score.psi).map_or("no".into(), |x| format!("{x:.1}"));
        let told = format!("{}, {digits} digits: {}", score.verdict.name(), note(score));
        let told = attribute(told.trim_end_matches(": "));
        let class = score.difficulty.map_or("ungraded".into(), |grade| grade.to_string());
        xml += &format!(
            "<testcase classname=\"{class}\" name=\"{}\" time=\"{}\">",
            attribute(&score.problem),
            score.seconds.unwrap_or(0.0)
        );
        xml += &match worse(score) {
            true => format!("<failure message=\"{told}\"/>"),
            false => format!("<system-out>{told}</system-out>"),
        };
        xml += "</testcase>\n";
    }
    for unread in &card.unread {
        xml += &format!(
            "<testcase classname=\"unread\" name=\"line {}\"><error message=\"{}\"/></testcase>\n",
            unread.line,
            attribute(&unread.why)
        );
    }
    xml += &format!("<system-out>{}</system-out>\n</testsuite>\n</testsuites>\n", attribute(who));
    xml
}

/// Text as it may stand in an attribute; what XML cannot hold is left out.
fn attribute(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control());
    kept.map(|c| match c {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '"' => "&quot;".into(),
        c => c.to_string(),
    })
    .collect()
}
