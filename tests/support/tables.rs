//! The shipped tables of runs, and fixtures about fits to them.

use std::path::{Path, PathBuf};

use offray::runs::{Runs, Selection};
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Rows of `fixtures/runs/NAME.csv`: of these groups, or all where none is named.
pub fn table(name: &str, groups: &[&str]) -> Runs {
    let chosen =
        Selection { groups: groups.iter().map(|g| g.to_string()).collect(), ratios: Vec::new() };
    let path = fixtures().join(format!("runs/{name}.csv"));
    Runs::read(&path, &Default::default(), &chosen).expect("a shipped table")
}

/// One case of a fixture that another engine made: a table with a group or all
/// of it, and what was found there.
pub struct Case(pub Value);

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Case {
    /// The text under a key, empty where there is none.
    pub fn word(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    /// The rows that the case is about.
    pub fn runs(&self) -> Runs {
        let groups: Vec<&str> = self.0["group"].as_str().into_iter().collect();
        table(self.word("table"), &groups)
    }

    /// The list under a key.
    pub fn list(&self, key: &str) -> &[Value] {
        self.0[key].as_array().unwrap_or_else(|| panic!("{key} of {}", self.0))
    }
}

/// The cases of `fixtures/fit/NAME.json`.
pub fn cases(name: &str) -> Vec<Case> {
    let path = fixtures().join(format!("fit/{name}.json"));
    let text = std::fs::read_to_string(path).expect("the fixture");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert!(!cases.is_empty(), "{name}.json is empty");
    cases.into_iter().map(Case).collect()
}
