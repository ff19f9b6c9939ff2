//! Intervals with MPFR ends, rounded outwards: proved enclosures.
//!
//! The set-based flavour of IEEE 1788: an interval is a closed, connected set
//! of real numbers, possibly empty or unbounded, and for every operation
//! F(X) ⊇ {f(x) : x ∈ X ∩ dom f}. Where a part of X lay outside dom f the result
//! remembers it: see [`Interval::everywhere_defined`].

mod arithmetic;
mod elementary;
mod special;
mod trigonometric;

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use rug::Float;
use rug::float::{Round, Special};

use super::mpfr::{rounded, widen};
use super::{Exact, Mpfr};

/// A closed set of reals \[lo, hi\] known to contain the value.
///
/// Both ends have the same precision. An end may be infinite (it is then not a
/// member), and the interval may be empty.
///
/// # Tightness
/// The ends of + − × ÷ √ and integer powers are the exact ones rounded outwards
/// (within 1 ulp); those of exp, ln and powers are within 2½ ulp, because on a
/// narrow interval one end is found from the other at half the cost. For the same
/// reason a smaller interval may have an image that sticks out of that of a larger
/// one by as much: inclusion is proved, isotonicity holds up to rounding.
///
/// ```
/// use offray::number::{Compare, Interval, Scalar};
/// let tenth = Interval::new(100, &"0.1".parse()?);
/// assert_eq!(tenth.lo_decimal(5), "9.9999e-2");
/// assert_eq!(tenth.hi_decimal(5), "1.0001e-1");
/// let x = tenth.exp().ln() - &tenth;
/// assert!(x.contains_zero() && x.width().to_f64() < 1e-28);
/// # Ok::<(), offray::number::ExactError>(())
/// ```
#[derive(Clone)]
pub struct Interval {
    /// lo ≤ hi, lo < ∞, hi > −∞; both NaN for the empty set.
    lo: Float,
    hi: Float,
    /// No operation on the way here met arguments outside its domain.
    defined: bool,
    /// An enclosure of the logarithm with more bits, where it has been asked
    /// for; lo > 0 then.
    ln: Option<Arc<Interval>>,
}

impl Interval {
    /// The tightest enclosure of an exact value at a precision.
    pub fn new(bits: u32, value: &Exact) -> Self {
        let (lo, rounding) = rounded(bits, value, Round::Down);
        let mut hi = lo.clone();
        if rounding != Ordering::Equal {
            hi.next_up();
        }
        Self::of(lo, hi)
    }

    /// The one number x. NaN gives the empty set; an infinity, which stands for
    /// an overflow, the half-line beyond the last finite number.
    pub fn point(x: &Mpfr) -> Self {
        Self::hull_of(x, x)
    }

    /// The smallest interval with both numbers, in either order, at the larger
    /// precision. NaN and infinities as in [`Interval::point`].
    pub fn hull_of(a: &Mpfr, b: &Mpfr) -> Self {
        let bits = a.bits().max(b.bits());
        if a.is_nan() || b.is_nan() {
            return Self::empty(bits);
        }
        let (lo, hi) = if a <= b { (a, b) } else { (b, a) };
        let (mut lo, mut hi) =
            (Float::with_val(bits, lo.as_float()), Float::with_val(bits, hi.as_float()));
        if lo.is_infinite() && lo.is_sign_positive() {
            lo.next_down();
        }
        if hi.is_infinite() && hi.is_sign_negative() {
            hi.next_up();
        }
        Self::of(lo, hi)
    }

    /// The empty set: the values of a function outside its domain. Not
    /// [everywhere defined](Interval::everywhere_defined).
    pub fn empty(bits: u32) -> Self {
        let nan = || Float::with_val(bits, Special::Nan);
        Interval { lo: nan(), hi: nan(), defined: false, ln: None }
    }

    /// All real numbers.
    pub fn entire(bits: u32) -> Self {
        let infinity = |sign| Float::with_val(bits, sign);
        Self::of(infinity(Special::NegInfinity), infinity(Special::Infinity))
    }

    /// \[lo, hi\], defined.
    fn of(lo: Float, hi: Float) -> Self {
        Interval { lo, hi, defined: true, ln: None }
    }

    /// The same set, defined only if `defined` also holds.
    fn given(mut self, defined: bool) -> Self {
        if !defined {
            self.defined = false;
            self.ln = None;
        }
        self
    }

    /// The precision of the ends in bits.
    pub fn bits(&self) -> u32 {
        self.lo.prec()
    }

    /// The same set with ends of another precision, rounded outwards.
    pub fn with_bits(&self, bits: u32) -> Self {
        let lo = Float::with_val_round(bits, &self.lo, Round::Down).0;
        let hi = Float::with_val_round(bits, &self.hi, Round::Up).0;
        Self::of(lo, hi).given(self.defined)
    }

    /// Raises the precision to at least `bits`.
    fn widen(&mut self, bits: u32) {
        widen(&mut self.lo, bits);
        widen(&mut self.hi, bits);
    }

    /// The lower end; −∞ if unbounded below, NaN if empty.
    pub fn lo(&self) -> Mpfr {
        self.lo.clone().into()
    }

    /// The upper end; ∞ if unbounded above, NaN if empty.
    pub fn hi(&self) -> Mpfr {
        self.hi.clone().into()
    }

    /// Whether every operation so far had all of its arguments inside its
    /// domain. If not, this encloses the values where the function is defined,
    /// and nothing is known of the rest: no existence proof may rest on it.
    pub fn everywhere_defined(&self) -> bool {
        self.defined
    }

    /// Whether there is no number in it.
    pub fn is_empty(&self) -> bool {
        self.lo.is_nan()
    }

