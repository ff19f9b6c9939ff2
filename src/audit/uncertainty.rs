//! How far anything computed from the parameters may be off, by the delta
//! method: Var f = ∇fᵀ C ∇f with C the covariance of the fit, for functions that
//! the runs determine at all.

use super::design::NullSpace;
use crate::fit::{ErrorKind, Fit, Problem, Space};
use crate::geometry::Matrix;
use crate::law::{Law, Point};
use crate::number::{Compare, Dual, Exact, Mpfr, Scalar};

/// What the residuals at the optimum look like.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Residuals {
    /// √(mean of r²): the scatter of the runs about the fit.
    pub rms: f64,
    /// Median of |r|.
    pub median: f64,
    /// Runs with |r| ≤ δ; all of them for sums of squares.
    pub inside: usize,
}

impl Residuals {
    /// At θ, in doubles.
    pub fn of(problem: &Problem<'_>, theta: &[f64]) -> Self {
        let delta = problem.objective().delta().map_or(f64::INFINITY, Exact::to_f64);
        let mut sizes: Vec<f64> = problem.residuals(theta).iter().map(|r| r.abs()).collect();
        sizes.sort_by(f64::total_cmp);
        let square: f64 = sizes.iter().map(|r| r * r).sum();
        Residuals {
            rms: libm::sqrt(square / sizes.len() as f64),
            median: median(&sizes),
            inside: sizes.iter().filter(|r| **r <= delta).count(),
        }
    }
}

/// Correlations of the estimates, from the covariance that standard errors are
/// made of.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Correlation {
    /// The definition of the covariance.
    pub se: ErrorKind,
    /// Names of the parameters; of tied ones the first.
    pub columns: Vec<&'static str>,
    /// Row by row; null where undefined.
    pub matrix: Vec<Vec<Option<f64>>>,
}

impl Correlation {
    /// C_ij/√(C_ii C_jj), C the covariance of that definition; None where the fit
    /// has none.
    pub fn of(fit: &Fit, kind: ErrorKind) -> Option<Self> {
        let found = fit.covariance.as_ref()?;
        let c = kind.matrix(found)?;
        let entry = |i: usize, j: usize| {
            let size = (&c[(i, i)] * &c[(j, j)]).sqrt();
            let r = (&c[(i, j)] / size).to_f64();
            if i == j {
                Some(1.0).filter(|_| r.is_finite())
            } else {
                Some(r).filter(|r| r.is_finite())
            }
        };
        let rows = 0..found.columns.len();
        let matrix = rows.clone().map(|i| rows.clone().map(|j| entry(i, j)).collect()).collect();
        Some(Correlation { se: kind, columns: found.columns.clone(), matrix })
    }
}

/// The median of numbers in increasing order: of an even count the mean of the
/// middle two; not a number for none.
pub fn median(sorted: &[f64]) -> f64 {
    let (half, odd) = (sorted.len() / 2, sorted.len() % 2 == 1);
    match sorted {
        [] => f64::NAN,
        _ if odd => sorted[half],
        _ => sorted[half - 1] + (sorted[half] - sorted[half - 1]) / 2.0,
    }
}

/// A covariance, and the directions that the runs leave open.
#[derive(Clone, Debug)]
pub struct Uncertainty<'a> {
    space: &'a Space,
    /// Coordinates that have a column, and the matrix.
    covariance: Option<(Vec<usize>, &'a Matrix<Mpfr>)>,
    open: &'a NullSpace,
}

impl<'a> Uncertainty<'a> {
    /// Of a fit to a problem, by one definition.
    pub fn new(
        problem: &'a Problem<'_>,
        fit: &'a Fit,
        kind: ErrorKind,
        open: &'a NullSpace,
    ) -> Self {
        let space = problem.space();
        let about = problem.law().about();
        let coordinate =
            |name: &&'static str| about.index(name).and_then(|p| space.coordinate_of(p));
        let covariance = fit.covariance.as_ref().and_then(|c| {
            let places: Option<Vec<usize>> = c.columns.iter().map(coordinate).collect();
            Some((places?, kind.matrix(c)?))
        });
        Uncertainty { space, covariance, open }
    }

    /// The law.
    pub fn law(&self) -> &Law {
        self.space.law()
    }

    /// Standard deviation of a function of θ with gradient `g` in the law's
    /// order; None where the runs do not determine the function.
    pub fn sd(&self, g: &[f64]) -> Option<f64> {
        let (places, covariance) = self.covariance.as_ref()?;
        if !self.open.leaves_alone(g) {
            return None;
        }
        let moved = self.pull_back(g);
        let like = &covariance[(0, 0)];
        let g: Vec<Mpfr> = places
            .iter()
            .map(|at| like.exact(&Exact::from_f64(moved[*at]).unwrap_or_else(|_| 0.into())))
            .collect();
        let mut variance = like.zero();
        for i in 0..g.len() {
            for j in 0..g.len() {
                variance = variance + &g[i] * &covariance[(i, j)] * &g[j];
            }
        }
        let sd = variance.sqrt().to_f64();
        sd.is_finite().then_some(sd)
    }

    /// The loss predicted at a point, and its standard deviation.
    pub fn prediction(&self, theta: &[f64], at: &Point<f64>) -> (f64, Option<f64>) {
        let at = at.map(|x| Dual::constant(*x));
        let loss = self.law().loss(&Dual::variables(theta), &at);
        (*loss.value(), self.sd(&loss.gradient(theta.len())))
    }

    /// ∂/∂u from ∂/∂θ: tied parameters move together, fixed ones not at all.
    fn pull_back(&self, g: &[f64]) -> Vec<f64> {
        let coordinates = self.space.free().iter();
        coordinates.map(|c| c.parameters.iter().map(|p| g[*p]).sum()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_of_an_even_count_is_between_the_middle_two() {
        assert_eq!(median(&[1.0, 2.0, 9.0]), 2.0);
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), 3.0);
        assert!(median(&[]).is_nan());
    }
}
