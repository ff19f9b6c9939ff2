//! `offray predict` and `offray allocate`: against other engines, against what was
//! measured, against what others published; and what the runs do not support is refused.

use std::path::Path;

use assert_cmd::Command;
use offray::audit::{Budget, Goal};
use offray::law::{Law, Point};
use serde_json::Value;

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("offray").expect("the command is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("COLUMNS").args(args);
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The object of a command that ends with this status.
fn object(args: &[&str], status: i32) -> Value {
    let (code, out, error) = run(&[args, &["--json"]].concat());
    assert_eq!((code, error.as_str()), (Some(status), ""), "{args:?}");
    serde_json::from_str(&out).expect("one object")
}

fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/forecast").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect(name)).expect("JSON")
}

/// A number, or a decimal in quotation marks.
fn number(value: &Value) -> f64 {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.parse().unwrap_or_else(|_| panic!("{value} is a number"))
}

fn ends(interval: &Value) -> (f64, f64) {
    (number(&interval["lo"]), number(&interval["hi"]))
}

fn close(a: f64, b: f64, relative: f64) -> bool {
    (a / b - 1.0).abs() <= relative
}

const CHINCHILLA: &str = "fixtures/runs/chinchilla_epoch240.csv";
const OELLM: &str = "fixtures/forecast/oellm_smooth.csv";
const RAY: &str = "fixtures/runs/cerebras_gpt_pile.csv";
/// The larger runs of a table predicted from the smaller ones.
const HELD_OUT: [&str; 8] =
    ["predict", OELLM, "--where", "n<1.5e9", "--points", OELLM, "--points-where", "n>1.5e9"];

/// mpmath finds the lowest loss of a budget, and the smallest budget of a loss by an
/// equation that knows nothing of budgets: fixtures/forecast/optima.py.
#[test]
fn best_splits_are_those_of_another_engine_for_every_law_with_and_without_serving() {
    let cases = fixture("optima.json");
    let mut reached = 0;
    for case in cases.as_array().expect("cases") {
        let law = Law::named(case["law"].as_str().expect("a law")).expect("known");
        let theta: Vec<f64> =
            case["parameters"].as_array().expect("a list").iter().map(number).collect();
        let (compute, served) = (number(&case["compute"]), number(&case["served"]));
        let what = format!("{} {compute:e} {served:e}", case["set"]);
        let goal = Goal::Spend(Budget { compute, served });
        let best = goal.best(&law, &theta).unwrap_or_else(|| panic!("{what}"));
        let loss = law.loss(&theta, &Point::new(best.n, best.d));
        assert!(close(best.n, number(&case["n"]), 1e-7), "{what}: N {}", best.n);
        assert!(close(best.d, number(&case["d"]), 1e-6), "{what}: D {}", best.d);
        assert!(close(loss, number(&case["loss"]), 1e-13), "{what}: loss {loss}");
        let spent = 6.0 * best.n * best.d + 2.0 * best.n * served;
        assert!(close(spent, compute, 1e-12), "{what}: {spent}");
        let Some(wanted) = case.get("reach") else { continue };
        let goal = Goal::Reach { loss: number(&wanted["loss"]), served };
        let best = goal.best(&law, &theta).unwrap_or_else(|| panic!("{what}"));
        assert!(close(best.budget.compute, number(&wanted["compute"]), 1e-9), "{what}");
        assert!(close(best.n, number(&wanted["n"]), 1e-7), "{what}: N {}", best.n);
        assert!(close(best.d, number(&wanted["d"]), 1e-6), "{what}: D {}", best.d);
        reached += 1;
    }
    assert!(reached > 50);
}

/// Fit, intervals, jackknife+ and leverages by SciPy: fixtures/forecast/holdout.py.
#[test]
fn held_out_runs_are_predicted_as_by_another_engine() {
    let expected = fixture("holdout.json");
    let found = object(&[&HELD_OUT[..], &["--objective", "log-sse"]].concat(), 0);
    assert_eq!(found["data"]["rows"], expected["runs"]);
    let points = found["predictions"].as_array().expect("a list");
    let wanted = expected["points"].as_array().expect("a list");
    assert_eq!((points.len(), wanted.len()), (6, 6));
    for (point, wanted) in points.iter().zip(wanted) {
        let what = &point["meaning"];
        assert!(close(number(&point["n"]), number(&wanted["n"]), 1e-15));
        assert_eq!(number(&point["measured"]["loss"]), number(&wanted["measured"]), "{what}");
        assert!(close(number(&point["loss"]), number(&wanted["loss"]), 1e-7), "{what}");
        for (interval, key) in [
            (&point["interval"], "mean"),
            (&point["new_run"]["parametric"], "new_run"),
            (&point["new_run"]["jackknife_plus"], "jackknife_plus"),
        ] {
            let (lo, hi) = ends(interval);
            // Refits go on until they are near against what chance moves.
            let within = if key == "jackknife_plus" { 2e-5 } else { 1e-6 };
            assert!(close(lo, number(&wanted[key][0]), within), "{what} {key}: {lo}");
            assert!(close(hi, number(&wanted[key][1]), within), "{what} {key}: {hi}");
            let loss = number(&wanted["measured"]);
            let name = if key == "mean" { "mean" } else { key };
            let inside = point["measured"]["inside"][name].as_bool().expect("an interval");
            assert_eq!(inside, (lo..=hi).contains(&loss), "{what} {key}");
        }
        let leverage = number(&point["distance"]["leverage"]);
        assert!(close(leverage, number(&wanted["leverage"]), 1e-5), "{what}: {leverage}");
        assert!(close(number(&point["distance"]["n"]), 1_713_504_256.0 / 983_138_304.0, 1e-12));
        assert_eq!(point["distance"]["inside"], false);
    }
}

