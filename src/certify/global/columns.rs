//! The columns of the linear problem, read from the law by dual numbers.

use super::range::Range;
use crate::certify::Units;
use crate::fit::{Coordinate, Problem};
use crate::law::Law;
use crate::number::{Dual, Interval, Mpfr, Scalar};
use crate::runs::Run;

/// Precision in which columns are enclosed, in bits.
const BITS: u32 = 64;

/// A law that is linear in all of its parameters but two exponents.
pub(super) struct Shape<'a> {
    law: &'a Law,
    /// The runs in the proof's units.
    runs: Vec<Run>,
    /// For each linear parameter the one exponent that its column depends on.
    pub columns: Vec<Option<usize>>,
}

/// One column over a range of its exponent e.
pub(super) struct Column {
    /// x at the middle of the range.
    pub middle: Vec<Range>,
    /// ∂x/∂e over the range.
    slope: Vec<Range>,
    /// x over the range.
    pub whole: Vec<Range>,
    /// Half the width of the range.
    half: f64,
}

impl Column {
    /// Σ vᵢ xᵢ over the range: the value at the middle, and the mean value
    /// theorem for the rest.
    pub fn product(&self, v: &[Range]) -> Range {
        let zero = Range::point(0.0);
        let at = v.iter().zip(&self.middle).fold(zero, |sum, (v, x)| sum + *v * *x);
        let slope = v.iter().zip(&self.slope).fold(zero, |sum, (v, x)| sum + *v * *x);
        at + slope * Range { lo: -self.half, hi: self.half }
    }
}

impl<'a> Shape<'a> {
    /// The shape of a problem with every parameter free.
    pub fn of(problem: &'a Problem<'_>, units: &Units) -> Result<Self, String> {
        let law = problem.law();
        let about = law.about();
        let refused = || {
            format!(
                "law '{}' is not linear in all of its parameters but two exponents: a global \
                 proof is not made for it",
                about.id
            )
        };
        if about.linear.len() + 2 != law.len() || problem.space().dimension() != law.len() {
            return Err(match about.linear.len() + 2 == law.len() {
                true => "a parameter is held or tied: the problem does not project".into(),
                false => refused(),
            });
        }
        // What bounds a box from below holds where nothing linear is negative.
        for &p in about.linear {
            let own = problem.space().coordinate_of(p).map(|at| &problem.space().free()[at]);
            let sound =
                |c: &Coordinate| c.log || c.lower.as_ref().is_some_and(|low| low.signum() >= 0);
            if !own.is_some_and(sound) {
                let name = about.parameters[p].name;
                return Err(format!(
                    "{name} may be below 0, where no global proof is made: bound it at 0 or above, \
                     as in --bounds {name}=0:inf"
                ));
            }
        }
        let runs: Vec<Run> = problem.iter().map(|run| units.run(run)).collect();
        let shape = Shape { law, runs, columns: Vec::new() };
        // At c = 0 the law is 0, and a column depends on one exponent at most:
        // both are read from the structure of one evaluation.
        let one = Interval::point(&Mpfr::from_f64(BITS, 1.0));
        let point = shape.runs[0].point(&one);
        let at_zero: Vec<Interval> =
            (0..law.len()).map(|p| one.int(i64::from(!about.linear.contains(&p)))).collect();
        let offset = law.loss(&at_zero, &point);
        if !(offset.is_point() && offset.contains_zero()) {
            return Err(refused());
        }
        let columns = about.linear.iter().map(|&j| {
            let theta: Vec<Dual<Dual<Interval>>> = (0..law.len())
                .map(|p| match p == j {
                    true => Dual::variable(Dual::constant(one.clone()), 0),
                    false => Dual::constant(Dual::variable(one.clone(), p)),
                })
                .collect();
            let lift = |x: &Interval| Dual::constant(Dual::constant(x.clone()));
            let loss = law.loss(&theta, &point.map(lift));
            let column = loss.derivative(0).ok_or_else(refused)?;
            match column.entries() {
                [] => Ok(None),
                [(p, _)] if !about.linear.contains(p) => Ok(Some(*p)),
                _ => Err(refused()),
            }
        });
        let columns = columns.collect::<Result<_, String>>()?;
        Ok(Shape { columns, ..shape })
    }

    /// The column of the linear parameter number `column` for its exponent in
    /// \[lo, hi\].
    pub fn column(&self, column: usize, [lo, hi]: [f64; 2]) -> Column {
        let middle = lo + (hi - lo) / 2.0;
        let half = (middle - lo).max(hi - middle).next_up();
        let end = |x: f64| Mpfr::from_f64(BITS, x);
        let range = Interval::hull_of(&end(lo), &end(hi));
        let (whole, slope) = self.evaluate(column, &range);
        let (middle, _) = self.evaluate(column, &Interval::point(&end(middle)));
        Column { middle, slope, whole, half }
    }

    /// x and ∂x/∂e at every run.
    fn evaluate(&self, column: usize, e: &Interval) -> (Vec<Range>, Vec<Range>) {
        let j = self.law.about().linear[column];
        let theta: Vec<Dual<Dual<Interval>>> = (0..self.law.len())
            .map(|p| match (p == j, Some(p) == self.columns[column]) {
                (true, _) => Dual::variable(Dual::constant(e.one()), 0),
                (_, true) => Dual::constant(Dual::variable(e.clone(), 0)),
                _ => Dual::constant(Dual::constant(e.one())),
            })
            .collect();
        let zero = Range::point(0.0);
        let of = |run: &Run| {
            let at = run.point(e).map(|x| Dual::constant(Dual::constant(x.clone())));
            let loss = self.law.loss(&theta, &at);
            let x = loss.derivative(0).expect("the parameter takes part");
            let usable = x.value().is_bounded() && x.value().everywhere_defined();
            let value = if usable { Range::of(x.value()) } else { Range::point(f64::NAN) };
            (value, x.derivative(0).map_or(zero, Range::of))
        };
        self.runs.iter().map(of).unzip()
    }
}
