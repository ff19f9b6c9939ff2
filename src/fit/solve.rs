//! From a problem to a [`Fit`]: search, hold what cannot move, converge,
//! measure, and look for twins.
//!
//! Length: the order of these steps is the algorithm; taken apart it would be
//! read in six files at once.

use crate::geometry::{Identification, Matrix, definite_inverse, eigen, identify};
use crate::number::{Compare, DoubleDouble, Dual, Exact, Mpfr, Scalar};

use super::bootstrap::bootstrap;
use super::descend::{ranges, runaways};
use super::everyday::{Everyday, everyday, refine};
use super::expand::expand;
use super::newton::newton;
use super::profile::profiles;
use super::ray;
use super::rows::{Model, Rows};
use super::statistics::{Moments, covariances, errors, moments};
use super::twin;
use super::{
    Covariance, DataSummary, End, Estimate, Fit, FitError, Gram, Held, Kink, Options, Problem,
    Resampling, Space, StandardErrors, Status, Watch,
};

/// Digits that the everyday fit answers by itself.
const EVERYDAY_DIGITS: usize = 15;
/// Beyond this condition number of the scaled Hessian, statistics leave doubles.
const WELL_CONDITIONED: f64 = 1e9;
/// Bits at which a degenerate design is told from a bad one.
const DEGENERACY_BITS: u32 = 256;
/// How often the precision is doubled before the answer is `undecided`.
const ESCALATIONS: usize = 4;

/// Why a coordinate of the problem's space does not move.
#[derive(Clone, Debug, PartialEq)]
enum Why {
    Bound(End),
    Dependent,
}

/// A problem with some coordinates held, and where its free ones are.
struct Reduced<'a> {
    problem: Problem<'a>,
    /// Places of its free coordinates in the original space.
    free: Vec<usize>,
    /// Held coordinates of the original space.
    held: Vec<(usize, Exact, Why)>,
    /// A coordinate that moves with another, and the other.
    merged: Option<[usize; 2]>,
    found: Everyday,
}

/// Fits a law to runs.
///
/// ```
/// use offray::fit::{Constraints, Options, Problem, fit};
/// use offray::law::Law;
/// use offray::runs::Runs;
/// let table = "n_params,n_tokens,loss\n1e7,1e9,3.8\n1e8,1e9,3.3\n1e7,1e10,3.4\n1e8,1e10,2.7\n\
///              1e9,1e10,2.5\n1e9,1e11,2.1\n";
/// let runs = Runs::from_csv("table", table.as_bytes(), &Default::default(), &Default::default())?;
/// let law = Law::named("chinchilla")?;
/// let problem = Problem::new(&law, &runs, &"log-sse".parse()?, &Constraints::default())?;
/// let answer = fit(&problem, &Options::default())?;
/// assert_eq!(answer.parameters[3].name, "alpha");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`FitError::NoStart`] and [`FitError::BadStart`] where no finite objective
/// was found; degenerate designs and optima at bounds are answers, not errors.
pub fn fit(problem: &Problem<'_>, options: &Options) -> Result<Fit, FitError> {
    fit_watched(problem, options, &|_, _, _| {})
}

