//! FPCore expressions, which tools that analyse floating-point arithmetic read.

use super::{Level, Style, Text, decimal, fraction};
use crate::number::Exact;
use crate::number::symbol::{Binary, Name, Unary};

pub(super) struct FpCore;

/// `(f x y)`.
fn call(name: &str, arguments: &[Text]) -> Text {
    let arguments: Vec<&str> = arguments.iter().map(|x| x.text.as_str()).collect();
    Text::new(Level::Atom, format!("({name} {})", arguments.join(" ")))
}

impl Style for FpCore {
    /// A decimal, or a quotient of integers where there is no finite one.
    fn constant(&self, value: &Exact) -> Text {
        let (negative, numer, denom) = fraction(value);
        let size = match decimal(value) {
            Some((digits, Some(power))) => format!("{digits}e{power}"),
            Some((digits, None)) => digits,
            None => format!("(/ {numer} {denom})"),
        };
        let size = Text::new(Level::Atom, size);
        if negative { call("-", &[size]) } else { size }
    }

    fn variable(&self, name: &Name) -> Text {
        Text::new(Level::Atom, &*name.ascii)
    }

    fn unary(&self, f: Unary, x: Text) -> Text {
        let name = match f {
            Unary::Neg => "-",
            Unary::Exp => "exp",
            Unary::Ln => "log",
            Unary::Sqrt => "sqrt",
            Unary::Abs => "fabs",
        };
        call(name, &[x])
    }

    fn binary(&self, f: Binary, x: Text, y: Text) -> Text {
        let name = match f {
            Binary::Add => "+",
            Binary::Sub => "-",
            Binary::Mul => "*",
            Binary::Div => "/",
            Binary::Pow => "pow",
            Binary::Min => "fmin",
            Binary::Max => "fmax",
        };
        call(name, &[x, y])
    }

    fn powi(&self, x: Text, n: i32) -> Text {
        call("pow", &[x, Text::new(Level::Atom, n.to_string())])
    }

    fn select(&self, [a, b, x, y]: [Text; 4]) -> Text {
        Text::new(Level::Atom, format!("(if (<= {} {}) {} {})", a.text, b.text, x.text, y.text))
    }
}
