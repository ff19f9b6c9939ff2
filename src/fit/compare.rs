//! Two designs compared replicate by replicate: how often the one wins, by how
//! much, and how sure that is.

use statrs::function::beta::{beta_reg, inv_beta_reg};

use crate::design::Random;

/// Wins, losses and ties of paired comparisons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WinRate {
    /// The first was better.
    pub wins: usize,
    /// The second was better.
    pub losses: usize,
    /// Neither: equal, or not comparable. They count for neither.
    pub ties: usize,
}

impl WinRate {
    /// Counts where the error of the first is smaller; an infinite or undefined
    /// error loses to a finite one.
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut rate = WinRate::default();
        for (first, second) in pairs {
            let worst = |x: f64| if x.is_nan() { f64::INFINITY } else { x };
            match worst(first).total_cmp(&worst(second)) {
                std::cmp::Ordering::Less => rate.wins += 1,
                std::cmp::Ordering::Greater => rate.losses += 1,
                std::cmp::Ordering::Equal => rate.ties += 1,
            }
        }
        rate
    }

    /// Both counts together.
    pub fn plus(self, other: Self) -> Self {
        WinRate {
            wins: self.wins + other.wins,
            losses: self.losses + other.losses,
            ties: self.ties + other.ties,
        }
    }

    /// Decided comparisons.
    pub fn decided(&self) -> usize {
        self.wins + self.losses
    }

    /// wins/(wins + losses); None where nothing was decided.
    pub fn share(&self) -> Option<f64> {
        let n = self.decided();
        (n > 0).then(|| self.wins as f64 / n as f64)
    }

    /// The interval of Clopper and Pearson (1934) for the probability of a win:
    /// quantiles of beta distributions, coverage at least `level`.
    pub fn interval(&self, level: f64) -> (f64, f64) {
        let (w, l) = (self.wins as f64, self.losses as f64);
        let tail = (1.0 - level) / 2.0;
        let lo = if self.wins == 0 { 0.0 } else { inv_beta_reg(w, l + 1.0, tail) };
        let hi = if self.losses == 0 { 1.0 } else { inv_beta_reg(w + 1.0, l, 1.0 - tail) };
        (lo, hi)
    }

    /// The sign test: the two-sided exact probability, if neither were better
    /// than the other, of so lopsided a count or a more lopsided one,
    /// 2 P(X ≤ min) for X binomial(n, ½), at most 1.
    pub fn sign_test(&self) -> f64 {
        let (n, k) = (self.decided(), self.wins.min(self.losses));
        if 2 * k == n {
            return 1.0;
        }
        // P(X ≤ k) = I_½(n − k, k + 1).
        (2.0 * beta_reg((n - k) as f64, k as f64 + 1.0, 0.5)).min(1.0)
    }
}

/// The quantile of a sample between order statistics (the definition 7 of
/// Hyndman and Fan 1996); infinite values sort last, NaN with them. None of an
/// empty sample.
pub fn quantile(sample: &[f64], p: f64) -> Option<f64> {
    let mut sorted: Vec<f64> =
        sample.iter().map(|x| if x.is_nan() { f64::INFINITY } else { *x }).collect();
    sorted.sort_by(f64::total_cmp);
    let place = p * (sorted.len().checked_sub(1)? as f64);
    let (low, share) = (place as usize, place - libm::floor(place));
    let (a, b) = (sorted[low], sorted[(low + 1).min(sorted.len() - 1)]);
    Some(if share == 0.0 || a == b { a } else { a + share * (b - a) })
}

/// √(mean x²).
pub fn rms(sample: &[f64]) -> f64 {
    (sample.iter().map(|x| x * x).sum::<f64>() / sample.len() as f64).sqrt()
}

/// A ratio of two root mean squares with a percentile bootstrap interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// rms(first)/rms(second).
    pub value: f64,
    /// Ends of the interval.
    pub lo: f64,
    /// See `lo`.
    pub hi: f64,
    /// The standard error of ln value, by the delta method, the two samples
    /// being independent: ½√(var(x²)/(m mean²) + …).
    pub error: f64,
}

