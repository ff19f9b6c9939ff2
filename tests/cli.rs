//! The command as a whole: exit statuses, standard input, what is printed where.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use offray::law::Law;
use offray::report::law::{Sheet, json, json_list, latex, list, page, python, rocq};

fn offray() -> Command {
    let mut command = Command::cargo_bin("offray").expect("the command is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("COLUMNS");
    command.timeout(Duration::from_secs(120));
    command
}

fn run(args: &[&str]) -> Output {
    offray().args(args).output().expect("it runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

const RAY: &str = "fixtures/runs/cerebras_gpt_pile.csv";

#[test]
fn help_and_version_go_to_standard_output() {
    let version = run(&["--version"]);
    assert_eq!((version.status.code(), &version.stderr[..]), (Some(0), &b""[..]));
    insta::with_settings!({filters => vec![(r"\d+\.\d+\.\d+", "[version]")]}, {
        insta::assert_snapshot!("version", text(&version.stdout));
    });
    for args in [&["--help"][..], &["completions", "--help"]] {
        let help = run(args);
        assert_eq!((help.status.code(), &help.stderr[..]), (Some(0), &b""[..]), "{args:?}");
        insta::assert_snapshot!(args.join("_").replace("--", ""), text(&help.stdout));
    }
}

#[test]
fn a_wrong_command_line_is_one_line_and_status_2() {
    for (args, says) in [
        (&[][..], "no command given"),
        (&["audt"], "a similar subcommand exists: 'audit'"),
        (&["audit"], "<RUNS>"),
        (&["audit", RAY, "--laww", "x"], "a similar argument exists: '--law'"),
        (&["audit", RAY, "--law", "chinchila"], "did you mean 'chinchilla'"),
        (&["audit", RAY, "--objective", "huber"], "huber-log"),
        (&["audit", RAY, "--digits", "0"], "from 1 to 10000"),
        (&["audit", RAY, "--bits", "52"], "from 53 to 65536"),
        (&["audit", RAY, "--bits", "99999999999"], "from 53 to 65536"),
        (&["man", "audi"], "audit"),
        (&["oracle", "problems", "grid-see"], "did you mean 'grid-sse'"),
        (&["oracle", "problems", "--out", "README.md/x"], "--out README.md/x"),
        (&["oracle", "problems", "--out", "x", "--json"], "--json"),
    ] {
        let output = run(args);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {errors}");
        assert_eq!((errors.lines().count(), output.stdout.len()), (1, 0), "{args:?}: {errors}");
        assert!(errors.starts_with("offray: ") && errors.contains(says), "{args:?}: {errors}");
    }
}

#[test]
fn completions_and_man_pages_know_every_command() {
    let commands = ["audit", "design", "law", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.status.code(), Some(0));
        for command in commands {
            assert!(text(&script.stdout).contains(command), "{shell}: {command}");
        }
    }
    let page = run(&["man"]);
    assert!(text(&page.stdout).starts_with(".ie") && text(&page.stdout).contains(".SH NAME"));
    for command in commands {
        let page = run(&["man", command]);
        assert_eq!(page.status.code(), Some(0));
        assert!(text(&page.stdout).contains(&format!("offray\\-{command}")), "{command}");
    }
}

#[test]
fn findings_end_with_1_and_the_same_bytes_come_twice() {
    for json in [&[][..], &["--json"]] {
        let args = [&["audit", RAY, "--digits", "12"], json].concat();
        let (once, again) = (run(&args), run(&args));
        assert_eq!(once.status.code(), Some(1), "{}", text(&once.stderr));
        assert_eq!(text(&once.stdout), text(&again.stdout));
        assert!(!once.stdout.contains(&0x1b), "no colour where there is no terminal");
        assert_eq!(text(&once.stderr), "", "no progress where there is no terminal");
        if !json.is_empty() {
            let value: serde_json::Value =
                serde_json::from_slice(&once.stdout).expect("one JSON object");
            assert!(value.is_object());
            assert_eq!(
                text(&once.stdout).lines().count(),
                text(&once.stdout).trim().lines().count()
            );
        }
    }
}

#[test]
fn reference_problems_are_listed_printed_and_written() {
    let list = run(&["oracle", "problems"]);
    assert_eq!((list.status.code(), &list.stderr[..]), (Some(0), &b""[..]));
    assert!(text(&list.stdout).lines().all(|line| line.chars().count() <= 100));
    let shipped = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/problems").join(name);
        std::fs::read_to_string(path).expect(name)
    };
    for args in
        [&["oracle", "problems", "gadre-c4"][..], &["oracle", "problems", "gadre-c4", "--text"]]
    {
        assert_eq!(text(&run(args).stdout), shipped("gadre-c4.dat"), "{args:?}");
    }
    let lines = run(&["oracle", "problems", "--json", "--for-solvers"]);
    let lines: Vec<serde_json::Value> =
        text(&lines.stdout).lines().map(|l| serde_json::from_str(l).expect("an object")).collect();
    assert!(lines.len() >= 60);
    assert!(lines.iter().all(|p| p["certified"].is_null() && p["schema"] == "offray.problem/1"));
    let one = run(&["oracle", "problems", "gadre-c4", "--json"]);
    let one: serde_json::Value = serde_json::from_slice(&one.stdout).expect("one object");
    let file: serde_json::Value = serde_json::from_str(&shipped("gadre-c4.json")).expect("JSON");
    assert_eq!(one, file);

    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("new/set");
    let written = run(&["oracle", "problems", "--out", into.to_str().expect("a name")]);
    assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0));
    let sums = std::fs::read_to_string(into.join("SHA256SUMS")).expect("written");
    assert_eq!(sums, shipped("SHA256SUMS"));
    assert_eq!(sums.lines().count(), 2 * lines.len());
}

