//! Typed formulas: read from text; evaluated exactly, or in any kind of number.
//!
//! One language for derived columns and for laws: `+ - * / ^ **`, parentheses,
//! decimals, the functions of [`FUNCTIONS`], `where(a <= b, x, y)`, sums over indexed
//! names, `let` lines before, and an optional left side, which may declare the
//! inputs: `L(N, D) = …`. Powers associate to the right and bind closer than a minus
//! before them: −x^2 = −(x^2). A name that is not letters, digits, points and
//! underscores stands in backquotes: `` `eval/loss` ``. docs/formulas.md says it all.
//!
//! ```
//! use offray::formula::Formula;
//! let tokens: Formula = "batch*steps*seq".parse()?;
//! assert_eq!(tokens.names(), ["batch", "steps", "seq"]);
//! let values = ["512", "1e4", "2048"].map(|x| x.parse().unwrap());
//! assert_eq!(tokens.evaluate(&values)?.to_string(), "10485760000");
//!
//! let law: Formula = "L(N) = E + sum(c[i]*N^-i, i, 1, 2)".parse()?;
//! assert_eq!(law.names(), ["E", "c1", "N", "c2"]);
//! assert_eq!(law.declared().unwrap(), ["N"]);
//! assert_eq!(law.tape().run(&[&1.0, &3.0, &2.0, &4.0]), 1.0 + 3.0 / 2.0 + 4.0 / 4.0);
//!
//! let error = "2*(n + ".parse::<Formula>().unwrap_err();
//! assert_eq!(error.to_string(), "at character 8: the formula ends where a value should be");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Errors
//! A text is refused with the character and what to do. Texts of more than 10,000
//! characters, brackets more than 200 deep and more than 1,000 operations are refused
//! before anything is made of them, so that no text can exhaust memory or the stack.

mod compile;
mod evaluate;
mod function;
mod lex;
mod nearest;
mod parse;
mod tape;

use std::fmt;
use std::str::FromStr;

pub use evaluate::{DIGITS, EvaluationError, rounded};
pub use function::FUNCTIONS;
pub use nearest::{meant, nearest};
pub use tape::{Op, Operand, Tape};

use function::Function;

/// A formula in some names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    /// `let` lines, and the right side, each on one line.
    parts: [String; 2],
    names: Vec<String>,
    declared: Option<Vec<String>>,
    /// Operands before what is made of them.
    nodes: Vec<Node>,
    root: usize,
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

/// A part of a formula; operands are indices of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Number(crate::number::Exact),
    /// An index into the names.
    Name(usize),
    Minus(usize),
    Binary(Binary, [usize; 2]),
    Call(Function, Vec<usize>),
    /// \[a, b, x, y\]: x where a ≤ b, else y.
    Where([usize; 4]),
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

impl Formula {
    /// The names in it, in order of first appearance.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The inputs that the left side declares, as in `L(N, D) = …`.
    pub fn declared(&self) -> Option<&[String]> {
        self.declared.as_deref()
    }

    /// The right side on one line, without `let` lines.
    pub fn right_side(&self) -> &str {
        &self.parts[1]
    }

    /// The formula on one line, with a left side that declares these inputs.
    ///
    /// ```
    /// use offray::formula::Formula;
    /// let formula: Formula = "let n = N/1e6\nL = E + A*n^-alpha".parse()?;
    /// assert_eq!(formula.declaring(&["N"]), "let n = N/1e6; L(N) = E + A*n^-alpha");
    /// # Ok::<(), offray::formula::FormulaError>(())
    /// ```
    pub fn declaring(&self, inputs: &[&str]) -> String {
        let [lets, right] = &self.parts;
        let lets = lets.trim_end_matches([';', ' ']);
        let gap = if lets.is_empty() { "" } else { "; " };
        let quoted: Vec<String> = inputs.iter().map(|name| spelt(name)).collect();
        format!("{lets}{gap}L({}) = {}", quoted.join(", "), right.trim_end_matches([';', ' ']))
    }
}

/// A name as the language writes it.
fn spelt(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let begins = |c: char| c.is_alphabetic() || c == '_';
    match name.starts_with(begins) && name.chars().all(plain) {
        true => name.into(),
        false => format!("`{name}`"),
    }
}

impl FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        parse::parse(text)
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
