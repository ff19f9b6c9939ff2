//! Values from mpmath and FLINT (`fixtures/number/generate.py`), in every kind.

use std::collections::BTreeMap;

use offray::number::{Bf16, Compare, DoubleDouble, Exact, F16, Interval, Mpfr, Scalar, Tf32};

use crate::support::hexadecimal;

struct Row {
    operation: String,
    arguments: Vec<Exact>,
    /// 70 digits.
    value: Exact,
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/number/values.csv");
    let mut reader = csv::Reader::from_path(path).expect("the fixture");
    let exact = |text: &str| {
        let parts = text.split(' ').map(|part| Exact::from_f64(hexadecimal(part)).expect("finite"));
        parts.reduce(|a, b| &a + &b).expect("one part at least")
    };
    let row = |record: csv::StringRecord| Row {
        operation: record[0].into(),
        arguments: [&record[1], &record[2]]
            .into_iter()
            .filter(|x| !x.is_empty())
            .map(exact)
            .collect(),
        value: record[3].parse().expect(&record[3]),
    };
    let rows: Vec<Row> = reader.records().map(|r| row(r.expect("a row"))).collect();
    assert!(rows.len() >= 2000, "{} values", rows.len());
    rows
}

fn apply<S: Scalar>(operation: &str, x: &[S]) -> S {
    match (operation, x) {
        ("add", [x, y]) => x + y,
        ("sub", [x, y]) => x - y,
        ("mul", [x, y]) => x * y,
        ("div", [x, y]) => x / y,
        ("pow", [x, y]) => x.pow(y),
        ("sqrt", [x]) => x.sqrt(),
        ("exp", [x]) => x.exp(),
        ("one_minus_exp_neg", [x]) => x.one_minus_exp_neg(),
        ("ln", [x]) => x.ln(),
        other => panic!("unknown operation {other:?}"),
    }
}

/// A binary format: `bits` of precision, normal from 2^least, and how many units
/// in the last place an operation may be off.
struct Format {
    bits: i32,
    least: i32,
    ring: f64,
    functions: f64,
}

/// Checks every row whose arguments the kind holds exactly; gives how many and
/// the worst error by operation, in units in the last place.
fn check<S: Compare>(
    like: S,
    to_exact: impl Fn(&S) -> Option<Exact>,
    format: Format,
    at_least: usize,
) {
    let fine = |x: &Exact| Mpfr::new(500, x);
    let mut worst = BTreeMap::<&str, f64>::new();
    let mut checked = 0;
    let rows = rows();
    for Row { operation, arguments, value } in &rows {
        let x: Vec<S> = arguments.iter().map(|x| like.exact(x)).collect();
        if x.iter().zip(arguments).any(|(ours, exact)| to_exact(ours).as_ref() != Some(exact)) {
            continue;
        }
        let place = || format!("{operation} {arguments:?} = {value}");
        let result = apply(operation, &x);
        checked += 1;
        let Some(ours) = to_exact(&result) else {
            // Infinite: so is the value, rounded to the kind.
            assert_eq!(result.to_f64(), like.exact(value).to_f64(), "{}", place());
            continue;
        };
        assert!(like.exact(value).is_finite(), "{}: {result:?} is finite", place());
        // ⌊log₂|value|⌋, off by one only at powers of two, where ulps change.
        let size = fine(value).abs();
        let exponent = if value.signum() == 0 {
            format.least
        } else {
            (size.ln() / fine(&2.into()).ln()).to_f64().floor() as i32
        };
        let ulp = fine(&2.into()).powi(exponent.max(format.least) + 1 - format.bits);
        let error =
            if ours == *value { 0.0 } else { ((fine(&ours) - fine(value)).abs() / ulp).to_f64() };
        let bound = match operation.as_str() {
            "exp" | "one_minus_exp_neg" | "ln" | "pow" => format.functions,
            _ => format.ring,
        };
        // 1e−9: the fixture's own 70 digits, and ties.
        assert!(error <= bound + 1e-9, "{}: {result:?} is {error} ulp off", place());
        let seen = worst.entry(operation).or_default();
        *seen = seen.max(error);
    }
    println!("{checked} values, worst errors in ulp {worst:.3?}");
    assert!(checked >= at_least, "only {checked} values apply");
    assert_eq!(worst.len(), 9, "every operation");
}

fn double(x: &impl Compare) -> Option<Exact> {
    Exact::from_f64(x.to_f64()).ok()
}

/// Correctly rounded, but for functions of values next to a midpoint.
const NEAREST: f64 = 0.5;

#[test]
fn doubles() {
    check(0.0, double, Format { bits: 53, least: -1022, ring: NEAREST, functions: 1.0 }, 2000);
}

#[test]
fn singles() {
    check(0_f32, double, Format { bits: 24, least: -126, ring: NEAREST, functions: 1.0 }, 1000);
}

#[test]
fn small_formats() {
    let format = |bits, least| Format { bits, least, ring: NEAREST, functions: NEAREST };
    check(Bf16::default(), double, format(8, -126), 500);
    check(F16::default(), double, format(11, -14), 500);
    check(Tf32::default(), double, format(11, -126), 500);
}

/// ulp(x) = 2⁻¹⁰⁵ of a number in [1, 2): 1 ulp is u² to 2 u² in relative error.
#[test]
fn double_doubles() {
    let format = Format { bits: 106, least: -968, ring: 5.0, functions: 4.0 };
    check(DoubleDouble::default(), |x| x.to_exact(), format, 2500);
}

#[test]
fn arbitrary_precision() {
    for (bits, at_least) in [(53, 2000), (128, 2500), (200, 2500)] {
        let format =
            Format { bits: bits as i32, least: -1 << 30, ring: NEAREST, functions: NEAREST };
        check(Mpfr::from_f64(bits, 0.0), Mpfr::to_exact, format, at_least);
    }
}

/// The value, known to 70 digits, lies within those digits of the enclosure.
#[test]
fn enclosures() {
    for Row { operation, arguments, value } in &rows() {
        let x: Vec<Interval> = arguments.iter().map(|x| Interval::new(128, x)).collect();
        let result = apply(operation, &x);
        let value = Mpfr::new(500, value);
        let slack = value.abs() * Mpfr::new(500, &"1e-69".parse().expect("a decimal"));
        let known = Interval::hull_of(&(&value - &slack), &(&value + &slack));
        assert!(
            result.intersect(&known).is_some(),
            "{operation} {arguments:?}: {result} {value:?}"
        );
    }
}
