//! G = L D Lᵀ: solving with a Gram matrix, and everything its inverse tells.

use crate::algebra::Matrix;
use crate::algebra::matrix::dot;
use crate::number::{Compare, Scalar};

/// L (unit lower triangular) and D (diagonal, positive) with G = L D Lᵀ.
///
/// D_j is the squared distance of column j of the Jacobian from the span of the
/// columns before it: a ratio of Gram determinants.
#[derive(Clone, Debug)]
pub struct Ldl<S> {
    lower: Matrix<S>,
    pivots: Vec<S>,
}

impl<S: Compare> Ldl<S> {
    /// Factors a symmetric matrix; None where a pivot is not *known* to be
    /// positive: the matrix is singular, indefinite, or undecided at this
    /// precision. In interval arithmetic, Some proves positive definiteness.
    pub fn new(g: &Matrix<S>) -> Option<Self> {
        let n = g.rows();
        let mut lower = Matrix::identity(&g[(0, 0)], n);
        let mut pivots: Vec<S> = Vec::with_capacity(n);
        for j in 0..n {
            // l_jk d_k for k < j.
            let scaled: Vec<S> = (0..j).map(|k| &lower[(j, k)] * &pivots[k]).collect();
            let mut pivot = g[(j, j)].clone();
            for k in 0..j {
                pivot = pivot - &lower[(j, k)] * &scaled[k];
            }
            if !pivot.is_positive().is_true() || !pivot.is_finite() {
                return None;
            }
            for i in j + 1..n {
                let mut sum = g[(i, j)].clone();
                for (k, s) in scaled.iter().enumerate() {
                    sum = sum - &lower[(i, k)] * s;
                }
                lower[(i, j)] = sum / &pivot;
            }
            pivots.push(pivot);
        }
        Some(Ldl { lower, pivots })
    }
}

impl<S: Scalar> Ldl<S> {
    /// D₁, …, D_n.
    pub fn pivots(&self) -> &[S] {
        &self.pivots
    }

    /// det G = Π D_j.
    pub fn determinant(&self) -> S {
        let one = self.pivots[0].one();
        self.pivots.iter().fold(one, |product, d| product * d)
    }

    /// L⁻¹ b.
    fn forward(&self, b: &[S]) -> Vec<S> {
        let mut x: Vec<S> = Vec::with_capacity(b.len());
        for (i, entry) in b.iter().enumerate() {
            let mut sum = entry.clone();
            for (k, known) in x.iter().enumerate() {
                sum = sum - &self.lower[(i, k)] * known;
            }
            x.push(sum);
        }
        x
    }

    /// G⁻¹ b.
    pub fn solve(&self, b: &[S]) -> Vec<S> {
        let n = b.len();
        let mut x: Vec<S> = self.forward(b).iter().zip(&self.pivots).map(|(y, d)| y / d).collect();
        for i in (0..n).rev() {
            for k in i + 1..n {
                x[i] = &x[i] - &self.lower[(k, i)] * &x[k];
            }
        }
        x
    }

    /// D^−½ L⁻¹ S L⁻ᵀ D^−½: has the eigenvalues μ of the pencil S v = μ G v.
    pub fn whitened(&self, s: &Matrix<S>) -> Matrix<S> {
        let n = self.pivots.len();
        let half = |m: &Matrix<S>| {
            let rows: Vec<Vec<S>> = (0..n).map(|i| self.forward(m.row(i))).collect();
            Matrix::from_fn(n, n, |i, j| &rows[j][i] / self.pivots[i].sqrt())
        };
        // L⁻¹ S, transposed, and again.
        let both = half(&half(s));
        Matrix::from_fn(n, n, |i, j| both[(i.min(j), i.max(j))].clone())
    }

    /// D^−½ L⁻¹: W with W G Wᵀ = 1.
    pub fn whitening(&self) -> Matrix<S> {
        let n = self.pivots.len();
        let like = &self.pivots[0];
        let unit = |j: usize| (0..n).map(|i| like.int(i64::from(i == j))).collect::<Vec<_>>();
        let columns: Vec<Vec<S>> = (0..n).map(|j| self.forward(&unit(j))).collect();
        Matrix::from_fn(n, n, |i, j| &columns[j][i] / self.pivots[i].sqrt())
    }

