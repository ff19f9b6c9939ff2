//! A statistical interval as text: the same words in every command.

use crate::audit::Ranged;
use crate::fit::Interval;
use crate::number::{Compare, Mpfr};
use crate::report::text::number::{short, with_error};

/// Digits of an end before its width cuts it.
const SHOWN: usize = 60;
/// Beyond such a factor between the ends the places of one are not those of the other.
const WIDE: f64 = 100.0;
/// Such a factor says nothing.
const UNBOUNDED: f64 = 1e12;

/// Both ends, to the place where a quarter of the width has two digits; two digits each
/// where they are orders of magnitude apart.
pub fn interval(interval: &Interval) -> String {
    let (lo, hi) = interval.ends();
    let width = (&interval.hi - &interval.lo).to_f64();
    let apart = if lo > 0.0 { hi / lo } else { 1.0 };
    if apart > UNBOUNDED {
        return "anything above 0".into();
    }
    let end = |x: &Mpfr| match apart > WIDE || !width.is_finite() {
        true => short(x.to_f64(), 2),
        false => with_error(&x.to_decimal(SHOWN), 0.25 * width).0,
    };
    format!("{} to {}", end(&interval.lo), end(&interval.hi))
}

/// The interval of the logarithm.
pub fn logarithms(interval: &Interval) -> String {
    let (lo, hi) = interval.ends();
    let (lo, hi) = (libm::log(lo), libm::log(hi));
    let end = |x: f64| with_error(&format!("{x:e}"), 0.25 * (hi - lo)).0;
    format!("{} to {}", end(lo), end(hi))
}

/// A number to two digits, its interval in brackets.
pub fn ranged(x: &Ranged) -> String {
    match x.interval.as_ref().map(Interval::ends) {
        Some((lo, hi)) if hi / lo < 1e6 => {
            format!("{} ({} to {})", short(x.value, 2), short(lo, 2), short(hi, 2))
        }
        Some(_) => format!("{} (anything)", short(x.value, 2)),
        None => short(x.value, 2),
    }
}

/// A number and its interval in brackets, both to the place that the interval's width tells.
pub fn ranged_to_width(x: &Ranged) -> String {
    match &x.interval {
        Some(found) if found.ends().0.is_finite() && found.ends().1.is_finite() => {
            let width = (&found.hi - &found.lo).to_f64();
            let value = with_error(&format!("{:e}", x.value), 0.25 * width).0;
            format!("{value} ({})", interval(found))
        }
        _ => short(x.value, 4),
    }
}

/// A predicted loss with its standard deviation, where the runs determine it.
pub fn loss(value: f64, sd: Option<f64>) -> String {
    match sd {
        // Losses are doubles: further digits would be zeros made up.
        Some(sd) if sd < 1e-15 * value.abs() => format!("{} ± {}", short(value, 16), short(sd, 2)),
        Some(sd) => {
            let (value, error) = with_error(&format!("{value:e}"), sd);
            format!("{value} ± {error}")
        }
        None => "undetermined".into(),
    }
}
