//! The everyday fit: doubles, no starting guess, and an answer that is right
//! to the last digits.

use crate::law::Role;
use crate::number::DoubleDouble;
use crate::parallel;

use crate::fit::answer::fit::End;
use crate::fit::descent::descend::{Descent, Effort, SETTLED, descend, relative_size, runaways};
use crate::fit::problem::Problem;
use crate::fit::problem::coordinates::Space;
use crate::fit::problem::limits::FINE;
use crate::fit::problem::options::{Stage, Watch};
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::near_ray as nearly;
use crate::fit::search::near_ray::near_by;
use crate::fit::search::polish::polish;
use crate::fit::search::project::track;
use crate::fit::search::run_out::{follow_out, run_out};
use crate::fit::search::{grid, outskirts, random_rounds as wider, spread_points as multistart};

/// Rows that the global stage looks at.
pub(crate) const FIRST_LEVEL: usize = 512;
/// Each level has this many times the rows of the one before.
const LEVEL: usize = 32;
/// On a large table a descent ends here.
const NEARLY_SETTLED: f64 = 1e-3;

/// Steps with the Hessian on a table larger than that: from the optimum of a sample a
/// few lead to that of all rows, or none do.
const FEW: usize = 15;

/// The best point found.
#[derive(Clone, Debug)]
pub(crate) struct Everyday {
    /// The optimum in free coordinates.
    pub u: Vec<DoubleDouble>,
    /// The last Newton step in each coordinate.
    pub step: Vec<f64>,
    /// Whether the Newton steps became small.
    pub settled: bool,
    /// A lower infimum that is not attained, where one was met.
    pub beyond: Option<Beyond>,
    /// Coordinates at an end of their range, the objective pressing outwards.
    pub held: Vec<Option<End>>,
}

impl Everyday {
    /// A place to go on from.
    pub fn unsettled(u: &[f64]) -> Self {
        Everyday {
            u: u.iter().map(|x| DoubleDouble::from_f64(*x)).collect(),
            step: vec![0.0; u.len()],
            settled: false,
            beyond: None,
            held: vec![None; u.len()],
        }
    }

    /// The optimum rounded to doubles.
    pub fn place(&self) -> Vec<f64> {
        self.u.iter().map(|x| x.hi()).collect()
    }

    /// F there, of the problem that it was found for.
    pub fn value(&self, problem: &Problem<'_>, rows: &Rows<f64>) -> f64 {
        Model::of(problem).value(&self.place(), rows)
    }
}

/// An infimum at infinity, or a minimum that is no law's, lower than what is attained.
#[derive(Clone, Debug)]
pub(crate) struct Beyond {
    /// Half of it for sums of squares; none where only some rows were looked at.
    pub value: Option<f64>,
    /// Coordinates that grow or vanish without bound on the way there.
    pub coordinates: Vec<usize>,
    /// Whether it is no infimum at infinity, but a point where these are below zero.
    pub rises: bool,
}

impl Beyond {
    /// The lowest of such as are lower than the first of some minima, by more than
    /// rounding.
    fn of(model: &Model<'_>, found: &[Descent], all: bool) -> Option<Self> {
        let first = found[0].value;
        let lower = found.iter().filter(|d| d.value < first * (1.0 - NOTICED));
        let least = lower.min_by(|a, b| a.value.total_cmp(&b.value))?;
        let mut coordinates = runaways(model.space, &least.u);
        let rises = coordinates.is_empty();
        if rises {
            coordinates = rising(model.space, &least.u);
        }
        Some(Beyond { value: all.then_some(least.value), coordinates, rises })
    }
}

/// A relative difference of F that is worth a word.
pub(in crate::fit) const NOTICED: f64 = 1e-9;

/// Global search, or descent from `start` (in free coordinates), and polish. None
/// where no start has a finite F.
pub(crate) fn everyday(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    start: Option<Vec<f64>>,
    seed: u64,
    watch: Watch<'_>,
) -> Option<Everyday> {
    let model = Model::of(problem);
    let mut level = rows.sample(FIRST_LEVEL);
    let everywhere = start.is_none();
    let mut found = search(&model, &level, start, watch)?;
    if everywhere {
        found = wider::search(&model, &level, found, (wider::Width::FULL, seed), watch);
        follow_out(&model, &level, &mut found);
    }
    let beyond = Beyond::of(&model, &found, level.len() == rows.len());
    let mut size = FIRST_LEVEL;
    while level.len() < rows.len() {
        size = size.saturating_mul(LEVEL);
        level = if size.saturating_mul(4) > rows.len() { rows.clone() } else { rows.sample(size) };
        // The polish has one more Hessian and takes several steps with it.
        let until = if level.len() > FINE { NEARLY_SETTLED } else { SETTLED };
        let exact = if level.len() > FINE { FEW } else { 60 };
        let effort = Effort { rough: 0, exact, until };
        found.truncate(1);
        found[0] = descend(&model, &level, &found[0].u, effort);
    }
    let mut answer = polish(problem, &model, rows, &found[0]);
    answer.beyond = beyond;
    Some(answer)
}