/// [`fit`], telling how far it is.
pub fn fit_watched(
    problem: &Problem<'_>,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Fit, FitError> {
    if problem.space().dimension() == 0 {
        return Ok(nothing_free(problem, options));
    }
    let rows = Rows::new(problem, &1.0);
    let found = everyday(problem, &rows, options.start.as_deref(), watch).ok_or_else(|| {
        let about = problem.law().about();
        match &options.start {
            Some(_) => FitError::BadStart { law: about.id, domain: about.domain },
            None => FitError::NoStart { law: about.id },
        }
    })?;
    let mut remarks = Vec::new();
    if found.lower_at_infinity {
        remarks.push(
            "the objective is lower still where parameters grow without bound: this is the \
             lowest minimum that is attained"
                .into(),
        );
    }
    let whole: Vec<usize> = (0..problem.space().dimension()).collect();
    let start = match ray::degenerate(problem, &rows, &found, watch) {
        Some(at) => {
            let [moved, kept] = at.merged;
            let name = |at: usize| problem.space().parameter(at).name;
            remarks.push(format!(
                "at the optimum {} = {}: on this one ray the losses show a single power of N",
                name(kept),
                name(moved)
            ));
            let free = whole.into_iter().filter(|at| *at != moved).collect();
            let (problem, found) = (at.problem, at.found);
            Reduced { problem, free, held: Vec::new(), merged: Some(at.merged), found }
        }
        None => {
            Reduced { problem: problem.clone(), free: whole, held: Vec::new(), merged: None, found }
        }
    };
    let (reduced, identification) = hold_back(start, &rows, &mut remarks);
    let place: Vec<f64> = reduced.found.u.iter().map(|x| x.hi()).collect();
    let fading = match reduced.found.settled {
        true => Vec::new(),
        false => fading(&reduced, &rows, &place),
    };
    // Where no minimum is attained there is nothing to converge to.
    let converged = match fading.is_empty() {
        true => converge(&reduced, options, watch),
        false => in_doubles(&reduced, false),
    };
    let mut answer =
        assemble(problem, &rows, &reduced, &identification, converged, options, (remarks, fading));
    if let (Some(resampling), false) = (&options.bootstrap, reduced.free.is_empty()) {
        resample(&reduced, &rows, options.seed, resampling, &mut answer, watch);
    }
    twin::report(problem, &rows, options, &mut answer);
    if let Some(level) = options.profile {
        profile(problem, &rows, level, &mut answer, watch);
    }
    Ok(answer)
}

/// Adds profile intervals, and says so where they met a lower objective.
fn profile(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    level: f64,
    answer: &mut Fit,
    watch: Watch<'_>,
) {
    let theta: Vec<f64> = answer.theta().iter().map(Mpfr::to_f64).collect();
    let free = answer.covariance.as_ref().map_or(problem.space().dimension(), |c| c.columns.len());
    let (found, lower) = profiles(problem, rows, &theta, free, level, watch);
    if let Some(lower) = lower {
        let factor = problem.objective().factor() as f64;
        answer.remarks.push(format!(
            "the profiles met a lower objective, {:.9e}: the optimum reported is not the lowest",
            factor * lower
        ));
    }
    answer.profiles = Some(found);
}

/// Holds coordinates that sit at a bound, scales that vanished, and columns
/// that depend on others, until none is left.
fn hold_back<'a>(
    mut now: Reduced<'a>,
    rows: &Rows<f64>,
    remarks: &mut Vec<String>,
) -> (Reduced<'a>, Identification) {
    let mut identification = Identification::default();
    while !now.free.is_empty() {
        let mut dependent = || {
            let place = |at: &usize| now.free[*at];
            let seen = degenerate(&now, rows)?;
            let at = *seen.dependent.first()?;
            if identification.sets.is_empty() {
                identification.sets = seen
                    .sets
                    .iter()
                    .map(|(set, n)| (set.iter().map(place).collect(), *n))
                    .collect();
                identification.involved = seen.involved.iter().map(place).collect();
            }
            let theta = now.problem.space().theta(&now.found.u, &now.found.u[0]);
            let parameter = now.problem.space().free()[at].parameters[0];
            let value = Exact::from_f64(theta[parameter].hi()).ok()?;
            Some((at, value, Why::Dependent))
        };
        let Some((at, value, why)) = dependent().or_else(|| at_an_end(&now, rows, remarks)) else {
            break;
        };
        let mut u: Vec<f64> = now.found.u.iter().map(|x| x.hi()).collect();
        u.remove(at);
        let space = now.problem.space().hold(at, &value);
        now.held.push((now.free.remove(at), value, why));
        now.problem = now.problem.with_space(space);
        if now.free.is_empty() {
            now.found = Everyday { u: Vec::new(), step: Vec::new(), held: Vec::new(), ..now.found };
            break;
        }
        now.found = refine(&now.problem, rows, &u);
    }
    (now, identification)
}

