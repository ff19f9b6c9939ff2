//! A law as Rocq definitions over the reals.

use std::fmt::Write;

use super::{Sheet, identifier, safe};
use crate::law::{Law, RATIO, Repeated};
use crate::number::{Notation, Shared, Symbol};

/// Formulas of more nodes than this are written with `let … in`.
const SIZE: u64 = 120;

const IMPORT: &str = "From Coq Require Import Reals.\nLocal Open Scope R_scope.\n\n";

const HEAD: &str = "\
(** Every law as the program evaluates it, with the derivatives that it takes: what
    `offray law --rocq` prints. Program.v proves these to be the laws of Laws.v and
    their derivatives.

    name                  ==  meaning
    LAW                   ==  the loss, operation by operation as it is computed
    LAW_d_PARAMETER       ==  its partial derivative
    LAW_gap               ==  the exponent gap that acts
    LAW_ray_exponent      ==  the exponent on k = D/N
    LAW_psi               ==  the one combination of the scales that a ray identifies
    LAW_twin_PARAMETER    ==  the other parameters with the same loss on the ray          *)

";

/// `Definition chinchilla (E A B alpha beta N D : R) : R := …`, the partial
/// derivatives `chinchilla_d_alpha` and so on, the gap, the exponent on k and
/// ψ; exact constants throughout.
pub fn rocq(sheet: &Sheet) -> String {
    let (comment, definitions) = parts(sheet);
    format!("{comment}{IMPORT}{definitions}")
}

/// One file with every law, the published frozen variant of the repeated law
/// among them: the file that the proofs are about.
pub fn rocq_list() -> String {
    let frozen = Law::from(Repeated::frozen());
    let mut laws = Law::all();
    // The proofs are about laws that are published, not about those of the tests.
    laws.retain(|law| law.about().citation != "for tests");
    let after = laws.iter().position(|law| matches!(law, Law::Repeated(_)));
    laws.insert(after.map_or(0, |at| at + 1), frozen);
    let laws = laws.iter().map(|law| {
        let (comment, definitions) = parts(&Sheet::new(law));
        comment + &definitions
    });
    format!("{HEAD}{IMPORT}{}", laws.collect::<String>())
}

/// The comment with name and source, and the definitions.
fn parts(sheet: &Sheet) -> (String, String) {
    let about = sheet.law.about();
    let id = identifier(&sheet.law);
    let comment = format!(
        "(** {}: {}\n\n    {}. Domain: {}.\n    Printed by: offray law {} --rocq *)\n\n",
        about.name, about.formula, about.citation, about.domain, sheet.law
    );
    let mut text = String::new();
    let parameters: Vec<String> = about.parameters.iter().map(|p| safe(p.name)).collect();
    let sizes = sheet.sizes.iter().map(|(s, _)| safe(s.name));
    let arguments: Vec<String> = parameters.iter().cloned().chain(sizes).collect();
    define(&mut text, &id, &arguments, &sheet.loss);
    for (p, slope) in about.parameters.iter().zip(&sheet.gradient) {
        define(&mut text, &format!("{id}_d_{}", p.name), &arguments, slope);
    }
    if !sheet.has_rays() {
        return (comment, text);
    }
    for (i, gap) in sheet.gaps.iter().enumerate() {
        let name = if i == 0 { format!("{id}_gap") } else { format!("{id}_gap_{}", i + 1) };
        define(&mut text, &name, &parameters, gap);
    }
    define(&mut text, &format!("{id}_ray_exponent"), &parameters, &sheet.ray_exponent);
    let on_ray: Vec<String> = parameters.iter().cloned().chain([RATIO.name.into()]).collect();
    if let Some(psi) = &sheet.psi {
        define(&mut text, &format!("{id}_psi"), &on_ray, psi);
    }
    for (i, twin) in sheet.twins.iter().enumerate() {
        let number = if i == 0 { String::new() } else { format!("_{}", i + 1) };
        for (p, value) in about.parameters.iter().zip(twin) {
            define(&mut text, &format!("{id}_twin{number}_{}", p.name), &on_ray, value);
        }
    }
    (comment, text)
}

fn define(text: &mut String, name: &str, arguments: &[String], formula: &Symbol) {
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

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    /// The proofs are about the formulas that run: a changed law that leaves
    /// the printed file behind fails here, and with the file brought up to
    /// date it fails in the proofs.
    #[test]
    fn the_proofs_are_about_this_text() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs/generated/Printed.v");
        let now = super::rocq_list();
        if env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
            fs::write(&path, &now).expect("a writable file");
        }
        let kept = fs::read_to_string(&path).expect("proofs/generated/Printed.v");
        for (kept, now) in kept.lines().zip(now.lines()) {
            assert_eq!(kept, now, "run: offray law --rocq > proofs/generated/Printed.v");
        }
        assert_eq!(kept.len(), now.len());
    }
}
