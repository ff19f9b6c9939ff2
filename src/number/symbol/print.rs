//! One walk over an expression; what the pieces look like is the notation's.

use std::collections::HashMap;

use super::notation::Style;
use super::piece::Text;
use super::{Node, Notation, Symbol};

impl Symbol {
    /// The expression as text.
    ///
    /// Programs ([`Notation::Python`], [`Notation::Rocq`], [`Notation::FpCore`]) keep the order
    /// of evaluation; text and LaTeX are for reading.
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
