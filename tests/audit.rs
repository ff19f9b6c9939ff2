//! `offray audit` on real tables: the page and the JSON as they are printed, and
//! what they must find by themselves.

use std::io::Write;

use assert_cmd::Command;
use serde_json::Value;

fn offray(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("offray").expect("built");
    command.arg("audit").args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
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
    assert_eq!(plain["design"], other["design"]);
    assert_eq!(plain["digits"], other["digits"]);
    assert_eq!(values(&plain), values(&other));
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
    for (table, determined, open) in
        [(one_size, vec!["B", "beta"], vec!["E", "A", "alpha"]), (level, vec![], vec![])]
    {
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
        "E 1.817 ± 0.028",
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
