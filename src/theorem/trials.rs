//! What each statement claims of a single case: its inequalities, identities
//! and equivalences, for any law at any gap on any rays.

use super::cases::exact;
use super::evidence::agreement;
use super::logic::{all, at_most, digits_of, implies, not, number, one};
use super::trial::{Trial, TrialError};
use super::{Evidence, Outcome, Selected, Settings, Statement};
use crate::algebra::{Matrix, enclose};
use crate::design::{Coverage, Design, Rays, r_min};
use crate::geometry::{Precision, Row, accumulate, conditioning, jacobian, parameters};
use crate::law::{Law, Point};
use crate::number::{Compare, Exact, Interval, Scalar, Truth};

/// What a statement claims of a case, put into evidence.
type Claims = fn(&Trial, &mut Evidence);

/// The statements that can be tried on a case.
const TRIALS: &[(&str, Claims)] = &[
    ("P1", determinant),
    ("D2", reduced),
    ("P2", coverage),
    ("P2.2", rays),
    ("P3", compute),
    ("OBJ", sandwich),
    ("X1", block),
    ("X2", thresholds),
    ("X5", kaplan_gap),
    ("X9", twins),
];

/// Digits asked where a gap as small as 1e-12 may cancel twice.
const AFTER_CANCELLATION: u32 = 20;

impl Trial {
    /// What a statement comes to in this case.
    pub fn check(&self, id: &str, settings: &Settings) -> Result<Evidence, TrialError> {
        let found = TRIALS.iter().find(|(known, _)| known.eq_ignore_ascii_case(id));
        let known = || TRIALS.iter().map(|t| t.0).collect::<Vec<_>>().join(", ");
        let (_, run) = found.ok_or_else(|| TrialError::Statement(id.into(), known()))?;
        let mut evidence = Evidence::new(format!("the case {self}"), settings.bits);
        evidence.cases = 1;
        run(self, &mut evidence);
        Ok(evidence)
    }

    /// The same as an outcome. Cases have no verdict on record: theirs stands
    /// in its place.
    pub fn outcome(
        &self,
        statement: &'static Statement,
        settings: &Settings,
    ) -> Result<Outcome, TrialError> {
        let evidence = self.check(statement.id, settings)?;
        let law = (!statement.laws.is_empty()).then(|| self.law.clone());
        let mut outcome = Selected { statement, law }.conclude(evidence, settings);
        outcome.recorded = Some(outcome.verdict);
        outcome.command = self.command(statement.id);
        Ok(outcome)
    }

    fn rays(&self) -> Rays {
        self.design().expect("checked when it was read")
    }

    /// Parameters as intervals.
    fn values(&self, bits: u32) -> Vec<Interval> {
        parameters(&one(bits), &self.theta(&self.gap))
    }

    /// The pair's two columns on the first ray.
    fn pair(&self, bits: u32) -> Vec<[Interval; 2]> {
        let design = self.on(&self.ratios[..1]).rays();
        columns(&self.law, &self.values(bits), &design)
    }

    fn ratios(&self, bits: u32) -> Vec<Interval> {
        self.ratios.iter().map(|k| Interval::new(bits, k)).collect()
    }

    fn coverage(&self, bits: u32) -> Coverage<Interval> {
        Coverage::equal_shares(&Interval::new(bits, &self.alpha), &self.ratios(bits))
    }

    /// The two end rays, and how many distinct ones there are.
    fn ends(&self) -> (Exact, Exact, usize) {
        let mut sorted = self.ratios.clone();
        sorted.sort();
        sorted.dedup();
        (sorted[0].clone(), sorted[sorted.len() - 1].clone(), sorted.len())
    }
}

fn columns(law: &Law, theta: &[Interval], design: &Rays) -> Vec<[Interval; 2]> {
    let j = jacobian(law, theta, design, &law.about().pair[..2]);
    (0..j.rows()).map(|i| [j[(i, 0)].clone(), j[(i, 1)].clone()]).collect()
}

fn sum(terms: impl IntoIterator<Item = Interval>, like: &Interval) -> Interval {
    terms.into_iter().fold(like.zero(), |sum, x| sum + x)
}

