//! At an edge of what is allowed: does F rise from it?
//!
//! A parameter on a bound is at a minimum where F's slope presses it against the
//! bound. A scale at zero takes its exponents out of the formula: there F must
//! rise into the allowed side *whatever they are*, and so it must at zero gap on
//! one ray, where all of ψ may be given to one term and the other is such a
//! scale. Where it falls for some exponents the search has stopped at a saddle,
//! and goes on from there.

use crate::algebra::{Ldl, Matrix};
use crate::fit::answer::fit::End;
use crate::fit::degenerate::hold_back::{Reduced, Why};
use crate::fit::degenerate::one_ray as ray;
use crate::fit::descent::valley;
use crate::fit::problem::Problem;
use crate::fit::problem::limits::FINE;
use crate::fit::problem::options::Watch;
use crate::fit::problem::rows::{Model, Row, Rows, SMALL_CHUNK};
use crate::law::Role;
use crate::number::{Compare, DoubleDouble, Dual, Exact, Mpfr, Scalar};
use crate::parallel;

/// A slope below this part of the sum of its terms' sizes is rounding.
const ROUNDING: f64 = 1e-9;
/// Exponents tried over the range of a search, by how many drop out.
const NODES: [usize; 3] = [0, 24, 10];
/// Exponents tried about those of other terms, relative to them.
const NEARBY: [f64; 6] = [0.8, 0.95, 0.99, 1.01, 1.05, 1.25];
/// Bits in which the first way off an edge is followed.
const BITS: u32 = 192;
/// Halvings of a first step off an edge.
const HALVINGS: usize = 60;

/// F's slope along some parameters that move together.
pub(in crate::fit) struct Slope<S> {
    /// Σ wψ ∂r.
    pub value: f64,
    /// Σ |wψ ∂r|.
    size: f64,
    /// Σ w(∂r)², not less than the curvature of F's majorant.
    curvature: f64,
    /// w and ∂r, row by row.
    column: Vec<(f64, S)>,
}

impl<S: Compare> Slope<S> {
    /// Its sign, where it is not rounding.
    pub fn sign(&self) -> Option<f64> {
        (self.value.abs() > ROUNDING * self.size).then(|| self.value.signum())
    }

    fn of(model: &Model<'_>, rows: &Rows<S>, theta: &[S], moved: &[usize]) -> Self {
        let like = &theta[0];
        let theta = Dual::along(theta, |p| moved.contains(&p));
        let rho = model.objective.rho(&Dual::constant(like.clone()));
        let slope = |x: Dual<S>| x.derivative(0).cloned().unwrap_or_else(|| like.zero());
        let parts = parallel::chunks((rows.len(), SMALL_CHUNK), |range| {
            range
                .map(|i| {
                    let row = rows.rows[i].map(|x| Dual::constant(x.clone()));
                    let term = slope(model.term(&theta, &rho, &row)).to_f64();
                    (term, rows.rows[i].weight.to_f64(), slope(model.residual(&theta, &row)))
                })
                .collect::<Vec<_>>()
        });
        let mut sum = Slope { value: 0.0, size: 0.0, curvature: 0.0, column: Vec::new() };
        for (term, weight, column) in parts.into_iter().flatten() {
            sum.value += term;
            sum.size += term.abs();
            sum.curvature += weight * column.to_f64() * column.to_f64();
            sum.column.push((weight, column));
        }
        sum
    }
}

/// The objective's slope at θ along one coordinate of the problem's space, moved as it
/// is, and its sign where that is not rounding.
pub(in crate::fit) fn slope_at(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    theta: &[Mpfr],
    at: usize,
) -> (f64, Option<f64>) {
    let model = Model::of(problem);
    let moved = &problem.space().free()[at].parameters;
    // Sums of squares are twice Σwρ.
    let factor = problem.objective().factor() as f64;
    if rows.len() > FINE {
        let theta: Vec<f64> = theta.iter().map(Compare::to_f64).collect();
        let slope = Slope::of(&model, rows, &theta, moved);
        return (factor * slope.value, slope.sign());
    }
    let theta: Vec<DoubleDouble> = theta.iter().map(DoubleDouble::from).collect();
    let slope = Slope::of(&model, &Rows::new(problem, &theta[0]), &theta, moved);
    (factor * slope.value, slope.sign())
}

/// A scale of the law at zero, all parameters, and where the search stopped.
struct Edge {
    scale: usize,
    theta: Vec<DoubleDouble>,
    /// Coordinates of the exponents that drop out.
    exponents: Vec<usize>,
}

