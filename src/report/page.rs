//! A page: sections, paragraphs, tables; as text of 100 columns here, and what
//! the HTML pages are made of.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Width of a page in characters.
pub const WIDTH: usize = 100;

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
    /// [`WIDTH`] columns wide.
    fn default() -> Self {
        Page::of_width(WIDTH)
    }
}

impl Page {
    /// An empty page, so many columns wide.
    pub fn of_width(width: usize) -> Self {
        Page { blocks: Vec::new(), width }
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
                    text.push_str(&format!("{before}{title}\n{}\n", "─".repeat(self.width)));
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

/// Lines of at most [`WIDTH`] columns: text wrapped at spaces, following lines
/// indented by `hang`.
pub fn wrapped(text: &str, hang: usize) -> String {
    let mut page = Page::default();
    page.paragraph(text, hang);
    page.finish()
}

/// The column that may be wrapped where a table is too wide, by how much it has
/// to shrink: the widest one that holds words, if that leaves it readable.
fn wordy(header: &[String], rows: &[Vec<String>], most: usize) -> Option<(usize, usize)> {
    const READABLE: usize = 24;
    let length = |cell: &String| cell.chars().count();
    let widths: Vec<usize> = (0..header.len())
        .map(|i| rows.iter().filter_map(|r| r.get(i)).chain([&header[i]]).map(length).max())
        .map(|width| width.unwrap_or(0))
        .collect();
    let all = 1 + widths.iter().map(|w| w + 2).sum::<usize>();
    let excess = all.checked_sub(most).filter(|excess| *excess > 0)?;
    let words = |i: &usize| rows.iter().any(|r| r.get(*i).is_some_and(|c| c.contains(' ')));
    let widest = (0..widths.len()).filter(words).max_by_key(|i| widths[*i])?;
    let left = widths[widest].checked_sub(excess).filter(|left| *left >= READABLE)?;
    Some((widest, left + 2))
}

fn aligned(out: &mut String, header: &[String], left: usize, rows: &[Vec<String>], most: usize) {
    let mut table = Table::new();
    let wordy = wordy(header, rows, most);
    if wordy.is_some() {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(most as u16);
    }
    table.load_style(presets::NOTHING).set_header(header.to_vec());
    table.add_rows(rows.to_vec());
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if i == 0 { 2 } else { 1 }, 1));
        match wordy {
            Some((at, width)) if at == i => {
                let most = Width::Fixed(width as u16);
                column.set_constraint(ColumnConstraint::UpperBoundary(most));
            }
            _ if i >= left => {
                column.set_cell_alignment(CellAlignment::Right);
            }
            _ => {}
        }
    }
    for line in table.lines() {
        push_line(out, &line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn numbers_in_tables_line_up_at_the_right() {
        let mut page = Page::default();
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        page.table(&["name", "value"], 1, vec![row("A", "1"), row("beta", "1000000")]);
        let out = page.finish();
        let ends: Vec<usize> = out.lines().map(|l| l.chars().count()).collect();
        assert_eq!(ends, [ends[0]; 3]);
    }
}
