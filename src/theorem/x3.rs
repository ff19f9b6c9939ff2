//! X3: with the exponents fitted too, κ(JᵀJ) = Θ(ε⁻⁶), not ε⁻².

use super::cases::{base_words, exact, halvings, measured_exponent};
use super::on_ray::{OneRay, curve, digits_of, interval, psi_deviation};
use super::statement::Lemma;
use super::{Cell, Enclosed, Evidence, Line, Settings, Statement, Table, Verdict};
use crate::geometry::{Expansion, Leading, jacobian_row, variables};
use crate::law::{Law, Point};
use crate::number::{Compare, Exact, Interval, Scalar, Truth};

const fn chinchilla(name: &'static str) -> Lemma {
    Lemma::part(name).of("chinchilla")
}

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X3",
    title: "The full model on one ray: ε⁻⁶, not ε⁻²",
    words: "With every parameter fitted, exponents included, the smallest eigenvalue on one ray \
            vanishes as ε⁶ (interaction with γ_D held: ε¹⁰), so the standard deviation of each \
            scale and of every prediction off the ray grows as ε⁻³ (ε⁻⁵), while predictions on \
            the ray stay bounded. The leading constants have closed forms.",
    symbols: "λ_min = Θ(ε⁶), κ(JᵀJ) = Θ(ε⁻⁶), CI(A)/CI(ψ) = Θ(ε⁻³); chinchilla: λ_min/ε⁶ → q²Δ/(144(1+q²)), \
              sd(Â)|ε|³ → 12σ/√Δ, q = k^−α, Δ = dist²(x³e, span{1, e, xe, x²e}); interaction, γ_D held, \
              exponents α, α − g₂ε, α − g₃ε, g₁ = 0: λ_min/ε¹⁰ → Δ/(120² Σ a_i²/w_i²), \
              sd of scale i · |ε|⁵ → 120 σ |a_i|/(w_i √Δ), a_i = 2 Σ_{j≠i} (g_i − g_j)⁻¹/Π_{j≠i} (g_i − g_j)², \
              w = (1, k^−α, k^−γ_D), Δ = dist²(x⁵e, span{1, e, xe, …, x⁴e})",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[
        chinchilla("X3_kappa_order"),
        chinchilla("X3_eigenvalue_orders"),
        chinchilla("X3_sd_A_order"),
        chinchilla("X3_kappa_lower"),
        chinchilla("X3_kappa_upper"),
        chinchilla("X3_lambda_min_lower"),
        chinchilla("X3_lambda_min_upper"),
        chinchilla("X3_lambda_min_sharp"),
        chinchilla("X3_lambda_min_limit"),
        chinchilla("X3_sd_A_asymptotic"),
        chinchilla("X3_sd_B_asymptotic"),
        chinchilla("X3_design_kappa"),
        Lemma::part("X3_kaplan_lambda_min_order").of("kaplan"),
        Lemma::part("X3_kaplan_lambda_min").of("kaplan"),
        Lemma::part("X3_kaplan_kappa_lower").of("kaplan"),
        Lemma::part("X3_kaplan_kappa_asymptotic").of("kaplan"),
        Lemma::part("X3_kaplan_sd_N_c_asymptotic").of("kaplan"),
        Lemma::part("X3_kaplan_sd_D_c_asymptotic").of("kaplan"),
        Lemma::part("X3_droppo_lambda_min").of("droppo-elibol"),
        Lemma::part("X3_droppo_kappa_lower").of("droppo-elibol"),
        Lemma::part("X3_droppo_kappa_asymptotic").of("droppo-elibol"),
        Lemma::part("X3_droppo_sd_N_C_asymptotic").of("droppo-elibol"),
        Lemma::part("X3_droppo_sd_D_C_asymptotic").of("droppo-elibol"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Confirmed),
        ("repeated", Verdict::Confirmed),
        ("kaplan", Verdict::Confirmed),
        ("droppo-elibol", Verdict::Confirmed),
        ("interaction", Verdict::Confirmed),
    ],
    check,
};

/// What is claimed of a law; the tests claim otherwise.
#[derive(Clone, Debug)]
struct Claim {
    /// Orders of the eigenvalues, largest first.
    orders: Vec<usize>,
    /// Relative error put into every closed form.
    off: Option<&'static str>,
}

impl Claim {
    fn of(law: &Law) -> Self {
        let orders = match law.about().id {
            "kaplan" => vec![0, 0, 2, 6],
            "droppo-elibol" => vec![0, 0, 0, 0, 2, 6],
            "interaction" => vec![0, 0, 0, 2, 4, 8, 10],
            _ => vec![0, 0, 0, 2, 6],
        };
        Claim { orders, off: None }
    }
}

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    let law = law.expect("X3 speaks of laws");
    evidence(law, settings, &Claim::of(law))
}

