//! What was understood of a table, to be said in one line.

use serde_json::{Value, json};

/// What was understood of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Which column is what, in the order n, d, loss, ….
    pub columns: Vec<ColumnRead>,
    /// How the text is written, where not as usual.
    pub dialect: Vec<String>,
    /// Which parameters N counts, where that was said.
    pub counts: Option<String>,
    /// What became of rows: left out, chosen among, counted once.
    pub rows: Vec<String>,
    /// Rows that repeat another in every cell, and were counted once.
    pub repeated: usize,
    /// What the best of several rows was taken over.
    pub best_per: Option<String>,
}

/// One column that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// `n`, `d`, `loss`, `unique`, `group`, `weight`.
    pub role: &'static str,
    /// Where it comes from: a column, a formula, with its unit.
    pub from: String,
    /// Other columns that it might have been and is not.
    pub instead_of: Vec<String>,
    /// Whether it is the column's usual name and nothing was done to it.
    pub usual: bool,
}

impl Reading {
    /// Whether the table is one whose columns have their usual names, of which
    /// nothing was left out: there is nothing to say.
    pub fn is_plain(&self) -> bool {
        let usual = self.columns.iter().all(|c| c.usual && c.instead_of.is_empty());
        usual && self.dialect.is_empty() && self.counts.is_none() && self.rows.is_empty()
    }

    /// One sentence; none where there is nothing to say.
    pub fn text(&self) -> Option<String> {
        if self.is_plain() {
            return None;
        }
        let column = |c: &ColumnRead| {
            let instead = match c.instead_of.as_slice() {
                [] => String::new(),
                others => format!(" (not {})", others.join(", ")),
            };
            format!("{} = {}{instead}", c.role, c.from)
        };
        let columns: Vec<String> = self.columns.iter().map(column).collect();
        let mut parts = vec![format!("Read {}", columns.join(", "))];
        if !self.dialect.is_empty() {
            parts.push(self.dialect.join(", "));
        }
        parts.extend(self.counts.as_ref().map(|what| format!("N counts {what} parameters")));
        parts.extend(self.rows.iter().cloned());
        Some(format!("{}.", parts.join("; ")))
    }

    /// The same for machines.
    pub fn to_json(&self) -> Value {
        let columns: serde_json::Map<String, Value> =
            self.columns.iter().map(|c| (c.role.to_owned(), json!(c.from))).collect();
        json!({
            "columns": columns,
            "dialect": self.dialect,
            "n_counts": self.counts,
            "rows": self.rows,
            "repeated": self.repeated,
            "text": self.text(),
        })
    }
}
