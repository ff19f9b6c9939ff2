//! Approach 2: a parabola at every budget.

use serde::Serialize;

use super::parabola::parabola;
use super::{NoPowerLaw, PowerLaw, Sample};
use crate::design::{Tolerance, levels};

/// Why a budget has no lowest point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Refusal {
    /// Three points make a parabola through all of them, and fewer none.
    TooFewSizes {
        /// How many there are.
        sizes: usize,
    },
    /// The parabola has a highest point.
    Concave,
    /// The lowest point lies beyond the smallest or the largest size.
    NoInteriorMinimum {
        /// Which end: `smallest` or `largest`.
        end: &'static str,
        /// N there, for what it is worth.
        n: f64,
    },
    /// The curvature is not told from zero: within two of its standard errors.
    Flat {
        /// Curvature over its standard error.
        ratio: f64,
    },
}

impl Refusal {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Refusal::TooFewSizes { sizes } => {
                format!("{sizes} sizes; four at least are needed")
            }
            Refusal::Concave => "the parabola opens downwards".into(),
            Refusal::NoInteriorMinimum { end, .. } => {
                format!("the lowest point lies beyond the {end} size")
            }
            Refusal::Flat { ratio } => {
                format!(
                    "the curvature is {ratio:.1} of its standard errors: no lowest point is seen"
                )
            }
        }
    }
}

/// The lowest point of a parabola.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lowest {
    /// N*.
    pub n: f64,
    /// D* = C/(6N*).
    pub d: f64,
    /// The loss there.
    pub loss: f64,
    /// The standard error of ln N*, to first order.
    pub sd_ln_n: f64,
}

/// One budget.
#[derive(Clone, Debug, Serialize)]
pub struct Profile {
    /// C: the geometric mean over its runs.
    pub compute: f64,
    /// The largest over the smallest C among them.
    pub spread: f64,
    /// How many runs.
    pub runs: usize,
    /// How many different sizes.
    pub sizes: usize,
    /// Smallest and largest N.
    pub range: (f64, f64),
    /// Places of the runs.
    #[serde(skip)]
    pub members: Vec<usize>,
    /// The lowest point.
    pub lowest: Option<Lowest>,
    /// Why there is none.
    pub refused: Option<Refusal>,
}

/// Approach 2.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// The budgets, increasing.
    pub profiles: Vec<Profile>,
    /// Runs at no budget: too few there to be one.
    pub elsewhere: usize,
    /// The power law through the lowest points.
    pub power_law: Result<PowerLaw, NoPowerLaw>,
}

/// Fewer different sizes at one C are no budget that was meant.
const LEAST: usize = 3;
/// Sizes that a parabola needs so that something is left to judge it by.
const ENOUGH: usize = 4;
/// Standard errors that the curvature must have.
const SEEN: f64 = 2.0;

/// Parabolas in ln N at every level of ln C, and the power law through those lowest points
/// that are no artefact; see [`Refusal`].
pub fn profiles(samples: &[Sample], tolerance: Tolerance) -> Profiles {
    let logs: Vec<f64> = samples.iter().map(|s| libm::log(s.compute())).collect();
    let mut found = Vec::new();
    let mut elsewhere = 0;
    for members in levels(&logs, tolerance) {
        let profile = profile(samples, members);
        match profile.sizes < LEAST {
            true => elsewhere += profile.runs,
            false => found.push(profile),
        }
    }
    let points: Vec<(f64, f64)> =
        found.iter().filter_map(|p| Some((p.compute, p.lowest?.n))).collect();
    let power_law = PowerLaw::of(&points).ok_or(NoPowerLaw::TooFew(points.len()));
    Profiles { profiles: found, elsewhere, power_law }
}

fn profile(samples: &[Sample], members: Vec<usize>) -> Profile {
    let w: Vec<f64> = members.iter().map(|i| libm::log(samples[*i].n)).collect();
    let y: Vec<f64> = members.iter().map(|i| samples[*i].loss).collect();
    let c: Vec<f64> = members.iter().map(|i| libm::log(samples[*i].compute())).collect();
    let ends = |x: &[f64]| {
        x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(*x), b.max(*x)))
    };
    let mut distinct = w.clone();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    let (m, sizes) = (w.len(), distinct.len());
    let compute = libm::exp(c.iter().sum::<f64>() / m as f64);
    let (lowest_c, highest_c) = ends(&c);
    let (smallest, largest) = ends(&w);
    let judged = judged(&w, &y, sizes, (smallest, largest));
    let lowest = judged.as_ref().ok().map(|(at, loss, sd)| {
        let n = libm::exp(*at);
        Lowest { n, d: compute / (6.0 * n), loss: *loss, sd_ln_n: *sd }
    });
    Profile {
        compute,
        spread: libm::exp(highest_c - lowest_c),
        runs: m,
        sizes,
        range: (libm::exp(smallest), libm::exp(largest)),
        members,
        lowest,
        refused: judged.err(),
    }
}

