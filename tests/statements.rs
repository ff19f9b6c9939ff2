//! Statements on random designs: every inequality, identity and equivalence, on
//! cases that nobody chose. A failing case is shrunk, printed as the command
//! that replays it, and kept among the fixtures. And the table of `docs/theory.md`,
//! held to the code.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use offray::number::Truth;
use offray::theorem::{STATEMENTS, Settings, Trial};
use proptest::test_runner::{Config, TestCaseError, TestError, TestRng, TestRunner};
use support::trials::trial;

/// Cases of each statement in an ordinary run.
const CASES: u32 = 96;

/// Cases that have failed once, one a line: an id, a space, the case.
fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/theorem/cases.txt")
}

/// What does not hold of a statement in a case.
fn objection(id: &str, case: &Trial) -> Option<String> {
    let settings = Settings::default();
    let found = case.check(id, &settings).unwrap_or_else(|e| panic!("{id}: {e}"));
    assert!(!found.checks.is_empty(), "{id}: nothing is claimed of {case}");
    let wrong = found.checks.iter().find(|check| check.truth != Truth::True)?;
    Some(format!("{:?}: {}", wrong.truth, wrong.against()))
}

/// The first case, shrunk, to which there is an objection, and that one.
fn search(cases: u32, objection: impl Fn(&Trial) -> Option<String>) -> Option<(Trial, String)> {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let outcome = TestRunner::new_with_rng(config, rng)
        .run(&trial(), |case| objection(&case).map_or(Ok(()), |why| Err(TestCaseError::fail(why))));
    match outcome {
        Ok(()) => None,
        Err(TestError::Fail(why, case)) => Some((case, why.to_string())),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

#[track_caller]
fn holds(id: &str) {
    if let Some((case, why)) = search(CASES, |case| objection(id, case)) {
        let mut text = fs::read_to_string(kept()).unwrap_or_default();
        text += &format!("{id} {case}\n");
        fs::write(kept(), text).expect("fixtures can be written");
        panic!("{why}\nreplay: {}", case.command(id));
    }
}

macro_rules! random_designs {
    ($($name:ident: $id:literal;)+) => {$(
        #[test]
        fn $name() {
            holds($id);
        }
    )+};
}

random_designs! {
    p1_the_determinant_is_a_product: "P1";
    d2_only_zero_gap_on_one_ray_is_singular: "D2";
    p2_reaching_the_threshold_suffices: "P2";
    p2_2_rays_between_the_ends_lower_the_coverage: "P2.2";
    p3_compute_or_tokens: "P3";
    obj_weights_are_a_sandwich: "OBJ";
    x1_the_block_formula_and_its_bounds: "X1";
    x2_both_thresholds_and_r_min: "X2";
    x5_the_gap_is_a_slope: "X5";
    x9_twins_have_one_loss: "X9";
}

#[test]
fn kept_cases_hold() {
    let text = fs::read_to_string(kept()).expect("the list of kept cases");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (id, case) = line.split_once(' ').expect("an id and a case");
        let case: Trial = case.parse().expect("a case");
        assert_eq!(objection(id, &case), None, "{}", case.command(id));
    }
}

/// A claim that is false near zero gap alone is found, shrunk, and its text
/// replays it.
#[test]
fn what_is_false_is_found_and_replayed() {
    let too_bold = |case: &Trial| {
        let gap = case.gap.to_f64().abs();
        (gap < 1e-6).then(|| "κ is bounded".to_owned())
    };
    let (case, why) = search(4096, too_bold).expect("found");
    assert_eq!(why, "κ is bounded");
    assert_eq!(case.ratios.len(), 1, "shrunk: {case}");
    let replayed: Trial = case.to_string().parse().expect("the text of a case");
    assert_eq!(replayed, case);
    assert!(too_bold(&replayed).is_some());
}

#[test]
fn the_command_replays_a_case() {
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_offray"))
            .args(arguments)
            .output()
            .expect("the command runs");
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).expect("text"))
    };
    let case = Trial { gap: "-1e-9".parse().expect("a decimal"), ..Trial::default() };
    let command = case.command("P2");
    let quoted = command.split('\'').nth(1).expect("a quoted case");
    let (status, text) = run(&["verify", "P2", "--json", "--case", quoted]);
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains(&command), "{text}");
    for (arguments, part) in [
        (&["verify", "P2", "--case", "k=20,epsilon=1"][..], "a case has no 'epsilon'"),
        (&["verify", "P2", "--case", "k=20+x"], "is no number"),
        (&["verify", "P2", "--case", "sizes=1"], "from 2 to 1000"),
        (&["verify", "P2", "X2", "--case", "k=20"], "name one ID"),
        (&["verify", "X6", "--case", "k=20"], "X6 takes no --case: P1, D2"),
    ] {
        let (status, text) = run(arguments);
        assert_eq!(status, Some(2), "{text}");
        assert!(text.contains(part), "{text}");
    }
}

