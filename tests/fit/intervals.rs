//! Profile intervals, the bootstrap, and signs set free.

use std::path::Path;

use offray::fit::{Constraints, ErrorKind, Options, ProfileEnd, Resample, Resampling, fit};
use offray::number::Compare;
use offray::runs::{Runs, Selection};

use super::problem;
use super::tables::{cases, table};

/// `profiles.py` beside the fixture: mpmath, Newton's method along the path on
/// which every other derivative vanishes.
#[test]
fn profile_ends_agree_with_an_independent_engine() {
    for case in cases("profiles") {
        let runs = case.runs();
        let problem =
            problem(&runs, case.word("law"), case.word("objective"), &Constraints::default());
        let options = Options { profile: Some(0.95), ..Options::default() };
        let found = fit(&problem, &options).expect("a fit").profiles.expect("asked for");
        assert_eq!(found.pseudo, case.word("objective").contains("huber"));
        for (own, ends) in found.parameters.iter().zip(case.list("ends")) {
            for (end, theirs) in [&own.lower, &own.upper].into_iter().zip(ends.as_array().unwrap())
            {
                let theirs: f64 = theirs.as_str().unwrap().parse().expect("a decimal");
                let ProfileEnd::Bounded(ours) = end else { panic!("{case} {}: {end:?}", own.name) };
                assert!((ours / theirs - 1.0).abs() < 1e-7, "{case} {}: {ours} {theirs}", own.name);
            }
        }
    }
}

/// In a linear model m ln(F/F_min) = c is solved by a square root, and for many
/// runs that is the normal interval.
#[test]
fn profiles_of_a_linear_model_are_known_in_closed_form() {
    let runs = table("gadre_c4val", &["c4"]);
    let mut constraints = Constraints::default();
    constraints.fix("alpha=0.25").expect("well formed");
    constraints.fix("beta=0.26").expect("well formed");
    let problem = problem(&runs, "chinchilla", "sse", &constraints);
    let answer =
        fit(&problem, &Options { profile: Some(0.95), ..Options::default() }).expect("a fit");
    let (m, p) = (runs.rows.len() as f64, 3.0);
    let z = 1.959_963_984_540_054_f64;
    for own in answer.profiles.expect("asked for").parameters {
        let estimate = answer.parameters.iter().find(|e| e.name == own.name).expect("there");
        let se = estimate.se.gauss_newton.as_ref().expect("regular").to_f64();
        let half = se * ((m - p) * (z * z / m).exp_m1()).sqrt();
        for (end, side) in [(own.lower, -1.0), (own.upper, 1.0)] {
            let ProfileEnd::Bounded(end) = end else { panic!("{}: {end:?}", own.name) };
            let expected = estimate.value.to_f64() + side * half;
            assert!((end / expected - 1.0).abs() < 1e-8, "{}: {end} {expected}", own.name);
        }
    }
}

/// What the runs leave open has no bounded interval, and that is what is said.
#[test]
fn profiles_are_flat_or_open_where_nothing_is_known() {
    let ends = |runs: &Runs, name: &str| {
        let problem = problem(runs, "chinchilla", "huber-log:1e-3", &Constraints::default());
        let options = Options { profile: Some(0.95), ..Options::default() };
        let found = fit(&problem, &options).expect("a fit").profiles.expect("asked for");
        let own = found.parameters.into_iter().find(|p| p.name == name).expect("free");
        [own.lower, own.upper]
    };
    let constant = table("pythia_pile_by_cerebras", &["pythia"]);
    assert_eq!(ends(&constant, "B"), [ProfileEnd::Flat(0.0), ProfileEnd::Flat(f64::INFINITY)]);
    assert_eq!(ends(&constant, "beta"), [ProfileEnd::Flat(0.0), ProfileEnd::Flat(f64::INFINITY)]);
    assert_eq!(ends(&constant, "E")[0], ProfileEnd::Flat(0.0));
    for end in ends(&constant, "A").iter().chain(&ends(&constant, "alpha")) {
        assert!(matches!(end, ProfileEnd::Bounded(_)), "{end:?}");
    }
    let chosen = Selection { groups: vec!["c4".into()], ratios: vec!["20".parse().expect("k")] };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runs/gadre_c4val.csv");
    let ray = Runs::read(&path, &Default::default(), &chosen).expect("a ray");
    for name in ["A", "B"] {
        let [lower, upper] = ends(&ray, name);
        let open = |end: &ProfileEnd| matches!(end, ProfileEnd::Flat(_) | ProfileEnd::Open(_));
        assert!(open(&lower), "{name}: {lower:?}");
        assert!(open(&upper), "{name}: {upper:?}");
    }
}

