//! `offray verify`: verdicts, JSON, replay commands, and requests that make no
//! sense.

use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

/// The statements proved from series in ε: quick, and without chance.
const SERIES: [&str; 9] = ["P1", "C1", "EIG", "B16", "X1", "X3", "X4", "X10", "X11"];

fn offray(args: &[&str]) -> Output {
    Command::cargo_bin("offray").expect("the program").args(args).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// What the contract promises of each statement; numbers in full.
fn contract(outcome: &Value) -> Value {
    ["id", "law", "verdict", "exponent", "constant", "cases", "bits", "note", "command"]
        .into_iter()
        .map(|key| (key.to_owned(), outcome[key].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[test]
fn asymptotic_statements_come_out_as_recorded() {
    let output = offray(&[&["verify", "--json"], &SERIES[..]].concat());
    assert_eq!(output.status.code(), Some(0));
    let found: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let statements = found["statements"].as_array().expect("a list");
    let kept: Vec<_> = statements.iter().map(contract).collect();
    insta::assert_snapshot!("verify", serde_json::to_string_pretty(&kept).expect("JSON"));
    for outcome in statements {
        assert_eq!(outcome["as_recorded"], true, "{}", outcome["command"]);
        assert!(outcome["cases"].as_u64() > Some(0) && outcome["checks"][0]["what"].is_string());
    }
}

#[test]
fn the_replay_command_runs_one_statement_for_one_law_in_full() {
    let output = offray(&["verify", "X11", "--law", "chinchilla"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!("verify_x11", text(&output.stdout));
    let again = offray(&["verify", "x11"]);
    assert_eq!(output.stdout, again.stdout, "the same bytes, and ids in any case");
}

#[test]
fn at_no_gap_the_determinant_is_nothing_and_not_in_doubt() {
    let output = offray(&["verify", "P1", "--case", "law=chinchilla,eps=0", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let found: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let checks = found["statements"][0]["checks"].as_array().expect("a list");
    assert!(checks[0]["what"].as_str().expect("words").contains("det = 0"));
    assert!(checks.iter().all(|check| check["holds"] == true), "{checks:?}");
}

#[test]
fn requests_that_make_no_sense_are_one_line() {
    for (args, part) in [
        (&["verify", "X33"][..], "did you mean 'X3'?"),
        (&["verify", "X4", "--law", "kaplan"], "X4 does not speak of law 'kaplan'"),
        (&["verify", "--law", "chinchila"], "did you mean 'chinchilla'?"),
        (&["verify", "P1", "--rocq", "goals"], "no goals are written for P1"),
    ] {
        let output = offray(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let error = text(&output.stderr);
        assert!(error.contains(part) && error.lines().count() == 1, "{error}");
    }
}
