//! What a table says before anything is planned: parameters, noise, and the runs made.

use super::{Made, Model};
use crate::algebra::Ldl;
use crate::fit::{ErrorKind, Fit, Problem};
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};

/// A fit as the prior of a plan.
#[derive(Clone, Debug)]
pub struct Prior {
    /// The law at the fitted parameters, rounded to 15 digits.
    pub model: Model,
    /// σ: the noise with which least squares would have the standard errors that the fit
    /// has, in the response.
    pub sigma: f64,
    /// The runs of the table.
    pub made: Vec<Made>,
}

impl Prior {
    /// Of a fit; None where the runs do not determine its parameters.
    pub fn of(problem: &Problem<'_>, fit: &Fit, kind: ErrorKind) -> Option<Self> {
        let covariance = fit.covariance.as_ref()?;
        let about = problem.law().about();
        let columns: Vec<usize> =
            covariance.columns.iter().map(|name| about.index(name)).collect::<Option<_>>()?;
        let theta: Vec<Exact> =
            fit.theta().iter().map(|x| x.to_decimal(15).parse().ok()).collect::<Option<_>>()?;
        let log = problem.objective().is_log();
        let model = Model { law: problem.law().clone(), theta, columns, log };
        let made = made(problem);
        // By determinants, so that no parameter is preferred.
        let like = Interval::point(&Mpfr::from_f64(256, 1.0));
        let at: Vec<_> = made.iter().map(|run| run.at.clone()).collect();
        let mut rows = model.rows(&like, &at);
        for (row, run) in rows.iter_mut().zip(&made) {
            let root = like.exact(&run.weight).sqrt();
            row.iter_mut().for_each(|g| *g = &*g * &root);
        }
        let p = model.columns.len();
        let information = Ldl::new(&super::target::outer(&like, p, &rows))?;
        let found = Ldl::new(kind.matrix(covariance)?)?;
        let product =
            libm::log(found.determinant().to_f64()) + information.determinant().ln().to_f64();
        let sigma = libm::exp(product / (2.0 * p as f64));
        sigma.is_finite().then_some(Prior { model, sigma, made })
    }
}

/// The runs of a problem.
pub fn made(problem: &Problem<'_>) -> Vec<Made> {
    problem.iter().map(Made::from).collect()
}
