//! Double-double: an unevaluated sum of two doubles, about 32 decimal digits.
//!
//! Every operation is built from error-free transformations: a sum of doubles
//! and its rounding error, a product and its rounding error, both exact. The
//! fused multiply-add rounds once by definition, so results are the same bits
//! on every machine.

mod elementary;

use super::exact::POWERS_OF_TEN;
use super::ops::by_reference;
use super::{Compare, Exact, Mpfr, Scalar, Truth};

/// hi + lo with |lo| ≤ ½ ulp(hi): at least 106 bits, at machine speed.
///
/// With u = 2⁻⁵³ (u² = 1.2e−32), relative errors are at most
///
/// | operation | bound | source |
/// |---|---|---|
/// | + − | 3 u² | Joldes, Muller, Popescu 2017, algorithm 6 |
/// | × | 5 u² | same, algorithm 10; Muller, Rideau 2022 |
/// | ÷ | 15 u² (6 u² seen) | Joldes, Muller, Popescu 2017, algorithm 17 |
/// | √ | 25/8 u² | Lefèvre, Louvet, Muller, Picot, Rideau 2023 |
/// | exp, pow | 4 u² (2 u² seen) | tables and short series, with guard digits |
/// | ln | u² (½ u² seen) | same |
///
/// where the result and its error are normal doubles: between 1e−290 and
/// 1.8e308 in size. Nearer to zero the low part is lost bit by bit and what
/// remains is a double; beyond, the result is infinite. An infinite or NaN
/// number has lo = 0.
///
/// ```
/// use offray::number::{DoubleDouble, Scalar};
/// let x = DoubleDouble::from_f64(2.0);
/// let error = x.sqrt().square() - x;
/// assert!(error.hi().abs() < 1e-31);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct DoubleDouble {
    hi: f64,
    lo: f64,
}

/// a + b = s + e exactly (Knuth), s the rounded sum.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let b_part = s - a;
    (s, (a - (s - b_part)) + (b - b_part))
}

/// The same for |a| ≥ |b| or a = 0 (Dekker).
#[inline]
fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    (s, b - (s - a))
}

/// ab = p + e exactly, p the rounded product, unless e underflows.
#[inline]
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let p = a * b;
    (p, a.mul_add(b, -p))
}

impl From<&Mpfr> for DoubleDouble {
    /// The double nearest to a number, and the double nearest to what that leaves.
    fn from(x: &Mpfr) -> Self {
        let hi = x.to_f64();
        let rest = if hi.is_finite() { (x - Mpfr::from_f64(53, hi)).to_f64() } else { 0.0 };
        DoubleDouble::from_sum(hi, rest)
    }
}

impl DoubleDouble {
    /// A double, exactly.
    #[inline]
    pub const fn from_f64(x: f64) -> Self {
        DoubleDouble { hi: x, lo: 0.0 }
    }

    /// The sum of any two doubles, exactly.
    #[inline]
    pub fn from_sum(a: f64, b: f64) -> Self {
        let (hi, lo) = two_sum(a, b);
        Self::finite_or(hi, lo)
    }

    /// The nearest double.
    #[inline]
    pub const fn hi(self) -> f64 {
        self.hi
    }

    /// What `hi` leaves.
    #[inline]
    pub const fn lo(self) -> f64 {
        self.lo
    }

    /// The two doubles nearest to an exact value: first the nearest double,
    /// then the double nearest to the exact remainder.
    pub fn new(value: &Exact) -> Self {
        let hi = value.to_f64();
        if let Some((digits, exponent @ -22..=22)) = value.as_decimal()
            && digits.unsigned_abs() < 1 << 53
        {
            // Digits and power are doubles, and so is what a rounded product or
            // quotient of them leaves.
            let (digits, power) = (digits as f64, POWERS_OF_TEN[exponent.unsigned_abs() as usize]);
            let lo = if exponent < 0 {
                (-hi).mul_add(power, digits) / power
            } else {
                digits.mul_add(power, -hi)
            };
            return DoubleDouble { hi, lo };
        }
        let lo = Exact::from_f64(hi).map_or(0.0, |hi| (value - &hi).to_f64());
        DoubleDouble { hi, lo }
    }

