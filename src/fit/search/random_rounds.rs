//! The second stage of the search, for objectives with many basins: random starts
//! about the best points and far from them, round after round, until some rounds
//! have brought nothing lower.
//!
//! The grid of the first stage is dense enough for two exponents; with four, or
//! where no parameter can be eliminated, a basin may lie between its nodes, beyond
//! its ranges, or behind an exponent that changes sign. Scales are eliminated at
//! every start where the law is linear in them, and again after the first descent.
//!
//! Start i of round r has a generator of its own, so that neither threads nor the
//! length of the search change what any start leads to.

use crate::algebra::{Matrix, eigen};
use crate::design::Random;
use crate::parallel;

use crate::fit::descent::descend::{Descent, Effort, SETTLED, descend, metric, runaways};
use crate::fit::problem::objective::Objective;
use crate::fit::problem::options::{Stage, Watch};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::{in_order, same_place};
use crate::fit::search::grid;
use crate::fit::search::grid::{ROWS, Separation};
use crate::fit::search::near_ray as nearly;
use crate::fit::search::near_ray::near_by;
use crate::fit::search::project::track;
use crate::fit::search::spread_points::{POINTS, box_point, shape_misfit};
use crate::law::Role;

/// Laws whose grid has no more dimensions are searched by it alone.
pub(in crate::fit) const DENSE: usize = 2;
/// How long to go on.
#[derive(Clone, Copy, Debug)]
pub(in crate::fit) struct Width {
    /// Starts of one round, a third of them far from what is known.
    starts: usize,
    /// Rounds at most.
    rounds: usize,
    /// Rounds that must bring nothing new before the end.
    idle: usize,
}

impl Width {
    /// For the answer.
    pub const FULL: Self = Width { starts: 24, rounds: 12, idle: 2 };
    /// For one end of a profile.
    pub const AT_AN_END: Self = Width { starts: 24, rounds: 6, idle: 2 };

    /// Where a grid has been over the exponents already.
    fn brief(self) -> Self {
        Width { starts: self.starts / 2, rounds: self.rounds.min(BRIEF), idle: 1 }
    }
}

/// Points drawn for one start far away, of which the best is taken: some starts
/// choose well, others widely.
const DRAWN: [usize; 3] = [64, 16, 4];
/// How many of a round are followed to their minimum.
const FOLLOWED: usize = 4;
/// Starts are drawn about so many of the best minima.
const CENTRES: usize = 4;
/// The search keeps so many minima.
const KEPT: usize = 12;
/// What counts as lower.
const LOWER: f64 = 1e-7;
/// How often the lowest minimum is to be met before the end, and the rounds after
/// which it need not be.
const MET: (usize, usize) = (2, 6);
/// Rounds at most where a grid has been over the exponents.
const BRIEF: usize = 3;
/// Ends of second descents beyond this multiple of the lowest F are given up.
const HOPELESS: f64 = 2.0;
/// Steps of the exponents of a first and of a second descent; a third has the Hessian.
const FIRST: usize = 40;
const SECOND: usize = 150;
const THIRD: Effort = Effort { rough: 0, exact: 80, until: SETTLED };

/// Minima at least as low as those given, best first.
pub(in crate::fit) fn search(
    model: &Model<'_>,
    rows: &Rows<f64>,
    mut found: Vec<Descent>,
    (width, seed): (Width, u64),
    watch: Watch<'_>,
) -> Vec<Descent> {
    let separation = grid::separate(model);
    let few = rows.sample(ROWS);
    let dense =
        separation.as_ref().is_some_and(|s| s.outer.len() <= DENSE && s.of_exponents(model));
    let width = match dense {
        true if nearly::curve(&few).is_none() => return found,
        true => width.brief(),
        false => width,
    };
    let (mut idle, mut met) = (0, 0);
    for round in 0..width.rounds {
        let centres: Vec<Centre> =
            found.iter().take(CENTRES).map(|d| Centre::of(model, &few, d)).collect();
        let mut ends = parallel::in_order(width.starts, |i| {
            let mut random = Random::stream(seed, &[STREAM, round as u64, i as u64]);
            let start = match i % 3 {
                0 => far(model, &few, separation.as_ref(), DRAWN[i / 3 % 3], &mut random),
                _ => {
                    let centre = &centres[(i / 3) % centres.len()];
                    near(model, &few, separation.as_ref(), centre, &mut random)
                }
            };
            track(model, &few, &start, FIRST)
        });
        let done = (round + 1) * width.starts;
        watch(Stage::Searching, done as u64, (done + width.idle * width.starts) as u64);
        ends.retain(|d| d.value.is_finite());
        ends.sort_by(|a, b| a.value.total_cmp(&b.value));
        let mut new: Vec<Descent> = Vec::new();
        for d in &ends {
            if new.len() < FOLLOWED && !new.iter().any(|k| near_by(k, d)) {
                new.push(d.clone());
            }
        }
        let lowest = best(model, &found);
        met += ends.iter().filter(|d| found.first().is_some_and(|best| near_by(best, d))).count();
        let new = parallel::in_order(new.len(), |i| {
            let end = track(model, rows, &new[i].u, SECOND);
            match end.value < HOPELESS * lowest {
                true => descend(model, rows, &end.u, THIRD),
                false => end,
            }
        });
        for d in new {
            if d.value < HOPELESS * lowest && !found.iter().any(|k| same_place(model, k, &d)) {
                found.push(d);
            }
        }
        in_order(model, rows, &mut found);
        // Attained minima come first; of infima at infinity the lowest stays.
        let away = found.iter().position(|d| !runaways(model.space, &d.u).is_empty());
        let away = away.filter(|at| *at >= KEPT).map(|at| found.swap_remove(at));
        found.truncate(KEPT);
        found.extend(away);
        (idle, met) = match best(model, &found) < lowest * (1.0 - LOWER) {
            true => (0, 0),
            false => (idle + 1, met),
        };
        if idle >= width.idle && (dense || met >= MET.0 || round + 1 >= MET.1) {
            break;
        }
    }
    found
}

