//! Conditions on any column, checked before anything else is read of a row.

use std::str::FromStr;

use super::columns::OptionError;
use super::{Ratio, Selection};
use crate::number::Exact;

/// What `--where` says: `State=finished`, `lr<1e-3`, `corpus in (c4, rpj)`, and, as
/// ever, `group=NAME`, `k=20`, `k=15:25`. Several values of one column by `=` are
/// alternatives; everything else must hold.
///
/// ```
/// use offray::runs::Where;
/// let chosen: Where = "State=finished, lr<=1e-3, group=c4".parse()?;
/// assert_eq!((chosen.conditions.len(), chosen.selection.groups.len()), (2, 1));
/// # Ok::<(), offray::runs::OptionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    /// Groups and ratios.
    pub selection: Selection,
    /// Conditions on columns.
    pub conditions: Vec<Condition>,
}

/// A condition on one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The column's name, or `n`, `d`, `loss` where no column is called so.
    pub column: String,
    /// How it is compared.
    pub test: Test,
}

/// How a cell is compared. Numbers are compared as numbers, texts as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Equal to one of these.
    OneOf(Vec<String>),
    /// Equal to none of these.
    NoneOf(Vec<String>),
    /// A number less than this.
    Less(Exact),
    /// A number at most this.
    AtMost(Exact),
    /// A number greater than this.
    Greater(Exact),
    /// A number at least this.
    AtLeast(Exact),
}

impl Test {
    /// Whether a cell passes; none where a text is to be compared as a number.
    pub(super) fn passes(&self, cell: &str, number: Option<&Exact>) -> Option<bool> {
        let same = |value: &String| {
            value == cell
                || number.is_some_and(|x| value.parse::<Exact>().is_ok_and(|value| value == *x))
        };
        match self {
            Test::OneOf(values) => Some(values.iter().any(same)),
            Test::NoneOf(values) => Some(!values.iter().any(same)),
            // What is missing is neither less nor greater.
            _ if super::value::is_missing(cell) => Some(false),
            Test::Less(limit) => number.map(|x| x < limit),
            Test::AtMost(limit) => number.map(|x| x <= limit),
            Test::Greater(limit) => number.map(|x| x > limit),
            Test::AtLeast(limit) => number.map(|x| x >= limit),
        }
    }
}

impl Condition {
    /// As it would be typed.
    pub(super) fn describe(&self) -> String {
        let list = |values: &[String]| format!("({})", values.join(", "));
        let column = &self.column;
        match &self.test {
            Test::OneOf(values) if values.len() == 1 => format!("{column}={}", values[0]),
            Test::OneOf(values) => format!("{column} in {}", list(values)),
            Test::NoneOf(values) if values.len() == 1 => format!("{column}!={}", values[0]),
            Test::NoneOf(values) => format!("{column} not in {}", list(values)),
            Test::Less(x) => format!("{column}<{x}"),
            Test::AtMost(x) => format!("{column}<={x}"),
            Test::Greater(x) => format!("{column}>{x}"),
            Test::AtLeast(x) => format!("{column}>={x}"),
        }
    }
}

/// Operators, longer ones first.
const OPERATORS: [&str; 7] = ["!=", "<=", ">=", "==", "=", "<", ">"];

const FORM: &str = "KEY=VALUE, as in State=finished, lr<1e-3 or 'corpus in (c4, rpj)'";

impl FromStr for Where {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        let mut found = Where::default();
        for part in parts(text) {
            found.add(&part)?;
        }
        Ok(found)
    }
}

impl Where {
    /// Adds what another text says.
    pub fn extend(&mut self, other: Where) {
        self.selection.extend(other.selection);
        for condition in other.conditions {
            self.insert(condition);
        }
    }

    /// One more condition; values of one column by `=` are alternatives.
    fn insert(&mut self, condition: Condition) {
        if let Test::OneOf(more) = &condition.test
            && let Some(Test::OneOf(values)) = (self.conditions.iter_mut())
                .find(|c| c.column == condition.column && matches!(c.test, Test::OneOf(_)))
                .map(|c| &mut c.test)
        {
            values.extend(more.iter().cloned());
            return;
        }
        self.conditions.push(condition);
    }

