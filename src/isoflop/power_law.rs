//! N* ∝ C^a by least squares in logarithms.

use serde::Serialize;

/// ln N* = ln N₀ + a (ln C − ln C₀), C₀ the geometric mean of the budgets.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PowerLaw {
    /// a.
    pub exponent: f64,
    /// Its standard error from the scatter about the line; None of two points.
    pub exponent_se: Option<f64>,
    /// C₀.
    pub compute: f64,
    /// N₀, N* at C₀.
    pub size: f64,
    /// The scatter of ln N* about the line, √(Σr²/(m − 2)); None of two points.
    pub scatter: Option<f64>,
    /// Points.
    pub points: usize,
}

impl PowerLaw {
    /// Through points (C, N*); None of fewer than two budgets.
    pub fn of(points: &[(f64, f64)]) -> Option<Self> {
        let m = points.len();
        let logs: Vec<(f64, f64)> =
            points.iter().map(|(c, n)| (libm::log(*c), libm::log(*n))).collect();
        let mean = |f: &dyn Fn(&(f64, f64)) -> f64| logs.iter().map(f).sum::<f64>() / m as f64;
        let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
        let square: f64 = logs.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
        if m < 2 || square.is_nan() || square <= 1e-12 {
            return None;
        }
        let exponent = logs.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>() / square;
        let rest: f64 = logs
            .iter()
            .map(|p| {
                let r = p.1 - y - exponent * (p.0 - x);
                r * r
            })
            .sum();
        let scatter = (m > 2).then(|| (rest / (m - 2) as f64).sqrt());
        Some(PowerLaw {
            exponent,
            exponent_se: scatter.map(|s| s / square.sqrt()),
            compute: libm::exp(x),
            size: libm::exp(y),
            scatter,
            points: m,
        })
    }

    /// N* at a budget.
    pub fn size_at(&self, compute: f64) -> f64 {
        self.size * libm::pow(compute / self.compute, self.exponent)
    }

    /// D* = C/(6N*) at a budget.
    pub fn tokens_at(&self, compute: f64) -> f64 {
        compute / (6.0 * self.size_at(compute))
    }

    /// The standard error of ln N* at a budget; None of two points.
    pub fn error_at(&self, compute: f64) -> Option<f64> {
        let (scatter, se) = (self.scatter?, self.exponent_se?);
        let away = libm::log(compute / self.compute);
        Some(libm::hypot(scatter / (self.points as f64).sqrt(), se * away))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_law_is_found_and_its_error_is_that_of_regression() {
        let points = [(1e18, 2e8), (1e19, 7e8), (1e20, 1.9e9), (1e21, 6.4e9)];
        let found = PowerLaw::of(&points).expect("four points");
        // scipy.stats.linregress of the logarithms.
        assert!((found.exponent - 0.494_910_5).abs() < 1e-6, "{found:?}");
        assert!((found.exponent_se.expect("four") - 0.014_675_8).abs() < 1e-6, "{found:?}");
        let exact = PowerLaw::of(&[(1.0, 3.0), (16.0, 12.0)]).expect("two points");
        assert!((exact.exponent - 0.5).abs() < 1e-14 && exact.exponent_se.is_none());
        assert!((exact.size_at(4.0) - 6.0).abs() < 1e-12);
        assert!((exact.tokens_at(4.0) - 4.0 / 36.0).abs() < 1e-12);
        assert!(PowerLaw::of(&[(1.0, 3.0), (1.0, 4.0)]).is_none());
    }
}
