//! All problems, from all starts, against what NIST printed.

use super::score::Score;
use super::sets::{Kind, Set, sets};
use crate::number::Truth;
use crate::parallel;
use crate::regression::{Options, Outcome, RegressionError, regress};
use crate::runs::nearest;

/// Digits at which a problem counts as solved well; [`FAIR`] is the usual mark.
pub const GOOD: f64 = 6.0;
/// Digits at which solvers are commonly said to have solved a problem.
pub const FAIR: f64 = 4.0;

/// A problem solved from one start.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The problem.
    pub set: &'static Set,
    /// 1 or 2; of a linear problem 1.
    pub start: usize,
    /// What the regression handed back.
    pub outcome: Outcome,
    /// Parameters, then their deviations, then RSS and RSD.
    pub scores: Vec<Score>,
}

impl Solved {
    /// The scores of the parameters.
    pub fn parameters(&self) -> &[Score] {
        let p = self.set.printed.parameters.len();
        &self.scores[..p.min(self.scores.len())]
    }

    /// The scores of the standard deviations.
    pub fn deviations(&self) -> &[Score] {
        let p = self.set.printed.parameters.len();
        self.scores.get(p..2 * p).unwrap_or_default()
    }

    /// The scores of the residual sum of squares and standard deviation.
    pub fn residuals(&self) -> &[Score] {
        let p = self.set.printed.parameters.len();
        self.scores.get(2 * p..).unwrap_or_default()
    }

    /// The score by which solvers are compared: the lowest of the parameters'.
    pub fn lre(&self) -> f64 {
        lowest(self.parameters())
    }

    /// Whether all parameters have that many digits.
    pub fn has(&self, digits: f64) -> bool {
        self.lre() >= digits
    }
}

/// The lowest score; 0 of nothing.
pub fn lowest(scores: &[Score]) -> f64 {
    scores.iter().map(|s| s.lre).reduce(f64::min).unwrap_or(0.0)
}

/// The outcome over several problems.
#[derive(Clone, Debug)]
pub struct Card {
    /// By problem, then by start.
    pub solved: Vec<Solved>,
    /// Digits asked of the solver.
    pub digits: usize,
}

impl Card {
    /// The rows of the nonlinear, or of the linear problems.
    pub fn rows(&self, nonlinear: bool) -> impl Iterator<Item = &Solved> {
        self.solved.iter().filter(move |s| matches!(s.set.kind, Kind::Nonlinear(_)) == nonlinear)
    }

    /// Whether every start led to a proved minimum with [`GOOD`] digits.
    pub fn is_complete(&self) -> bool {
        self.solved.iter().all(|s| s.outcome.certified && s.has(GOOD))
    }

    /// Quantities that NIST's print is not the rounding of, once per problem.
    pub fn misprints(&self) -> Vec<(&'static Set, &Score)> {
        let first = self.solved.iter().filter(|s| s.start == 1 && s.outcome.certified);
        first
            .flat_map(|s| s.scores.iter().map(move |score| (s.set, score)))
            .filter(|(_, score)| score.rounds == Truth::False)
            .collect()
    }
}

/// Why there is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StrdError {
    /// No such problem.
    #[error("no problem is called '{name}'{}", .near.as_ref().map(|n| format!("; is it {n}?")).unwrap_or_default())]
    Unknown {
        /// As given.
        name: String,
        /// The nearest name, if one is near.
        near: Option<String>,
    },
    /// A problem whose start its model rejects.
    #[error("{set}: {why}")]
    Regression {
        /// The problem.
        set: String,
        /// Why.
        why: RegressionError,
    },
}

/// The problems of these names, in NIST's order; all of them for no name.
///
/// # Errors
/// A name that none has, whatever its case.
pub fn chosen(names: &[String]) -> Result<Vec<&'static Set>, StrdError> {
    for name in names {
        if !sets().iter().any(|s| s.name.eq_ignore_ascii_case(name)) {
            let near = nearest(name, sets().iter().map(|s| s.name.as_str())).map(str::to_owned);
            return Err(StrdError::Unknown { name: name.clone(), near });
        }
    }
    let wanted =
        |s: &&Set| names.is_empty() || names.iter().any(|n| s.name.eq_ignore_ascii_case(n));
    Ok(sets().iter().filter(wanted).collect())
}

/// Solves problems from all their starts, on all cores.
///
/// # Errors
/// None that NIST's problems cause; see [`regress`].
pub fn strd(
    sets: &[&'static Set],
    digits: usize,
    done: &(dyn Fn() + Sync),
) -> Result<Card, StrdError> {
    let tasks: Vec<(&'static Set, usize)> =
        sets.iter().flat_map(|s| (0..s.starts.len()).map(|i| (*s, i))).collect();
    let solved = parallel::in_order(tasks.len(), |i| {
        let (set, start) = tasks[i];
        let solved = solve(set, start, digits);
        done();
        solved
    });
    Ok(Card { solved: solved.into_iter().collect::<Result<_, _>>()?, digits })
}

fn solve(set: &'static Set, start: usize, digits: usize) -> Result<Solved, StrdError> {
    let options = Options { digits, ..Options::default() };
    let from = &set.starts[start];
    let outcome = match &set.kind {
        Kind::Nonlinear(family) => regress(family, &set.data, from, &options),
        Kind::Linear(linear) => regress(linear, &set.data, from, &options),
    };
    let outcome = outcome.map_err(|why| StrdError::Regression { set: set.name.clone(), why })?;
    let printed = &set.printed;
    let of = |value: Option<&crate::number::Interval>, name: String, text: &str| {
        value.and_then(|value| Score::new(name, text, value))
    };
    let values = outcome.parameters.iter().zip(&printed.parameters);
    let values = values.map(|(e, text)| of(e.value.as_ref(), e.name.clone(), text));
    let deviations = outcome.parameters.iter().zip(&printed.deviations);
    let deviations =
        deviations.map(|(e, text)| of(e.deviation.as_ref(), format!("sd({})", e.name), text));
    let rest = [
        of(outcome.rss.as_ref(), "rss".into(), &printed.rss),
        of(outcome.rsd.as_ref(), "rsd".into(), &printed.rsd),
    ];
    let scores: Option<Vec<Score>> = values.chain(deviations).chain(rest).collect();
    Ok(Solved { set, start: start + 1, scores: scores.unwrap_or_default(), outcome })
}
