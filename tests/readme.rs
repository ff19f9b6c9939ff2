//! What the README and the pages under `docs` show is what the command prints
//! today.
//!
//! A block that follows `<!-- $ offray ARGUMENTS -->` is the output of that
//! command; after `<!-- $ offray ARGUMENTS # TITLE -->` it is the part of the
//! output that begins with a line TITLE and ends before an empty line.
//! `INSTA_UPDATE=always cargo test --test readme` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MARK: &str = "<!-- $ offray ";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// README.md and every page under docs.
fn pages() -> Vec<PathBuf> {
    let pages = fs::read_dir(root().join("docs")).expect("docs");
    let mut pages: Vec<PathBuf> = pages
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.sort();
    pages.insert(0, root().join("README.md"));
    pages
}

/// Outputs by command, so that none runs twice.
#[derive(Default)]
struct Outputs(BTreeMap<String, String>);

impl Outputs {
    fn of(&mut self, arguments: &str) -> &str {
        self.0.entry(arguments.to_owned()).or_insert_with(|| {
            let output = Command::new(env!("CARGO_BIN_EXE_offray"))
                .args(arguments.split_whitespace())
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .env_remove("COLUMNS")
                .output()
                .expect("the command runs");
            assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("text")
        })
    }

    /// What a mark asks for.
    fn shown(&mut self, mark: &str) -> String {
        let Some((arguments, title)) = mark.split_once(" # ") else {
            return self.of(mark).to_owned();
        };
        let lines = self.of(arguments).lines().skip_while(|line| line.trim() != title);
        // Lemmas and the command to repeat close the details of a law.
        let part: Vec<&str> = lines
            .take_while(|line| !line.is_empty() && !line.starts_with("  machine-checked:"))
            .take_while(|line| !line.starts_with("  again:"))
            .collect();
        assert!(!part.is_empty(), "'offray {arguments}' prints nothing under '{title}'");
        part.iter().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect()
    }
}

#[test]
fn pages_show_what_the_commands_print() {
    let mut outputs = Outputs::default();
    let mut blocks = 0;
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page");
        let mut fresh = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(MARK) {
            let after = &rest[at + MARK.len()..];
            let (mark, after) = after.split_once(" -->\n").expect("a closed mark");
            let body = after.strip_prefix("```text\n").expect("a block follows the mark");
            let end = body.find("```\n").expect("a closed block");
            fresh += &rest[..at];
            fresh += &format!("{MARK}{mark} -->\n```text\n{}```\n", outputs.shown(mark));
            rest = &body[end + 4..];
            blocks += 1;
        }
        fresh += rest;
        if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
            fs::write(&path, &fresh).expect("a writable page");
            continue;
        }
        let name = path.strip_prefix(root()).expect("below the root").display();
        for (shown, now) in text.lines().zip(fresh.lines()) {
            assert_eq!(
                shown, now,
                "{name} is out of date: INSTA_UPDATE=always cargo test --test readme"
            );
        }
        assert_eq!(text.len(), fresh.len(), "{name}");
    }
    assert!(blocks > 0, "no page shows output");
}
