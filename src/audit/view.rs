//! What an audit looks like: the numbers behind its figures. Nothing here is
//! computed unless a report with figures is asked for.

use super::{Audit, Budget, ErrorKind, Goal, LossCurves, Ranged, Uncertainty, Whose};
use crate::fit::{Problem, ProfilePoint, profile_at, scale};
use crate::law::{Law, Role};
use crate::number::{Compare, Exact, Mpfr};
use crate::parallel;
use crate::runs::Runs;

/// Runs drawn at most: more would be a blot, and a large file.
pub const MOST: usize = 1500;
/// Points of a curve.
const STEPS: usize = 49;
/// Points along each side of a surface, for tables of up to so many runs; a
/// larger table is refitted at fewer points, a very large one at none.
const GRIDS: [(usize, usize); 2] = [(2_000, 21), (20_000, 13)];

/// One run and its residual.
#[derive(Clone, Debug)]
pub struct Seen {
    /// N.
    pub n: f64,
    /// D.
    pub d: f64,
    /// L.
    pub loss: f64,
    /// Response less fit, in the response of the objective.
    pub residual: f64,
    /// Which group, as an index into [`View::groups`].
    pub group: Option<usize>,
}

/// The objective over two parameters, the others at their best for each point.
#[derive(Clone, Debug)]
pub struct Surface {
    /// Indices of the two parameters.
    pub parameters: [usize; 2],
    /// Their values along the sides, increasing.
    pub sides: [Vec<f64>; 2],
    /// How much worse than the optimum, row after row (a row has one value of
    /// the second parameter), in units in which `REGIONS` bound confidence
    /// regions; infinite where no fit was found.
    pub values: Vec<f64>,
}

/// The quantile of χ² with two degrees of freedom, −2 ln(1 − p).
pub fn region(p: f64) -> f64 {
    -2.0 * libm::log(1.0 - p)
}

