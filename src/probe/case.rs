//! What is asked of a fitter: the user's table, law and objective, and what is known of their
//! optimum.

use crate::fit::{Constraints, Fit, FitError, Objective, Options, Problem, fit};
use crate::law::{Law, Role};
use crate::number::{Compare, Exact};
use crate::oracle::{self, Ask, Decimals, Row};
use crate::runs::{Run, Runs};

/// A table, a law, an objective, and where its optimum is.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The law.
    pub law: Law,
    /// What is to be minimised.
    pub objective: Objective,
    /// The table.
    pub runs: &'a Runs,
    /// Our fit, with more digits than a double has.
    pub fit: Fit,
    /// Its parameters in doubles.
    pub theta: Vec<f64>,
    /// A poor start and a fair one, as fitters are given them.
    pub starts: [Vec<f64>; 2],
    /// Makes every random choice repeatable.
    pub seed: u64,
}

/// Digits of the optimum that answers are held against.
const DIGITS: usize = 25;

impl<'a> Case<'a> {
    /// Finds the optimum.
    pub fn new(
        law: Law,
        objective: Objective,
        runs: &'a Runs,
        seed: u64,
    ) -> Result<Self, FitError> {
        let problem = Problem::new(&law, runs, &objective, &Constraints::default())?;
        let options = Options { digits: DIGITS, seed, ..Options::default() };
        let found = fit(&problem, &options)?;
        let theta: Vec<f64> = found.theta().iter().map(Compare::to_f64).collect();
        let starts = [poor(&law), fair(&law, &theta)];
        Ok(Case { law, objective, runs, fit: found, theta, starts, seed })
    }

    /// The same about the optimum that an answer is nearest to, of those that fit exactly as
    /// well: the one found, or its twin.
    pub fn about(mut self, answer: &[f64]) -> Self {
        let exact = self.fit.twins.iter().filter(|twin| twin.exact);
        let twins = exact.map(|t| t.parameters.iter().map(|(_, x)| x.to_f64()).collect());
        let mut all: Vec<Vec<f64>> = vec![self.theta.clone()];
        all.extend(twins);
        let near = |theta: &Vec<f64>| super::seen::worst(answer, theta);
        if let Some(nearest) = all.into_iter().max_by(|a, b| near(a).total_cmp(&near(b))) {
            self.theta = nearest;
        }
        self
    }

    /// Whether another answer is exactly as good.
    pub fn has_twin(&self) -> bool {
        self.fit.twins.iter().any(|twin| twin.exact)
    }

    /// Names of the parameters.
    pub fn names(&self) -> Vec<&'static str> {
        self.law.about().parameters.iter().map(|p| p.name).collect()
    }

    /// Whether the optimum is established: else there is nothing to hold answers against.
    pub fn is_settled(&self) -> bool {
        use crate::fit::Status;
        !matches!(self.fit.status, Status::NotIdentifiable | Status::Undecided)
    }

    /// The optimum of another table or objective, from the known one on.
    pub fn optimum_of(&self, runs: &Runs, objective: &Objective) -> Option<Vec<f64>> {
        let problem = Problem::new(&self.law, runs, objective, &Constraints::default()).ok()?;
        let start = self.theta.iter().map(|x| Exact::from_f64(*x).ok()).collect::<Option<_>>()?;
        let options = Options { start: Some(start), ..Options::default() };
        let found = fit(&problem, &options).ok()?;
        let settled = !matches!(
            found.status,
            crate::fit::Status::NotIdentifiable | crate::fit::Status::Undecided
        );
        settled.then(|| found.theta().iter().map(Compare::to_f64).collect())
    }

    /// The line that a fitter reads.
    pub fn line(
        &self,
        runs: &Runs,
        objective: &Objective,
        starts: &[Vec<f64>; 2],
    ) -> oracle::Problem {
        let names = self.names();
        let start = |theta: &Vec<f64>| -> Decimals {
            names.iter().zip(theta).map(|(name, x)| ((*name).to_owned(), decimal(*x))).collect()
        };
        oracle::Problem {
            schema: oracle::SCHEMA.into(),
            name: "probe".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            difficulty: None,
            title: None,
            made: "offray probe".into(),
            law: self.law.about().id.into(),
            objective: objective.to_string(),
            fixed: Decimals::new(),
            tied: Vec::new(),
            bounds: Default::default(),
            ask: Ask::Optimum,
            starts: [start(&starts[0]), start(&starts[1])],
            rows_sha256: runs.rows_sha256(),
            runs: runs.rows.iter().map(row).collect(),
            certified: None,
        }
    }
}

/// A run as a problem has it.
fn row(run: &Run) -> Row {
    Row {
        n: text(&run.n),
        d: text(&run.d),
        loss: text(&run.loss),
        unique: run.unique.as_ref().map(text),
        weight: run.weight.as_ref().map(text),
    }
}

/// A decimal; of a rational that has none the nearest double's.
fn text(x: &Exact) -> String {
    let exact = x.to_string();
    if exact.contains('/') { decimal(x.to_f64()) } else { exact }
}

/// The shortest decimal that is read back as this double.
pub fn decimal(x: f64) -> String {
    format!("{x:e}")
}

/// A double as an exact number, by its shortest decimal.
pub fn exact(x: f64) -> Exact {
    decimal(x).parse().unwrap_or_else(|_| 1.into())
}

/// A start that knows only what kinds of parameter there are.
fn poor(law: &Law) -> Vec<f64> {
    let parameter = |p: &crate::law::Parameter| match p.role {
        Role::Exponent => 0.5,
        Role::Offset => 1.0,
        _ => libm::sqrt(p.search.0.max(1.0) * p.search.1.max(1.0)).clamp(1.0, 1e13),
    };
    law.about().parameters.iter().map(parameter).collect()
}

/// A start as a practitioner has it, off by a fifth and more.
fn fair(law: &Law, theta: &[f64]) -> Vec<f64> {
    let off = [0.85, 1.25, 0.75, 1.2, 0.82, 1.15, 0.9, 1.1];
    let near = |(j, t): (usize, &f64)| {
        let scale = law.about().parameters[j].role == Role::Scale;
        // Scales go with their exponents: half as far again.
        let factor = off[j % off.len()];
        let x = t * if scale { factor * factor } else { factor };
        format!("{x:.1e}").parse().unwrap_or(x)
    };
    theta.iter().enumerate().map(near).collect()
}