#[test]
fn a_dash_is_standard_input() {
    let table = std::fs::read(RAY).expect("a table");
    let piped = offray()
        .args(["audit", "-", "--digits", "12", "--json"])
        .write_stdin(table)
        .output()
        .expect("it runs");
    let named = run(&["audit", RAY, "--digits", "12", "--json"]);
    assert_eq!(piped.status.code(), named.status.code(), "{}", text(&piped.stderr));
    assert_eq!(text(&piped.stdout), text(&named.stdout));
    let empty = offray().args(["audit", "-"]).write_stdin("").output().expect("it runs");
    assert!(text(&empty.stderr).starts_with("offray: standard input: is empty"));
}

#[cfg(unix)]
fn started(args: &[&str], output: Stdio) -> std::process::Child {
    let program: PathBuf = assert_cmd::cargo::cargo_bin("offray");
    let mut command = std::process::Command::new(program);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).args(args).stdout(output);
    command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_with_3() {
    use std::io::Read;
    for signal in ["INT", "TERM", "HUP"] {
        // It waits for standard input, which stays open.
        let mut child = started(&["audit", "-"], Stdio::null());
        std::thread::sleep(Duration::from_millis(500));
        let id = child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.expect("kill").success());
        let input = child.stdin.take();
        let status = child.wait().expect("it ends");
        drop(input);
        let mut errors = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut errors).expect("UTF-8");
        assert_eq!((status.code(), errors.lines().count()), (Some(3), 1), "{signal}: {errors}");
        assert!(errors.contains("interrupted"), "{errors}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_error_and_a_full_disk_is_3() {
    let mut child = started(&["completions", "bash"], Stdio::piped());
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = started(&["completions", "bash"], full.into()).wait_with_output();
        let output = output.expect("it ends");
        assert_eq!(output.status.code(), Some(3));
        assert!(text(&output.stderr).starts_with("offray: cannot write standard output"));
    }
}

#[test]
fn sub_designs_of_a_real_table_are_compared() {
    let table = "fixtures/runs/gadre_c4val.csv";
    let args = ["holdout", table, "--group", "c4", "--law", "chinchilla,repeated", "--seeds", "20"];
    let page = run(&args);
    assert_eq!((page.status.code(), &page.stderr[..]), (Some(0), &b""[..]));
    insta::assert_snapshot!("holdout", text(&page.stdout));
    let object = run(&[&args[..], &["--json"]].concat());
    let value: serde_json::Value = serde_json::from_slice(&object.stdout).expect("one object");
    assert_eq!(value["schema"], "offray.holdout/1");
    let laws = value["laws"].as_array().expect("laws");
    assert!(laws[0]["compared"] == true && laws[1]["compared"] == false, "{laws:?}");
    assert_eq!(value["runs_in_each"], 12);
    let held = value["held_out"]["rows"].as_array().expect("rows").len();
    assert_eq!(held + value["pool"].as_array().expect("rows").len(), 34);
    for (args, says) in [
        (&["holdout", RAY][..], "every run has D/N near 20.0084"),
        (&["holdout", table, "--runs", "99"], "--runs: sub-designs of 99 runs do not fit in 72"),
        (&["holdout", table, "--hold", "1"], "a share lies between 0 and 1"),
        (&["holdout", table, "--law", "repeated"], "needs the column unique_tokens"),
        (&["holdout", table, "--law", "kaplam"], "did you mean 'kaplan'"),
        (&["holdout", table, "--target-tpp", "0"], "a ratio is positive"),
        (&["holdout", table, "--simulate", "0"], "a standard deviation is positive"),
        (&["holdout", table, "--seeds", "0"], "from 1 to 100000"),
    ] {
        let output = run(args);
        let errors = text(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}: {errors}");
        assert!(errors.lines().count() == 1 && errors.contains(says), "{args:?}: {errors}");
    }
}

