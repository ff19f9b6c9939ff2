//! Exact numbers, and how the kinds round them.

use offray::number::{Bf16, Compare, DoubleDouble, Exact, F16, Interval, Mpfr, Scalar, Tf32};
use quickcheck::quickcheck;

use crate::support::Rational;

fn distance(x: &Exact, y: f64) -> Exact {
    let difference = x - &Exact::from_f64(y).expect("finite");
    if difference.signum() < 0 { &Exact::from(0) - &difference } else { difference }
}

/// No neighbour in the format is nearer.
fn nearest<S: Compare>(like: S, x: &Exact, ulp_at: impl Fn(f64) -> f64) -> bool {
    let rounded = like.exact(x).to_f64();
    if !rounded.is_finite() {
        return true;
    }
    let ours = distance(x, rounded);
    let ulp = ulp_at(rounded);
    [rounded + ulp, rounded - ulp].iter().all(|y| !y.is_finite() || ours <= distance(x, *y))
}

fn ulp(bits: i32, least: i32) -> impl Fn(f64) -> f64 {
    move |x| {
        let exponent = if x == 0.0 { least } else { x.abs().log2().floor() as i32 };
        2_f64.powi(exponent.max(least) + 1 - bits)
    }
}

quickcheck! {
    fn prints_and_reads_back(x: Rational) -> bool {
        x.0.to_string().parse().as_ref() == Ok(&x.0)
    }

    fn field_laws(x: Rational, y: Rational, z: Rational) -> bool {
        let (x, y, z) = (&x.0, &y.0, &z.0);
        &(x + y) + z == x + &(y + z)
            && &(x * y) * z == x * &(y * z)
            && x * &(y + z) == &(x * y) + &(x * z)
            && &(x - y) + y == *x
            && (y.signum() == 0 || &(x / y) * y == *x)
    }

    fn order_is_that_of_differences(x: Rational, y: Rational) -> bool {
        let sign = (&x.0 - &y.0).signum();
        x.0.cmp(&y.0) as i32 == sign && y.0.cmp(&x.0) as i32 == -sign
    }

    fn rounds_to_the_nearest(x: Rational) -> bool {
        let x = &x.0;
        nearest(0.0, x, ulp(53, -1022))
            && nearest(0_f32, x, ulp(24, -126))
            && nearest(Tf32::default(), x, ulp(11, -126))
            && nearest(F16::default(), x, ulp(11, -14))
            && nearest(Bf16::default(), x, ulp(8, -126))
    }

    /// The low part is the double nearest to what the high part leaves.
    fn two_doubles_nearest(x: Rational) -> bool {
        let rounded = DoubleDouble::new(&x.0);
        let Some(exact) = rounded.to_exact() else { return true };
        let rest = &x.0 - &Exact::from_f64(rounded.hi()).expect("finite");
        let error = &x.0 - &exact;
        rounded.hi() == x.0.to_f64()
            && rounded.lo() == rest.to_f64()
            && (Mpfr::new(300, &error).abs().to_f64() <= 1.3e-32 * x.0.to_f64().abs() + 5e-324)
    }

    fn enclosures_and_precisions(x: Rational) -> bool {
        let fine = Mpfr::new(3000, &x.0);
        let interval = Interval::new(100, &x.0);
        let mpfr = Mpfr::new(100, &x.0);
        (interval.contains(&fine) || interval.is_point())
            && interval.contains(&mpfr)
            && mpfr.to_exact().is_some_and(|y| Mpfr::new(100, &y).to_exact() == Some(y))
    }
}

#[test]
fn integers_of_every_size() {
    for n in [0, 1, -7, 255, 257, i64::MAX, i64::MIN, (1 << 53) + 1, (1 << 62) + (1 << 38) + 1] {
        let exact = Exact::from(n);
        assert_eq!(0.0.int(n), exact.to_f64());
        assert_eq!(0_f32.int(n), 0_f32.exact(&exact));
        assert_eq!(DoubleDouble::default().int(n).to_exact(), Some(exact.clone()));
        assert_eq!(Mpfr::from_f64(64, 0.0).int(n).to_exact(), Some(exact.clone()));
        assert_eq!(Bf16::default().int(n), Bf16::default().exact(&exact));
    }
}
