//! Models that are singular, degenerate, exact or out of their domain; what must
//! not change when the data are written differently.

use proptest::prelude::*;

use super::*;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Trigonometric};

/// Writes a model: parameters, and the formula.
macro_rules! model {
    ($name:ident [$($b:literal),+] |$p:ident, $x:ident| $formula:expr) => {
        struct $name;
        impl Model for $name {
            fn parameters(&self) -> Vec<&str> {
                vec![$($b),+]
            }
            fn predict<S: Trigonometric>(&self, $p: &[S], $x: &[S]) -> S {
                $formula
            }
        }
    };
}

model!(Growth ["b1", "b2"] |b, x| &b[0] * (b[0].one() - (-&b[1] * &x[0]).exp()));
model!(Line ["b1", "b2"] |b, x| &b[0] + &b[1] * &x[0]);
model!(Merged ["b1", "b2", "b3"] |b, x| &b[0] + (&b[1] + &b[2]) * &x[0]);
model!(Product ["b1", "b2", "b3"] |b, x| &b[0] * &b[1] * (-&b[2] * &x[0]).exp());
model!(Idle ["b1", "b2"] |b, x| &b[0] * &x[0]);
model!(Log ["b1", "b2"] |b, x| &b[0] * (&b[1] + &x[0]).ln());
model!(Hyperbola ["b1", "b2"] |b, x| &b[0] / (&b[1] + &x[0]));

const SOME: &str = "1.1 1\n2.2 2\n2.9 3\n4.3 4\n4.9 5\n";

fn start(text: &str) -> Vec<Exact> {
    text.split(' ').map(|x| x.parse().expect("a decimal")).collect()
}

fn solve(model: &impl Model, data: &str, from: &str) -> Outcome {
    let data = Data::parse(data).expect("data");
    regress(model, &data, &start(from), &Options::default()).expect("an outcome")
}

#[test]
fn what_the_data_do_not_determine_has_no_value() {
    for (outcome, named) in [
        (solve(&Merged, SOME, "0 1 2"), "b2, b3:"),
        (solve(&Product, SOME, "1 2 -0.1"), "b1, b2:"),
        (solve(&Idle, SOME, "1 1"), "b2: there is a direction in which it moves"),
        // Two observations, three parameters.
        (solve(&Merged, "1 1\n2 3\n", "0 1 2"), "b2, b3:"),
        (solve(&Line, "1 2\n", "0 0"), "b1, b2:"),
        (solve(&Line, "1 2\n3 2\n2 2\n", "0 0"), "b1, b2:"),
    ] {
        assert_eq!(outcome.status, Status::NotIdentifiable, "{outcome:?}");
        assert!(!outcome.certified && outcome.values().is_none() && outcome.rss.is_none());
        assert!(outcome.parameters.iter().all(|p| p.value.is_none() && p.deviation.is_none()));
        assert!(outcome.remarks[0].contains(named), "{:?}", outcome.remarks);
    }
}

#[test]
fn a_minimum_that_is_not_attained_is_not_reported() {
    // On a straight line b1 grows and b2 falls without end.
    let outcome = solve(&Growth, "1 1\n2 2\n3 3\n5 5\n", "1 1");
    assert_eq!(outcome.status, Status::Undecided, "{outcome:?}");
    assert!(outcome.values().is_none() && outcome.remarks[0].contains("no minimum was reached"));
}

#[test]
fn exact_fits_and_vanishing_parameters_are_proved() {
    let outcome = solve(&Hyperbola, "1 0\n0.5 1\n0.25 3\n0.2 4\n", "3 2");
    assert!(outcome.certified && outcome.status == Status::LocalMinimum, "{outcome:?}");
    let rss = outcome.rss.expect("a sum");
    assert!(rss.contains_zero() && rss.width().to_f64() < 1e-30);
    for p in &outcome.parameters {
        let value = p.value.as_ref().expect("a value");
        assert!(value.contains(&Mpfr::from_f64(60, 1.0)) && value.width().to_f64() < 1e-15);
        assert!(p.deviation.as_ref().expect("a deviation").magnitude().to_f64() < 1e-14);
    }
    // The slope of symmetric data is 0.
    let level = solve(&Line, "2 -1\n1 0\n2 1\n", "5 5");
    let slope = level.parameter("b2").and_then(|p| p.value.clone()).expect("a slope");
    assert!(level.certified && slope.contains_zero() && slope.width().to_f64() < 1e-20);
    // As many parameters as observations: no degrees of freedom.
    let full = solve(&Line, "1 0\n3 1\n", "0 0");
    assert!(full.certified && full.freedom == 0 && full.rsd.is_none(), "{full:?}");
    assert!(full.parameters.iter().all(|p| p.deviation.is_none()));
}

