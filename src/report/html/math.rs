//! Formulas in one line of text, as MathML: `λ_min = Θ(ε²)`, `Σ k^−2β`.

use super::text::escape;

/// The formula, or several separated by `;`, each a `<math>` element on a line of
/// its own. Text that is no formula comes out as words in their order: nothing is
/// lost.
pub fn mathml(text: &str) -> String {
    text.split_inclusive("; ").map(one).collect()
}

fn one(text: &str) -> String {
    let text = text.trim_end();
    let mut reader = Reader { rest: text, out: Vec::new() };
    while !reader.rest.is_empty() {
        reader.step();
    }
    let body: String = reader.out.concat();
    let words = escape(text);
    format!("<math display=\"block\" aria-label=\"{words}\"><mrow>{body}</mrow></math>")
}

struct Reader<'a> {
    rest: &'a str,
    /// Elements so far: an index or a power goes to the last.
    out: Vec<String>,
}

/// A little room.
const SPACE: &str = "<mspace width=\"0.22em\"/>";

/// Digits above the line, below it, and what they stand for.
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᵀᵐⁿ";
const PLAIN: &str = "0123456789−+Tmn";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋";
const LOW_PLAIN: &str = "0123456789+−";

/// Words that belong to a formula: upright, without spaces around them.
const FUNCTIONS: [&str; 28] = [
    "det", "tr", "ln", "exp", "min", "max", "mean", "Var", "CI", "sd", "rank", "artanh", "arsinh",
    "span", "diag", "sign", "RMSE", "log", "cov", "eq", "sup", "inf", "lim", "cos", "sin", "ABF",
    "AB", "gap",
];

impl Reader<'_> {
    fn take(&mut self, bytes: usize) -> &str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// The longest beginning whose characters all satisfy `is`.
    fn run(&mut self, is: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !is(c)).unwrap_or(self.rest.len());
        self.take(end).to_owned()
    }

    fn step(&mut self) {
        let c = self.rest.chars().next().expect("not at the end");
        match c {
            '_' | '^' => {
                self.take(1);
                let script = self.script();
                let tag = if c == '_' { "msub" } else { "msup" };
                self.attach(tag, &script);
            }
            c if RAISED.contains(c) => {
                let run = self.run(|c| RAISED.contains(c));
                let script = elements(&translated(&run, RAISED, PLAIN));
                self.attach("msup", &script);
            }
            c if LOWERED.contains(c) => {
                let run = self.run(|c| LOWERED.contains(c));
                let script = elements(&translated(&run, LOWERED, LOW_PLAIN));
                self.attach("msub", &script);
            }
            ' ' => {
                self.take(1);
                // Between letters that are multiplied, and around words; signs
                // bring their own.
                let next = self.rest.chars().next().unwrap_or(' ');
                let sign = self.out.last().is_none_or(|last| last.starts_with("<mo"));
                let word = self.out.last().is_some_and(|last| last.starts_with("<mtext"));
                let letter = next.is_alphanumeric() || "‖|([{√∂".contains(next);
                if (!sign && letter) || word {
                    self.out.push(SPACE.into());
                }
            }
            c if c.is_ascii_digit() => {
                let number = self.run(|c| c.is_ascii_digit() || c == '.');
                let whole = number.trim_end_matches('.');
                self.out.push(format!("<mn>{whole}</mn>"));
                if whole.len() < number.len() {
                    self.out.push("<mo>.</mo>".into());
                }
            }
            c if c.is_ascii_alphabetic() => {
                let word = self.run(|c| c.is_ascii_alphabetic() || c == '’');
                self.out.push(name(&word));
            }
            c if c.is_alphabetic() => {
                let letter = self.take(c.len_utf8()).to_owned();
                // Θ is upright, θ is not.
                let upright = if c.is_uppercase() { " mathvariant=\"normal\"" } else { "" };
                self.out.push(format!("<mi{upright}>{letter}</mi>"));
            }
            c => {
                let sign = escape(self.take(c.len_utf8())).to_string();
                let fence = "()[]{}|‖".contains(c);
                let fixed = if fence { " stretchy=\"false\"" } else { "" };
                self.out.push(format!("<mo{fixed}>{sign}</mo>"));
            }
        }
    }

    /// What follows `_` or `^`: a group in parentheses or braces, or a sign and
    /// letters and digits.
    fn script(&mut self) -> String {
        for (open, close) in [('{', '}'), ('(', ')')] {
            if self.rest.starts_with(open)
                && let Some(end) = self.rest.find(close)
            {
                let group = self.take(end + 1).to_owned();
                return elements(&group[1..group.len() - 1]);
            }
        }
        let sign = self.run(|c| "−-+".contains(c));
        let body = self.run(|c| (c.is_alphanumeric() && !RAISED.contains(c)) || "⊥*".contains(c));
        elements(&format!("{sign}{body}"))
    }

    fn attach(&mut self, tag: &str, script: &str) {
        let base = match self.out.last() {
            Some(last) if !last.starts_with("<mspace") => self.out.pop().unwrap_or_default(),
            _ => "<mrow></mrow>".into(),
        };
        // x_a² has both at once.
        let both = (tag == "msup").then(|| base.strip_prefix("<msub>")).flatten();
        let element = match both.and_then(|inner| inner.strip_suffix("</msub>")) {
            Some(inner) => format!("<msubsup>{inner}{script}</msubsup>"),
            None => format!("<{tag}>{base}{script}</{tag}>"),
        };
        self.out.push(element);
    }
}

