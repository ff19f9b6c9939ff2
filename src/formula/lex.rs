//! The words of a formula.

use super::FormulaError;
use crate::number::Exact;

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(Exact),
    Name(String),
    /// One of `+ - * / ^ ( ) [ ] , = < > ≤ ≥`, or `;` for the end of a line.
    Sign(char),
    End,
}

/// Operators and brackets that a line may end with, or begin with, and go on.
const OPEN: &str = "+-*/^(,=<>≤≥[";
const GOES_ON: &str = "+-*/^),=<>≤≥]−·×";

/// The words of a text, each with the place of its first character, from 1; the
/// last is [`Token::End`].
pub(super) fn words(text: &str) -> Result<Vec<(usize, Token)>, FormulaError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<(usize, Token)> = Vec::new();
    let (mut at, mut brackets) = (0, 0_usize);
    while let Some(&c) = chars.get(at) {
        let error = |problem: String| FormulaError { at: at + 1, problem };
        let next = chars.get(at + 1);
        let (token, length) = match c {
            '\n' if brackets == 0 && ends_here(&found, &chars[at..]) => (Token::Sign(';'), 1),
            _ if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '*' if next == Some(&'*') => (Token::Sign('^'), 2),
            '<' if next == Some(&'=') => (Token::Sign('≤'), 2),
            '>' if next == Some(&'=') => (Token::Sign('≥'), 2),
            '+' | '-' | '*' | '/' | '^' | '(' | ')' | '[' | ']' | ',' | ';' | '=' | '<' | '>'
            | '≤' | '≥' => {
                match c {
                    '(' | '[' => brackets += 1,
                    ')' | ']' => brackets = brackets.saturating_sub(1),
                    _ => {}
                }
                (Token::Sign(c), 1)
            }
            '−' => (Token::Sign('-'), 1),
            '·' | '×' => (Token::Sign('*'), 1),
            '`' => {
                let length = chars[at + 1..].iter().position(|c| matches!(c, '`' | '\n'));
                let length = length
                    .filter(|n| *n > 0 && chars[at + 1 + n] == '`')
                    .ok_or_else(|| error("a name in backquotes is empty or does not end".into()))?;
                (Token::Name(chars[at + 1..=at + length].iter().collect()), length + 2)
            }
            _ if c.is_ascii_digit() || c == '.' => {
                let length = number_length(&chars[at..]);
                let word: String = chars[at..at + length].iter().collect();
                let value = word.parse().map_err(|e| error(format!("'{word}' is {e}")))?;
                (Token::Number(value), length)
            }
            _ if c.is_alphabetic() || c == '_' => {
                let part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.');
                let length = chars[at..].iter().take_while(|c| part(c)).count();
                (Token::Name(chars[at..at + length].iter().collect()), length)
            }
            _ => return Err(error(format!("'{c}' means nothing here"))),
        };
        found.push((at + 1, token));
        at += length;
    }
    found.push((chars.len() + 1, Token::End));
    Ok(found)
}

/// Whether a line feed ends what was begun: neither the word before it nor the
/// character after it goes on.
fn ends_here(before: &[(usize, Token)], rest: &[char]) -> bool {
    let begun = match before.last() {
        None | Some((_, Token::Sign(';'))) => false,
        Some((_, Token::Sign(sign))) => !OPEN.contains(*sign),
        Some(_) => true,
    };
    let next = rest.iter().find(|c| !c.is_whitespace());
    begun && next.is_some_and(|c| !GOES_ON.contains(*c))
}

/// How many characters a decimal takes: an `e` belongs to it where digits follow.
fn number_length(chars: &[char]) -> usize {
    let mantissa = chars.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let exponent = match chars.get(mantissa) {
        Some('e' | 'E') => {
            let sign = usize::from(matches!(chars.get(mantissa + 1), Some('+' | '-')));
            let digits = chars[mantissa + 1 + sign..].iter().take_while(|c| c.is_ascii_digit());
            let digits = digits.count();
            if digits > 0 { 1 + sign + digits } else { 0 }
        }
        _ => 0,
    };
    mantissa + exponent
}