fn evidence(law: &Law, settings: &Settings, claim: &Claim) -> Evidence {
    let columns = law.about().ray_columns;
    let mut found = Evidence::new(
        format!(
            "all columns{} on {}; leading constants against their closed forms, and the remainder \
             of λ_min at ten gaps of each sign, on k = 20 with 20 sizes",
            if law.about().id == "interaction" {
                " with γ_D held, gaps ε, 3ε, 2ε,"
            } else {
                ""
            },
            OneRay::all_words(law, columns.len())
        ),
        settings.bits,
    );
    for ray in OneRay::cases(law, columns.len()) {
        let expansion = ray.expansion(columns, &[], 0, settings.bits);
        found.eigenvalue_orders(&ray.words(), &expansion, &claim.orders);
        if let Ok(expansion) = expansion {
            estimates(&mut found, law, &ray, &expansion, claim);
        }
    }
    let ray = OneRay::usual(law);
    // The terms behind the leading one lose as many bits again: with ε¹⁰ all of 256.
    match ray.expansion(columns, &[], 4, 2 * settings.bits) {
        Ok(expansion) => constants(&mut found, &ray, &expansion, claim, settings),
        Err(error) => {
            found.found("an expansion on k = 20, 20 sizes", Truth::Unknown, error.to_string());
        }
    }
    if law.about().id == "chinchilla" {
        known_answers(&mut found, &ray, settings);
    }
    found
}

/// The orders of the variances: of each scale, off the ray, on the ray.
fn estimates(found: &mut Evidence, law: &Law, ray: &OneRay, expansion: &Expansion, claim: &Claim) {
    let columns = law.about().ray_columns;
    let largest = -(claim.orders.last().copied().unwrap_or(0) as i64);
    let order = |leading: Option<Leading>| leading.map(|l| l.order);
    let words = ray.words();
    for &scale in law.about().pair {
        let place = columns.iter().position(|&c| c == scale).expect("a column");
        let symbol = law.about().parameters[scale].symbol;
        found.order(
            format!("{words}: variance of {symbol}"),
            order(expansion.variance(place)),
            largest,
        );
    }
    // Off the ray: ten times the data at the smallest size.
    let like = Interval::new(expansion.bits, &exact("1"));
    let theta: Vec<Interval> = ray.path.at_zero.iter().map(|x| like.exact(x)).collect();
    let n = ray.sizes.at(0, &like);
    let d = like.int(10) * like.exact(&ray.k) * &n;
    let duals = variables(&theta, columns);
    let slopes = jacobian_row(law, &duals, &Point::new(n, d)).gradient(columns.len());
    let off = expansion.variance_off_ray(&slopes);
    found.order(format!("{words}: variance of a prediction off the ray"), order(off), largest);
    let beyond = ray.logs(&like).pop().expect("sizes") + like.int(10).ln();
    let on = expansion.variance_on_ray(&beyond);
    let bounded = on.as_ref().is_some_and(|v| v.is_bounded() && v.is_positive().is_true());
    found.holds(
        format!(
            "{words}: the prediction at ten times the largest size on the ray has a finite limit"
        ),
        bounded,
    );
}

