//! Existence and uniqueness of a zero in a box of its last digits.

use crate::algebra::ends::{Ends, usable};
use crate::algebra::newton::definite_inverse;
use crate::algebra::{Ldl, Matrix, eigen};
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

/// X = x ± radius, its ends rounded to `digits` significant digits. None where
/// one is not finite.
pub fn around(centre: &[Mpfr], radius: &[Mpfr], digits: usize) -> Option<Vec<Ends>> {
    let end = |x: Mpfr| x.to_decimal(digits).parse().ok();
    let ends = |(c, r): (&Mpfr, &Mpfr)| Some(Ends { lo: end(c - r)?, hi: end(c + r)? });
    centre.iter().zip(radius).map(ends).collect()
}

/// K(X) = x − Yf(x) + (I − Yf'(X))(X − x), if that lies in the interior of X.
///
/// Then f has exactly one zero in X, and it lies in K(X) (Krawczyk 1969; Neumaier,
/// *Interval Methods for Systems of Equations*, theorem 5.1.8). f need be no more
/// than Lipschitz: where it has a kink the enclosure of f' holds both of its
/// values, and the mean value theorem holds with it.
///
/// `residual` encloses f(x), `jacobian` f' over X; Y is given by the caller, an
/// approximate inverse of the Jacobian: none of the proof rests on how good it is.
/// None where the inclusion fails: at this precision nothing is decided.
pub fn image(
    centre: &[Mpfr],
    ends: &[Ends],
    inverse: &Matrix<Mpfr>,
    residual: &[Interval],
    jacobian: &Matrix<Interval>,
) -> Option<Vec<Interval>> {
    if !jacobian.all(usable) || !residual.iter().all(usable) {
        return None;
    }
    let (q, bits) = (centre.len(), centre[0].bits());
    let inverse = inverse.map(Interval::point);
    let points: Vec<Interval> = centre.iter().map(Interval::point).collect();
    let offset: Vec<Interval> =
        ends.iter().zip(&points).map(|(e, x)| e.enclosed(bits) - x).collect();
    let defect = inverse.times(jacobian);
    let mut image = Vec::with_capacity(q);
    for i in 0..q {
        let mut at = points[i].clone();
        for j in 0..q {
            at = at - &inverse[(i, j)] * &residual[j];
            let unit = defect[(i, j)].int(i64::from(i == j));
            at = at + (unit - &defect[(i, j)]) * &offset[j];
        }
        if !ends[i].contain_inside(&at) {
            return None;
        }
        image.push(at);
    }
    Some(image)
}

/// [`image`] of a box x ± radius ([`around`]) for f = ∇F.
///
/// `gradient` is evaluated at x; `hessian` over X in `coarse` bits, as it
/// multiplies the width of the box. Its middle, inverted, is Y: None where that is
/// not positive definite.
pub fn contract(
    centre: &[Mpfr],
    radius: &[Mpfr],
    (digits, coarse): (usize, u32),
    gradient: impl FnOnce(&[Interval]) -> Vec<Interval>,
    hessian: impl FnOnce(&[Interval]) -> Matrix<Interval>,
) -> Option<Contraction> {
    let bits = centre[0].bits();
    let ends = around(centre, radius, digits)?;
    let wide: Vec<Interval> = ends.iter().map(|e| e.enclosed(coarse.min(bits))).collect();
    let enclosed = hessian(&wide);
    if !enclosed.all(usable) {
        return None;
    }
    let hessian = enclosed.map(Interval::mid);
    let inverse = definite_inverse(&hessian)?;
    let points: Vec<Interval> = centre.iter().map(Interval::point).collect();
    let image = image(centre, &ends, &inverse, &gradient(&points), &enclosed)?;
    Some(Contraction { ends, image, hessian, enclosed })
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
