//! Arbitrary precision: GNU MPFR, correctly rounded to nearest.
//!
//! Length: one of the two homes of the MPFR library; conversions, operators and their
//! unit tests share its types.

mod trigonometric;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use num_bigint::{BigInt, Sign};
use num_rational::Ratio;
use rug::float::{Round, Special};
use rug::integer::Order;
use rug::ops::{DivFrom, NegAssign, Pow, SubFrom};
use rug::{Assign, Float, Integer, Rational};

use super::ops::in_place;
use super::{Compare, Exact, Scalar, Truth};

/// A floating-point number of any precision, rounded to nearest after every
/// operation. Results have the larger precision of the operands.
///
/// # Accuracy
/// Every operation is correctly rounded (error at most ½ ulp), except that a
/// power is within ½ + 2⁻³¹ ulp, and so is the logarithm of a number that carries
/// it ([`Scalar::with_ln`]). A power is exp(y ln x), the logarithm and the product
/// with 64 bits more than the result: |y ln x| is below 2³⁰ wherever the power is
/// in range, so that its absolute error is below 2^−(bits + 33). Whether the base
/// carried its logarithm makes no difference to the power.
///
/// An owned operand lends its storage to the result: `a + &b` allocates nothing
/// where `a` has the larger precision.
///
/// ```
/// use offray::number::{Mpfr, Scalar};
/// let x = Mpfr::new(200, &"2".parse()?);
/// assert_eq!(x.sqrt().to_decimal(40), "1.414213562373095048801688724209698078570");
/// # Ok::<(), offray::number::ExactError>(())
/// ```
#[derive(Clone)]
pub struct Mpfr {
    value: Float,
    /// ln of the value, with [`GUARD`] more bits, where it has been asked for.
    ln: Option<Arc<Float>>,
}

/// What a kept logarithm has more than its number, in bits.
pub(super) const GUARD: u32 = 64;

impl Mpfr {
    /// The number of `bits` bits nearest to an exact value.
    pub fn new(bits: u32, value: &Exact) -> Self {
        rounded(bits, value, Round::Nearest).0.into()
    }

    /// A double, exactly if `bits` ≥ 53.
    pub fn from_f64(bits: u32, value: f64) -> Self {
        Float::with_val(bits, value).into()
    }

    /// The precision in bits.
    pub fn bits(&self) -> u32 {
        self.value.prec()
    }

    /// The same value rounded to another precision.
    pub fn with_bits(&self, bits: u32) -> Self {
        Float::with_val(bits, &self.value).into()
    }

    /// `digits` significant decimal digits, rounded to nearest.
    pub fn to_decimal(&self, digits: usize) -> String {
        self.value.to_string_radix(10, Some(digits))
    }

    /// The value as an exact rational; None for NaN and the infinities.
    ///
    /// A number near 2^(±2³⁰), where MPFR's range ends, takes 128 MiB.
    pub fn to_exact(&self) -> Option<Exact> {
        let big = |x: &Integer| {
            let sign = if x.is_negative() { Sign::Minus } else { Sign::Plus };
            BigInt::from_bytes_le(sign, &x.to_digits::<u8>(Order::Lsf))
        };
        let ratio = self.value.to_rational()?;
        // Lowest terms already: new_raw does not divide again.
        Some(Exact::from_ratio(Ratio::new_raw(big(ratio.numer()), big(ratio.denom()))))
    }

    /// The spacing of numbers of this precision at this value,
    /// 2^(⌊log₂|x|⌋ + 1 − bits); zero at 0 and NaN where x is not finite.
    pub fn ulp(&self) -> Self {
        let bits = self.bits();
        match self.value.get_exp() {
            Some(exponent) => {
                (Float::with_val(bits, 1) << exponent.saturating_sub_unsigned(bits)).into()
            }
            None if self.value.is_zero() => self.zero(),
            None => Float::with_val(bits, Special::Nan).into(),
        }
    }

    /// Whether the value is NaN: the result of an undefined operation.
    pub fn is_nan(&self) -> bool {
        self.value.is_nan()
    }

    /// The sign as an ordering against 0; None for NaN.
    pub fn sign(&self) -> Option<Ordering> {
        self.value.cmp0()
    }

    pub(super) fn as_float(&self) -> &Float {
        &self.value
    }

