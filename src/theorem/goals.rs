//! Numbers for a proof assistant to confirm: what the program says of a design,
//! beside what it says it about. `report` writes them as Rocq files.
//!
//! | statement | goals |
//! |---|---|
//! | X1 | κ, κ_eq and λ_min of the pair's block, each between adjacent decimals |
//! | X2 | R_min, and κ and κ_eq of rays in the limit of no gap |
//! | X3 | κ of all columns on a ray, from below, with the two vectors that show it |
//! | D2 | the least-squares exponent of a reduced model, between adjacent decimals |

use super::cases::{base, base_words, exact, rays};
use crate::certify::{OneVariable, one_variable};
use crate::design::{Coverage, Rays, r_min, r_min_best};
use crate::fit::{Constraints, Objective, Problem};
use crate::geometry::{Conditioning, Precision, conditioning};
use crate::law::Law;
use crate::number::{Exact, Interval};
use crate::runs::{Run, Runs};

/// A law at given parameters on a design.
#[derive(Clone, Debug)]
pub struct Case {
    /// What names in files begin with.
    pub name: String,
    /// What it is, in words.
    pub words: String,
    /// The law.
    pub law: Law,
    /// Its parameters.
    pub theta: Vec<Exact>,
    /// The runs.
    pub design: Rays,
}

/// What is to be confirmed.
#[derive(Clone, Debug)]
pub enum Goal {
    /// The block of a pair of columns: its Gram matrix, κ, κ_eq, λ_min.
    Pair {
        /// About what.
        case: Case,
        /// Which two columns, and their geometry.
        found: Conditioning,
    },
    /// κ ≥ a number, for any columns, by two vectors.
    Least {
        /// About what.
        case: Case,
        /// Which columns, and their geometry.
        found: Conditioning,
    },
    /// R_min at an exponent and a target.
    Threshold {
        /// β, the exponent on k.
        beta: Exact,
        /// κ_t.
        kappa_target: Exact,
        /// Whether with the best shares instead of equal ones.
        best: bool,
        /// Its value.
        value: Interval,
    },
    /// κ and κ_eq of the pair's block on rays in the limit of no gap.
    Rays {
        /// β, the exponent on k.
        beta: Exact,
        /// The rays.
        ratios: Vec<Exact>,
        /// κ, in the units in which the ratios are given.
        kappa: Interval,
        /// κ_eq.
        kappa_eq: Interval,
    },
    /// Where an objective is least in one parameter, the others held.
    Optimum {
        /// What names in files begin with.
        name: String,
        /// What it is, in words.
        words: String,
        /// The optimum between two decimals.
        found: OneVariable,
    },
}

/// Bits at which the thresholds are enclosed.
const BITS: u32 = 256;

/// The statements that have goals.
pub const WITH_GOALS: [&str; 4] = ["D2", "X1", "X2", "X3"];

/// The goals of one statement, few or `thorough`ly many; none for the others.
pub fn goals(id: &str, thorough: bool) -> Vec<Goal> {
    match id {
        "X1" => pairs(thorough),
        "X2" => thresholds(thorough),
        "X3" => least(thorough),
        "D2" => exponents(),
        _ => Vec::new(),
    }
}

/// The base parameters of a law on `count` sizes on a ray, the exponents at
/// their own gap unless another β is given.
fn case(id: &str, ratio: &str, count: usize, beta: Option<&str>) -> Case {
    let law = Law::named(id).unwrap_or_else(|e| panic!("{e}"));
    let mut theta = base(&law);
    let mut gap = String::new();
    if let Some(beta) = beta {
        let at = law.about().parameters.iter().position(|p| p.name == "beta");
        theta[at.expect("a law with β")] = exact(beta);
        gap = format!(" with β = {beta}");
    }
    let tag = beta.map_or_else(String::new, |b| format!("_{}", b.replace("0.", "")));
    Case {
        name: format!("{}_{count}_on_{ratio}{tag}", id.replace('-', "_")),
        words: format!(
            "{}, {}{gap}: {count} sizes from 1e7 to 1e9 on D = {ratio} N",
            law.about().name,
            base_words(&law)
        ),
        design: rays(&[ratio], count),
        law,
        theta,
    }
}

fn found(case: &Case, columns: &[usize]) -> Conditioning {
    let precision = Precision { start: BITS, ..Precision::digits(40) };
    let mut all = conditioning(&case.law, &case.theta, &case.design, &[columns], precision);
    all.pop().expect("one set of columns")
}

