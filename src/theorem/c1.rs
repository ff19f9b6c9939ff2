//! C1: on one ray CI(A)/CI(ψ) = Θ(ε⁻¹), whatever the number of runs.

use super::cases::{exact, halvings, measured_exponent};
use super::on_ray::{OneRay, curve, digits_of, psi_deviation, symbols};
use super::pair::Pair;
use super::statement::Lemma;
use super::{Cell, Enclosed, Evidence, Line, Mend, Settings, Statement, Table, Verdict};
use crate::design::{Design, Rays};
use crate::geometry::{Precision, conditioning};
use crate::law::{Law, Point};
use crate::number::{Compare, Exact, Interval, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "C1",
    title: "Confidence of a scale against that of ψ: ε⁻¹",
    words: "On one ray, with the exponents known, the confidence interval of A is wider than that of \
            ψ by a factor of order ε⁻¹, and more runs at the same distribution of sizes do not \
            change the factor.",
    symbols: "(A, B) free: CI(A)/CI(ψ) = √(E_w r²/Var_w r) → 1/(|ε| σ_w); [G⁻¹]_AA = Θ(ε⁻²) also with E free",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol"],
    lemmas: &[
        Lemma::part("C1_chinchilla_two_sided").of("chinchilla"),
        Lemma::part("C1_chinchilla_limit").of("chinchilla"),
        Lemma::part("C1_pair"),
        Lemma::part("C1_ray_two_sided"),
        Lemma::part("C1_limit"),
        Lemma::part("C1_replicate"),
        Lemma::part("C1_with_offset"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Corrected),
        ("repeated", Verdict::Corrected),
        ("kaplan", Verdict::Corrected),
        ("droppo-elibol", Verdict::Corrected),
    ],
    check,
};

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("C1 speaks of laws"), settings, 1)
}

/// `order`: CI(A)/CI(ψ) = Θ(ε^−order); the tests claim otherwise.
fn evidence(law: &Law, settings: &Settings, order: i64) -> Evidence {
    let pair = law.about().pair;
    let mut found = Evidence::new(
        format!(
            "variances of {} with the pair free, with the offset free too, and with all parameters free, \
             on {}; the exact ratio, its limit, and the design repeated 2, 5 and 50 times on k = 20 \
             with 20 sizes",
            symbols(law, pair),
            OneRay::all_words(law, 5)
        ),
        settings.bits,
    );
    let all = law.about().ray_columns;
    // The sub-models with exponents known: the pair, and with the offset.
    let mut free: Vec<Vec<usize>> = vec![pair.to_vec()];
    if law.about().parameters[0].role == crate::law::Role::Offset {
        free.push([&[0], pair].concat());
    }
    for ray in OneRay::cases(law, 5) {
        for columns in &free {
            orders(&mut found, &ray, columns, pair, -2 * order, settings, None);
        }
        let correction =
            "with the exponents known; with every parameter fitted the ratio is Θ(ε⁻³) (X3)";
        orders(&mut found, &ray, all, &pair[..1], -2 * order, settings, Some(correction));
    }
    let ray = OneRay::usual(law);
    exact_ratio(&mut found, &ray, settings);
    limit(&mut found, &ray, settings);
    replicated(&mut found, &ray, settings);
    if law.about().id == "chinchilla" {
        known_answers(&mut found, &ray, settings);
    }
    let gaps = halvings(&exact("0.01"), 8);
    let ratios: Vec<_> = gaps
        .iter()
        .filter_map(|e| ray.at(e, pair, 40, settings.bits).vif().map(|v| v[0].sqrt().mid()))
        .collect();
    if ratios.len() == gaps.len() {
        found.measured = Some(measured_exponent(&ratios));
    }
    found
}

/// The orders of some variances; as a clause of the paper where a correction
/// is given.
fn orders(
    found: &mut Evidence,
    ray: &OneRay,
    columns: &[usize],
    scales: &[usize],
    claimed: i64,
    settings: &Settings,
    correction: Option<&str>,
) {
    let expansion = ray.expansion(columns, &[], 0, settings.bits).ok();
    for scale in scales {
        let place = columns.iter().position(|c| c == scale).expect("a column");
        let order = expansion.as_ref().and_then(|e| e.variance(place)).map(|v| v.order);
        let symbol = ray.law.about().parameters[*scale].symbol;
        let what =
            format!("{}, {} free: variance of {symbol}", ray.words(), symbols(&ray.law, columns));
        let check = found.order(what, order, claimed);
        if let Some(correction) = correction {
            check.printed(Mend::Correction(correction.into()));
        }
    }
    found.cases += 1;
}

/// [G⁻¹]_AA ‖j_a‖² = E_w r²/Var_w r: the square of CI(A) over the CI that it has
/// when the other is known, which is that of ψ (times dψ/dA at zero gap).
fn exact_ratio(found: &mut Evidence, ray: &OneRay, settings: &Settings) {
    let digits = digits_of(settings.bits);
    for gap in ["0.06", "-0.06", "0.001", "-1e-6"] {
        let epsilon = exact(gap);
        let at = ray.at(&epsilon, ray.law.about().pair, 2 * digits, settings.bits);
        let pair = Pair::at(ray, &epsilon, at.bits);
        let squares: Vec<Interval> = pair.r.iter().map(Scalar::square).collect();
        let form = pair.mean(&squares) / pair.variance(&pair.r);
        let vif = at.vif().map_or_else(|| Interval::entire(at.bits), |v| v[0].clone());
        found.agree(format!("(CI(A)/CI(ψ))² at ε = {gap}"), &vif, &form, digits);
        found.cases += 1;
    }
}

