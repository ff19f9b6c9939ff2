//! What a statement came to: plain data for text, JSON and pages.

use super::{Check, Lemma, Statement, Verdict};
use crate::number::{Compare, Interval, Mpfr, Scalar, Truth};

/// One statement, for one law or for none.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The statement.
    pub statement: &'static Statement,
    /// What `--law` reads, where the statement is checked law by law.
    pub law: Option<String>,
    /// What the checks come to.
    pub verdict: Verdict,
    /// What is on record.
    pub recorded: Option<Verdict>,
    /// The correction, the counterexample, what is undecided, or a remark.
    pub note: Option<String>,
    /// The exponent, certified.
    pub exponent: Option<Enclosed>,
    /// The exponent, measured, with its error bar.
    pub measured: Option<Enclosed>,
    /// The leading constant.
    pub constant: Option<Enclosed>,
    /// How many cases.
    pub cases: usize,
    /// Working precision, after raising.
    pub bits: u32,
    /// What exactly was tested.
    pub tested: String,
    /// The machine-checked lemmas behind it.
    pub lemmas: Vec<Lemma>,
    /// The command that runs it again.
    pub command: String,
    /// Every comparison made.
    pub checks: Vec<Check>,
    /// Figures.
    pub tables: Vec<Table>,
    /// What to draw.
    pub curves: Vec<Curve>,
}

impl Outcome {
    /// Whether every comparison holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.truth == Truth::True)
    }

    /// Whether the verdict is decided and the one on record.
    pub fn is_as_recorded(&self) -> bool {
        self.verdict != Verdict::Undecided && self.recorded == Some(self.verdict)
    }
}

/// A number with bounds: an enclosure, or an estimate with an error bar.
#[derive(Clone, Debug)]
pub struct Enclosed {
    /// The value, or the middle.
    pub value: Mpfr,
    /// Lower bound.
    pub lo: Mpfr,
    /// Upper bound.
    pub hi: Mpfr,
}

impl Enclosed {
    /// From a proved enclosure.
    pub fn interval(x: &Interval) -> Self {
        Enclosed { value: x.mid(), lo: x.lo(), hi: x.hi() }
    }

    /// An integer that was certified.
    pub fn integer(n: i64) -> Self {
        let n = Mpfr::from_f64(64, 0.0).int(n);
        Enclosed { value: n.clone(), lo: n.clone(), hi: n }
    }

    /// value ± bar.
    pub fn with_bar(value: &Mpfr, bar: &Mpfr) -> Self {
        Enclosed { value: value.clone(), lo: value - bar, hi: value + bar }
    }

    /// The bounds as decimals with so many digits, rounded outwards.
    pub fn bounds(&self, digits: usize) -> (String, String) {
        let bounds = Interval::hull_of(&self.lo, &self.hi);
        (bounds.lo_decimal(digits), bounds.hi_decimal(digits))
    }

    /// Half the distance of the bounds, as a double.
    pub fn bar(&self) -> f64 {
        ((&self.hi - &self.lo) / self.hi.int(2)).to_f64()
    }
}

/// A table of figures.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// The head of each column.
    pub columns: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|c| (*c).to_owned()).collect();
        Table { title: title.into(), columns, rows: Vec::new() }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// Unless it has a cell for every column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let cells: Vec<Cell> = cells.into_iter().collect();
        assert_eq!(cells.len(), self.columns.len(), "cells of a row of '{}'", self.title);
        self.rows.push(cells);
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A decimal number, as text; also `inf`.
    Number(String),
}

impl Cell {
    /// An enclosure to so many significant digits (of its middle).
    pub fn interval(x: &Interval, digits: usize) -> Self {
        Cell::Number(x.mid().to_decimal(digits))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Cell::Number(n.to_string())
    }
}

/// A quantity against the size of the gap, to be drawn with both axes
/// logarithmic.
#[derive(Clone, Debug)]
pub struct Curve {
    /// `κ`, `λ_min`, `CI ratio`.
    pub quantity: String,
    /// The law, where it is about one.
    pub law: Option<String>,
    /// The design, in words.
    pub design: String,
    /// (ε, value): evaluated.
    pub points: Vec<(f64, f64)>,
    /// (ε, lo, hi): certified.
    pub bands: Vec<(f64, f64, f64)>,
    /// The paper's line, where it prints one.
    pub paper: Option<Line>,
    /// Ours.
    pub ours: Option<Line>,
}

/// value = constant · |ε|^slope.
#[derive(Clone, Debug)]
pub struct Line {
    /// The exponent.
    pub slope: f64,
    /// The constant.
    pub constant: f64,
}