/// A coordinate at an end of its range, with the exact value there.
fn at_an_end(
    now: &Reduced<'_>,
    rows: &Rows<f64>,
    remarks: &mut Vec<String>,
) -> Option<(usize, Exact, Why)> {
    let space = now.problem.space();
    for (at, end) in now.found.held.iter().enumerate() {
        let c = &space.free()[at];
        let bound = match end {
            Some(End::Lower) => c.lower.clone(),
            Some(End::Upper) => c.upper.clone(),
            None => None,
        };
        if let (Some(bound), Some(end)) = (bound, end) {
            return Some((at, bound, Why::Bound(*end)));
        }
    }
    // A scale so small that no prediction feels it has gone to zero.
    let u: Vec<f64> = now.found.u.iter().map(|x| x.hi()).collect();
    let model = Model::of(&now.problem);
    for (at, c) in space.free().iter().enumerate() {
        if !c.log || c.lower.is_some() || model.largest_effect(&u, rows, at) > VANISHED {
            continue;
        }
        let zero = Exact::from(0);
        let held = space.hold(at, &zero);
        let theta = held.theta(&without(&u, at), &1.0);
        // At zero the same predictions, or it has not gone to zero but beyond use.
        let there = model.space.theta(&u, &1.0);
        let same = rows.rows.iter().all(|row| {
            let (a, b) = (held.law().loss(&theta, &row.point), held.law().loss(&there, &row.point));
            (a - b).abs() <= 1e-8 * b
        });
        if same {
            remarks.push(format!("{} has gone to zero", space.parameter(at).name));
            return Some((at, zero, Why::Bound(End::Lower)));
        }
    }
    None
}

/// Relative effect on every prediction below which a scale counts as zero.
const VANISHED: f64 = 1e-10;

fn without(u: &[f64], at: usize) -> Vec<f64> {
    u.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, x)| *x).collect()
}

/// Dependent columns of the Jacobian; None where doubles already see that
/// there are none.
fn degenerate(now: &Reduced<'_>, rows: &Rows<f64>) -> Option<Identification> {
    let u: Vec<f64> = now.found.u.iter().map(|x| x.hi()).collect();
    let gram = Model::of(&now.problem).majorant(&u, rows).columns;
    let lengths = gram.diagonal();
    if lengths.iter().all(|x| *x > 0.0 && x.is_finite()) {
        let smallest = eigen(&gram.unit_diagonal()).values[0];
        if smallest > 1e-12 {
            return None;
        }
    }
    let natural = now.problem.with_space(now.problem.space().natural());
    let theta = now.problem.space().theta(&now.found.u, &now.found.u[0]);
    let at: Vec<Mpfr> =
        natural.space().coordinates(&theta).iter().map(|x| x.to_mpfr(DEGENERACY_BITS)).collect();
    let found = identify(&moments(&natural, &at).gram);
    (!found.dependent.is_empty()).then_some(found)
}

/// The converged optimum of a reduced problem.
struct Converged {
    bits: u32,
    u: Vec<Mpfr>,
    /// Half-widths around θ, one per free coordinate.
    step: Vec<Mpfr>,
    settled: bool,
    /// Whether numbers stay in doubles.
    machine: bool,
}

/// What the everyday fit found.
fn in_doubles(now: &Reduced<'_>, settled: bool) -> Converged {
    Converged {
        bits: 53,
        u: now.found.u.iter().map(|x| x.to_mpfr(128)).collect(),
        step: now.found.step.iter().map(|s| Mpfr::from_f64(128, *s)).collect(),
        settled,
        machine: true,
    }
}

fn converge(now: &Reduced<'_>, options: &Options, watch: Watch<'_>) -> Converged {
    let digits = options.digits;
    let machine = |settled| in_doubles(now, settled);
    if now.free.is_empty() {
        return machine(true);
    }
    if digits <= EVERYDAY_DIGITS && now.found.settled && options.bits.is_none_or(|b| b <= 53) {
        return machine(true);
    }
    // Bits for the digits, for what the conditioning costs, and for guard.
    let wanted = (digits as f64 * std::f64::consts::LOG2_10).ceil() as u32 + 96;
    let mut bits = options.bits.unwrap_or(wanted.next_multiple_of(64));
    let mut last = None;
    for _ in 0..ESCALATIONS {
        let start: Vec<Mpfr> = match &last {
            None => now.found.u.iter().map(|x| x.to_mpfr(bits)).collect(),
            Some(Converged { u, .. }) => u.iter().map(|x: &Mpfr| x.with_bits(bits)).collect(),
        };
        if start.iter().any(|x| !x.is_finite()) {
            break;
        }
        let end = newton(&now.problem, &start, digits, watch);
        let exhausted = end.exhausted;
        if end.converged && within(now.problem.space(), &end.u) {
            let machine = false;
            return Converged { bits, u: end.u, step: end.step, settled: true, machine };
        }
        let finite = end.u.iter().chain(&end.step).all(Compare::is_finite);
        // Newton's steps know of no bounds: what lies beyond one is no answer.
        if !finite || !within(now.problem.space(), &end.u) {
            break;
        }
        last = Some(Converged { bits, u: end.u, step: end.step, settled: false, machine: false });
        if exhausted {
            break;
        }
        bits *= 2;
    }
    // However far it came, that is lower than where doubles ended.
    last.unwrap_or_else(|| machine(false))
}

