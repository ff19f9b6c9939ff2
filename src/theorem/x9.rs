//! X9: on one ray some laws have a second, exactly equal optimum.

use super::boxes::crossing;
use super::cases::{base, base_words, exact};
use super::evidence::agreement;
use super::logic::{all, at_gap, digits_of, not, number, one, set};
use super::{Cell, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::design::LogUniform;
use crate::geometry::parameters;
use crate::law::{Interaction, Law, OptimalSize, Point, Repeated};
use crate::number::{Dual, Exact, Interval, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X9",
    title: "The twin",
    words: "On one ray the two scaling terms can exchange roles: other parameters give the same \
            loss at every run, so every fit has a second optimum, equally good. Kaplan's law has \
            none (two fits with a gap and the same loss at every size on the ray are one), nor has \
            repeated data where derivatives go through N_opt.",
    symbols: "chinchilla: (A, α) ↔ (B k^−β, β); droppo-elibol: N_C' = D_C/k, α_N' = α_D, \
              D_C' = k N_C, α_D' = α_N; interaction: six permutations and a continuum",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[
        Lemma::whole("X9_chinchilla_twin").of("chinchilla"),
        Lemma::part("X9_twin_hoffmann").of("chinchilla"),
        Lemma::whole("X9_droppo_elibol_twin").of("droppo-elibol"),
        Lemma::whole("X9_interaction_swap_AB").of("interaction"),
        Lemma::whole("X9_interaction_swap_BF").of("interaction"),
        Lemma::whole("X9_interaction_continuum").of("interaction"),
        Lemma::whole("X9_kaplan_none").of("kaplan"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Proved),
        ("repeated", Verdict::Confirmed),
        ("kaplan", Verdict::Proved),
        ("droppo-elibol", Verdict::Proved),
        ("interaction", Verdict::Proved),
    ],
    check: |law, settings| evidence(law.expect("X9 speaks of laws"), settings, "0"),
};

const RAYS: [&str; 3] = ["1", "20", "350"];
const GAPS: [&str; 4] = ["0.06", "-0.06", "0.3", "1e-9"];

/// How many twins each law has.
fn count(law: &Law) -> usize {
    match law {
        Law::Chinchilla(_) | Law::DroppoElibol(_) => 1,
        Law::Interaction(_) => 5,
        _ => 0,
    }
}

/// `relative` is added to the first scale of every twin, relatively: 0 in the
/// statement.
fn evidence(law: &Law, settings: &Settings, relative: &str) -> Evidence {
    let bits = settings.bits;
    let mut evidence = Evidence::new(
        format!(
            "loss at 12 sizes log-uniform on [1e6, 1e12] on the rays k = {}, {} at gaps {}: equal \
             on the ray, different on the ray 2k; the twin of the twin",
            RAYS.join(", "),
            base_words(law),
            GAPS.join(", ")
        ),
        bits,
    );
    for k in RAYS {
        for gap in GAPS {
            let theta = parameters(&one(bits), &at_gap(law, &base(law), &exact(gap)));
            on_a_ray(&mut evidence, law, &theta, k, gap, relative);
        }
    }
    match law {
        Law::Chinchilla(_) => hoffmann(&mut evidence, law),
        Law::Interaction(interaction) => continuum(&mut evidence, law, interaction),
        Law::Repeated(_) => frozen(&mut evidence),
        _ => {}
    }
    evidence
}

/// The runs of one ray, nothing repeated.
fn ray(like: &Interval, k: &Interval) -> Vec<Point<Interval>> {
    let sizes = LogUniform::new(exact("1e6"), exact("1e12"), 12).expect("a valid range");
    (0..sizes.count())
        .map(|i| {
            let n = sizes.at(i, like);
            let d = k * &n;
            Point::new(n, d)
        })
        .collect()
}

/// Whether two sets of parameters have one loss at all of these runs.
fn same(law: &Law, a: &[Interval], b: &[Interval], runs: &[Point<Interval>]) -> Truth {
    let digits = digits_of(a[0].bits());
    all(runs.iter().map(|run| agreement(&law.loss(a, run), &law.loss(b, run), digits)))
}

fn on_a_ray(
    evidence: &mut Evidence,
    law: &Law,
    theta: &[Interval],
    k: &str,
    gap: &str,
    relative: &str,
) {
    let like = &theta[0];
    let ratio = number(like.bits(), k);
    let runs = ray(like, &ratio);
    let off = ray(like, &(&ratio * ratio.int(2)));
    let twins = law.twins(theta, &ratio);
    let place = format!("k = {k}, ε = {gap}");
    evidence.holds(format!("{place}: {} twins", count(law)), twins.len() == count(law));
    evidence.cases += 1;
    for (i, mut twin) in twins.into_iter().enumerate() {
        let first = law.about().pair[0];
        twin[first] = &twin[first] * (like.one() + number(like.bits(), relative));
        evidence
            .holds(format!("{place}: twin {i} has the same loss"), same(law, theta, &twin, &runs));
        // A gap of 0 makes a twin of the parameters themselves.
        evidence.holds(
            format!("{place}: off the ray it has another"),
            not(same(law, theta, &twin, &off)),
        );
        let back = law.twins(&twin, &ratio);
        let returns = back.iter().map(|image| {
            all(image.iter().zip(theta).map(|(a, b)| agreement(a, b, digits_of(like.bits()))))
        });
        let found = returns.fold(Truth::False, |so_far, next| match (so_far, next) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
            _ => Truth::False,
        });
        evidence.holds(format!("{place}: a twin of twin {i} is the set itself"), found);
    }
    if let Law::Kaplan(_) | Law::Repeated(_) = law {
        exchange(evidence, law, theta, &ratio, &runs, &place);
    }
}

