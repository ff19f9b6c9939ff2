//! What every input must satisfy, whatever its bytes: no panic, no hang, and
//! what is accepted survives being written and read again.
//!
//! The same functions run under libFuzzer (`fuzz_targets/`, on a nightly
//! compiler with `cargo fuzz run csv`) and, with mutations of `corpus/`, in the
//! ordinary tests (`tests/hostile.rs`).

use offray::certify::{Certificate, Unfinished};
use offray::design::Tolerance;
use offray::fit::{Constraints, Objective};
use offray::formula::Formula;
use offray::law::{Law, Typed};
use offray::number::{Compare, Exact};
use offray::oracle::eval::answer_lines;
use offray::oracle::{Card, Problem, problems};
use offray::runs::{Claim, Columns, InputError, Runs, Selection};

fn default_options() -> (Columns, Selection) {
    (Columns::default(), Selection::default())
}

/// An error is one line of readable length.
fn check_error(error: &InputError) {
    let line = error.to_string();
    assert!(line.chars().count() < 2000, "{line}");
    assert!(line.starts_with("input"), "{line}");
}

fn same(a: &Runs, b: &Runs) {
    assert_eq!(a.rows.len(), b.rows.len());
    for (x, y) in a.rows.iter().zip(&b.rows) {
        assert_eq!((&x.n, &x.d, &x.loss, &x.weight), (&y.n, &y.d, &y.loss, &y.weight));
        assert_eq!(x.unique_tokens(), y.unique_tokens());
        assert_eq!(a.group_of(x), b.group_of(y));
    }
    assert_eq!(a.distinct(), b.distinct());
}

/// A table as CSV: read, written as CSV and as Parquet, read again.
pub fn csv(bytes: &[u8]) {
    let (columns, all) = default_options();
    match Runs::from_csv("input", bytes, &columns, &all) {
        Ok(runs) => round_trip(&runs),
        Err(error) => check_error(&error),
    }
    let columns = Columns { compute: Some("n_tokens".into()), ..Columns::default() };
    let _ = Runs::from_csv("input", bytes, &columns, &"k=20".parse().expect("a selection"));
}

fn round_trip(runs: &Runs) {
    let (columns, all) = default_options();
    let mut text = Vec::new();
    runs.write_csv(&mut text).expect("memory is writable");
    let again = Runs::from_csv("input", &text[..], &columns, &all).expect("its own output");
    same(runs, &again);
    assert_eq!(runs.rows_sha256(), again.rows_sha256());
    let mut bytes = Vec::new();
    runs.write_parquet(&mut bytes).expect("memory is writable");
    let again = Runs::from_parquet("input", &bytes[..], &columns, &all).expect("its own output");
    same(runs, &again);
    assert_eq!(runs.rows_sha256(), again.rows_sha256());
}

/// A table as Parquet.
pub fn parquet(bytes: &[u8]) {
    let (columns, all) = default_options();
    match Runs::from_parquet("input", bytes, &columns, &all) {
        Ok(runs) => round_trip(&runs),
        Err(error) => check_error(&error),
    }
}

/// A claim.
pub fn claim(bytes: &[u8]) {
    match Claim::from_json("input", bytes) {
        Ok(claim) => {
            assert_eq!(claim.parameters.len(), claim.law.len());
            for p in &claim.parameters {
                assert_eq!(p.text.parse().as_ref(), Ok(&p.value));
            }
        }
        Err(error) => check_error(&error),
    }
}

/// An exact number: it prints and reads back, has one form, and rounds to the
/// double that the standard library reads.
pub fn exact(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(value) = text.parse::<Exact>() else { return };
    assert_eq!(value.to_string().parse().as_ref(), Ok(&value));
    assert_eq!(Exact::from_ratio(value.to_ratio()), value);
    assert_eq!(value.cmp(&value), std::cmp::Ordering::Equal);
    if let Ok(double) = text.trim().parse::<f64>() {
        assert_eq!(value.to_f64(), double, "{text}");
        assert_eq!(0.0_f64.less(&double).is_true(), value.signum() > 0 && double != 0.0);
    }
}

