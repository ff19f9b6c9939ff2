//! The objective over the pair (A, B), for a picture: on one ray a valley, on two
//! a bowl.

use crate::design::Rays;
use crate::geometry::{Precision, conditioning};
use crate::law::Law;
use crate::law::published::PUBLISHED;
use crate::number::{Compare, Exact};

/// The mean square change of the predicted losses when A and B move and the
/// other parameters are held: the quadratic form of JᵀJ/m, exactly, because the
/// law is linear in both.
#[derive(Clone, Debug)]
pub struct Landscape {
    /// k = D/N of the rays.
    pub rays: Vec<u32>,
    /// Sizes on each, log-uniform from 10⁷ to 10⁹.
    pub sizes: usize,
    /// The optimum.
    pub at: (f64, f64),
    /// JᵀJ/m: the entries of (A, A), (A, B) and (B, B).
    pub gram: [f64; 3],
    /// The sloppy direction as (dA, dB).
    pub direction: (f64, f64),
    /// κ_eq of the pair.
    pub kappa_eq: f64,
}

/// Sizes on each ray.
const SIZES: usize = 20;
/// A and B, as indices.
const PAIR: [usize; 2] = [1, 2];

impl Landscape {
    /// Chinchilla's law at the first published parameters, on D = 20 N and on
    /// that and D = 200 N.
    pub fn one_ray_and_two() -> Vec<Landscape> {
        [vec![20], vec![20, 200]].into_iter().filter_map(Self::on).collect()
    }

    fn on(rays: Vec<u32>) -> Option<Self> {
        let law = Law::named(PUBLISHED[0].law).ok()?;
        let theta: Option<Vec<Exact>> =
            PUBLISHED[0].values.iter().map(|v| v.parse().ok()).collect();
        let theta = theta?;
        let ratios: Vec<String> = rays.iter().map(ToString::to_string).collect();
        let ratios: Vec<&str> = ratios.iter().map(String::as_str).collect();
        let design = Rays::new(&ratios, SIZES, "1e7", "1e9").ok()?;
        let found = conditioning(&law, &theta, &design, &[&PAIR], Precision::default()).remove(0);
        let entry = |i, j| found.gram[(i, j)].mid().to_f64() / found.runs as f64;
        let percent = found.sloppy(&law, &theta)?.percent;
        let at = (theta[PAIR[0]].to_f64(), theta[PAIR[1]].to_f64());
        Some(Landscape {
            rays,
            sizes: SIZES,
            at,
            gram: [entry(0, 0), entry(0, 1), entry(1, 1)],
            direction: (percent[0]? * at.0, percent[1]? * at.1),
            kappa_eq: found.kappa_eq()?.to_f64(),
        })
    }

    /// (A, B) where the losses have moved by `change`, root mean square: an
    /// ellipse, from G/m = LLᵀ as θ + change · L⁻ᵀ(cos t, sin t).
    pub fn ellipse(&self, change: f64) -> Vec<(f64, f64)> {
        const POINTS: u32 = 360;
        let [aa, ab, bb] = self.gram;
        let l = libm::sqrt(aa);
        let m = ab / l;
        let n = libm::sqrt(bb - m * m);
        let turn = |i: u32| f64::from(i) * std::f64::consts::TAU / f64::from(POINTS);
        let point = |t: f64| {
            let y = libm::sin(t) / n;
            let x = (libm::cos(t) - m * y) / l;
            (self.at.0 + change * x, self.at.1 + change * y)
        };
        (0..POINTS).map(|i| point(turn(i))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Design;

    #[test]
    fn on_an_ellipse_the_losses_have_moved_by_what_it_says() {
        let law = Law::named("chinchilla").expect("known");
        let theta: Vec<f64> =
            PUBLISHED[0].values.iter().map(|v| v.parse().expect("decimal")).collect();
        for (found, ratios) in
            Landscape::one_ray_and_two().iter().zip([&["20"][..], &["20", "200"]])
        {
            let design = Rays::new(ratios, SIZES, "1e7", "1e9").expect("valid");
            for (a, b) in found.ellipse(0.03).into_iter().step_by(31) {
                let mut moved = theta.clone();
                (moved[1], moved[2]) = (a, b);
                let change = |i| {
                    let at = design.point(i, &1.0);
                    law.loss(&moved, &at) - law.loss(&theta, &at)
                };
                let sum: f64 = (0..design.len()).map(change).map(|x| x * x).sum();
                let rms = libm::sqrt(sum / design.len() as f64);
                assert!((rms / 0.03 - 1.0).abs() < 1e-6, "{rms}");
            }
        }
    }

    #[test]
    fn a_second_ray_closes_the_valley() {
        let found = Landscape::one_ray_and_two();
        // theory.md: Hoffmann parameters, k = 20, 20 sizes on [1e7, 1e9].
        assert!((found[0].kappa_eq - 848.9819).abs() < 1e-3, "{}", found[0].kappa_eq);
        assert!(found[1].kappa_eq < 50.0, "{}", found[1].kappa_eq);
    }
}
