//! A model over data, evaluated in one kind of number.
//!
//! RSS(b) = Σ rᵢ², rᵢ = yᵢ − f(xᵢ; b). With gᵢ = ∇f: ∇(RSS/2) = −Σ rᵢgᵢ and
//! ∇²(RSS/2) = Σ gᵢgᵢᵀ − rᵢ∇²fᵢ.

use super::{Data, Model};
use crate::algebra::Matrix;
use crate::number::{Dual, Trigonometric};
use crate::parallel;

/// Observations that one task evaluates.
const CHUNK: usize = 16;

/// The data in some kind of number.
#[derive(Clone, Debug)]
pub(super) struct System<'a, M, S> {
    pub model: &'a M,
    /// Transformed responses.
    y: Vec<S>,
    x: Vec<Vec<S>>,
}

/// Residuals, and the Jacobian ∂f/∂b row by row.
#[derive(Clone, Debug)]
pub(super) struct First<S> {
    pub residuals: Vec<S>,
    pub jacobian: Vec<S>,
}

/// RSS/2 to second order.
#[derive(Clone, Debug)]
pub(super) struct Second<S> {
    pub gradient: Vec<S>,
    pub hessian: Matrix<S>,
}

impl<'a, M: Model, S: Trigonometric> System<'a, M, S> {
    pub fn new(model: &'a M, data: &Data, like: &S) -> Self {
        let rows = data.rows();
        System {
            model,
            y: rows.iter().map(|row| model.response(&like.exact(&row.y))).collect(),
            x: rows.iter().map(|row| row.x.iter().map(|x| like.exact(x)).collect()).collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.y.len()
    }

    /// The responses as the model compares them.
    pub fn responses(&self) -> &[S] {
        &self.y
    }

    pub fn residuals(&self, b: &[S]) -> Vec<S> {
        let chunks = parallel::chunks((self.len(), 4 * CHUNK), |range| {
            range.map(|i| &self.y[i] - self.model.predict(b, &self.x[i])).collect::<Vec<_>>()
        });
        chunks.into_iter().flatten().collect()
    }

    /// Σ r².
    pub fn rss(&self, b: &[S]) -> S {
        self.residuals(b).iter().fold(b[0].zero(), |sum, r| sum + r.square())
    }

    pub fn first(&self, b: &[S]) -> First<S> {
        let duals = Dual::variables(b);
        let chunks = parallel::chunks((self.len(), CHUNK), |range| {
            let mut part = First { residuals: Vec::new(), jacobian: Vec::new() };
            for i in range {
                let x: Vec<Dual<S>> = self.x[i].iter().cloned().map(Dual::constant).collect();
                let predicted = self.model.predict(&duals, &x);
                part.residuals.push(&self.y[i] - predicted.value());
                part.jacobian.extend(predicted.gradient(b.len()));
            }
            part
        });
        let mut all = First { residuals: Vec::new(), jacobian: Vec::new() };
        for part in chunks {
            all.residuals.extend(part.residuals);
            all.jacobian.extend(part.jacobian);
        }
        all
    }

    pub fn second(&self, b: &[S]) -> Second<S> {
        let (p, like) = (b.len(), &b[0]);
        let duals = Dual::variables(&Dual::variables(b));
        let zero = || (vec![like.zero(); p], vec![like.zero(); p * (p + 1) / 2]);
        let chunks = parallel::chunks((self.len(), CHUNK), |range| {
            let mut sum = zero();
            for i in range {
                let lift = |x: &S| Dual::constant(Dual::constant(x.clone()));
                let x: Vec<_> = self.x[i].iter().map(lift).collect();
                let predicted = self.model.predict(&duals, &x);
                let residual = &self.y[i] - predicted.value().value();
                let slope = predicted.value().gradient(p);
                for a in 0..p {
                    sum.0[a] = &sum.0[a] - &residual * &slope[a];
                    let bend = predicted.derivative(a);
                    for b in 0..=a {
                        let at = a * (a + 1) / 2 + b;
                        // x² is tighter than x·x.
                        let square = match a == b {
                            true => slope[a].square(),
                            false => &slope[a] * &slope[b],
                        };
                        sum.1[at] = &sum.1[at] + square;
                        if let Some(bend) = bend.and_then(|d| d.derivative(b)) {
                            sum.1[at] = &sum.1[at] - &residual * bend;
                        }
                    }
                }
            }
            sum
        });
        let plus = |a: &[S], b: &[S]| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<S>>();
        let (gradient, triangle) =
            chunks.into_iter().fold(zero(), |a, b| (plus(&a.0, &b.0), plus(&a.1, &b.1)));
        let entry = |i: usize, j: usize| {
            let (i, j) = (i.max(j), i.min(j));
            triangle[i * (i + 1) / 2 + j].clone()
        };
        Second { gradient, hessian: Matrix::from_fn(p, p, entry) }
    }
}

impl<S: Trigonometric> First<S> {
    /// JᵀJ.
    pub fn gram(&self) -> Matrix<S> {
        let p = self.jacobian.len() / self.residuals.len();
        let rows = || self.jacobian.chunks_exact(p);
        Matrix::from_fn(p, p, |i, j| {
            let (i, j) = (i.max(j), i.min(j));
            rows().fold(self.residuals[0].zero(), |sum, row| match i == j {
                true => sum + row[i].square(),
                false => sum + &row[i] * &row[j],
            })
        })
    }

    /// Σ r².
    pub fn rss(&self) -> S {
        self.residuals.iter().fold(self.residuals[0].zero(), |sum, r| sum + r.square())
    }
}
