//! `offray audit` on real tables: the page and the JSON as they are printed, and
//! what they must find by themselves.

use std::io::Write;

use assert_cmd::Command;
use serde_json::Value;

fn offray(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("offray").expect("built");
    command.arg("audit").args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env_remove("COLUMNS");
    command
}

fn page(args: &[&str], status: i32) -> String {
    let out = offray(args).assert().code(status).get_output().stdout.clone();
    String::from_utf8(out).expect("UTF-8")
}

fn json(args: &[&str], status: i32) -> Value {
    let out = offray(args).arg("--json").assert().code(status).get_output().stdout.clone();
    serde_json::from_slice(&out).expect("one JSON object")
}

const CHINCHILLA: &str = "fixtures/runs/chinchilla_epoch240.csv";
const BESIROGLU: &str = "fixtures/claims/besiroglu.json";
const CEREBRAS: &str = "fixtures/runs/cerebras_gpt_pile.csv";
const GADRE: &str = "fixtures/runs/gadre_c4val.csv";
const PYTHIA: &str = "fixtures/runs/pythia_pile_by_cerebras.csv";

/// The page and the pretty-printed object of one audit.
fn snapshot(name: &str, args: &[&str], status: i32) {
    let object = json(args, status);
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r#""(offray|gmp|mpfr)": "[^"]*""#, r#""$1": "[version]""#);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!(name, page(args, status));
        let pretty = serde_json::to_string_pretty(&object).expect("an object");
        insta::assert_snapshot!(format!("{name}.json"), pretty);
    });
}

#[test]
fn chinchilla_with_the_claim_of_besiroglu() {
    snapshot("chinchilla", &[CHINCHILLA, "--fit", BESIROGLU], 1);
}

#[test]
fn cerebras_is_one_ray_nearly() {
    snapshot("cerebras", &[CEREBRAS], 1);
}

#[test]
fn one_ray_of_gadre() {
    snapshot("gadre_ray", &[GADRE, "--group", "c4", "--where", "k=20"], 1);
}

#[test]
fn all_rays_of_gadre_pooled() {
    snapshot("gadre_pooled", &[GADRE], 0);
}

#[test]
fn all_rays_of_one_group_of_gadre() {
    snapshot("gadre_c4", &[GADRE, "--group", "c4"], 0);
}

#[test]
fn pythia_has_one_amount_of_data() {
    snapshot("pythia", &[PYTHIA], 1);
}

fn by_name<'a>(list: &'a Value, name: &str) -> &'a Value {
    let list = list.as_array().expect("a list");
    list.iter().find(|x| x["name"] == name).expect(name)
}

fn ids(object: &Value) -> Vec<&str> {
    let findings = object["findings"].as_array().expect("a list");
    findings.iter().filter_map(|f| f["id"].as_str()).collect()
}

#[test]
fn the_printed_a_and_b_agree_with_their_own_optimum_to_two_digits_only() {
    let audit = json(&[CHINCHILLA, "--fit", BESIROGLU], 1);
    let a = by_name(&audit["fit"]["parameters"], "A")["value"].as_str().expect("decimal");
    assert!(a.starts_with("477.825868233905833139"), "{a}");
    let claim = &audit["claim"];
    for (name, lre) in [("A", 2.06), ("B", 1.57)] {
        let found = by_name(&claim["parameters"], name)["lre"].as_f64().expect("a number");
        assert!((found - lre).abs() < 0.01, "{name} {found}");
    }
    assert_eq!((&claim["is_optimum"], &claim["minimises"]), (&false.into(), &Value::Null));
    // 0.00101864470522 is what the full point scores (the claim prints it to five
    // decimals), 0.00101827401780060 the minimum.
    let value: f64 = claim["objective_value"].as_str().expect("decimal").parse().expect("number");
    assert!((value - 0.001018_64).abs() < 5e-7, "{value}");
    let minimum = audit["fit"]["objective_value"]["lo"].as_str().expect("decimal");
    assert!(minimum.contains("1.018274017800"), "{minimum}");
    assert!(
        ids(&audit).contains(&"claim-not-optimum") && ids(&audit).contains(&"few-inside-delta")
    );
}

