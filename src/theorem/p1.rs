//! P1: two nearly parallel columns have κ(JᵀJ) = Θ(ε⁻²).

use super::cases::{Path, base, base_words, exact, halvings, measured_exponent, rays};
use super::statement::Lemma;
use super::{Cell, Curve, Enclosed, Evidence, Line, Mend, Settings, Statement, Table, Verdict};
use crate::geometry::{Conditioning, Precision, conditioning};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "P1",
    title: "Nearly parallel columns",
    words: "If one column of the Jacobian is a multiple of another up to a remainder of size ε, the \
            condition number of their Gram matrix grows as ε⁻².",
    symbols: "j_b = c j_a + δ, ‖δ_⊥‖ = Θ(ε) ⇒ λ_max = Θ(1), λ_min = Θ(ε²), κ(JᵀJ) = Θ(ε⁻²)",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol"],
    lemmas: &[Lemma::part("P1_det"), Lemma::part("P1_theta"), Lemma::part("P1_as_printed_false")],
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
    order: i64,
}

const CLAIM: Claim = Claim { order: 2 };

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("P1 speaks of laws"), settings, CLAIM)
}

fn evidence(law: &Law, settings: &Settings, claim: Claim) -> Evidence {
    let mut evidence = Evidence::new(
        format!(
            "pair {} on the ray k = 20, 20 sizes log-uniform on [1e7, 1e9], {}; ten gaps \
             ε = 0.01/2^j of each sign",
            pair_words(law),
            base_words(law)
        ),
        settings.bits,
    );
    as_printed(&mut evidence);
    for sign in ["0.01", "-0.01"] {
        on_a_ray(&mut evidence, law, settings, claim, &exact(sign));
    }
    evidence
}

fn pair_words(law: &Law) -> String {
    let about = law.about();
    about.pair.iter().map(|&j| about.parameters[j].symbol).collect::<Vec<_>>().join(", ")
}

/// The hypothesis as printed, ‖δ‖ = O(ε), does not exclude δ parallel to j_a:
/// then det = 0 at every ε. In exact arithmetic, for j_a = (1, 2, 3), c = 2.
fn as_printed(evidence: &mut Evidence) {
    let j_a = [1, 2, 3].map(Exact::from);
    let dot = |x: &[Exact], y: &[Exact]| {
        x.iter().zip(y).fold(Exact::from(0), |sum, (a, b)| &sum + &(a * b))
    };
    for epsilon in ["0.1", "0.001"] {
        let factor = &Exact::from(2) + &exact(epsilon);
        let j_b: Vec<Exact> = j_a.iter().map(|x| &factor * x).collect();
        let det = &(&dot(&j_a, &j_a) * &dot(&j_b, &j_b)) - &(&dot(&j_a, &j_b) * &dot(&j_a, &j_b));
        evidence
            .found(
                format!("δ = {epsilon} j_a: λ_min > 0"),
                det.signum() > 0,
                format!("det = {det}, so λ_min = 0"),
            )
            .printed(Mend::Correction(
                "Θ needs the part of δ orthogonal to j_a to be Θ(ε); as printed only λ_min = O(ε²) \
                 follows (δ parallel to j_a: λ_min = 0)"
                    .into(),
            ));
    }
}

fn on_a_ray(evidence: &mut Evidence, law: &Law, settings: &Settings, claim: Claim, first: &Exact) {
    let gaps = halvings(first, 10);
    let (path, design) = (Path::of(law, &base(law)), rays(&["20"], 20));
    let digits = (f64::from(settings.bits) * std::f64::consts::LOG10_2) as u32 / 2;
    let precision = Precision { start: settings.bits, ..Precision::digits(digits) };
    let found: Vec<Conditioning> = gaps
        .iter()
        .map(|e| {
            let theta = path.at(e);
            conditioning(law, &theta, &design, &[law.about().pair], precision).remove(0)
        })
        .collect();
    let least: Vec<Mpfr> = found.iter().map(|c| c.raw.eigenvalues[0].mid()).collect();
    let measured = measured_exponent(&least);
    let claimed = Interval::new(64, &Exact::from(claim.order));
    let bounds = Interval::hull_of(&measured.lo, &measured.hi);
    evidence.agree_with_bar(
        format!("λ_min ~ |ε|^{} (ε from {first})", claim.order),
        &bounds,
        &claimed,
    );
    let mut table = Table::new(
        format!("pair on one ray, ε from {first}"),
        &["ε", "λ_min", "λ_min/ε²", "κ", "κ_eq"],
    );
    let mut points = Vec::new();
    let mut bands = Vec::new();
    for (e, c) in gaps.iter().zip(&found) {
        let kappa = c.raw.kappa();
        let epsilon = Interval::new(c.bits, e);
        let scaled = &c.raw.eigenvalues[0] / epsilon.square();
        table.row([
            Cell::Number(epsilon.mid().to_decimal(6)),
            Cell::interval(&c.raw.eigenvalues[0], 12),
            Cell::interval(&scaled, 12),
            Cell::interval(&kappa, 12),
            Cell::interval(&c.scaled.kappa(), 12),
        ]);
        points.push((e.to_f64(), kappa.to_f64()));
        bands.push((e.to_f64(), kappa.lo().to_f64(), kappa.hi().to_f64()));
        evidence.bits = evidence.bits.max(c.bits);
        evidence.cases += 1;
    }
    let last = found.len() - 1;
    let smallest = Interval::new(found[last].bits, &gaps[last]);
    let constant = (found[last].raw.kappa() * smallest.square()).to_f64();
    evidence.tables.push(table);
    evidence.curves.push(Curve {
        quantity: "κ".into(),
        law: Some(law.to_string()),
        design: "pair on the ray k = 20, 20 sizes".into(),
        points,
        bands,
        paper: Some(Line { slope: -2.0, constant: 1.0 }),
        ours: Some(Line { slope: -2.0, constant }),
    });
    evidence.measured = Some(measured);
    evidence.exponent = Some(Enclosed::integer(claim.order));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_order_is_refuted() {
        let law = Law::named("chinchilla").expect("known");
        let settings = Settings::default();
        let right = evidence(&law, &settings, CLAIM);
        let wrong = evidence(&law, &settings, Claim { order: 3 });
        assert_eq!(Verdict::of(&right.checks, false).0, Verdict::Corrected);
        assert_eq!(Verdict::of(&wrong.checks, false).0, Verdict::Refuted);
    }
}
