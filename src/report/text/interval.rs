//! A statistical interval as text: the same words in every command.

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
