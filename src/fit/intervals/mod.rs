//! Statistical intervals: the one place where they are made, for parameters, predictions
//! and whatever else is computed from parameters.
//!
//! Not to be confused with an *enclosure*, which bounds the error of arithmetic: an
//! interval says how far chance may have moved a number, and at a level below one.
//!
//! - A standard error makes an interval with Student's t, m − p degrees of freedom (of
//!   clustered errors the number of groups less one): of a positive quantity on the
//!   logarithmic scale, x e^(∓t s/x), which never goes below zero; of another x ∓ t s.
//! - Refits to resampled runs make one of their own percentiles, of each quantity as it
//!   is in each refit.
//! - What the runs do not determine, and what rests on an end of its range, has none by
//!   standard errors.

pub mod coverage;
mod draw;
mod leave_out;
mod percentile;
mod refits;
mod spread;

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

pub(crate) use draw::groups_of;
pub use draw::{Resample, Resampling};
pub use leave_out::LeaveOut;
pub(crate) use leave_out::leave_out;
pub use percentile::{bca, percentile};
pub use refits::Replicates;
pub(crate) use refits::{Engine, bootstrap, inside};
pub(crate) use spread::{residual_spread, unit_of};

use super::rows::{Model, Rows};
use super::{ErrorKind, Estimate, Fit, Held, Problem};
use crate::number::{Compare, Exact, Mpfr, Scalar};

/// How an interval was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Standard errors of this kind, and Student's t.
    T(ErrorKind),
    /// Standard errors of this kind, and the normal distribution.
    Normal(ErrorKind),
    /// Percentiles over refits.
    Percentile,
    /// Percentiles over refits, corrected for bias and for skewness (Efron 1987).
    Bca,
    /// Of a new run: standard errors and the scatter of the runs, and Student's t.
    NewRun(ErrorKind),
    /// Of a new run: jackknife+ (Barber, Candès, Ramdas and Tibshirani 2021), or CV+
    /// where more than one run is left out at a time.
    JackknifePlus,
}

impl Method {
    /// The word that stands in JSON under `method`.
    pub fn name(self) -> String {
        match self {
            Method::T(kind) => format!("{}-t", kind.name()),
            Method::Normal(kind) => format!("{}-normal", kind.name()),
            Method::Percentile => "bootstrap-percentile".into(),
            Method::Bca => "bootstrap-bca".into(),
            Method::NewRun(kind) => format!("new-run-{}-t", kind.name()),
            Method::JackknifePlus => "new-run-jackknife-plus".into(),
        }
    }
}

/// A statistical interval.
#[derive(Clone, Debug)]
pub struct Interval {
    /// Lower end; −∞ where nothing bounds it.
    pub lo: Mpfr,
    /// Upper end; ∞ where nothing bounds it.
    pub hi: Mpfr,
    /// The coverage that it is meant to have.
    pub level: f64,
    /// How it was made.
    pub method: Method,
}

impl Interval {
    /// Of ends in doubles.
    pub fn of(lo: f64, hi: f64, level: f64, method: Method) -> Self {
        Interval { lo: Mpfr::from_f64(53, lo), hi: Mpfr::from_f64(53, hi), level, method }
    }

    /// Both ends in doubles.
    pub fn ends(&self) -> (f64, f64) {
        (self.lo.to_f64(), self.hi.to_f64())
    }

    /// `{"lo", "hi", "level", "method"}`, the ends to eight digits, or as many as tell
    /// them apart.
    pub fn to_json(&self) -> serde_json::Value {
        let (lo, hi) = self.ends();
        let width = (&self.hi - &self.lo).to_f64().abs();
        let size = lo.abs().max(hi.abs());
        let digits = match size / width {
            more if more.is_finite() && more > 1e4 => 5 + libm::log10(more) as usize,
            _ => END_DIGITS,
        };
        let end = |x: &Mpfr| x.to_decimal(digits.max(END_DIGITS));
        serde_json::json!({
            "lo": end(&self.lo), "hi": end(&self.hi), "level": self.level,
            "method": self.method.name(),
        })
    }
}

impl serde::Serialize for Interval {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(to)
    }
}

/// Digits of ends.
const END_DIGITS: usize = 8;

/// Which intervals are wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convention {
    /// The standard errors that they are made of, or the bootstrap.
    pub kind: ErrorKind,
    /// Coverage.
    pub level: f64,
    /// The normal distribution in the place of Student's t.
    pub normal: bool,
    /// BCa in the place of plain percentiles, of a bootstrap.
    pub bca: bool,
}

impl Default for Convention {
    fn default() -> Self {
        Convention { kind: ErrorKind::Smoothed, level: 0.95, normal: false, bca: false }
    }
}

