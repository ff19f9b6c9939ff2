//! P1: two nearly parallel columns have κ(JᵀJ) = Θ(ε⁻²).

use super::cases::{exact, halvings, measured_exponent};
use super::on_ray::{OneRay, curve, digits_of, interval, symbols};
use super::pair::Pair;
use super::statement::Lemma;
use super::{Cell, Enclosed, Evidence, Line, Mend, Settings, Statement, Table, Verdict};
use crate::geometry::Leading;
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "P1",
    title: "Nearly parallel columns",
    words: "If one column of the Jacobian is a multiple of another up to a remainder of size ε whose part \
            orthogonal to it is of size ε too, the condition number of their Gram matrix grows as ε⁻².",
    symbols: "j_b = c j_a + δ, ‖δ‖ = O(ε), ‖δ_⊥‖ = Θ(ε) ⇒ λ_max = Θ(1), λ_min = Θ(ε²), κ(JᵀJ) = Θ(ε⁻²); on one ray \
              λ_min/ε² → Σw c² σ_w²/(1+c²), κ ε² → (1+c²)²/(c² σ_w²)",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol"],
    lemmas: &[
        Lemma::part("P1_det"),
        Lemma::part("P1_theta"),
        Lemma::part("P1_as_printed_false"),
        Lemma::part("P1_without_delta_false"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Corrected),
        ("repeated", Verdict::Corrected),
        ("kaplan", Verdict::Corrected),
        ("droppo-elibol", Verdict::Corrected),
    ],
    check,
};

/// What is claimed; the tests claim otherwise.
#[derive(Clone, Copy, Debug)]
struct Claim {
    /// λ_min = Θ(ε^order).
    order: usize,
    /// Relative error put into the closed forms.
    off: Option<&'static str>,
}

const CLAIM: Claim = Claim { order: 2, off: None };

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("P1 speaks of laws"), settings, CLAIM)
}

fn evidence(law: &Law, settings: &Settings, claim: Claim) -> Evidence {
    let pair = law.about().pair;
    let mut found = Evidence::new(
        format!(
            "pair {} on {}; constants and the remainder of λ_min at ten gaps of each sign on k = 20 \
             with 20 sizes; the hypothesis as printed in exact arithmetic",
            symbols(law, pair),
            OneRay::all_words(law, 2)
        ),
        settings.bits,
    );
    as_printed(&mut found);
    for ray in OneRay::cases(law, 2) {
        let expansion = ray.expansion(pair, &[], 0, settings.bits);
        found.eigenvalue_orders(&ray.words(), &expansion, &[0, claim.order]);
    }
    on_the_usual_ray(&mut found, &OneRay::usual(law), settings, claim);
    found
}

/// The hypothesis as printed, ‖δ‖ = O(ε), does not exclude δ parallel to j_a:
/// then det = 0 at every ε. In exact arithmetic, for j_a = (1, 2, 3), c = 2.
fn as_printed(found: &mut Evidence) {
    let j_a = [1, 2, 3].map(Exact::from);
    let dot = |x: &[Exact], y: &[Exact]| {
        x.iter().zip(y).fold(Exact::from(0), |sum, (a, b)| &sum + &(a * b))
    };
    for epsilon in ["0.1", "0.001"] {
        let factor = &Exact::from(2) + &exact(epsilon);
        let j_b: Vec<Exact> = j_a.iter().map(|x| &factor * x).collect();
        let det = &(&dot(&j_a, &j_a) * &dot(&j_b, &j_b)) - &(&dot(&j_a, &j_b) * &dot(&j_a, &j_b));
        let correction = "Θ needs the part of δ orthogonal to j_a to be Θ(ε); as printed, ‖δ‖ = O(ε) \
                          gives only λ_min = O(ε²) (δ parallel to j_a: λ_min = 0)";
        found
            .found(
                format!("δ = {epsilon} j_a: λ_min > 0"),
                det.signum() > 0,
                format!("det = {det}, so λ_min = 0"),
            )
            .printed(Mend::Correction(correction.into()));
    }
}

