//! Tables in other units of N and D.

use std::str::FromStr;

use crate::number::Exact;
use crate::runs::Runs;

/// What N and D are counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// One unit of N, in parameters.
    pub n: Exact,
    /// One unit of D (and of unique tokens), in tokens.
    pub d: Exact,
}

/// A text that states no units.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' states no units: write positive numbers for n, d or both, as in n=1e9,d=1e10")]
pub struct UnitsError(String);

impl FromStr for Units {
    type Err = UnitsError;

    fn from_str(text: &str) -> Result<Self, UnitsError> {
        let wrong = || UnitsError(text.into());
        let mut units = Units { n: 1.into(), d: 1.into() };
        for part in text.split(',') {
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let value: Exact = value.trim().parse().map_err(|_| wrong())?;
            if value.signum() <= 0 {
                return Err(wrong());
            }
            match name.trim() {
                "n" => units.n = value,
                "d" => units.d = value,
                _ => return Err(wrong()),
            }
        }
        Ok(units)
    }
}

impl Units {
    /// The same runs with sizes counted in these units, exactly.
    pub fn apply(&self, runs: &Runs) -> Runs {
        let over = |x: &Exact, unit: &Exact| Exact::from_ratio(x.to_ratio() / unit.to_ratio());
        let mut scaled = runs.clone();
        for run in &mut scaled.rows {
            run.n = over(&run.n, &self.n);
            run.d = over(&run.d, &self.d);
            run.unique = run.unique.as_ref().map(|u| over(u, &self.d));
        }
        scaled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_and_refused() {
        let units: Units = "n=1e9,d=2e10".parse().expect("units");
        let exact = |text: &str| text.parse::<Exact>().expect("a decimal");
        assert_eq!(units, Units { n: exact("1000000000"), d: exact("20000000000") });
        for text in ["", "n", "n=0", "n=-1", "x=1", "n=1,", "n=inf"] {
            assert!(text.parse::<Units>().is_err(), "{text}");
        }
    }
}
