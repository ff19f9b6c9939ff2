//! The statements of the theory, one file each, in the paper's order: what it
//! says, how it is tested, its verdict.
//!
//! A statement is a [`Statement`]: words, symbols, the laws it speaks of, the
//! machine-checked lemmas behind it, the verdict on record, and a check. A check
//! collects [`Evidence`]: three-valued outcomes of comparisons, tables, curves.
//! The verdict is computed from the evidence alone and only then set beside the
//! one on record. [`verify`] runs any selection of them.
//!
//! To add a statement: a file here with its `STATEMENT`, and a line in
//! [`STATEMENTS`].

pub mod cases;
mod evidence;
mod goals;
mod nc_box;
mod outcome;
mod p1;
mod run;
mod statement;
mod t1;
mod verdict;

pub use evidence::{Check, Evidence, Mend, Reach, Standing};
pub use goals::{Case, Goal, WITH_GOALS, goals, optimum};
pub use outcome::{Cell, Curve, Enclosed, Line, Outcome, Table};
pub use run::{Event, Selected, verify};
pub use statement::{Lemma, Settings, Statement, UnknownStatement, statement};
pub use verdict::Verdict;

/// Every statement, in the paper's order.
pub const STATEMENTS: &[&Statement] = &[&p1::STATEMENT, &t1::STATEMENT, &nc_box::STATEMENT];
