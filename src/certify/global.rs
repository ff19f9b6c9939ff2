//! No better minimum anywhere in a stated box, by branch and bound.
//!
//! Every objective is Σ κ_i h(ℓ_i), ℓ_i the ratio of a run's prediction to its loss;
//! in a law with linear parameters c and two exponents ℓ_i = Σ_j c_j x_ij(α, β)/L_i. For
//! lines with σ_iℓ + τ_i ≤ h(ℓ) wherever ℓ_i may lie,
//!
//! F ≥ Σ κ_iτ_i + Σ_j c_j Σ_i (κ_iσ_i/L_i) x_ij(α, β),
//!
//! over a whole box of exponents, the inner sums enclosed by the mean value
//! theorem and c_j by what is known of it: a cut ([`cut`]). Lines that touch at the
//! best c for the middle of the box make this exact there up to two losses: the
//! width of the box, and, where h is not convex, that a line below h on a range is
//! below its convex minorant ([`minorant`]).
//!
//! A point no worse than the optimum has κ_i h(ℓ_i) ≤ F* at every run: the first
//! ranges. Cuts that touch elsewhere say more of it, Σ_j c_j g_j ≤ F* − T, and by
//! combining them every ℓ_i and c_j is narrowed; narrower ranges give higher
//! minorants and better cuts, and so on. Where this stops with chords still far
//! below h the range of one run is halved.
//!
//! Boxes on which the bound exceeds the optimum are done with. What is left lies
//! about the optimum, and is done with where every point no worse is proved to lie
//! in a box on which the objective is strictly convex ([`basin`]).

mod basin;
mod columns;
mod cut;
mod inner;
mod judge;
mod minorant;
mod range;
mod state;
#[cfg(test)]
mod tests;

use super::{Certified, Ends};
use crate::fit::Problem;
use crate::number::{Exact, Interval};
use crate::parallel;

use judge::Search;
use state::Subject;

pub use state::{Progress, Unfinished, UnfinishedError};

/// Halvings of a side; below this doubles no longer tell its ends apart.
const DEEPEST: usize = 40;
/// Boxes of one size that are looked at before giving up.
const MOST: usize = 1 << 16;
/// Halvings in a row that decide next to nothing before giving up, once boxes are
/// small: doubles no longer tell the bounds from the optimum.
const IDLE: usize = 3;
const SMALL: usize = 8;

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
    /// What it leaves open; none where the optimum is proved to be the lowest
    /// point of the region.
    pub open: Option<Open>,
}

/// What is known of a region that is not settled.
#[derive(Clone, Debug)]
pub struct Open {
    /// Boxes that are undecided.
    pub boxes: usize,
    /// The smallest ranges of the exponents, in the order of the region, that
    /// hold them all: outside no point is lower than the optimum.
    pub hull: Vec<Ends>,
    /// No point of the region is below this.
    pub bound: Exact,
    /// A point proved to be lower than the optimum, if one was found: all of the
    /// law's parameters, and the objective there.
    pub lower: Option<(Vec<Exact>, Interval)>,
}

/// Significant digits of the ends of what is open.
const DIGITS: usize = 8;

impl Global {
    /// The hull of what is open as decimals, rounded outwards but not beyond the
    /// region; none where nothing is open.
    pub fn open_ranges(&self) -> Vec<(usize, [String; 2])> {
        let hull = self.open.iter().flat_map(|open| &open.hull);
        let range = |((p, all), part): (&(usize, Ends), &Ends)| {
            let inside = part.enclosed(64);
            let [lo, hi] = [(&part.lo, &all.lo), (&part.hi, &all.hi)].map(|(end, of)| end == of);
            let lo = if lo { all.lo.to_string() } else { inside.lo_decimal(DIGITS) };
            let hi = if hi { all.hi.to_string() } else { inside.hi_decimal(DIGITS) };
            (*p, [lo, hi])
        };
        self.region.iter().zip(hull).map(range).collect()
    }
}

/// One box of exponents.
type Cell = [[f64; 2]; 2];

