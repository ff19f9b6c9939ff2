//! What a fit hands back, and its form for machines.

use crate::algebra::Matrix;
use crate::law::Law;
use crate::number::{Compare, Mpfr};
use crate::regression::Status;

use crate::fit::answer::profiles::Profiles;
use crate::fit::answer::replicates::Replicates;
use crate::fit::problem::limits::FINE;
use crate::fit::problem::objective::Objective;
use crate::fit::problem::{Problem, groups_of};

/// Whether, and why, a parameter did not move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Estimated.
    Free,
    /// Held at a value by the user.
    Fixed,
    /// Moved with another parameter, named.
    Tied(&'static str),
    /// Estimated, and at this end of its range.
    AtBound(End),
    /// The runs do not determine it; the value is one of many.
    NotIdentified,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The smallest value allowed.
    Lower,
    /// The largest value allowed.
    Upper,
}

/// Standard errors by several definitions; absent where undefined.
///
/// With m runs, p free parameters, g = ∇r, ψ = ρ'(r), w the weight, ρ̄'' = Σwρ''/Σw and
/// H the Hessian of Σ wρ: Gauss–Newton K²s²(Σ wρ''ggᵀ)⁻¹ and observed K²s²H⁻¹, with
/// s² = Σ wψ²/(m−p)/ρ̄'' and Huber's factor K = 1 + (p/m)(1 − ρ̄'')/ρ̄'' (for sums of
/// squares ρ̄'' = K = 1 and s² = Σ wr²/(m−p)); sandwich (HC1)
/// m/(m−p) · H⁻¹(Σ w²ψ²ggᵀ)H⁻¹; the others see [`ErrorKind`].
#[derive(Clone, Debug, Default)]
pub struct StandardErrors {
    /// From the Gauss–Newton matrix.
    pub gauss_newton: Option<Mpfr>,
    /// From the exact Hessian.
    pub observed: Option<Mpfr>,
    /// HC1.
    pub sandwich: Option<Mpfr>,
    /// Huber's H1.
    pub huber: Option<Mpfr>,
    /// H1 with ρ̄'' averaged over a neighbourhood of each residual.
    pub smoothed: Option<Mpfr>,
    /// About the scores of groups of runs.
    pub clustered: Option<Mpfr>,
    /// Standard deviation over refits to resampled runs.
    pub bootstrap: Option<Mpfr>,
}

/// The definitions of a standard error: see [`StandardErrors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// (Σwψ²/(m − p))/ρ̄''_b² (Σ wggᵀ)⁻¹, ρ̄''_b averaged over a neighbourhood of each
    /// residual, so that it does not rest on the few inside δ.
    Smoothed,
    /// K² s² (Σ wρ''ggᵀ)⁻¹.
    GaussNewton,
    /// K² s² H⁻¹.
    Observed,
    /// Huber's H1: K² (Σwψ²/(m − p))/ρ̄''² (Σ wggᵀ)⁻¹.
    Huber,
    /// HC1.
    Sandwich,
    /// Whole groups of runs in the place of single ones: for trajectories, whose points
    /// are not independent.
    Clustered,
    /// Refits to resampled runs, or groups of runs.
    Bootstrap,
}

impl ErrorKind {
    /// All of them.
    pub const ALL: [ErrorKind; 7] = [
        ErrorKind::Smoothed,
        ErrorKind::GaussNewton,
        ErrorKind::Observed,
        ErrorKind::Huber,
        ErrorKind::Sandwich,
        ErrorKind::Clustered,
        ErrorKind::Bootstrap,
    ];

    /// The name typed on a command line.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Smoothed => "smoothed",
            ErrorKind::GaussNewton => "gauss-newton",
            ErrorKind::Observed => "observed",
            ErrorKind::Huber => "huber",
            ErrorKind::Sandwich => "sandwich",
            ErrorKind::Clustered => "clustered",
            ErrorKind::Bootstrap => "bootstrap",
        }
    }

    /// The matrix of that definition.
    pub fn matrix(self, covariance: &Covariance) -> Option<&Matrix<Mpfr>> {
        match self {
            ErrorKind::Smoothed => covariance.smoothed.as_ref(),
            ErrorKind::Huber => covariance.huber.as_ref(),
            ErrorKind::Clustered => covariance.clustered.as_ref(),
            ErrorKind::GaussNewton => covariance.gauss_newton.as_ref(),
            ErrorKind::Observed => covariance.observed.as_ref(),
            ErrorKind::Sandwich => covariance.sandwich.as_ref(),
            ErrorKind::Bootstrap => covariance.bootstrap.as_ref(),
        }
    }

    /// The standard error of that definition, where it is finite.
    pub fn se(self, estimate: &Estimate) -> Option<f64> {
        let se = &estimate.se;
        let se = match self {
            ErrorKind::Smoothed => &se.smoothed,
            ErrorKind::Huber => &se.huber,
            ErrorKind::Clustered => &se.clustered,
            ErrorKind::GaussNewton => &se.gauss_newton,
            ErrorKind::Observed => &se.observed,
            ErrorKind::Sandwich => &se.sandwich,
            ErrorKind::Bootstrap => &se.bootstrap,
        };
        se.as_ref().map(Compare::to_f64).filter(|x| x.is_finite())
    }
}

/// One parameter's estimate.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// ASCII name.
    pub name: &'static str,
    /// The value.
    pub value: Mpfr,
    /// Ends of an interval around `value`: until it is certified, as wide as
    /// the last Newton step either way.
    pub lo: Mpfr,
    /// See `lo`.
    pub hi: Mpfr,
    /// Its standard errors.
    pub se: StandardErrors,
    /// Whether it moved.
    pub held: Held,
    /// Whether negative values are out of the question: its interval is made on the
    /// logarithmic scale.
    pub positive: bool,
    /// Whether these runs leave it open although the objective has a minimum: on one ray
    /// its value rests on the form of the law. It has no interval.
    pub open: bool,
}

