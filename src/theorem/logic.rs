//! Three-valued logic, and numbers born at a precision: the small change of
//! checks.

use crate::law::{Law, published};
use crate::number::{Compare, Exact, Interval, Mpfr, Truth};

use super::cases::{Path, exact};

/// 1 as an interval of so many bits: what other numbers are born from.
pub(super) fn one(bits: u32) -> Interval {
    Interval::point(&Mpfr::from_f64(bits, 1.0))
}

/// A decimal, enclosed.
pub(super) fn number(bits: u32, text: &str) -> Interval {
    Interval::new(bits, &exact(text))
}

/// A published or synthetic parameter set of a law, by its name.
pub(super) fn set(law: &str, name: &str) -> Vec<Exact> {
    let found = published::of(law).find(|set| set.name == name);
    let found = found.unwrap_or_else(|| panic!("no set '{name}' for {law}"));
    found.values.iter().map(|v| exact(v)).collect()
}

/// The base parameters of a law moved to an exponent gap.
pub(super) fn at_gap(law: &Law, base: &[Exact], gap: &Exact) -> Vec<Exact> {
    Path::of(law, base).at(gap)
}

/// The law of an id that the code itself writes.
pub(super) fn law(id: &str) -> Law {
    Law::named(id).unwrap_or_else(|e| panic!("{e}"))
}

/// Whether all hold.
pub(super) fn all(answers: impl IntoIterator<Item = Truth>) -> Truth {
    answers.into_iter().fold(Truth::True, |so_far, next| match (so_far, next) {
        (Truth::False, _) | (_, Truth::False) => Truth::False,
        (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
        _ => Truth::True,
    })
}

/// The opposite.
pub(super) fn not(answer: Truth) -> Truth {
    match answer {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// If p then q.
pub(super) fn implies(p: Truth, q: Truth) -> Truth {
    match (p, q) {
        (Truth::False, _) | (_, Truth::True) => Truth::True,
        (Truth::True, Truth::False) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// a ≤ b.
pub(super) fn at_most(a: &Interval, b: &Interval) -> Truth {
    not(b.less(a))
}

/// Decimal digits that a check at so many bits asks for: three quarters of what
/// the format has, the rest is left to cancellation.
pub(super) fn digits_of(bits: u32) -> u32 {
    (f64::from(bits) * std::f64::consts::LOG10_2) as u32 * 3 / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_never_a_verdict() {
        use Truth::{False, True, Unknown};
        assert_eq!(all([True, Unknown]), Unknown);
        assert_eq!(all([Unknown, False]), False);
        assert_eq!(all([]), True);
        assert_eq!((not(Unknown), not(True)), (Unknown, False));
        assert_eq!(implies(Unknown, True), True);
        assert_eq!(implies(False, Unknown), True);
        assert_eq!((implies(True, Unknown), implies(Unknown, False)), (Unknown, Unknown));
        let (a, b) = (number(64, "0.1"), number(64, "0.2"));
        assert_eq!((at_most(&a, &b), at_most(&b, &a)), (True, False));
        assert_eq!(at_most(&a, &a.clone()), Unknown);
    }
}
