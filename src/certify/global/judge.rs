//! What becomes of one box of exponents.

use std::collections::HashMap;
use std::sync::Arc;

use super::basin::basin;
use super::columns::{Column, Shape};
use super::cut::{Cut, Data, Known, narrowed};
use super::inner::{Inner, least_squares, rows};
use super::minorant::{Envelope, Term};
use super::range::{self, Range};
use super::{Cell, Verdict};
use crate::certify::{Ends, Proof};
use crate::fit::{Objective, Problem};
use crate::number::{Compare, Exact, Interval, Scalar};
use crate::parallel;

/// Rounds of narrowing.
const ROUNDS: usize = 12;
/// How many parts of one box are looked at.
const HALVINGS: usize = 48;
/// A round that leaves more than this of the widths is the last.
const WORTH: f64 = 0.7;
/// Precision in which a point that looks lower is evaluated, in bits.
const BITS: u32 = 128;

/// One box: its columns, the rows at its middle, and whether its exponents are in
/// the basin of the optimum.
struct Room<'a> {
    columns: &'a [&'a Column],
    rows: &'a [Vec<f64>],
    within: bool,
}

/// A problem in the form that bounds need.
pub(super) struct Search<'a> {
    problem: &'a Problem<'a>,
    proof: &'a Proof,
    shape: Shape<'a>,
    /// Indices of the two exponents.
    pub exponents: [usize; 2],
    /// The region, widened to doubles.
    pub region: Cell,
    pub(super) term: Term,
    pub(super) data: Data,
    /// Ratios of prediction to loss of points no worse than the optimum, from
    /// every run alone.
    pub(super) ratios: Vec<[f64; 2]>,
    /// Doubles inside the convex box: exponents, and linear parameters.
    pub(super) inner: Vec<[f64; 2]>,
}

/// Columns by parameter and the bits of an exponent's range.
pub(super) type Columns = HashMap<(usize, [u64; 2]), Arc<Column>>;

impl<'a> Search<'a> {
    pub fn new(
        problem: &'a Problem<'a>,
        proof: &'a Proof,
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
        let basin = basin(problem, proof)?;
        let search = Search {
            problem,
            proof,
            shape,
            exponents,
            region: cell,
            term: Term::new(problem.objective()),
            data: Data::new(problem),
            ratios: Vec::new(),
            inner: exponents.iter().chain(about.linear).map(|p| basin[*p]).collect(),
        };
        Ok(search.below(range::above(&proof.value.hi())))
    }

    /// The search for points whose objective is not above a level.
    pub fn below(mut self, level: f64) -> Self {
        self.data.best = level;
        self.ratios = self.data.ceilings(&self.term);
        self
    }