/// P1: det = ‖j_a‖² ‖δ_⊥‖².
fn determinant(trial: &Trial, evidence: &mut Evidence) {
    let pair = trial.pair(evidence.bits);
    let like = &pair[0][0];
    if trial.gap == Exact::from(0) {
        // Both sides are 0, which no enclosure of a difference shows.
        let (slope, digits) = (|i: usize| &pair[i][1] / &pair[i][0], digits_of(evidence.bits));
        let same = all((1..pair.len()).map(|i| agreement(&slope(0), &slope(i), digits)));
        evidence.holds("at gap 0 j_b is one multiple of j_a: det = 0 = ‖j_a‖² ‖δ_⊥‖²", same);
        return;
    }
    let dot = |f: &dyn Fn(usize) -> Interval| sum((0..pair.len()).map(f), like);
    let [aa, ab, bb] = [(0, 0), (0, 1), (1, 1)].map(|(x, y)| dot(&|i| &pair[i][x] * &pair[i][y]));
    // δ = j_b − c j_a for a c of no importance.
    let c = &pair[0][1] / &pair[0][0];
    let delta: Vec<Interval> = pair.iter().map(|[a, b]| b - &c * a).collect();
    let along = dot(&|i| &delta[i] * &pair[i][0]) / &aa;
    let rest = dot(&|i| (&delta[i] - &along * &pair[i][0]).square());
    let det = &aa * &bb - ab.square();
    evidence.agree("det = ‖j_a‖² ‖δ_⊥‖²", &det, &(&aa * rest), AFTER_CANCELLATION);
}

/// D2: at zero gap the reduced model, det = 0; at another det > 0.
fn reduced(trial: &Trial, evidence: &mut Evidence) {
    let bits = evidence.bits;
    let at_zero = Trial { gap: Exact::from(0), ..trial.on(&trial.ratios[..1]) };
    let pair = at_zero.pair(bits);
    let slope = |i: usize| &pair[i][1] / &pair[i][0];
    let digits = digits_of(bits);
    let parallel = (1..pair.len()).map(|i| agreement(&slope(0), &slope(i), digits));
    evidence.holds("ε = 0: one ray has parallel columns", all(parallel));
    let (_, _, rays) = trial.ends();
    if trial.gap.signum() != 0 {
        let pair = trial.pair(bits);
        let slope = |i: usize| &pair[i][1] / &pair[i][0];
        let apart = not(agreement(&slope(0), &slope(pair.len() - 1), digits));
        evidence.holds("ε ≠ 0: one ray has not", apart);
    }
    if rays > 1 {
        let (least, most, _) = trial.ends();
        let both = Trial { gap: Exact::from(0), ..trial.on(&[least, most]) };
        let pair = columns(&trial.law, &both.values(bits), &both.rays());
        let slope = |i: usize| &pair[i][1] / &pair[i][0];
        let apart = not(agreement(&slope(0), &slope(pair.len() - 1), digits));
        evidence.holds("ε = 0: two rays have not", apart);
    }
}

/// P2: V_K ≥ τ_K ⇒ κ ≤ κ_t, from the law's own Gram matrix at zero gap.
fn coverage(trial: &Trial, evidence: &mut Evidence) {
    if trial.ends().2 < 2 {
        evidence.holds("one ray: nothing to imply", Truth::True);
        return;
    }
    let at_zero = Trial { gap: Exact::from(0), ..trial.clone() };
    let theta = at_zero.values(evidence.bits);
    let block = super::p2::Block::of(&trial.law, &theta, &at_zero.rays());
    let target = Interval::new(evidence.bits, &trial.target);
    let suffices = implies(block.weighted.passes_paper(&target), at_most(&block.kappa, &target));
    evidence.holds("V_K ≥ τ_K ⇒ κ ≤ κ_t", suffices);
    let claimed = block.weighted.kappa_eq().expect("two rays");
    evidence.agree(
        "κ_eq of the Gram matrix is that of V_K",
        &block.kappa_eq,
        &claimed,
        AFTER_CANCELLATION,
    );
}

/// P2.2: Popoviciu, a strictly middle ray, a third ray at k_max.
fn rays(trial: &Trial, evidence: &mut Evidence) {
    let bits = evidence.bits;
    let c = trial.coverage(bits);
    let (least, most, distinct) = trial.ends();
    let beta = Interval::new(bits, &trial.alpha);
    let u = |k: &Exact| beta.one() / Interval::new(bits, k).pow(&beta);
    let bound = (u(&least) - u(&most)).square() / beta.int(4);
    match distinct {
        1 => {
            evidence.within("K = 1: V_K = 0", &c.v, &tiny(bits, &c.m2));
        }
        2 if trial.ratios.len() == 2 => {
            evidence.agree("K = 2: V_K = (u_max − u_min)²/4", &c.v, &bound, AFTER_CANCELLATION);
        }
        _ => {
            evidence.below("K ≥ 3: V_K < (u_max − u_min)²/4", &c.v, &bound);
        }
    }
    if distinct > 1 {
        let on = |ratios: &[&Exact]| {
            let ratios: Vec<Interval> = ratios.iter().map(|k| Interval::new(bits, k)).collect();
            Coverage::equal_shares(&beta, &ratios).kappa_eq().expect("two rays")
        };
        let helps = on(&[&least, &most, &most]).less(&on(&[&least, &most]));
        let wide = (u(&most) / u(&least)).less(&beta.ratio(1, 2).sqrt());
        let same = all([implies(helps, wide), implies(wide, helps)]);
        evidence.holds("a third ray at k_max lowers κ_eq ⇔ R^−β < 1/√2", same);
    }
}

