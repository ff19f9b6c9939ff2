//! A law as FPCore 2.0, for Herbie, Daisy, FPTaylor and their kind.

use std::fmt::Write;

use super::{Sheet, spelling};
use crate::law::Role;
use crate::number::{Notation, Shared};

/// Sizes of runs, as far as any were trained.
const SIZES: &str = "1e3 {} 1e16";

/// One `FPCore` of the loss in doubles, its precondition the ranges that a fit searches.
pub fn fpcore(sheet: &Sheet) -> String {
    let about = sheet.law.about();
    let body = Shared::new(std::slice::from_ref(&sheet.loss), 2);
    let [value] = body.formulas.as_slice() else { unreachable!("one formula in, one out") };
    let mut ranges: Vec<String> = Vec::new();
    for parameter in about.parameters {
        let (lo, hi) = parameter.search;
        let lo = if parameter.role == Role::Exponent { lo.max(1e-3) } else { lo };
        let strict = if lo > 0.0 {
            format!("(<= {lo} {} {hi})", parameter.name)
        } else {
            format!("(and (< 0 {}) (<= {} {hi}))", parameter.name, parameter.name)
        };
        ranges.push(strict);
    }
    for (size, _) in &sheet.sizes {
        ranges.push(format!("(<= {})", SIZES.replace("{}", size.name)));
    }
    let mut text = String::new();
    let _ = writeln!(text, "; Printed by: offray law {} --fpcore", spelling(&sheet.law));
    let _ = writeln!(text, "(FPCore ({})", sheet.arguments().join(" "));
    let _ = writeln!(text, "  :name \"{}: {}\"", about.name, about.formula);
    let _ = writeln!(text, "  :precision binary64");
    let _ = writeln!(text, "  :pre (and {})", ranges.join(" "));
    let printed = value.print(Notation::FpCore);
    match body.definitions.is_empty() {
        true => {
            let _ = writeln!(text, "  {printed})");
        }
        false => {
            let bind = |(name, x): &(crate::number::Symbol, crate::number::Symbol)| {
                format!("[{} {}]", name.print(Notation::FpCore), x.print(Notation::FpCore))
            };
            let bound: Vec<String> = body.definitions.iter().map(bind).collect();
            let _ = writeln!(text, "  (let* ({})\n    {printed}))", bound.join("\n         "));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Law, Point};
    use crate::number::Exact;
    use std::collections::HashMap;

    /// The value of one prefix expression, and what follows it.
    fn value<'a>(text: &'a str, known: &HashMap<String, f64>) -> (f64, &'a str) {
        let text = text.trim_start();
        let Some(inside) = text.strip_prefix('(') else {
            let end = text.find([' ', ')', ']', '\n']).unwrap_or(text.len());
            let word = &text[..end];
            let x = known.get(word).copied().unwrap_or_else(|| word.parse().expect(word));
            return (x, &text[end..]);
        };
        let (head, mut rest) = inside.split_at(inside.find(' ').expect("an argument"));
        if head == "let*" {
            let mut known = known.clone();
            rest = rest.trim_start().strip_prefix('(').expect("bindings").trim_start();
            while let Some(binding) = rest.strip_prefix('[') {
                let (name, formula) = binding.split_once(' ').expect("a name");
                let (x, after) = value(formula, &known);
                known.insert(name.into(), x);
                rest = after.trim_start().strip_prefix(']').expect("an end").trim_start();
            }
            let (x, after) = value(rest.strip_prefix(')').expect("an end"), &known);
            return (x, after.trim_start().strip_prefix(')').expect("an end"));
        }
        let mut parts = Vec::new();
        while !rest.trim_start().starts_with(')') {
            if head == "if" && parts.is_empty() {
                let condition = rest.trim_start().strip_prefix("(<= ").expect("a comparison");
                let (a, after) = value(condition, known);
                let (b, after) = value(after, known);
                parts.push(f64::from(u8::from(a <= b)));
                rest = after.trim_start().strip_prefix(')').expect("an end");
            }
            let (x, after) = value(rest, known);
            parts.push(x);
            rest = after;
        }
        let x = match (head, parts.as_slice()) {
            ("+", [a, b]) => a + b,
            ("-", [a]) => -a,
            ("-", [a, b]) => a - b,
            ("*", [a, b]) => a * b,
            ("/", [a, b]) => a / b,
            ("pow", [a, b]) => a.powf(*b),
            ("exp", [a]) => a.exp(),
            ("log", [a]) => a.ln(),
            ("sqrt", [a]) => a.sqrt(),
            ("fabs", [a]) => a.abs(),
            ("fmin", [a, b]) => a.min(*b),
            ("fmax", [a, b]) => a.max(*b),
            ("if", [yes, a, b]) => {
                if *yes == 1.0 {
                    *a
                } else {
                    *b
                }
            }
            _ => panic!("{head} of {parts:?}"),
        };
        (x, &rest.trim_start()[1..])
    }

    /// An evaluator of FPCore, which knows no law, gives the law's losses.
    #[test]
    fn printed_losses_are_the_laws() {
        let mut seen = 0;
        for set in crate::law::published::PUBLISHED {
            let law = Law::named(set.law).expect("known");
            let theta: Vec<f64> =
                set.values.iter().map(|v| v.parse::<Exact>().expect("decimal").to_f64()).collect();
            let printed = fpcore(&Sheet::new(&law));
            let body = printed.split_once(":pre ").expect("a precondition").1;
            let body = &body[body.find('\n').expect("a line")..];
            for (n, d, u) in [(3e8, 7e9, 7e9), (2e10, 4e11, 1e10)] {
                let mut known: HashMap<String, f64> =
                    [("N", n), ("D", d), ("U", u)].map(|(k, x)| (k.to_owned(), x)).into();
                let names = law.about().parameters.iter().map(|p| p.name.to_owned());
                known.extend(names.zip(theta.iter().copied()));
                let at = Point { unique: u, ..Point::new(n, d) };
                let (x, _) = value(body, &known);
                let loss = law.loss(&theta, &at);
                assert!((x / loss - 1.0).abs() < 1e-12, "{}: {x} {loss}\n{printed}", set.name);
                seen += 1;
            }
        }
        assert!(seen >= 10, "{seen} losses");
    }
}
