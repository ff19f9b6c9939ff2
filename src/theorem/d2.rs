//! D2: at zero gap a ray sees the scales of the pair through ψ alone.

use super::cases::{base, base_words, exact, rays};
use super::logic::{at_gap, digits_of, not, number};
use super::{Cell, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::design::LogUniform;
use crate::geometry::{Precision, conditioning, gram, jacobian_row, parameters, variables};
use crate::law::{Law, Point};
use crate::number::{Dual, Exact, Interval, Scalar, gradient};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "D2",
    title: "The reduced model",
    words: "At zero gap, on a ray, the loss depends on the scales of the pair only through ψ; the \
            Gram matrix is singular, with explicit kernel directions, and what is identifiable is \
            the reduced model.",
    symbols: "D = kN, ε = 0: L = E + ψ N^−α, ψ = A + B k^−α (kaplan: ψ = N_c + D_c/k; \
              droppo-elibol: ψ = N_C^γ + (D_C/k)^γ; interaction: ψ = A + B k^−α + F k^−γ_D; \
              repeated: k' = D'/N' for k); det JᵀJ = 0",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[
        Lemma::whole("D2_chinchilla").of("chinchilla"),
        Lemma::whole("D2_kernel_pair").of("chinchilla"),
        Lemma::whole("D2_kernel_exponents").of("chinchilla"),
        Lemma::whole("D2_chinchilla_kernel_exact").of("chinchilla"),
        Lemma::whole("D2_det_zero_iff").of("chinchilla"),
        Lemma::whole("D2_kaplan").of("kaplan"),
        Lemma::whole("D2_kaplan_kernel_pair").of("kaplan"),
        Lemma::whole("D2_kaplan_kernel_exponents").of("kaplan"),
        Lemma::whole("D2_kaplan_kernel_exact").of("kaplan"),
        Lemma::part("D2_repeated").of("repeated"),
        Lemma::part("D2_repeated_single_epoch").of("repeated"),
        Lemma::part("D2_droppo_elibol").of("droppo-elibol"),
        Lemma::part("D2_droppo_kernel_exact").of("droppo-elibol"),
        Lemma::part("D2_interaction").of("interaction"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Proved),
        ("repeated", Verdict::Confirmed),
        ("kaplan", Verdict::Proved),
        ("droppo-elibol", Verdict::Confirmed),
        ("interaction", Verdict::Confirmed),
    ],
    check,
};

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("D2 speaks of laws"), settings, "0")
}

/// `gap` is 0 in the statement; the tests put another number there.
fn evidence(law: &Law, settings: &Settings, gap: &str) -> Evidence {
    let mut evidence = Evidence::new(
        format!(
            "rays k = 5, 20, 200, six sizes log-uniform on [1e6, 1e11], {} moved to zero gap{}; \
             loss against the reduced model, J times each kernel direction, the rank of what is \
             left, and the pair's determinant at gaps ±1e-3 and on two rays",
            base_words(law),
            if matches!(law, Law::Repeated(_)) { ", every token seen four times" } else { "" }
        ),
        settings.bits,
    );
    let theta = at_gap(law, &base(law), &exact(gap));
    let mut table =
        Table::new("kernel of the Jacobian at zero gap, k = 20", &["direction", "along"]);
    for k in ["5", "20", "200"] {
        on_the_ray(&mut evidence, law, &theta, k, if k == "20" { Some(&mut table) } else { None });
    }
    evidence.tables.push(table);
    off_zero_gap(&mut evidence, law);
    evidence
}

/// N and what D makes of it: D' = kN with every token seen four times where the
/// law counts repetitions, D = kN otherwise.
fn runs(law: &Law, theta: &[Interval], k: &str) -> Vec<Point<Interval>> {
    let like = &theta[0];
    let sizes = LogUniform::new(exact("1e6"), exact("1e11"), 6).expect("a valid range");
    let k = like.exact(&exact(k));
    let four = like.int(4);
    // D' of one unique token seen four times; N stays below N_opt.
    let counts = match law {
        Law::Repeated(repeated) => {
            let at = Point {
                n: like.ratio(1, 1000),
                d: four.clone(),
                unique: like.one(),
                others: Vec::new(),
            };
            Some(repeated.effective(std::array::from_fn(|j| &theta[j]), &at).1)
        }
        _ => None,
    };
    let run = |n: Interval| {
        let d = &k * &n;
        match &counts {
            None => Point::new(n, d),
            Some(counts) => {
                let unique = d / counts;
                Point { n, d: &unique * &four, unique, others: Vec::new() }
            }
        }
    };
    (0..sizes.count()).map(|i| run(sizes.at(i, like))).collect()
}

