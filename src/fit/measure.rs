//! Standard errors, conditioning and objective at an optimum.

use super::converge::Converged;
use super::covariance::{covariances, errors, further};
use super::everyday::FINE;
use super::expand::expand;
use super::held::Reduced;
use super::rows::{Model, Rows};
use super::statistics::{Moments, moments};
use super::{Gram, Kink, Problem, Space};
use crate::geometry::{Matrix, definite_inverse, eigen};
use crate::number::{Compare, DoubleDouble, Mpfr, Scalar};

/// Beyond these condition numbers of the scaled Hessian, statistics leave doubles for
/// double-double, and these for MPFR: 8 and 12 digits must be left.
const WELL_CONDITIONED: (f64, f64) = (1e7, 1e18);

/// A kind in which statistics are computed.
pub(super) trait Working: Compare {
    /// Bits that a result keeps.
    fn bits(&self) -> u32;

    /// The value at some precision, exactly if that suffices.
    fn to_mpfr(&self, bits: u32) -> Mpfr;
}

impl Working for f64 {
    fn bits(&self) -> u32 {
        53
    }

    fn to_mpfr(&self, bits: u32) -> Mpfr {
        Mpfr::from_f64(bits, *self)
    }
}

impl Working for DoubleDouble {
    fn bits(&self) -> u32 {
        100
    }

    fn to_mpfr(&self, bits: u32) -> Mpfr {
        Mpfr::from_f64(bits, self.hi()) + Mpfr::from_f64(bits, self.lo())
    }
}

impl Working for Mpfr {
    fn bits(&self) -> u32 {
        Mpfr::bits(self)
    }

    fn to_mpfr(&self, bits: u32) -> Mpfr {
        self.with_bits(bits)
    }
}

/// What the statistics of a reduced problem amount to, in MPFR.
pub(super) struct Measured {
    /// Gauss–Newton, observed, sandwich, Huber's H1, smoothed, clustered.
    pub errors: [Vec<Option<Mpfr>>; 6],
    pub covariances: [Option<Matrix<Mpfr>>; 6],
    /// K, where the objective is robust.
    pub factor: Option<Mpfr>,
    pub gram: Option<Gram>,
    pub kink: Option<Kink>,
    pub value: Mpfr,
    /// Bits in which the value was summed.
    pub value_bits: u32,
    /// At most so much above the minimum the value is, for the uncertainty of θ.
    pub above: Mpfr,
    pub definite: bool,
}

/// The statistics of a reduced problem at θ: in doubles where these suffice.
pub(super) fn measured(
    now: &Reduced<'_>,
    rows: &Rows<f64>,
    converged: &Converged,
    theta: &[Mpfr],
    bits: u32,
) -> Option<Measured> {
    if now.free.is_empty() {
        return None;
    }
    let natural = now.problem.with_space(now.problem.space().natural());
    let at = natural.space().coordinates(theta);
    let widths = now.widths(converged, &at);
    if converged.machine && rows.len() > FINE {
        let doubles: Vec<f64> = at.iter().map(Compare::to_f64).collect();
        let hessian = Model::of(&natural).expansion(&doubles, rows).hessian;
        if conditioned(&hessian, WELL_CONDITIONED.0) {
            return Some(measure(&natural, &doubles, &hessian, (&widths, bits)));
        }
    }
    if converged.machine {
        // Of many rows, what double-double cannot tell stays untold.
        let large = rows.len() > FINE;
        let pairs: Vec<DoubleDouble> = at.iter().map(DoubleDouble::from).collect();
        let hessian = expand(&natural, &pairs).hessian;
        if conditioned(&hessian, WELL_CONDITIONED.1) {
            return Some(measure(&natural, &pairs, &hessian, (&widths, bits)));
        }
        if large {
            return None;
        }
    }
    let fine = converged.bits.max(192);
    let at: Vec<Mpfr> = at.iter().map(|x| x.with_bits(fine)).collect();
    let hessian = expand(&natural, &at).hessian;
    Some(measure(&natural, &at, &hessian, (&widths, bits)))
}

/// Whether a Hessian is positive definite with a condition number below `most`, units
/// aside.
fn conditioned<S: Compare>(hessian: &Matrix<S>, most: f64) -> bool {
    if !hessian.diagonal().iter().all(|d| d.is_positive().is_true()) {
        return false;
    }
    let spectrum = eigen(&hessian.unit_diagonal());
    spectrum.values[0].is_positive().is_true() && spectrum.kappa().to_f64() < most
}

fn measure<S: Working>(
    problem: &Problem<'_>,
    u: &[S],
    hessian: &Matrix<S>,
    (widths, bits): (&[Mpfr], u32),
) -> Measured {
    let sums: Moments<S> = moments(problem, u);
    let [a, b, c] = covariances(&sums, hessian, problem.len());
    let [d, e, f] = further(&sums, problem.objective(), problem.len());
    let covariances = [a, b, c, d, e, f].map(|c| c.map(|c| c.map(|x: &S| x.to_mpfr(bits))));
    let robust = sums.robust(problem.len(), hessian.rows());
    let definite = definite_inverse(hessian).is_some();
    Measured {
        errors: covariances.each_ref().map(|c| errors(c, hessian.rows())),
        covariances,
        factor: sums.curvature.as_ref().map(|_| robust.factor.to_mpfr(bits)),
        gram: conditioning(problem.space(), &sums.gram, bits),
        kink: sums.kink.map(|(inside, nearest)| Kink { inside, nearest: nearest.to_mpfr(bits) }),
        value_bits: sums.value.bits(),
        value: sums.value.to_mpfr(bits),
        above: rise(hessian, widths, bits),
        definite,
    }
}

/// ½dᵀHd at most, for |dᵢ| up to the widths: ½(Σ |dᵢ| √Hᵢᵢ)², the norm of a sum being at
/// most the sum of norms.
fn rise<S: Working>(hessian: &Matrix<S>, widths: &[Mpfr], bits: u32) -> Mpfr {
    let sizes = hessian.diagonal().into_iter().map(|h| h.to_mpfr(bits).abs().sqrt());
    let norm = sizes.zip(widths).fold(Mpfr::from_f64(bits, 0.0), |sum, (h, d)| sum + h * d);
    norm.square() * norm.ratio(1, 2)
}

fn conditioning<S: Working>(space: &Space, gram: &Matrix<S>, bits: u32) -> Option<Gram> {
    let q = gram.rows();
    if !gram.all(S::is_finite) || gram.diagonal().iter().any(|d| !d.is_positive().is_true()) {
        return None;
    }
    let positive = |x: S| x.is_positive().is_true().then(|| x.to_mpfr(bits));
    let raw = eigen(gram);
    let correlation = definite_inverse(gram).map(|c| c.unit_diagonal());
    Some(Gram {
        columns: (0..q).map(|at| space.parameter(at).name).collect(),
        kappa: positive(raw.kappa()),
        kappa_eq: positive(eigen(&gram.unit_diagonal()).kappa()),
        eigenvalues: raw.values.iter().rev().map(|x| x.to_mpfr(bits)).collect(),
        correlation: (0..q)
            .map(|i| {
                (0..q).map(|j| correlation.as_ref().map(|c| c[(i, j)].to_mpfr(bits))).collect()
            })
            .collect(),
    })
}

/// Whether the Hessian, where there is one, is positive definite.
pub(super) fn is_definite(measured: &Option<Measured>) -> bool {
    measured.as_ref().is_none_or(|m| m.definite)
}
