//! Optimal designs against SciPy and pyDOE3 (fixtures/design), and the commands about them.

use offray::law::{Law, Point};
use offray::number::{Compare, Exact};
use offray::plan::{Candidate, DesignProblem, Limits, Made, Model, Search, Target, place, plan};
use serde_json::Value;

fn exact(value: &Value) -> Exact {
    value.as_str().expect("a decimal").parse().expect("a decimal")
}

fn pairs(value: &Value) -> Vec<Point<Exact>> {
    let list = value.as_array().expect("a list");
    list.iter().map(|pair| place(exact(&pair[0]), exact(&pair[1]))).collect()
}

fn target(text: &str) -> Target {
    match text.split_once(':') {
        None if text == "everything" => Target::Everything,
        None => Target::Exponents,
        Some(("loss", rest)) => {
            let (n, d) = rest.split_once(',').expect("two sizes");
            Target::Loss(place(n.parse().expect("N"), d.parse().expect("D")))
        }
        Some((_, rest)) => Target::Optimum(rest.parse().expect("a budget")),
    }
}

/// The problem, and SciPy's and pyDOE3's answers: ln Φ.
fn problem(of: &Value) -> (DesignProblem, f64, Option<f64>) {
    let law = Law::named(of["law"].as_str().expect("a law")).expect("known");
    let equal = of["equal_cost"].as_bool().expect("a truth");
    let candidates = pairs(&of["candidates"]).into_iter().map(|at| match equal {
        true => Candidate { at, cost: Exact::from(1) },
        false => Candidate::new(at.n, at.d),
    });
    let theta: Vec<Exact> = of["theta"].as_array().expect("a list").iter().map(exact).collect();
    let model = Model {
        columns: (0..law.len()).collect(),
        law,
        theta,
        log: of["log"].as_bool().expect("a truth"),
    };
    let made = pairs(&of["made"]).into_iter();
    let runs = of["runs"].as_u64().expect("a count") as usize;
    let problem = DesignProblem {
        models: vec![model],
        targets: vec![target(of["target"].as_str().expect("a target"))],
        candidates: candidates.collect(),
        made: made.map(|at| Made { at, weight: Exact::from(1) }).collect(),
        limits: Limits {
            budget: exact(&of["budget"]),
            runs: (runs > 0).then_some(runs),
            repeats: of["repeats"].as_u64().expect("a count") as usize,
        },
    };
    let answer = &of["answer"];
    (problem, answer["relaxed"].as_f64().expect("a number"), answer["whole"].as_f64())
}

/// Twenty plans: within their limits, never worse than pyDOE3's, at least 98 % of what is
/// proved possible; the proof holds against SciPy's optimum, and SciPy finds no better.
#[test]
fn plans_are_as_good_as_any_other_engine_finds() {
    let text = include_str!("../fixtures/design/problems.json");
    let all: Vec<Value> = serde_json::from_str(text).expect("JSON");
    assert_eq!(all.len(), 20);
    for (i, of) in all.iter().enumerate() {
        let (problem, scipy, other) = problem(of);
        let limits = problem.limits.clone();
        let found = plan(problem, &Search::default()).expect("a plan");
        let name = format!("{i}: {} {}", of["law"], of["target"]);
        assert!(found.cost() <= limits.budget, "{name}");
        assert!(limits.runs.is_none_or(|most| found.len() <= most), "{name}");
        let [own, relaxed] =
            [&found.reached[0], &found.relaxed_reached[0]].map(|x| libm::log(x.to_f64()));
        let [low, relaxed_low] =
            [&found.efficiency, &found.relaxed_efficiency].map(|x| x.lo().to_f64());
        println!("{name}: {low:.4} {relaxed_low:.5} scipy {:+.1e}", relaxed - scipy);
        assert!(low >= 0.98, "{name}: efficiency {low}");
        assert!(relaxed >= scipy - 2e-4, "{name}: SciPy {scipy}, ours {relaxed}");
        // ln Φ of any design is at most that of the relaxed one less ln of its efficiency.
        assert!(scipy <= relaxed - libm::log(relaxed_low) + 1e-6, "{name}: a false bound");
        if let Some(other) = other {
            println!("    pyDOE3 {other:.6}, ours {own:.6}");
            assert!(own >= other - 1e-9, "{name}: pyDOE3 {other}, ours {own}");
        }
    }
}

/// Best for the worst of four corners: no case is worse than the least, the weights are a
/// dual, and the plan for the middle alone is worse somewhere.
#[test]
fn the_worst_case_is_better_served_by_the_plan_for_it() {
    let model = |alpha: &str, beta: &str| Model {
        law: Law::named("chinchilla").expect("known"),
        theta: ["1.69", "406.4", "410.7", alpha, beta].map(|x| x.parse().expect("x")).into(),
        columns: vec![0, 1, 2, 3, 4],
        log: true,
    };
    let sizes = (0..7).flat_map(|i| (0..6).map(move |j| (i, j)));
    let candidates: Vec<Candidate> = sizes
        .map(|(i, j)| {
            let n = &Exact::from(10_000_000) * &Exact::from(1 << i);
            let d = &n * &Exact::from(5 << j);
            Candidate::new(n, d)
        })
        .collect();
    let far =
        || vec![Target::Loss(place("7e10".parse().expect("N"), "1.4e12".parse().expect("D")))];
    let of = |models: Vec<Model>| DesignProblem {
        models,
        targets: far(),
        candidates: candidates.clone(),
        made: Vec::new(),
        limits: Limits { budget: "1e21".parse().expect("C"), runs: Some(20), repeats: 2 },
    };
    let corners = || {
        vec![model("0.3", "0.25"), model("0.3", "0.4"), model("0.4", "0.25"), model("0.4", "0.4")]
    };
    let search = Search { maximin: true, ..Search::default() };
    let worst = plan(of(corners()), &search).expect("a plan");
    let low = worst.efficiency.lo().to_f64();
    assert!(low > 0.95, "{low}");
    assert!((worst.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    let least = |own: &[f64]| own.iter().copied().fold(f64::INFINITY, f64::min);
    let mean = plan(of(corners()), &Search::default()).expect("a plan");
    // Each case of the plan for the mean, against the best for the case alone.
    let own: Vec<f64> = corners()
        .into_iter()
        .zip(&mean.reached)
        .map(|(corner, reached)| {
            let alone = plan(of(vec![corner]), &Search::default()).expect("a plan");
            reached.to_f64() / alone.relaxed_reached[0].to_f64()
        })
        .collect();
    assert!(least(&worst.own) >= least(&own) - 0.02, "{:?} {own:?}", worst.own);
}
