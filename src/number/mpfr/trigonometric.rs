//! Sine, cosine and arc tangent, correctly rounded.

use rug::Float;

use super::Mpfr;
use crate::number::Trigonometric;

impl Trigonometric for Mpfr {
    fn sin(&self) -> Self {
        Float::with_val(self.bits(), self.value.sin_ref()).into()
    }

    fn cos(&self) -> Self {
        Float::with_val(self.bits(), self.value.cos_ref()).into()
    }

    fn atan(&self) -> Self {
        Float::with_val(self.bits(), self.value.atan_ref()).into()
    }
}
