//! Derivatives from dual numbers, from series and from differences agree.

use offray::number::{Compare, DenseDual, Dual, Interval, Mpfr, Scalar, Series, gradient, hessian};
use quickcheck::{TestResult, quickcheck};

use crate::support::Tame;

/// How many functions there are.
const FUNCTIONS: usize = 8;

/// Smooth functions of two variables, every operation among them.
fn function<S: Scalar>(which: usize, x: &S, y: &S) -> S {
    match which {
        0 => x.pow_neg(y) + y.int(3) / y.pow(&x.ratio(1, 3)),
        1 => (x * y - x / y).exp(),
        2 => (x.square() + y.int(1)).ln() / y,
        3 => x.sqrt() * y.exp() - y.sqrt() / x,
        4 => (x.pow(y) + y.pow(x)).sqrt(),
        5 => x.powi(3) * y.powi(-2) - (x / y).one_minus_exp_neg(),
        6 => x.max(&(y + y.int(5))).ln() * (x - y).abs().square() + x.min(y).zero(),
        _ => {
            x.clone().with_ln().pow(y)
                * y.clone().with_ln().pow(&x.exact(&"-0.34".parse().expect("a decimal")))
        }
    }
}

const BITS: u32 = 256;

fn at(x: Tame) -> Mpfr {
    Mpfr::from_f64(BITS, x.0)
}

/// Agreement to `bits` bits, relative to max(1, size).
fn agree(a: &Mpfr, b: &Mpfr, bits: i32) {
    let error = ((a - b).abs() / b.abs().max(&b.one())).to_f64();
    assert!(error <= 2_f64.powi(-bits), "{a:?} {b:?} {error:e}");
}

/// The series of f(x + aε, y + bε).
fn along<S: Scalar>(which: usize, x: &S, y: &S, [a, b]: [i64; 2], order: usize) -> Series<S> {
    let e = Series::variable(x.zero(), order);
    let line = |x: &S, a| Series::constant(x.clone(), order) + &e * e.int(a);
    function(which, &line(x, a), &line(y, b))
}

fn first_derivatives(x: Tame, y: Tame) {
    let (x, y) = (at(x), at(y));
    // Central differences: an error of h² = 2^−400, in 700 bits.
    let h = Mpfr::from_f64(700, 2.0).powi(-200);
    let fine = |x: &Mpfr| x.with_bits(700);
    for which in 0..FUNCTIONS {
        let (value, slopes) = gradient(|p| function(which, &p[0], &p[1]), &[x.clone(), y.clone()]);
        agree(&value, &function(which, &x, &y), 240);
        for (slope, direction) in slopes.iter().zip([[1, 0], [0, 1]]) {
            agree(slope, &along(which, &x, &y, direction, 1).coefficients()[1], 230);
            let step = |s: i64| {
                let [dx, dy] = direction.map(|d| &h * h.int(s * d));
                function(which, &(fine(&x) + dx), &(fine(&y) + dy))
            };
            agree(slope, &((step(1) - step(-1)) / (&h + &h)), 230);
        }
    }
}

fn second_derivatives(x: Tame, y: Tame) {
    let (x, y) = (at(x), at(y));
    for which in 0..FUNCTIONS {
        let (value, first, second) =
            hessian(|p| function(which, &p[0], &p[1]), &[x.clone(), y.clone()]);
        agree(&value, &function(which, &x, &y), 240);
        agree(&second[0][1], &second[1][0], 220);
        let along = |direction| along(which, &x, &y, direction, 2).coefficients().to_vec();
        // f(p + vε) = f + (v·∇f) ε + ½ (vᵀ H v) ε².
        agree(&first[0], &along([1, 0])[1], 230);
        agree(&second[0][0], &(along([1, 0])[2].clone() * x.int(2)), 220);
        agree(&second[1][1], &(along([0, 1])[2].clone() * x.int(2)), 220);
        let mixed = &along([1, 1])[2] - &along([1, 0])[2] - &along([0, 1])[2];
        agree(&second[0][1], &mixed, 220);
    }
}

