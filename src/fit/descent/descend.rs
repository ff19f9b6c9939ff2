//! From a starting point to a local minimum, in doubles.
//!
//! Two models of F take turns in one damped loop: first the majorant (steps of
//! reweighted least squares, safe far away and where few residuals are inside
//! δ), then the exact Hessian (quadratic near the end). A step is damped in the
//! metric of the majorant's diagonal and cut to the bounds; it is taken if F
//! falls. Nothing here compares F with an absolute number.

use crate::algebra::{Ldl, Matrix};
use crate::law::Role;
use crate::number::{Compare, Mpfr};

use crate::fit::answer::fit::End;
use crate::fit::problem::coordinates::Space;
use crate::fit::problem::reach::Reach;
use crate::fit::problem::rows::{Model, Rows};

/// Where a descent ended.
#[derive(Clone, Debug)]
pub(crate) struct Descent {
    pub u: Vec<f64>,
    pub value: f64,
    /// Whether the last steps were Newton's and small.
    pub settled: bool,
}

/// How long to try.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// Steps with the majorant.
    pub rough: usize,
    /// Steps with the Hessian.
    pub exact: usize,
    /// The relative size of a Newton step that ends it.
    pub until: f64,
}

/// The range of each coordinate: the user's bounds, and beyond them a box so
/// wide that reaching it means running away.
pub(crate) fn ranges(space: &Space) -> Vec<(f64, f64)> {
    (0..space.dimension())
        .map(|at| {
            let (lo, hi) = space.range(at);
            let far = far(space, at);
            (lo.max(-far), hi.min(far))
        })
        .collect()
}

/// Whether coordinates lie in their ranges.
pub(crate) fn within(space: &Space, u: &[Mpfr]) -> bool {
    let inside = |((lo, hi), x): (&(f64, f64), &Mpfr)| (*lo..=*hi).contains(&x.to_f64());
    ranges(space).iter().zip(u).all(inside)
}

/// Where a coordinate counts as having run away: a scale or an exponent beyond what the
/// runs can tell from an infinite one, an offset beyond 1e6, or twice as far as its
/// bounds.
fn far(space: &Space, at: usize) -> f64 {
    let usual = match (space.free()[at].log, space.parameter(at).role) {
        (true, _) => Reach::SCALE,
        (false, Role::Exponent) => f64::from(space.reach().exponent),
        (false, Role::Offset | Role::Scale | Role::Plain) => 1e6,
    };
    let (lo, hi) = space.range(at);
    let bounds = [lo, hi].into_iter().filter(|bound| bound.is_finite());
    bounds.fold(usual, |far, bound| far.max(2.0 * bound.abs()))
}

/// The coordinates that have run away, to the edge of the box or nearly: the
/// objective has no minimum there, only an infimum that is not attained.
pub(crate) fn runaways(space: &Space, u: &[f64]) -> Vec<usize> {
    (0..u.len()).filter(|&at| u[at].abs() >= 0.99 * far(space, at)).collect()
}

/// Largest relative change of a parameter that a step in u makes: |du| where u
/// is a logarithm, |du/u| elsewhere.
pub(crate) fn relative_size(space: &Space, u: &[f64], step: &[f64]) -> f64 {
    let sizes = space
        .free()
        .iter()
        .zip(u)
        .zip(step)
        .map(|((c, u), s)| if *s == 0.0 || c.log { s.abs() } else { (s / u).abs() });
    sizes.fold(0.0, f64::max)
}

/// Which end of its range each coordinate is pressed against by −gradient.
pub(crate) fn pressed(u: &[f64], gradient: &[f64], ranges: &[(f64, f64)]) -> Vec<Option<End>> {
    u.iter()
        .zip(gradient)
        .zip(ranges)
        .map(|((u, g), (lo, hi))| {
            if u <= lo && *g > 0.0 {
                Some(End::Lower)
            } else if u >= hi && *g < 0.0 {
                Some(End::Upper)
            } else {
                None
            }
        })
        .collect()
}

/// −(H + λ diag S)⁻¹ g over the coordinates that are not held; None where the
/// damped matrix is not positive definite.
pub(crate) fn damped_step(
    hessian: &Matrix<f64>,
    gradient: &[f64],
    scale: &[f64],
    damping: f64,
    held: &[Option<End>],
) -> Option<Vec<f64>> {
    let free: Vec<usize> = (0..gradient.len()).filter(|i| held[*i].is_none()).collect();
    let mut step = vec![0.0; gradient.len()];
    if free.is_empty() {
        return Some(step);
    }
    // In units where S is the identity.
    let unit: Vec<f64> = free.iter().map(|&i| scale[i].sqrt()).collect();
    let matrix = Matrix::from_fn(free.len(), free.len(), |a, b| {
        hessian[(free[a], free[b])] / (unit[a] * unit[b]) + if a == b { damping } else { 0.0 }
    });
    let right: Vec<f64> = free.iter().zip(&unit).map(|(&i, s)| -gradient[i] / s).collect();
    let solved = Ldl::new(&matrix)?.solve(&right);
    for ((&i, s), x) in free.iter().zip(&unit).zip(solved) {
        if !x.is_finite() {
            return None;
        }
        step[i] = x / s;
    }
    Some(step)
}

