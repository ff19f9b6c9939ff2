//! X7: the best design depends on the criterion.

use super::boxes::everywhere;
use super::cases::{base, base_words, exact};
use super::logic::{at_gap, number, one};
use super::{Cell, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::algebra::{Ldl, Matrix};
use crate::design::{Coverage, LogUniform, best_low_share};
use crate::geometry::{Row, accumulate, jacobian_row, parameters, variables};
use crate::law::{Law, Point};
use crate::number::{Compare, Dual, Exact, Interval, Scalar};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X7",
    title: "Optimal designs",
    words: "Under one budget the designs that are best for V_K, for κ_eq of the pair, for the \
            determinant of the information and for the predicted variance at a target are four \
            different ones.",
    symbols: "V_K: end rays, half of the runs each; κ_eq: a share R^−β/(1+R^−β) of the weight on the \
              low ray; max det M; min gᵀM⁻¹g; Σ 6ND fixed",
    laws: &["chinchilla", "kaplan", "droppo-elibol"],
    lemmas: &[
        Lemma::part("P2_2_popoviciu"),
        Lemma::part("X2_best_shares"),
        Lemma::part("X2_no_share_passes"),
    ],
    recorded: &[
        ("chinchilla", Verdict::Confirmed),
        ("kaplan", Verdict::Confirmed),
        ("droppo-elibol", Verdict::Confirmed),
    ],
    check: |law, settings| evidence(law.expect("X7 speaks of laws"), settings),
};

const RAYS: [&str; 3] = ["20", "60", "180"];
const SIZES: usize = 7;
/// The target run: Chinchilla's own, N = 7e10, D = 1.4e12.
const TARGET: [&str; 2] = ["7e10", "1.4e12"];
/// Σ 6ND.
const BUDGET: &str = "1e22";
/// Steps of the multiplicative algorithm.
const STEPS: usize = 400;
/// Efficiency that is asked of the two designs found numerically.
const EFFICIENCY: (i64, i64) = (98, 100);
/// Cells after which a box is given up.
const LIMIT: usize = 40_000;

fn evidence(law: &Law, settings: &Settings) -> Evidence {
    let mut evidence = Evidence::new(
        format!(
            "candidates: {SIZES} sizes log-uniform on [1e7, 1e9] on the rays k = {}; budget \
             Σ 6ND = {BUDGET}, run counts real numbers; {}; target N = {}, D = {}; optima of the \
             last two by a multiplicative algorithm, their efficiency bounded below by the \
             equivalence theorem in intervals",
            RAYS.join(", "),
            base_words(law),
            TARGET[0],
            TARGET[1]
        ),
        settings.bits,
    );
    if let Law::Chinchilla(_) = law {
        shares(&mut evidence);
    }
    let candidates = Candidates::of(law, settings.bits);
    let designs = [
        ("V_K", candidates.half_each()),
        ("κ_eq", candidates.best_shares()),
        ("det M", candidates.d_optimal()),
        ("variance at the target", candidates.c_optimal()),
    ];
    let mut table = Table::new(
        "four designs of one budget",
        &[
            "best for",
            "runs on k = 20, 60, 180 (%)",
            "budget there (%)",
            "runs",
            "V_K",
            "κ_eq, limit",
            "(det M)^(1/p), relative",
            "sd at the target/σ",
        ],
    );
    let scores: Vec<Scores> = designs.iter().map(|(_, b)| candidates.score(b)).collect();
    for ((name, budget), score) in designs.iter().zip(&scores) {
        table.row(candidates.row(name, budget, score, &scores[2]));
    }
    evidence.tables.push(table);
    for (i, what, bound) in [
        (2, "det M", candidates.d_efficiency(&designs[2].1)),
        (3, "variance", candidates.c_efficiency(&designs[3].1)),
    ] {
        let floor = one(settings.bits).ratio(EFFICIENCY.0, EFFICIENCY.1);
        let what = format!(
            "{what}: the design found has an efficiency above {}/{}",
            EFFICIENCY.0, EFFICIENCY.1
        );
        evidence.below(what, &floor, &bound);
        evidence.cases += i;
    }
    // Each is better than the three others at its own criterion, by more than
    // the efficiency that the numerical ones may lack.
    for (i, (name, _)) in designs.iter().enumerate() {
        for (j, (other, _)) in designs.iter().enumerate().filter(|(j, _)| *j != i) {
            let (own, theirs) = (scores[i].loss(i), scores[j].loss(i));
            evidence.below(format!("by {name}, its design beats that of {other}"), own, theirs);
        }
    }
    evidence
}

