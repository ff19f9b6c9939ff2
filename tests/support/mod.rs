//! Where test inputs and tolerances come from: the only home of both.
#![allow(dead_code, missing_docs)]

pub mod kinds;
pub mod trials;

use offray::number::Exact;
use quickcheck::{Arbitrary, Gen};

/// Any double, biased to where things go wrong: ±0, subnormals, neighbours of
/// one, the ends of every format, infinities and NaN.
#[derive(Clone, Copy, Debug)]
pub struct Hard(pub f64);

/// Powers of two at which some format begins, ends or loses its last bit.
const CORNERS: [i32; 16] =
    [-1074, -1022, -149, -126, -25, -24, -14, -11, -8, -1, 10, 15, 53, 127, 128, 1023];

impl Arbitrary for Hard {
    fn arbitrary(g: &mut Gen) -> Self {
        let sign = if bool::arbitrary(g) { 1.0 } else { -1.0 };
        let bits = u64::arbitrary(g);
        let size = match u8::arbitrary(g) % 10 {
            0 => 0.0,
            1 => f64::INFINITY,
            2 => f64::NAN,
            3 => 1.0 + (bits % 5) as f64 * f64::EPSILON,
            4 => 1.0 - (bits % 5) as f64 * f64::EPSILON / 2.0,
            5 => f64::from_bits(bits >> 12),
            6 => f64::from_bits(bits >> 1),
            7 => {
                2_f64.powi(CORNERS[bits as usize % CORNERS.len()])
                    * (1.0 + (bits % 3) as f64 / 256.0)
            }
            8 => 10_f64.powi((bits % 30) as i32 - 6),
            _ => Tame::arbitrary(g).0,
        };
        Hard(sign * size)
    }
}

/// A number in [½, 2], where no identity is ill-conditioned.
#[derive(Clone, Copy, Debug)]
pub struct Tame(pub f64);

impl Arbitrary for Tame {
    fn arbitrary(g: &mut Gen) -> Self {
        let fraction = u64::arbitrary(g) as f64 / u64::MAX as f64;
        Tame(0.5 + 1.5 * fraction)
    }
}

/// An exact number: short decimals, long ones, doubles and quotients.
#[derive(Clone, Debug)]
pub struct Rational(pub Exact);

impl Arbitrary for Rational {
    fn arbitrary(g: &mut Gen) -> Self {
        let digits = i64::arbitrary(g);
        let text = match u8::arbitrary(g) % 5 {
            0 => digits.to_string(),
            1 => format!("{}e{}", digits % 100_000, i32::from(i8::arbitrary(g)) / 4),
            2 => format!("{digits}{}e{}", u64::arbitrary(g), i8::arbitrary(g)),
            3 => {
                return Rational(
                    &Exact::from(digits) / &Exact::from(i64::from(u32::arbitrary(g)) + 1),
                );
            }
            _ => {
                let double = std::iter::repeat_with(|| Hard::arbitrary(g).0);
                let finite = double.take(100).find(|x| x.is_finite()).unwrap_or(0.5);
                return Rational(Exact::from_f64(finite).expect("finite"));
            }
        };
        Rational(text.parse().expect(&text))
    }
}

/// The value of a double in C's hexadecimal notation.
pub fn hexadecimal(text: &str) -> f64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let parse = || {
        let (mantissa, exponent) = digits.strip_prefix("0x")?.split_once('p')?;
        let (whole, fraction) = mantissa.split_once('.')?;
        let integer = u64::from_str_radix(&format!("{whole}{fraction}"), 16).ok()?;
        let exponent = exponent.parse::<i32>().ok()? - 4 * fraction.len() as i32;
        // Two exact steps, so that subnormal numbers survive.
        Some(integer as f64 * 2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2))
    };
    sign * parse().unwrap_or_else(|| panic!("'{text}' is no hexadecimal double"))
}
