//! The global stage for laws that are sums of terms, or a power of such a sum: a
//! grid over the exponents, with the coefficients of the terms eliminated at every
//! node.
//!
//! At fixed exponents a Chinchilla loss is a non-negative combination of the
//! columns 1, N^−α, D^−β, and Kaplan's L^(1/α_D) one of N^−γ and 1/D. Each column
//! is tabulated once per value of the exponents that it depends on, so that a node
//! costs a few multiplications per run. For log objectives and for powers the
//! columns are relative to the loss.

use std::borrow::Cow;

use crate::law::{Law, Point, Role};
use crate::number::{Dual, Scalar};
use crate::parallel;

use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::eliminate::{Combination, MOST, eliminate};
use crate::fit::search::floor;

/// Nodes per outer dimension, by the number of outer dimensions.
const NODES: [usize; 5] = [1, 48, 20, 9, 6];
/// Passes of reweighting at each node.
const PASSES: usize = 2;
/// Passes where single points are looked at.
const MORE_PASSES: usize = 4;
/// Passes are so many times as many where a power of the loss is what is combined.
const POWER_PASSES: usize = 2;
/// Rows that the grid looks at: enough to tell basins apart.
pub(crate) const ROWS: usize = 96;
/// Basins that go on, where the runs spread and where they lie nearly on one curve.
const BASINS: [usize; 2] = [4, 10];
/// Which coordinates are eliminated and which make the grid.
pub(crate) struct Separation {
    /// Coordinates whose terms' coefficients are eliminated.
    pub inner: Vec<usize>,
    /// The others.
    pub outer: Vec<usize>,
}

impl Separation {
    /// Whether it is over exponents alone; of a typed law it may be over anything.
    pub fn of_exponents(&self, model: &Model<'_>) -> bool {
        self.outer.iter().all(|at| model.space.parameter(*at).role == Role::Exponent)
    }
}

/// The parameters that scale the terms of a sum, the loss or a power of it.
fn scales(law: &Law) -> Vec<usize> {
    let about = law.about();
    match about.power {
        None => about.linear.to_vec(),
        Some(_) => (0..law.len())
            .filter(|p| about.parameters[*p].role == Role::Offset || about.pair.contains(p))
            .collect(),
    }
}

/// A law's split into inner and outer coordinates; None where neither the loss nor
/// its power is a combination of columns, or coordinates mix both sorts.
pub(crate) fn separate(model: &Model<'_>) -> Option<Separation> {
    let space = model.space;
    let law = space.law();
    let (scales, power) = (scales(law), law.about().power);
    let mut separation = Separation { inner: Vec::new(), outer: Vec::new() };
    for (at, c) in space.free().iter().enumerate() {
        match c.parameters.iter().filter(|p| scales.contains(p)).count() {
            0 => separation.outer.push(at),
            // Of scales inside a power each has a coefficient of its own.
            n if n == c.parameters.len() && (power.is_none() || n == 1 && c.log) => {
                separation.inner.push(at);
            }
            _ => return None,
        }
    }
    // Without its scales nothing must remain.
    let mut theta: Vec<f64> = typical(model);
    scales.iter().for_each(|&p| theta[p] = 0.0);
    let others = vec![1.5; law.other_inputs().len()];
    let rest = law.loss(&theta, &Point { others, ..Point::new(1e9, 2e10) });
    let few = separation.inner.len() <= MOST && separation.outer.len() < NODES.len();
    (rest == 0.0 && !separation.inner.is_empty() && few).then_some(separation)
}

/// Parameters in the middle of their search ranges, in logarithms.
fn typical(model: &Model<'_>) -> Vec<f64> {
    let parameters = model.space.law().about().parameters;
    parameters
        .iter()
        .enumerate()
        .map(|(p, parameter)| match model.space.fixed_value(p) {
            Some(value) => value.to_f64(),
            None => (parameter.search.0.max(1e-3) * parameter.search.1).sqrt(),
        })
        .collect()
}

