//! No better minimum anywhere in a stated box, by branch and bound.
//!
//! Least squares in a law with linear parameters c ≥ 0 and two exponents is a
//! problem in the exponents alone: f(α, β) = min_c Σ w(y − X(α, β)c)². For any
//! vector v, with W the weights and x_j the columns of X,
//!
//! Σ w(y − Xc)² ≥ 2vᵀW(y − Xc) − vᵀWv = 2vᵀWy − vᵀWv − 2 Σ c_j x_jᵀWv,
//!
//! since ‖y − Xc − v‖² ≥ 0. A point that is no worse than the optimum has
//! c_j x_ij ≤ L̂_i ≤ y_i + √(F/w_i) at every run i, which bounds its c_j by C_j,
//! and so F ≥ 2vᵀWy − vᵀWv − 2 Σ C_j max(0, x_jᵀWv) over a whole box of
//! exponents, the last maximum enclosed by the mean value theorem. The residual
//! at the middle of the box is the v that makes this exact there.
//!
//! Boxes on which the bound exceeds the optimum are done with. What is left lies
//! about the optimum, and is done with where the best c for every (α, β) is
//! proved to lie in the box on which the objective is strictly convex.

mod columns;
mod linear;
mod range;
mod state;

use std::collections::HashMap;
use std::sync::Arc;

use super::{Certified, Ends, Proof};
use crate::fit::{Objective, Problem};
use crate::number::{Exact, Interval, Scalar};
use crate::parallel;

use columns::{Column, Shape};
use range::Range;

pub use state::{Progress, Unfinished, UnfinishedError};

/// Halvings of a side; below this doubles no longer tell its ends apart.
const DEEPEST: usize = 40;
/// Boxes of one size that are looked at before giving up.
const MOST: usize = 1 << 20;

/// What branch and bound proved.
#[derive(Clone, Debug)]
pub struct Global {
    /// The exponents, as indices of parameters, and their ranges. The linear
    /// parameters are only required not to be negative.
    pub region: Vec<(usize, Ends)>,
    /// Boxes that were bounded.
    pub boxes: usize,
    /// Of those, boxes that lie where the objective is strictly convex.
    pub convex: usize,
    /// Halvings of the smallest.
    pub depth: usize,
}

/// One box of exponents.
type Cell = [[f64; 2]; 2];

/// What became of a box.
enum Verdict {
    /// Every point in it is worse than the optimum.
    Worse,
    /// The best of it lies where the objective is strictly convex.
    Convex,
    /// Neither could be shown.
    Open,
}

