//! One walk over an expression; what the pieces look like is the notation's.

use std::collections::HashMap;

use super::notation::Style;
use super::{Node, Notation, Symbol};

/// How tightly a piece of text holds together, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A sum, a difference, a sign; cases.
    Sum,
    /// x/y.
    Quotient,
    /// A product that ends in a bare function: A ln N.
    Open,
    /// A product.
    Product,
    /// A bare function: ln N; in programs, a sign.
    Function,
    /// A power; an application.
    Power,
    /// A name, a number, whatever carries its own brackets.
    Atom,
}

/// A piece of printed expression.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub text: String,
    pub level: Level,
}

impl Text {
    pub fn new(level: Level, text: impl Into<String>) -> Self {
        Text { text: text.into(), level }
    }
}

impl Symbol {
    /// The expression as text.
    ///
    /// Programs ([`Notation::Python`], [`Notation::Rocq`]) keep the order of
    /// evaluation; text and LaTeX are for reading.
    pub fn print(&self, notation: Notation) -> String {
        walk(self, notation.style(), &mut HashMap::new()).text
    }
}

fn walk<'a>(x: &'a Symbol, style: &dyn Style, known: &mut HashMap<&'a Symbol, Text>) -> Text {
    if let Some(text) = known.get(x) {
        return text.clone();
    }
    let mut at = |x: &'a Symbol| walk(x, style, known);
    let text = match x.node() {
        Node::Constant(value) => style.constant(value),
        Node::Variable(name) => style.variable(name),
        Node::Unary(f, x) => style.unary(*f, at(x)),
        Node::Binary(f, x, y) => style.binary(*f, at(x), at(y)),
        Node::Powi(x, n) => style.powi(at(x), *n),
        Node::Select(parts) => style.select(parts.each_ref().map(at)),
    };
    known.insert(x, text.clone());
    text
}
