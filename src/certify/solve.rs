//! From a fit to a proof.

use super::contraction::contract;
use super::convex::convex;
use super::kinks::{law_is_smooth, sides};
use super::measure::{Measured, measure};
use super::optimum::optimum;
use super::units::without_bounds;
use super::{Certified, Enclosures, Multiplier, Options, Place, Proof, Units};
use crate::fit::{self, End, Fit, FitError, Gram, Held, Kink, Problem, Space, Status, fit};
use crate::geometry::{Contraction, usable};
use crate::number::{Compare, Dual, Exact, Interval, Mpfr, Scalar};
use crate::runs::Runs;

/// Digits by which the box of the proof is finer than those asked: room for
/// what conditioning costs the quantities computed from it.
const GUARD: usize = 24;
/// Bits of guard beyond those digits.
const GUARD_BITS: u32 = 64;
/// How often the precision is doubled before the answer is `undecided`.
const ESCALATIONS: u32 = 3;
/// Precision of the first Hessians, and of those over a small box, in bits.
const FIRST: u32 = 128;

/// Encloses the optimum of a problem to the digits asked, with a proof that it
/// exists, is a strict minimum and is the only one in a stated box.
///
/// ```
/// use offray::certify::{Options, certify};
/// use offray::fit::{Constraints, Problem};
/// use offray::law::Law;
/// use offray::number::Compare;
/// use offray::runs::Runs;
/// let table = "n_params,n_tokens,loss\n1e7,1e9,3.8\n1e8,1e9,3.3\n1e7,1e10,3.4\n1e8,1e10,2.7\n\
///              1e9,1e10,2.5\n1e9,1e11,2.1\n";
/// let runs = Runs::from_csv("table", table.as_bytes(), &Default::default(), &Default::default())?;
/// let law = Law::named("chinchilla")?;
/// let mut constraints = Constraints::default();
/// constraints.fix("E=1")?;
/// let problem = Problem::new(&law, &runs, &"log-sse".parse()?, &constraints)?;
/// let answer = certify(&problem, &Options::default())?;
/// assert_eq!(answer.fit.status.to_string(), "local-minimum");
/// let alpha = &answer.proof.expect("a proof").parameters[3];
/// assert!(alpha.width().to_f64() < 1e-50, "{}", alpha.width());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of [`fit()`](crate::fit::fit()). What cannot be proved is an answer
/// with another status, and remarks that say what failed.
pub fn certify(problem: &Problem<'_>, options: &Options) -> Result<Certified, FitError> {
    let everyday = fit::Options {
        digits: options.digits.min(15),
        start: options.start.clone(),
        seed: options.seed,
        ..fit::Options::default()
    };
    let mut answer = fit(problem, &everyday)?;
    answer.digits = options.digits;
    let refused = |mut answer: Fit, status: Status, why: String| {
        answer.status = status;
        // What a double is worth: nobody should read more into it.
        answer.digits = answer.digits.min(15);
        answer.remarks.push(why);
        Ok(Certified { fit: answer, proof: None, profiles: None })
    };
    match answer.status {
        Status::NotIdentifiable => {
            let why = "nothing is certified: that the runs do not determine the parameters was \
                       established numerically, at 256 bits";
            return refused(answer, Status::NotIdentifiable, why.into());
        }
        Status::Undecided => {
            return refused(answer, Status::Undecided, "nothing is certified".into());
        }
        _ => {}
    }
    match prove(problem, &answer, options) {
        Ok(proof) => {
            dress(problem, &mut answer, &proof.0, &proof.1);
            Ok(Certified { fit: answer, proof: Some(proof.0), profiles: None })
        }
        Err(why) => {
            let why = format!("nothing is certified: {why}");
            refused(answer, Status::Undecided, why)
        }
    }
}

/// A parameter that the fit found at rest: its coordinate, value, and the end of
/// its range where it is one.
struct Rest {
    at: usize,
    parameter: usize,
    value: Exact,
    end: Option<End>,
}

fn at_rest(problem: &Problem<'_>, answer: &Fit) -> Option<Vec<Rest>> {
    let mut found: Vec<Rest> = Vec::new();
    for (parameter, estimate) in answer.parameters.iter().enumerate() {
        let end = match estimate.held {
            Held::AtBound(end) => Some(end),
            Held::NotIdentified => None,
            _ => continue,
        };
        let at = problem.space().coordinate_of(parameter)?;
        if found.iter().any(|r| r.at == at) {
            continue;
        }
        let c = &problem.space().free()[at];
        let bound = match end {
            Some(End::Lower) => c.lower.clone().or(Some(Exact::from(0))),
            Some(End::Upper) => c.upper.clone(),
            None => estimate.value.to_decimal(6).parse().ok(),
        };
        found.push(Rest { at, parameter, value: bound?, end });
    }
    Some(found)
}

/// `problem` with some coordinates held.
fn held<'a>(problem: &Problem<'a>, rest: &[Rest]) -> Problem<'a> {
    let mut order: Vec<&Rest> = rest.iter().collect();
    order.sort_by_key(|r| std::cmp::Reverse(r.at));
    let space: Space =
        order.iter().fold(problem.space().clone(), |space, r| space.hold(r.at, &r.value));
    problem.with_space(space)
}