/// The values that coordinate `at` takes on the grid, as θ, evenly spaced where the
/// range has negative values, else log-spaced over
/// the part of its search range that its bounds allow.
fn nodes(model: &Model<'_>, at: usize, count: usize) -> Vec<f64> {
    let c = &model.space.free()[at];
    let (lo, hi) = model.space.parameter(at).search;
    let lo = c.lower.as_ref().map_or(lo, |l| l.to_f64().max(lo));
    let hi = c.upper.as_ref().map_or(hi, |h| h.to_f64().min(hi));
    if lo < 0.0 && hi > lo {
        let step = (hi - lo) / (count - 1) as f64;
        return (0..count).map(|i| lo + step * i as f64).collect();
    }
    if lo <= 0.0 || hi <= lo {
        return vec![lo];
    }
    let ratio = libm::log(hi / lo);
    (0..count).map(|i| lo * libm::exp(ratio * i as f64 / (count - 1) as f64)).collect()
}

/// A column of the linear model, tabulated over the outer coordinates that it
/// depends on.
struct Column {
    /// The inner coordinate that scales it; none where it is fixed.
    inner: Option<usize>,
    /// The value of the scale that the column is of.
    unit: f64,
    /// Places in `Separation::outer`.
    depends: Vec<usize>,
    /// One vector over rows per combination of nodes.
    tables: Vec<Vec<f64>>,
}

/// A term at a place, relative to the loss there where columns are relative.
fn entry<S: Scalar>(law: &Law, theta: &[S], point: &Point<S>, relative: Option<&S>) -> S {
    let term = law.loss(theta, point);
    match (law.about().power, relative) {
        (None, None) => term,
        (None, Some(loss)) => term / loss,
        (Some(p), loss) => {
            let loss = loss.cloned().unwrap_or_else(|| term.one());
            (term / loss).pow(&(theta[p].one() / &theta[p]))
        }
    }
}

/// Whether columns are relative to the loss.
fn is_relative(model: &Model<'_>) -> bool {
    model.objective.is_log() || model.space.law().about().power.is_some()
}

/// θ with these values of the outer coordinates, all scales but `kept` at zero.
fn set(
    model: &Model<'_>,
    separation: &Separation,
    outer: &[f64],
    kept: Option<(usize, f64)>,
) -> Vec<f64> {
    let mut theta = typical(model);
    scales(model.space.law()).iter().for_each(|&p| theta[p] = 0.0);
    for (&at, &value) in separation.outer.iter().zip(outer) {
        model.space.free()[at].parameters.iter().for_each(|&p| theta[p] = value);
    }
    if let Some((p, value)) = kept {
        theta[p] = value;
    }
    theta
}

fn columns(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: &Separation,
    grid: &[Vec<f64>],
) -> Vec<Column> {
    let law = model.space.law();
    let relative = is_relative(model);
    let make = |&p: &usize| {
        let (inner, unit) = match model.space.coordinate_of(p) {
            Some(at) => (separation.inner.iter().position(|i| *i == at), unit(law, rows, p)),
            None => (None, model.space.fixed_value(p).map_or(0.0, |value| value.to_f64())),
        };
        let at = |outer: &[f64], row: usize| {
            let row = &rows.rows[row];
            let theta = set(model, separation, outer, Some((p, unit)));
            entry(law, &theta, &row.point, relative.then_some(&row.loss))
        };
        let first: Vec<f64> = grid.iter().map(|nodes| nodes[0]).collect();
        let depends = |o: &usize| {
            let mut moved = first.clone();
            moved[*o] = 1.25 * first[*o] + 0.01;
            [0, rows.len() / 2, rows.len() - 1].iter().any(|i| at(&first, *i) != at(&moved, *i))
        };
        let depends: Vec<usize> = (0..grid.len()).filter(depends).collect();
        let combinations: usize = depends.iter().map(|o| grid[*o].len()).product();
        let table = |mut index: usize| {
            let mut outer = first.clone();
            for &o in depends.iter().rev() {
                outer[o] = grid[o][index % grid[o].len()];
                index /= grid[o].len();
            }
            let theta = set(model, separation, &outer, Some((p, unit)));
            let column = rows
                .rows
                .iter()
                .map(|row| entry(law, &theta, &row.point, relative.then_some(&row.loss)));
            column.collect()
        };
        let tables = parallel::rows(combinations, table);
        Column { inner, unit, depends, tables }
    };
    scales(law).iter().map(make).collect()
}

