//! The chain rule of sine, cosine and arc tangent.

use super::DualNumber;
use crate::number::{Gradient, Trigonometric};

impl<S: Trigonometric, G: Gradient<S>> Trigonometric for DualNumber<S, G> {
    fn sin(&self) -> Self {
        self.chain(self.value.sin(), |_| self.value.cos())
    }

    fn cos(&self) -> Self {
        self.chain(self.value.cos(), |_| -self.value.sin())
    }

    fn atan(&self) -> Self {
        self.chain(self.value.atan(), |_| {
            self.value.one() / (self.value.one() + self.value.square())
        })
    }
}
