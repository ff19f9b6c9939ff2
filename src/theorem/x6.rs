//! X6: repeated data restores identifiability on a ray.

use super::cases::{exact, rays};
use super::logic::{all, digits_of, number, one, set};
use super::{Cell, Evidence, Settings, Statement, Table, Verdict};
use crate::algebra::{Matrix, enclose};
use crate::design::{Coverage, Design, LogUniform};
use crate::geometry::{gram, jacobian, parameters};
use crate::law::{Law, OptimalSize, Point, Repeated};
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X6",
    title: "Repeated data",
    words: "At constant k, runs with different numbers of epochs have different k' = D'/N', so the \
            pair is identified. How well depends on whether derivatives go through N_opt: with \
            N_opt frozen the runs are rays of different k'; through N_opt a run with N ≫ N_opt says \
            nothing about A at all.",
    symbols: "s = ∂ln N'/∂ln N_opt: ∂L/∂A = (1 − s) N'^−α, ∂L/∂B = D'^−β + s (A/B) N'^−α; frozen: \
              s = 0",
    laws: &["repeated"],
    lemmas: &[],
    recorded: &[("repeated", Verdict::Confirmed)],
    check: |_, settings| evidence(settings, [1, 16, 64]),
};

/// Known answers: κ_eq through and frozen, and what V_K over k' predicts.
struct Known {
    name: &'static str,
    through: &'static str,
    frozen: &'static str,
    predicted: &'static str,
}

const UNROUNDED: Known =
    Known { name: "before rounding", through: "1.96", frozen: "289", predicted: "222" };
const ROUNDED: Known =
    Known { name: "as printed", through: "1.96", frozen: "290.74", predicted: "223.14" };

/// The fit of Muennighoff et al. as their code prints it: ln E, ln A, ln B are
/// 0.6254804, 6.255414, 7.3049974.
fn unrounded() -> Vec<Exact> {
    let e = |t: &str| Mpfr::new(512, &exact(t)).exp().to_exact().expect("finite");
    let alpha = exact("0.3526596");
    vec![
        e("0.6254804"),
        e("6.255414"),
        e("7.3049974"),
        alpha.clone(),
        alpha,
        exact("5.309743"),
        exact("15.387756"),
    ]
}

/// `epochs` are 1, 16 and 64 in the statement; the tests repeat nothing.
fn evidence(settings: &Settings, epochs: [i64; 3]) -> Evidence {
    let bits = settings.bits;
    let mut evidence = Evidence::new(
        "the pair (A, B), published parameters as printed and before rounding (α = β: gap 0), \
         k = 20, 20 sizes log-uniform on [1e7, 1e9], each at 1, 16 and 64 epochs; the identities of \
         both columns at every run; one run at N = 1.0963e9, D = U = 1e8",
        bits,
    );
    let mut table = Table::new(
        "κ_eq of the pair",
        &[
            "parameters",
            "through N_opt",
            "N_opt frozen",
            "V_K over k'",
            "V_K over k', runs weighed",
        ],
    );
    for (theta, known) in [(unrounded(), UNROUNDED), (set("repeated", "muennighoff"), ROUNDED)] {
        let pair = Pair::of(&theta, epochs, bits);
        let usual = epochs == [1, 16, 64];
        let name = known.name;
        for (what, found, known) in [
            ("κ_eq through N_opt", &pair.kappa_eq(&pair.through), known.through),
            ("κ_eq with N_opt frozen", &pair.kappa_eq(&pair.frozen), known.frozen),
        ] {
            let finite = Truth::from(found.is_bounded());
            let finite = if finite.is_true() { finite } else { Truth::Unknown };
            evidence.holds(format!("{name}: {what} is finite"), finite);
            if usual {
                evidence.shows(format!("{name}: {what}"), found, known);
            }
        }
        identities(&mut evidence, &pair, name);
        let [alike, weighed] = pair.predictions();
        if usual {
            evidence.shows(
                format!("{name}: κ_eq from V_K over k', runs counted alike"),
                &alike,
                known.predicted,
            );
        }
        let frozen = pair.kappa_eq(&pair.frozen);
        let what = format!("{name}: frozen κ_eq is that of V_K over k', runs weighed by N'^−2α");
        evidence.agree(what, &frozen, &weighed, digits_of(bits) / 3);
        table.row([
            name.into(),
            Cell::interval(&pair.kappa_eq(&pair.through), 6),
            Cell::interval(&frozen, 6),
            Cell::interval(&alike, 6),
            Cell::interval(&weighed, 6),
        ]);
        if name == UNROUNDED.name {
            evidence.tables.push(pair.by_epochs(&epochs));
        }
        evidence.cases += pair.points.len();
    }
    evidence.tables.push(table);
    one_epoch(&mut evidence);
    saturated(&mut evidence);
    evidence.remark = Some(
        "through N_opt a run with N ≫ N_opt has ∂L/∂A = (1 − s) N'^−α → 0, since A N_opt^−α = \
         (β/α) B U^−β there: repeated runs inform B alone and the pair is nearly orthogonal \
         (κ_eq 1.96); frozen, the runs are rays k' = 20, 34.6, 50 (κ_eq 289, from V_K 222 with runs \
         counted alike, 289 weighed)"
            .into(),
    );
    evidence
}

