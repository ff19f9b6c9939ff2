//! Exact numbers as text: read from decimals and quotients, and printed.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::Zero;

use super::{Exact, ExactError, Form, short_decimal, terminating, without_zeros};

/// Exponents beyond this are refused: 10^exponent is formed as an integer.
const MAX_EXPONENT: i64 = 100_000;

/// Texts with more digits than this are refused: reading takes quadratic time.
const MAX_DIGITS: usize = 100_000;

impl FromStr for Exact {
    type Err = ExactError;

    fn from_str(text: &str) -> Result<Self, ExactError> {
        let text = text.trim();
        match text.split_once('/') {
            Some((p, q)) => quotient(p, q),
            None => decimal(text),
        }
    }
}

/// [+-]digits[.digits][e[+-]digits].
fn decimal(text: &str) -> Result<Exact, ExactError> {
    let (negative, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if ["nan", "inf", "infinity"].iter().any(|name| unsigned.eq_ignore_ascii_case(name)) {
        return Err(ExactError::NotFinite);
    }
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => {
            let tail = &unsigned[at + 1..];
            let size = tail.strip_prefix(['+', '-']).unwrap_or(tail);
            if size.is_empty() || !is_digits(size) {
                return Err(ExactError::Syntax);
            }
            (&unsigned[..at], tail.parse::<i64>().map_err(|_| ExactError::Exponent))
        }
        None => (unsigned, Ok(0)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
        return Err(ExactError::Syntax);
    }
    let (whole, kept) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if whole.is_empty() && kept.is_empty() {
        return Ok(Exact::decimal(0, 0));
    }
    // What is wrong with so long a number is its length, whatever exponent it stands for.
    if whole.len() + kept.len() > MAX_DIGITS {
        return Err(ExactError::Digits);
    }
    let exponent = exponent?.saturating_sub(kept.len() as i64);
    if exponent.unsigned_abs() > MAX_EXPONENT as u64 {
        return Err(ExactError::Exponent);
    }
    let small = whole
        .bytes()
        .chain(kept.bytes())
        .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    if let Some(digits) = small {
        return Ok(Exact::decimal(if negative { -digits } else { digits }, exponent as i32));
    }
    let digits = integer(&format!("{whole}{kept}"))?;
    let digits = if negative { -digits } else { digits };
    let (digits, exponent) = without_zeros(digits, exponent);
    if let Some(short) = short_decimal(digits.clone(), exponent) {
        return Ok(short);
    }
    let size = exponent.unsigned_abs() as u32;
    let ratio = if exponent >= 0 {
        Ratio::from_integer(digits * BigInt::from(10).pow(size))
    } else {
        over_power_of_ten(digits, size)
    };
    Ok(Exact(Form::Ratio(Box::new(ratio))))
}

/// [+-]digits/digits.
fn quotient(p: &str, q: &str) -> Result<Exact, ExactError> {
    let (negative, p) = match p.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, p.strip_prefix('+').unwrap_or(p)),
    };
    let (p, q) = (integer(p)?, integer(q)?);
    if q.is_zero() {
        return Err(ExactError::Syntax);
    }
    Ok(Exact::from_ratio(Ratio::new(if negative { -p } else { p }, q)))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn integer(digits: &str) -> Result<BigInt, ExactError> {
    if digits.is_empty() || !is_digits(digits) {
        return Err(ExactError::Syntax);
    }
    if digits.len() > MAX_DIGITS {
        return Err(ExactError::Digits);
    }
    digits.parse().map_err(|_| ExactError::Syntax)
}

