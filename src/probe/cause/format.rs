//! Short formats: an answer that inputs rounded to a format do not move was computed from
//! them, and numbers that are all of a format were computed in it.

use super::{Cause, Kind, of};
use crate::number::Compare;
use crate::probe::aim::Aim;
use crate::probe::cause::aim::nearness;
use crate::probe::experiment::{Family, Format, Part, Rounding, round_runs};
use crate::probe::local::{MOST, samples};
use crate::probe::seen::{Answer, Seen};

/// By how many digits the optimum of rounded data has to be nearer.
const GAIN: f64 = 1.5;
/// Digits from which on nothing was rounded.
const CLEAR: f64 = 9.0;
/// Digits to which an answer has to be that optimum, where rounding the data moves it.
const LEAST: f64 = 4.0;

/// The shortest format that holds all numbers of nearly all answers, or their logarithms.
fn of_answers(seen: &Seen<'_>) -> Option<(Format, usize, usize)> {
    let answers: Vec<&Answer> = seen.answered().map(|(_, a)| a).collect();
    let all = answers.len();
    Format::ALL.into_iter().find_map(|format| {
        let holds = answers.iter().filter(|a| a.theta.iter().all(|x| is_of(format, *x))).count();
        (all >= 4 && 10 * holds >= 9 * all).then_some((format, holds, all))
    })
}

/// Whether x, or ln x to the rounding of doubles, is a number of the format.
fn is_of(format: Format, x: f64) -> bool {
    let near = |y: f64| {
        let rounded = format.round(y);
        rounded.is_finite() && (rounded - y).abs() <= 4.0 * f64::EPSILON * y.abs()
    };
    near(x) || (x > 0.0 && near(libm::log(x)))
}

/// The rounding of the data whose optimum the answer is nearest, and how near.
fn best_rounding(seen: &Seen<'_>) -> Option<(Rounding, f64)> {
    *seen.rounding.get_or_init(|| find_rounding(seen))
}

fn find_rounding(seen: &Seen<'_>) -> Option<(Rounding, f64)> {
    let answer = seen.baseline().filter(|_| seen.digits() < CLEAR)?;
    let aim = Aim::of(&seen.case.objective);
    let tried = Rounding::every().filter_map(|how| {
        let runs = round_runs(seen.case.runs, how)?;
        Some((how, nearness(seen, aim, &samples(&runs), &answer.theta, |_| 1.0)))
    });
    // Of those about as near the plainest: the first, values before logarithms.
    let tried: Vec<(Rounding, f64)> = tried.collect();
    let best = tried.iter().map(|(_, d)| *d).reduce(f64::max)?;
    tried.into_iter().find(|(_, d)| *d >= best - 0.1)
}

/// Roundings worth asking for, after the first answers: the one that explains the answer, and
/// those of the format that the numbers are of.
pub fn follow(seen: &Seen<'_>) -> Vec<Rounding> {
    let mut wanted = Vec::new();
    if let Some((how, digits)) = best_rounding(seen)
        && digits >= seen.digits() + GAIN
    {
        wanted.push(how);
    }
    if let Some((format, ..)) = of_answers(seen) {
        wanted.extend([false, true].map(|logarithms| Rounding {
            format,
            part: Part::All,
            logarithms,
        }));
        wanted.push(Rounding { format, part: Part::Losses, logarithms: false });
    }
    wanted
}

pub(super) fn find(seen: &Seen<'_>, known: f64) -> Vec<Cause> {
    let Some(answer) = seen.baseline() else { return Vec::new() };
    let asked: Vec<_> = seen.family(Family::Format).filter(|(o, _)| o.experiment.differs).collect();
    let still: Vec<(Rounding, bool)> = asked
        .iter()
        .filter_map(|(o, a)| Some((o.experiment.rounding?, a.is_same(answer))))
        .collect();
    // An answer that moves of that size do not move either says nothing of the format: a search
    // that only compares overlooks them.
    let moves = |how: &Rounding| {
        let id = if how.format == Format::F32 { "nudged" } else { "moved-1" };
        seen.answer(id).is_some_and(|a| !a.is_same(answer))
    };
    let unmoved = still.iter().filter(|(how, same)| *same && moves(how)).map(|(how, _)| *how);
    // The shortest format that leaves it still.
    let unmoved = unmoved.min_by_key(|how| (how.format as usize, how.part as usize));
    let numbers = of_answers(seen);
    let near = best_rounding(seen).filter(|(how, digits)| {
        let still = unmoved.is_some_and(|u| u.format == how.format);
        *digits >= seen.digits() + GAIN && (still || *digits >= LEAST)
    });
    let mut found = Vec::new();
    // The optimum of rounded data, reached to more digits than arithmetic in the format has.
    if let Some((how, digits)) = near
        && known < digits
    {
        let mut evidence = vec![format!(
            "It is the optimum of the table with {} to {digits:.1} digits, and of the table as it \
             is to {:.1}.",
            how.words(),
            seen.digits()
        )];
        evidence
            .extend(unmoved.map(|how| {
                format!("With {} its answer is the same to the last bit.", how.words())
            }));
        let how = unmoved.filter(|u| u.format == how.format).unwrap_or(how);
        let sentence = format!(
            "{} are rounded to {} before the fit sees them; the arithmetic itself keeps more.",
            crate::probe::remedy::capital(&subject(how)),
            how.format.words()
        );
        found.push(Cause::new(Kind::RoundedData, sentence, evidence, seen.digits()));
    }
    let data = found.first().and(near).map(|(how, _)| how.format);
    let whole = unmoved.filter(|how| how.part == Part::All);
    let format = numbers.map(|(format, ..)| format).or(whole.map(|how| how.format));
    let Some(format) = format.filter(|format| data != Some(*format)) else { return found };
    let mut evidence = Vec::new();
    if let Some(how) = unmoved.filter(|how| how.format == format) {
        let same = still.iter().filter(|(h, same)| h.format == format && *same).count();
        let all = still.iter().filter(|(h, _)| h.format == format).count();
        evidence.push(format!(
            "The same answer to the last bit with {}: {} roundings to {} leave it as it is.",
            how.words(),
            of(same, all),
            format.name()
        ));
    }
    if let Some((_, holds, all)) = numbers {
        evidence.push(format!(
            "Every number of {} answers, or its logarithm, is one of {}.",
            of(holds, all),
            format.name()
        ));
    }
    // What the format leaves whoever solves in it.
    let kappa = seen.case.fit.gram.as_ref().and_then(|g| g.kappa_eq.as_ref()).map(Compare::to_f64);
    let full = -libm::log10(format.unit_roundoff());
    let predicted = kappa.map_or(full, |kappa| (full - libm::log10(kappa)).clamp(0.0, MOST));
    evidence.push(format!(
        "On this table {} leaves {predicted:.1} digits to normal equations, by the condition of \
         the problem; the answer has {:.1}.",
        format.name(),
        seen.digits()
    ));
    let sentence = format!("It computes in {} ({}).", format.words(), format.name());
    let leaves = seen.digits().max(predicted.min(known.max(seen.digits())));
    found.push(Cause::new(Kind::Precision, sentence, evidence, leaves));
    found
}

fn subject(how: Rounding) -> String {
    match how.logarithms {
        true => format!("the logarithms of {}", how.part.words()),
        false => how.part.words().into(),
    }
}
