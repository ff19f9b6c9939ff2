//! Approach 1: at each budget the model with the lowest loss, along its own training.

use serde::Serialize;

use super::{NoPowerLaw, PowerLaw, Sample};

/// A budget of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EnvelopePoint {
    /// C.
    pub compute: f64,
    /// The size with the lowest loss.
    pub n: f64,
    /// That loss, interpolated.
    pub loss: f64,
    /// Whether a smaller and a larger size were seen at this budget too: without them the
    /// lowest is only the end of what was tried.
    pub interior: bool,
}

/// Approach 1.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Budgets, increasing.
    pub points: Vec<EnvelopePoint>,
    /// Sizes with losses at two or more amounts of data.
    pub courses: usize,
    /// The power law through the interior points.
    pub power_law: Result<PowerLaw, NoPowerLaw>,
}

/// Budgets at which the envelope is read, as Hoffmann et al. have it a grid in ln C.
const BUDGETS: usize = 200;
/// Sizes that an envelope needs.
const LEAST: usize = 3;

/// Reads the envelope at evenly spaced ln C; every size's losses are interpolated linearly
/// in ln C and ln L.
pub fn envelope(samples: &[Sample]) -> Envelope {
    let courses = courses(samples);
    let ends = courses.iter().flat_map(|c| [c.at[0].0, c.at[c.at.len() - 1].0]);
    let (lo, hi) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    let grid = (0..BUDGETS).map(|i| lo + (hi - lo) * i as f64 / (BUDGETS - 1) as f64);
    let read = |x: f64| {
        let seen: Vec<(f64, f64)> =
            courses.iter().filter_map(|c| Some((c.n, c.loss_at(x)?))).collect();
        let best = *seen.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let beside =
            |smaller: bool| seen.iter().any(|s| (s.0 < best.0) == smaller && s.0 != best.0);
        Some(EnvelopePoint {
            compute: libm::exp(x),
            n: best.0,
            loss: libm::exp(best.1),
            interior: beside(true) && beside(false),
        })
    };
    let points: Vec<EnvelopePoint> = match courses.len() < LEAST {
        true => Vec::new(),
        false => grid.filter_map(read).collect(),
    };
    let interior: Vec<(f64, f64)> =
        points.iter().filter(|p| p.interior).map(|p| (p.compute, p.n)).collect();
    let mut sizes: Vec<f64> = interior.iter().map(|p| p.1).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.dedup();
    let power_law = match (courses.len(), sizes.len()) {
        (few, _) if few < LEAST => Err(NoPowerLaw::NoCourses(few)),
        (_, few) if few < 2 => Err(NoPowerLaw::NoEnvelope(few)),
        // Readings of one envelope are no independent points: their scatter is no error.
        _ => PowerLaw::of(&interior)
            .map(|law| PowerLaw { exponent_se: None, scatter: None, ..law })
            .ok_or(NoPowerLaw::NoEnvelope(sizes.len())),
    };
    Envelope { points, courses: courses.len(), power_law }
}

/// One size during its training.
struct Course {
    n: f64,
    /// (ln C, ln L), increasing in ln C.
    at: Vec<(f64, f64)>,
}

impl Course {
    fn loss_at(&self, x: f64) -> Option<f64> {
        let next = self.at.iter().position(|p| p.0 >= x)?;
        let (b, a) = (self.at[next], self.at[next.saturating_sub(1)]);
        match b.0 == x {
            true => Some(b.1),
            false if next == 0 => None,
            false => Some(a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0)),
        }
    }
}

/// Sizes with losses at two amounts of data or more; of two at one place the lower counts.
fn courses(samples: &[Sample]) -> Vec<Course> {
    let mut sorted: Vec<&Sample> = samples.iter().collect();
    sorted.sort_by(|a, b| {
        a.n.total_cmp(&b.n).then(a.d.total_cmp(&b.d)).then(a.loss.total_cmp(&b.loss))
    });
    let mut found: Vec<Course> = Vec::new();
    for of_size in sorted.chunk_by(|a, b| a.n == b.n) {
        let mut at: Vec<(f64, f64)> =
            of_size.iter().map(|s| (libm::log(s.compute()), libm::log(s.loss))).collect();
        at.dedup_by(|later, kept| later.0 == kept.0);
        if at.len() > 1 {
            found.push(Course { n: of_size[0].n, at });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_of_an_exact_surface_has_nearly_its_exponent() {
        let mut samples = Vec::new();
        for i in 0..14 {
            let n = 1e7 * 1.6_f64.powi(i);
            for j in 0..40 {
                let d = n * 0.5 * 1.25_f64.powi(j);
                let loss = 1.69 + 406.4 * n.powf(-0.34) + 410.7 * d.powf(-0.34);
                samples.push(Sample { n, d, loss });
            }
        }
        let found = envelope(&samples);
        let law = found.power_law.expect("an envelope");
        assert!((law.exponent - 0.5).abs() < 0.02, "{law:?}");
        assert!(found.points.iter().any(|p| !p.interior), "the ends are no minima");
        let few = envelope(&samples[..40]);
        assert_eq!(few.power_law, Err(NoPowerLaw::NoCourses(1)));
    }
}