/// Over boxes, whatever the law: κ_eq falls as the share of the low ray's weight
/// approaches R^−β/(1 + R^−β), and V_K rises as it approaches one half.
fn shares(evidence: &mut Evidence) {
    let slope = |p: &Interval, v: &Interval, kappa: bool| {
        let p = Dual::variable(p.clone(), 0);
        let v = Dual::constant(v.clone());
        let q = p.one() - &p;
        // V/(1 − v)², and V/(M₁(1 − v))², of which κ_eq is a decreasing function.
        let spread = &p * &q;
        let value = if kappa { spread / (&p + &q * &v).square() } else { spread };
        value.ln().gradient(1).remove(0)
    };
    for (what, kappa) in
        [("κ_eq is least at the share R^−β/(1+R^−β)", true), ("V_K is largest at one half", false)]
    {
        for (side, below) in [("below", true), ("above", false)] {
            let covered =
                everywhere(&[("t", "0.05", "0.95"), ("R^−β", "0.05", "0.7")], LIMIT, |x| {
                    let [t, v] = x else { unreachable!("two sides") };
                    let best = if kappa {
                        best_low_share(&v.one(), &(v.one() / v))
                    } else {
                        v.ratio(1, 2)
                    };
                    let p = if below { &best * t } else { &best + (best.one() - &best) * t };
                    let rises = slope(&p, v, kappa);
                    if below { rises.is_positive() } else { rises.less(&rises.zero()) }
                });
            evidence
                .found(format!("{what}: monotone {side} it"), covered.truth, covered.found())
                .over_a_box();
        }
    }
}

/// Runs that may be made, each by its share of the budget.
struct Candidates {
    like: Interval,
    /// k^−β of each.
    u: Vec<Interval>,
    /// The pair's first column, squared, at zero gap.
    pair: Vec<Interval>,
    ratio: Interval,
    /// FLOP of one run.
    cost: Vec<Interval>,
    /// The gradient at each, parameters in units of themselves.
    rows: Vec<Vec<Interval>>,
    target: Vec<Interval>,
    budget: Interval,
}

