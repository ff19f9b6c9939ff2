//! P2.2: one ray never passes, two need a ratio, a third at the same end points
//! does not help.

use super::boxes::{crossing, everywhere};
use super::logic::{all, not, number};
use super::{Cell, Evidence, Lemma, Mend, Settings, Statement, Table, Verdict};
use crate::design::{Coverage, r_min};
use crate::number::{Compare, Interval, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "P2.2",
    title: "One, two, three rays",
    words: "One ray never passes; two pass when k_max/k_min ≥ R_min; a third ray between the same \
            end points lowers the coverage.",
    symbols: "K = 1: V_K = 0; K = 2: κ_eq ≤ κ_t ⇔ R ≥ R_min; K ≥ 3: V_K ≤ (u_max − u_min)²/4, \
              u = k^−β",
    laws: &[],
    lemmas: &[
        Lemma::whole("P2_2_one_ray"),
        Lemma::whole("P2_2_popoviciu"),
        Lemma::whole("P2_2_middle_ray"),
        Lemma::whole("X2_two_rays"),
        Lemma::part("P2_2_duplicate_max_kappa"),
        Lemma::part("P2_2_geometric_mean_iff"),
        Lemma::part("P2_2_geometric_mean_ratio"),
        Lemma::part("P2_2_third_ray_can_help"),
    ],
    recorded: &[("", Verdict::Corrected)],
    check: |_, settings| evidence(settings, true),
};

/// Cells after which a box is given up.
const LIMIT: usize = 40_000;

/// κ_eq of sets of rays at β = 0.28: known answers.
const KNOWN: [(&[&str], &str); 5] = [
    (&["20", "167"], "49.9811"),
    (&["20", "160", "167"], "47.0267"),
    (&["20", "167", "167"], "46.0872"),
    (&["20", "2000"], "14.3238"),
    (&["20", "1900", "2000"], "11.1704"),
];

/// The coverage of rays whose u = k^−β are given: β = 1, k = 1/u.
fn of_u(u: &[Interval]) -> Coverage<Interval> {
    let ratios: Vec<Interval> = u.iter().map(|u| u.one() / u).collect();
    Coverage::equal_shares(&u[0].one(), &ratios)
}

/// A third ray lowers V_K; the tests claim the opposite.
fn evidence(settings: &Settings, lowers: bool) -> Evidence {
    let bits = settings.bits;
    let mut evidence = Evidence::new(
        "V_K, κ_eq and R_min in the limit of no gap: over boxes of v = R^−β (every β and R at \
         once, k_min = 1 without loss) and of a third ray's place; the listed rays at β = 0.28",
        bits,
    );
    one_ray(&mut evidence);
    two_rays(&mut evidence);
    middle_ray(&mut evidence, lowers);
    listed(&mut evidence);
    duplicate(&mut evidence);
    geometric_mean(&mut evidence);
    evidence
}

fn one_ray(evidence: &mut Evidence) {
    let at = everywhere(&[("u", "1e-6", "1e6")], LIMIT, |v| {
        let c = of_u(&v[..1]);
        all([
            Truth::from(c.v.contains_zero() && c.v.is_point()),
            not(c.passes(&v[0].int(1_000_000))),
        ])
    });
    evidence.found("K = 1: V_K = 0 and κ_eq ≤ 10⁶ fails", at.truth, at.found()).over_a_box();
}

/// R against R_min, by the closed form and by κ_eq itself.
fn two_rays(evidence: &mut Evidence) {
    // κ_eq depends on R^β alone: β = 1 speaks for all.
    let sides = [("κ_t", "6", "1000")];
    for (what, factor, passes) in [
        ("R^β = 1.02 R_min^β passes", (51, 50), true),
        ("R^β = 0.98 R_min^β fails", (49, 50), false),
    ] {
        let covered = everywhere(&sides, LIMIT, |v| {
            let beta = v[0].one();
            let Some(least) = r_min(&beta, &v[0]) else { return Truth::Unknown };
            let ratio = least * v[0].ratio(factor.0, factor.1);
            let c = Coverage::equal_shares(&beta, &[beta.one(), ratio]);
            match c.passes(&v[0]) {
                Truth::Unknown => Truth::Unknown,
                answer => Truth::from(answer.is_true() == passes),
            }
        });
        evidence.found(format!("K = 2: {what}"), covered.truth, covered.found()).over_a_box();
    }
}

fn middle_ray(evidence: &mut Evidence, lowers: bool) {
    // The end points have u = 1 and v, the third ray u = v + t (1 − v).
    let sides = [("v", "0.001", "0.99"), ("t", "0", "1")];
    let covered = everywhere(&sides, LIMIT, |x| {
        let [v, t] = x else { unreachable!("two sides") };
        let span = v.one() - v;
        // V_K scales as (1 − v)²: in units of it the ends are 0 and 1.
        let mean = (v.one() + t) / v.int(3);
        let deviation = |u: &Interval| (u - &mean).square();
        let three = (deviation(&v.zero()) + deviation(&v.one()) + deviation(t)) / v.int(3);
        let (three, two) = (three * span.square(), span.square() / v.int(4));
        if lowers { three.less(&two) } else { two.less(&three) }
    });
    evidence
        .found("K = 3: a third ray anywhere between lowers V_K", covered.truth, covered.found())
        .over_a_box();
}

