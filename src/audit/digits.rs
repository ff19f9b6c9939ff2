//! What formats and solvers leave of the parameters that move (statement X8).

use super::DesignAudit;
use crate::geometry::{Digits, Linearised, Precision, conditioning};
use crate::law::Law;
use crate::number::{Compare, Exact, Mpfr};
use crate::runs::Runs;

/// Formats from the smallest, of the parameters that are not held at an end of
/// their range, which are no part of any solution; none where the design is
/// singular, because there is no solution to have digits.
pub(super) fn left(
    design: &DesignAudit,
    law: &Law,
    theta: &[Mpfr],
    runs: &Runs,
    (free, moving): (&[usize], &[usize]),
) -> Vec<Digits> {
    let kappa_eq = match free.len() == moving.len() {
        true => design.full.kappa_eq(),
        false => {
            let exact: Option<Vec<Exact>> = theta.iter().map(Mpfr::to_exact).collect();
            let columns = Some(moving).filter(|columns| !columns.is_empty());
            exact.zip(columns).and_then(|(exact, columns)| {
                let found = conditioning(law, &exact, runs, &[columns], Precision::digits(12));
                found.first().and_then(|c| c.kappa_eq()).map(|x| Compare::to_f64(&x))
            })
        }
    };
    let Some(kappa_eq) = kappa_eq.filter(|x| x.is_finite()) else {
        return Vec::new();
    };
    Linearised::of(law, theta, runs, moving).in_machine_formats(kappa_eq)
}
