//! How far runs scatter about a fit.

use crate::fit::covariance::Robust;
use crate::fit::expand::psi_of;
use crate::fit::rows::{Model, Rows};
use crate::number::DenseDual;

/// √(Σwr²/(m − p)): the scatter of a run of weight 1 in the response, whatever the
/// objective; None where no degree of freedom is left.
pub(crate) fn residual_spread(residuals: &[(f64, f64)], free: usize) -> Option<f64> {
    let left = residuals.len().checked_sub(free).filter(|left| *left > 0)?;
    let sum: f64 = residuals.iter().map(|(r, w)| w * r * r).sum();
    Some((sum / left as f64).sqrt())
}

/// What one unit of 2F is worth in χ²₁ over these rows, in doubles: K²Σwψ²/(m − p)/ρ̄''.
pub(crate) fn unit_of(model: &Model<'_>, rows: &Rows<f64>, u: &[f64], free: usize) -> Option<f64> {
    let theta = model.space.theta(u, &1.0);
    let residuals: Vec<(f64, f64)> =
        rows.rows.iter().map(|row| (model.residual(&theta, row), row.weight)).collect();
    let rho = model.objective.rho(&DenseDual::<f64, 1>::constant(1.0));
    let second =
        model.objective.rho(&DenseDual::<DenseDual<f64, 1>, 1>::constant(DenseDual::constant(1.0)));
    let (mut square, mut curvature, mut weights) = (0.0, 0.0, 0.0);
    for (r, w) in &residuals {
        let psi = psi_of(&rho, *r).1;
        let term = second.at(&DenseDual::variable(DenseDual::variable(*r, 0), 0));
        square += w * psi * psi;
        curvature += w * term.gradient()[0].gradient()[0];
        weights += w;
    }
    // Of runs drawn several times there is one row.
    let left = rows.len().saturating_sub(free).max(1);
    let bar = if model.objective.is_sum_of_squares() { 1.0 } else { curvature / weights };
    let robust = Robust::of(bar, rows.len(), free);
    Some(square / left as f64 / bar * robust.factor * robust.factor).filter(|x| x.is_finite())
}