/// A generator of random numbers that no other part of the project uses.
const STREAM: u64 = 7;

/// The lowest F that is attained; of infima at infinity alone their lowest.
fn best(model: &Model<'_>, found: &[Descent]) -> f64 {
    let attained = found.iter().find(|d| runaways(model.space, &d.u).is_empty());
    attained.or(found.first()).map_or(f64::INFINITY, |d| d.value)
}

/// A minimum and the principal axes of F about it.
struct Centre {
    u: Vec<f64>,
    /// In each coordinate, the displacement along each axis that would double F
    /// were it quadratic.
    axes: Matrix<f64>,
}

impl Centre {
    fn of(model: &Model<'_>, rows: &Rows<f64>, at: &Descent) -> Self {
        let majorant = model.majorant(&at.u, rows);
        let scale: Vec<f64> = metric(&majorant.matrix).iter().map(|s| s.sqrt()).collect();
        let q = scale.len();
        let unit = Matrix::from_fn(q, q, |i, j| majorant.matrix[(i, j)] / (scale[i] * scale[j]));
        let spectrum = eigen(&unit);
        let height = (2.0 * majorant.value).sqrt();
        let axes = Matrix::from_fn(q, q, |i, j| {
            let length = height / spectrum.values[j].max(1e-8).sqrt();
            spectrum.vectors[(i, j)] * length / scale[i]
        });
        Centre { u: at.u.clone(), axes }
    }
}

/// A point that F's own quadratic model about a minimum does not think much worse.
fn near(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: Option<&Separation>,
    centre: &Centre,
    random: &mut Random,
) -> Vec<f64> {
    let q = centre.u.len();
    let heat = libm::exp(libm::log(1e-2) + random.uniform() * libm::log(1e3));
    let z: Vec<f64> = (0..q).map(|_| random.normal() * heat).collect();
    let moved = |i: usize| (0..q).map(|j| centre.axes[(i, j)] * z[j]).sum::<f64>();
    let u: Vec<f64> = (0..q).map(|i| centre.u[i] + moved(i)).collect();
    match separation {
        Some(separation) => {
            // Exponents of built-in laws and of x^−a stay in sight of their ranges; what a
            // typed law has beside them is a logarithm or of any size.
            let outer = separation.outer.iter().map(|&at| {
                match (model.space.free()[at].log, model.space.parameter(at).role) {
                    (true, _) => libm::exp(u[at].clamp(-80.0, 80.0)),
                    (false, Role::Plain) => u[at],
                    (false, _) => u[at].clamp(-4.0, 4.0),
                }
            });
            let outer: Vec<f64> = outer.collect();
            grid::at(model, rows, separation, &outer).1
        }
        None => u,
    }
}

/// The best of some points spread over the box, exponents of either sign.
fn far(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: Option<&Separation>,
    count: usize,
    random: &mut Random,
) -> Vec<f64> {
    let mut best: Option<(f64, Vec<f64>)> = None;
    for _ in 0..count {
        let drawn = match separation {
            Some(separation) => {
                let outer: Vec<f64> =
                    separation.outer.iter().map(|&at| exponent(model, at, random)).collect();
                grid::at(model, rows, separation, &outer)
            }
            None => {
                let tame = Model { space: model.space, objective: &Objective::LogSse };
                let u = box_point(model.space, POINTS + random.below(1 << 20));
                (shape_misfit(&tame, rows, &u), u)
            }
        };
        if best.as_ref().is_none_or(|best| drawn.0 < best.0) {
            best = Some(drawn);
        }
    }
    best.expect("some points were drawn").1
}

/// A value of an outer coordinate: evenly or log-uniformly over twice its search
/// range, or its mirror image where nothing keeps it positive.
fn exponent(model: &Model<'_>, at: usize, random: &mut Random) -> f64 {
    let c = &model.space.free()[at];
    let (lo, hi) = model.space.parameter(at).search;
    let (lo, hi) = (lo.max(1e-3), 2.0 * hi);
    let size = match random.coin() {
        true => hi * random.uniform(),
        false => lo * libm::exp(random.uniform() * libm::log(hi / lo)),
    };
    let sign = if !c.log && c.lower.is_none() && random.below(3) == 0 { -1.0 } else { 1.0 };
    let least = c.lower.as_ref().map_or(f64::NEG_INFINITY, |l| l.to_f64());
    let most = c.upper.as_ref().map_or(f64::INFINITY, |h| h.to_f64());
    (sign * size).clamp(least, most)
}
