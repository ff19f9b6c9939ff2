//! Designs made by rule: log-uniform sizes on rays, fans, and grids.
//!
//! Sizes are real numbers and are not rounded: N_i = n_min (n_max/n_min)^(i/(m−1)).

use super::Design;
use crate::law::Point;
use crate::number::{Exact, Scalar};

/// Why a rule makes no design.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// A size or a ratio that is not positive.
    #[error("{what} must be positive, not {value}")]
    NotPositive {
        /// Which quantity.
        what: &'static str,
        /// What was given.
        value: String,
    },
    /// A size or ratio that is not a number.
    #[error("{what} '{value}' is no number: {source}")]
    NotANumber {
        /// Which quantity.
        what: &'static str,
        /// What was given.
        value: String,
        /// Why.
        source: crate::number::ExactError,
    },
    /// A range whose ends are the wrong way round.
    #[error("the smallest size {lo} exceeds the largest {hi}: exchange them")]
    Backwards {
        /// The stated lower end.
        lo: String,
        /// The stated upper end.
        hi: String,
    },
    /// No sizes, or one size between different ends.
    #[error("{count} sizes cannot include both ends of a range: give at least 2")]
    TooFew {
        /// What was asked.
        count: usize,
    },
    /// No ratio at all.
    #[error("no ratio given: name at least one, such as 20")]
    NoRatio,
}

/// `count` numbers from `lo` to `hi`, both included, evenly spaced in the
/// logarithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogUniform {
    lo: Exact,
    hi: Exact,
    count: usize,
}

impl LogUniform {
    /// The rule, checked: 0 < lo ≤ hi, and at least two numbers unless lo = hi.
    pub fn new(lo: Exact, hi: Exact, count: usize) -> Result<Self, DesignError> {
        for (what, value) in [("the smallest size", &lo), ("the largest size", &hi)] {
            positive(what, value)?;
        }
        if hi < lo {
            return Err(DesignError::Backwards { lo: lo.to_string(), hi: hi.to_string() });
        }
        if count == 0 || (count == 1 && lo != hi) {
            return Err(DesignError::TooFew { count });
        }
        Ok(LogUniform { lo, hi, count })
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.count
    }

    /// lo (hi/lo)^(i/(count−1)); the ends without rounding beyond their own.
    pub fn at<S: Scalar>(&self, i: usize, like: &S) -> S {
        let steps = self.count - 1;
        if i == 0 {
            return like.exact(&self.lo);
        }
        if i == steps {
            return like.exact(&self.hi);
        }
        let lo = like.exact(&self.lo);
        let ratio = like.exact(&(&self.hi / &self.lo));
        lo * (ratio.ln() * like.ratio(i as i64, steps as i64)).exp()
    }
}

fn positive(what: &'static str, value: &Exact) -> Result<(), DesignError> {
    if value.signum() > 0 {
        Ok(())
    } else {
        Err(DesignError::NotPositive { what, value: value.to_string() })
    }
}

fn number(what: &'static str, text: &str) -> Result<Exact, DesignError> {
    let mark = |source| DesignError::NotANumber { what, value: text.into(), source };
    text.parse().map_err(mark)
}

/// Rays D = kN with the same sizes on each: one ray, a few, or a fan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rays {
    ratios: Vec<Exact>,
    sizes: LogUniform,
}

impl Rays {
    /// `count` log-uniform sizes from `n_min` to `n_max` on every ray; all given
    /// as decimals.
    pub fn new(
        ratios: &[&str],
        count: usize,
        n_min: &str,
        n_max: &str,
    ) -> Result<Self, DesignError> {
        let sizes = LogUniform::new(
            number("the smallest size", n_min)?,
            number("the largest size", n_max)?,
            count,
        )?;
        let ratios = ratios.iter().map(|k| number("a ratio", k)).collect::<Result<_, _>>()?;
        Self::with(ratios, sizes)
    }