fn pairs(thorough: bool) -> Vec<Goal> {
    let mut cases = vec![case("chinchilla", "20", 20, None), case("kaplan", "20", 12, None)];
    if thorough {
        cases.extend([
            case("droppo-elibol", "20", 12, None),
            case("chinchilla", "20", 20, Some("0.325")),
            case("chinchilla", "1900", 20, None),
            case("kaplan", "100", 20, None),
        ]);
    }
    let goal = |case: Case| {
        let pair = case.law.about().pair;
        Goal::Pair { found: found(&case, &pair[..2]), case }
    };
    cases.into_iter().map(goal).collect()
}

fn least(thorough: bool) -> Vec<Goal> {
    let mut cases = vec![case("chinchilla", "20", 8, None), case("kaplan", "20", 6, None)];
    if thorough {
        cases.extend([
            case("chinchilla", "20", 20, None),
            case("chinchilla", "20", 20, Some("0.325")),
            case("kaplan", "20", 12, None),
            case("droppo-elibol", "20", 12, None),
        ]);
    }
    let goal = |case: Case| Goal::Least { found: found(&case, case.law.about().ray_columns), case };
    cases.into_iter().map(goal).collect()
}

fn thresholds(thorough: bool) -> Vec<Goal> {
    let mut known = vec![("0.28", "50", false), ("0.37", "100", false), ("0.28", "50", true)];
    let mut fans: Vec<(&str, &[&str])> =
        vec![("0.28", &["20", "100"]), ("0.28", &["20", "1900", "2000"])];
    if thorough {
        known.extend([
            ("0.28", "100", false),
            ("0.37", "50", false),
            ("0.3658", "50", false),
            ("0.353", "10", false),
            ("0.37", "100", true),
            ("0.353", "5", true),
        ]);
        fans.extend([
            ("0.28", &["0.02", "0.1"] as &[&str]),
            ("0.28", &["20000", "100000"]),
            ("0.28", &["20", "167"]),
            ("0.28", &["20", "160", "167"]),
            ("0.28", &["15", "45", "135"]),
        ]);
    }
    let enclose = |x: &str| Interval::new(BITS, &exact(x));
    let r = known.into_iter().map(|(beta, kappa_target, best)| {
        let formula = if best { r_min_best } else { r_min };
        let value = formula(&enclose(beta), &enclose(kappa_target)).expect("a target that passes");
        Goal::Threshold { beta: exact(beta), kappa_target: exact(kappa_target), best, value }
    });
    let rays = fans.into_iter().map(|(beta, ratios)| {
        let inside: Vec<Interval> = ratios.iter().map(|k| enclose(k)).collect();
        let coverage = Coverage::equal_shares(&enclose(beta), &inside);
        Goal::Rays {
            beta: exact(beta),
            ratios: ratios.iter().map(|k| exact(k)).collect(),
            kappa: coverage.kappa().expect("several rays"),
            kappa_eq: coverage.kappa_eq().expect("several rays"),
        }
    });
    r.chain(rays).collect()
}

/// The exponent of the reduced model on the seven runs of Cerebras-GPT on
/// D = 20 N, E and ψ held near their optimum.
fn exponents() -> Vec<Goal> {
    let law = Law::named("chinchilla-reduced").unwrap_or_else(|e| panic!("{e}"));
    let runs = [
        ("111000000", "2220933120", "2.608"),
        ("256000000", "5119082496", "2.349"),
        ("590000000", "11806113792", "2.181"),
        ("1300000000", "26313424896", "1.997"),
        ("2700000000", "53030191104", "1.834"),
        ("6700000000", "133166858240", "1.704"),
        ("13000000000", "257067417600", "1.572"),
    ]
    .map(|(n, d, loss)| Run {
        n: exact(n),
        d: exact(d),
        loss: exact(loss),
        unique: None,
        weight: None,
        group: None,
        others: Vec::new(),
    });
    let mut constraints = Constraints::default();
    for held in ["E=0.4534", "psi=26.22"] {
        constraints.fix(held).expect("well formed");
    }
    let runs = Runs::from(runs.to_vec());
    let problem =
        Problem::new(&law, &runs, &Objective::Sse, &constraints).expect("a sound problem");
    let found = one_variable(&problem, 12).expect("a fit").expect("a change of sign");
    vec![Goal::Optimum {
        name: "cerebras_gpt_alpha".into(),
        words:
            "L = E + ψ N^−α on the seven runs of Cerebras-GPT (Dey et al. 2023, arXiv 2304.03208)"
                .into(),
        found,
    }]
}
