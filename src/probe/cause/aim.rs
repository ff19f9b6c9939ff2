//! Which objective on which data an answer does minimise: of its minimiser the Newton step is
//! nothing.

use super::rows::{Without, without, words};
use super::{Cause, Kind, of};
use crate::probe::aim::{Aim, Residual, Shape, four};
use crate::probe::local::{Local, Sample, samples};
use crate::probe::seen::{Answer, Outcome, Seen};

/// A cause that says what is minimised, and how well.
#[derive(Clone, Debug)]
pub struct Named {
    /// The cause.
    pub cause: Cause,
    /// Digits that the answer shares with that minimiser.
    pub digits: f64,
}

/// Digits from which on the answer is what was asked for.
const CLEAR: f64 = 8.0;
/// Digits that a minimiser has to share with the answer.
const LEAST: f64 = 2.5;
/// By how many digits it has to be nearer than the one that was asked for.
const GAIN: f64 = 1.5;
/// The same for two rows, of which there are many pairs.
const GAIN_OF_PAIR: f64 = 3.0;

/// What may have been done to objective or data.
#[derive(Clone, Debug)]
enum Guess {
    Aim(Aim),
    Swapped,
    Rows(Without),
    Unweighted,
}

/// Digits that a point shares with the minimiser near it.
pub fn nearness(
    seen: &Seen<'_>,
    aim: Aim,
    samples: &[Sample],
    theta: &[f64],
    times: impl Fn(usize) -> f64,
) -> f64 {
    let local = Local::of(&seen.case.law, aim.residual, samples, theta);
    let step = local.and_then(|local| local.sums(aim.shape, times).step());
    step.map_or(0.0, |step| step.digits())
}

/// The objective that an experiment asks for.
pub fn asked(outcome: &Outcome) -> Aim {
    Aim::of(&outcome.experiment.objective)
}

/// What the answer minimises, where that is not what was asked.
pub(super) fn find(seen: &Seen<'_>) -> Option<Named> {
    let (outcome, answer) = seen.outcome("baseline").zip(seen.baseline())?;
    let rows = samples(&outcome.experiment.runs);
    let own = asked(outcome);
    if seen.digits() >= CLEAR {
        return None;
    }
    let here = nearness(seen, own, &rows, &answer.theta, |_| 1.0);
    let least = LEAST.max(here.max(seen.digits()) + GAIN);
    let mut guesses: Vec<(Guess, f64)> = Vec::new();
    guesses.extend(best_aim(seen, own, &rows, answer).map(|(aim, d)| (Guess::Aim(aim), d)));
    let swapped: Vec<Sample> = rows.iter().map(exchanged).collect();
    guesses.push((Guess::Swapped, nearness(seen, own, &swapped, &answer.theta, |_| 1.0)));
    if let Some(local) = Local::of(&seen.case.law, own.residual, &rows, &answer.theta)
        && let Some(found) = without(&local, own.shape)
    {
        let digits = found.digits;
        let pair = matches!(found.rows[..], [a, b] if b != a + 1);
        let enough = !pair || digits >= here + GAIN_OF_PAIR;
        guesses.extend(enough.then_some((Guess::Rows(found), digits)));
    }
    if rows.iter().any(|row| row.weight != rows[0].weight) {
        let even: Vec<Sample> = rows.iter().map(|s| Sample { weight: 1.0, ..s.clone() }).collect();
        let digits = nearness(seen, own, &even, &answer.theta, |_| 1.0);
        guesses.push((Guess::Unweighted, digits));
    }
    guesses.retain(|(_, digits)| *digits >= least);
    guesses.sort_by(|a, b| b.1.total_cmp(&a.1));
    guesses.into_iter().find_map(|(guess, digits)| named(seen, own, &guess, (here, digits)))
}

/// N for D, D for N.
fn exchanged(sample: &Sample) -> Sample {
    let mut at = sample.at.clone();
    (at.n, at.d) = (sample.at.d, sample.at.n);
    at.unique = at.d;
    Sample { at, ..sample.clone() }
}

