//! Rigorous intervals of doubles, for the bounds of many boxes.
//!
//! The four operations and the square root of doubles are correctly rounded, so
//! the neighbour of a result in either direction bounds the exact one. What is
//! undefined or overflows gives NaN or an infinite end, which no comparison
//! accepts. Logarithms are frequent and come from their series; the other
//! elementary functions are lent by [`Interval`].

use std::ops::Neg;

use crate::number::ops::by_reference;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};

/// \[lo, hi\].
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub lo: f64,
    pub hi: f64,
}

/// A double above a number.
pub(super) fn above(x: &Mpfr) -> f64 {
    x.to_f64().next_up()
}

/// A double below a number.
pub(super) fn below(x: &Mpfr) -> f64 {
    x.to_f64().next_down()
}

impl Range {
    pub fn point(x: f64) -> Self {
        Range { lo: x, hi: x }
    }

    pub fn of_exact(x: &Exact) -> Self {
        let near = x.to_f64();
        Range { lo: near.next_down(), hi: near.next_up() }
    }

    pub fn of(x: &Interval) -> Self {
        Range { lo: below(&x.lo()), hi: above(&x.hi()) }
    }

    pub fn mid(self) -> f64 {
        self.lo + (self.hi - self.lo) / 2.0
    }

    /// What no comparison accepts.
    pub fn undefined() -> Self {
        Range::point(f64::NAN)
    }

    /// The members that `other` has too; the ends in the wrong order where there
    /// are none.
    pub fn meet(self, other: Self) -> Self {
        Range { lo: self.lo.max(other.lo), hi: self.hi.min(other.hi) }
    }

    /// [lo, hi] rounded outwards; undefined if an end is NaN.
    #[inline]
    fn around(lo: f64, hi: f64) -> Self {
        if lo.is_nan() || hi.is_nan() {
            return Range::undefined();
        }
        Range { lo: lo.next_down(), hi: hi.next_up() }
    }

    /// The hull of four products or quotients of ends, rounded outwards.
    #[inline]
    fn hull([a, b, c, d]: [f64; 4]) -> Self {
        // f64's min and max pass over NaN: let it spoil the result instead.
        if (a + b + c + d).is_nan() && [a, b, c, d].iter().any(|x| x.is_nan()) {
            return Range::undefined();
        }
        Range::around(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)))
    }

    /// ln x = k ln 2 + 2 artanh z with z = (m − 1)/(m + 1), x = m 2ᵏ and m about 1.
    fn ln_of(x: f64) -> Self {
        if !(x.is_normal() && x > 0.0) {
            return match x {
                0.0 => Range { lo: f64::NEG_INFINITY, hi: f64::MIN },
                _ => Range::undefined(),
            };
        }
        let (mut m, mut k) = libm::frexp(x);
        if m < std::f64::consts::FRAC_1_SQRT_2 {
            (m, k) = (2.0 * m, k - 1);
        }
        let (m, one) = (Range::point(m), Range::point(1.0));
        let z = (m - one) / (m + one);
        let square = z.square();
        // artanh z = z Σ sʲ/(2j + 1), s = z² < 0.03; what is left from j = TERMS on
        // is s^TERMS times a number between 0 and 1/20.
        let rest = Range { lo: 0.0, hi: 0.05 };
        let sum = RECIPROCALS.iter().rev().fold(rest, |sum, c| sum * square + *c);
        let m = z * sum;
        let m = m + m;
        if k == 0 { m } else { m + LN_2 * Range::point(f64::from(k)) }
    }
}

/// Terms of the series of artanh.
const TERMS: usize = 11;
/// 1, 1/3, 1/5, …
const RECIPROCALS: [Range; TERMS] = {
    let mut list = [Range { lo: 1.0, hi: 1.0 }; TERMS];
    let mut j = 1;
    while j < TERMS {
        let near = 1.0 / (2 * j + 1) as f64;
        list[j] = Range { lo: near.next_down(), hi: near.next_up() };
        j += 1;
    }
    list
};
const LN_2: Range = {
    let near = std::f64::consts::LN_2;
    Range { lo: near.next_down(), hi: near.next_up() }
};

by_reference! { [] Range,
    Add add => |x: &Range, y: &Range| Range::around(x.lo + y.lo, x.hi + y.hi),
    Sub sub => |x: &Range, y: &Range| Range::around(x.lo - y.hi, x.hi - y.lo),
    Mul mul => |x: &Range, y: &Range| Range::hull([x.lo * y.lo, x.lo * y.hi, x.hi * y.lo, x.hi * y.hi]),
    Div div => |x: &Range, y: &Range| match y.lo > 0.0 || y.hi < 0.0 {
        true => Range::hull([x.lo / y.lo, x.lo / y.hi, x.hi / y.lo, x.hi / y.hi]),
        false => Range::undefined(),
    },
}

impl Neg for Range {
    type Output = Range;
    #[inline]
    fn neg(self) -> Range {
        Range { lo: -self.hi, hi: -self.lo }
    }
}

/// Precision at which elementary functions are lent by [`Interval`].
const BITS: u32 = 64;

impl Range {
    fn lent(&self, f: impl Fn(&Interval) -> Interval) -> Self {
        if !(self.lo.is_finite() && self.hi.is_finite()) {
            return Range::undefined();
        }
        let value = f(&self.interval());
        if value.everywhere_defined() { Range::of(&value) } else { Range::undefined() }
    }

