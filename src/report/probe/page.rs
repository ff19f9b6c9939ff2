//! What `offray probe` prints: the verdict in a sentence, what it does to the decision, the
//! causes with their evidence and what mends them, and what was asked.

use crate::oracle::Claimed;
use crate::probe::{Cause, Decision, Outcome, Probe, SOUND};
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;
use crate::report::text::words::{list, signed};

/// The page that `offray probe` prints; `name` is the table.
pub fn probe_text(found: &Probe<'_>, name: &str) -> String {
    page(found, name).finish()
}

/// The page before it is text.
pub fn page(found: &Probe<'_>, name: &str) -> Page {
    let mut page = Page::default();
    page.heading(&format!("Probe of {} on {name}", found.command));
    for sentence in sentences(found) {
        page.paragraph(&sentence, 0);
    }
    parameters(&mut page, found);
    decisions(&mut page, found);
    causes(&mut page, found);
    experiments(&mut page, found);
    page
}

/// What it comes to: the first sentence is the verdict.
pub fn sentences(found: &Probe<'_>) -> Vec<String> {
    let mut said = vec![verdict(found)];
    let flags = &found.flags;
    if flags.wrong > 0 {
        said.push(format!(
            "It said that it converged and was wrong {} of {} times.",
            count(flags.wrong),
            count(flags.said)
        ));
    }
    if flags.right > 0 {
        said.push(format!("It said that it failed and was right {} times.", count(flags.right)));
    }
    if flags.unanswered > 0 {
        said.push(format!(
            "{} of {} inputs got no answer.",
            count(flags.unanswered),
            count(flags.of)
        ));
    }
    said
}

/// The verdict in one sentence.
pub fn verdict(found: &Probe<'_>) -> String {
    let least = found.digits.iter().copied().fold(f64::INFINITY, f64::min);
    let Some(first) = found.causes.first() else {
        return format!(
            "Sound: its answer has {least:.1} right digits in the worst parameter (the table and \
             doubles allow about {:.0}), and keeps them in every order, unit and scale that was \
             tried.",
            found.allowed
        );
    };
    let clause = first.sentence.trim_end_matches('.');
    if found.digits.is_empty() {
        return format!("{clause}.");
    }
    let damage = damage(found);
    let moved = found.decisions.first().and_then(moves);
    match (least >= SOUND, damage, moved) {
        (true, _, _) => format!(
            "{clause}; the answer to the table as it is is right to {least:.1} digits in the worst \
             parameter."
        ),
        (false, Some(damage), Some(moved)) => format!("{clause}, so that {damage}, and {moved}."),
        (false, Some(damage), None) => format!("{clause}, so that {damage}."),
        (false, None, Some(moved)) => {
            format!("{clause}, which leaves {}, and {moved}.", worst_of(found))
        }
        (false, None, None) => format!("{clause}, which leaves {}.", worst_of(found)),
    }
}

/// `B with 1.3 right digits`.
fn worst_of(found: &Probe<'_>) -> String {
    let names = found.seen.case.names();
    let worst = names.iter().zip(&found.digits).min_by(|a, b| a.1.total_cmp(b.1));
    worst.map_or_else(String::new, |(name, digits)| format!("{name} with {digits:.1} right digits"))
}

/// Digits below which a parameter is wrong: off by a third.
const WRONG: f64 = 0.5;

/// Which parameters are wrong, and whether the gap of the exponents has the wrong sign.
fn damage(found: &Probe<'_>) -> Option<String> {
    let case = found.seen.case;
    let answer = found.seen.baseline()?;
    let names = case.names();
    let mut wrong: Vec<String> = names
        .iter()
        .zip(&found.digits)
        .filter(|(_, digits)| **digits < WRONG)
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let gaps = [&answer.theta, &case.theta].map(|theta| case.law.gap(theta));
    if gaps[0] * gaps[1] < 0.0 {
        wrong.push(format!("the sign of {}", gap_name(found)));
    }
    let verb = if wrong.len() == 1 { "is" } else { "are" };
    let parts: Vec<&str> = wrong.iter().map(String::as_str).collect();
    (!wrong.is_empty()).then(|| format!("{} {verb} wrong", list(&parts)))
}

/// `alpha − beta`, where the law has two exponents.
fn gap_name(found: &Probe<'_>) -> String {
    use crate::law::Role;
    let parameters = found.seen.case.law.about().parameters;
    let exponents: Vec<&str> =
        parameters.iter().filter(|p| p.role == Role::Exponent).map(|p| p.name).collect();
    match exponents[..] {
        [a, b] => format!("{a} − {b}"),
        _ => "the gap of the exponents".into(),
    }
}

/// `D*/N* at 5.76e23 FLOP moves from 18 to 5.5`.
fn moves(decision: &Decision) -> Option<String> {
    let at = short(decision.compute, 3);
    let theirs = match decision.theirs {
        Some(theirs) => theirs,
        None => return Some(format!("its parameters have no best split of {at} FLOP")),
    };
    let [ours, other] = [decision.ours.ratio, theirs.ratio].map(|x| short(x, 2));
    Some(match ours == other {
        true => format!("D*/N* at {at} FLOP stays {ours}"),
        false => format!("D*/N* at {at} FLOP moves from {ours} to {other}"),
    })
}

