//! Profile-likelihood intervals: how far one parameter can move before the
//! objective, minimised over all the others, has risen by more than chance.
//!
//! With F(t) = min F over the other parameters at θ_j = t, m runs and c the
//! quantile of χ²₁:
//!
//! - sums of squares: m ln(F(t)/F_min) ≤ c;
//! - robust objectives: 2(F(t) − F_min)/(K²s²) ≤ c, s² = Σ wψ²/(m − p)/ρ̄'' and K Huber's
//!   small-sample factor (see [`StandardErrors`](crate::fit::answer::fit::StandardErrors)), which is no
//!   likelihood ratio but has its distribution (Heritier and Ronchetti 1994): a
//!   *pseudo-profile*.
//!
//! Each end is walked to from the optimum, re-optimising at every step from
//! where the last one ended, and then bracketed. A point with F below the level
//! is inside whatever the inner minimisation did (F(t) can only be lower); a
//! point counts as outside only if the inner minimisation settled there and a
//! fresh global search found nothing lower, of both stages where the profile meets its
//! level: else the walk goes on from what it found. What could not be decided is
//! `undecided`, with the reason. The interval is the connected one about the
//! optimum; coordinates (ln θ for scales) do not change it.

use std::sync::atomic::{AtomicU64, Ordering};

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::parallel;

use crate::fit::answer::profiles::{Profile, Profiles};
use crate::fit::descent::descend::ranges;
use crate::fit::problem::Problem;
use crate::fit::problem::options::{Stage, Watch};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::{NOTICED, everyday};
use crate::fit::uncertainty::intervals::unit_of;
use crate::fit::uncertainty::profile_end::{Low, Walk, Walked};

/// Which minimum over the other parameters a profile is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inner {
    /// The lowest that a search finds.
    Lowest,
    /// That which is followed from the optimum, step by step.
    Followed,
}

/// Profiles about a stated optimum.
#[derive(Clone, Debug)]
pub struct About {
    /// The intervals.
    pub profiles: Profiles,
    /// Where the profile meets its level, in the problem's coordinates, at the lower
    /// and the upper end of each; of use where the end is bounded.
    pub places: Vec<[Vec<f64>; 2]>,
    /// Whether the objective is lower elsewhere: then these are the intervals of this
    /// optimum alone, of the minimum over the others that is followed from it.
    pub followed: bool,
}

/// Profiles of every free coordinate about the optimum `theta`, its objective the
/// height that they rise from.
pub fn profiles_about(problem: &Problem<'_>, theta: &[f64], level: f64) -> About {
    let rows = Rows::new(problem, &1.0);
    let free = problem.space().dimension();
    let walk = |inner| walks(problem, &rows, theta, (free, level), (inner, false), &|_, _, _| {});
    let mut followed = is_lower_elsewhere(problem, &rows, theta);
    let mut found = Vec::new();
    if !followed {
        let lower;
        (found, lower) = walk(Inner::Lowest);
        followed = lower.is_some();
    }
    if followed {
        found = walk(Inner::Followed).0;
    }
    let places = found.chunks(2).map(|pair| [0, 1].map(|side| pair[side].place.clone()));
    About { places: places.collect(), profiles: named(problem, level, &found), followed }
}

/// Whether a search all over finds a lower objective, attained or not, than at `theta`.
fn is_lower_elsewhere(problem: &Problem<'_>, rows: &Rows<f64>, theta: &[f64]) -> bool {
    let problem = &problem.with_space(problem.space().with_positive_exponents(theta));
    let model = Model::of(problem);
    let here = model.value(&problem.space().coordinates(theta), rows);
    let slack = model.slack(here, rows).max(NOTICED * here);
    let lower = |value: f64| here - value > slack;
    let found = everyday(problem, rows, None, 0, &|_, _, _| {});
    found.is_some_and(|found| {
        let beyond = found.beyond.as_ref().and_then(|beyond| beyond.value);
        lower(found.value(problem, rows)) || beyond.is_some_and(lower)
    })
}

/// Profiles of every free coordinate about the optimum `theta`, where `free`
/// parameters were estimated. The second value is the lowest point met, where that is
/// lower than the optimum by more than rounding; with `impatient` the walks end there, and
/// the intervals are no good.
///
/// Exponents are followed down to 0: below, a law rises with size.
pub(crate) fn profiles(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    theta: &[f64],
    (free, level): (usize, f64),
    impatient: bool,
    watch: Watch<'_>,
) -> (Profiles, Option<Low>) {
    let inner = (Inner::Lowest, impatient);
    let (found, lower) = walks(problem, rows, theta, (free, level), inner, watch);
    (named(problem, level, &found), lower)
}

/// The walks to both ends of every coordinate, and the lowest point met, where that
/// is lower than the optimum by more than rounding.
fn walks(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    theta: &[f64],
    (free, level): (usize, f64),
    (inner, impatient): (Inner, bool),
    watch: Watch<'_>,
) -> (Vec<Walked>, Option<Low>) {
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
        false => unit_of(&model, rows, &at.u, free).unwrap_or(f64::NAN) * quantile / 2.0,
    };
    let ends = 2 * u.len();
    let optimum = Low { value: model.value(&u, rows), u: u.clone() };
    let undecided = |why| vec![Walked::nowhere(&optimum, why); ends];
    let slack = model.slack(optimum.value, rows);
    let mut lowest = optimum.clone();
    let mut found = Vec::new();
    for _ in 0..PASSES {
        let rise = rise(&lowest);
        if !(rise > lowest.value * 1e-12 && rise > slack && rise.is_finite() && m > free as f64) {
            return (undecided(NO_SCATTER), None);
        }
        if optimum.value - lowest.value >= rise {
            return (undecided(FAR_BELOW), Some(lowest));
        }
        let done = AtomicU64::new(0);
        found = parallel::in_order(ends, |i| {
            let (at, side) = (i / 2, if i % 2 == 0 { -1.0 } else { 1.0 });
            let (limits, lowest) = (limits[at], lowest.value);
            let end = Walk { problem, rows, at, side, limits, lowest, rise, inner }.end(&u);
            watch(Stage::Profiling, done.fetch_add(1, Ordering::Relaxed) + 1, ends as u64);
            end
        });
        // Lower than the optimum: that is where the rise is to be measured from.
        let least = found.iter().map(|w| &w.least).min_by(|a, b| a.value.total_cmp(&b.value));
        match least {
            Some(least) if lowest.value - least.value > 1e-6 * rise => lowest = least.clone(),
            _ => break,
        }
        if inner == Inner::Followed || impatient && optimum.value - lowest.value > slack {
            break;
        }
    }
    let lower = (optimum.value - lowest.value > slack).then_some(lowest);
    (found, lower)
}

/// The ends, two for each coordinate, under the names of the parameters.
fn named(problem: &Problem<'_>, level: f64, found: &[Walked]) -> Profiles {
    let parameters = found.chunks(2).enumerate().map(|(at, pair)| Profile {
        name: problem.space().parameter(at).name,
        lower: pair[0].end.clone(),
        upper: pair[1].end.clone(),
    });
    let pseudo = !problem.objective().is_sum_of_squares();
    Profiles { level, pseudo, parameters: parameters.collect() }
}

/// How often a lower point found on the way becomes the new reference.
const PASSES: usize = 4;

const NO_SCATTER: &str =
    "the fit is exact, or leaves no degree of freedom: there is no scatter to measure by";
const FAR_BELOW: &str =
    "elsewhere the objective is lower than at the point reported by more than the level allows";
