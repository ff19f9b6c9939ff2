//! The global stage for laws that are linear in some parameters: a grid over
//! the others, with the linear ones eliminated at every node.
//!
//! At fixed exponents a Chinchilla loss is a non-negative combination of the
//! columns 1, N^−α, D^−β. Each column is tabulated once per value of the
//! exponents that it depends on (dual numbers tell which), so that a node costs
//! a few multiplications per run. For log objectives the columns are relative,
//! (L̂ − L)/L, and reweighted so that a fixed point satisfies the objective's
//! own normal equations.

use crate::geometry::{Ldl, Matrix};
use crate::law::Point;
use crate::number::{DenseDual, Dual};
use crate::parallel;

use super::expand::psi_of;
use super::rows::{Model, Rows};

/// Nodes per outer dimension, by the number of outer dimensions.
const NODES: [usize; 5] = [1, 48, 20, 9, 6];
/// Passes of reweighting at each node.
const PASSES: usize = 2;
/// Passes where single points are looked at.
const MORE_PASSES: usize = 4;
/// Rows that the grid looks at: enough to tell basins apart.
pub(crate) const ROWS: usize = 96;
/// How many basins go on to the next stage.
const BASINS: usize = 4;
/// The most linear parameters that are eliminated; a problem with more is refused.
pub(super) const MOST: usize = 4;

/// Which coordinates are eliminated and which make the grid.
pub(crate) struct Separation {
    /// Coordinates in which the loss is linear.
    pub inner: Vec<usize>,
    /// The others.
    pub outer: Vec<usize>,
}

