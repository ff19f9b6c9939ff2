//! A problem of design: what may be trained, for how much, to know what.

use super::{Model, Target, TargetError};
use crate::law::Point;
use crate::number::Exact;
use crate::runs::Run;

/// A run that may be trained.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its sizes.
    pub at: Point<Exact>,
    /// What it costs, in the unit of the budget; positive.
    pub cost: Exact,
}

impl Candidate {
    /// A run of N parameters on D tokens, all new, at 6ND FLOP.
    pub fn new(n: Exact, d: Exact) -> Self {
        let cost = &(&Exact::from(6) * &n) * &d;
        Candidate { at: place(n, d), cost }
    }
}

/// N and D, every token new.
pub fn place(n: Exact, d: Exact) -> Point<Exact> {
    Point { unique: d.clone(), n, d, others: Vec::new() }
}

/// A run that has been made, and stays.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its sizes.
    pub at: Point<Exact>,
    /// Its weight; 1 for a run with the noise that is spoken of.
    pub weight: Exact,
}

impl From<&Run> for Made {
    fn from(run: &Run) -> Self {
        let unique = run.unique_tokens().clone();
        let (n, d, others) = (run.n.clone(), run.d.clone(), run.others.clone());
        let weight = run.weight.clone().unwrap_or_else(|| Exact::from(1));
        Made { at: Point { n, d, unique, others }, weight }
    }
}

/// What the new runs together may be.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most that they cost.
    pub budget: Exact,
    /// The most that there are; no limit unless given.
    pub runs: Option<usize>,
    /// The most at one place.
    pub repeats: usize,
}

/// Everything that decides a plan.
#[derive(Clone, Debug)]
pub struct DesignProblem {
    /// The law at every set of parameters that is thought possible; one or more.
    pub models: Vec<Model>,
    /// What is to be known; one or more.
    pub targets: Vec<Target>,
    /// Runs that may be trained.
    pub candidates: Vec<Candidate>,
    /// Runs that are there already.
    pub made: Vec<Made>,
    /// What the new ones may be.
    pub limits: Limits,
}

/// Why nothing can be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Nothing within the budget.
    #[error(
        "no run is affordable: the cheapest of the {candidates} considered costs {cheapest} of a \
         budget of {budget}; raise the budget, or allow smaller sizes or fewer tokens"
    )]
    TooPoor {
        /// How many were considered.
        candidates: usize,
        /// The least cost.
        cheapest: String,
        /// What there is.
        budget: String,
    },
    /// No candidates at all.
    #[error(
        "no run is left to consider: widen the ranges of sizes, of tokens or of tokens per parameter"
    )]
    Nothing,
    /// Whatever is trained, a parameter stays open.
    #[error(
        "the runs allowed cannot determine all {parameters} parameters, whatever they are: allow \
         more sizes and more ratios D/N"
    )]
    Singular {
        /// How many parameters.
        parameters: usize,
    },
    /// Too few runs.
    #[error(
        "{runs} runs cannot determine {parameters} parameters: allow more runs, or give runs that \
         have been made"
    )]
    TooFew {
        /// How many are allowed, with those made.
        runs: usize,
        /// How many parameters.
        parameters: usize,
    },
    /// A target that makes no sense.
    #[error(transparent)]
    Target(#[from] TargetError),
}

impl DesignProblem {
    /// How many parameters are estimated.
    pub fn dimension(&self) -> usize {
        self.models[0].columns.len()
    }

    /// The most runs that the i-th candidate may have: repeats, and what the budget buys.
    pub fn cap(&self, i: usize) -> usize {
        let affordable = (&self.limits.budget / &self.candidates[i].cost).to_f64();
        let most = self.limits.repeats.min(self.limits.runs.unwrap_or(usize::MAX));
        // A quotient that rounds up to a whole number in doubles is that number.
        libm::floor(affordable * (1.0 + 1e-12)).min(most as f64) as usize
    }

    /// The same without candidates that cost more than there is.
    ///
    /// # Errors
    /// Where none is left, or they are too few.
    pub fn affordable(mut self) -> Result<Self, PlanError> {
        let all = self.candidates.len();
        let cheapest = self.candidates.iter().map(|c| &c.cost).min().cloned();
        let Some(cheapest) = cheapest else { return Err(PlanError::Nothing) };
        let caps: Vec<usize> = (0..all).map(|i| self.cap(i)).collect();
        let mut caps = caps.into_iter();
        self.candidates.retain(|_| caps.next().is_some_and(|cap| cap > 0));
        if self.candidates.is_empty() {
            let shown = |x: &Exact| format!("{:.2e}", x.to_f64());
            return Err(PlanError::TooPoor {
                candidates: all,
                cheapest: shown(&cheapest),
                budget: shown(&self.limits.budget),
            });
        }
        let parameters = self.dimension();
        let runs = self.limits.runs.map_or(usize::MAX, |n| n.saturating_add(self.made.len()));
        match runs < parameters {
            true => Err(PlanError::TooFew { runs, parameters }),
            false => Ok(self),
        }
    }
}
