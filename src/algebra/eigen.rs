//! Eigenvalues of symmetric matrices by Jacobi rotations, in any ordered kind.

use crate::algebra::Matrix;
use crate::number::{Compare, Scalar};

/// Eigenvalues in increasing order and, as columns, their eigenvectors.
#[derive(Clone, Debug)]
pub struct Eigen<S> {
    /// λ₁ ≤ λ₂ ≤ …
    pub values: Vec<S>,
    /// Column j belongs to `values[j]`; orthonormal to working precision.
    pub vectors: Matrix<S>,
}

/// Sweeps after which Jacobi's method is taken to have stopped improving; it
/// converges quadratically, so 4096 bits need about a dozen.
const SWEEPS: usize = 60;

/// The spectrum of a symmetric matrix (its upper triangle is not read twice:
/// the matrix must be symmetric as stored).
///
/// Cyclic Jacobi rotations until |a_ij| is negligible against √(a_ii a_jj) for
/// every pair. On a positive definite matrix that criterion keeps small
/// *relative* error in the tiny eigenvalues, as far as the unit-diagonal
/// scaling of the matrix is well-conditioned (Demmel and Veselić 1992, *Jacobi's
/// method is more accurate than QR*); beyond that, raise the precision.
///
/// The result is numerical, not proved.
pub fn eigen<S: Compare>(matrix: &Matrix<S>) -> Eigen<S> {
    let n = matrix.rows();
    let mut a = matrix.clone();
    let mut v = Matrix::identity(&a[(0, 0)], n);
    for _ in 0..SWEEPS {
        let mut rotated = false;
        for i in 0..n {
            for j in i + 1..n {
                if !negligible(&a, i, j) {
                    rotate(&mut a, &mut v, i, j);
                    rotated = true;
                }
            }
        }
        if !rotated {
            break;
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    // Stable and total even with NaN: "less" that is not proved counts as no.
    order.sort_by(|&i, &j| {
        let less = |i: usize, j: usize| a[(i, i)].less(&a[(j, j)]).is_true();
        less(j, i).cmp(&less(i, j))
    });
    let values = order.iter().map(|&i| a[(i, i)].clone()).collect();
    let vectors = Matrix::from_fn(n, n, |i, j| v[(i, order[j])].clone());
    Eigen { values, vectors }
}

/// Whether 1 + |a_ij|/s rounds to 1, s = √(a_ii a_jj), or the largest diagonal
/// entry where that product is not positive.
fn negligible<S: Compare>(a: &Matrix<S>, i: usize, j: usize) -> bool {
    let entry = a[(i, j)].abs();
    let zero = entry.zero();
    if !zero.less(&entry).is_true() {
        return true;
    }
    let product = &a[(i, i)] * &a[(j, j)];
    let scale = if a[(i, i)].is_positive().is_true() && product.is_positive().is_true() {
        product.sqrt()
    } else {
        a.diagonal().into_iter().fold(zero, |m, x| m.max(&x.abs()))
    };
    let one = entry.one();
    scale.is_positive().is_true() && !one.less(&(&one + entry / scale)).is_true()
}

/// The rotation in the plane (i, j) that makes a_ij zero.
fn rotate<S: Compare>(a: &mut Matrix<S>, v: &mut Matrix<S>, i: usize, j: usize) {
    let aij = a[(i, j)].clone();
    let one = aij.one();
    // t = tan φ is the smaller root of t² + 2θt − 1 = 0.
    let theta = (&a[(j, j)] - &a[(i, i)]) / (&aij + &aij);
    let root = (theta.square() + &one).sqrt();
    let t = if theta.less(&theta.zero()).is_true() {
        -(&one / (root - theta))
    } else {
        &one / (root + theta)
    };
    let c = &one / (t.square() + &one).sqrt();
    let s = &t * &c;
    a[(i, i)] = &a[(i, i)] - &t * &aij;
    a[(j, j)] = &a[(j, j)] + &t * &aij;
    a[(i, j)] = aij.zero();
    a[(j, i)] = aij.zero();
    for k in 0..a.rows() {
        if k != i && k != j {
            let (x, y) = (a[(k, i)].clone(), a[(k, j)].clone());
            a[(k, i)] = &c * &x - &s * &y;
            a[(k, j)] = &s * &x + &c * &y;
            a[(i, k)] = a[(k, i)].clone();
            a[(j, k)] = a[(k, j)].clone();
        }
        let (x, y) = (v[(k, i)].clone(), v[(k, j)].clone());
        v[(k, i)] = &c * &x - &s * &y;
        v[(k, j)] = &s * &x + &c * &y;
    }
}

impl<S: Scalar> Eigen<S> {
    /// κ = λ_max/λ_min.
    pub fn kappa(&self) -> S {
        &self.values[self.values.len() - 1] / &self.values[0]
    }

    /// The eigenvector of `values[j]`.
    pub fn vector(&self, j: usize) -> Vec<S> {
        (0..self.vectors.rows()).map(|i| self.vectors[(i, j)].clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::algebra::eigen::*;
    use crate::number::Mpfr;

    /// H_ij = 1/(i + j + 1), graded by 10^(−4(i + j)).
    fn graded_hilbert(bits: u32) -> Matrix<Mpfr> {
        let one = Mpfr::from_f64(bits, 1.0);
        Matrix::from_fn(6, 6, |i, j| {
            one.ratio(1, (i + j + 1) as i64) / one.int(10).powi(4 * (i + j) as i32)
        })
    }

    #[test]
    fn recomposes_and_is_orthonormal() {
        let a = graded_hilbert(300);
        let Eigen { values, vectors } = eigen(&a);
        let d = Matrix::from_fn(6, 6, |i, j| values[i].int(i64::from(i == j)) * &values[i]);
        let back = vectors.times(&d).times(&vectors.transpose());
        let identity = vectors.transpose().times(&vectors);
        for i in 0..6 {
            for j in 0..6 {
                assert!((&back[(i, j)] - &a[(i, j)]).to_f64().abs() < 1e-88);
                assert!((identity[(i, j)].to_f64() - f64::from(i == j)).abs() < 1e-80);
            }
        }
        assert!(values.windows(2).all(|w| w[0].less(&w[1]).is_true()));
    }

    #[test]
    fn tiny_eigenvalues_of_a_graded_matrix_agree_between_precisions() {
        // λ_min is about 1e-47 of λ_max; κ after scaling is about 1.5e7.
        let (low, high) = (eigen(&graded_hilbert(128)), eigen(&graded_hilbert(512)));
        for (a, b) in low.values.iter().zip(&high.values) {
            assert!(((a - b) / b).to_f64().abs() < 1e-28, "{a:?} {b:?}");
        }
        assert!(high.kappa().to_f64() > 1e40);
    }

    #[test]
    fn diagonal_singular_and_negative_matrices() {
        let a = Matrix::from_fn(3, 3, |i, j| if i == j { [2.0, -1.0, 0.0][i] } else { 0.0 });
        assert_eq!(eigen(&a).values, vec![-1.0, 0.0, 2.0]);
        assert_eq!(eigen(&a).vector(2), vec![1.0, 0.0, 0.0]);
        let ones = Matrix::from_fn(3, 3, |_, _| 1.0);
        let values = eigen(&ones).values;
        assert!((values[2] - 3.0).abs() < 1e-15 && values[0].abs() < 1e-15, "{values:?}");
    }
}