fn listed(evidence: &mut Evidence) {
    let bits = evidence.bits;
    let beta = number(bits, "0.28");
    let mut table = Table::new("κ_eq at β = 0.28", &["rays", "V_K", "κ_eq"]);
    let mut found = Vec::new();
    for (ratios, known) in KNOWN {
        let values: Vec<Interval> = ratios.iter().map(|k| number(bits, k)).collect();
        let c = Coverage::equal_shares(&beta, &values);
        let kappa_eq = c.kappa_eq().expect("two rays or more");
        let words = format!("{{{}}}", ratios.join(", "));
        evidence.shows(format!("κ_eq of {words}"), &kappa_eq, known);
        table.row([words.into(), Cell::interval(&c.v, 8), Cell::interval(&kappa_eq, 8)]);
        evidence.cases += 1;
        found.push(kappa_eq);
    }
    evidence.tables.push(table);
    for (two, three) in [(0, 1), (3, 4)] {
        let rays = |i: usize| format!("{{{}}}", KNOWN[i].0.join(", "));
        evidence
            .below(
                format!("κ_eq of {} < κ_eq of {}", rays(two), rays(three)),
                &found[two],
                &found[three],
            )
            .printed(Mend::Correction(
                "V_K falls, κ_eq need not rise: near k_max a third ray helps exactly where \
                 R^−β < 1/√2, and at the geometric mean where R^−β < 0.0944 \
                     (R > 4575 at β = 0.28, R > 10.6 at β = 1)"
                    .into(),
            ));
    }
}

/// κ_eq of {1, v, v} against {1, v}: less exactly where v < 1/√2 (0.70711).
fn duplicate(evidence: &mut Evidence) {
    let compare = |v: &Interval| {
        let two = of_u(&[v.one(), v.clone()]).kappa_eq().expect("two rays");
        let three = of_u(&[v.one(), v.clone(), v.clone()]).kappa_eq().expect("three rays");
        three - two
    };
    for (what, lo, hi, helps) in [
        ("a third ray at k_max lowers κ_eq where R^−β < 0.707", "0.001", "0.707", true),
        ("and raises it where R^−β > 0.7072", "0.7072", "0.99", false),
    ] {
        let covered = everywhere(&[("v", lo, hi)], LIMIT, |v| match compare(&v[0]).is_positive() {
            Truth::Unknown => Truth::Unknown,
            above => Truth::from(above.is_true() != helps),
        });
        evidence.found(what, covered.truth, covered.found()).over_a_box();
    }
}

/// κ_eq of {1, √v, v} − κ_eq of {1, v} has the sign of
/// 2 (1 + s + s²)(1 + s⁴) − 3 (1 − s + s²)(1 + s²)², s = √v.
fn geometric_mean(evidence: &mut Evidence) {
    let bits = evidence.bits;
    let sign = |s: &Interval| {
        let (one, s2) = (s.one(), s.square());
        let gain = s.int(2) * (&one + s + &s2) * (&one + s2.square());
        gain - s.int(3) * (&one - s + &s2) * (&one + &s2).square()
    };
    let compare = |v: &Interval| {
        let s = v.sqrt();
        let two = of_u(&[v.one(), v.clone()]).kappa_eq().expect("two rays");
        of_u(&[v.one(), s, v.clone()]).kappa_eq().expect("three rays") - two
    };
    let root = crossing(sign, &number(bits, "0.2"), &number(bits, "0.5"));
    let Some(s) = root else {
        evidence.holds("the geometric mean has a turning point", Truth::Unknown);
        return;
    };
    let v = s.square();
    evidence.shows("the turning point of the geometric mean, R^−β", &v, "0.0944266");
    for (beta, known) in [("0.28", "4574.8"), ("1", "10.590")] {
        let least = v.pow(&(-(v.one() / number(bits, beta))));
        evidence.shows(format!("so R at β = {beta}"), &least, known);
    }
    for (what, lo, hi, helps) in [
        (
            "a third ray at the geometric mean lowers κ_eq where R^−β < 0.0943",
            "0.0001",
            "0.0943",
            true,
        ),
        ("and raises it where R^−β > 0.0946", "0.0946", "0.98", false),
    ] {
        let covered = everywhere(&[("v", lo, hi)], LIMIT, |v| match compare(&v[0]).is_positive() {
            Truth::Unknown => Truth::Unknown,
            above => Truth::from(above.is_true() != helps),
        });
        evidence.found(what, covered.truth, covered.found()).over_a_box();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opposite_is_refuted() {
        let verdict = |lowers| Verdict::of(&evidence(&Settings::default(), lowers).checks, true);
        let stated = verdict(true);
        assert_eq!(stated.0, Verdict::Corrected, "{stated:?}");
        assert_eq!(verdict(false).0, Verdict::Refuted);
    }
}
