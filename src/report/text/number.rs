//! Numbers as text: rounded in decimal, never by way of a double.

use std::cmp::Ordering;

use crate::number::{Compare, Scalar};

/// A decimal number taken apart: ± 0.d₁d₂d₃… · 10^point, d₁ ≠ 0 unless zero.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    /// Reads `-12.5e3`; None for what is not a finite decimal.
    fn read(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = Vec::with_capacity(whole.len() + fraction.len());
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits.push(byte.is_ascii_digit().then_some(byte - b'0')?);
        }
        let zeros = digits.iter().take_while(|d| **d == 0).count();
        let point = exponent + whole.len() as i64 - zeros as i64;
        digits.drain(..zeros);
        Some(if digits.is_empty() {
            Decimal { negative: false, digits, point: 0 }
        } else {
            Decimal { negative, digits, point }
        })
    }

    /// Rounded to `keep` significant digits (may be 0 or less: then the result is
    /// zero or one unit of the last place kept). Ties go to even.
    fn round(&mut self, keep: i64) {
        if self.digits.is_empty() || keep >= self.digits.len() as i64 {
            return;
        }
        if keep < 0 {
            self.digits.clear();
            return;
        }
        let keep = keep as usize;
        let rest = self.digits.split_off(keep);
        let half = rest[0].cmp(&5).then(if rest[1..].iter().any(|d| *d > 0) {
            Ordering::Greater
        } else {
            Ordering::Equal
        });
        let odd = self.digits.last().is_some_and(|d| d % 2 == 1);
        if half == Ordering::Greater || half == Ordering::Equal && odd {
            let mut at = keep;
            loop {
                if at == 0 {
                    self.digits.insert(0, 1);
                    self.point += 1;
                    if self.digits.len() > 1 {
                        self.digits.pop();
                    }
                    break;
                }
                at -= 1;
                if self.digits[at] < 9 {
                    self.digits[at] += 1;
                    break;
                }
                self.digits[at] = 0;
            }
        }
    }

    /// With `digits` significant digits, zeros written out, and an exponent only
    /// where the number is below 1e-4 or its integer part would need padding.
    fn write(&self, digits: usize) -> String {
        let sign = if self.negative { "−" } else { "" };
        if self.digits.iter().all(|d| *d == 0) {
            return "0".into();
        }
        let mut text: String = self.digits.iter().map(|d| char::from(b'0' + d)).collect();
        while text.len() < digits {
            text.push('0');
        }
        let len = text.len() as i64;
        if self.point > 0 && self.point <= len {
            let (whole, fraction) = text.split_at(self.point as usize);
            let dot = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{whole}{dot}{fraction}")
        } else if self.point <= 0 && self.point > -4 {
            format!("{sign}0.{}{text}", "0".repeat(-self.point as usize))
        } else {
            let (head, tail) = text.split_at(1);
            let dot = if tail.is_empty() { "" } else { "." };
            format!("{sign}{head}{dot}{tail}e{}", self.point - 1)
        }
    }
}

/// `text`, a decimal number, to `digits` significant digits. What is not a
/// finite decimal (`inf`, `nan`) is returned as it is.
///
/// ```
/// use offray::report::significant;
/// assert_eq!(significant("2143.41736336", 6), "2143.42");
/// assert_eq!(significant("0.000029996", 3), "3.00e-5");
/// assert_eq!(significant("999.96", 4), "1000");
/// assert_eq!(significant("inf", 3), "inf");
/// ```
pub fn significant(text: &str, digits: usize) -> String {
    match Decimal::read(text) {
        Some(mut number) => {
            number.round(digits.max(1) as i64);
            number.write(digits.max(1))
        }
        None => text.into(),
    }
}

/// `text`, a decimal number, to three digits, or to as many more as tell it from
/// another: 50.002 beside 50 is not 50.0.
///
/// ```
/// use offray::report::told_from;
/// assert_eq!(told_from("50.0016", "50"), "50.002");
/// assert_eq!(told_from("83.4553", "50"), "83.5");
/// assert_eq!(told_from("50", "50"), "50.0");
/// ```
pub fn told_from(text: &str, other: &str) -> String {
    let bare = |text: &str| {
        Decimal::read(&text.replace('−', "-")).map(|mut x| {
            while x.digits.last() == Some(&0) {
                x.digits.pop();
            }
            x
        })
    };
    let digits = 3..40;
    let shown = digits.map(|digits| significant(text, digits)).find(|s| bare(s) != bare(other));
    shown.unwrap_or_else(|| significant(text, 3))
}