#[test]
fn neither_the_order_of_rows_nor_more_precision_changes_a_digit() {
    let text = std::fs::read_to_string(CHINCHILLA).expect("a table");
    let mut rows: Vec<&str> = text.lines().skip(1).collect();
    rows.reverse();
    let half = rows.len() / 3;
    rows.rotate_left(half);
    let shuffled = format!("n_params,n_tokens,loss\n{}\n", rows.join("\n"));
    let values = |object: &Value| -> Vec<Value> {
        let list = object["fit"]["parameters"].as_array().expect("a list");
        list.iter().map(|p| p["value"].clone()).collect()
    };
    let plain = json(&[CHINCHILLA], 0);
    let out = offray(&["-", "--json"]).write_stdin(shuffled).assert().code(0);
    let other: Value = serde_json::from_slice(&out.get_output().stdout).expect("JSON");
    assert_eq!(plain["fit"]["data"]["rows_sha256"], other["fit"]["data"]["rows_sha256"]);
    // Everything but the hash of the file and the numbers of its rows, to the last bit.
    let but_file = |object: &Value| {
        let mut object = object.clone();
        object["fit"]["data"]["sha256"] = Value::Null;
        for finding in object["findings"].as_array_mut().expect("a list") {
            if finding["id"] == "outliers" {
                let text = finding["text"].as_str().expect("words");
                let parts: Vec<&str> = text.split("row ").collect();
                let bare = parts.iter().map(|p| p.trim_start_matches(|c: char| c.is_ascii_digit()));
                finding["text"] = bare.collect::<Vec<_>>().join("row").into();
            }
        }
        object
    };
    let (one, two) = (but_file(&plain), but_file(&other));
    for (key, value) in one.as_object().expect("an object") {
        assert_eq!(*value, two[key], "{key}");
    }
    let precise = json(&[CHINCHILLA, "--digits", "60"], 0);
    for (a, b) in values(&plain).iter().zip(values(&precise)) {
        let (a, b) = (a.as_str().expect("decimal"), b.as_str().expect("decimal"));
        let parts = |x: &str| -> (String, String) {
            let (mantissa, exponent) = x.split_once('e').unwrap_or((x, "0"));
            (mantissa.to_owned(), exponent.to_owned())
        };
        let ((a, i), (b, j)) = (parts(a), parts(b));
        // All but the last digit, which is rounded.
        assert!(i == j && b.starts_with(&a[..a.len() - 1]), "{a} {b}");
        assert!(a.len() > 29 && b.len() > 59);
    }
}

#[test]
fn a_claim_that_is_the_optimum_is_said_to_be_and_one_unit_off_is_not() {
    let file = |alpha: &str| {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        let text = format!(
            r#"{{"law": "chinchilla", "objective": "huber-log:0.001", "parameters": {{"E": "1.81722",
            "A": 477.826, "B": "2143.42", "alpha": "{alpha}", "beta": "0.36717"}}}}"#
        );
        file.write_all(text.as_bytes()).expect("written");
        file
    };
    let right = file("0.34731");
    let audit = json(&[CHINCHILLA, "--fit", &right.path().display().to_string()], 0);
    assert_eq!(audit["claim"]["is_optimum"], true);
    assert_eq!(audit["claim"]["minimises"], "huber-log:0.001");
    let wrong = file("0.34732");
    let audit = json(&[CHINCHILLA, "--fit", &wrong.path().display().to_string()], 1);
    assert_eq!(audit["claim"]["is_optimum"], false);
    let alpha = by_name(&audit["claim"]["parameters"], "alpha");
    assert_eq!((&alpha["agrees"], &alpha["printed"]), (&false.into(), &5.into()));
}

#[test]
fn one_ray_leaves_psi_with_an_error_bar_and_a_twin_with_another_optimum() {
    for (args, id) in
        [(vec![CEREBRAS], "near-ray"), (vec![GADRE, "--group", "c4", "--where", "k=20"], "one-ray")]
    {
        let audit = json(&args, 1);
        assert!(ids(&audit).contains(&id), "{id}");
        assert_eq!(audit["design"]["passes"], false);
        let found = &audit["identifiable"];
        assert!(found["not_identified"].as_array().is_some_and(|n| n.contains(&"A".into())));
        let psi = by_name(&found["reduced"]["fit"]["parameters"], "psi");
        assert!(psi["value"].is_string() && psi["se"]["sandwich"].is_string());
        assert!(ids(&audit).contains(&"twin"));
        assert!(audit["predictions"][2]["sd"].is_null(), "nothing is known off the ray");
        assert!(audit["predictions"][1]["sd"].is_number());
    }
}

