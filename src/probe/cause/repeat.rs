//! The same input twice, and its rows in other orders.

use super::{Cause, Kind, SOUND, of};
use crate::probe::experiment::Family;
use crate::probe::local::MOST;
use crate::probe::seen::{Seen, worst};

/// Digits that doubles keep where nothing but the order of a sum has changed, on the usual
/// table.
const ROUNDING: f64 = 6.0;

/// The same input, other bytes.
pub(super) fn nondeterministic(seen: &Seen<'_>) -> Option<Cause> {
    let own = seen.baseline()?;
    let mut again = seen.family(Family::Again).map(|(o, a)| (&o.experiment, a)).collect::<Vec<_>>();
    again.retain(|(_, a)| !a.is_same(own));
    let all = seen.family(Family::Again).count();
    if again.is_empty() {
        return None;
    }
    let shared = again.iter().map(|(_, a)| a.shared(own)).fold(MOST, f64::min);
    let threads = again.iter().all(|(e, _)| e.one_thread);
    let (sentence, what) = match threads {
        true => (
            format!(
                "The number of threads changes its answer after {shared:.1} digits: sums are \
                     made in another order."
            ),
            "on one thread",
        ),
        false => (
            format!(
                "The same input gives another answer each time, from the {}th digit on: some \
                     random choice has no seed, or sums are made in no fixed order.",
                shared.floor() + 1.0
            ),
            "of the same input",
        ),
    };
    let evidence = vec![format!(
        "{} repetitions {what} gave other numbers; the farthest shares {shared:.1} digits of the \
         worst parameter with the first.",
        of(again.len(), all)
    )];
    // What differs by less than the answer is wrong is not what makes it wrong.
    Some(Cause::new(Kind::Nondeterministic, sentence, evidence, shared))
}

/// Other orders of rows, another answer.
pub(super) fn order(seen: &Seen<'_>, found: &[Cause]) -> Option<Cause> {
    let own = seen.baseline()?;
    let outcomes: Vec<_> =
        seen.family(Family::Order).filter(|(o, _)| o.experiment.differs).collect();
    let (farthest, shared) =
        outcomes.iter().map(|(o, a)| (o, a.shared(own))).min_by(|a, b| a.1.total_cmp(&b.1))?;
    // Fewer digits than the answer has, or wrong answers that scatter.
    if shared >= ROUNDING || found.iter().any(|c| c.leaves < shared - 1.0) {
        return None;
    }
    let scatter: Vec<f64> =
        outcomes.iter().map(|(_, a)| worst(&a.theta, &seen.case.theta)).collect();
    let best = scatter.iter().copied().fold(seen.digits(), f64::max);
    let evidence = vec![format!(
        "{}: {shared:.1} digits are left of the worst parameter; over {} orders the answer \
             has between {:.1} and {best:.1} right digits.",
        farthest.experiment.what,
        outcomes.len(),
        scatter.iter().copied().fold(seen.digits(), f64::min),
    )];
    let rounding = found.iter().any(|c| c.kind == Kind::Precision || c.kind == Kind::Arithmetic);
    if rounding {
        return None;
    }
    let sentence = match seen.digits() >= SOUND && shared < SOUND {
        true => "The order of the rows decides its answer: some rows count by their place.".into(),
        false => format!(
            "The order of the rows alone moves its answer in the {}th digit.",
            shared.floor() + 1.0
        ),
    };
    Some(Cause::new(Kind::RowOrder, sentence, evidence, shared.max(seen.digits().min(shared))))
}