/// The texts of options.
pub fn options(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = text.parse::<Columns>();
    if let Ok(selection) = text.parse::<Selection>() {
        let table = "n_params,n_tokens,loss,group\n1e8,2e9,3,a\n2e8,4e9,2.5,b\n";
        let _ = Runs::from_csv("input", table.as_bytes(), &Columns::default(), &selection);
    }
    let _ = text.parse::<Objective>();
    let _ = text.parse::<Tolerance>();
    let mut constraints = Constraints::default();
    let _ = constraints.fix(text);
    let _ = constraints.tie(text);
    let _ = constraints.bound(text);
}

/// Requests to the oracle: one answer a line, each an object of known keys, and
/// the ends of a loss in order.
pub fn eval(bytes: &[u8]) {
    let mut output = Vec::new();
    answer_lines(std::io::Cursor::new(bytes.to_vec()), &mut output).expect("memory is writable");
    let feeds = bytes.iter().filter(|b| **b == b'\n').count();
    let lines = feeds + usize::from(bytes.last().is_some_and(|b| *b != b'\n'));
    let text = String::from_utf8(output).expect("UTF-8");
    assert_eq!(text.lines().count(), lines);
    for line in text.lines() {
        let answer: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let end = |key: &str| answer["loss"][key].as_str().map(str::parse::<Exact>);
        match (end("lo"), end("hi")) {
            (Some(Ok(lo)), Some(Ok(hi))) => assert!(lo <= hi, "{line}"),
            // Infinite, or an exponent beyond what exact numbers hold.
            (Some(_), Some(_)) => {}
            _ => assert!(answer["error"].is_string(), "{line}"),
        }
    }
}

/// Answers to the reference problems: every line is scored or said to be none.
pub fn answer(bytes: &[u8]) {
    let all: Vec<&Problem> = problems().iter().take(8).collect();
    let card = Card::of_answers(&all, bytes);
    assert_eq!(card.scores.len(), all.len());
    for score in &card.scores {
        assert!(score.digits.is_none_or(|digits| (0.0..=50.0).contains(&digits)));
        assert!(score.note.chars().count() < 600, "{}", score.note);
    }
    let lines = bytes.split(|b| *b == b'\n').count();
    assert!(card.unread.len() <= lines);
}

/// A certificate: what is read is written whole, and its rows are those hashed.
pub fn certificate(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Certificate::from_text(text) {
        Ok(certificate) => {
            let written = certificate.to_text();
            let again = Certificate::from_text(&written).expect("its own output");
            assert!(again.is_whole(&written));
            assert_eq!(again.to_text(), written);
            let _ = certificate.rows(None);
        }
        Err(error) => assert!(error.to_string().chars().count() < 2000, "{error}"),
    }
}

/// A search put aside: what is read is written as it was.
pub fn unfinished(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(state) = Unfinished::parse(text) {
        assert_eq!(Unfinished::parse(&state.to_text()).as_ref(), Ok(&state));
    }
}

/// A formula or a law file: refused in one line that points into it, or a law that its
/// own spelling names again, evaluated without a panic.
pub fn formula(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(error) = Typed::from_file(text) {
        assert!(!error.to_string().contains('\n'), "{error}");
    }
    let formula: Formula = match text.parse() {
        Ok(formula) => formula,
        Err(error) => {
            assert!((1..=text.chars().count() + 1).contains(&error.at), "{error}");
            assert!(!error.problem.contains('\n') && error.problem.len() < 400, "{error}");
            return;
        }
    };
    let inputs: Vec<&str> = formula.names().iter().take(1).map(String::as_str).collect();
    let Ok(law) = Typed::new(&formula, &inputs).map(Law::from) else { return };
    let spelling = law.to_string();
    assert_eq!(Law::named(&spelling).as_ref(), Ok(&law), "{spelling}");
    let values = vec![0.75; formula.names().len()];
    let _: f64 = formula.tape().run(&values.iter().collect::<Vec<_>>());
    let exact = vec!["0.75".parse().expect("a decimal"); formula.names().len()];
    let _ = formula.evaluate(&exact);
}