#[test]
fn constant_d_leaves_b_and_beta_free() {
    let audit = json(&[PYTHIA], 1);
    assert!(ids(&audit).contains(&"constant-d"));
    let open = audit["identifiable"]["not_identified"].as_array().expect("a list");
    assert!(["E", "B", "beta"].iter().all(|n| open.contains(&Value::from(*n))), "{open:?}");
    assert_eq!(audit["design"]["full"]["kappa_eq"], "inf");
    assert_eq!(audit["identifiable"]["parameters"], serde_json::json!(["A", "alpha"]));
}

#[test]
fn what_is_dependent_or_at_a_bound_is_not_determined() {
    // Twelve runs of one size; and the same losses at every place of a grid.
    let mut one_size = String::from("n_params,n_tokens,loss\n");
    let mut level = one_size.clone();
    for i in 0..12_i32 {
        let d = 1e7 * 10_f64.powf(0.25 * f64::from(i));
        let loss = 1.69 + 406.4 * 1e8_f64.powf(-0.34) + 410.7 * d.powf(-0.28);
        one_size.push_str(&format!("1e8,{d},{loss:.8}\n"));
        level.push_str(&format!("{},{},3\n", 1 + i % 3, 1 + i / 3));
    }
    for (table, determined, open) in [
        (one_size, vec!["B", "beta"], vec!["E", "A", "alpha"]),
        (level, vec![], vec!["alpha", "beta"]),
    ] {
        let out = offray(&["-", "--json"]).write_stdin(table).assert().code(1);
        let audit: Value = serde_json::from_slice(&out.get_output().stdout).expect("JSON");
        let found = &audit["identifiable"];
        assert_eq!(found["parameters"], Value::from(determined));
        assert_eq!(found["not_identified"], Value::from(open));
    }
    assert_eq!(json(&[CEREBRAS], 1)["identifiable"]["parameters"], Value::from(Vec::<&str>::new()));
}

#[test]
fn no_more_digits_are_printed_than_were_asked_for() {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let claim = r#"{"law": "chinchilla", "objective": "huber-log:1e-3", "parameters": {"E": "1.8172",
        "A": "477.83", "B": "2143.4", "alpha": "0.34731", "beta": "0.36717"}}"#;
    file.write_all(claim.as_bytes()).expect("written");
    let page = page(&[CHINCHILLA, "--fit", &file.path().display().to_string(), "--digits", "3"], 0);
    // The estimate is cut by its error bar, not rounded twice.
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "E 1.8172 1.82 3.0 of 5",
        "A 477.83 478 3.0 of 5",
        "at the claim: 0.00102,",
        "E 1.817 ± 0.014",
    ] {
        assert!(words.contains(part), "'{part}' in {page}");
    }
}

#[test]
fn pooled_groups_are_said_loudly() {
    let audit = json(&[GADRE], 0);
    assert!(ids(&audit).contains(&"pooled-groups"));
    assert!(!ids(&json(&[GADRE, "--group", "c4"], 0)).contains(&"pooled-groups"));
}

#[test]
fn a_claim_about_another_law_is_bad_input() {
    let out = offray(&[CHINCHILLA, "--fit", BESIROGLU, "--law", "kaplan"]).assert().code(2);
    let error = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    assert!(error.contains("the claim is about law 'chinchilla'"), "{error}");
    assert_eq!(error.lines().count(), 1);
    assert!(out.get_output().stdout.is_empty());
}

/// The object of an audit of a table given as text.
fn audit_of(table: &str, args: &[&str]) -> Value {
    let mut command = offray(&["-", "--json"]);
    let out = command.args(args).write_stdin(table.to_owned()).output().expect("runs");
    assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("one JSON object")
}

fn claim_file(objective: &str, values: [&str; 5]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let [e, a, b, alpha, beta] = values;
    let text = format!(
        r#"{{"law": "chinchilla", "objective": "{objective}", "parameters": {{"E": "{e}", "A": "{a}",
        "B": "{b}", "alpha": "{alpha}", "beta": "{beta}"}}}}"#
    );
    file.write_all(text.as_bytes()).expect("written");
    file
}

/// Runs on a table's places with Hoffmann's parameters and a relative error.
fn hoffmann(places: impl Iterator<Item = (f64, f64)>, error: impl Fn(usize) -> f64) -> String {
    let law = |n: f64, d: f64| 1.69 + 406.4 * n.powf(-0.34) + 410.7 * d.powf(-0.28);
    let rows =
        places.enumerate().map(|(i, (n, d))| format!("{n},{d},{}\n", law(n, d) * (1.0 + error(i))));
    std::iter::once("n_params,n_tokens,loss\n".to_owned()).chain(rows).collect()
}