/// The pair's two Jacobians on the design.
struct Pair {
    theta: Vec<Interval>,
    law: Repeated,
    points: Vec<Point<Exact>>,
    through: Matrix<Interval>,
    frozen: Matrix<Interval>,
}

fn frozen_at(theta: &[Exact]) -> Repeated {
    let base: [Exact; 4] = std::array::from_fn(|j| theta[j + 1].clone());
    Repeated { n_opt: OptimalSize::Frozen(base) }
}

impl Pair {
    fn of(theta: &[Exact], epochs: [i64; 3], bits: u32) -> Pair {
        let sizes = LogUniform::new(exact("1e7"), exact("1e9"), 20).expect("a valid range");
        let like = Mpfr::from_f64(bits, 1.0);
        let mut points = Vec::new();
        for epochs in epochs {
            for i in 0..sizes.count() {
                let n = sizes.at(i, &like).to_exact().expect("finite");
                let d = &exact("20") * &n;
                points.push(Point { unique: &d / &Exact::from(epochs), n, d, others: Vec::new() });
            }
        }
        let values = parameters(&one(bits), theta);
        let columns =
            |law: Repeated| jacobian(&Law::from(law), &values, points.as_slice(), &[1, 2]);
        Pair {
            through: columns(Repeated::default()),
            frozen: columns(frozen_at(theta)),
            law: Repeated::default(),
            points,
            theta: values,
        }
    }

    fn kappa_eq(&self, j: &Matrix<Interval>) -> Interval {
        enclose(&j.transpose().times(j).unit_diagonal()).kappa()
    }

    /// (N', D') of a run.
    fn effective(&self, i: usize) -> (Interval, Interval) {
        let at = self.points.as_slice().point(i, &self.theta[0]);
        self.law.effective(std::array::from_fn(|j| &self.theta[j]), &at)
    }

    /// s = ∂ln N'/∂ln N_opt at a run, from the A columns.
    fn share(&self, i: usize) -> Interval {
        let ratio = &self.through[(i, 0)] / &self.frozen[(i, 0)];
        ratio.one() - ratio
    }

    /// κ_eq from V_K over k', runs counted alike and weighed by N'^−2α.
    fn predictions(&self) -> [Interval; 2] {
        let ratios: Vec<Interval> = (0..self.points.len())
            .map(|i| {
                let (n, d) = self.effective(i);
                d / n
            })
            .collect();
        let weights = (0..ratios.len()).map(|i| self.frozen[(i, 0)].square());
        let weighed: Vec<(Interval, Interval)> = ratios.iter().cloned().zip(weights).collect();
        let beta = &self.theta[4];
        [Coverage::equal_shares(beta, &ratios), Coverage::new(beta, &weighed)]
            .map(|c| c.kappa_eq().expect("many rays"))
    }

