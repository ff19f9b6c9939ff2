//! One list of properties, for every kind.
//!
//! Laws that hold exactly are tested on hard inputs, laws that hold up to
//! rounding on inputs where no identity is ill-conditioned.

use offray::number::{
    Bf16, DenseDual, DoubleDouble, Dual, F16, Interval, Mpfr, Series, Tf32, Truth,
};
use quickcheck::{TestResult, quickcheck};

use crate::support::kinds::Kind;
use crate::support::{Hard, Tame};

/// A hard input, or a tame one in kinds where infinities do not pass through.
fn hard<K: Kind>(x: Hard) -> K {
    let finite = K::of(x.0).is_finite() && K::of(1.0).less(&K::of(2.0)).is_true();
    K::of(if K::SPECIAL || finite { x.0 } else { 1.25 })
}

macro_rules! same {
    ($a:expr, $b:expr) => {{
        let (a, b) = (&$a, &$b);
        assert!(a.same(b), "{} ≠ {}: {a:?} {b:?}", stringify!($a), stringify!($b));
    }};
}

macro_rules! close {
    ($a:expr, $b:expr) => {{
        let (a, b) = (&$a, &$b);
        assert!(a.close(b, tolerance(a)), "{} ≉ {}: {a:?} {b:?}", stringify!($a), stringify!($b));
    }};
}

fn tolerance<K: Kind>(_: &K) -> f64 {
    K::TOLERANCE
}

#[expect(clippy::eq_op)]
fn exact_laws<K: Kind>(x: Hard, y: Hard) {
    let (x, y): (K, K) = (hard(x), hard(y));
    let (zero, one) = (x.zero(), x.one());
    same!(&x + &y, &y + &x);
    same!(&x * &y, &y * &x);
    same!(&x - &y, &x + (-y.clone()));
    same!(&x + &zero, x);
    same!(&x * &one, x);
    same!(&x / &one, x);
    same!(-(-x.clone()), x);
    same!(x.powi(1), x);
    same!(x.powi(2), x.square());
    same!(x.powi(0), one);
    same!(x.clone().with_ln(), x);
    if x.is_finite() {
        close!(&x - &x, zero);
        same!(x.abs(), (-x.clone()).abs());
        assert!(!x.abs().less(&zero).is_true());
    }
}

/// Owned or borrowed, an operation is one operation.
fn forms<K: Kind>(x: Tame, y: Tame) {
    let (x, y) = (K::seeded(x.0, 0), K::seeded(y.0, 1));
    macro_rules! all {
        ($($op:tt)+) => {$(
            same!(x.clone() $op y.clone(), &x $op &y);
            same!(x.clone() $op &y, &x $op &y);
            same!(&x $op y.clone(), &x $op &y);
        )+};
    }
    all!(+ - * /);
    same!(&x + &y, &y + &x);
    same!(&x * &y, &y * &x);
}

fn order<K: Kind>(x: Hard, y: Hard) {
    let (x, y): (K, K) = (hard(x), hard(y));
    let (a, b) = (x.to_f64(), y.to_f64());
    if a.is_nan() || b.is_nan() {
        assert_eq!((x.less(&y), y.less(&x)), (Truth::Unknown, Truth::Unknown));
        assert!(K::select(&x, &y, x.one(), y.one()).to_f64().is_nan());
        return;
    }
    // A double beside the value may hide a difference, never invent one.
    let less = x.less(&y);
    assert!(less != Truth::Unknown);
    assert!(a >= b || less.is_true() || a == 0.0 || b == 0.0);
    assert!(!(less.is_true() && y.less(&x).is_true()));
    let picked = K::select(&x, &y, x.int(3), x.int(4));
    same!(picked, x.int(if y.less(&x).is_true() { 4 } else { 3 }));
    let (low, high) = (x.min(&y), x.max(&y));
    assert!(!high.less(&low).is_true());
    assert!(low.same(&x) && high.same(&y) || low.same(&y) && high.same(&x));
    assert_eq!(x.is_positive(), x.zero().less(&x));
}

fn constants<K: Kind>(x: Tame, n: i16) {
    let x = K::seeded(x.0, 0);
    let n = i64::from(n % 250);
    same!(x.int(n), K::of(n as f64));
    same!(x.zero(), K::of(0.0));
    same!(x.one(), K::of(1.0));
    same!(x.exact(&n.into()), x.int(n));
    same!(x.exact(&"0.375".parse().expect("a decimal")), K::of(0.375));
    same!(x.ratio(n, 1), x.int(n));
    close!(x.ratio(n, 7) * x.int(7), x.int(n));
}

fn field_laws<K: Kind>(x: Tame, y: Tame, z: Tame) {
    let (x, y, z) = (K::seeded(x.0, 0), K::seeded(y.0, 1), K::seeded(z.0, 2));
    close!((&x + &y) + &z, &x + (&y + &z));
    close!((&x * &y) * &z, &x * (&y * &z));
    close!(&x * (&y + &z), &x * &y + &x * &z);
    close!(&x * (&y - &z), &x * &y - &x * &z);
    close!((&x + &y) - &y, x);
    close!(&x / &y * &y, x);
    close!(x.one() / (x.one() / &x), x);
    close!((&x + &y) / &z, &x / &z + &y / &z);
    close!((-x.clone()) * &y, -(&x * &y));
}

