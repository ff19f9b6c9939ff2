//! Which dialect of separated values a text is in, from how it begins.

use super::error::Problem;

/// How much of a text is looked at.
pub(super) const LOOK: usize = 1 << 16;

/// How a text separates fields and writes decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub separator: u8,
    pub decimal_comma: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect { separator: b',', decimal_comma: false }
    }
}

impl Dialect {
    /// What is to be said of it; nothing of the usual one.
    pub fn describe(self) -> Vec<String> {
        let separator = match self.separator {
            b'\t' => Some("tab-separated".into()),
            b',' => None,
            other => Some(format!("{}-separated", other as char)),
        };
        let decimal = self.decimal_comma.then(|| "decimal comma".to_owned());
        separator.into_iter().chain(decimal).collect()
    }

    /// Looks at the beginning of a text; `whole` says that there is no more.
    pub fn of(start: &[u8], whole: bool) -> Result<Dialect, Problem> {
        let text = String::from_utf8_lossy(start);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut lines: Vec<&str> = text.split(['\n', '\r']).collect();
        if !whole && lines.len() > 1 {
            // The last line may be cut.
            lines.pop();
        }
        let content = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
        let lines: Vec<&str> = lines.into_iter().filter(content).collect();
        let Some(header) = lines.first() else { return Ok(Dialect::default()) };
        if header.trim_start().starts_with('|') && lines.get(1).is_some_and(|l| is_rule(l)) {
            return Err(Problem::Markdown);
        }
        let separator = separator(&lines);
        if separator == b',' {
            let spaced = header.split_whitespace().count();
            let bare = |line: &&&str| !line.contains([',', '"']);
            if spaced > 1
                && lines.iter().all(|l| bare(&l))
                && lines.len() > 1
                && lines.iter().skip(1).all(|l| l.split_whitespace().count() == spaced)
                && lines[1].split_whitespace().any(is_number)
            {
                return Err(Problem::Separator("spaces"));
            }
        }
        let mut fields = Fields::by(separator);
        let rows: Vec<Vec<String>> = lines.iter().skip(1).map(|line| fields.of(line)).collect();
        Ok(Dialect { separator, decimal_comma: decimal_comma(&rows)? })
    }
}

/// `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The separator of a header: a tab, a semicolon or a bar where the header has one
/// and the first rows have as many; else a comma.
fn separator(lines: &[&str]) -> u8 {
    let agrees = |separator: &u8| {
        let mut fields = Fields::by(*separator);
        let mut count = |line: &str| fields.of(line).len();
        let there = count(lines[0]);
        let rows: Vec<&str> = lines.iter().skip(1).take(20).copied().collect();
        there > 1 && rows.iter().filter(|line| count(line) == there).count() * 2 >= rows.len()
    };
    let heads = |separator| Fields::by(separator).of(lines[0]).len();
    // A header that commas split is one of commas, whatever its names hold.
    let commas = agrees(&b',') && heads(b',') >= heads(b';');
    let others = [b'\t', b';', b'|'].into_iter();
    let others = others.filter(|s| !commas || *s == b'\t');
    others.into_iter().find(agrees).unwrap_or(b',')
}

/// Reads lines one at a time, quotation marks respected. Its table of states takes longer to make
/// than a line to read, so one serves many lines.
struct Fields(csv_core::Reader);

impl Fields {
    fn by(separator: u8) -> Self {
        Fields(csv_core::ReaderBuilder::new().delimiter(separator).build())
    }

    fn of(&mut self, line: &str) -> Vec<String> {
        self.0.reset();
        let line = format!("{line}\n");
        let (mut text, mut ends) = (vec![0; line.len()], vec![0; line.len() + 1]);
        let (_, _, _, count) = self.0.read_record(line.as_bytes(), &mut text, &mut ends);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let field = |(from, to): (usize, usize)| String::from_utf8_lossy(&text[from..to]);
        starts.zip(ends[..count].iter().copied()).map(field).map(|f| f.trim().to_owned()).collect()
    }
}

/// Whether commas stand for decimal points: where a cell is `3,14`, which nothing
/// else can be. `1,234` can be either: where all are such, it is asked.
fn decimal_comma(rows: &[Vec<String>]) -> Result<bool, Problem> {
    let (mut sure, mut open, mut thousands) = (false, None, false);
    for cell in rows.iter().flatten() {
        let body = cell.strip_prefix(['-', '+']).unwrap_or(cell);
        let (mantissa, _) = body.split_once(['e', 'E']).unwrap_or((body, ""));
        if !is_number(&cell.replace(',', "")) || !mantissa.contains(',') {
            continue;
        }
        let groups: Vec<&str> = mantissa.split(',').collect();
        match groups.as_slice() {
            [whole, fraction] if !mantissa.contains('.') => {
                let three = fraction.len() == 3 && !whole.starts_with('0') && whole.len() <= 3;
                match three && mantissa == body {
                    true => open = open.or(Some(cell)),
                    false => sure = true,
                }
            }
            _ => thousands = true,
        }
    }
    match (sure, open, thousands) {
        (true, _, false) => Ok(true),
        (true, _, true) | (false, _, true) | (false, None, false) => Ok(false),
        (false, Some(cell), false) => Err(Problem::EitherDecimal(super::shortened(cell))),
    }
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_apart() {
        let of = |text: &str| Dialect::of(text.as_bytes(), true);
        let is = |separator, decimal_comma| Ok(Dialect { separator, decimal_comma });
        assert_eq!(of("a,b\n1.5,2\n"), is(b',', false));
        assert_eq!(of("a;b\n1,5;2\n"), is(b';', true));
        assert_eq!(of("# note; with; marks\na;b\n1.5;2\n"), is(b';', false));
        assert_eq!(of("a\tb\n1,25\t2\n"), is(b'\t', true));
        assert_eq!(of("a,b;c\n1,2\n"), is(b',', false));
        assert_eq!(of("a,b\n\"1,5\",2\n"), is(b',', true));
        assert_eq!(of("a;b\n1,234;2\n"), Err(Problem::EitherDecimal("1,234".into())));
        assert_eq!(of("a;b\n1,234,567;2\n"), is(b';', false));
        assert_eq!(of("| a | b |\n|---|---|\n| 1 | 2 |\n"), Err(Problem::Markdown));
        assert_eq!(of("a b\n1 2\n"), Err(Problem::Separator("spaces")));
        assert_eq!(of(""), is(b',', false));
    }
}
