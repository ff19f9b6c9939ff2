//! Fits against an independent engine, published optima, and their own
//! defining equation.

mod bars;
mod formats;
mod intervals;
mod lowest;
mod recovery;
mod regression;
mod starts;
mod sweep;
#[path = "../support/tables.rs"]
mod tables;

use offray::fit::{Constraints, Fit, Objective, Options, Problem, fit};
use offray::law::Law;
use offray::number::{Compare, Mpfr, Scalar};
use offray::runs::Runs;
use tables::{cases, table};

fn problem<'a>(
    runs: &'a Runs,
    law: &str,
    objective: &str,
    constraints: &Constraints,
) -> Problem<'a> {
    let law = Law::named(law).expect(law);
    let objective: Objective = objective.parse().expect(objective);
    Problem::new(&law, runs, &objective, constraints).expect("a sound problem")
}

fn run(runs: &Runs, law: &str, objective: &str, digits: usize) -> Fit {
    let problem = problem(runs, law, objective, &Constraints::default());
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
    for case in cases("optima") {
        let answer = run(&case.runs(), case.word("law"), case.word("objective"), 42);
        assert_eq!(answer.status.to_string(), "converged", "{case}");
        let agree = |ours: &Mpfr, theirs: &str| {
            let theirs = ours.exact(&theirs.parse().expect("a decimal"));
            let error = ((ours - &theirs) / &theirs).abs();
            assert!(error.to_f64() < 1e-41, "{case}: {ours} {theirs}");
        };
        for (ours, theirs) in answer.parameters.iter().zip(case.list("parameters")) {
            agree(&ours.value, theirs.as_str().unwrap());
        }
        agree(&answer.objective_value.0, case.word("objective_value"));
        // And the everyday fit of the same problem to twelve digits.
        let everyday = run(&case.runs(), case.word("law"), case.word("objective"), 15);
        for (a, b) in everyday.parameters.iter().zip(&answer.parameters) {
            let error = ((&a.value - &b.value) / &b.value).abs().to_f64();
            assert!(error < 1e-13, "{case} {}: {error:e}", a.name);
        }
    }
}

/// Optima as their authors printed them: ours agree to the digits printed, and
/// no printed point scores lower.
#[test]
fn published_optima_are_met_or_beaten() {
    for (name, group, printed) in [
        ("gadre_c4val", "c4", ["1.620024", "", "", "0.2525741", "0.2622292"]),
        ("gadre_c4val", "rpj", ["1.720245", "", "", "0.2430845", "0.2730054"]),
        ("gadre_c4val", "rw", ["1.701339", "", "", "0.2225872", "0.2897729"]),
        ("marin_isoflop", "comma", ["2.700929", "", "", "0.6657833", "0.3499110"]),
        ("marin_isoflop", "dclm", ["2.587963", "", "", "0.6858168", "0.4048187"]),
        ("marin_isoflop", "nemotron", ["2.520236", "", "", "0.6392516", "0.4003728"]),
        (
            "misfitting_isoflop",
            "",
            ["2.6915530", "35988.735", "1579616.86", "0.6102097", "0.7047876"],
        ),
    ] {
        let groups: Vec<&str> = Some(group).filter(|g| !g.is_empty()).into_iter().collect();
        let answer = run(&table(name, &groups), "chinchilla", "huber-log:1e-3", 15);
        for (ours, theirs) in answer.parameters.iter().zip(printed) {
            if theirs.is_empty() {
                continue;
            }
            let printed: f64 = theirs.parse().expect("a decimal");
            let error = (ours.value.to_f64() / printed - 1.0).abs();
            assert!(error < 1e-6, "{name} {group} {}: {} {theirs}", ours.name, ours.value);
        }
    }
    for (objective, printed) in [
        ("huber-log:1e-4", ["2.1083", "213.32", "3.178e6", "0.2970", "0.6904"]),
        ("huber-log:1e-3", ["2.0746", "225.81", "2.721e5", "0.3003", "0.5802"]),
    ] {
        let runs = table("gemstones_cooldown", &[]);
        let answer = run(&runs, "chinchilla", objective, 15);
        let problem = problem(&runs, "chinchilla", objective, &Constraints::default());
        let theirs = problem.value(&printed.map(|x| x.parse::<f64>().expect("a decimal")));
        assert!(answer.objective_value.1.to_f64() < theirs, "{objective}");
    }
}

