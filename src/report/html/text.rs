//! Words as HTML: escaped first, then numbers and indices set as in print.

use std::fmt;

use super::glossary::meaning;
use crate::report::figure::label::{Level, pieces};

/// Text that is HTML already: escaped, or made here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Html {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many characters are seen.
    pub(super) fn letters(&self) -> usize {
        let mut tag = false;
        let seen = |c: &char| {
            tag = *c == '<' || tag && *c != '>';
            !tag && *c != '>'
        };
        self.0.chars().filter(seen).count()
    }

    /// Of text made here, out of escaped parts.
    pub(in crate::report) fn raw(text: impl Into<String>) -> Self {
        Html(text.into())
    }

    /// A number for the eye: `3.1e7` as 3.1 × 10⁷.
    pub fn number(text: &str) -> Self {
        Html(word(text))
    }
}

/// The text itself.
pub fn escape(text: &str) -> Html {
    Html(crate::report::text::escape::escape(text))
}

/// Sentences of the text page: `κ_eq` gets its index, `1.3e22` its power.
pub fn prose(text: &str) -> Html {
    let words: Vec<String> = text.split(' ').map(word).collect();
    Html(words.join(" "))
}

/// A label of a figure, with `_{…}` and `^{…}`.
pub fn label(text: &str) -> Html {
    let piece = |(level, words): (Level, &str)| match level {
        Level::Base => escape(words).0,
        Level::Sub => format!("<sub>{}</sub>", escape(words)),
        Level::Sup => format!("<sup>{}</sup>", escape(words)),
    };
    Html(pieces(text).into_iter().map(piece).collect())
}

/// One word, with the punctuation around it.
fn word(text: &str) -> String {
    let open = text.len() - text.trim_start_matches(['(', '±', '+', '[', '<']).len();
    let inner = text[open..].trim_end_matches([',', '.', ';', ':', ')', ']', '%']);
    let (before, after) = (&text[..open], &text[open + inner.len()..]);
    let set = power(inner).or_else(|| index(inner)).unwrap_or_else(|| escape(inner).0);
    let set = match meaning(inner) {
        Some(meaning) => format!("<abbr title=\"{}\">{set}</abbr>", escape(meaning)),
        None => set,
    };
    format!("{}{set}{}", escape(before), escape(after))
}

/// `−1.30e22`.
fn power(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once('e')?;
    let digits = mantissa.strip_prefix(['-', '−']).unwrap_or(mantissa);
    let whole = exponent.strip_prefix(['-', '−', '+']).unwrap_or(exponent);
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !number(digits) || !number(whole) || whole.contains('.') {
        return None;
    }
    let mantissa = mantissa.replace('-', "−");
    let exponent = exponent.trim_start_matches('+').replace('-', "−");
    if mantissa == "1" {
        return Some(format!("10<sup>{exponent}</sup>"));
    }
    Some(format!("{mantissa}&#8239;×&#8239;10<sup>{exponent}</sup>"))
}

/// Letters that the theory gives indices to, and their indices.
const BASES: &str = "κλστγεαθVRNDLCSEMj";
const INDICES: [&str; 18] = [
    "eq", "min", "max", "K", "N", "D", "c", "C", "w", "a", "b", "t", "⊥", "target", "N*", "D*",
    "gap", "∞",
];

/// `κ_eq`, `N^−α`, alone or at the head of a word such as `κ_eq/κ`.
fn index(text: &str) -> Option<String> {
    let after_ten = text.strip_prefix("10").filter(|rest| rest.starts_with('^'));
    let mut chars = text.chars();
    let first = chars.next().filter(|c| c.is_alphabetic() || after_ten.is_some())?;
    let base = if after_ten.is_some() { "10".into() } else { first.to_string() };
    let rest = after_ten.unwrap_or(chars.as_str());
    if let Some(rest) = rest.strip_prefix('^') {
        let end = rest.find(|c: char| !c.is_alphanumeric() && !"−-".contains(c));
        let (power, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let ok = !power.is_empty() && power.chars().count() <= 4;
        return ok.then(|| format!("{base}<sup>{}</sup>{}", escape(power), escape(rest)));
    }
    let rest = rest.strip_prefix('_').filter(|_| BASES.contains(first))?;
    let mut known = INDICES.iter().filter(|i| rest.starts_with(**i)).collect::<Vec<_>>();
    known.sort_by_key(|i| i.len());
    let found = known.pop()?;
    let after = &rest[found.len()..];
    let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then(|| format!("{base}<sub>{found}</sub>{}", escape(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_indices_are_set_and_nothing_else_is_touched() {
        for (text, html) in [
            ("1.30e22", "1.30&#8239;×&#8239;10<sup>22</sup>"),
            ("±5.4e-4,", "±5.4&#8239;×&#8239;10<sup>−4</sup>,"),
            ("(κ_w 15.5)", "(κ<sub>w</sub> 15.5)"),
            ("V_N", "V<sub>N</sub>"),
            ("[1e7, 10^9]", "[10<sup>7</sup>, 10<sup>9</sup>]"),
            ("A N^−α", "A N<sup>−α</sup>"),
            ("huber-log:1e-3", "huber-log:1e-3"),
            ("chinchilla_epoch240.csv", "chinchilla_epoch240.csv"),
            ("c4_val", "c4_val"),
            ("one-ray", "one-ray"),
            ("e", "e"),
            ("", ""),
        ] {
            assert_eq!(prose(text).to_string(), html);
        }
    }

    #[test]
    fn terms_are_explained_with_their_punctuation_outside() {
        let html = prose("(κ_eq 15.5) on one ray.").to_string();
        assert!(html.contains("\">κ<sub>eq</sub></abbr> 15.5)"), "{html}");
        assert!(html.ends_with("\">ray</abbr>."), "{html}");
        assert_eq!(prose("κ_eq").letters(), 3, "what is explained is not counted");
    }

    #[test]
    fn hostile_words_are_text() {
        let hostile = "</title><script>alert('x')</script> N^<b> κ_eq<img> \u{1b}[31m";
        let html = prose(hostile).to_string();
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"));
        assert!(html.contains("&lt;script&gt;") && !html.contains('\u{1b}'));
        assert_eq!(label("a<_{b&}").to_string(), "a&lt;<sub>b&amp;</sub>");
    }
}
