//! The formats that accelerators compute in: bfloat16, half and TensorFloat-32.
//!
//! Every operation takes exact operands, is computed in doubles, and is rounded
//! once to the format, to nearest, ties to even, subnormals kept.
//!
//! # Why the double in between does no harm
//! A correctly rounded double result, rounded again to p bits, is the correctly
//! rounded p-bit result of + − × ÷ √ whenever 53 ≥ 2p + 2 (Figueroa 1995): here
//! p ≤ 11. For exp, ln and pow the double carries an error below 2⁻⁵² of itself,
//! so the result is within ½ ulp + 2⁻⁴¹ ulp: the wrong neighbour only where the
//! true value lies that close to a midpoint.

use super::ops::by_reference;
use super::{Compare, Exact, Scalar, Truth};

/// Nearest number with `precision` bits and no exponent below `least`, ties to
/// even; infinite beyond the largest, which has exponent −`least` + 1.
fn round(x: f64, precision: i32, least: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let exponent = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    let ulp = libm::scalbn(1.0, exponent.max(least) - (precision - 1));
    // Both scalings are exact.
    let nearest = (x / ulp).round_ties_even() * ulp;
    if nearest.abs() < libm::scalbn(1.0, 2 - least) { nearest } else { f64::INFINITY.copysign(x) }
}

macro_rules! small_float {
    ($(#[$doc:meta])* $name:ident($storage:ty): $precision:literal bits, least exponent $least:literal,
     $store:expr, $load:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name($storage);

        impl $name {
            /// The nearest number of the format.
            pub fn from_f64(x: f64) -> Self {
                $name($store(round(x, $precision, $least)))
            }

            /// The value, exactly.
            fn get(&self) -> f64 {
                $load(self.0)
            }
        }

        by_reference!([] $name,
            Add add => |a: &$name, b: &$name| $name::from_f64(a.get() + b.get()),
            Sub sub => |a: &$name, b: &$name| $name::from_f64(a.get() - b.get()),
            Mul mul => |a: &$name, b: &$name| $name::from_f64(a.get() * b.get()),
            Div div => |a: &$name, b: &$name| $name::from_f64(a.get() / b.get()),
        );

        impl std::ops::Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                $name(-self.0)
            }
        }

        impl Scalar for $name {
            fn int(&self, n: i64) -> Self {
                self.exact(&Exact::from(n))
            }
            fn exact(&self, value: &Exact) -> Self {
                Self::from_f64(value.to_odd())
            }
            fn exp(&self) -> Self {
                Self::from_f64(libm::exp(self.get()))
            }
            fn one_minus_exp_neg(&self) -> Self {
                Self::from_f64(-libm::expm1(-self.get()))
            }
            fn ln(&self) -> Self {
                Self::from_f64(libm::log(self.get()))
            }
            fn sqrt(&self) -> Self {
                Self::from_f64(self.get().sqrt())
            }
            fn pow(&self, y: &Self) -> Self {
                Self::from_f64(libm::pow(self.get(), y.get()))
            }
            fn abs(&self) -> Self {
                Self::from_f64(self.get().abs())
            }
            fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
                match a.partial_cmp(b) {
                    None => Self::from_f64(f64::NAN),
                    Some(order) if order.is_le() => x,
                    Some(_) => y,
                }
            }
        }

        impl Compare for $name {
            fn less(&self, other: &Self) -> Truth {
                self.partial_cmp(other).map_or(Truth::Unknown, |order| order.is_lt().into())
            }
            fn to_f64(&self) -> f64 {
                self.get()
            }
        }
    };
}

small_float! {
    /// bfloat16: 8 bits of precision (2 to 3 digits), the exponents of a single.
    ///
    /// ```
    /// use offray::number::{Bf16, Compare};
    /// let x = Bf16::from_f64(2.0771);
    /// assert_eq!(x.to_f64(), 2.078125);
    /// assert_eq!(Bf16::from_f64(256.0) + Bf16::from_f64(1.0), Bf16::from_f64(256.0));
    /// ```
    Bf16(half::bf16): 8 bits, least exponent -126, half::bf16::from_f64, half::bf16::to_f64
}