/// Proves that a certified optimum is the lowest point of a region: the
/// exponents between the ends given, the linear parameters not negative.
///
/// After every round `keep` is told what is left to do (none when all is done),
/// and `before`, if given, is gone on from.
///
/// # Errors
/// What the method does not apply to, or where it stopped: then nothing is
/// known of the region.
pub fn global(
    problem: &Problem<'_>,
    answer: &Certified,
    region: &[(String, Ends)],
    before: Option<&Unfinished>,
    keep: &mut dyn FnMut(&Progress<'_>),
) -> Result<Global, String> {
    let proof = answer.proof.as_ref().ok_or("no optimum is certified")?;
    if *problem.objective() != Objective::Sse {
        return Err(format!(
            "a global proof is made for the objective sse, which projects on the exponents; {} \
             does not",
            problem.objective()
        ));
    }
    let search = Search::new(problem, proof, region)?;
    let about = Unfinished::subject(problem, answer, region);
    let (mut boxes, mut convex, mut first) = (0, 0, 0);
    let mut open: Vec<Cell> = vec![search.region];
    if let Some(before) = before {
        open = before.open(&about).map_err(|error| error.to_string())?;
        (first, boxes, convex) = (before.depth, before.boxes, before.convex);
    }
    for depth in first..DEEPEST {
        let columns = search.columns(&open);
        let verdicts = parallel::in_order(open.len(), |i| search.judge(&open[i], &columns));
        boxes += open.len();
        let mut next = Vec::new();
        for (cell, verdict) in open.iter().zip(verdicts) {
            match verdict {
                Verdict::Worse => {}
                Verdict::Convex => convex += 1,
                Verdict::Open => next.extend(split(cell)),
            }
        }
        let state = (depth + 1, boxes, convex);
        keep(&Progress { about: &about, state, open: &next });
        if next.is_empty() {
            let region =
                search.exponents.iter().zip(region.iter()).map(|(p, (_, e))| (*p, e.clone()));
            return Ok(Global { region: region.collect(), boxes, convex, depth });
        }
        if next.len() > MOST {
            return Err(format!("{} boxes are undecided after {depth} halvings", next.len()));
        }
        open = next;
    }
    Err(format!("{} boxes are undecided after {DEEPEST} halvings", open.len()))
}

/// The four quarters: their union is the whole, exactly.
fn split(cell: &Cell) -> [Cell; 4] {
    let halves = |[lo, hi]: [f64; 2]| {
        let middle = lo + (hi - lo) / 2.0;
        [[lo, middle], [middle, hi]]
    };
    let (a, b) = (halves(cell[0]), halves(cell[1]));
    [[a[0], b[0]], [a[0], b[1]], [a[1], b[0]], [a[1], b[1]]]
}

struct Search<'a> {
    shape: Shape<'a>,
    /// Indices of the two exponents.
    exponents: [usize; 2],
    /// The region, widened to doubles.
    region: Cell,
    /// Losses and weights.
    losses: Vec<Range>,
    weights: Vec<Range>,
    /// An upper bound of the objective at the optimum.
    best: f64,
    /// For every run, an upper bound of the prediction of a point no worse.
    ceilings: Vec<f64>,
    /// Doubles inside the convex box: exponents, and linear parameters.
    inner: Vec<[f64; 2]>,
}

/// Columns by parameter and the bits of an exponent's range.
type Columns = HashMap<(usize, [u64; 2]), Arc<Column>>;

impl<'a> Search<'a> {
    fn new(
        problem: &'a Problem<'_>,
        proof: &Proof,
        region: &[(String, Ends)],
    ) -> Result<Self, String> {
        let shape = Shape::of(problem, &proof.units)?;
        let mut exponents = [0; 2];
        let mut cell: Cell = [[0.0; 2]; 2];
        if region.len() != 2 {
            return Err("the box names both exponents, as in alpha=0.05:1,beta=0.05:1".into());
        }
        let about = problem.law().about();
        for (at, (name, ends)) in region.iter().enumerate() {
            let p = about.index(name).filter(|p| !about.linear.contains(p));
            let p = p.ok_or_else(|| format!("'{name}' is no exponent of law '{}'", about.id))?;
            if at == 1 && exponents[0] == p {
                return Err(format!("'{name}' is given twice"));
            }
            let inside = ends.contain_inside(&proof.parameters[p]);
            if !inside {
                return Err(format!("the optimum's {name} is not inside the box"));
            }
            exponents[at] = p;
            cell[at] = [ends.lo.to_f64().next_down(), ends.hi.to_f64().next_up()];
        }
        let best = range::above(&proof.value.hi());
        let losses: Vec<Range> = problem.iter().map(|run| Range::of_exact(&run.loss)).collect();
        let weights: Vec<Range> = problem
            .iter()
            .map(|run| run.weight.as_ref().map_or(Range::point(1.0), Range::of_exact))
            .collect();
        // w(y − L̂)² ≤ F.
        let ceilings = losses.iter().zip(&weights).map(|(y, w)| {
            let excess = (best / w.lo).next_up();
            (y.hi + libm::sqrt(excess).next_up()).next_up()
        });
        let ceilings = ceilings.collect();
        let mut search = Search {
            shape,
            exponents,
            region: cell,
            losses,
            weights,
            best,
            ceilings,
            inner: Vec::new(),
        };
        search.inner = search.inside(problem, proof)?;
        Ok(search)
    }