    /// The exact value; None for NaN and infinities.
    pub fn to_exact(self) -> Option<Exact> {
        let (hi, lo) = (Exact::from_f64(self.hi).ok()?, Exact::from_f64(self.lo).ok()?);
        Some(&hi + &lo)
    }

    /// hi + lo for |hi| ≥ |lo|; where hi overflowed, that alone.
    #[inline]
    fn renormalised(hi: f64, lo: f64) -> Self {
        let (hi, lo) = fast_two_sum(hi, lo);
        Self::finite_or(hi, lo)
    }

    /// The error of an infinite or NaN result is meaningless.
    #[inline]
    fn finite_or(hi: f64, lo: f64) -> Self {
        DoubleDouble { hi, lo: if hi.is_finite() { lo } else { 0.0 } }
    }

    #[inline]
    fn plus(self, y: Self) -> Self {
        let (s, e) = two_sum(self.hi, y.hi);
        // The sign of a zero is that of the doubles.
        if !s.is_finite() || (s == 0.0 && self.lo + y.lo == 0.0) {
            return Self::from_f64(s);
        }
        let (t, f) = two_sum(self.lo, y.lo);
        let (v, w) = fast_two_sum(s, e + t);
        // What the low parts lift over the largest double is infinite.
        if !v.is_finite() {
            return Self::from_f64(v);
        }
        Self::renormalised(v, f + w)
    }

    #[inline]
    fn times(self, y: Self) -> Self {
        let (p, e) = two_product(self.hi, y.hi);
        if !p.is_finite() || p == 0.0 {
            return Self::from_f64(p);
        }
        // Without a fused addition, so that xy = yx to the bit.
        let cross = self.hi * y.lo + self.lo * y.hi;
        Self::renormalised(p, e + cross)
    }

    /// Long division: two quotient digits in base 2⁵³.
    #[inline]
    fn over(self, y: Self) -> Self {
        let q = self.hi / y.hi;
        if !q.is_finite() || q == 0.0 || !y.hi.is_finite() {
            return Self::from_f64(q);
        }
        // Away from the ends, where q·y may overflow and its error underflow.
        if self.hi.abs() >= power_of_two(1000) {
            return self.scaled(-64).over(y).scaled(64);
        }
        if self.hi.abs() < power_of_two(-900) {
            return self.scaled(64).over(y).scaled(-64);
        }
        let (p, e) = two_product(q, y.hi);
        let (p, e) = fast_two_sum(p, q.mul_add(y.lo, e));
        let rest = (self.hi - p) + (self.lo - e);
        Self::renormalised(q, rest / y.hi)
    }

    /// x·2^k, rounded only where it leaves the normal range.
    #[inline]
    fn scaled(self, k: i32) -> Self {
        let (a, b) = (k / 2, k - k / 2);
        let scale = |x: f64| x * power_of_two(a) * power_of_two(b);
        Self::finite_or(scale(self.hi), scale(self.lo))
    }
}

/// 2^k for −1022 ≤ k ≤ 1023.
#[inline]
fn power_of_two(k: i32) -> f64 {
    f64::from_bits(((k + 1023) as u64) << 52)
}

by_reference!([] DoubleDouble,
    Add add => |a: &DoubleDouble, b: &DoubleDouble| a.plus(*b),
    Sub sub => |a: &DoubleDouble, b: &DoubleDouble| a.plus(-*b),
    Mul mul => |a: &DoubleDouble, b: &DoubleDouble| a.times(*b),
    Div div => |a: &DoubleDouble, b: &DoubleDouble| a.over(*b),
);

