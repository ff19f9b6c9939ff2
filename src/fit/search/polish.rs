//! From where a descent ends to the last digits that doubles have.

use crate::algebra::{Ldl, eigen};
use crate::number::DoubleDouble;

use crate::fit::descent::descend::{Descent, pressed, ranges, relative_size};
use crate::fit::problem::Problem;
use crate::fit::problem::limits::FINE;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::Everyday;

/// Beyond this condition number of the scaled Hessian Newton's steps in doubles
/// do not converge.
const RESOLVED: f64 = 1e13;

/// Newton's method with a gradient in double-double: the Hessian of a double is
/// good enough to converge on the point where the fine gradient vanishes.
pub(in crate::fit) fn polish(
    problem: &Problem<'_>,
    model: &Model<'_>,
    rows: &Rows<f64>,
    best: &Descent,
) -> Everyday {
    let ranges = ranges(model.space);
    let fine = (rows.len() <= FINE).then(|| Rows::new(problem, &DoubleDouble::from_f64(1.0)));
    let expansion = model.expansion(&best.u, rows);
    let held = pressed(&best.u, &expansion.gradient, &ranges);
    let free: Vec<usize> = (0..best.u.len()).filter(|i| held[*i].is_none()).collect();
    let mut u: Vec<DoubleDouble> = best.u.iter().map(|x| DoubleDouble::from_f64(*x)).collect();
    let mut step = vec![0.0; u.len()];
    let mut settled = best.settled || free.is_empty();
    let block = expansion.hessian.block(&free, &free);
    let factors = if free.is_empty() { None } else { Ldl::new(&block) };
    // Of a matrix nearer to singular than its rounding the factors are no guide.
    let factors = factors.filter(|_| eigen(&block.unit_diagonal()).kappa().abs() < RESOLVED);
    settled &= free.is_empty() || factors.is_some();
    if let (Some(factors), true) = (factors, best.settled) {
        let mut last = f64::INFINITY;
        for _ in 0..6 {
            let gradient: Vec<f64> = match &fine {
                Some(rows) => model.fine_gradient(&u, rows).iter().map(|g| g.hi()).collect(),
                None => {
                    let rounded: Vec<f64> = u.iter().map(|x| x.hi()).collect();
                    model.summed_gradient(&rounded, rows)
                }
            };
            let right: Vec<f64> = free.iter().map(|&i| -gradient[i]).collect();
            let solved = factors.solve(&right);
            let mut next = vec![0.0; u.len()];
            free.iter().zip(&solved).for_each(|(&i, s)| next[i] = *s);
            let place: Vec<f64> = u.iter().map(|x| x.hi()).collect();
            let size = relative_size(model.space, &place, &next);
            if size > last.min(1e-2) {
                break;
            }
            (step, last) = (next, size);
            for &i in &free {
                u[i] = u[i] + DoubleDouble::from_f64(step[i]);
            }
            // The next step would be smaller by the error of the Hessian.
            if size < 1e-13 {
                break;
            }
        }
        settled &= last < 1e-9;
    }
    Everyday { u, step, settled, beyond: None, held }
}
