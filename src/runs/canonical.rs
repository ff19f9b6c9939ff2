//! The canonical text of a table, and its hash.

use std::fmt::Write;

use num_integer::Integer;
use sha2::{Digest, Sha256};

use super::{Run, Runs};
use crate::number::Exact;

impl Runs {
    /// SHA-256, in hexadecimal, of the rows as a law sees them: whatever the
    /// order of the rows, the names and order of the columns, and the spelling
    /// of the numbers.
    ///
    /// What is hashed: for every run, after selection, the line
    /// `N,D,L,U,w` and a line feed; numbers exactly, as `p/q` in lowest terms or
    /// `p` where q = 1, in decimal; U is `-` where the table has no column of
    /// unique tokens, w is `1` where it has none of weights; the other inputs of a typed
    /// law follow, in its order, each after a comma. The lines are
    /// sorted as bytes; repeated ones stay. Groups are left out: they choose
    /// runs, and no law sees them.
    ///
    /// ```
    /// use offray::runs::{Columns, Runs, Selection};
    /// let read = |text: &str| {
    ///     let (columns, all) = (Columns::default(), Selection::default());
    ///     Runs::from_csv("table", text.as_bytes(), &columns, &all)
    /// };
    /// let a = read("n_params,n_tokens,loss\n1e8,2e9,2.50\n2e8,4e9,2.25\n")?;
    /// let b = read("loss,n_tokens,n_params\n2.25,4e9,2e8\n2.5,2000000000,1e8\n")?;
    /// assert_eq!(a.rows_sha256(), b.rows_sha256());
    /// assert_ne!(a.source.sha256, b.source.sha256);
    /// # Ok::<(), offray::runs::InputError>(())
    /// ```
    pub fn rows_sha256(&self) -> String {
        let mut text = String::with_capacity(48 * self.rows.len());
        let mut hash = Sha256::new();
        for line in self.sorted(&mut text) {
            hash.update(line.as_bytes());
        }
        hexadecimal(&hash.finalize())
    }

    /// The lines that [`rows_sha256`](Runs::rows_sha256) hashes, without their
    /// line feeds.
    pub fn canonical_lines(&self) -> Vec<String> {
        let mut text = String::new();
        self.sorted(&mut text).iter().map(|line| line.trim_end().to_owned()).collect()
    }

    /// The canonical lines, sorted, written into `text`.
    fn sorted<'a>(&self, text: &'a mut String) -> Vec<&'a str> {
        let mut ends = Vec::with_capacity(self.rows.len());
        for run in &self.rows {
            write_row(text, run);
            ends.push(text.len());
        }
        let text: &'a str = text;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let mut lines: Vec<&str> = starts.zip(&ends).map(|(from, to)| &text[from..*to]).collect();
        lines.sort_unstable();
        lines
    }
}

fn write_row(text: &mut String, run: &Run) {
    write_exact(text, &run.n);
    text.push(',');
    write_exact(text, &run.d);
    text.push(',');
    write_exact(text, &run.loss);
    text.push(',');
    match &run.unique {
        Some(unique) => write_exact(text, unique),
        None => text.push('-'),
    }
    text.push(',');
    match &run.weight {
        Some(weight) => write_exact(text, weight),
        None => text.push('1'),
    }
    for other in &run.others {
        text.push(',');
        write_exact(text, other);
    }
    text.push('\n');
}

/// p/q in lowest terms, p where q = 1.
fn write_exact(text: &mut String, value: &Exact) {
    // Writing to a string cannot fail.
    let _ = match value.as_decimal() {
        Some((digits, exponent)) if (0..=60).contains(&exponent) => {
            write!(text, "{digits}{}", "0".repeat(exponent as usize))
        }
        Some((digits, exponent)) if (-38..0).contains(&exponent) => {
            let power = 10_i128.pow(exponent.unsigned_abs());
            let common = i128::from(digits).gcd(&power);
            let (p, q) = (i128::from(digits) / common, power / common);
            if q == 1 { write!(text, "{p}") } else { write!(text, "{p}/{q}") }
        }
        _ => write!(text, "{}", value.to_ratio()),
    };
}

/// SHA-256 in hexadecimal.
///
/// ```
/// assert!(offray::runs::sha256(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_agree_with_the_definition() {
        let third = &Exact::from(1) / &Exact::from(3);
        let texts = ["2.50", "1e8", "0.125", "1e-38", "7e-39", "1e61", "9223372036854775807e-20"];
        for value in texts.map(|t| t.parse::<Exact>().expect("a number")).iter().chain([&third]) {
            let mut text = String::new();
            write_exact(&mut text, value);
            assert_eq!(text, value.to_ratio().to_string());
        }
    }
}