    /// The same set.
    fn interval(&self) -> Interval {
        let end = |x: f64| Mpfr::from_f64(BITS, x);
        Interval::hull_of(&end(self.lo), &end(self.hi))
    }
}

impl Scalar for Range {
    fn int(&self, n: i64) -> Self {
        let near = n as f64;
        // Beyond 2⁵³ not every integer is a double.
        if n.unsigned_abs() >> 53 == 0 { Range::point(near) } else { Range::around(near, near) }
    }

    fn exact(&self, value: &Exact) -> Self {
        Range::of_exact(value)
    }

    fn exp(&self) -> Self {
        self.lent(Scalar::exp)
    }

    fn ln(&self) -> Self {
        let (lo, hi) = (Range::ln_of(self.lo), Range::ln_of(self.hi));
        if hi.hi.is_nan() || lo.lo.is_nan() {
            Range::undefined()
        } else {
            Range { lo: lo.lo, hi: hi.hi }
        }
    }

    fn sqrt(&self) -> Self {
        // NaN for a negative end. No root of a double is below 0.
        let root = Range::around(self.lo.sqrt(), self.hi.sqrt());
        Range { lo: if root.lo < 0.0 { 0.0 } else { root.lo }, ..root }
    }

    fn pow(&self, y: &Self) -> Self {
        if !(y.lo.is_finite() && y.hi.is_finite()) {
            return Range::undefined();
        }
        self.lent(|x| x.pow(&y.interval()))
    }

    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        match b.less(a) {
            Truth::False => x,
            Truth::True => y,
            Truth::Unknown if [a, b, &x, &y].iter().any(|r| r.lo.is_nan() || r.hi.is_nan()) => {
                Range::undefined()
            }
            Truth::Unknown => Range { lo: x.lo.min(y.lo), hi: x.hi.max(y.hi) },
        }
    }

    fn square(&self) -> Self {
        let size = self.lo.abs().max(self.hi.abs());
        let least =
            if self.lo <= 0.0 && self.hi >= 0.0 { 0.0 } else { self.lo.abs().min(self.hi.abs()) };
        let square = Range::around(least * least, size * size);
        if self.lo.is_nan() || self.hi.is_nan() {
            return Range::undefined();
        }
        Range { lo: if square.lo < 0.0 { 0.0 } else { square.lo }, ..square }
    }
}

impl Compare for Range {
    fn less(&self, other: &Self) -> Truth {
        Truth::of(self.hi < other.lo, self.lo >= other.hi)
    }

    fn to_f64(&self) -> f64 {
        self.mid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_bracketed_by_exact_arithmetic() {
        let mut state = 12345_u64;
        let mut random = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        };
        let exact = |x: f64| Exact::from_f64(x).expect("finite");
        let holds = |r: Range, x: &Exact| exact(r.lo) <= *x && *x <= exact(r.hi);
        for _ in 0..2000 {
            let (x, y) = (random(), random() * 1e-7);
            let (a, b) = (Range::point(x), Range::point(y));
            assert!(holds(a + b, &(&exact(x) + &exact(y))));
            assert!(holds(a - b, &(&exact(x) - &exact(y))));
            assert!(holds(a * b, &(&exact(x) * &exact(y))));
            let wide = Range { lo: x.min(y), hi: x.max(y) };
            assert!(holds(wide * wide, &(&exact(x) * &exact(y))));
        }
        for _ in 0..2000 {
            let x = random().abs() * 10_f64.powi((20.0 * random()) as i32);
            let root = Range::point(x).sqrt();
            assert!(holds(root * root, &exact(x)) && &exact(root.lo) * &exact(root.lo) <= exact(x));
            assert!(holds(Range::point(1.0) / Range::point(x) * Range::point(x), &1.into()));
            for at in [x, 1.0 + x / 1e20, 1.0 - x / 1e20, 1.0 + 0.5 * random()] {
                let (ours, theirs) =
                    (Range::point(at).ln(), Interval::point(&Mpfr::from_f64(160, at)).ln());
                let inside = Mpfr::from_f64(160, ours.lo) <= theirs.lo()
                    && theirs.hi() <= Mpfr::from_f64(160, ours.hi);
                assert!(inside, "ln {at}: {ours:?} {theirs}");
                // Sharp also where the logarithm is tiny.
                assert!(
                    ours.hi - ours.lo <= 2e-14 * ours.mid().abs() + 1e-300,
                    "ln {at}: {ours:?}"
                );
            }
        }
        for bad in [f64::NAN, -1.0, f64::INFINITY] {
            let x = Range::point(bad);
            assert!(x.ln().lo.is_nan() && (x.ln() + x.one()).hi.is_nan());
        }
        assert!((Range { lo: -1.0, hi: 2.0 }).sqrt().lo.is_nan());
        assert!((Range::point(1.0) / Range { lo: -1.0, hi: 2.0 }).hi.is_nan());
        let third = &Exact::from(1) / &Exact::from(3);
        assert!(holds(Range::of_exact(&third), &third));
        assert!(Range::of(&Interval::new(200, &third)).lo < 1.0 / 3.0);
    }
}