/// Leading constants, the measured exponent and the remainder.
fn constants(
    found: &mut Evidence,
    ray: &OneRay,
    expansion: &Expansion,
    claim: &Claim,
    settings: &Settings,
) {
    let (law, bits) = (&ray.law, expansion.bits);
    let columns = law.about().ray_columns;
    let digits = digits_of(settings.bits);
    let kappa = expansion.kappa();
    let least = expansion.least();
    found.order(
        "κ on k = 20, 20 sizes",
        kappa.as_ref().map(|k| k.order),
        -(claim.orders[columns.len() - 1] as i64),
    );
    found.exponent = kappa.as_ref().map(|k| Enclosed::integer(k.order));
    found.constant = kappa.as_ref().map(|k| Enclosed::interval(&k.coefficient));
    let forms = closed_forms(ray, bits);
    let mut table = Table::new(
        "leading constants on k = 20, 20 sizes",
        &["quantity", "from the series", "closed form"],
    );
    let off =
        claim.off.map_or(interval(bits, "1"), |off| interval(bits, "1") + interval(bits, off));
    let order = claim.orders[columns.len() - 1] / 2;
    if let (Some(least), Some(forms)) = (&least, &forms) {
        let mut both = vec![(
            format!("λ_min/ε^{}", 2 * order),
            Some(least.coefficient.clone()),
            forms.least.clone(),
        )];
        for (scale, form) in law.about().pair.iter().zip(&forms.deviations) {
            let place = columns.iter().position(|c| c == scale).expect("a column");
            let series = expansion.variance(place).map(|v| v.coefficient.sqrt());
            let symbol = law.about().parameters[*scale].symbol;
            both.push((format!("sd({symbol}) |ε|^{order}/σ"), series, form.clone()));
        }
        for (what, series, form) in both {
            let series = series.unwrap_or_else(|| Interval::entire(bits));
            table.row([
                what.clone().into(),
                Cell::interval(&series, 20),
                Cell::interval(&form, 20),
            ]);
            found.agree(what, &series, &(form * &off), digits);
        }
    } else {
        found.holds("closed forms of the leading constants", Truth::Unknown);
    }
    let scale = law.about().pair[0];
    let place = columns.iter().position(|&c| c == scale).expect("a column");
    let reduced: Vec<usize> = (0..law.reduced().map_or(0, |r| r.len())).collect();
    if let (Some(v), Some(psi)) = (expansion.variance(place), psi_deviation(ray, &reduced, bits)) {
        let ratio = v.coefficient.sqrt() / psi;
        let what = format!("CI({})/CI(ψ) |ε|^{order}", law.about().parameters[scale].symbol);
        table.row([what.into(), Cell::interval(&ratio, 20), "–".into()]);
    }
    found.tables.push(table);
    // The measured exponent beside the certified one.
    let gaps = halvings(&exact("0.001"), 8);
    let at = |e: &Exact| ray.at(e, columns, digits.min(60), settings.bits).raw;
    let least: Vec<_> = gaps.iter().map(|e| at(e).eigenvalues[0].mid()).collect();
    found.measured = Some(measured_exponent(&least));
    let last = columns.len() - 1;
    if let Some(series) = expansion.eigenvalue(last) {
        found.remainder("λ_min", &series, 2 * order, |e| {
            ray.at(e, columns, 80, settings.bits).raw.eigenvalues[0].clone()
        });
    } else {
        found.holds("λ_min has a series", Truth::Unknown);
    }
    let line = |k: &Leading| Line { slope: k.order as f64, constant: k.coefficient.to_f64() };
    let paper = Some(Line { slope: -2.0, constant: 1.0 });
    found
        .curves
        .push(curve(ray, "κ", columns, [paper, kappa.as_ref().map(line)], |c, _| c.kappa()));
    let ours = expansion.least().map(|l| line(&l));
    found.curves.push(curve(ray, "λ_min", columns, [None, ours], |c, _| {
        Some(c.raw.eigenvalues[0].clone())
    }));
}

/// Closed forms of lim λ_min/ε^2n and of lim sd |ε|^n/σ of each scale.
struct Forms {
    least: Interval,
    deviations: Vec<Interval>,
}