impl std::ops::Neg for DoubleDouble {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        DoubleDouble { hi: -self.hi, lo: -self.lo }
    }
}

impl Scalar for DoubleDouble {
    fn int(&self, n: i64) -> Self {
        // The remainder of a 64-bit integer is below 2^11.
        let hi = n as f64;
        DoubleDouble { hi, lo: (i128::from(n) - hi as i128) as f64 }
    }

    fn exact(&self, value: &Exact) -> Self {
        Self::new(value)
    }

    fn exp(&self) -> Self {
        elementary::exp(*self)
    }

    fn one_minus_exp_neg(&self) -> Self {
        -elementary::exp_m1(-*self)
    }

    fn ln(&self) -> Self {
        elementary::ln(*self)
    }

    fn sqrt(&self) -> Self {
        let root = self.hi.sqrt();
        if root == 0.0 || !root.is_finite() {
            return Self::from_f64(root);
        }
        if self.hi < power_of_two(-900) {
            return self.scaled(128).sqrt().scaled(-64);
        }
        let rest = (-root).mul_add(root, self.hi) + self.lo;
        Self::renormalised(root, rest / (2.0 * root))
    }

    fn pow(&self, y: &Self) -> Self {
        elementary::pow(*self, *y)
    }

    fn abs(&self) -> Self {
        if self.hi.is_sign_negative() { -*self } else { *self }
    }

    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        match a.partial_cmp(b) {
            None => Self::from_f64(f64::NAN),
            Some(order) if order.is_le() => x,
            Some(_) => y,
        }
    }
}

impl Compare for DoubleDouble {
    fn less(&self, other: &Self) -> Truth {
        self.partial_cmp(other).map_or(Truth::Unknown, |order| order.is_lt().into())
    }

    fn to_f64(&self) -> f64 {
        self.hi
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Mpfr;

    #[test]
    fn errors_stay_within_their_bounds() {
        let exact = |x: DoubleDouble| Mpfr::from_f64(300, x.hi) + Mpfr::from_f64(300, x.lo);
        let half = DoubleDouble::from_f64(0.5);
        let mut worst = [0.0_f64; 8];
        let mut state = 1_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 11) as f64 / 2_f64.powi(53)
        };
        for _ in 0..20_000 {
            let mut any = |range: f64| {
                let hi = libm::exp2((uniform() - 0.5) * range);
                DoubleDouble::from_sum(hi, hi * (uniform() - 0.5) * 2_f64.powi(-52))
            };
            let (x, y) = (any(4.0), any(4.0));
            let wide = any(40.0);
            let (mx, my, mw) = (exact(x), exact(y), exact(wide));
            let exponent = DoubleDouble::from_f64(200.0) * (y - DoubleDouble::from_f64(1.0));
            let me = exact(exponent);
            let pairs = [
                (x + y, &mx + &my),
                (x - y, &mx - &my),
                (x * y, &mx * &my),
                (x / y, &mx / &my),
                (x.sqrt(), mx.sqrt()),
                (exponent.exp(), me.exp()),
                (wide.ln(), mw.ln()),
                (x.pow(&(exponent * half)), mx.pow(&(me * exact(half)))),
            ];
            for (worst, (got, truth)) in worst.iter_mut().zip(pairs) {
                let error = (exact(got) - &truth) / truth;
                *worst = worst.max(error.to_f64().abs() * 2_f64.powi(106));
            }
        }
        let bounds = [3.0, 3.0, 5.0, 15.0, 3.125, 4.0, 1.0, 4.0];
        let names = ["add", "sub", "mul", "div", "sqrt", "exp", "ln", "pow"];
        for ((name, bound), worst) in names.iter().zip(bounds).zip(worst) {
            println!("{name}: {worst:.2} u², at most {bound} u²");
            assert!(worst > 0.25 && worst <= bound, "{name}: {worst} u² > {bound} u²");
        }
    }
}