impl Convention {
    /// The two-sided quantile at so many degrees of freedom.
    pub fn quantile(&self, freedom: usize) -> f64 {
        let tail = 0.5 + 0.5 * self.level;
        let student = || StudentsT::new(0.0, 1.0, freedom.max(1) as f64).ok();
        match student().filter(|_| !self.normal) {
            Some(t) => t.inverse_cdf(tail),
            None => Normal::standard().inverse_cdf(tail),
        }
    }

    /// How its intervals are made.
    pub fn method(&self) -> Method {
        match (self.kind, self.bca, self.normal) {
            (ErrorKind::Bootstrap, true, _) => Method::Bca,
            (ErrorKind::Bootstrap, false, _) => Method::Percentile,
            (kind, _, true) => Method::Normal(kind),
            (kind, _, false) => Method::T(kind),
        }
    }

    /// The interval about `value` that the standard error makes.
    pub fn about(&self, value: &Mpfr, se: f64, positive: bool, freedom: usize) -> Interval {
        // At the value's own precision: an error may be smaller than doubles resolve.
        let number = |x: f64| Mpfr::from_f64(value.bits(), x);
        let reach = self.quantile(freedom) * se;
        let (lo, hi) = if positive {
            let factor = (number(reach) / value).exp();
            (value / &factor, value * &factor)
        } else {
            (value - number(reach), value + number(reach))
        };
        Interval { lo, hi, level: self.level, method: self.method() }
    }
}

/// Rows beyond which no run is left out: each refit goes through nearly all of them.
const MOST_ROWS: usize = 5000;

/// Refits without each run, or fold of runs; None for tables of more than 5,000.
pub fn left_out(problem: &Problem<'_>, fit: &Fit) -> Option<LeaveOut> {
    let known = fit.replicates.as_ref().and_then(|r| r.left_out.clone());
    if known.is_some() || problem.len() > MOST_ROWS {
        return known;
    }
    let rows = Rows::new(problem, &1.0);
    let u = inside(problem, &doubles(fit));
    let engine = Engine { model: Model::of(problem), u: &u };
    let blocks: Vec<Vec<usize>> = (0..rows.len()).map(|at| vec![at]).collect();
    Some(leave_out(&engine, problem, &rows, &blocks, true))
}

/// The scatter of a run of weight 1 about the fit, in the response (L or ln L),
/// √(Σwr²/(m − p)).
pub fn noise(problem: &Problem<'_>, fit: &Fit) -> Option<f64> {
    let residuals = problem.residuals(&doubles(fit));
    let weights = problem.iter().map(|run| run.weight.as_ref().map_or(1.0, Exact::to_f64));
    let free = fit.covariance.as_ref().map_or(0, |c| c.columns.len());
    residual_spread(&residuals.into_iter().zip(weights).collect::<Vec<_>>(), free)
}

/// What one unit of 2Σwρ is worth in χ²₁ at an optimum: K²Σwψ²/(m − p)/ρ̄''.
pub fn scale(problem: &Problem<'_>, theta: &[f64]) -> Option<f64> {
    let rows = Rows::new(problem, &1.0);
    let free = problem.space().dimension();
    unit_of(&Model::of(problem), &rows, &inside(problem, theta), free)
}

fn doubles(fit: &Fit) -> Vec<f64> {
    fit.theta().iter().map(Compare::to_f64).collect()
}

impl Fit {
    /// Degrees of freedom of Student's t: m − p; of clustered errors one less than there
    /// are groups.
    pub fn freedom(&self, kind: ErrorKind) -> usize {
        let free = self.covariance.as_ref().map_or(0, |c| c.columns.len());
        match kind {
            ErrorKind::Clustered => self.data.groups.saturating_sub(1),
            _ => self.data.rows.saturating_sub(free),
        }
    }

    /// The interval of a parameter; None where the runs do not determine it, where it
    /// was not estimated, and where its kind of error has none.
    pub fn interval(&self, estimate: &Estimate, convention: &Convention) -> Option<Interval> {
        if estimate.open || matches!(estimate.held, Held::Fixed | Held::NotIdentified) {
            return None;
        }
        if convention.kind == ErrorKind::Bootstrap {
            let at = self.law.about().index(estimate.name)?;
            return self.replicates.as_ref()?.interval(|theta| theta[at], convention);
        }
        if matches!(estimate.held, Held::AtBound(_)) {
            return None;
        }
        let se = convention.kind.se(estimate)?;
        let freedom = self.freedom(convention.kind);
        (freedom > 0).then(|| convention.about(&estimate.value, se, estimate.positive, freedom))
    }
}
