//! X1: the exact block formula, and two-sided bounds without a limit.

use super::cases::exact;
use super::on_ray::{OneRay, digits_of, interval, symbols};
use super::pair::Pair;
use super::statement::Lemma;
use super::{Cell, Enclosed, Evidence, Settings, Statement, Table, Verdict};
use crate::design::{Design, Grid, LogUniform, Rays};
use crate::geometry::{Precision, conditioning};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X1",
    title: "Exact block formula and two-sided bounds",
    words: "κ of the pair's block in closed form for any design, and on one ray bounds from both sides \
            at every gap, with the range of sizes and the weighted variance of ln N alone.",
    symbols: "κ + 2 + 1/κ = (Σw(1+r²))²/(Σw Σwr² − (Σwr)²), w = j_a², r = j_b/j_a; r = c N^ε: \
              c² N_min^2ε ε² σ_w² ≤ Var_w(r) ≤ c² N_max^2ε ε² σ_w² (ends exchanged for ε < 0); \
              κ ε² → (1+c²)²/(c² σ_w²)",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol"],
    lemmas: &[
        Lemma::whole("X1_block").of("chinchilla"),
        Lemma::whole("X1_kappa_two_sided").of("chinchilla"),
        Lemma::whole("X1_chinchilla_limit").of("chinchilla"),
        Lemma::whole("X1_block").of("kaplan"),
        Lemma::whole("X1_kappa_two_sided").of("kaplan"),
        Lemma::whole("X1_kaplan_limit").of("kaplan"),
        Lemma::whole("X5_kaplan_gap").of("kaplan"),
        Lemma::part("X1_block").of("repeated"),
        Lemma::part("X1_kappa_two_sided").of("repeated"),
        Lemma::part("X1_block").of("droppo-elibol"),
        Lemma::part("X1_kappa_two_sided").of("droppo-elibol"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Proved),
        ("repeated", Verdict::Confirmed),
        ("kaplan", Verdict::Proved),
        ("droppo-elibol", Verdict::Confirmed),
    ],
    check,
};

/// What is claimed; the tests claim otherwise.
#[derive(Clone, Copy, Debug, Default)]
struct Claim {
    /// The two bounds exchanged.
    flipped: bool,
    /// Relative error put into the block formula.
    off: Option<&'static str>,
}

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("X1 speaks of pairs"), settings, Claim::default())
}

fn evidence(law: &Law, settings: &Settings, claim: Claim) -> Evidence {
    let mut found = Evidence::new(
        format!(
            "pair {}: the formula on one, two and five rays and on a grid, at five gaps; the bounds at \
             eight gaps from 1e-6 to 1.5 of each sign{} on {}; and over the box |ε| ln(N_max/N_min) from \
             0.001 to 5, any weights (so any α, k and law), 2, 5, 12 and 20 log-uniform sizes",
            symbols(law, law.about().pair),
            if law.about().id == "repeated" { " (where N ≤ N_opt)" } else { "" },
            OneRay::all_words(law, 5)
        ),
        settings.bits,
    );
    formula(&mut found, law, settings, claim);
    for ray in OneRay::cases(law, 5) {
        bounds(&mut found, &ray, settings, claim);
    }
    box_certificate(&mut found, claim);
    let ray = OneRay::usual(law);
    if let Ok(expansion) = ray.expansion(law.about().pair, &[], 0, settings.bits)
        && let Some(kappa) = expansion.kappa()
    {
        let limit = Pair::at(&ray, &Exact::from(0), expansion.bits).limit();
        found.agree("lim κ ε²", &kappa.coefficient, &limit, digits_of(settings.bits));
        found.exponent = Some(Enclosed::integer(kappa.order));
        found.constant = Some(Enclosed::interval(&kappa.coefficient));
    } else {
        found.holds("lim κ ε²", Truth::Unknown);
    }
    found.tables.push(table(&ray, settings));
    found
}

