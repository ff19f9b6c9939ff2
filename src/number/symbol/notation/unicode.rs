//! Text for reading: juxtaposed products, ^ for powers.

use super::{Level, Style, Text, bracket, decimal, fraction, infix};
use crate::number::Exact;
use crate::number::symbol::{Binary, Name, Unary};

pub(super) struct Unicode;

/// x·y written side by side; a dot before a digit, brackets around what would
/// be swallowed by a bare function.
pub(super) fn juxtaposed(x: &Text, y: &Text, dot: &str) -> Text {
    let left = if x.level == Level::Function {
        bracket(x, Level::Power)
    } else {
        bracket(x, Level::Product)
    };
    let right = bracket(y, Level::Function);
    let level = if y.level == Level::Function { Level::Open } else { Level::Product };
    let op = if right.starts_with(|c: char| c.is_ascii_digit()) { dot } else { " " };
    Text::new(level, format!("{left}{op}{right}"))
}

impl Style for Unicode {
    fn constant(&self, value: &Exact) -> Text {
        let (negative, numer, denom) = fraction(value);
        let size = match decimal(value) {
            Some((digits, None)) => Text::new(Level::Atom, digits),
            Some((digits, Some(power))) => {
                let power = power.replace('-', "−");
                let power = if power.starts_with('−') { format!("({power})") } else { power };
                Text::new(Level::Product, format!("{digits} · 10^{power}"))
            }
            None => Text::new(Level::Quotient, format!("{numer}/{denom}")),
        };
        if negative { self.unary(Unary::Neg, size) } else { size }
    }

    fn variable(&self, name: &Name) -> Text {
        Text::new(Level::Atom, &*name.unicode)
    }

    fn unary(&self, f: Unary, x: Text) -> Text {
        match f {
            Unary::Neg => Text::new(Level::Sum, format!("−{}", bracket(&x, Level::Quotient))),
            Unary::Ln if x.level == Level::Atom => {
                Text::new(Level::Function, format!("ln {}", x.text))
            }
            Unary::Ln => Text::new(Level::Atom, format!("ln({})", x.text)),
            Unary::Exp => Text::new(Level::Atom, format!("exp({})", x.text)),
            Unary::Sqrt => Text::new(Level::Atom, format!("√{}", bracket(&x, Level::Atom))),
            Unary::Abs => Text::new(Level::Atom, format!("|{}|", x.text)),
        }
    }

    fn binary(&self, f: Binary, x: Text, y: Text) -> Text {
        match f {
            Binary::Add => infix(&x, Level::Sum, " + ", &y, Level::Quotient, Level::Sum),
            Binary::Sub => infix(&x, Level::Sum, " − ", &y, Level::Quotient, Level::Sum),
            Binary::Mul => juxtaposed(&x, &y, " · "),
            Binary::Div => {
                let quotient = infix(&x, Level::Open, "/", &y, Level::Power, Level::Quotient);
                if quotient.text.contains(' ') {
                    infix(&x, Level::Open, " / ", &y, Level::Power, Level::Quotient)
                } else {
                    quotient
                }
            }
            Binary::Pow => infix(&x, Level::Atom, "^", &y, Level::Atom, Level::Power),
            Binary::Min => Text::new(Level::Atom, format!("min({}, {})", x.text, y.text)),
            Binary::Max => Text::new(Level::Atom, format!("max({}, {})", x.text, y.text)),
        }
    }

    fn powi(&self, x: Text, n: i32) -> Text {
        let n = self.constant(&Exact::from(i64::from(n)));
        self.binary(Binary::Pow, x, n)
    }

    fn select(&self, [a, b, x, y]: [Text; 4]) -> Text {
        let [a, b, x, y] = [a, b, x, y].map(|part| part.text);
        Text::new(Level::Atom, format!("{{{x} if {a} ≤ {b}, else {y}}}"))
    }
}
