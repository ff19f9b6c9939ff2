//! X11: variable projection splits the degeneracy, it does not remove it.

use super::cases::exact;
use super::on_ray::OneRay;
use super::{Cell, Enclosed, Evidence, Settings, Statement, Table, Verdict};
use crate::algebra::{Spectrum, enclose, projected};
use crate::design::{Design, Grid, LogUniform};
use crate::geometry::{Precision, conditioning};
use crate::law::Law;
use crate::number::{Exact, Interval, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X11",
    title: "Variable projection splits the degeneracy",
    words: "With E, A, B projected out, the Gram matrix of (α, β) on one ray has eigenvalues of orders \
            ε² and ε⁴, and the block projected out is as degenerate as in P1: two condition numbers \
            of order ε⁻² in the place of one of ε⁻⁶.",
    symbols: "λ(G_αβ − G_αβ,EAB G_EAB⁻¹ G_EAB,αβ) = Θ(ε²), Θ(ε⁴); λ(G_EAB) = Θ(1), Θ(1), Θ(ε²)",
    laws: &["chinchilla"],
    lemmas: &[],
    recorded: &[("chinchilla", Verdict::Confirmed)],
    check,
};

const INNER: [usize; 3] = [0, 1, 2];
const OUTER: [usize; 2] = [3, 4];

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("X11 speaks of Chinchilla"), settings, [2, 4])
}

fn evidence(law: &Law, settings: &Settings, orders: [usize; 2]) -> Evidence {
    let mut found = Evidence::new(
        format!(
            "outer block (α, β) with E, A, B projected out, and inner block, on {}; off the ray on the \
             grid of 12 × 12 sizes with N from 1e7 to 1e9 and D from 2e8 to 2e10",
            OneRay::all_words(law, 5)
        ),
        settings.bits,
    );
    for ray in OneRay::cases(law, 5) {
        let words = ray.words();
        let outer = ray.expansion(&OUTER, &INNER, 0, settings.bits);
        found.eigenvalue_orders(&format!("{words}, outer block"), &outer, &orders);
        let inner = ray.expansion(&INNER, &[], 0, settings.bits);
        found.eigenvalue_orders(&format!("{words}, inner block"), &inner, &[0, 0, 2]);
    }
    let ray = OneRay::usual(law);
    let outer_at = |gap: &Exact| outer(law, &ray.path.at(gap), &ray.design(), settings.bits);
    if let Ok(expansion) = ray.expansion(&OUTER, &INNER, 4, settings.bits) {
        let kappa = expansion.kappa();
        found.exponent = kappa.as_ref().map(|k| Enclosed::integer(k.order));
        found.constant = kappa.map(|k| Enclosed::interval(&k.coefficient));
        match expansion.eigenvalue(1) {
            Some(series) => found.remainder("λ_min of the outer block", &series, orders[1], |e| {
                outer_at(e).map_or(Interval::entire(64), |s| s.eigenvalues[0].clone())
            }),
            None => {
                found.holds("λ_min of the outer block has a series", Truth::Unknown);
            }
        }
    }
    let mut table = Table::new("outer block at k = 20, 20 sizes", &["ε", "κ", "κ ε²"]);
    for gap in ["0.06", "0.03", "0.015", "1e-3", "1e-5"] {
        let epsilon = exact(gap);
        let Some(spectrum) = outer_at(&epsilon) else { continue };
        let kappa = spectrum.kappa();
        if gap == "0.03" {
            found.shows("κ of the outer block at ε = 0.03", &kappa, "6.18576e4");
        }
        let e = Interval::new(settings.bits, &epsilon);
        let scaled = &kappa * (&e * &e);
        table.row([
            Cell::Number(gap.into()),
            Cell::interval(&kappa, 12),
            Cell::interval(&scaled, 12),
        ]);
    }
    found.tables.push(table);
    let grid = Grid {
        sizes: LogUniform::new(exact("1e7"), exact("1e9"), 12).expect("valid"),
        tokens: LogUniform::new(exact("2e8"), exact("2e10"), 12).expect("valid"),
    };
    let off = outer(law, &ray.path.at(&exact("0.06")), &grid, settings.bits);
    let kappa = off.map_or(Interval::entire(64), |s| s.kappa());
    let bound = Interval::new(settings.bits, &exact("100"));
    found.below("κ of the outer block off the ray, on a grid", &kappa, &bound);
    found
}

/// The spectrum of the outer block over a design.
fn outer<D: Design>(law: &Law, theta: &[Exact], design: &D, bits: u32) -> Option<Spectrum> {
    let precision = Precision { start: 2 * bits, ..Precision::digits(80) };
    let all = [0, 1, 2, 3, 4];
    let found = conditioning(law, theta, design, &[&all], precision).remove(0);
    projected(&found.gram, &OUTER).map(|g| enclose(&g))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Compare;

    #[test]
    fn a_non_degenerate_outer_block_is_refuted() {
        let law = Law::named("chinchilla").expect("known");
        let settings = Settings { bits: 192, ..Settings::default() };
        let verdict = |orders| Verdict::of(&evidence(&law, &settings, orders).checks, false).0;
        assert_eq!(verdict([2, 4]), Verdict::Confirmed);
        assert_eq!(verdict([0, 0]), Verdict::Refuted);
        let spectrum = outer(
            &law,
            &OneRay::usual(&law).path.at(&exact("0.03")),
            &OneRay::usual(&law).design(),
            192,
        );
        assert!((spectrum.expect("definite").kappa().to_f64() / 6.18576e4 - 1.0).abs() < 1e-5);
    }
}
