//! LaTeX mathematics, with nothing beyond amsmath.

use super::unicode::juxtaposed;
use super::{Level, Style, Text, decimal, fraction, infix};
use crate::number::Exact;
use crate::number::symbol::{Binary, Name, Unary};

pub(super) struct Latex;

/// Brackets that grow with what they hold.
fn grown(x: Text, least: Level) -> Text {
    if x.level < least { Text::new(Level::Atom, format!(r"\left({}\right)", x.text)) } else { x }
}

fn call(name: &str, arguments: &[Text]) -> Text {
    let arguments: Vec<&str> = arguments.iter().map(|x| x.text.as_str()).collect();
    Text::new(Level::Atom, format!(r"{name}\left({}\right)", arguments.join(", ")))
}

fn power(base: Text, exponent: &str) -> Text {
    let base = grown(base, Level::Atom).text;
    // A name with a superscript of its own, as R_N^*.
    let bare = base.contains('^') && !base.contains(r"\left") && !base.contains(r"\sqrt");
    let base = if bare { format!("{{{base}}}") } else { base };
    Text::new(Level::Power, format!("{base}^{{{exponent}}}"))
}

fn quotient(x: &str, y: &str) -> Text {
    Text::new(Level::Power, format!(r"\frac{{{x}}}{{{y}}}"))
}

impl Style for Latex {
    fn constant(&self, value: &Exact) -> Text {
        let (negative, numer, denom) = fraction(value);
        let size = match decimal(value) {
            Some((digits, None)) => Text::new(Level::Atom, digits),
            Some((digits, Some(exponent))) => {
                Text::new(Level::Product, format!(r"{digits} \cdot 10^{{{exponent}}}"))
            }
            None => quotient(&numer, &denom),
        };
        if negative { self.unary(Unary::Neg, size) } else { size }
    }

    fn variable(&self, name: &Name) -> Text {
        Text::new(Level::Atom, &*name.latex)
    }

    fn unary(&self, f: Unary, x: Text) -> Text {
        match f {
            Unary::Neg => Text::new(Level::Sum, format!("-{}", grown(x, Level::Quotient).text)),
            Unary::Ln if x.level == Level::Atom && !x.text.contains("left") => {
                Text::new(Level::Function, format!(r"\ln {}", x.text))
            }
            Unary::Ln => call(r"\ln", &[x]),
            Unary::Exp => power(Text::new(Level::Atom, "e"), &x.text),
            Unary::Sqrt => Text::new(Level::Atom, format!(r"\sqrt{{{}}}", x.text)),
            Unary::Abs => Text::new(Level::Atom, format!(r"\left|{}\right|", x.text)),
        }
    }

    fn binary(&self, f: Binary, x: Text, y: Text) -> Text {
        let sum = |op| {
            let y = grown(y.clone(), Level::Quotient);
            infix(&x, Level::Sum, op, &y, Level::Sum, Level::Sum)
        };
        match f {
            Binary::Add => sum(" + "),
            Binary::Sub => sum(" - "),
            Binary::Mul => {
                let left = if x.level == Level::Function { Level::Power } else { Level::Product };
                juxtaposed(&grown(x, left), &grown(y, Level::Function), r" \cdot ")
            }
            Binary::Div => quotient(&x.text, &y.text),
            Binary::Pow => power(x, &y.text),
            Binary::Min => call(r"\min", &[x, y]),
            Binary::Max => call(r"\max", &[x, y]),
        }
    }

    fn powi(&self, x: Text, n: i32) -> Text {
        power(x, &n.to_string())
    }

    fn select(&self, [a, b, x, y]: [Text; 4]) -> Text {
        let [a, b, x, y] = [a, b, x, y].map(|part| part.text);
        let cases = format!(
            r"\begin{{cases}} {x} & \text{{if }} {a} \le {b} \\ {y} & \text{{else}} \end{{cases}}"
        );
        Text::new(Level::Sum, cases)
    }
}
