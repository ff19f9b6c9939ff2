//! A law as a Python module with no dependencies.

use std::fmt::Write;

use super::{Sheet, spelling};
use crate::number::{Notation, Shared, Symbol};

/// A module with `PARAMETERS`, `PUBLISHED`, `loss` and `gradient`, in the
/// double-precision arithmetic of Python's own `math`.
///
/// `loss` does what the law does, operation by operation, so that it differs
/// from the `f64` kind only where two C libraries round exp, log or pow
/// differently.
pub fn python(sheet: &Sheet) -> String {
    let about = sheet.law.about();
    let names: Vec<&str> = about.parameters.iter().map(|p| p.name).collect();
    let mut text = String::new();
    let _ = writeln!(text, "\"\"\"{}: {}\n", about.name, about.formula);
    let _ = writeln!(text, "{}. Domain: {}.\n", about.citation, about.domain);
    for (name, meaning, unit) in sheet
        .sizes
        .iter()
        .map(|(s, _)| (s.name, s.meaning, s.unit))
        .chain(about.parameters.iter().map(|p| (p.name, p.meaning, p.unit)))
    {
        let unit = if unit == "1" { String::new() } else { format!(" [{unit}]") };
        let _ = writeln!(text, "    {name}: {meaning}{unit}");
    }
    let _ = writeln!(text, "\nPrinted by: offray law {} --python\n\"\"\"\n", spelling(&sheet.law));
    let functions = imports(sheet);
    if !functions.is_empty() {
        let _ = writeln!(text, "from math import {}\n", functions.join(", "));
    }
    let quoted: Vec<String> = names.iter().map(|n| format!("\"{n}\"")).collect();
    let _ = writeln!(text, "PARAMETERS = ({})\n", quoted.join(", "));
    let _ = writeln!(text, "PUBLISHED = {{");
    for set in sheet.law.published() {
        let values = names.iter().zip(set.values).map(|(n, v)| format!("{n}={v}"));
        let values = values.collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "    # {}\n    \"{}\": dict({values}),", set.source, set.name);
    }
    text.push_str("}\n\n\n");

    let arguments = sheet.arguments().join(", ");
    let sizes: Vec<&str> = sheet.sizes.iter().map(|(s, _)| s.name).collect();
    let sizes = sizes.join(", ");
    let _ = writeln!(text, "def loss({arguments}):\n    \"\"\"L({sizes}).\"\"\"");
    let body = Shared::new(std::slice::from_ref(&sheet.loss), 2);
    let [value] = body.formulas.as_slice() else { unreachable!("one formula in, one out") };
    let _ = write!(text, "{}", locals(&body.definitions));
    let _ = writeln!(text, "    return {}\n\n", value.print(Notation::Python));

    let _ = writeln!(text, "def gradient({arguments}):");
    let _ = writeln!(text, "    \"\"\"Partial derivatives of the loss, by parameter.\"\"\"");
    let body = Shared::new(&sheet.gradient, 2);
    let _ = write!(text, "{}", locals(&body.definitions));
    text.push_str("    return {\n");
    for (name, slope) in names.iter().zip(&body.formulas) {
        let _ = writeln!(text, "        \"{name}\": {},", slope.print(Notation::Python));
    }
    text.push_str("    }\n");
    text
}

fn locals(definitions: &[(Symbol, Symbol)]) -> String {
    definitions
        .iter()
        .map(|(name, x)| {
            format!("    {} = {}\n", name.print(Notation::Python), x.print(Notation::Python))
        })
        .collect()
}

/// The functions of `math` that the formulas call.
fn imports(sheet: &Sheet) -> Vec<&'static str> {
    let formulas = sheet.gradient.iter().chain([&sheet.loss]);
    let printed: Vec<String> = formulas.map(|x| x.print(Notation::Python)).collect();
    let called = |f: &&str| printed.iter().any(|text| text.contains(&format!("{f}(")));
    ["exp", "log", "sqrt"].into_iter().filter(called).collect()
}