/// |ε| CI(A)/CI(ψ) → 1/σ_w, whatever c.
fn limit(found: &mut Evidence, ray: &OneRay, settings: &Settings) {
    let pair = ray.law.about().pair;
    let Some((expansion, variance)) =
        ray.expansion(pair, &[], 0, settings.bits).ok().and_then(|e| e.variance(0).map(|v| (e, v)))
    else {
        found.holds("an expansion on k = 20, 20 sizes", Truth::Unknown);
        return;
    };
    let at_zero = Pair::at(ray, &Exact::from(0), expansion.bits);
    let ratio = (&variance.coefficient * at_zero.weight()).sqrt();
    let form = ratio.one() / at_zero.variance(&at_zero.x).sqrt();
    found.agree("|ε| CI(A)/CI(ψ)", &ratio, &form, digits_of(settings.bits));
    found.exponent = Some(Enclosed::integer(variance.order / 2));
    found.constant = Some(Enclosed::interval(&ratio));
    let line = Line { slope: variance.order as f64 / 2.0, constant: ratio.to_f64() };
    let paper = Line { slope: -1.0, constant: 1.0 };
    let ratio_at = |c: &crate::geometry::Conditioning, _: &Exact| c.vif().map(|v| v[0].sqrt());
    found.curves.push(curve(ray, "CI ratio", pair, [Some(paper), Some(line)], ratio_at));
    let mut table = Table::new(
        "CI(A)/CI(ψ) on k = 20, 20 sizes, pair free",
        &["ε", "exact", "limit 1/(|ε|σ_w)"],
    );
    for gap in ["0.06", "0.015", "0.001"] {
        let epsilon = exact(gap);
        let vif = ray.at(&epsilon, pair, 12, settings.bits).vif();
        let exact = vif.map_or_else(|| "undecided".into(), |v| Cell::interval(&v[0].sqrt(), 10));
        let e = ratio.exact(&epsilon);
        table.row([Cell::Number(gap.into()), exact, Cell::interval(&(&ratio / e), 10)]);
    }
    found.tables.push(table);
}

/// Every run of a design so many times.
struct Repeated<'a>(&'a Rays, usize);

impl Design for Repeated<'_> {
    fn len(&self) -> usize {
        self.0.len() * self.1
    }

    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        self.0.point(i % self.0.len(), like)
    }
}

/// The ratio does not depend on how often the design is repeated, while each
/// interval shrinks as 1/√times.
fn replicated(found: &mut Evidence, ray: &OneRay, settings: &Settings) {
    let design = ray.design();
    let theta = ray.path.at(&exact("0.06"));
    let precision = Precision { start: settings.bits, ..Precision::digits(40) };
    let at = |times: usize| {
        let repeated = Repeated(&design, times);
        conditioning(&ray.law, &theta, &repeated, &[ray.law.about().pair], precision).remove(0)
    };
    let once = at(1);
    for times in [2, 5, 50] {
        let many = at(times);
        if let (Some(a), Some(b)) = (once.vif(), many.vif()) {
            found.agree(format!("CI(A)/CI(ψ) with every run {times} times"), &b[0], &a[0], 35);
        }
        if let (Some(a), Some(b)) = (once.standard_deviation(0), many.standard_deviation(0)) {
            let scaled = b * a.int(times as i64).sqrt();
            found.agree(
                format!("CI(A) with every run {times} times is 1/√{times} of it"),
                &scaled,
                &a,
                35,
            );
        }
        found.cases += 1;
    }
}

/// Chinchilla at ε = 0.06: (A, B), then (E, A, B) free, against ψ, and ψ, E.
fn known_answers(found: &mut Evidence, ray: &OneRay, settings: &Settings) {
    for (columns, reduced, printed) in [
        (&[1, 2][..], &[1][..], "14.5858"),
        (&[0, 1, 2], &[0, 1], "28.2226"),
        (&[0, 1, 2, 3, 4], &[0, 1, 2], "2811.04"),
    ] {
        let at = ray.at(&exact("0.06"), columns, 20, settings.bits);
        let place = columns.iter().position(|&c| c == 1).expect("A");
        let ratio = at.standard_deviation(place).zip(psi_deviation(ray, reduced, at.bits));
        let ratio = ratio.map_or_else(|| Interval::entire(64), |(a, psi)| a / psi);
        let what = format!("CI(A)/CI(ψ) at ε = 0.06, {} free", symbols(&ray.law, columns));
        found.shows(what, &ratio, printed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_order_is_refuted() {
        let law = Law::named("kaplan").expect("known");
        let settings = Settings::default();
        let verdict = |order| Verdict::of(&evidence(&law, &settings, order).checks, false).0;
        assert_eq!(verdict(1), Verdict::Corrected);
        assert_eq!(verdict(2), Verdict::Refuted);
    }
}
