//! What was seen of a fitter: its answers, held against what is right for each input.

use std::sync::OnceLock;

use super::case::Case;
use super::experiment::{Experiment, Family, Rounding};
use super::local::{MOST, digits};
use crate::number::Exact;
use crate::oracle::{Claimed, Reply};

/// An answer in doubles.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it says of itself.
    pub claimed: Claimed,
    /// The parameters in the law's order, as printed.
    pub printed: Vec<Exact>,
    /// The same in doubles.
    pub theta: Vec<f64>,
    /// Standard errors in the law's order, as far as there are any.
    pub errors: Vec<Option<f64>>,
    /// Other parameters that it says are as good.
    pub twins: usize,
    /// By its own clock, or from start to end.
    pub seconds: Option<f64>,
}

impl Answer {
    /// Of a reply; None where a parameter is missing.
    fn of(reply: &Reply, names: &[&str]) -> Option<Self> {
        let find = |list: &[(String, Exact)], name: &str| {
            list.iter().find(|(n, _)| n == name).map(|(_, x)| x.clone())
        };
        let printed: Vec<Exact> =
            names.iter().map(|name| find(&reply.parameters, name)).collect::<Option<_>>()?;
        Some(Answer {
            claimed: reply.claimed,
            theta: printed.iter().map(Exact::to_f64).collect(),
            printed,
            errors: names
                .iter()
                .map(|name| find(&reply.standard_errors, name).map(|x| x.to_f64()))
                .collect(),
            twins: reply.twins.len(),
            seconds: reply.seconds,
        })
    }

    /// Digits that two answers share in the worst parameter.
    pub fn shared(&self, other: &Answer) -> f64 {
        worst(&self.theta, &other.theta)
    }

    /// Whether two answers are the same to the last bit.
    pub fn is_same(&self, other: &Answer) -> bool {
        self.printed == other.printed
    }
}

/// Digits of each parameter.
pub fn each(theta: &[f64], truth: &[f64]) -> Vec<f64> {
    let one = |(x, t): (&f64, &f64)| {
        let error = if *t == 0.0 { x.abs() } else { (x / t - 1.0).abs() };
        if error.is_finite() { digits(error) } else { 0.0 }
    };
    theta.iter().zip(truth).map(one).collect()
}

/// Digits of the worst parameter.
pub fn worst(theta: &[f64], truth: &[f64]) -> f64 {
    each(theta, truth).into_iter().fold(MOST, f64::min)
}

/// An experiment with what came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was asked.
    pub experiment: Experiment,
    /// The answer, or why there is none.
    pub answer: Result<Answer, String>,
    /// Digits against what is right for that input, where that is known.
    pub digits: Option<f64>,
}

impl Outcome {
    /// Of a reply.
    pub fn of(experiment: Experiment, reply: Result<Reply, String>, case: &Case<'_>) -> Self {
        let answer = reply.and_then(|reply| {
            let complete = Answer::of(&reply, &case.names())
                .filter(|_| reply.claimed != Claimed::Failed || !reply.parameters.is_empty());
            complete.ok_or_else(|| format!("says '{}' and gives no parameters", reply.claimed))
        });
        let truth = experiment.truth.as_ref();
        let digits = answer.as_ref().ok().zip(truth).map(|(a, truth)| worst(&a.theta, truth));
        Outcome { experiment, answer, digits }
    }
}

/// Everything that was seen.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// What was asked.
    pub case: &'a Case<'a>,
    /// The outcomes, in the order in which they were asked.
    pub outcomes: Vec<Outcome>,
    /// Which rounding of the data explains the answer best, once that was looked for.
    pub rounding: OnceLock<Option<(Rounding, f64)>>,
}

impl<'a> Seen<'a> {
    /// Of these outcomes.
    pub fn of(case: &'a Case<'a>, outcomes: Vec<Outcome>) -> Self {
        Seen { case, outcomes, rounding: OnceLock::new() }
    }

    /// The outcome of an experiment by its name.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|o| o.experiment.id == id)
    }

    /// The answer to an experiment by its name.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.outcome(id).and_then(|o| o.answer.as_ref().ok())
    }

    /// The answer to the user's own question.
    pub fn baseline(&self) -> Option<&Answer> {
        self.answer("baseline")
    }

    /// Its digits.
    pub fn digits(&self) -> f64 {
        self.outcome("baseline").and_then(|o| o.digits).unwrap_or(0.0)
    }

    /// Digits of an experiment.
    pub fn digits_of(&self, id: &str) -> Option<f64> {
        self.outcome(id).and_then(|o| o.digits)
    }

    /// Outcomes with answers, of a family.
    pub fn family(&self, family: Family) -> impl Iterator<Item = (&Outcome, &Answer)> {
        self.answered().filter(move |(o, _)| o.experiment.family == family)
    }

    /// Outcomes with answers.
    pub fn answered(&self) -> impl Iterator<Item = (&Outcome, &Answer)> {
        self.outcomes.iter().filter_map(|o| Some((o, o.answer.as_ref().ok()?)))
    }

    /// The first answer and that to another experiment, where the other input is another.
    pub fn beside(&self, id: &str) -> Option<(&Answer, &Answer)> {
        self.baseline().zip(self.answer(id))
    }

    /// Answers to inputs with different right answers: the baseline, sizes in other units,
    /// other losses.
    pub fn independent(&self) -> impl Iterator<Item = (&Outcome, &Answer)> {
        let families = [
            Family::Baseline,
            Family::Units,
            Family::Scale,
            Family::Moved,
            Family::Curve,
            Family::Format,
        ];
        self.answered().filter(move |(o, _)| families.contains(&o.experiment.family))
    }

    /// How often it said that it converged and had fewer digits than this, and how often it
    /// said that it failed and had more; of how many.
    pub fn flags(&self, sound: f64) -> Flags {
        let known = || self.answered().filter_map(|(o, a)| Some((o.digits?, a.claimed)));
        Flags {
            said: known().filter(|(_, claimed)| *claimed == Claimed::Converged).count(),
            wrong: known().filter(|(d, c)| *c == Claimed::Converged && *d < sound).count(),
            right: known().filter(|(d, c)| *c != Claimed::Converged && *d >= sound).count(),
            unanswered: self.outcomes.len() - self.answered().count(),
            of: self.outcomes.len(),
        }
    }
}

/// What status flags are worth.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Flags {
    /// Said success.
    pub said: usize,
    /// Said success and was wrong.
    pub wrong: usize,
    /// Said failure and was right.
    pub right: usize,
    /// Gave no parameters.
    pub unanswered: usize,
    /// Of so many runs.
    pub of: usize,
}
