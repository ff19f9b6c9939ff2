//! exp, ln and pow of double-doubles: reduce by a table, then a short series.
//!
//! The tables are filled at first use from [`Mpfr`], which rounds correctly,
//! so they hold the same bits everywhere and no constant is typed in by hand.

use std::sync::LazyLock;

use super::{DoubleDouble, fast_two_sum, two_product, two_sum};
use crate::number::{Compare, Mpfr, Scalar};

/// a + b + c with |b| ≤ ulp(a), |c| ≤ ulp(b), roughly: about 155 bits.
///
/// pow needs it: y ln x reaches 745 in size, and the absolute error of the
/// exponent is the relative error of the power.
type Triple = [f64; 3];

/// Entries per unit of the reduced arguments of exp and ln.
const STEPS: f64 = 256.0;
/// |r| ≤ ln 2 / 2 gives |256 r| ≤ 88.8.
const EXP_RANGE: usize = 89;
/// √½ ≤ m ≤ √2 gives 181 ≤ round(256 m) ≤ 363.
const LN_RANGE: std::ops::RangeInclusive<usize> = 181..=363;

struct Tables {
    /// e^(i/256), −89 ≤ i ≤ 89.
    exp: Vec<DoubleDouble>,
    /// (c, −ln c), c the multiple of 2⁻¹¹ nearest to 256/j, for j in the range.
    ln: Vec<(f64, Triple)>,
    /// ln 2 in parts whose product by any exponent is exact.
    ln2: Triple,
    /// 1/n! for n up to 12.
    inverse_factorials: Vec<DoubleDouble>,
    /// 1/3 and 1/5.
    third: DoubleDouble,
    fifth: DoubleDouble,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let at = |x: f64| Mpfr::from_f64(256, x);
    // Peels off doubles of at most `bits` bits each.
    let triple = |mut x: Mpfr, bits: i32| -> Triple {
        [0; 3].map(|_| {
            let digit = keep_bits(x.to_f64(), bits);
            x = &x - &at(digit);
            digit
        })
    };
    let pair = |x: Mpfr| {
        let [hi, lo, _] = triple(x, 53);
        DoubleDouble { hi, lo }
    };
    let exp = (0..=2 * EXP_RANGE)
        .map(|i| pair(at((i as f64 - EXP_RANGE as f64) / STEPS).exp()))
        .collect();
    let ln = LN_RANGE
        .map(|j| {
            let c = (2048.0 * STEPS / j as f64).round_ties_even() / 2048.0;
            (c, triple(-at(c).ln(), 53))
        })
        .collect();
    let mut factorial = at(1.0);
    let inverse_factorials = (0..=12)
        .map(|n| {
            factorial = &factorial * &at(f64::from(n.max(1)));
            pair(at(1.0) / &factorial)
        })
        .collect();
    Tables {
        exp,
        ln,
        ln2: triple(at(2.0).ln(), 42),
        inverse_factorials,
        third: pair(at(1.0) / at(3.0)),
        fifth: pair(at(1.0) / at(5.0)),
    }
});

/// The leading `bits` bits of a double.
fn keep_bits(x: f64, bits: i32) -> f64 {
    f64::from_bits(x.to_bits() & (u64::MAX << (53 - bits)))
}

/// The sum of N doubles to about 150 bits, relative to the largest partial sum.
///
/// Each pass leaves the same exact sum, its leading part in the last place and
/// the errors before it: distillation.
#[inline]
fn distilled<const N: usize>(mut terms: [f64; N]) -> Triple {
    for _ in 0..3 {
        for i in 1..N {
            (terms[i], terms[i - 1]) = two_sum(terms[i], terms[i - 1]);
        }
    }
    let mut rest = 0.0;
    for term in &terms[..N - 2] {
        rest += term;
    }
    let (a, b) = (terms[N - 1], terms[N - 2]);
    let (b, c) = fast_two_sum(b, rest);
    let (a, b) = fast_two_sum(a, b);
    let (b, c) = fast_two_sum(b, c);
    [a, b, c]
}

pub(super) fn exp(x: DoubleDouble) -> DoubleDouble {
    exp_of([x.hi, x.lo, 0.0])
}

/// eˣ − 1, by its series where that is small.
pub(super) fn exp_m1(x: DoubleDouble) -> DoubleDouble {
    let one = DoubleDouble::from_f64(1.0);
    if x.hi.is_nan() || x.hi.abs() > 0.5 {
        return exp(x) - one;
    }
    // 1 + x/2 (1 + x/3 (…)); the first term left out is x²⁹/30! of it.
    let terms = (2..=29).rev().map(|n| DoubleDouble::from_f64(f64::from(n)));
    x * terms.fold(one, |y, n| one + x * y / n)
}

pub(super) fn ln(x: DoubleDouble) -> DoubleDouble {
    if x.hi > 0.0 && x.hi.is_finite() {
        let [a, b, c] = ln_of(x);
        DoubleDouble::renormalised(a, b + c)
    } else {
        DoubleDouble::from_f64(libm::log(x.hi))
    }
}

