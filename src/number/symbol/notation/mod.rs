//! The notations an expression prints in.

mod fpcore;
mod latex;
mod python;
mod rocq;
mod unicode;

use super::piece::{Level, Text};
use super::{Binary, Name, Unary};
use crate::number::Exact;

/// What an expression is printed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// Reading in a terminal: A/N^α.
    Unicode,
    /// LaTeX mathematics: `\frac{A}{N^{\alpha}}`.
    Latex,
    /// Python with the functions of its `math` module: `A / N**alpha`.
    Python,
    /// Rocq over the reals (`Require Import Reals`, `R_scope`):
    /// `A / Rpower N alpha`.
    Rocq,
    /// FPCore, for tools that analyse floating-point arithmetic: `(/ A (pow N alpha))`.
    FpCore,
}

impl Notation {
    /// Those with infix operators, in which parentheses matter.
    pub const ALL: [Notation; 4] =
        [Notation::Unicode, Notation::Latex, Notation::Python, Notation::Rocq];

    pub(super) fn style(self) -> &'static dyn Style {
        match self {
            Notation::Unicode => &unicode::Unicode,
            Notation::Latex => &latex::Latex,
            Notation::Python => &python::Python,
            Notation::Rocq => &rocq::Rocq,
            Notation::FpCore => &fpcore::FpCore,
        }
    }

    /// What this notation calls a variable.
    pub fn name(self, name: &Name) -> &str {
        match self {
            Notation::Unicode => &name.unicode,
            Notation::Latex => &name.latex,
            Notation::Python | Notation::Rocq | Notation::FpCore => &name.ascii,
        }
    }
}

/// How one notation writes each kind of node.
pub(super) trait Style {
    fn constant(&self, value: &Exact) -> Text;
    fn variable(&self, name: &Name) -> Text;
    fn unary(&self, f: Unary, x: Text) -> Text;
    fn binary(&self, f: Binary, x: Text, y: Text) -> Text;
    fn powi(&self, x: Text, n: i32) -> Text;
    fn select(&self, parts: [Text; 4]) -> Text;
}

/// The text, in parentheses where it is weaker than asked.
fn bracket(x: &Text, least: Level) -> String {
    if x.level < least { format!("({})", x.text) } else { x.text.clone() }
}

/// x op y at the level of the result, from the weakest operands that need no
/// parentheses.
fn infix(x: &Text, left: Level, op: &str, y: &Text, right: Level, level: Level) -> Text {
    Text::new(level, format!("{}{op}{}", bracket(x, left), bracket(y, right)))
}

/// (numerator, denominator) as text, the denominator empty for integers, and
/// the sign.
fn fraction(value: &Exact) -> (bool, String, String) {
    let ratio = value.to_ratio();
    let numer = ratio.numer().magnitude().to_string();
    let denom = if ratio.is_integer() { String::new() } else { ratio.denom().to_string() };
    (value.signum() < 0, numer, denom)
}

/// The size of a constant as a decimal, None where it has no finite one;
/// (mantissa, power of ten).
fn decimal(value: &Exact) -> Option<(String, Option<String>)> {
    let text = value.to_string();
    let text = text.strip_prefix('-').unwrap_or(&text);
    if text.contains('/') {
        return None;
    }
    Some(match text.split_once('e') {
        Some((mantissa, power)) => (mantissa.into(), Some(power.into())),
        None => (text.into(), None),
    })
}
