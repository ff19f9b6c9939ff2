//! Sentences with numbers in them.

use crate::audit::PowersTest;
use crate::fit::{ErrorKind, Profile, ProfileEnd};
use crate::report::text::number::{short, with_error};

pub use crate::report::text::lists::{capital, finding, has_digits, list, percent};

/// The name of a definition of standard errors.
pub fn error_kind(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::GaussNewton => "Gauss–Newton",
        ErrorKind::Observed => "from the Hessian",
        ErrorKind::Smoothed => "Huber's with ρ'' averaged about each residual",
        ErrorKind::Huber => "Huber's H1",
        ErrorKind::Clustered => "about whole groups of runs",
        ErrorKind::Sandwich => "sandwich (HC1)",
        ErrorKind::Bootstrap => "bootstrap",
    }
}

/// Both ends of a profile interval, to the place where its width has three digits.
pub fn profile(profile: &Profile) -> String {
    let finite = |end: &ProfileEnd| match end {
        ProfileEnd::Bounded(x) | ProfileEnd::Open(x) | ProfileEnd::Flat(x) => Some(*x),
        ProfileEnd::Undecided(_) => None,
    };
    let width = finite(&profile.upper).zip(finite(&profile.lower)).map(|(hi, lo)| hi - lo);
    let at = |x: f64| match width {
        Some(width) if width.is_finite() => with_error(&format!("{x:e}"), 0.1 * width).0,
        _ => short(x, 3),
    };
    let end = |end: &ProfileEnd| match end {
        ProfileEnd::Bounded(x) => at(*x),
        ProfileEnd::Open(x) => format!("{} (open)", at(*x)),
        ProfileEnd::Flat(x) => format!("{} (flat)", at(*x)),
        ProfileEnd::Undecided(_) => "undecided".into(),
    };
    format!("{} to {}", end(&profile.lower), end(&profile.upper))
}

/// A test of one power law against two, in brackets or after a colon.
pub fn powers(test: &PowersTest) -> String {
    let (q, freedom) = test.degrees;
    let p = if test.p < 1e-16 { "p < 1e-16".into() } else { format!("p = {}", short(test.p, 2)) };
    let level = 100.0 * test.level;
    format!(
        "F({q}, {freedom}) = {} against one, {p}, at the {level} % level",
        short(test.statistic, 3)
    )
}

/// Where an objective lies, as a fraction of the minimum above it: an exact fit has the minimum
/// 0, of which nothing is a fraction.
pub fn from_minimum(gap: f64) -> String {
    match gap {
        _ if gap == f64::INFINITY => "above the minimum, which is 0".into(),
        _ if gap < 0.0 => format!("{} BELOW the minimum", percent(-gap)),
        _ => format!("{} above the minimum", percent(gap)),
    }
}

/// Two digits and a sign.
pub fn signed(x: f64) -> String {
    let text = short(x.abs(), 2);
    if x < 0.0 { format!("−{text}") } else { format!("+{text}") }
}

/// A fraction as a percentage with its sign.
pub fn signed_percent(fraction: f64) -> String {
    let sign = if fraction < 0.0 { "−" } else { "+" };
    format!("{sign}{}", percent(fraction.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text::number::times;

    #[test]
    fn numbers_of_times() {
        assert_eq!(times(3.24), "3.2");
        assert_eq!(times(1234.5), "1,200");
        assert_eq!(
            (percent(0.996), percent(1.0), percent(0.031)),
            ("100 %".into(), "100 %".into(), "3.1 %".into())
        );
        assert_eq!(
            [f64::INFINITY, -0.1, 2.5].map(from_minimum),
            ["above the minimum, which is 0", "10 % BELOW the minimum", "250 % above the minimum"]
        );
        assert_eq!((signed(-0.5), signed(2.0)), ("−0.50".into(), "+2.0".into()));
    }
}