fn closed_forms(ray: &OneRay, bits: u32) -> Option<Forms> {
    let like = interval(bits, "1");
    let theta: Vec<Interval> = ray.path.at_zero.iter().map(|x| like.exact(x)).collect();
    let k = like.exact(&ray.k);
    // {1, e, xe, …, x^last e} with e = N^−α.
    let powers = |alpha: &Interval, last: i32| {
        let alpha = alpha.clone();
        move |x: &Interval| {
            let e = (-(&alpha * x)).exp();
            let mut f = vec![x.one()];
            f.extend((0..=last).map(|l| x.powi(l) * &e));
            f
        }
    };
    match ray.law.about().id {
        "kaplan" => {
            let [_, _, _, alpha] = theta.as_slice() else { return None };
            let psi = ray.law.psi(&theta, &k);
            let delta = ray.distance(&like, |x| {
                let loss = (alpha * (psi.ln() - x)).exp();
                (0..4).map(|l| x.powi(l) * &loss).collect()
            })?;
            let least =
                alpha.square() * &delta / (like.int(144) * psi.square() * (k.square() + &like));
            let sd = like.int(12) * psi / (alpha * delta.sqrt());
            Some(Forms { least, deviations: vec![sd.clone(), k * sd] })
        }
        "droppo-elibol" => {
            let [floor, n_c, d_c, _, alpha_d, alpha] = theta.as_slice() else { return None };
            let g = alpha_d / alpha;
            let scale = |size: &Interval| size.pow(&(&like - &g)) / &g;
            let (n, d) = (scale(n_c), k.pow(&g) * scale(d_c));
            let floor = floor.pow(&(&like / alpha));
            let psi = n_c.pow(&g) + (d_c / &k).pow(&g);
            let delta = ray.distance(&like, |x| {
                let e = (-(&g * x)).exp();
                let s = &floor + &psi * &e;
                let w = alpha * s.pow(&(alpha - &like));
                let we = &w * e;
                let mut f: Vec<Interval> = (0..3).map(|l| x.powi(l) * &we).collect();
                f.extend([w, s.pow(alpha) * s.ln(), x.powi(3) * we]);
                f
            })?;
            let least = &delta / (like.int(144) * (n.square() + d.square()));
            let sd = |size: Interval| like.int(12) * size / delta.sqrt();
            Some(Forms { least, deviations: vec![sd(n), sd(d)] })
        }
        "interaction" => {
            let (alpha, gamma_d) = (&theta[4], &theta[7]);
            let delta = ray.distance(&like, powers(alpha, 5))?;
            let g: Vec<Interval> = [0, 1, 3].map(|g| like.int(g)).into();
            let w = [like.clone(), (-(alpha * k.ln())).exp(), (-(gamma_d * k.ln())).exp()];
            let share = |i: usize| {
                let others = || (0..3).filter(move |&j| j != i).map(|j| &g[i] - &g[j]);
                let sum = others().map(|d| &like / d).reduce(|a, b| a + b).expect("two");
                let product = others().map(|d| d.square()).reduce(|a, b| a * b).expect("two");
                (like.int(2) * sum / product).abs() / &w[i]
            };
            let shares: Vec<Interval> = (0..3).map(share).collect();
            let squares = shares.iter().map(Scalar::square).reduce(|a, b| a + b).expect("three");
            let sd = |share: &Interval| like.int(120) * share / delta.sqrt();
            Some(Forms {
                least: &delta / (like.int(120).square() * squares),
                deviations: shares.iter().map(sd).collect(),
            })
        }
        _ => {
            let alpha = &theta[3];
            let delta = ray.distance(&like, powers(alpha, 3))?;
            let q = (-(alpha * k.ln())).exp();
            let least = q.square() * &delta / (like.int(144) * (&like + q.square()));
            let sd = like.int(12) / delta.sqrt();
            Some(Forms { least, deviations: vec![sd.clone(), sd / q] })
        }
    }
}

/// The known answers for Chinchilla on 20 sizes at k = 20.
fn known_answers(found: &mut Evidence, ray: &OneRay, settings: &Settings) {
    let columns = ray.law.about().ray_columns;
    let mut table = Table::new(
        format!("all five columns at the gap, {}", base_words(&ray.law)),
        &["ε", "κ", "κ_eq"],
    );
    for (gap, kappa, kappa_eq) in
        [("0.06", "3.6564929e19", "2.0240304e12"), ("0.015", "1.7716041e23", "4.3868039e15")]
    {
        let at = ray.at(&exact(gap), columns, 20, settings.bits);
        for (what, value, printed) in [("κ", at.kappa(), kappa), ("κ_eq", at.kappa_eq(), kappa_eq)]
        {
            let value = value.unwrap_or_else(|| Interval::entire(at.bits));
            found.shows(format!("{what} at ε = {gap}"), &value, printed);
        }
        let (raw, scaled) = (at.raw.kappa(), at.scaled.kappa());
        table.row([
            Cell::Number(gap.into()),
            Cell::interval(&raw, 12),
            Cell::interval(&scaled, 12),
        ]);
    }
    found.tables.push(table);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(law: &str, change: impl Fn(&mut Claim)) -> (Verdict, Option<String>) {
        let law = Law::named(law).expect("known");
        let mut claim = Claim::of(&law);
        change(&mut claim);
        Verdict::of(&evidence(&law, &Settings::default(), &claim).checks, false)
    }

    #[test]
    fn order_5_for_order_6_is_refuted() {
        assert_eq!(verdict("kaplan", |_| {}).0, Verdict::Confirmed);
        let (wrong, why) = verdict("kaplan", |claim| claim.orders = vec![0, 0, 2, 5]);
        assert_eq!(wrong, Verdict::Refuted);
        assert!(why.expect("a reason").contains("orders (0, 0, 2, 6)"));
    }

    #[test]
    fn a_constant_wrong_by_1e_20_is_refuted() {
        for off in ["1e-20", "-1e-20"] {
            let (wrong, why) = verdict("kaplan", |claim| claim.off = Some(off));
            assert_eq!(wrong, Verdict::Refuted, "{why:?}");
        }
    }
}
