//! The law at stated parameters, as a design sees it: the gradient of its prediction.

use crate::geometry::{jacobian_row, variables};
use crate::law::{Law, Point};
use crate::number::{Exact, Scalar};
use crate::parallel;

/// A law at parameters that are taken for true, with the columns that a fit would free.
#[derive(Clone, Debug)]
pub struct Model {
    /// The law.
    pub law: Law,
    /// Its parameters, in the law's order.
    pub theta: Vec<Exact>,
    /// Indices of those that are estimated.
    pub columns: Vec<usize>,
    /// Whether the noise is of one size in ln L, and not in L.
    pub log: bool,
}

impl Model {
    /// g: the gradient of the response, ln L or L, with respect to the columns, at a place;
    /// in the kind and precision of `like`. One run with noise of variance σ² adds ggᵀ/σ²
    /// to the information.
    pub fn row<S: Scalar>(&self, like: &S, at: &Point<S>) -> Vec<S> {
        let theta: Vec<S> = self.theta.iter().map(|x| like.exact(x)).collect();
        let loss = jacobian_row(&self.law, &variables(&theta, &self.columns), at);
        let gradient = loss.gradient(self.columns.len());
        match self.log {
            true => gradient.into_iter().map(|g| g / loss.value()).collect(),
            false => gradient,
        }
    }

    /// The same at many places.
    pub fn rows<S: Scalar>(&self, like: &S, places: &[Point<Exact>]) -> Vec<Vec<S>> {
        parallel::rows(places.len(), |i| self.row(like, &places[i].map(|x| like.exact(x))))
    }

    /// The parameters in doubles.
    pub fn plain(&self) -> Vec<f64> {
        self.theta.iter().map(Exact::to_f64).collect()
    }

    /// The response, ln L or L, at a place.
    pub fn response(&self, at: &Point<f64>) -> f64 {
        let loss = self.law.loss(&self.plain(), at);
        if self.log { libm::log(loss) } else { loss }
    }
}
