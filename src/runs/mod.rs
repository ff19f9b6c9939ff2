//! Tables of training runs: in and out, exact, validated with row and column.
//!
//! ```
//! use offray::runs::{Columns, Runs, Selection};
//! let text = "size,n_tokens,loss,group\n1e8,2e9,3.10,a\n2e8,4e9,2.85,a\n4e8,8e9,2.66,b\n";
//! let columns: Columns = "n=size".parse()?;
//! let runs = Runs::from_csv("small.csv", text.as_bytes(), &columns, &"group=a".parse()?)?;
//! assert_eq!((runs.rows.len(), runs.distinct()), (2, 2));
//! assert_eq!(runs.rows[1].loss, "2.85".parse()?);
//!
//! let wrong = text.replace("2.85", "2.8S");
//! let error = Runs::from_csv("small.csv", wrong.as_bytes(), &columns, &Selection::default());
//! assert!(error.unwrap_err().to_string().starts_with(
//!     "small.csv, row 3, column 'loss', value '2.8S': not a decimal number",
//! ));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod canonical;
mod claim;
mod columns;
mod condition;
mod csv_table;
mod dialect;
mod error;
mod files;
mod guard;
mod json_table;
mod keep;
mod memory_table;
mod mend;
mod names;
mod open;
mod parquet_table;
mod plan;
mod reading;
mod records;
mod request;
mod select;
mod source;
#[cfg(test)]
mod tests;
mod value;

use std::collections::HashSet;

use crate::law::Point;
use crate::number::{Exact, Scalar};

pub use crate::law::nearest;
pub use canonical::sha256;
pub use claim::{Claim, Claimed};
pub use columns::{Columns, OptionError};
pub use condition::{Condition, Test, Where};
pub use error::{InputError, Place, Problem, shortened};
pub use memory_table::{Column, Table, Tables, Values};
pub use mend::quoted;
pub use names::LossUnit;
pub use open::{all_bytes, open, read_bytes};
pub use parquet_table::is_decoding;
pub use reading::{ColumnRead, Reading};
pub use request::{FormulaNames, Let, Request, Stated};
pub use select::{Ratio, Selection};
pub use source::{Origin, Source};
pub use value::size;

/// One training run, exactly as the table says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// N, parameters of the model.
    pub n: Exact,
    /// D, tokens trained on, repetitions counted.
    pub d: Exact,
    /// L, the final loss.
    pub loss: Exact,
    /// Distinct tokens, where the table has that column.
    pub unique: Option<Exact>,
    /// The weight in the objective; 1 where there is no such column. A weight
    /// of zero is refused: the run would still count as one.
    pub weight: Option<Exact>,
    /// Index into [`Runs::groups`].
    pub group: Option<u32>,
    /// The other inputs of a typed law, in its order.
    pub others: Vec<Exact>,
}

/// A validated table of runs.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// The rows, in file order, after selection.
    pub rows: Vec<Run>,
    /// Names of the groups, in order of first appearance, before selection.
    pub groups: Vec<String>,
    /// Where the table comes from.
    pub source: Source,
}

impl Run {
    /// Where a law is evaluated for this run, in the kind and precision of `like`.
    pub fn point<S: Scalar>(&self, like: &S) -> Point<S> {
        let d = like.exact(&self.d);
        let unique = self.unique.as_ref().map_or_else(|| d.clone(), |u| like.exact(u));
        let others = self.others.iter().map(|x| like.exact(x)).collect();
        Point { n: like.exact(&self.n), d, unique, others }
    }
}

impl Run {
    /// Distinct tokens: all of them, where the table does not say.
    pub fn unique_tokens(&self) -> &Exact {
        self.unique.as_ref().unwrap_or(&self.d)
    }
}

impl From<Vec<Run>> for Runs {
    /// A table that comes from no file and has no groups.
    fn from(rows: Vec<Run>) -> Self {
        let source = Source { rows: rows.len(), ..Source::default() };
        Runs { rows, groups: Vec::new(), source }
    }
}

impl Runs {
    /// Where the law is evaluated, run by run.
    pub fn points<S: Scalar>(&self, like: &S) -> Vec<Point<S>> {
        self.rows.iter().map(|run| run.point(like)).collect()
    }

    /// The losses, run by run.
    pub fn losses<S: Scalar>(&self, like: &S) -> Vec<S> {
        self.rows.iter().map(|run| like.exact(&run.loss)).collect()
    }

    /// The weights, run by run; none where all are 1.
    pub fn weights<S: Scalar>(&self, like: &S) -> Option<Vec<S>> {
        let weight = |run: &Run| run.weight.as_ref().map_or_else(|| like.one(), |w| like.exact(w));
        let any = self.rows.iter().any(|run| run.weight.is_some());
        any.then(|| self.rows.iter().map(weight).collect())
    }

    /// How many distinct (N, D), or (N, D, unique tokens and other inputs), there are. Rows of
    /// one point differ in noise only: they determine no further parameter.
    pub fn distinct(&self) -> usize {
        let points = self.rows.iter().map(|run| (&run.n, &run.d, &run.unique, &run.others));
        points.collect::<HashSet<_>>().len()
    }

    /// The name of a run's group.
    pub fn group_of(&self, run: &Run) -> Option<&str> {
        self.groups.get(run.group? as usize).map(String::as_str)
    }

    /// Groups that have runs here, with how many; more than one means that
    /// series are pooled.
    pub fn group_sizes(&self) -> Vec<(&str, usize)> {
        let mut sizes = vec![0; self.groups.len()];
        for group in self.rows.iter().filter_map(|run| run.group) {
            sizes[group as usize] += 1;
        }
        let named = self.groups.iter().map(String::as_str).zip(sizes);
        named.filter(|(_, size)| *size > 0).collect()
    }

    /// The runs that a selection keeps; at least so many, one or two, or it is an error.
    /// `group_column` is what to call the column of groups.
    fn select(
        mut self,
        chosen: &Selection,
        group_column: &str,
        least: usize,
    ) -> Result<Self, InputError> {
        let name = self.source.name.clone();
        chosen.apply(&mut self, group_column).map_err(|problem| problem.at(&name))?;
        match self.rows.len() {
            0 => Err(Problem::NoRuns.at(&name)),
            1 if least > 1 => Err(Problem::OneRun.at(&name)),
            _ => Ok(self),
        }
    }
}