    /// Whether it is one number.
    pub fn is_point(&self) -> bool {
        self.lo == self.hi
    }

    /// Whether both ends are finite and it is not empty.
    pub fn is_bounded(&self) -> bool {
        self.lo.is_finite() && self.hi.is_finite()
    }

    /// Whether the real number x is a member.
    pub fn contains(&self, x: &Mpfr) -> bool {
        let x = x.as_float();
        x.is_finite() && self.lo <= *x && *x <= self.hi
    }

    /// Whether 0 is a member.
    pub fn contains_zero(&self) -> bool {
        self.lo <= 0 && self.hi >= 0
    }

    /// Whether every member is one of `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.is_empty() || (other.lo <= self.lo && self.hi <= other.hi)
    }

    /// Whether it is a subset of the interior of `other`: the strict inclusion
    /// that existence theorems ask for.
    pub fn is_interior(&self, other: &Self) -> bool {
        let above = other.lo < self.lo || other.lo == f64::NEG_INFINITY;
        let below = self.hi < other.hi || other.hi == f64::INFINITY;
        self.is_empty() || (!other.is_empty() && above && below)
    }

    /// The smallest interval with the members of both.
    pub fn hull(&self, other: &Self) -> Self {
        let bits = self.bits().max(other.bits());
        // MPFR's minimum and maximum pass over a NaN: an empty side adds nothing.
        let lo = Float::with_val(bits, self.lo.min_ref(&other.lo));
        let hi = Float::with_val(bits, self.hi.max_ref(&other.hi));
        Self::of(lo, hi).given(self.defined && other.defined)
    }

    /// The common members: what is known when both enclosures hold. None if
    /// there are none.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let bits = self.bits().max(other.bits());
        let lo = if self.lo >= other.lo { &self.lo } else { &other.lo };
        let hi = if self.hi <= other.hi { &self.hi } else { &other.hi };
        // False also where either is empty.
        let common = self.lo <= other.hi && other.lo <= self.hi;
        common.then(|| {
            Self::of(Float::with_val(bits, lo), Float::with_val(bits, hi))
                .given(self.defined && other.defined)
        })
    }

    /// A number near the middle: a member unless empty (then NaN). Of a
    /// half-line the last finite number, of the whole line 0.
    pub fn mid(&self) -> Mpfr {
        let bits = self.bits();
        let mut mid = match (self.lo.is_finite(), self.hi.is_finite()) {
            // Halves first where the sum would overflow.
            (true, true) => {
                let sum = Float::with_val(bits, &self.lo + &self.hi);
                if sum.is_finite() {
                    sum / 2
                } else {
                    Float::with_val(bits, &self.lo / 2) + Float::with_val(bits, &self.hi / 2)
                }
            }
            (false, false) if !self.is_empty() => Float::new(bits),
            (true, false) => self.hi.clone(),
            _ => self.lo.clone(),
        };
        if mid.is_infinite() {
            if mid.is_sign_positive() { mid.next_down() } else { mid.next_up() }
        }
        mid.into()
    }

    /// An upper bound on the distance of any member from [`mid`](Interval::mid);
    /// NaN if empty.
    pub fn radius(&self) -> Mpfr {
        let mid = self.mid();
        let below = Float::with_val_round(self.bits(), mid.as_float() - &self.lo, Round::Up).0;
        let above = Float::with_val_round(self.bits(), &self.hi - mid.as_float(), Round::Up).0;
        below.max(&above).into()
    }

    /// hi − lo rounded up; NaN if empty.
    pub fn width(&self) -> Mpfr {
        Float::with_val_round(self.bits(), &self.hi - &self.lo, Round::Up).0.into()
    }

    /// max |x| over the members; NaN if empty.
    pub fn magnitude(&self) -> Mpfr {
        let (lo, hi) = (self.lo.clone().abs(), self.hi.clone().abs());
        lo.max(&hi).into()
    }

    /// min |x| over the members; NaN if empty.
    pub fn mignitude(&self) -> Mpfr {
        if self.contains_zero() {
            return Float::new(self.bits()).into();
        }
        let (lo, hi) = (self.lo.clone().abs(), self.hi.clone().abs());
        lo.min(&hi).into()
    }

    /// The lower end with `digits` significant digits, rounded down.
    pub fn lo_decimal(&self, digits: usize) -> String {
        self.lo.to_string_radix_round(10, Some(digits), Round::Down)
    }

    /// The upper end with `digits` significant digits, rounded up.
    pub fn hi_decimal(&self, digits: usize) -> String {
        self.hi.to_string_radix_round(10, Some(digits), Round::Up)
    }

    /// `[lo, hi]` with `digits` significant digits, rounded outwards.
    pub fn to_decimal(&self, digits: usize) -> String {
        if self.is_empty() {
            return "empty".into();
        }
        format!("[{}, {}]", self.lo_decimal(digits), self.hi_decimal(digits))
    }
}

impl fmt::Display for Interval {
    /// [`Interval::to_decimal`], with `{:.30}` for 30 digits; else as many as
    /// the precision is worth.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let worth = || (f64::from(self.bits()) * std::f64::consts::LOG10_2).ceil() as usize + 1;
        f.write_str(&self.to_decimal(f.precision().unwrap_or_else(worth)))
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        f.write_str(if self.defined { "" } else { " where defined" })
    }
}

impl PartialEq for Interval {
    /// The same set of reals, whatever the precisions.
    fn eq(&self, other: &Self) -> bool {
        (self.is_empty() && other.is_empty()) || (self.lo == other.lo && self.hi == other.hi)
    }
}