/// The table of `docs/theory.md` between its two marks.
const MARKS: [&str; 2] = ["<!-- statements -->\n", "<!-- end -->\n"];

fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, extension, found);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(folder), extension, &mut found);
    found.sort();
    let name = |path: &PathBuf| path.strip_prefix(root).expect("below").display().to_string();
    found.iter().map(|p| (name(p), fs::read_to_string(p).expect("text"))).collect()
}

/// The names of the functions that follow `#[test]`, and of those that the
/// macro of this file makes for a statement.
fn tests_of(id: &str, module: &str) -> Vec<String> {
    let names = module.split("#[test]\n").skip(1).filter_map(|rest| {
        let name = rest.trim_start().strip_prefix("fn ")?;
        name.split('(').next().map(str::to_owned)
    });
    let here = include_str!("statements.rs");
    let random = here.lines().filter_map(|line| {
        let (name, known) = line.trim().strip_suffix("\";")?.split_once(": \"")?;
        (known == id).then(|| format!("statements::{name}"))
    });
    names.chain(random).collect()
}

/// The rows, one for every statement, from the code and the proofs.
fn table() -> String {
    let modules = files("src/theorem", "rs");
    let mut text = String::from(
        "| statement | Rust module | tests | proof | verdict |\n|---|---|---|---|---|\n",
    );
    for statement in STATEMENTS {
        let id = statement.id;
        let own = |(_, text): &&(String, String)| text.contains(&format!("    id: \"{id}\",\n"));
        let (module, source) =
            modules.iter().find(own).unwrap_or_else(|| panic!("no module for {id}"));
        let tests = tests_of(id, source);
        assert!(!tests.is_empty(), "{id} has no test in {module} and none on random designs");
        let mut lemmas: Vec<String> = Vec::new();
        for lemma in statement.lemmas {
            let file = lemma.proof().file;
            let file = file.rsplit('/').next().expect("a name");
            let line =
                format!("`{}` ({file}{})", lemma.name, if lemma.whole { "" } else { ", part" });
            if !lemmas.contains(&line) {
                lemmas.push(line);
            }
        }
        let proof = if lemmas.is_empty() { "none yet".into() } else { lemmas.join(", ") };
        let mut verdicts: Vec<(&str, Vec<&str>)> = Vec::new();
        for (law, verdict) in statement.recorded {
            match verdicts.iter_mut().find(|(words, _)| *words == verdict.words()) {
                Some((_, laws)) => laws.push(law),
                None => verdicts.push((verdict.words(), vec![law])),
            }
        }
        let verdict: Vec<String> = verdicts
            .iter()
            .map(|(words, laws)| match verdicts.len() {
                1 => (*words).to_owned(),
                _ => format!("{words} ({})", laws.join(", ")),
            })
            .collect();
        let tests: Vec<String> = tests.iter().map(|name| format!("`{name}`")).collect();
        text += &format!(
            "| {id} | `{module}` | {} | {proof} | {} |\n",
            tests.join(", "),
            verdict.join("; ")
        );
    }
    text
}

#[test]
fn the_table_of_statements_is_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theory.md");
    let text = fs::read_to_string(&path).expect("docs/theory.md");
    for statement in STATEMENTS {
        let heading = format!("\n## {}: ", statement.id);
        assert!(text.contains(&heading), "docs/theory.md does not state {}", statement.id);
    }
    let (before, rest) = text.split_once(MARKS[0]).expect("the first mark");
    let (shown, after) = rest.split_once(MARKS[1]).expect("the second mark");
    let now = table();
    if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
        let fresh = [before, MARKS[0], &now, MARKS[1], after].concat();
        fs::write(&path, fresh).expect("a writable page");
        return;
    }
    for (shown, now) in shown.lines().zip(now.lines()) {
        assert_eq!(shown, now, "docs/theory.md: INSTA_UPDATE=always cargo test --test statements");
    }
    assert_eq!(shown.len(), now.len(), "docs/theory.md: rows are missing or left over");
}