/// A lower point beside the edges that a search has stopped at, in coordinates
/// of `problem`, and what to say of it; None where F rises from them whatever the exponents.
pub(in crate::fit) fn below(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    now: &Reduced<'_>,
    watch: Watch<'_>,
) -> Option<(String, Vec<f64>)> {
    let edges = edges(problem, rows, now);
    if edges.is_empty() || rows.len() > FINE {
        return None;
    }
    let fine = Rows::new(problem, &DoubleDouble::from_f64(1.0));
    let model = Model::of(problem);
    let others = Others::of(now, &fine)?;
    let best = edges
        .into_iter()
        .flat_map(|edge| tried(problem, rows, edge))
        .map(|edge| (Slope::of(&model, &fine, &edge.theta, &[edge.scale]), edge))
        .filter(|(slope, _)| slope.sign() == Some(-1.0) && slope.curvature.is_finite())
        .max_by(|(a, _), (b, _)| others.fall(a).total_cmp(&others.fall(b)));
    let (slope, Edge { scale, mut theta, exponents }) = best?;
    let value = |theta: &[DoubleDouble]| value(&model, &fine, theta);
    let here = value(&theta);
    let mut step = -slope.value / slope.curvature;
    for _ in 0..HALVINGS {
        theta[scale] = DoubleDouble::from_f64(step);
        if value(&theta).less(&here).is_true() {
            let theta: Vec<f64> = theta.iter().map(|x| x.hi()).collect();
            let u = off(problem, &problem.space().coordinates(&theta), exponents, watch);
            return Some((said(problem, now, scale), u));
        }
        step /= 2.0;
    }
    None
}

/// The lowest point beside an edge at given exponents: a scale that is hardly there
/// says nothing of its exponents, and steps of them lead astray.
fn off(problem: &Problem<'_>, u: &[f64], mut held: Vec<usize>, watch: Watch<'_>) -> Vec<f64> {
    held.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
    let (mut space, mut rest) = (problem.space().clone(), u.to_vec());
    for &at in &held {
        let Ok(value) = Exact::from_f64(u[at]) else { return u.to_vec() };
        space = space.hold(at, &value);
        rest.remove(at);
    }
    if rest.is_empty() || rest.iter().any(|x| !x.is_finite()) {
        return u.to_vec();
    }
    let rest: Vec<Mpfr> = rest.iter().map(|x| Mpfr::from_f64(BITS, *x)).collect();
    let found = valley::follow(&problem.with_space(space), &rest, watch);
    let mut found: Vec<f64> = found.iter().map(Compare::to_f64).collect();
    held.iter().rev().for_each(|&at| found.insert(at, u[at]));
    found
}

fn said(problem: &Problem<'_>, now: &Reduced<'_>, scale: usize) -> String {
    let name = |at: usize| problem.space().parameter(at).name;
    let place = match now.merged {
        Some([moved, kept]) => format!("{} = {}", name(kept), name(moved)),
        None => format!("{} = 0", problem.law().about().parameters[scale].name),
    };
    format!("the search came to a saddle, {place}, and went on from there to a lower objective")
}

/// The columns ∂r/∂u of what is still free, and their Gram matrix.
struct Others {
    columns: Vec<Vec<DoubleDouble>>,
    unit: Vec<DoubleDouble>,
    factors: Option<Ldl<DoubleDouble>>,
}

impl Others {
    fn of(now: &Reduced<'_>, rows: &Rows<DoubleDouble>) -> Option<Self> {
        let (model, u) = (Model::of(&now.problem), &now.found.u);
        let like = DoubleDouble::from_f64(1.0);
        let theta = model.space.theta(&Dual::variables(u), &Dual::constant(like));
        let column = |row: &Row<DoubleDouble>| {
            model.residual(&theta, &row.map(|x| Dual::constant(*x))).gradient(u.len())
        };
        let columns: Vec<Vec<DoubleDouble>> = rows.rows.iter().map(column).collect();
        if u.is_empty() {
            return Some(Others { columns, unit: Vec::new(), factors: None });
        }
        let gram = Matrix::from_fn(u.len(), u.len(), |i, j| {
            let terms = rows.rows.iter().zip(&columns);
            terms.fold(like.zero(), |sum, (row, g)| sum + row.weight * g[i] * g[j])
        });
        let unit = gram.diagonal().iter().map(Scalar::sqrt).collect();
        Some(Others { columns, unit, factors: Some(Ldl::new(&gram.unit_diagonal())?) })
    }

