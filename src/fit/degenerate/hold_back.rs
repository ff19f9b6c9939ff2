//! What does not move: coordinates at a bound, scales that vanished, and
//! columns of the Jacobian that depend on others.

use crate::algebra::{Identification, eigen, identify};
use crate::fit::answer::fit::End;
use crate::fit::degenerate::converge::Converged;
use crate::fit::problem::Problem;
use crate::fit::problem::coordinates::Space;
use crate::fit::problem::limits::FINE;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::{Everyday, refine};
use crate::fit::sums::moments::moments;
use crate::fit::sums::working::Working;
use crate::number::{Exact, Mpfr, Scalar};

/// Rows that are looked at first for dependent columns.
const SOME: usize = 1000;
/// Bits at which a degenerate design is told from a bad one.
const DEGENERACY_BITS: u32 = 256;

/// Why a coordinate of the problem's space does not move.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::fit) enum Why {
    Bound(End),
    Dependent,
}

/// A problem with some coordinates held, and where its free ones are.
pub(in crate::fit) struct Reduced<'a> {
    pub problem: Problem<'a>,
    /// Places of its free coordinates in the original space.
    pub free: Vec<usize>,
    /// Held coordinates of the original space.
    pub held: Vec<(usize, Exact, Why)>,
    /// A coordinate that moves with another, and the other.
    pub merged: Option<[usize; 2]>,
    pub found: Everyday,
}

impl<'a> Reduced<'a> {
    /// A problem of which nothing is held yet.
    pub fn whole(problem: &Problem<'a>, found: Everyday) -> Self {
        let free = (0..problem.space().dimension()).collect();
        Reduced { problem: problem.clone(), free, held: Vec::new(), merged: None, found }
    }

    /// Half-widths of its free coordinates as parameters, about θ = `at`.
    pub fn widths(&self, converged: &Converged, at: &[Mpfr]) -> Vec<Mpfr> {
        let coordinates = self.problem.space().free().iter();
        let steps = coordinates.zip(&converged.step).zip(at);
        steps.map(|((c, d), x)| if c.log { (d * x).abs() } else { d.abs() }).collect()
    }

    /// F at what was found.
    pub fn value(&self, rows: &Rows<f64>) -> f64 {
        self.found.value(&self.problem, rows)
    }
}

/// Holds coordinates that sit at a bound, scales that vanished, and columns
/// that depend on others, until none is left.
pub(in crate::fit) fn hold_back<'a>(
    mut now: Reduced<'a>,
    rows: &Rows<f64>,
    remarks: &mut Vec<String>,
) -> (Reduced<'a>, Identification) {
    let mut identification = Identification::default();
    while !now.free.is_empty() {
        let mut dependent = || {
            let place = |at: &usize| now.free[*at];
            let seen = dependences(&now, rows)?;
            let at = *seen.dependent.first()?;
            if identification.sets.is_empty() {
                identification.sets = seen
                    .sets
                    .iter()
                    .map(|(set, n)| (set.iter().map(place).collect(), *n))
                    .collect();
                identification.involved = seen.involved.iter().map(place).collect();
            }
            let theta = now.problem.space().theta(&now.found.u, &now.found.u[0]);
            let parameter = now.problem.space().free()[at].parameters[0];
            let value = Exact::from_f64(theta[parameter].hi()).ok()?;
            Some((at, value, Why::Dependent))
        };
        let Some((at, value, why)) = dependent().or_else(|| at_an_end(&now, rows, remarks)) else {
            break;
        };
        let mut u = now.found.place();
        u.remove(at);
        let space = now.problem.space().hold(at, &value);
        now.held.push((now.free.remove(at), value, why));
        now.problem = now.problem.with_space(space);
        if now.free.is_empty() {
            now.found = Everyday { u: Vec::new(), step: Vec::new(), held: Vec::new(), ..now.found };
            break;
        }
        now.found = refine(&now.problem, rows, &u);
    }
    (now, identification)
}

/// The same with one more coordinate held at a bound of its own, where a search
/// that did not settle settles there, and lower: a valley may lead to a bound
/// more slowly than steps in doubles can follow.
///
/// A coordinate that others make up for is at no bound in particular. Not looked for on
/// large tables.
pub(in crate::fit) fn on_a_bound<'a>(
    now: &Reduced<'a>,
    rows: &Rows<f64>,
    identification: &Identification,
) -> Option<Reduced<'a>> {
    if rows.len() > FINE {
        return None;
    }
    let space = now.problem.space();
    let u = now.found.place();
    let mut best = (now.value(rows), None);
    for (at, c) in space.free().iter().enumerate() {
        if identification.involved.contains(&now.free[at]) {
            continue;
        }
        for (end, bound) in [(End::Lower, &c.lower), (End::Upper, &c.upper)] {
            let Some(bound) = bound.as_ref().filter(|_| space.dimension() > 1) else { continue };
            let problem = now.problem.with_space(space.hold(at, bound));
            let found = refine(&problem, rows, &without(&u, at));
            let value = found.value(&problem, rows);
            if found.settled && value < best.0 {
                let mut free = now.free.clone();
                let mut held = now.held.clone();
                held.push((free.remove(at), bound.clone(), Why::Bound(end)));
                best = (value, Some(Reduced { problem, free, held, merged: now.merged, found }));
            }
        }
    }
    best.1
}

