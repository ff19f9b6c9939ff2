//! The Jacobian, one run at a time, and the Gram matrix G = JᵀWJ it adds up to.

use crate::algebra::Matrix;
use crate::design::Design;
use crate::law::{Law, Point};
use crate::number::{Dual, Exact, Scalar};
use crate::parallel;

/// A law's parameters as dual numbers: the selected columns are variables,
/// numbered in the order given; the others are constants.
pub fn variables<S: Scalar>(theta: &[S], columns: &[usize]) -> Vec<Dual<S>> {
    let place = |index| columns.iter().position(|c| *c == index);
    theta
        .iter()
        .enumerate()
        .map(|(index, value)| match place(index) {
            Some(column) => Dual::variable(value.clone(), column),
            None => Dual::constant(value.clone()),
        })
        .collect()
}

/// L and, in its entries, ∂L/∂θ_j for the variables in `theta` (see
/// [`variables`]): one row of the Jacobian.
pub fn jacobian_row<S: Scalar>(law: &Law, theta: &[Dual<S>], at: &Point<S>) -> Dual<S> {
    law.loss(theta, &at.map(|x| Dual::constant(x.clone())))
}

/// One summand w g gᵀ of a Gram matrix.
#[derive(Clone, Debug)]
pub struct Row<S> {
    /// g, the gradient of the prediction.
    pub gradient: Vec<S>,
    /// w ≥ 0; None for 1.
    pub weight: Option<S>,
}

/// Runs that one task adds up, in order; a constant, so that the result does
/// not depend on the number of threads.
const CHUNK: usize = 512;
/// Chunks in flight: memory is bounded by this, not by the number of runs.
const IN_FLIGHT: usize = 64;

/// Σ w g gᵀ over `len` rows computed on the fly, p×p. The order of summation is
/// fixed: chunk by chunk, whatever the number of threads.
pub fn accumulate<S: Scalar>(
    like: &S,
    len: usize,
    p: usize,
    row: impl Fn(usize) -> Row<S> + Sync,
) -> Matrix<S> {
    let part = |chunk: usize| {
        let mut sum = Upper::zero(like, p);
        for i in chunk * CHUNK..len.min((chunk + 1) * CHUNK) {
            sum.add_outer(&row(i));
        }
        sum
    };
    let mut total = Upper::zero(like, p);
    let chunks: Vec<usize> = (0..len.div_ceil(CHUNK)).collect();
    for batch in chunks.chunks(IN_FLIGHT) {
        let parts = parallel::in_order(batch.len(), |at| part(batch[at]));
        for part in parts {
            total.add(part);
        }
    }
    total.into_matrix()
}

/// G = JᵀWJ of the selected columns over a design, in the kind and precision of
/// `theta`; W holds the weights of the design, where it has some.
///
/// Linear in the number of runs, in constant memory.
pub fn gram<S: Scalar, D: Design + ?Sized>(
    law: &Law,
    theta: &[S],
    design: &D,
    columns: &[usize],
) -> Matrix<S> {
    let like = &theta[0];
    let duals = variables(theta, columns);
    accumulate(like, design.len(), columns.len(), |i| Row {
        gradient: jacobian_row(law, &duals, &design.point(i, like).with_ln())
            .gradient(columns.len()),
        weight: design.weight(i, like),
    })
}

/// J itself, m×p; for small designs and for solvers that want it whole.
pub fn jacobian<S: Scalar, D: Design + ?Sized>(
    law: &Law,
    theta: &[S],
    design: &D,
    columns: &[usize],
) -> Matrix<S> {
    let duals = variables(theta, columns);
    let rows: Vec<Vec<S>> = (0..design.len())
        .map(|i| {
            let at = design.point(i, &theta[0]).with_ln();
            jacobian_row(law, &duals, &at).gradient(columns.len())
        })
        .collect();
    Matrix::from_fn(rows.len(), columns.len(), |i, j| rows[i][j].clone())
}

