//! The house rules that a compiler does not check: imports point down, one
//! library is named in two files only, files stay small.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first; modules on one floor may use those to their left.
const FLOORS: [&str; 22] = [
    "parallel",
    "number",
    "algebra",
    "formula",
    "law",
    "runs",
    "design",
    "geometry",
    "isoflop",
    "regression",
    "fit",
    "plan",
    "certify",
    "holdout",
    "theorem",
    "oracle",
    "audit",
    "forecast",
    "probe",
    "report",
    "cli",
    "main",
];

/// Files above this length argue for themselves: in their first lines stands
/// `Length: ` and the reason.
const LONG: usize = 400;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Every source file: path relative to src, and text.
fn tree() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").display().to_string();
            (name, fs::read_to_string(path).expect("a text file"))
        })
        .collect()
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The modules of this crate that a text names, as `crate::m` or `offray::m`.
fn named(text: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for line in code_lines(text.split("#[cfg(test)]").next().unwrap_or(text)) {
        for prefix in ["crate::", "offray::"] {
            for (at, _) in line.match_indices(prefix) {
                let rest = &line[at + prefix.len()..];
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                modules.push(rest[..end.unwrap_or(rest.len())].to_string());
            }
        }
    }
    modules
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|f| *f == module)
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (name, text) in tree() {
        let module = name.split(['/', '.']).next().unwrap_or_default();
        if module == "lib" {
            continue;
        }
        let own = floor(module).unwrap_or_else(|| panic!("src/{name} stands on no floor"));
        for used in named(&text) {
            if floor(&used).is_some_and(|other| other > own) {
                wrong.push(format!("src/{name} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that point up:\n{}", wrong.join("\n"));
}

/// The rooms of `fit`, lowest first: each may use those before it.
const ROOMS: [&str; 12] = [
    "problem",
    "sums",
    "answer",
    "descent",
    "search",
    "degenerate",
    "uncertainty",
    "assemble",
    "solve",
    "powers",
    "run",
    "in_format",
];

/// The names after `crate::fit::` in the code of a text that is not a test's.
fn rooms_named(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut rooms = Vec::new();
    for line in code_lines(code) {
        for (at, prefix) in line.match_indices("crate::fit::") {
            let rest = &line[at + prefix.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            rooms.push(&rest[..end.unwrap_or(rest.len())]);
        }
    }
    rooms
}

/// What a file of a room uses that stands above it, or passes by the folder's own names.
fn climbs(name: &str, text: &str) -> Vec<String> {
    let room = name.split(['/', '.']).next().unwrap_or_default();
    let Some(own) = ROOMS.iter().position(|r| *r == room) else { return Vec::new() };
    let wrong = |used: &&str| match ROOMS.iter().position(|r| r == used) {
        Some(other) => other > own,
        None => *used != "intervals",
    };
    rooms_named(text).into_iter().filter(wrong).map(|used| format!("{name} uses {used}")).collect()
}

#[test]
fn rooms_of_fit_look_down() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (name, text) in tree() {
        if let Some(inside) = name.strip_prefix("fit/") {
            seen += rooms_named(&text).len();
            wrong.extend(climbs(inside, &text));
        }
    }
    assert!(seen > 100, "the rooms name each other {seen} times: are they read at all?");
    assert!(wrong.is_empty(), "imports that climb:\n{}", wrong.join("\n"));
    let planted = "use crate::fit::search::everyday::lowest;";
    assert_eq!(climbs("sums/moments.rs", planted), ["sums/moments.rs uses search"]);
    assert_eq!(climbs("sums/moments.rs", "use crate::fit::Fit;"), ["sums/moments.rs uses Fit"]);
    assert!(climbs("solve.rs", planted).is_empty());
}

#[test]
fn a_law_names_no_number_kind() {
    let kinds = ["Mpfr", "Interval", "DoubleDouble", "Bf16", "F16", "Tf32", "Dual", "Series"];
    for (name, text) in tree() {
        if name.starts_with("law/") {
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code_lines(text) {
                for word in line.split(|c: char| !c.is_alphanumeric()) {
                    assert!(!kinds.contains(&word), "src/{name} names {word}: {line}");
                }
            }
        }
    }
}

#[test]
fn rug_is_named_in_two_places() {
    for (name, text) in tree() {
        let home = name.starts_with("number/mpfr") || name.starts_with("number/interval");
        if !home {
            for line in code_lines(&text) {
                assert!(!line.contains("rug::"), "src/{name} names rug: {line}");
            }
        }
    }
}

#[test]
fn long_files_argue_for_themselves() {
    for (name, text) in tree() {
        let lines = text.lines().count();
        let argued = text.lines().take(30).any(|line| line.contains("Length: "));
        assert!(lines <= LONG || argued, "src/{name} has {lines} lines and gives no reason");
    }
}

#[test]
fn entry_points_fit_on_a_screen() {
    for name in ["lib.rs", "main.rs"] {
        let lines = tree()[name].lines().count();
        assert!(lines <= 70, "src/{name} has {lines} lines");
    }
}