/// Whether coordinates lie in their ranges.
fn within(space: &Space, u: &[Mpfr]) -> bool {
    let inside = |((lo, hi), x): (&(f64, f64), &Mpfr)| (*lo..=*hi).contains(&x.to_f64());
    ranges(space).iter().zip(u).all(inside)
}

/// A kind in which statistics are computed.
pub(crate) trait Working: Compare {
    /// The value at some precision, exactly if that suffices.
    fn to_mpfr(&self, bits: u32) -> Mpfr;
}

impl Working for f64 {
    fn to_mpfr(&self, bits: u32) -> Mpfr {
        Mpfr::from_f64(bits, *self)
    }
}

impl Working for DoubleDouble {
    fn to_mpfr(&self, bits: u32) -> Mpfr {
        Mpfr::from_f64(bits, self.hi()) + Mpfr::from_f64(bits, self.lo())
    }
}

impl Working for Mpfr {
    fn to_mpfr(&self, bits: u32) -> Mpfr {
        self.with_bits(bits)
    }
}

/// What the statistics of a reduced problem amount to, in MPFR.
struct Measured {
    errors: [Vec<Option<Mpfr>>; 3],
    covariances: [Option<Matrix<Mpfr>>; 3],
    gram: Option<Gram>,
    kink: Option<Kink>,
    value: Mpfr,
    definite: bool,
}

fn measure<S: Working>(problem: &Problem<'_>, u: &[S], hessian: &Matrix<S>, bits: u32) -> Measured {
    let sums: Moments<S> = moments(problem, u);
    let covariances = covariances(&sums, hessian, problem.len())
        .map(|c| c.map(|c| c.map(|x: &S| x.to_mpfr(bits))));
    let definite = definite_inverse(hessian).is_some();
    Measured {
        errors: covariances.each_ref().map(|c| errors(c, hessian.rows())),
        covariances,
        gram: conditioning(problem.space(), &sums.gram, bits),
        kink: sums.kink.map(|(inside, nearest)| Kink { inside, nearest: nearest.to_mpfr(bits) }),
        value: sums.value.to_mpfr(bits),
        definite,
    }
}

fn conditioning<S: Working>(space: &Space, gram: &Matrix<S>, bits: u32) -> Option<Gram> {
    let q = gram.rows();
    if !gram.all(S::is_finite) || gram.diagonal().iter().any(|d| !d.is_positive().is_true()) {
        return None;
    }
    let positive = |x: S| x.is_positive().is_true().then(|| x.to_mpfr(bits));
    let raw = eigen(gram);
    let correlation = definite_inverse(gram).map(|c| c.unit_diagonal());
    Some(Gram {
        columns: (0..q).map(|at| space.parameter(at).name).collect(),
        kappa: positive(raw.kappa()),
        kappa_eq: positive(eigen(&gram.unit_diagonal()).kappa()),
        eigenvalues: raw.values.iter().rev().map(|x| x.to_mpfr(bits)).collect(),
        correlation: (0..q)
            .map(|i| {
                (0..q).map(|j| correlation.as_ref().map(|c| c[(i, j)].to_mpfr(bits))).collect()
            })
            .collect(),
    })
}

