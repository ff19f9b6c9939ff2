//! Where second derivatives jump: Huber's threshold, and where quantities that a
//! law compares are equal.

use crate::algebra::usable;
use crate::fit::{Objective, Problem};
use crate::number::{Compare, Dual, Interval, Scalar};

/// Where the residuals lie about the threshold, over a whole box.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    /// How many have |r| ≤ δ.
    pub inside: usize,
    /// A lower bound on the least ||r| − δ|.
    pub distance: Interval,
}

/// Proves of every run on which side of Huber's threshold it lies for all θ in
/// a box; None where some run is undecided. For the other objectives, which
/// have no kink, there is nothing to prove.
pub(super) fn sides(problem: &Problem<'_>, theta: &[Interval]) -> Result<Option<Sides>, usize> {
    let Objective::HuberLog(delta) = problem.objective() else { return Ok(None) };
    let delta = theta[0].exact(delta);
    let (mut inside, mut undecided) = (0, 0);
    let mut distance = delta.clone();
    for r in problem.residuals(theta) {
        let size = r.abs();
        if !usable(&r) {
            undecided += 1;
        } else if size.less(&delta).is_true() {
            inside += 1;
        } else if !delta.less(&size).is_true() {
            undecided += 1;
        }
        distance = distance.min(&(size - &delta).abs());
    }
    if undecided > 0 { Err(undecided) } else { Ok(Some(Sides { inside, distance })) }
}

/// Whether the law is smooth in its parameters at every run for all u in a box.
///
/// What it compares is decided the same way throughout, or does not depend on what
/// moves: D against U does not, N against N_opt does.
pub(super) fn law_is_smooth(problem: &Problem<'_>, u: &[Interval]) -> bool {
    let theta = problem.space().theta(&Dual::variables(u), &Dual::constant(u[0].one()));
    let moves = |x: &Dual<Interval>| (0..u.len()).any(|i| x.derivative(i).is_some());
    problem.iter().all(|run| {
        let at = run.point(&u[0]).map(|x| Dual::constant(x.clone()));
        problem.law().switches(&theta, &at).iter().all(|[a, b]| {
            let apart = a.less(b).is_true() || b.less(a).is_true();
            !moves(a) && !moves(b) || usable(a.value()) && usable(b.value()) && apart
        })
    })
}

#[cfg(test)]
mod tests;
