//! X10: asymptotics are not approximations.

use super::cases::exact;
use super::on_ray::{OneRay, interval};
use super::pair::Pair;
use super::statement::Lemma;
use super::x1::variance_bounds;
use super::{Cell, Enclosed, Evidence, Settings, Statement, Table, Verdict};
use crate::law::Law;
use crate::number::{Exact, Interval, Scalar};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X10",
    title: "Asymptotics are not approximations",
    words: "At the published gap ε = 0.06 the limit of κ ε², divided by ε², is off by a factor of about \
            2, because ε ln N is not small: a limit is to be used only as a limit, and the two-sided \
            bounds of X1 as bounds.",
    symbols: "(1+c²)²/(c² σ_w² ε²) = 1717 with c = k^−β, 2232 with c = k^−α; κ = 884.5",
    laws: &["chinchilla"],
    lemmas: &[Lemma::part("X1_design_kappa"), Lemma::part("X1_kappa_two_sided")],
    recorded: &[("chinchilla", Verdict::Confirmed)],
    check,
};

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("X10 speaks of Chinchilla"), settings, ["1717", "2232", "884.5"])
}

fn evidence(law: &Law, settings: &Settings, printed: [&str; 3]) -> Evidence {
    let mut found = Evidence::new(
        "pair A, B of Hoffmann's parameters (ε = 0.06) on k = 20, 20 sizes log-uniform on [1e7, 1e9], and \
         at smaller gaps",
        settings.bits,
    );
    let ray = OneRay::usual(law);
    let bits = settings.bits;
    let epsilon = exact("0.06");
    let at = Pair::at(&ray, &epsilon, bits);
    let kappa = Pair::kappa_of(&at.quotient());
    let at_zero = Pair::at(&ray, &Exact::from(0), bits);
    let variance = at_zero.variance(&at_zero.x);
    let estimate = |exponent: &str, gap: &Exact| {
        let k = kappa.exact(&ray.k);
        let c2 = (-(interval(bits, "2") * interval(bits, exponent) * k.ln())).exp();
        (c2.one() + &c2).square() / (c2 * &variance * kappa.exact(gap).square())
    };
    let (with_beta, with_alpha) = (estimate("0.28", &epsilon), estimate("0.34", &epsilon));
    found.shows("limit at ε = 0.06 with c = k^−β", &with_beta, printed[0]);
    found.shows("limit at ε = 0.06 with c = k^−α", &with_alpha, printed[1]);
    found.shows("κ at ε = 0.06", &kappa, printed[2]);
    for (what, x) in [("k^−β", &with_beta), ("k^−α", &with_alpha)] {
        let factor = x / &kappa;
        found.below(
            format!("the limit with c = {what} is off by a factor above 1.9"),
            &interval(bits, "1.9"),
            &factor,
        );
    }
    let (lower, upper) = variance_bounds(&at, &epsilon);
    let trace = at.sum(|i| at.r[i].square() + at.r[i].one());
    let bound = |v: &Interval| Pair::kappa_of(&(trace.square() / (at.weight().square() * v)));
    let (least, most) = (bound(&upper), bound(&lower));
    found.within("κ lies between the bounds of X1", &kappa, &least.hull(&most));
    found.below("the limit with c = k^−α lies outside the bounds", &most, &with_alpha);
    found.constant = Some(Enclosed::interval(&(&with_alpha / &kappa)));
    found.cases = 1;
    let mut table = Table::new(
        "κ of the pair against the limit (c = k^−α)",
        &["ε", "ε ln N_max", "κ", "limit/ε²", "limit/κ"],
    );
    for gap in ["0.06", "0.03", "0.01", "0.001", "1e-4"] {
        let epsilon = exact(gap);
        let pair = Pair::at(&ray, &epsilon, bits);
        let kappa = Pair::kappa_of(&pair.quotient());
        let limit = estimate("0.34", &epsilon);
        let size = kappa.exact(&epsilon) * &pair.x[pair.x.len() - 1];
        table.row([
            Cell::Number(gap.into()),
            Cell::interval(&size, 3),
            Cell::interval(&kappa, 8),
            Cell::interval(&limit, 8),
            Cell::interval(&(&limit / &kappa), 6),
        ]);
        found.cases += 1;
    }
    found.tables.push(table);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_are_not_these_are_refuted() {
        let law = Law::named("chinchilla").expect("known");
        let verdict =
            |printed| Verdict::of(&evidence(&law, &Settings::default(), printed).checks, false).0;
        assert_eq!(verdict(["1717", "2232", "884.5"]), Verdict::Confirmed);
        assert_eq!(verdict(["1717", "2232", "884.6"]), Verdict::Refuted);
    }
}