/// ln N, loss and standard error of ln N at the lowest point.
fn judged(
    w: &[f64],
    y: &[f64],
    sizes: usize,
    (smallest, largest): (f64, f64),
) -> Result<(f64, f64, f64), Refusal> {
    if sizes < ENOUGH {
        return Err(Refusal::TooFewSizes { sizes });
    }
    let fit = parabola(w, y);
    let m = w.len();
    let rest: f64 = w
        .iter()
        .zip(y)
        .map(|(w, y)| {
            let r = y - fit.at(w, m);
            r * r
        })
        .sum();
    let noise = (rest / (m - 3) as f64).sqrt();
    if fit.bend <= 0.0 {
        return Err(Refusal::Concave);
    }
    let ratio = fit.bend * fit.fourth.sqrt() / noise;
    if ratio < SEEN {
        return Err(Refusal::Flat { ratio });
    }
    let at = fit.vertex();
    if at < smallest || at > largest {
        let end = if at < smallest { "smallest" } else { "largest" };
        return Err(Refusal::NoInteriorMinimum { end, n: libm::exp(at) });
    }
    // at = … − slope/(2 bend), the two being independent.
    let by_slope = noise / (fit.square.sqrt() * 2.0 * fit.bend);
    let by_bend = fit.slope * noise / (fit.fourth.sqrt() * 2.0 * fit.bend * fit.bend);
    Ok((at, fit.at(&at, m), libm::hypot(by_slope, by_bend)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(c: f64, at: &[(f64, f64)]) -> Vec<Sample> {
        at.iter().map(|(n, loss)| Sample { n: *n, d: c / (6.0 * n), loss: *loss }).collect()
    }

    #[test]
    fn what_has_no_lowest_point_says_why() {
        let tolerance = Tolerance { gap: 0.02, width: 0.05 };
        let refusal = |at: &[(f64, f64)]| {
            let mut found = profiles(&budget(1e19, at), tolerance).profiles;
            found.remove(0).refused
        };
        let sizes = [1e8, 2e8, 4e8, 8e8, 1.6e9];
        let with = |losses: [f64; 5]| sizes.into_iter().zip(losses).collect::<Vec<_>>();
        assert_eq!(refusal(&with([3.0, 2.8, 2.7, 2.75, 2.9])), None);
        assert_eq!(refusal(&with([2.7, 2.9, 2.95, 2.9, 2.7])), Some(Refusal::Concave));
        let falling = refusal(&with([3.4, 3.1, 2.85, 2.65, 2.5]));
        assert!(matches!(falling, Some(Refusal::NoInteriorMinimum { end: "largest", .. })));
        let flat = refusal(&with([2.8, 2.9, 2.7, 2.9, 2.8]));
        assert!(matches!(flat, Some(Refusal::Flat { .. })), "{flat:?}");
        let few = refusal(&with([3.0, 2.8, 2.7, 2.75, 2.9])[..3]);
        assert_eq!(few, Some(Refusal::TooFewSizes { sizes: 3 }));
    }

    /// Simulated noise about an exact parabola: the standard error is that of the scatter.
    #[test]
    fn the_standard_error_of_a_lowest_point_is_its_scatter() {
        let mut random = crate::design::Random::stream(5, &[]);
        let sizes: Vec<f64> = (0..9).map(|i| 1e8 * 1.5_f64.powi(i)).collect();
        let truth = |n: f64| 2.5 + 0.08 * (n / 5.2e8).ln().powi(2);
        let (mut off, mut told) = (Vec::new(), Vec::new());
        for _ in 0..2000 {
            let at: Vec<(f64, f64)> =
                sizes.iter().map(|n| (*n, truth(*n) + 0.004 * random.normal())).collect();
            let found = profiles(&budget(1e19, &at), Tolerance::default());
            let lowest = found.profiles[0].lowest.expect("a clear minimum");
            off.push((lowest.n / 5.2e8).ln().powi(2));
            told.push(lowest.sd_ln_n.powi(2));
        }
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
        assert!((mean(&off) / mean(&told) - 1.0).abs() < 0.08, "{} {}", mean(&off), mean(&told));
    }
}