/// What the reduced model has in the places of its parameters.
fn reduced_values(law: &Law, theta: &[Interval], k: &Interval) -> Vec<Interval> {
    let psi = law.psi(theta, k);
    match law {
        Law::Kaplan(_) => vec![psi, theta[3].clone()],
        Law::DroppoElibol(_) => {
            vec![theta[0].clone(), psi, &theta[3] / &theta[5], theta[5].clone()]
        }
        Law::Interaction(_) => vec![theta[0].clone(), psi, theta[4].clone()],
        _ => vec![theta[0].clone(), psi, theta[3].clone()],
    }
}

fn on_the_ray(
    evidence: &mut Evidence,
    law: &Law,
    theta: &[Exact],
    k: &str,
    table: Option<&mut Table>,
) {
    let bits = evidence.bits;
    let like = number(bits, "1");
    let values = parameters(&like, theta);
    let ratio = number(bits, k);
    let runs = runs(law, &values, k);
    let reduced = law.reduced().expect("every law of the theory has a reduced model");
    // Two pairs of scales with their own ψ.
    for scale in [1, 7] {
        let mut scaled = values.clone();
        scaled[law.about().pair[0]] = &scaled[law.about().pair[0]] * like.int(scale);
        let kept = reduced_values(law, &scaled, &ratio);
        for (i, run) in runs.iter().enumerate() {
            evidence.agree(
                format!("k = {k}, run {i}, first scale × {scale}: L(θ) = L_reduced(ψ)"),
                &law.loss(&scaled, run),
                &reduced.loss(&kept, run),
                digits_of(bits),
            );
            evidence.cases += 1;
        }
    }
    let columns: Vec<usize> = (0..law.len()).collect();
    let duals = variables(&values, &columns);
    let directions = kernel(law, &values, &ratio);
    let tiny = like.int(10).powi(-(digits_of(bits) as i32));
    let bound = (-tiny.clone()).hull(&tiny);
    for (name, direction) in &directions {
        for (i, run) in runs.iter().enumerate() {
            let row = jacobian_row(law, &duals, run).gradient(law.len());
            let terms: Vec<Interval> = row.iter().zip(direction).map(|(j, v)| j * v).collect();
            let sum = terms.iter().fold(like.zero(), |sum, t| sum + t);
            let size = terms.iter().fold(like.zero(), |sum, t| sum + t.abs());
            // A direction along columns that vanish: 0/0 is not asked for.
            let relative = if size.is_point() && size.contains_zero() { sum } else { sum / size };
            evidence.within(format!("k = {k}, run {i}: J v = 0, v {name}"), &relative, &bound);
        }
    }
    if let Some(table) = table {
        for (name, direction) in &directions {
            let about = law.about();
            let along: Vec<String> = direction
                .iter()
                .zip(about.parameters)
                .filter(|(v, _)| !v.contains_zero())
                .map(|(v, p)| format!("{} {}", v.mid().to_decimal(6), p.symbol))
                .collect();
            table.row([name.as_str().into(), Cell::from(along.join(", "))]);
        }
    }
}