/// [−x, x] far below a number.
fn tiny(bits: u32, scale: &Interval) -> Interval {
    let x = scale * scale.int(10).powi(-(digits_of(bits) as i32));
    (-x.clone()).hull(&x)
}

/// P3: C/(6N) is D, exactly, and so is the loss.
fn compute(trial: &Trial, evidence: &mut Evidence) {
    let (six, n) = (Exact::from(6), &trial.range.1);
    let theta = trial.values(evidence.bits);
    for k in &trial.ratios {
        let d = k * n;
        let c = &(&six * n) * &d;
        let back = &c / &(&six * n);
        evidence.holds(format!("k = {k}: C/(6N) = D"), back == d);
        let loss = |d: &Exact| {
            let at = Point::new(theta[0].exact(n), theta[0].exact(d));
            trial.law.loss(&theta, &at)
        };
        evidence.agree(format!("k = {k}: L"), &loss(&d), &loss(&back), digits_of(evidence.bits));
    }
}

/// OBJ: the sandwich, with weights from 1 to `target` in no order.
fn sandwich(trial: &Trial, evidence: &mut Evidence) {
    let theta = trial.values(evidence.bits);
    let design = trial.rays();
    let rows = jacobian(&trial.law, &theta, &design, &trial.law.about().pair[..2]);
    let target = Interval::new(evidence.bits, &trial.target);
    let weight = |i: usize| target.pow(&target.ratio(i as i64 * 7 % 11, 10));
    let weights: Vec<Interval> = (0..rows.rows()).map(weight).collect();
    let kappa = |weighted: bool| {
        let g: Matrix<Interval> = accumulate(&target, rows.rows(), 2, |i| Row {
            gradient: rows.row(i).to_vec(),
            weight: weighted.then(|| weights[i].clone()),
        });
        enclose(&g).kappa()
    };
    let extreme = |f: fn(&Interval, &Interval) -> Interval| {
        weights[1..].iter().fold(weights[0].clone(), |a, b| f(&a, b))
    };
    let spread = extreme(|a, b| a.max(b)) / extreme(|a, b| a.min(b));
    let (plain, weighted) = (kappa(false), kappa(true));
    let slack = one(evidence.bits) + number(evidence.bits, "1e-15");
    for (what, a, b) in [
        ("κ(JᵀWJ) ≤ κ(JᵀJ) w_max/w_min", &weighted, &plain),
        ("κ(JᵀJ) ≤ κ(JᵀWJ) w_max/w_min", &plain, &weighted),
    ] {
        evidence.below(what, a, &(b * &spread * &slack));
    }
}

/// X1: the exact block formula, and the two-sided bound of Var_w(r).
fn block(trial: &Trial, evidence: &mut Evidence) {
    let bits = evidence.bits;
    let one_ray = trial.on(&trial.ratios[..1]);
    let pair = one_ray.pair(bits);
    let like = &pair[0][0];
    let w: Vec<Interval> = pair.iter().map(|[a, _]| a.square()).collect();
    let r: Vec<Interval> = pair.iter().map(|[a, b]| b / a).collect();
    let total = sum(w.iter().cloned(), like);
    let mean = |x: &[Interval]| sum(x.iter().zip(&w).map(|(x, w)| x * w), like) / &total;
    let spread = |x: &[Interval]| {
        let mean = mean(x);
        sum(x.iter().zip(&w).map(|(x, w)| (x - &mean).square() * w), like) / &total
    };
    let variance = spread(&r);
    let squares: Vec<Interval> = r.iter().map(Interval::square).collect();
    let right = (mean(&squares) + like.one()).square() / &variance;
    let design = one_ray.rays();
    let theta = one_ray.theta(&trial.gap);
    let precision = Precision { start: bits, ..Precision::digits(AFTER_CANCELLATION + 5) };
    let found =
        conditioning(&trial.law, &theta, &design, &[&trial.law.about().pair[..2]], precision);
    if trial.gap.signum() == 0 {
        evidence.within("ε = 0: Var_w r = 0", &variance, &tiny(bits, &mean(&squares)));
        return;
    }
    let kappa = found[0].raw.kappa().with_bits(bits);
    let left = &kappa + kappa.int(2) + kappa.one() / &kappa;
    evidence.agree("κ + 2 + 1/κ = (1 + E_w r²)²/Var_w r", &left, &right, AFTER_CANCELLATION);
    // r = c N^ε.
    let gap = trial.law.gap(&one_ray.values(bits));
    let sizes: Vec<Interval> = (0..design.len()).map(|i| design.point(i, like).n).collect();
    let logs: Vec<Interval> = sizes.iter().map(Scalar::ln).collect();
    let last = sizes.len() - 1;
    let at = |i: usize| (&r[i] * &gap).square() * spread(&logs);
    let (low, high) = if trial.gap.signum() > 0 { (at(0), at(last)) } else { (at(last), at(0)) };
    evidence.below("Var_w r > c² N^2ε ε² σ_w² at the end with the smaller N^ε", &low, &variance);
    evidence.below("Var_w r < c² N^2ε ε² σ_w² at the other", &variance, &high);
}

