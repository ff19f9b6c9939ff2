//! What a reader must be told, as types: worded by the report.

use crate::fit::ErrorKind;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// May mislead.
    Warning,
    /// The fit or the claim cannot be used as it stands.
    Error,
}

/// One finding, with the numbers that make it.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// About rows of the table.
    Rows(super::RowFinding),
    /// All runs lie on one ray, and the pair is not identified.
    OneRay {
        /// Smallest and largest D/N.
        range: (f64, f64),
        /// Whether the ray is exact, or in doubles.
        exact: bool,
        /// The pair's parameters.
        pair: Vec<&'static str>,
        /// Whether the losses show two powers of N rather than one, and if so
        /// whether the law's symmetry lets them change places.
        two: Option<bool>,
    },
    /// Hardly more runs than parameters.
    FewRuns {
        /// Runs.
        runs: usize,
        /// Free parameters.
        parameters: usize,
    },
    /// The fitted loss rises with more of something.
    Rising {
        /// Of N and D, which.
        names: Vec<&'static str>,
    },
    /// Every budget is so small that sizes may not be counted in ones.
    SmallBudgets {
        /// The largest 6ND.
        largest: f64,
    },
    /// More than one ray, but κ_eq of the pair exceeds the target.
    IllConditioned {
        /// The pair's parameters (or the triple's).
        pair: Vec<&'static str>,
        /// The κ_eq that the verdict is about.
        kappa_eq: f64,
        /// Whether that is the one at equal exponents.
        limit: bool,
    },
    /// D is the same in every run.
    ConstantD {
        /// D.
        d: f64,
    },
    /// N is the same in every run.
    ConstantN {
        /// N.
        n: f64,
    },
    /// Parameters that the runs leave open.
    NotIdentified {
        /// Their names.
        names: Vec<&'static str>,
    },
    /// Another parameter set fits as well, or nearly.
    Twin {
        /// Whether it fits exactly as well.
        exact: bool,
        /// Whether the two differ in how ψ is shared, the fit being one of many.
        shared: bool,
        /// Its objective over ours, minus 1.
        relative_gap: f64,
        /// D/N at the largest budget, of the fit and of the twin.
        ratios: Option<(f64, f64)>,
        /// That budget in FLOP.
        budget: f64,
    },
    /// The claim is not the minimiser of its stated objective.
    ClaimNotOptimum {
        /// Its objective over the minimum, minus 1.
        relative_gap: f64,
        /// Parameters whose printed digits are wrong: name, correct digits,
        /// printed digits.
        wrong: Vec<(&'static str, f64, usize)>,
        /// The parameter farthest off, and by how many standard errors.
        farthest: Option<(&'static str, f64)>,
        /// Parameters whose claimed sign the search did not allow.
        outside: Vec<&'static str>,
        /// The known objective that it does minimise.
        minimises: Option<String>,
        /// Whether it is nearer to the optimum's twin, and was held against that.
        twin: bool,
    },
    /// The claim is a twin of our optimum.
    ClaimIsTwin {
        /// The twin's objective over ours, minus 1.
        relative_gap: f64,
    },
    /// The claim scores lower than our optimum: ours is not the global one.
    ClaimIsBetter {
        /// The minimum over the claim's objective, minus 1.
        relative_gap: f64,
        /// Parameters whose claimed sign the search did not allow.
        outside: Vec<&'static str>,
    },
    /// The claim cannot be checked: its objective is not defined there.
    ClaimUndefined,
    /// The claim's standard errors differ from ours by more than a factor of 1.5.
    ClaimErrors {
        /// Name, claimed, ours.
        differ: Vec<(&'static str, f64, f64)>,
    },
    /// Several groups are fitted as one.
    PooledGroups {
        /// Name and number of runs.
        groups: Vec<(String, usize)>,
    },
    /// Few residuals lie where the robust objective is curved.
    FewInside {
        /// Runs with |r| ≤ δ.
        inside: usize,
        /// All runs.
        runs: usize,
        /// The objective.
        objective: String,
    },
    /// Standard errors by two definitions disagree by more than a factor of 1.5.
    ErrorsDisagree {
        /// The largest ratio.
        ratio: f64,
        /// Of which definition, the larger, over which.
        between: (ErrorKind, ErrorKind),
        /// The parameter where it occurs.
        name: &'static str,
    },
    /// Formats that leave less than one digit in some parameter.
    Precision {
        /// Formats that do, whatever the solver.
        every: Vec<&'static str>,
        /// Formats and solvers, where another solver in that format does better.
        some: Vec<(&'static str, &'static str)>,
    },
    /// Predictions off the data are far less certain than among them.
    Extrapolation {
        /// Standard deviation inside, along, across; None where undetermined.
        sd: [Option<f64>; 3],
        /// What the second and third are, in words.
        places: [&'static str; 2],
        /// Median distance of the runs from the fit, as a loss.
        scatter: f64,
    },
    /// Rows with the same (N, D) and different losses.
    RepeatedPoints {
        /// How many points occur more than once.
        points: usize,
        /// The largest spread of loss at one point.
        spread: f64,
    },
    /// Different (N, D) with the same loss to six digits or more.
    SharedLoss {
        /// The smallest such loss.
        loss: String,
        /// Two sizes that have it.
        n: (f64, f64),
        /// How many pairs of runs at different (N, D) there are, every pair
        /// counted.
        pairs: usize,
        /// Runs, and distinct losses among them.
        distinct: (usize, usize),
    },
    /// Parameters at an end of their range.
    Boundary {
        /// Their names.
        names: Vec<&'static str>,
    },
    /// The fit could not be established.
    Undecided,
}

impl Finding {
    /// A stable name.
    pub fn id(&self) -> &'static str {
        match self {
            Finding::FewRuns { .. } => "few-runs",
            Finding::Rising { .. } => "rising-loss",
            Finding::SmallBudgets { .. } => "small-budgets",
            Finding::ClaimIsTwin { .. } => "claim-is-twin",
            Finding::OneRay { exact: true, .. } => "one-ray",
            Finding::OneRay { exact: false, .. } => "near-ray",
            Finding::IllConditioned { .. } => "ill-conditioned",
            Finding::ConstantD { .. } => "constant-d",
            Finding::ConstantN { .. } => "constant-n",
            Finding::NotIdentified { .. } => "not-identified",
            Finding::Twin { .. } => "twin",
            Finding::ClaimNotOptimum { .. } => "claim-not-optimum",
            Finding::ClaimIsBetter { .. } => "claim-is-better",
            Finding::ClaimUndefined => "claim-undefined",
            Finding::ClaimErrors { .. } => "claim-errors",
            Finding::PooledGroups { .. } => "pooled-groups",
            Finding::FewInside { .. } => "few-inside-delta",
            Finding::ErrorsDisagree { .. } => "errors-disagree",
            Finding::Precision { .. } => "precision",
            Finding::Extrapolation { .. } => "extrapolation",
            Finding::RepeatedPoints { .. } => "repeated-points",
            Finding::SharedLoss { .. } => "shared-loss",
            Finding::Boundary { .. } => "boundary",
            Finding::Undecided => "undecided",
            Finding::Rows(found) => found.id(),
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Finding::Rows(found) => found.severity(),
            Finding::OneRay { .. }
            | Finding::ConstantD { .. }
            | Finding::ConstantN { .. }
            | Finding::NotIdentified { .. }
            | Finding::ClaimNotOptimum { .. }
            | Finding::ClaimIsBetter { .. }
            | Finding::ClaimUndefined
            | Finding::Undecided => Severity::Error,
            Finding::IllConditioned { .. }
            | Finding::FewRuns { .. }
            | Finding::Rising { .. }
            | Finding::Twin { .. }
            | Finding::PooledGroups { .. }
            | Finding::Boundary { .. }
            | Finding::ErrorsDisagree { .. }
            | Finding::Extrapolation { .. } => Severity::Warning,
            Finding::ClaimErrors { .. }
            | Finding::ClaimIsTwin { .. }
            | Finding::SmallBudgets { .. }
            | Finding::FewInside { .. }
            | Finding::Precision { .. }
            | Finding::RepeatedPoints { .. }
            | Finding::SharedLoss { .. } => Severity::Info,
        }
    }
}