impl Ratio {
    /// Of the errors of two designs over the same replicates, which are
    /// resampled in pairs.
    ///
    /// # Panics
    /// Unless there are replicates, and as many of both.
    pub fn of(first: &[f64], second: &[f64], level: f64, random: &mut Random) -> Self {
        let m = first.len();
        assert!(m > 0 && m == second.len(), "pairs of replicates");
        let square = |x: &[f64]| x.iter().map(|x| x * x).collect::<Vec<_>>();
        let (first, second) = (square(first), square(second));
        let ratio = |chosen: &mut dyn FnMut(usize) -> usize| {
            let (mut a, mut b) = (0.0, 0.0);
            for i in 0..m {
                let i = chosen(i);
                a += first[i];
                b += second[i];
            }
            (a / b).sqrt()
        };
        let value = ratio(&mut |i| i);
        let relative = |squares: &[f64]| {
            let mean = squares.iter().sum::<f64>() / m as f64;
            let sum = squares.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
            sum / ((m - 1).max(1) as f64 * m as f64 * mean * mean)
        };
        let error = 0.5 * (relative(&first) + relative(&second)).sqrt();
        let drawn: Vec<f64> = (0..RESAMPLES).map(|_| ratio(&mut |_| random.below(m))).collect();
        let tail = (1.0 - level) / 2.0;
        let end = |p| quantile(&drawn, p).expect("a sample");
        Ratio { value, lo: end(tail), hi: end(1.0 - tail), error }
    }

    /// Whether the interval holds a value.
    pub fn contains(&self, x: f64) -> bool {
        self.lo <= x && x <= self.hi
    }
}

/// Resamples of the bootstrap.
const RESAMPLES: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    /// fixtures/holdout/generate.py: exact binomial sums and roots of the
    /// incomplete beta function by mpmath.
    #[test]
    fn intervals_and_tests_are_those_of_another_engine() {
        let text = include_str!("../../fixtures/holdout/win_rates.json");
        let cases: Vec<serde_json::Value> = serde_json::from_str(text).expect("JSON");
        assert!(cases.len() > 10);
        for case in cases {
            let count = |key: &str| case[key].as_u64().expect("a count") as usize;
            let number = |key: &str| -> f64 {
                case[key].as_str().expect("a decimal").parse().expect("a number")
            };
            let rate = WinRate { wins: count("wins"), losses: count("losses"), ties: 3 };
            let (lo, hi) = rate.interval(number("level"));
            assert!((lo - number("lo")).abs() < 1e-9, "{case}: {lo}");
            assert!((hi - number("hi")).abs() < 1e-9, "{case}: {hi}");
            let p = rate.sign_test();
            assert!((p / number("p") - 1.0).abs() < 1e-8, "{case}: {p:e}");
        }
    }

    #[test]
    fn what_is_not_finite_loses() {
        let nan = f64::NAN;
        let pairs = [(1.0, 2.0), (2.0, 1.0), (1.0, nan), (f64::INFINITY, nan), (1.0, 1.0)];
        let rate = WinRate::of(pairs);
        assert_eq!(rate, WinRate { wins: 2, losses: 1, ties: 2 });
        assert_eq!((rate.decided(), WinRate::default().share()), (3, None));
        assert_eq!(rate.plus(rate).wins, 4);
        assert_eq!(WinRate::default().sign_test(), 1.0);
    }

    #[test]
    fn quantiles_and_ratios() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(quantile(&[0.0, 1.0], 0.25), Some(0.25));
        assert_eq!(quantile(&[1.0, f64::NAN, 2.0], 1.0), Some(f64::INFINITY));
        assert_eq!(quantile(&[], 0.5), None);
        let mut random = Random::stream(1, &[]);
        let first: Vec<f64> = (0..400).map(|_| 3.0 * random.normal()).collect();
        let second: Vec<f64> = (0..400).map(|_| random.normal()).collect();
        let ratio = Ratio::of(&first, &second, 0.95, &mut random);
        // Relative standard error of a ratio of two such: 1/√400 = 0.05.
        assert!(ratio.contains(3.0) && ratio.hi - ratio.lo < 0.8, "{ratio:?}");
        // ½√(2·2/400): squares of normal variates have variance 2 mean².
        assert!((ratio.error - 0.05).abs() < 0.01, "{ratio:?}");
        assert!((ratio.value - rms(&first) / rms(&second)).abs() < 1e-12);
    }
}
