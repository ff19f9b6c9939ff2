//! Bounds against the functions that they bound.

use super::columns::Column;
use super::cut::{Cut, Known, narrowed};
use super::inner::{Inner, least_squares, rows};
use super::judge::Search;
use super::minorant::{Envelope, Term};
use super::*;
use crate::certify::{Certified, Ends, Options, certify};
use crate::fit::{Constraints, Objective};
use crate::law::Law;
use crate::number::{Compare, Exact, Mpfr, Scalar};
use crate::runs::Runs;

const OBJECTIVES: [&str; 7] = [
    "sse",
    "log-sse",
    "huber-log:1e-3",
    "huber-log:0.5",
    "huber-log:3",
    "pseudo-huber-log:1e-3",
    "pseudo-huber-log:2",
];

/// Numbers between 0 and 1.
fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// h(ℓ) − σℓ − τ ≥ 0 on the whole range, evaluated by MPFR, for slopes of the
/// envelope and others; and the envelope's own slopes lose nothing that shows.
#[test]
fn lines_are_below_the_term_and_those_of_the_envelope_near_it() {
    for objective in OBJECTIVES {
        let objective: Objective = objective.parse().expect("an objective");
        let term = Term::new(&objective);
        let delta = objective.delta().map_or(0.1, Exact::to_f64);
        let h = |ratio: f64| {
            let at = Mpfr::from_f64(200, ratio);
            let rho = objective.rho(&at).at(&objective.residual(&at.one(), &at));
            at.int(objective.factor()) * rho
        };
        let mut random = random(7);
        for case in 0..400 {
            // Ranges of all sizes, many about ±δ.
            let about = [1.0, libm::exp(delta), libm::exp(-delta), 0.5 + 3.0 * random()][case % 4];
            let width = libm::pow(10.0, -6.0 * random());
            let lo = about * (1.0 - 0.9 * width * random());
            let up = about * (1.0 + 4.0 * width * random());
            let envelope = term.envelope([lo, up]);
            let touch = lo + (up - lo) * random();
            let [value, slope, _] = term.guide(&envelope, touch);
            for (slope, own) in
                [(slope, true), (slope * (0.5 + random()), false), (random() - 0.5, false)]
            {
                let height = term.height(&envelope, slope, touch);
                let mut least = f64::INFINITY;
                let near = [touch, lo, up, 1.0, libm::exp(delta), libm::exp(-delta)];
                let more = (0..30).map(|i| lo + (up - lo) * f64::from(i) / 29.0);
                for at in near.into_iter().chain(more).filter(|x| lo <= *x && *x <= up) {
                    let line = Mpfr::from_f64(200, slope) * Mpfr::from_f64(200, at)
                        + Mpfr::from_f64(200, height);
                    let above = (h(at) - line).to_f64();
                    assert!(above >= 0.0, "{objective} [{lo}, {up}] at {at}: {above}");
                    least = least.min(above);
                }
                let size = h(lo).max(&h(up)).to_f64();
                if own {
                    let lost = value - (slope * touch + height);
                    assert!(
                        lost <= 1e-5 * size + 1e-15,
                        "{objective} [{lo}, {up}]: {lost} of {size}"
                    );
                }
            }
        }
    }
}

/// Thirty runs, some heavier, some far off.
fn table() -> Runs {
    let rows: String = (0..30)
        .map(|i| {
            let (n, d) = (
                10_f64.powf(7.0 + f64::from(i % 6) / 3.0),
                10_f64.powf(9.0 + f64::from(i / 6) / 2.0),
            );
            let noise = 0.01 * f64::from(i * 7 % 5 - 2) + if i % 11 == 0 { 0.1 } else { 0.0 };
            let loss = 1.7 + 400.0 * n.powf(-0.34) + 400.0 * d.powf(-0.28) + noise;
            format!("{n:.0},{d:.0},{loss:.4},{}\n", 1 + i % 3)
        })
        .collect();
    let text = format!("n_params,n_tokens,loss,weight\n{rows}");
    Runs::from_csv("table", text.as_bytes(), &Default::default(), &Default::default())
        .expect("a table")
}

fn with_search(objective: &str, test: impl Fn(&Problem<'_>, &Certified, Search<'_>)) {
    let runs = table();
    let law = Law::named("chinchilla").expect("a law");
    let objective = objective.parse().expect("an objective");
    let none = Constraints::default();
    let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
    let answer = certify(&problem, &Options::default()).expect("a fit");
    let proof = answer.proof.as_ref().unwrap_or_else(|| panic!("{:?}", answer.fit.remarks));
    let ends = Ends { lo: "0.01".parse().expect("a"), hi: "3".parse().expect("b") };
    let region = ["alpha", "beta"].map(|name| (name.to_owned(), ends.clone()));
    let search = Search::new(&problem, proof, &region).expect("it projects");
    test(&problem, &answer, search);
}

