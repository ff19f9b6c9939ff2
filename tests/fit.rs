//! Fits against an independent engine, published optima, and their own
//! defining equation.

use std::path::Path;

use offray::fit::{Constraints, Fit, Objective, Options, Problem, fit};
use offray::law::Law;
use offray::number::{Compare, Mpfr, Scalar};
use offray::runs::{Runs, Selection};

fn table(name: &str, groups: &[&str]) -> Runs {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/runs/{name}.csv"));
    let chosen =
        Selection { groups: groups.iter().map(|g| g.to_string()).collect(), ratios: Vec::new() };
    Runs::read(&path, &Default::default(), &chosen).expect("a shipped table")
}

fn run(runs: &Runs, law: &str, objective: &str, digits: usize) -> Fit {
    let law = Law::named(law).expect(law);
    let objective: Objective = objective.parse().expect(objective);
    let problem =
        Problem::new(&law, runs, &objective, &Constraints::default()).expect("a sound problem");
    fit(&problem, &Options { digits, ..Options::default() }).expect("a fit")
}

#[test]
fn the_chinchilla_optimum_to_thirty_digits() {
    let answer = run(&table("chinchilla_epoch240", &[]), "chinchilla", "huber-log:1e-3", 30);
    let digits: Vec<String> = answer.theta().iter().map(|x| x.to_decimal(16)).collect();
    // Data and threshold read as decimals; the doubles' answer for A ends in 0548.
    assert!(answer.parameters[1].value.to_decimal(30).starts_with("477.825868233905833139"));
    assert_eq!(digits[0], "1.817218099010077");
    assert_eq!(answer.status.to_string(), "converged");
    let everyday = run(&table("chinchilla_epoch240", &[]), "chinchilla", "huber-log:1e-3", 15);
    for (a, b) in everyday.parameters.iter().zip(&answer.parameters) {
        assert_eq!(a.value.to_decimal(15), b.value.to_decimal(15), "{}", a.name);
    }
}

/// `generate.py` beside the fixture: mpmath, its own derivatives, 70 digits.
#[test]
fn optima_agree_with_an_independent_engine_to_forty_digits() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fit/optima.json");
    let text = std::fs::read_to_string(path).expect("the fixture");
    let cases: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for case in cases.as_array().expect("a list") {
        let word = |key: &str| case[key].as_str().unwrap_or_default();
        let groups: Vec<&str> = case["group"].as_str().into_iter().collect();
        let answer = run(&table(word("table"), &groups), word("law"), word("objective"), 42);
        assert_eq!(answer.status.to_string(), "converged", "{case}");
        let agree = |ours: &Mpfr, theirs: &str| {
            let theirs = ours.exact(&theirs.parse().expect("a decimal"));
            let error = ((ours - &theirs) / &theirs).abs();
            assert!(error.to_f64() < 1e-41, "{case}: {ours} {theirs}");
        };
        for (ours, theirs) in answer.parameters.iter().zip(case["parameters"].as_array().unwrap()) {
            agree(&ours.value, theirs.as_str().unwrap());
        }
        agree(&answer.objective_value.0, word("objective_value"));
        // And the everyday fit of the same problem to twelve digits.
        let everyday = run(&table(word("table"), &groups), word("law"), word("objective"), 15);
        for (a, b) in everyday.parameters.iter().zip(&answer.parameters) {
            let error = ((&a.value - &b.value) / &b.value).abs().to_f64();
            assert!(error < 1e-13, "{case} {}: {error:e}", a.name);
        }
    }
}
