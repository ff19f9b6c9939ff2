//! What goes out: decimals with proved ends, and one line of JSON.

use std::fmt::{self, Write};

use crate::number::Interval;

/// A real number in decimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimals {
    /// Rounded to nearest to the digits asked; None where the ends do not
    /// determine it.
    pub value: Option<String>,
    /// A lower bound with two digits more, rounded down; `-inf` where unbounded.
    pub lo: String,
    /// An upper bound with two digits more, rounded up; `inf` where unbounded.
    pub hi: String,
}

impl Decimals {
    /// Of an enclosed number. Both ends round to `value`, so every number
    /// between them does.
    pub fn of(x: &Interval, digits: usize) -> Self {
        let value = unsigned_zero(x.lo().to_decimal(digits));
        let same = || unsigned_zero(x.hi().to_decimal(digits)) == value;
        let known = x.is_bounded() && (x.is_point() || same());
        Decimals {
            value: known.then_some(value),
            lo: unsigned_zero(x.lo_decimal(digits + 2)),
            hi: unsigned_zero(x.hi_decimal(digits + 2)),
        }
    }
}

/// MPFR's zero has a sign, a real zero has none.
fn unsigned_zero(text: String) -> String {
    if text == "-0" { "0".into() } else { text }
}

impl fmt::Display for Decimals {
    /// As JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Decimals { value, lo, hi } = self;
        match value {
            Some(value) => write!(f, r#"{{"value":"{value}","lo":"{lo}","hi":"{hi}"}}"#),
            None => write!(f, r#"{{"value":null,"lo":"{lo}","hi":"{hi}"}}"#),
        }
    }
}

/// The loss, or the objective, and as many derivatives as were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it is: `loss` or `objective`.
    pub of: &'static str,
    /// What the request was told by, as JSON.
    pub id: Option<String>,
    /// L, or F.
    pub loss: Decimals,
    /// Names of the parameters, in the law's order.
    pub names: Vec<&'static str>,
    /// ∂L/∂θ, in that order; empty where not asked for.
    pub gradient: Vec<Decimals>,
    /// ∂²L/∂θ∂θ', the lower triangle row by row; empty where not asked for.
    pub hessian: Vec<Decimals>,
}

impl Answer {
    /// Whether every value is known.
    pub fn is_known(&self) -> bool {
        let derivatives = self.gradient.iter().chain(&self.hessian);
        std::iter::once(&self.loss).chain(derivatives).all(|x| x.value.is_some())
    }

    /// ∂²L/∂θᵢ∂θⱼ; None where it was not asked for.
    pub fn second(&self, i: usize, j: usize) -> Option<&Decimals> {
        let (row, column) = (i.max(j), i.min(j));
        self.hessian.get(row * (row + 1) / 2 + column)
    }
}

impl fmt::Display for Answer {
    /// One JSON object on one line, without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('{')?;
        if let Some(id) = &self.id {
            write!(f, r#""id":{id},"#)?;
        }
        write!(f, r#""{}":{}"#, self.of, self.loss)?;
        if !self.gradient.is_empty() {
            f.write_str(r#","gradient":"#)?;
            object(f, &self.names, |f, i| self.gradient[i].fmt(f))?;
        }
        if !self.hessian.is_empty() {
            f.write_str(r#","hessian":"#)?;
            object(f, &self.names, |f, i| {
                object(f, &self.names, |f, j| match self.second(i, j) {
                    Some(second) => second.fmt(f),
                    None => f.write_str("null"),
                })
            })?;
        }
        f.write_char('}')
    }
}

/// `{name: …, …}`.
fn object(
    f: &mut fmt::Formatter<'_>,
    names: &[&str],
    mut value: impl FnMut(&mut fmt::Formatter<'_>, usize) -> fmt::Result,
) -> fmt::Result {
    for (i, name) in names.iter().enumerate() {
        f.write_str(if i == 0 { "{" } else { "," })?;
        write!(f, "\"{name}\":")?;
        value(f, i)?;
    }
    f.write_char('}')
}
