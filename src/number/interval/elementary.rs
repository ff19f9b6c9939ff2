//! exp, ln, √, powers, choice and comparison.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use rug::Float;
use rug::float::{Round, Special};
use rug::ops::{AddAssignRound, DivAssignRound, MulAssignRound, Pow};

use super::Interval;
use super::arithmetic::Side;
use crate::number::mpfr::GUARD;
use crate::number::{Compare, Exact, Scalar, Truth};

impl Interval {
    /// exp at `bits` bits, increasing.
    fn exp_to(&self, bits: u32) -> Interval {
        let (lo, rounding) = Float::with_val_round(bits, self.lo.exp_ref(), Round::Down);
        let hi = self
            .exp_hi_by_width(&lo, rounding)
            .unwrap_or_else(|| Float::with_val_round(bits, self.hi.exp_ref(), Round::Up).0);
        Interval::of(lo, hi).given(self.defined)
    }

    /// The upper end of exp without a second exponential, where that costs no
    /// more than an ulp: e^hi = e^lo e^w ≤ e^lo (1 + w + w²) for w = hi − lo ≤ 1.
    ///
    /// `lo` is e^lo rounded down. None for wide intervals.
    fn exp_hi_by_width(&self, lo: &Float, rounding: Ordering) -> Option<Float> {
        let mut hi = above(lo, rounding);
        if self.is_point() {
            return Some(hi);
        }
        let bits = i64::from(lo.prec());
        let width = width(&self.lo, &self.hi);
        let size = i64::from(width.get_exp()?);
        // w² and the rounding of w both stay below 2^−(bits + 3).
        if 2 * size > -bits - 4 || size > 60 - bits {
            return None;
        }
        let mut growth =
            Float::with_val_round(WIDTH, width.mul_add_ref(&width, &width), Round::Up).0;
        growth.mul_assign_round(&hi, Round::Up);
        hi.add_assign_round(&growth, Round::Up);
        Some(hi)
    }

    /// ln of the positive part at `bits` bits, increasing.
    fn ln_to(&self, bits: u32) -> Interval {
        // Of the empty set and of a set of numbers ≤ 0 nothing is left.
        if self.is_empty() || self.hi <= 0 {
            return Interval::empty(bits);
        }
        let positive = self.lo > 0;
        let zero = Float::new(1);
        let start = if positive { &self.lo } else { &zero };
        let (lo, rounding) = Float::with_val_round(bits, start.ln_ref(), Round::Down);
        let hi = self
            .ln_hi_by_width(&lo, rounding)
            .unwrap_or_else(|| Float::with_val_round(bits, self.hi.ln_ref(), Round::Up).0);
        Interval::of(lo, hi).given(self.defined && positive)
    }

    /// The upper end of ln without a second logarithm, where that costs no more
    /// than an ulp: ln hi ≤ ln lo + (hi − lo)/lo.
    ///
    /// `lo` is ln lo rounded down. None for wide intervals, for those with
    /// numbers ≤ 0 (`lo` is −∞ then), and near 1.
    fn ln_hi_by_width(&self, lo: &Float, rounding: Ordering) -> Option<Float> {
        let mut hi = above(lo, rounding);
        if self.is_point() {
            return Some(hi);
        }
        let bits = i64::from(lo.prec());
        let mut width = width(&self.lo, &self.hi);
        width.div_assign_round(&self.lo, Round::Up);
        let (size, ulp) = (i64::from(width.get_exp()?), i64::from(lo.get_exp()?) - bits);
        // The square of the relative width and its roundings stay below ulp/4.
        if 2 * size > ulp - 2 || size > ulp + 58 {
            return None;
        }
        hi.add_assign_round(&width, Round::Up);
        Some(hi)
    }