fn assemble(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    now: &Reduced<'_>,
    identification: &Identification,
    converged: Converged,
    options: &Options,
    (mut remarks, fading): (Vec<String>, Vec<usize>),
) -> Fit {
    let work_bits = converged.bits.max(128);
    let like = Mpfr::from_f64(work_bits, 1.0);
    let theta = now.problem.space().theta(&converged.u, &like);
    let natural = now.problem.with_space(now.problem.space().natural());
    let measured = (!now.free.is_empty()).then(|| {
        let at = natural.space().coordinates(&theta);
        let doubles: Vec<f64> = at.iter().map(Compare::to_f64).collect();
        if converged.machine {
            let hessian = Model::of(&natural).expansion(&doubles, rows).hessian;
            let sound = hessian.diagonal().iter().all(|d| *d > 0.0)
                && eigen(&hessian.unit_diagonal()).kappa().abs() < WELL_CONDITIONED
                && eigen(&hessian.unit_diagonal()).values[0] > 0.0;
            if sound {
                return measure(&natural, &doubles, &hessian, work_bits);
            }
        }
        let bits = converged.bits.max(192);
        let at: Vec<Mpfr> = at.iter().map(|x| x.with_bits(bits)).collect();
        let hessian = expand(&natural, &at).hessian;
        measure(&natural, &at, &hessian, work_bits)
    });
    // Multipliers: F must not fall into the allowed side of an active bound.
    let mut right_side = true;
    for (at, _, why) in &now.held {
        let Why::Bound(end) = why else { continue };
        let slope = slope_at_bound(problem, rows, &theta, *at);
        let outward = match end {
            End::Lower => slope >= 0.0,
            End::Upper => slope <= 0.0,
        };
        let name = problem.space().parameter(*at).name;
        let side = if *end == End::Lower { "lower" } else { "upper" };
        if outward {
            remarks.push(format!(
                "{name} is at its {side} bound; the objective's slope there is {slope:.3e}"
            ));
        } else {
            right_side = false;
            remarks.push(format!(
                "{name} stopped at its {side} bound although the objective falls away from it"
            ));
        }
    }
    for (set, determined) in &identification.sets {
        let names: Vec<&str> = set.iter().map(|at| problem.space().parameter(*at).name).collect();
        remarks.push(match (names.len(), determined) {
            (1, _) => format!("{} does not affect any prediction on these runs", names[0]),
            (n, d) => format!(
                "{} are not identified separately: these runs determine {d} combination{} of the {n}",
                names.join(", "),
                if *d == 1 { "" } else { "s" },
            ),
        });
    }
    let place: Vec<f64> = converged.u.iter().map(Compare::to_f64).collect();
    let mut away = runaways(now.problem.space(), &place);
    away.extend(fading.iter().filter(|at| !runaways(now.problem.space(), &place).contains(at)));
    if !away.is_empty() {
        let names: Vec<&str> =
            away.iter().map(|at| now.problem.space().parameter(*at).name).collect();
        remarks.push(format!(
            "no minimum is attained: the objective keeps falling as {} {} without bound or {}; \
             bound it with --bounds or fix it with --fix",
            names.join(" and "),
            if names.len() == 1 { "grows" } else { "grow" },
            if names.len() == 1 { "vanishes" } else { "vanish" },
        ));
    }
    if away.is_empty() && !(converged.settled && definite_enough(&measured)) {
        remarks.push(
            "Newton's method did not settle on a minimum: the objective is nearly flat in some \
             direction, or has a kink there"
                .into(),
        );
    }
    let bounded = now.held.iter().any(|(_, _, why)| matches!(why, Why::Bound(_)));
    let dependent = now.held.iter().any(|(_, _, why)| *why == Why::Dependent);
    let definite = definite_enough(&measured);
    let status = if !converged.settled || !definite || !right_side || !away.is_empty() {
        Status::Undecided
    } else if dependent && !(bounded && only_for_want_of_scale(now)) {
        Status::NotIdentifiable
    } else if bounded {
        Status::BoundaryMinimum
    } else {
        Status::Converged
    };
    let factor = like.int(problem.objective().factor());
    let value = match &measured {
        Some(m) => &m.value * &factor,
        None => problem.value(&theta),
    };
    let place = |parameter: usize| problem.space().coordinate_of(parameter);
    let about = problem.law().about();
    let parameters = (0..problem.law().len())
        .map(|p| {
            let value = theta[p].clone();
            let mut se = StandardErrors::default();
            let mut width = like.zero();
            let held = match place(p) {
                None => Held::Fixed,
                Some(at) => {
                    let mut first = problem.space().free()[at].parameters[0];
                    let mut mover = at;
                    if let Some([moved, kept]) = now.merged
                        && moved == at
                    {
                        first = problem.space().free()[kept].parameters[0];
                        mover = kept;
                    }
                    if let Some(i) = now.free.iter().position(|f| *f == mover) {
                        let c = &now.problem.space().free()[i];
                        width = if c.log {
                            (&converged.step[i] * &value).abs()
                        } else {
                            converged.step[i].abs()
                        };
                        if let Some(m) = &measured {
                            let [gauss_newton, observed, sandwich] =
                                m.errors.each_ref().map(|e| e[i].clone());
                            se = StandardErrors {
                                gauss_newton,
                                observed,
                                sandwich,
                                bootstrap: None,
                            };
                        }
                    }
                    let bound = now.held.iter().find(|(h, _, _)| *h == at);
                    match bound {
                        Some((_, _, Why::Bound(end))) => Held::AtBound(*end),
                        _ if identification.involved.contains(&at) => Held::NotIdentified,
                        _ if first != p => Held::Tied(about.parameters[first].name),
                        _ => Held::Free,
                    }
                }
            };
            if held == Held::NotIdentified {
                se = StandardErrors::default();
            }
            let (lo, hi) = (&value - &width, &value + &width);
            Estimate { name: about.parameters[p].name, value, lo, hi, se, held }
        })
        .collect();
    let rounding = &value * &power(&like, -(i32::try_from(converged.bits).unwrap_or(53)) + 10);
    let names = (0..now.free.len()).map(|i| now.problem.space().parameter(i).name).collect();
    let (gram, kink, covariance) = measured.map_or((None, None, None), |m| {
        let [gauss_newton, observed, sandwich] = m.covariances;
        let covariance =
            Covariance { columns: names, gauss_newton, observed, sandwich, bootstrap: None };
        (m.gram, m.kink, Some(covariance))
    });
    Fit {
        law: problem.law().clone(),
        objective: problem.objective().clone(),
        status,
        certified: false,
        bits: converged.bits,
        digits: options.digits,
        parameters,
        twins: Vec::new(),
        objective_value: (&value - &rounding, value + rounding),
        gram,
        kink,
        covariance,
        profiles: None,
        data: DataSummary::of(problem),
        remarks,
    }
}

