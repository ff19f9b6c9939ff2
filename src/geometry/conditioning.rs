//! κ, κ_eq, variance inflation and correlations of a law on a design, to the
//! digits asked, with the precision chosen by the numbers themselves.

use super::{Dependence, dependences, gram, parameters};
use crate::algebra::{Ldl, Matrix, Spectrum, enclose};
use crate::design::Design;
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precision {
    /// Significant digits that enclosures must fix.
    pub digits: u32,
    /// Bits of the first attempt.
    pub start: u32,
    /// Bits at which what is still undecided is reported as undecided.
    pub limit: u32,
}

impl Default for Precision {
    /// 15 digits, from 128 bits, up to 4096.
    fn default() -> Self {
        Precision { digits: 15, start: 128, limit: 4096 }
    }
}

impl Precision {
    /// So many digits, with the default bits.
    pub fn digits(digits: u32) -> Self {
        let bits = (f64::from(digits) * std::f64::consts::LOG2_10) as u32 + 64;
        let base = Precision::default();
        Precision { digits, start: base.start.max(bits), limit: base.limit.max(4 * bits) }
    }
}

/// The geometry of some columns of a Jacobian, with proved enclosures.
#[derive(Clone, Debug)]
pub struct Conditioning {
    /// The working precision that decided it.
    pub bits: u32,
    /// Indices of the parameters whose columns these are.
    pub columns: Vec<usize>,
    /// How many runs.
    pub runs: usize,
    /// G = JᵀJ, in the units of the parameters.
    pub gram: Matrix<Interval>,
    /// Its spectrum.
    pub raw: Spectrum,
    /// The spectrum after every column is scaled to unit length.
    pub scaled: Spectrum,
    /// Dependences that are certain, with their reasons.
    pub dependences: Vec<Dependence>,
    /// The inverse of the scaled Gram matrix, where it is proved to exist.
    inverse: Option<Matrix<Interval>>,
}

/// The conditioning of several sets of columns, from one pass over the runs.
/// Parameters are exact; the precision rises until every eigenvalue, κ, κ_eq
/// and variance is fixed to the digits asked, or to the limit: what is not
/// decided there is marked so, and is never a wrong number.
///
/// Cost: linear in the runs, twice as much for each doubling of the precision.
///
/// # Panics
/// If one of the sets of columns is empty.
pub fn conditioning<D: Design + ?Sized>(
    law: &Law,
    theta: &[Exact],
    design: &D,
    columns: &[&[usize]],
    precision: Precision,
) -> Vec<Conditioning> {
    let mut union: Vec<usize> = columns.iter().flat_map(|c| c.iter().copied()).collect();
    union.sort_unstable();
    union.dedup();
    if union.is_empty() {
        return Vec::new();
    }
    let certain: Vec<Vec<Dependence>> =
        columns.iter().map(|c| dependences(law, theta, design, c)).collect();
    let mut bits = precision.start;
    loop {
        let like = Interval::point(&Mpfr::from_f64(bits, 1.0));
        let whole = gram(law, &parameters(&like, theta), design, &union);
        let found: Vec<Conditioning> = columns
            .iter()
            .zip(&certain)
            .map(|(chosen, certain)| {
                let place: Vec<usize> =
                    chosen.iter().filter_map(|c| union.binary_search(c).ok()).collect();
                let gram = whole.block(&place, &place);
                Conditioning::of(gram, chosen, design.len(), certain.clone())
            })
            .collect();
        let missing = found.iter().map(|c| c.missing_bits(precision.digits)).max();
        match missing.unwrap_or(Some(0)) {
            Some(0) => return found,
            _ if bits >= precision.limit => return found,
            more => {
                let next = more.map_or(2 * bits, |more| bits + more.max(32));
                bits = next.min(precision.limit);
            }
        }
    }
}

impl Conditioning {
    /// From an enclosure of the Gram matrix of these columns over so many runs.
    pub fn of(
        gram: Matrix<Interval>,
        columns: &[usize],
        runs: usize,
        dependences: Vec<Dependence>,
    ) -> Self {
        let unit = gram.unit_diagonal();
        let inverse = Ldl::new(&unit).map(|ldl| ldl.inverse());
        Conditioning {
            bits: gram[(0, 0)].bits(),
            columns: columns.to_vec(),
            runs,
            raw: enclose(&gram),
            scaled: enclose(&unit),
            gram,
            dependences,
            inverse,
        }
    }

    /// How many of the smallest eigenvalues are certain to be zero.
    pub fn zeros(&self) -> usize {
        // Reasons may overlap: only the largest alone is sure to count.
        self.dependences.iter().map(|d| d.redundant).max().unwrap_or(0)
    }

