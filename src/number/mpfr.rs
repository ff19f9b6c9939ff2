//! Arbitrary precision: GNU MPFR, correctly rounded to nearest.

use std::fmt;

use rug::Float;
use rug::ops::Pow;

use super::ops::by_reference;
use super::{Compare, Exact, Scalar, Truth};

/// A floating-point number of any precision, rounded to nearest after every
/// operation. Results have the larger precision of the operands.
///
/// ```
/// use offray::number::{Mpfr, Scalar};
/// let x = Mpfr::new(200, &"2".parse()?);
/// assert_eq!(x.sqrt().to_decimal(40), "1.414213562373095048801688724209698078570");
/// # Ok::<(), offray::number::ExactError>(())
/// ```
#[derive(Clone)]
pub struct Mpfr {
    value: Float,
}

impl Mpfr {
    /// The number of `bits` bits nearest to an exact value.
    pub fn new(bits: u32, value: &Exact) -> Self {
        let value = match value.as_decimal() {
            Some((digits, exponent)) if exponent >= 0 => {
                let power = rug::Integer::from(10).pow(exponent.unsigned_abs());
                Float::with_val(bits, power * digits)
            }
            _ => {
                let ratio = value.to_ratio();
                let part = |x: &num_bigint::BigInt| {
                    x.to_str_radix(16)
                        .parse::<String>()
                        .ok()
                        .and_then(|hex| rug::Integer::from_str_radix(&hex, 16).ok())
                        .expect("hexadecimal digits")
                };
                let ratio = rug::Rational::from((part(ratio.numer()), part(ratio.denom())));
                Float::with_val(bits, ratio)
            }
        };
        Mpfr { value }
    }

    /// A double, exactly if `bits` ≥ 53.
    pub fn from_f64(bits: u32, value: f64) -> Self {
        Mpfr { value: Float::with_val(bits, value) }
    }

    /// The precision in bits.
    pub fn bits(&self) -> u32 {
        self.value.prec()
    }

    /// The same value rounded to another precision.
    pub fn with_bits(&self, bits: u32) -> Self {
        Mpfr { value: Float::with_val(bits, &self.value) }
    }

    /// `digits` significant decimal digits, rounded to nearest.
    pub fn to_decimal(&self, digits: usize) -> String {
        self.value.to_string_radix(10, Some(digits))
    }

    fn larger(a: &Self, b: &Self) -> u32 {
        a.bits().max(b.bits())
    }
}

impl fmt::Debug for Mpfr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

by_reference!([] Mpfr,
    Add add => |a: &Mpfr, b: &Mpfr| Mpfr { value: Float::with_val(Mpfr::larger(a, b), &a.value + &b.value) },
    Sub sub => |a: &Mpfr, b: &Mpfr| Mpfr { value: Float::with_val(Mpfr::larger(a, b), &a.value - &b.value) },
    Mul mul => |a: &Mpfr, b: &Mpfr| Mpfr { value: Float::with_val(Mpfr::larger(a, b), &a.value * &b.value) },
    Div div => |a: &Mpfr, b: &Mpfr| Mpfr { value: Float::with_val(Mpfr::larger(a, b), &a.value / &b.value) },
);

impl std::ops::Neg for Mpfr {
    type Output = Self;
    fn neg(self) -> Self {
        Mpfr { value: -self.value }
    }
}

impl Scalar for Mpfr {
    fn int(&self, n: i64) -> Self {
        Mpfr { value: Float::with_val(self.bits(), n) }
    }
    fn exact(&self, value: &Exact) -> Self {
        Mpfr::new(self.bits(), value)
    }
    fn exp(&self) -> Self {
        Mpfr { value: self.value.clone().exp() }
    }
    fn ln(&self) -> Self {
        Mpfr { value: self.value.clone().ln() }
    }
    fn sqrt(&self) -> Self {
        Mpfr { value: self.value.clone().sqrt() }
    }
    fn pow(&self, y: &Self) -> Self {
        Mpfr { value: Float::with_val(Self::larger(self, y), (&self.value).pow(&y.value)) }
    }
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
        match a.value.partial_cmp(&b.value) {
            None => Mpfr { value: Float::with_val(a.bits(), rug::float::Special::Nan) },
            Some(order) if order.is_le() => x,
            Some(_) => y,
        }
    }
}

impl Compare for Mpfr {
    fn less(&self, other: &Self) -> Truth {
        self.value.partial_cmp(&other.value).map_or(Truth::Unknown, |o| o.is_lt().into())
    }
    fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }
}

/// What computed a result: name and version of this crate and of the libraries
/// that its arithmetic rests on.
pub fn versions() -> [(&'static str, String); 3] {
    use gmp_mpfr_sys::{gmp, mpfr};
    let dotted = |parts: [i32; 3]| parts.map(|p| p.to_string()).join(".");
    let gmp = [gmp::VERSION, gmp::VERSION_MINOR, gmp::VERSION_PATCHLEVEL];
    let mpfr = [mpfr::VERSION_MAJOR, mpfr::VERSION_MINOR, mpfr::VERSION_PATCHLEVEL];
    [
        ("offray", env!("CARGO_PKG_VERSION").to_string()),
        ("gmp", dotted(gmp)),
        ("mpfr", dotted(mpfr)),
    ]
}