/// Scales that predictions hardly feel any more, and along which the objective
/// still falls, in many bits, as they go on: to infinity or to zero.
fn fading(now: &Reduced<'_>, rows: &Rows<f64>, u: &[f64]) -> Vec<usize> {
    let space = now.problem.space();
    let at: Vec<Mpfr> = u.iter().map(|x| Mpfr::from_f64(DEGENERACY_BITS, *x)).collect();
    let value = |u: &[Mpfr]| now.problem.value(&space.theta(u, &u[0]));
    if u.is_empty() || rows.len() > MOST_ROWS {
        return Vec::new();
    }
    // In doubles the effect of such a scale drowns in rounding.
    let theta = space.theta(&Dual::variables(&at), &Dual::constant(at[0].clone()));
    let mut effects = vec![0.0_f64; u.len()];
    for i in 0..rows.len() {
        let point = now.problem.run(i).point(&at[0]).map(|x| Dual::constant(x.clone()));
        let loss = space.law().loss(&theta, &point);
        for (effect, slope) in effects.iter_mut().zip(loss.gradient(u.len())) {
            *effect = effect.max((slope / loss.value()).to_f64().abs());
        }
    }
    let falls = |j: usize, step: f64| {
        let mut beyond = at.clone();
        beyond[j] = &at[j] + Mpfr::from_f64(53, step);
        value(&beyond).less(&value(&at)).is_true()
    };
    (0..u.len())
        .filter(|&j| space.free()[j].log && effects[j] < FAINT)
        .filter(|&j| falls(j, FURTHER) || falls(j, -FURTHER))
        .collect()
}

