//! Rocq terms over the reals: `From Coq Require Import Reals. Open Scope R_scope.`

use super::{Level, Style, Text, bracket, fraction, infix};
use crate::number::Exact;
use crate::number::symbol::{Binary, Name, Unary};

pub(super) struct Rocq;

fn apply(name: &str, arguments: &[Text]) -> Text {
    let arguments: Vec<String> = arguments.iter().map(|x| bracket(x, Level::Atom)).collect();
    Text::new(Level::Power, format!("{name} {}", arguments.join(" ")))
}

impl Style for Rocq {
    /// Integers, and quotients of integers: exact.
    fn constant(&self, value: &Exact) -> Text {
        let (negative, numer, denom) = fraction(value);
        let sign = if negative { "-" } else { "" };
        let text = match (denom.is_empty(), negative) {
            (true, false) => numer,
            (true, true) => format!("({sign}{numer})"),
            (false, _) => format!("({sign}{numer} / {denom})"),
        };
        Text::new(Level::Atom, text)
    }

    fn variable(&self, name: &Name) -> Text {
        Text::new(Level::Atom, &*name.ascii)
    }

    fn unary(&self, f: Unary, x: Text) -> Text {
        let name = match f {
            Unary::Neg => {
                return Text::new(Level::Function, format!("- {}", bracket(&x, Level::Power)));
            }
            Unary::Exp => "exp",
            Unary::Ln => "ln",
            Unary::Sqrt => "sqrt",
            Unary::Abs => "Rabs",
        };
        apply(name, &[x])
    }

    fn binary(&self, f: Binary, x: Text, y: Text) -> Text {
        use Level::{Power, Product, Sum};
        match f {
            Binary::Add => infix(&x, Sum, " + ", &y, Product, Sum),
            Binary::Sub => infix(&x, Sum, " - ", &y, Product, Sum),
            Binary::Mul => infix(&x, Product, " * ", &y, Power, Product),
            Binary::Div => infix(&x, Product, " / ", &y, Power, Product),
            Binary::Pow => apply("Rpower", &[x, y]),
            Binary::Min => apply("Rmin", &[x, y]),
            Binary::Max => apply("Rmax", &[x, y]),
        }
    }

    fn powi(&self, x: Text, n: i32) -> Text {
        let power = format!("{} ^ {}", bracket(&x, Level::Atom), n.unsigned_abs());
        if n < 0 {
            Text::new(Level::Product, format!("1 / {power}"))
        } else {
            Text::new(Level::Power, power)
        }
    }

    fn select(&self, [a, b, x, y]: [Text; 4]) -> Text {
        let [a, b] = [a, b].map(|part| bracket(&part, Level::Atom));
        Text::new(Level::Atom, format!("(if Rle_dec {a} {b} then {} else {})", x.text, y.text))
    }
}
