//! Random choices that can be repeated: one ChaCha stream per replicate.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of random choices, the same on every machine and for any number of
/// threads: whoever needs choices makes the stream of their own replicate.
///
/// ```
/// use offray::design::Random;
/// let (mut a, mut b) = (Random::stream(7, &[3, 1]), Random::stream(7, &[3, 1]));
/// assert_eq!(a.below(100), b.below(100));
/// assert_eq!(a.normal(), b.normal());
/// ```
#[derive(Clone, Debug)]
pub struct Random {
    generator: ChaCha8Rng,
    /// The second of a pair of normal variates.
    spare: Option<f64>,
}

/// Bits of a stream's number that each part of its name takes.
const PART: u32 = 21;

impl Random {
    /// The stream of a seed that goes by up to three numbers, each below 2²¹.
    ///
    /// # Panics
    /// If there are more, or a larger one.
    pub fn stream(seed: u64, name: &[u64]) -> Self {
        assert!(name.len() <= 3 && name.iter().all(|part| *part < 1 << PART), "{name:?}");
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(name.iter().fold(0, |stream, part| stream << PART | part));
        Random { generator, spare: None }
    }

    /// A uniform integer in 0..n, by the high half of a product (Lemire 2019);
    /// the bias is below n/2⁶⁴.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.generator.next_u64()) * n as u128) >> 64) as usize
    }

    /// Heads or tails.
    pub fn coin(&mut self) -> bool {
        self.below(2) == 1
    }

    /// A uniform double in (0, 1]: (j + 1)/2⁵³.
    pub(crate) fn uniform(&mut self) -> f64 {
        ((self.generator.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal variate (Box and Muller 1958): of two uniforms u, v,
    /// √(−2 ln u) cos 2πv, and its partner with the sine the next time.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        let angle = std::f64::consts::TAU * self.uniform();
        self.spare = Some(radius * libm::sin(angle));
        radius * libm::cos(angle)
    }

    /// Puts things in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for i in (1..things.len()).rev() {
            things.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variates_have_the_moments_of_the_normal_distribution() {
        let mut random = Random::stream(1, &[]);
        let x: Vec<f64> = (0..40_000).map(|_| random.normal()).collect();
        let moment = |p: i32| x.iter().map(|x| x.powi(p)).sum::<f64>() / x.len() as f64;
        // Standard errors: 0.005, 0.007, 0.02, 0.05.
        for (p, expected, within) in [(1, 0.0, 0.02), (2, 1.0, 0.03), (3, 0.0, 0.08), (4, 3.0, 0.2)]
        {
            assert!((moment(p) - expected).abs() < within, "moment {p}: {}", moment(p));
        }
        let pairs = x.chunks(2).map(|p| p[0] * p[1]).sum::<f64>() / 20_000.0;
        assert!(pairs.abs() < 0.03, "partners are uncorrelated: {pairs}");
    }

    #[test]
    fn every_order_is_equally_likely_and_streams_differ() {
        let mut counts = std::collections::BTreeMap::new();
        for i in 0..6000 {
            let mut order = [0, 1, 2];
            Random::stream(2, &[0, i]).shuffle(&mut order);
            *counts.entry(order).or_insert(0_usize) += 1;
        }
        // Standard deviation 29.
        assert!(counts.len() == 6 && counts.values().all(|n| n.abs_diff(1000) < 150), "{counts:?}");
        let mut first = Random::stream(2, &[1, 0]);
        let mut other = Random::stream(2, &[0, 1]);
        assert_ne!(first.below(usize::MAX), other.below(usize::MAX));
        let heads = (0..1000).filter(|_| first.coin()).count();
        assert!(heads.abs_diff(500) < 100, "{heads}");
    }
}