/// Normal and Student quantiles from a table: 34 runs less 5 parameters leave 29
/// degrees of freedom. Intervals are symmetric in the logarithm of the loss, and
/// are printed with eight digits.
#[test]
fn intervals_are_as_wide_as_their_options_say() {
    for (options, quantile) in [
        (&[][..], 2.045_229_642),
        (&["--level", "0.5"], 0.683_043_861),
        (&["--normal"], 1.959_963_985),
        (&["--normal", "--level", "0.99"], 2.575_829_304),
    ] {
        let args = ["audit", "fixtures/runs/gadre_c4val.csv", "--group", "c4", "--json"];
        let output = run(&[&args, options].concat());
        let page: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let places = page["predictions"].as_array().expect("a list");
        assert_eq!(places.len(), 3, "{options:?}");
        for place in places {
            let number = |key: &str| place[key].as_f64().expect(key);
            let end = |key: &str| {
                let text = place["interval"][key].as_str().expect(key);
                text.parse::<f64>().expect(key)
            };
            let (loss, relative) = (number("loss"), number("sd") / number("loss"));
            for half in [(end("hi") / loss).ln(), (loss / end("lo")).ln()] {
                let found = half / relative;
                assert!((found - quantile).abs() < 1e-5, "{options:?}: {found}, not {quantile}");
            }
        }
    }
}

#[test]
fn what_certify_cannot_write_or_go_on_from_is_bad_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("left.json");
    let path = file.to_str().expect("UTF-8");
    let certify = ["certify", "fixtures/runs/gadre_c4val.csv", "--group", "c4"];
    let global =
        ["--objective", "sse", "--global", "--box", "alpha=0.05:1,beta=0.05:1", "--resume"];
    std::fs::write(&file, "{}").expect("a file");
    for (options, says) in [
        ([&global[..], &[path]].concat(), "not a search put aside by 'offray certify --global'"),
        (vec!["--objective", "sse", "--rocq", path], "E, A, B, alpha, beta are free"),
        (
            vec!["--fix", "E=1.6,A=100,B=120,beta=0.26", "--rocq", path],
            "there are proofs for the objectives sse and log-sse",
        ),
    ] {
        let output = run(&[&certify[..], &options].concat());
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{options:?}: {errors}");
        assert_eq!((errors.lines().count(), output.stdout.len()), (1, 0), "{options:?}: {errors}");
        assert!(errors.contains(says), "{options:?}: {errors}");
        assert_eq!(std::fs::read_to_string(&file).expect("untouched"), "{}", "{options:?}");
    }
    // What another search has left is refused before an optimum is looked for:
    // on this table none would be found.
    let rest = folder.path().join("rest.json");
    let kept = unfinished();
    std::fs::write(&rest, &kept).expect("a file");
    let flat = ["certify", "fixtures/runs/pythia_pile_by_cerebras.csv"];
    let output = run(&[&flat[..], &global, &[rest.to_str().expect("UTF-8")]].concat());
    let errors = text(&output.stderr);
    assert_eq!((output.status.code(), errors.lines().count()), (Some(2), 1), "{errors}");
    assert!(errors.contains("it is about other rows"), "{errors}");
    assert_eq!(std::fs::read_to_string(&rest).expect("untouched"), kept);
}

/// A search of a shipped problem put aside after its first round.
fn unfinished() -> String {
    use offray::certify::{Ends, Options, certify, global};
    let shipped = offray::oracle::named("grid-sse").expect("it is shipped");
    let (runs, law) = (shipped.table().expect("rows"), shipped.law().expect("a law"));
    let (objective, none) = (shipped.objective().expect("one"), Default::default());
    let problem = offray::fit::Problem::new(&law, &runs, &objective, &none).expect("sound");
    let answer = certify(&problem, &Options::default()).expect("a fit");
    let ends = Ends { lo: "0.05".parse().expect("a"), hi: "1".parse().expect("b") };
    let all = ["alpha", "beta"].map(|name| (name.to_owned(), ends.clone()));
    let mut kept = Vec::new();
    global(&problem, &answer, &all, None, &mut |p| kept.extend(p.unfinished()))
        .expect("it applies");
    kept[0].to_text()
}

