//! Where second derivatives jump: Huber's threshold, and the sizes beyond which
//! the law of repeated data discounts.

use crate::fit::{Objective, Problem};
use crate::geometry::usable;
use crate::law::Law;
use crate::number::{Compare, Interval, Scalar};

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
/// Only N against N_opt depends on them: at a run with N = N_opt the second
/// derivatives jump.
pub(super) fn law_is_smooth(problem: &Problem<'_>, u: &[Interval]) -> bool {
    let Law::Repeated(law) = problem.law() else { return true };
    let theta = problem.space().theta(u, &u[0]);
    problem.iter().all(|run| {
        let at = run.point(&u[0]);
        let new = at.d.min(&at.unique);
        let best = law.optimal_size([&theta[1], &theta[2], &theta[3], &theta[4]], &new);
        usable(&best) && (at.n.less(&best).is_true() || best.less(&at.n).is_true())
    })
}