/// X2: both equivalences, and R_min.
fn thresholds(trial: &Trial, evidence: &mut Evidence) {
    let bits = evidence.bits;
    let (least, most, distinct) = trial.ends();
    if distinct < 2 {
        evidence
            .holds("one ray never passes", not(trial.coverage(bits).passes(&number(bits, "1e30"))));
        return;
    }
    let c = trial.coverage(bits);
    let target = Interval::new(bits, &trial.target);
    let (kappa, kappa_eq) = (c.kappa().expect("two rays"), c.kappa_eq().expect("two rays"));
    let same = |a: Truth, b: Truth| all([implies(a, b), implies(b, a)]);
    evidence.holds(
        "κ ≤ κ_t ⇔ V_K/(1+M₂)² ≥ 1/(κ_t+2+1/κ_t)",
        same(at_most(&kappa, &target), c.passes_raw(&target)),
    );
    evidence.holds(
        "κ_eq ≤ κ_t ⇔ V_K/M₁² ≥ 4κ_t/(κ_t−1)²",
        same(at_most(&kappa_eq, &target), c.passes(&target)),
    );
    if trial.target > exact("1") {
        let ends = Coverage::equal_shares(
            &Interval::new(bits, &trial.alpha),
            &[Interval::new(bits, &least), Interval::new(bits, &most)],
        );
        let ratio = Interval::new(bits, &(&most / &least));
        let reached = match r_min(&Interval::new(bits, &trial.alpha), &target) {
            Some(least) => at_most(&least, &ratio),
            None => at_most(&(target.int(3) + target.int(8).sqrt()), &target),
        };
        evidence.holds("K = 2: κ_eq ≤ κ_t ⇔ R ≥ R_min", same(ends.passes(&target), reached));
    }
}

/// X5: the slope of ln(j_b/j_a) in ln N is the law's gap.
fn kaplan_gap(trial: &Trial, evidence: &mut Evidence) {
    let bits = evidence.bits;
    let one_ray = trial.on(&trial.ratios[..1]);
    let pair = one_ray.pair(bits);
    let design = one_ray.rays();
    let at = |i: usize| (&pair[i][1] / &pair[i][0]).ln();
    let log = |i: usize| design.point(i, &pair[0][0]).n.ln();
    let last = pair.len() - 1;
    let slope = (at(last) - at(0)) / (log(last) - log(0));
    let gap = trial.law.gap(&one_ray.values(bits));
    let error = slope - gap;
    evidence.within("d ln(j_b/j_a)/d ln N = ε", &error, &tiny(bits, &error.one()));
}

/// X9: every twin has the same loss on the first ray.
fn twins(trial: &Trial, evidence: &mut Evidence) {
    let theta = trial.values(evidence.bits);
    let k = Interval::new(evidence.bits, &trial.ratios[0]);
    let design = trial.on(&trial.ratios[..1]).rays();
    let twins = trial.law.twins(&theta, &k);
    evidence.holds("the twins were formed", true);
    for (i, twin) in twins.iter().enumerate() {
        let same = (0..design.len()).map(|run| {
            let at = design.point(run, &k);
            agreement(
                &trial.law.loss(&theta, &at),
                &trial.law.loss(twin, &at),
                digits_of(evidence.bits),
            )
        });
        evidence.holds(format!("twin {i} has the same loss"), all(same));
    }
}
