//! Where a valley without a floor leads: to an exponent that grows without bound.
//!
//! Along such a valley F falls like F∞ + c/α, so that no step of a descent becomes small
//! and none gains much either: it ends anywhere on the way, and says nothing. Held at
//! larger and larger values, and with the others at their best each time, the exponent
//! shows whether F falls, or at least never rises, all the way to where the runs cannot tell
//! it from an infinite one.

use crate::fit::answer::fit::End;
use crate::fit::descent::descend::{
    Descent, Effort, SETTLED, damped_step, descend, metric, pressed, ranges, runaways,
};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::in_order;
use crate::fit::search::project::track;
use crate::law::Role;
use crate::number::Exact;

/// Each value that an exponent is held at is so many times the one before.
const FURTHER: f64 = 1.5;
/// A part of the diagonal, where the others are not determined.
const RIDGE: f64 = 1e-9;
/// Whether anything depends on an exponent is seen at one so many times as small.
const BACK: f64 = 30.0;
/// The others are brought to their best in so many steps.
const WAY: usize = 60;

/// Where the first of some minima is a place where a descent got stuck in a valley that
/// leads to infinity, its end takes its place, and the next comes first.
pub(in crate::fit) fn follow_out(model: &Model<'_>, rows: &Rows<f64>, found: &mut [Descent]) {
    for _ in 0..found.len() {
        let Some(end) = run_out(model, rows, &found[0]) else { return };
        found[0] = end;
        in_order(model, rows, found);
    }
}

/// The end of the box that F does not rise to anywhere along a valley from a place where a descent
/// got stuck; None where it rises on the way to every end, or where it got to one or is at rest.
pub(in crate::fit) fn run_out(
    model: &Model<'_>,
    rows: &Rows<f64>,
    stuck: &Descent,
) -> Option<Descent> {
    if stuck.settled || !runaways(model.space, &stuck.u).is_empty() {
        return None;
    }
    let exponent = |at: &usize| {
        !model.space.free()[*at].log && model.space.parameter(*at).role == Role::Exponent
    };
    let ends = (0..stuck.u.len()).filter(exponent).filter(|at| stuck.u[*at] > 0.0);
    ends.filter_map(|at| along(model, rows, stuck, at)).min_by(|a, b| a.value.total_cmp(&b.value))
}

/// The same along one exponent.
fn along(model: &Model<'_>, rows: &Rows<f64>, stuck: &Descent, at: usize) -> Option<Descent> {
    let hi = ranges(model.space)[at].1;
    let mut now = stuck.clone();
    while now.u[at] < hi && runaways(model.space, &now.u).is_empty() {
        let t = (now.u[at] * FURTHER).min(hi);
        let aside = slide(model, rows, &now.u, at, t);
        let t = aside.as_ref().map_or(t, |aside| aside[at]);
        let space = model.space.hold(at, &Exact::from_f64(t).ok()?);
        let others = Model { space: &space, objective: model.objective };
        let starts = aside.into_iter().chain([now.u.clone()]);
        let ends = starts.map(|u| held(&others, rows, u, at, t));
        let next = ends.min_by(|a, b| a.value.total_cmp(&b.value))?;
        let slack = model.slack(now.value, rows);
        if next.value > now.value + slack || next.value.is_nan() {
            return None;
        }
        now = next;
    }
    let slack = model.slack(stuck.value, rows);
    if now.value < stuck.value - slack {
        return Some(now);
    }
    // No lower at the end: so it is on the way back in too where nothing depends on it.
    let t = stuck.u[at] / BACK;
    let space = model.space.hold(at, &Exact::from_f64(t).ok()?);
    let model = Model { space: &space, objective: model.objective };
    let inwards = held(&model, rows, stuck.u.clone(), at, t);
    (inwards.value > stuck.value + slack).then_some(now)
}

/// Where the others go along with this exponent to first order: the logarithm of a scale
/// exactly as far as its power changes. To t, or where a scale comes to its end before.
fn slide(model: &Model<'_>, rows: &Rows<f64>, u: &[f64], at: usize, t: f64) -> Option<Vec<f64>> {
    let matrix = model.majorant(u, rows).matrix;
    let column: Vec<f64> = (0..u.len()).map(|i| matrix[(i, at)]).collect();
    let mut held = pressed(u, &model.majorant(u, rows).gradient, &ranges(model.space));
    held[at] = Some(End::Upper);
    let along = damped_step(&matrix, &column, &metric(&matrix), RIDGE, &held)?;
    // As far as the first scale lets it.
    let limits = ranges(model.space);
    let room = (0..u.len()).filter(|i| model.space.free()[*i].log && along[*i] != 0.0).map(|i| {
        let step = along[i] * (t - u[at]);
        let end = if step > 0.0 { limits[i].1 } else { limits[i].0 };
        (end - u[i]) / step
    });
    let step = room.fold(1.0, f64::min) * (t - u[at]);
    let mut next: Vec<f64> = u.iter().zip(&along).map(|(x, s)| x + s * step).collect();
    next[at] = u[at] + step;
    Some(next)
}

/// The others at their best where this exponent is held at t.
fn held(model: &Model<'_>, rows: &Rows<f64>, mut u: Vec<f64>, at: usize, t: f64) -> Descent {
    u.remove(at);
    let way = track(model, rows, &u, WAY);
    let effort = Effort { rough: 0, exact: WAY, until: SETTLED };
    let end = descend(model, rows, &way.u, effort);
    let mut end = if end.value <= way.value { end } else { way };
    end.u.insert(at, t);
    Descent { settled: false, ..end }
}
