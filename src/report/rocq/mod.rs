//! What the program says, as goals that Rocq closes by interval arithmetic.
//!
//! A file speaks of the law as the program prints it (`Printed.v`) and of κ, κ_eq
//! and R_min as the proofs define them; every value stands between two decimals
//! that differ by one in the last digit asked for, rounded outwards.

mod optimum;

use std::fmt::Write;

use super::law::{Sheet, identifier};
use crate::design::Design;
use crate::geometry::Conditioning;
use crate::number::{Compare, Exact, Interval, Mpfr, Notation, Symbol};
use crate::theorem::{Case, Goal};

pub use optimum::rocq_optimum;

const IMPORT: &str = "\
From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage Program Certificate.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.
";

/// Significant digits of claims.
const DIGITS: u32 = 12;
/// Bits of the interval arithmetic beyond the digits that it must confirm.
const SPARE_BITS: u32 = 30;

/// A file with goals about one statement.
pub fn rocq_goals(id: &str, goals: &[Goal]) -> String {
    let mut file = File::default();
    for goal in goals {
        file.goal(goal);
    }
    file.finish(&format!(
        "{id} in numbers: what the program prints, each value between decimals that differ\n    \
         by one in the last digit.\n    Printed by: offray verify {id} --rocq DIR"
    ))
}

/// A file as it grows.
#[derive(Default)]
struct File {
    names: Vec<(String, String)>,
    text: String,
}

impl File {
    /// All of it, under a title.
    fn finish(self, title: &str) -> String {
        let names: String = self
            .names
            .iter()
            .map(|(name, meaning)| format!("    {name:<36} == {meaning}\n"))
            .collect();
        format!("(** {title}\n\n    {:<36} == meaning\n{names}*)\n\n{IMPORT}{}", "name", self.text)
    }
}

/// Columns of a Jacobian at the runs of a design, defined under these names.
struct Columns {
    runs: String,
    names: Vec<String>,
    /// What to unfold to reach the printed law.
    definitions: Vec<String>,
}

impl File {
    fn goal(&mut self, goal: &Goal) {
        match goal {
            Goal::Pair { case, found } => self.pair(case, found),
            Goal::Least { case, found } => self.least(case, found),
            Goal::Threshold { beta, kappa_target, best, value } => {
                let function = if *best { "R_min_best" } else { "R_min" };
                let name = format!("{function}_{}_{}", tag(beta), tag(kappa_target));
                let shares = if *best { "best" } else { "equal" };
                self.encloses(
                    &name,
                    &format!("R_min at β = {beta}, κ_t = {kappa_target}, {shares} shares"),
                    &format!("{function} {} {}", decimal(beta), decimal(kappa_target)),
                    value,
                    DIGITS,
                    &enclose(&[], DIGITS),
                );
            }
            Goal::Rays { beta, ratios, kappa, kappa_eq } => {
                let tags: Vec<String> = ratios.iter().map(tag).collect();
                let words: Vec<String> = ratios.iter().map(Exact::to_string).collect();
                let list: Vec<String> = ratios.iter().map(decimal).collect();
                for (what, symbol, value) in
                    [("block_kappa", "κ", kappa), ("block_kappa_eq", "κ_eq", kappa_eq)]
                {
                    self.encloses(
                        &format!("{what}_{}_{}", tag(beta), tags.join("_")),
                        &format!("{symbol} of rays {{{}}} at β = {beta}", words.join(", ")),
                        &format!("{what} (entries {} [{}])", decimal(beta), list.join("; ")),
                        value,
                        DIGITS,
                        &enclose(&[], 2 * DIGITS),
                    );
                }
            }
            Goal::Optimum { name, words, found } => self.optimum(name, words, found),
        }
    }

