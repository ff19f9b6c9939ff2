//! A page: sections, paragraphs, tables; as text of 100 columns here, and what
//! the HTML pages are made of.

use std::sync::atomic::{AtomicUsize, Ordering};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Width of a page in characters, unless [`set_width`] says otherwise.
pub const WIDTH: usize = 100;
/// No page is narrower: numbers need room.
pub const NARROWEST: usize = 60;

/// The width of pages of this process.
static PRESENT: AtomicUsize = AtomicUsize::new(WIDTH);

/// Makes pages as wide as a terminal, from 60 to [`WIDTH`]: for a
/// command, once, before its first page.
pub fn set_width(columns: usize) {
    PRESENT.store(columns.clamp(NARROWEST, WIDTH), Ordering::Relaxed);
}

/// What is to be read, in order; laid out for a terminal or an appendix by
/// [`finish`](Self::finish).
#[derive(Clone, Debug)]
pub struct Page {
    blocks: Vec<Block>,
    width: usize,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title of what follows.
    Heading(String),
    /// A line as it is.
    Line(String),
    /// Words, to be wrapped: the first line after so many columns, the others
    /// after so many.
    Paragraph(String, usize, usize),
    /// A table; the columns after the first `left` hold numbers.
    Table {
        /// The head of each column.
        header: Vec<String>,
        /// Columns of words.
        left: usize,
        /// Rows of as many cells.
        rows: Vec<Vec<String>>,
    },
}

impl Default for Page {
    /// [`WIDTH`] columns wide, or what [`set_width`] said.
    fn default() -> Self {
        Page::of_width(PRESENT.load(Ordering::Relaxed))
    }
}

impl Page {
    /// An empty page, so many columns wide.
    pub fn of_width(width: usize) -> Self {
        Page { blocks: Vec::new(), width }
    }

    /// So many of `digits` as leave a table that fits [`WIDTH`] room on this page;
    /// 12 at least, where so many are asked.
    pub fn digits(&self, digits: usize) -> usize {
        let least = digits.min(12);
        digits.saturating_sub(WIDTH.saturating_sub(self.width)).max(least)
    }

    /// A line as it is, without spaces at its end.
    pub fn line(&mut self, text: &str) {
        self.blocks.push(Block::Line(text.into()));
    }

    /// A paragraph that begins `indent` columns in; following lines are
    /// indented by `hang` more.
    pub fn indented(&mut self, text: &str, indent: usize, hang: usize) {
        self.blocks.push(Block::Paragraph(text.into(), indent, indent + hang));
    }

    /// A heading, underlined, with an empty line before it.
    pub fn heading(&mut self, title: &str) {
        self.blocks.push(Block::Heading(title.into()));
    }

    /// A paragraph, wrapped at spaces; following lines are indented by `hang`.
    pub fn paragraph(&mut self, text: &str, hang: usize) {
        self.blocks.push(Block::Paragraph(text.into(), 0, hang));
    }

    /// A table with a header; the columns after the first `left` are aligned to
    /// the right.
    pub fn table(&mut self, header: &[&str], left: usize, rows: Vec<Vec<String>>) {
        let header = header.iter().map(|h| (*h).to_owned()).collect();
        self.blocks.push(Block::Table { header, left, rows });
    }