small_float! {
    /// IEEE half precision: 11 bits (3 digits), 6e−8 to 65504.
    ///
    /// A model of 1e9 parameters is infinite in this format: state N and D in
    /// units in which they fit (say, billions), and the scales A and B with them.
    ///
    /// ```
    /// use offray::number::{Compare, F16, Scalar};
    /// let largest = F16::from_f64(65504.0);
    /// assert!(largest.is_finite() && !(largest + largest).is_finite());
    /// assert_eq!(largest.exact(&"1e9".parse()?).to_f64(), f64::INFINITY);
    /// # Ok::<(), offray::number::ExactError>(())
    /// ```
    F16(half::f16): 11 bits, least exponent -14, half::f16::from_f64, half::f16::to_f64
}

small_float! {
    /// TensorFloat-32: 11 bits of precision as in [`F16`], the exponents of a single.
    ///
    /// ```
    /// use offray::number::{Compare, Tf32};
    /// assert_eq!(Tf32::from_f64(1e9).to_f64(), 999_817_216.0);
    /// ```
    Tf32(f32): 11 bits, least exponent -126, |x: f64| x as f32, f64::from
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every half and bfloat16, and the midpoints between them, against the
    /// conversions of the crate `half`, which share no code with [`round`] (but
    /// look at the upper 32 bits of a double only, so not closer than 1e−6).
    #[test]
    fn rounds_as_another_implementation() {
        for bits in 0..u16::MAX {
            let (f, b) = (half::f16::from_bits(bits), half::bf16::from_bits(bits));
            let (f1, b1) = (half::f16::from_bits(bits + 1), half::bf16::from_bits(bits + 1));
            for (x, next) in [(f.to_f64(), f1.to_f64()), (b.to_f64(), b1.to_f64())] {
                let middle = 0.5 * x + 0.5 * next;
                for x in [x, middle, middle * (1.0 + 1e-6), middle * (1.0 - 1e-6)] {
                    let same =
                        |ours: f64, theirs: f64| ours == theirs || (x.is_nan() && ours.is_nan());
                    assert!(same(F16::from_f64(x).get(), half::f16::from_f64(x).to_f64()), "{x:e}");
                    assert!(
                        same(Bf16::from_f64(x).get(), half::bf16::from_f64(x).to_f64()),
                        "{x:e}"
                    );
                }
            }
        }
    }

    #[test]
    fn ends_of_the_ranges() {
        for (x, rounded) in [(65519.999, 65504.0), (65520.0, f64::INFINITY), (-7e4, -f64::INFINITY)]
        {
            assert_eq!(F16::from_f64(x).get(), rounded);
        }
        let tiny = libm::scalbn(1.0, -24);
        assert_eq!(F16::from_f64(tiny).get(), tiny);
        assert_eq!(F16::from_f64(tiny / 2.0).get(), 0.0);
        assert_eq!(F16::from_f64(tiny * 0.51).get(), tiny);
        let largest = libm::scalbn(2.0 - libm::scalbn(1.0, -10), 127);
        assert_eq!(Tf32::from_f64(largest).get(), largest);
        assert_eq!(Tf32::from_f64(f64::from(f32::MAX)).get(), f64::INFINITY);
        let least = libm::scalbn(1.0, -136);
        assert_eq!((Tf32::from_f64(least).get(), Tf32::from_f64(least / 2.0).get()), (least, 0.0));
    }

    /// 1 + 2⁻¹¹ + 2⁻⁸⁰ lies above a midpoint that its nearest double is on.
    #[test]
    fn exact_values_are_rounded_once() {
        let power = |n: i32| Exact::from_f64(libm::scalbn(1.0, n)).expect("finite");
        let above = &(&power(0) + &power(-11)) + &power(-80);
        assert_eq!(F16::default().exact(&above).get(), 1.0 + libm::scalbn(1.0, -10));
        assert_eq!(
            Tf32::default().int((1 << 62) + (1 << 51) + 1).get(),
            libm::scalbn(1.0 + libm::scalbn(1.0, -10), 62)
        );
        let above = &(&power(0) + &power(-24)) + &power(-80);
        assert_eq!(0_f32.exact(&above), 1.0 + f32::EPSILON);
    }
}
