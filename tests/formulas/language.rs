//! What is read, what is refused, and in how much time.

use std::time::{Duration, Instant};

use offray::formula::Formula;
use offray::law::{Law, LawFileError, Point, Typed};
use offray::number::{Exact, Interval, Mpfr, Notation, Scalar, Symbol};
use proptest::prelude::*;

fn value(text: &str, names: &[(&str, f64)]) -> f64 {
    let formula: Formula = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
    let find = |name: &String| names.iter().find(|(n, _)| n == name).expect(name).1;
    let values: Vec<f64> = formula.names().iter().map(find).collect();
    let one = [1.0];
    let values = if values.is_empty() { &one[..] } else { &values };
    formula.tape().run(&values.iter().collect::<Vec<_>>())
}

#[test]
fn the_language_says_what_its_page_says() {
    let names = [("x", 3.0), ("y", 0.5), ("a1", 2.0), ("a2", 7.0), ("z", -2.0)];
    for (text, expected) in [
        ("-x^2", -9.0),
        ("2^3^2", 512.0),
        ("x**-1", 1.0 / 3.0),
        ("(-2)^3", -8.0),
        ("z^2 - z", 6.0),
        ("6/2/3", 1.0),
        ("1 − 2·y", 0.0),
        ("log2(8) + log10(1000)", 6.0),
        ("sigmoid(0) + softplus(0) - ln(2)", 0.5),
        ("tanh(0)", 0.0),
        ("min(x, y, 2) + max(x, y, 2)", 3.5),
        ("where(x <= 3, 1, 2) + where(x < 3, 10, 20)", 21.0),
        ("where(x >= 3, 1, 2) + where(x > 3, 10, 20)", 21.0),
        ("sum(a[i]*i, i, 1, 2)", 16.0),
        ("let u = x + 1\nlet v = u*u; v + u", 20.0),
        ("x\n  + 1", 4.0),
        ("L = x", 3.0),
        ("L(x, y) = x/y", 6.0),
        ("abs(z)*sqrt(4)", 4.0),
        ("0.1 + 0.2", 0.3),
        ("3/5*x", 0.6 * 3.0),
    ] {
        let found = value(text, &names);
        assert!((found - expected).abs() < 1e-14, "{text}: {found}, not {expected}");
    }
}

#[test]
fn functions_agree_with_their_definitions_at_high_precision() {
    let like = Mpfr::from_f64(200, 1.0);
    for x in ["-3.7", "0.01", "12.5"] {
        let at = Mpfr::new(200, &x.parse::<Exact>().expect("a decimal"));
        let run = |text: &str| text.parse::<Formula>().expect(text).tape().run(&[&at]);
        let power = run("exp(x)");
        let one = &like;
        for (text, expected) in [
            ("sigmoid(x)", &power / (&power + one)),
            ("tanh(x)", (&power * &power - one) / (&power * &power + one)),
            ("softplus(x) - ln(1 + exp(x)) + 1", one.clone()),
        ] {
            let error = (run(text) - expected).abs().to_decimal(3);
            assert!(
                error == "0" || error.contains("e-5") || error.contains("e-6"),
                "{text}: {error}"
            );
        }
    }
}