#[test]
fn without_a_proof_values_are_said_to_be_converged() {
    let data = Data::parse(SOME).expect("data");
    let options = Options { digits: 20, certify: false };
    let found = regress(&Log, &data, &start("3 1"), &options).expect("an outcome");
    let proved = regress(&Log, &data, &start("3 1"), &Options { certify: true, ..options })
        .expect("an outcome");
    assert!(found.status == Status::Converged && !found.certified && found.region.is_none());
    assert!(proved.certified && proved.region.is_some());
    for (a, b) in found.parameters.iter().zip(&proved.parameters) {
        let [a, b] = [a, b].map(|p| p.value.as_ref().expect("a value"));
        assert!(((a.mid() - b.mid()) / b.mid()).abs().to_f64() < 1e-20);
    }
}

#[test]
fn errors_say_what_is_wrong_and_where() {
    let data = Data::parse(SOME).expect("data");
    let message = |from: &str| {
        regress(&Log, &data, &start(from), &Options::default()).expect_err("an error").to_string()
    };
    assert_eq!(
        message("1 -2"),
        "observation 1: the model or its derivative is not finite at the start b1=1, b2=-2; start \
         inside its domain"
    );
    assert_eq!(message("1"), "the start has 1 values where the model has 2 parameters");
    let table = |text: &str| Data::parse(text).expect_err("an error").to_string();
    assert_eq!(table(""), "there are no observations");
    assert_eq!(table("1 2\n3\n"), "observation 2 has 1 numbers where the first has 2");
    assert_eq!(table("1, 2\n\n3, x\n"), "line 3, column 2: 'x' is not a decimal number");
    assert_eq!(table("1 nan\n"), "line 1, column 2: 'nan' is not finite");
}

#[test]
fn linear_parameters_are_told_by_second_derivatives() {
    let data = Data::parse(SOME).expect("data");
    assert_eq!(linear::linear(&Growth, &data, &[1.0, 1.0]), [0]);
    assert_eq!(linear::linear(&Line, &data, &[0.0, 0.0]), [0, 1]);
    // Of a product one factor.
    assert_eq!(linear::linear(&Product, &data, &[1.0, 2.0, 0.1]), [0]);
    assert!(linear::linear(&Hyperbola, &data, &[1.0, 1.0]) == [0]);
}

/// NIST's Misra1a.
const MISRA: &str = "10.07 77.6\n14.73 114.9\n17.94 141.1\n23.93 190.8\n29.61 239.9\n35.18 289.0
40.02 332.8\n44.82 378.4\n50.76 434.8\n55.05 477.3\n61.01 536.8\n66.40 593.1\n75.47 689.1
81.78 760.0";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The order of the observations and the unit of a predictor are matters of taste.
    #[test]
    fn nothing_depends_on_order_or_units(
        order in Just((0..14).collect::<Vec<usize>>()).prop_shuffle(),
        numerator in 1..1000_i64,
        power in -12..12_i32,
    ) {
        let data = Data::parse(MISRA).expect("data");
        let unit: Exact = format!("{numerator}e{power}").parse().expect("a decimal");
        let rows = order.iter().map(|i| {
            let row = &data.rows()[*i];
            Observation { y: row.y.clone(), x: vec![&row.x[0] * &unit] }
        });
        let moved = Data::new(rows.collect()).expect("data");
        let options = Options { digits: 25, ..Options::default() };
        let [b1, b2] = ["500", "0.0001"].map(|x| x.parse::<Exact>().expect("a decimal"));
        let from = [b1.clone(), &b2 / &unit];
        let here = regress(&Growth, &data, &[b1, b2], &options).expect("an outcome");
        let there = regress(&Growth, &moved, &from, &options).expect("an outcome");
        prop_assert!(here.certified && there.certified);
        let same = |a: &Interval, b: &Interval| {
            let gap = (a.mid() - b.mid()) / a.mid();
            a.intersect(b).is_some() && gap.abs().to_f64() < 1e-25
        };
        let both = |of: &dyn Fn(&Outcome) -> Option<Interval>, factor: &Exact| {
            let (a, b) = (of(&here).expect("a value"), of(&there).expect("a value"));
            same(&a, &(&b * b.exact(factor)))
        };
        let one = Exact::from(1);
        for (j, factor) in [(0, &one), (1, &unit)] {
            prop_assert!(both(&|o| o.parameters[j].value.clone(), factor));
            prop_assert!(both(&|o| o.parameters[j].deviation.clone(), factor));
        }
        prop_assert!(both(&|o| o.rss.clone(), &one) && both(&|o| o.rsd.clone(), &one));
    }
}
