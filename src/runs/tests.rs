//! Tables against what other engines say they hold, and against themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::*;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn json(name: &str) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(fixture(name)).expect("a fixture");
    serde_json::from_str(&text).expect("JSON")
}

fn read(name: &str) -> Result<Runs, InputError> {
    Runs::read(&fixture(name), &Columns::default(), &Selection::default())
}

fn csv(text: &str) -> Result<Runs, InputError> {
    Runs::from_csv("text", text.as_bytes(), &Columns::default(), &Selection::default())
}

#[test]
fn parquet_of_another_engine_is_read_exactly() {
    for (name, expected) in json("tables/expected.json") {
        let runs = read(&format!("tables/{name}")).unwrap_or_else(|e| panic!("{e}"));
        let text = |x: &Exact| Value::from(x.to_ratio().to_string());
        let rows: Vec<Value> = runs
            .rows
            .iter()
            .map(|run| {
                let unique = run.unique.as_ref().map_or(Value::Null, text);
                let group = runs.group_of(run).map_or(Value::Null, Value::from);
                vec![text(&run.n), text(&run.d), text(&run.loss), unique, group].into()
            })
            .collect();
        assert_eq!(Value::from(rows), expected["rows"], "{name}");
        assert_eq!(Value::from(runs.rows_sha256()), expected["rows_sha256"], "{name}");
    }
}

#[test]
fn parquet_that_cannot_be_used_says_where_and_why() {
    for (name, parts) in json("tables/refused.json") {
        let line = read(&format!("tables/{name}")).expect_err(&name).to_string().to_lowercase();
        for part in parts.as_array().expect("a list") {
            let part = part.as_str().expect("a text").to_lowercase();
            assert!(line.contains(&part), "{name}: '{part}' should be in: {line}");
        }
    }
}

#[test]
fn hashes_and_counts_of_the_shipped_tables() {
    for (name, expected) in json("tables/hashes.json") {
        let runs = read(&format!("runs/{name}")).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(Value::from(runs.source.sha256.clone()), expected["sha256"], "{name}");
        assert_eq!(Value::from(runs.rows_sha256()), expected["rows_sha256"], "{name}");
        assert_eq!(Value::from(runs.rows.len()), expected["rows"], "{name}");
        assert_eq!(Value::from(runs.distinct()), expected["distinct"], "{name}");
    }
}

#[test]
fn shuffling_rows_and_columns_and_spelling_changes_no_row_hash() {
    let a = csv("n_params,n_tokens,loss,group,weight\n1e8,2e9,3.10,x,1\n2e8,4e9,2.5,y,1.0\n");
    let b =
        csv("weight,note,loss,n_tokens,n_params\n1,?,2.50,4000000000,0.2e9\n1e0,,3.1,2.e9,+1e8");
    let (a, b) = (a.expect("a table"), b.expect("a table"));
    assert_eq!(a.rows_sha256(), b.rows_sha256());
    assert_ne!(a.source.sha256, b.source.sha256);
    let c = csv("n_params,n_tokens,loss\n1e8,2e9,3.10\n2e8,4e9,2.5000001\n").expect("a table");
    assert_ne!(a.rows_sha256(), c.rows_sha256());
}

#[test]
fn what_a_spreadsheet_writes_is_read() {
    let text = "\u{feff}\"n_params\", n_tokens ,loss,note\r\n\r\n\"1e8\", 2e9 ,3.1,\"a \"\"b\"\",\r\nc\"\r\n\r\n2e8,4e9,2.5,\r\n";
    let runs = csv(text).expect("a table");
    assert_eq!(runs.rows.len(), 2);
    assert_eq!(runs.rows[0].d, Exact::from(2_000_000_000));
    // The rows of an editor, whatever the lines between them.
    for (text, row) in [
        (text.replace("2e8", "x"), 6),
        (text.replace("1e8", "x"), 3),
        (text.replace("\r\n", "\n").replace("2e8", "x"), 6),
        (text.replace("\r\n", "\r").replace("2e8", "x"), 6),
    ] {
        let error = csv(&text).expect_err("bad input");
        assert_eq!(error.place.row, Some(row), "{error}");
    }
}

#[test]
fn tokens_from_compute_are_a_rational() {
    let columns = Columns { compute: Some("flops".into()), ..Columns::default() };
    let text = "n_params,flops,loss\n7e10,5.76e23,2\n1,9,3\n";
    let runs = Runs::from_csv("text", text.as_bytes(), &columns, &Selection::default());
    let runs = runs.expect("a table");
    assert_eq!(runs.rows[0].d.to_string(), "9600000000000/7");
    assert_eq!(runs.rows[1].d.to_string(), "1.5");
    let mut written = Vec::new();
    runs.write_csv(&mut written).expect("memory");
    let again = csv(std::str::from_utf8(&written).expect("text")).expect("its own output");
    assert_eq!(again.rows, runs.rows);
}

#[test]
fn selections_are_by_group_and_by_ratio() {
    let text = "n_params,n_tokens,loss,group\n1e8,2e9,3,a\n2e8,4.05e9,2.9,b\n1e8,5e9,2.8,a\n1e8,1e10,2.7,\n3e8,6.3e9,2.6,b\n";
    for (selection, kept) in [
        ("group=a", vec![0, 2]),
        ("group=a,group=b", vec![0, 1, 2, 4]),
        ("k=20", vec![0, 1]),
        ("k=20,k=100", vec![0, 1, 3]),
        ("k=20:50", vec![0, 1, 2, 4]),
        ("group=b,k=20:21", vec![1, 4]),
    ] {
        let all = csv(text).expect("a table");
        let chosen = selection.parse().expect("a selection");
        let runs = Runs::from_csv("text", text.as_bytes(), &Columns::default(), &chosen);
        let expected: Vec<Run> = kept.iter().map(|i| all.rows[*i].clone()).collect();
        assert_eq!(runs.expect("runs").rows, expected, "{selection}");
    }
    assert_eq!(csv(text).expect("a table").group_sizes(), [("a", 2), ("b", 2)]);
}