/// A group as one element.
fn elements(text: &str) -> String {
    let mut reader = Reader { rest: text, out: Vec::new() };
    while !reader.rest.is_empty() {
        reader.step();
    }
    match reader.out.as_slice() {
        [one] => one.clone(),
        many => format!("<mrow>{}</mrow>", many.concat()),
    }
}

/// Letters: one is a variable, a known name is upright, other words are text.
fn name(word: &str) -> String {
    if word.len() == 1 || FUNCTIONS.contains(&word) {
        format!("<mi>{word}</mi>")
    } else {
        format!("<mtext>{word}</mtext>")
    }
}

fn translated(text: &str, from: &str, to: &str) -> String {
    let plain = |c| from.chars().position(|f| f == c).and_then(|at| to.chars().nth(at));
    text.chars().map(|c| plain(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> String {
        let all = mathml(text);
        let start = all.find("<mrow>").expect("a row") + 6;
        all[start..all.len() - "</mrow></math>".len()].replace(SPACE, " ")
    }

    #[test]
    fn indices_powers_and_words_are_told_apart() {
        assert_eq!(
            body("λ_min = Θ(ε²)"),
            "<msub><mi>λ</mi><mi>min</mi></msub><mo>=</mo><mi mathvariant=\"normal\">Θ</mi>\
             <mo stretchy=\"false\">(</mo><msup><mi>ε</mi><mn>2</mn></msup>\
             <mo stretchy=\"false\">)</mo>"
        );
        assert_eq!(
            body("k^−2β"),
            "<msup><mi>k</mi><mrow><mo>−</mo><mn>2</mn><mi>β</mi></mrow></msup>"
        );
        assert_eq!(body("ε⁻²"), "<msup><mi>ε</mi><mrow><mo>−</mo><mn>2</mn></mrow></msup>");
        assert_eq!(body("JᵀJ"), "<msup><mi>J</mi><mi>T</mi></msup><mi>J</mi>");
        assert_eq!(body("x_a²"), "<msubsup><mi>x</mi><mi>a</mi><mn>2</mn></msubsup>");
        assert_eq!(body("if and only"), "<mtext>if</mtext> <mtext>and</mtext> <mtext>only</mtext>");
    }

    #[test]
    fn what_is_no_formula_is_still_text() {
        let odd = body("_<^>&{");
        assert!(odd.contains("&lt;") && odd.contains("&gt;") && odd.contains("&amp;"), "{odd}");
    }

    #[test]
    fn every_statement_reads_as_markup() {
        for statement in crate::theorem::STATEMENTS {
            let html = mathml(statement.symbols);
            for tag in ["mi", "mo", "msub", "msup", "mrow", "mtext", "msubsup"] {
                let count = |what: &str| html.matches(what).count();
                let open = count(&format!("<{tag}>")) + count(&format!("<{tag} "));
                assert_eq!(open, count(&format!("</{tag}>")), "{} {tag}", statement.id);
            }
        }
    }
}