/// A double to `digits` significant digits.
pub fn short(x: f64, digits: usize) -> String {
    if x.is_nan() {
        return "undefined".into();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf" } else { "-inf" }.into();
    }
    significant(&format!("{x:e}"), digits)
}

/// A count with thousands separated by narrow groups: 1 000 000 as `1,000,000`.
pub fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

/// A value and its standard error, both cut where the error has two digits: the
/// digits of the value that the error supports.
///
/// ```
/// use offray::report::with_error;
/// assert_eq!(with_error("477.825868233905", 124.52), ("480".into(), "120".into()));
/// assert_eq!(with_error("0.347310498", 0.0154), ("0.347".into(), "0.015".into()));
/// assert_eq!(with_error("12.5", 0.0), ("12.5".into(), "0".into()));
/// ```
pub fn with_error(value: &str, error: f64) -> (String, String) {
    let (Some(mut number), Some(mut bar)) =
        (Decimal::read(value), Decimal::read(&format!("{error:e}")))
    else {
        return (value.into(), short(error, 2));
    };
    if bar.digits.is_empty() {
        return (value.into(), "0".into());
    }
    bar.round(2);
    // The last place kept: 10^(place).
    let place = bar.point - 2;
    let keep = number.point - place;
    number.round(keep);
    let value = if number.digits.is_empty() { "0".into() } else { number.write_to_place(place) };
    (value, bar.write_to_place(place))
}

/// An estimate and its error bar: `2.0000 ± 0.0012`; a whole number within a bar
/// of less than a millionth without the zeros that say so: `2 ± 9.1e-13`.
pub fn pm(x: &crate::theorem::Enclosed) -> String {
    let (value, bar) = with_error(&x.value.to_decimal(20), x.bar());
    let whole = libm::round(x.value.to_f64());
    let off = (&x.value - &x.value.int(whole as i64)).abs().to_f64();
    if x.bar() < 1e-6 && off <= x.bar() && whole.abs() < 1e6 {
        // Of −0 the sign is no part of the number.
        return format!("{} ± {bar}", whole + 0.0).replace("-", "−").replace("e−", "e-");
    }
    format!("{value} ± {bar}")
}

impl Decimal {
    /// Written down to the place 10^place, padded with zeros up to the point
    /// where that place is above it.
    fn write_to_place(&self, place: i64) -> String {
        let digits = (self.point - place).max(1) as usize;
        if place > 0 && self.point <= 7 {
            // 480 rather than 4.8e2: up to seven figures stay figures.
            return self.write(self.point as usize);
        }
        self.write(digits)
    }
}

/// A number of times: two digits, thousands grouped.
pub fn times(x: f64) -> String {
    if !(10.0..1e9).contains(&x) {
        return short(x, 2);
    }
    let scale = libm::pow(10.0, libm::floor(libm::log10(x)) - 1.0);
    count((libm::round(x / scale) * scale) as usize)
}

#[cfg(test)]
mod tests {
    use crate::report::text::number::*;

    #[test]
    fn rounds_in_decimal_with_ties_to_even() {
        for (text, digits, expected) in [
            ("0.125", 2, "0.12"),
            ("0.375", 2, "0.38"),
            ("2.5", 1, "2"),
            ("99.99", 3, "100"),
            ("-0.00099996", 3, "−0.00100"),
            ("123456", 2, "1.2e5"),
            ("123456", 6, "123456"),
            ("7e33", 3, "7.00e33"),
            ("0", 5, "0"),
            ("1.8172180990100768", 17, "1.8172180990100768"),
        ] {
            assert_eq!(significant(text, digits), expected, "{text} to {digits}");
        }
    }

    #[test]
    fn errors_decide_how_many_digits_are_shown() {
        for (value, error, expected) in [
            ("2143.417", 1293.3, ("2100", "1300")),
            ("1.81721809", 0.02566, ("1.817", "0.026")),
            ("3.2", 5.1e7, ("0", "5.1e7")),
            ("69000000000", 1.2e9, ("6.90e10", "1.2e9")),
            ("0.5", 9.96, ("0", "10")),
        ] {
            let (v, e) = with_error(value, error);
            assert_eq!((v.as_str(), e.as_str()), expected, "{value} ± {error}");
        }
        assert_eq!(count(1234567), "1,234,567");
        assert_eq!(count(12), "12");
    }
}
