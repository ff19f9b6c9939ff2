//! Ranges of sine, cosine and arc tangent.

use rug::Float;
use rug::float::{Constant, Round};

use super::Interval;
use crate::number::Trigonometric;

/// Arguments beyond 2^FAR are not reduced: the range is then all of \[−1, 1\].
const FAR: i32 = 1 << 14;

/// sin or cos of a number, rounded.
type Wave = fn(u32, &Float, Round) -> Float;

impl Interval {
    /// The range of a wave with extrema at (m + shift/2)π: 1 for even m and −1
    /// for odd m. Between two of them it is monotone, so that the ends of the
    /// interval and the extrema inside it bound the range.
    fn wave(&self, wave: Wave, shift: u32) -> Interval {
        let bits = self.bits();
        if self.is_empty() {
            return Interval::empty(bits);
        }
        let unit = |low: bool, high: bool, mut lo: Float, mut hi: Float| {
            if low {
                lo = Float::with_val(bits, -1);
            }
            if high {
                hi = Float::with_val(bits, 1);
            }
            Interval::of(lo, hi).given(self.defined)
        };
        let Some([first, last]) = self.turns(shift) else {
            return unit(true, true, Float::new(bits), Float::new(bits));
        };
        let lo = wave(bits, &self.lo, Round::Down).min(&wave(bits, &self.hi, Round::Down));
        let hi = wave(bits, &self.lo, Round::Up).max(&wave(bits, &self.hi, Round::Up));
        let several = first < last;
        let even = first == last && first.is_even();
        let odd = first == last && !first.is_even();
        unit(several || odd, several || even, lo, hi)
    }

    /// The first and last m for which (m + shift/2)π may lie in the interval;
    /// first > last if there is none. None where the ends are too large.
    fn turns(&self, shift: u32) -> Option<[rug::Integer; 2]> {
        let size = |x: &Float| if x.is_zero() { Some(0) } else { x.get_exp() };
        let size = size(&self.lo)?.max(size(&self.hi)?).max(0);
        if !self.is_bounded() || size > FAR {
            return None;
        }
        // The quotient keeps 64 bits after the point.
        let bits = size.unsigned_abs() + 64;
        let pi = |round| Float::with_val_round(bits, Constant::Pi, round).0;
        let quotient = |x: &Float, round: Round| {
            // Towards −∞ a positive quotient wants a large divisor, a negative
            // one a small; towards ∞ the other way.
            let large = (round == Round::Down) == x.is_sign_positive();
            let pi = pi(if large { Round::Up } else { Round::Down });
            let turns = Float::with_val_round(bits, x / &pi, round).0;
            let half = Float::with_val(2, shift) / 2u32;
            Float::with_val_round(bits, turns - half, round).0
        };
        let first = quotient(&self.lo, Round::Down).to_integer_round(Round::Up)?.0;
        let last = quotient(&self.hi, Round::Up).to_integer_round(Round::Down)?.0;
        Some([first, last])
    }
}

impl Trigonometric for Interval {
    fn sin(&self) -> Self {
        self.wave(|bits, x, round| Float::with_val_round(bits, x.sin_ref(), round).0, 1)
    }

    fn cos(&self) -> Self {
        self.wave(|bits, x, round| Float::with_val_round(bits, x.cos_ref(), round).0, 0)
    }

    fn atan(&self) -> Self {
        if self.is_empty() {
            return Interval::empty(self.bits());
        }
        let lo = Float::with_val_round(self.bits(), self.lo.atan_ref(), Round::Down).0;
        let hi = Float::with_val_round(self.bits(), self.hi.atan_ref(), Round::Up).0;
        Interval::of(lo, hi).given(self.defined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Compare, Exact, Mpfr};
    use proptest::prelude::*;

    fn of(lo: f64, hi: f64) -> Interval {
        Interval::hull_of(&Mpfr::from_f64(80, lo), &Mpfr::from_f64(80, hi))
    }

    proptest! {
        /// Every value at more digits lies in the range, and the ends are near values.
        #[test]
        fn ranges_hold_all_values_and_not_much_else(
            lo in -20.0..20.0_f64, width in 0.0..7.0_f64, scale in 0..3_i32
        ) {
            let lo = lo * 1000_f64.powi(scale);
            let x = of(lo, lo + width);
            let ranges = [x.sin(), x.cos(), x.atan()];
            let mut reached = [[f64::INFINITY, f64::NEG_INFINITY]; 3];
            let steps = 400;
            for i in 0..=steps {
                let at = lo + width * f64::from(i) / f64::from(steps);
                let at = at.min(lo + width);
                let fine = Mpfr::from_f64(200, at);
                for (k, value) in [fine.sin(), fine.cos(), fine.atan()].into_iter().enumerate() {
                    prop_assert!(ranges[k].contains(&value), "{k} {at} {:?}", ranges[k]);
                    let value = value.to_f64();
                    reached[k] = [reached[k][0].min(value), reached[k][1].max(value)];
                }
            }
            for (range, [lo, hi]) in ranges.iter().zip(reached) {
                let slack = (width / f64::from(steps)).powi(2).max(1e-12);
                prop_assert!(range.lo().to_f64() >= lo - slack && range.hi().to_f64() <= hi + slack);
            }
        }
    }

    #[test]
    fn empty_unbounded_and_enormous_arguments() {
        assert!(Interval::empty(60).cos().is_empty() && Interval::empty(60).atan().is_empty());
        let all = Interval::entire(60);
        let unit = of(-1.0, 1.0);
        assert_eq!((all.sin(), all.cos()), (unit.clone(), unit.clone()));
        assert!(all.atan().magnitude().to_f64() < std::f64::consts::FRAC_PI_2 + 1e-12);
        let huge: Exact = "1e9000".parse().expect("a number");
        assert_eq!(Interval::new(60, &huge).sin(), unit);
        let point = of(0.0, 0.0);
        assert!(point.cos().is_point() && point.cos().contains(&Mpfr::from_f64(2, 1.0)));
        assert!(point.sin().contains_zero() && point.sin().width().to_f64() < 1e-20);
    }
}