/// A value of scale p that makes its term no smaller and no larger than need be:
/// inside a power the middle of the runs, else 1.
fn unit(law: &Law, rows: &Rows<f64>, p: usize) -> f64 {
    let about = law.about();
    if about.power.is_none() {
        return 1.0;
    }
    let mean = |of: &dyn Fn(usize) -> f64| {
        let logs = (0..rows.len()).map(|i| libm::log(of(i)));
        libm::exp(logs.sum::<f64>() / rows.len() as f64)
    };
    match about.pair.iter().position(|q| *q == p) {
        Some(0) => mean(&|i| rows.rows[i].point.n),
        Some(_) => mean(&|i| rows.rows[i].point.d),
        None => mean(&|i| rows.rows[i].loss),
    }
}

/// The columns at one node, summed where scales are tied, and their power.
fn combination<'a>(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: &Separation,
    tables: &[(&'a Column, &'a [f64])],
    outer: &[f64],
) -> Combination<'a> {
    let mut fixed = vec![0.0; rows.len()];
    let mut inner: Vec<Option<Cow<'a, [f64]>>> = vec![None; separation.inner.len()];
    for (column, table) in tables {
        match column.inner {
            None => fixed.iter_mut().zip(*table).for_each(|(f, x)| *f += x),
            Some(i) => match &mut inner[i] {
                None => inner[i] = Some((*table).into()),
                Some(sum) => sum.to_mut().iter_mut().zip(*table).for_each(|(s, x)| *s += x),
            },
        }
    }
    let power = model.space.law().about().power;
    let power = power.map_or(1.0, |p| set(model, separation, outer, None)[p]);
    let columns = inner.into_iter().flatten().collect();
    Combination { columns, fixed, relative: is_relative(model), power }
}

/// Passes at a node.
fn passes(model: &Model<'_>, usual: usize) -> usize {
    if model.space.law().about().power.is_some() { usual * POWER_PASSES } else { usual }
}

/// Starting points from the grid, lowest F first; None where the law does not
/// separate. Of `narrow` basins more are kept, and points on their floor.
pub(crate) fn starts(model: &Model<'_>, rows: &Rows<f64>, narrow: bool) -> Option<Vec<Vec<f64>>> {
    let separation = separate(model)?;
    let rows = &rows.sample(ROWS);
    let count = NODES[separation.outer.len()];
    let grid: Vec<Vec<f64>> = separation.outer.iter().map(|&at| nodes(model, at, count)).collect();
    let columns = columns(model, rows, &separation, &grid);
    let sizes: Vec<usize> = grid.iter().map(Vec::len).collect();
    let total: usize = sizes.iter().product();
    let signed = signed(model, &separation);
    let index_of = |node: usize| {
        let mut rest = node;
        let mut index = vec![0; sizes.len()];
        for (i, size) in index.iter_mut().zip(&sizes).rev() {
            *i = rest % size;
            rest /= size;
        }
        index
    };
    let tables = |index: &[usize]| -> Vec<(&Column, &[f64])> {
        let place = |c: &Column| c.depends.iter().fold(0, |at, &o| at * sizes[o] + index[o]);
        columns.iter().map(|c| (c, c.tables[place(c)].as_slice())).collect()
    };
    let outer = |index: &[usize]| -> Vec<f64> {
        index.iter().zip(&grid).map(|(i, nodes)| nodes[*i]).collect()
    };
    let solve = |node: usize| {
        let index = index_of(node);
        let what = combination(model, rows, &separation, &tables(&index), &outer(&index));
        eliminate(model, rows, &what, &signed, passes(model, PASSES))
    };
    let solved: Vec<(f64, Vec<f64>)> =
        parallel::chunks((total, 64), |range| range.map(solve).collect::<Vec<_>>()).concat();
    let is_basin = |node: usize| {
        let index = index_of(node);
        let value = solved[node].0;
        let mut stride = 1;
        for (axis, size) in sizes.iter().enumerate().rev() {
            let lower = index[axis] > 0 && solved[node - stride].0 < value;
            let upper = index[axis] + 1 < *size && solved[node + stride].0 < value;
            if lower || upper {
                return false;
            }
            stride *= size;
        }
        value.is_finite()
    };
    let mut basins: Vec<usize> = (0..total).filter(|node| is_basin(*node)).collect();
    basins.sort_by(|a, b| solved[*a].0.total_cmp(&solved[*b].0).then(a.cmp(b)));
    basins.truncate(BASINS[usize::from(narrow)]);
    let starts = basins.into_iter().map(|node| {
        let index = index_of(node);
        assembled(model, &separation, &tables(&index), (&outer(&index), &solved[node].1))
    });
    let mut starts: Vec<Vec<f64>> = starts.collect();
    if narrow && grid.len() == 2 {
        let value = |outer: &[f64; 2]| at(model, rows, &separation, outer).0;
        let places = floor::places(&grid, &|i, j| solved[i * sizes[1] + j].0, &value);
        starts.extend(places.iter().map(|outer| at(model, rows, &separation, outer).1));
        starts.retain(|u| u.iter().all(|x| x.is_finite()));
    }
    Some(starts)
}