    /// The columns that a list of boxes needs.
    pub fn columns(&self, cells: &[Cell]) -> Columns {
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

    /// The columns of one box.
    pub(super) fn of<'b>(&self, cell: &Cell, columns: &'b Columns) -> Vec<&'b Column> {
        let key = |(c, e): (usize, &Option<usize>)| (c, self.side(cell, *e).map(f64::to_bits));
        self.shape.columns.iter().enumerate().map(|x| &*columns[&key(x)]).collect()
    }

    /// The verdict on a box, from the columns of a list in which it is.
    pub fn judge(&self, cell: &Cell, columns: &Columns) -> Verdict {
        let here = self.of(cell, columns);
        let unknown = Verdict::Open(f64::NEG_INFINITY);
        // That c_j x_ij ≤ L̂_i needs columns without negative entries.
        if here.iter().any(|x| x.whole.iter().any(|x| x.lo.is_nan() || x.lo < 0.0)) {
            return unknown;
        }
        let rows = rows(&here, &self.data.losses);
        let Some(start) = least_squares(&rows, &self.data.rough_scale) else { return unknown };
        let within =
            (0..2).all(|at| self.inner[at][0] < cell[at][0] && cell[at][1] < self.inner[at][1]);
        let known = Known { ratios: self.ratios.clone(), linear: self.ceilings(&here) };
        let room = Room { columns: &here, rows: &rows, within };
        let verdict = self.explore(&room, known, &start, &mut { HALVINGS });
        let (Verdict::Open(bound), c) = verdict else { return verdict.0 };
        match self.lower(cell, &c) {
            Some((theta, value)) => Verdict::Lower(bound, theta, value),
            None => Verdict::Open(bound),
        }
    }

    /// The verdict on the part of a box where `known` holds, and the best c found,
    /// from a start near it.
    ///
    /// Bounds and what is known narrow each other. Where that ends with chords too
    /// far below the objective, the part is halved at the run where that shows most.
    fn explore(
        &self,
        room: &Room<'_>,
        mut known: Known,
        start: &[f64],
        halvings: &mut usize,
    ) -> (Verdict, Vec<f64>) {
        let (term, scale) = (&self.term, &self.data.rough_scale[..]);
        let mut c = start.to_vec();
        let mut bound = f64::NEG_INFINITY;
        for round in 0..=ROUNDS {
            let envelopes: Vec<Envelope> =
                known.ratios.iter().map(|range| term.envelope(*range)).collect();
            let inner = Inner { term, envelopes: &envelopes, scale, rows: room.rows };
            c = inner.minimise(&c);
            let cut = Cut::touching(&inner, &c, &self.data, room.columns);
            bound = bound.max(cut.lower(&known.linear));
            if bound > self.data.best {
                return (Verdict::Worse, c);
            }
            let middle = inner.value(&c);
            let slack = (middle - bound).max(0.0);
            let next = narrowed(&inner, &c, slack, &self.data, room.columns, &known);
            if next.as_ref().is_some_and(Known::is_empty) {
                return (Verdict::Worse, c);
            }
            let settled = |next: &Known| {
                let inside = |(x, [lo, hi]): (&Range, &[f64; 2])| *lo < x.lo && x.hi < *hi;
                room.within && next.linear.iter().zip(&self.inner[2..]).all(inside)
            };
            if next.as_ref().is_some_and(settled) {
                return (Verdict::Convex, c);
            }
            let progress = next.as_ref().is_some_and(|next| next.width() < WORTH * known.width());
            known = next.unwrap_or(known);
            if progress && round < ROUNDS {
                continue;
            }
            // Halving cannot help where the objective itself is below, or where the
            // width of the box costs more than the chords do.
            let ratios = inner.ratios(&c);
            let gaps: Vec<f64> = ratios
                .iter()
                .zip(&envelopes)
                .zip(scale)
                .map(|((x, envelope), k)| k * term.gap(envelope, *x))
                .collect();
            let gap: f64 = gaps.iter().sum();
            if !(middle + gap - slack > self.data.best && *halvings > 0) {
                break;
            }
            let widest = |a: &usize, b: &usize| gaps[*a].total_cmp(&gaps[*b]);
            let Some(run) = (0..gaps.len()).max_by(widest) else { break };
            let [lo, up] = known.ratios[run];
            let at = (lo + up + 2.0 * ratios[run].max(lo).min(up)) / 4.0;
            let mut convex = false;
            for half in [[lo, at], [at, up]] {
                *halvings = halvings.saturating_sub(1);
                let mut part = known.clone();
                part.ratios[run] = half;
                match self.explore(room, part, &c, halvings).0 {
                    Verdict::Worse => {}
                    Verdict::Convex => convex = true,
                    _ => return (Verdict::Open(bound), c),
                }
            }
            return (if convex { Verdict::Convex } else { Verdict::Worse }, c);
        }
        (Verdict::Open(bound), c)
    }

    /// Where the linear parameters of points no worse than the optimum lie over a
    /// box, from the run that allows least.
    pub(super) fn ceilings(&self, columns: &[&Column]) -> Vec<Range> {
        let most = |x: &Column| {
            let runs = x.whole.iter().zip(&self.ratios).zip(&self.data.responses);
            runs.filter(|((x, _), _)| x.lo > 0.0)
                .map(|((x, [_, up]), y)| ((up * y.hi).next_up() / x.lo).next_up())
                .fold(f64::INFINITY, f64::min)
        };
        columns.iter().map(|x| Range { lo: 0.0, hi: most(x) }).collect()
    }

    /// A point at the middle of a box that is proved to be better than the
    /// optimum, and the objective there.
    fn lower(&self, cell: &Cell, c: &[f64]) -> Option<(Vec<Exact>, Interval)> {
        let law = self.problem.law();
        let mut primed = vec![0.0; law.len()];
        for (p, [lo, hi]) in self.exponents.iter().zip(cell) {
            primed[*p] = lo + (hi - lo) / 2.0;
        }
        for (p, c) in law.about().linear.iter().zip(c) {
            primed[*p] = *c;
        }
        let theta = self.proof.units.to_file(law, &primed);
        if self.problem.value(&theta) >= self.data.best {
            return None;
        }
        // The shortest decimals that doubles can be read back from.
        let theta: Vec<Exact> =
            theta.into_iter().map(|x| format!("{x:e}").parse().ok()).collect::<Option<_>>()?;
        let enclosed: Vec<Interval> = theta.iter().map(|x| Interval::new(BITS, x)).collect();
        let value = self.problem.value(&enclosed);
        (value.everywhere_defined() && value.less(&self.proof.value).is_true())
            .then_some((theta, value))
    }
}

impl Data {
    fn new(problem: &Problem<'_>) -> Self {
        let one = Range::point(1.0);
        let responses: Vec<Range> = problem.iter().map(|run| Range::of_exact(&run.loss)).collect();
        let scale = |(run, y): (&crate::runs::Run, &Range)| {
            let weight = run.weight.as_ref().map_or(one, Range::of_exact);
            // r = L − L̂ is L (1 − ℓ).
            if *problem.objective() == Objective::Sse { weight * y.square() } else { weight }
        };
        let scale: Vec<Range> = problem.iter().zip(&responses).map(scale).collect();
        Data {
            rate: scale.iter().zip(&responses).map(|(k, y)| *k / *y).collect(),
            inverse: responses.iter().map(|y| one / *y).collect(),
            rough_scale: scale.iter().map(|k| k.mid()).collect(),
            losses: responses.iter().map(|y| y.mid()).collect(),
            scale,
            responses,
            best: f64::INFINITY,
        }
    }

    /// κ h(ℓ) ≤ F* bounds ℓ.
    fn ceilings(&self, term: &Term) -> Vec<[f64; 2]> {
        let mut known: Vec<(f64, [f64; 2])> = Vec::new();
        let within = |k: &Range| {
            let level = (self.best / k.lo).next_up();
            // Many runs have the same weight.
            match known.iter().find(|(of, _)| *of == level) {
                Some((_, range)) => *range,
                None => {
                    let range = term.within(level);
                    known.push((level, range));
                    range
                }
            }
        };
        self.scale.iter().map(within).collect()
    }
}