/// Points of random boxes, wide and narrow, near the optimum and far from it, with
/// c that follow the exponents or not: where they are no worse than a level, they
/// are where they are known to be, and the objective is above every bound.
#[test]
fn no_point_below_the_level_is_lost_by_a_bound() {
    for objective in OBJECTIVES {
        with_search(objective, |problem, answer, mut search| {
            let proof = answer.proof.as_ref().expect("a proof");
            let (law, optimal) = (problem.law(), search.data.best);
            let mut random = random(99);
            let (mut tried, mut nearest) = (0, f64::INFINITY);
            for case in 0..48 {
                // The level stands for the optimum, so that there are points below.
                let level = optimal * [1.0 + 1e-6, 1.01, 3.0][case % 3];
                search = search.below(level);
                let width = [0.3, 0.02, 1e-3, 1e-5][case % 4] * random();
                let away = [0.2, 0.02, 1e-3, 0.0][case / 4 % 4];
                let optimum = search.exponents.map(|p| proof.parameters[p].to_f64());
                let cell = optimum.map(|x| {
                    let corner = x + away * (random() - 0.5) - width * random();
                    [corner, corner + width]
                });
                let columns = search.columns(&[cell]);
                let here = search.of(&cell, &columns);
                let known = Known { ratios: search.ratios.clone(), linear: search.ceilings(&here) };
                let steps = narrowings(&search, &here, known);
                for _ in 0..8 {
                    let at = cell.map(|[lo, hi]| lo + (hi - lo) * random());
                    // The best c at the point itself, nearly, and others about it.
                    let point = at.map(|x| [x, x]);
                    let there = search.columns(&[point]);
                    let rows = rows(&search.of(&point, &there), &search.data.losses);
                    let best = steps[0].inner(&search, &rows);
                    let spread = [0.0, 1e-6, 1e-3, 0.05][(random() * 4.0) as usize];
                    let c: Vec<f64> =
                        best.iter().map(|c| c * (1.0 + spread * (random() - 0.5))).collect();
                    let primed = [c[0], c[1], c[2], at[0], at[1]];
                    let value = problem.value(&proof.units.to_file(law, &primed));
                    let ratios: Vec<f64> =
                        rows.iter().map(|a| a.iter().zip(&c).map(|(a, c)| a * c).sum()).collect();
                    if value > level {
                        continue;
                    }
                    tried += 1;
                    for step in &steps {
                        let slack = 1e-11;
                        assert!(!step.known.is_empty(), "{objective} {cell:?}: {value} {level}");
                        assert!(
                            value * (1.0 + slack) >= step.bound,
                            "{objective} {cell:?}: {value} {}",
                            step.bound
                        );
                        for (x, [lo, up]) in ratios.iter().zip(&step.known.ratios) {
                            assert!(
                                lo * (1.0 - slack) <= *x && *x <= up * (1.0 + slack),
                                "{objective} {cell:?}: {x} {lo} {up}"
                            );
                        }
                        for (x, c) in c.iter().zip(&step.known.linear) {
                            assert!(
                                c.lo * (1.0 - slack) <= *x && *x <= c.hi * (1.0 + slack),
                                "{objective} {cell:?}: {x} {c:?}"
                            );
                        }
                    }
                    nearest = nearest.min((value - steps[steps.len() - 1].bound) / value);
                }
            }
            assert!(tried > 60, "{objective}: {tried}");
            assert!(nearest < 1e-3, "{objective}: bounds are of use: {nearest}");
        });
    }
}

/// What is known after a round of narrowing, with the bound that it gave.
struct Step {
    known: Known,
    bound: f64,
    envelopes: Vec<Envelope>,
}

impl Step {
    /// The best c for other columns.
    fn inner(&self, search: &Search<'_>, rows: &[Vec<f64>]) -> Vec<f64> {
        let scale = &search.data.rough_scale[..];
        let inner = Inner { term: &search.term, envelopes: &self.envelopes, scale, rows };
        inner.minimise(&least_squares(rows, scale).expect("regular"))
    }
}

fn narrowings(search: &Search<'_>, columns: &[&Column], known: Known) -> Vec<Step> {
    let rows = rows(columns, &search.data.losses);
    let scale = &search.data.rough_scale[..];
    let mut c = least_squares(&rows, scale).expect("regular");
    let mut steps: Vec<Step> = Vec::new();
    let mut known = Some(known);
    while let Some(now) = known.take().filter(|k| steps.len() < 5 && !k.is_empty()) {
        let envelopes: Vec<Envelope> =
            now.ratios.iter().map(|range| search.term.envelope(*range)).collect();
        let inner = Inner { term: &search.term, envelopes: &envelopes, scale, rows: &rows };
        c = inner.minimise(&c);
        let bound = Cut::touching(&inner, &c, &search.data, columns).lower(&now.linear);
        let slack = (inner.value(&c) - bound).max(0.0);
        known = narrowed(&inner, &c, slack, &search.data, columns, &now);
        steps.push(Step { known: now, bound, envelopes });
    }
    steps
}

/// In the box on which convexity is proved the Hessian in doubles is positive
/// definite at random points; and it is as wide as the certificate's at least.
#[test]
fn the_basin_is_convex_and_holds_the_optimum() {
    for objective in OBJECTIVES {
        with_search(objective, |problem, answer, search| {
            let proof = answer.proof.as_ref().expect("a proof");
            let mut random = random(5);
            for (at, p) in search.exponents.iter().enumerate() {
                let place =
                    proof.places.iter().find(|place| place.parameters == [*p]).expect("one");
                let [lo, hi] = search.inner[at];
                let given = place.convex.enclosed(64);
                let (from, to) = (given.lo().to_f64(), given.hi().to_f64());
                assert!(hi - lo >= 0.99 * (to - from), "{objective}: {lo} {hi} {given}");
                assert!(lo < place.tight.lo.to_f64() && place.tight.hi.to_f64() < hi);
            }
            let order = search.exponents.iter().chain(problem.law().about().linear);
            for _ in 0..50 {
                let mut primed = vec![0.0; 5];
                for (p, [lo, hi]) in order.clone().zip(&search.inner) {
                    primed[*p] = lo + (hi - lo) * random();
                }
                let theta = proof.units.to_file(problem.law(), &primed);
                let u = problem.space().coordinates(
                    &theta.iter().map(|x| Mpfr::from_f64(120, *x)).collect::<Vec<_>>(),
                );
                let hessian = crate::certify::evaluate::expansion(problem, &u).hessian;
                assert!(crate::algebra::Ldl::new(&hessian).is_some(), "{objective}: {primed:?}");
            }
        });
    }
}