/// Exact parameters in the kind and precision of `like`.
pub fn parameters<S: Scalar>(like: &S, theta: &[Exact]) -> Vec<S> {
    theta.iter().map(|x| like.exact(x)).collect()
}

/// The upper triangle of a symmetric matrix, row by row.
struct Upper<S> {
    p: usize,
    entries: Vec<S>,
}

impl<S: Scalar> Upper<S> {
    fn zero(like: &S, p: usize) -> Self {
        Upper { p, entries: vec![like.zero(); p * (p + 1) / 2] }
    }

    fn add_outer(&mut self, row: &Row<S>) {
        let mut at = 0;
        for i in 0..self.p {
            let left = match &row.weight {
                Some(w) => &row.gradient[i] * w,
                None => row.gradient[i].clone(),
            };
            for j in i..self.p {
                self.entries[at] = &self.entries[at] + &left * &row.gradient[j];
                at += 1;
            }
        }
    }

    fn add(&mut self, other: Self) {
        for (x, y) in self.entries.iter_mut().zip(&other.entries) {
            *x = &*x + y;
        }
    }

    fn into_matrix(self) -> Matrix<S> {
        let p = self.p;
        Matrix::from_fn(p, p, |i, j| {
            let (i, j) = (i.min(j), i.max(j));
            self.entries[i * p - i * (i + 1) / 2 + j].clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Rays;
    use crate::law::published::PUBLISHED;
    use crate::number::Mpfr;
    use crate::parallel::on_threads;

    fn hoffmann() -> (Law, Vec<Exact>) {
        let theta = PUBLISHED[0].values.iter().map(|v| v.parse().expect("decimal")).collect();
        (Law::named("chinchilla").expect("known"), theta)
    }

    #[test]
    fn the_streamed_gram_is_the_product_of_the_jacobian() {
        let (law, theta) = hoffmann();
        let design = Rays::new(&["20", "100"], 300, "1e7", "1e9").expect("valid");
        let theta = parameters(&Mpfr::from_f64(160, 1.0), &theta);
        let columns = [0, 1, 2, 3, 4];
        let j = jacobian(&law, &theta, &design, &columns);
        let (streamed, product) = (gram(&law, &theta, &design, &columns), j.transpose().times(&j));
        for i in 0..5 {
            for j in 0..5 {
                let gap = (&streamed[(i, j)] - &product[(i, j)]) / &product[(i, j)];
                assert!(crate::number::Compare::to_f64(&gap).abs() < 1e-44);
            }
        }
    }

    #[test]
    fn the_number_of_threads_changes_no_bit() {
        let (law, theta) = hoffmann();
        let design = Rays::new(&["5", "20", "80"], 700, "1e7", "1e9").expect("valid");
        let theta = parameters(&1.0, &theta);
        let with = |threads| on_threads(threads, || gram(&law, &theta, &design, &[1, 2]));
        assert_eq!(with(1), with(4));
    }

    #[test]
    fn columns_are_selected_in_the_order_given_and_weights_multiply() {
        let (law, theta) = hoffmann();
        let design = Rays::new(&["20"], 4, "1e7", "1e9").expect("valid");
        let theta = parameters(&1.0, &theta);
        let all = gram(&law, &theta, &design, &[0, 1, 2, 3, 4]);
        let some = gram(&law, &theta, &design, &[3, 0]);
        for (i, j) in [(0, 0), (0, 1), (1, 1)] {
            let expected = all.block(&[3, 0], &[3, 0])[(i, j)];
            assert!((some[(i, j)] / expected - 1.0).abs() < 1e-14);
        }
        let g = [1.0, 2.0];
        let tripled = accumulate(&1.0, 2, 2, |_| Row { gradient: g.to_vec(), weight: Some(3.0) });
        assert_eq!(tripled, Matrix::from_fn(2, 2, |i, j| 6.0 * g[i] * g[j]));
    }
}
