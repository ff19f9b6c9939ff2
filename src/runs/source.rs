//! Where a table comes from, and where each of its runs stands there.

use super::{Reading, Runs};

/// Where a table comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The names of a typed law that this table gives, N, D and U among them.
    pub inputs: Vec<String>,
    /// The file, as it was named; `standard input` for `-`; several with commas.
    pub name: String,
    /// SHA-256 of the file's bytes, in hexadecimal; of several files that of the
    /// lines of their own hashes.
    pub sha256: String,
    /// Rows in the file, before selection.
    pub rows: usize,
    /// The files, where there are several.
    pub files: Vec<String>,
    /// What was understood.
    pub reading: Reading,
    /// Where each run stands; empty where runs come from no file.
    pub origins: Vec<Origin>,
    /// Names that tell runs apart, where a column has them.
    pub runs: Vec<String>,
    /// Columns of settings, such as a learning rate.
    pub settings: Vec<String>,
    /// What tells the settings of each run apart, where there are such columns.
    pub setting_of: Vec<u64>,
    /// Sizes without losses, to predict for: what stands for the losses means nothing.
    pub unmeasured: bool,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Index into [`Source::files`].
    pub file: u32,
    /// The row there, as an editor counts.
    pub row: u32,
    /// Index into [`Source::runs`].
    pub run: Option<u32>,
}

impl Runs {
    /// A run as a reader finds it: `row 7`, `row 7 (wsd-70m-3)`, `row 7 of b.csv`; by its
    /// place among the runs where it comes from no file.
    pub fn label(&self, at: usize) -> String {
        let source = &self.source;
        let Some(origin) = source.origins.get(at).filter(|_| self.is_traced()) else {
            return format!("run {}", at + 1);
        };
        let file = match source.files.as_slice() {
            [_, _, ..] => source.files.get(origin.file as usize).map(|file| format!(" of {file}")),
            _ => None,
        };
        let name = origin.run.and_then(|run| source.runs.get(run as usize));
        let name = name.map(|name| format!(" ({})", super::shortened(name)));
        format!("row {}{}{}", origin.row, file.unwrap_or_default(), name.unwrap_or_default())
    }

    /// Whether it is known where each run stands.
    pub fn is_traced(&self) -> bool {
        self.source.origins.len() == self.rows.len()
    }

    /// The name of the training run that a row is of, where a column has it.
    pub fn run_name(&self, at: usize) -> Option<u32> {
        self.source.origins.get(at).filter(|_| self.is_traced())?.run
    }

    /// Keeps the marked rows, and what is known of each.
    pub(super) fn keep(&mut self, keep: &[bool]) {
        fn kept<T>(list: &mut Vec<T>, keep: &[bool]) {
            if list.len() == keep.len() {
                let mut marks = keep.iter();
                list.retain(|_| *marks.next().unwrap_or(&true));
            }
        }
        if keep.iter().all(|k| *k) {
            return;
        }
        kept(&mut self.rows, keep);
        kept(&mut self.source.origins, keep);
        kept(&mut self.source.setting_of, keep);
        self.rows.shrink_to_fit();
    }
}
