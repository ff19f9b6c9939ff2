//! X16: κ_eq of the full model depends on the units of N and D; κ_c does not.

use super::cases::{base_words, exact, halvings, measured_exponent};
use super::on_ray::{OneRay, digits_of, interval};
use super::{Cell, Enclosed, Evidence, Settings, Statement, Table, Verdict};
use crate::design::{Design, Grid, LogUniform};
use crate::geometry::{Conditioning, Matrix, Precision, centres, conditioning, enclose, shear};
use crate::law::Law;
use crate::number::{Exact, Interval, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X16",
    title: "Units of N and D, and a figure free of them",
    words: "Scaling its columns frees κ of the units of the parameters, but the unit of N or D also adds \
            a multiple of a scale's column to its exponent's: κ_eq of all columns, variance inflation \
            and the digits that normal equations lose depend on it, κ_eq of the pair does not. κ_c, \
            κ_eq with N and D in units of their geometric means over the runs, depends on no unit. On \
            a ray it is of X3's order, and as ε → 0 no unit's κ_eq is more than r times κ_c, r the \
            number of functions that the columns span at zero gap (3); off a ray it may exceed it \
            without bound.",
    symbols: "G_u = MᵀGM, M = I + Σ θ_p ln(unit) e_p e_qᵀ over scales p with exponent q; chinchilla on a ray: \
              ε⁶ κ_eq → 288 λ_max ‖e‖²/Δ in any units, e = N^−α, Δ = dist²(x³e, span{1, e, xe, x²e}), λ_max \
              that of the scaled matrix at ε = 0 in these units; κ_eq(u) ≤ κ_c κ(TᵀT), T = D_c (I + M_u − M_c) D_u⁻¹, \
              D the lengths of the columns",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[],
    recorded: &[
        ("chinchilla", Verdict::Confirmed),
        ("repeated", Verdict::Confirmed),
        ("kaplan", Verdict::Confirmed),
        ("droppo-elibol", Verdict::Confirmed),
        ("interaction", Verdict::Confirmed),
    ],
    check,
};

/// Units of N and of D.
const UNITS: [[&str; 2]; 3] = [["1", "1"], ["1e6", "1e6"], ["1e9", "1e10"]];
/// How many functions the columns span on a ray at zero gap: 1, e and xe; of laws
/// whose exponents are not carried along it plays no part.
const SPANNED: &str = "3";

/// What is claimed of a law; the tests claim otherwise.
#[derive(Clone, Debug)]
struct Claim {
    /// The order of λ_min, as in X3.
    order: i32,
    /// κ_c at ε = 0.06, 0.015 and −0.06 on the ray of the known answers, chinchilla.
    known: [&'static str; 3],
    /// What the closed form of the constant is multiplied by.
    factor: &'static str,
}

impl Claim {
    fn of(law: &Law) -> Self {
        Claim {
            order: if law.about().id == "interaction" { 10 } else { 6 },
            known: ["8.74629775e11", "3.3519289e15", "7.27301802e11"],
            factor: "288",
        }
    }
}

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    let law = law.expect("X16 speaks of laws");
    evidence(law, settings, &Claim::of(law))
}

fn evidence(law: &Law, settings: &Settings, claim: &Claim) -> Evidence {
    let mut found = Evidence::new(
        format!(
            "units of N and D of 1 and 1, 1e6 and 1e6, 1e9 and 1e10, and of the geometric means, on k = 20 \
             with 20 sizes log-uniform on [1e7, 1e9] and on the grid of 12 × 12 sizes with N from 1e7 to \
             1e9 and D from 2e8 to 2e10, {}",
            base_words(law)
        ),
        settings.bits,
    );
    let ray = OneRay::usual(law);
    let grid = Grid {
        sizes: LogUniform::new(exact("1e7"), exact("1e9"), 12).expect("valid"),
        tokens: LogUniform::new(exact("2e8"), exact("2e10"), 12).expect("valid"),
    };
    units(&mut found, law, (&ray.path.at(&exact("0.06")), &ray.design()), "on the ray");
    units(&mut found, law, (&ray.path.at(&exact("0.06")), &grid), "on the grid");
    small_gaps(&mut found, &ray, claim, settings);
    if law.about().id == "chinchilla" {
        for (gap, known) in ["0.06", "0.015", "-0.06"].into_iter().zip(claim.known) {
            let kappa = centred(&ray, &exact(gap), settings.bits).and_then(|c| c.kappa_eq());
            let kappa = kappa.unwrap_or_else(|| Interval::entire(64));
            found.shows(format!("κ_c on the ray at ε = {gap}"), &kappa, known);
        }
    }
    found
}

