//! Parameters that can change places: on one ray a law may be symmetric under an
//! exchange (statement X9), and then min F over the others is the same function of the
//! one parameter as of the other.

use crate::number::Exact;

use super::profile::ProfileEnd;
use super::ray;
use super::rows::Rows;
use super::walk::Walked;
use super::{Problem, Space};

/// The pairs of coordinates that an exact symmetry of the law exchanges as they are,
/// all other parameters giving way.
pub(super) fn exchangeable(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    theta: &[f64],
) -> Vec<[usize; 2]> {
    let space = problem.space();
    let Some(ray) = ray::single(problem, rows).filter(|ray| ray.is_exact_in_doubles()) else {
        return Vec::new();
    };
    let k = Exact::to_f64(&ray.k);
    let (own, all) = (|p: usize| space.coordinate_of(p), 0..theta.len());
    // Where a parameter that would have to move is held, tied or bounded, nothing changes places.
    let plain = |p: usize| own(p).is_some_and(|at| is_plain(space, at));
    let mut pairs = Vec::new();
    for image in problem.law().twins(theta, &k) {
        let moved: Vec<usize> = all.clone().filter(|p| image[*p] != theta[*p]).collect();
        if !moved.iter().all(|p| plain(*p)) {
            continue;
        }
        for (i, j) in moved.iter().flat_map(|i| moved.iter().map(move |j| (*i, *j))) {
            let exchanged = i < j && image[i] == theta[j] && image[j] == theta[i];
            if let (true, Some(a), Some(b)) = (exchanged, own(i), own(j)) {
                pairs.push([a, b]);
            }
        }
    }
    pairs
}

/// Whether one parameter alone moves there, without bounds of the user's: at most that at 0
/// which every exponent has.
fn is_plain(space: &Space, at: usize) -> bool {
    let c = &space.free()[at];
    let zero = |end: &Exact| end.signum() == 0;
    c.parameters.len() == 1 && c.upper.is_none() && c.lower.as_ref().is_none_or(zero)
}

/// Makes the intervals of two exchangeable parameters one where they overlap: what lies in
/// the one lies in the other. Where they do not, each is one of two parts of the same set,
/// and the answer is true.
pub(super) fn share(found: &mut [Walked], [i, j]: [usize; 2], theta: [f64; 2]) -> bool {
    let value = |end: &ProfileEnd, own: f64| match end {
        ProfileEnd::Bounded(x) | ProfileEnd::Open(x) | ProfileEnd::Flat(x) => *x,
        ProfileEnd::Undecided(_) => own,
    };
    let ends = [i, j].map(|at| [2 * at, 2 * at + 1]);
    let at = |which: usize, side: usize| value(&found[ends[which][side]].end, theta[which]);
    if at(0, 0).max(at(1, 0)) > at(0, 1).min(at(1, 1)) {
        return true;
    }
    let mut shared = [None, None];
    for side in [0, 1] {
        let decided =
            |which: usize| !matches!(found[ends[which][side]].end, ProfileEnd::Undecided(_));
        let further = match side {
            0 => at(1, 0) < at(0, 0),
            _ => at(1, 1) > at(0, 1),
        };
        // What is known to lie inside the one is inside the other, whatever its own walk met.
        let from = match (decided(0), decided(1)) {
            (true, false) => 0,
            (false, true) => 1,
            _ => usize::from(further),
        };
        shared[side] = Some((ends[1 - from][side], found[ends[from][side]].end.clone()));
    }
    for (at, end) in shared.into_iter().flatten() {
        found[at].end = end;
    }
    false
}
