//! Rigorous intervals of doubles, for the few operations that bounds need.
//!
//! Sums, differences and products of doubles are correctly rounded, so the
//! neighbour of a result in either direction bounds the exact one. An overflow gives an infinite end or
//! NaN, which no comparison accepts.

use std::ops::{Add, Mul, Sub};

use crate::number::{Compare, Exact, Interval, Mpfr};

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

    /// max |x|.
    pub fn size(self) -> f64 {
        self.lo.abs().max(self.hi.abs())
    }
}

impl Add for Range {
    type Output = Range;
    #[inline]
    fn add(self, other: Range) -> Range {
        Range { lo: (self.lo + other.lo).next_down(), hi: (self.hi + other.hi).next_up() }
    }
}

impl Sub for Range {
    type Output = Range;
    #[inline]
    fn sub(self, other: Range) -> Range {
        Range { lo: (self.lo - other.hi).next_down(), hi: (self.hi - other.lo).next_up() }
    }
}

impl Mul for Range {
    type Output = Range;
    #[inline]
    fn mul(self, other: Range) -> Range {
        let ends = [self.lo * other.lo, self.lo * other.hi, self.hi * other.lo, self.hi * other.hi];
        // f64's min and max pass over NaN: let it spoil the sum instead.
        let nan = ends.iter().any(|x| x.is_nan());
        let lo = ends.into_iter().fold(f64::INFINITY, f64::min);
        let hi = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
        if nan {
            return Range { lo: f64::NAN, hi: f64::NAN };
        }
        Range { lo: lo.next_down(), hi: hi.next_up() }
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
        let third = &Exact::from(1) / &Exact::from(3);
        assert!(holds(Range::of_exact(&third), &third));
        assert!(Range::of(&Interval::new(200, &third)).lo < 1.0 / 3.0);
    }
}
