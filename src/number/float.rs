//! The machine formats `f64` and `f32`.
//!
//! Elementary functions come from `libm`, a port of one C library to Rust, so
//! that the same inputs give the same bits on every machine.

use super::{Compare, Exact, Scalar, Truth};

macro_rules! machine_float {
    ($ty:ty, $exact:expr, $exp:path, $exp_m1:path, $ln:path, $pow:path) => {
        impl Scalar for $ty {
            fn int(&self, n: i64) -> Self {
                n as $ty
            }
            fn exact(&self, value: &Exact) -> Self {
                $exact(value)
            }
            fn exp(&self) -> Self {
                $exp(*self)
            }
            fn one_minus_exp_neg(&self) -> Self {
                -$exp_m1(-*self)
            }
            fn ln(&self) -> Self {
                $ln(*self)
            }
            fn sqrt(&self) -> Self {
                // IEEE 754 requires a correctly rounded square root.
                <$ty>::sqrt(*self)
            }
            fn pow(&self, y: &Self) -> Self {
                $pow(*self, *y)
            }
            fn abs(&self) -> Self {
                <$ty>::abs(*self)
            }
            fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self {
                if a.is_nan() || b.is_nan() {
                    <$ty>::NAN
                } else if a <= b {
                    x
                } else {
                    y
                }
            }
        }

        impl Compare for $ty {
            fn less(&self, other: &Self) -> Truth {
                match self.partial_cmp(other) {
                    Some(order) => Truth::from(order.is_lt()),
                    None => Truth::Unknown,
                }
            }
            fn to_f64(&self) -> f64 {
                f64::from(*self)
            }
        }
    };
}

machine_float!(f64, Exact::to_f64, libm::exp, libm::expm1, libm::log, libm::pow);
machine_float!(
    f32,
    |x: &Exact| x.to_odd() as f32,
    libm::expf,
    libm::expm1f,
    libm::logf,
    libm::powf
);
