//! Exact numbers: what a decimal in a file *is*, before any kind rounds it.

mod text;

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{Signed, ToPrimitive, Zero};

/// An exact rational number: a decimal as printed, an exact double, or a
/// quotient of such; read from `2.0771`, `-6.4e13` or `9600000000000/7`.
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
    /// Not of the form `digits[.digits][e±digits]`, nor p/q.
    #[error("not a decimal number")]
    Syntax,
    /// NaN or infinity, spelt out or as a double.
    #[error("not finite")]
    NotFinite,
    /// A decimal exponent beyond ±100000.
    #[error("exponent out of range (at most 100000 in size)")]
    Exponent,
    /// More digits than could be meant.
    #[error("too long (at most 100000 digits)")]
    Digits,
}

/// The powers that doubles hold exactly.
pub(super) const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

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

    /// A rational number in lowest terms, in the smaller form where it is a short
    /// decimal.
    pub fn from_ratio(ratio: Ratio<BigInt>) -> Self {
        let short = terminating(ratio.denom()).and_then(|[twos, fives]| {
            let places = twos.max(fives);
            let digits = (ratio.numer() * BigInt::from(5).pow(places - fives)) << (places - twos);
            short_decimal(digits, -i64::from(places))
        });
        short.unwrap_or_else(|| Exact(Form::Ratio(Box::new(ratio))))
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
                if digits.unsigned_abs() < 1 << 53 && (-22..=22).contains(exponent) {
                    // Both operands are doubles: one rounding.
                    let power = POWERS_OF_TEN[exponent.unsigned_abs() as usize];
                    let digits = *digits as f64;
                    return if *exponent < 0 { digits / power } else { digits * power };
                }
                format!("{digits}e{exponent}").parse().expect("a decimal literal")
            }
            Form::Ratio(ratio) => ratio.to_f64().unwrap_or(f64::NAN),
        }
    }

    /// The value rounded to odd: a double that is exact or, of the two around the
    /// value, the one with an odd last bit. Rounding it once more to at most 51
    /// bits gives what rounding the exact value would.
    pub(crate) fn to_odd(&self) -> f64 {
        let nearest = self.to_f64();
        match Exact::from_f64(nearest).map_or(Ordering::Equal, |x| self.cmp(&x)) {
            Ordering::Equal => nearest,
            _ if nearest.to_bits() & 1 == 1 => nearest,
            Ordering::Less => nearest.next_down(),
            Ordering::Greater => nearest.next_up(),
        }
    }

    /// ⌊log₁₀ |x|⌋ or one more or less, without the power itself; 0 for zero.
    pub fn magnitude(&self) -> i64 {
        match &self.0 {
            Form::Decimal { digits, exponent } => {
                digits.unsigned_abs().checked_ilog10().map_or(0, i64::from) + i64::from(*exponent)
            }
            Form::Ratio(ratio) => {
                let bits = ratio.numer().bits() as f64 - ratio.denom().bits() as f64;
                (bits * std::f64::consts::LOG10_2) as i64
            }
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

/// digits · 10^exponent where that is short: digits in 64 bits once its zeros
/// at the end are taken off.
fn short_decimal(digits: BigInt, exponent: i64) -> Option<Exact> {
    let (digits, exponent) = without_zeros(digits, exponent);
    let (digits, exponent) = (digits.to_i64()?, i32::try_from(exponent).ok()?);
    // The smallest integer has no opposite; it is a ratio, always.
    (digits != i64::MIN).then(|| Exact::decimal(digits, exponent))
}

/// The same number with no digit 0 at the end.
fn without_zeros(mut digits: BigInt, mut exponent: i64) -> (BigInt, i64) {
    // A number with z zeros at the end is divisible by 2^z.
    let mut left = digits.trailing_zeros().unwrap_or(0);
    let mut step = 1 << 16;
    while step > 0 {
        if step <= left {
            let (quotient, rest) = digits.div_rem(&BigInt::from(10).pow(step as u32));
            if rest.is_zero() {
                digits = quotient;
                exponent += step as i64;
                left -= step;
                continue;
            }
        }
        step /= 2;
    }
    (digits, exponent)
}

/// [i, j] where q = 2^i 5^j; none for other q > 0.
fn terminating(q: &BigInt) -> Option<[u32; 2]> {
    let twos = q.trailing_zeros()?;
    let rest = q >> twos;
    // 5^j has ⌊j log₂ 5⌋ + 1 bits.
    let fives = ((rest.bits() as f64 - 0.5) / 2.321_928_094_887_362) as u32;
    let found = (fives.saturating_sub(1)..=fives + 1).find(|j| BigInt::from(5).pow(*j) == rest);
    Some([u32::try_from(twos).ok()?, found?])
}

impl From<i64> for Exact {
    fn from(n: i64) -> Self {
        match n {
            i64::MIN => Self::from_ratio(BigInt::from(n).into()),
            _ => Self::decimal(n, 0),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some((a, i)), Some((b, j))) = (self.as_decimal(), other.as_decimal())
            && i.abs_diff(j) <= 18
        {
            // Below 2^63 · 10^18 < 2^127: no overflow.
            let scaled = |digits: i64, up: i32| i128::from(digits) * 10_i128.pow(up.max(0) as u32);
            return scaled(a, i - j).cmp(&scaled(b, j - i));
        }
        self.to_ratio().cmp(&other.to_ratio())
    }
}

macro_rules! rational_operators {
    ($($trait:ident $method:ident $op:tt $short:expr),+ $(,)?) => {$(
        impl std::ops::$trait for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                let short: fn(&Exact, &Exact) -> Option<Exact> = $short;
                short(self, other)
                    .unwrap_or_else(|| Exact::from_ratio(self.to_ratio() $op other.to_ratio()))
            }
        }
    )+};
}
rational_operators!(
    Add add + |_, _| None,
    Sub sub - |_, _| None,
    Mul mul * |x, y| {
        let ((a, i), (b, j)) = (x.as_decimal()?, y.as_decimal()?);
        let (digits, exponent) = (a.checked_mul(b)?, i.checked_add(j)?);
        (digits != i64::MIN).then(|| Exact::decimal(digits, exponent))
    },
    Div div / |_, _| None,
);

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    #[test]
    fn a_number_has_one_form_however_it_came_about() {
        for text in [
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "92233720368547758070000",
            "184467440737095516160e-3",
            "0.00000000000000000000000000000000000152587890625",
            "1e-5000",
            "1e5000",
            "12345678901234567890125e-5000",
            "4722366482869645213696e-70",
        ] {
            for other in [
                Exact::from_ratio(exact(text).to_ratio()),
                &(&exact(text) / &exact("7")) * &exact("7"),
                &(&exact(text) * &exact("3")) / &exact("3"),
            ] {
                assert_eq!(exact(text), other, "{text}");
                assert_eq!(exact(text).as_decimal(), other.as_decimal(), "{text}");
            }
            let ratio = exact(text).to_ratio();
            assert_eq!(ratio, Ratio::new(ratio.numer().clone(), ratio.denom().clone()), "{text}");
        }
        assert_eq!(Exact::from(i64::MIN), exact("-9223372036854775808"));
    }

    #[test]
    fn order_is_that_of_the_rationals() {
        let sorted = [
            "-1e30", "-5", "-0.5", "0", "1e-40", "1/3", "0.34", "1", "1.5", "9e18", "1e19", "2e40",
        ];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(exact(a).cmp(&exact(b)), i.cmp(&j), "{a} {b}");
            }
        }
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
