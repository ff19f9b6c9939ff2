//! Existence and uniqueness in a box of the optimum's last digits.

use super::ends::{Ends, usable};
use super::evaluate::{expansion, slope};
use crate::fit::Problem;
use crate::geometry::{Ldl, Matrix};
use crate::number::{Compare, Interval, Mpfr, Scalar};

/// Precision in which the Hessian over a small box is enclosed: it multiplies
/// the width of the box.
const COARSE: u32 = 128;

/// A box that Krawczyk's operator maps into its interior.
pub(super) struct Contraction {
    /// The box.
    pub ends: Vec<Ends>,
    /// Its image, which also contains the critical point.
    pub image: Vec<Interval>,
    /// An approximation of the Hessian.
    pub hessian: Matrix<Mpfr>,
}

/// Tries K(X) = x − Y∇F(x) + (I − Y∇²F(X))(X − x) ⊂ int X on X = x ± radius.
///
/// Then ∇F has exactly one zero in X (Krawczyk 1969; Neumaier, *Interval
/// Methods for Systems of Equations*, theorem 5.1.8). ∇F need be no more than
/// Lipschitz: where a residual may reach Huber's threshold the enclosure of
/// ∇²F holds both of its values, and the mean value theorem holds with it.
///
/// Y is an approximate inverse of the Hessian; none of the proof rests on how
/// good it is. None where the inclusion fails: at this precision nothing is
/// decided.
pub(super) fn contract(
    problem: &Problem<'_>,
    centre: &[Mpfr],
    radius: &[Mpfr],
    digits: usize,
) -> Option<Contraction> {
    let bits = centre[0].bits();
    let ends: Vec<Ends> = centre
        .iter()
        .zip(radius)
        .map(|(c, r)| {
            let end = |x: Mpfr| x.to_decimal(digits).parse().ok();
            Some(Ends { lo: end(c - r)?, hi: end(c + r)? })
        })
        .collect::<Option<_>>()?;
    let coarse: Vec<Interval> = ends.iter().map(|e| e.enclosed(COARSE.min(bits))).collect();
    let hessian = expansion(problem, &coarse).hessian;
    if !hessian.all(usable) {
        return None;
    }
    let middle = hessian.map(Interval::mid);
    let inverse = inverse(&middle)?.map(Interval::point);
    let points: Vec<Interval> = centre.iter().map(Interval::point).collect();
    let (_, gradient) = slope(problem, &points);
    if !gradient.iter().all(usable) {
        return None;
    }
    let q = centre.len();
    let defect = inverse.times(&hessian);
    let mut image = Vec::with_capacity(q);
    for i in 0..q {
        let mut at = points[i].clone();
        for j in 0..q {
            at = at - &inverse[(i, j)] * &gradient[j];
            let unit = defect[(i, j)].int(i64::from(i == j));
            let offset = ends[j].enclosed(bits) - &points[j];
            at = at + (unit - &defect[(i, j)]) * offset;
        }
        if !ends[i].contain_inside(&at) {
            return None;
        }
        image.push(at);
    }
    Some(Contraction { ends, image, hessian: middle })
}

/// A⁻¹ of a positive definite matrix, by way of unit diagonal.
pub(super) fn inverse(a: &Matrix<Mpfr>) -> Option<Matrix<Mpfr>> {
    if a.diagonal().iter().any(|d| !d.is_positive().is_true()) {
        return None;
    }
    let unit: Vec<Mpfr> = a.diagonal().iter().map(Scalar::sqrt).collect();
    let inner = Ldl::new(&a.unit_diagonal())?.inverse();
    Some(Matrix::from_fn(a.rows(), a.rows(), |i, j| &inner[(i, j)] / (&unit[i] * &unit[j])))
}