/// Which inner coefficients may be negative.
fn signed(model: &Model<'_>, separation: &Separation) -> Vec<bool> {
    let free = model.space.free();
    let may =
        |at: &usize| !free[*at].log && free[*at].lower.as_ref().is_none_or(|l| l.signum() < 0);
    separation.inner.iter().map(may).collect()
}

/// The point with these outer values and inner coefficients, in free coordinates.
/// `tables` are the columns there.
fn assembled(
    model: &Model<'_>,
    separation: &Separation,
    tables: &[(&Column, &[f64])],
    (outer, inner): (&[f64], &[f64]),
) -> Vec<f64> {
    let space = model.space;
    let mut u = vec![0.0; space.dimension()];
    for (value, &at) in outer.iter().zip(&separation.outer) {
        u[at] = if space.free()[at].log { libm::log(*value) } else { *value };
    }
    for (i, &at) in separation.inner.iter().enumerate() {
        u[at] = inner[i];
        if space.free()[at].log {
            // A column that was left out comes back with a small share.
            let (column, entries) = tables
                .iter()
                .find(|(c, _)| c.inner == Some(i))
                .expect("every inner coordinate has a column");
            let mean = entries.iter().sum::<f64>() / entries.len() as f64;
            let share = libm::log(inner[i].max(1e-3 / mean.max(1e-300)));
            let degree =
                degree(model, separation, outer, (space.free()[at].parameters[0], column.unit));
            u[at] = libm::log(column.unit) + share / degree;
        }
    }
    u
}

/// The power of a scale that its term is in proportion to: 1, unless it sits inside
/// a power.
fn degree(
    model: &Model<'_>,
    separation: &Separation,
    outer: &[f64],
    (p, unit): (usize, f64),
) -> f64 {
    let law = model.space.law();
    if law.about().power.is_none() {
        return 1.0;
    }
    let theta = set(model, separation, outer, Some((p, unit)));
    let duals: Vec<Dual<f64>> = (0..theta.len())
        .map(|q| if q == p { Dual::variable(unit, 0) } else { Dual::constant(theta[q]) })
        .collect();
    let point = Point::new(Dual::constant(unit), Dual::constant(unit));
    let term = entry(law, &duals, &point, None);
    unit * term.derivative(0).copied().unwrap_or(f64::NAN) / term.value()
}

/// F at these values of the outer coordinates, the inner ones eliminated, and that
/// point in free coordinates.
pub(crate) fn at(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: &Separation,
    outer: &[f64],
) -> (f64, Vec<f64>) {
    let grid: Vec<Vec<f64>> = outer.iter().map(|x| vec![*x]).collect();
    let columns = columns(model, rows, separation, &grid);
    let tables: Vec<(&Column, &[f64])> =
        columns.iter().map(|c| (c, c.tables[0].as_slice())).collect();
    let what = combination(model, rows, separation, &tables, outer);
    let signed = signed(model, separation);
    let (value, inner) = eliminate(model, rows, &what, &signed, passes(model, MORE_PASSES));
    (value, assembled(model, separation, &tables, (outer, &inner)))
}
