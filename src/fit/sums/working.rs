//! The kinds in which sums over runs are taken: doubles, compensated doubles, MPFR.

use crate::number::{Compare, DoubleDouble, Mpfr};

/// A kind in which statistics are computed.
pub(in crate::fit) trait Working: Compare {
    /// Bits that a result keeps.
    fn bits(&self) -> u32;

    /// The value at some precision, exactly if that suffices.
    fn to_mpfr(&self, bits: u32) -> Mpfr;
}

impl Working for f64 {
    fn bits(&self) -> u32 {
        53
    }

    fn to_mpfr(&self, bits: u32) -> Mpfr {
        Mpfr::from_f64(bits, *self)
    }
}

impl Working for DoubleDouble {
    fn bits(&self) -> u32 {
        100
    }

    fn to_mpfr(&self, bits: u32) -> Mpfr {
        Mpfr::from_f64(bits, self.hi()) + Mpfr::from_f64(bits, self.lo())
    }
}

impl Working for Mpfr {
    fn bits(&self) -> u32 {
        Mpfr::bits(self)
    }

    fn to_mpfr(&self, bits: u32) -> Mpfr {
        self.with_bits(bits)
    }
}