    /// ln x for a power of `bits` bits; None where x^y is a special case (x not
    /// positive or not finite, y not finite), which MPFR knows best.
    fn kept_or_new_ln(&self, y: &Self, bits: u32) -> Option<Cow<'_, Float>> {
        match &self.ln {
            _ if !y.value.is_finite() => None,
            Some(ln) if ln.prec() >= bits + GUARD => Some(Cow::Borrowed(ln)),
            _ if self.has_real_ln() => {
                Some(Cow::Owned(Float::with_val(bits + GUARD, self.value.ln_ref())))
            }
            _ => None,
        }
    }

    /// x^±y and ln x; None in the special cases.
    fn power_and_ln(&self, which: Exponent, y: &Self) -> Option<(Self, Self)> {
        let bits = Self::larger(self, y);
        let ln = self.kept_or_new_ln(y, bits)?;
        let (power, mut kept) = exp_of_product(&ln, which, &y.value, bits);
        kept.set_prec(self.bits());
        kept.assign(&*ln);
        Some((power, kept.into()))
    }

    /// Whether 0 < x < ∞.
    fn has_real_ln(&self) -> bool {
        self.value.is_finite() && self.value > 0
    }

    fn larger(a: &Self, b: &Self) -> u32 {
        a.bits().max(b.bits())
    }

    /// This number's storage for the result of an operation with another.
    fn storage_with(&mut self, other: &Self) -> &mut Float {
        self.ln = None;
        widen(&mut self.value, other.bits());
        &mut self.value
    }
}

impl From<Float> for Mpfr {
    fn from(value: Float) -> Self {
        Mpfr { value, ln: None }
    }
}

/// Which power is meant.
#[derive(Clone, Copy)]
enum Exponent {
    Y,
    MinusY,
}

/// e^(±y ln x) to `bits` bits, from ln x with [`GUARD`] more, and what held the
/// exponent: memory for another result.
fn exp_of_product(ln: &Float, which: Exponent, y: &Float, bits: u32) -> (Mpfr, Float) {
    let mut exponent = Float::with_val(bits + GUARD, ln * y);
    if let Exponent::MinusY = which {
        exponent.neg_assign();
    }
    (Float::with_val(bits, exponent.exp_ref()).into(), exponent)
}

/// Raises the precision to at least `bits`; the value is unchanged.
pub(super) fn widen(x: &mut Float, bits: u32) {
    if x.prec() < bits {
        x.set_prec(bits);
    }
}

/// An exact value rounded once, and how the result compares with it.
pub(super) fn rounded(bits: u32, value: &Exact, round: Round) -> (Float, Ordering) {
    match value.as_decimal() {
        // digits and 10^|exponent| are exact, so theirs is the only rounding.
        Some((digits, exponent)) => {
            let digits = Float::with_val(64, digits);
            let power = Integer::from(Integer::u_pow_u(10, exponent.unsigned_abs()));
            if exponent >= 0 {
                Float::with_val_round(bits, &digits * &power, round)
            } else {
                Float::with_val_round(bits, &digits / &power, round)
            }
        }
        None => {
            let ratio = value.to_ratio();
            let part = |x: &BigInt| {
                let (sign, bytes) = x.to_bytes_le();
                let size = Integer::from_digits(&bytes, Order::Lsf);
                if sign == Sign::Minus { -size } else { size }
            };
            let ratio = Rational::from((part(ratio.numer()), part(ratio.denom())));
            Float::with_val_round(bits, &ratio, round)
        }
    }
}

impl fmt::Debug for Mpfr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value, f)
    }
}

impl fmt::Display for Mpfr {
    /// As many digits as tell the number from its neighbours; `{:.30}` for 30.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value, f)
    }
}

