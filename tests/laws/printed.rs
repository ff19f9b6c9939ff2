//! What is printed computes what the law computes.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use offray::law::{Law, Point, Repeated, Role};
use offray::number::{Compare, Dual, Notation, Scalar, Symbol, gradient};
use offray::report::law::{Sheet, json, json_list, latex, list, page, python, rocq};

use super::{Case, Dice, cases, mpfr, off};

fn laws() -> Vec<Law> {
    let mut laws = Law::all();
    laws.push(Repeated::frozen().into());
    laws
}

/// Values of the variables of a sheet at a case.
fn lookup<'a, S: Scalar>(case: &'a Case, like: &'a S) -> impl Fn(&str) -> S + 'a {
    move |name| match name {
        "N" => like.exact(&case.at.n),
        "D" => like.exact(&case.at.d),
        "U" => like.exact(&case.at.unique),
        name => like.exact(&case.theta[case.law.about().index(name).expect(name)]),
    }
}

#[test]
fn formulas_evaluate_to_the_law() {
    let sheets: BTreeMap<String, Sheet> =
        laws().iter().map(|law| (law.to_string(), Sheet::new(law))).collect();
    let fine = mpfr(600);
    for case in cases() {
        let sheet = &sheets[&case.law.to_string()];
        // The loss, to the bit, in doubles too; exact arithmetic on frozen
        // constants rounds once where the law rounds more often.
        let (theta, at) = case.read(&1.0_f64);
        let printed = sheet.loss.evaluate(&1.0, lookup(&case, &1.0));
        let direct = case.law.loss(&theta, &at);
        // Numbers keep all digits of 1 − e^(−x), as printed it loses some.
        let law = case.law.to_string();
        let tolerance = match law.as_str() {
            "repeated" => 1e-15 * direct,
            frozen if frozen.contains(':') => 1e-13 * direct,
            _ => 0.0,
        };
        assert!((printed - direct).abs() <= tolerance, "{}: {printed} {direct}", case.name());
        // The simplified gradient, at high precision, is the fixture's.
        let floor = fine.exact(&super::exact("1e-60")) * fine.exact(&case.loss);
        for (x, y) in sheet.gradient.iter().zip(&case.gradient) {
            let x = x.evaluate(&fine, lookup(&case, &fine));
            assert!(off(&x, &fine.exact(y), &floor) < 1e-55, "{}: {x:?} {y}", case.name());
        }
    }
}

