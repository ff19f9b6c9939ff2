//! Functions beyond the elementary ones.

use rug::Float;
use rug::float::Round;

use super::Interval;

impl Interval {
    /// erf x = 2/√π ∫₀ˣ e^(−t²) dt, increasing: its ends are those of x.
    ///
    /// ```
    /// use offray::number::{Interval, Scalar};
    /// let one = Interval::new(100, &"1".parse()?);
    /// assert!(one.erf().lo_decimal(20).starts_with("8.427007929497148693"));
    /// assert!((one.erf() + (-one).erf()).contains_zero());
    /// # Ok::<(), offray::number::ExactError>(())
    /// ```
    pub fn erf(&self) -> Self {
        let bits = self.bits();
        if self.is_empty() {
            return Interval::empty(bits);
        }
        let end = |x: &Float, round| Float::with_val_round(bits, x.erf_ref(), round).0;
        Interval::of(end(&self.lo, Round::Down), end(&self.hi, Round::Up)).given(self.defined)
    }
}