/// The objective of every kind and threshold that comes nearest.
fn best_aim(seen: &Seen<'_>, own: Aim, rows: &[Sample], answer: &Answer) -> Option<(Aim, f64)> {
    let mut tried: Vec<(Aim, f64)> = Vec::new();
    for residual in Residual::ALL {
        let Some(local) = Local::of(&seen.case.law, residual, rows, &answer.theta) else {
            continue;
        };
        let digits =
            |shape: Shape| local.sums(shape, |_| 1.0).step().map_or(0.0, |step| step.digits());
        tried.push((Aim { residual, shape: Shape::Square }, digits(Shape::Square)));
        for shape in Shape::with_threshold(1.0) {
            let (delta, found) = best_threshold(|delta| digits(shape.at_threshold(delta)));
            tried.push((Aim { residual, shape: shape.at_threshold(delta) }, found));
        }
    }
    let best = tried.iter().map(|(_, d)| *d).reduce(f64::max)?;
    // Of those about as near the one that is nearest in kind to what was asked.
    let kind = |aim: &Aim| {
        let alike = std::mem::discriminant(&aim.shape) == std::mem::discriminant(&own.shape);
        let square = aim.shape == Shape::Square;
        (aim.residual != own.residual, !square, !alike)
    };
    /// Digits that do not tell two objectives apart.
    const ALIKE: f64 = 0.3;
    let near = tried.into_iter().filter(|(_, d)| *d >= best - ALIKE);
    near.min_by_key(|(aim, _)| kind(aim))
}

/// The threshold at which most digits are shared: a grid in ln δ, then golden sections.
fn best_threshold(digits: impl Fn(f64) -> f64) -> (f64, f64) {
    const ENDS: (f64, f64) = (-14.0, 1.0);
    const STEP: f64 = 0.2;
    let count = ((ENDS.1 - ENDS.0) / STEP) as usize;
    let at = |x: f64| digits(libm::exp(x));
    let grid = (0..=count).map(|i| ENDS.0 + STEP * i as f64).map(|x| (x, at(x)));
    let Some((x, mut found)) = grid.max_by(|a, b| a.1.total_cmp(&b.1)) else { return (1.0, 0.0) };
    let (mut lo, mut hi, mut best) = (x - STEP, x + STEP, x);
    let golden = 0.618_033_988_749_894_9;
    for _ in 0..36 {
        let (a, b) = (hi - golden * (hi - lo), lo + golden * (hi - lo));
        let (fa, fb) = (at(a), at(b));
        if fa >= fb {
            hi = b
        } else {
            lo = a
        }
        let (x, f) = if fa >= fb { (a, fa) } else { (b, fb) };
        if f > found {
            (best, found) = (x, f);
        }
    }
    (libm::exp(best), found)
}

impl Guess {
    /// Digits under this guess for another experiment.
    fn digits(&self, seen: &Seen<'_>, outcome: &Outcome, answer: &Answer) -> f64 {
        let rows = samples(&outcome.experiment.runs);
        let own = asked(outcome);
        match self {
            Guess::Aim(aim) => nearness(seen, *aim, &rows, &answer.theta, |_| 1.0),
            Guess::Swapped => {
                let rows: Vec<Sample> = rows.iter().map(exchanged).collect();
                nearness(seen, own, &rows, &answer.theta, |_| 1.0)
            }
            Guess::Rows(found) => {
                let out = |i: usize| if found.rows.contains(&i) { 0.0 } else { 1.0 };
                nearness(seen, own, &rows, &answer.theta, out)
            }
            Guess::Unweighted => {
                let even: Vec<Sample> =
                    rows.iter().map(|s| Sample { weight: 1.0, ..s.clone() }).collect();
                nearness(seen, own, &even, &answer.theta, |_| 1.0)
            }
        }
    }
}

