//! Profile-likelihood intervals: how far one parameter can move before the
//! objective, minimised over all the others, has risen by more than chance.
//!
//! With F(t) = min F over the other parameters at θ_j = t, m runs and c the
//! quantile of χ²₁:
//!
//! - sums of squares: m ln(F(t)/F_min) ≤ c;
//! - robust objectives: (F(t) − F_min)/s² ≤ c/2, s² = Σ wψ²/(m − p), which is no
//!   likelihood ratio: a *pseudo-profile*.
//!
//! Each end is walked to from the optimum, re-optimising at every step from
//! where the last one ended, and then bracketed. A point with F below the level
//! is inside whatever the inner minimisation did (F(t) can only be lower); a
//! point counts as outside only if the inner minimisation settled there and a
//! fresh global search found nothing lower. What could not be decided is
//! `undecided`, with the reason. The interval is the connected one about the
//! optimum; coordinates (ln θ for scales) do not change it.

use std::sync::atomic::{AtomicU64, Ordering};

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::number::{DenseDual, DoubleDouble};
use crate::parallel;

use super::descend::ranges;
use super::expand::psi_of;
use super::rows::{CHUNK, Model, Rows, ordered_sum};
use super::walk::{Low, Walk};
use super::{Problem, Stage, Watch};

/// Intervals for the free parameters of a fit.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// Coverage.
    pub level: f64,
    /// Whether the objective is robust, and these are pseudo-profiles.
    pub pseudo: bool,
    /// One per free parameter; of tied parameters the first.
    pub parameters: Vec<Profile>,
}

/// The interval of one parameter.
#[derive(Clone, Debug)]
pub struct Profile {
    /// ASCII name.
    pub name: &'static str,
    /// The lower end.
    pub lower: ProfileEnd,
    /// The upper end.
    pub upper: ProfileEnd,
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq)]
pub enum ProfileEnd {
    /// The objective reaches its level here.
    Bounded(f64),
    /// It rises, but not to the level, all the way to this end of the range: a
    /// bound, or 0 or ±∞ (followed to 10^±60 for scales, ±10 for exponents).
    Open(f64),
    /// It does not rise at all on the way there.
    Flat(f64),
    /// It could not be told, and why.
    Undecided(String),
}

/// Profiles of every free coordinate about the optimum `theta`, where `free`
/// parameters were estimated. The second value is the lowest objective met,
/// where that is lower than at the optimum.
///
/// Exponents are followed down to 0: below, a law rises with size.
pub(crate) fn profiles(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    theta: &[f64],
    free: usize,
    level: f64,
    watch: Watch<'_>,
) -> (Profiles, Option<f64>) {
    let problem = &problem.with_space(problem.space().with_positive_exponents(theta));
    let model = Model::of(problem);
    let limits = ranges(problem.space());
    // A scale at zero is at the lower end of its range.
    let u: Vec<f64> = problem.space().coordinates(theta);
    let u: Vec<f64> = u.iter().zip(&limits).map(|(x, (lo, hi))| x.clamp(*lo, *hi)).collect();
    let quantile = ChiSquared::new(1.0).expect("one degree of freedom").inverse_cdf(level);
    let (m, squares) = (rows.len() as f64, problem.objective().is_sum_of_squares());
    let rise = |at: &Low| match squares {
        true => at.value * libm::expm1(quantile / m),
        false => dispersion(&model, &at.u, rows) / (m - free as f64) * quantile / 2.0,
    };
    let ends = 2 * u.len();
    let optimum = Low { value: model.value(&u, rows), u: u.clone() };
    let mut lowest = optimum.clone();
    let mut found = Vec::new();
    for _ in 0..PASSES {
        let rise = rise(&lowest);
        if !(rise > lowest.value * 1e-12 && rise.is_finite() && m > free as f64) {
            return (undecided(problem, level, NO_SCATTER), None);
        }
        if optimum.value - lowest.value >= rise {
            return (undecided(problem, level, FAR_BELOW), Some(lowest.value));
        }
        let done = AtomicU64::new(0);
        found = parallel::in_order(ends, |i| {
            let (at, side) = (i / 2, if i % 2 == 0 { -1.0 } else { 1.0 });
            let lowest = lowest.value;
            let end = Walk { problem, rows, at, side, limits: limits[at], lowest, rise }.end(&u);
            watch(Stage::Profiling, done.fetch_add(1, Ordering::Relaxed) + 1, ends as u64);
            end
        });
        // Lower than the optimum: that is where the rise is to be measured from.
        let least = found.iter().map(|w| &w.least).min_by(|a, b| a.value.total_cmp(&b.value));
        match least {
            Some(least) if lowest.value - least.value > 1e-6 * rise => lowest = least.clone(),
            _ => break,
        }
    }
    let parameters = found
        .chunks(2)
        .enumerate()
        .map(|(at, pair)| Profile {
            name: problem.space().parameter(at).name,
            lower: pair[0].end.clone(),
            upper: pair[1].end.clone(),
        })
        .collect();
    let lower = (lowest.value < optimum.value).then_some(lowest.value);
    (Profiles { level, pseudo: !squares, parameters }, lower)
}

/// How often a lower point found on the way becomes the new reference.
const PASSES: usize = 4;

const NO_SCATTER: &str =
    "the fit is exact, or leaves no degree of freedom: there is no scatter to measure by";
const FAR_BELOW: &str =
    "elsewhere the objective is lower than at the point reported by more than the level allows";

/// Every end undecided, for one reason.
fn undecided(problem: &Problem<'_>, level: f64, why: &str) -> Profiles {
    let space = problem.space();
    let end = || ProfileEnd::Undecided(why.into());
    let names = (0..space.dimension()).map(|at| space.parameter(at).name);
    Profiles {
        level,
        pseudo: !problem.objective().is_sum_of_squares(),
        parameters: names.map(|name| Profile { name, lower: end(), upper: end() }).collect(),
    }
}

/// Σ wψ².
fn dispersion(model: &Model<'_>, u: &[f64], rows: &Rows<f64>) -> f64 {
    let theta = model.space.theta(u, &1.0);
    let rho = model.objective.rho(&DenseDual::<f64, 1>::constant(1.0));
    let sum = ordered_sum((rows.len(), CHUNK), DoubleDouble::from_f64(0.0), |i| {
        let row = &rows.rows[i];
        let psi = psi_of(&rho, model.residual(&theta, row)).1;
        DoubleDouble::from_f64(row.weight * psi * psi)
    });
    sum.hi()
}