/// Distinct local minima on a few rows, lowest first: from one start, or from
/// everywhere by the first stage of the search.
pub(crate) fn search(
    model: &Model<'_>,
    rows: &Rows<f64>,
    start: Option<Vec<f64>>,
    watch: Watch<'_>,
) -> Option<Vec<Descent>> {
    if let Some(u) = start {
        let near = select(model, rows, roughly(model, rows, std::slice::from_ref(&u)), watch);
        if near.as_ref().is_some_and(|found| found[0].settled) {
            return near;
        }
        let far = select(model, rows, vec![track(model, rows, &u, LONG_WAY)], watch);
        let mut found: Vec<Descent> = [near, far].into_iter().flatten().flatten().collect();
        in_order(model, rows, &mut found);
        return Some(found).filter(|found| !found.is_empty());
    }
    let starts = rough_starts(model, rows);
    if is_plain(model, rows) {
        let mut found = roughly(model, rows, &starts);
        let beyond = outskirts::starts(model, rows, &starts);
        found.extend(beyond.iter().map(|u| track(model, rows, u, WAY)));
        return select(model, rows, found, watch);
    }
    // What few rows say is where the basins are.
    let few = rows.sample(grid::ROWS);
    let all = 3 * starts.len() as u64;
    let tracked = |starts: &[Vec<f64>], done: u64| {
        watch(Stage::Searching, done, all);
        parallel::in_order(starts.len(), |i| track(model, &few, &starts[i], WAY))
    };
    let mut found = tracked(&starts, 0);
    if !model.objective.is_sum_of_squares() {
        // Reweighted steps of all parameters at once lead elsewhere, at times lower.
        found.extend(roughly(model, &few, &starts));
    }
    found.extend(tracked(&outskirts::starts(model, &few, &starts), all / 3));
    in_order(model, &few, &mut found);
    if let (Some(curve), Some(best)) = (nearly::curve(&few), found.first().cloned()) {
        let separation = grid::separate(model);
        let mut more: Vec<Vec<f64>> = match &separation {
            Some(separation) => nearly::beside_equal(model, &few, separation, curve, &best.u),
            None => Vec::new(),
        };
        for d in found.iter().filter(|d| d.value.is_finite()).take(TWINS) {
            more.extend(nearly::twins(model, &few, separation.as_ref(), curve, &d.u));
        }
        found.extend(tracked(&more, all / 3));
        in_order(model, &few, &mut found);
        // A better point has a better twin.
        if let Some(best) = found.first().filter(|d| d.value < best.value).cloned() {
            let more = nearly::twins(model, &few, separation.as_ref(), curve, &best.u);
            found.extend(tracked(&more, 2 * (all / 3)));
        }
    }
    if few.len() < rows.len() {
        let mut kept: Vec<Descent> = Vec::new();
        in_order(model, &few, &mut found);
        for d in found {
            if kept.len() < MINIMA && !kept.iter().any(|k| near_by(k, &d)) {
                kept.push(d);
            }
        }
        found = parallel::in_order(kept.len(), |i| track(model, rows, &kept[i].u, WAY));
    }
    select(model, rows, found, watch)
}

/// Whether the grid alone tells basins apart: two exponents at most, in which nothing
/// but a sum is hidden, and runs that spread.
fn is_plain(model: &Model<'_>, rows: &Rows<f64>) -> bool {
    let about = model.space.law().about();
    let few = |s: grid::Separation| s.outer.len() <= wider::DENSE && s.of_exponents(model);
    about.power.is_none() && grid::separate(model).is_some_and(few) && nearly::curve(rows).is_none()
}

/// Steps of the exponents from one start, and from one that is given.
const WAY: usize = 60;
const LONG_WAY: usize = 200;
/// Twins are looked for of so many points.
const TWINS: usize = 3;
/// Distinct minima at most, infima at infinity beside them, and ends that are made exact:
/// such as may be minima, and all.
const MINIMA: usize = 4;
const AWAY: usize = 2;
const TRIED: usize = 12;
const WAYS: usize = 48;

/// Points to begin from without a guess, best first.
pub(crate) fn rough_starts(model: &Model<'_>, rows: &Rows<f64>) -> Vec<Vec<f64>> {
    let narrow = !is_plain(model, rows);
    let mut starts = grid::starts(model, rows, narrow).unwrap_or_default();
    let of_exponents = grid::separate(model).is_some_and(|s| s.of_exponents(model));
    if starts.is_empty() || !of_exponents {
        starts.extend(multistart::starts(model, rows));
    }
    starts
}

/// The best point that the grid alone leads to, without the polish, for searches by the
/// thousand. None where no start has a finite F.
pub(crate) fn lowest(model: &Model<'_>, rows: &Rows<f64>) -> Option<Descent> {
    let starts = grid::starts(model, rows, false)
        .filter(|starts| !starts.is_empty())
        .unwrap_or_else(|| multistart::starts(model, rows));
    select(model, rows, roughly(model, rows, &starts), &|_, _, _| {})?.into_iter().next()
}

