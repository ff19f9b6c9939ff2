//! Which runs of a table are meant.

use std::str::FromStr;

use super::columns::{OptionError, pairs};
use super::error::Problem;
use super::error::suggestion;
use super::{Run, Runs};
use crate::number::Exact;

/// A selection of runs: by group, by tokens per parameter. Several groups, or
/// several ratios, are alternatives; a group and a ratio must both hold.
///
/// ```
/// use offray::runs::Selection;
/// let chosen: Selection = "group=c4,k=20,k=100:200".parse()?;
/// assert_eq!((chosen.groups.len(), chosen.ratios.len()), (1, 2));
/// # Ok::<(), offray::runs::OptionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Groups to keep; all if empty.
    pub groups: Vec<String>,
    /// Ratios k = D/N to keep; all if empty.
    pub ratios: Vec<Ratio>,
}

/// A condition on k = D/N.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ratio {
    /// On the ray of that k: |ln(D/(kN))| ≤ 0.025, half of the greatest width
    /// that a ray may have.
    Ray(Exact),
    /// low ≤ D/N ≤ high, exactly.
    Between(Exact, Exact),
}

/// Half the greatest width of a ray in ln k.
const HALF_WIDTH: f64 = 0.025;

impl Ratio {
    fn holds(&self, run: &Run) -> bool {
        match self {
            Ratio::Ray(k) => {
                let (n, d, k) = (run.n.to_f64(), run.d.to_f64(), k.to_f64());
                (libm::log(d) - libm::log(n) - libm::log(k)).abs() <= HALF_WIDTH
            }
            Ratio::Between(low, high) => &run.n * low <= run.d && run.d <= &run.n * high,
        }
    }
}

impl FromStr for Ratio {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        let bad = |problem: &str| OptionError::Value {
            given: format!("k={text}"),
            problem: format!("{problem}: write k=20, or k=15:25 for a range"),
        };
        let positive = |part: &str| match part.parse::<Exact>() {
            Ok(k) if k.signum() > 0 => Ok(k),
            Ok(_) => Err(bad("not positive")),
            Err(error) => Err(bad(&error.to_string())),
        };
        match text.split_once(':') {
            None => positive(text).map(Ratio::Ray),
            Some((low, high)) => {
                let (low, high) = (positive(low)?, positive(high)?);
                if low > high {
                    return Err(bad("an empty range"));
                }
                Ok(Ratio::Between(low, high))
            }
        }
    }
}

impl FromStr for Selection {
    type Err = OptionError;

    /// `group=NAME,k=20,k=15:25`; a pair with a comma in it goes in quotation
    /// marks, as in CSV.
    fn from_str(text: &str) -> Result<Self, OptionError> {
        let mut selection = Selection::default();
        for (key, value) in pairs(text)? {
            match key.as_str() {
                "group" => selection.groups.push(value),
                "k" => selection.ratios.push(value.parse()?),
                _ => {
                    let mend = suggestion(&key, "keys", ["group", "k"]);
                    return Err(OptionError::Key { given: key, mend });
                }
            }
        }
        Ok(selection)
    }
}

impl Selection {
    /// Whether it keeps every run.
    pub fn is_all(&self) -> bool {
        self.groups.is_empty() && self.ratios.is_empty()
    }

    /// Adds the conditions of another selection as alternatives of each kind.
    pub fn extend(&mut self, other: Selection) {
        self.groups.extend(other.groups);
        self.ratios.extend(other.ratios);
    }

    /// As it would be typed.
    fn describe(&self) -> String {
        let groups = self.groups.iter().map(|g| format!("group={g}"));
        let ratios = self.ratios.iter().map(|r| match r {
            Ratio::Ray(k) => format!("k={k}"),
            Ratio::Between(low, high) => format!("k={low}:{high}"),
        });
        groups.chain(ratios).collect::<Vec<_>>().join(",")
    }

    /// Keeps the selected runs; `group_column` is the name to complain about.
    pub(super) fn apply(&self, runs: &mut Runs, group_column: &str) -> Result<(), Problem> {
        if self.is_all() {
            return Ok(());
        }
        if !self.groups.is_empty() && runs.groups.is_empty() {
            return Err(Problem::NoGroups(group_column.into()));
        }
        let mut kept = vec![self.groups.is_empty(); runs.groups.len()];
        for given in &self.groups {
            let known = || runs.groups.iter().map(String::as_str);
            let at = known().position(|g| g == given).ok_or_else(|| Problem::UnknownGroup {
                given: given.clone(),
                mend: suggestion(given, "groups", known().collect::<Vec<_>>()),
            })?;
            kept[at] = true;
        }
        let in_group = |run: &Run| match run.group {
            Some(group) => kept[group as usize],
            None => self.groups.is_empty(),
        };
        let in_ratio =
            |run: &Run| self.ratios.is_empty() || self.ratios.iter().any(|r| r.holds(run));
        let left = runs.rows.iter().filter(|run| in_group(run) && in_ratio(run)).take(2).count();
        if left < 2 {
            let (selected, there) = (self.describe(), what_is_there(runs));
            return Err(match left {
                0 => Problem::NothingSelected { selected, there },
                _ => Problem::OneSelected { selected, there },
            });
        }
        let keep: Vec<bool> = runs.rows.iter().map(|run| in_group(run) && in_ratio(run)).collect();
        runs.keep(&keep);
        Ok(())
    }
}

/// The ratios and the groups of a table, for somebody whose selection missed.
fn what_is_there(runs: &Runs) -> String {
    let ratios = || runs.rows.iter().map(|run| run.d.to_f64() / run.n.to_f64());
    let lowest = ratios().fold(f64::INFINITY, f64::min);
    let highest = ratios().fold(0.0, f64::max);
    // Four significant digits, without an exponent.
    let short = |k: f64| format!("{k:.3e}").parse().unwrap_or(k);
    let ratios = match runs.rows.is_empty() {
        true => "no run is of that group".to_owned(),
        false => format!("k = D/N runs from {} to {}", short(lowest), short(highest)),
    };
    match runs.groups.is_empty() {
        true => ratios,
        false => {
            let known = runs.groups.iter().map(String::as_str);
            format!("{ratios}, {}", suggestion("", "groups", known.collect::<Vec<_>>()))
        }
    }
}
