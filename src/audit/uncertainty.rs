//! How far anything computed from the parameters may be off: by the delta method,
//! Var f = ∇fᵀ C ∇f with C the covariance of the fit, or as it is in every refit of a
//! bootstrap, for functions that the runs determine at all.

use super::design::NullSpace;
use crate::fit::{
    Convention, ErrorKind, Fit, Interval, LeaveOut, Method, Problem, Space, left_out, noise,
};
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

/// A loss foretold.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// L̂.
    pub loss: f64,
    /// Its standard deviation from the parameters alone.
    pub sd: Option<f64>,
    /// The interval of the mean loss.
    pub mean: Option<Interval>,
    /// The interval of the loss of one new run of weight 1, its own noise included.
    pub new_run: Option<Interval>,
}

/// A covariance, and the directions that the runs leave open.
#[derive(Clone, Debug)]
pub struct Uncertainty<'a> {
    problem: &'a Problem<'a>,
    fit: &'a Fit,
    convention: Convention,
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
        convention: Convention,
        open: &'a NullSpace,
    ) -> Self {
        let space = problem.space();
        let about = problem.law().about();
        let coordinate =
            |name: &&'static str| about.index(name).and_then(|p| space.coordinate_of(p));
        let covariance = fit.covariance.as_ref().and_then(|c| {
            let places: Option<Vec<usize>> = c.columns.iter().map(coordinate).collect();
            Some((places?, convention.kind.matrix(c)?))
        });
        Uncertainty { problem, fit, convention, space, covariance, open }
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

    /// A positive function `f` of θ with this value and gradient: its standard deviation
    /// and its interval. None where the runs do not determine it.
    pub fn positive(
        &self,
        (value, gradient): (f64, &[f64]),
        f: impl Fn(&[f64]) -> f64,
    ) -> (Option<f64>, Option<Interval>) {
        if self.convention.kind == ErrorKind::Bootstrap {
            let known = self.fit.replicates.as_ref().filter(|_| self.open.leaves_alone(gradient));
            let interval = known.and_then(|found| found.interval(&f, &self.convention));
            return (known.and_then(|found| found.sd(&f)), interval);
        }
        let sd = self.sd(gradient);
        let freedom = self.fit.freedom(self.convention.kind);
        let value = Mpfr::from_f64(64, value);
        let interval = sd
            .filter(|_| freedom > 0)
            .map(|sd| self.convention.about(&value, sd, value.is_positive().is_true(), freedom));
        (sd, interval)
    }

    /// The loss predicted at a point: its standard deviation, the interval of the mean
    /// loss there and those of a new run.
    pub fn prediction(&self, theta: &[f64], at: &Point<f64>) -> Forecast {
        let fixed = at.map(|x| Dual::constant(*x));
        let dual = self.law().loss(&Dual::variables(theta), &fixed);
        let loss = *dual.value();
        let gradient = dual.gradient(theta.len());
        let (sd, mean) = self.positive((loss, &gradient), |theta| self.law().loss(theta, at));
        let objective = self.problem.objective();
        let log = objective.is_log();
        let back = |x: f64| if log { libm::exp(x) } else { x };
        let level = self.convention.level;
        let new_run = sd.zip(noise(self.problem, self.fit)).map(|(sd, noise)| {
            let (own, centre) = if log { (sd / loss, libm::log(loss)) } else { (sd, loss) };
            let freedom = self.fit.freedom(self.convention.kind);
            let reach = self.convention.quantile(freedom) * libm::hypot(own, noise);
            let method = Method::NewRun(self.convention.kind);
            Interval::of(back(centre - reach), back(centre + reach), level, method)
        });
        Forecast { loss, sd, mean, new_run }
    }

    /// The interval of a new run that assumes nothing of the noise, from refits without
    /// each of the runs.
    pub fn jackknife(&self, left_out: &LeaveOut, at: &Point<f64>) -> Option<Interval> {
        let log = self.problem.objective().is_log();
        let response = |x: f64| if log { libm::log(x) } else { x };
        let back = |x: f64| if log { libm::exp(x) } else { x };
        let predict = |theta: &[f64]| response(self.law().loss(theta, at));
        left_out.new_run(predict, self.convention.level, back)
    }

    /// Refits without each run, or fold of runs; None for tables too large for that.
    pub fn left_out(&self) -> Option<LeaveOut> {
        left_out(self.problem, self.fit)
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