/// A few steps of first descents.
fn roughly(model: &Model<'_>, rows: &Rows<f64>, starts: &[Vec<f64>]) -> Vec<Descent> {
    let rough = Effort { rough: 8, exact: 0, until: SETTLED };
    starts.iter().map(|u| descend(model, rows, u, rough)).collect()
}

/// From a point nearby to the optimum of a problem with fewer free coordinates.
pub(crate) fn refine(problem: &Problem<'_>, rows: &Rows<f64>, u: &[f64]) -> Everyday {
    let model = Model::of(problem);
    let (rough, exact) = if rows.len() > FINE { (3, FEW) } else { (15, 80) };
    let effort = Effort { rough, exact, until: SETTLED };
    let mut best = descend(&model, rows, u, effort);
    if !best.settled && rows.len() <= FIRST_LEVEL {
        // Where normal equations get lost orthogonal columns may not.
        let way = track(&model, rows, u, LONG_WAY);
        if way.value < best.value {
            best = exactly(&model, rows, way);
        }
    }
    polish(problem, &model, rows, &best)
}

/// The end of a way, made exact where Newton's steps lead on from it.
fn exactly(model: &Model<'_>, rows: &Rows<f64>, way: Descent) -> Descent {
    let end = descend(model, rows, &way.u, Effort { rough: 0, exact: 80, until: SETTLED });
    if end.value <= way.value || end.settled { end } else { Descent { settled: false, ..way } }
}

/// Distinct local minima, lowest first, from the ends of first descents.
fn select(
    model: &Model<'_>,
    rows: &Rows<f64>,
    mut found: Vec<Descent>,
    watch: Watch<'_>,
) -> Option<Vec<Descent>> {
    found.retain(|d| d.value.is_finite());
    found.sort_by(|a, b| a.value.total_cmp(&b.value));
    let (count, mut kept) = (found.len() as u64, Vec::<Descent>::new());
    let narrow = nearly::curve(rows).is_some();
    // Minima that are attained, their lowest, and infima at infinity.
    let (mut attained, mut lowest, mut away, mut tried, mut ways) = (0, f64::INFINITY, 0, 0, 0);
    for (i, d) in found.into_iter().enumerate() {
        watch(Stage::Searching, count + i as u64, 2 * count);
        let hopeful = d.value <= 2.0 * lowest && attained < MINIMA && tried < TRIED && ways < WAYS;
        if !hopeful || kept.iter().any(|k| same_place(model, k, &d)) {
            continue;
        }
        let d = exactly(model, rows, d);
        let d = run_out(model, rows, &d).unwrap_or(d);
        // Of ways to infinity there may be more than is worth a count.
        let aside = is_aside(model, narrow, &d.u);
        ways += 1;
        tried += usize::from(!aside);
        if kept.iter().any(|k| same_place(model, k, &d)) {
            continue;
        }
        if !aside {
            lowest = lowest.min(d.value);
            attained += 1;
        } else if away < AWAY {
            away += 1;
        } else {
            continue;
        }
        kept.push(d);
    }
    if kept.is_empty() {
        return None;
    }
    in_order(model, rows, &mut kept);
    Some(kept)
}

/// Sorts minima: one that is attained comes before an infimum at infinity, and before one
/// with a term that rises with size, where the runs lie nearly on one curve: there such a
/// term stands for any constant.
pub(in crate::fit) fn in_order(model: &Model<'_>, rows: &Rows<f64>, found: &mut [Descent]) {
    let narrow = nearly::curve(rows).is_some();
    let aside = |d: &Descent| is_aside(model, narrow, &d.u);
    found.sort_by(|a, b| aside(a).cmp(&aside(b)).then(a.value.total_cmp(&b.value)));
    // Of points that are no lower than one another the first is one whose terms fall.
    let Some(least) = found.first().map(|d| d.value) else { return };
    let falls = |d: &Descent| !aside(d) && rising(model.space, &d.u).is_empty();
    let equal = |d: &&Descent| d.value <= least * (1.0 + NOTICED);
    if let Some(at) = found.iter().take_while(equal).position(falls) {
        found[..=at].rotate_right(1);
    }
}

/// Whether a point is one that an attained minimum comes before: see [`in_order`].
fn is_aside(model: &Model<'_>, narrow: bool, u: &[f64]) -> bool {
    !runaways(model.space, u).is_empty() || narrow && !rising(model.space, u).is_empty()
}

/// Exponents below zero that could be above.
pub(in crate::fit) fn rising(space: &Space, u: &[f64]) -> Vec<usize> {
    let exponent = |at: &usize| space.parameter(*at).role == Role::Exponent;
    let free = (0..u.len()).filter(exponent);
    free.filter(|&at| !space.free()[at].log && u[at] < 0.0 && space.range(at).1 > 0.0).collect()
}

/// Whether two points are one to a part in 10⁴ of every parameter.
pub(in crate::fit) fn same_place(model: &Model<'_>, a: &Descent, b: &Descent) -> bool {
    let gap: Vec<f64> = a.u.iter().zip(&b.u).map(|(x, y)| x - y).collect();
    relative_size(model.space, &a.u, &gap) < 1e-4
}
