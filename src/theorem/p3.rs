//! P3: the error on a hold-out set does not depend on which two of N, D and
//! C = 6ND describe a run.

use super::cases::{base, base_words};
use super::logic::{all, digits_of, number};
use super::{Cell, Evidence, Lemma, Settings, Statement, Table, Verdict};
use crate::design::{Design, LogUniform};
use crate::geometry::parameters;
use crate::law::{Law, Point};
use crate::number::{Compare, Exact, Interval, Scalar, Truth};

use super::cases::exact;

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "P3",
    title: "Compute or tokens",
    words: "The root mean square error over a hold-out set is the same number whether runs are \
            described by (N, D) or by (N, C), C = 6ND.",
    symbols: "RMSE_H(L(N, D)) = RMSE_H(L(N, C/(6N))), exactly",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[Lemma::whole("P3")],
    recorded: &[
        ("chinchilla", Verdict::Proved),
        ("repeated", Verdict::Proved),
        ("kaplan", Verdict::Proved),
        ("droppo-elibol", Verdict::Proved),
        ("interaction", Verdict::Proved),
    ],
    check,
};

fn check(law: Option<&Law>, settings: &Settings) -> Evidence {
    evidence(law.expect("P3 speaks of laws"), settings, 6)
}

/// `factor` is the 6 of C = 6ND on the way back; the tests put another there.
fn evidence(law: &Law, settings: &Settings, factor: i64) -> Evidence {
    let held = hold_out();
    let mut evidence = Evidence::new(
        format!(
            "{} runs, 8 sizes on [5.04e6, 7.65e7] crossed with the k of six rays from 0.3 to 300, \
             every second one with each token seen four times; losses observed 1 % and more off \
             {}",
            held.len(),
            base_words(law)
        ),
        settings.bits,
    );
    let (six, back) = (Exact::from(6), Exact::from(factor));
    let through_compute: Vec<Point<Exact>> = held
        .iter()
        .map(|p| {
            let c = &(&six * &p.n) * &p.d;
            Point { d: &c / &(&back * &p.n), ..p.clone() }
        })
        .collect();
    let same = held.iter().zip(&through_compute).map(|(a, b)| Truth::from(a.d == b.d));
    evidence.holds("C/(6N) is D at every run, in rational arithmetic", all(same));
    let like = number(settings.bits, "1");
    let theta = parameters(&like, &base(law));
    let a = rmse(law, &theta, &held, &held);
    let b = rmse(law, &theta, &held, &through_compute);
    evidence.agree("RMSE by (N, D) and by (N, C)", &a, &b, digits_of(settings.bits));
    evidence.cases = held.len();
    let mut table = Table::new("RMSE over the hold-out set", &["arithmetic", "(N, D)", "(N, C)"]);
    table.row(["interval".into(), Cell::interval(&a, 20), Cell::interval(&b, 20)]);
    let doubles: Vec<f64> = theta.iter().map(Compare::to_f64).collect();
    let f64_held = |rounded: bool| -> Vec<Point<f64>> {
        let place = |p: &Point<Exact>| {
            let (n, d) = (p.n.to_f64(), p.d.to_f64());
            let d = if rounded { 6.0 * n * d / (6.0 * n) } else { d };
            Point { n, d, unique: p.unique.to_f64(), others: Vec::new() }
        };
        held.iter().map(place).collect()
    };
    let direct = rmse_at(law, &doubles, &f64_held(false), &f64_held(false));
    let turned = rmse_at(law, &doubles, &f64_held(false), &f64_held(true));
    let number = |x: f64| Cell::Number(format!("{x:.16e}"));
    table.row(["f64".into(), number(direct), number(turned)]);
    evidence.tables.push(table);
    evidence
}

/// Sizes crossed with ratios, exactly; every second run repeats its data.
fn hold_out() -> Vec<Point<Exact>> {
    let sizes = LogUniform::new(exact("5.04e6"), exact("76.5e6"), 8).expect("a valid range");
    let mut runs = Vec::new();
    for k in ["0.3", "1", "3.5", "20", "87.5", "300"] {
        for i in 0..sizes.count() {
            let n = Exact::from_f64(sizes.at(i, &1.0)).expect("finite");
            let d = &exact(k) * &n;
            let epochs = Exact::from(if i % 2 == 0 { 1 } else { 4 });
            runs.push(Point { unique: &d / &epochs, n, d, others: Vec::new() });
        }
    }
    runs
}

fn rmse(law: &Law, theta: &[Interval], held: &[Point<Exact>], seen: &[Point<Exact>]) -> Interval {
    let like = &theta[0];
    let point = |runs: &[Point<Exact>]| -> Vec<Point<Interval>> {
        (0..runs.len()).map(|i| runs.point(i, like)).collect()
    };
    rmse_at(law, theta, &point(held), &point(seen))
}

/// √(mean (L̂ − L)²): L̂ at the run as it is `seen`, L the law at the run itself
/// times 1 + 1/100, 1 + 1/50, … in turn.
fn rmse_at<S: Scalar>(law: &Law, theta: &[S], held: &[Point<S>], seen: &[Point<S>]) -> S {
    let like = &theta[0];
    let sum = held.iter().zip(seen).enumerate().fold(like.zero(), |sum, (i, (run, seen))| {
        let off = like.one() + like.ratio(1 + i as i64 % 5, 100);
        sum + (law.loss(theta, seen) - law.loss(theta, run) * off).square()
    });
    (sum / like.int(held.len() as i64)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theorem::Verdict;

    #[test]
    fn another_factor_on_the_way_back_is_refuted() {
        let law = super::super::logic::law("kaplan");
        let verdict =
            |factor| Verdict::of(&evidence(&law, &Settings::default(), factor).checks, true).0;
        assert_eq!((verdict(6), verdict(7)), (Verdict::Proved, Verdict::Refuted));
    }
}
