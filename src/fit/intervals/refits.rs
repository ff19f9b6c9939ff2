//! Refits to resampled runs, and what any quantity does over them.

use std::sync::atomic::{AtomicU64, Ordering};

use super::draw::{FEW_GROUPS, Resample, Resampling, Source};
use super::leave_out::{LeaveOut, leave_out};
use super::spread::unit_of;
use super::{Convention, Interval, bca, percentile};
use crate::design::Random;
use crate::fit::descend::{
    Descent, Effort, Patience, descend, descend_along, pressed, ranges, runaways,
};
use crate::fit::everyday::lowest;
use crate::fit::rows::{Model, Rows};
use crate::fit::{Problem, Stage, Watch};
use crate::geometry::Ldl;
use crate::parallel;

/// The refits of one bootstrap: the parameters of each, at an edge or at infinity where
/// that is where its optimum lies.
#[derive(Clone, Debug)]
pub struct Replicates {
    /// All parameters at the optimum of the table itself.
    pub estimate: Vec<f64>,
    /// Those of every refit that was solved, in order.
    pub thetas: Vec<Vec<f64>>,
    /// How many refits were made.
    pub refits: usize,
    /// How many could not be solved: they bound what is said of the others.
    pub unsolved: usize,
    /// How many of the solved ones lie at an edge of what is allowed, or at infinity.
    pub at_edge: usize,
    /// Of so many that were searched for from everywhere, how many have a lower optimum
    /// elsewhere.
    pub elsewhere: (usize, usize),
    /// What was drawn, and from how many.
    pub what: Resample,
    /// See `what`.
    pub drawn_from: usize,
    /// Refits with each run, or group, left out.
    pub left_out: Option<LeaveOut>,
    /// The parameters that are best on all runs, and their objective there.
    pub(crate) lowest: Option<(Vec<f64>, f64)>,
}

impl Replicates {
    /// A quantity in every solved refit.
    pub fn sample(&self, f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        self.thetas.iter().map(|theta| far(f(theta))).collect()
    }

    /// The interval of a quantity: percentiles of what it is in each refit. One that is
    /// not a number in a refit counts as not known there.
    pub fn interval(&self, f: impl Fn(&[f64]) -> f64, convention: &Convention) -> Option<Interval> {
        let mut sample = self.sample(&f);
        sample.retain(|x| !x.is_nan());
        let missing = self.unsolved + self.thetas.len() - sample.len();
        let plain = percentile(&sample, missing, convention.level)?;
        let corrected = || {
            let left_out = self.left_out.as_ref()?;
            let values: Vec<f64> = left_out.thetas.iter().map(|theta| f(theta)).collect();
            bca(&sample, missing, f(&self.estimate), &values, convention.level)
        };
        let (lo, hi) = if convention.bca { corrected().unwrap_or(plain) } else { plain };
        Some(Interval::of(lo, hi, convention.level, convention.method()))
    }

    /// The standard deviation of a quantity over the solved refits; None where it is not
    /// finite.
    pub fn sd(&self, f: impl Fn(&[f64]) -> f64) -> Option<f64> {
        let sample = self.sample(f);
        let count = sample.len() as f64;
        let mean = sample.iter().sum::<f64>() / count;
        let square = sample.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
        Some((square / (count - 1.0)).sqrt()).filter(|sd| sd.is_finite())
    }

    /// What a reader must know of it, one sentence each.
    pub fn remarks(&self) -> Vec<String> {
        let drawn = match self.what {
            Resample::Groups => format!("{} groups drawn whole", self.drawn_from),
            Resample::Residuals => format!("the residuals of {} runs", self.drawn_from),
            Resample::Wild => format!("the signs of {} residuals", self.drawn_from),
            Resample::Pairs | Resample::Either => format!("{} runs", self.drawn_from),
        };
        let mut said =
            format!("bootstrap over {drawn}: {} refits, all of them counted", self.refits);
        if self.at_edge > 0 {
            said += &format!(
                "; {} have their optimum at an edge or at infinity and count with the value there",
                self.at_edge
            );
        }
        let mut remarks = vec![said];
        if self.unsolved > 0 {
            remarks.push(format!(
                "{} of {} refits could not be solved: intervals reach as far as they would if \
                 these lay beyond all others",
                self.unsolved, self.refits
            ));
        }
        if let (tried, found @ 1..) = self.elsewhere {
            remarks.push(format!(
                "{found} of {tried} refits that were searched for everywhere have a lower optimum \
                 elsewhere: the intervals are those of this basin"
            ));
        }
        if self.what == Resample::Groups && self.drawn_from < FEW_GROUPS {
            remarks.push(format!(
                "a bootstrap over {} groups says little; --resample pairs draws single runs",
                self.drawn_from
            ));
        }
        remarks
    }
}

/// Beyond this a scale has reached the end of the range that a search stays in, and is
/// infinite.
const FAR: f64 = 1e59;

fn far(x: f64) -> f64 {
    if x.abs() < FAR || x.is_nan() { x } else { x.signum() * f64::INFINITY }
}

/// What refits start from.
pub(crate) struct Engine<'a> {
    pub model: Model<'a>,
    /// The optimum.
    pub u: &'a [f64],
}

