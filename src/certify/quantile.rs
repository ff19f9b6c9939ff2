//! Quantiles of χ² with one degree of freedom, enclosed.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};

/// c with P(χ²₁ ≤ c) = erf √(c/2) = level, 0 < level < 1; None where the value in
/// doubles, from which the search begins, is further off than 10⁻⁹ of it.
pub(super) fn chi_squared(level: &Exact, bits: u32) -> Option<Interval> {
    let near = ChiSquared::new(1.0).ok()?.inverse_cdf(level.to_f64());
    let root = Mpfr::from_f64(bits, libm::sqrt(near / 2.0));
    let target = Interval::new(bits, level);
    let below = |w: &Mpfr| Interval::point(w).erf().less(&target);
    let slack = &root * root.exact(&"1e-9".parse().ok()?);
    let (mut lo, mut hi) = (&root - &slack, &root + &slack);
    if below(&lo) != Truth::True || below(&hi) != Truth::False {
        return None;
    }
    for _ in 0..bits {
        let middle = Interval::hull_of(&lo, &hi).mid();
        match below(&middle) {
            Truth::True => lo = middle,
            Truth::False => hi = middle,
            Truth::Unknown => break,
        }
    }
    let w = Interval::hull_of(&lo, &hi);
    Some(w.square() * w.int(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath 1.3, 60 digits: 2*erfinv(mpf(level))**2.
    #[test]
    fn quantiles_are_those_of_another_engine() {
        for (level, printed) in [
            ("0.95", "3.8414588206941259583613754373625968462134"),
            ("0.68", "0.98894648147802307132987991141533667100727"),
            ("0.999", "10.827566170662732293112923222023678666343"),
        ] {
            let found = chi_squared(&level.parse().expect("a decimal"), 160).expect("found");
            let printed: Exact = printed.parse().expect("a decimal");
            let off = (&found - Interval::new(160, &printed)).abs();
            assert!(off.hi().to_f64() < 1e-37 && found.width().to_f64() < 1e-40, "{level} {found}");
        }
    }
}