    /// Bits to add until everything is fixed to `digits`: zero if it is, None
    /// if these enclosures do not tell.
    pub(super) fn missing_bits(&self, digits: u32) -> Option<u32> {
        if !self.dependences.is_empty() {
            return self.raw.relative_width(self.zeros()).is_finite().then_some(0);
        }
        let spectra = self.raw.relative_width(0).max(self.scaled.relative_width(0));
        let inverse = self.inverse.as_ref().map_or(f64::INFINITY, |inverse| {
            let width = |x: &Interval| (x.width() / x.mignitude()).to_f64();
            inverse.diagonal().iter().map(width).fold(0.0, f64::max)
        });
        let width = spectra.max(inverse);
        if !width.is_finite() {
            return None;
        }
        let excess = libm::log2(width) + f64::from(digits + 1) * std::f64::consts::LOG2_10;
        Some(if excess <= 0.0 { 0 } else { excess as u32 + 8 })
    }

    /// Whether G is singular: True with a reason, False with a proof of
    /// definiteness, Unknown otherwise.
    pub fn singular(&self) -> Truth {
        match (self.dependences.is_empty(), self.raw.definite || self.scaled.definite) {
            (false, _) => Truth::True,
            (true, true) => Truth::False,
            (true, false) => Truth::Unknown,
        }
    }

    /// κ of G; None where it is infinite or undecided (see
    /// [`singular`](Self::singular)).
    pub fn kappa(&self) -> Option<Interval> {
        let decided = self.singular().is_false() && self.raw.definite;
        decided.then(|| self.raw.kappa())
    }

    /// κ_eq, after scaling columns to unit length; None as for
    /// [`kappa`](Self::kappa).
    pub fn kappa_eq(&self) -> Option<Interval> {
        let decided = self.singular().is_false() && self.scaled.definite;
        decided.then(|| self.scaled.kappa())
    }

    /// A proved lower bound on κ_eq, also where κ_eq itself is undecided.
    pub fn kappa_eq_at_least(&self) -> Mpfr {
        self.scaled.kappa().lo()
    }

    /// Variance inflation factors 1/(1 − R_j²) = G_jj \[G⁻¹\]_jj, R_j² the
    /// squared cosine between column j and the span of the others.
    pub fn vif(&self) -> Option<Vec<Interval>> {
        let inverse = self.inverse.as_ref().filter(|_| self.singular().is_false())?;
        Some(inverse.diagonal())
    }

    /// √\[G⁻¹\]_jj in units of σ: the standard deviation of the least-squares
    /// estimate of the j-th of these columns' parameters.
    pub fn standard_deviation(&self, j: usize) -> Option<Interval> {
        self.vif().map(|vif| (&vif[j] / &self.gram[(j, j)]).sqrt())
    }

    /// Correlations of the estimates, \[G⁻¹\]_ij/√(\[G⁻¹\]_ii \[G⁻¹\]_jj).
    pub fn correlation(&self) -> Option<Matrix<Interval>> {
        let inverse = self.inverse.as_ref().filter(|_| self.singular().is_false())?;
        Some(inverse.unit_diagonal())
    }

