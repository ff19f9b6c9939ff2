//! Python expressions that compute, operation by operation, what the formula did.

use super::{Level, Style, Text, bracket, decimal, fraction, infix};
use crate::number::Exact;
use crate::number::symbol::{Binary, Name, Unary};

pub(super) struct Python;

/// f(x, y).
pub(super) fn call(name: &str, arguments: &[Text]) -> Text {
    let arguments: Vec<&str> = arguments.iter().map(|x| x.text.as_str()).collect();
    Text::new(Level::Atom, format!("{name}({})", arguments.join(", ")))
}

impl Style for Python {
    /// A float literal, so that no operation is done in integers; a rational
    /// without a finite decimal is a true division, which Python rounds once.
    fn constant(&self, value: &Exact) -> Text {
        let (negative, numer, denom) = fraction(value);
        let size = match decimal(value) {
            Some((digits, Some(power))) => Text::new(Level::Atom, format!("{digits}e{power}")),
            Some((digits, None)) if digits.contains('.') => Text::new(Level::Atom, digits),
            Some((digits, None)) => Text::new(Level::Atom, format!("{digits}.0")),
            None => Text::new(Level::Atom, format!("({numer} / {denom})")),
        };
        if negative { self.unary(Unary::Neg, size) } else { size }
    }

    fn variable(&self, name: &Name) -> Text {
        Text::new(Level::Atom, &*name.ascii)
    }

    fn unary(&self, f: Unary, x: Text) -> Text {
        let name = match f {
            Unary::Neg => {
                return Text::new(Level::Function, format!("-{}", bracket(&x, Level::Power)));
            }
            Unary::Exp => "exp",
            Unary::Ln => "log",
            Unary::Sqrt => "sqrt",
            Unary::Abs => "abs",
        };
        call(name, &[x])
    }

    fn binary(&self, f: Binary, x: Text, y: Text) -> Text {
        use Level::{Atom, Function, Power, Product, Sum};
        match f {
            Binary::Add => infix(&x, Sum, " + ", &y, Product, Sum),
            Binary::Sub => infix(&x, Sum, " - ", &y, Product, Sum),
            Binary::Mul => infix(&x, Product, " * ", &y, Function, Product),
            Binary::Div => infix(&x, Product, " / ", &y, Function, Product),
            Binary::Pow => infix(&x, Atom, "**", &y, Atom, Power),
            Binary::Min => call("min", &[x, y]),
            Binary::Max => call("max", &[x, y]),
        }
    }

    fn powi(&self, x: Text, n: i32) -> Text {
        infix(
            &x,
            Level::Atom,
            "**",
            &Text::new(Level::Atom, n.to_string()),
            Level::Atom,
            Level::Power,
        )
    }

    fn select(&self, [a, b, x, y]: [Text; 4]) -> Text {
        let [a, b, x, y] = [a, b, x, y].map(|part| part.text);
        Text::new(Level::Atom, format!("({x} if {a} <= {b} else {y})"))
    }
}