    fn by_epochs(&self, epochs: &[i64; 3]) -> Table {
        let mut table = Table::new(
            "one size at each number of epochs",
            &["epochs", "N'/N", "D'/D", "k'", "s", "∂L/∂A ÷ N'^−α through N_opt"],
        );
        for (at, epochs) in epochs.iter().enumerate() {
            let i = at * 20;
            let (n, d) = self.effective(i);
            let run = self.points.as_slice().point(i, &self.theta[0]);
            let share = self.share(i);
            table.row([
                Cell::from(*epochs),
                Cell::interval(&(&n / &run.n), 5),
                Cell::interval(&(&d / &run.d), 5),
                Cell::interval(&(d / n), 5),
                Cell::interval(&share, 5),
                Cell::interval(&(share.one() - &share), 5),
            ]);
        }
        table
    }
}

/// Both columns through N_opt, from the frozen ones and one s per run.
fn identities(evidence: &mut Evidence, pair: &Pair, name: &str) {
    let digits = digits_of(evidence.bits) / 2;
    let scale = &pair.theta[1] / &pair.theta[2];
    let mut agreed = Vec::new();
    let mut between = Vec::new();
    for i in 0..pair.points.len() {
        let share = pair.share(i);
        let expected = &pair.frozen[(i, 1)] + &scale * &share * &pair.frozen[(i, 0)];
        agreed.push(super::evidence::agreement(&pair.through[(i, 1)], &expected, digits));
        let tiny = share.int(10).powi(-(digits as i32));
        let zero_or_more = (-tiny).less(&share);
        between.push(all([zero_or_more, share.less(&share.one())]));
    }
    evidence.holds(
        format!("{name}: ∂L/∂B = D'^−β + s (A/B) N'^−α at every run, s from ∂L/∂A = (1 − s) N'^−α"),
        all(agreed),
    );
    evidence.holds(format!("{name}: 0 ≤ s < 1 at every run"), all(between));
}

/// Without repetition the ray does not identify the pair.
fn one_epoch(evidence: &mut Evidence) {
    let theta = parameters(&one(evidence.bits), &set("repeated", "muennighoff"));
    let g = gram(&Law::from(Repeated::default()), &theta, &rays(&["20"], 20), &[1, 2]);
    let sine = g[(0, 0)].one() - g[(0, 1)].square() / (&g[(0, 0)] * &g[(1, 1)]);
    let tiny = sine.int(10).powi(-(digits_of(evidence.bits) as i32));
    let bounds = (-tiny.clone()).hull(&tiny);
    evidence.within("one epoch each: the pair's determinant is 0", &sine, &bounds);
}

/// N = 1.0963e9, D = U = 1e8: ∂L/∂A is 0 or 2.25e-3.
fn saturated(evidence: &mut Evidence) {
    let theta = unrounded();
    let d = exact("1e8");
    let point = [Point { n: exact("1.0963e9"), unique: d.clone(), d, others: Vec::new() }];
    let values = parameters(&one(evidence.bits), &theta);
    let slope =
        |law: Repeated| jacobian(&Law::from(law), &values, point.as_slice(), &[1])[(0, 0)].clone();
    evidence.shows(
        "∂L/∂A at N = 1.0963e9, D = U = 1e8, frozen",
        &slope(frozen_at(&theta)),
        "2.25e-3",
    );
    let through = slope(Repeated::default());
    let small = number(evidence.bits, "1e-15");
    evidence.within("and through N_opt", &through, &(-small.clone()).hull(&small));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_repetition_nothing_is_restored() {
        let verdict = |epochs| Verdict::of(&evidence(&Settings::default(), epochs).checks, false);
        let stated = verdict([1, 16, 64]);
        assert_eq!(stated.0, Verdict::Confirmed, "{stated:?}");
        assert_eq!(verdict([1, 1, 1]).0, Verdict::Undecided);
    }
}
