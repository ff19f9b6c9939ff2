//! The same question again, and with its rows in other orders: the answer is the same.

use super::{Experiment, Family};
use crate::design::Random;
use crate::probe::case::Case;
use crate::runs::{Run, Runs};

/// The stream that orders are drawn from.
const STREAM: u64 = 71;

pub(super) fn all(case: &Case<'_>) -> Vec<Experiment> {
    let base = || Experiment::baseline(case);
    let same = "the same answer, to the last bit";
    let mut made = vec![
        base().named("again", Family::Again, "the same input again", same),
        base().named("again-2", Family::Again, "the same input a third time", same),
        Experiment {
            one_thread: true,
            ..base().named("one-thread", Family::Again, "the same input on one thread", same)
        },
    ];
    let ordered = |id: &str, what: &str, order: &dyn Fn(&mut Vec<Run>)| {
        let mut rows = case.runs.rows.clone();
        order(&mut rows);
        let differs = rows.iter().zip(&case.runs.rows).any(|(a, b)| key(a) != key(b));
        let runs = Runs { rows, ..case.runs.clone() };
        let holds = "the same answer, to rounding";
        Experiment { runs, differs, ..base().named(id, Family::Order, what, holds) }
    };
    made.push(ordered("reversed", "rows reversed", &|rows| rows.reverse()));
    made.push(ordered("sorted-n", "rows sorted by N", &|rows| rows.sort_by(|a, b| a.n.cmp(&b.n))));
    made.push(ordered("sorted-loss", "rows sorted by loss", &|rows| {
        rows.sort_by(|a, b| a.loss.cmp(&b.loss));
    }));
    for i in 1..=2 {
        let shuffle = |rows: &mut Vec<Run>| {
            Random::stream(case.seed, &[STREAM, i]).shuffle(rows.as_mut_slice());
        };
        made.push(ordered(&format!("shuffled-{i}"), "rows shuffled", &shuffle));
    }
    made
}

fn key(run: &Run) -> (&crate::number::Exact, &crate::number::Exact, &crate::number::Exact) {
    (&run.n, &run.d, &run.loss)
}
