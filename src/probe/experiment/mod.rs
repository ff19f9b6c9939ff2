//! The experiments, as data: an input that is made of the user's table, and the answer that is
//! right for it. One file a family; [`all`] puts the most telling first, so that a small budget
//! is well spent.

mod format;
mod order;
mod scale;
mod start;

pub use format::{Format, Part, Rounding, round_runs};
pub use start::NEAR;

use super::case::Case;
use crate::fit::Objective;
use crate::runs::Runs;

/// What an experiment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// The table as it is.
    Baseline,
    /// The same input again.
    Again,
    /// The same rows in another order.
    Order,
    /// N and D in other units.
    Units,
    /// Losses, weights and counts multiplied.
    Scale,
    /// Numbers rounded to a format.
    Format,
    /// Losses moved a little.
    Moved,
    /// The fitted curve itself as data.
    Curve,
    /// Other starts.
    Start,
    /// Another objective asked for.
    Objective,
}

/// One input and what is right for it.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// A short name, unique.
    pub id: String,
    /// What it is about.
    pub family: Family,
    /// In words.
    pub what: String,
    /// What must hold, in words.
    pub holds: &'static str,
    /// The table.
    pub runs: Runs,
    /// What is to be minimised.
    pub objective: Objective,
    /// The starts.
    pub starts: [Vec<f64>; 2],
    /// The right answer; None where it is not known.
    pub truth: Option<Vec<f64>>,
    /// Whether the fitter is held to one thread.
    pub one_thread: bool,
    /// How the numbers were rounded, where they were.
    pub rounding: Option<Rounding>,
    /// Whether the input differs from the baseline's at all.
    pub differs: bool,
}

impl Experiment {
    /// The user's own table and question.
    pub fn baseline(case: &Case<'_>) -> Self {
        Experiment {
            id: "baseline".into(),
            family: Family::Baseline,
            what: "the table as it is".into(),
            holds: "the optimum",
            runs: case.runs.clone(),
            objective: case.objective.clone(),
            starts: case.starts.clone(),
            truth: Some(case.theta.clone()),
            one_thread: false,
            rounding: None,
            differs: false,
        }
    }

    /// The same with another name.
    fn named(self, id: &str, family: Family, what: &str, holds: &'static str) -> Self {
        Experiment { id: id.into(), family, what: what.into(), holds, ..self }
    }

    /// Whether its answer is held against what the baseline's is, to rounding.
    pub fn keeps_answer(&self) -> bool {
        matches!(self.family, Family::Baseline | Family::Again | Family::Order)
    }
}

/// All that the protocol allows, the most telling first.
pub fn all(case: &Case<'_>) -> Vec<Experiment> {
    let ids = [
        "baseline",
        "again",
        "moved-1",
        "reversed",
        "rounded-f32",
        "nudged",
        "weights-1e6",
        "started-near",
        "millions",
        "curve",
        "rounded-bf16",
        "losses-10",
        "other-threshold",
        "shuffled-1",
        "started-far-1",
        "billions",
        "rounded-f16",
        "moved-2",
        "sorted-n",
        "one-thread",
        "thousands",
        "started-there",
        "shuffled-2",
        "twice",
        "started-far-2",
        "weights-2",
        "again-2",
        "sorted-loss",
        "losses-tenth",
    ];
    let mut made = order::all(case);
    made.extend(scale::all(case));
    made.extend(format::all(case));
    made.extend(start::all(case));
    let place = |e: &Experiment| ids.iter().position(|id| *id == e.id).unwrap_or(ids.len());
    made.sort_by_key(place);
    made.insert(0, Experiment::baseline(case));
    made
}