impl Candidates {
    fn of(law: &Law, bits: u32) -> Candidates {
        let like = one(bits);
        let sizes = LogUniform::new(exact("1e7"), exact("1e9"), SIZES).expect("a valid range");
        let points: Vec<Point<Interval>> = RAYS
            .iter()
            .flat_map(|k| {
                let (k, like, sizes) = (number(bits, k), like.clone(), sizes.clone());
                (0..SIZES).map(move |i| {
                    let n = sizes.at(i, &like);
                    let d = &k * &n;
                    Point::new(n, d)
                })
            })
            .collect();
        let theta = parameters(&like, &base(law));
        let gradient = |theta: &[Interval], columns: &[usize], at: &Point<Interval>| {
            let row = jacobian_row(law, &variables(theta, columns), at).gradient(columns.len());
            row.iter().zip(columns).map(|(g, c)| g * &theta[*c]).collect::<Vec<_>>()
        };
        let columns = law.about().ray_columns;
        let merged = parameters(&like, &at_gap(law, &base(law), &Exact::from(0)));
        let beta = law.ray_exponent(&merged);
        let [n, d] = TARGET.map(|t| number(bits, t));
        Candidates {
            u: points.iter().map(|p| like.one() / (&p.d / &p.n).pow(&beta)).collect(),
            pair: points
                .iter()
                .map(|p| gradient(&merged, &law.about().pair[..1], p)[0].square())
                .collect(),
            ratio: (number(bits, RAYS[2]) / number(bits, RAYS[0])).pow(&beta),
            cost: points.iter().map(|p| like.int(6) * &p.n * &p.d).collect(),
            rows: points.iter().map(|p| gradient(&theta, columns, p)).collect(),
            target: gradient(&theta, columns, &Point::new(n, d)),
            budget: number(bits, BUDGET),
            like,
        }
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    /// Budget shares from run counts up to a factor.
    fn shares_of(&self, runs: &[Interval]) -> Vec<Interval> {
        let spent: Vec<Interval> = runs.iter().zip(&self.cost).map(|(n, c)| n * c).collect();
        let total = spent.iter().fold(self.like.zero(), |sum, s| sum + s);
        spent.iter().map(|s| s / &total).collect()
    }

    /// Run counts from budget shares.
    fn runs(&self, budget: &[Interval]) -> Vec<Interval> {
        budget.iter().zip(&self.cost).map(|(b, c)| b * &self.budget / c).collect()
    }

    /// Half of the runs on each end ray, the same sizes on both.
    fn half_each(&self) -> Vec<Interval> {
        self.on_ends(&self.like.one(), &self.like.one())
    }

    /// The shares of the pair's weight that make κ_eq smallest.
    fn best_shares(&self) -> Vec<Interval> {
        let weight = |ray: usize| {
            let on = ray * SIZES..(ray + 1) * SIZES;
            on.fold(self.like.zero(), |sum, i| sum + &self.pair[i])
        };
        let low = best_low_share(&self.like, &self.ratio);
        let high = low.one() - &low;
        self.on_ends(&(low / weight(0)), &(high / weight(2)))
    }

    fn on_ends(&self, low: &Interval, high: &Interval) -> Vec<Interval> {
        let runs: Vec<Interval> = (0..self.len())
            .map(|i| match i / SIZES {
                0 => low.clone(),
                1 => low.zero(),
                _ => high.clone(),
            })
            .collect();
        self.shares_of(&runs)
    }

    /// M = Σ (runs) g gᵀ per unit of budget.
    fn information(&self, budget: &[Interval]) -> Matrix<Interval> {
        accumulate(&self.like, self.len(), self.target.len(), |i| Row {
            gradient: self.rows[i].clone(),
            weight: Some(&budget[i] / &self.cost[i] * &self.budget),
        })
    }

    /// g_iᵀM⁻¹g_i and (g_iᵀM⁻¹g)², each per unit of budget at candidate i.
    fn sensitivities(&self, budget: &[Interval]) -> Option<(Vec<Interval>, Vec<Interval>)> {
        let ldl = Ldl::new(&self.information(budget))?;
        let solved = ldl.solve(&self.target);
        let per = |i: usize, x: Interval| x * &self.budget / &self.cost[i];
        let both = self.rows.iter().enumerate().map(|(i, g)| {
            let along = crate::algebra::dot(g, &solved).square();
            (per(i, ldl.variance(g)), per(i, along))
        });
        Some(both.unzip())
    }

    /// b_i ← b_i (d_i/p), from equal shares: a multiplicative algorithm that
    /// raises det M at every step. Only its end is judged, and by intervals.
    fn d_optimal(&self) -> Vec<Interval> {
        self.iterate(|d, _| d.clone())
    }

    /// The same with √φ_i in place of d_i, for gᵀM⁻¹g.
    fn c_optimal(&self) -> Vec<Interval> {
        self.iterate(|_, phi| phi.sqrt())
    }

    fn iterate(&self, factor: fn(&Interval, &Interval) -> Interval) -> Vec<Interval> {
        let point = |x: Interval| Interval::point(&x.mid());
        let count = self.like.int(self.len() as i64);
        let mut budget = vec![point(self.like.one() / count); self.len()];
        for _ in 0..STEPS {
            let Some((d, phi)) = self.sensitivities(&budget) else { break };
            let raised: Vec<Interval> = budget
                .iter()
                .zip(d.iter().zip(&phi))
                .map(|(b, (d, phi))| point(b * point(factor(d, phi))))
                .collect();
            let total = raised.iter().fold(self.like.zero(), |sum, b| sum + b);
            budget = raised.iter().map(|b| point(b / &total)).collect();
        }
        budget
    }

    /// p/max d_i ≤ (det M/det M*)^(1/p): since det(M⁻¹M*)^(1/p) ≤ tr(M⁻¹M*)/p.
    fn d_efficiency(&self, budget: &[Interval]) -> Interval {
        let p = self.like.int(self.target.len() as i64);
        match self.sensitivities(budget) {
            Some((d, _)) => p / largest(&d),
            None => Interval::entire(self.like.bits()),
        }
    }

    /// gᵀM⁻¹g/max φ_i ≤ gᵀM*⁻¹g/gᵀM⁻¹g, by Cauchy's inequality.
    fn c_efficiency(&self, budget: &[Interval]) -> Interval {
        match (self.sensitivities(budget), Ldl::new(&self.information(budget))) {
            (Some((_, phi)), Some(ldl)) => ldl.variance(&self.target) / largest(&phi),
            _ => Interval::entire(self.like.bits()),
        }
    }

    fn score(&self, budget: &[Interval]) -> Scores {
        let runs = self.runs(budget);
        let coverage = |weights: &[Interval]| {
            let rays = self.u.iter().zip(weights).map(|(u, w)| (u.one() / u, w.clone()));
            Coverage::new(&self.like, &rays.collect::<Vec<_>>())
        };
        let weights: Vec<Interval> = runs.iter().zip(&self.pair).map(|(n, j)| n * j).collect();
        let ldl = Ldl::new(&self.information(budget));
        let entire = || Interval::entire(self.like.bits());
        let p = self.like.int(self.target.len() as i64);
        Scores {
            minus_v: -coverage(&runs).v,
            kappa_eq: coverage(&weights).kappa_eq().unwrap_or_else(entire),
            minus_det: ldl.as_ref().map_or_else(entire, |l| -(l.determinant().ln() / p).exp()),
            variance: ldl.as_ref().map_or_else(entire, |l| l.variance(&self.target)),
        }
    }

    fn row(&self, name: &str, budget: &[Interval], score: &Scores, best: &Scores) -> Vec<Cell> {
        let runs = self.runs(budget);
        let by_ray = |x: &[Interval]| {
            let total: f64 = x.iter().map(Compare::to_f64).sum();
            let ray = |r: usize| -> f64 {
                x[r * SIZES..(r + 1) * SIZES].iter().map(Compare::to_f64).sum()
            };
            (0..RAYS.len())
                .map(|r| format!("{:.1}", 100.0 * ray(r) / total))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let total: Interval = runs.iter().fold(self.like.zero(), |sum, n| sum + n);
        vec![
            name.into(),
            by_ray(&runs).into(),
            by_ray(budget).into(),
            Cell::interval(&total, 4),
            Cell::interval(&-score.minus_v.clone(), 5),
            Cell::interval(&score.kappa_eq, 5),
            Cell::interval(&(&score.minus_det / &best.minus_det), 4),
            Cell::interval(&score.variance.sqrt(), 4),
        ]
    }
}

fn largest(x: &[Interval]) -> Interval {
    x[1..].iter().fold(x[0].clone(), |so_far, next| so_far.max(next))
}

/// The four criteria, each so that less is better.
struct Scores {
    minus_v: Interval,
    kappa_eq: Interval,
    minus_det: Interval,
    variance: Interval,
}

impl Scores {
    fn loss(&self, criterion: usize) -> &Interval {
        [&self.minus_v, &self.kappa_eq, &self.minus_det, &self.variance][criterion]
    }
}

#[cfg(test)]
mod tests {
    use super::super::logic;
    use super::*;

    #[test]
    fn the_bounds_know_a_design_that_is_not_optimal() {
        let candidates = Candidates::of(&logic::law("chinchilla"), 160);
        let equal = vec![one(160).ratio(1, candidates.len() as i64); candidates.len()];
        let asked = one(160).ratio(EFFICIENCY.0, EFFICIENCY.1);
        for (best, bound) in [
            (
                candidates.d_optimal(),
                Candidates::d_efficiency as fn(&Candidates, &[Interval]) -> Interval,
            ),
            (candidates.c_optimal(), Candidates::c_efficiency),
        ] {
            assert!(asked.less(&bound(&candidates, &best)).is_true());
            assert!(bound(&candidates, &equal).less(&asked).is_true());
        }
    }
}