/// What Hoffmann et al. and Besiroglu et al. published, at Gopher's and Chinchilla's budget:
/// the runs contradict the first and support the second.
#[test]
fn chinchillas_runs_split_its_budget_as_besiroglu_and_not_as_hoffmann() {
    let args =
        ["allocate", CHINCHILLA, "--compute", "5.76e23", "--published", "hoffmann,besiroglu"];
    let found = object(&args, 0);
    let rows = found["allocations"].as_array().expect("a list");
    let [fit, hoffmann, besiroglu] = &rows[..] else { panic!("{rows:?}") };
    let ratio = |row: &Value| number(&row["d_over_n"]["value"]);
    let (lo, hi) = ends(&fit["d_over_n"]["interval"]);
    assert!((ratio(hoffmann) - 92.6).abs() < 0.05, "{}", ratio(hoffmann));
    assert!(lo < ratio(besiroglu) && ratio(besiroglu) < hi && hi < ratio(hoffmann));
    assert!(lo < 20.0 && 20.0 < hi, "the rule of twenty: {lo} to {hi}");
    // a = β/(α + β), in closed form.
    assert!(close(number(&hoffmann["growth"]), 0.28 / 0.62, 1e-12));
    // N* = G (C/6)^a.
    let g = (0.34_f64 * 406.4 / (0.28 * 410.7)).powf(1.0 / 0.62);
    let n = g * (5.76e23_f64 / 6.0).powf(0.28 / 0.62);
    assert!(close(number(&hoffmann["n"]["value"]), n, 1e-9), "{n}");
    // The same quantity as the audit's, to the digit.
    let audit = object(&["audit", CHINCHILLA], 0);
    let rows = audit["optimum"].as_array().expect("a list");
    let own = rows.iter().find(|row| number(&row["compute"]) == 5.76e23).expect("Gopher's budget");
    for key in ["n", "d", "d_over_n"] {
        assert_eq!(own[key]["interval"], fit[key]["interval"], "{key}");
    }
}

#[test]
fn serving_makes_the_best_model_smaller_and_never_better_for_the_same_budget() {
    let args = [
        "allocate",
        "--published",
        "hoffmann",
        "--compute",
        "1e22",
        "--inference-tokens",
        "1e9,1e10,1e11,1e12",
        "--tpp",
        "20",
    ];
    let found = object(&args, 0);
    assert_eq!(found["data"], Value::Null);
    let rows = found["allocations"].as_array().expect("a list");
    assert_eq!(rows.len(), 5);
    for pair in rows.windows(2) {
        let of = |row: &Value, key: &str| number(&row[key]["value"]);
        assert!(of(&pair[1], "n") < of(&pair[0], "n"));
        assert!(of(&pair[1], "d_over_n") > of(&pair[0], "d_over_n"));
        assert!(of(&pair[1], "loss") > of(&pair[0], "loss"));
    }
    for row in rows {
        let whole = number(&row["training"]) + number(&row["inference"]);
        assert!(close(whole, 1e22, 1e-12), "{whole}");
        let others = row["others"].as_array().expect("a list");
        assert!(close(number(&others[2]["d"]) / number(&others[2]["n"]), 20.0, 1e-9));
        for other in others {
            let enough = number(&other["enough"]);
            assert!(number(&other["forgone"]) >= 0.0 && enough <= 1.0 + 1e-9, "{other}");
        }
    }
}

