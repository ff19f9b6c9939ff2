//! Eigenvalues of a Gram matrix with proved bounds, relative also for the tiny
//! ones.

use crate::algebra::{Eigen, Matrix, eigen};
use crate::number::{Compare, Interval, Mpfr, Scalar};

/// Enclosures of the eigenvalues of a symmetric positive semidefinite matrix.
#[derive(Clone, Debug)]
pub struct Spectrum {
    /// λ₁ ≤ λ₂ ≤ …: the k-th smallest eigenvalue of *every* symmetric positive
    /// semidefinite matrix within the given one lies in the k-th interval.
    pub eigenvalues: Vec<Interval>,
    /// Approximate eigenvectors as columns, in the same order: not enclosures.
    pub vectors: Matrix<Mpfr>,
    /// Whether every such matrix is proved to be positive definite. The
    /// enclosures then have small relative width; otherwise they have the
    /// absolute width of λ_max's, and the smallest may reach 0.
    pub definite: bool,
}

/// Encloses the spectrum of a symmetric positive semidefinite matrix, such as a
/// Gram matrix with a proved enclosure of each entry.
///
/// With approximate eigenvectors V (Jacobi rotations on the midpoints, at the
/// precision of G) and Ostrowski's theorem, λ_k(XᵀAX) = θ_k λ_k(A) for some θ_k
/// between the least and the largest eigenvalue of XᵀX, used twice:
///
/// 1. VᵀV = I + E, ‖E‖_∞ ≤ e < 1, gives λ_k(VᵀGV) = θ_k λ_k(G), |θ_k − 1| ≤ e.
/// 2. VᵀGV = D^½ (I + F) D^½ with D diagonal and positive, ‖F‖_∞ ≤ f < 1, has
///    the eigenvalues of (I + F)^½ D (I + F)^½, so λ_k(VᵀGV) = φ_k d_k with
///    |φ_k − 1| ≤ f and d_k the k-th smallest of D.
///
/// Hence λ_k(G) ∈ d_k \[1 − f, 1 + f\]/\[1 − e, 1 + e\]: relative for every k.
/// The norms bound the spectral norm because E and F are symmetric. Where some
/// d ≤ 0 or f ≥ 1, definiteness is undecided at this precision and Weyl's
/// theorem gives absolute bounds, λ_k(VᵀGV) ∈ d_k ± ‖VᵀGV − D‖_∞, cut at 0.
///
/// Source: Horn and Johnson, *Matrix Analysis*, theorems 4.3.1 and 4.5.9.
pub fn enclose(g: &Matrix<Interval>) -> Spectrum {
    let n = g.rows();
    let bits = g[(0, 0)].bits();
    let Eigen { vectors, .. } = eigen(&g.map(Interval::mid));
    let one = Interval::point(&Mpfr::from_f64(bits, 1.0));
    let nonnegative = Interval::hull_of(&one.zero().lo(), &Interval::entire(bits).hi());
    if !vectors.all(Compare::is_finite) || !g.all(Interval::is_bounded) {
        let eigenvalues = vec![nonnegative; n];
        return Spectrum { eigenvalues, vectors, definite: false };
    }
    let v = vectors.map(Interval::point);
    let e = norm(&v.transpose().times(&v), |i, j| one.int(i64::from(i == j)));
    let m = v.transpose().times(g).times(&v);
    let centres: Vec<Interval> = m.diagonal().iter().map(|x| Interval::point(&x.mid())).collect();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| {
        centres[i].lo().partial_cmp(&centres[j].lo()).unwrap_or(std::cmp::Ordering::Equal)
    });
    let theta = around(&one, &e);
    let positive = centres.iter().all(|d| d.is_positive().is_true());
    let relative = positive.then(|| {
        let roots: Vec<Interval> = centres.iter().map(Scalar::sqrt).collect();
        let scaled = Matrix::from_fn(n, n, |i, j| &m[(i, j)] / (&roots[i] * &roots[j]));
        norm(&scaled, |i, j| one.int(i64::from(i == j)))
    });
    let definite =
        e.less(&one).is_true() && relative.as_ref().is_some_and(|f| f.less(&one).is_true());
    let bound = |d: &Interval| match (&relative, definite) {
        (Some(f), true) => d * around(&one, f) / &theta,
        _ if e.less(&one).is_true() => {
            let w = norm(&m, |i, j| if i == j { centres[i].clone() } else { one.zero() });
            let wide = around(d, &w) / &theta;
            wide.intersect(&nonnegative).unwrap_or_else(|| nonnegative.clone())
        }
        _ => nonnegative.clone(),
    };
    let eigenvalues = order.iter().map(|&i| bound(&centres[i])).collect();
    let vectors = Matrix::from_fn(n, n, |i, j| vectors[(i, order[j])].clone());
    Spectrum { eigenvalues, vectors, definite }
}