    /// An enclosure of the logarithm for a power of `bits` bits.
    fn kept_or_new_ln(&self, bits: u32) -> Cow<'_, Interval> {
        match &self.ln {
            Some(ln) if ln.bits() >= bits + GUARD => Cow::Borrowed(ln),
            _ => Cow::Owned(self.ln_to(bits + GUARD)),
        }
    }

    /// x^y for the positive x, given ln x.
    fn positive_power(&self, ln: &Interval, y: &Interval, bits: u32) -> Interval {
        let mut power = (ln * y).exp_to(bits);
        if self.lo.is_zero() && y.lo > 0 {
            // ln lost the 0, whose power exists and is the limit.
            power.defined = self.defined && y.defined;
        }
        power
    }

    /// 0^y for the exponents y > 0 in `y`.
    fn zero_power(&self, y: &Interval, bits: u32) -> Interval {
        if y.hi > 0 {
            let zero = || Float::new(bits);
            let defined = self.lo.is_zero() && y.lo > 0;
            Interval::of(zero(), zero()).given(self.defined && y.defined && defined)
        } else {
            Interval::empty(bits)
        }
    }
}

/// The precision of widths and small corrections, in bits.
const WIDTH: u32 = 64;

/// hi − lo rounded up.
fn width(lo: &Float, hi: &Float) -> Float {
    Float::with_val_round(WIDTH, hi - lo, Round::Up).0
}

/// An upper bound of a number that was rounded down to `lo`.
fn above(lo: &Float, rounding: Ordering) -> Float {
    let mut hi = lo.clone();
    if rounding != Ordering::Equal {
        hi.next_up();
    }
    hi
}

impl Scalar for Interval {
    fn int(&self, n: i64) -> Self {
        self.exact(&n.into())
    }

    fn exact(&self, value: &Exact) -> Self {
        Interval::new(self.bits(), value)
    }

    fn exp(&self) -> Self {
        self.exp_to(self.bits())
    }

    /// Increasing: each end is rounded outwards.
    fn one_minus_exp_neg(&self) -> Self {
        let bits = self.bits();
        let end = |x: &Float, round: Round| {
            let mut value = Float::with_val(x.prec(), -x);
            value.set_prec(bits.max(x.prec()));
            value.exp_m1_round(round);
            Float::with_val_round(bits, -value, round.reverse()).0
        };
        Interval::of(end(&self.lo, Round::Up), end(&self.hi, Round::Down)).given(self.defined)
    }

    /// ln over the positive part; [everywhere defined](Interval::everywhere_defined)
    /// where lo > 0.
    fn ln(&self) -> Self {
        match &self.ln {
            Some(ln) => ln.with_bits(self.bits()),
            None => self.ln_to(self.bits()),
        }
    }

    /// √ over the part ≥ 0; [everywhere defined](Interval::everywhere_defined)
    /// where lo ≥ 0.
    fn sqrt(&self) -> Self {
        let bits = self.bits();
        let (lo, defined) = match self.side() {
            Side::Above => (Float::with_val_round(bits, self.lo.sqrt_ref(), Round::Down).0, true),
            _ => (Float::new(bits), false),
        };
        if self.is_empty() || self.hi < 0 {
            return Interval::empty(bits);
        }
        let hi = Float::with_val_round(bits, self.hi.sqrt_ref(), Round::Up).0;
        Interval::of(lo, hi).given(self.defined && defined)
    }

    /// x^y = exp(y ln x) over x > 0, and 0^y = 0 for y > 0;
    /// [everywhere defined](Interval::everywhere_defined) where x.lo > 0, or
    /// x.lo = 0 and y.lo > 0.
    ///
    /// x and y enter y ln x once each, so its range over the box is exactly the
    /// product of the intervals y and ln x; both are kept with 64 more bits.
    fn pow(&self, y: &Self) -> Self {
        let bits = self.bits().max(y.bits());
        if self.is_empty() || y.is_empty() || self.hi < 0 {
            Interval::empty(bits)
        } else if self.hi.is_zero() {
            self.zero_power(y, bits)
        } else {
            self.positive_power(&self.kept_or_new_ln(bits), y, bits)
        }
    }