/// The proof, or why there is none.
fn prove(
    problem: &Problem<'_>,
    answer: &Fit,
    options: &Options,
) -> Result<(Proof, Measured), String> {
    let law = problem.law();
    let rest = at_rest(problem, answer).ok_or("a parameter rests at no stated value")?;
    let reduced = held(problem, &rest);
    if reduced.space().dimension() == 0 {
        return Err("no parameter is free".into());
    }
    let fixed: Vec<(usize, Exact)> = rest.iter().map(|r| (r.parameter, r.value.clone())).collect();
    let alone = |p: usize| {
        reduced
            .space()
            .coordinate_of(p)
            .is_some_and(|at| reduced.space().free()[at].parameters == [p])
    };
    let units = Units::choose(law, problem.runs(), alone);
    let runs = Runs::from(problem.iter().map(|run| units.run(run)).collect::<Vec<_>>());
    let constraints = without_bounds(problem, &fixed);
    let scaled = Problem::new(law, &runs, problem.objective(), &constraints)
        .map_err(|error| error.to_string())?;
    let theta: Vec<Mpfr> =
        answer.theta().iter().map(|x| x.with_bits(answer.bits.max(128))).collect();
    let start = scaled.space().coordinates(&units.from_file(law, &theta));
    let (bits, tight) = escalate(&scaled, &start, options)?;
    let image: Vec<Interval> = scaled.space().theta(&tight.image, &tight.image[0]);
    if !law_is_smooth(&scaled, &tight.image) {
        return Err("a run lies where the law's derivatives jump, N = N_opt".into());
    }
    let parameters = units.to_file(law, &image);
    if !parameters.iter().all(usable) {
        return Err("the parameters could not be enclosed".into());
    }
    inside_bounds(&reduced, &parameters)?;
    let kink = sides(problem, &parameters).map_err(|runs| {
        format!(
            "{runs} residual{} may touch Huber's threshold at the optimum: there the Hessian is \
             not defined",
            if runs == 1 { "" } else { "s" }
        )
    })?;
    let centre: Vec<Mpfr> = tight.image.iter().map(Interval::mid).collect();
    let wide = convex(&scaled, &centre, &tight.hessian, &tight.ends)
        .ok_or("no box around it could be shown to be convex: it may be no minimum")?;
    let multipliers = multipliers(problem, &rest, &parameters)?;
    let natural = reduced.with_space(reduced.space().natural());
    let measured = measure(&natural, &natural.space().coordinates(&parameters));
    let places = scaled.space().free().iter().zip(tight.ends).zip(wide.ends);
    let place_of = |p: usize| reduced.space().coordinate_of(p);
    let errors = (0..law.len()).map(|p| {
        place_of(p).map_or_else(Enclosures::default, |at| Enclosures {
            gauss_newton: measured.errors[0][at].clone(),
            observed: measured.errors[1][at].clone(),
            sandwich: measured.errors[2][at].clone(),
        })
    });
    let values = (0..law.len())
        .filter_map(|p| reduced.space().fixed_value(p).map(|value| (p, value.clone())));
    let proof = Proof {
        units,
        bits,
        places: places
            .map(|((c, tight), convex)| Place {
                parameters: c.parameters.clone(),
                log: c.log,
                tight,
                convex,
            })
            .collect(),
        reach: wide.reach,
        held: values.collect(),
        errors: errors.collect(),
        value: measured.value.clone(),
        eigenvalues: measured.eigenvalues.clone(),
        kappa: measured.kappa.clone(),
        kappa_eq: measured.kappa_eq.clone(),
        kink: kink.map(|sides| (sides.inside, sides.distance)),
        multipliers,
        twins: twins(problem, answer, &parameters),
        global: None,
        parameters,
    };
    Ok((proof, measured))
}

/// A contraction at the first precision that decides.
fn escalate(
    scaled: &Problem<'_>,
    start: &[Mpfr],
    options: &Options,
) -> Result<(u32, Contraction), String> {
    let digits = options.digits + GUARD;
    let needed = (digits as f64 * std::f64::consts::LOG2_10).ceil() as u32 + GUARD_BITS;
    let mut bits = options.bits.unwrap_or(needed).max(needed);
    let mut settled = false;
    for attempt in 0..ESCALATIONS {
        let first = FIRST << attempt;
        let Some(u) = optimum(scaled, start, bits, first) else {
            bits *= 2;
            continue;
        };
        settled = true;
        let like = &u[0];
        let fine = like.int(10).powi(-(digits as i32));
        let radius: Vec<Mpfr> = u
            .iter()
            .zip(scaled.space().free())
            .map(
                |(x, c)| {
                    if c.log { fine.clone() } else { &fine * x.abs().max(&like.ratio(1, 1000)) }
                },
            )
            .collect();
        if let Some(found) = contract(scaled, &u, &radius, (digits + 8, first)) {
            return Ok((bits, found));
        }
        bits *= 2;
    }
    if !settled {
        return Err("Newton's method did not settle on a minimum at higher precision".into());
    }
    Err(format!("no box around it is mapped into itself with {} bits", bits / 2))
}