    /// Its parts.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text, ending in one line break.
    pub fn finish(self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Heading(title) => {
                    let before = if text.is_empty() { "" } else { "\n" };
                    text.push_str(before);
                    self.wrap(&mut text, title, 0, 2);
                    push_line(&mut text, &"─".repeat(self.width));
                }
                Block::Line(line) => push_line(&mut text, line),
                Block::Paragraph(words, start, hang) => {
                    self.wrap(&mut text, words, *start, *hang);
                }
                Block::Table { header, left, rows } => {
                    aligned(&mut text, header, *left, rows, self.width);
                }
            }
        }
        text
    }

    /// Words after `start` columns, following lines after `hang` columns.
    fn wrap(&self, out: &mut String, text: &str, start: usize, hang: usize) {
        let mut line = " ".repeat(start);
        let mut width = start;
        let mut begun = false;
        for word in text.split(' ') {
            let len = word.chars().count();
            if begun && width + 1 + len > self.width {
                push_line(out, &line);
                line = " ".repeat(hang);
                width = hang;
            } else if begun {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += len;
            begun = true;
        }
        push_line(out, &line);
    }
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Lines as wide as a page at most: text wrapped at spaces, following lines
/// indented by `hang`.
pub fn wrapped(text: &str, hang: usize) -> String {
    let mut page = Page::default();
    page.paragraph(text, hang);
    page.finish()
}

/// Where a table is too wide, the columns to narrow and their widths with the
/// space between them: the widest one that holds words alone, if that leaves it
/// readable; else all that hold words, the widest first, as far as their longest
/// word; in the last resort numbers are broken.
fn narrowed(header: &[String], rows: &[Vec<String>], most: usize) -> Vec<(usize, usize)> {
    const READABLE: usize = 24;
    const LEAST: usize = 6;
    let length = |text: &str| text.chars().count();
    let cells = |i: usize| rows.iter().filter_map(move |r| r.get(i)).chain([&header[i]]);
    let full: Vec<usize> =
        (0..header.len()).map(|i| cells(i).map(|c| length(c)).max().unwrap_or(0)).collect();
    let all = 1 + full.iter().map(|w| w + 2).sum::<usize>();
    let Some(mut excess) = all.checked_sub(most).filter(|excess| *excess > 0) else {
        return Vec::new();
    };
    let words = |i: &usize| rows.iter().any(|r| r.get(*i).is_some_and(|c| c.contains(' ')));
    let widest = (0..full.len()).filter(words).max_by_key(|i| full[*i]);
    if let Some(i) = widest.filter(|i| full[*i] >= READABLE + excess) {
        return vec![(i, full[i] - excess + 2)];
    }
    let longest = |i: usize| cells(i).flat_map(|c| c.split(' ')).map(length).max().unwrap_or(0);
    let floors = [(0..full.len()).map(longest).collect(), vec![LEAST; full.len()]];
    let mut widths = full.clone();
    for floor in &floors {
        while excess > 0 {
            let room = (0..widths.len()).filter(|i| widths[*i] > floor[*i]);
            let Some(i) = room.max_by_key(|i| widths[*i]) else { break };
            widths[i] -= 1;
            excess -= 1;
        }
    }
    let shrunk = (0..widths.len()).filter(|i| widths[*i] < full[*i]);
    shrunk.map(|i| (i, widths[i] + 2)).collect()
}

fn aligned(out: &mut String, header: &[String], left: usize, rows: &[Vec<String>], most: usize) {
    let mut table = Table::new();
    let narrow = narrowed(header, rows, most);
    if !narrow.is_empty() {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(most as u16);
    }
    table.load_style(presets::NOTHING).set_header(header.to_vec());
    table.add_rows(rows.to_vec());
    for (i, column) in table.column_iter_mut().enumerate() {
        let first = usize::from(i == 0);
        column.set_padding((1 + first as u16, 1));
        let width = narrow.iter().find(|(at, _)| *at == i).map(|(_, width)| *width);
        if let Some(width) = width {
            let most = Width::Fixed((width + first) as u16);
            column.set_constraint(ColumnConstraint::UpperBoundary(most));
        }
        // Words that are wrapped read from the left.
        let words = rows.iter().any(|r| r.get(i).is_some_and(|c| c.contains(' ')));
        if i >= left && !(width.is_some() && words && narrow.len() == 1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        push_line(out, &line);
    }
}

#[cfg(test)]
mod tests {
    use crate::report::text::page::*;

    #[test]
    fn paragraphs_wrap_at_the_width_and_lose_nothing() {
        let words: Vec<String> = (0..80).map(|i| format!("wörd{i}")).collect();
        let text = words.join(" ");
        let mut page = Page::default();
        page.paragraph(&text, 4);
        let out = page.finish();
        assert!(out.lines().all(|l| l.chars().count() <= WIDTH));
        assert!(out.lines().skip(1).all(|l| l.starts_with("    ")));
        assert_eq!(out.split_whitespace().collect::<Vec<_>>().join(" "), text);
    }

    #[test]
    fn a_table_that_is_too_wide_wraps_its_words_and_no_number() {
        let mut page = Page::default();
        let note = "a long remark ".repeat(12);
        let number = "1234567890".repeat(4);
        let row = vec!["A".to_owned(), number.clone(), note.trim().to_owned()];
        page.table(&["name", "value", "note"], 1, vec![row]);
        let out = page.finish();
        assert!(out.lines().all(|l| l.chars().count() <= WIDTH), "{out}");
        assert!(out.contains(&number), "{out}");
        assert_eq!(out.matches("remark").count(), 12);
    }

    #[test]
    fn no_table_is_wider_than_its_page() {
        let number = "0.123456789012345678901234567890";
        let row = |name: &str| -> Vec<String> {
            [name, "1.53 ± 0.80", "−0.03 to 3.10", "0 (open) to undecided", number]
                .map(String::from)
                .into()
        };
        let header = ["", "estimate ± s.e.", "95 % interval", "pseudo-profile", "optimum"];
        for width in [NARROWEST, 72, 80, WIDTH] {
            let mut page = Page::of_width(width);
            page.table(&header, 1, vec![row("A"), row("γ_N")]);
            let out = page.finish();
            assert!(out.lines().all(|l| l.chars().count() <= width), "{width}\n{out}");
            let bare: String = out.split_whitespace().collect();
            assert!(out.contains(number) || bare.len() >= 2 * number.len(), "{out}");
            assert_eq!(out.contains(number), width >= 80, "{width}\n{out}");
        }
    }

    #[test]
    fn numbers_in_tables_line_up_at_the_right() {
        let mut page = Page::default();
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        page.table(&["name", "value"], 1, vec![row("A", "1"), row("beta", "1000000")]);
        let out = page.finish();
        let ends: Vec<usize> = out.lines().map(|l| l.chars().count()).collect();
        assert_eq!(ends, [ends[0]; 3]);
    }
}