    /// The Gram matrix first, to more digits; then what is computed from it.
    fn pair(&mut self, case: &Case, found: &Conditioning) {
        let columns = self.columns(case, &found.columns);
        let (Some(kappa), Some(kappa_eq)) = (found.kappa(), found.kappa_eq()) else { return };
        let digits = DIGITS + 3 + orders(&kappa.hi());
        let mut lemmas = Vec::new();
        let mut entries = Vec::new();
        for (i, j) in [(0, 0), (0, 1), (1, 1)] {
            let name = format!("{}_gram_{}{}", case.name, i + 1, j + 1);
            let [f, g] = [i, j].map(|i| &columns.names[i]);
            let value = format!("dot {} {f} {g}", columns.runs);
            let words = format!("entry ({}, {}) of their Gram matrix", i + 1, j + 1);
            let proof = enclose(&columns.definitions, digits);
            self.encloses(&name, &words, &value, &found.gram[(i, j)], digits, &proof);
            lemmas.push(name);
            entries.push(format!("({value})"));
        }
        let proof = format!("from_gram {}%positive {}", bits(2 * digits), lemmas.join(" "));
        let [f, g] = [&columns.names[0], &columns.names[1]];
        let gram = entries.join(" ");
        for (what, symbol, value, found) in [
            ("kappa", "κ", format!("pair_kappa {} {f} {g}", columns.runs), &kappa),
            ("kappa_eq", "κ_eq", format!("kappa_eq {gram}"), &kappa_eq),
            ("lambda_min", "λ_min", format!("lam_minus {gram}"), &found.raw.eigenvalues[0]),
        ] {
            let name = format!("{}_{what}", case.name);
            self.encloses(&name, &format!("their {symbol}"), &value, found, DIGITS, &proof);
        }
    }

    /// κ ≥ c by vectors near those of the largest and the smallest eigenvalue,
    /// with the digits that their ratio needs.
    fn least(&mut self, case: &Case, found: &Conditioning) {
        let columns = self.columns(case, &found.columns);
        let Some(kappa) = found.kappa() else { return };
        let n = columns.names.len();
        // An error δ of the vectors costs κ δ² in the ratio.
        let digits = (DIGITS + orders(&kappa.hi())) / 2 + 2;
        let vector = |j: usize| -> String {
            let entries = (0..n).map(|i| {
                let text = found.raw.vectors[(i, j)].to_decimal(digits as usize);
                decimal(&text.parse().expect("a decimal"))
            });
            format!("[{}]", entries.collect::<Vec<_>>().join("; "))
        };
        let list = format!("[{}]", columns.names.join("; "));
        let least: Exact = kappa.lo_decimal(DIGITS as usize).parse().expect("a decimal");
        let name = format!("{}_kappa", case.name);
        let unfold = columns.definitions.join(", ");
        let p = bits(DIGITS + orders(&kappa.hi()));
        let _ = writeln!(
            self.text,
            "Theorem {name} K : condition_bound {} {list} K -> {} <= K.\nProof.\n  \
             apply (rayleigh_claim {} {list}\n    {}\n    {}); [reflexivity|reflexivity| |];\n  \
             unfold {unfold}; enclose {p}%positive.\nQed.\n",
            columns.runs,
            decimal(&least),
            columns.runs,
            vector(n - 1),
            vector(0),
        );
        self.names.push((name, format!("their κ is at least {least}")));
    }

    /// Defines the runs and the columns.
    fn columns(&mut self, case: &Case, columns: &[usize]) -> Columns {
        let sheet = Sheet::new(&case.law);
        let (like, runs) = (Symbol::constant(Exact::from(0)), case.name.clone());
        let print = |x: &Symbol| x.print(Notation::Rocq);
        let points: Vec<String> = (0..case.design.len())
            .map(|i| case.design.point(i, &like))
            .map(|at| format!("({}, {})", print(&at.n), print(&at.d)))
            .collect();
        let _ = writeln!(
            self.text,
            "\n(** {}. *)\nDefinition {runs} : list (R * R) :=\n  [{}].\n",
            case.words,
            points.join(";\n   ")
        );
        self.names.push((runs.clone(), case.words.clone()));
        let theta: Vec<String> = case.theta.iter().map(decimal).collect();
        // Every token of these runs is new.
        let of = |size: &str| if size == "N" { "(fst run)" } else { "(snd run)" };
        let sizes: Vec<&str> = sheet.sizes.iter().map(|(s, _)| of(s.name)).collect();
        let mut names = Vec::new();
        let mut definitions = vec![runs.clone()];
        for &j in columns {
            let parameter = &case.law.about().parameters[j];
            let name = format!("{runs}_{}", parameter.name);
            let slope = format!("Printed.{}_d_{}", identifier(&case.law), parameter.name);
            let _ = writeln!(
                self.text,
                "Definition {name} (run : R * R) : R :=\n  {slope} {} {}.\n",
                theta.join(" "),
                sizes.join(" ")
            );
            self.names.push((name.clone(), format!("its column ∂L/∂{}", parameter.symbol)));
            definitions.extend([name.clone(), slope]);
            names.push(name);
        }
        Columns { runs, names, definitions }
    }

