//! X2: the exact threshold, and R_min in closed form.

use super::boxes::everywhere;
use super::cases::{base, exact, rays};
use super::evidence::agreement;
use super::logic::{all, at_gap, digits_of, law, not, number, one};
use super::{Cell, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::design::{Coverage, best_low_share, r_min, r_min_best, r_min_paper, r_min_raw};
use crate::geometry::{Precision, conditioning};
use crate::number::{Compare, Dual, Exact, Interval, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X2",
    title: "The exact threshold",
    words: "In the limit of no gap, with the same sizes on every ray, κ ≤ κ_t and κ_eq ≤ κ_t are \
            inequalities in V_K alone; for two rays the smallest ratio R_min has a closed form, for \
            equal and for best shares.",
    symbols: "κ ≤ κ_t ⇔ V_K/(1+M₂)² ≥ 1/(κ_t+2+1/κ_t); κ_eq ≤ κ_t ⇔ V_K/M₁² ≥ 4κ_t/(κ_t−1)²; \
              R_min = exp((2/β) artanh(2√κ_t/(κ_t−1))), κ_t > 3+2√2; best shares: arsinh for artanh",
    laws: &[],
    lemmas: &[
        Lemma::whole("X2_product_kappa"),
        Lemma::whole("X2_exact"),
        Lemma::whole("X2_unit_free"),
        Lemma::whole("X2_two_rays"),
        Lemma::whole("X2_two_rays_none"),
        Lemma::whole("X2_best_shares"),
        Lemma::whole("X2_no_share_passes"),
        Lemma::whole("X2_R_min_decreasing_kappa"),
        Lemma::whole("X2_R_min_decreasing_beta"),
        Lemma::part("X2_R_min_028_50"),
    ],
    recorded: &[("", Verdict::Proved)],
    check: |_, settings| evidence(settings, "0"),
};

/// Cells after which a box is given up.
const LIMIT: usize = 40_000;

/// R_min(β, κ_t) with equal shares: known answers.
const KNOWN: [(&str, &str, &str); 4] = [
    ("0.28", "50", "8.3463"),
    ("0.28", "100", "4.3194"),
    ("0.37", "50", "4.9814"),
    ("0.37", "100", "3.026"),
];

/// Rays {20, 100} at β = 0.28, D in tokens, thousands and thousandths: κ. (For
/// thousands 178.4502 is κ + 1/κ.)
const UNITS: [([&str; 2], &str); 3] =
    [(["20", "100"], "206.22"), (["0.02", "0.1"], "178.4446"), (["20000", "100000"], "7827.4")];

/// `relative` is added to R_min, relatively: 0 in the statement.
fn evidence(settings: &Settings, relative: &str) -> Evidence {
    let bits = settings.bits;
    let mut evidence = Evidence::new(
        "both equivalences on eight designs at targets 1 % either side of their own κ and κ_eq; \
         R_min put back into κ_eq at 24 pairs (β, κ_t); over boxes: R_min falls with β and κ_t, no \
         equal split passes below 3 + 2√2, no share passes below the best shares' R_min; the three \
         units of D",
        bits,
    );
    equivalences(&mut evidence);
    closed_forms(&mut evidence, relative);
    boxes(&mut evidence);
    units(&mut evidence);
    recipe(&mut evidence);
    evidence
}

fn equivalences(evidence: &mut Evidence) {
    let bits = evidence.bits;
    let designs: [&[&str]; 8] = [
        &["20", "100"],
        &["20", "100", "100"],
        &["1", "1.5", "1.9", "2", "2.5", "2.7", "3", "3.3", "3.5", "4", "4.5", "5"],
        &["0.02", "0.1"],
        &["20000", "100000"],
        &["1e-6", "1", "1e6"],
        &["20", "20.000001"],
        &["1", "1e9"],
    ];
    for ratios in designs {
        for beta in ["0.28", "1"] {
            let values: Vec<Interval> = ratios.iter().map(|k| number(bits, k)).collect();
            let c = Coverage::equal_shares(&number(bits, beta), &values);
            let words = match ratios.len() {
                12 => "the fan of 12".to_owned(),
                _ => format!("{{{}}}", ratios.join(", ")),
            };
            for (what, kappa, passes) in [
                (
                    "κ",
                    c.kappa(),
                    Coverage::passes_raw as fn(&Coverage<Interval>, &Interval) -> Truth,
                ),
                ("κ_eq", c.kappa_eq(), Coverage::passes),
            ] {
                let kappa = kappa.expect("two rays or more");
                let target = |p: i64| &kappa * kappa.ratio(p, 100);
                let answers = [not(passes(&c, &target(99))), passes(&c, &target(101))];
                evidence.holds(
                    format!("{words}, β = {beta}: {what} ≤ κ_t just above it and not just below"),
                    all(answers),
                );
                evidence.cases += 2;
            }
        }
    }
    let fan: Vec<Interval> = designs[2].iter().map(|k| number(bits, k)).collect();
    let fan = Coverage::equal_shares(&number(bits, "0.28"), &fan);
    evidence.shows("κ of the fan of 12, β = 0.28", &fan.kappa().expect("many rays"), "248");
}

fn closed_forms(evidence: &mut Evidence, relative: &str) {
    let bits = evidence.bits;
    let digits = digits_of(bits) / 2;
    let off = one(bits) + number(bits, relative);
    for (beta, target, known) in KNOWN {
        let least = r_min(&number(bits, beta), &number(bits, target)).expect("above 3 + 2√2");
        evidence.shows(format!("R_min(β = {beta}, κ_t = {target})"), &(least * &off), known);
    }
    let best = r_min_best(&number(bits, "0.28"), &number(bits, "50")).expect("above 1");
    evidence.shows("R_min with the best shares (β = 0.28, κ_t = 50)", &(best * &off), "7.64413");
    for beta in ["0.1", "0.28", "0.37", "1"] {
        for target in ["5.9", "6", "10", "50", "100", "1e4"] {
            let (b, t) = (number(bits, beta), number(bits, target));
            let equal = r_min(&b, &t).expect("above 3 + 2√2") * &off;
            let c = Coverage::equal_shares(&b, &[one(bits), equal]);
            let found = c.kappa_eq().expect("two rays");
            evidence.agree(
                format!("κ_eq at R_min(β = {beta}, κ_t = {target})"),
                &found,
                &t,
                digits,
            );
            let best = r_min_best(&b, &t).expect("above 1") * &off;
            let low = best_low_share(&b, &best);
            let c = Coverage::new(&b, &[(one(bits), low.clone()), (best, one(bits) - low)]);
            let found = c.kappa_eq().expect("two rays");
            let what = format!("κ_eq at the best shares' R_min(β = {beta}, κ_t = {target})");
            evidence.agree(what, &found, &t, digits);
            evidence.cases += 2;
        }
    }
}

fn boxes(evidence: &mut Evidence) {
    let sides = [("β", "0.1", "1"), ("κ_t", "6", "1000")];
    for (best, what) in [(false, "R_min"), (true, "the best shares' R_min")] {
        let covered = everywhere(&sides, LIMIT, |v| {
            let [beta, target] = [Dual::variable(v[0].clone(), 0), Dual::variable(v[1].clone(), 1)];
            let least = if best { r_min_best(&beta, &target) } else { r_min(&beta, &target) };
            let Some(least) = least else { return Truth::Unknown };
            // ln R_min has slopes of the same sign and a milder scale.
            let slopes = least.ln().gradient(2);
            all(slopes.iter().map(|s| s.less(&s.zero())))
        });
        evidence
            .found(format!("{what} falls with β and with κ_t"), covered.truth, covered.found())
            .over_a_box();
    }
    // κ_eq = (1 + c)/(1 − c) with c = (1 + v)/√(2 (1 + v²)), v = R^−β.
    let covered = everywhere(&[("v", "0", "1"), ("κ_t", "1.01", "5.828")], LIMIT, |x| {
        let [v, target] = x else { unreachable!("two sides") };
        let c = (v.one() + v) / (v.int(2) * (v.one() + v.square())).sqrt();
        // κ_eq > κ_t as c (κ_t + 1) > κ_t − 1.
        (target - target.one()).less(&(c * (target + target.one())))
    });
    let what = "no equal split passes at κ_t ≤ 5.828 < 3 + 2√2";
    evidence.found(what, covered.truth, covered.found()).over_a_box();
    // Any share p of the runs on the low ray: M₁ = p + (1 − p) v, V = p (1 − p)(1 − v)².
    let sides = [("p", "0", "1"), ("R", "1", "7.6"), ("κ_t", "45", "50")];
    let covered = everywhere(&sides, LIMIT, |x| {
        let [p, r, target] = x else { unreachable!("three sides") };
        let v = p.one() / r.pow(&p.exact(&exact("0.28")));
        let q = p.one() - p;
        let mean = p + &q * &v;
        let needed = target.int(4) * target / (target - target.one()).square() * mean.square();
        (p * q * (v.one() - v).square()).less(&needed)
    });
    let what = "β = 0.28: no share passes at R ≤ 7.6 < 7.644";
    evidence.found(what, covered.truth, covered.found()).over_a_box();
}

fn units(evidence: &mut Evidence) {
    let bits = evidence.bits;
    let beta = number(bits, "0.28");
    let target = number(bits, "190");
    let mut answers = Vec::new();
    let mut eq: Option<Interval> = None;
    for (ratios, known) in UNITS {
        let c = Coverage::equal_shares(&beta, &ratios.map(|k| number(bits, k)));
        let words = ratios.join(", ");
        evidence.shows(format!("κ of {{{words}}}, β = 0.28"), &c.kappa().expect("two"), known);
        let kappa_eq = c.kappa_eq().expect("two");
        evidence.shows(format!("κ_eq of {{{words}}}"), &kappa_eq, "83.4553");
        answers.push(c.passes_paper(&target).is_true());
        evidence.holds(format!("{{{words}}}: κ_eq ≤ 190"), c.passes(&target));
        let first = eq.get_or_insert(kappa_eq.clone());
        let same = agreement(first, &kappa_eq, digits_of(bits) / 2);
        evidence.holds(format!("{{{words}}}: the same κ_eq"), same);
    }
    evidence.found(
        "V_K ≥ τ_K at κ_t = 190: no in tokens, yes in thousands, no in thousandths",
        answers == [false, true, false],
        format!("{answers:?}"),
    );
}

/// The paper's recipe under each convention: R_min at a finite gap by bisection
/// on the law's own Gram matrix, 10 + 10 runs, and in the limit.
fn recipe(evidence: &mut Evidence) {
    let bits = evidence.bits;
    let mut limit = Table::new(
        "R_min in the limit of no gap (k_min = 20 where units matter)",
        &["β", "κ_t", "κ_eq, equal shares", "κ_eq, best shares", "V_K ≥ τ_K", "κ in tokens"],
    );
    let cell = |x: Option<Interval>| x.map_or("none".into(), |x| Cell::interval(&x, 6));
    for beta in ["0.28", "0.34", "0.37"] {
        for target in ["50", "100"] {
            let (b, t, k) = (number(bits, beta), number(bits, target), number(bits, "20"));
            limit.row([
                Cell::Number(beta.into()),
                Cell::Number(target.into()),
                cell(r_min(&b, &t)),
                cell(r_min_best(&b, &t)),
                cell(r_min_paper(&b, &t, &k)),
                cell(r_min_raw(&b, &t, &k)),
            ]);
        }
    }
    evidence.tables.push(limit);
    let mut finite = Table::new(
        "R_min at a finite gap: chinchilla, 10 + 10 sizes on [1e7, 1e9], k_min = 20, κ_t = 50",
        &["β", "ε", "κ_eq ≤ 50", "κ ≤ 50"],
    );
    for beta in ["0.28", "0.37"] {
        for gap in ["0.02", "0.05", "0.1"] {
            let root = |raw| bisect(beta, gap, raw).map_or("none".into(), Cell::Number);
            finite.row([
                Cell::Number(beta.into()),
                Cell::Number(gap.into()),
                root(false),
                root(true),
            ]);
        }
    }
    evidence.tables.push(finite);
    let mut example = Table::new(
        "the worked example",
        &["design", "κ at (0.34, 0.28)", "κ, limit", "κ_eq, limit"],
    );
    for (ratios, sizes, finite, raw, eq) in [
        (&["15", "135"][..], 10, "44.5", "110.5", "46.9424"),
        (&["15", "45", "135"], 7, "61.6", "163.2", "66.8957"),
        (&["15", "45", "135"], 10, "61.8", "163.2", "66.8957"),
    ] {
        let found = pair_kappa(ratios, sizes, "0.28", "0.06").raw.kappa();
        let values: Vec<Interval> = ratios.iter().map(|k| number(bits, k)).collect();
        let c = Coverage::equal_shares(&number(bits, "0.28"), &values);
        let words = format!("{{{}}}, {sizes} sizes each", ratios.join(", "));
        let (kappa, kappa_eq) = (c.kappa().expect("two"), c.kappa_eq().expect("two"));
        evidence.shows(format!("κ of {words}, ε = 0.06"), &found, finite);
        evidence.shows(format!("κ of {words}, limit"), &kappa, raw);
        evidence.shows(format!("κ_eq of {words}, limit"), &kappa_eq, eq);
        example.row([
            words.into(),
            Cell::interval(&found, 5),
            Cell::interval(&kappa, 6),
            Cell::interval(&kappa_eq, 6),
        ]);
    }
    evidence.tables.push(example);
}

/// The pair of Chinchilla on these rays at β and α = β + ε.
fn pair_kappa(
    ratios: &[&str],
    sizes: usize,
    beta: &str,
    gap: &str,
) -> crate::geometry::Conditioning {
    let chinchilla = law("chinchilla");
    let mut theta = at_gap(&chinchilla, &base(&chinchilla), &exact("0"));
    theta[4] = exact(beta);
    theta[3] = &exact(beta) + &exact(gap);
    let precision = Precision::digits(10);
    conditioning(&chinchilla, &theta, &rays(ratios, sizes), &[&[1, 2]], precision).remove(0)
}

/// The smallest R, to four digits, with κ_eq (or κ) ≤ 50: every comparison on
/// the way is certified, rounding is upwards. None if none up to 1000 passes.
fn bisect(beta: &str, gap: &str, raw: bool) -> Option<String> {
    let target = number(128, "50");
    let passes = |ratio: i64| -> bool {
        // R in thousandths.
        let k = (&Exact::from(20 * ratio) / &Exact::from(1000)).to_string();
        let found = pair_kappa(&["20", &k], 10, beta, gap);
        let kappa = if raw { found.raw.kappa() } else { found.scaled.kappa() };
        kappa.less(&target).is_true()
    };
    let (mut lo, mut hi) = (1001, 1_000_000);
    if !passes(hi) {
        return None;
    }
    while hi - lo > 1 {
        let middle = (lo + hi) / 2;
        if passes(middle) { hi = middle } else { lo = middle }
    }
    Some(format!("{}.{:03}", hi / 1000, hi % 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_off_by_1e_20_is_refuted() {
        let verdict =
            |relative| Verdict::of(&evidence(&Settings::default(), relative).checks, true);
        let stated = verdict("0");
        assert_eq!(stated.0, Verdict::Proved, "{stated:?}");
        assert_eq!(verdict("1e-20").0, Verdict::Refuted);
    }
}
