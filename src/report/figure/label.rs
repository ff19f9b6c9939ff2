//! Text with subscripts and superscripts: `10^{−6}`, `κ_{eq}`.

use std::sync::LazyLock;

use ttf_parser::Face;

/// Where a piece of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// On the line.
    Base,
    /// Below it.
    Sub,
    /// Above it.
    Sup,
}

impl Level {
    /// Size relative to the line's.
    pub fn scale(self) -> f64 {
        if self == Level::Base { 1.0 } else { 0.72 }
    }

    /// How far the baseline is raised, in units of the line's size.
    pub fn rise(self) -> f64 {
        match self {
            Level::Base => 0.0,
            Level::Sub => -0.22,
            Level::Sup => 0.36,
        }
    }
}

/// The pieces of a label. A `_` or `^` without a brace is itself.
pub fn pieces(text: &str) -> Vec<(Level, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let opening = [("_{", Level::Sub), ("^{", Level::Sup)];
        let next = opening.iter().filter_map(|(mark, level)| Some((rest.find(mark)?, *level)));
        let Some((at, level)) = next.min_by_key(|(at, _)| *at) else { break };
        let Some(length) = rest[at + 2..].find('}') else { break };
        found.push((Level::Base, &rest[..at]));
        found.push((level, &rest[at + 2..at + 2 + length]));
        rest = &rest[at + 3 + length..];
    }
    found.push((Level::Base, rest));
    found.retain(|(_, piece)| !piece.is_empty());
    found
}

/// A label as words, for readers that see no figure: `κ_eq`, `10^-6`.
pub fn plain(text: &str) -> String {
    let mark = |level| match level {
        Level::Base => "",
        Level::Sub => "_",
        Level::Sup => "^",
    };
    pieces(text).into_iter().map(|(level, piece)| format!("{}{piece}", mark(level))).collect()
}

/// Inter, cut to the characters that figures use: `font/OFL.txt`.
pub(super) struct Fonts {
    pub regular: Face<'static>,
    pub semibold: Face<'static>,
}

pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let face = |bytes| Face::parse(bytes, 0).expect("a font that was tested");
    Fonts {
        regular: face(include_bytes!("font/inter-regular.otf").as_slice()),
        semibold: face(include_bytes!("font/inter-semibold.otf").as_slice()),
    }
});

/// The width of a label at size 1.
pub fn width(text: &str, bold: bool) -> f64 {
    let face = if bold { &FONTS.semibold } else { &FONTS.regular };
    let em = f64::from(face.units_per_em());
    let advance = |c: char| {
        let glyph = face.glyph_index(c).and_then(|g| face.glyph_hor_advance(g));
        f64::from(glyph.unwrap_or(face.units_per_em() / 2)) / em
    };
    let piece =
        |(level, text): (Level, &str)| level.scale() * text.chars().map(advance).sum::<f64>();
    pieces(text).into_iter().map(piece).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_apart_and_lose_nothing() {
        use Level::{Base, Sub, Sup};
        assert_eq!(pieces("10^{−6}"), [(Base, "10"), (Sup, "−6")]);
        assert_eq!(pieces("κ_{eq}(ε)"), [(Base, "κ"), (Sub, "eq"), (Base, "(ε)")]);
        assert_eq!(pieces("a_b ^{x"), [(Base, "a_b ^{x")]);
        assert_eq!(pieces(""), []);
        assert_eq!(plain("λ_{min} = 10^{−6}"), "λ_min = 10^−6");
    }

    #[test]
    fn every_sign_that_figures_use_is_in_both_fonts() {
        let signs = "0123456789−+×·±≤≥≈≠→∞√∂ΣΔ°%()[]{}|,.;:/=<>αβγδεζηθικλμνξπρστφχψωΨΩκ²³⁻⁰′†";
        for c in signs.chars() {
            assert!(FONTS.regular.glyph_index(c).is_some(), "{c}");
            assert!(FONTS.semibold.glyph_index(c).is_some(), "{c}");
        }
    }

    #[test]
    fn raised_text_is_narrower() {
        assert!(width("10^{−6}", false) < width("10−6", false));
        assert!((width("mm", false) / width("m", false) - 2.0).abs() < 1e-12);
    }
}
