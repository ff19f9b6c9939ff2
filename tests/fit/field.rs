//! Tables from the field that an earlier search got wrong, with their right values, which
//! SciPy from hundreds of starts found (tables in `fixtures/fit`).

use std::fs::File;

use offray::fit::{Constraints, Fit, Options, Problem, Status, fit};
use offray::number::Compare;
use offray::runs::Runs;

use super::problem;

fn field(name: &str) -> Runs {
    let path = format!("{}/fixtures/fit/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let file = File::open(&path).expect(&path);
    Runs::from_csv(name, file, &Default::default(), &Default::default()).expect(name)
}

fn value(answer: &Fit) -> f64 {
    answer.objective_value.1.to_f64()
}

fn parameter(answer: &Fit, name: &str) -> f64 {
    answer.parameters.iter().find(|p| p.name == name).expect(name).value.to_f64()
}

fn with_seed(problem: &Problem<'_>, seed: u64) -> Fit {
    fit(problem, &Options { seed, ..Options::default() }).expect("a fit")
}

#[test]
fn near_one_ray_the_lower_side_of_the_valley_is_found() {
    let runs = field("near_ray_chinchilla");
    let problem = problem(&runs, "chinchilla", "log-sse", &Constraints::default());
    let answer = with_seed(&problem, 0);
    assert!(value(&answer) < 1.57e-18, "{} {:?}", value(&answer), answer.remarks);
    assert_eq!(answer.status, Status::Converged, "{:?}", answer.remarks);
    for (name, right) in
        [("E", 1.85), ("A", 210.0), ("B", 15700.0), ("alpha", 0.293), ("beta", 0.412)]
    {
        let found = parameter(&answer, name);
        assert!((found / right - 1.0).abs() < 1e-3, "{name} = {found}");
    }
}

#[test]
fn options_do_not_change_the_optimum_near_one_ray() {
    let runs = field("near_ray_chinchilla");
    let problem = problem(&runs, "chinchilla", "log-sse", &Constraints::default());
    let alone = with_seed(&problem, 0);
    let options = Options { profile: Some(0.95), seed: 3, ..Options::default() };
    let with = fit(&problem, &options).expect("a fit");
    for (a, b) in alone.parameters.iter().zip(&with.parameters) {
        assert!((a.value.to_f64() / b.value.to_f64() - 1.0).abs() < 1e-12, "{}", a.name);
    }
}

#[test]
fn kaplan_near_one_ray_has_the_same_optimum_at_every_seed() {
    let runs = field("near_ray_kaplan");
    let problem = problem(&runs, "kaplan", "sse", &Constraints::default());
    for seed in 0..3 {
        let answer = with_seed(&problem, seed);
        assert!(value(&answer) < 5.06e-13, "seed {seed}: {} {:?}", value(&answer), answer.remarks);
        let d_c = parameter(&answer, "D_c");
        assert!((d_c / 1.300e13 - 1.0).abs() < 1e-3, "seed {seed}: {d_c}");
    }
}

#[test]
fn a_grid_of_epochs_without_noise_gives_its_parameters_back() {
    let runs = field("repeated_grid");
    let problem = problem(&runs, "repeated", "log-sse", &Constraints::default());
    let answer = with_seed(&problem, 0);
    assert!(value(&answer) < 1e-14, "{} {:?}", value(&answer), answer.remarks);
    assert_eq!(answer.status, Status::Converged, "{:?}", answer.remarks);
    let right = [
        ("E", 1.65),
        ("A", 104.0),
        ("alpha", 0.284),
        ("beta", 0.417),
        ("R_N_star", 6.95),
        ("R_D_star", 13.9),
    ];
    for (name, right) in right {
        let found = parameter(&answer, name);
        assert!((found / right - 1.0).abs() < 1e-2, "{name} = {found}");
    }
}

#[test]
fn an_exponent_beyond_ten_is_found_where_the_sizes_tell_it() {
    let runs = field("exponent_limit");
    for (a, lowest, alpha) in [("A=8", 0.000467804, 9.3612), ("A=12", 0.000467799, 10.71)] {
        let mut constraints = Constraints::default();
        constraints.fix(a).expect("a constraint");
        let problem = problem(&runs, "chinchilla", "sse", &constraints);
        let answer = with_seed(&problem, 0);
        assert!(value(&answer) <= lowest, "{a}: {} {:?}", value(&answer), answer.remarks);
        let found = parameter(&answer, "alpha");
        assert!((found / alpha - 1.0).abs() < 1e-3, "{a}: {found}");
    }
}

/// The unit of N and D changes A and B and nothing else.
#[test]
fn units_change_no_optimum() {
    let runs = field("near_ray_chinchilla");
    let mut other = runs.clone();
    for run in &mut other.rows {
        run.n = format!("{:e}", run.n.to_f64() / 1e6).parse().expect("a decimal");
        run.d = format!("{:e}", run.d.to_f64() / 1e9).parse().expect("a decimal");
    }
    let plain = Constraints::default();
    let fits =
        [&runs, &other].map(|runs| with_seed(&problem(runs, "chinchilla", "log-sse", &plain), 0));
    for name in ["E", "alpha", "beta"] {
        let [a, b] = fits.each_ref().map(|fit| parameter(fit, name));
        assert!((a / b - 1.0).abs() < 1e-12, "{name}: {a} {b}");
    }
}