fn on_the_usual_ray(found: &mut Evidence, ray: &OneRay, settings: &Settings, claim: Claim) {
    let pair = ray.law.about().pair;
    let digits = digits_of(settings.bits);
    let Ok(expansion) = ray.expansion(pair, &[], 6, settings.bits) else {
        found.holds("an expansion on k = 20, 20 sizes", Truth::Unknown);
        return;
    };
    let (least, kappa) = (expansion.least(), expansion.kappa());
    found.exponent = kappa.as_ref().map(|k| Enclosed::integer(k.order));
    found.constant = kappa.as_ref().map(|k| Enclosed::interval(&k.coefficient));
    found.order("κ", kappa.as_ref().map(|k| k.order), -(claim.order as i64));
    let limit = Pair::at(ray, &Exact::from(0), expansion.bits);
    let off = claim.off.map_or(interval(64, "0"), |off| interval(expansion.bits, off));
    let off = off.one() + off;
    if let (Some(least), Some(kappa)) = (&least, &kappa) {
        found.agree("λ_min/ε²", &least.coefficient, &(limit.least_limit() * &off), digits);
        found.agree("κ ε²", &kappa.coefficient, &(limit.limit() * &off), digits);
    }
    match expansion.eigenvalue(1) {
        Some(series) => found.remainder("λ_min", &series, claim.order, |e| {
            ray.at(e, pair, 80, settings.bits).raw.eigenvalues[0].clone()
        }),
        None => {
            found.holds("λ_min has a series", Truth::Unknown);
        }
    }
    let mut table = Table::new("κ on k = 20, 20 sizes", &["ε", "λ_min/ε²", "κ", "κ ε²", "κ_eq"]);
    let mut values: Vec<Mpfr> = Vec::new();
    let gaps = halvings(&exact("0.01"), 8);
    let shown = ["0.06", "-0.06", "1e-3", "-1e-3"].map(exact);
    for (place, e) in gaps.iter().chain(&shown).enumerate() {
        let at = ray.at(e, pair, digits.min(60), settings.bits);
        let least = &at.raw.eigenvalues[0];
        if place < gaps.len() {
            values.push(least.mid());
            continue;
        }
        let square = least.exact(e).square();
        table.row([
            Cell::Number(Mpfr::new(64, e).to_decimal(2)),
            Cell::interval(&(least / &square), 12),
            Cell::interval(&at.raw.kappa(), 12),
            Cell::interval(&(at.raw.kappa() * &square), 12),
            Cell::interval(&at.scaled.kappa(), 12),
        ]);
    }
    let limit_row = [
        Cell::Text("→ 0".into()),
        Cell::interval(&limit.least_limit(), 12),
        "∞".into(),
        Cell::interval(&limit.limit(), 12),
        "∞".into(),
    ];
    table.row(limit_row);
    found.tables.push(table);
    let measured = measured_exponent(&values);
    let bounds = Interval::hull_of(&measured.lo, &measured.hi);
    let claimed = interval(64, &claim.order.to_string());
    found.agree_with_bar("λ_min, measured exponent", &bounds, &claimed);
    found.measured = Some(measured);
    let line = |k: &Leading| Line { slope: k.order as f64, constant: k.coefficient.to_f64() };
    let paper = Some(Line { slope: -2.0, constant: 1.0 });
    let ours = kappa.as_ref().map(line);
    found.curves.push(curve(ray, "κ", pair, [paper, ours], |c, _| c.kappa()));
    let ours = least.as_ref().map(line);
    found
        .curves
        .push(curve(ray, "λ_min", pair, [None, ours], |c, _| Some(c.raw.eigenvalues[0].clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_order_and_a_wrong_constant_are_refuted() {
        let law = Law::named("chinchilla").expect("known");
        let settings = Settings::default();
        let verdict = |claim| Verdict::of(&evidence(&law, &settings, claim).checks, false).0;
        assert_eq!(verdict(CLAIM), Verdict::Corrected);
        assert_eq!(verdict(Claim { order: 3, ..CLAIM }), Verdict::Refuted);
        assert_eq!(verdict(Claim { off: Some("1e-20"), ..CLAIM }), Verdict::Refuted);
    }
}
