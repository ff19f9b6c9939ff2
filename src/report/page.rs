//! A page of plain text: 100 columns, sections, paragraphs, tables.

use comfy_table::{CellAlignment, Table, presets};

/// Width of a page in characters.
pub const WIDTH: usize = 100;

/// Text laid out for a terminal or an appendix.
#[derive(Clone, Debug)]
pub struct Page {
    text: String,
    width: usize,
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
        Page { text: String::new(), width }
    }

    /// A line as it is, without spaces at its end.
    pub fn line(&mut self, text: &str) {
        self.push_line(text);
    }

    /// A paragraph that begins `indent` columns in; following lines are
    /// indented by `hang` more.
    pub fn indented(&mut self, text: &str, indent: usize, hang: usize) {
        self.wrapped(text, indent, indent + hang);
    }

    /// A heading, underlined, with an empty line before it.
    pub fn heading(&mut self, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(title);
        self.text.push('\n');
        self.text.push_str(&"─".repeat(self.width));
        self.text.push('\n');
    }

    /// A paragraph, wrapped at spaces; following lines are indented by `hang`.
    pub fn paragraph(&mut self, text: &str, hang: usize) {
        self.wrapped(text, 0, hang);
    }

    /// Words after `start` columns, following lines after `hang` columns.
    fn wrapped(&mut self, text: &str, start: usize, hang: usize) {
        let mut line = " ".repeat(start);
        let mut width = start;
        let mut begun = false;
        for word in text.split(' ') {
            let len = word.chars().count();
            if begun && width + 1 + len > self.width {
                self.push_line(&line);
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
        self.push_line(&line);
    }

    fn push_line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A table with a header; the columns after the first `left` are aligned to
    /// the right.
    pub fn table(&mut self, header: &[&str], left: usize, rows: Vec<Vec<String>>) {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header(header.to_vec());
        table.add_rows(rows);
        for (i, column) in table.column_iter_mut().enumerate() {
            column.set_padding((if i == 0 { 2 } else { 1 }, 1));
            if i >= left {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for line in table.lines() {
            self.push_line(&line);
        }
    }

    /// The text, ending in one line break.
    pub fn finish(self) -> String {
        self.text
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
    fn numbers_in_tables_line_up_at_the_right() {
        let mut page = Page::default();
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        page.table(&["name", "value"], 1, vec![row("A", "1"), row("beta", "1000000")]);
        let out = page.finish();
        let ends: Vec<usize> = out.lines().map(|l| l.chars().count()).collect();
        assert_eq!(ends, [ends[0]; 3]);
    }
}
