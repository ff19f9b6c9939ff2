//! What a fit hands back, and its form for machines.

use std::fmt;

use serde_json::{Value, json};

use crate::geometry::Matrix;
use crate::law::Law;
use crate::number::{Interval, Mpfr, versions};

use super::{Objective, Problem};

/// How sure the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Proved to be the lowest minimum in a stated box.
    GlobalMinimum,
    /// Existence, uniqueness and positive definiteness proved in a box.
    LocalMinimum,
    /// Newton's method converged to a point with a positive definite Hessian;
    /// nothing is proved.
    Converged,
    /// The lowest point lies on a bound, and the objective rises from it into
    /// the allowed side.
    BoundaryMinimum,
    /// Different parameters give the same objective to the working precision.
    NotIdentifiable,
    /// None of the above could be established.
    Undecided,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::GlobalMinimum => "global-minimum",
            Status::LocalMinimum => "local-minimum",
            Status::Converged => "converged",
            Status::BoundaryMinimum => "boundary-minimum",
            Status::NotIdentifiable => "not-identifiable",
            Status::Undecided => "undecided",
        })
    }
}

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

/// Standard errors by three (or four) definitions; absent where undefined.
///
/// With m runs, p free parameters, g = ∇r, ψ = ρ'(r), w the weight and H the
/// Hessian of Σ wρ: Gauss–Newton s²(Σ wρ''ggᵀ)⁻¹; observed s²H⁻¹, with
/// s² = Σ wr²/(m−p) for sums of squares and Σ wψ²/(m−p) for the others;
/// sandwich (HC1) m/(m−p) · H⁻¹(Σ w²ψ²ggᵀ)H⁻¹.
#[derive(Clone, Debug, Default)]
pub struct StandardErrors {
    /// From the Gauss–Newton matrix.
    pub gauss_newton: Option<Mpfr>,
    /// From the exact Hessian.
    pub observed: Option<Mpfr>,
    /// HC1.
    pub sandwich: Option<Mpfr>,
    /// Standard deviation over refits to resampled runs.
    pub bootstrap: Option<Mpfr>,
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
    /// s²(Σ wρ''ggᵀ)⁻¹.
    pub gauss_newton: Option<Matrix<Mpfr>>,
    /// s²H⁻¹.
    pub observed: Option<Matrix<Mpfr>>,
    /// HC1.
    pub sandwich: Option<Matrix<Mpfr>>,
}

/// Conditioning of the Jacobian ∂L/∂θ at the optimum over the free parameters.
#[derive(Clone, Debug)]
pub struct Gram {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// λ_max/λ_min of JᵀJ.
    pub kappa: Option<Mpfr>,
    /// The same after scaling every column to unit length.
    pub kappa_eq: Option<Mpfr>,
    /// Eigenvalues of JᵀJ, largest first.
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
}

impl DataSummary {
    pub(crate) fn of(problem: &Problem<'_>) -> Self {
        let sha256 = &problem.runs().source.sha256;
        DataSummary {
            sha256: (!sha256.is_empty()).then(|| sha256.clone()),
            rows_sha256: problem.runs().rows_sha256(),
            rows: problem.len(),
            distinct: problem.distinct(),
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
    /// The data.
    pub data: DataSummary,
    /// What a reader must know, one sentence each.
    pub remarks: Vec<String>,
}

impl Fit {
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

    /// The object described by `docs/schema/fit.schema.json`.
    pub fn to_json(&self) -> Value {
        let number = |x: &Mpfr| Value::from(x.to_decimal(self.digits));
        // Outwards, one digit finer than the value.
        let down = |lo: &Mpfr, hi: &Mpfr| Interval::hull_of(lo, hi).lo_decimal(self.digits + 1);
        let up = |lo: &Mpfr, hi: &Mpfr| Interval::hull_of(lo, hi).hi_decimal(self.digits + 1);
        let short = |x: &Option<Mpfr>| match x {
            Some(x) => Value::from(x.to_decimal(SE_DIGITS)),
            None => Value::Null,
        };
        let parameters: Vec<Value> = self
            .parameters
            .iter()
            .map(|p| {
                let held = match &p.held {
                    Held::Free => "free".to_owned(),
                    Held::Fixed => "fixed".to_owned(),
                    Held::Tied(other) => format!("tied to {other}"),
                    Held::AtBound(End::Lower) => "at lower bound".to_owned(),
                    Held::AtBound(End::Upper) => "at upper bound".to_owned(),
                    Held::NotIdentified => "not identified".to_owned(),
                };
                let mut se = json!({
                    "gauss_newton": short(&p.se.gauss_newton),
                    "observed": short(&p.se.observed),
                    "sandwich": short(&p.se.sandwich),
                });
                if p.se.bootstrap.is_some() {
                    se["bootstrap"] = short(&p.se.bootstrap);
                }
                if p.held == Held::NotIdentified {
                    return json!({
                        "name": p.name, "value": null, "lo": "-inf", "hi": "inf",
                        "se": se, "held": held, "one_of_many": number(&p.value),
                    });
                }
                json!({
                    "name": p.name, "value": number(&p.value),
                    "lo": down(&p.lo, &p.hi), "hi": up(&p.lo, &p.hi), "se": se, "held": held,
                })
            })
            .collect();
        let twins: Vec<Value> = self
            .twins
            .iter()
            .map(|twin| {
                let parameters: Vec<Value> = twin
                    .parameters
                    .iter()
                    .map(|(name, value)| json!({"name": name, "value": number(value)}))
                    .collect();
                json!({
                    "parameters": parameters,
                    "objective_gap": number(&twin.objective_gap),
                    "exact": twin.exact,
                })
            })
            .collect();
        let gram = self.gram.as_ref().map(|gram| {
            let row = |row: &Vec<Option<Mpfr>>| row.iter().map(short).collect::<Vec<_>>();
            json!({
                "columns": gram.columns,
                "kappa": short(&gram.kappa),
                "kappa_eq": short(&gram.kappa_eq),
                "eigenvalues": gram.eigenvalues.iter().map(|x| x.to_decimal(SE_DIGITS)).collect::<Vec<_>>(),
                "correlation": gram.correlation.iter().map(row).collect::<Vec<_>>(),
            })
        });
        json!({
            "schema": "offray.fit/1",
            "versions": versions().map(|(name, version)| (name.to_owned(), Value::from(version))).into_iter().collect::<serde_json::Map<_, _>>(),
            "data": {
                "sha256": self.data.sha256,
                "rows_sha256": self.data.rows_sha256,
                "rows": self.data.rows,
                "distinct": self.data.distinct,
            },
            "law": self.law.about().id,
            "objective": self.objective.to_string(),
            "status": self.status.to_string(),
            "certified": self.certified,
            "bits": self.bits,
            "parameters": parameters,
            "twins": twins,
            "objective_value": {
                "lo": down(&self.objective_value.0, &self.objective_value.1),
                "hi": up(&self.objective_value.0, &self.objective_value.1),
            },
            "gram": gram,
            "kink": self.kink.as_ref().map(|kink| json!({
                "inside": kink.inside,
                "nearest": kink.nearest.to_decimal(SE_DIGITS),
            })),
            "remarks": self.remarks,
        })
    }
}

/// Digits of standard errors and condition numbers in JSON.
const SE_DIGITS: usize = 12;
