//! Lines in, answers out: one each, in order, at once, whatever comes.

use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use offray::oracle::eval::{LONGEST_LINE, answer_lines};
use proptest::prelude::*;
use serde_json::Value;

use crate::{run, text};

const GOOD: &str = r#"{"law":"chinchilla","params":{"E":1.69,"A":406.4,"B":410.7,"alpha":0.34,"beta":0.28},"n":7e10,"d":1.4e12,"digits":20,"order":1}"#;

/// The answers to an input, each of them JSON.
fn answers(input: &[u8]) -> Vec<Value> {
    let mut output = Vec::new();
    answer_lines(Cursor::new(input.to_vec()), &mut output).expect("memory is writable");
    let lines = text(&output).lines();
    lines.map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn every_bad_line_costs_one_error_that_says_what_and_how_to_mend() {
    let with = |from: &str, to: &str| GOOD.replacen(from, to, 1);
    let cases: Vec<(String, &str)> = vec![
        (String::new(), "empty line"),
        ("null".into(), "expected a JSON object"),
        ("[1]".into(), "expected a JSON object"),
        ("{".into(), "not a JSON object"),
        (GOOD.replace('}', ""), "not a JSON object"),
        (format!("{GOOD} {GOOD}"), "trailing characters"),
        (with("chinchilla", "chinchila"), "did you mean 'chinchilla'"),
        (with("\"chinchilla\"", "5"), "write a string"),
        (with("\"law\"", "\"lawn\""), "unknown key 'lawn': did you mean 'law'?"),
        (with("\"law\":\"chinchilla\",", ""), "no key \"law\""),
        (with("\"n\":7e10,", ""), "no key \"n\""),
        (with(",\"digits\":20", ""), "no key \"digits\""),
        (with("\"alpha\"", "\"alhpa\""), "did you mean 'alpha'?"),
        (with(",\"beta\":0.28", ""), "no parameter 'beta'"),
        (with("\"beta\":0.28", "\"beta\":0.28,\"beta\":0.3"), "'beta' is given twice"),
        (with("\"d\":1.4e12", "\"d\":1.4e12,\"d\":1"), "'d' is given twice"),
        (with("{\"E\"", "[{\"E\"").replacen("},", "}],", 1), "\"params\" is no object"),
        (with("7e10", "0"), "must be positive"),
        (with("7e10", "-7e10"), "must be positive"),
        (with("7e10", "NaN"), "not a JSON object"),
        (with("7e10", "\"NaN\""), "finite"),
        (with("7e10", "\"inf\""), "finite"),
        (with("7e10", "\"70B\""), "write a decimal number"),
        (with("7e10", "true"), "write a decimal number"),
        (with("7e10", "[7]"), "write a decimal number"),
        (with("7e10", "1e999999999"), "between 1e-1000 and 1e1000"),
        (with("7e10", "1e-99999999999999999999999"), "between 1e-1000 and 1e1000"),
        (with("7e10", "1e1002"), "between 1e-1000 and 1e1000"),
        (with("7e10", &"9".repeat(20_000)), "longer than 12000"),
        (with("7e10", &format!("\"0.{}1\"", "0".repeat(2_000))), "between 1e-1000 and 1e1000"),
        (with("\"digits\":20", "\"digits\":1000000000"), "from 1 to 10000"),
        (with("\"digits\":20", "\"digits\":0"), "from 1 to 10000"),
        (with("\"digits\":20", "\"digits\":\"20\""), "from 1 to 10000"),
        (with("\"digits\":20", "\"digits\":20.5"), "from 1 to 10000"),
        (with("\"order\":1", "\"order\":3"), "from 0 to 2"),
        (with("\"law\":\"chinchilla\"", "\"law\":\"kaplan\""), "unknown parameter of law 'kaplan'"),
        ("[".repeat(100_000), "not a JSON object"),
        (format!("{{\"a\":{}", "[".repeat(100_000)), "not a JSON object"),
        (format!("{{{}", "\"n\":1,".repeat(10_000)), "not a JSON object"),
        ("x".repeat(LONGEST_LINE + 1), "a line of more than 1048576 bytes"),
    ];
    let mut input = Vec::new();
    for (line, _) in &cases {
        writeln!(input, "{line}\n{GOOD}").expect("memory");
    }
    let begun = Instant::now();
    let found = answers(&input);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(found.len(), 2 * cases.len());
    for (i, ((line, says), pair)) in cases.iter().zip(found.chunks(2)).enumerate() {
        let error = pair[0]["error"].as_str().unwrap_or_else(|| panic!("{}: {line:.80}", pair[0]));
        assert!(error.contains(says), "{line:.80}: {error}");
        assert!(error.len() < 600 && !error.contains('\n'), "{error}");
        assert_eq!(pair[0]["line"], 2 * i as u64 + 1);
        assert_eq!(pair[1]["loss"]["value"], "1.9366454705587175041", "after {line:.80}");
    }
    let undefined = r#"{"law":"kaplan","params":{"N_c":-1,"D_c":1,"alpha_N":0.1,"alpha_D":0.1},"n":1,"d":2,"digits":3}"#;
    let repeated = r#"{"law":"repeated","params":{"E":1,"A":1,"B":1,"alpha":1,"beta":1,"R_N_star":1,"R_D_star":1},"n":1,"d":2,"digits":3}"#;
    let found = answers(format!("{undefined}\n{repeated}").as_bytes());
    assert!(found[0]["error"].as_str().expect("error").contains("not defined"), "{}", found[0]);
    assert!(found[1]["error"].as_str().expect("error").contains("unique_tokens"), "{}", found[1]);
}

#[test]
fn bytes_that_are_no_text_and_lines_without_end_cost_one_error() {
    let mut input = b"\xff\xfe\n".to_vec();
    input.extend_from_slice(GOOD.as_bytes());
    input.extend_from_slice(b"\r\n\0\n");
    input.extend_from_slice(GOOD.as_bytes());
    let found = answers(&input);
    assert_eq!(found.len(), 4);
    assert!(found[0]["error"].as_str().expect("error").contains("byte 1 is no UTF-8"));
    assert!(found[1]["loss"].is_object() && found[2]["error"].is_string());
    assert!(found[3]["loss"].is_object(), "a last line needs no line feed");
    // A hundred megabytes without a line feed, and then a line.
    let endless = std::io::repeat(b'9').take(100 << 20);
    let input = endless.chain(Cursor::new(format!("\n{GOOD}\n").into_bytes()));
    let mut output = Vec::new();
    answer_lines(input, &mut output).expect("memory is writable");
    let found: Vec<&str> = text(&output).lines().collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].contains("a line of more than") && found[1].starts_with("{\"loss\""));
}