/// Directions in which the loss on the ray does not change to first order. Those
/// within the pair are orthogonal to ∇ψ (by dual numbers, so for every law); the
/// others are the closed forms of `docs/theory.md`.
fn kernel(law: &Law, theta: &[Interval], k: &Interval) -> Vec<(String, Vec<Interval>)> {
    let p = law.len();
    let zero = k.zero();
    let unit = |entries: &[(usize, Interval)]| {
        let mut v = vec![zero.clone(); p];
        for (at, x) in entries {
            v[*at] = x.clone();
        }
        v
    };
    let about = law.about();
    let slope = gradient(|x| law.psi(x, &Dual::constant(k.clone())), theta).1;
    let mut found = Vec::new();
    for pair in about.pair.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let v = unit(&[(a, slope[b].clone()), (b, -slope[a].clone())]);
        let symbol = |j: usize| about.parameters[j].symbol;
        found.push((format!("within ({}, {})", symbol(a), symbol(b)), v));
    }
    let log_k = k.ln();
    match law {
        Law::Kaplan(_) => {
            // (N_c ψ/α_D · ln(ψ/N_c), 0, ψ − N_c, −N_c).
            let psi = law.psi(theta, k);
            let n_c = &theta[0];
            let first = n_c * &psi / &theta[3] * (&psi / n_c).ln();
            let v = unit(&[(0, first), (2, &psi - n_c), (3, -n_c.clone())]);
            found.push(("with the exponents".into(), v));
        }
        Law::DroppoElibol(_) => {
            // p = N_C^γ, d = (D_C/k)^γ: (−d N_C ln(N_C k/D_C)/α_N) N_C + d α_N − p α_D.
            let gamma = &theta[3] / &theta[5];
            let [p, d] = [theta[1].pow(&gamma), (&theta[2] / k).pow(&gamma)];
            let first = -(&d * &theta[1] * (&theta[1] * k / &theta[2]).ln() / &theta[3]);
            found.push(("with the exponents".into(), unit(&[(1, first), (3, d), (4, -p)])));
        }
        _ => {
            // Terms A, B q, F r of ψ; (A B q ln k) A + (B q) α − A β and the like.
            let (alpha, beta) = match law {
                Law::Interaction(_) => (4, 5),
                _ => (3, 4),
            };
            let a = theta[1].clone();
            let bq = &theta[2] * &slope[2];
            let first = -(&a * &bq * &log_k);
            let v = unit(&[(1, first), (alpha, bq), (beta, -a.clone())]);
            found.push(("with the exponents α, β".into(), v));
            if let Law::Interaction(_) = law {
                let fr = &theta[3] * &slope[3];
                found.push(("with α, γ_N".into(), unit(&[(4, fr), (6, -a)])));
                let f = -(&theta[3] * &log_k);
                found.push(("with γ_N, γ_D".into(), unit(&[(3, f), (6, k.one()), (7, -k.one())])));
            }
        }
    }
    found
}

/// Away from zero gap, or with a second ray, the pair is independent; at zero
/// gap what the kernel leaves is.
fn off_zero_gap(evidence: &mut Evidence, law: &Law) {
    let precision = Precision { start: evidence.bits, ..Precision::digits(10) };
    let singular = |gap: &str, ratios: &[&str], columns: &[usize]| {
        let theta = at_gap(law, &base(law), &exact(gap));
        conditioning(law, &theta, &rays(ratios, 8), &[columns], precision)[0].singular()
    };
    let pair = &law.about().pair[..2];
    for gap in ["1e-3", "-1e-3"] {
        evidence
            .holds(format!("ε = {gap}: the pair has det > 0"), not(singular(gap, &["20"], pair)));
    }
    evidence.holds(
        "ε = 0, rays 20 and 100: the pair has det > 0",
        not(singular("0", &["20", "100"], pair)),
    );
    let left: &[usize] = match law {
        Law::Kaplan(_) => &[0, 2],
        Law::DroppoElibol(_) => &[0, 1, 3, 5],
        Law::Interaction(_) => &[0, 1, 4],
        _ => &[0, 1, 3],
    };
    evidence.holds(
        "ε = 0, one ray: the columns that the kernel leaves are independent",
        not(singular("0", &["20"], left)),
    );
    let reduced = law.reduced().map_or(0, |r| r.len());
    evidence.holds("they are as many as the reduced model has parameters", reduced == left.len());
    // det/(G_AA G_BB) = 1 − ρ².
    let like = number(evidence.bits, "1");
    let theta = parameters(&like, &at_gap(law, &base(law), &exact("0")));
    let g = gram(law, &theta, &rays(&["20"], 8), pair);
    let sine = like.one() - g[(0, 1)].square() / (&g[(0, 0)] * &g[(1, 1)]);
    let tiny = like.int(10).powi(-(digits_of(evidence.bits) as i32));
    evidence.within("ε = 0, one ray: det = 0", &sine, &(-tiny.clone()).hull(&tiny));
}

#[cfg(test)]
mod tests {
    use super::super::logic;
    use super::*;

    #[test]
    fn a_gap_however_small_is_not_zero() {
        for id in STATEMENT.laws {
            let law = logic::law(id);
            let verdict = |gap| {
                let found = evidence(&law, &Settings::default(), gap);
                Verdict::of(&found.checks, false)
            };
            assert_eq!(verdict("0").0, Verdict::Confirmed, "{id}: {:?}", verdict("0").1);
            assert_eq!(verdict("1e-30").0, Verdict::Refuted, "{id}");
        }
    }
}
