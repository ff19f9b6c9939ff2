//! X5: Kaplan's gap is α_N/α_D − 1, because N_c sits inside a power.

use super::boxes::everywhere;
use super::cases::{exact, rays};
use super::evidence::agreement;
use super::logic::{digits_of, not, number, set};
use super::{Cell, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::design::Design;
use crate::geometry::{Precision, conditioning, jacobian, parameters};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Scalar};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X5",
    title: "Kaplan's gap",
    words: "On a ray the ratio of Kaplan's columns ∂L/∂N_c and ∂L/∂D_c is a power of N whose \
            exponent is 1 − α_N/α_D: the gap that acts is α_N/α_D − 1, not α_N − α_D.",
    symbols: "j_N_c/j_D_c = c N^−ε, ε = α_N/α_D − 1; (0.076, 0.095): ε = −0.2, not −0.019",
    laws: &["kaplan"],
    lemmas: &[
        Lemma::whole("X5_kaplan_gap").of("kaplan"),
        Lemma::whole("X5_kaplan_det_zero_iff").of("kaplan"),
        Lemma::whole("X5_sizes").of("kaplan"),
    ],
    recorded: &[("kaplan", Verdict::Proved)],
    check: |law, settings| {
        evidence(law.expect("X5 speaks of Kaplan's law"), settings, |law, theta| law.gap(theta))
    },
};

/// The gap of a law at its parameters; the tests claim another.
type Gap = fn(&Law, &[Interval]) -> Interval;

/// Cells after which a box is given up.
const LIMIT: usize = 20_000;

fn evidence(law: &Law, settings: &Settings, gap: Gap) -> Evidence {
    let bits = settings.bits;
    let mut evidence = Evidence::new(
        "slope of ln(j_N_c/j_D_c) in ln N between neighbours of 12 sizes log-uniform on \
         [1e7, 1e9], k = 1, 20, 1000, the joint and the single-variable fits and a positive gap; \
         the determinant at gap 0 and ±1e-6; the two candidates over a box of exponents",
        bits,
    );
    let mut table = Table::new(
        "the gap of Kaplan's law",
        &["parameters", "α_N − α_D", "α_N/α_D − 1", "slope found", "κ_eq of the pair, k = 20"],
    );
    let mut positive = set("kaplan", "kaplan-single");
    positive[2] = exact("0.12");
    for (name, theta) in [
        ("joint fit", set("kaplan", "kaplan-joint")),
        ("single-variable fits", set("kaplan", "kaplan-single")),
        ("α_N = 0.12, α_D = 0.095", positive),
    ] {
        let values = parameters(&number(bits, "1"), &theta);
        let difference = &values[2] - &values[3];
        let claimed = gap(law, &values);
        let mut shown = None;
        for k in ["1", "20", "1000"] {
            for slope in slopes(law, &values, k) {
                let what = format!("{name}, k = {k}: slope of ln(j_N_c/j_D_c) is −ε");
                evidence.agree(what, &(-slope.clone()), &claimed, digits_of(bits) / 2);
                let other = agreement(&-slope.clone(), &difference, 6);
                evidence.holds(format!("{name}, k = {k}: it is not α_D − α_N"), not(other));
                evidence.cases += 1;
                shown = Some(slope);
            }
        }
        let found =
            conditioning(law, &theta, &rays(&["20"], 12), &[&[0, 1]], Precision::digits(12));
        let kappa_eq = found[0].scaled.kappa();
        if name.starts_with("single") {
            evidence.shows("κ_eq of the pair, 12 sizes", &kappa_eq, "52.202");
            evidence.shows("ε", &claimed, "-0.2");
            evidence.shows("α_N − α_D", &difference, "-0.019");
        }
        table.row([
            name.into(),
            Cell::interval(&difference, 4),
            Cell::interval(&law.gap(&values), 4),
            shown.map_or("none".into(), |s| Cell::interval(&-s, 8)),
            Cell::interval(&kappa_eq, 6),
        ]);
    }
    evidence.tables.push(table);
    determinant(&mut evidence, law);
    // Between the exponents of any fit of language models the two differ by a factor of 8 and more.
    let covered = everywhere(&[("α_N", "0.05", "0.09"), ("α_D", "0.095", "0.11")], LIMIT, |v| {
        let ratio = (&v[0] / &v[1] - v[0].one()).abs();
        ((&v[0] - &v[1]).abs() * v[0].int(8)).less(&ratio)
    });
    evidence.found("|α_N/α_D − 1| > 8 |α_N − α_D|", covered.truth, covered.found()).over_a_box();
    evidence
}

/// (ln r_{i+1} − ln r_i)/(ln N_{i+1} − ln N_i), r = j_N_c/j_D_c on the ray.
fn slopes(law: &Law, theta: &[Interval], k: &str) -> Vec<Interval> {
    let design = rays(&[k], 12);
    let j = jacobian(law, theta, &design, &[0, 1]);
    let log: Vec<(Interval, Interval)> = (0..design.len())
        .map(|i| ((&j[(i, 0)] / &j[(i, 1)]).ln(), design.point(i, &theta[0]).n.ln()))
        .collect();
    log.windows(2).map(|w| (&w[1].0 - &w[0].0) / (&w[1].1 - &w[0].1)).collect()
}

/// det = 0 exactly at α_N = α_D.
fn determinant(evidence: &mut Evidence, law: &Law) {
    let mut theta = set("kaplan", "kaplan-single");
    for (gap, singular) in [("0", true), ("1e-6", false), ("-1e-6", false)] {
        theta[2] = &theta[3] * &(&Exact::from(1) + &exact(gap));
        let precision = Precision { start: evidence.bits, ..Precision::digits(8) };
        let found = &conditioning(law, &theta, &rays(&["20"], 12), &[&[0, 1]], precision)[0];
        let answer = found.singular();
        let truth = if singular { answer } else { not(answer) };
        let verb = if singular { "vanishes" } else { "does not vanish" };
        evidence.holds(format!("ε = {gap}: the pair's determinant {verb}"), truth);
    }
}

#[cfg(test)]
mod tests {
    use super::super::logic;
    use super::*;

    #[test]
    fn the_difference_of_exponents_is_refuted() {
        let kaplan = logic::law("kaplan");
        let verdict =
            |gap: Gap| Verdict::of(&evidence(&kaplan, &Settings::default(), gap).checks, true);
        let stated = verdict(|law, theta| law.gap(theta));
        assert_eq!(stated.0, Verdict::Proved, "{stated:?}");
        assert_eq!(verdict(|_, theta| &theta[2] - &theta[3]).0, Verdict::Refuted);
    }
}