/// Whether the law has an exponent among the columns whose scale is one of them too.
fn carries(law: &Law, columns: &[usize]) -> bool {
    law.unit_powers().unwrap_or_default().iter().any(|power| {
        let exponent = power.exponent.is_some_and(|e| columns.contains(&e));
        exponent && columns.contains(&power.parameter)
    })
}

/// κ_eq of all columns and of the pair in several units, over one design.
fn units<D: Design>(found: &mut Evidence, law: &Law, (theta, design): (&[Exact], &D), place: &str) {
    let columns = law.about().ray_columns;
    let digits = digits_of(found.bits);
    let precision = Precision { start: found.bits, ..Precision::digits(2 * digits) };
    let full = conditioning(law, theta, design, &[columns], precision).remove(0);
    let like = full.gram[(0, 0)].one();
    let centre = centres(design, &like);
    let middle = full.centred(law, theta, design);
    let (Some(least), Some(vif)) = (middle.kappa_eq(), middle.vif()) else {
        found.holds(format!("κ_c {place} is enclosed"), Truth::Unknown);
        return;
    };
    let pair: Vec<usize> =
        law.about().pair.iter().filter_map(|p| columns.iter().position(|c| c == p)).collect();
    let of_pair = |c: &Conditioning| enclose(&c.gram.block(&pair, &pair).unit_diagonal()).kappa();
    let mut table = Table::new(
        format!("κ_eq {place} at ε = 0.06"),
        &[
            "unit of N",
            "unit of D",
            "κ_eq",
            "VIF of the first scale",
            "κ_eq of the pair",
            "κ_eq/κ_c",
        ],
    );
    let scale = pair[0];
    let mut row = |words: [&str; 2], c: &Conditioning, kappa: &Interval, vif: &Interval| {
        table.row([
            Cell::Text(words[0].into()),
            Cell::Text(words[1].into()),
            Cell::interval(kappa, 10),
            Cell::interval(vif, 6),
            Cell::interval(&of_pair(c), 8),
            Cell::interval(&(kappa / &least), 4),
        ]);
    };
    row(["geometric mean"; 2], &middle, &least, &vif[scale]);
    let mut all = Vec::new();
    for unit in UNITS {
        let ln = unit.map(|u| like.exact(&exact(u)).ln());
        let there = full.in_units(law, theta, [&ln[0], &ln[1]]);
        let words = format!("{place}, N in {}, D in {}", unit[0], unit[1]);
        let (Some(kappa), Some(vif)) = (there.kappa_eq(), there.vif()) else {
            found.holds(format!("κ_eq {words} is enclosed"), Truth::Unknown);
            continue;
        };
        row(unit, &there, &kappa, &vif[scale]);
        found.agree(format!("κ_eq of the pair {words}"), &of_pair(&there), &of_pair(&full), digits);
        // G_u = TᵀG_cT, both with columns of unit length.
        let apart = [&ln[0] - &centre[0], &ln[1] - &centre[1]];
        let wide: Vec<Interval> = theta.iter().map(|x| like.exact(x)).collect();
        let moved: Vec<&[usize]> = columns.iter().map(std::slice::from_ref).collect();
        let m = shear(law, &wide, &moved, [&apart[0], &apart[1]]);
        let length = |c: &Conditioning, i: usize| c.gram[(i, i)].sqrt();
        let t = Matrix::from_fn(columns.len(), columns.len(), |i, j| {
            &m[(i, j)] * length(&middle, i) / length(&there, j)
        });
        let bound = enclose(&t.transpose().times(&t)).kappa() * &least;
        // Where nothing is carried along the two are the same number.
        let slack = like.one() + like.int(2).powi(-((found.bits / 2) as i32));
        found.below(format!("κ_eq {words} is at most κ_c κ(TᵀT)"), &kappa, &(bound * slack));
        all.push((words, kappa));
    }
    let differ = |a: &Interval, b: &Interval| {
        let off = crate::number::Compare::to_f64(&Interval::point(&((a - b) / b).abs().hi()));
        Truth::of(a.intersect(b).is_none(), off < 1e-20)
    };
    for (words, kappa) in &all {
        if carries(law, columns) {
            found.holds(format!("κ_eq of all columns {words} is not κ_c"), differ(kappa, &least));
        } else {
            found.agree(format!("κ_eq of all columns {words} is κ_c"), kappa, &least, digits);
        }
    }
    found.tables.push(table);
}

/// The conditioning in centred units at a gap; None where it is not enclosed.
fn centred(ray: &OneRay, epsilon: &Exact, bits: u32) -> Option<Conditioning> {
    let columns = ray.law.about().ray_columns;
    let found = ray.at(epsilon, columns, 40, bits);
    let found = found.centred(&ray.law, &ray.path.at(epsilon), &ray.design());
    found.kappa_eq().is_some().then_some(found)
}

