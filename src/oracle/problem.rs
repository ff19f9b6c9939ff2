//! A problem of the reference set: a table, a law and an objective, with the
//! answer that was proved.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::fit::{Constraints, FitError, Objective};
use crate::law::Law;
use crate::number::{Compare, Dual, Exact, ExactError, Mpfr, Scalar};
use crate::runs::{Run, Runs};

/// The schema of the file.
pub const SCHEMA: &str = "offray.problem/1";

/// Numbers by parameter name, in the law's order: decimals as text, to be read
/// exactly.
pub type Decimals = IndexMap<String, String>;

/// How hard a problem is, by the rule of [`Difficulty::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// Every sound fitter should solve it.
    Lower,
    /// As real tables usually are.
    Average,
    /// Single precision, or a difference quotient, leaves a digit or none.
    Higher,
}

/// κ_eq up to which a problem is of lower difficulty.
const LOWER_KAPPA: f64 = 1e4;
/// κ_eq above which it is of higher difficulty.
const HIGHER_KAPPA: f64 = 1e6;
/// |ε| from which on it may be of lower difficulty.
const LOWER_GAP: f64 = 1e-2;
/// |ε| below which it is of higher difficulty.
const HIGHER_GAP: f64 = 1e-3;

impl Difficulty {
    /// The grade from κ_eq at the answer (none where the runs do not determine
    /// the parameters) and the exponent gap ε there (none where the
    /// constraints decide it): higher where there is no κ_eq, κ_eq > 10⁶ or
    /// |ε| < 10⁻³; lower where κ_eq ≤ 10⁴ and |ε| ≥ 10⁻²; else average.
    ///
    /// ```
    /// use offray::oracle::Difficulty;
    /// assert_eq!(Difficulty::of(Some(8.5e3), Some(-0.02)), Difficulty::Lower);
    /// assert_eq!(Difficulty::of(Some(5.2e4), Some(-0.02)), Difficulty::Average);
    /// assert_eq!(Difficulty::of(Some(8.5e3), Some(1e-6)), Difficulty::Higher);
    /// assert_eq!(Difficulty::of(None, None), Difficulty::Higher);
    /// ```
    pub fn of(kappa_eq: Option<f64>, gap: Option<f64>) -> Self {
        let Some(kappa) = kappa_eq else { return Difficulty::Higher };
        let gap = gap.map_or(f64::INFINITY, f64::abs);
        if kappa > HIGHER_KAPPA || gap < HIGHER_GAP {
            Difficulty::Higher
        } else if kappa <= LOWER_KAPPA && gap >= LOWER_GAP {
            Difficulty::Lower
        } else {
            Difficulty::Average
        }
    }
}

impl fmt::Display for Difficulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Difficulty::Lower => "lower",
            Difficulty::Average => "average",
            Difficulty::Higher => "higher",
        })
    }
}

/// What a problem asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// The parameters at the optimum.
    Optimum,
    /// To see that the runs determine combinations of parameters only.
    Identifiability,
}

/// One run, its numbers as the table prints them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// N, parameters of the model, in the table's unit.
    pub n: String,
    /// D, tokens trained on, in the table's unit.
    pub d: String,
    /// L, the final loss.
    pub loss: String,
    /// Distinct tokens, in the unit of D; absent where the law does not ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique: Option<String>,
    /// The weight in the objective; 1 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
}

/// A certified value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certain {
    /// Right to half a unit of its last digit.
    pub value: String,
}

/// Standard errors of the free parameters, by the definitions of
/// [`StandardErrors`](crate::fit::StandardErrors).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviations {
    /// s²(Σ wρ''ggᵀ)⁻¹.
    pub gauss_newton: Decimals,
    /// s²H⁻¹.
    pub observed: Decimals,
    /// HC1.
    pub sandwich: Decimals,
}

/// A combination of parameters that the runs determine, and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Combination {
    /// In words of arithmetic: `A + B 20^-alpha`.
    pub combination: String,
    /// Right to half a unit of its last digit.
    pub value: String,
}

/// Another local minimum, proved like the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// Where.
    pub parameters: Decimals,
    /// The objective there.
    pub objective_value: String,
}

/// The answer of a problem: what [`certify()`](crate::certify::certify()) proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// As [`Status`](crate::fit::Status) spells it.
    pub status: String,
    /// The parameters that the runs determine, held ones too.
    pub parameters: IndexMap<String, Certain>,
    /// None where some parameters are not determined.
    pub standard_errors: Option<Deviations>,
    /// The objective at the answer.
    pub objective_value: String,
    /// κ_eq of the Gram matrix of ∂L̂/∂θ over the free parameters that rest on
    /// no bound.
    pub kappa_eq: Option<String>,
    /// The exponent gap ε there, with its sign; none where the constraints
    /// alone decide it.
    pub gap: Option<String>,
    /// Other parameters exactly as good.
    pub twins: Vec<Decimals>,
    /// What is determined of the parameters that are not.
    pub psi: Vec<Combination>,
    /// Parameters that the runs do not determine.
    pub not_identified: Vec<String>,
    /// Parameters on a bound, and which: `lower` or `upper`.
    pub at_bound: IndexMap<String, String>,
    /// Other local minima that a search met, lowest first: not all there are.
    pub other_minima: Vec<Minimum>,
    /// The region of exponents without a lower point, for `global-minimum`.
    #[serde(rename = "box", default, skip_serializing_if = "Option::is_none")]
    pub region: Option<IndexMap<String, [String; 2]>>,
}