    /// The given sizes on rays of the given ratios k = D/N.
    pub fn with(ratios: Vec<Exact>, sizes: LogUniform) -> Result<Self, DesignError> {
        if ratios.is_empty() {
            return Err(DesignError::NoRatio);
        }
        for k in &ratios {
            positive("a ratio", k)?;
        }
        Ok(Rays { ratios, sizes })
    }

    /// The ratios k, in the order given.
    pub fn ratios(&self) -> &[Exact] {
        &self.ratios
    }

    /// The sizes on each ray.
    pub fn sizes(&self) -> &LogUniform {
        &self.sizes
    }
}

impl Design for Rays {
    fn len(&self) -> usize {
        self.ratios.len() * self.sizes.count
    }

    /// Ray by ray, sizes increasing.
    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        let n = self.sizes.at(i % self.sizes.count, like);
        let d = like.exact(&self.ratios[i / self.sizes.count]) * &n;
        Point::new(n, d)
    }

    fn ratio(&self, i: usize) -> Option<Exact> {
        Some(self.ratios[i / self.sizes.count].clone())
    }
}

/// Every size with every amount of data: the factorial design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// N.
    pub sizes: LogUniform,
    /// D.
    pub tokens: LogUniform,
}

impl Design for Grid {
    fn len(&self) -> usize {
        self.sizes.count * self.tokens.count
    }

    /// For each amount of data, the sizes in increasing order.
    fn point<S: Scalar>(&self, i: usize, like: &S) -> Point<S> {
        let n = self.sizes.at(i % self.sizes.count, like);
        Point::new(n, self.tokens.at(i / self.sizes.count, like))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Compare, Mpfr};

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    #[test]
    fn sizes_are_a_geometric_sequence_with_exact_ends() {
        let sizes = LogUniform::new(exact("1e7"), exact("1e9"), 20).expect("valid");
        let like = Mpfr::from_f64(200, 1.0);
        assert_eq!(sizes.at(0, &like).to_f64(), 1e7);
        assert_eq!(sizes.at(19, &like).to_f64(), 1e9);
        // N_i^19 = lo^19 100^i.
        let at = sizes.at(7, &like).powi(19) / like.int(10).powi(7 * 19) / like.int(100).powi(7);
        assert!((at - like.one()).to_f64().abs() < 1e-55);
    }

    #[test]
    fn rays_and_grids_enumerate_their_points() {
        let rays = Rays::new(&["20", "100"], 3, "1e7", "1e9").expect("valid");
        assert_eq!((rays.len(), rays.is_empty(), rays.ratios().len()), (6, false, 2));
        let at = rays.point(4, &1.0);
        assert!((at.n / 1e8 - 1.0).abs() < 1e-14 && at.d == 100.0 * at.n && at.unique == at.d);
        let tokens = LogUniform::new(exact("2e8"), exact("2e9"), 2).expect("valid");
        let grid = Grid { sizes: rays.sizes().clone(), tokens };
        assert_eq!(grid.len(), 6);
        assert_eq!(grid.point(5, &1.0).d, 2e9);
        assert_eq!(grid.point(3, &1.0).n, 1e7);
        assert!(grid.weight(0, &1.0).is_none());
    }

    #[test]
    fn a_rule_that_makes_no_sense_is_refused() {
        let new = |lo, hi, count| LogUniform::new(exact(lo), exact(hi), count);
        assert!(matches!(new("0", "1", 3), Err(DesignError::NotPositive { .. })));
        assert!(matches!(new("2", "1", 3), Err(DesignError::Backwards { .. })));
        assert_eq!(new("1", "2", 1), Err(DesignError::TooFew { count: 1 }));
        assert!(new("3", "3", 1).is_ok());
        assert_eq!(Rays::new(&[], 2, "1", "2"), Err(DesignError::NoRatio));
        let error = Rays::new(&["-20"], 2, "1", "2").expect_err("negative");
        assert_eq!(error.to_string(), "a ratio must be positive, not -20");
        assert!(Rays::new(&["20"], 2, "x", "2").expect_err("text").to_string().contains("'x'"));
    }
}