/// The exchange that serves Chinchilla is no twin here.
fn exchange(
    evidence: &mut Evidence,
    law: &Law,
    theta: &[Interval],
    k: &Interval,
    runs: &[Point<Interval>],
    place: &str,
) {
    let mut image = theta.to_vec();
    match law {
        Law::Kaplan(_) => {
            (image[0], image[1]) = (&theta[1] / k, k * &theta[0]);
            image.swap(2, 3);
        }
        _ => {
            image[1] = &theta[2] / k.pow(&theta[4]);
            image[2] = &theta[1] * k.pow(&theta[3]);
            image.swap(3, 4);
        }
    }
    evidence.holds(
        format!("{place}: exchanging the terms changes the loss"),
        not(same(law, theta, &image, runs)),
    );
}

/// Known answers, and where the twin sends the compute.
fn hoffmann(evidence: &mut Evidence, law: &Law) {
    let bits = evidence.bits;
    let theta = parameters(&one(bits), &set("chinchilla", "hoffmann"));
    let k = number(bits, "20");
    let twin = law.twins(&theta, &k).remove(0);
    evidence.shows("Hoffmann, k = 20: A'", &twin[1], "177.5155098");
    evidence.shows("B'", &twin[2], "1125.392192");
    let mut table = Table::new(
        "Hoffmann's parameters and their twin at k = 20",
        &["", "A", "B", "α", "β", "D/N at 5.76e23 FLOP"],
    );
    for (name, set, known) in [("published", &theta, "92.6"), ("twin", &twin, "4.3")] {
        let Some(ratio) = optimal_ratio(law, set, "5.76e23") else {
            evidence.holds("a compute-optimal D/N exists", Truth::Unknown);
            continue;
        };
        evidence.shows(format!("compute-optimal D/N, {name}"), &ratio, known);
        let mut row = vec![Cell::from(name)];
        row.extend(set[1..].iter().map(|x| Cell::interval(x, 8)));
        row.push(Cell::interval(&ratio, 5));
        table.row(row);
    }
    evidence.tables.push(table);
    nearly_a_ray(evidence, law, &theta, &twin);
}

/// D/N where L is least at 6ND = C: the zero of dL/d ln N.
fn optimal_ratio(law: &Law, theta: &[Interval], flop: &str) -> Option<Interval> {
    let product = number(theta[0].bits(), flop) / theta[0].int(6);
    let slope = |log: &Interval| {
        let n = Dual::variable(log.clone(), 0).exp();
        let d = Dual::constant(product.clone()) / &n;
        let constant: Vec<Dual<Interval>> =
            theta.iter().map(|x| Dual::constant(x.clone())).collect();
        law.loss(&constant, &Point::new(n, d)).gradient(1).remove(0)
    };
    let log = crossing(slope, &theta[0].int(10), &theta[0].int(40))?;
    Some(product / log.exp().square())
}

