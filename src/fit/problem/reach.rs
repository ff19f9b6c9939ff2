//! How large an exponent a table can tell from an infinite one.
//!
//! Of N^−α with a large α only the smallest size is felt; the next size feels a part
//! (N₂/N₁)^−α of it, and once that is below the rounding of doubles a larger α is the
//! same law. The scale that goes with it is N₁^α, which is to stay within the range of
//! scales: that bounds α for sizes counted one by one.

use crate::runs::Run;

/// −ln of the rounding of doubles.
const ROUNDING: f64 = 37.0;
/// Exponents are followed so far at least.
const LEAST: u32 = 10;
/// Scales are followed over so many powers of ten either way.
const DECADES: f64 = 60.0;

/// How far coordinates go before they count as infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The largest exponent.
    pub exponent: u32,
}

impl Default for Reach {
    fn default() -> Self {
        Reach { exponent: LEAST }
    }
}

impl Reach {
    /// −ln of the smallest scale, and ln of the largest.
    pub const SCALE: f64 = DECADES * std::f64::consts::LN_10;

    /// As far as these runs can tell.
    pub fn of(runs: &[Run]) -> Self {
        let sizes = [|run: &Run| run.n.to_f64(), |run: &Run| run.d.to_f64()];
        let ends = sizes.map(|size| Ends::of(runs.iter().map(|run| libm::log(size(run)))));
        let gap = ends.iter().map(Ends::gap).fold(f64::INFINITY, f64::min);
        let largest = ends.iter().map(Ends::largest).fold(1.0, f64::max);
        let exponent = (ROUNDING / gap).min(Self::SCALE / largest).max(f64::from(LEAST));
        Reach { exponent: exponent.floor() as u32 }
    }
}

/// The two lowest and the two highest of some numbers, equal ones counted once.
struct Ends {
    low: [f64; 2],
    high: [f64; 2],
}

impl Ends {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut ends = Ends { low: [f64::INFINITY; 2], high: [f64::NEG_INFINITY; 2] };
        for x in values {
            if x < ends.low[0] {
                ends.low = [x, ends.low[0]];
            } else if x > ends.low[0] && x < ends.low[1] {
                ends.low[1] = x;
            }
            if x > ends.high[0] {
                ends.high = [x, ends.high[0]];
            } else if x < ends.high[0] && x > ends.high[1] {
                ends.high[1] = x;
            }
        }
        ends
    }

    /// The smaller of the gaps at the two ends; infinite where all are equal.
    fn gap(&self) -> f64 {
        (self.low[1] - self.low[0]).min(self.high[0] - self.high[1])
    }

    fn largest(&self) -> f64 {
        self.low[0].abs().max(self.high[0].abs())
    }
}

#[cfg(test)]
mod tests {
    use crate::fit::problem::reach::*;

    #[test]
    fn close_sizes_ask_for_large_exponents() {
        let ends = Ends::of([3.0, 1.0, 2.0, 1.0, 5.0, 5.0].into_iter());
        assert_eq!((ends.gap(), ends.largest()), (1.0, 5.0));
        assert_eq!(Ends::of([2.0, 2.0].into_iter()).gap(), f64::INFINITY);
    }
}
