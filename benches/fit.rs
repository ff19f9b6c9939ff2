//! What a fit costs: every day, to thirty digits, and as the table grows.
//!
//! `cargo bench --bench fit` measures the fits of the shipped Chinchilla runs
//! with criterion, then one fit each of tables of 10⁴, 10⁵ and 10⁶ synthetic
//! runs, reading included.

use std::time::Instant;

use criterion::Criterion;
use offray::fit::{Constraints, Options, Problem, fit};
use offray::law::{Law, Point};
use offray::runs::Runs;

const OBJECTIVE: &str = "huber-log:1e-3";

fn solve(table: &[u8], digits: usize) -> offray::fit::Fit {
    let runs = Runs::from_csv("bench", table, &Default::default(), &Default::default())
        .expect("a sound table");
    fit_runs(&runs, digits)
}

fn fit_runs(runs: &Runs, digits: usize) -> offray::fit::Fit {
    let law = Law::named("chinchilla").expect("a law");
    let objective = OBJECTIVE.parse().expect("an objective");
    let problem =
        Problem::new(&law, runs, &objective, &Constraints::default()).expect("a sound problem");
    fit(&problem, &Options { digits, ..Options::default() }).expect("a fit")
}

/// `count` runs of Hoffmann's law on a quasi-random design, with a
/// deterministic disturbance of about one per cent.
fn synthetic(count: usize) -> Vec<u8> {
    let law = Law::named("chinchilla").expect("a law");
    let theta = [1.69, 406.4, 410.7, 0.34, 0.28];
    let mut table = String::from("n_params,n_tokens,loss\n");
    for i in 0..count {
        let share = |step: f64| (0.5 + step * i as f64) % 1.0;
        let n = 10.0_f64.powf(7.0 + 3.0 * share(0.754_877_666_246_692_8));
        let d = n * 10.0_f64.powf(2.0 * share(0.569_840_290_998_053_2));
        let (n, d) = (n.round(), d.round());
        let noise = 0.02 * (share(0.618_033_988_749_894_8) - 0.5);
        let loss = law.loss(&theta, &Point::new(n, d)) * (1.0 + noise);
        table.push_str(&format!("{n},{d},{loss:.6}\n"));
    }
    table.into_bytes()
}

fn main() {
    let table = include_bytes!("../fixtures/runs/chinchilla_epoch240.csv");
    let runs = Runs::from_csv("chinchilla", &table[..], &Default::default(), &Default::default())
        .expect("the shipped runs");
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    criterion.bench_function("fit/everyday", |b| b.iter(|| fit_runs(&runs, 15)));
    criterion.bench_function("fit/30 digits", |b| b.iter(|| fit_runs(&runs, 30)));
    criterion.final_summary();
    for count in [10_000, 100_000, 1_000_000] {
        let table = synthetic(count);
        let start = Instant::now();
        let answer = solve(&table, 15);
        println!(
            "fit/{count} runs, reading included: {:.2} s, {}, A = {}",
            start.elapsed().as_secs_f64(),
            answer.status,
            answer.parameters[1].value.to_decimal(8)
        );
    }
}