    /// For the exponents, then the linear parameters: doubles between which a
    /// parameter, in the proof's units, is inside the convex box.
    fn inside(&self, problem: &Problem<'_>, proof: &Proof) -> Result<Vec<[f64; 2]>, String> {
        let linear = problem.law().about().linear;
        self.exponents
            .iter()
            .chain(linear)
            .map(|p| {
                let place = proof.places.iter().find(|place| place.parameters == [*p]);
                let place =
                    place.ok_or("a parameter is held or tied: the problem does not project")?;
                let end = |x: &Exact| {
                    let x = Interval::new(80, x);
                    if place.log { x.exp() } else { x }
                };
                let (lo, hi) = (end(&place.convex.lo), end(&place.convex.hi));
                Ok([range::above(&lo.hi()), range::below(&hi.lo())])
            })
            .collect()
    }

    /// The columns that a list of boxes needs.
    fn columns(&self, cells: &[Cell]) -> Columns {
        let mut wanted: Vec<(usize, [f64; 2])> = Vec::new();
        let mut known: HashMap<(usize, [u64; 2]), ()> = HashMap::new();
        for cell in cells {
            for (column, exponent) in self.shape.columns.iter().enumerate() {
                let side = self.side(cell, *exponent);
                if known.insert((column, side.map(f64::to_bits)), ()).is_none() {
                    wanted.push((column, side));
                }
            }
        }
        let made = parallel::in_order(wanted.len(), |i| {
            let (column, side) = wanted[i];
            Arc::new(self.shape.column(column, side))
        });
        wanted.into_iter().map(|(c, side)| (c, side.map(f64::to_bits))).zip(made).collect()
    }

    /// The range of an exponent in a box; of none, a point.
    fn side(&self, cell: &Cell, exponent: Option<usize>) -> [f64; 2] {
        match exponent {
            Some(p) if p == self.exponents[0] => cell[0],
            Some(_) => cell[1],
            None => [1.0, 1.0],
        }
    }

    fn judge(&self, cell: &Cell, columns: &Columns) -> Verdict {
        let here: Vec<&Column> = self
            .shape
            .columns
            .iter()
            .enumerate()
            .map(|(c, e)| &*columns[&(c, self.side(cell, *e).map(f64::to_bits))])
            .collect();
        // That c_j x_ij ≤ L̂_i needs columns without negative entries.
        if here.iter().any(|x| x.whole.iter().any(|x| x.lo.is_nan() || x.lo < 0.0)) {
            return Verdict::Open;
        }
        let Some(c) = linear::best(&here, &self.losses, &self.weights) else {
            return Verdict::Open;
        };
        if self.lower_bound(&here, &c) > self.best {
            return Verdict::Worse;
        }
        let within =
            (0..2).all(|at| self.inner[at][0] < cell[at][0] && cell[at][1] < self.inner[at][1]);
        let settled = within
            && linear::enclosed(&here, &self.losses, &self.weights, &c).is_some_and(|solution| {
                solution.iter().zip(&self.inner[2..]).all(|(x, [lo, hi])| *lo < x.lo && x.hi < *hi)
            });
        if settled { Verdict::Convex } else { Verdict::Open }
    }