/// Noise that is the same every time.
fn wave(size: f64, step: f64, i: usize) -> f64 {
    size * (step * i as f64).sin()
}

/// Sizes from `lo` to `hi`, whole numbers.
fn sizes(count: i32, lo: f64, hi: f64) -> impl Iterator<Item = f64> {
    (0..count).map(move |i| (lo * (hi / lo).powf(f64::from(i) / f64::from(count - 1))).round())
}

#[test]
fn a_claim_is_held_against_the_nearer_of_the_twins() {
    let table = hoffmann(sizes(12, 1e7, 1e10).map(|n| (n, 20.0 * n)), |_| 0.0);
    let mut nearest = Vec::new();
    for values in [
        ["1.69", "406.4", "410.7", "0.34", "0.28"],
        ["1.6900", "177.516", "1125.39", "0.28", "0.340"],
    ] {
        let claim = claim_file("huber-log:1e-3", values);
        let audit = audit_of(&table, &["--fit", &claim.path().display().to_string()]);
        let claim = &audit["claim"];
        assert_eq!(claim["is_optimum"], true, "{values:?} {claim}");
        assert_eq!(claim["minimises"], "huber-log:0.001");
        for p in claim["parameters"].as_array().expect("a list") {
            assert!(p["lre"].as_f64().expect("a number") > 4.0, "{p}");
            assert!(p["se"].as_f64().is_some_and(|se| se > 0.0), "{p}");
        }
        assert!(!ids(&audit).contains(&"claim-not-optimum"));
        assert_eq!(ids(&audit).contains(&"claim-is-twin"), claim["nearest"] == "twin");
        nearest.push(claim["nearest"].as_str().expect("a word").to_owned());
    }
    nearest.sort();
    assert_eq!(nearest, ["fit", "twin"]);
}

#[test]
fn three_columns_need_three_rays_however_far_the_exponents() {
    let check = |more: &[&str]| -> Value {
        let mut command = Command::cargo_bin("offray").expect("built");
        let args = ["design", "check", "--tpp", "20,200", "--law", "interaction", "--json"];
        let out = command.args(args).args(more).assert().code(0).get_output().stdout.clone();
        serde_json::from_slice(&out).expect("JSON")
    };
    let own = check(&[]);
    assert_eq!((&own["passes"], &own["kappa_eq"]), (&false.into(), &"inf".into()));
    assert!(own["pair"]["kappa_eq"].as_str().is_some_and(|x| x != "inf"), "at the law's own gap");
    // Without any gap the singularity is exact, whatever the precision.
    let params = "E=1.69,A=400,B=400,F=10,alpha=0.34,beta=0.34,gamma_N=0.2,gamma_D=0.14";
    for digits in ["6", "40"] {
        let equal = check(&["--params", params, "--digits", digits]);
        for block in ["pair", "full"] {
            assert_eq!(equal[block]["kappa_eq"], "inf");
            assert_eq!(equal[block]["singular"], true);
            assert_eq!(equal[block]["eigenvalues"][0], "0");
        }
        assert_eq!(equal["sloppy"]["loss_change"], 0.0);
        assert!(equal["sloppy"]["text"].as_str().is_some_and(|t| t.contains("no predicted loss")));
    }
    assert_ne!(check(&["--tpp", "1000"])["kappa_eq"], "inf");
}