fn parameters(page: &mut Page, found: &Probe<'_>) {
    let Some(answer) = found.seen.baseline() else { return };
    page.heading("Answer: the table as it is, against the optimum");
    let case = found.seen.case;
    let rows = case.fit.parameters.iter().enumerate().map(|(j, p)| {
        let se = crate::fit::ErrorKind::Smoothed.se(p);
        let off = se.map(|se| (answer.theta[j] - case.theta[j]) / se);
        vec![
            p.name.to_owned(),
            short(answer.theta[j], 10),
            short(case.theta[j], 10),
            format!("{:.1}", found.digits[j]),
            off.map_or("–".into(), signed),
        ]
    });
    page.table(&["", "answer", "optimum", "digits right", "off, in s.e."], 1, rows.collect());
    let status = match answer.claimed {
        Claimed::Converged => "It says that it converged.",
        Claimed::NotIdentifiable => "It says that the runs do not determine the parameters.",
        Claimed::Failed => "It says that it failed.",
    };
    page.paragraph(status, 0);
}

fn decisions(page: &mut Page, found: &Probe<'_>) {
    if found.decisions.is_empty() {
        return;
    }
    page.heading("Decision: the best split of a budget C = 6ND, by the answer and by the optimum");
    let mut rows = Vec::new();
    for decision in &found.decisions {
        let ours = &decision.ours;
        rows.push(row("optimum", decision.compute, Some(ours), None));
        let forgone = decision.forgone();
        rows.push(row("answer", decision.compute, decision.theirs.as_ref(), forgone));
    }
    let head = ["by", "C (FLOP)", "N*", "D*", "D*/N*", "loss it expects", "loss there", "forgone"];
    page.table(&head, 1, rows);
    page.paragraph(
        "The loss there is that of the optimum's law; forgone is how much of it the \
                    other split would save.",
        0,
    );
}

fn row(
    who: &str,
    compute: f64,
    split: Option<&crate::probe::Split>,
    forgone: Option<f64>,
) -> Vec<String> {
    let dash = || "–".to_owned();
    let of = |f: fn(&crate::probe::Split) -> f64, digits: usize| {
        split.map_or_else(dash, |s| short(f(s), digits))
    };
    vec![
        who.into(),
        short(compute, 3),
        of(|s| s.n, 3),
        of(|s| s.d, 3),
        of(|s| s.ratio, 3),
        of(|s| s.expected, 5),
        of(|s| s.loss, 5),
        forgone.map_or_else(dash, |x| if x < 1e-9 { "0".into() } else { format!("{x:.1e}") }),
    ]
}

fn causes(page: &mut Page, found: &Probe<'_>) {
    if found.causes.is_empty() {
        return;
    }
    page.heading("Causes: what loses the digits, the worst first");
    for (i, cause) in found.causes.iter().enumerate() {
        page.paragraph(&format!("{}. {}", i + 1, cause.sentence), 3);
        for evidence in &cause.evidence {
            page.indented(&format!("- {evidence}"), 3, 2);
        }
        page.indented(&cost(cause, found), 3, 0);
        for remedy in &cause.remedies {
            page.indented(&format!("{}: {}", remedy.tool, remedy.line), 3, 4);
        }
    }
}

/// What a cause alone costs.
pub fn cost(cause: &Cause, found: &Probe<'_>) -> String {
    format!(
        "It costs {:.1} of the {:.1} digits that the table and doubles allow.",
        cause.costs, found.allowed
    )
}

fn experiments(page: &mut Page, found: &Probe<'_>) {
    page.heading("Experiments: inputs whose right answers follow from the optimum");
    let own = found.seen.baseline();
    let rows = found.seen.outcomes.iter().map(|outcome| {
        let (digits, shared) = match &outcome.answer {
            Ok(answer) => (
                outcome.digits.map_or("–".into(), |d| format!("{d:.1}")),
                own.map_or("–".into(), |own| match answer.is_same(own) {
                    true => "same bytes".into(),
                    false => format!("{:.1}", answer.shared(own)),
                }),
            ),
            Err(_) => ("–".into(), "–".into()),
        };
        vec![outcome.experiment.what.clone(), status(outcome), digits, shared]
    });
    let head = ["input", "says", "digits right", "shared with the first"];
    page.table(&head, 2, rows.collect());
    let asked = found.seen.outcomes.len();
    if asked < found.experiments {
        let left = found.experiments - asked;
        page.paragraph(
            &format!(
                "{} experiments were left out for want of runs or time (--runs, --minutes).",
                count(left)
            ),
            0,
        );
    }
    page.paragraph(
        "Digits right are those of the worst parameter against what is right for that input; \
         answers to other units, losses or objectives are not shared with the first by design.",
        0,
    );
}

/// What it says of itself, or why there is no answer.
pub fn status(outcome: &Outcome) -> String {
    match &outcome.answer {
        Ok(answer) => answer.claimed.to_string(),
        Err(why) => why.clone(),
    }
}