pub(super) fn pow(x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    if x.hi < 0.0 && x.hi.is_finite() {
        // (−1)^y is ±1 for an integer and NaN for other y.
        let sign = if y.lo == 0.0 { libm::pow(-1.0, y.hi) } else { f64::NAN };
        return pow(-x, y) * DoubleDouble::from_f64(sign);
    }
    if x.hi == 0.0 || !x.hi.is_finite() || !y.hi.is_finite() || y.hi == 0.0 {
        return DoubleDouble::from_f64(libm::pow(x.hi, y.hi));
    }
    let [a, b, c] = ln_of(x);
    // Beyond this the power has left the range on either side, and products
    // might overflow.
    if (y.hi * a).abs() > 800.0 {
        return DoubleDouble::from_f64(if (y.hi * a) > 0.0 { f64::INFINITY } else { 0.0 });
    }
    let ((p, e), (q, f), (r, g)) =
        (two_product(y.hi, a), two_product(y.hi, b), two_product(y.lo, a));
    exp_of(distilled([y.hi * c + y.lo * b, g, f, e, r, q, p]))
}

/// eˣ = 2^k e^(i/256) e^s, |s| ≤ 1/512.
fn exp_of([a, b, c]: Triple) -> DoubleDouble {
    if !(-746.0..=710.0).contains(&a) {
        return DoubleDouble::from_f64(libm::exp(a));
    }
    let tables = &*TABLES;
    let [ln2_a, ln2_b, ln2_c] = tables.ln2;
    let k = (a * std::f64::consts::LOG2_E).round_ties_even();
    // x − k ln 2: the first difference is exact.
    let (r, e) = two_sum(a - k * ln2_a, -k * ln2_b);
    let (r, f) = two_sum(r, b);
    let (r, low) = two_sum(r, (e + f) + (c - k * ln2_c));
    let i = (r * STEPS).round_ties_even();
    let s = DoubleDouble::from_sum(r - i / STEPS, low);
    let base = tables.exp[(i + EXP_RANGE as f64) as usize];
    let power = base + base * expm1_series(s, &tables.inverse_factorials);
    power.scaled(k as i32)
}

/// s + s²/2! + s³/3! + … for |s| ≤ 1/512: in double-doubles as far as a double's
/// error would show, in doubles from there on.
#[inline]
fn expm1_series(s: DoubleDouble, inverse_factorials: &[DoubleDouble]) -> DoubleDouble {
    let mut tail = 0.0;
    for n in (6..=11).rev() {
        tail = inverse_factorials[n].hi + s.hi * tail;
    }
    let mut sum = inverse_factorials[5] + DoubleDouble::from_f64(s.hi * tail);
    for n in (2..=4).rev() {
        sum = inverse_factorials[n] + s * sum;
    }
    s + s * s * sum
}

/// ln x = k ln 2 − ln c + 2 artanh z, z = t/(2 + t), t = x 2^−k c − 1, |t| < 1/256.
///
/// Near x = 1, k = 0 and c = 1: no cancellation, and the relative error stays small.
fn ln_of(x: DoubleDouble) -> Triple {
    let tables = &*TABLES;
    let (k, m) = exponent_and_mantissa(x);
    let (c, [c0, c1, c2]) = tables.ln[(m.hi * STEPS).round_ties_even() as usize - LN_RANGE.start()];
    let ((p, e), (q, f)) = (two_product(m.hi, c), two_product(m.lo, c));
    let [t0, t1, t2] = distilled([f, e, q, p - 1.0]);

    // z in three quotient digits.
    let [d0, d1, d2] = distilled([t2, t1, t0, 2.0]);
    let z0 = t0 / d0;
    let ((p, e), (q, f)) = (two_product(-z0, d0), two_product(-z0, d1));
    let [r0, r1, _] = distilled([t2 - z0 * d2, f, e, t1, q, t0 + p]);
    let z1 = r0 / d0;
    let (p, e) = two_product(-z1, d0);
    let z2 = ((r0 + p) + (e + r1 - z1 * d1)) / d0;

    // 2 artanh z = 2z (1 + z²/3 + z⁴/5 + …)
    let z = DoubleDouble::from_sum(z0, z1);
    let w = z * z;
    let mut tail = 0.0;
    for n in [13.0, 11.0, 9.0, 7.0] {
        tail = 1.0 / n + w.hi * tail;
    }
    let series = tables.fifth + DoubleDouble::from_f64(w.hi * tail);
    let rest = z * w * (tables.third + w * series);

    let [l0, l1, l2] = tables.ln2.map(|part| k * part);
    distilled([l2 + c2, 2.0 * z2, 2.0 * rest.lo, l1, c1, 2.0 * z1, 2.0 * rest.hi, 2.0 * z0, c0, l0])
}

/// x = m 2^k with √½ ≤ m < √2, for finite x > 0.
fn exponent_and_mantissa(x: DoubleDouble) -> (f64, DoubleDouble) {
    let (x, shift) = if x.hi < f64::MIN_POSITIVE { (x.scaled(54), 54) } else { (x, 0) };
    let mut k = (x.hi.to_bits() >> 52) as i32 - 1023;
    let m = f64::from_bits((x.hi.to_bits() & !(0x7ff << 52)) | (1023 << 52));
    if m > std::f64::consts::SQRT_2 {
        k += 1;
    }
    (f64::from(k - shift), x.scaled(-k))
}
