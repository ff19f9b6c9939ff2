//! Intervals whose ends are exact: what a claim says, before any rounding.

use crate::number::{Compare, Exact, Interval, Scalar};

/// \[lo, hi\] with exact ends, decimals as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The lower end.
    pub lo: Exact,
    /// The upper end.
    pub hi: Exact,
}

impl Ends {
    /// One number.
    pub fn point(value: &Exact) -> Self {
        Ends { lo: value.clone(), hi: value.clone() }
    }

    /// The smallest interval with ends of `bits` bits around it.
    pub fn enclosed(&self, bits: u32) -> Interval {
        Interval::new(bits, &self.lo).hull(&Interval::new(bits, &self.hi))
    }

    /// Whether every member of `x` is proved to lie between the ends, which
    /// belong to it.
    pub fn contain(&self, x: &Interval) -> bool {
        let (lo, hi) = (Interval::new(x.bits(), &self.lo), Interval::new(x.bits(), &self.hi));
        lo.hi() <= x.lo() && x.hi() <= hi.lo() && usable(x)
    }

    /// Whether every member of `x` is proved to lie strictly between the ends.
    pub fn contain_inside(&self, x: &Interval) -> bool {
        let bits = x.bits();
        let (lo, hi) = (Interval::new(bits, &self.lo), Interval::new(bits, &self.hi));
        lo.less(x).is_true() && x.less(&hi).is_true() && usable(x)
    }

    /// Whether every member of `other` is one.
    pub fn include(&self, other: &Ends) -> bool {
        self.lo <= other.lo && other.lo <= other.hi && other.hi <= self.hi
    }

    /// `x` with ends of `digits` significant digits, rounded outwards, after
    /// twice its width is added on either side: room for another evaluation of
    /// the same quantity. None for an empty or unbounded set.
    pub fn around(x: &Interval, digits: usize) -> Option<Self> {
        if !usable(x) {
            return None;
        }
        let slack = Interval::point(&x.width()) * x.int(2);
        let wide = (x - &slack).hull(&(x + &slack));
        let end = |text: String| text.parse().ok();
        Some(Ends { lo: end(wide.lo_decimal(digits))?, hi: end(wide.hi_decimal(digits))? })
    }
}

/// Whether an enclosure may enter a proof: bounded, and of a function that was
/// defined everywhere.
pub fn usable(x: &Interval) -> bool {
    x.is_bounded() && x.everywhere_defined()
}

#[cfg(test)]
mod tests {
    use crate::algebra::ends::*;

    #[test]
    fn containment_is_proved_or_denied() {
        let ends = Ends { lo: "0.1".parse().expect("a"), hi: "0.2".parse().expect("b") };
        let of = |lo: &str, hi: &str| {
            Interval::new(90, &lo.parse().expect("lo"))
                .hull(&Interval::new(90, &hi.parse().expect("hi")))
        };
        assert!(ends.contain_inside(&of("0.11", "0.19")) && ends.contain(&of("0.11", "0.19")));
        assert!(!ends.contain_inside(&of("0.1", "0.15")) && !ends.contain(&of("0.15", "0.21")));
        assert!(!ends.contain_inside(&Interval::empty(90)) && !ends.contain(&Interval::empty(90)));
        let around = Ends::around(&of("0.123456", "0.123457"), 4).expect("bounded");
        assert!(around.contain_inside(&of("0.123456", "0.123457")) && ends.include(&around));
        assert!(Ends::around(&Interval::entire(64), 5).is_none());
    }
}
