//! Exact numbers: what a decimal in a file *is*, before any kind rounds it.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact rational number: a decimal as printed, an exact double, or a
/// quotient of such.
///
/// Data and parameters travel in this form until a [`Scalar`](super::Scalar)
/// rounds or encloses them, so `2.0771` reaches 1000 digits as 20771/10000 and
/// not as the nearest double.
///
/// ```
/// use offray::number::Exact;
/// let c: Exact = "5.76e23".parse()?;
/// let n = Exact::from(70_000_000_000_i64);
/// let d = &c / &(&Exact::from(6) * &n);
/// assert_eq!(d.to_string(), "9600000000000/7");
/// assert_eq!("2.50".parse::<Exact>()?, "25e-1".parse()?);
/// # Ok::<(), offray::number::ExactError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Form);

/// Decimals dominate tables, so they stay small: 32 bytes, no heap.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// digits · 10^exponent, digits without trailing zeros (canonical).
    Decimal { digits: i64, exponent: i32 },
    /// Anything else, in lowest terms; never a number that fits the first form.
    Ratio(Box<Ratio<BigInt>>),
}

/// Why a text is not an exact number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExactError {
    /// Not of the form digits[.digits][e±digits].
    #[error("not a decimal number")]
    Syntax,
    /// NaN or infinity, spelt out or as a double.
    #[error("not finite")]
    NotFinite,
    /// A decimal exponent beyond ±100000.
    #[error("exponent out of range (at most 100000 in size)")]
    Exponent,
}

/// Exponents beyond this are refused: 10^exponent is formed as an integer.
const MAX_EXPONENT: i64 = 100_000;

impl Exact {
    /// The decimal digits · 10^exponent.
    fn decimal(mut digits: i64, mut exponent: i32) -> Self {
        if digits == 0 {
            return Exact(Form::Decimal { digits: 0, exponent: 0 });
        }
        while digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        Exact(Form::Decimal { digits, exponent })
    }

    /// A rational number, in the smaller form where it is a short decimal.
    pub fn from_ratio(ratio: Ratio<BigInt>) -> Self {
        // p/q is a decimal iff q = 2^i 5^j.
        let mut rest = ratio.denom().clone();
        let mut powers = [0_i32; 2];
        for (power, prime) in powers.iter_mut().zip([2, 5]) {
            let prime = BigInt::from(prime);
            while (&rest % &prime).is_zero() {
                rest /= &prime;
                *power += 1;
            }
        }
        let places = powers[0].max(powers[1]);
        if rest.is_one() {
            let mut scaled = ratio.numer() * BigInt::from(10).pow(places as u32) / ratio.denom();
            let mut exponent = -places;
            let ten = BigInt::from(10);
            while !scaled.is_zero() && (&scaled % &ten).is_zero() {
                scaled /= &ten;
                exponent += 1;
            }
            if let Some(digits) = scaled.to_i64() {
                return Self::decimal(digits, exponent);
            }
        }
        Exact(Form::Ratio(Box::new(ratio)))
    }

    /// The exact value of a double; an error for NaN and infinities.
    pub fn from_f64(x: f64) -> Result<Self, ExactError> {
        Ratio::from_float(x).map(Self::from_ratio).ok_or(ExactError::NotFinite)
    }

    /// The value as a quotient of integers in lowest terms.
    pub fn to_ratio(&self) -> Ratio<BigInt> {
        match &self.0 {
            Form::Decimal { digits, exponent } => {
                let power = BigInt::from(10).pow(exponent.unsigned_abs());
                if *exponent >= 0 {
                    Ratio::from_integer(BigInt::from(*digits) * power)
                } else {
                    Ratio::new(BigInt::from(*digits), power)
                }
            }
            Form::Ratio(ratio) => (**ratio).clone(),
        }
    }

    /// (digits, exponent) where the value is digits · 10^exponent with digits
    /// in 64 bits: the cheap way into the other kinds.
    pub fn as_decimal(&self) -> Option<(i64, i32)> {
        match self.0 {
            Form::Decimal { digits, exponent } => Some((digits, exponent)),
            Form::Ratio(_) => None,
        }
    }