    /// lo ≤ value ≤ hi, rounded outwards to so many digits.
    fn encloses(
        &mut self,
        name: &str,
        meaning: &str,
        value: &str,
        found: &Interval,
        digits: u32,
        proof: &str,
    ) {
        let bound = |text: String| decimal(&text.parse().expect("a decimal"));
        let lo = bound(found.lo_decimal(digits as usize));
        let hi = bound(found.hi_decimal(digits as usize));
        let _ = writeln!(
            self.text,
            "Theorem {name} :\n  {lo} <= {value} <= {hi}.\nProof. {proof}. Qed.\n"
        );
        self.names.push((name.into(), meaning.into()));
    }
}

/// The tactic that encloses to so many digits, after unfolding.
fn enclose(definitions: &[String], digits: u32) -> String {
    let tactic = format!("enclose {}%positive", bits(digits));
    if definitions.is_empty() {
        return tactic;
    }
    format!("unfold {}; {tactic}", definitions.join(", "))
}

fn bits(digits: u32) -> u32 {
    (f64::from(digits) * std::f64::consts::LOG2_10) as u32 + SPARE_BITS
}

/// Decimal orders of magnitude of x ≥ 1, rounded up.
fn orders(x: &Mpfr) -> u32 {
    libm::log10(x.to_f64()).ceil() as u32
}

/// A decimal as Rocq reads it.
fn decimal(x: &Exact) -> String {
    if x.signum() < 0 { format!("({x})") } else { x.to_string() }
}

/// A decimal as part of a name.
fn tag(x: &Exact) -> String {
    x.to_string().replace('.', "p").replace('-', "m")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certify::{OneVariable, one_variable};
    use crate::fit::{Constraints, Objective, Problem};
    use crate::law::Law;
    use crate::runs::{Runs, Selection};
    use crate::theorem::{WITH_GOALS, goals};
    use std::{env, fs, path::Path};

    /// Holds a file of proofs/generated to what the program prints.
    fn compare(name: &str, now: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs/generated").join(name);
        if env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
            fs::write(&path, now).expect("a writable file");
        }
        let kept = fs::read_to_string(&path).expect("a file of proofs/generated");
        for (kept, now) in kept.lines().zip(now.lines()) {
            assert_eq!(kept, now, "{name}: run INSTA_UPDATE=always cargo test --lib rocq");
        }
        assert_eq!(kept.len(), now.len());
    }

    /// What `make -C proofs check` proves is what the program says today.
    #[test]
    fn the_proofs_confirm_these_numbers() {
        for id in WITH_GOALS {
            compare(&format!("{id}.v"), &rocq_goals(id, &goals(id, false)));
        }
    }

    /// α of the law on one group of Gadre et al.'s runs, the others held.
    fn optimum(law: &str, objective: &str, held: &[&str]) -> OneVariable {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runs/gadre_c4val.csv");
        let c4 = Selection { groups: vec!["c4".into()], ratios: Vec::new() };
        let runs = Runs::read(&path, &Default::default(), &c4).expect("a shipped table");
        let mut constraints = Constraints::default();
        held.iter().for_each(|text| constraints.fix(text).expect("well formed"));
        let objective: Objective = objective.parse().expect("an objective");
        let law = Law::named(law).expect("a law");
        let problem = Problem::new(&law, &runs, &objective, &constraints).expect("sound");
        one_variable(&problem, 12).expect("a fit").expect("a change of sign")
    }

    const HELD: [&str; 4] = ["E=1.6", "A=100", "B=120", "beta=0.26"];

    #[test]
    fn the_proofs_confirm_a_certified_optimum() {
        let command = "offray certify fixtures/runs/gadre_c4val.csv --group c4 --objective log-sse \
                       --fix E=1.6,A=100,B=120,beta=0.26 --rocq proofs/generated/Optimum.v";
        let found = optimum("chinchilla", "log-sse", &HELD);
        compare("Optimum.v", &rocq_optimum(&found, command).expect("of a kind with a proof"));
    }

    #[test]
    fn what_no_proof_speaks_of_is_refused() {
        let refused = |found: &OneVariable| rocq_optimum(found, "").expect_err("no such proof");
        let huber = optimum("chinchilla", "huber-log:1e-3", &HELD);
        assert!(refused(&huber).contains("sse and log-sse, not 'huber-log:0.001'"));
        let mut weighted = optimum("chinchilla", "sse", &HELD);
        weighted.rows[0].weight = Some("2".parse().expect("a number"));
        assert!(refused(&weighted).contains("column weight"));
        let mut repeated = optimum("chinchilla", "sse", &HELD);
        repeated.law = Law::named("repeated").expect("a law");
        assert!(refused(&repeated).contains("law 'repeated'"));
    }
}
