//! A small dense matrix over any kind of number.

use std::ops::{Index, IndexMut};

use crate::number::Scalar;

/// A matrix, entries row by row.
///
/// Sizes here are numbers of parameters (at most eight), so plain loops serve;
/// what matters is that every kind of number can stand in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix<S> {
    rows: usize,
    columns: usize,
    entries: Vec<S>,
}

impl<S> Matrix<S> {
    /// The matrix with entries `f(i, j)`.
    pub fn from_fn(rows: usize, columns: usize, mut f: impl FnMut(usize, usize) -> S) -> Self {
        let entries = (0..rows * columns).map(|at| f(at / columns, at % columns)).collect();
        Matrix { rows, columns, entries }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One row.
    pub fn row(&self, i: usize) -> &[S] {
        &self.entries[i * self.columns..(i + 1) * self.columns]
    }

    /// Entry by entry into another kind.
    pub fn map<T>(&self, f: impl FnMut(&S) -> T) -> Matrix<T> {
        let entries = self.entries.iter().map(f).collect();
        Matrix { rows: self.rows, columns: self.columns, entries }
    }

    /// Whether every entry satisfies `f`.
    pub fn all(&self, f: impl FnMut(&S) -> bool) -> bool {
        self.entries.iter().all(f)
    }
}

impl<S: Clone> Matrix<S> {
    /// The block of the given rows and columns, in the given order.
    pub fn block(&self, rows: &[usize], columns: &[usize]) -> Self {
        Matrix::from_fn(rows.len(), columns.len(), |i, j| self[(rows[i], columns[j])].clone())
    }

    /// The diagonal.
    pub fn diagonal(&self) -> Vec<S> {
        (0..self.rows.min(self.columns)).map(|i| self[(i, i)].clone()).collect()
    }

    /// The transpose.
    pub fn transpose(&self) -> Self {
        Matrix::from_fn(self.columns, self.rows, |i, j| self[(j, i)].clone())
    }
}

impl<S: Scalar> Matrix<S> {
    /// The n×n identity in the kind and precision of `like`.
    pub fn identity(like: &S, n: usize) -> Self {
        Matrix::from_fn(n, n, |i, j| like.int(i64::from(i == j)))
    }

    /// The product; a sum over k in increasing order.
    ///
    /// # Panics
    /// Unless `self.columns() == other.rows()`.
    pub fn times(&self, other: &Self) -> Self {
        assert_eq!(self.columns, other.rows, "inner sizes of a product");
        Matrix::from_fn(self.rows, other.columns, |i, j| {
            let mut sum = &self[(i, 0)] * &other[(0, j)];
            for k in 1..self.columns {
                sum = sum + &self[(i, k)] * &other[(k, j)];
            }
            sum
        })
    }

    /// D^−½ G D^−½ with D the diagonal of G: the Gram matrix after every column
    /// of the Jacobian is scaled to unit length. Its diagonal is set to 1.
    pub fn unit_diagonal(&self) -> Self {
        let lengths: Vec<S> = self.diagonal().iter().map(S::sqrt).collect();
        Matrix::from_fn(self.rows, self.columns, |i, j| {
            if i == j { lengths[i].one() } else { &self[(i, j)] / (&lengths[i] * &lengths[j]) }
        })
    }
}

impl<S> Index<(usize, usize)> for Matrix<S> {
    type Output = S;
    fn index(&self, (i, j): (usize, usize)) -> &S {
        debug_assert!(i < self.rows && j < self.columns);
        &self.entries[i * self.columns + j]
    }
}

impl<S> IndexMut<(usize, usize)> for Matrix<S> {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut S {
        debug_assert!(i < self.rows && j < self.columns);
        &mut self.entries[i * self.columns + j]
    }
}

/// Σ xᵢ yᵢ, in order.
///
/// # Panics
/// If the vectors are empty or differ in length.
pub fn dot<S: Scalar>(x: &[S], y: &[S]) -> S {
    assert_eq!(x.len(), y.len(), "lengths of a scalar product");
    let first = &x[0] * &y[0];
    x[1..].iter().zip(&y[1..]).fold(first, |sum, (a, b)| sum + a * b)
}

#[cfg(test)]
mod tests {
    use crate::algebra::matrix::*;

    #[test]
    fn products_blocks_and_transposes() {
        let a = Matrix::from_fn(2, 3, |i, j| (3 * i + j) as f64);
        let g = a.times(&a.transpose());
        assert_eq!((g.row(0), g.row(1)), (&[5.0, 14.0][..], &[14.0, 50.0][..]));
        assert_eq!(a.block(&[1], &[2, 0]).row(0), &[5.0, 3.0]);
        assert_eq!(a.transpose().rows(), 3);
        assert_eq!(g.times(&Matrix::identity(&1.0, 2)), g);
        assert_eq!(g.unit_diagonal()[(0, 1)], 14.0 / (5.0_f64.sqrt() * 50.0_f64.sqrt()));
        assert_eq!(dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
        assert!(g.all(|x| *x > 0.0));
        assert_eq!(g.map(|x| *x > 5.0).row(0), &[false, true]);
    }
}
