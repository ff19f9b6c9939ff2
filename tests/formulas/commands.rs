//! What the commands make of typed laws.

use std::io::Write;

use assert_cmd::Command;
use serde_json::Value;

fn offray(arguments: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("offray").expect("the binary");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn json(arguments: &[&str]) -> Value {
    let output = offray(arguments);
    let said = text(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {said}"))
}

/// Runs of a law of two inputs that no built-in law has.
fn table() -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a file");
    let mut text = "experts,width,loss\n".to_owned();
    for (i, experts) in [1.0_f64, 2.0, 4.0, 8.0, 16.0].into_iter().enumerate() {
        for (j, width) in [128.0_f64, 256.0, 512.0, 1024.0].into_iter().enumerate() {
            let noise = 1.0 + 1e-3 * f64::from((7 * i + 13 * j) as u32 % 5) - 2e-3;
            let loss = (1.7 + 9.0 * width.powf(-0.4) + 0.8 * experts.powf(-0.6)) * noise;
            text += &format!("{experts},{width},{loss:.6}\n");
        }
    }
    file.write_all(text.as_bytes()).expect("written");
    file
}

const FORMULA: &str = "E + A/width^alpha + B/experts^beta";

fn values(fit: &Value) -> Vec<f64> {
    let list = fit["parameters"].as_array().expect("parameters");
    list.iter().map(|p| p["value"].as_str().expect("a value").parse().expect("a number")).collect()
}

#[test]
fn a_formula_of_other_columns_is_fitted_certified_and_checked() {
    let runs = table();
    let runs = runs.path().to_str().expect("a path");
    let fit = json(&["fit", runs, "--objective", "log-sse", "--formula", FORMULA, "--json"]);
    assert_eq!(fit["law"], "L(width, experts) = E + A/width^alpha + B/experts^beta");
    let found = values(&fit);
    for (x, near) in found.iter().zip([1.7, 9.0, 0.4, 0.8, 0.6]) {
        assert!((x / near - 1.0).abs() < 0.25, "{found:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("certificate.json");
    let path = path.to_str().expect("a path");
    let output =
        offray(&["certify", runs, "--objective", "log-sse", "--formula", FORMULA, "--out", path]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("local-minimum: proved"));
    assert_eq!(offray(&["check", path]).status.code(), Some(0));
    // One character of the formula less.
    let certificate = std::fs::read_to_string(path).expect("it is there");
    for (from, to) in [("A/width", "A*width"), ("B/experts", "B-experts"), ("E + A", "E - A")] {
        assert!(certificate.contains(from));
        std::fs::write(path, certificate.replace(from, to)).expect("written");
        let checked = offray(&["check", path]);
        assert_ne!(checked.status.code(), Some(0), "{from} for {to}: {}", text(&checked.stdout));
    }
}

/// The everyday answer of a typed Chinchilla is that of the built-in law.
#[test]
fn a_typed_chinchilla_fits_as_the_built_in_law() {
    let runs = "fixtures/runs/gadre_c4val.csv";
    let own = json(&["fit", runs, "--formula", "E + A*N^-alpha + B*D^-beta", "--json"]);
    let built = json(&["fit", runs, "--json"]);
    let named = |fit: &Value| -> std::collections::BTreeMap<String, f64> {
        let list = fit["parameters"].as_array().expect("parameters").iter();
        let name = |p: &Value| p["name"].as_str().expect("a name").to_owned();
        list.map(name).zip(values(fit)).collect()
    };
    for (name, x) in named(&built) {
        let y = named(&own)[&name];
        assert!((x / y - 1.0).abs() < 1e-9, "{name}: {x} {y}");
    }
}

#[test]
fn what_no_table_can_tell_is_refused_with_a_mend_that_helps() {
    let runs = table();
    let runs = runs.path().to_str().expect("a path");
    let formula = "E + A*(width^a*experts^b)^-c";
    let output = offray(&["fit", runs, "--formula", formula]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("a and b times t and c divided by t"), "{said}");
    assert!(said.contains("--fix c=1") && said.trim().lines().count() == 1, "{said}");
    let output = offray(&["fit", runs, "--formula", formula, "--fix", "c=1"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn bad_input_is_one_line_and_exit_2() {
    let runs = table();
    let runs = runs.path().to_str().expect("a path");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    std::fs::write(&file, "id = 'mine'\nformula = 'L(width) = E + A/wdth'\n").expect("written");
    let file = file.to_str().expect("a path");
    for (arguments, part) in [
        (vec!["fit", runs, "--formula", "E + A/width^"], "at character 13"),
        (vec!["fit", runs, "--formula", "E + A/B"], "no name in it is a column"),
        (vec!["fit", runs, "--formula", "E + width", "--law", "kaplan"], "cannot be used with"),
        (vec!["fit", runs, "--formula", "L(depth) = E + A/depth"], "depth"),
        (vec!["fit", runs, "--formula", "E + loss*A/width"], "loss"),
        (vec!["fit", runs, "--law", file], "'width' is declared an input"),
        (vec!["fit", runs, "--law", "none.toml"], "none.toml: cannot be read"),
        (vec!["audit", runs, "--formula", FORMULA], "speaks of rays"),
        (vec!["holdout", runs, "--law", "outer-power"], "speaks of rays"),
        (vec!["law", "--formula", "1 + 2"], "no parameter"),
        (vec!["fit", runs, "--formula", FORMULA, "--fix", "C=1"], "no parameter 'C'"),
    ] {
        let output = offray(&arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert_eq!(said.trim().lines().count(), 1, "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: {said}");
    }
}

#[test]
fn typed_laws_print_in_every_notation() {
    let formula = "E + A*N^-alpha*where(N <= D, 1, 2)";
    let page = text(&offray(&["law", "--formula", formula]).stdout);
    for part in ["Formula, as typed", "Gradient", "∂L/∂α", "an exponent"] {
        assert!(page.contains(part), "{page}");
    }
    let latex = text(&offray(&["law", "--formula", formula, "--latex"]).stdout);
    assert!(latex.contains(r"\frac{\partial L}{\partial \alpha}"), "{latex}");
    let rocq = text(&offray(&["law", "farseer", "--rocq"]).stdout);
    assert!(rocq.contains("Definition farseer_d_gamma"), "{rocq}");
    let python = text(&offray(&["law", "joint-moe", "--python"]).stdout);
    assert!(python.contains("def gradient(") && python.contains("\"printed\""), "{python}");
    let object = json(&["law", "two-step", "--json"]);
    assert_eq!(object["parameters"][0]["role"], "plain");
    assert!(object["ray_exponent"].is_null());
}

#[test]
fn the_oracle_evaluates_formulas() {
    let ask = |line: &str| {
        let mut command = Command::cargo_bin("offray").expect("the binary");
        let output = command.args(["oracle", "eval"]).write_stdin(line).output().expect("it runs");
        text(&output.stdout)
    };
    let answer = ask(
        r#"{"formula":"E + A*x^-a","params":{"E":1.5,"A":2,"a":0.5},"inputs":{"x":4},"digits":20,"order":1}"#,
    );
    assert!(answer.contains(r#""value":"2.5000000000000000000""#), "{answer}");
    assert!(answer.contains(r#""a":{"value":"-1.3862943611198906188""#), "{answer}");
    for (line, part) in [
        (r#"{"formula":"E + ","params":{"E":1},"digits":5}"#, "at character 5"),
        (r#"{"formula":"E + x","params":{"E":1},"digits":5}"#, "no value of 'x'"),
        (r#"{"formula":"E + N","params":{"E":1},"digits":5}"#, r#"\"n\""#),
        (r#"{"formula":"E","law":"kaplan","params":{"E":1},"digits":5}"#, "give one of them"),
        (
            r#"{"formula":"E + x","params":{"E":1},"inputs":{"y":2},"digits":5}"#,
            "unknown input 'y'",
        ),
    ] {
        let answer = ask(line);
        assert!(answer.contains("error") && answer.contains(part), "{line}: {answer}");
    }
}