/// Compute-optimal sizes at one budget.
#[derive(Clone, Debug)]
pub struct Split {
    /// Whose parameters.
    pub of: Whose,
    /// C in FLOP.
    pub compute: f64,
    /// D*/N*.
    pub ratio: Ranged,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct View {
    /// Runs, in canonical order; at most `MOST`, evenly chosen.
    pub runs: Vec<Seen>,
    /// How many there are.
    pub of: usize,
    /// Names of the groups, where there are several.
    pub groups: Vec<String>,
    /// Where |r| = δ, for robust objectives.
    pub delta: Option<f64>,
    /// The fitted loss against sizes and budgets.
    pub loss: LossCurves,
    /// The objective around the optimum.
    pub surface: Option<Surface>,
    /// Compute-optimal D/N from the smallest budget of the table to a hundred
    /// times the largest.
    pub splits: Vec<Split>,
}

impl View {
    /// Looks at an audit of these runs.
    pub fn of(audit: &Audit, runs: &Runs) -> Option<Self> {
        let options = &audit.options;
        let problem =
            Problem::new(&options.law, runs, &options.objective, &options.constraints).ok()?;
        let theta: Vec<f64> = audit.fit.theta().iter().map(Mpfr::to_f64).collect();
        let groups: Vec<String> = match runs.group_sizes() {
            sizes if sizes.len() > 1 => {
                sizes.into_iter().map(|(name, _)| name.to_owned()).collect()
            }
            _ => Vec::new(),
        };
        let stride = problem.len().div_ceil(MOST).max(1);
        let residuals = problem.residuals(&theta);
        let seen = problem.iter().zip(residuals).step_by(stride).map(|(run, residual)| Seen {
            n: run.n.to_f64(),
            d: run.d.to_f64(),
            loss: run.loss.to_f64(),
            residual,
            group: run.group.and_then(|g| {
                let name = runs.groups.get(g as usize)?;
                groups.iter().position(|known| known == name)
            }),
        });
        Some(View {
            runs: seen.collect(),
            of: problem.len(),
            groups,
            delta: options.objective.delta().map(Exact::to_f64),
            loss: LossCurves::of(
                audit,
                &problem,
                &theta,
                &Uncertainty::new(&problem, &audit.fit, options.intervals, &audit.design.open),
            ),
            surface: surface(audit, &problem, &theta),
            splits: splits(audit, &problem, &theta),
        })
    }
}

/// The pair, or where a law has none the first two scales; both must be free.
fn plane(law: &Law, problem: &Problem<'_>) -> Option<[usize; 2]> {
    let about = law.about();
    let scale = |i: &usize| about.parameters[*i].role == Role::Scale;
    let scales: Vec<usize> = (0..about.parameters.len()).filter(scale).collect();
    let chosen = if about.pair.len() > 1 { about.pair } else { &scales };
    let free = |i: &&usize| problem.space().coordinate_of(**i).is_some();
    let mut chosen = chosen.iter().filter(free).copied();
    let plane = [chosen.next()?, chosen.next()?];
    (problem.space().coordinate_of(plane[0]) != problem.space().coordinate_of(plane[1]))
        .then_some(plane)
}

/// What one unit of the objective is worth: the statistic of the profile
/// likelihood, m ln(F/F̂) for sums of squares, 2 (F − F̂)/(K²s²) for the others.
fn statistic(problem: &Problem<'_>, theta: &[f64]) -> impl Fn(f64) -> f64 + use<> {
    let m = problem.len() as f64;
    let best = problem.value(theta);
    let squares = problem.objective().is_sum_of_squares();
    let unit = scale(problem, theta).unwrap_or(f64::NAN);
    move |value: f64| {
        let raised = match squares {
            true => m * libm::log(value / best),
            false => 2.0 * (value - best) / unit,
        };
        raised.max(0.0)
    }
}

fn surface(audit: &Audit, problem: &Problem<'_>, theta: &[f64]) -> Option<Surface> {
    let law = problem.law();
    let (_, steps) = GRIDS.into_iter().find(|(most, _)| problem.len() <= *most)?;
    let open = !audit.identifiable.not_identified.is_empty();
    let parameters = plane(law, problem)?;
    let name = |i: usize| law.about().parameters[i].name;
    let claimed = |i: usize| {
        let claim = audit.options.claim.as_ref()?;
        claim.parameters.iter().find(|p| p.name == name(i)).map(|p| p.value.to_f64())
    };
    // Where ψ is shared in any ratio the fit is no place of its own.
    let twins: Vec<Vec<f64>> = (audit.twins.list.iter())
        .map(|twin| twin.parameters.iter().map(|(_, x)| x.to_f64()).collect())
        .collect();
    let base: &[f64] = if audit.twins.shared { &twins[0] } else { theta };
    let side = |i: usize| -> Option<Vec<f64>> {
        let at = base[i];
        if at.is_nan() || at <= 0.0 {
            return None;
        }
        // The likelihood curves as the Hessian does.
        let error = audit.fit.parameter(name(i)).and_then(|p| ErrorKind::Observed.se(p));
        let error = error.filter(|_| !open);
        // A little more than the 99 % region; the whole valley where there is none,
        // with the other optima and room around them.
        let reach = error.map_or(WIDEST, |se| (REACH * se / at).clamp(1e-6, WIDEST));
        let (mut lo, mut hi) = (-reach, reach);
        for twin in twins.iter().filter(|twin| twin[i] > 0.0) {
            let there = libm::log(twin[i] / at);
            (lo, hi) = (lo.min(there - ROOM), hi.max(there + ROOM));
        }
        if let Some(claimed) = claimed(i).filter(|x| *x > 0.0) {
            let there = libm::log(claimed / at);
            if there.abs() < 2.0 * WIDEST {
                (lo, hi) = (lo.min(1.15 * there), hi.max(1.15 * there));
            }
        }
        let step = (hi - lo) / (steps - 1) as f64;
        Some((0..steps).map(|j| at * libm::exp(lo + step * j as f64)).collect())
    };
    let sides = [side(parameters[0])?, side(parameters[1])?];
    let statistic = statistic(problem, theta);
    let refit = |place: usize, from: Option<&[f64]>| {
        let point = [sides[0][place % steps], sides[1][place / steps]];
        let held = [(parameters[0], point[0]), (parameters[1], point[1])];
        profile_at(problem, &held, from)
    };
    let mut found = parallel::in_order(steps * steps, |place| {
        let starts = std::iter::once(base).chain(twins.iter().map(Vec::as_slice));
        let mut low = starts.fold(None, |low, from| lower(low, refit(place, Some(from))));
        // Where the runs leave parameters open one start is not enough: some points are
        // searched from the beginning, and hand what they find to their neighbours.
        if open
            && (place % steps).is_multiple_of(SEARCHED)
            && (place / steps).is_multiple_of(SEARCHED)
        {
            low = lower(low, refit(place, None));
        }
        low
    });
    for _ in 0..if open { SWEEPS } else { 0 } {
        // A point may have missed an optimum that its lowest neighbour found.
        let again = parallel::in_order(steps * steps, |place| {
            let neighbours = around(place, steps).filter_map(|p| found[p].as_ref());
            let from = neighbours.min_by(|a, b| a.value.total_cmp(&b.value))?;
            refit(place, Some(&from.theta))
        });
        let before: Vec<f64> = found.iter().map(value).collect();
        found = found.into_iter().zip(again).map(|(a, b)| lower(a, b)).collect();
        if found.iter().map(value).zip(before).all(|(now, before)| now >= before * (1.0 - SAME)) {
            break;
        }
    }
    let values = found.iter().map(value).map(statistic).collect();
    Some(Surface { parameters, sides, values })
}

/// The objective at a point; infinite where none was found.
fn value(point: &Option<ProfilePoint>) -> f64 {
    point.as_ref().map_or(f64::INFINITY, |found| found.value)
}

fn lower(a: Option<ProfilePoint>, b: Option<ProfilePoint>) -> Option<ProfilePoint> {
    if value(&b) < value(&a) { b } else { a }
}

/// The up to four places beside one, on a square grid.
fn around(place: usize, steps: usize) -> impl Iterator<Item = usize> {
    let (x, y) = (place % steps, place / steps);
    let left = (x > 0).then(|| place - 1);
    let right = (x + 1 < steps).then_some(place + 1);
    let below = (y > 0).then(|| place - steps);
    let above = (y + 1 < steps).then_some(place + steps);
    [left, right, below, above].into_iter().flatten()
}

/// Rounds of asking neighbours at most, and of every so many points along a side one that is
/// searched from the beginning.
const SWEEPS: usize = 8;
const SEARCHED: usize = 4;
/// Relative differences of the objective that move no line of a picture.
const SAME: f64 = 1e-6;

/// In standard errors: the 99 % region of two parameters reaches to 3.03.
const REACH: f64 = 3.7;
/// In natural logarithms.
const WIDEST: f64 = 2.5;
/// Room beyond a twin, in natural logarithms.
const ROOM: f64 = 0.7;

fn splits(audit: &Audit, problem: &Problem<'_>, theta: &[f64]) -> Vec<Split> {
    let options = &audit.options;
    if audit.optimum.is_empty() {
        return Vec::new();
    }
    let budget = |run: &crate::runs::Run| 6.0 * run.n.to_f64() * run.d.to_f64();
    let least = problem.iter().map(budget).fold(f64::INFINITY, f64::min);
    let largest = (100.0 * audit.design.largest_budget).max(super::GOPHER);
    let step = libm::log(largest / least) / (STEPS - 1) as f64;
    let uncertainty = Uncertainty::new(problem, &audit.fit, options.intervals, &audit.design.open);
    let curve = |of: Whose, theta: &[f64]| -> Vec<Split> {
        let at = |i: usize| {
            let compute = least * libm::exp(step * i as f64);
            let goal = Goal::Spend(Budget::training(compute));
            let best = goal.best(&options.law, theta)?;
            let known = of == Whose::Fit && !audit.is_one_ray();
            let ratio = Ranged::ratio(&options.law, goal, &best, known.then_some(&uncertainty));
            Some(Split { of, compute, ratio })
        };
        (0..STEPS).filter_map(at).collect()
    };
    // Where ψ is shared in any ratio the fit is no place of its own.
    let mut found = match audit.twins.shared {
        true => Vec::new(),
        false => curve(Whose::Fit, theta),
    };
    for twin in &audit.twins.list {
        let theta: Vec<f64> = twin.parameters.iter().map(|(_, x)| Mpfr::to_f64(x)).collect();
        found.extend(curve(Whose::Twin, &theta));
    }
    if let Some(claim) = &options.claim {
        let theta: Vec<f64> = claim.parameters.iter().map(|p| p.value.to_f64()).collect();
        found.extend(curve(Whose::Claim, &theta));
    }
    found
}