/// A coordinate at an end of its range, with the exact value there.
fn at_an_end(
    now: &Reduced<'_>,
    rows: &Rows<f64>,
    remarks: &mut Vec<String>,
) -> Option<(usize, Exact, Why)> {
    let space = now.problem.space();
    for (at, end) in now.found.held.iter().enumerate() {
        let c = &space.free()[at];
        let bound = match end {
            Some(End::Lower) => c.lower.clone(),
            Some(End::Upper) => c.upper.clone(),
            None => None,
        };
        if let (Some(bound), Some(end)) = (bound, end) {
            return Some((at, bound, Why::Bound(*end)));
        }
    }
    // A scale so small that no prediction feels it has gone to zero.
    let u = now.found.place();
    let model = Model::of(&now.problem);
    for (at, c) in space.free().iter().enumerate() {
        if !c.log || c.lower.is_some() || model.largest_effect(&u, rows, at) > VANISHED {
            continue;
        }
        let zero = Exact::from(0);
        let held = space.hold(at, &zero);
        let theta = held.theta(&without(&u, at), &1.0);
        // At zero the same predictions, or it has not gone to zero but beyond use.
        let there = model.space.theta(&u, &1.0);
        let same = rows.rows.iter().all(|row| {
            let (a, b) = (held.law().loss(&theta, &row.point), held.law().loss(&there, &row.point));
            (a - b).abs() <= 1e-8 * b
        });
        if same {
            remarks.push(format!("{} has gone to zero", space.parameter(at).name));
            return Some((at, zero, Why::Bound(End::Lower)));
        }
    }
    None
}

/// Relative effect on every prediction below which a scale counts as zero.
const VANISHED: f64 = 1e-10;

fn without(u: &[f64], at: usize) -> Vec<f64> {
    u.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, x)| *x).collect()
}

/// Dependent columns of the Jacobian; None where doubles already see that
/// there are none.
fn dependences(now: &Reduced<'_>, rows: &Rows<f64>) -> Option<Identification> {
    let u = now.found.place();
    let gram = Model::of(&now.problem).majorant(&u, rows).columns;
    let lengths = gram.diagonal();
    if lengths.iter().all(|x| *x > 0.0 && x.is_finite()) {
        let smallest = eigen(&gram.unit_diagonal()).values[0];
        if smallest > 1e-12 {
            return None;
        }
    }
    let natural = now.problem.with_space(now.problem.space().natural());
    let theta = now.problem.space().theta(&now.found.u, &now.found.u[0]);
    let at: Vec<Mpfr> =
        natural.space().coordinates(&theta).iter().map(|x| x.to_mpfr(DEGENERACY_BITS)).collect();
    // What some of the rows tell apart, all do.
    let order = roomiest_first(now.problem.space(), &u);
    let seen = |problem: &Problem<'_>| identify(&moments(problem, &at).gram, &order);
    let few = natural.sample(SOME);
    let mut found = seen(&few);
    if few.len() < natural.len() && !found.dependent.is_empty() {
        found = seen(&natural);
    }
    (!found.dependent.is_empty()).then_some(found)
}

/// Coordinates in order, those that sit at an end of their range last: held there they
/// leave the others room to make up for them, and free they would have none.
fn roomiest_first(space: &Space, u: &[f64]) -> Vec<usize> {
    let cramped = |at: &usize| {
        let (lo, hi) = space.range(*at);
        (u[*at] - lo).min(hi - u[*at]) < CRAMPED
    };
    let (last, mut order): (Vec<usize>, Vec<usize>) = (0..u.len()).partition(cramped);
    order.extend(last);
    order
}

/// Room to an end of the range, in a coordinate or its logarithm, that is none.
const CRAMPED: f64 = 1e-9;

/// Whether the dependent columns are those of exponents whose scale is held at
/// zero: then the bound is the news, not the exponent.
pub(in crate::fit) fn only_for_want_of_scale(now: &Reduced<'_>) -> bool {
    let zeros = now
        .held
        .iter()
        .filter(|(_, value, why)| matches!(why, Why::Bound(End::Lower)) && value.signum() == 0);
    let dependents = now.held.iter().filter(|(_, _, why)| *why == Why::Dependent);
    zeros.count() >= dependents.count()
}