impl PartialEq for Mpfr {
    /// Equal values, whatever the precisions; NaN equals nothing.
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl PartialOrd for Mpfr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

in_place!(Mpfr,
    Add add => |a: &Mpfr, b: &Mpfr| Float::with_val(Mpfr::larger(a, b), &a.value + &b.value).into(),
        |a: &mut Mpfr, b: &Mpfr| *a.storage_with(b) += &b.value,
        |a: &Mpfr, b: &mut Mpfr| *b.storage_with(a) += &a.value;
    Sub sub => |a: &Mpfr, b: &Mpfr| Float::with_val(Mpfr::larger(a, b), &a.value - &b.value).into(),
        |a: &mut Mpfr, b: &Mpfr| *a.storage_with(b) -= &b.value,
        |a: &Mpfr, b: &mut Mpfr| b.storage_with(a).sub_from(&a.value);
    Mul mul => |a: &Mpfr, b: &Mpfr| Float::with_val(Mpfr::larger(a, b), &a.value * &b.value).into(),
        |a: &mut Mpfr, b: &Mpfr| *a.storage_with(b) *= &b.value,
        |a: &Mpfr, b: &mut Mpfr| *b.storage_with(a) *= &a.value;
    Div div => |a: &Mpfr, b: &Mpfr| Float::with_val(Mpfr::larger(a, b), &a.value / &b.value).into(),
        |a: &mut Mpfr, b: &Mpfr| *a.storage_with(b) /= &b.value,
        |a: &Mpfr, b: &mut Mpfr| b.storage_with(a).div_from(&a.value);
);

impl std::ops::Neg for Mpfr {
    type Output = Self;
    fn neg(self) -> Self {
        (-self.value).into()
    }
}

impl Scalar for Mpfr {
    fn int(&self, n: i64) -> Self {
        Float::with_val(self.bits(), n).into()
    }

    fn exact(&self, value: &Exact) -> Self {
        Mpfr::new(self.bits(), value)
    }

    fn exp(&self) -> Self {
        Float::with_val(self.bits(), self.value.exp_ref()).into()
    }

    fn one_minus_exp_neg(&self) -> Self {
        let mut value = Float::with_val(self.bits(), -&self.value);
        value.exp_m1_mut();
        (-value).into()
    }

    fn ln(&self) -> Self {
        match &self.ln {
            Some(ln) => Float::with_val(self.bits(), &**ln).into(),
            None => Float::with_val(self.bits(), self.value.ln_ref()).into(),
        }
    }

    fn sqrt(&self) -> Self {
        Float::with_val(self.bits(), self.value.sqrt_ref()).into()
    }

    fn pow(&self, y: &Self) -> Self {
        let bits = Self::larger(self, y);
        match self.kept_or_new_ln(y, bits) {
            Some(ln) => exp_of_product(&ln, Exponent::Y, &y.value, bits).0,
            None => Float::with_val(bits, (&self.value).pow(&y.value)).into(),
        }
    }

    fn pow_and_ln(&self, y: &Self) -> (Self, Self) {
        self.power_and_ln(Exponent::Y, y).unwrap_or_else(|| (self.pow(y), self.ln()))
    }

    fn pow_neg(&self, y: &Self) -> Self {
        let bits = Self::larger(self, y);
        match self.kept_or_new_ln(y, bits) {
            Some(ln) => exp_of_product(&ln, Exponent::MinusY, &y.value, bits).0,
            None => self.pow(&-y),
        }
    }

    fn pow_neg_and_ln(&self, y: &Self) -> (Self, Self) {
        self.power_and_ln(Exponent::MinusY, y).unwrap_or_else(|| (self.pow(&-y), self.ln()))
    }

    fn is_one(&self) -> bool {
        // The exponent first: it tells most numbers apart.
        self.value.get_exp() == Some(1) && self.value == 1
    }

    fn is_minus_one(&self) -> bool {
        self.value.get_exp() == Some(1) && self.value == -1
    }

    fn powi(&self, n: i32) -> Self {
        Float::with_val(self.bits(), (&self.value).pow(n)).into()
    }

    fn square(&self) -> Self {
        Float::with_val(self.bits(), self.value.square_ref()).into()
    }

    fn abs(&self) -> Self {
        Float::with_val(self.bits(), self.value.abs_ref()).into()
    }

    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        match a.value.partial_cmp(&b.value) {
            None => Float::with_val(a.bits(), Special::Nan).into(),
            Some(order) if order.is_le() => x,
            Some(_) => y,
        }
    }

    fn with_ln(mut self) -> Self {
        if self.ln.is_none() && self.has_real_ln() {
            let ln = Float::with_val(self.bits() + GUARD, self.value.ln_ref());
            self.ln = Some(Arc::new(ln));
        }
        self
    }
}

impl Compare for Mpfr {
    fn less(&self, other: &Self) -> Truth {
        self.value.partial_cmp(&other.value).map_or(Truth::Unknown, |o| o.is_lt().into())
    }

    fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite()
    }
}

/// What computed a result: name and version of this crate and of the libraries
/// that its arithmetic rests on.
pub fn versions() -> [(&'static str, String); 3] {
    use gmp_mpfr_sys::{gmp, mpfr};
    let dotted = |parts: [i32; 3]| parts.map(|p| p.to_string()).join(".");
    let gmp = [gmp::VERSION, gmp::VERSION_MINOR, gmp::VERSION_PATCHLEVEL];
    let mpfr = [mpfr::VERSION_MAJOR, mpfr::VERSION_MINOR, mpfr::VERSION_PATCHLEVEL];
    [
        ("offray", env!("CARGO_PKG_VERSION").to_string()),
        ("gmp", dotted(gmp)),
        ("mpfr", dotted(mpfr)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use quickcheck::quickcheck;

    fn number(bits: u32, x: f64) -> Mpfr {
        Mpfr::from_f64(bits, x)
    }

    quickcheck! {
        fn exact_values_come_back(x: f64, bits: u8) -> bool {
            let x = number(54 + u32::from(bits), x);
            match x.to_exact() {
                Some(exact) => Mpfr::new(x.bits(), &exact) == x,
                None => !x.is_finite(),
            }
        }

        /// Powers of x = |m|·2^e and y keep ½ + 2⁻³¹ ulp, whether or not x keeps its logarithm.
        fn powers_are_accurate(m: f64, y: f64) -> bool {
            let (x, y) = (number(100, m.abs()), number(100, y));
            let (power, ln) = x.pow_and_ln(&y);
            let kept = x.clone().with_ln();
            let same = |a: &Mpfr, b: &Mpfr| a == b || (a.is_nan() && b.is_nan());
            let truth = Float::with_val(400, (&x.value).pow(&y.value));
            let error = Float::with_val(400, &truth - &power.value).abs() / power.ulp().value;
            same(&kept.pow(&y), &power)
                && same(&x.pow(&y), &power)
                && same(&kept.ln(), &ln)
                && (!truth.is_normal() || power.value.is_infinite() || error < 0.5 + 5e-10)
        }
    }

    #[test]
    fn powers_that_are_special_or_exact() {
        let (one, infinity) = (number(64, 1.0).with_ln(), number(64, f64::INFINITY));
        assert_eq!(one.pow(&infinity), one);
        assert_eq!(number(64, -2.0).with_ln().pow(&number(64, 3.0)).to_f64(), -8.0);
        assert!(number(64, -2.0).pow(&number(64, 0.5)).is_nan());
        for n in -20_i32..20 {
            let (base, exponent) = (number(64, 3.0).with_ln(), number(64, f64::from(n)));
            assert_eq!(base.pow(&exponent), base.powi(n), "{n}");
            assert_eq!(base.square(), base.powi(2));
        }
        // A power at a higher precision than the kept logarithm's.
        let wide = number(64, 3.0).with_ln().pow(&number(300, 0.5));
        assert_eq!((wide.bits(), wide), (300, number(300, 3.0).sqrt()));
    }

    #[test]
    fn spacing_sign_and_text() {
        let x = number(10, 3.0);
        assert_eq!((x.ulp().to_f64(), x.zero().ulp().to_f64()), (2_f64.powi(-8), 0.0));
        assert!(number(10, f64::INFINITY).ulp().is_nan() && number(10, f64::NAN).sign().is_none());
        assert_eq!(
            (x.sign(), (-x.clone()).sign()),
            (Some(Ordering::Greater), Some(Ordering::Less))
        );
        assert_eq!(format!("{x} {x:?} {:.2}", number(100, 0.1)), "3.0000 3.0000 1.0e-1");
        assert!(x.is_one() != number(10, 1.0).is_one() && !number(10, 1.5).is_one());
        let signs = [-1.0, 1.0, -1.5, -2.0].map(|x| number(10, x).is_minus_one());
        assert_eq!(signs, [true, false, false, false]);
        assert_eq!(number(10, 7.0).with_bits(1).to_f64(), 8.0);
        assert!(x > x.zero() && x.abs() == (-x).abs());
        assert_eq!(number(10, f64::NAN).less(&number(10, 1.0)), Truth::Unknown);
        assert!(versions()[2].1.starts_with('4'));
    }
}
