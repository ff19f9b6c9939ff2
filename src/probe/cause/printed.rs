//! No answer, an answer that no data move, and numbers cut short in printing.

use super::{Cause, Kind, of};
use crate::probe::experiment::Family;
use crate::probe::seen::Seen;

pub(super) fn no_answer(seen: &Seen<'_>) -> Option<Cause> {
    let why = match seen.outcome("baseline") {
        Some(outcome) => outcome.answer.as_ref().err()?.clone(),
        None => "was not asked".into(),
    };
    let sentence = format!("It gives no answer to the table as it is: {why}.");
    let answered = seen.answered().count();
    let evidence = vec![format!("{} inputs were answered.", of(answered, seen.outcomes.len()))];
    Some(Cause::new(Kind::NoAnswer, sentence, evidence, 0.0))
}

/// The same answer to tables whose optima differ.
pub(super) fn constant(seen: &Seen<'_>) -> Option<Cause> {
    let own = seen.baseline()?;
    let others = || {
        let moving = [Family::Units, Family::Moved, Family::Curve];
        seen.independent().filter(move |(o, _)| moving.contains(&o.experiment.family))
    };
    let all = others().count();
    let same = others().filter(|(_, a)| a.is_same(own)).count();
    (all >= 2 && same == all).then(|| {
        let sentence = "Its answer does not depend on the data: other losses and other units of N \
                        and D leave it as it is."
            .into();
        let evidence = vec![format!("{} tables with other optima got this answer.", of(same, all))];
        Cause::new(Kind::Constant, sentence, evidence, seen.digits())
    })
}

/// Significant digits of a decimal, zeros at its end not counted.
fn significant(x: &crate::number::Exact) -> Option<usize> {
    let (digits, _) = x.as_decimal()?;
    let digits = digits.unsigned_abs().to_string();
    Some(digits.trim_end_matches('0').len().max(1))
}

/// Answers that are all decimals of few digits.
pub(super) fn few_digits(seen: &Seen<'_>) -> Option<Cause> {
    let longest = |printed: &[crate::number::Exact]| {
        printed.iter().map(significant).try_fold(0, |most, d| Some(most.max(d?)))
    };
    let mut lengths = Vec::new();
    for (_, answer) in seen.independent() {
        lengths.push(longest(&answer.printed)?);
    }
    let most = lengths.iter().copied().max().filter(|_| lengths.len() >= 4)?;
    (most <= 7).then(|| {
        let sentence = format!(
            "Its answer is cut to {most} digits: what it had beyond them is lost in printing."
        );
        let evidence = vec![format!(
            "All {} answers have at most {most} significant digits in every parameter.",
            lengths.len()
        )];
        Cause::new(Kind::Printed, sentence, evidence, seen.digits().max(most as f64 - 1.0))
    })
}

/// Few digits, and nothing tells why.
pub(super) fn unknown(seen: &Seen<'_>) -> Cause {
    let sentence = format!(
        "Its answer is not the optimum ({:.1} digits in the worst parameter), and these \
         experiments do not tell why.",
        seen.digits()
    );
    Cause::new(Kind::NotOptimum, sentence, Vec::new(), seen.digits())
}
