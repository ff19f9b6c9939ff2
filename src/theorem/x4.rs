//! X4: the interaction triple with all gaps shrinking in proportion has
//! κ = Θ(ε⁻⁴).

use super::cases::exact;
use super::on_ray::{OneRay, curve, digits_of, interval};
use super::statement::Lemma;
use super::{Enclosed, Evidence, Line, Settings, Statement, Verdict};
use crate::law::Law;
use crate::number::{Compare, Interval, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X4",
    title: "Interaction, gaps in proportion: ε⁻⁴",
    words: "Where the three gaps of the interaction law shrink in proportion, the eigenvalues of the \
            Gram matrix of (A, B, F) on one ray are of orders 1, ε² and ε⁴.",
    symbols: "λ(G_ABF) = Θ(1), Θ(ε²), Θ(ε⁴), κ = Θ(ε⁻⁴); λ_min/ε⁴ → Δ/(4 Σ 1/(w_i² Π_{j≠i} (g_i − g_j)²)), \
              Δ = dist²(x²e, span{e, xe})",
    laws: &["interaction"],
    lemmas: &[
        Lemma::part("X4_interaction"),
        Lemma::part("X4_eigenvalue_orders"),
        Lemma::part("X4_lambda_min_upper"),
        Lemma::part("X4_kappa_lower"),
    ],
    recorded: &[("interaction", Verdict::Confirmed)],
    check,
};

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    let law = law.expect("X4 speaks of interaction");
    evidence(law, settings, [0, 2, 4])
}

fn evidence(law: &Law, settings: &Settings, orders: [usize; 3]) -> Evidence {
    let triple = law.about().pair;
    let mut found = Evidence::new(
        format!(
            "columns A, B, F, exponents 0.34, 0.34 − ε, 0.34 − 3ε, on {}; κ_eq at ε = 0.06 and 0.03 \
             with γ_N = 0.2, γ_D = 0.14 + ε against known answers",
            OneRay::all_words(law, 3)
        ),
        settings.bits,
    );
    for ray in OneRay::cases(law, 3) {
        found.eigenvalue_orders(
            &ray.words(),
            &ray.expansion(triple, &[], 0, settings.bits),
            &orders,
        );
    }
    let ray = OneRay::usual(law);
    let Ok(expansion) = ray.expansion(triple, &[], 6, settings.bits) else {
        found.holds("an expansion on k = 20, 20 sizes", Truth::Unknown);
        return found;
    };
    let kappa = expansion.kappa();
    found.exponent = kappa.as_ref().map(|k| Enclosed::integer(k.order));
    found.constant = kappa.as_ref().map(|k| Enclosed::interval(&k.coefficient));
    if let (Some(least), Some(form)) = (expansion.least(), closed_form(&ray, expansion.bits)) {
        found.agree("λ_min/ε⁴", &least.coefficient, &form, digits_of(settings.bits));
    }
    for (j, &order) in orders.iter().enumerate().skip(1) {
        match expansion.eigenvalue(j) {
            Some(series) => {
                found.remainder(&format!("eigenvalue {}", j + 1), &series, order, |e| {
                    ray.at(e, triple, 80, settings.bits).raw.eigenvalues[2 - j].clone()
                })
            }
            None => {
                found.holds(format!("eigenvalue {} has a series", j + 1), Truth::Unknown);
            }
        }
    }
    known_answers(&mut found, law, settings);
    let line = |k: &crate::geometry::Leading| Line {
        slope: k.order as f64,
        constant: k.coefficient.to_f64(),
    };
    let curve = curve(&ray, "κ", triple, [None, kappa.as_ref().map(line)], |c, _| c.kappa());
    found.curves.push(curve);
    found
}

/// Divided differences of order two: x² e/2 from Σ e^(g_i ε x)/(ε² Π (g_i − g_j)).
fn closed_form(ray: &OneRay, bits: u32) -> Option<Interval> {
    let like = interval(bits, "1");
    let [alpha, gamma_d] = [4, 7].map(|j| like.exact(&ray.path.at_zero[j]));
    let ln_k = like.exact(&ray.k).ln();
    let delta = ray.distance(&like, |x| {
        let e = (-(&alpha * x)).exp();
        (0..3).map(|l| x.powi(l) * &e).collect()
    })?;
    let g = [0, 1, 3].map(|g| like.int(g));
    let w = [like.clone(), (-(&alpha * &ln_k)).exp(), (-(gamma_d * ln_k)).exp()];
    let share = |i: usize| {
        let product = (0..3).filter(|&j| j != i).map(|j| &g[i] - &g[j]).reduce(|a, b| a * b);
        (product.expect("two") * &w[i]).square()
    };
    let sum = (0..3).map(|i| &like / share(i)).reduce(|a, b| a + b).expect("three");
    Some(delta / (like.int(4) * sum))
}

/// κ_eq of the triple along γ_N = 0.2, γ_D = 0.14 + ε.
fn known_answers(found: &mut Evidence, law: &Law, settings: &Settings) {
    for (count, gap, printed) in
        [(12, "0.06", "6.5332e5"), (12, "0.03", "1.0439e7"), (20, "0.06", "7.107e5")]
    {
        let mut ray = OneRay::new(law, "20", count);
        let epsilon = exact(gap);
        ray.path.at_zero[4] = exact("0.34");
        ray.path.at_zero[5] = exact("0.34");
        ray.path.at_zero[6] = exact("0.2");
        ray.path.at_zero[7] = exact("0.14");
        ray.path.direction[6] = exact("0");
        ray.path.direction[7] = exact("1");
        let at = ray.at(&epsilon, law.about().pair, 20, settings.bits);
        let kappa_eq = at.kappa_eq().unwrap_or_else(|| Interval::entire(at.bits));
        found.shows(format!("κ_eq at ε = {gap}, {count} sizes"), &kappa_eq, printed);
        found.cases += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_orders_are_refuted() {
        let law = Law::named("interaction").expect("known");
        let settings = Settings { bits: 192, ..Settings::default() };
        let verdict = |orders| Verdict::of(&evidence(&law, &settings, orders).checks, false).0;
        assert_eq!(verdict([0, 2, 4]), Verdict::Confirmed);
        assert_eq!(verdict([0, 2, 2]), Verdict::Refuted);
    }
}