/// \[x − r, x + r\], r ≥ 0 the upper end of the radius.
fn around(x: &Interval, radius: &Interval) -> Interval {
    (x - radius).hull(&(x + radius))
}

/// An upper bound on ‖A − C‖_∞, the largest row sum of absolute values.
fn norm(a: &Matrix<Interval>, centre: impl Fn(usize, usize) -> Interval) -> Interval {
    let mut largest = a[(0, 0)].zero();
    for i in 0..a.rows() {
        let mut sum = largest.zero();
        for j in 0..a.columns() {
            sum = sum + (&a[(i, j)] - centre(i, j)).abs();
        }
        largest = largest.max(&Interval::point(&sum.hi()));
    }
    Interval::point(&largest.hi())
}

impl Spectrum {
    /// An enclosure of κ = λ_max/λ_min; its upper end is infinite where λ_min
    /// may be 0.
    pub fn kappa(&self) -> Interval {
        let last = self.eigenvalues.len() - 1;
        &self.eigenvalues[last] / &self.eigenvalues[0]
    }

    /// The largest of the relative widths (hi − lo)/lo of the eigenvalues from
    /// the k-th smallest on; infinite where one may be 0.
    pub fn relative_width(&self, from: usize) -> f64 {
        self.eigenvalues[from..]
            .iter()
            .map(|x| (x.width() / x.lo()).to_f64())
            .fold(0.0, |m: f64, w| if w.is_nan() { f64::INFINITY } else { m.max(w) })
    }
}

#[cfg(test)]
mod tests {
    use crate::algebra::spectrum::*;

    fn hilbert(bits: u32, n: usize) -> Matrix<Interval> {
        let one = Interval::point(&Mpfr::from_f64(bits, 1.0));
        Matrix::from_fn(n, n, |i, j| one.ratio(1, (i + j + 1) as i64))
    }

    #[test]
    fn tiny_eigenvalues_are_enclosed_with_small_relative_width() {
        // λ_min(H₁₀) to 30 digits (mpmath, 60 digits).
        let least = "1.09315381937966576381686691050e-13";
        let spectrum = enclose(&hilbert(200, 10));
        assert!(spectrum.definite && spectrum.relative_width(0) < 1e-40);
        let expected = Interval::new(200, &least.parse().expect("decimal"));
        let error = (&spectrum.eigenvalues[0] - &expected) / &expected;
        assert!(error.magnitude().to_f64() < 1e-29, "{error:?}");
    }

    #[test]
    fn precisions_overlap_and_low_ones_admit_what_they_cannot_decide() {
        let high = enclose(&hilbert(400, 16));
        for bits in [53, 64, 90, 128, 256] {
            let low = enclose(&hilbert(bits, 16));
            for (a, b) in low.eigenvalues.iter().zip(&high.eigenvalues) {
                assert!(a.intersect(b).is_some(), "{bits}: {a:?} {b:?}");
            }
            assert_eq!(low.definite, bits >= 80, "κ is about 2e22");
        }
    }

    #[test]
    fn a_singular_matrix_is_never_called_definite() {
        for bits in [64, 256, 1024] {
            let one = Interval::point(&Mpfr::from_f64(bits, 1.0)).ratio(1, 3);
            let spectrum = enclose(&Matrix::from_fn(3, 3, |i, j| {
                &one * one.int([1, 2, 5][i]) * one.int([1, 2, 5][j])
            }));
            assert!(!spectrum.definite);
            assert!(spectrum.eigenvalues[0].contains_zero());
            assert!(spectrum.eigenvalues[1].contains_zero());
            assert!(!spectrum.kappa().is_bounded());
            let trace = &one * one.int(30);
            assert!(spectrum.eigenvalues[2].intersect(&trace).is_some());
            assert_eq!(spectrum.relative_width(0), f64::INFINITY);
            assert!(spectrum.relative_width(2) < 1e-10);
        }
        let entire = enclose(&Matrix::from_fn(1, 1, |_, _| Interval::entire(64)));
        assert!(!entire.definite && entire.eigenvalues[0].contains_zero());
    }
}