/// A law's split into inner and outer coordinates; None where the loss is not
/// a combination of columns, or coordinates mix both sorts.
pub(crate) fn separate(model: &Model<'_>) -> Option<Separation> {
    let space = model.space;
    let law = space.law();
    let linear = law.about().linear;
    let mut separation = Separation { inner: Vec::new(), outer: Vec::new() };
    for (at, c) in space.free().iter().enumerate() {
        match c.parameters.iter().filter(|p| linear.contains(p)).count() {
            0 => separation.outer.push(at),
            n if n == c.parameters.len() => separation.inner.push(at),
            _ => return None,
        }
    }
    // Without its linear parameters nothing must remain.
    let mut theta: Vec<f64> = typical(model);
    linear.iter().for_each(|&p| theta[p] = 0.0);
    let rest = law.loss(&theta, &Point::new(1e9, 2e10));
    (rest == 0.0 && !separation.inner.is_empty() && separation.outer.len() < NODES.len())
        .then_some(separation)
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

/// The values that coordinate `at` takes on the grid, as θ, log-spaced over
/// the part of its search range that its bounds allow.
fn nodes(model: &Model<'_>, at: usize, count: usize) -> Vec<f64> {
    let c = &model.space.free()[at];
    let (lo, hi) = model.space.parameter(at).search;
    let lo = c.lower.as_ref().map_or(lo, |l| l.to_f64().max(lo));
    let hi = c.upper.as_ref().map_or(hi, |h| h.to_f64().min(hi));
    if lo <= 0.0 || hi <= lo {
        return vec![lo];
    }
    let ratio = libm::log(hi / lo);
    (0..count).map(|i| lo * libm::exp(ratio * i as f64 / (count - 1) as f64)).collect()
}

/// A column of the linear model, tabulated over the outer coordinates that it
/// depends on.
struct Column {
    /// Its coefficient: an inner coordinate, or a fixed value.
    coefficient: Coefficient,
    /// Places in `Separation::outer`.
    depends: Vec<usize>,
    /// One vector over rows per combination of nodes.
    tables: Vec<Vec<f64>>,
}

#[derive(Clone, Copy)]
enum Coefficient {
    /// Place in `Separation::inner`.
    Free(usize),
    Fixed(f64),
}

fn columns(
    model: &Model<'_>,
    rows: &Rows<f64>,
    separation: &Separation,
    grid: &[Vec<f64>],
) -> Vec<Column> {
    let law = model.space.law();
    let relative = model.objective.is_log();
    let about = law.about();
    let mut columns: Vec<Column> = Vec::new();
    for &p in about.linear {
        let coefficient = match model.space.coordinate_of(p) {
            Some(at) => {
                let place = separation.inner.iter().position(|i| *i == at);
                Coefficient::Free(place.expect("linear coordinates are inner"))
            }
            None => Coefficient::Fixed(model.space.fixed_value(p).expect("fixed").to_f64()),
        };
        let mut base = typical(model);
        about.linear.iter().for_each(|&q| base[q] = 0.0);
        base[p] = 1.0;
        let set = |values: &[f64], which: &[usize]| {
            let mut theta = base.clone();
            for (&o, &value) in which.iter().zip(values) {
                for &q in &model.space.free()[separation.outer[o]].parameters {
                    theta[q] = value;
                }
            }
            theta
        };
        let mut duals: Vec<Dual<f64>> = base.iter().map(|x| Dual::constant(*x)).collect();
        for (o, &at) in separation.outer.iter().enumerate() {
            for &q in &model.space.free()[at].parameters {
                duals[q] = Dual::variable(base[q], o);
            }
        }
        let probe = law.loss(&duals, &Point::new(1e9, 2e10).map(|x| Dual::constant(*x)));
        // The other columns have coefficient zero here, and so have their slopes.
        let moves = |o: &usize| probe.derivative(*o).is_some_and(|slope| *slope != 0.0);
        let depends: Vec<usize> = (0..grid.len()).filter(moves).collect();
        let combinations: usize = depends.iter().map(|o| grid[*o].len()).product();
        let tables = (0..combinations)
            .map(|mut index| {
                let mut values = vec![0.0; depends.len()];
                for (value, &o) in values.iter_mut().zip(&depends).rev() {
                    *value = grid[o][index % grid[o].len()];
                    index /= grid[o].len();
                }
                let theta = set(&values, &depends);
                let column = rows.rows.iter().map(|row| {
                    let entry = law.loss(&theta, &row.point);
                    if relative { entry / row.loss } else { entry }
                });
                column.collect()
            })
            .collect();
        columns.push(Column { coefficient, depends, tables });
    }
    columns
}

/// Starting points from the grid, lowest F first; None where the law does not
/// separate.
pub(crate) fn starts(model: &Model<'_>, rows: &Rows<f64>) -> Option<Vec<Vec<f64>>> {
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
    let solve = |node: usize| eliminate(model, rows, &tables(&index_of(node)), &signed, PASSES);
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
    basins.truncate(BASINS);
    let starts = basins.into_iter().map(|node| {
        let index = index_of(node);
        let values: Vec<f64> = index.iter().zip(&grid).map(|(i, nodes)| nodes[*i]).collect();
        assembled(model, &separation, &tables(&index), (&values, &solved[node].1))
    });
    Some(starts.collect())
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
            let (_, entries) = tables
                .iter()
                .find(|(c, _)| matches!(c.coefficient, Coefficient::Free(j) if j == i))
                .expect("every inner coordinate has a column");
            let mean = entries.iter().sum::<f64>() / entries.len() as f64;
            u[at] = libm::log(inner[i].max(1e-3 / mean.max(1e-300)));
        }
    }
    u
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
    let (value, inner) = eliminate(model, rows, &tables, &signed(model, separation), MORE_PASSES);
    (value, assembled(model, separation, &tables, (outer, &inner)))
}

