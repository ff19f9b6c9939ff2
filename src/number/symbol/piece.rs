//! Pieces of printed expressions.

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