#[test]
fn a_fit_says_first_that_groups_are_pooled_and_keeps_to_its_width() {
    let output = run(&["fit", "fixtures/runs/cerebras_gpt_pile.csv", "--law", "kaplan"]);
    let page = text(&output.stdout);
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("'{part}' in {page}"));
    assert!(at("! 3 groups are pooled") < at("Objective huber-log"), "{page}");
    assert!(page.contains("α_N") && !page.contains("alpha_N"), "{page}");
    assert!(page.lines().all(|l| l.chars().count() <= 100 && l == l.trim_end()), "{page}");
    let fixed = "E=1.7,A=400,B=410,alpha=0.34,beta=0.28";
    let output = run(&["fit", RAY, "--fix", fixed]);
    assert!(text(&output.stdout).contains("nothing was fitted"), "{}", text(&output.stdout));
}

#[test]
fn options_without_effect_are_taken_and_not_listed() {
    for (command, listed, hidden) in [
        (&["oracle", "eval"][..], "--digits", "--seed"),
        (&["check"], "--json", "--digits"),
        (&["man"], "COMMAND", "--json"),
        (&["fit"], "--seed", "\u{0}"),
    ] {
        let output = run(&[command, &["--help"]].concat());
        let help = text(&output.stdout);
        assert!(help.contains(listed) && !help.contains(hidden), "{command:?}: {help}");
    }
    assert_eq!(run(&["man", "--seed", "3", "--json"]).status.code(), Some(0));
    assert_eq!(run(&["--json", "law"]).stdout, run(&["law", "--json"]).stdout);
}

#[test]
fn pages_of_laws_and_designs_keep_to_their_width() {
    for args in [
        &["law", "repeated"][..],
        &["law", "interaction"],
        &["design", "check", "--tpp", "20,100", "--law", "interaction"],
        &["design", "check", "--tpp", "20,100", "--law", "chinchilla"],
    ] {
        let output = run(args);
        let page = text(&output.stdout);
        assert!(page.lines().all(|l| l.chars().count() <= 100), "{args:?}: {page}");
    }
}

#[test]
fn digits_asked_are_for_requests_without() {
    let mut offray = offray();
    offray.args(["oracle", "eval", "--digits", "5"]);
    let line = r#"{"law":"chinchilla-reduced","params":{"E":1,"psi":2,"alpha":"0.5"},"n":4,"d":1"#;
    let output = offray.write_stdin(format!("{line}}}\n{line},\"digits\":3}}\n")).output();
    let output = output.expect("it runs");
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert!(lines[0].contains(r#""value":"2.0000""#), "{}", lines[0]);
    assert!(lines[1].contains(r#""value":"2.00""#), "{}", lines[1]);
}

/// Exit status, standard output and standard error.
fn printed(args: &[&str]) -> (Option<i32>, String, String) {
    let output = run(args);
    (output.status.code(), text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
}

#[test]
fn a_law_is_printed_as_asked_for() {
    let sheet = Sheet::new(&Law::named("kaplan").expect("a law"));
    for (flag, expected) in [
        ("", page(&sheet)),
        ("--latex", latex(&sheet)),
        ("--python", python(&sheet)),
        ("--rocq", rocq(&sheet)),
        ("--json", format!("{}\n", json(&sheet))),
    ] {
        let arguments = ["law", "kaplan", flag];
        let arguments = if flag.is_empty() { &arguments[..2] } else { &arguments[..] };
        assert_eq!(printed(arguments), (Some(0), expected, String::new()));
    }
    assert_eq!(printed(&["law"]), (Some(0), list(), String::new()));
    assert_eq!(printed(&["law", "--json"]), (Some(0), format!("{}\n", json_list()), String::new()));
    let (status, out, error) = printed(&["law", "kaplen"]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(error.starts_with("offray: unknown law 'kaplen': did you mean 'kaplan'?"), "{error}");
    assert_eq!(error.lines().count(), 1);
    assert_eq!(printed(&["law", "--python"]).0, Some(2));
    assert_eq!(printed(&["law", "kaplan", "--python", "--rocq"]).0, Some(2));
}