#[test]
fn what_is_held_at_its_bound_is_no_part_of_the_digits() {
    let audit = json(&[GADRE, "--where", "k=20"], 1);
    assert_eq!(by_name(&audit["fit"]["parameters"], "E")["held"], "at lower bound");
    let digits = audit["digits"].as_array().expect("a list");
    let row = digits.iter().find(|d| d["format"] == "f64" && d["solver"] == "qr").expect("a row");
    assert!(row["measured"].as_f64().is_some_and(|x| x > 5.0), "{row}");
    assert_eq!(row["per_parameter"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_ray_to_the_rounding_of_doubles_is_one_ray() {
    // Sizes with 15 digits, so that 20 n is rounded.
    let places = sizes(12, 1e7, 1e10).map(|n| n * 1.000_000_123_456_7);
    let table = hoffmann(places.map(|n| (n, 20.0 * n)), |i| wave(1e-3, 7.0, i));
    let audit = audit_of(&table, &[]);
    assert_eq!(audit["design"]["rays"][0]["exact"], false, "else the table tests nothing");
    let shape = audit["design"]["shape"].as_str().expect("words");
    assert!(shape.contains("D = 20 N, exact to the rounding of doubles"), "{shape}");
    assert!(ids(&audit).contains(&"one-ray"));
    let found = &audit["identifiable"];
    assert_eq!(found["twins_share_psi"], false);
    let gap = found["twins"][0]["relative_gap"].as_f64().expect("a twin");
    assert!(gap.abs() < 1e-9, "{gap}");
}

#[test]
fn two_powers_on_one_ray_predict_where_one_is_refuted() {
    let law = |n: f64| 1.69 + 4000.0 * n.powf(-0.6) + 40.0 * (20.0 * n).powf(-0.15);
    let mut table = String::from("n_params,n_tokens,loss\n");
    for (i, n) in sizes(40, 1e6, 1e11).enumerate() {
        let loss = law(n) * (1.0 + wave(1e-4, 11.0, i));
        table.push_str(&format!("{n},{},{loss}\n", 20.0 * n));
    }
    let audit = audit_of(&table, &["--objective", "log-sse"]);
    let test = &audit["identifiable"]["reduced"]["test"];
    assert_eq!(test["two"], true, "{test}");
    let verdict = audit["verdict"][0].as_str().expect("words");
    assert!(verdict.contains("two power laws in N"), "{verdict}");
    for p in audit["predictions"].as_array().expect("a list").iter().take(2) {
        let (n, loss, sd) = (&p["n"], &p["loss"], &p["sd"]);
        let [n, loss, sd] = [n, loss, sd].map(|x| x.as_f64().expect("a number"));
        assert!((loss - law(n)).abs() < 4.0 * sd && sd < 2e-3, "{p}");
    }
    assert!(audit["predictions"][2]["sd"].is_null(), "off the ray nothing is known");
    assert_eq!(audit["identifiable"]["parameters"], serde_json::json!(["E"]));
    // One power of N is not refuted by noise.
    let audit = json(&[GADRE, "--group", "c4", "--where", "k=20"], 1);
    assert_eq!(audit["identifiable"]["reduced"]["test"]["two"], false);
}

#[test]
fn pairs_are_counted_as_pairs_and_medians_between_the_middle_two() {
    let audit = json(&[CHINCHILLA], 0);
    let findings = audit["findings"].as_array().expect("a list");
    let shared = findings.iter().find(|f| f["id"] == "shared-loss").expect("found");
    let text = shared["text"].as_str().expect("words");
    // 240 runs, 94 losses, 275 pairs: counted apart in Python.
    assert!(text.contains("275 pairs") && text.contains("94 distinct losses in 240"), "{text}");
    let k = audit["predictions"][1]["k"].as_f64().expect("a number");
    assert!((k - 23.0945).abs() < 1e-4, "{k}");
    // Correlations are those of the errors that are printed.
    let found = &audit["correlation"];
    let place = |name: &str| {
        found["columns"].as_array().expect("names").iter().position(|n| n == name).expect(name)
    };
    let r = found["matrix"][place("E")][place("B")].as_f64().expect("a number");
    assert!((r - 0.624).abs() < 0.01, "{r}");
}

#[test]
fn tables_that_are_small_flat_or_rising_are_said_to_be() {
    let six = [(1e7_f64, 1e9_f64), (1e8, 1e9), (1e9, 1e10), (3e8, 3e10), (1e7, 3e10), (1e8, 1e10)];
    let audit = audit_of(&hoffmann(six.into_iter(), |i| wave(1e-3, 5.0, i)), &[]);
    assert!(ids(&audit).contains(&"few-runs"));
    let grid =
        || [1e7_f64, 1e8, 1e9, 3e9].into_iter().flat_map(|n| [1e9_f64, 4e9, 2e10].map(|d| (n, d)));
    let mut rising = String::from("n_params,n_tokens,loss\n");
    let mut small = rising.clone();
    for (i, (n, d)) in grid().enumerate() {
        let noise = 1.0 + wave(1e-3, 3.0, i);
        let loss = (2.0 + 0.1 * n.ln() + 0.05 * d.ln()) * noise;
        rising.push_str(&format!("{n},{d},{loss}\n"));
        // The same sizes in millions.
        let loss = (1.69 + 406.4 * n.powf(-0.34) + 410.7 * d.powf(-0.28)) * noise;
        small.push_str(&format!("{},{},{loss}\n", n / 1e6, d / 1e6));
    }
    let audit = audit_of(&rising, &[]);
    assert!(ids(&audit).contains(&"rising-loss"), "{:?}", ids(&audit));
    assert_eq!(audit["optimum"], serde_json::json!([]));
    assert!(ids(&audit_of(&small, &[])).contains(&"small-budgets"));
    // Of one amount of data, more of the other is all that is determined.
    let constant = sizes(12, 1e7, 1e10).map(|n| (n, 1e10));
    let audit = audit_of(&hoffmann(constant, |i| wave(1e-3, 5.0, i)), &[]);
    let beyond = &audit["predictions"][1];
    assert_eq!((&beyond["d"], beyond["sd"].is_number()), (&1e10.into(), true), "{beyond}");
    let text = page(&[PYTHIA], 1);
    assert!(!text.contains("along the ray"), "there is no ray");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in ["60", "80"] {
        let args = [GADRE, "--group", "c4", "--where", "k=20"];
        let out = offray(&args).env("COLUMNS", columns).assert().code(1).get_output().clone();
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        let widest = text.lines().max_by_key(|l| l.chars().count()).expect("lines");
        assert!(widest.chars().count() <= columns.parse().expect("a number"), "{widest}");
    }
}

#[test]
fn constraints_that_make_no_sense_are_refused_in_one_line() {
    for (args, part) in [
        (["--tie", "E=alpha"], "E is an offset and alpha an exponent"),
        (["--fix", "E=-1"], "--bounds E=-inf:inf"),
        (["--start", "E=-1,A=400,B=400,alpha=0.3,beta=0.3"], "--bounds E=-inf:inf"),
    ] {
        let out = offray(&[CHINCHILLA]).args(args).assert().code(2).get_output().clone();
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(error.contains(part) && error.lines().count() == 1, "{error}");
    }
}

/// One convention: `fit`, `audit`, text and JSON say the same of the same fit, and what
/// is not determined has an interval in none of them.
#[test]
fn fit_and_audit_agree_on_every_interval() {
    let mut tables: Vec<std::path::PathBuf> = std::fs::read_dir("fixtures/runs")
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
        .filter(|path| std::fs::read_to_string(path).expect("text").lines().count() < 260)
        .collect();
    tables.sort();
    assert!(tables.len() >= 6, "{tables:?}");
    for table in tables {
        let path = table.to_str().expect("UTF-8");
        let fit = |json: bool| {
            let mut command = Command::cargo_bin("offray").expect("built");
            command.args(["fit", path]).args(json.then_some("--json"));
            command.env_remove("COLUMNS");
            let out = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("run");
            String::from_utf8(out.stdout).expect("UTF-8")
        };
        let ours: Value = serde_json::from_str(&fit(true)).expect("one object");
        let out = offray(&[path, "--json"]).output().expect("run").stdout;
        let theirs: Value = serde_json::from_slice(&out).expect("one object");
        let out = offray(&[path]).output().expect("run").stdout;
        let (text, page) = (fit(false), String::from_utf8(out).expect("UTF-8"));
        let pairs = ours["parameters"].as_array().expect("a list").iter();
        for (a, b) in pairs.zip(theirs["fit"]["parameters"].as_array().expect("a list")) {
            assert_eq!(a["interval"], b["interval"], "{path} {}", a["name"]);
            let Some(lo) = a["interval"]["lo"].as_str() else { continue };
            assert!(!a["open"].as_bool().expect("said"), "{path} {}", a["name"]);
            let lo: f64 = lo.parse().expect("a number");
            assert!(lo >= 0.0, "{path} {}: {lo}", a["name"]);
        }
        let cells = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| line.contains(" to "));
            lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        };
        // The ends of an interval as fit prints them stand on the audit's page.
        for cell in cells(&text).iter().filter(|c| c.len() < 100 && !c.starts_with('!')) {
            let words: Vec<&str> = cell.split(' ').collect();
            let Some(to) = words.iter().position(|w| *w == "to") else { continue };
            if to == 0 || to + 1 >= words.len() || words[to - 1].parse::<f64>().is_err() {
                continue;
            }
            let shown = format!("{} to {}", words[to - 1], words[to + 1]);
            let found = cells(&page).iter().any(|line| line.contains(&shown));
            assert!(found, "{path}: {shown} is not on the audit's page");
        }
    }
}
