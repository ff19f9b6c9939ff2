//! How far off the estimators are where the truth is known: applied to a law's own losses.

use serde::Serialize;

use super::{PowerLaw, Sample};
use crate::geometry::{Budget, allocate};
use crate::law::{Law, Point};

/// An estimate against the truth at one budget.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Biased {
    /// C.
    pub compute: f64,
    /// N* by the power law.
    pub n: f64,
    /// N* of the law itself.
    pub true_n: f64,
    /// D* by the power law over that of the law, less 1.
    pub d_off: f64,
    /// The same of N*.
    pub n_off: f64,
}

/// What an estimator makes of a law's own losses at the places of the runs, without noise.
#[derive(Clone, Debug, Serialize)]
pub struct Bias {
    /// The exponent that it finds.
    pub exponent: f64,
    /// d ln N*/d ln C of the law between the smallest and the largest budget used.
    pub true_exponent: f64,
    /// At the budgets asked for.
    pub at: Vec<Biased>,
}

/// The error that an estimator makes without noise at the places of these runs: the losses
/// are replaced by those of the law. None where it then finds no power law, or the law has
/// no best split.
pub fn bias(
    law: &Law,
    theta: &[f64],
    samples: &[Sample],
    budgets: &[f64],
    estimator: impl Fn(&[Sample]) -> Option<(PowerLaw, (f64, f64))>,
) -> Option<Bias> {
    let own = |s: &Sample| Sample { loss: law.loss(theta, &Point::new(s.n, s.d)), ..*s };
    let exact: Vec<Sample> = samples.iter().map(own).collect();
    let (found, (lo, hi)) = estimator(&exact)?;
    let best = |c: f64| allocate(law, theta, Budget::training(c)).map(|best| best.n);
    let true_exponent = libm::log(best(hi)? / best(lo)?) / libm::log(hi / lo);
    let at = budgets.iter().filter_map(|c| {
        let (n, true_n) = (found.size_at(*c), best(*c)?);
        let ratio = n / true_n;
        Some(Biased { compute: *c, n, true_n, d_off: 1.0 / ratio - 1.0, n_off: ratio - 1.0 })
    });
    Some(Bias { exponent: found.exponent, true_exponent, at: at.collect() })
}

#[cfg(test)]
mod tests {
    use super::super::{equidistant, profiles, vertex_shift};
    use super::*;
    use crate::design::Tolerance;

    /// Centred grids at several budgets: exact exponents, and X12's factor at every budget.
    #[test]
    fn the_bias_on_centred_grids_is_the_closed_form() {
        let law = Law::named("chinchilla").expect("known");
        for (theta, width) in [
            ([1.69, 406.4, 410.7, 0.34, 0.28], 16.0_f64),
            ([1.69, 406.4, 410.7, 0.465, 0.155], 4.0),
        ] {
            let grid = equidistant(&width.log10(), 15);
            let mut samples = Vec::new();
            for c in [1e18, 1e19, 1e20, 1e21] {
                let best = allocate(&law, &theta, Budget::training(c)).expect("interior");
                for w in &grid {
                    let d = best.d * 10_f64.powf(*w);
                    samples.push(Sample { n: c / (6.0 * d), d, loss: 1.0 });
                }
            }
            let estimator = |samples: &[Sample]| {
                let found = profiles(samples, Tolerance::default());
                Some((found.power_law.ok()?, (1e18, 1e21)))
            };
            let found = bias(&law, &theta, &samples, &[1e24], estimator).expect("a power law");
            let exponent = theta[4] / (theta[3] + theta[4]);
            assert!((found.exponent - exponent).abs() < 1e-9, "{found:?}");
            assert!((found.true_exponent - exponent).abs() < 1e-9, "{found:?}");
            let shift = 10_f64.powf(vertex_shift(&theta[3], &theta[4], &grid)) - 1.0;
            assert!((found.at[0].d_off - shift).abs() < 1e-8, "{found:?} {shift}");
        }
    }
}