    /// G⁻¹.
    pub fn inverse(&self) -> Matrix<S> {
        let n = self.pivots.len();
        let like = &self.pivots[0];
        let columns: Vec<Vec<S>> = (0..n)
            .map(|j| self.solve(&(0..n).map(|i| like.int(i64::from(i == j))).collect::<Vec<_>>()))
            .collect();
        // Rounding leaves the two triangles apart: keep one.
        Matrix::from_fn(n, n, |i, j| columns[i.min(j)][i.max(j)].clone())
    }

    /// gᵀ G⁻¹ g = Σ (L⁻¹g)_j²/D_j: the variance of the linearised prediction
    /// with gradient g, in units of σ².
    pub fn variance(&self, g: &[S]) -> S {
        let y = self.forward(g);
        let scaled: Vec<S> = y.iter().zip(&self.pivots).map(|(y, d)| y / d).collect();
        dot(&y, &scaled)
    }
}

/// G_kk − G_ke G_ee⁻¹ G_ek: the Gram matrix of the columns `keep` after all the
/// others are projected out (variable projection's outer block). None where
/// the others are not known to be independent.
pub fn projected<S: Compare>(g: &Matrix<S>, keep: &[usize]) -> Option<Matrix<S>> {
    let others: Vec<usize> = (0..g.rows()).filter(|j| !keep.contains(j)).collect();
    if others.is_empty() {
        return Some(g.block(keep, keep));
    }
    let inner = Ldl::new(&g.block(&others, &others))?;
    let mixed = g.block(keep, &others);
    let solved: Vec<Vec<S>> = (0..keep.len()).map(|i| inner.solve(mixed.row(i))).collect();
    Some(Matrix::from_fn(keep.len(), keep.len(), |i, j| {
        &g[(keep[i], keep[j])] - dot(mixed.row(i), &solved[j])
    }))
}

#[cfg(test)]
mod tests {
    use crate::algebra::ldl::*;
    use crate::number::Mpfr;

    fn hilbert(n: usize) -> Matrix<Mpfr> {
        let one = Mpfr::from_f64(200, 1.0);
        Matrix::from_fn(n, n, |i, j| one.ratio(1, (i + j + 1) as i64))
    }

    #[test]
    fn the_inverse_of_hilberts_matrix_is_integral() {
        let ldl = Ldl::new(&hilbert(4)).expect("positive definite");
        // det H₄ = 1/6048000, and the corner of its inverse is 16.
        assert!((ldl.determinant().to_f64() * 6048000.0 - 1.0).abs() < 1e-15);
        let inverse = ldl.inverse();
        let first = [16.0, -120.0, 240.0, -140.0];
        for (x, y) in inverse.row(0).iter().zip(first) {
            assert!((x.to_f64() - y).abs() < 1e-40);
        }
        let product = hilbert(4).times(&inverse);
        assert!((product[(2, 2)].to_f64() - 1.0).abs() < 1e-15);
        assert!(product[(1, 3)].to_f64().abs() < 1e-45);
    }

    #[test]
    fn variance_is_the_quadratic_form_of_the_inverse() {
        let ldl = Ldl::new(&hilbert(3)).expect("positive definite");
        let g: Vec<Mpfr> = [1.0, -2.0, 0.5].map(|x| Mpfr::from_f64(200, x)).into();
        let direct = dot(&g, &ldl.solve(&g));
        assert!(((ldl.variance(&g) - &direct) / direct).to_f64().abs() < 1e-50);
        assert_eq!(ldl.pivots().len(), 3);
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        assert!(Ldl::new(&Matrix::from_fn(2, 2, |_, _| 1.0)).is_none());
        assert!(Ldl::new(&Matrix::from_fn(1, 1, |_, _| f64::NAN)).is_none());
        assert!(projected(&Matrix::from_fn(3, 3, |_, _| 1.0), &[0]).is_none());
    }

    #[test]
    fn projecting_out_is_the_inverse_of_a_block_of_the_inverse() {
        let g = hilbert(4);
        let outer = projected(&g, &[3, 1]).expect("independent");
        let block = Ldl::new(&g).expect("definite").inverse().block(&[3, 1], &[3, 1]);
        let product = outer.times(&block);
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            assert!((product[(i, j)].to_f64() - f64::from(i == j)).abs() < 1e-40);
        }
        assert_eq!(projected(&g, &[0, 1, 2, 3]).map(|p| p.rows()), Some(4));
    }
}