/// κ + 2 + 1/κ from the spectrum against the closed form, on any design.
fn formula(found: &mut Evidence, law: &Law, settings: &Settings, claim: Claim) {
    let ray = OneRay::usual(law);
    let grid = Grid {
        sizes: LogUniform::new(exact("1e7"), exact("1e9"), 6).expect("valid"),
        tokens: LogUniform::new(exact("1e9"), exact("1e11"), 6).expect("valid"),
    };
    let rays = |ratios: &[&str]| Rays::new(ratios, 7, "1e7", "1e9").expect("valid");
    for gap in ["0.06", "-0.06", "0.2", "-0.2", "1e-4"] {
        let theta = ray.path.at(&exact(gap));
        let mut on = |words, design: &Rays| {
            block(found, law, &theta, design, (gap, words), settings, claim);
        };
        on("one ray", &rays(&["20"]));
        on("two rays", &rays(&["20", "100"]));
        on("five rays", &rays(&["5", "10", "20", "60", "200"]));
        block(found, law, &theta, &grid, (gap, "a grid"), settings, claim);
    }
}

fn block<D: Design>(
    found: &mut Evidence,
    law: &Law,
    theta: &[Exact],
    design: &D,
    (gap, words): (&str, &str),
    settings: &Settings,
    claim: Claim,
) {
    let digits = digits_of(settings.bits);
    let precision = Precision { start: settings.bits, ..Precision::digits(2 * digits) };
    let at = conditioning(law, theta, design, &[law.about().pair], precision).remove(0);
    let kappa = at.raw.kappa();
    let left = &kappa + kappa.int(2) + kappa.one() / &kappa;
    let pair = Pair::of(law, theta, design, at.bits);
    // Repeated data at large gaps has runs beyond N_opt that A has no part in:
    // there j_a = 0, and r is not defined.
    if pair.w.iter().any(|w| !w.is_positive().is_true()) {
        return;
    }
    let mut right = pair.quotient();
    if let Some(off) = claim.off {
        right = &right + &right * interval(at.bits, off);
    }
    found.agree(format!("κ + 2 + 1/κ on {words}, ε = {gap}"), &left, &right, digits);
    found.bits = found.bits.max(at.bits);
    found.cases += 1;
}

const GAPS: [&str; 8] = ["1e-6", "0.001", "0.01", "0.06", "0.1", "0.3", "0.7", "1.5"];

/// The two bounds of Var_w(r) at gaps of both signs.
fn bounds(found: &mut Evidence, ray: &OneRay, settings: &Settings, claim: Claim) {
    for sign in ["", "-"] {
        for gap in GAPS {
            let epsilon = exact(&format!("{sign}{gap}"));
            // Elsewhere r is not c N^ε.
            if !ray.is_seen(&epsilon) {
                continue;
            }
            let pair = Pair::at(ray, &epsilon, settings.bits);
            let (lower, upper) = variance_bounds(&pair, &epsilon);
            let (lower, upper) = if claim.flipped { (upper, lower) } else { (lower, upper) };
            let actual = pair.variance(&pair.r);
            let words = format!("{}, ε = {sign}{gap}", ray.words());
            found.below(format!("{words}: lower bound < Var_w(r)"), &lower, &actual);
            found.below(format!("{words}: Var_w(r) < upper bound"), &actual, &upper);
            found.cases += 1;
        }
    }
}

/// c² ε² σ_w² N^2ε at the two ends of the sizes, the smaller first.
pub fn variance_bounds(pair: &Pair, epsilon: &Exact) -> (Interval, Interval) {
    let e = pair.x[0].exact(epsilon);
    let last = pair.x.len() - 1;
    // c = r N^−ε is the same at every run.
    let c = &pair.r[0] * (-(&e * &pair.x[0])).exp();
    let core = (c * &e).square() * pair.variance(&pair.x);
    let at = |i: usize| &core * (e.int(2) * &e * &pair.x[i]).exp();
    if epsilon.signum() > 0 { (at(0), at(last)) } else { (at(last), at(0)) }
}

