//! Fits against an independent engine, published optima, and their own
//! defining equation.

use std::path::Path;

use offray::fit::{Constraints, Fit, Objective, Options, Problem, fit};
use offray::law::Law;
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