fn elementary<K: Kind>(x: Tame, y: Tame, z: Tame) {
    let (x, y, z) = (K::seeded(x.0, 0), K::seeded(y.0, 1), K::seeded(z.0, 2));
    let half = x.ratio(1, 2);
    close!(x.sqrt().square(), x);
    close!(x.square().sqrt(), x);
    close!(x.ln().exp(), x);
    close!(x.exp().ln(), x);
    close!((&x + &y).exp(), x.exp() * y.exp());
    close!(x.one_minus_exp_neg() * x.exp(), x.exp() - x.one());
    close!((-x.clone()).exp(), x.one() / x.exp());
    close!((&x * &y).ln(), x.ln() + y.ln());
    close!((&x / &y).ln(), x.ln() - y.ln());
    close!(x.pow(&y), (x.ln() * &y).exp());
    close!(x.pow(&(&y + &z)), x.pow(&y) * x.pow(&z));
    close!(x.pow(&y).pow(&z), x.pow(&(&y * &z)));
    close!((&x * &y).pow(&z), x.pow(&z) * y.pow(&z));
    close!(x.pow(&half), x.sqrt());
    close!(x.pow(&x.int(3)), x.powi(3));
    close!(x.powi(-2), x.one() / x.square());
    close!(x.clone().with_ln().pow(&y), x.pow(&y));
    same!(x.pow_neg(&y), x.pow(&-&y));
    same!(x.clone().with_ln().pow_neg(&y), x.clone().with_ln().pow(&-&y));
    same!(x.pow_neg_and_ln(&y).0, x.pow_and_ln(&-&y).0);
    same!(x.pow_neg_and_ln(&y).1, x.pow_and_ln(&-&y).1);
    close!(x.clone().with_ln().ln(), x.ln());
}

/// At the ends: values that every kind with infinities agrees on.
#[expect(clippy::eq_op)]
fn special<K: Kind>() {
    if !K::SPECIAL {
        return;
    }
    let of = K::of;
    let infinity = of(f64::INFINITY);
    let nan = |x: K| assert!(x.to_f64().is_nan() && !x.is_finite(), "{x:?}");
    let value = |x: K, truth: f64| assert_eq!(x.to_f64(), truth, "{x:?}");
    nan(&infinity - &infinity);
    nan(&infinity * of(0.0));
    nan(&infinity / &infinity);
    nan(of(0.0) / of(0.0));
    nan(of(-1.0).sqrt());
    nan(of(-1.0).ln());
    nan(of(-1.0).pow(&of(0.5)));
    nan(of(f64::NAN).exp());
    nan(of(f64::NAN) + of(1.0));
    value(infinity.exp(), f64::INFINITY);
    value(infinity.ln(), f64::INFINITY);
    value(infinity.sqrt(), f64::INFINITY);
    value(&infinity + of(1.0), f64::INFINITY);
    value(-infinity.clone(), f64::NEG_INFINITY);
    value((-infinity.clone()).exp(), 0.0);
    value(of(1.0) / &infinity, 0.0);
    value(of(1.0) / of(0.0), f64::INFINITY);
    value(of(1.0) / (of(-1.0) * of(0.0)), f64::NEG_INFINITY);
    value(of(1.0) / (of(-0.0) + of(-0.0)), f64::NEG_INFINITY);
    value(of(1.0) / (of(1.5) - of(1.5)), f64::INFINITY);
    value(of(0.0).ln(), f64::NEG_INFINITY);
    value(of(0.0).sqrt(), 0.0);
    value(of(0.0).exp(), 1.0);
    value(of(1.0).ln(), 0.0);
    value(of(0.0).pow(&of(0.5)), 0.0);
    value(of(0.0).pow(&of(-0.5)), f64::INFINITY);
    value(of(2.0).pow(&of(0.0)), 1.0);
    value(of(2.0).pow(&infinity), f64::INFINITY);
    value(infinity.pow(&of(-0.5)), 0.0);
    assert_eq!(infinity.less(&infinity), Truth::False);
    assert_eq!(of(1.0).less(&infinity), Truth::True);
}

macro_rules! kinds {
    ($($name:ident: $ty:ty),+ $(,)?) => {$(
        mod $name {
            use super::*;

            quickcheck! {
                fn exact_laws(x: Hard, y: Hard) -> TestResult {
                    super::exact_laws::<$ty>(x, y);
                    TestResult::passed()
                }
                fn order(x: Hard, y: Hard) -> TestResult {
                    super::order::<$ty>(x, y);
                    TestResult::passed()
                }
                fn forms(x: Tame, y: Tame) -> TestResult {
                    super::forms::<$ty>(x, y);
                    TestResult::passed()
                }
                fn constants(x: Tame, n: i16) -> TestResult {
                    super::constants::<$ty>(x, n);
                    TestResult::passed()
                }
                fn field_laws(x: Tame, y: Tame, z: Tame) -> TestResult {
                    super::field_laws::<$ty>(x, y, z);
                    TestResult::passed()
                }
                fn elementary(x: Tame, y: Tame, z: Tame) -> TestResult {
                    super::elementary::<$ty>(x, y, z);
                    TestResult::passed()
                }
            }

            #[test]
            fn special() {
                super::special::<$ty>();
            }
        }
    )+};
}

kinds! {
    double: f64,
    single: f32,
    bf16: Bf16,
    f16: F16,
    tf32: Tf32,
    double_double: DoubleDouble,
    mpfr: Mpfr,
    interval: Interval,
    dual: Dual<f64>,
    dense_dual: DenseDual<f64, 3>,
    dense_dual_double_double: DenseDual<DoubleDouble, 3>,
    dual_mpfr: Dual<Mpfr>,
    dual_interval: Dual<Interval>,
    dual_dual: Dual<Dual<f64>>,
    dual_series: Dual<Series<DoubleDouble>>,
    series: Series<f64>,
    series_mpfr: Series<Mpfr>,
    series_interval: Series<Interval>,
    series_dual: Series<Dual<f64>>,
}
