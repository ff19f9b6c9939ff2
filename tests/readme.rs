//! What the README shows is what the command prints today.
//!
//! A block that follows `<!-- $ offray ARGUMENTS -->` is the output of that
//! command. `INSTA_UPDATE=always cargo test --test readme` writes it anew.

use std::fs;
use std::path::Path;
use std::process::Command;

const MARK: &str = "<!-- $ offray ";

fn printed(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_offray"))
        .args(arguments.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the command runs");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn shows_what_the_commands_print() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("README.md");
    let mut fresh = String::new();
    let mut rest = text.as_str();
    let mut blocks = 0;
    while let Some(at) = rest.find(MARK) {
        let after = &rest[at + MARK.len()..];
        let (arguments, after) = after.split_once(" -->\n").expect("a closed mark");
        let body = after.strip_prefix("```text\n").expect("a block follows the mark");
        let end = body.find("```\n").expect("a closed block");
        fresh += &rest[..at];
        fresh += &format!("{MARK}{arguments} -->\n```text\n{}```\n", printed(arguments));
        rest = &body[end + 4..];
        blocks += 1;
    }
    fresh += rest;
    assert!(blocks > 0, "the README shows no output");
    if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
        fs::write(&path, &fresh).expect("a writable README");
        return;
    }
    for (shown, now) in text.lines().zip(fresh.lines()) {
        assert_eq!(
            shown, now,
            "README.md is out of date: INSTA_UPDATE=always cargo test --test readme"
        );
    }
    assert_eq!(text.len(), fresh.len());
}