/// Whether every free parameter is proved to lie inside its bounds.
pub(super) fn inside_bounds(problem: &Problem<'_>, theta: &[Interval]) -> Result<(), String> {
    for (at, c) in problem.space().free().iter().enumerate() {
        let x = &theta[c.parameters[0]];
        let above = c.lower.as_ref().is_none_or(|lo| x.exact(lo).less(x).is_true());
        let below = c.upper.as_ref().is_none_or(|hi| x.less(&x.exact(hi)).is_true());
        if !above || !below {
            return Err(format!(
                "{} is so near its bound that it may lie on either side",
                problem.space().parameter(at).name
            ));
        }
    }
    Ok(())
}

/// The slopes at the bounds, proved to press outwards.
fn multipliers(
    problem: &Problem<'_>,
    rest: &[Rest],
    theta: &[Interval],
) -> Result<Vec<Multiplier>, String> {
    let mut found = Vec::new();
    for r in rest {
        let Some(end) = r.end else { continue };
        let moved = &problem.space().free()[r.at].parameters;
        let duals = Dual::along(theta, |p| moved.contains(&p));
        let value = problem.value(&duals);
        let slope = value.derivative(0).cloned().unwrap_or_else(|| theta[0].zero());
        let outward = match end {
            End::Lower => slope.is_positive(),
            End::Upper => (-&slope).is_positive(),
        };
        if !(usable(&slope) && outward.is_true()) {
            return Err(format!(
                "the objective's slope at the bound of {} could not be shown to press against it",
                problem.law().about().parameters[r.parameter].name
            ));
        }
        found.push(Multiplier { parameters: moved.clone(), end, bound: r.value.clone(), slope });
    }
    Ok(found)
}

/// Enclosures of the twins that an exact symmetry makes.
fn twins(problem: &Problem<'_>, answer: &Fit, theta: &[Interval]) -> Vec<Vec<Interval>> {
    if !answer.twins.iter().any(|t| t.exact) {
        return Vec::new();
    }
    let run = problem.run(0);
    let k = theta[0].exact(&(&run.d / &run.n));
    let mut images = problem.law().twins(theta, &k);
    images.retain(|image| image.iter().all(usable));
    // The fit has thrown out images that constraints exclude.
    let known = |image: &Vec<Interval>| {
        answer.twins.iter().any(|t| {
            t.parameters.iter().zip(image).all(|((_, a), b)| {
                let (a, b) = (a.to_f64(), b.to_f64());
                (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
            })
        })
    };
    images.retain(known);
    images
}

/// Puts what was proved into the form of a fit.
fn dress(problem: &Problem<'_>, answer: &mut Fit, proof: &Proof, measured: &Measured) {
    answer.certified = true;
    answer.bits = proof.bits;
    answer.status = match proof.multipliers.is_empty() {
        true => Status::LocalMinimum,
        false => Status::BoundaryMinimum,
    };
    let middle = |x: &Option<Interval>| x.as_ref().map(Interval::mid);
    for ((estimate, x), e) in answer.parameters.iter_mut().zip(&proof.parameters).zip(&proof.errors)
    {
        (estimate.value, estimate.lo, estimate.hi) = (x.mid(), x.lo(), x.hi());
        estimate.se.gauss_newton = middle(&e.gauss_newton);
        estimate.se.observed = middle(&e.observed);
        estimate.se.sandwich = middle(&e.sandwich);
    }
    answer.objective_value = (proof.value.lo(), proof.value.hi());
    answer.kink = proof
        .kink
        .as_ref()
        .map(|(inside, distance)| Kink { inside: *inside, nearest: distance.lo() });
    let finite = |x: &Interval| usable(x).then(|| x.mid());
    let columns: Vec<&'static str> = proof
        .places
        .iter()
        .map(|place| problem.law().about().parameters[place.parameters[0]].name)
        .collect();
    let q = columns.len();
    answer.gram = Some(Gram {
        columns,
        kappa: finite(&measured.kappa),
        kappa_eq: finite(&measured.kappa_eq),
        eigenvalues: measured.eigenvalues.iter().map(Interval::mid).collect(),
        correlation: (0..q)
            .map(|i| {
                let row = measured.correlation.as_ref();
                (0..q).map(|j| row.and_then(|c| finite(&c[(i, j)]))).collect()
            })
            .collect(),
    });
    // Huber's H1, smoothed and clustered covariances stay those of the search.
    let middles = measured
        .covariances
        .each_ref()
        .map(|c| c.as_ref().filter(|c| c.all(usable)).map(|c| c.map(Interval::mid)));
    if let Some(covariance) = &mut answer.covariance {
        [covariance.gauss_newton, covariance.observed, covariance.sandwich] = middles;
    }
    answer.small_sample_factor = measured.factor.as_ref().map(Interval::mid);
    for (twin, image) in answer.twins.iter_mut().filter(|t| t.exact).zip(&proof.twins) {
        for ((_, value), x) in twin.parameters.iter_mut().zip(image) {
            *value = x.mid();
        }
    }
}
