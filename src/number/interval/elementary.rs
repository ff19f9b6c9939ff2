//! exp, ln, √, powers, choice and comparison.

use std::cmp::Ordering;
use std::sync::Arc;

use rug::Float;
use rug::float::Round;
use rug::ops::Pow;

use super::Interval;
use super::arithmetic::Side;
use crate::number::mpfr::GUARD;
use crate::number::{Compare, Exact, Scalar, Truth};

impl Interval {
    /// exp at `bits` bits, increasing.
    fn exp_to(&self, bits: u32) -> Interval {
        let (lo, rounding) = Float::with_val_round(bits, self.lo.exp_ref(), Round::Down);
        let hi = if self.is_point() {
            let mut hi = lo.clone();
            if rounding != Ordering::Equal {
                hi.next_up();
            }
            hi
        } else {
            Float::with_val_round(bits, self.hi.exp_ref(), Round::Up).0
        };
        Interval::of(lo, hi).given(self.defined)
    }

    /// ln of the positive part at `bits` bits, increasing.
    fn ln_to(&self, bits: u32) -> Interval {
        // Of a half-line of negative numbers, or of [x, 0], nothing is left.
        if self.is_empty() || self.hi <= 0 {
            return Interval::empty(bits);
        }
        let positive = self.lo > 0;
        let zero = Float::new(1);
        let start = if positive { &self.lo } else { &zero };
        let (lo, rounding) = Float::with_val_round(bits, start.ln_ref(), Round::Down);
        let hi = if self.is_point() {
            let mut hi = lo.clone();
            if rounding != Ordering::Equal {
                hi.next_up();
            }
            hi
        } else {
            Float::with_val_round(bits, self.hi.ln_ref(), Round::Up).0
        };
        Interval::of(lo, hi).given(self.defined && positive)
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
            return Interval::empty(bits);
        }
        if self.hi.is_zero() {
            return self.zero_power(y, bits);
        }
        let power = match &self.ln {
            Some(ln) if ln.bits() >= bits + GUARD => &**ln * y,
            _ => self.ln_to(bits + GUARD) * y,
        };
        let mut power = power.exp_to(bits);
        if self.lo.is_zero() && y.lo > 0 {
            // ln lost the 0, whose power exists and is the limit.
            power.defined = self.defined && y.defined;
        }
        power
    }

    /// x^n: at the ends where the power is monotone on the interval, from 0
    /// where it is even and the interval has both signs.
    fn powi(&self, n: i32) -> Self {
        let power = self.unsigned_power(n.unsigned_abs());
        if n < 0 { self.int(1) / power } else { power }
    }

    fn square(&self) -> Self {
        self.unsigned_power(2)
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

impl Interval {
    /// x^n for n ≥ 0.
    fn unsigned_power(&self, n: u32) -> Self {
        let bits = self.bits();
        let power = |x: &Float, round| Float::with_val_round(bits, x.pow(n), round).0;
        if self.is_empty() {
            return Interval::empty(bits);
        }
        if n == 0 {
            return self.int(1).given(self.defined);
        }
        let side = if n % 2 == 1 { Side::Above } else { self.side() };
        let (lo, hi) = match side {
            Side::Below => (power(&self.hi, Round::Down), power(&self.lo, Round::Up)),
            Side::Across => {
                let hi = power(&self.lo, Round::Up).max(&power(&self.hi, Round::Up));
                (Float::new(bits), hi)
            }
            _ => (power(&self.lo, Round::Down), power(&self.hi, Round::Up)),
        };
        Interval::of(lo, hi).given(self.defined)
    }
}

impl Compare for Interval {
    /// Decided where the intervals do not overlap.
    fn less(&self, other: &Self) -> Truth {
        if self.hi < other.lo {
            Truth::True
        } else if self.lo >= other.hi {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// A double near the middle.
    fn to_f64(&self) -> f64 {
        self.mid().to_f64()
    }

    fn is_finite(&self) -> bool {
        self.is_bounded()
    }
}