/// Relative change of every prediction per relative change of a scale below
/// which the scale is looked at as one that is on its way out.
const FAINT: f64 = 1e-6;
/// Larger tables are not looked at that closely.
const MOST_ROWS: usize = 20_000;
/// How much further it is tried, in its logarithm.
const FURTHER: f64 = 7.0;

/// Bootstrap standard errors of what is free.
fn resample(
    now: &Reduced<'_>,
    rows: &Rows<f64>,
    seed: u64,
    resampling: &Resampling,
    answer: &mut Fit,
    watch: Watch<'_>,
) {
    let u: Vec<f64> = now.found.u.iter().map(|x| x.hi()).collect();
    let found = bootstrap(&now.problem, rows, &u, seed, resampling, watch);
    let what = if found.groups { "groups" } else { "runs" };
    answer.remarks.push(format!(
        "bootstrap over {} {what}: {} of {} refits converged, from the optimum on",
        found.drawn_from, found.settled, resampling.refits
    ));
    if found.groups && found.drawn_from < FEW_GROUPS {
        answer.remarks.push(format!(
            "a bootstrap over {} groups says little; --resample runs draws single runs",
            found.drawn_from
        ));
    }
    let sound = found.covariance.all(|x| x.is_finite());
    for (p, estimate) in answer.parameters.iter_mut().enumerate() {
        if matches!(estimate.held, Held::Free | Held::Tied(_)) && sound {
            let variance = Mpfr::from_f64(53, found.covariance[(p, p)]);
            estimate.se.bootstrap = Some(variance.sqrt());
        }
    }
    if let (Some(covariance), true) = (&mut answer.covariance, sound) {
        let space = now.problem.space();
        let first: Vec<usize> = space.free().iter().map(|c| c.parameters[0]).collect();
        covariance.bootstrap = Some(Matrix::from_fn(first.len(), first.len(), |i, j| {
            Mpfr::from_f64(53, found.covariance[(first[i], first[j])])
        }));
    }
}

/// A bootstrap over fewer groups is remarked upon.
const FEW_GROUPS: usize = 10;

/// Whether the dependent columns are those of exponents whose scale is held at
/// zero: then the bound is the news, not the exponent.
fn only_for_want_of_scale(now: &Reduced<'_>) -> bool {
    let zeros = now
        .held
        .iter()
        .filter(|(_, value, why)| matches!(why, Why::Bound(End::Lower)) && value.signum() == 0);
    let dependents = now.held.iter().filter(|(_, _, why)| *why == Why::Dependent);
    zeros.count() >= dependents.count()
}

/// Whether the Hessian, where there is one, is positive definite.
fn definite_enough(measured: &Option<Measured>) -> bool {
    measured.as_ref().is_none_or(|m| m.definite)
}

/// ∂F/∂θ of one coordinate of the problem's space, at θ.
fn slope_at_bound(problem: &Problem<'_>, rows: &Rows<f64>, theta: &[Mpfr], at: usize) -> f64 {
    let natural = problem.with_space(problem.space().natural());
    let u: Vec<f64> = natural.space().coordinates(theta).iter().map(Compare::to_f64).collect();
    Model::of(&natural).summed_gradient(&u, rows)[at]
}

/// 2^n.
pub(crate) fn power(like: &Mpfr, n: i32) -> Mpfr {
    like.int(2).powi(n)
}

/// The answer where every parameter is fixed: the objective's value.
fn nothing_free(problem: &Problem<'_>, options: &Options) -> Fit {
    let bits = ((options.digits as f64 * std::f64::consts::LOG2_10).ceil() as u32 + 64).max(128);
    let like = Mpfr::from_f64(bits, 1.0);
    let theta = problem.space().theta(&[], &like);
    let value = problem.value(&theta);
    let rounding = &value * &power(&like, 16 - i32::try_from(bits).unwrap_or(53));
    let about = problem.law().about();
    let parameters = about.parameters.iter().zip(theta).map(|(p, value)| Estimate {
        name: p.name,
        lo: value.clone(),
        hi: value.clone(),
        value,
        se: StandardErrors::default(),
        held: Held::Fixed,
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
        profiles: None,
        data: DataSummary::of(problem),
        remarks: vec!["every parameter is fixed: only the objective was evaluated".into()],
    }
}
