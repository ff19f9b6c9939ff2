//! Typed formulas: read from text, evaluated exactly.
//!
//! The language so far is that of derived columns: `+ - * / ^ **`, parentheses,
//! decimals, `abs exp ln log log2 log10 sqrt min max`, and names. Powers associate
//! to the right and bind closer than a minus before them: −x^2 = −(x^2). A name
//! that is not letters, digits, points and underscores stands in backquotes:
//! `` `eval/loss` ``.
//!
//! ```
//! use offray::formula::Formula;
//! let tokens: Formula = "batch*steps*seq".parse()?;
//! assert_eq!(tokens.names(), ["batch", "steps", "seq"]);
//! let values = ["512", "1e4", "2048"].map(|x| x.parse().unwrap());
//! assert_eq!(tokens.evaluate(&values)?.to_string(), "10485760000");
//! let error = "2*(n + ".parse::<Formula>().unwrap_err();
//! assert_eq!(error.to_string(), "at character 8: the formula ends where a value should be");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod evaluate;
mod lex;
mod parse;

use std::fmt;
use std::str::FromStr;

pub use evaluate::{DIGITS, EvaluationError, rounded};

/// A formula in some names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    names: Vec<String>,
    root: Node,
}

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {problem}")]
pub struct FormulaError {
    /// The character, from 1.
    pub at: usize,
    /// What is wrong there.
    pub problem: String,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Number(crate::number::Exact),
    /// An index into the names.
    Name(usize),
    Minus(Box<Node>),
    Binary(Binary, Box<[Node; 2]>),
    Call(Function, Vec<Node>),
}

/// The operators between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// The functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Abs,
    Exp,
    Ln,
    Log2,
    Log10,
    Sqrt,
    Min,
    Max,
}

impl Function {
    const ALL: [(&str, Function); 9] = [
        ("abs", Function::Abs),
        ("exp", Function::Exp),
        ("ln", Function::Ln),
        ("log", Function::Ln),
        ("log2", Function::Log2),
        ("log10", Function::Log10),
        ("sqrt", Function::Sqrt),
        ("min", Function::Min),
        ("max", Function::Max),
    ];

    /// How many values it takes: exactly so many, or none for "one or more".
    fn takes(self) -> Option<usize> {
        (!matches!(self, Function::Min | Function::Max)).then_some(1)
    }
}

impl Formula {
    /// The names in it, in order of first appearance.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

impl FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        let (root, names) = parse::parse(text)?;
        Ok(Formula { text: text.trim().into(), names, root })
    }
}

impl fmt::Display for Formula {
    /// As it was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
