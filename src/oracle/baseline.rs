//! A score card held against an earlier one.

use serde::Serialize;
use serde_json::Value;

use super::{Card, Verdict};

/// A problem that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The problem.
    pub problem: String,
    /// Its verdict then.
    pub was: Verdict,
    /// And now.
    pub is: Verdict,
}

/// What changed since an earlier score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Baseline {
    /// What became worse.
    pub worse: Vec<Change>,
    /// What became better.
    pub better: Vec<Change>,
    /// Problems of this card that the earlier one does not have.
    pub new: Vec<String>,
}

impl Baseline {
    /// Holds a card against the object that `offray oracle score --json` printed.
    ///
    /// # Errors
    /// What the object lacks.
    pub fn of(card: &Card, earlier: &[u8]) -> Result<Self, String> {
        let object: Value = serde_json::from_slice(earlier)
            .map_err(|error| format!("is no JSON: {error}: write what 'score --json' printed"))?;
        let problems = object["problems"].as_array().filter(|_| object["schema"] == SCHEMA);
        let problems =
            problems.ok_or("is no score: write what 'offray oracle score --json' printed")?;
        let was = |name: &str| {
            let entry = problems.iter().find(|p| p["problem"] == name)?;
            let verdict = entry["verdict"].as_str()?;
            Verdict::ALL.into_iter().find(|v| v.name() == verdict)
        };
        let mut found = Baseline::default();
        for score in &card.scores {
            let Some(was) = was(&score.problem) else {
                found.new.push(score.problem.clone());
                continue;
            };
            let change = Change { problem: score.problem.clone(), was, is: score.verdict };
            match score.verdict.rank().cmp(&was.rank()) {
                std::cmp::Ordering::Less => found.worse.push(change),
                std::cmp::Ordering::Greater => found.better.push(change),
                std::cmp::Ordering::Equal => {}
            }
        }
        Ok(found)
    }
}

/// The schema of a score.
pub const SCHEMA: &str = "offray.score/1";
