//! Sine, cosine and arc tangent, for models that need them; no law does.

use super::Scalar;

/// A kind of number with the trigonometric functions beside what [`Scalar`] has.
///
/// All three are defined everywhere. Machine numbers take them from `libm`,
/// MPFR rounds them correctly, intervals enclose their ranges, and dual numbers
/// follow the chain rule: sin' = cos, cos' = −sin, atan' = 1/(1 + x²).
///
/// ```
/// use offray::number::{Dual, Scalar, Trigonometric};
/// let x = Dual::variable(0.5, 0);
/// let slope = x.sin().gradient(1)[0];
/// assert!((slope - libm::cos(0.5)).abs() < 1e-16);
/// ```
pub trait Trigonometric: Scalar {
    /// sin x, x in radians.
    fn sin(&self) -> Self;

    /// cos x, x in radians.
    fn cos(&self) -> Self;

    /// arctan x, between −π/2 and π/2.
    fn atan(&self) -> Self;
}

impl Trigonometric for f64 {
    fn sin(&self) -> Self {
        libm::sin(*self)
    }

    fn cos(&self) -> Self {
        libm::cos(*self)
    }

    fn atan(&self) -> Self {
        libm::atan(*self)
    }
}
