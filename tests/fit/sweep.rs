//! Every table, law and objective: the status is never a lie.

use offray::fit::{Constraints, Fit, Held, Options, Problem, Status, fit};
use offray::number::{Compare, Dual, Interval, Mpfr, Scalar};
use offray::runs::Runs;

use super::{problem, table};

const OBJECTIVES: [&str; 4] = ["sse", "log-sse", "huber-log:1e-3", "pseudo-huber-log:1e-3"];

/// F at θ with some parameters moved.
fn value(problem: &Problem<'_>, theta: &[Mpfr]) -> f64 {
    problem.value(&theta.iter().map(Compare::to_f64).collect::<Vec<f64>>())
}

/// What each status promises.
fn examine(problem: &Problem<'_>, answer: &Fit, what: &str) {
    let held = |h: &dyn Fn(&Held) -> bool| answer.parameters.iter().filter(|p| h(&p.held)).count();
    for p in &answer.parameters {
        let (lo, hi) = (p.lo.to_f64(), p.hi.to_f64());
        assert!(lo <= p.value.to_f64() && p.value.to_f64() <= hi, "{what} {}", p.name);
    }
    assert!(!answer.certified, "{what}");
    match answer.status {
        Status::Undecided => {
            assert!(!answer.remarks.is_empty(), "{what}: undecided without a reason");
        }
        Status::NotIdentifiable => {
            assert!(held(&|h| *h == Held::NotIdentified) > 0, "{what}");
        }
        Status::BoundaryMinimum => {
            assert!(held(&|h| matches!(h, Held::AtBound(_))) > 0, "{what}");
        }
        Status::Converged => {
            assert_eq!(held(&|h| *h != Held::Free), 0, "{what}");
            let theta = answer.theta();
            let lowest = value(problem, &theta);
            // What is left to gain, gᵀH⁻¹g/2, is nothing beside F.
            let vars: Vec<Dual<Mpfr>> = Dual::variables(&theta);
            let gradient = problem.value(&vars).gradient(theta.len());
            let covariance = answer.covariance.as_ref().expect("free parameters");
            if let Some(observed) = &covariance.observed {
                let mut gain = theta[0].zero();
                for i in 0..theta.len() {
                    for j in 0..theta.len() {
                        gain = gain + &gradient[i] * &observed[(i, j)] * &gradient[j];
                    }
                }
                // `observed` carries s², so this is in units of s² F: scale-free enough.
                assert!(gain.to_f64().abs() < 1e-18 * lowest.max(1e-300), "{what}: {gain}");
            }
            // A minimum: no small move in any parameter lowers F.
            for p in 0..theta.len() {
                let se = answer.parameters[p].se.observed.as_ref().map_or(0.0, Compare::to_f64);
                for side in [-0.05, 0.05] {
                    let mut moved = theta.clone();
                    moved[p] = &theta[p] + Mpfr::from_f64(53, side * se);
                    let there = value(problem, &moved);
                    assert!(there >= lowest * (1.0 - 1e-12), "{what} {p}: {there} < {lowest}");
                }
            }
        }
        Status::GlobalMinimum | Status::LocalMinimum => panic!("{what}: nothing was proved"),
    }
}

fn sweep(runs: &Runs, name: &str, laws: &[&str]) -> Vec<String> {
    let mut seen = Vec::new();
    for law in laws {
        for objective in OBJECTIVES {
            let what = format!("{name} {law} {objective}");
            let problem = problem(runs, law, objective, &Constraints::default());
            let answer = fit(&problem, &Options::default()).expect(&what);
            examine(&problem, &answer, &what);
            seen.push(format!("{what}: {}", answer.status));
        }
    }
    seen
}

#[test]
fn statuses_of_two_laws_on_every_table() {
    let mut seen = Vec::new();
    for (name, group) in [
        ("chinchilla_epoch240", ""),
        ("chinchilla_epoch_all245", ""),
        ("gadre_c4val", "c4"),
        ("gadre_c4val", "rpj"),
        ("gadre_c4val", "rw"),
        ("cerebras_gpt_pile", "sp_paper"),
        ("pythia_pile_by_cerebras", "pythia"),
        ("datablations_fit182", ""),
        ("gemstones_cooldown", ""),
        ("marin_isoflop", "comma"),
        ("marin_isoflop", "dclm"),
        ("misfitting_isoflop", ""),
        ("porian_standard_val", ""),
    ] {
        let groups: Vec<&str> = Some(group).filter(|g| !g.is_empty()).into_iter().collect();
        seen.extend(sweep(&table(name, &groups), name, &["chinchilla", "kaplan"]));
    }
    let converged = seen.iter().filter(|s| s.ends_with(": converged")).count();
    assert!(converged * 10 >= seen.len() * 7, "{seen:#?}");
}

#[test]
fn statuses_of_the_larger_laws() {
    sweep(&table("gadre_c4val", &["c4"]), "gadre c4", &["droppo-elibol", "interaction"]);
    let few = table("datablations_fit182", &[]);
    for law in ["repeated", "repeated:frozen"] {
        let problem = problem(&few, law, "huber-log:1e-3", &Constraints::default());
        let answer = fit(&problem, &Options::default()).expect(law);
        examine(&problem, &answer, law);
        // Through N_opt the objective falls as R_N* grows without bound.
        let away = answer.remarks.iter().any(|r| r.contains("R_N_star grows without bound"));
        assert_eq!(away, law == "repeated", "{law}: {} {:?}", answer.status, answer.remarks);
        assert_eq!(answer.status == Status::Converged, law == "repeated:frozen", "{law}");
    }
}

/// The gradient at the optimum, in intervals: within what the last Newton step
/// leaves, it is zero.
#[test]
fn the_gradient_at_the_optimum_vanishes_within_the_last_step() {
    let runs = table("gadre_c4val", &["c4"]);
    for objective in OBJECTIVES {
        let problem = problem(&runs, "chinchilla", objective, &Constraints::default());
        let answer = fit(&problem, &Options { digits: 30, ..Options::default() }).expect("a fit");
        let theta = answer.theta();
        let points: Vec<Interval> =
            theta.iter().map(|x| Interval::new(320, &x.to_exact().expect("finite"))).collect();
        let gradient = problem.value(&Dual::variables(&points)).gradient(theta.len());
        let nested: Vec<Dual<Dual<Mpfr>>> = (theta.iter().enumerate())
            .map(|(i, x)| Dual::variable(Dual::variable(x.clone(), i), i))
            .collect();
        let second = problem.value(&nested);
        for (i, slope) in gradient.iter().enumerate() {
            // |g_i| ≤ Σ |H_ij| |step_j|, twice over.
            let bound = (0..theta.len()).fold(theta[0].zero(), |sum, j| {
                let entry = second.derivative(i).and_then(|g| g.derivative(j)).cloned();
                let width = &answer.parameters[j].hi - &answer.parameters[j].lo;
                sum + entry.unwrap_or_else(|| theta[0].zero()).abs() * width
            });
            let reach = slope.abs();
            assert!(
                !Interval::hull_of(&bound, &bound).less(&reach).is_true(),
                "{objective} {i}: {reach:?} {bound}"
            );
            // And the bound is small: the step is below 10^−32 of each parameter.
            assert!(bound.to_f64() < 1e-25 * second.value().value().to_f64().abs(), "{objective}");
        }
    }
}