#[test]
fn what_runs_do_not_determine_has_no_interval_and_no_split() {
    // One ray: along it a loss is predicted, off it none; the twins disagree on the split.
    let found = object(&["predict", RAY, "--at", "1e10,2e11", "--at", "1e10,1e12"], 1);
    let [on, off] = &found["predictions"].as_array().expect("a list")[..] else { panic!("two") };
    assert!(on["interval"].is_object() && on["new_run"]["parametric"].is_object(), "{on}");
    for key in ["sd", "interval"] {
        assert_eq!(off[key], Value::Null);
    }
    assert_eq!(off["new_run"], serde_json::json!({"parametric": null, "jackknife_plus": null}));
    let found = object(&["allocate", RAY, "--compute", "1e24"], 1);
    assert_eq!(found["unsupported"]["reason"], "one-ray");
    let rows = found["allocations"].as_array().expect("a list");
    assert!(rows.len() > 1 && rows.iter().all(|row| row["n"]["interval"].is_null()), "{rows:?}");
    // One amount of data: the loss at it, at no other.
    let pythia = "fixtures/runs/pythia_pile_by_cerebras.csv";
    let found = object(&["predict", pythia, "--at", "1e9,299892736000", "--at", "1e9,1e12"], 1);
    let known: Vec<bool> = found["predictions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|at| at["interval"].is_object())
        .collect();
    assert_eq!(known, [true, false]);
    let (status, page, _) = run(&["allocate", pythia, "--compute", "1e24"]);
    assert_eq!(status, Some(1));
    assert!(page.contains("Not determined by these runs"), "{page}");
}

#[test]
fn sizes_come_from_tables_too_with_losses_or_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sizes.csv");
    let table = "model;params (B);tokens\nsmall;1;20e9\nlarge;70;1.4e12\n";
    std::fs::write(&path, table).expect("written");
    let sizes = path.to_str().expect("UTF-8");
    let listed = object(&["predict", CHINCHILLA, "--points", sizes], 0);
    let typed = object(&["predict", CHINCHILLA, "--at", "1B,20B", "--at", "c=5.88e23,tpp=20"], 0);
    let loss = |found: &Value, i: usize| number(&found["predictions"][i]["loss"]);
    for i in 0..2 {
        assert!(close(loss(&listed, i), loss(&typed, i), 1e-12));
    }
    assert_eq!(listed["measured"], Value::Null);
    assert_eq!(listed["predictions"][1]["meaning"], "row 3");
    let read = listed["points_reading"]["text"].as_str().expect("said");
    assert!(read.contains("n = 'params (B)' × 1e9"), "{read}");
    let pairs = object(&["predict", CHINCHILLA, "--compute", "5.88e23,1e24", "--tpp", "20,100"], 0);
    assert_eq!(pairs["predictions"].as_array().map(Vec::len), Some(4));
    assert!(close(loss(&pairs, 0), loss(&typed, 1), 1e-12));
}

#[test]
fn a_bootstrap_makes_its_own_intervals_of_the_same_quantities() {
    let bootstrap = ["--se", "bootstrap", "--refits", "60"];
    let gadre = ["fixtures/runs/gadre_c4val.csv", "--group", "c4"];
    let question = ["--compute", "1e21", "--target-loss", "2.7", "--inference-tokens", "1e11"];
    let found = object(&[&["allocate"], &gadre[..], &question, &bootstrap].concat(), 0);
    let rows = found["allocations"].as_array().expect("a list");
    assert_eq!(rows.len(), 4);
    for row in rows {
        for key in ["n", "d", "d_over_n"] {
            let interval = &row[key]["interval"];
            assert_eq!(interval["method"], "bootstrap-percentile", "{row}");
            let ((lo, hi), value) = (ends(interval), number(&row[key]["value"]));
            assert!(lo < value && value < hi, "{key}: {row}");
        }
        assert_eq!(row["target"].is_null(), row["compute"]["interval"].is_null(), "{row}");
    }
}

#[test]
fn pages_are_as_they_were_read() {
    for (name, args, status) in [
        ("predict_held_out", &HELD_OUT[..], 0),
        ("predict_sizes", &["predict", CHINCHILLA, "--at", "70B,1.4T", "--at", "n=1e9,tpp=20"], 0),
        ("predict_one_ray", &["predict", RAY, "--at", "1e10,2e11", "--at", "1e10,1e12"], 1),
        (
            "allocate_chinchilla",
            &[
                "allocate",
                CHINCHILLA,
                "--compute",
                "5.76e23",
                "--published",
                "hoffmann,besiroglu",
                "--inference-tokens",
                "2T",
                "--tpp",
                "20",
            ],
            0,
        ),
        (
            "allocate_target",
            &["allocate", CHINCHILLA, "--target-loss", "2.0", "--inference-tokens", "1e13"],
            0,
        ),
        ("allocate_one_ray", &["allocate", RAY, "--compute", "1e24"], 1),
        (
            "allocate_published",
            &["allocate", "--published", "kaplan-joint", "--compute", "1e24"],
            0,
        ),
    ] {
        let (code, page, error) = run(args);
        assert_eq!((code, error.as_str()), (Some(status), ""), "{name}");
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!(name, page);
        });
    }
}

#[test]
fn a_figure_is_written_where_there_is_something_to_draw() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let question = ["allocate", "--published", "hoffmann", "--compute", "1e21,1e23"];
    for name in ["split.svg", "split.png"] {
        let (status, ..) = run(&[&question[..], &["--figure", &at(name)]].concat());
        assert_eq!(status, Some(0));
    }
    let svg = std::fs::read_to_string(at("split.svg")).expect("written");
    assert!(svg.starts_with("<svg") && svg.contains("best split") && !svg.contains("NaN"));
    assert_eq!(&std::fs::read(at("split.png")).expect("written")[1..4], b"PNG");
    let (status, page, _) = run(&["allocate", RAY, "--compute", "1e24", "--figure", &at("no.svg")]);
    assert_eq!(status, Some(1));
    assert!(page.ends_with("No figure was drawn: there is no best split.\n"), "{page}");
    assert!(!Path::new(&at("no.svg")).exists());
}