/// digits/10^places in lowest terms, for digits that 10 does not divide: what
/// cancels is a power of 2 or a power of 5, which is cheaper to find than a
/// greatest common divisor.
fn over_power_of_ten(mut digits: BigInt, places: u32) -> Ratio<BigInt> {
    let twos = digits.trailing_zeros().unwrap_or(0).min(u64::from(places)) as u32;
    digits >>= twos;
    let mut fives = 0;
    let mut step = 1 << 16;
    while step > 0 {
        if fives + step <= places {
            let (quotient, rest) = digits.div_rem(&BigInt::from(5).pow(step));
            if rest.is_zero() {
                digits = quotient;
                fives += step;
                continue;
            }
        }
        step /= 2;
    }
    Ratio::new_raw(digits, BigInt::from(5).pow(places - fives) << (places - twos))
}

impl fmt::Display for Exact {
    /// A terminating decimal where there is one of at most 1100 places (every
    /// double is), else p/q in lowest terms.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Decimal { digits, exponent } => write_decimal(f, &digits.to_string(), *exponent),
            Form::Ratio(ratio) => {
                let places = terminating(ratio.denom()).map(|[twos, fives]| twos.max(fives));
                if let Some(places) = places.filter(|p| *p <= 1100) {
                    let scaled = ratio.numer() * BigInt::from(10).pow(places) / ratio.denom();
                    write_decimal(f, &scaled.to_string(), -(places as i32))
                } else {
                    write!(f, "{}/{}", ratio.numer(), ratio.denom())
                }
            }
        }
    }
}

/// digits · 10^exponent without an exponent where that stays short.
fn write_decimal(f: &mut fmt::Formatter<'_>, digits: &str, exponent: i32) -> fmt::Result {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let point = digits.len() as i32 + exponent;
    if exponent >= 0 && point <= 21 {
        write!(f, "{sign}{digits}{}", "0".repeat(exponent as usize))
    } else if point > 0 && exponent < 0 {
        write!(f, "{sign}{}.{}", &digits[..point as usize], &digits[point as usize..])
    } else if point <= 0 && point > -6 {
        write!(f, "{sign}0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let (head, tail) = digits.split_at(1);
        let dot = if tail.is_empty() { "" } else { "." };
        write!(f, "{sign}{head}{dot}{tail}e{}", point - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    #[test]
    fn spellings_of_one_number_are_equal() {
        for (a, b) in [
            ("2.50", "25e-1"),
            ("+1e3", "1000"),
            ("0.0", "-0"),
            (".5", "5.e-1"),
            ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
        ] {
            assert_eq!(exact(a), exact(b), "{a} {b}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_number() {
        for text in [
            "", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "1,5", "--1", "1e2.5", "1/0",
            "1/", "/2", "1/2/3", "1/-2", "1.5/2", "1e5/3", "+-1", "١",
        ] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::Syntax), "{text}");
        }
        for text in ["nan", "inf", "-Infinity"] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::NotFinite), "{text}");
        }
        for text in ["1e100001", "1e99999999999999999999", "1e-100001", "0.1e-100000"] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::Exponent), "{text}");
        }
        for text in ["9".repeat(100_001), format!("2.{}", "7".repeat(110_000))] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::Digits));
        }
    }

    #[test]
    fn prints_and_reads_back() {
        for text in [
            "0",
            "1",
            "-2.0771",
            "1000000",
            "6e33",
            "1e-9",
            "0.00001",
            "123456789.987654321",
            "1/3",
        ] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact("1/3"), &exact("1") / &exact("3"));
        let tenth = Exact::from_f64(0.1).expect("finite");
        assert_eq!(tenth.to_string(), "0.1000000000000000055511151231257827021181583404541015625");
        assert_eq!(exact(&tenth.to_string()), tenth);
    }

    #[test]
    fn long_and_extreme_texts_are_read_in_no_time() {
        let begun = std::time::Instant::now();
        for text in [
            format!("{}e-99999", "7".repeat(30)),
            format!("0.{}", "3".repeat(50_000)),
            format!("{}5e-100000", "9".repeat(99_000)),
            "0".repeat(10_000_000),
            format!("1{}", "0".repeat(99_000)),
        ] {
            let x = exact(&text);
            assert_eq!(Exact::from_ratio(x.to_ratio()), x);
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