#[test]
fn digits_survive_shuffling_and_doubled_precision() {
    let runs = table("gadre_c4val", &["c4"]);
    let mut shuffled = runs.clone();
    shuffled.rows.reverse();
    shuffled.rows.rotate_left(17);
    let digits = |runs: &Runs, bits| {
        let options = Options { digits: 30, bits, ..Options::default() };
        let none = Constraints::default();
        let answer = fit(&problem(runs, "chinchilla", "huber-log:1e-3", &none), &options);
        let theta = answer.expect("a fit").theta();
        theta.iter().map(|x| x.to_decimal(30)).collect::<Vec<_>>()
    };
    let first = digits(&runs, None);
    assert_eq!(first, digits(&shuffled, None));
    assert_eq!(first, digits(&runs, Some(512)));
}

/// The search stays in a box of its own only where the user names no other.
#[test]
fn bounds_beyond_the_usual_ranges_are_kept() {
    let runs = table("chinchilla_epoch240", &[]);
    for (bound, name, range) in [
        ("alpha=12:", "alpha", 12.0..=f64::INFINITY),
        ("alpha=:-12", "alpha", f64::NEG_INFINITY..=-12.0),
        ("A=1e70:", "A", 1e70..=f64::INFINITY),
        ("B=:1e-70", "B", 0.0..=1e-70),
        ("E=1e10:1e11", "E", 1e10..=1e11),
        ("beta=20:30", "beta", 20.0..=30.0),
    ] {
        let mut constraints = Constraints::default();
        constraints.bound(bound).expect(bound);
        let problem = problem(&runs, "chinchilla", "sse", &constraints);
        let found = fit(&problem, &Options::default()).expect("a fit");
        let own = found.parameters.iter().find(|p| p.name == name).expect("a parameter");
        assert!(range.contains(&own.value.to_f64()), "{bound}: {:?}", own.value);
    }
}

#[test]
fn fixed_tied_and_bounded_parameters_stay_so() {
    let runs = table("gadre_c4val", &["c4"]);
    let mut constraints = Constraints::default();
    constraints.fix("E=1.5").expect("well formed");
    constraints.tie("alpha=beta").expect("well formed");
    constraints.bound("B=1:100").expect("well formed");
    let problem = problem(&runs, "chinchilla", "log-sse", &constraints);
    let answer = fit(&problem, &Options::default()).expect("a fit");
    let value = |name: &str| answer.parameter(name).expect(name).value.to_f64();
    assert_eq!(value("E"), 1.5);
    assert_eq!(value("alpha"), value("beta"));
    assert_eq!(value("B"), 100.0);
    assert_eq!(answer.status.to_string(), "boundary-minimum");
}

#[test]
fn constant_data_leave_its_term_open() {
    let runs = table("pythia_pile_by_cerebras", &["pythia"]);
    let answer = run(&runs, "chinchilla", "huber-log:1e-3", 15);
    assert_eq!(answer.status.to_string(), "not-identifiable");
    assert_eq!(answer.not_identified(), ["E", "B", "beta"]);
    let json = answer.to_json(&Default::default());
    assert!(json["parameters"][2]["value"].is_null());
}

/// On one exact ray Chinchilla has two optima (X9); both are reported.
#[test]
fn a_ray_has_a_twin() {
    let law = Law::named("chinchilla").expect("a law");
    let truth = [1.69, 406.4, 410.7, 0.34, 0.28];
    let mut rows = String::from("n_params,n_tokens,loss\n");
    for i in 0..20 {
        let n = (1e7 * 100.0_f64.powf(f64::from(i) / 19.0)).round();
        let loss: f64 = law.loss(&truth, &offray::law::Point::new(n, 20.0 * n));
        rows.push_str(&format!("{n},{},{loss:.17}\n", 20.0 * n));
    }
    let runs = Runs::from_csv("ray", rows.as_bytes(), &Default::default(), &Default::default());
    let answer = run(&runs.expect("a table"), "chinchilla", "log-sse", 15);
    assert_eq!(answer.twins.len(), 1, "{:?}", answer.remarks);
    let twin = &answer.twins[0];
    assert!(twin.exact && twin.objective_gap.to_f64() == 0.0);
    assert!((twin.parameters[3].1.to_f64() - answer.parameters[4].value.to_f64()).abs() < 1e-12);
}
