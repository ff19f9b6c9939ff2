//! A law in LaTeX.

use std::fmt::Write;

use super::{Sheet, spelling};
use crate::number::Notation;

/// Formulas longer than this, in characters of plain text, are printed in
/// terms of named parts.
const WIDTH: usize = 90;

/// The loss, its partial derivatives and their common parts, one `align`
/// environment (package amsmath).
pub fn latex(sheet: &Sheet) -> String {
    let (definitions, equations) = sheet.readable(WIDTH);
    let mut lines: Vec<(String, String)> = equations
        .iter()
        .map(|e| (e.name.latex.to_string(), e.formula.print(Notation::Latex)))
        .collect();
    let print = |x: &crate::number::Symbol| x.print(Notation::Latex);
    lines.extend(definitions.iter().map(|(name, x)| (print(name), print(x))));
    let lines: Vec<String> = lines.iter().map(|(l, r)| format!("  {l} &= {r}")).collect();
    let about = sheet.law.about();
    let mut text = String::new();
    let _ = writeln!(text, "% {}: {}", sheet.law, about.citation);
    let _ = writeln!(text, "% Printed by: offray law {} --latex (amsmath)", spelling(&sheet.law));
    let _ = writeln!(text, "\\begin{{align}}\n{}\n\\end{{align}}", lines.join(" \\\\\n"));
    text
}