    /// Whether κ_eq ≤ κ_t: the verdict on a design. A singular design never
    /// passes.
    pub fn passes(&self, kappa_target: &Exact) -> Truth {
        if self.singular().is_true() {
            return Truth::False;
        }
        let target = Interval::new(self.bits, kappa_target);
        let kappa = self.scaled.kappa();
        if target.less(&kappa).is_true() {
            return Truth::False;
        }
        match kappa.hi().less(&target.lo()) {
            Truth::True if self.scaled.definite => Truth::True,
            _ => Truth::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Rays;
    use crate::law::Point;
    use crate::law::published::PUBLISHED;

    fn hoffmann() -> (Law, Vec<Exact>) {
        let theta = PUBLISHED[0].values.iter().map(|v| v.parse().expect("decimal")).collect();
        (Law::named("chinchilla").expect("known"), theta)
    }

    fn ray(ratios: &[&str]) -> Rays {
        Rays::new(ratios, 20, "1e7", "1e9").expect("valid")
    }

    #[test]
    fn one_pass_serves_several_sets_of_columns_to_the_digits_asked() {
        let (law, theta) = hoffmann();
        let design = ray(&["20"]);
        for digits in [10, 60] {
            let found = conditioning(
                &law,
                &theta,
                &design,
                &[&[1, 2], &[0, 1, 2, 3, 4]],
                Precision::digits(digits),
            );
            for c in &found {
                assert!(c.singular().is_false());
                let relative = |x: Interval| (x.width() / x.lo()).to_f64();
                let bound = libm::pow(10.0, -f64::from(digits));
                assert!(relative(c.kappa().expect("definite")) < 2.0 * bound);
                assert!(relative(c.kappa_eq().expect("definite")) < 2.0 * bound);
                let vif = c.vif().expect("definite");
                assert!(vif.iter().all(|v| relative(v.clone()) < bound));
                // VIF ≥ 1, correlations in [−1, 1] with unit diagonal.
                assert!(vif.iter().all(|v| v.lo().to_f64() >= 1.0));
                let r = c.correlation().expect("definite");
                assert!(r.all(|x| x.mignitude().to_f64() <= 1.0) && r[(0, 0)].to_f64() == 1.0);
            }
            // For two columns VIF = 1/(1 − r²) on both.
            let pair = &found[0];
            let r = pair.correlation().expect("definite")[(0, 1)].clone();
            let expected = r.one() / (r.one() - r.square());
            let vif = pair.vif().expect("definite");
            assert!(vif.iter().all(|v| v.intersect(&expected).is_some()));
            // CI(A)² = vif/G_AA.
            let sd = pair.standard_deviation(0).expect("definite");
            assert!((sd.square() * &pair.gram[(0, 0)]).intersect(&vif[0]).is_some());
        }
    }

    #[test]
    fn verdicts_are_three_valued() {
        let (law, theta) = hoffmann();
        let pair =
            |precision| conditioning(&law, &theta, &ray(&["20"]), &[&[1, 2]], precision).remove(0);
        let found = pair(Precision::default());
        let target = |text: &str| text.parse::<Exact>().expect("decimal");
        // κ_eq = 848.98190…
        assert!(found.passes(&target("849")).is_true());
        assert!(found.passes(&target("848.9")).is_false());
        let coarse = pair(Precision { digits: 3, start: 53, limit: 53 });
        let near = coarse.kappa_eq().expect("definite").mid().to_exact().expect("finite");
        assert_eq!(coarse.passes(&near), Truth::Unknown);
        assert!(coarse.kappa_eq_at_least().to_f64() > 848.0);
    }

    #[test]
    fn at_the_limit_what_is_undecided_stays_undecided() {
        let (law, theta) = hoffmann();
        let limit = Precision { digits: 5, start: 24, limit: 32 };
        let found = &conditioning(&law, &theta, &ray(&["20"]), &[&[0, 1, 2, 3, 4]], limit)[0];
        assert_eq!((found.bits, found.singular()), (32, Truth::Unknown));
        assert!(found.kappa().is_none() && found.kappa_eq().is_none() && found.vif().is_none());
        assert!(found.standard_deviation(0).is_none() && found.correlation().is_none());
        assert!(found.kappa_eq_at_least().to_f64() > 1e5);
        assert_eq!(found.passes(&Exact::from(50)), Truth::False);
        // The precision needed is found by itself.
        let found = &conditioning(
            &law,
            &theta,
            &ray(&["20"]),
            &[&[0, 1, 2, 3, 4]],
            Precision { limit: 4096, ..limit },
        )[0];
        assert!(found.singular().is_false() && found.bits > 64 && found.bits < 400);
    }

    #[test]
    fn constant_data_is_singular_and_says_why() {
        let (law, theta) = hoffmann();
        let rows: Vec<Point<Exact>> = [1, 2, 4, 8, 16, 32]
            .map(|n| {
                let d = Exact::from(299_892_736_000);
                Point { n: Exact::from(n * 70_000_000), unique: d.clone(), d, others: Vec::new() }
            })
            .into();
        let found = conditioning(
            &law,
            &theta,
            rows.as_slice(),
            &[&[1, 2], &[0, 1, 2, 3, 4]],
            Precision::default(),
        );
        assert!(found[0].singular().is_false(), "A and B alone are identified");
        let full = &found[1];
        assert!(full.singular().is_true() && full.kappa().is_none());
        assert!(full.passes(&Exact::from(1_000_000)).is_false());
        assert_eq!(full.dependences[0].parameters, [0, 2, 4]);
        assert!(full.raw.eigenvalues[0].contains_zero() && full.raw.eigenvalues[1].contains_zero());
        assert!(full.raw.eigenvalues[2].is_positive().is_true());
        assert!(conditioning(&law, &theta, rows.as_slice(), &[], Precision::default()).is_empty());
    }
}
