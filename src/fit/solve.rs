//! From a problem to a [`Fit`]: search, hold what cannot move, converge,
//! measure, and look for twins.

use crate::algebra::Identification;
use crate::fit::answer::fit::{DataSummary, Estimate, Fit, Held, StandardErrors};
use crate::fit::assemble::assemble;
use crate::fit::degenerate::constant_losses as constant;
use crate::fit::degenerate::converge::{converge, in_doubles};
use crate::fit::degenerate::hold_back::{Reduced, hold_back, on_a_bound};
use crate::fit::degenerate::one_ray as ray;
use crate::fit::degenerate::saddle as edge;
use crate::fit::degenerate::vanishing_scales::fading;
use crate::fit::descent::descend::runaways;
use crate::fit::problem::options::{Options, Watch};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::problem::{FitError, Problem};
use crate::fit::search::everyday::{Beyond, Everyday, everyday};
use crate::fit::sums::rounding::rounding;
use crate::fit::uncertainty::bootstrap as resample;
use crate::fit::uncertainty::profile::profiles;
use crate::fit::uncertainty::profile_end::Low;
use crate::fit::uncertainty::twins as twin;
use crate::number::{Compare, Exact, Mpfr};
use crate::regression::Status;

/// The fit, before it is asked whether one power of N would do.
pub(in crate::fit) fn solve(
    problem: &Problem<'_>,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Fit, FitError> {
    if problem.space().dimension() == 0 {
        return Ok(nothing_free(problem, options));
    }
    if let Some(answer) = constant::fit(problem, options) {
        return Ok(answer);
    }
    let rows = Rows::new(problem, &1.0);
    let start = options.start.as_ref().map(|theta| {
        let theta: Vec<f64> = theta.iter().map(Exact::to_f64).collect();
        problem.space().coordinates(&theta)
    });
    let mut found = everyday(problem, &rows, start, options.seed, watch).ok_or_else(|| {
        let about = problem.law().about();
        match &options.start {
            Some(_) => FitError::BadStart { law: about.id, domain: about.domain },
            None => FitError::NoStart { law: about.id },
        }
    })?;
    for _ in 0..AGAIN {
        let once = conclude(problem, &rows, found.clone(), options, true, watch);
        let Some(lower) = once.lower else { return Ok(once.answer) };
        // What was met on the way is where the next search begins.
        let next = everyday(problem, &rows, Some(lower.u), options.seed, watch)
            .filter(|next| next.value(problem, &rows) <= lower.value);
        // Where an infimum at infinity is known, a valley without an end is no news.
        let attained = |next: &Everyday| {
            let near = runaways(problem.space(), &next.place()).is_empty();
            near && (next.settled || found.beyond.is_none())
        };
        match next {
            Some(next) if attained(&next) => found = next,
            Some(next) => {
                let coordinates = runaways(problem.space(), &next.place());
                let value = Some(next.value(problem, &rows));
                found.beyond = found.beyond.or(Some(Beyond { value, coordinates, rises: false }));
                break;
            }
            None => break,
        }
    }
    let Concluded { mut answer, lower } =
        conclude(problem, &rows, found.clone(), options, false, watch);
    if let (Some(lower), None) = (lower, &found.beyond) {
        unresolved(problem, &lower, &mut answer);
    }
    Ok(answer)
}

/// How often a lower point that profiles, twins or refits meet is begun from anew.
const AGAIN: usize = 3;

/// An answer, and the lowest point that was met on the way where that is lower than
/// the answer by more than rounding.
struct Concluded {
    answer: Fit,
    lower: Option<Low>,
}

