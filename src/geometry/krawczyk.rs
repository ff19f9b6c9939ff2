//! Existence and uniqueness of a critical point in a box of its last digits.

use super::ends::{Ends, usable};
use super::newton::definite_inverse;
use super::{Ldl, Matrix, eigen};
use crate::number::{Compare, Interval, Mpfr, Scalar};

/// A box that Krawczyk's operator maps into its interior.
#[derive(Clone, Debug)]
pub struct Contraction {
    /// The box.
    pub ends: Vec<Ends>,
    /// Its image, which also contains the critical point.
    pub image: Vec<Interval>,
    /// An approximation of the Hessian.
    pub hessian: Matrix<Mpfr>,
    /// An enclosure of the Hessian over the box.
    pub enclosed: Matrix<Interval>,
}

/// Tries K(X) = x − Y∇F(x) + (I − Y∇²F(X))(X − x) ⊂ int X on X = x ± radius,
/// whose ends are rounded to `digits` significant digits.
///
/// Then ∇F has exactly one zero in X (Krawczyk 1969; Neumaier, *Interval
/// Methods for Systems of Equations*, theorem 5.1.8). ∇F need be no more than
/// Lipschitz: where it has a kink the enclosure of ∇²F holds both of its values,
/// and the mean value theorem holds with it.
///
/// `gradient` is evaluated at x; `hessian` over X in `coarse` bits, as it
/// multiplies the width of the box. Y is an approximate inverse of the Hessian;
/// none of the proof rests on how good it is. None where the inclusion fails: at
/// this precision nothing is decided.
pub fn contract(
    centre: &[Mpfr],
    radius: &[Mpfr],
    (digits, coarse): (usize, u32),
    gradient: impl FnOnce(&[Interval]) -> Vec<Interval>,
    hessian: impl FnOnce(&[Interval]) -> Matrix<Interval>,
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
    let wide: Vec<Interval> = ends.iter().map(|e| e.enclosed(coarse.min(bits))).collect();
    let hessian = hessian(&wide);
    if !hessian.all(usable) {
        return None;
    }
    let middle = hessian.map(Interval::mid);
    let inverse = definite_inverse(&middle)?.map(Interval::point);
    let points: Vec<Interval> = centre.iter().map(Interval::point).collect();
    let gradient = gradient(&points);
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
    Some(Contraction { ends, image, hessian: middle, enclosed: hessian })
}

/// T with THTᵀ ≈ I in `bits` bits: the eigenvectors of H at unit diagonal, each
/// divided by the root of its eigenvalue. None unless H is positive definite.
pub fn whitening(hessian: &Matrix<Mpfr>, bits: u32) -> Option<Matrix<Interval>> {
    let unit: Vec<Mpfr> = hessian.diagonal().iter().map(Scalar::sqrt).collect();
    let spectrum = eigen(&hessian.unit_diagonal());
    if spectrum.values.iter().any(|x| !x.is_positive().is_true()) {
        return None;
    }
    let q = hessian.rows();
    let transform = Matrix::from_fn(q, q, |k, i| {
        let entry = &spectrum.vectors[(i, k)] / (spectrum.values[k].sqrt() * &unit[i]);
        Interval::point(&entry.with_bits(bits))
    });
    transform.all(usable).then_some(transform)
}

/// Whether every symmetric matrix in an enclosure is proved positive definite:
/// THTᵀ = LDLᵀ with D > 0, T regular because THTᵀ is.
pub fn is_definite(hessian: &Matrix<Interval>, transform: &Matrix<Interval>) -> bool {
    if !hessian.all(usable) {
        return false;
    }
    let whitened = transform.times(hessian).times(&transform.transpose());
    // One triangle for both: a product of intervals need not come out symmetric,
    // and each entry alone encloses that of the symmetric matrix.
    let symmetric = Matrix::from_fn(whitened.rows(), whitened.rows(), |i, j| {
        whitened[(i.max(j), i.min(j))].clone()
    });
    Ldl::new(&symmetric).is_some()
}