/// Runs alternately 1 + δ above and below the ray, losses exactly the law's: the
/// sum of squares at the twin, before and per δ².
fn nearly_a_ray(evidence: &mut Evidence, law: &Law, theta: &[Interval], twin: &[Interval]) {
    let like = &theta[0];
    let mut table = Table::new(
        "the twin on a ray that is not quite one: 12 runs at k = 20 (1 ± δ), Σ (L − L_twin)²",
        &["δ", "objective gap", "gap/δ²"],
    );
    let mut ratios = Vec::new();
    for delta in ["1e-2", "1e-3", "1e-4"] {
        let off = number(like.bits(), delta);
        let sum = ray(like, &number(like.bits(), "20")).into_iter().enumerate().fold(
            like.zero(),
            |sum, (i, run)| {
                let sign = if i % 2 == 0 { off.clone() } else { -off.clone() };
                let run = Point::new(run.n, run.d * (like.one() + sign));
                sum + (law.loss(theta, &run) - law.loss(twin, &run)).square()
            },
        );
        let ratio = &sum / off.square();
        table.row([Cell::Number(delta.into()), Cell::interval(&sum, 4), Cell::interval(&ratio, 6)]);
        ratios.push(ratio);
    }
    let one = like.one();
    let nearly = one.ratio(99, 100).hull(&one.ratio(101, 100));
    let ratio = &ratios[1] / &ratios[2];
    evidence.within("nearly on a ray the gap is of order δ²: gap/δ² settles", &ratio, &nearly);
    evidence.tables.push(table);
}

/// γ_N + γ_D and F k^−γ_D are all that a ray sees.
fn continuum(evidence: &mut Evidence, law: &Law, interaction: &Interaction) {
    let bits = evidence.bits;
    let theta = parameters(&one(bits), &base(law));
    let k = number(bits, "20");
    for gamma in ["-1", "0", "0.1", "0.5", "3"] {
        let other = interaction.slide(std::array::from_fn(|j| &theta[j]), &k, &number(bits, gamma));
        let answer = same(law, &theta, &other, &ray(&theta[0], &k));
        evidence.holds(format!("γ_D = {gamma}: the same loss along the continuum"), answer);
        evidence.cases += 1;
    }
}

/// With N_opt frozen, and where nothing repeats, the twin is Chinchilla's.
fn frozen(evidence: &mut Evidence) {
    let bits = evidence.bits;
    let mut exact_theta = set("chinchilla", "hoffmann");
    exact_theta.extend([exact("5.31"), exact("15.39")]);
    let frozen_base: [Exact; 4] = std::array::from_fn(|j| exact_theta[j + 1].clone());
    let law = Law::from(Repeated { n_opt: OptimalSize::Frozen(frozen_base) });
    let theta = parameters(&one(bits), &exact_theta);
    // k = 1e4 keeps N below N_opt at every size here.
    let k = number(bits, "1e4");
    let twins = law.twins(&theta, &k);
    evidence.holds("N_opt frozen: one twin", twins.len() == 1);
    let runs = ray(&theta[0], &k);
    let answer = all(twins.iter().map(|twin| same(&law, &theta, twin, &runs)));
    evidence.holds("N_opt frozen, k = 1e4, N ≤ N_opt: it has the same loss", answer);
}

#[cfg(test)]
mod tests {
    use super::super::logic;
    use super::*;

    #[test]
    fn a_twin_off_by_1e_20_is_refuted() {
        for id in ["chinchilla", "droppo-elibol", "interaction"] {
            let law = logic::law(id);
            let verdict = |relative| {
                Verdict::of(&evidence(&law, &Settings::default(), relative).checks, true)
            };
            let stated = verdict("0");
            assert_eq!(stated.0, Verdict::Proved, "{id}: {stated:?}");
            assert_eq!(verdict("1e-20").0, Verdict::Refuted, "{id}");
        }
    }
}