    /// The nearest double (ties to even).
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            // The standard library's parser rounds correctly.
            Form::Decimal { digits, exponent } => {
                format!("{digits}e{exponent}").parse().expect("a decimal literal")
            }
            Form::Ratio(ratio) => ratio.to_f64().unwrap_or(f64::NAN),
        }
    }

    /// −1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match &self.0 {
            Form::Decimal { digits, .. } => digits.signum() as i32,
            Form::Ratio(ratio) => {
                if ratio.is_negative() {
                    -1
                } else {
                    1
                }
            }
        }
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    fn from_str(text: &str) -> Result<Self, ExactError> {
        let text = text.trim();
        let (sign, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (-1, &text[1..]),
            Some(b'+') => (1, &text[1..]),
            _ => (1, text),
        };
        let lower = unsigned.to_ascii_lowercase();
        if ["nan", "inf", "infinity"].contains(&lower.as_str()) {
            return Err(ExactError::NotFinite);
        }
        let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
            Some(at) => {
                let tail = &unsigned[at + 1..];
                let tail_digits = tail.strip_prefix(['+', '-']).unwrap_or(tail);
                if tail_digits.is_empty() || !tail_digits.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(ExactError::Syntax);
                }
                (&unsigned[..at], tail.parse::<i64>().map_err(|_| ExactError::Exponent)?)
            }
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.len() + fraction.len() == 0
            || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
        {
            return Err(ExactError::Syntax);
        }
        let exponent = exponent.saturating_sub(fraction.len() as i64);
        if exponent.abs() > MAX_EXPONENT {
            return Err(ExactError::Exponent);
        }
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let kept = digits.trim_end_matches('0');
        if kept.is_empty() {
            return Ok(Self::decimal(0, 0));
        }
        let exponent = exponent + (digits.len() - kept.len()) as i64;
        if let Ok(small) = kept.parse::<i64>() {
            return Ok(Self::decimal(sign * small, exponent as i32));
        }
        let big: BigInt = kept.parse().map_err(|_| ExactError::Syntax)?;
        let power = BigInt::from(10).pow(exponent.unsigned_abs() as u32);
        let big = big * sign;
        let ratio =
            if exponent >= 0 { Ratio::from_integer(big * power) } else { Ratio::new(big, power) };
        Ok(Exact(Form::Ratio(Box::new(ratio))))
    }
}

impl From<i64> for Exact {
    fn from(n: i64) -> Self {
        Self::decimal(n, 0)
    }
}

impl fmt::Display for Exact {
    /// A terminating decimal where there is one of at most 40 places,
    /// else p/q in lowest terms.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Decimal { digits, exponent } => write_decimal(f, &digits.to_string(), *exponent),
            Form::Ratio(ratio) => {
                let mut rest = ratio.denom().clone();
                let mut places = 0;
                for prime in [2, 5] {
                    let prime = BigInt::from(prime);
                    let mut power = 0_u32;
                    while (&rest % &prime).is_zero() {
                        rest /= &prime;
                        power += 1;
                    }
                    places = places.max(power);
                }
                if rest.is_one() && places <= 1100 {
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

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        if let (Some((a, i)), Some((b, j))) = (self.as_decimal(), other.as_decimal())
            && i == j
        {
            return a.cmp(&b);
        }
        self.to_ratio().cmp(&other.to_ratio())
    }
}

macro_rules! rational_operators {
    ($($trait:ident $method:ident $op:tt),+) => {$(
        impl std::ops::$trait for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                Exact::from_ratio(self.to_ratio() $op other.to_ratio())
            }
        }
    )+};
}
rational_operators!(Add add +, Sub sub -, Mul mul *, Div div /);

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
        for text in ["", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "1,5", "--1", "1e2.5"] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::Syntax), "{text}");
        }
        for text in ["nan", "inf", "-Infinity"] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::NotFinite), "{text}");
        }
        assert_eq!("1e100001".parse::<Exact>(), Err(ExactError::Exponent));
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
            let x = if text == "1/3" { &exact("1") / &exact("3") } else { exact(text) };
            assert_eq!(x.to_string(), text);
        }
        let tenth = Exact::from_f64(0.1).expect("finite");
        assert_eq!(tenth.to_string(), "0.1000000000000000055511151231257827021181583404541015625");
        assert_eq!(exact(&tenth.to_string()), tenth);
    }

    #[test]
    fn doubles_round_trip() {
        for x in [0.1, -1.5, 1e300, 5e-324, 9007199254740993.0, 0.0] {
            assert_eq!(Exact::from_f64(x).expect("finite").to_f64(), x);
        }
        assert_eq!(Exact::from_f64(f64::NAN), Err(ExactError::NotFinite));
    }

    #[test]
    fn rational_arithmetic_is_exact() {
        let third = &exact("1") / &exact("3");
        assert_eq!(&(&third + &third) + &third, exact("1"));
        assert_eq!(&(&exact("0.3") - &exact("0.1")) * &exact("10"), exact("2"));
        assert!(third < exact("0.34") && exact("0.33") < third);
        assert_eq!(third.signum(), 1);
    }
}
