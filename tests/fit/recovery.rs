//! Laws recovered from their own losses, and what a change of units does.

use offray::fit::{Constraints, ErrorKind, Options, Problem, Units, fit};
use offray::law::{Law, Point};
use offray::number::{Compare, Exact, Mpfr, Scalar};
use offray::runs::Runs;

use super::{problem, table};

/// Values for every law, published where there are any.
const TRUTHS: [(&str, &[&str]); 11] = [
    ("chinchilla", &["1.69", "406.4", "410.7", "0.34", "0.28"]),
    ("repeated", &["1.87", "521", "1488", "0.37", "0.353", "5.31", "15.39"]),
    ("repeated:frozen", &["1.87", "521", "1488", "0.37", "0.353", "5.31", "15.39"]),
    ("kaplan", &["6.4e13", "1.8e13", "0.076", "0.103"]),
    ("droppo-elibol", &["1.6", "2e7", "3e8", "0.3", "0.24", "0.8"]),
    ("interaction", &["1.7", "420", "380", "900", "0.34", "0.28", "0.25", "0.2"]),
    ("chinchilla-reduced", &["1.7", "900", "0.31"]),
    ("repeated-reduced", &["1.7", "900", "0.31"]),
    ("kaplan-reduced", &["7e13", "0.09"]),
    ("droppo-elibol-reduced", &["1.6", "3000", "0.4", "0.9"]),
    ("interaction-reduced", &["1.7", "900", "0.31"]),
];

/// Runs of a law on a grid of sizes and tokens, a third of them with repeated
/// data; ln L is disturbed by `noise`.
fn runs(law: &Law, theta: &[Mpfr], noise: &mut dyn FnMut() -> f64) -> Runs {
    let mut text = String::from("n_params,n_tokens,loss,unique_tokens\n");
    for i in 0..8_u32 {
        for j in 0..8_u32 {
            let (n, d) = (10_u64.pow(7) * 3_u64.pow(i), 10_u64.pow(8) * 4_u64.pow(j));
            let unique = if (i + j) % 3 == 0 { d / [2, 5, 20, 60][(i % 4) as usize] } else { d };
            let number = |x: u64| theta[0].exact(&Exact::from(x as i64));
            let at =
                Point { n: number(n), d: number(d), unique: number(unique), others: Vec::new() };
            let factor = theta[0].exact(&Exact::from_f64(noise()).expect("finite")).exp();
            let loss = law.loss(theta, &at) * factor;
            text.push_str(&format!("{n},{d},{},{unique}\n", loss.to_decimal(60)));
        }
    }
    Runs::from_csv("synthetic", text.as_bytes(), &Default::default(), &Default::default())
        .expect("a table")
}

fn values(texts: &[&str]) -> Vec<Mpfr> {
    texts.iter().map(|t| Mpfr::new(300, &t.parse().expect("a decimal"))).collect()
}

