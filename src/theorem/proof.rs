//! Where a lemma is proved and what it says, word for word: the pins that the
//! gate of the proofs holds to the kernel, and the list of lines that it writes.

use super::Lemma;

const PINS: &str = include_str!("../../proofs/Pins.v");
const LINES: &str = include_str!("../../proofs/lemmas.tsv");

/// A machine-checked proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The statement in Rocq, as `proofs/Pins.v` has it, without the indentation
    /// of its first line.
    pub statement: String,
    /// The file, from the root of the project.
    pub file: String,
    /// The line on which the lemma is stated.
    pub line: usize,
}

impl Proof {
    /// `proofs/Twin.v, line 40`.
    pub fn place(&self) -> String {
        format!("{}, line {}", self.file, self.line)
    }
}

impl Lemma {
    /// Its proof.
    ///
    /// ```
    /// use offray::theorem::statement;
    /// let lemma = statement("P1")?.lemmas[0];
    /// let proof = lemma.proof();
    /// assert_eq!(lemma.name, "P1_det");
    /// assert_eq!(proof.file, "proofs/Parallel.v");
    /// assert!(proof.statement.contains("pair_det l f g = dot l f f"), "{}", proof.statement);
    /// # Ok::<(), offray::theorem::UnknownStatement>(())
    /// ```
    pub fn proof(&self) -> Proof {
        let statement = pinned(PINS, self.name).expect("every lemma named is pinned");
        let place = LINES.lines().find_map(|line| {
            let mut parts = line.split('\t');
            let own = parts.next() == Some(self.name);
            own.then(|| Some((parts.next()?, parts.next()?.parse().ok()?)))?
        });
        let (file, line) = place.expect("proofs/lemmas.tsv lists every pinned lemma");
        Proof { statement, file: format!("proofs/{file}"), line }
    }
}

/// The statement of a pin, its lines moved to the left together.
fn pinned(pins: &str, name: &str) -> Option<String> {
    let (_, rest) = pins.split_once(&format!("\nDefinition pin_{name} :\n"))?;
    let (statement, _) = rest.split_once(&format!("\n  := @{name}."))?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = statement.lines().map(indent).min()?;
    Some(statement.lines().map(|line| &line[least..]).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theorem::STATEMENTS;

    /// The list of lines and the statements are those of the sources.
    #[test]
    fn every_proof_is_where_it_is_said_to_be() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for lemma in STATEMENTS.iter().flat_map(|s| s.lemmas) {
            let proof = lemma.proof();
            let source = std::fs::read_to_string(root.join(&proof.file)).expect("a source");
            let line = source.lines().nth(proof.line - 1).expect("a line");
            let mut words = line.split([' ', ':']);
            let kind = words.next().expect("a word");
            assert!(["Lemma", "Theorem", "Corollary"].contains(&kind), "{}: {line}", lemma.name);
            assert_eq!(words.next(), Some(lemma.name), "{}", proof.place());
            assert!(!proof.statement.contains(":= @"), "{}: {}", lemma.name, proof.statement);
        }
    }

    #[test]
    fn a_statement_keeps_its_shape() {
        let pins = "\nDefinition pin_a :\n  forall x : R,\n    0 < x\n  := @a.\n";
        assert_eq!(pinned(pins, "a").as_deref(), Some("forall x : R,\n  0 < x"));
        assert_eq!(pinned(pins, "b"), None);
    }
}
