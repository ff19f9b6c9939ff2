//! The laws: values against two other engines, structure against the theory,
//! and the printed forms against what they print.

mod printed;
mod structure;
mod values;

use offray::law::{Law, Point};
use offray::number::{Compare, Exact, Mpfr, Scalar};

/// One line of `fixtures/law/values.jsonl`.
struct Case {
    law: Law,
    theta: Vec<Exact>,
    at: Point<Exact>,
    loss: Exact,
    gradient: Vec<Exact>,
    /// The lower triangle, row by row.
    hessian: Vec<Exact>,
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/law/values.jsonl");
    let text = std::fs::read_to_string(path).expect(path);
    let cases: Vec<Case> = text
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
            let one = |key: &str| exact(line[key].as_str().expect(key));
            let many = |key: &str| -> Vec<Exact> {
                let list = line[key].as_array().expect(key);
                list.iter().map(|x| exact(x.as_str().expect(key))).collect()
            };
            Case {
                law: Law::named(line["law"].as_str().expect("law")).expect("a law"),
                theta: many("theta"),
                at: Point { n: one("n"), d: one("d"), unique: one("unique"), others: Vec::new() },
                loss: one("loss"),
                gradient: many("gradient"),
                hessian: many("hessian"),
            }
        })
        .collect();
    assert!(cases.len() > 300);
    cases
}

impl Case {
    /// Parameters and point in the kind and precision of `like`.
    fn read<S: Scalar>(&self, like: &S) -> (Vec<S>, Point<S>) {
        let theta = self.theta.iter().map(|x| like.exact(x)).collect();
        (theta, self.at.map(|x| like.exact(x)))
    }

    fn name(&self) -> String {
        format!("{} at {:?}, {:?}", self.law, self.theta, self.at)
    }
}

fn mpfr(bits: u32) -> Mpfr {
    Mpfr::from_f64(bits, 1.0)
}

/// |x − y| / max(|y|, floor) as a double.
fn off<S: Compare>(x: &S, y: &S, floor: &S) -> f64 {
    let scale = y.abs().max(floor);
    if (x - y).to_f64() == 0.0 { 0.0 } else { ((x - y).abs() / scale).to_f64() }
}

/// Deterministic numbers in [0, 1) for cases that are made here.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        // A linear congruential generator (Knuth's MMIX constants).
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, lo: f64, hi: f64) -> f64 {
        lo + (hi - lo) * self.roll()
    }

    fn log_between(&mut self, lo: f64, hi: f64) -> f64 {
        self.between(lo.ln(), hi.ln()).exp()
    }

    /// Parameters of a law, drawn from where fits end.
    fn parameters(&mut self, law: &Law) -> Vec<f64> {
        use offray::law::Role;
        let parameters = law.about().parameters.iter();
        parameters
            .map(|p| match p.role {
                Role::Offset => self.between(0.5, 3.0),
                Role::Scale if p.name.starts_with("R_") => self.between(1.0, 40.0),
                Role::Scale => self.log_between(10.0, 1e6),
                Role::Exponent => self.between(0.1, 0.8),
                Role::Plain => self.between(-1.0, 1.0),
            })
            .collect()
    }
}
