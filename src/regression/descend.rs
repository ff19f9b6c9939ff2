//! From a start to the bottom of its valley, in doubles.
//!
//! Levenberg–Marquardt: min ‖r − Jδ‖² + μ‖Dδ‖², solved by Householder's QR of
//! the stacked matrix, D the lengths of J's columns (Moré 1978, *The
//! Levenberg–Marquardt algorithm: implementation and theory*), μ by the ratio of
//! gained to promised descent (Nielsen 1999, *Damping parameter in Marquardt's
//! method*).
//!
//! Parameters that enter linearly are projected out on request: their columns
//! are not damped, and after every step they take their best values for the
//! others. That is Kaufman's variable projection (1975, *A variable projection
//! method for solving separable nonlinear least squares problems*).

use super::Model;
use super::linear::projected;
use super::system::{First, System};
use crate::algebra::solve::householder;

/// Where a descent ended.
#[derive(Clone, Debug)]
pub(super) struct Descent {
    pub b: Vec<f64>,
    pub rss: f64,
    /// Steps taken.
    pub steps: usize,
}

/// Steps at most.
const STEPS: usize = 3000;
/// Raises of μ for one step at most.
const TRIES: usize = 60;
/// The first μ.
const DAMPING: f64 = 1e-3;
/// A promised share of the RSS below this ends a descent.
const NOTHING: f64 = 1e-15;

/// Descends from `start`; None where the model is not finite there.
pub(super) fn descend<M: Model>(
    system: &System<'_, M, f64>,
    start: &[f64],
    linear: &[usize],
) -> Option<Descent> {
    let p = start.len();
    let settle = |b: &[f64]| match linear {
        [] => Some(b.to_vec()),
        _ => projected(system, b, linear),
    };
    let mut b = settle(start)?;
    let mut here = system.first(&b);
    let mut rss = here.rss();
    let finite = |first: &First<f64>| first.jacobian.iter().all(|x| x.is_finite());
    if !rss.is_finite() || !finite(&here) {
        return None;
    }
    let damped: Vec<usize> = (0..p).filter(|j| !linear.contains(j)).collect();
    let (mut damping, mut raise) = (DAMPING, 2.0);
    let mut steps = 0;
    'steps: while steps < STEPS && !damped.is_empty() {
        let lengths = lengths(&here.jacobian, p);
        let mut accepted = None;
        for _ in 0..TRIES {
            let step = damped_step(&here, p, &damped, &lengths, damping);
            let promised = step.as_ref().map(|s| rss - linearised(&here, s));
            if promised.is_some_and(|gain| gain <= NOTHING * rss) {
                break 'steps;
            }
            let next = step.and_then(|step| {
                let next: Vec<f64> = b.iter().zip(&step).map(|(b, s)| b + s).collect();
                settle(&next)
            });
            if let (Some(next), Some(promised)) = (next, promised) {
                let first = system.first(&next);
                let value = first.rss();
                if value < rss && finite(&first) {
                    accepted = Some((next, first, value, (rss - value) / promised));
                    break;
                }
            }
            damping *= raise;
            raise *= 2.0;
        }
        let Some((next, first, value, ratio)) = accepted else {
            break;
        };
        let ease = 1.0 - (2.0 * ratio - 1.0) * (2.0 * ratio - 1.0) * (2.0 * ratio - 1.0);
        damping = (damping * ease.max(1.0 / 3.0)).max(1e-30);
        raise = 2.0;
        (b, here, rss) = (next, first, value);
        steps += 1;
    }
    Some(Descent { b, rss, steps })
}

/// Lengths of the columns of J, 1 for a column of zeros.
fn lengths(jacobian: &[f64], p: usize) -> Vec<f64> {
    let length = |j| jacobian.iter().skip(j).step_by(p).map(|x: &f64| x * x).sum::<f64>().sqrt();
    (0..p).map(length).map(|x| if x > 0.0 { x } else { 1.0 }).collect()
}

/// δ of the damped problem.
fn damped_step(
    here: &First<f64>,
    p: usize,
    damped: &[usize],
    lengths: &[f64],
    damping: f64,
) -> Option<Vec<f64>> {
    let mut matrix = here.jacobian.clone();
    let mut right = here.residuals.clone();
    for &j in damped {
        let mut row = vec![0.0; p];
        row[j] = damping.sqrt() * lengths[j];
        matrix.extend(row);
        right.push(0.0);
    }
    householder(&matrix, &right, p)
}

/// ‖r − Jδ‖².
fn linearised(here: &First<f64>, step: &[f64]) -> f64 {
    let rows = here.jacobian.chunks_exact(step.len()).zip(&here.residuals);
    rows.map(|(row, r)| {
        let left = row.iter().zip(step).fold(*r, |r, (g, s)| r - g * s);
        left * left
    })
    .sum()
}
