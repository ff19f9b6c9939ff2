//! Typed laws against the built-in ones, bit for bit, and against other engines.

use offray::geometry::{Free, structure};
use offray::law::{FORMS, Law, Point, Typed};
use offray::number::{
    Bf16, Compare, DoubleDouble, Dual, Exact, F16, Interval, Mpfr, Scalar, Symbol, Tf32,
};
use serde_json::Value;

use super::typed;

/// Built-in laws as anybody would type them, parameters by name.
const TYPED: [(&str, &str); 6] = [
    ("chinchilla", "E + A*N^-alpha + B*D^-beta"),
    ("chinchilla", "L = E + A/N^alpha + B/D^beta"),
    ("kaplan", "((N_c/N)^(alpha_N/alpha_D) + D_c/D)^alpha_D"),
    (
        "droppo-elibol",
        "(L_inf^(1/alpha) + (N_C/N)^(alpha_N/alpha) + (D_C/D)^(alpha_D/alpha))^alpha",
    ),
    ("interaction", "E + A*N^-alpha + B*D^-beta + F*N^-gamma_N*D^-gamma_D"),
    (
        "repeated",
        "let new = min(D, U)
         let G = (alpha*A/(beta*B))^(1/(alpha + beta))
         let best = G*(new*G)^(beta/alpha)
         let U_N = min(N, best)
         let N_eff = U_N*(1 + R_N_star*(1 - exp(-(N/U_N - 1)/R_N_star)))
         let D_eff = new*(1 + R_D_star*(1 - exp(-(D/new - 1)/R_D_star)))
         L = E + A*N_eff^-alpha + B*D_eff^-beta",
    ),
];

fn law_of(text: &str) -> Law {
    let inputs: Vec<&str> = ["N", "D", "U"]
        .into_iter()
        .filter(|n| {
            text.parse::<offray::formula::Formula>().unwrap().names().contains(&(*n).into())
        })
        .collect();
    typed(text, &inputs)
}

/// Parameters of `to` from those of `from`, by name.
fn reordered<S: Clone>(from: &Law, to: &Law, theta: &[S]) -> Vec<S> {
    let of = |name: &str| theta[from.about().index(name).expect(name)].clone();
    to.about().parameters.iter().map(|p| of(p.name)).collect()
}

fn lines(path: &str) -> Vec<Value> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn exact(value: &Value) -> Exact {
    value.as_str().expect("a string").parse().expect("a decimal")
}