/// From what a search found to the answer. An impatient one ends as soon as
/// something lower is met.
fn conclude(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    mut found: Everyday,
    options: &Options,
    impatient: bool,
    watch: Watch<'_>,
) -> Concluded {
    let mut said = Vec::new();
    let mut edge = None;
    let (reduced, mut identification, mut remarks, off_edge) = loop {
        let mut remarks = said.clone();
        let start = free_of_gap(problem, rows, &found, &mut remarks, options.seed, watch);
        let (reduced, identification) = hold_back(start, rows, &mut remarks);
        let Some((why, u)) = edge::below(problem, rows, &reduced, watch) else {
            break (reduced, identification, remarks, false);
        };
        let again = !said.is_empty();
        said.push(why);
        let lower = everyday(problem, rows, Some(u.clone()), options.seed, watch)
            .filter(|lower| lower.value(problem, rows) < reduced.value(rows));
        match lower {
            Some(lower) if !again => {
                let beyond = found.beyond.take();
                found = Everyday { beyond, ..lower };
                edge = Some(u);
            }
            // Where doubles see no valley they lead back to an edge: the way down is
            // left to higher precision.
            _ => {
                said.truncate(1);
                let off = Reduced::whole(problem, Everyday::unsettled(&u));
                break (off, Identification::default(), said.clone(), true);
            }
        }
    };
    let mut reduced = match reduced.found.settled || off_edge {
        true => reduced,
        false => on_a_bound(&reduced, rows, &identification).unwrap_or(reduced),
    };
    let place = reduced.found.place();
    // Just off an edge scales are small on their way up.
    let mut fading = match reduced.found.settled || off_edge {
        true => Vec::new(),
        false => fading(&reduced, rows, &place),
    };
    // Where no minimum is attained there is nothing to converge to.
    let mut converged = match fading.is_empty() {
        true => converge(&reduced, options, watch),
        false => in_doubles(&reduced, false),
    };
    if let (Some(u), false) = (edge, converged.settled || off_edge) {
        // From the edge doubles got lost: higher precision starts there itself.
        let off = Reduced::whole(problem, Everyday::unsettled(&u));
        let end = converge(&off, options, watch);
        if end.settled {
            (reduced, converged, remarks) = (off, end, said);
            (identification, fading) = (Identification::default(), Vec::new());
        }
    }
    if converged.settled && !reduced.found.settled {
        remarks.push(format!(
            "doubles do not settle this optimum: its valley was followed with {} bits",
            converged.bits
        ));
    }
    let mut answer =
        assemble(problem, rows, &reduced, &identification, converged, options, (remarks, fading));
    if let Some(beyond) = found.beyond.as_ref().filter(|_| answer.status != Status::Undecided) {
        answer.remarks.insert(0, lower_beyond(problem, beyond));
    }
    let mut lower = match options.profile {
        Some(level) => profile(problem, rows, (level, impatient), &mut answer, watch),
        None => None,
    };
    if lower.is_some() && impatient {
        return Concluded { answer, lower };
    }
    if let (Some(resampling), false) = (&options.bootstrap, reduced.free.is_empty()) {
        let better = resample::resample(
            problem,
            &reduced,
            rows,
            (options.seed, resampling),
            &mut answer,
            watch,
        );
        let better = better.map(|(theta, value)| (problem.space().coordinates(&theta), value));
        lower = lower.or(better.map(|(u, value)| Low { value, u }));
    }
    twin::report(problem, rows, options, &mut answer);
    lower = lower.or_else(|| lower_twin(problem, rows, &answer));
    Concluded { answer, lower }
}

/// What is said of a lower infimum at infinity.
fn lower_beyond(problem: &Problem<'_>, Beyond { value, coordinates, rises }: &Beyond) -> String {
    let factor = problem.objective().factor() as f64;
    let value = value.map_or(String::new(), |value| format!(", {:.6e},", factor * value));
    let names: Vec<&str> =
        coordinates.iter().map(|at| problem.space().parameter(*at).name).collect();
    if *rises {
        return format!(
            "the objective is lower still{value} where {} is below zero: on one ray a term that \
             rises with size stands for any constant, so this is the lowest minimum found whose \
             terms fall with size",
            names.join(" or ")
        );
    }
    let who = match names.len() {
        0 => "some parameter grows or vanishes".into(),
        1 => format!("{} grows or vanishes", names[0]),
        _ => format!("{} grow or vanish", names.join(" and ")),
    };
    format!(
        "the objective is lower still{value} as {who} without bound: this is the lowest minimum \
         found that is attained"
    )
}

