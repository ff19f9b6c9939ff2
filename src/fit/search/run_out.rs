//! Where a valley without a floor leads: to an exponent that grows without bound.
//!
//! Along such a valley F falls like F∞ + c/α, so that no step of a descent becomes small
//! and none gains much either: it ends anywhere on the way, and says nothing. Held at
//! larger and larger values, and with the others at their best each time, the exponent
//! shows whether F falls, or at least never rises, all the way to where the runs cannot tell
//! it from an infinite one.

use crate::fit::descent::descend::{Descent, Effort, SETTLED, descend, ranges, runaways};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::in_order;
use crate::fit::search::project::track;
use crate::law::Role;
use crate::number::Exact;

/// Each value that an exponent is held at is so many times the one before.
const FURTHER: f64 = 1.5;
/// The others are brought to their best in so many steps.
const WAY: usize = 60;

/// Where the first of some minima is a place where a descent got stuck in a valley that
/// leads to infinity, its end takes its place, and the next comes first.
pub(in crate::fit) fn follow_out(model: &Model<'_>, rows: &Rows<f64>, found: &mut [Descent]) {
    for _ in 0..found.len() {
        let first = &found[0];
        if first.settled || !runaways(model.space, &first.u).is_empty() {
            return;
        }
        let Some(end) = run_out(model, rows, first) else { return };
        found[0] = end;
        in_order(model, rows, found);
    }
}

/// The end of the box that F does not rise to anywhere along a valley from a place where a descent
/// got stuck; None where it rises on the way to every end.
pub(in crate::fit) fn run_out(
    model: &Model<'_>,
    rows: &Rows<f64>,
    stuck: &Descent,
) -> Option<Descent> {
    let exponent = |at: &usize| {
        !model.space.free()[*at].log && model.space.parameter(*at).role == Role::Exponent
    };
    let ends = (0..stuck.u.len()).filter(exponent).filter(|at| stuck.u[*at] != 0.0);
    ends.filter_map(|at| along(model, rows, stuck, at)).min_by(|a, b| a.value.total_cmp(&b.value))
}

/// The same along one exponent.
fn along(model: &Model<'_>, rows: &Rows<f64>, stuck: &Descent, at: usize) -> Option<Descent> {
    let (lo, hi) = ranges(model.space)[at];
    let mut now = stuck.clone();
    let mut before: Option<Vec<f64>> = None;
    while now.u[at] > lo && now.u[at] < hi {
        let t = (now.u[at] * FURTHER).clamp(lo, hi);
        let straight = before.map(|old| {
            let share = (t - now.u[at]) / (now.u[at] - old[at]);
            now.u.iter().zip(&old).map(|(x, y)| x + share * (x - y)).collect::<Vec<_>>()
        });
        let space = model.space.hold(at, &Exact::from_f64(t).ok()?);
        let starts = straight.into_iter().chain([now.u.clone()]);
        let ends = starts
            .map(|u| held(&Model { space: &space, objective: model.objective }, rows, u, at, t));
        let next = ends.min_by(|a, b| a.value.total_cmp(&b.value))?;
        let slack = model.slack(now.value, rows);
        if next.value > now.value + slack || next.value.is_nan() {
            return None;
        }
        before = Some(now.u);
        now = next;
    }
    Some(now)
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
