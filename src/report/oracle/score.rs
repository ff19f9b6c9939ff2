//! A fitter's score card as text and as JSON (`docs/schema/score.schema.json`).

use serde_json::{Value, json};

use crate::number::versions;
use crate::oracle::{Card, PASS, Score, Summary, problems};
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;

/// The page that `offray oracle score` prints; `who` is the file of answers or
/// the command.
pub fn score_text(card: &Card, who: &str) -> String {
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
    page.paragraph(&in_words(&card.summary(None)), 0);
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

fn in_words(all: &Summary) -> String {
    let mut text = format!(
        "Digits are log relative errors of the worst parameter, at most the 50 that are certified; \
         a problem is solved from {PASS} on. "
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
pub fn score_json(card: &Card, who: &str) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    json!({
        "schema": "offray.score/1",
        "versions": versions,
        "set": problems().first().map(|problem| problem.version.as_str()),
        "answers": who,
        "pass": PASS,
        "problems": card.scores,
        "summaries": card.summaries(),
        "unread": card.unread,
    })
}