    fn add(&mut self, part: &str) -> Result<(), OptionError> {
        let form = || OptionError::Form { given: part.into(), form: FORM };
        let (column, operator, value) = split(part).ok_or_else(form)?;
        let column = column.trim().trim_matches('`').trim().to_string();
        if column.is_empty() || value.trim().is_empty() {
            return Err(form());
        }
        let one = || vec![unquoted(value)];
        match (column.as_str(), operator) {
            ("group", "=" | "==") => self.selection.groups.push(unquoted(value)),
            ("group", "in") => self.selection.groups.extend(list(value).ok_or_else(form)?),
            ("k", "=" | "==") => self.selection.ratios.push(value.trim().parse::<Ratio>()?),
            (_, operator) => {
                let number = || {
                    unquoted(value).parse::<Exact>().map_err(|error| OptionError::Value {
                        given: part.into(),
                        problem: format!("{error} after {operator}: write a number there"),
                    })
                };
                let test = match operator {
                    "!=" => Test::NoneOf(one()),
                    "not in" => Test::NoneOf(list(value).ok_or_else(form)?),
                    "in" => Test::OneOf(list(value).ok_or_else(form)?),
                    "<" => Test::Less(number()?),
                    "<=" => Test::AtMost(number()?),
                    ">" => Test::Greater(number()?),
                    ">=" => Test::AtLeast(number()?),
                    _ => Test::OneOf(one()),
                };
                self.insert(Condition { column, test });
            }
        }
        Ok(())
    }
}

/// The parts of a text between commas that stand in no quotation marks and no
/// parentheses. A part that is a quotation as a whole loses its marks, as in CSV.
fn parts(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quote) = (vec![String::new()], 0_usize, None);
    for c in text.chars() {
        match (c, quote) {
            (',', None) if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            ('"' | '\'' | '`', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('(' | '[', None) => depth += 1,
            (')' | ']', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.iter().map(|part| unquoted(part)).collect()
}

/// Column, operator and value.
fn split(part: &str) -> Option<(&str, &str, &str)> {
    // A name in backquotes may hold anything.
    let from = match part.trim_start().starts_with('`') {
        true => {
            let open = part.find('`')?;
            open + 1 + part[open + 1..].find('`')? + 1
        }
        false => 0,
    };
    let worded = [" not in ", " in "].iter().filter_map(|word| {
        let at = from + part[from..].find(word)?;
        let value = part[at + word.len()..].trim_start();
        value.starts_with(['(', '[']).then_some((at, word.trim(), word.len()))
    });
    let signs = part[from..].char_indices().find_map(|(at, _)| {
        let rest = &part[from + at..];
        let operator = OPERATORS.iter().find(|o| rest.starts_with(**o))?;
        Some((from + at, *operator, operator.len()))
    });
    let (at, operator, length) = worded.chain(signs).min_by_key(|(at, ..)| *at)?;
    Some((&part[..at], operator, &part[at + length..]))
}

/// The values of `(a, b)` or `[a, b]`.
fn list(value: &str) -> Option<Vec<String>> {
    let value = value.trim();
    let inner = value.strip_prefix('(').and_then(|v| v.strip_suffix(')'));
    let inner = inner.or_else(|| value.strip_prefix('[').and_then(|v| v.strip_suffix(']')))?;
    let values: Vec<String> = parts(inner).into_iter().filter(|v| !v.is_empty()).collect();
    (!values.is_empty()).then_some(values)
}

/// Without the quotation marks around it.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    for mark in ['"', '\''] {
        let inner = text.strip_prefix(mark).and_then(|t| t.strip_suffix(mark));
        if let Some(inner) = inner.filter(|inner| !inner.contains(mark)) {
            return inner.into();
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Condition {
        let found: Where = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(found.conditions.len(), 1, "{text}: {found:?}");
        found.conditions[0].clone()
    }

    #[test]
    fn conditions_are_read() {
        for (text, column, described) in [
            ("State=finished", "State", "State=finished"),
            ("lr < 1e-3", "lr", "lr<0.001"),
            ("seed!=2", "seed", "seed!=2"),
            ("corpus in (c4, 'r p, j')", "corpus", "corpus in (c4, r p, j)"),
            ("corpus not in [c4]", "corpus", "corpus!=c4"),
            ("`eval/loss` >= 2", "eval/loss", "eval/loss>=2"),
            ("a=b=c", "a", "a=b=c"),
            ("\"note=a, b\"", "note", "note=a, b"),
            ("note=\"a, b\"", "note", "note=a, b"),
            ("k<30", "k", "k<30"),
        ] {
            let found = one(text);
            assert_eq!((found.column.as_str(), found.describe().as_str()), (column, described));
        }
        let found: Where = "a=1,b>2,a=3,group=x".parse().expect("conditions");
        assert_eq!(found.conditions.len(), 2);
        assert_eq!(found.conditions[0].describe(), "a in (1, 3)");
        for text in ["", "c4", "=c4", "a=", "a in c4", "lr<small", "k=x"] {
            assert!(text.parse::<Where>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers_and_texts_as_texts() {
        let passes =
            |text: &str, cell: &str| one(text).test.passes(cell, cell.parse().ok().as_ref());
        assert_eq!(passes("a=1e3", "1000"), Some(true));
        assert_eq!(passes("a=c4", "C4"), Some(false));
        assert_eq!(passes("a!=c4", ""), Some(true));
        assert_eq!(passes("a<5", ""), Some(false));
        assert_eq!(passes("a>5", "nan"), Some(false));
        assert_eq!(passes("a<5", "many"), None);
        assert_eq!(passes("a<=5", "5.0"), Some(true));
    }
}