    fn pow_and_ln(&self, y: &Self) -> (Self, Self) {
        if self.is_empty() || y.is_empty() || self.hi <= 0 {
            return (self.pow(y), self.ln());
        }
        let bits = self.bits().max(y.bits());
        let ln = self.kept_or_new_ln(bits);
        (self.positive_power(&ln, y, bits), ln.with_bits(self.bits()))
    }

    fn is_one(&self) -> bool {
        self.defined && self.lo.get_exp() == Some(1) && self.lo == 1 && self.hi == 1
    }

    fn is_minus_one(&self) -> bool {
        self.defined && self.lo.get_exp() == Some(1) && self.lo == -1 && self.hi == -1
    }

    /// x^n, from the ends of x or of |x| with one rounding each;
    /// [everywhere defined](Interval::everywhere_defined) unless n < 0 and 0 ∈ x.
    fn powi(&self, n: i32) -> Self {
        let bits = self.bits();
        let power = |x: &Float, round| Float::with_val_round(bits, x.pow(n), round).0;
        match (self.side(), n % 2 != 0) {
            (Side::Empty, _) => Interval::empty(bits),
            _ if n == 0 => self.int(1).given(self.defined),
            (Side::Below, true) => -(-self.clone()).powi(n),
            (Side::Across, true) if n < 0 => Interval::entire(bits).given(false),
            (Side::Across, true) => {
                let (lo, hi) = (power(&self.lo, Round::Down), power(&self.hi, Round::Up));
                Interval::of(lo, hi).given(self.defined)
            }
            _ => {
                let Interval { lo, hi, .. } = self.abs();
                let (near, far) = if n < 0 { (&hi, &lo) } else { (&lo, &hi) };
                if near.is_zero() && n < 0 {
                    return Interval::empty(bits);
                }
                // The power of −0 would have its sign; of 0 it is ∞ for n < 0.
                let pole = n < 0 && far.is_zero();
                let far = if pole {
                    Float::with_val(bits, Special::Infinity)
                } else {
                    power(far, Round::Up)
                };
                Interval::of(power(near, Round::Down), far).given(self.defined && !pole)
            }
        }
    }

    fn square(&self) -> Self {
        self.powi(2)
    }

    fn abs(&self) -> Self {
        match self.side() {
            Side::Below => Interval { ln: None, ..-self.clone() },
            Side::Across => {
                let hi = -self.lo.clone();
                Interval::of(Float::new(self.bits()), hi.max(&self.hi)).given(self.defined)
            }
            _ => self.clone(),
        }
    }

    /// The hull of both branches where a ≤ b is undecided; empty where a or b is.
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        let defined = a.defined && b.defined;
        match b.less(a) {
            Truth::False => x.given(defined),
            Truth::True => y.given(defined),
            Truth::Unknown if a.is_empty() || b.is_empty() => {
                Interval::empty(x.bits().max(y.bits()))
            }
            Truth::Unknown => x.hull(&y).given(defined),
        }
    }

    /// End by end: tighter than the hull of both.
    fn min(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Interval::empty(self.bits().max(other.bits()));
        }
        let bits = self.bits().max(other.bits());
        let lo = Float::with_val(bits, self.lo.min_ref(&other.lo));
        let hi = Float::with_val(bits, self.hi.min_ref(&other.hi));
        Interval::of(lo, hi).given(self.defined && other.defined)
    }

    /// End by end: tighter than the hull of both.
    fn max(&self, other: &Self) -> Self {
        -(-self.clone()).min(&-other.clone())
    }

    fn with_ln(mut self) -> Self {
        if self.ln.is_none() && self.lo > 0 && self.hi.is_finite() {
            self.ln = Some(Arc::new(self.ln_to(self.bits() + GUARD)));
        }
        self
    }
}

impl Compare for Interval {
    /// Decided where the intervals do not overlap.
    fn less(&self, other: &Self) -> Truth {
        Truth::of(self.hi < other.lo, self.lo >= other.hi)
    }

    /// A double near the middle.
    fn to_f64(&self) -> f64 {
        self.mid().to_f64()
    }

    fn is_finite(&self) -> bool {
        self.is_bounded()
    }
}
