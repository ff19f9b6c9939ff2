//! What the property tests ask of a kind of number beyond its contract.

use offray::number::{
    Bf16, Compare, DenseDual, DoubleDouble, Dual, F16, Interval, Mpfr, Scalar, Series, Tf32,
};

/// A kind under test.
pub trait Kind: Compare {
    /// NaN and infinities can be told apart from numbers and pass through.
    const SPECIAL: bool = true;

    /// How far two sides of an identity may differ, relative to max(1, size):
    /// some tens of roundoffs; for kinds with derivatives, whose conditioning
    /// multiplies, some thousands.
    const TOLERANCE: f64;

    /// A constant near x.
    fn of(x: f64) -> Self;

    /// A number near x that depends on the variable number `index` < 3, in
    /// kinds that have variables.
    fn seeded(x: f64, index: usize) -> Self {
        let _ = index;
        Self::of(x)
    }

    /// Equal in every component; NaN equals itself.
    fn same(&self, other: &Self) -> bool;

    /// Equal in every component up to a tolerance; enclosures meet.
    fn close(&self, other: &Self, tolerance: f64) -> bool;
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}

macro_rules! machine_kind {
    ($($ty:ty: $roundoff:expr, $of:expr;)+) => {$(
        impl Kind for $ty {
            const TOLERANCE: f64 = 32.0 * $roundoff;
            fn of(x: f64) -> Self {
                $of(x)
            }
            fn same(&self, other: &Self) -> bool {
                let (a, b) = (Compare::to_f64(self), Compare::to_f64(other));
                self == other || (a.is_nan() && b.is_nan())
            }
            fn close(&self, other: &Self, tolerance: f64) -> bool {
                near(Compare::to_f64(self), Compare::to_f64(other), tolerance)
            }
        }
    )+};
}

const DOUBLE: f64 = f64::EPSILON / 2.0;

machine_kind! {
    f64: DOUBLE, |x| x;
    f32: f32::EPSILON as f64 / 2.0, |x| x as f32;
    Bf16: 1.0 / 256.0, Bf16::from_f64;
    F16: 1.0 / 2048.0, F16::from_f64;
    Tf32: 1.0 / 2048.0, Tf32::from_f64;
}

impl Kind for DoubleDouble {
    const TOLERANCE: f64 = 128.0 * DOUBLE * DOUBLE;
    fn of(x: f64) -> Self {
        DoubleDouble::from_f64(x)
    }
    fn seeded(x: f64, _: usize) -> Self {
        DoubleDouble::from_sum(x, x * 1.25e-17)
    }
    fn same(&self, other: &Self) -> bool {
        self == other || (self.hi().is_nan() && other.hi().is_nan())
    }
    fn close(&self, other: &Self, tolerance: f64) -> bool {
        (self - other).hi().abs() <= tolerance * self.hi().abs().max(1.0)
    }
}

/// The precision of the arbitrary kinds under test.
pub const BITS: u32 = 128;

impl Kind for Mpfr {
    const TOLERANCE: f64 = 32.0 / (1_u128 << 127) as f64;
    fn of(x: f64) -> Self {
        Mpfr::from_f64(BITS, x)
    }
    fn seeded(x: f64, _: usize) -> Self {
        Mpfr::from_f64(BITS, x) + Mpfr::from_f64(BITS, x * 1.25e-17)
    }
    fn same(&self, other: &Self) -> bool {
        match self.less(other) {
            offray::number::Truth::Unknown => self.is_nan() && other.is_nan(),
            less => less.is_false() && other.less(self).is_false(),
        }
    }
    fn close(&self, other: &Self, tolerance: f64) -> bool {
        (self - other).to_f64().abs() <= tolerance * self.to_f64().abs().max(1.0)
    }
}

impl Kind for Interval {
    const SPECIAL: bool = false;
    const TOLERANCE: f64 = Mpfr::TOLERANCE;
    fn of(x: f64) -> Self {
        Interval::point(&Mpfr::of(x))
    }
    fn seeded(x: f64, index: usize) -> Self {
        Interval::point(&Mpfr::seeded(x, index))
    }
    fn same(&self, other: &Self) -> bool {
        self.lo().same(&other.lo()) && self.hi().same(&other.hi())
    }
    /// Two enclosures of one number have it in common, and are narrow.
    fn close(&self, other: &Self, tolerance: f64) -> bool {
        let size = self.magnitude().to_f64().max(1.0);
        self.intersect(other).is_some()
            && self.width().to_f64().max(other.width().to_f64()) <= 64.0 * tolerance * size
    }
}

impl<S: Kind> Kind for Dual<S> {
    const SPECIAL: bool = S::SPECIAL;
    const TOLERANCE: f64 = 256.0 * S::TOLERANCE;
    fn of(x: f64) -> Self {
        Dual::constant(S::of(x))
    }
    fn seeded(x: f64, index: usize) -> Self {
        Dual::variable(S::seeded(x, index), index)
    }
    fn same(&self, other: &Self) -> bool {
        let (a, b) = (self.gradient(3), other.gradient(3));
        self.value().same(other.value()) && a.iter().zip(&b).all(|(a, b)| a.same(b))
    }
    fn close(&self, other: &Self, tolerance: f64) -> bool {
        let (a, b) = (self.gradient(3), other.gradient(3));
        self.value().close(other.value(), tolerance)
            && a.iter().zip(&b).all(|(a, b)| a.close(b, tolerance))
    }
}

impl<S: Kind> Kind for DenseDual<S, 3> {
    const SPECIAL: bool = S::SPECIAL;
    const TOLERANCE: f64 = 256.0 * S::TOLERANCE;
    fn of(x: f64) -> Self {
        DenseDual::constant(S::of(x))
    }
    fn seeded(x: f64, index: usize) -> Self {
        DenseDual::variable(S::seeded(x, index), index)
    }
    fn same(&self, other: &Self) -> bool {
        let (a, b) = (self.gradient(), other.gradient());
        self.value().same(other.value()) && a.iter().zip(b).all(|(a, b)| a.same(b))
    }
    fn close(&self, other: &Self, tolerance: f64) -> bool {
        let (a, b) = (self.gradient(), other.gradient());
        self.value().close(other.value(), tolerance)
            && a.iter().zip(b).all(|(a, b)| a.close(b, tolerance))
    }
}

/// The order of the series under test.
const ORDER: usize = 3;

impl<S: Kind> Kind for Series<S> {
    const SPECIAL: bool = false;
    const TOLERANCE: f64 = 4096.0 * S::TOLERANCE;
    fn of(x: f64) -> Self {
        Series::constant(S::of(x), ORDER)
    }
    /// Slopes 1/2, 1/3, 1/4: one direction in the space of the variables.
    fn seeded(x: f64, index: usize) -> Self {
        let e = Series::variable(S::of(0.0), ORDER);
        Series::constant(S::seeded(x, index), ORDER) + &e / e.int(index as i64 + 2)
    }
    fn same(&self, other: &Self) -> bool {
        let (a, b) = (self.coefficients(), other.coefficients());
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
    }
    fn close(&self, other: &Self, tolerance: f64) -> bool {
        let (a, b) = (self.coefficients(), other.coefficients());
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.close(b, tolerance))
    }
}
