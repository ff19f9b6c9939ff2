//! Percentiles of a quantity over refits.

use statrs::distribution::{ContinuousCDF, Normal};

/// The interval between the percentiles of a sample of which `missing` values are not
/// known: they may be anything, so that the lower end is as if they were below all others
/// and the upper as if they were above.
///
/// A percentile lies between order statistics (definition 7 of Hyndman and Fan 1996).
pub fn percentile(sample: &[f64], missing: usize, level: f64) -> Option<(f64, f64)> {
    let tail = 0.5 - 0.5 * level;
    between(sample, missing, (tail, 1.0 - tail))
}

fn between(sample: &[f64], missing: usize, (low, high): (f64, f64)) -> Option<(f64, f64)> {
    if sample.is_empty() {
        return None;
    }
    let padded = |with: f64| {
        let mut all = sample.to_vec();
        all.resize(sample.len() + missing, with);
        all.sort_by(f64::total_cmp);
        all
    };
    Some((at(&padded(f64::NEG_INFINITY), low), at(&padded(f64::INFINITY), high)))
}

/// The p-quantile of a sorted sample; beside an infinite value that value.
fn at(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let (low, share) = (place as usize, place - libm::floor(place));
    let (a, b) = (sorted[low], sorted[(low + 1).min(sorted.len() - 1)]);
    match (share == 0.0 || a == b, a.is_finite() && b.is_finite()) {
        (true, _) => a,
        (false, true) => a + share * (b - a),
        (false, false) if a.is_finite() => b,
        (false, false) => a,
    }
}

/// The bias-corrected and accelerated interval (Efron 1987): percentiles at
/// Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))), z₀ from the share of the sample below `value`, and a
/// the skewness of the values with each run or group left out, a sixth of
/// Σd³/(Σd²)^(3/2), d = mean − value.
pub fn bca(
    sample: &[f64],
    missing: usize,
    value: f64,
    left_out: &[f64],
    level: f64,
) -> Option<(f64, f64)> {
    let count = |f: &dyn Fn(f64) -> bool| sample.iter().filter(|x| f(**x)).count() as f64;
    let share = (count(&|x| x < value) + 0.5 * count(&|x| x == value)) / sample.len() as f64;
    if !(share > 0.0 && share < 1.0) || left_out.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let normal = Normal::standard();
    let z0 = normal.inverse_cdf(share);
    let mean = left_out.iter().sum::<f64>() / left_out.len() as f64;
    let (square, cube) = left_out.iter().fold((0.0, 0.0), |(s, c), x| {
        let d = mean - x;
        (s + d * d, c + d * d * d)
    });
    let a = if square > 0.0 { cube / (6.0 * square * square.sqrt()) } else { 0.0 };
    let moved = |z: f64| normal.cdf(z0 + (z0 + z) / (1.0 - a * (z0 + z)));
    let z = normal.inverse_cdf(0.5 + 0.5 * level);
    between(sample, missing, (moved(-z), moved(z)))
}

#[cfg(test)]
mod tests {
    use crate::fit::uncertainty::intervals::percentile::*;

    #[test]
    fn what_is_not_known_bounds_the_interval() {
        let sample: Vec<f64> = (1..=101).map(f64::from).collect();
        let (lo, hi) = percentile(&sample, 0, 0.9).expect("a sample");
        assert!((lo - 6.0).abs() < 1e-12 && (hi - 96.0).abs() < 1e-12, "{lo} {hi}");
        let (lo, hi) = percentile(&sample, 3, 0.9).expect("a sample");
        assert!(lo < 6.0 && hi > 96.0 && lo > 1.0 && hi < 101.0, "{lo} {hi}");
        assert_eq!(percentile(&sample, 20, 0.9), Some((f64::NEG_INFINITY, f64::INFINITY)));
        assert_eq!(percentile(&[], 5, 0.9), None);
        let runaway = [1.0, 2.0, 3.0, f64::INFINITY];
        assert_eq!(percentile(&runaway, 0, 0.9), Some((1.15, f64::INFINITY)));
    }

    /// scipy.stats.bootstrap's BCa with its own resamples replaced by these: see
    /// fixtures/fit/bars.py.
    #[test]
    fn without_bias_or_skewness_bca_is_the_percentile_interval() {
        let sample: Vec<f64> = (-500..=500).map(f64::from).collect();
        let plain = percentile(&sample, 0, 0.95).expect("a sample");
        let both = bca(&sample, 0, 0.0, &[-1.0, 0.0, 1.0], 0.95).expect("regular");
        assert!((plain.0 - both.0).abs() < 1e-6 && (plain.1 - both.1).abs() < 1e-6);
        let skew = bca(&sample, 0, -20.0, &[-1.0, -1.0, 5.0], 0.95).expect("regular");
        assert!(skew.0 < plain.0 && skew.1 < plain.1);
    }
}
