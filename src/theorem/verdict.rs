//! From evidence to a verdict.

use std::fmt;

use super::evidence::{Check, Mend, Reach, Standing};
use crate::number::Truth;

/// What becomes of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Machine-checked for every case, and the numbers agree.
    Proved,
    /// Every check is an interval enclosure over a stated box.
    Certified,
    /// Agrees at high precision on the stated cases; not a proof.
    Confirmed,
    /// The corrected statement holds; a clause as printed does not.
    Corrected,
    /// A certified counterexample.
    Refuted,
    /// Some check could not be decided, or nothing was checked.
    Undecided,
}

impl Verdict {
    /// All of them, the best first.
    pub const ALL: [Verdict; 6] = [
        Verdict::Proved,
        Verdict::Certified,
        Verdict::Confirmed,
        Verdict::Corrected,
        Verdict::Refuted,
        Verdict::Undecided,
    ];

    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Proved => "proved",
            Verdict::Certified => "certified",
            Verdict::Confirmed => "confirmed",
            Verdict::Corrected => "confirmed with correction",
            Verdict::Refuted => "refuted",
            Verdict::Undecided => "undecided",
        }
    }

    /// The verdict in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Corrected => "confirmed-with-correction",
            other => other.words(),
        }
    }

    /// The verdict that checks come to, with the line that says why: the
    /// counterexample, the correction, or what is not decided.
    ///
    /// In this order: a part of the statement as checked that is false refutes
    /// it, one that is unknown leaves it undecided; a clause as printed that is
    /// false either has a correction, which then stands confirmed, or refutes
    /// the statement; what is left is proved where lemmas cover it, certified
    /// where every check reaches over a box, and otherwise confirmed.
    pub fn of(checks: &[Check], proved: bool) -> (Verdict, Option<String>) {
        let core = || checks.iter().filter(|c| c.standing == Standing::Statement);
        let printed = || checks.iter().filter(|c| c.standing != Standing::Statement);
        let undecided = |c: &Check| (Verdict::Undecided, Some(format!("undecided: {}", c.what)));
        if checks.is_empty() {
            return (Verdict::Undecided, Some("nothing was checked".into()));
        }
        if let Some(wrong) = core().find(|c| c.truth == Truth::False) {
            return (Verdict::Refuted, Some(wrong.against()));
        }
        if let Some(open) = core().find(|c| c.truth == Truth::Unknown) {
            return undecided(open);
        }
        let mut corrections = Vec::new();
        for clause in printed().filter(|c| c.truth == Truth::False) {
            match &clause.standing {
                Standing::Printed(Mend::Refutes(instead)) => {
                    return (Verdict::Refuted, Some(format!("{}; {instead}", clause.against())));
                }
                Standing::Printed(Mend::Correction(text)) if !corrections.contains(text) => {
                    corrections.push(text.clone());
                }
                _ => {}
            }
        }
        if !corrections.is_empty() {
            return (Verdict::Corrected, Some(corrections.join("; ")));
        }
        if let Some(open) = printed().find(|c| c.truth == Truth::Unknown) {
            return undecided(open);
        }
        let certified = checks.iter().all(|c| c.reach == Reach::Box);
        let verdict = match (proved, certified) {
            (true, _) => Verdict::Proved,
            (false, true) => Verdict::Certified,
            (false, false) => Verdict::Confirmed,
        };
        (verdict, None)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theorem::Evidence;

    fn verdict(make: impl Fn(&mut Evidence)) -> (Verdict, Option<String>) {
        let mut evidence = Evidence::new("a test", 64);
        make(&mut evidence);
        Verdict::of(&evidence.checks, false)
    }

    #[test]
    fn false_refutes_unknown_is_undecided_and_printed_clauses_are_mended() {
        let correction = || Mend::Correction("a factor 2".into());
        for (expected, truths) in [
            (Verdict::Confirmed, [Truth::True, Truth::True]),
            (Verdict::Corrected, [Truth::True, Truth::False]),
            (Verdict::Undecided, [Truth::True, Truth::Unknown]),
            (Verdict::Undecided, [Truth::Unknown, Truth::False]),
            (Verdict::Refuted, [Truth::False, Truth::True]),
            (Verdict::Refuted, [Truth::False, Truth::Unknown]),
        ] {
            let (found, _) = verdict(|e| {
                e.holds("the statement", truths[0]);
                e.holds("as printed", truths[1]).printed(correction());
            });
            assert_eq!(found, expected, "{truths:?}");
        }
        let (found, note) = verdict(|e| {
            e.holds("as printed", Truth::False).printed(Mend::Refutes("it is 3".into()));
        });
        assert_eq!(found, Verdict::Refuted);
        assert_eq!(note.as_deref(), Some("as printed: false; it is 3"));
        assert_eq!(verdict(|_| {}).0, Verdict::Undecided);
    }

    #[test]
    fn proofs_and_boxes_raise_what_holds_and_nothing_else() {
        let mut evidence = Evidence::new("a test", 64);
        evidence.holds("over a box", Truth::True).over_a_box();
        assert_eq!(Verdict::of(&evidence.checks, false).0, Verdict::Certified);
        assert_eq!(Verdict::of(&evidence.checks, true).0, Verdict::Proved);
        evidence.holds("at a point", Truth::True);
        assert_eq!(Verdict::of(&evidence.checks, false).0, Verdict::Confirmed);
        evidence.holds("wrong", Truth::False);
        assert_eq!(Verdict::of(&evidence.checks, true).0, Verdict::Refuted);
    }
}
