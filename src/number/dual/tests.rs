//! Tests of dual numbers.

use super::*;
use crate::number::{Compare, Interval, Mpfr};

#[test]
fn values_are_those_without_derivatives() {
    let between = |lo, hi| Interval::hull_of(&Mpfr::from_f64(90, lo), &Mpfr::from_f64(90, hi));
    let x = between(-1.0, 2.0);
    let (one, dual) = (x.int(1), Dual::variable(x.clone(), 0));
    let constant = Dual::constant(one.clone());
    // x·x and a choice between x and −x would be wider.
    for (y, value) in [
        (dual.square(), x.square()),
        (dual.abs(), x.abs()),
        (dual.min(&constant), x.min(&one)),
        (dual.max(&constant), x.max(&one)),
        (dual.powi(3), x.powi(3)),
        (dual.powi(4), x.powi(4)),
        (dual.powi(0), x.powi(0)),
    ] {
        assert_eq!(y.value(), &value);
    }
    let slope = |y: Dual<Interval>| y.gradient(1)[0].clone();
    assert_eq!(slope(dual.square()), &x + &x);
    assert_eq!(slope(dual.abs()), between(-1.0, 1.0));
    assert_eq!(slope(dual.powi(3)), x.int(3) * x.square());
    assert_eq!(slope(dual.powi(0)), x.zero());
    // One rounding, not one a product.
    let tenth = Mpfr::new(60, &"0.1".parse().expect("a decimal"));
    assert_eq!(Dual::variable(tenth.clone(), 0).powi(9).value(), &tenth.powi(9));
}

#[test]
fn nests_to_a_hessian_at_any_precision() {
    // f = x^y: f_xy = x^(y-1) (1 + y ln x).
    let at = |v: i64| Mpfr::from_f64(200, v as f64);
    let (_, _, second) = hessian(|x| x[0].pow(&x[1]), &[at(2), at(3)]);
    let expected = at(4) * (at(1) + at(3) * at(2).ln());
    assert!((&second[0][1] - expected).to_f64().abs() < 1e-55);
}
