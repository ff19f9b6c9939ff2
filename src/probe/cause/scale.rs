//! Other units, another answer: starts, bounds or tests in raw numbers.

use super::{Cause, Kind, SOUND, of};
use crate::probe::experiment::Family;
use crate::probe::local::MOST;
use crate::probe::seen::{Outcome, Seen};

/// By how many digits units may change an answer.
const LOSS: f64 = 1.5;

/// An answer that counts in the units of N and D, or of the loss.
pub(super) fn units(seen: &Seen<'_>, found: &[Cause]) -> Option<Cause> {
    let own = seen.digits();
    let asked: Vec<&Outcome> = (seen.outcomes.iter())
        .filter(|o| {
            let scaled = o.experiment.id.starts_with("losses");
            o.experiment.family == Family::Units || scaled
        })
        .collect();
    let digits = |o: &&Outcome| o.digits.unwrap_or(0.0);
    let worse: Vec<&&Outcome> =
        asked.iter().filter(|o| digits(o) < SOUND && digits(o) < own - LOSS).collect();
    let better: Vec<&&Outcome> = asked.iter().filter(|o| digits(o) > own + 2.0).collect();
    let (which, leaves) = match (worse.is_empty(), better.is_empty()) {
        (false, _) => (worse, own),
        (true, false) if own < SOUND => (better, own),
        _ => return None,
    };
    let least = which.iter().map(|o| digits(o)).fold(MOST, f64::min);
    let leaves = if least < leaves { least } else { leaves };
    if found.iter().any(|c| c.leaves < leaves + 0.5 && c.kind != Kind::Nondeterministic)
        && own < SOUND
    {
        return None;
    }
    let each = |o: &&Outcome| match &o.answer {
        Ok(_) => format!("{}: {:.1} digits", o.experiment.what, digits(o)),
        Err(why) => format!("{}: no answer ({why})", o.experiment.what),
    };
    let list: Vec<String> = which.iter().map(|o| each(o)).collect();
    let evidence = vec![
        format!("Counted as given it has {own:.1} digits; {}.", list.join("; ")),
        format!(
            "{} such tables come out otherwise; their optima follow exactly from this one's.",
            of(which.len(), asked.len())
        ),
    ];
    let what = which.iter().all(|o| o.experiment.family != Family::Units);
    let sentence = match what {
        true => "Its answer depends on the unit of the losses: its start, bounds or stopping test \
                 are in raw numbers."
            .into(),
        false => "Its answer depends on the units of N and D: its start, bounds or stopping test \
                  are in raw numbers."
            .into(),
    };
    Some(Cause::new(Kind::RawUnits, sentence, evidence, leaves))
}
