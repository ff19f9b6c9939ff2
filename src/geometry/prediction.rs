//! The error of predictions, linearised: what the noise of the training runs
//! does to the prediction of others.

use super::{gram, jacobian_row, variables};
use crate::algebra::Ldl;
use crate::design::Design;
use crate::law::Law;
use crate::number::Compare;
use crate::parallel;

/// √(mean of gᵀG⁻¹g) over each held-out design, in units of σ: the root mean
/// square error of the predicted loss after a least-squares fit of `columns` to
/// `train` with independent noise of standard deviation σ, to first order in σ.
/// G is the Gram matrix of the training runs, g the gradient of the prediction.
///
/// None where G is not known to be positive definite. In interval arithmetic
/// the results are enclosures.
///
/// ```
/// use offray::design::Rays;
/// use offray::geometry::prediction;
/// use offray::law::Law;
/// let law = Law::named("chinchilla")?;
/// let hoffmann = [1.69_f64, 406.4, 410.7, 0.34, 0.28];
/// let train = Rays::new(&["5", "20", "80"], 10, "1e7", "1e9")?;
/// let same = prediction(&law, &hoffmann, &[0, 1, 2, 3, 4], &train, &[&train]);
/// // Over its own m = 30 runs a fit of p = 5 parameters has mean variance p/m.
/// assert!((same.unwrap()[0] - (5.0_f64 / 30.0).sqrt()).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn prediction<S: Compare, D: Design + ?Sized, H: Design + ?Sized>(
    law: &Law,
    theta: &[S],
    columns: &[usize],
    train: &D,
    held: &[&H],
) -> Option<Vec<S>> {
    let like = &theta[0];
    let ldl = Ldl::new(&gram(law, theta, train, columns))?;
    let duals = variables(theta, columns);
    let rms = |held: &&H| {
        let variance = |i: usize| {
            let row = jacobian_row(law, &duals, &held.point(i, like).with_ln());
            ldl.variance(&row.gradient(columns.len()))
        };
        let sum = parallel::rows(held.len(), variance).into_iter().fold(like.zero(), |a, b| a + b);
        (sum / like.int(held.len() as i64)).sqrt()
    };
    Some(held.iter().map(rms).collect())
}