/// Steps from the optimum of the table to that of a resampled one.
const USUAL: Effort = Effort { rough: 2, exact: 25, until: 1e-6 };
/// Where these do not settle: along a valley as flat as doubles can tell.
const LONG: Effort = Effort { rough: 200, exact: 60, until: 1e-6 };
const VALLEY: Patience = Patience { enough: 1e-7, floor: 1e-15, again: 1e-15 };
/// Standard errors from the stationary point that count as there.
const NEAR: f64 = 0.05;

impl Engine<'_> {
    /// The optimum of other rows in this basin, and whether it was reached.
    pub fn refit(&self, rows: &Rows<f64>) -> Descent {
        let first = descend(&self.model, rows, self.u, USUAL);
        if first.settled || self.is_near(rows, &first) {
            return Descent { settled: true, ..first };
        }
        let again = descend_along(&self.model, rows, &first.u, LONG, VALLEY);
        let settled = again.settled || self.is_near(rows, &again);
        Descent { settled, ..again }
    }

    /// Whether the Newton step from there, of what is not at an edge, is short against
    /// the standard errors: what it would win is nothing against what chance moves.
    fn is_near(&self, rows: &Rows<f64>, at: &Descent) -> bool {
        let Some(unit) = unit_of(&self.model, rows, &at.u, at.u.len()) else { return false };
        let expansion = self.model.expansion(&at.u, rows);
        let held = pressed(&at.u, &expansion.gradient, &ranges(self.model.space));
        let free: Vec<usize> = (0..at.u.len()).filter(|i| held[*i].is_none()).collect();
        if free.is_empty() {
            return true;
        }
        let near = |hessian: crate::geometry::Matrix<f64>| {
            let block = hessian.block(&free, &free);
            let diagonal = block.diagonal();
            if !diagonal.iter().all(|d| *d > 0.0 && d.is_finite()) {
                return None;
            }
            let right: Vec<f64> = free
                .iter()
                .zip(&diagonal)
                .map(|(&i, d)| expansion.gradient[i] / d.sqrt())
                .collect();
            let factors = Ldl::new(&block.unit_diagonal())?;
            Some(factors.variance(&right) <= NEAR * NEAR * unit)
        };
        near(expansion.hessian.clone())
            .or_else(|| near(self.model.majorant(&at.u, rows).matrix))
            .unwrap_or(false)
    }
}

/// Replicates that a search from everywhere is made for.
const SEARCHED: usize = 10;

/// Refits to resampled runs from the optimum `theta`. Refit i has its own generator, so
/// that threads change nothing.
pub(crate) fn bootstrap(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    theta: &[f64],
    seed: u64,
    resampling: &Resampling,
    watch: Watch<'_>,
) -> Replicates {
    let space = problem.space();
    let u = inside(problem, theta);
    let engine = Engine { model: Model::of(problem), u: &u };
    let source = Source::new(problem, rows, theta, (u.len(), resampling.blocks));
    let done = AtomicU64::new(0);
    let every = resampling.refits.div_ceil(SEARCHED);
    let refits = parallel::in_order(resampling.refits, |i| {
        let mut random = Random::stream(seed, &[i as u64]);
        let drawn = source.draw(&mut random);
        let refit = engine.refit(&drawn);
        let elsewhere = (i % every == 0).then(|| {
            let slack = engine.model.slack(refit.value, &drawn) + 1e-6 * refit.value;
            lowest(&engine.model, &drawn).is_some_and(|found| found.value < refit.value - slack)
        });
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        watch(Stage::Resampling, count, resampling.refits as u64);
        let value = engine.model.value(&refit.u, rows);
        (refit, value, elsewhere)
    });
    let searched = refits.iter().filter_map(|(_, _, elsewhere)| *elsewhere);
    let elsewhere = searched.fold((0, 0), |(n, k), found| (n + 1, k + usize::from(found)));
    let limits = ranges(space);
    let edge = |u: &[f64]| {
        let beside = u.iter().zip(&limits).any(|(x, (lo, hi))| x <= lo || x >= hi);
        beside || !runaways(space, u).is_empty()
    };
    let solved: Vec<_> = refits.iter().filter(|(refit, ..)| refit.settled).collect();
    let lowest = solved.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let everything = |u: &[f64]| space.theta(u, &1.0);
    let left_out =
        leave_out(&engine, problem, rows, &source.blocks, source.what != Resample::Groups);
    Replicates {
        estimate: theta.to_vec(),
        thetas: solved.iter().map(|(refit, ..)| everything(&refit.u)).collect(),
        refits: resampling.refits,
        unsolved: refits.len() - solved.len(),
        at_edge: solved.iter().filter(|(refit, ..)| edge(&refit.u)).count(),
        elsewhere,
        what: source.what,
        drawn_from: source.blocks.len(),
        left_out: Some(left_out),
        lowest: lowest.map(|(refit, value, _)| (everything(&refit.u), *value)),
    }
}

/// The coordinates of θ, within their ranges: a scale of zero has gone to the lower end.
pub(crate) fn inside(problem: &Problem<'_>, theta: &[f64]) -> Vec<f64> {
    let u = problem.space().coordinates(theta);
    u.iter().zip(ranges(problem.space())).map(|(x, (lo, hi))| x.clamp(lo, hi)).collect()
}
