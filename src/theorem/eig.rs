//! EIG: the eigenvalues of a 2×2 Gram matrix, and their expansions in ε.

use super::cases::{base_words, exact};
use super::on_ray::{OneRay, digits_of, symbols};
use super::statement::Lemma;
use super::{Cell, Enclosed, Evidence, Settings, Statement, Table, Verdict};
use crate::algebra::Ldl;
use crate::law::Law;
use crate::number::{Exact, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "EIG",
    title: "Eigenvalues of the pair's block and their expansions",
    words: "The eigenvalues of a 2×2 Gram matrix by trace and determinant; the larger is of order 1, \
            the smaller begins with det/tr; and K S₂ − S₁² = K² V_K (eqs. 68–69).",
    symbols: "λ± = ½ tr ± ½√(tr² − 4 det), λ₊ = Θ(1), λ₋ = det/tr + λ₋²/tr; \
              K Σ u² − (Σ u)² = K² (mean(u²) − mean(u)²), u = k^−β",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol"],
    lemmas: &[
        Lemma::whole("EIG_eigenvalues"),
        Lemma::whole("EIG_lam_minus_det_tr"),
        Lemma::whole("EIG_KV"),
        Lemma::part("EIG_kappa"),
        Lemma::part("EIG_kappa_best"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Proved),
        ("repeated", Verdict::Proved),
        ("kaplan", Verdict::Proved),
        ("droppo-elibol", Verdict::Proved),
    ],
    check,
};

/// Coefficients after the leading one: orders ε² to ε¹⁰ of λ₋.
const FURTHER: usize = 8;

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("EIG speaks of pairs"), settings, false)
}

fn evidence(law: &Law, settings: &Settings, flipped: bool) -> Evidence {
    let pair = law.about().pair;
    let mut found = Evidence::new(
        format!(
            "block of {} on k = 20, 20 sizes log-uniform on [1e7, 1e9], {}: the formula at six gaps, both \
             eigenvalues as series to ε^{} and ε^{}, their remainders at ten gaps of each sign; \
             the identity in exact arithmetic",
            symbols(law, pair),
            base_words(law),
            FURTHER,
            FURTHER + 2
        ),
        settings.bits,
    );
    identity(&mut found);
    let ray = OneRay::usual(law);
    let digits = digits_of(settings.bits);
    for gap in ["0.06", "-0.06", "0.001", "-0.001", "1e-6", "-1e-6"] {
        formula(&mut found, &ray, &exact(gap), settings, digits, flipped);
    }
    let Ok(expansion) = ray.expansion(pair, &[], FURTHER, settings.bits) else {
        found.holds("an expansion", Truth::Unknown);
        return found;
    };
    found.bits = found.bits.max(expansion.bits);
    found.eigenvalue_orders("k = 20, 20 sizes", &Ok(expansion.clone()), &[0, 2]);
    found.exponent = expansion.least().map(|l| Enclosed::integer(l.order));
    found.constant = expansion.least().map(|l| Enclosed::interval(&l.coefficient));
    let mut table = Table::new(
        "coefficients of the eigenvalues, λ = ε^order (μ₀ + μ₁ ε + …)",
        &["n", "μ_n of λ₊", "μ_n of λ₋"],
    );
    let series: Vec<_> = (0..2).map(|j| expansion.eigenvalue(j)).collect();
    for (j, series) in series.iter().enumerate() {
        let name = ["λ₊", "λ₋"][j];
        match series {
            Some(series) => found.remainder(name, series, 2 * j, |e| {
                ray.at(e, pair, 80, settings.bits).raw.eigenvalues[1 - j].clone()
            }),
            None => {
                found.holds(format!("{name} has a series"), Truth::Unknown);
            }
        }
    }
    if let [Some(plus), Some(minus)] = &series[..] {
        for (n, (a, b)) in plus.coefficients().iter().zip(minus.coefficients()).enumerate() {
            table.row([(n as i64).into(), Cell::interval(a, 16), Cell::interval(b, 16)]);
        }
    }
    found.tables.push(table);
    found
}

/// λ± by the formula against the enclosed spectrum, and λ₋ = det/tr + λ₋²/tr.
fn formula(
    found: &mut Evidence,
    ray: &OneRay,
    gap: &Exact,
    settings: &Settings,
    digits: u32,
    flipped: bool,
) {
    let at = ray.at(gap, ray.law.about().pair, 2 * digits, settings.bits);
    let g = &at.gram;
    let trace = &g[(0, 0)] + &g[(1, 1)];
    let Some(ldl) = Ldl::new(g) else {
        found.holds(format!("det > 0 at ε = {gap}"), Truth::Unknown);
        return;
    };
    let det = ldl.determinant();
    let root = (trace.square() - trace.int(4) * &det).sqrt();
    let half = trace.ratio(1, 2);
    let plus = &half * (&trace + &root);
    let minus = &det / &plus;
    let sign = trace.int(if flipped { -1 } else { 1 });
    let [small, large] = [0, 1].map(|j| at.raw.eigenvalues[j].clone());
    found.agree(format!("λ₊ at ε = {gap}"), &plus, &large, digits);
    found.agree(format!("λ₋ at ε = {gap}"), &minus, &small, digits);
    let rest = (&det + sign * small.square()) / &trace;
    found.agree(format!("λ₋ = det/tr + λ₋²/tr at ε = {gap}"), &rest, &small, digits);
    found.bits = found.bits.max(at.bits);
    found.cases += 1;
}

/// K Σu² − (Σu)² = K² V_K, in exact arithmetic on rational u.
fn identity(found: &mut Evidence) {
    for values in [&["0.3", "0.7"][..], &["1/3", "2/7", "5"], &["0.1", "0.1", "4", "9/11"]] {
        let u: Vec<Exact> = values.iter().map(|v| exact(v)).collect();
        let count = Exact::from(u.len() as i64);
        let sum = |f: &dyn Fn(&Exact) -> Exact| u.iter().fold(Exact::from(0), |s, x| &s + &f(x));
        let (s1, s2) = (sum(&|x| x.clone()), sum(&|x| x * x));
        let left = &(&count * &s2) - &(&s1 * &s1);
        let mean = &s1 / &count;
        let v = &sum(&|x| &(x - &mean) * &(x - &mean)) / &count;
        let right = &(&count * &count) * &v;
        found.holds(format!("K S₂ − S₁² = K² V_K for u = {}", values.join(", ")), left == right);
        found.cases += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_sign_is_refuted() {
        let law = Law::named("droppo-elibol").expect("known");
        let settings = Settings::default();
        let verdict = |flipped| Verdict::of(&evidence(&law, &settings, flipped).checks, true).0;
        assert_eq!(verdict(false), Verdict::Proved);
        assert_eq!(verdict(true), Verdict::Refuted);
    }

    #[test]
    fn the_smaller_eigenvalue_is_enclosed_to_half_the_digits() {
        let ray = OneRay::usual(&Law::named("kaplan").expect("known"));
        let x = ray.at(&exact("1e-6"), &[0, 1], 30, 256).raw.eigenvalues[0].clone();
        assert!(crate::number::Compare::to_f64(&(x.width() / x.lo())) < 1e-29);
    }
}