/// A mean, resampled: over runs its deviation is √(Σ(r − r̄)²)/m, over groups of
/// one size that of the groups' means.
#[test]
fn the_bootstrap_of_a_mean_is_known_in_closed_form() {
    let mut text = String::from("n_params,n_tokens,loss,group\n");
    let share = |i: usize, step: f64| (0.5 + step * i as f64) % 1.0;
    let mut losses = Vec::new();
    for group in 0..40 {
        for run in 0..5 {
            let at = 5 * group + run;
            let loss = 3.0 + 0.3 * share(group, 0.618_033_988_75) + 0.1 * share(at, 0.754_877_666);
            text.push_str(&format!("1e{},{}e9,{loss:.12},g{group}\n", 7 + run % 2, 1 + run));
            losses.push(loss);
        }
    }
    let runs = Runs::from_csv("t", text.as_bytes(), &Default::default(), &Default::default());
    let runs = runs.expect("a table");
    let mut constraints = Constraints::default();
    for held in ["A=0.001", "B=0.001", "alpha=2", "beta=2"] {
        constraints.fix(held).expect("well formed");
    }
    let problem = problem(&runs, "chinchilla", "sse", &constraints);
    let deviation = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>().sqrt() / values.len() as f64
    };
    let means: Vec<f64> = losses.chunks(5).map(|g| g.iter().sum::<f64>() / 5.0).collect();
    for (blocks, expected) in [
        (Resample::Pairs, deviation(&losses)),
        (Resample::Groups, deviation(&means)),
        (Resample::Either, deviation(&means)),
    ] {
        let bootstrap = Some(Resampling { refits: 4000, blocks });
        let answer = fit(&problem, &Options { bootstrap, ..Options::default() }).expect("a fit");
        let se = ErrorKind::Bootstrap.se(&answer.parameters[0]).expect("made");
        // Four standard errors of a standard deviation from 4000 draws.
        assert!((se / expected - 1.0).abs() < 0.045, "{blocks:?}: {se} {expected}");
        let covariance = answer.covariance.expect("free").bootstrap.expect("made");
        assert!((covariance[(0, 0)].to_f64().sqrt() / se - 1.0).abs() < 1e-12);
    }
}

/// An explicit −∞ lets an offset be negative that is positive by default.
#[test]
fn a_sign_can_be_set_free() {
    let mut text = String::from("n_params,n_tokens,loss\n");
    for i in 0..6 {
        for j in 0..6 {
            let (n, d) = (1e7 * 3_f64.powi(i), 1e9 * 2_f64.powi(j));
            let loss = -0.2 + 30.0 * n.powf(-0.12) + 40.0 * d.powf(-0.15);
            text.push_str(&format!("{n},{d},{loss:.15}\n"));
        }
    }
    let runs = Runs::from_csv("t", text.as_bytes(), &Default::default(), &Default::default());
    let runs = runs.expect("a table");
    let value = |bounds: Option<&str>| {
        let mut constraints = Constraints::default();
        if let Some(text) = bounds {
            constraints.bound(text).expect("well formed");
        }
        let answer = fit(&problem(&runs, "chinchilla", "sse", &constraints), &Options::default());
        let answer = answer.expect("a fit");
        (answer.parameters[0].value.to_f64(), answer.status.to_string())
    };
    assert_eq!(value(None), (0.0, "boundary-minimum".into()));
    let (e, status) = value(Some("E=-inf:inf"));
    assert!((e + 0.2).abs() < 1e-9 && status == "converged", "{e} {status}");
}