/// The polynomial leaves a remainder of the next order.
fn taylor(x: Tame, y: Tame) {
    let (x, y) = (at(x).with_bits(1000), at(y).with_bits(1000));
    let step = x.int(2).powi(-60);
    for which in 0..FUNCTIONS {
        let series = along(which, &x, &y, [2, -1], 7);
        let here = function(which, &(&x + &step * x.int(2)), &(&y - &step));
        let remainder = ((here - series.at(&step)).abs() * x.int(2).powi(8 * 60)).to_f64();
        assert!(remainder < 1e7, "{which}: {remainder:e} ε⁸");
        // One order less leaves the last coefficient.
        let short = series.truncated(6);
        let last = (series.at(&step) - short.at(&step)) * x.int(2).powi(7 * 60);
        agree(&last, &series.coefficients()[7], 200);
    }
}

/// Both ways of keeping a gradient run the same operations.
fn dense_and_sparse(x: Tame, y: Tame) {
    for which in 0..FUNCTIONS {
        let [u, v] = DenseDual::<f64, 2>::variables([x.0, y.0]);
        let dense = function(which, &u, &v);
        let (value, sparse) = gradient(|p| function(which, &p[0], &p[1]), &[x.0, y.0]);
        assert_eq!((dense.value(), dense.gradient().as_slice()), (&value, sparse.as_slice()));
        assert_eq!(value, function(which, &x.0, &y.0), "derivatives leave the value alone");
    }
}

/// Enclosures of derivatives contain what a higher precision finds.
fn enclosed(x: Tame, y: Tame) {
    let point = |x: Tame| Interval::point(&Mpfr::from_f64(100, x.0));
    for which in 0..FUNCTIONS {
        let (value, slopes) = gradient(|p| function(which, &p[0], &p[1]), &[point(x), point(y)]);
        let (truth, fine) = gradient(|p| function(which, &p[0], &p[1]), &[at(x), at(y)]);
        let series = along(which, &point(x), &point(y), [1, 1], 4);
        let exact = along(which, &at(x), &at(y), [1, 1], 4);
        let pairs = slopes.iter().zip(&fine).chain([(&value, &truth)]);
        for (wide, fine) in pairs.chain(series.coefficients().iter().zip(exact.coefficients())) {
            assert!(wide.contains(fine), "{which}: {wide} {fine:?}");
            assert!(wide.width().to_f64() < 1e-20 * wide.magnitude().to_f64().max(1.0), "{wide}");
        }
    }
}

fn precisions(x: Tame, y: Tame) {
    for which in 0..FUNCTIONS {
        let f = |bits| function(which, &at(x).with_bits(bits), &at(y).with_bits(bits));
        agree(&f(128), &f(256), 120);
        agree(&f(53), &f(128), 45);
    }
}

macro_rules! properties {
    ($($name:ident $inner:ident),+) => {
        quickcheck! {$(
            fn $name(x: Tame, y: Tame) -> TestResult {
                $inner(x, y);
                TestResult::passed()
            }
        )+}
    };
}

properties! {
    duals_series_and_differences_agree first_derivatives,
    hessians_are_symmetric_and_agree_with_series second_derivatives,
    remainders_are_of_the_next_order taylor,
    dense_and_sparse_gradients_are_equal dense_and_sparse,
    enclosures_contain_derivatives enclosed,
    precisions_agree precisions
}

#[test]
fn a_branch_decides_its_derivative() {
    let x = Dual::variable(2.0, 0);
    let y = Dual::variable(2.0, 1);
    // At a tie: min gives the first, max the second, |x| at 0 the slope +1.
    assert_eq!(x.min(&y).gradient(2), [1.0, 0.0]);
    assert_eq!(x.max(&y).gradient(2), [0.0, 1.0]);
    assert_eq!(Dual::variable(0.0, 0).abs().gradient(1), [1.0]);
    assert_eq!(Dual::variable(-3.0, 0).abs().gradient(1), [-1.0]);
    // Where the comparison is undecided the derivative is enclosed both ways.
    let near = |lo, hi| Interval::hull_of(&Mpfr::from_f64(53, lo), &Mpfr::from_f64(53, hi));
    let (a, b) = (Dual::variable(near(1.0, 2.0), 0), Dual::variable(near(1.5, 2.5), 1));
    let least = a.min(&b).gradient(2);
    assert!(least.iter().all(|d| d.contains_zero() && d.contains(&Mpfr::from_f64(53, 1.0))));
}