#[test]
fn hostile_texts_are_answered_at_once() {
    let brackets = "(".repeat(100_000) + "x" + &")".repeat(100_000);
    let long = "x + ".repeat(250_000) + "x";
    let minuses = "-".repeat(9_000) + "x";
    let powers = "x^".repeat(4_000) + "x";
    let doubled: String =
        (0..400).map(|i| format!("let a{} = a{i}*a{i}\n", i + 1)).collect::<String>();
    let doubled = format!("let a0 = x*x\n{doubled}L = a400");
    let sums = "sum(".repeat(60) + "x" + &", i, 1, 999)".repeat(60);
    let begin = Instant::now();
    for (text, part) in [
        (brackets.as_str(), "too long"),
        (&long, "too long"),
        (&minuses, "nested too deep"),
        (&powers, "nested too deep"),
        (&sums, "too long"),
    ] {
        let error = text.parse::<Formula>().expect_err("refused").to_string();
        assert!(error.starts_with("at character ") && error.contains(part), "{error}");
        assert!(!error.contains('\n') && error.len() < 300, "{error}");
    }
    // Shared parts stay shared: 2^400 products of x take 401 operations.
    let formula: Formula = doubled.parse().expect("it is short");
    assert_eq!(formula.tape().ops().len(), 401);
    assert_eq!(formula.tape().run(&[&1.0]), 1.0);
    assert_eq!(formula.evaluate(&[Exact::from(1)]).expect("1").to_string(), "1");
    assert!(formula.evaluate(&[Exact::from(2)]).is_err());
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

#[test]
fn what_is_nowhere_defined_is_evaluated_all_the_same() {
    let begin = Instant::now();
    let like = Interval::new(128, &Exact::from(1));
    for text in [
        "1/0 + x",
        "x/(x - x)",
        "9^9^9^9*x",
        "x^(10^10^10)",
        "ln(0)*x",
        "(0 - x)^0.5",
        "exp(exp(exp(exp(x))))",
        "x^1000^1000",
        "1e9000*1e9000*x",
        "(1/3)^999*x^999",
        "where(1/0 <= x, ln(-1), x^-999)",
    ] {
        let tape = text.parse::<Formula>().unwrap_or_else(|e| panic!("{text}: {e}")).tape();
        let in_double: f64 = tape.run(&[&2.5]);
        let in_mpfr = tape.run(&[&Mpfr::from_f64(128, 2.5)]);
        let enclosed = tape.run(&[&(&like * Interval::new(128, &"2.5".parse().expect("x")))]);
        let _ = (in_double, in_mpfr.to_decimal(5), enclosed);
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

#[test]
fn refusals_say_where_and_what_to_do() {
    for (text, expected) in [
        ("E + A N", "at character 7: the name 'N' where an operator should be"),
        ("E + A(N)", "at character 5: no function 'A'"),
        ("tanhh(N)", "at character 1: no function 'tanhh': did you mean 'tanh'?"),
        ("where(N, 1, 2)", "at character 8: ',' where a comparison should be"),
        ("N <= 2", "at character 3: '≤' where an operator should be"),
        ("sum(t[i], j, 1, 2)", "at character 7: 'i' is no index of a sum around it"),
        ("sum(t, i, 2, 1)", "at character 15: a sum from 2 to 1"),
        ("let a = 1 a + N", "at character 11: the name 'a' where the line should end"),
        ("let a = b; let b = 1; a", "at character 16: 'b' is used before its 'let' line"),
        ("let a = 1; let a = 2; a", "at character 16: 'a' is named twice"),
        ("L(2) = N", "at character 3: the number 2 where the name of an input should be"),
        ("N = D = 2", "at character 7: '=' where an operator should be"),
        ("α β", "at character 3: the name 'β' where an operator should be"),
        ("E + 2N", "at character 6: the name 'N' where an operator should be"),
        ("x[y]", "at character 3: 'y' is no index of a sum around it"),
    ] {
        let error = text.parse::<Formula>().expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
    let law = |text: &str| Typed::declared(text).expect_err(text).to_string();
    assert!(law("E + N").contains("begin with L(N, D) ="));
    assert!(law("L(N, D) = E + N").contains("'D' is declared an input"));
    assert!(law("L(N) = N").contains("no parameter"));
    assert!(law("L(N) = alpha*N^α").contains("one name"));
}

#[test]
fn law_files_are_refused_by_line() {
    let read = |text: &str| Typed::from_file(text).expect_err(text).to_string();
    let formula = "id = 'a'\nformula = 'L(N) = E + A/N'\n";
    assert!(read("id = 'a'").starts_with("line 1: missing field `formula`"));
    assert!(read("id = \n").starts_with("line 1: "));
    assert!(read("id = 'a'\nformula = 'L(N) = E +'").contains("at character 11"));
    let bad = format!("{formula}[[parameters]]\nname = 'B'\n");
    assert!(read(&bad).contains("'B' is none of the parameters"), "{}", read(&bad));
    let bad = format!("{formula}[[parameters]]\nname = 'A'\nrole = 'size'\n");
    assert!(read(&bad).contains("offset, scale, exponent, plain"));
    let bad = format!("{formula}[[published]]\nname = 'x'\nsource = ''\nvalues = {{ E = '1' }}\n");
    assert!(read(&bad).contains("no value of 'A'"));
    assert!(matches!(
        Typed::from_file("id = 'a b'\nformula = 'L(N) = E/N'"),
        Err(LawFileError::Part(_))
    ));
}

/// Formulas of names a, b, x and small numbers.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("x".to_owned()),
        (1..20_u32).prop_map(|n| n.to_string()),
        (1..99_u32).prop_map(|n| format!("0.{n}")),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        prop_oneof![
            (inner.clone(), "[-+*/^]", inner.clone())
                .prop_map(|(x, op, y)| format!("({x}{op}{y})")),
            inner.clone().prop_map(|x| format!("-{x}")),
            (prop_oneof![Just("exp"), Just("log"), Just("sqrt"), Just("abs")], inner.clone())
                .prop_map(|(f, x)| format!("{f}({x})")),
            (inner.clone(), inner).prop_map(|(x, y)| format!("min({x}, {y})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The Python notation is of the language: what it prints computes the same.
    #[test]
    fn what_is_printed_is_read_again(text in formulas()) {
        let formula: Formula = text.parse().expect("well formed");
        if formula.names().is_empty() {
            return Ok(());
        }
        let symbols: Vec<Symbol> = formula.names().iter().map(|n| Symbol::named(n)).collect();
        let printed = formula.tape().run(&symbols.iter().collect::<Vec<_>>());
        let again: Formula = printed.print(Notation::Python).parse().expect("of the language");
        if again.names().is_empty() {
            return Ok(());
        }
        let at = |names: &[String]| -> Vec<f64> {
            let of = |n: &String| match n.as_str() { "a" => 1.25, "b" => 0.375, _ => 7.5 };
            names.iter().map(of).collect()
        };
        let (x, y) = (at(formula.names()), at(again.names()));
        let first: f64 = formula.tape().run(&x.iter().collect::<Vec<_>>());
        let second: f64 = again.tape().run(&y.iter().collect::<Vec<_>>());
        let near = (first - second).abs() <= 1e-9 * first.abs().max(1e-300);
        prop_assert!(near || !first.is_finite() || !second.is_finite(), "{text}: {first} {second}");
    }

    /// Whatever is typed is a formula or a line that points into it.
    #[test]
    fn no_text_breaks_the_reader(text in "[-+*/^(),;= \\[\\]<>a-cαi0-9.e`\n]{0,60}") {
        match text.parse::<Formula>() {
            Ok(formula) => { let _ = formula.tape(); }
            Err(error) => {
                prop_assert!(error.at >= 1 && error.at <= text.chars().count() + 1);
                prop_assert!(!error.problem.contains('\n'));
            }
        }
    }
}

/// A law's own spelling is that law.
#[test]
fn spellings_round_trip() {
    for text in [
        "L(N, D) = E + A*N^-alpha + B*D^-beta",
        "let n = N/1e6; L(N) = E + A*n^-alpha",
        "L(`eval/size`) = E + A*`eval/size`^-alpha",
    ] {
        let law = Law::named(text).expect(text);
        assert_eq!(law.to_string(), text);
        assert_eq!(Law::named(&law.to_string()).expect(text), law);
    }
    let law = Law::named("L(N) = E + A/N").expect("a law");
    assert_eq!(law.loss(&[1.5, 4.0], &Point::new(2.0, 1.0)), 3.5);
}