/// A problem, in the form of its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// `offray.problem/1`.
    pub schema: String,
    /// The name of its file.
    pub name: String,
    /// Of the set.
    pub version: String,
    /// Its grade; a solver is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// What is special about it; a solver is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the table comes from.
    pub made: String,
    /// The law, as [`Law::named`] reads it.
    pub law: String,
    /// The objective, as [`Objective`] reads it.
    pub objective: String,
    /// Parameters held at exact values.
    pub fixed: Decimals,
    /// Sets of parameters that are one.
    pub tied: Vec<Vec<String>>,
    /// Closed ranges. An end that is null is the usual one (scales and offsets
    /// are positive); `-inf` lets a parameter be negative that is positive
    /// usually.
    pub bounds: IndexMap<String, [Option<String>; 2]>,
    /// What is asked.
    pub ask: Ask,
    /// A poor start and a fair one, for fitters that need any.
    pub starts: [Decimals; 2],
    /// The hash of the canonical rows: [`Runs::rows_sha256`].
    pub rows_sha256: String,
    /// The table.
    pub runs: Vec<Row>,
    /// The answer; a solver is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<Answer>,
}

/// Why a text is no problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// Not of the form of the schema.
    #[error("not a problem: {0}")]
    Form(String),
    /// A number that is no decimal.
    #[error("'{text}' is {problem}: write a decimal number")]
    Number {
        /// The text.
        text: String,
        /// What is wrong with it.
        problem: ExactError,
    },
    /// Law, objective and constraints do not fit the runs.
    #[error(transparent)]
    Fit(#[from] FitError),
}

fn exact(text: &str) -> Result<Exact, ProblemError> {
    text.parse().map_err(|problem| ProblemError::Number { text: text.into(), problem })
}

impl Problem {
    /// Reads the JSON of one problem.
    pub fn from_json(text: &str) -> Result<Self, ProblemError> {
        let form = |error: String| ProblemError::Form(error);
        let found: Problem = serde_json::from_str(text).map_err(|e| form(e.to_string()))?;
        if found.schema != SCHEMA {
            return Err(form(format!("schema '{}' is not '{SCHEMA}'", found.schema)));
        }
        Ok(found)
    }

    /// What a solver is given: everything but the answer, the grade and what is
    /// special.
    pub fn for_solvers(&self) -> Self {
        Problem { certified: None, difficulty: None, title: None, ..self.clone() }
    }

    /// The law.
    pub fn law(&self) -> Result<Law, ProblemError> {
        match Law::named(&self.law) {
            Ok(Law::Typed(_)) => Err(ProblemError::Form("problems are about named laws".into())),
            found => found.map_err(|e| ProblemError::Form(e.to_string())),
        }
    }

    /// The objective.
    pub fn objective(&self) -> Result<Objective, ProblemError> {
        self.objective
            .parse()
            .map_err(|e: crate::fit::ObjectiveError| ProblemError::Form(e.to_string()))
    }

    /// The table, exactly.
    pub fn table(&self) -> Result<Runs, ProblemError> {
        let maybe = |text: &Option<String>| text.as_deref().map(exact).transpose();
        let run = |row: &Row| {
            Ok(Run {
                n: exact(&row.n)?,
                d: exact(&row.d)?,
                loss: exact(&row.loss)?,
                unique: maybe(&row.unique)?,
                weight: maybe(&row.weight)?,
                group: None,
                others: Vec::new(),
            })
        };
        Ok(Runs::from(self.runs.iter().map(run).collect::<Result<Vec<_>, ProblemError>>()?))
    }

    /// What is held, tied and bounded.
    pub fn constraints(&self) -> Result<Constraints, ProblemError> {
        let mut constraints = Constraints::default();
        for (name, value) in &self.fixed {
            constraints.fixed.push((name.clone(), exact(value)?));
        }
        for set in &self.tied {
            let Some((first, others)) = set.split_first() else { continue };
            constraints.tied.extend(others.iter().map(|other| (other.clone(), first.clone())));
        }
        for (name, [lo, hi]) in &self.bounds {
            let text = |end: &Option<String>| end.clone().unwrap_or_default();
            let range = format!("{name}={}:{}", text(lo), text(hi));
            constraints.bound(&range).map_err(FitError::from)?;
        }
        Ok(constraints)
    }

    /// The certified parameters in the law's order; none where some are not
    /// determined.
    pub fn theta(&self, bits: u32) -> Option<Vec<Mpfr>> {
        let (law, answer) = (self.law().ok()?, self.certified.as_ref()?);
        let like = Mpfr::from_f64(bits, 1.0);
        let value = |name: &str| {
            Some(like.exact(&answer.parameters.get(name)?.value.parse::<Exact>().ok()?))
        };
        law.about().parameters.iter().map(|p| value(p.name)).collect()
    }

    /// The exponent gap ε at the answer, with its sign; none where the
    /// constraints alone decide it, or the parameters are not determined.
    pub fn gap(&self) -> Option<Mpfr> {
        let law = self.law().ok()?;
        let theta = self.theta(256)?;
        let constraints = self.constraints().ok()?;
        let space = crate::fit::Space::new(&law, &constraints).ok()?.natural();
        let free = Dual::variables(&space.coordinates(&theta));
        let gap = law.gap(&space.theta(&free, free.first()?));
        let slopes = gap.gradient(free.len());
        let moves = slopes.iter().any(|s| s.to_f64() != 0.0);
        moves.then(|| gap.value().clone())
    }

    /// The grade by the rule of [`Difficulty::of`], from the answer; none
    /// without one.
    pub fn graded(&self) -> Option<Difficulty> {
        let answer = self.certified.as_ref()?;
        let kappa = answer.kappa_eq.as_deref().map(str::parse::<f64>).transpose().ok()?;
        Some(Difficulty::of(kappa, self.gap().map(|gap| gap.to_f64())))
    }
}
