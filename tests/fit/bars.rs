//! Standard errors and intervals against engines that share no code, and against the
//! truth where it is known.

use offray::design::Random;
use offray::fit::intervals::coverage::{Coverage, Simulation};
use offray::fit::{
    Constraints, Convention, ErrorKind, Fit, Objective, Options, Problem, Resample, Resampling, fit,
};
use offray::law::{Law, Point};
use offray::runs::Runs;
use serde_json::Value;

use super::problem;
use super::tables::{Case, table};

fn fixture() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/fit/bars.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the fixture")).expect("JSON")
}

fn decimal(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).expect("a number")
}

/// `bars.py` beside the fixture: closed forms in mpmath, and statsmodels' RLM.
#[test]
fn standard_errors_agree_with_independent_engines() {
    for case in fixture()["errors"].as_array().expect("cases") {
        let case = Case(case.clone());
        let runs = case.runs();
        let posed =
            problem(&runs, case.word("law"), case.word("objective"), &Constraints::default());
        let answer = fit(&posed, &Options::default()).expect("a fit");
        for kind in ErrorKind::ALL {
            let key = kind.name().replace('-', "_");
            let Some(theirs) = case.0["errors"][&key].as_array() else { continue };
            for (own, theirs) in answer.parameters.iter().zip(theirs) {
                let (own, theirs) = (kind.se(own).expect("regular"), decimal(theirs));
                assert!((own / theirs - 1.0).abs() < 1e-7, "{case} {key}: {own} {theirs}");
            }
        }
        for (own, theirs) in
            answer.parameters.iter().zip(case.0["statsmodels_h1"].as_array().into_iter().flatten())
        {
            let (own, theirs) = (ErrorKind::Huber.se(own).expect("regular"), decimal(theirs));
            assert!((own / theirs - 1.0).abs() < 1e-4, "{case} RLM: {own} {theirs}");
        }
    }
}

fn resampled(runs: &Runs, objective: &str, blocks: Resample, refits: usize) -> Fit {
    let posed = problem(runs, "chinchilla", objective, &Constraints::default());
    let bootstrap = Some(Resampling { refits, blocks });
    fit(&posed, &Options { bootstrap, ..Options::default() }).expect("a fit")
}

/// The loss at the geometric centre of the runs.
fn centre(runs: &Runs) -> impl Fn(&[f64]) -> f64 {
    let mean = |f: &dyn Fn(&offray::runs::Run) -> f64| {
        (runs.rows.iter().map(|run| f(run).ln()).sum::<f64>() / runs.rows.len() as f64).exp()
    };
    let at = Point::new(mean(&|run| run.n.to_f64()), mean(&|run| run.d.to_f64()));
    let law = Law::named("chinchilla").expect("known");
    move |theta| law.loss(theta, &at)
}

/// Percentiles of 600 refits by numpy and scipy.optimize.least_squares, to what the
/// Monte Carlo error of both allows.
#[test]
fn bootstrap_percentiles_agree_with_an_independent_engine() {
    let theirs = &fixture()["bootstrap"];
    let runs = table("chinchilla_epoch240", &[]);
    let answer = resampled(&runs, "log-sse", Resample::Pairs, 400);
    let found = answer.replicates.expect("asked for");
    assert_eq!((found.unsolved, found.thetas.len()), (0, 400));
    let centre = centre(&runs);
    let made = found.interval(&centre, &Convention::default()).expect("made").ends();
    let own = [made.0, made.1];
    for i in 0..2 {
        let expected = decimal(&theirs["centre"]["percentiles"][i]);
        let scatter = decimal(&theirs["centre"]["scatter"][i]);
        assert!((own[i] - expected).abs() < 6.0 * scatter, "{own:?} {theirs}");
    }
    let sd = found.sd(&centre).expect("finite");
    let expected = decimal(&theirs["centre"]["sd"]);
    assert!((sd / expected - 1.0).abs() < 0.2, "{sd} {expected}");
}

/// Every quantity is computed in each refit: what is well determined stays so where the
/// parameters scatter over orders of magnitude.
#[test]
fn twelve_runs_determine_the_loss_among_them_and_no_scale() {
    let runs = table_of(TINY);
    let answer = resampled(&runs, "log-sse", Resample::Pairs, 300);
    let found = answer.replicates.expect("asked for");
    assert_eq!(found.thetas.len() + found.unsolved, 300, "none is dropped");
    let sd = found.sd(centre(&runs)).expect("finite");
    assert!((0.004..0.02).contains(&sd), "{sd}");
    let (lo, hi) = found.interval(|t| t[1], &Convention::default()).expect("made").ends();
    assert!(lo > 0.0 && lo < 80.0 && hi > 1500.0, "{lo} {hi} {:?}", answer.remarks);
}

/// As shipped to the trial that found the fault.
const TINY: &str = include_str!("../../fixtures/runs/tiny_boot.csv");

fn table_of(text: &str) -> Runs {
    Runs::from_csv("t", text.as_bytes(), &Default::default(), &Default::default()).expect("a table")
}

/// 42 runs, seven sizes on six rays, normal noise of 0.4 %.
fn measured(objective: &str, simulations: usize) -> Coverage {
    let mut text = String::from("n_params,n_tokens,loss\n");
    for i in 0..7 {
        let n = (3e7 * 100_f64.powf(f64::from(i) / 6.0)).round();
        for k in [3.0, 10.0, 20.0, 50.0, 100.0, 300.0] {
            text.push_str(&format!("{n},{},3\n", k * n));
        }
    }
    let runs = table_of(&text);
    let law = Law::named("chinchilla").expect("known");
    let objective: Objective = objective.parse().expect("an objective");
    let posed = Problem::new(&law, &runs, &objective, &Constraints::default()).expect("enough");
    let noise = |random: &mut Random| {
        let errors = (0..42).map(|_| 0.004 * random.normal()).collect();
        (errors, 0.004 * random.normal())
    };
    let simulation = Simulation {
        problem: &posed,
        truth: &[1.69, 406.4, 410.7, 0.34, 0.28],
        noise: &noise,
        quantities: &[],
        bootstrap: None,
        profiles: true,
    };
    simulation.run(simulations, 7, &Convention::default())
}

/// The reduced battery: without the division by √ρ̄'' Gauss–Newton intervals of a robust
/// objective cover 57 %.
#[test]
fn intervals_cover_what_they_say() {
    let found = measured("huber-log:1e-3", 300);
    assert_eq!(found.unsolved, 0);
    let share = |method: &str| {
        let row = found.rows.iter().find(|row| row.method == method).expect(method);
        row.share[..5].iter().sum::<f64>() / 5.0
    };
    for (method, least, most) in [
        ("smoothed", 0.925, 0.98),
        ("gauss-newton", 0.85, 0.97),
        ("observed", 0.85, 0.97),
        ("huber", 0.85, 0.97),
        ("profile", 0.85, 0.97),
    ] {
        let mean = share(method);
        assert!((least..=most).contains(&mean), "{method}: {mean} {found:?}");
    }
    let squares = measured("log-sse", 200);
    for row in &squares.rows {
        let mean = row.share[..5].iter().sum::<f64>() / 5.0;
        assert!((0.88..=0.985).contains(&mean), "{}: {mean}", row.method);
        assert!(row.share[5].is_nan() || row.share[5] > 0.9, "a new run, {}", row.method);
    }
}
