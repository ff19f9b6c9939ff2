//! Which of several rows are kept: one of those that are equal, the best of a
//! sweep, the last of a history.

use std::collections::HashMap;

use super::Run;

/// Unsets all but the first of the rows that are equal in every cell; how many.
///
/// `prints` tell rows apart; of those that share one N, D and L are compared.
pub(super) fn repeats(rows: &[Run], prints: &[u64], keep: &mut [bool]) -> usize {
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_unstable_by_key(|i| (prints[*i as usize], *i));
    let mut repeated = 0;
    for same in order.chunk_by(|a, b| prints[*a as usize] == prints[*b as usize]) {
        for (i, at) in same.iter().enumerate().skip(1) {
            let earlier = same[..i].iter();
            let equal = earlier.filter(|other| keep[**other as usize]).any(|other| {
                let (a, b) = (&rows[*other as usize], &rows[*at as usize]);
                a == b
            });
            if equal {
                keep[*at as usize] = false;
                repeated += 1;
            }
        }
    }
    repeated
}

/// What rows of one kind share.
pub(super) struct Keys<'a>(&'a [u64]);

impl<'a> Keys<'a> {
    /// None where no key was asked for.
    pub fn of(keys: &'a [u64]) -> Option<Self> {
        (!keys.is_empty()).then_some(Keys(keys))
    }

    /// Keeps the row of each kind that is before the others.
    fn one_each(&self, keep: &mut [bool], before: impl Fn(usize, usize) -> bool) -> (usize, usize) {
        let mut chosen: HashMap<u64, usize> = HashMap::new();
        let all = keep.iter().filter(|kept| **kept).count();
        for at in (0..keep.len()).filter(|at| keep[*at]) {
            let held = chosen.entry(self.0[at]).or_insert(at);
            if before(at, *held) {
                *held = at;
            }
        }
        keep.fill(false);
        chosen.values().for_each(|at| keep[*at] = true);
        (chosen.len(), all)
    }

    /// The lowest loss of each kind, of equal ones the first.
    pub fn best(&self, rows: &[Run], per: &[String], keep: &mut [bool]) -> String {
        let (kept, all) = self.one_each(keep, |a, b| rows[a].loss < rows[b].loss);
        format!(
            "of {all} rows the lowest loss for each {}: {kept}, which are biased low",
            per.join(", ")
        )
    }

    /// The most tokens of each kind, of equal ones the last.
    pub fn last(&self, rows: &[Run], per: &[String], keep: &mut [bool]) -> String {
        let (kept, all) = self.one_each(keep, |a, b| rows[a].d >= rows[b].d);
        format!("of {all} rows the last of each {}: {kept}", per.join(", "))
    }
}

/// Rows that were left out because something is missing.
pub(super) fn dropped(rows: &[(String, String)]) -> String {
    const LISTED: usize = 8;
    let mut columns: Vec<&str> = Vec::new();
    for (_, column) in rows {
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    let listed: Vec<&str> = rows.iter().take(LISTED).map(|(row, _)| row.as_str()).collect();
    let more = match rows.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (word, these) = if rows.len() == 1 { ("row", "row") } else { ("rows", "rows") };
    format!(
        "{} {word} without {} left out ({these} {}{more})",
        rows.len(),
        columns.join(", "),
        listed.join(", ")
    )
}