/// The guess as a cause, if other tables bear it out.
fn named(seen: &Seen<'_>, own: Aim, guess: &Guess, (here, digits): (f64, f64)) -> Option<Named> {
    use crate::probe::experiment::Family;
    let others: Vec<(&Outcome, &Answer)> = seen
        .answered()
        .filter(|(o, _)| {
            matches!(o.experiment.family, Family::Moved | Family::Units) && o.experiment.differs
        })
        .collect();
    let bears = |(outcome, answer): &&(&Outcome, &Answer)| {
        let rows = samples(&outcome.experiment.runs);
        let plain = nearness(seen, own, &rows, &answer.theta, |_| 1.0);
        guess.digits(seen, outcome, answer) >= LEAST.max(plain + GAIN / 2.0)
    };
    let borne = others.iter().filter(bears).count();
    if 2 * borne < others.len() {
        return None;
    }
    let mut evidence = vec![format!(
        "The answer is that minimiser to {digits:.1} digits, and the one asked for to {here:.1}."
    )];
    if !others.is_empty() {
        evidence.push(format!(
            "The same holds on {} other tables (losses moved, other units).",
            of(borne, others.len())
        ));
    }
    let (kind, sentence) = sentence(seen, own, guess, &mut evidence);
    let cause = Cause::new(kind, sentence, evidence, seen.digits());
    Some(Named { cause, digits })
}

fn sentence(
    seen: &Seen<'_>,
    own: Aim,
    guess: &Guess,
    evidence: &mut Vec<String>,
) -> (Kind, String) {
    match guess {
        Guess::Aim(aim) => of_aim(seen, own, *aim, evidence),
        Guess::Swapped => (
            Kind::Swapped,
            "It reads N as D and D as N: its answer is the optimum of the table with the two \
             columns exchanged."
                .into(),
        ),
        Guess::Rows(found) => {
            let all = seen.case.runs.rows.len();
            let rows = words(&found.rows, all);
            let verb = if found.rows.len() == 1 { "is" } else { "are" };
            if let Some((first, reversed)) = seen.beside("reversed") {
                evidence.push(format!(
                    "With the rows reversed, so that others are left out, the answer shares \
                     {:.1} digits with the first.",
                    first.shared(reversed)
                ));
            }
            let sentence = format!(
                "{} {verb} not used: its answer is the optimum over the other {} of {all}.",
                crate::probe::remedy::capital(&rows),
                all - found.rows.len()
            );
            (Kind::DroppedRows, sentence)
        }
        Guess::Unweighted => (Kind::IgnoredWeights, "The weights of the runs are not used.".into()),
    }
}

/// Relative precision to which a threshold is told.
const TOLD: f64 = 3e-3;

fn of_aim(seen: &Seen<'_>, own: Aim, aim: Aim, evidence: &mut Vec<String>) -> (Kind, String) {
    if let Some((first, other)) = seen.beside("other-threshold")
        && first.is_same(other)
    {
        evidence.push(format!(
            "Asked for {} in its place it answers the same to the last bit: the objective asked \
             for is not read.",
            seen.outcome("other-threshold")
                .map_or_else(String::new, |o| o.experiment.objective.to_string())
        ));
    }
    let alike = aim.residual == own.residual
        && std::mem::discriminant(&aim.shape) == std::mem::discriminant(&own.shape);
    if let (true, Some(wanted), Some(found)) = (alike, own.shape.threshold(), aim.shape.threshold())
    {
        let ratio = found / wanted;
        let is = |x: f64| (ratio / x - 1.0).abs() < TOLD;
        for (base, factor) in [("10", std::f64::consts::LN_10), ("2", std::f64::consts::LN_2)] {
            if is(factor) {
                evidence.push(format!(
                    "Its threshold in natural logarithms is {} = {} × {}, that is ln {base} times \
                     the one asked for.",
                    four(found),
                    four(wanted),
                    four(ratio)
                ));
                let sentence = format!(
                    "It takes logarithms to base {base}, so that the threshold {} cuts at {} of \
                     a natural logarithm.",
                    four(wanted),
                    four(found)
                );
                return (Kind::LogBase, sentence);
            }
        }
        let sentence = format!(
            "It minimises with the threshold δ = {}, not {}: {} times the one asked for.",
            four(found),
            four(wanted),
            four(ratio)
        );
        return (Kind::Threshold, sentence);
    }
    let mut sentence = format!("It minimises another objective: {aim}, not {own}.");
    if own.residual == Residual::Log && aim.residual != own.residual {
        sentence = format!(
            "What it calls logarithms is made of {}: it minimises {aim}.",
            aim.residual.name()
        );
    } else if aim.shape == Shape::Square && aim.residual == own.residual {
        sentence = format!(
            "Its threshold has no effect: it minimises plain squares, where {own} were asked for."
        );
    }
    (Kind::Objective, sentence)
}