/// What became of a box.
enum Verdict {
    /// Every point in it is worse than the optimum.
    Worse,
    /// The best of it lies where the objective is strictly convex.
    Convex,
    /// Neither could be shown, only this lower bound of the objective.
    Open(f64),
    /// It contains a point that is better.
    Lower(f64, Vec<Exact>, Interval),
}

/// Proves that a certified optimum is the lowest point of a region: the
/// exponents between the ends given, the linear parameters not negative. What it
/// could not decide is an answer too.
///
/// After every round `keep` is told what is left to do (none when all is done),
/// and `before`, if given, is gone on from.
///
/// # Errors
/// What the method does not apply to.
pub fn global(
    problem: &Problem<'_>,
    answer: &Certified,
    region: &[(String, Ends)],
    before: Option<&Unfinished>,
    keep: &mut dyn FnMut(&Progress<'_>),
) -> Result<Global, String> {
    let proof = answer.proof.as_ref().ok_or("no optimum is certified")?;
    let search = Search::new(problem, proof, region)?;
    let about = Subject::new(problem, answer, region);
    let exponents = search.exponents.iter().zip(region).map(|(p, (_, e))| (*p, e.clone()));
    let mut found =
        Global { region: exponents.collect(), boxes: 0, convex: 0, depth: 0, open: None };
    let mut cells: Vec<Cell> = vec![search.region];
    if let Some(before) = before {
        cells = before.open(&about).map_err(|error| error.to_string())?;
        (found.depth, found.boxes, found.convex) = (before.depth, before.boxes, before.convex);
    }
    let mut idle = 0;
    loop {
        let columns = search.columns(&cells);
        let verdicts = parallel::in_order(cells.len(), |i| search.judge(&cells[i], &columns));
        found.boxes += cells.len();
        let mut left = Left::default();
        for (cell, verdict) in cells.iter().zip(verdicts) {
            match verdict {
                Verdict::Worse => {}
                Verdict::Convex => found.convex += 1,
                Verdict::Open(bound) => left.add(cell, bound),
                Verdict::Lower(bound, theta, value) => {
                    left.add(cell, bound);
                    left.lower.get_or_insert((theta, value));
                }
            }
        }
        let next: Vec<Cell> = left.cells.iter().flat_map(split).collect();
        let state = (found.depth + 1, found.boxes, found.convex);
        keep(&Progress { about: &about, state, open: &next });
        if next.is_empty() {
            return Ok(found);
        }
        // A tenth at least is to be decided.
        let little = found.depth > SMALL && 10 * left.cells.len() > 9 * cells.len();
        idle = if little { idle + 1 } else { 0 };
        let last = found.depth + 1 == DEEPEST || next.len() > MOST || idle == IDLE;
        if left.lower.is_some() || last {
            found.open = Some(left.open(&found.region, next.len() / 4));
            return Ok(found);
        }
        (cells, found.depth) = (next, found.depth + 1);
    }
}

/// What a round leaves.
#[derive(Default)]
struct Left {
    cells: Vec<Cell>,
    bound: Option<f64>,
    lower: Option<(Vec<Exact>, Interval)>,
}

impl Left {
    fn add(&mut self, cell: &Cell, bound: f64) {
        self.cells.push(*cell);
        // No objective is negative.
        self.bound = Some(self.bound.unwrap_or(f64::INFINITY).min(bound.max(0.0)));
    }

    fn open(self, region: &[(usize, Ends)], boxes: usize) -> Open {
        let exact = |x: f64| Exact::from_f64(x).unwrap_or_else(|_| Exact::from(0));
        let hull = region.iter().enumerate().map(|(at, (_, ends))| {
            let sides = || self.cells.iter().map(|cell| cell[at]);
            let lo = exact(sides().map(|s| s[0]).fold(f64::INFINITY, f64::min));
            let hi = exact(sides().map(|s| s[1]).fold(f64::NEG_INFINITY, f64::max));
            // Boxes are of doubles, about the region.
            Ends { lo: lo.max(ends.lo.clone()), hi: hi.min(ends.hi.clone()) }
        });
        Open {
            boxes,
            hull: hull.collect(),
            bound: exact(self.bound.unwrap_or(0.0)),
            lower: self.lower,
        }
    }
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
