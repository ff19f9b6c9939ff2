//! Existence, uniqueness and definiteness at a minimum, and everything that is
//! reported, enclosed.

use super::surface::Squares;
use super::system::System;
use super::{Data, Model};
use crate::algebra::{
    Contraction, Ends, contract, definite_inverse, is_definite, newton, usable, whitening,
};
use crate::number::{Compare, Interval, Mpfr, Scalar};

/// Digits by which the box is finer than those asked: room for what
/// conditioning costs the quantities computed from it.
const GUARD: usize = 24;
/// Bits of guard beyond those digits.
const GUARD_BITS: u32 = 64;
/// How often the guard is doubled.
const ESCALATIONS: usize = 4;

/// What was proved.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    pub bits: u32,
    /// The box with one critical point, a strict minimum.
    pub region: Vec<Ends>,
    pub parameters: Vec<Interval>,
    pub statistics: Statistics<Interval>,
}

/// What the data say at given parameters.
#[derive(Clone, Debug)]
pub(super) struct Statistics<S> {
    pub rss: S,
    pub rsd: Option<S>,
    pub deviations: Vec<Option<S>>,
}

impl<S> Statistics<S> {
    /// Number by number into another kind.
    pub fn map<T>(self, to: impl Fn(&S) -> T) -> Statistics<T> {
        Statistics {
            rss: to(&self.rss),
            rsd: self.rsd.as_ref().map(&to),
            deviations: self.deviations.iter().map(|d| d.as_ref().map(&to)).collect(),
        }
    }
}

/// RSS, s = √(RSS/(m − p)) and s √((JᵀJ)⁻¹ⱼⱼ).
pub(super) fn statistics<M: Model, S: crate::number::Trigonometric + Compare>(
    system: &System<'_, M, S>,
    b: &[S],
) -> Statistics<S> {
    let (m, p) = (system.len(), b.len());
    let here = system.first(b);
    let rss = here.rss();
    if m <= p {
        return Statistics { rss, rsd: None, deviations: vec![None; p] };
    }
    let rsd = (&rss / rss.int((m - p) as i64)).sqrt();
    let deviations = match definite_inverse(&here.gram()) {
        Some(inverse) => inverse.diagonal().iter().map(|v| Some(&rsd * v.sqrt())).collect(),
        None => vec![None; p],
    };
    Statistics { rss, rsd: Some(rsd), deviations }
}

/// Encloses the minimum near `start` and the statistics there to `digits`
/// digits; or says why not.
pub(super) fn prove<M: Model>(
    model: &M,
    data: &Data,
    start: &[Mpfr],
    digits: usize,
) -> Result<Proof, String> {
    let mut why = String::new();
    let mut start = start.to_vec();
    for escalation in 0..ESCALATIONS {
        let fine = digits + (GUARD << escalation);
        let bits = (fine as f64 * std::f64::consts::LOG2_10).ceil() as u32 + GUARD_BITS;
        let at: Vec<Mpfr> = start.iter().map(|x| x.with_bits(bits)).collect();
        let squares = Squares::new(System::new(model, data, &at[0]), &at);
        let end = newton(&squares, &at, fine + 8);
        if !end.converged {
            why = "Newton's method did not settle on a minimum at higher precision".into();
            continue;
        }
        let unit = at[0].int(10).powi(-(fine as i32));
        let radius: Vec<Mpfr> = squares.scales(&end.u).iter().map(|s| s * &unit).collect();
        start = end.u;
        let like = Interval::point(&start[0]);
        let system = System::new(model, data, &like);
        let coarse = (bits / 2).max(128);
        let Some(Contraction { ends, image, hessian, enclosed }) = contract(
            &start,
            &radius,
            (fine + 8, coarse),
            |u| system.second(u).gradient,
            |u| System::new(model, data, &u[0]).second(u).hessian,
        ) else {
            why = format!("no box around it is mapped into itself with {bits} bits");
            continue;
        };
        let definite = whitening(&hessian, coarse).is_some_and(|t| is_definite(&enclosed, &t));
        if !definite {
            why = "the Hessian could not be shown to be positive definite".into();
            continue;
        }
        let statistics = statistics(&system, &image);
        if !narrow(&image, &statistics, &squares.scales(&start), digits) {
            why = format!("{digits} digits of all quantities need more than {bits} bits");
            continue;
        }
        return Ok(Proof { bits, region: ends, parameters: image, statistics });
    }
    Err(why)
}

/// Whether everything is known to as many digits as asked: relative to itself,
/// or, where it may be 0, to what stands beside it.
fn narrow(
    image: &[Interval],
    statistics: &Statistics<Interval>,
    scales: &[Mpfr],
    digits: usize,
) -> bool {
    let unit = Mpfr::from_f64(64, 10.0).powi(-(digits as i32));
    let fine = |x: &Interval, scale: &Mpfr| {
        let size = if x.contains_zero() { scale.clone() } else { x.mignitude() };
        usable(x) && !(size * &unit).less(&x.width()).is_true()
    };
    let parameters = image.iter().zip(scales).all(|(x, s)| fine(x, s));
    let deviations = statistics
        .deviations
        .iter()
        .zip(scales)
        .all(|(d, s)| d.as_ref().is_none_or(|d| fine(d, s)));
    let one = scales[0].one();
    let rest = statistics.rsd.iter().chain([&statistics.rss]).all(|x| fine(x, &one));
    parameters && deviations && rest
}
