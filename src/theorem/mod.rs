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

mod b16;
mod boxes;
mod c1;
pub mod cases;
mod d2;
mod eig;
mod evidence;
mod goals;
mod landscape;
mod logic;
mod nc_box;
mod obj;
pub mod on_ray;
mod outcome;
mod p1;
mod p1k;
mod p2;
mod p2_2;
mod p3;
pub mod pair;
mod proof;
mod run;
mod statement;
mod t1;
mod trial;
mod trials;
mod verdict;
mod x1;
mod x10;
mod x11;
mod x12;
mod x16;
mod x2;
mod x3;
mod x4;
mod x5;
mod x6;
mod x7;
mod x8;
mod x9;

pub use evidence::{Check, Evidence, Mend, Reach, Standing};
pub use goals::{Case, Goal, WITH_GOALS, goals};
pub use landscape::Landscape;
pub use outcome::{Cell, Curve, Enclosed, Line, Outcome, Table};
pub use proof::Proof;
pub use run::{Event, Selected, verify};
pub use statement::{Lemma, Settings, Statement, UnknownStatement, statement};
pub use trial::{Trial, TrialError};
pub use verdict::Verdict;

/// Every statement, in the paper's order.
pub const STATEMENTS: &[&Statement] = &[
    &p1::STATEMENT,
    &p1k::STATEMENT,
    &c1::STATEMENT,
    &d2::STATEMENT,
    &p2::STATEMENT,
    &p2_2::STATEMENT,
    &p3::STATEMENT,
    &t1::STATEMENT,
    &obj::STATEMENT,
    &eig::STATEMENT,
    &b16::STATEMENT,
    &nc_box::STATEMENT,
    &x1::STATEMENT,
    &x2::STATEMENT,
    &x3::STATEMENT,
    &x4::STATEMENT,
    &x5::STATEMENT,
    &x6::STATEMENT,
    &x7::STATEMENT,
    &x8::STATEMENT,
    &x9::STATEMENT,
    &x10::STATEMENT,
    &x11::STATEMENT,
    &x12::STATEMENT,
    &x16::STATEMENT,
];
