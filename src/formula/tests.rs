//! Formulas against values worked out by hand or printed by mpmath.

use super::*;
use crate::number::Exact;

fn value(text: &str) -> String {
    let formula: Formula = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
    let names = [("n", "4e8"), ("batch", "512"), ("steps", "1e4"), ("eval/loss", "2.5")];
    let values = formula.names().iter().map(|name| {
        let found = names.iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("{name}")).1.parse().expect("a decimal")
    });
    let values: Vec<Exact> = values.collect();
    formula.evaluate(&values).map_or_else(|e| format!("! {e}"), |x| x.to_string())
}

#[test]
fn rational_formulas_are_exact() {
    for (text, expected) in [
        ("1.9e8", "190000000"),
        ("batch*steps*2048", "10485760000"),
        ("1/3 + 1/6", "0.5"),
        ("7/3", "7/3"),
        ("2^3^2", "512"),
        ("2**-2", "0.25"),
        ("-3^2", "-9"),
        ("(-3)^2", "9"),
        ("-2*-3", "6"),
        ("8 - 3 - 2", "3"),
        ("16/4/2", "2"),
        ("1 − 2·3", "-5"),
        ("`eval/loss` * 2", "5"),
        ("max(1, n, 3) - min(2, 1/2)", "399999999.5"),
        ("abs(3 - 5)", "2"),
        ("sqrt(n)", "20000"),
        ("(9/16)^(3/2)", "0.421875"),
        ("(4/9)^(3/2)", "8/27"),
        ("(9/16)^0.5", "0.75"),
        ("0^0.3", "0"),
        ("20*n", "8000000000"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

/// The digits are those that mpmath prints at 130 digits.
#[test]
fn other_functions_are_right_to_all_their_digits() {
    for (text, expected) in [
        (
            "ln(2)",
            "0.69314718055994530941723212145817656807550013436025525412068000949339362196969471560586332699641868754200148102057068573368552",
        ),
        (
            "sqrt(2)",
            "1.4142135623730950488016887242096980785696718753769480731766797379907324784621070388503875343276415727350138462309122970249248",
        ),
        (
            "exp(1)",
            "2.7182818284590452353602874713526624977572470936999595749669676277240766303535475945713821785251664274274663919320030599218174",
        ),
        (
            "2^0.3",
            "1.2311444133449162844993930691677431098761377611008177943370655382461007197193584584040227496508941416387901521045902997779174",
        ),
    ] {
        let found = value(text);
        let digits = found.strip_prefix("0.").unwrap_or(&found).trim_start_matches('0');
        assert_eq!(digits.chars().filter(char::is_ascii_digit).count(), DIGITS, "{text}: {found}");
        // All but the last, which is rounded.
        assert_eq!(found[..found.len() - 1], expected[..found.len() - 1], "{text}");
    }
    // A difference of rounded logarithms keeps all but its last digits.
    let eight = value("log10(n) - log10(4)");
    let digits = eight.strip_prefix("8.").expect("8 and a little");
    assert!(digits.starts_with(&"0".repeat(DIGITS - 4)), "{eight}");
    assert_eq!(value("log2(1/8)"), "-3");
}

#[test]
fn what_has_no_value_says_why() {
    for (text, expected) in [
        ("1/(2 - 2)", "! it divides by zero"),
        ("0^-1", "! it divides by zero"),
        ("ln(0)", "! the logarithm is not defined there"),
        ("sqrt(-1)", "! the square root is not defined there"),
        ("(-8)^(1/3)", "! a broken power is not defined there"),
        ("exp(1e6)", "! its value is out of range"),
        ("10^10^10", "! its value is out of range"),
        ("9^9^9", "! its value is out of range"),
        ("1e9000*1e9000", "! its value is out of range"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn errors_point_at_the_character() {
    for (text, expected) in [
        ("", "at character 1: the formula ends where a value should be"),
        ("2 *", "at character 4: the formula ends where a value should be"),
        ("2 n", "at character 3: the name 'n' where an operator should be"),
        ("(1 + 2", "at character 7: the formula ends where ')' should be"),
        ("1 + ]", "at character 5: ']' where a value should be"),
        ("sin(1)", "at character 1: no function 'sin': "),
        ("ln(1, 2)", "at character 9: 'ln' takes one value, not 2"),
        ("1.2.3", "at character 1: '1.2.3' is not a decimal number"),
        ("`a", "at character 1: a name in backquotes is empty or does not end"),
    ] {
        let error = text.parse::<Formula>().expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(4999));
    assert!(deep.parse::<Formula>().expect_err("deep").to_string().contains("too deep"));
    let long = format!("1{}", "+1".repeat(4000));
    assert!(long.parse::<Formula>().expect_err("long").to_string().contains("too long"));
    assert_eq!(value(&format!("1{}", "+1".repeat(99))), "100");
}