#[test]
fn the_order_is_kept_and_the_bytes_do_not_depend_on_how_they_arrive() {
    /// Gives a few bytes at a time.
    struct Drops(Cursor<Vec<u8>>, usize);
    impl Read for Drops {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }
    let mut input = Vec::new();
    for i in 1..=700 {
        let line = GOOD.replace("7e10", &format!("{i}e7"));
        let line = if i % 50 == 0 { "?".to_owned() } else { line };
        writeln!(input, "{}", line.replace(":20", if i % 90 == 0 { ":900" } else { ":20" }))
            .expect("memory");
    }
    let whole = answers(&input);
    assert_eq!(whole.len(), 700);
    for (i, answer) in whole.iter().enumerate() {
        let line = i as u64 + 1;
        let bad = line.is_multiple_of(50);
        assert_eq!(answer.get("error").is_some(), bad, "line {line}");
        assert!(!bad || answer["line"] == line);
    }
    let value = |i: usize| whole[i]["loss"]["value"].as_str().and_then(|v| v.parse::<f64>().ok());
    for i in 1..700 {
        // A larger model has a smaller loss.
        assert!(value(i).zip(value(i - 1)).is_none_or(|(now, before)| now < before), "{i}");
    }
    for most in [1000, 4097] {
        let mut output = Vec::new();
        answer_lines(Drops(Cursor::new(input.clone()), most), &mut output).expect("memory");
        let again: Vec<Value> =
            text(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(again, whole, "{most}");
    }
}

#[test]
fn a_driver_that_waits_for_each_answer_gets_it() {
    let program = assert_cmd::cargo::cargo_bin("offray");
    let mut child = std::process::Command::new(program)
        .args(["oracle", "eval"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("piped");
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    for line in [GOOD, "{}", GOOD] {
        writeln!(input, "{line}").expect("it reads");
        let mut answer = String::new();
        output.read_line(&mut answer).expect("it answers");
        assert_eq!(answer.starts_with("{\"loss\""), line == GOOD, "{answer}");
    }
    drop(input);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_ends_it_quietly_and_a_full_disk_does_not() {
    let program = assert_cmd::cargo::cargo_bin("offray");
    let begin = |output: Stdio| {
        let mut command = std::process::Command::new(&program);
        command.args(["oracle", "eval"]).stdin(Stdio::piped()).stderr(Stdio::piped());
        command.stdout(output).spawn().expect("it starts")
    };
    let mut child = begin(Stdio::piped());
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("piped");
    // The input stays open: it ends because nobody reads.
    writeln!(input, "{GOOD}").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let mut child = begin(full.into());
        writeln!(child.stdin.take().expect("piped"), "{GOOD}").expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(3));
        assert!(text(&output.stderr).contains("cannot write standard output"));
    }
}

#[test]
fn nothing_in_is_nothing_out() {
    let output = run(&["oracle", "eval"], b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let output = run(&["oracle", "eval"], b"no JSON at all\n");
    assert_eq!(output.status.code(), Some(0), "an error in a line is an answer");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any bytes: as many answers as lines.
    #[test]
    fn any_bytes_get_one_answer_a_line(pieces in prop::collection::vec(piece(), 0..30)) {
        let bytes = pieces.concat();
        let feeds = bytes.iter().filter(|b| **b == b'\n').count();
        let lines = feeds + usize::from(bytes.last().is_some_and(|b| *b != b'\n'));
        prop_assert_eq!(answers(&bytes).len(), lines);
    }
}

/// Bytes, words of the format, and requests with a piece cut out.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words =
        ["{", "}", "\"", ":", ",", "\n", "\"n\"", "\"params\"", "1e9999", "\\u0000", "[", "null"];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        prop::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        Just(format!("{GOOD}\n").into_bytes()),
        (0..GOOD.len(), 0..20_usize).prop_map(|(at, len)| {
            let end = (at + len).min(GOOD.len());
            [&GOOD.as_bytes()[..at], &GOOD.as_bytes()[end..], b"\n"].concat()
        }),
    ]
}
