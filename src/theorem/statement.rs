//! What a statement is, and how one is found by its id.

use super::{Evidence, STATEMENTS, Verdict};
use crate::law::Law;
use crate::runs::nearest;

/// A statement of the theory.
#[derive(Debug)]
pub struct Statement {
    /// The name that code, tests, proofs and documentation share: `P1`, `X3`.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What it says, in words.
    pub words: &'static str,
    /// What it says, in symbols.
    pub symbols: &'static str,
    /// Ids of the laws that it is checked for one by one; empty where it speaks
    /// of none, or of all of them at once.
    pub laws: &'static [&'static str],
    /// The machine-checked lemmas behind it.
    pub lemmas: &'static [Lemma],
    /// The verdict on record, per law (`""` where [`laws`](Self::laws) is empty).
    pub recorded: &'static [(&'static str, Verdict)],
    /// Runs it for one of its laws, or for none where it has none.
    pub check: fn(Option<&Law>, &Settings) -> Evidence,
}

/// A lemma in `proofs/`, restated in `proofs/Pins.v` as `pin_NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lemma {
    /// Its name.
    pub name: &'static str,
    /// The id of the law that it is about; `""` for every law.
    pub law: &'static str,
    /// Whether it, with the other lemmas marked so for the law, covers the whole
    /// statement as it is checked; otherwise it proves a part.
    pub whole: bool,
}

impl Lemma {
    /// A lemma that proves a part of the statement, for every law.
    pub const fn part(name: &'static str) -> Self {
        Lemma { name, law: "", whole: false }
    }

    /// A lemma that proves the statement (with the others marked so).
    pub const fn whole(name: &'static str) -> Self {
        Lemma { name, law: "", whole: true }
    }

    /// The same, for one law only.
    pub const fn of(self, law: &'static str) -> Self {
        Lemma { law, ..self }
    }
}

/// How statements are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Working precision in bits; raised where cancellation asks for more.
    pub bits: u32,
    /// Seed of every random choice.
    pub seed: u64,
    /// More cases, more refits.
    pub thorough: bool,
}

impl Default for Settings {
    /// 256 bits, seed 0, the ordinary number of cases.
    fn default() -> Self {
        Settings { bits: 256, seed: 0, thorough: false }
    }
}

impl Settings {
    /// `usual` cases, or `thorough` ones where they are asked for.
    pub fn cases(&self, usual: usize, thorough: usize) -> usize {
        if self.thorough { thorough } else { usual }
    }
}

/// No statement has this id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown statement '{given}': {hint}(statements: {known})")]
pub struct UnknownStatement {
    given: String,
    hint: String,
    known: String,
}

/// The statement of that id, letter case aside.
///
/// ```
/// use offray::theorem::statement;
/// assert_eq!(statement("p1")?.id, "P1");
/// let error = statement("X33").unwrap_err().to_string();
/// assert!(error.starts_with("unknown statement 'X33': did you mean 'X3'?"), "{error}");
/// # Ok::<(), offray::theorem::UnknownStatement>(())
/// ```
pub fn statement(id: &str) -> Result<&'static Statement, UnknownStatement> {
    let found = STATEMENTS.iter().find(|s| s.id.eq_ignore_ascii_case(id.trim()));
    found.copied().ok_or_else(|| {
        let ids = || STATEMENTS.iter().map(|s| s.id);
        let near = nearest(id, ids()).or_else(|| closest(id, ids()));
        UnknownStatement {
            given: id.to_owned(),
            hint: near.map_or_else(String::new, |n| format!("did you mean '{n}'? ")),
            known: ids().collect::<Vec<_>>().join(", "),
        }
    })
}

/// Ids are too short for a likeness of words: the one that fewest edits reach.
fn closest<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let id = id.trim().to_uppercase();
    ids.map(|known| (strsim::damerau_levenshtein(known, &id), known))
        .filter(|(edits, known)| *edits <= known.len() / 2 + 1)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, known)| known)
}

impl Statement {
    /// The verdict on record for a law.
    pub fn recorded_for(&self, law: Option<&Law>) -> Option<Verdict> {
        let id = law.map_or("", |law| law.about().id);
        self.recorded.iter().find(|(known, _)| *known == id).map(|(_, verdict)| *verdict)
    }

    /// The lemmas about a law.
    pub fn lemmas_for(&self, law: Option<&Law>) -> Vec<Lemma> {
        let id = law.map_or("", |law| law.about().id);
        self.lemmas.iter().filter(|l| l.law.is_empty() || l.law == id).copied().collect()
    }

    /// Whether lemmas cover the whole statement for a law.
    pub fn proved_for(&self, law: Option<&Law>) -> bool {
        self.lemmas_for(law).iter().any(|lemma| lemma.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lemma_named_is_pinned() {
        let pins = include_str!("../../proofs/Pins.v");
        for statement in STATEMENTS {
            for lemma in statement.lemmas {
                let pin = format!("Definition pin_{} :", lemma.name);
                assert!(pins.contains(&pin), "{}: no {pin} in proofs/Pins.v", statement.id);
                let law = lemma.law;
                assert!(law.is_empty() || statement.laws.contains(&law), "{} {law}", lemma.name);
            }
        }
    }

    #[test]
    fn ids_laws_and_recorded_verdicts_fit_together() {
        let mut ids: Vec<&str> = STATEMENTS.iter().map(|s| s.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), STATEMENTS.len());
        for statement in STATEMENTS {
            let recorded: Vec<&str> = statement.recorded.iter().map(|r| r.0).collect();
            let expected = if statement.laws.is_empty() { &[""] } else { statement.laws };
            assert_eq!(recorded, expected, "{}", statement.id);
            for law in statement.laws {
                assert!(Law::named(law).is_ok(), "{}: {law}", statement.id);
            }
        }
    }
}