/// A twin whose objective is lower than the optimum's, as a place to begin from.
fn lower_twin(problem: &Problem<'_>, rows: &Rows<f64>, answer: &Fit) -> Option<Low> {
    let model = Model::of(problem);
    let place = |theta: &[f64]| {
        let u = problem.space().coordinates(theta);
        Low { value: model.value(&u, rows), u }
    };
    let here = place(&answer.theta().iter().map(Mpfr::to_f64).collect::<Vec<_>>()).value;
    let twins = answer.twins.iter().filter(|twin| !twin.exact);
    let places = twins.map(|twin| {
        place(&twin.parameters.iter().map(|(_, value)| value.to_f64()).collect::<Vec<_>>())
    });
    let lower = places.filter(|low| here - low.value > model.slack(here, rows));
    lower.min_by(|a, b| a.value.total_cmp(&b.value))
}

/// An answer that is known not to be the lowest point, where none could be
/// established instead: it is no answer.
fn unresolved(problem: &Problem<'_>, lower: &Low, answer: &mut Fit) {
    let factor = problem.objective().factor() as f64;
    answer.status = Status::Undecided;
    answer.covariance = None;
    answer.parameters.iter_mut().for_each(|p| p.se = StandardErrors::default());
    answer.remarks.push(format!(
        "a lower objective was met, {:.9e}, from which no minimum could be established: the \
         point reported is not the lowest",
        factor * lower.value
    ));
}

/// The problem as it was found, or at zero gap where that costs nothing.
fn free_of_gap<'a>(
    problem: &Problem<'a>,
    rows: &Rows<f64>,
    found: &Everyday,
    remarks: &mut Vec<String>,
    seed: u64,
    watch: Watch<'_>,
) -> Reduced<'a> {
    let Some(at) = ray::degenerate(problem, rows, found, seed, watch) else {
        return Reduced::whole(problem, found.clone());
    };
    let [moved, kept] = at.merged;
    let name = |at: usize| problem.space().parameter(at).name;
    remarks.push(format!(
        "at the optimum {} = {}: on this one ray the losses show a single power of N",
        name(kept),
        name(moved)
    ));
    let free = (0..problem.space().dimension()).filter(|at| *at != moved).collect();
    Reduced {
        problem: at.problem,
        free,
        held: Vec::new(),
        merged: Some(at.merged),
        found: at.found,
    }
}

/// Adds profile intervals; the lowest point that they met below the optimum.
fn profile(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    (level, impatient): (f64, bool),
    answer: &mut Fit,
    watch: Watch<'_>,
) -> Option<Low> {
    let theta: Vec<f64> = answer.theta().iter().map(Mpfr::to_f64).collect();
    let free = answer.covariance.as_ref().map_or(problem.space().dimension(), |c| c.columns.len());
    let (found, lower) = profiles(problem, rows, &theta, (free, level), impatient, watch);
    answer.profiles = Some(found);
    lower
}

/// The answer where every parameter is fixed: the objective's value.
fn nothing_free(problem: &Problem<'_>, options: &Options) -> Fit {
    let bits = ((options.digits as f64 * std::f64::consts::LOG2_10).ceil() as u32 + 64).max(128);
    let like = Mpfr::from_f64(bits, 1.0);
    let theta = problem.space().theta(&[], &like);
    let value = problem.value(&theta);
    let rounding = rounding(problem, &value, bits);
    let about = problem.law().about();
    let parameters = about.parameters.iter().zip(theta).map(|(p, value)| Estimate {
        name: p.name,
        lo: value.clone(),
        hi: value.clone(),
        value,
        se: StandardErrors::default(),
        held: Held::Fixed,
        positive: false,
        open: false,
    });
    Fit {
        law: problem.law().clone(),
        objective: problem.objective().clone(),
        status: Status::Converged,
        certified: false,
        bits,
        digits: options.digits,
        parameters: parameters.collect(),
        twins: Vec::new(),
        objective_value: (&value - &rounding, value + rounding),
        gram: None,
        kink: None,
        covariance: None,
        small_sample_factor: None,
        profiles: None,
        replicates: None,
        data: DataSummary::of(problem),
        remarks: vec!["every parameter is fixed: only the objective was evaluated".into()],
    }
}
