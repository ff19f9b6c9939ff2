//! Tables as people have them: read right, or refused with what to type; none is
//! read wrongly in silence. The cases and the right values are made by
//! `fixtures/tables/messy/generate.py`, in Python's rationals and mpmath.

use std::path::{Path, PathBuf};

use offray::number::Exact;
use offray::runs::{InputError, Request, Runs};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables/messy")
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The options of a case, as the command reads them.
fn request(args: &[&str]) -> Request {
    let mut request = Request { repeats_once: true, ..Request::default() };
    let mut args = args.iter();
    while let Some(option) = args.next() {
        let mut value = || *args.next().unwrap_or_else(|| panic!("{option} takes a value"));
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        match *option {
            "--columns" => {
                let given: offray::runs::Columns = value().parse().expect("columns");
                let kept = std::mem::replace(&mut request.columns, given);
                request.columns.compute = kept.compute;
                request.columns.tpp = kept.tpp;
            }
            "--compute" => request.columns.compute = Some(value().into()),
            "--tpp" => request.columns.tpp = Some(value().into()),
            "--let" => request.lets.push(value().parse().expect("a formula")),
            "--units" => request.units = value().parse().expect("units"),
            "--loss-unit" => request.loss_unit = Some(value().parse().expect("a unit")),
            "--n-counts" => request.counts = Some(value().into()),
            "--group" => request.chosen.selection.groups.push(value().into()),
            "--where" => request.chosen.extend(value().parse().expect("a condition")),
            "--drop-missing" => request.drop_missing = true,
            "--best-per" => request.best_per = list(value()),
            "--last-per" => request.last_per = list(value()),
            "--melt" => request.melt = Some(value().into()),
            "--file-pattern" => request.file_pattern = Some(value().into()),
            "--group-from" => request.group_from_file = value() == "file",
            "--keep-repeats" => request.repeats_once = false,
            other => panic!("no option {other}"),
        }
    }
    request
}

fn read(case: &Value) -> Result<Runs, InputError> {
    let files: Vec<PathBuf> =
        texts(&case["files"]).into_iter().map(|name| folder().join(name)).collect();
    Runs::read_as(&files, &request(&texts(&case["args"])))
}

/// Equal, or for what no rational equals the same to 30 digits.
fn same(found: &Exact, expected: &str) -> bool {
    let expected: Exact = expected.parse().expect("a number");
    let apart = found - &expected;
    let allowed = &expected * &"1e-30".parse().expect("a decimal");
    *found == expected || apart.signum() == 0 || {
        let size = if apart.signum() < 0 { &Exact::from(0) - &apart } else { apart };
        expected.as_decimal().is_none() && size < allowed
    }
}

fn wrong(case: &Value) -> Option<String> {
    let what = case["what"].as_str().unwrap_or_default();
    match (read(case), case.get("refused")) {
        (Err(error), Some(parts)) => {
            let line = error.to_string();
            let mut rest = line.as_str();
            for part in texts(parts) {
                match rest.find(part) {
                    Some(at) => rest = &rest[at + part.len()..],
                    None => return Some(format!("{what}: '{part}' should come in: {line}")),
                }
            }
            (line.lines().count() != 1).then(|| format!("{what}: not one line: {line}"))
        }
        (Ok(runs), Some(_)) => {
            Some(format!("{what}: was read: {:?}, {:?}", runs.rows, runs.source.reading.text()))
        }
        (Err(error), None) => Some(format!("{what}: was refused: {error}")),
        (Ok(runs), None) => {
            let rows = case["rows"].as_array()?;
            if rows.len() != runs.rows.len() {
                return Some(format!("{what}: {} rows: {:?}", runs.rows.len(), runs.rows));
            }
            for (run, row) in runs.rows.iter().zip(rows) {
                let number = |at: usize| row[at].as_str();
                let is = |found: Option<&Exact>, at: usize| match (found, number(at)) {
                    (Some(found), Some(expected)) => same(found, expected),
                    (None, None) => true,
                    _ => false,
                };
                let right = is(Some(&run.n), 0)
                    && is(Some(&run.d), 1)
                    && is(Some(&run.loss), 2)
                    && is(run.weight.as_ref(), 3)
                    && runs.group_of(run) == number(4);
                if !right {
                    return Some(format!("{what}: {run:?} is not {row}"));
                }
            }
            let said = runs.source.reading.text().unwrap_or_default();
            let missing = texts(&case["says"]).into_iter().find(|part| !said.contains(part));
            missing.map(|part| format!("{what}: '{part}' should be said: {said}"))
        }
    }
}

#[test]
fn messy_tables_are_read_right_or_refused() {
    let text = std::fs::read_to_string(folder().join("cases.json")).expect("the cases");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_pattern_means_all_its_files() {
    let pattern = folder().join("wsd-*.csv");
    let request = request(&["--file-pattern", "wsd-{n}.csv"]);
    let runs = Runs::read_as(&[pattern], &request).expect("two files");
    assert_eq!((runs.rows.len(), runs.source.files.len()), (2, 2));
    let none = Runs::read_as(&[folder().join("none-*.csv")], &Request::default());
    assert!(none.expect_err("no file").to_string().contains("matches no file"));
}

#[test]
fn zstd_is_read_as_what_it_holds() {
    let plain = std::fs::read(folder().join("plain.csv")).expect("a file");
    let file = tempfile::Builder::new().suffix(".csv.zst").tempfile().expect("a file");
    let packed = zstd::encode_all(&plain[..], 3).expect("memory");
    std::fs::write(file.path(), packed).expect("writable");
    let read = |path: &Path| Runs::read_as(&[path.to_path_buf()], &Request::default());
    let (a, b) = (read(file.path()), read(&folder().join("plain.csv")));
    assert_eq!(a.expect("zstd").rows, b.expect("a table").rows);
}

#[test]
fn a_law_without_tokens_asks_for_none() {
    let columns: offray::runs::Columns = "n=x,loss=y".parse().expect("columns");
    let request = Request { columns, without_tokens: true, ..Request::default() };
    let runs = Runs::from_text("xy", &b"x,y\n1e8,3.1\n2e8,2.9\n"[..], &request).expect("a table");
    assert_eq!(runs.rows[0].d, runs.rows[0].n);
}