/// Runs a Python program; a machine without python3 fails the test.
fn run_python(program: &str) -> String {
    let mut child = Command::new("python3")
        .args(["-I", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is needed to test the printed Python: install it (Debian: python3)");
    child.stdin.take().expect("piped").write_all(program.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("ended");
    assert!(output.status.success(), "python3 failed on:\n{program}");
    String::from_utf8(output.stdout).expect("text")
}

/// Units in the last place between two doubles of one sign.
fn ulps(x: f64, y: f64) -> u64 {
    if x == y { 0 } else { x.to_bits().abs_diff(y.to_bits()) }
}

#[test]
fn printed_python_agrees_with_doubles_on_a_thousand_points() {
    let mut dice = Dice(7);
    let mut program = String::from("modules = {}\n");
    let mut expected = Vec::new();
    for law in laws() {
        let sheet = Sheet::new(&law);
        let mut rows = Vec::new();
        for _ in 0..1000 {
            let n = dice.log_between(1e6, 1e12);
            let d = n * dice.log_between(0.5, 500.0);
            let at = Point { n, d, unique: d / dice.between(0.5, 20.0), others: Vec::new() };
            let theta = dice.parameters(&law);
            let sizes = sheet.sizes.iter().map(|(size, _)| match size.name {
                "N" => at.n,
                "D" => at.d,
                _ => at.unique,
            });
            let values = sizes.chain(theta.iter().copied());
            rows.push(values.map(|x| format!("{x:e}")).collect::<Vec<_>>().join(" "));
            expected.push((law.clone(), theta, at));
        }
        let source = serde_json::Value::from(python(&sheet));
        let rows = serde_json::Value::from(rows.join("\n"));
        program += &format!(
            "module = {{}}\n\
             exec({source}, module)\n\
             for row in {rows}.split('\\n'):\n    \
                 row = [float(x) for x in row.split()]\n    \
                 loss, slope = module['loss'](*row), module['gradient'](*row)\n    \
                 print(*[x.hex() for x in [loss, *(slope[p] for p in module['PARAMETERS'])]])\n",
        );
    }
    let output = run_python(&program);
    assert_eq!(output.lines().count(), expected.len());
    let mut worst = BTreeMap::<String, (u64, f64)>::new();
    for (line, (law, theta, at)) in output.lines().zip(&expected) {
        let values: Vec<f64> = line.split(' ').map(hex).collect();
        let (loss, slope) = gradient(|t| law.loss(t, &at.map(|x| Dual::constant(*x))), theta);
        let worst = worst.entry(law.to_string()).or_default();
        worst.0 = worst.0.max(ulps(values[0], loss));
        assert_eq!(values.len(), 1 + slope.len());
        for ((x, y), theta) in values[1..].iter().zip(&slope).zip(theta) {
            let scale = y.abs().max(loss / theta);
            worst.1 = worst.1.max((x - y).abs() / scale);
        }
    }
    for (law, (loss, slope)) in worst {
        println!("{law}: loss {loss} ulp, gradient {slope:.1e}");
        // Two units: each library's pow may be off by one. Frozen constants are
        // folded exactly, where the law rounds 1/(α+β) and β/α; of 1 − e^(−x) numbers
        // keep all digits, and as printed it loses some.
        let allowed = if law.starts_with("repeated") { 10 } else { 3 };
        assert!(loss <= allowed, "{law}: {loss} ulp");
        assert!(slope < 2e-14, "{law}: {slope:e}");
    }
}

/// Reads Python's `float.hex`: [-]0x1.8p+3.
fn hex(text: &str) -> f64 {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (mantissa, power) =
        text.strip_prefix("0x").and_then(|t| t.split_once('p')).unwrap_or_else(|| panic!("{text}"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).expect("hexadecimal");
    let power: i32 = power.parse().expect("a power");
    sign * digits as f64 * 2.0_f64.powi(-4 * fraction.len() as i32) * 2.0_f64.powi(power)
}

#[test]
fn hexadecimal_doubles_are_read() {
    assert_eq!(["0x1.8p+3", "-0x1.999999999999ap-4", "0x0.0p+0"].map(hex), [12.0, -0.1, 0.0]);
}

/// Random expressions, printed in Python and computed there.
#[test]
fn printed_python_parses_back() {
    fn grow(dice: &mut Dice, depth: u32) -> Symbol {
        let leaf = |dice: &mut Dice| match dice.between(0.0, 5.0) as u32 {
            0 => Symbol::constant(super::exact(
                ["-2", "0.75", "1/3", "1e-3", "40"][dice.between(0.0, 5.0) as usize],
            )),
            i => Symbol::named(["x", "y", "z", "w"][i as usize - 1]),
        };
        if depth == 0 {
            return leaf(dice);
        }
        let choice = dice.between(0.0, 15.0) as u32;
        let x = grow(dice, depth - 1);
        match choice {
            0 => return leaf(dice),
            1 => return -x,
            2 => return x.abs(),
            3 => return x.abs().sqrt(),
            4 => return (-(x.square())).exp(),
            5 => return (x.abs() + Symbol::named("x")).ln(),
            6 => return x.powi(3),
            7 => return (x.abs() + Symbol::named("x")).powi(-2),
            _ => {}
        }
        let y = grow(dice, depth - 1);
        match choice {
            8 => (x.abs() + Symbol::named("y")).pow(&y),
            9 => x.min(&y),
            10 => Symbol::select(&x, &y, grow(dice, depth - 1), y.clone()),
            11 => x - y,
            12 => x / (y.square() + Symbol::named("z")),
            13 => x * y,
            _ => x + y,
        }
    }
    let mut dice = Dice(8);
    let names = ["x", "y", "z", "w"];
    let values = [0.7, 2.9, 1.3, 0.1];
    let at = |bits| {
        move |name: &str| {
            let i = names.iter().position(|n| *n == name).expect("a variable");
            offray::number::Mpfr::from_f64(bits, values[i])
        }
    };
    // Those that doubles get right to ten digits.
    let mut kept = Vec::new();
    while kept.len() < 300 {
        let x = grow(&mut dice, 5);
        let truth = x.evaluate(&mpfr(300), at(300)).to_f64();
        let double = x.evaluate(&mpfr(53), at(53)).to_f64();
        let simplified = x.simplified();
        if truth.is_finite() && truth.abs() < 1e30 && (double - truth).abs() < 1e-10 * truth.abs() {
            kept.push((x, truth));
            let again = simplified.evaluate(&mpfr(300), at(300)).to_f64();
            assert!((again - truth).abs() <= 1e-12 * truth.abs(), "{simplified}");
        }
    }
    let bindings: String =
        names.iter().zip(values).map(|(name, value)| format!("{name} = {value:e}\n")).collect();
    let prints: String = kept
        .iter()
        .map(|(x, _)| format!("print(float({}).hex())\n", x.print(Notation::Python)))
        .collect();
    let output = run_python(&format!("from math import exp, log, sqrt\n{bindings}{prints}"));
    for (line, (x, truth)) in output.lines().zip(&kept) {
        let value = hex(line);
        assert!((value - truth).abs() <= 1e-7 * truth.abs(), "{value} not {truth}: {x}");
    }
    assert_eq!(output.lines().count(), kept.len());
}

#[test]
fn gradients_print_as_one_would_write_them() {
    let printed = |law: &str| -> Vec<String> {
        let sheet = Sheet::new(&Law::named(law).expect(law));
        sheet.gradient.iter().map(|x| x.print(Notation::Unicode)).collect()
    };
    assert_eq!(printed("chinchilla"), ["1", "1/N^α", "1/D^β", "−A ln N / N^α", "−B ln D / D^β"]);
    assert_eq!(printed("kaplan-reduced"), ["α_D (ψ/N)^α_D / ψ", "(ψ/N)^α_D ln(ψ/N)"]);
    assert_eq!(
        printed("kaplan")[2],
        "(N_c/N)^(α_N/α_D) ((N_c/N)^(α_N/α_D) + D_c/D)^(α_D − 1) ln(N_c/N)"
    );
}

#[test]
fn rocq_defines_the_loss_each_slope_and_what_a_ray_leaves() {
    let text = rocq(&Sheet::new(&Law::named("chinchilla").expect("a law")));
    for definition in [
        "Definition chinchilla (E A B alpha beta N D : R) : R :=\n  \
         E + A * Rpower N (- alpha) + B * Rpower D (- beta).",
        "Definition chinchilla_d_alpha (E A B alpha beta N D : R) : R :=\n  \
         - (A * ln N / Rpower N alpha).",
        "Definition chinchilla_gap (E A B alpha beta : R) : R :=\n  alpha - beta.",
        "Definition chinchilla_psi (E A B alpha beta k : R) : R :=\n  A + B * Rpower k (- alpha).",
        "Definition chinchilla_twin_A (E A B alpha beta k : R) : R :=\n  B / Rpower k beta.",
        "Require Import Reals.",
    ] {
        assert!(text.contains(definition), "{definition}\nnot in\n{text}");
    }
    // One definition each of: L, its slopes, gaps, exponent, ψ, twins.
    for law in laws() {
        let sheet = Sheet::new(&law);
        let text = rocq(&sheet);
        let expected = 2
            + law.len()
            + sheet.gaps.len()
            + usize::from(sheet.psi.is_some())
            + sheet.twins.len() * law.len();
        let defined = text.lines().filter(|line| line.starts_with("Definition ")).count();
        assert_eq!(defined, expected, "{law}");
    }
}

#[test]
fn latex_is_balanced_and_complete() {
    for law in laws() {
        let text = latex(&Sheet::new(&law));
        let count = |what: &str| text.matches(what).count();
        assert_eq!(count("{"), count("}"), "{law}");
        assert_eq!(count(r"\left"), count(r"\right"), "{law}");
        assert_eq!(count(r"\begin{"), count(r"\end{"), "{law}");
        assert_eq!(count(r"\frac{\partial L}"), law.len(), "{law}");
        // Every line but comments is for a LaTeX reader: ASCII.
        assert!(text.lines().all(|line| line.starts_with('%') || line.is_ascii()), "{text}");
    }
}

#[test]
fn pages_and_lists_show_every_part() {
    let text = list();
    for law in Law::all() {
        assert!(text.contains(law.about().id) && text.contains(law.about().formula));
        let page = page(&Sheet::new(&law));
        for p in law.about().parameters {
            assert!(page.contains(&format!("∂L/∂{}", p.symbol)) && page.contains(p.meaning));
        }
        for part in [law.about().formula, law.about().citation, law.about().domain] {
            assert!(page.contains(part), "{part} not in\n{page}");
        }
    }
    insta::assert_snapshot!(page(&Sheet::new(&Law::named("chinchilla").expect("a law"))));
    insta::assert_snapshot!(page(&Sheet::new(&Law::named("repeated").expect("a law"))));
    insta::assert_snapshot!(python(&Sheet::new(&Law::named("kaplan").expect("a law"))));
    insta::assert_snapshot!(rocq(&Sheet::new(&Law::named("droppo-elibol").expect("a law"))));
    insta::assert_snapshot!(latex(&Sheet::new(&Law::named("interaction").expect("a law"))));
}

#[test]
fn json_has_the_keys_of_its_contract() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema/law.schema.json");
    let schema = std::fs::read_to_string(path).expect(path);
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    let contract = &schema["$defs"]["law"];
    let mut required: Vec<&str> = Vec::new();
    for key in contract["required"].as_array().expect("a list") {
        required.push(key.as_str().expect("a name"));
        assert!(contract["properties"].get(required[required.len() - 1]).is_some(), "{key}");
    }
    for law in laws() {
        let sheet = Sheet::new(&law);
        let object = json(&sheet);
        assert_eq!(object["schema"], "offray.law/1");
        assert!(object["versions"]["mpfr"].is_string());
        // Every key is in the contract and every key of the contract is there.
        let mut keys: Vec<&str> =
            object.as_object().expect("an object").keys().map(|k| &**k).collect();
        keys.retain(|key| !["schema", "versions"].contains(key));
        assert_eq!(keys, required);
        assert_eq!(object["law"], law.to_string());
        assert_eq!(object["parameters"].as_array().map(Vec::len), Some(law.len()));
        assert_eq!(object["gradient"].as_object().map(|g| g.len()), Some(law.len()));
        assert_eq!(object["modules"]["python"], python(&sheet));
        assert_eq!(object["psi"].is_null(), law.reduced().is_none());
        for (p, entry) in
            law.about().parameters.iter().zip(object["parameters"].as_array().unwrap())
        {
            let role = match p.role {
                Role::Offset => "offset",
                Role::Scale => "scale",
                Role::Exponent => "exponent",
                Role::Plain => "plain",
            };
            assert_eq!((&entry["name"], &entry["role"]), (&p.name.into(), &role.into()));
        }
    }
    assert_eq!(json_list()["laws"].as_array().map(Vec::len), Some(Law::all().len()));
}
