//! Power: how likely a design is to show what is there.

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::beta::{beta_reg, inv_beta_reg};

use super::Model;
use crate::algebra::Ldl;
use crate::fit::{Constraints, Objective, Refit};
use crate::law::{Law, Point};

/// The probability that an F test of `(restrictions, freedom)` degrees of freedom at the
/// level α = 1 − `level` rejects, where the noncentrality is λ: P(F' > f_α), F' noncentral F,
/// a mixture of beta distributions with Poisson weights of mean λ/2. Not a number unless both
/// degrees of freedom are positive and λ is not negative.
///
/// ```
/// use offray::plan::f_power;
/// // scipy: ncf.sf(f.isf(0.05, 1, 20), 1, 20, 9)
/// assert!((f_power(9.0, (1, 20), 0.95) - 0.814_170_07).abs() < 1e-6);
/// ```
pub fn f_power(lambda: f64, (restrictions, freedom): (usize, usize), level: f64) -> f64 {
    if restrictions == 0 || freedom == 0 || lambda.is_nan() || lambda < 0.0 {
        return f64::NAN;
    }
    let (a, b) = (restrictions as f64 / 2.0, freedom as f64 / 2.0);
    let x = inv_beta_reg(a, b, level);
    if lambda > 2000.0 {
        // Certain to all digits shown, and the weights would underflow.
        return 1.0;
    }
    let half = lambda / 2.0;
    let mut weight = libm::exp(-half);
    let (mut accepted, mut seen) = (0.0, 0.0);
    let mut j = 0.0;
    while seen < 1.0 - 1e-14 && j < 10.0 * half + 200.0 {
        accepted += weight * beta_reg(a + j, b, x);
        seen += weight;
        j += 1.0;
        weight *= half / j;
    }
    (1.0 - accepted).clamp(0.0, 1.0)
}

/// The largest power that any test at that level has between two known means with normal
/// noise, λ = Σ (difference/σ)²: Φ(√λ − z), by the lemma of Neyman and Pearson.
pub fn best_power(lambda: f64, level: f64) -> f64 {
    let normal = Normal::standard();
    normal.cdf(lambda.max(0.0).sqrt() - normal.inverse_cdf(level))
}

/// What a design may show.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Power {
    /// What is to be shown, in words.
    pub what: String,
    /// The noncentrality λ: the squared distance from what is to be rejected, in units of
    /// the noise.
    pub lambda: f64,
    /// The degrees of freedom of the F test; absent where the power is that of the best
    /// test of two known forms.
    pub freedom: Option<(usize, usize)>,
    /// The probability of showing it.
    pub power: f64,
}

/// The power of showing that two exponents differ: λ = (α − β)²/var(α̂ − β̂).
pub fn of_gap(
    model: &Model,
    (i, j): (usize, usize),
    information: &Ldl<f64>,
    (runs, sigma, level): (usize, f64, f64),
) -> Option<Power> {
    let parameters = model.law.about().parameters;
    let place = |index: usize| model.columns.iter().position(|c| *c == index);
    let (a, b) = (place(i)?, place(j)?);
    let mut contrast = vec![0.0; model.columns.len()];
    (contrast[a], contrast[b]) = (1.0, -1.0);
    let theta = model.plain();
    let gap = theta[i] - theta[j];
    let lambda = gap * gap / (sigma * sigma * information.variance(&contrast));
    let freedom = (1, runs.checked_sub(model.columns.len()).filter(|f| *f > 0)?);
    Some(Power {
        what: format!("{} ≠ {}", parameters[i].symbol, parameters[j].symbol),
        lambda,
        freedom: Some(freedom),
        power: f_power(lambda, freedom, level),
    })
}

/// The power of telling the law from another form fitted to the same places: λ is what the
/// closest fit of the other leaves of the law's own losses, Σ r²/σ². With fewer parameters,
/// nested in the law, an F test; else the best test of the two surfaces.
///
/// None where the other form needs more places, or cannot be fitted.
pub fn of_form(
    model: &Model,
    other: &Law,
    nested: bool,
    places: &[Point<f64>],
    (sigma, level): (f64, f64),
) -> Option<Power> {
    if places.len() <= other.len().max(model.columns.len()) {
        return None;
    }
    let objective = if model.log { Objective::LogSse } else { Objective::Sse };
    let theta = model.plain();
    let losses: Vec<f64> = places.iter().map(|at| model.law.loss(&theta, at)).collect();
    let none = Constraints::default();
    let refit = Refit::new(other, &none, &objective, places.to_vec()).ok()?;
    let found = refit.search(&losses)?;
    let residual = |(at, loss): (&Point<f64>, &f64)| {
        let told = other.loss(&found.theta, at);
        let r = if model.log { libm::log(loss / told) } else { loss - told };
        r * r
    };
    let lambda = places.iter().zip(&losses).map(residual).sum::<f64>() / (sigma * sigma);
    let (p, q) = (model.columns.len(), other.len());
    let freedom = (nested && q < p).then(|| (p - q, places.len() - p));
    let power = match freedom {
        Some(freedom) => f_power(lambda, freedom, level),
        None => best_power(lambda, level),
    };
    Some(Power { what: format!("not {}", other.about().name), lambda, freedom, power })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_grows_from_the_level_to_one() {
        assert!((f_power(0.0, (2, 15), 0.95) - 0.05).abs() < 1e-12);
        let power: Vec<f64> =
            [0.5, 2.0, 8.0, 40.0, 3000.0].map(|l| f_power(l, (2, 15), 0.95)).into();
        assert!(power.windows(2).all(|w| w[0] < w[1]) && power[4] == 1.0, "{power:?}");
        assert!(f_power(1.0, (0, 3), 0.95).is_nan() && f_power(-1.0, (1, 3), 0.95).is_nan());
        assert!((best_power(0.0, 0.95) - 0.05).abs() < 1e-9);
        // Φ(3 − 1.6448536).
        assert!((best_power(9.0, 0.95) - 0.912_315).abs() < 1e-5);
    }
}
