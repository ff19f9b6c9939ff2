//! Tables as CSV.

use std::io::{self, Read, Write};

use super::error::InputError;
use super::{Columns, Request, Run, Runs, Selection};
use crate::number::Exact;

impl Runs {
    /// Reads a table from CSV text.
    ///
    /// The first line is the header: `n_params,n_tokens,loss` and, if there,
    /// `unique_tokens`, `group`, `weight`, in any order and under other names
    /// if `columns` says so or the names say what they are; other columns are
    /// ignored. Numbers are decimals (or p/q) and are kept exactly. UTF-8 with or
    /// without byte order mark, lines ending with LF or CRLF, fields quoted or not,
    /// separated by commas, semicolons or tabs, spaces around numbers, blank lines and
    /// comments before the header are all fine.
    ///
    /// What `selection` leaves out is not read. `name` is what an error calls the
    /// input.
    pub fn from_csv(
        name: &str,
        input: impl Read,
        columns: &Columns,
        selection: &Selection,
    ) -> Result<Runs, InputError> {
        Runs::from_text(name, input, &Request::plain(columns, selection))
    }

    /// Writes the table as CSV, exactly: reading it again gives the same runs.
    /// A number that no decimal equals is written as p/q.
    pub fn write_csv(&self, output: impl Write) -> io::Result<()> {
        let has = |column: fn(&Run) -> bool| self.rows.iter().any(column);
        let unique = has(|run| run.unique.is_some());
        let group = has(|run| run.group.is_some());
        let weight = has(|run| run.weight.is_some());
        let mut writer = csv::Writer::from_writer(output);
        let optional = [(unique, "unique_tokens"), (group, "group"), (weight, "weight")];
        let names = optional.iter().filter(|(there, _)| *there).map(|(_, name)| *name);
        writer.write_record(["n_params", "n_tokens", "loss"].into_iter().chain(names))?;
        for run in &self.rows {
            for number in [&run.n, &run.d, &run.loss] {
                writer.write_field(number.to_string())?;
            }
            if unique {
                writer.write_field(run.unique_tokens().to_string())?;
            }
            if group {
                writer.write_field(self.group_of(run).unwrap_or_default())?;
            }
            if weight {
                let one = Exact::from(1);
                writer.write_field(run.weight.as_ref().unwrap_or(&one).to_string())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }
}