    /// A lower bound of the objective over a box, for points no worse than the
    /// optimum; `c` is the best at its middle, nearly.
    fn lower_bound(&self, columns: &[&Column], c: &[f64]) -> f64 {
        let v: Vec<f64> = (0..self.losses.len())
            .map(|i| {
                let fitted: f64 = columns.iter().zip(c).map(|(x, c)| c * x.middle[i].mid()).sum();
                self.losses[i].mid() - fitted
            })
            .collect();
        let weighted: Vec<Range> =
            v.iter().zip(&self.weights).map(|(v, w)| Range::point(*v) * *w).collect();
        let mut bound = Range::point(0.0);
        for ((v, wv), y) in v.iter().zip(&weighted).zip(&self.losses) {
            bound = bound + *wv * (*y + *y - Range::point(*v));
        }
        for x in columns {
            let product = x.product(&weighted);
            // A NaN counts as unbounded.
            if product.hi > 0.0 || product.hi.is_nan() {
                // C_j, from the run that allows least.
                let most = self
                    .ceilings
                    .iter()
                    .zip(&x.whole)
                    .filter(|(_, x)| x.lo > 0.0)
                    .map(|(ceiling, x)| (ceiling / x.lo).next_up())
                    .fold(f64::INFINITY, f64::min);
                bound = bound - Range::point(most) * Range::point(2.0 * product.hi);
            }
        }
        if bound.lo.is_nan() { f64::NEG_INFINITY } else { bound.lo }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certify::{Options, certify};
    use crate::fit::Constraints;
    use crate::law::Law;
    use crate::runs::Runs;

    /// Points of random boxes, best and random c: never below the bound.
    #[test]
    fn the_bound_is_below_every_point_of_a_box() {
        let rows: String = (0..30)
            .map(|i| {
                let (n, d) = (
                    10_f64.powf(7.0 + f64::from(i % 6) / 3.0),
                    10_f64.powf(9.0 + f64::from(i / 6) / 2.0),
                );
                let noise = 0.01 * f64::from(i * 7 % 5 - 2);
                let loss = 1.7 + 400.0 * n.powf(-0.34) + 400.0 * d.powf(-0.28) + noise;
                format!("{n:.0},{d:.0},{loss:.4},{}\n", 1 + i % 3)
            })
            .collect();
        let text = format!("n_params,n_tokens,loss,weight\n{rows}");
        let (columns, all) = (Default::default(), Default::default());
        let runs = Runs::from_csv("table", text.as_bytes(), &columns, &all).expect("a table");
        let law = Law::named("chinchilla").expect("a law");
        let objective = "sse".parse().expect("an objective");
        let none = Constraints::default();
        let problem = Problem::new(&law, &runs, &objective, &none).expect("sound");
        let answer = certify(&problem, &Options::default()).expect("a fit");
        let proof = answer.proof.as_ref().unwrap_or_else(|| panic!("{:?}", answer.fit.remarks));
        let ends = Ends { lo: "0.01".parse().expect("a"), hi: "3".parse().expect("b") };
        let region = ["alpha", "beta"].map(|name| (name.to_owned(), ends.clone()));
        let mut search = Search::new(&problem, proof, &region).expect("it projects");
        // Every point below this is to be bounded.
        search.best = 1e3;
        search.ceilings = search.losses.iter().map(|y| y.hi + 1e2).collect();
        let mut state = 99_u64;
        let mut random = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut nearest = f64::INFINITY;
        for _ in 0..60 {
            let width = 0.3 * random() * random();
            let corner = [0.05 + 0.6 * random(), 0.05 + 0.6 * random()];
            let cell = corner.map(|x| [x, x + width]);
            let columns = search.columns(&[cell]);
            let here: Vec<&Column> = search
                .shape
                .columns
                .iter()
                .enumerate()
                .map(|(c, e)| &*columns[&(c, search.side(&cell, *e).map(f64::to_bits))])
                .collect();
            let c = linear::best(&here, &search.losses, &search.weights).expect("a solution");
            let bound = search.lower_bound(&here, &c);
            for _ in 0..20 {
                let at = cell.map(|[lo, hi]| lo + (hi - lo) * random());
                let scale = 0.9 + 0.2 * random();
                let primed = [c[0] * scale, c[1], c[2] / scale, at[0], at[1]];
                let value = problem.value(&proof.units.to_file(&law, &primed));
                assert!(value > 1e3 || value >= bound, "{cell:?} {at:?}: {value} {bound}");
                nearest = nearest.min((value - bound) / value);
            }
        }
        assert!(nearest < 0.5, "bounds are of use: {nearest}");
    }
}