    /// How far F falls along a slope, the others giving way: its square over what
    /// the others leave of the column's length (the residuals are orthogonal to
    /// them).
    fn fall(&self, slope: &Slope<DoubleDouble>) -> f64 {
        let mut left = slope.curvature;
        if let Some(factors) = &self.factors {
            let mixed: Vec<DoubleDouble> = (0..self.unit.len())
                .map(|i| {
                    let terms = slope.column.iter().zip(&self.columns);
                    let zero = self.unit[i].zero();
                    let sum = terms.fold(zero, |sum, ((w, c), g)| {
                        sum + DoubleDouble::from_f64(*w) * *c * g[i]
                    });
                    sum / self.unit[i]
                })
                .collect();
            let whole = slope.column.iter().fold(self.unit[0].zero(), |sum, (w, c)| {
                sum + DoubleDouble::from_f64(*w) * *c * *c
            });
            left = (whole - factors.variance(&mixed)).to_f64();
        }
        // Nothing left: rounding.
        if left > 1e-20 * slope.curvature { slope.value * slope.value / left } else { 0.0 }
    }
}

/// Σ wρ(r) at θ.
fn value<S: Scalar>(model: &Model<'_>, rows: &Rows<S>, theta: &[S]) -> S {
    let rho = model.objective.rho(&theta[0]);
    let term = |row: &Row<S>| model.term(theta, &rho, row);
    rows.rows.iter().fold(theta[0].zero(), |sum, row| sum + term(row))
}

/// Scales that the search has left at zero, or could without any loss.
fn edges(problem: &Problem<'_>, rows: &Rows<f64>, now: &Reduced<'_>) -> Vec<Edge> {
    let space = now.problem.space();
    let like = DoubleDouble::from_f64(1.0);
    let theta = space.theta(&now.found.u, &like);
    if now.merged.is_some() {
        let Some(ray) = ray::single(problem, rows) else { return Vec::new() };
        let pair = problem.law().about().pair;
        let k = like.exact(&ray.k);
        let alone = |scale: usize| {
            let shares: Vec<DoubleDouble> =
                pair.iter().map(|&p| like.int(i64::from(p != scale))).collect();
            let mut theta = ray::split(problem.law(), &theta, &k, &shares);
            theta[scale] = like.zero();
            Edge { scale, theta, exponents: Vec::new() }
        };
        return pair.iter().map(|&scale| alone(scale)).collect();
    }
    let zeros = now
        .held
        .iter()
        .filter(|(_, value, why)| *why == Why::Bound(End::Lower) && *value == Exact::from(0));
    zeros
        .filter_map(|(at, ..)| match problem.space().free()[*at].parameters[..] {
            [scale] => Some(Edge { scale, theta: theta.clone(), exponents: Vec::new() }),
            _ => None,
        })
        .collect()
}

/// An edge with the exponents that drop out there at many values; nothing where
/// none does.
fn tried(problem: &Problem<'_>, rows: &Rows<f64>, edge: Edge) -> Vec<Edge> {
    let space = problem.space();
    let theta: Vec<f64> = edge.theta.iter().map(|x| x.hi()).collect();
    let duals = Dual::variables(&theta);
    let losses: Vec<Dual<f64>> = rows
        .rows
        .iter()
        .map(|row| space.law().loss(&duals, &row.point.map(|x| Dual::constant(*x))))
        .collect();
    let drops = |p: &usize| losses.iter().all(|loss| loss.derivative(*p).is_none_or(|d| *d == 0.0));
    let exponent = |p: usize| space.law().about().parameters[p].role == Role::Exponent;
    let free: Vec<(usize, usize)> = (0..space.dimension())
        .filter(|&at| space.free()[at].parameters.iter().all(|p| exponent(*p) && drops(p)))
        .map(|at| (at, space.free()[at].parameters[0]))
        .collect();
    let Some(&count) = NODES.get(free.len()).filter(|count| **count > 0) else { return Vec::new() };
    let others: Vec<f64> =
        (0..theta.len()).filter(|&p| exponent(p) && !drops(&p)).map(|p| theta[p]).collect();
    let mut found = vec![edge];
    for (at, _) in free {
        let (lo, hi) = space.parameter(at).search;
        let (least, most) = space.range(at);
        let ratio = libm::log(hi / lo) / (count - 1) as f64;
        let spread = (0..count).map(|i| lo * libm::exp(ratio * i as f64));
        let near = others.iter().flat_map(|x| NEARBY.map(|share| share * x));
        let values: Vec<f64> = spread.chain(near).filter(|x| (least..=most).contains(x)).collect();
        found = found
            .into_iter()
            .flat_map(|edge| {
                values.iter().map(move |x| {
                    let mut theta = edge.theta.clone();
                    space.free()[at].parameters.iter().for_each(|&p| {
                        theta[p] = DoubleDouble::from_f64(*x);
                    });
                    let exponents = edge.exponents.iter().copied().chain([at]).collect();
                    Edge { scale: edge.scale, theta, exponents }
                })
            })
            .collect();
    }
    found
}
