//! Dual numbers compare as their values do.

use super::DualNumber;
use crate::number::gradient::Gradient;
use crate::number::{Compare, Truth};

impl<S: Compare, G: Gradient<S>> Compare for DualNumber<S, G> {
    fn less(&self, other: &Self) -> Truth {
        self.value.less(&other.value)
    }

    fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite()
    }
}