/// Minimises F from u.
pub(crate) fn descend(
    model: &Model<'_>,
    rows: &Rows<f64>,
    start: &[f64],
    effort: Effort,
) -> Descent {
    descend_along(model, rows, start, effort, USUAL)
}

/// How far to follow a valley.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// A step with the majorant that lowers F by less than this share is the
    /// last of its kind.
    pub enough: f64,
    /// The least damping: directions of smaller scaled curvature are hardly
    /// moved along.
    pub floor: f64,
    /// The least damping after a step that did not lower F.
    pub again: f64,
}

/// As far as everyday fits need.
const USUAL: Patience = Patience { enough: 1e-2, floor: 1e-9, again: 1e-6 };

/// The same with more or less patience in curved valleys.
pub(crate) fn descend_along(
    model: &Model<'_>,
    rows: &Rows<f64>,
    start: &[f64],
    effort: Effort,
    patience: Patience,
) -> Descent {
    let space = model.space;
    let ranges = ranges(space);
    let clamp = |u: &[f64]| -> Vec<f64> {
        u.iter().zip(&ranges).map(|(x, (lo, hi))| x.clamp(*lo, *hi)).collect()
    };
    let mut u = clamp(start);
    let mut damping = 1e-3;
    let mut value = f64::INFINITY;
    let mut settled = false;
    // One step: the matrix and gradient at u, the metric, and whether F's own
    // Hessian is used. False where no damping makes F fall.
    let mut advance = |u: &mut Vec<f64>,
                       value: &mut f64,
                       scale: &[f64],
                       newton: bool,
                       gradient: &[f64],
                       hessian: &Matrix<f64>| {
        let held = pressed(u, gradient, &ranges);
        for attempt in 0..TRIES {
            let used = if newton && attempt == 0 { 0.0 } else { damping };
            let solved = damped_step(hessian, gradient, scale, used, &held);
            let accepted = solved.and_then(|step| {
                let next = clamp(&u.iter().zip(&step).map(|(x, s)| x + s).collect::<Vec<_>>());
                let taken: Vec<f64> = next.iter().zip(u.iter()).map(|(a, b)| a - b).collect();
                let size = relative_size(space, &next, &taken);
                let next_value = model.value(&next, rows);
                // So close to the end the change of F drowns in its rounding.
                let close = used == 0.0 && size < CLOSE && next_value <= *value * (1.0 + 1e-6);
                (next_value <= *value || close).then_some((next, next_value, size))
            });
            if let Some((next, next_value, size)) = accepted {
                let fall = *value - next_value;
                (*u, *value) = (next, next_value);
                if used > 0.0 {
                    damping = (damping * 0.1).max(patience.floor);
                }
                return Some((size, fall, used));
            }
            if used > 0.0 {
                damping = (damping * 8.0).max(patience.again);
            }
        }
        None
    };
    for _ in 0..effort.rough {
        let majorant = model.majorant(&u, rows);
        value = majorant.value;
        if !value.is_finite() {
            break;
        }
        let scale = metric(&majorant.matrix);
        let moved =
            advance(&mut u, &mut value, &scale, false, &majorant.gradient, &majorant.matrix);
        if moved.is_none_or(|(_, fall, _)| fall < patience.enough * value) {
            break;
        }
    }
    if effort.exact > 0 {
        let majorant = model.majorant(&u, rows);
        value = majorant.value;
        let scale = metric(&majorant.matrix);
        for _ in 0..effort.exact {
            if !value.is_finite() {
                break;
            }
            let expansion = model.expansion(&u, rows);
            let moved =
                advance(&mut u, &mut value, &scale, true, &expansion.gradient, &expansion.hessian);
            let Some((size, _, used)) = moved else { break };
            if size < effort.until && used == 0.0 {
                settled = true;
                break;
            }
        }
    }
    Descent { u, value, settled }
}

/// The diagonal of the majorant, in which damping is measured; positive.
pub(crate) fn metric(matrix: &Matrix<f64>) -> Vec<f64> {
    let diagonal = matrix.diagonal();
    let largest = diagonal.iter().copied().fold(1e-300, f64::max);
    diagonal.into_iter().map(|s| s.max(1e-16 * largest)).collect()
}

/// Damping is raised tenfold at most this often for one step.
const TRIES: usize = 24;
/// Below this relative size an undamped Newton step is trusted without a fall
/// of F.
const CLOSE: f64 = 1e-6;
/// A Newton step below this, in every parameter, ends a descent whose end is
/// to be right to the last digits.
pub(crate) const SETTLED: f64 = 1e-8;
