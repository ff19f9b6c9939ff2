//! Trustworthy numbers for neural scaling laws.
//!
//! A law is written once, over [`number::Scalar`], and evaluated in every kind of
//! number: doubles for the everyday fit, MPFR for as many digits as asked,
//! intervals for enclosures, dual numbers for derivatives, series for expansions,
//! symbols for the printed formula.
//!
//! | floor | question it answers |
//! |---|---|
//! | [`parallel`] | which cores? (an answer that nothing depends on) |
//! | [`number`] | what kind of number? |
//! | [`law`] | which formula? |
//! | [`formula`] | what does a typed formula say? |
//! | [`runs`] | which table of training runs, exactly? |
//! | [`design`] | which rays D = kN does it lie on, and do they suffice? |
//! | [`geometry`] | how well is the law conditioned on it: κ, κ_eq, sloppy directions? |
//! | [`regression`] | where does any model fit any data best, and is that proved? |
//! | [`fit`] | where is the optimum of an objective, and how sure is it? |
//! | [`certify`] | can it be proved, and checked by somebody else? |
//! | [`oracle`] | which values may a fitter in another language be measured by? |
//! | [`theorem`] | which statements of the theory hold, and how far? |
//! | [`audit`] | what is a published fit worth? |
//! | [`forecast`] | which loss at a size, which sizes for a budget? |
//! | [`probe`] | what loses digits in a fitter that others run? |
//! | [`holdout`] | does a spread-out sub-design of a table predict better than a collinear one? |
//! | [`report`], [`cli`] | the same as text, JSON and a command |
//!
//! The theory is that of arXiv 2605.08541, with the identifiers of its statements
//! (P1, X3, …) kept in code, tests, docs and the machine-checked `proofs/`.

pub mod algebra;
pub mod audit;
pub mod certify;
#[cfg(feature = "commands")]
pub mod cli;
pub mod design;
pub mod fit;
pub mod forecast;
pub mod formula;
pub mod geometry;
pub mod holdout;
pub mod isoflop;
pub mod law;
pub mod number;
pub mod oracle;
pub mod parallel;
pub mod plan;
pub mod probe;
pub mod regression;
pub mod report;
pub mod runs;
pub mod theorem;

/// The README's examples, run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
