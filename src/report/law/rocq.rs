//! A law as Rocq definitions over the reals.

use std::fmt::Write;

use super::{Sheet, identifier};
use crate::law::RATIO;
use crate::number::{Notation, Shared, Symbol};

/// Formulas of more nodes than this are written with `let … in`.
const SIZE: u64 = 120;

/// `Definition chinchilla (E A B alpha beta N D : R) : R := …`, the partial
/// derivatives `chinchilla_d_alpha` and so on, the gap, the exponent on k and
/// ψ; exact constants throughout.
pub fn rocq(sheet: &Sheet) -> String {
    let about = sheet.law.about();
    let id = identifier(&sheet.law);
    let mut text = String::new();
    let _ = writeln!(text, "(** {}: {}\n", about.name, about.formula);
    let _ = writeln!(text, "    {}. Domain: {}.", about.citation, about.domain);
    let _ = writeln!(text, "    Printed by: offray law {} --rocq *)\n", sheet.law);
    let _ = writeln!(text, "From Coq Require Import Reals.\nLocal Open Scope R_scope.\n");
    let parameters: Vec<&str> = about.parameters.iter().map(|p| p.name).collect();
    let sizes = sheet.sizes.iter().map(|(s, _)| s.name);
    let arguments: Vec<&str> = parameters.iter().copied().chain(sizes).collect();
    define(&mut text, &id, &arguments, &sheet.loss);
    for (p, slope) in about.parameters.iter().zip(&sheet.gradient) {
        define(&mut text, &format!("{id}_d_{}", p.name), &arguments, slope);
    }
    for (i, gap) in sheet.gaps.iter().enumerate() {
        let name = if i == 0 { format!("{id}_gap") } else { format!("{id}_gap_{}", i + 1) };
        define(&mut text, &name, &parameters, gap);
    }
    define(&mut text, &format!("{id}_ray_exponent"), &parameters, &sheet.ray_exponent);
    let on_ray: Vec<&str> = parameters.iter().copied().chain([RATIO.name]).collect();
    if let Some(psi) = &sheet.psi {
        define(&mut text, &format!("{id}_psi"), &on_ray, psi);
    }
    for (i, twin) in sheet.twins.iter().enumerate() {
        let number = if i == 0 { String::new() } else { format!("_{}", i + 1) };
        for (p, value) in about.parameters.iter().zip(twin) {
            define(&mut text, &format!("{id}_twin{number}_{}", p.name), &on_ray, value);
        }
    }
    text
}

fn define(text: &mut String, name: &str, arguments: &[&str], formula: &Symbol) {
    let least = if formula.size() > SIZE { 4 } else { u64::MAX };
    let shared = Shared::new(std::slice::from_ref(formula), least);
    let _ = writeln!(text, "Definition {name} ({} : R) : R :=", arguments.join(" "));
    for (part, x) in &shared.definitions {
        let (part, x) = (part.print(Notation::Rocq), x.print(Notation::Rocq));
        let _ = writeln!(text, "  let {part} := {x} in");
    }
    for formula in &shared.formulas {
        let _ = writeln!(text, "  {}.\n", formula.print(Notation::Rocq));
    }
}