/// Another parameter set with the same, or nearly the same, objective.
#[derive(Clone, Debug)]
pub struct Twin {
    /// In the law's order.
    pub parameters: Vec<(&'static str, Mpfr)>,
    /// Its objective minus the reported optimum's: 0 on an exact ray.
    pub objective_gap: Mpfr,
    /// Whether the symmetry is exact on these runs.
    pub exact: bool,
}

/// Covariances of the free parameters at the optimum, by the definitions of
/// [`StandardErrors`]; absent where undefined. Parameters at a bound or not
/// identified are held and have no column.
#[derive(Clone, Debug)]
pub struct Covariance {
    /// Names of the columns; of tied parameters the first.
    pub columns: Vec<&'static str>,
    /// K²s²(Σ wρ''ggᵀ)⁻¹.
    pub gauss_newton: Option<Matrix<Mpfr>>,
    /// K²s²H⁻¹.
    pub observed: Option<Matrix<Mpfr>>,
    /// HC1.
    pub sandwich: Option<Matrix<Mpfr>>,
    /// Huber's H1.
    pub huber: Option<Matrix<Mpfr>>,
    /// H1 with ρ̄'' averaged.
    pub smoothed: Option<Matrix<Mpfr>>,
    /// About the scores of groups.
    pub clustered: Option<Matrix<Mpfr>>,
    /// Over refits to resampled runs, where they were asked for.
    pub bootstrap: Option<Matrix<Mpfr>>,
}

/// Conditioning of the Jacobian ∂L/∂θ at the optimum over the free parameters.
#[derive(Clone, Debug)]
pub struct Gram {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// λ_max/λ_min of JᵀWJ, W the weights; JᵀJ where there are none.
    pub kappa: Option<Mpfr>,
    /// The same after scaling every column to unit length.
    pub kappa_eq: Option<Mpfr>,
    /// κ_c: the same with N and D in units of their (weighted) geometric means over the
    /// runs, which makes it free of units (statement X16).
    pub kappa_c: Option<Mpfr>,
    /// Its eigenvalues, largest first.
    pub eigenvalues: Vec<Mpfr>,
    /// Correlation of the least-squares estimates.
    pub correlation: Vec<Vec<Option<Mpfr>>>,
}

/// Which data a fit speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataSummary {
    /// SHA-256 of the file's bytes, where there was a file.
    pub sha256: Option<String>,
    /// SHA-256 of the canonical rows.
    pub rows_sha256: String,
    /// Rows after selection.
    pub rows: usize,
    /// Distinct points among them.
    pub distinct: usize,
    /// Groups among them; 0 where the table names none.
    pub groups: usize,
}

impl DataSummary {
    pub(crate) fn of(problem: &Problem<'_>) -> Self {
        let sha256 = &problem.runs().source.sha256;
        DataSummary {
            sha256: (!sha256.is_empty()).then(|| sha256.clone()),
            rows_sha256: problem.runs().rows_sha256(),
            rows: problem.len(),
            distinct: problem.distinct(),
            groups: groups_of(problem).len(),
        }
    }
}

/// Where the residuals lie about the Huber threshold, where the second
/// derivative jumps.
#[derive(Clone, Debug)]
pub struct Kink {
    /// How many residuals have |r| ≤ δ.
    pub inside: usize,
    /// The smallest ||r| − δ|.
    pub nearest: Mpfr,
}

/// The outcome of a fit.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The law.
    pub law: Law,
    /// The objective.
    pub objective: Objective,
    /// How sure the answer is.
    pub status: Status,
    /// Whether the enclosures are proved.
    pub certified: bool,
    /// Precision of the arithmetic that gave the values.
    pub bits: u32,
    /// Significant digits to print.
    pub digits: usize,
    /// One per parameter of the law, in its order.
    pub parameters: Vec<Estimate>,
    /// Other optima by a symmetry of the law on one ray.
    pub twins: Vec<Twin>,
    /// The objective at the optimum, as an interval.
    pub objective_value: (Mpfr, Mpfr),
    /// Conditioning.
    pub gram: Option<Gram>,
    /// Where the residuals lie about the Huber threshold.
    pub kink: Option<Kink>,
    /// Covariances of the free parameters.
    pub covariance: Option<Covariance>,
    /// Huber's small-sample factor K, of robust objectives.
    pub small_sample_factor: Option<Mpfr>,
    /// Profile intervals, where they were asked for.
    pub profiles: Option<Profiles>,
    /// Refits to resampled runs, where they were asked for.
    pub replicates: Option<Replicates>,
    /// The data.
    pub data: DataSummary,
    /// What a reader must know, one sentence each.
    pub remarks: Vec<String>,
}

impl Fit {
    /// Significant digits of standard errors and condition numbers that hold: 12, or 8
    /// on a table so large that they are computed in doubles.
    pub fn statistics_digits(&self) -> usize {
        if self.bits <= 53 && self.data.rows > FINE { 8 } else { 12 }
    }

    /// The values in the law's order.
    pub fn theta(&self) -> Vec<Mpfr> {
        self.parameters.iter().map(|p| p.value.clone()).collect()
    }

    /// A parameter's estimate by its ASCII name.
    pub fn parameter(&self, name: &str) -> Option<&Estimate> {
        self.parameters.iter().find(|p| p.name == name)
    }

    /// Names of the parameters that the runs do not determine.
    pub fn not_identified(&self) -> Vec<&'static str> {
        let open = self.parameters.iter().filter(|p| p.held == Held::NotIdentified);
        open.map(|p| p.name).collect()
    }
}