/// By Lagrange's identity Var_w(N^ε)/(ε² σ_w²) is a mean of
/// q_ij = ((N_i^ε − N_j^ε)/(ε (x_i − x_j)))² over pairs of runs, with weights
/// w_i w_j (x_i − x_j)² ≥ 0. In units of N_min^2ε and with P = ε ln(N_max/N_min),
/// s_i = i/(m − 1), φ(z) = (e^z − 1)/z, it is q = e^(2 P s_j) φ(P (s_i − s_j))², and
/// 1 ≤ q ≤ e^2P for every pair is the claim for all weights at once. Cell by cell
/// in P; φ is increasing, so that its ends enclose it. For ε < 0 exchange the
/// ends of the sizes.
fn box_certificate(found: &mut Evidence, claim: Claim) {
    const BITS: u32 = 96;
    const CELLS: i64 = 8;
    let one = interval(BITS, "1");
    let (start, ratio) = (interval(BITS, "0.001"), interval(BITS, "5000").ln());
    let edge = |cell: i64| (&ratio * one.ratio(cell, CELLS)).exp() * &start;
    let phi = |z: &Interval| {
        let at = |z: &Mpfr| {
            let z = Interval::point(z);
            (z.exp() - z.one()) / z
        };
        at(&z.lo()).hull(&at(&z.hi()))
    };
    let mut truth = Truth::True;
    let mut cells = 0;
    for cell in 0..CELLS {
        let p = edge(cell).hull(&edge(cell + 1));
        for m in [2_i64, 5, 12, 20] {
            for j in 0..m - 1 {
                for i in j + 1..m {
                    let z = &p * one.ratio(i - j, m - 1);
                    // q ≥ 1 and q e^−2P ≤ 1, each without P occurring twice:
                    // q e^−2P = e^(−2P (1 − s_i)) φ(−z)².
                    let lower = (&p * one.ratio(2 * j, m - 1)).exp() * phi(&z).square();
                    let upper = (-(&p * one.ratio(2 * (m - 1 - i), m - 1))).exp()
                        * phi(&-z.clone()).square();
                    let (lower, upper) =
                        if claim.flipped { (upper, lower) } else { (lower, upper) };
                    truth = both(truth, both(not_above(&one, &lower), not_above(&upper, &one)));
                    cells += 1;
                }
            }
        }
    }
    let what = format!(
        "1 ≤ q ≤ e^2P for every pair of runs, P in [0.001, 5] in {CELLS} cells ({cells} enclosures)"
    );
    found.holds(what, truth).over_a_box();
}

/// a ≤ b.
fn not_above(a: &Interval, b: &Interval) -> Truth {
    match b.less(a) {
        Truth::False => Truth::True,
        Truth::True => Truth::False,
        Truth::Unknown => Truth::Unknown,
    }
}

/// The worse of two answers.
fn both(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::False, _) | (_, Truth::False) => Truth::False,
        (Truth::True, Truth::True) => Truth::True,
        _ => Truth::Unknown,
    }
}

/// κ between the bounds that Var_w(r) gives it.
fn table(ray: &OneRay, settings: &Settings) -> Table {
    let mut table = Table::new(
        "κ and its bounds on k = 20, 20 sizes",
        &["ε", "lower bound", "κ", "upper bound"],
    );
    for gap in ["0.001", "0.01", "0.06", "0.1", "-0.06"] {
        let epsilon = exact(gap);
        // Elsewhere r is not c N^ε, and the bounds do not speak.
        if !ray.is_seen(&epsilon) {
            continue;
        }
        let pair = Pair::at(ray, &epsilon, settings.bits);
        let (lower, upper) = variance_bounds(&pair, &epsilon);
        let trace = pair.sum(|i| pair.r[i].square() + pair.r[i].one());
        let kappa = |variance: &Interval| {
            Pair::kappa_of(&(trace.square() / (pair.weight().square() * variance)))
        };
        table.row([
            Cell::Number(gap.into()),
            Cell::interval(&kappa(&upper), 10),
            Cell::interval(&kappa(&pair.variance(&pair.r)), 10),
            Cell::interval(&kappa(&lower), 10),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flipped_bounds_and_a_wrong_formula_are_refuted() {
        let law = Law::named("kaplan").expect("known");
        let settings = Settings::default();
        let verdict = |claim| Verdict::of(&evidence(&law, &settings, claim).checks, true).0;
        assert_eq!(verdict(Claim::default()), Verdict::Proved);
        assert_eq!(verdict(Claim { flipped: true, ..Claim::default() }), Verdict::Refuted);
        assert_eq!(verdict(Claim { off: Some("-1e-20"), ..Claim::default() }), Verdict::Refuted);
    }

    #[test]
    fn the_box_is_certified_and_its_opposite_is_not() {
        let certified = |flipped| {
            let mut found = Evidence::new("the box", 96);
            box_certificate(&mut found, Claim { flipped, ..Claim::default() });
            Verdict::of(&found.checks, false).0
        };
        assert_eq!((certified(false), certified(true)), (Verdict::Certified, Verdict::Refuted));
    }
}