/// The order of κ_c, its constant, and how far other units exceed it.
fn small_gaps(found: &mut Evidence, ray: &OneRay, claim: &Claim, settings: &Settings) {
    let (law, bits) = (&ray.law, settings.bits);
    let columns = law.about().ray_columns;
    let gaps = halvings(&exact("0.001"), 6);
    let kappas: Vec<Interval> = gaps
        .iter()
        .map(|e| {
            let kappa = centred(ray, e, bits).and_then(|c| c.kappa_eq());
            kappa.unwrap_or_else(|| Interval::entire(64))
        })
        .collect();
    let middles: Vec<_> = kappas.iter().map(Interval::mid).collect();
    found.measured = Some(measured_exponent(&middles));
    found.exponent = Some(Enclosed::integer(-i64::from(claim.order)));
    let last = kappas.len() - 1;
    let growth = &kappas[last] / &kappas[last - 1] / kappas[last].int(2).powi(claim.order);
    found.within(
        format!("κ_c grows by 2^{} where ε is halved, to 1 %", claim.order),
        &growth,
        &interval(bits, "0.99").hull(&interval(bits, "1.01")),
    );
    found.cases += gaps.len();
    let like = Interval::new(2 * bits, &exact("1"));
    if carries(law, columns) {
        let epsilon = &gaps[last];
        let theta = ray.path.at(epsilon);
        let own = ray.at(epsilon, columns, 40, bits);
        for unit in UNITS.into_iter().chain([["1e-30", "1e-30"]]) {
            let ln = unit.map(|u| own.gram[(0, 0)].exact(&exact(u)).ln());
            let there = own.in_units(law, &theta, [&ln[0], &ln[1]]).kappa_eq();
            let there = there.unwrap_or_else(|| Interval::entire(64));
            found.below(
                format!(
                    "κ_eq at ε = {:.1e} with N in {}, D in {} is less than {SPANNED} κ_c",
                    epsilon.to_f64(),
                    unit[0],
                    unit[1]
                ),
                &(there / &kappas[last]),
                &interval(bits, SPANNED),
            );
        }
    }
    if law.about().id != "chinchilla" {
        return;
    }
    // 288 λ_max ‖e‖²/Δ with x = ln N; Δ does not change where x is shifted.
    let alpha = like.exact(&ray.path.at_zero[3]);
    let power = |x: &Interval| (-(&alpha * x)).exp();
    let delta = ray.distance(&like, |x| {
        let e = power(x);
        vec![like.one(), e.clone(), x * &e, x.square() * &e, x.square() * x * e]
    });
    let length = ray.logs(&like).iter().fold(like.zero(), |sum, x| sum + power(x).square());
    let zero = ray.at(&Exact::from(0), columns, 20, 2 * bits);
    let scaled = zero.centred(law, &ray.path.at(&Exact::from(0)), &ray.design()).scaled;
    let largest = scaled.eigenvalues.last().expect("columns").clone();
    let Some(delta) = delta else {
        found.holds("the constant has a closed form", Truth::Unknown);
        return;
    };
    let constant = interval(2 * bits, claim.factor) * largest * length / delta;
    found.constant = Some(Enclosed::interval(&constant));
    let off: Vec<f64> = gaps
        .iter()
        .zip(&kappas)
        .map(|(e, kappa)| {
            let quotient = kappa * kappa.exact(e).powi(6) / &constant;
            crate::number::Compare::to_f64(&(&quotient - quotient.one()).abs())
        })
        .collect();
    let shrinks = off.windows(2).all(|pair| pair[1] < 0.75 * pair[0]);
    found.found(
        "ε⁶ κ_c tends to 288 λ_max ‖e‖²/Δ: the relative distance shrinks with ε",
        Truth::from(shrinks),
        format!("{:.1e} at ε = {:.1e}", off[last], gaps[last].to_f64()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_constant_and_another_order_are_refuted() {
        let law = Law::named("chinchilla").expect("known");
        let settings = Settings::default();
        let verdict =
            |claim: &Claim| Verdict::of(&evidence(&law, &settings, claim).checks, false).0;
        let sound = Claim::of(&law);
        assert_eq!(verdict(&sound), Verdict::Confirmed);
        assert_eq!(verdict(&Claim { factor: "289", ..sound.clone() }), Verdict::Refuted);
        assert_eq!(verdict(&Claim { order: 4, ..sound.clone() }), Verdict::Refuted);
        let known = ["8.74629775e11", "3.3519289e15", "7.27301803e11"];
        assert_eq!(verdict(&Claim { known, ..sound }), Verdict::Refuted);
    }
}
