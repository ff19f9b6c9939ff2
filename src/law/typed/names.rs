//! How a name is called in programs, in text and in LaTeX.

/// Greek letters, by name; names that contain others come first.
const GREEK: [(&str, &str); 24] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("eta", "η"),
    ("pi", "π"),
    ("Gamma", "Γ"),
];

/// The name in programs and options: Greek letters by their names, what is no letter,
/// digit or underscore as an underscore.
pub(super) fn ascii(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        let letter = c.to_string();
        match GREEK.iter().find(|(_, greek)| *greek == letter) {
            Some((word, _)) => text.push_str(word),
            None if c.is_ascii_alphanumeric() => text.push(c),
            None => text.push('_'),
        }
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!("x{text}") } else { text }
}

/// A name's first part, and what stands below the line: `gamma_N`, `d1`.
fn split(name: &str) -> (&str, &str) {
    if let Some((head, rest)) = name.split_once('_').filter(|(h, r)| !h.is_empty() && !r.is_empty())
    {
        return (head, rest);
    }
    let head = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if head.is_empty() { (name, "") } else { name.split_at(head.len()) }
}

/// The name in text: Greek letters as such.
pub(super) fn symbol(name: &str) -> String {
    let (head, _) = split(name);
    match GREEK.iter().find(|(word, _)| *word == head) {
        Some((_, letter)) => format!("{letter}{}", &name[head.len()..]),
        None => name.into(),
    }
}

/// The name in LaTeX: Greek letters as commands, indices below the line.
pub(super) fn latex(name: &str) -> String {
    let name = ascii(name);
    let (head, below) = split(&name);
    let escaped = |text: &str| text.replace('_', r"\_");
    let head = match GREEK.iter().any(|(word, _)| *word == head) {
        true => format!(r"\{head}"),
        false if head.chars().count() > 1 => format!(r"\mathrm{{{}}}", escaped(head)),
        false => escaped(head),
    };
    match below.chars().count() {
        0 => head,
        1 => format!("{head}_{below}"),
        _ if below.chars().all(|c| c.is_ascii_digit()) => format!("{head}_{{{below}}}"),
        _ => format!(r"{head}_{{\mathrm{{{}}}}}", escaped(below)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_three_notations() {
        for (name, program, text, tex) in [
            ("alpha", "alpha", "α", r"\alpha"),
            ("α", "alpha", "α", r"\alpha"),
            ("γ_N", "gamma_N", "γ_N", r"\gamma_N"),
            ("E", "E", "E", "E"),
            ("d1", "d1", "d1", "d_1"),
            ("N_active", "N_active", "N_active", r"N_{\mathrm{active}}"),
            ("n_params", "n_params", "n_params", r"n_{\mathrm{params}}"),
            ("experts", "experts", "experts", r"\mathrm{experts}"),
            ("eval/loss", "eval_loss", "eval/loss", r"\mathrm{eval}_{\mathrm{loss}}"),
        ] {
            let found = (ascii(name), symbol(name), latex(name));
            assert_eq!(found, (program.into(), text.into(), tex.into()), "{name}");
        }
    }
}
