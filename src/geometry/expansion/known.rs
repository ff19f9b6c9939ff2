//! A real constant that is either known exactly, as a rational, or enclosed.

use crate::number::{Compare, Exact, Interval, Scalar, Truth};

/// A real number: a rational known exactly, or an enclosure.
///
/// Sums and products of rationals stay rationals, so that 0 is recognised as 0
/// and an exponent as the number that it is; whatever meets an enclosure, or a
/// transcendental function, becomes an enclosure.
#[derive(Clone, Debug)]
pub enum Known {
    /// This number.
    Exact(Exact),
    /// Some number in here.
    Enclosed(Interval),
}

use Known::{Enclosed, Exact as Rational};

impl Known {
    /// The integer n.
    pub fn int(n: i64) -> Self {
        Rational(n.into())
    }

    /// Whether it is 0 for certain because it is 0 by construction; an enclosure
    /// is never.
    pub fn is_zero(&self) -> bool {
        matches!(self, Rational(x) if x.signum() == 0)
    }

    fn is_one(&self) -> bool {
        matches!(self, Rational(x) if *x == Exact::from(1))
    }

    /// The rational that it is, where that is known.
    pub fn exact(&self) -> Option<&Exact> {
        match self {
            Rational(x) => Some(x),
            Enclosed(_) => None,
        }
    }

    /// Its enclosure at a precision.
    pub fn enclosure(&self, bits: u32) -> Interval {
        match self {
            Rational(x) => Interval::new(bits, x),
            Enclosed(x) => x.clone(),
        }
    }

    /// An upper bound of its size as a double, for choosing pivots.
    pub fn size(&self) -> f64 {
        match self {
            Rational(x) => x.to_f64().abs(),
            Enclosed(x) => x.magnitude().to_f64(),
        }
    }

    /// Whether it is proved to differ from 0.
    pub fn is_not_zero(&self) -> bool {
        match self {
            Rational(x) => x.signum() != 0,
            Enclosed(x) => !x.contains_zero() && !x.is_empty() && x.is_bounded(),
        }
    }

    /// Whether it is positive.
    pub fn is_positive(&self) -> Truth {
        match self {
            Rational(x) => (x.signum() > 0).into(),
            Enclosed(x) => x.is_positive(),
        }
    }

    fn combine(
        &self,
        other: &Self,
        exact: impl Fn(&Exact, &Exact) -> Exact,
        enclosed: impl Fn(&Interval, &Interval) -> Interval,
    ) -> Self {
        match (self, other) {
            (Rational(x), Rational(y)) => Rational(exact(x, y)),
            (Rational(x), Enclosed(y)) => Enclosed(enclosed(&Interval::new(y.bits(), x), y)),
            (Enclosed(x), Rational(y)) => Enclosed(enclosed(x, &Interval::new(x.bits(), y))),
            (Enclosed(x), Enclosed(y)) => Enclosed(enclosed(x, y)),
        }
    }

    /// x + y.
    pub fn plus(&self, other: &Self) -> Self {
        match (self.is_zero(), other.is_zero()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => self.combine(other, |x, y| x + y, |x, y| x + y),
        }
    }

    /// x y; 0 where one is 0 for certain.
    pub fn times(&self, other: &Self) -> Self {
        match (self, other) {
            (x, y) if x.is_zero() || y.is_zero() => Known::int(0),
            (x, y) if x.is_one() => y.clone(),
            (x, y) if y.is_one() => x.clone(),
            _ => self.combine(other, |x, y| x * y, |x, y| x * y),
        }
    }

    /// x/y, y ≠ 0.
    pub fn over(&self, other: &Self) -> Self {
        match (self, other) {
            (x, _) if x.is_zero() => Known::int(0),
            (x, y) if y.is_one() => x.clone(),
            (_, y) if y.is_zero() => Enclosed(Interval::entire(64)),
            _ => self.combine(other, |x, y| x / y, |x, y| x / y),
        }
    }

    /// −x.
    pub fn minus(&self) -> Self {
        match self {
            Rational(x) => Rational(&Exact::from(0) - x),
            Enclosed(x) => Enclosed(-x.clone()),
        }
    }

    /// x^y, x > 0; rational for a small integer y.
    pub fn pow(&self, y: &Exact, bits: u32) -> Self {
        if self.is_one() || y.signum() == 0 {
            return Known::int(1);
        }
        if *y == Exact::from(1) {
            return self.clone();
        }
        if *y == Exact::from(-1) {
            return Known::int(1).over(self);
        }
        let x = self.enclosure(bits);
        Enclosed(x.pow(&x.exact(y)))
    }

    /// ln x, x > 0.
    pub fn ln(&self, bits: u32) -> Self {
        if self.is_one() { Known::int(0) } else { Enclosed(self.enclosure(bits).ln()) }
    }

    /// eˣ.
    pub fn exp(&self, bits: u32) -> Self {
        if self.is_zero() { Known::int(1) } else { Enclosed(self.enclosure(bits).exp()) }
    }
}