/// The best inner coefficients at one node and F there.
fn eliminate(
    model: &Model<'_>,
    rows: &Rows<f64>,
    tables: &[(&Column, &[f64])],
    signed: &[bool],
    passes: usize,
) -> (f64, Vec<f64>) {
    let relative = model.objective.is_log();
    let rho = model.objective.rho(&DenseDual::<f64, 1>::constant(1.0));
    let q = signed.len();
    // Inner columns, summed where parameters are tied, and what is fixed.
    let mut fixed = vec![0.0; rows.len()];
    let mut inner: Vec<Option<std::borrow::Cow<'_, [f64]>>> = vec![None; q];
    for (column, table) in tables {
        match column.coefficient {
            Coefficient::Fixed(value) => {
                fixed.iter_mut().zip(*table).for_each(|(f, x)| *f += value * x);
            }
            Coefficient::Free(i) => match &mut inner[i] {
                None => inner[i] = Some((*table).into()),
                Some(sum) => {
                    sum.to_mut().iter_mut().zip(*table).for_each(|(s, x)| *s += x);
                }
            },
        }
    }
    let inner: Vec<_> = inner.into_iter().flatten().collect();
    let mut reweight = vec![1.0; rows.len()];
    let mut best = (f64::INFINITY, vec![0.0; q]);
    for _ in 0..passes {
        let (mut gram, mut right) = ([[0.0; MOST]; MOST], [0.0; MOST]);
        for (i, row) in rows.rows.iter().enumerate() {
            let w = row.weight * reweight[i];
            let target = if relative { 1.0 } else { row.loss } - fixed[i];
            for a in 0..q {
                let x = w * inner[a][i];
                right[a] += x * target;
                for b in 0..=a {
                    gram[a][b] += x * inner[b][i];
                }
            }
        }
        let coefficients = non_negative(&gram, &right, signed);
        let mut value = 0.0;
        for (i, row) in rows.rows.iter().enumerate() {
            let fitted = coefficients.iter().zip(&inner).fold(fixed[i], |s, (c, x)| s + c * x[i]);
            let predicted = if relative { fitted * row.loss } else { fitted };
            let r = row.response - model.objective.response(&predicted);
            let (term, psi) = psi_of(&rho, r);
            value += row.weight * term;
            // −ψ(r) ∂r = ω (L̂ − L)/L ∂(L̂/L), ∂r = −∂(L̂/L)/(L̂/L).
            let gap = if relative { fitted - 1.0 } else { predicted - row.loss };
            let slope = if relative { fitted } else { 1.0 };
            reweight[i] = if gap == 0.0 { 1.0 } else { (-psi / (gap * slope)).max(0.0) };
        }
        if value < best.0 {
            best = (value, coefficients);
        }
        if model.objective.is_sum_of_squares() && !relative {
            break;
        }
    }
    best
}

/// The minimiser of cᵀGc/2 − bᵀc with cᵢ ≥ 0 where not signed: every face is
/// tried, there are at most sixteen.
fn non_negative(gram: &[[f64; MOST]; MOST], right: &[f64; MOST], signed: &[bool]) -> Vec<f64> {
    let q = signed.len();
    let mut best = (0.0, vec![0.0; q]);
    for face in (0..1_u32 << q).rev() {
        let kept: Vec<usize> = (0..q).filter(|i| face >> i & 1 == 1).collect();
        if (0..q).any(|i| signed[i] && !kept.contains(&i)) {
            continue;
        }
        if kept.is_empty() {
            continue;
        }
        let block = Matrix::from_fn(kept.len(), kept.len(), |a, b| {
            gram[kept[a].max(kept[b])][kept[a].min(kept[b])]
        });
        let Some(factors) = Ldl::new(&block) else { continue };
        // Columns that are parallel to rounding share one coefficient.
        let pivots = factors.pivots().iter().zip(block.diagonal());
        if pivots.into_iter().any(|(pivot, length)| *pivot <= 1e-13 * length) {
            continue;
        }
        let solution = factors.solve(&kept.iter().map(|&i| right[i]).collect::<Vec<_>>());
        if kept.iter().zip(&solution).any(|(&i, c)| !signed[i] && *c < 0.0) {
            continue;
        }
        // At its own minimum the quadratic is −bᵀc/2.
        let value: f64 = -kept.iter().zip(&solution).map(|(&i, c)| right[i] * c).sum::<f64>();
        if value < best.0 {
            best = (value, vec![0.0; q]);
            kept.iter().zip(&solution).for_each(|(&i, c)| best.1[i] = *c);
            if kept.len() == q {
                break;
            }
        }
    }
    best.1
}
