//! Functions with their derivatives, by one evaluation.

use super::{Dual, Scalar};

/// f(x) and its gradient: one evaluation with dual numbers.
///
/// ```
/// use offray::number::{Scalar, gradient};
/// let (value, slope) = gradient(|x| &x[0] * &x[1].ln(), &[3.0, 1.0]);
/// assert_eq!((value, slope), (0.0, vec![0.0, 3.0]));
/// ```
pub fn gradient<S: Scalar>(f: impl Fn(&[Dual<S>]) -> Dual<S>, x: &[S]) -> (S, Vec<S>) {
    let y = f(&Dual::variables(x));
    let gradient = y.gradient(x.len());
    (y.value, gradient)
}

/// f(x), its gradient and its Hessian: one evaluation with nested dual numbers.
///
/// ```
/// use offray::number::{Scalar, hessian};
/// let (_, _, second) = hessian(|x| &x[0] * &x[1].square(), &[3.0, 5.0]);
/// assert_eq!(second, [[0.0, 10.0], [10.0, 6.0]]);
/// ```
pub fn hessian<S: Scalar>(
    f: impl Fn(&[Dual<Dual<S>>]) -> Dual<Dual<S>>,
    x: &[S],
) -> (S, Vec<S>, Vec<Vec<S>>) {
    let (value, rows) = gradient(f, &Dual::variables(x));
    let first = value.gradient(x.len());
    (value.value, first, rows.iter().map(|row| row.gradient(x.len())).collect())
}