/// Normal deviates from a fixed sequence.
fn deviates(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ 0x2545_F491_4F6C_DD1D;
    let mut uniform = move || {
        // SplitMix64.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    move || (-2.0 * (1.0 - uniform()).ln()).sqrt() * (std::f64::consts::TAU * uniform()).cos()
}

#[test]
fn every_law_is_recovered_from_its_own_losses() {
    for (name, texts) in TRUTHS {
        let law = Law::named(name).expect(name);
        let truth = values(texts);
        let runs = runs(&law, &truth, &mut || 0.0);
        let problem = problem(&runs, name, "log-sse", &Constraints::default());
        let options = Options { digits: 30, ..Options::default() };
        let answer = fit(&problem, &options).expect(name);
        assert_eq!(answer.status.to_string(), "converged", "{name}: {:?}", answer.remarks);
        for (found, truth) in answer.parameters.iter().zip(&truth) {
            let error = ((&found.value - truth) / truth).abs().to_f64();
            assert!(error < 1e-28, "{name} {}: {error:e}", found.name);
        }
    }
}

#[test]
fn noise_moves_parameters_by_their_standard_errors() {
    for (name, texts) in TRUTHS {
        let law = Law::named(name).expect(name);
        let truth = values(texts);
        let mut normal = deviates(7);
        let runs = runs(&law, &truth, &mut || 0.002 * normal());
        let answer =
            fit(&problem(&runs, name, "log-sse", &Constraints::default()), &Options::default());
        let answer = answer.expect(name);
        assert_eq!(answer.status.to_string(), "converged", "{name}: {:?}", answer.remarks);
        for (found, truth) in answer.parameters.iter().zip(&truth) {
            let se = ErrorKind::GaussNewton.se(found).expect("regular");
            let off = (&found.value - truth).to_f64() / se;
            assert!(off.abs() < 4.0, "{name} {}: {off} standard errors", found.name);
        }
    }
}

/// Over many draws the squared deviation in standard errors is 1 on average.
#[test]
fn standard_errors_are_the_spread_of_repeated_experiments() {
    let (name, texts) = TRUTHS[0];
    let (law, truth) = (Law::named(name).expect(name), values(texts));
    let draws = 100;
    let mut squares = [[0.0; 5]; 3];
    for draw in 0..draws {
        let mut normal = deviates(1000 + draw);
        let runs = runs(&law, &truth, &mut || 0.002 * normal());
        let answer =
            fit(&problem(&runs, name, "log-sse", &Constraints::default()), &Options::default());
        for (p, found) in answer.expect("a fit").parameters.iter().enumerate() {
            for (kind, sum) in ErrorKind::ALL.into_iter().zip(&mut squares) {
                let off = (&found.value - &truth[p]).to_f64() / kind.se(found).expect("regular");
                sum[p] += off * off / draws as f64;
            }
        }
    }
    // The mean of 100 squared normal deviates has a standard deviation of 0.14.
    for (kind, mean) in ErrorKind::ALL.into_iter().zip(squares) {
        for (p, mean) in mean.into_iter().enumerate() {
            assert!((mean - 1.0).abs() < 0.5, "{} {p}: {mean}", kind.name());
        }
    }
}

/// N in billions, D in tens of billions: A and B change by powers of the units,
/// N_c and D_c by the units, nothing else changes. L in other units: E, A, B.
#[test]
fn units_change_parameters_as_they_should() {
    let runs = table("chinchilla_epoch240", &[]);
    let units: Units = "n=1e9,d=3e10".parse().expect("units");
    let options = Options { digits: 30, ..Options::default() };
    let solve = |runs: &Runs, law: &str, objective: &str| {
        let none = Constraints::default();
        let problem: Problem<'_> = problem(runs, law, objective, &none);
        fit(&problem, &options).expect("a fit").theta()
    };
    let agree = |what: &str, ours: &[Mpfr], expected: &[Mpfr]| {
        for (a, b) in ours.iter().zip(expected) {
            let error = ((a - b) / b).abs().to_f64();
            assert!(error < 1e-27, "{what}: {a} {b}");
        }
    };
    let scaled = units.apply(&runs);
    let (un, ud) = (Mpfr::new(300, &units.n), Mpfr::new(300, &units.d));
    for objective in ["huber-log:1e-3", "sse"] {
        let [e, a, b, alpha, beta] = &solve(&runs, "chinchilla", objective)[..] else { panic!() };
        let expected =
            [e.clone(), a / un.pow(alpha), b / ud.pow(beta), alpha.clone(), beta.clone()];
        agree("chinchilla", &solve(&scaled, "chinchilla", objective), &expected);
    }
    let [nc, dc, an, ad] = &solve(&runs, "kaplan", "log-sse")[..] else { panic!() };
    let expected = [nc / &un, dc / &ud, an.clone(), ad.clone()];
    agree("kaplan", &solve(&scaled, "kaplan", "log-sse"), &expected);
    let mut doubled = runs.clone();
    for run in &mut doubled.rows {
        run.loss = Exact::from_ratio(run.loss.to_ratio() * num(2));
    }
    let plain = solve(&runs, "chinchilla", "huber-log:1e-3");
    let two = plain[0].int(2);
    let expected: Vec<Mpfr> =
        plain.iter().enumerate().map(|(p, x)| if p < 3 { x * &two } else { x.clone() }).collect();
    agree("loss", &solve(&doubled, "chinchilla", "huber-log:1e-3"), &expected);
}

fn num(n: i64) -> num_rational::Ratio<num_bigint::BigInt> {
    Exact::from(n).to_ratio()
}

/// The last digits of A tell decimals from doubles.
#[test]
fn data_that_went_through_doubles_show_it_in_the_last_digits() {
    let runs = table("chinchilla_epoch240", &[]);
    let through = |x: &Exact| Exact::from_f64(x.to_f64()).expect("finite");
    let mut doubles = runs.clone();
    for run in &mut doubles.rows {
        (run.n, run.d, run.loss) = (through(&run.n), through(&run.d), through(&run.loss));
    }
    let a = |runs: &Runs| {
        let none = Constraints::default();
        let problem = problem(runs, "chinchilla", "huber-log:1e-3", &none);
        let answer = fit(&problem, &Options { digits: 25, ..Options::default() }).expect("a fit");
        answer.parameters[1].value.to_decimal(20)
    };
    assert!(a(&runs).starts_with("477.82586823390583"), "{}", a(&runs));
    assert!(a(&doubles).starts_with("477.82586823390548"), "{}", a(&doubles));
}