#[test]
fn a_typed_chinchilla_is_the_built_in_one_to_the_last_bit() {
    fn same<S: Scalar>(like: S, built: &Law, own: &Law, theta: &[Exact], at: &Point<Exact>) {
        let theta: Vec<S> = theta.iter().map(|x| like.exact(x)).collect();
        let at = at.map(|x| like.exact(x)).with_ln();
        let (a, b) = (built.loss(&theta, &at), own.loss(&reordered(built, own, &theta), &at));
        assert_eq!(format!("{a:?}"), format!("{b:?}"), "{own}");
        let slopes = |law: &Law, theta: &[S]| -> Vec<Option<String>> {
            let loss = law.loss(&Dual::variables(theta), &at.map(|x| Dual::constant(x.clone())));
            (0..theta.len()).map(|i| loss.derivative(i).map(|d| format!("{d:?}"))).collect()
        };
        let own_slopes = slopes(own, &reordered(built, own, &theta));
        assert_eq!(reordered(built, own, &slopes(built, &theta)), own_slopes, "{own}");
    }
    let mut compared = 0;
    for case in lines("fixtures/law/values.jsonl") {
        for (name, text) in &TYPED[..2] {
            if case["law"] != *name {
                continue;
            }
            let (built, own) = (Law::named(name).expect("a law"), law_of(text));
            let theta: Vec<Exact> =
                case["theta"].as_array().expect("θ").iter().map(exact).collect();
            let (n, d) = (exact(&case["n"]), exact(&case["d"]));
            let at = Point { n, unique: d.clone(), d, others: Vec::new() };
            same(1.0_f64, &built, &own, &theta, &at);
            same(1.0_f32, &built, &own, &theta, &at);
            same(Bf16::from_f64(1.0), &built, &own, &theta, &at);
            same(F16::from_f64(1.0), &built, &own, &theta, &at);
            same(Tf32::from_f64(1.0), &built, &own, &theta, &at);
            same(DoubleDouble::from_f64(1.0), &built, &own, &theta, &at);
            same(Mpfr::from_f64(256, 1.0), &built, &own, &theta, &at);
            same(Interval::new(256, &Exact::from(1)), &built, &own, &theta, &at);
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
}

/// |x − y| ≤ |y| 10^−digits, or both tiny beside `beside`.
fn close(x: &Mpfr, y: &Exact, digits: i32, beside: &Mpfr) -> bool {
    let y = Mpfr::new(400, y);
    let error = (x - &y).abs();
    let unit = x.int(10).powi(-digits);
    error.less(&(&unit * y.abs())).is_true() || error.less(&(unit * beside.abs())).is_true()
}

#[test]
fn every_built_in_law_can_be_typed() {
    let mut compared = 0;
    for case in lines("fixtures/law/values.jsonl") {
        for (name, text) in &TYPED {
            if case["law"] != *name {
                continue;
            }
            let (built, own) = (Law::named(name).expect("a law"), law_of(text));
            let like = Mpfr::from_f64(400, 1.0);
            let theta: Vec<Mpfr> = (case["theta"].as_array().expect("θ").iter())
                .map(|x| like.exact(&exact(x)))
                .collect();
            let theta = Dual::variables(&reordered(&built, &own, &theta));
            let at = Point {
                n: exact(&case["n"]),
                d: exact(&case["d"]),
                unique: exact(&case["unique"]),
                others: Vec::new(),
            };
            let loss = own.loss(&theta, &at.map(|x| Dual::constant(like.exact(x))));
            let value = loss.value();
            assert!(close(value, &exact(&case["loss"]), 50, value), "{text}: {value:?}");
            let slopes: Vec<Exact> =
                case["gradient"].as_array().expect("a list").iter().map(exact).collect();
            for (i, slope) in reordered(&built, &own, &slopes).iter().enumerate() {
                let found = loss.derivative(i).cloned().unwrap_or_else(|| like.zero());
                // Kaplan's exponents cancel up to 30 digits in some of the cases.
                assert!(close(&found, slope, 40, value), "{text}: {i}: {found:?}, not {slope}");
            }
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}

#[test]
fn shipped_forms_agree_with_mpmath() {
    let cases = lines("fixtures/forms/values.jsonl");
    assert_eq!(cases.len(), 6 * FORMS.len());
    for case in cases {
        let id = case["form"].as_str().expect("a name");
        let Law::Typed(form) = Law::named(id).expect(id) else { panic!("{id} is no form") };
        let law = Law::from(form);
        let like = Mpfr::from_f64(400, 1.0);
        let input = |name: &str| like.exact(&exact(&case["inputs"][name]));
        let size = |name: &str| match case["inputs"].get(name) {
            Some(value) if form.others().all(|other| other != name) => like.exact(&exact(value)),
            _ => like.one(),
        };
        let others = form.others().map(input).collect();
        let at = Point { n: size("N"), d: size("D"), unique: size("U"), others };
        assert_eq!(form.inputs().len(), case["inputs"].as_object().expect("inputs").len());
        let names: Vec<&str> = law.about().parameters.iter().map(|p| p.name).collect();
        assert_eq!(names.len(), case["params"].as_object().expect("params").len(), "{id}");
        let theta: Vec<Mpfr> =
            names.iter().map(|n| like.exact(&exact(&case["params"][*n]))).collect();
        let loss = law.loss(&Dual::variables(&theta), &at.map(|x| Dual::constant(x.clone())));
        let value = loss.value();
        assert!(close(value, &exact(&case["loss"]), 38, value), "{id}: {value:?}");
        for (i, name) in names.iter().enumerate() {
            let found = loss.derivative(i).cloned().unwrap_or_else(|| like.zero());
            let slope = exact(&case["gradient"][*name]);
            assert!(close(&found, &slope, 30, value), "{id}, {name}: {found:?}, not {slope}");
        }
    }
}

#[test]
fn every_form_is_a_law_file_whose_constants_evaluate() {
    for (id, text) in FORMS {
        let law = Law::from(Typed::from_file(text).unwrap_or_else(|e| panic!("{id}: {e}")));
        assert_eq!(law.about().id, id);
        assert_eq!(Law::named(id).expect(id), law);
        assert!(law.about().citation.contains("arXiv"), "{id}");
        for set in law.published() {
            let theta: Vec<f64> =
                set.values.iter().map(|v| v.parse().expect("a decimal")).collect();
            let at = Point { others: vec![4.0; law.other_inputs().len()], ..Point::new(1e9, 2e10) };
            let loss = law.loss(&theta, &at);
            assert!((0.2..20.0).contains(&loss), "{id}, {}: {loss}", set.name);
        }
    }
}

fn found(law: &Law) -> offray::geometry::Structure {
    let sets: Vec<Vec<usize>> = (0..law.len()).map(|p| vec![p]).collect();
    let held = vec![None; law.len()];
    structure(Free { law, sets: &sets, held: &held }, None).unwrap_or_else(|| panic!("{law}"))
}

/// The symmetries that a form's file states are those that its Jacobian has.
#[test]
fn forms_state_their_symmetries() {
    for (id, _) in FORMS {
        let Law::Typed(form) = Law::named(id).expect(id) else { panic!("{id}") };
        let found = found(&form.into());
        assert_eq!(found.free - found.rank, form.symmetries().len(), "{id}: {found:?}");
    }
}

#[test]
fn what_a_formula_cannot_tell_apart_is_said_in_words() {
    for (text, inputs, words) in [
        (
            "L + K*(n_params^alpha*experts^beta)^(-gamma)",
            &["n_params", "experts"][..],
            vec![
                "alpha and beta times t and gamma divided by t give the same losses for every t: hold one of them, as with --fix gamma=1",
            ],
        ),
        (
            "E + A*B/N",
            &["N"],
            vec!["A and B occur only as A·B: hold one of them, as with --fix B=1"],
        ),
        (
            "E + A/(B*N)",
            &["N"],
            vec!["A and B occur only as A/B: hold one of them, as with --fix B=1"],
        ),
        (
            "E + exp(a - b)/N",
            &["N"],
            vec![
                "a + t and b + t give the same losses for every t: hold one of them, as with --fix b=0",
            ],
        ),
        (
            "c*exp(a)/(exp(a) + exp(b)) + D*exp(b)/(exp(a) + exp(b))/N",
            &["N"],
            vec![
                "1 combination of c, a, D and b cannot be told: hold one of them with --fix NAME=VALUE",
            ],
        ),
        ("L + B/(n_params^alpha*experts^beta)", &["n_params", "experts"], vec![]),
        ("E + (A*N^-alpha + B*D^-beta)^k", &["N", "D"], vec![]),
    ] {
        let found = found(&typed(text, inputs));
        let said: Vec<String> = found.symmetries.iter().map(ToString::to_string).collect();
        if text.starts_with("c*exp") {
            // A shift of a and b and another direction: two are named or counted.
            assert!(found.rank < found.free, "{text}: {found:?}");
            continue;
        }
        assert_eq!(said, words, "{text}");
    }
}

/// No comparison of a formula is missing among its switches.
#[test]
fn switches_are_all_that_the_formula_compares() {
    for text in [TYPED[5].1, "E + A*abs(N - b)^0.5 + where(N <= c, max(D, b), -D)"] {
        let law = law_of(text);
        let theta: Vec<Symbol> =
            law.about().parameters.iter().map(|p| Symbol::named(p.name)).collect();
        let at =
            Point { n: "N", d: "D", unique: "U", others: Vec::new() }.map(|n| Symbol::named(n));
        let mut found = law.switches(&theta, &at);
        for pair in law.loss(&theta, &at).comparisons() {
            let place = found.iter().position(|other| *other == pair);
            found.remove(place.unwrap_or_else(|| panic!("{text}: {pair:?}")));
        }
        assert!(found.is_empty(), "{found:?}");
    }
}
