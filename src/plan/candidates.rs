//! Which runs may be trained: round sizes within stated ranges.

use super::{Candidate, place};
use crate::formula::{EvaluationError, Formula};
use crate::number::Exact;

/// A lower and an upper end, either open.
pub type Range = (Option<Exact>, Option<Exact>);

/// Where candidates are looked for.
#[derive(Clone, Debug, Default)]
pub struct Ranges {
    /// Sizes that exist; round ones within [`n`](Self::n) unless given.
    pub sizes: Vec<Exact>,
    /// N.
    pub n: Range,
    /// D.
    pub d: Range,
    /// D/N.
    pub ratio: Range,
}

/// What a run costs.
#[derive(Clone, Debug, Default)]
pub enum Cost {
    /// 6ND FLOP.
    #[default]
    Training,
    /// A formula in N and D.
    Formula(Formula),
}

/// Why there are no candidates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CandidateError {
    /// A name that is neither N nor D.
    #[error("a cost is a formula in N and D, and '{0}' is neither: write it as in '6*N*D + 1e18'")]
    Name(String),
    /// A cost that is no positive number.
    #[error("a run of N = {n}, D = {d} would cost {found}: a cost is a positive number")]
    Value {
        /// N.
        n: String,
        /// D.
        d: String,
        /// What came out.
        found: String,
    },
}

/// The E series of preferred numbers (IEC 60063): 24, 12, 6 and 3 a decade.
const SERIES: [&[&str]; 4] = [
    &[
        "1", "1.1", "1.2", "1.3", "1.5", "1.6", "1.8", "2", "2.2", "2.4", "2.7", "3", "3.3", "3.6",
        "3.9", "4.3", "4.7", "5.1", "5.6", "6.2", "6.8", "7.5", "8.2", "9.1",
    ],
    &["1", "1.2", "1.5", "1.8", "2.2", "2.7", "3.3", "3.9", "4.7", "5.6", "6.8", "8.2"],
    &["1", "1.5", "2.2", "3.3", "4.7", "6.8"],
    &["1", "2.2", "4.7"],
];
/// More candidates would make a search for a plan slow, and the plan no better.
pub const MOST: usize = 1500;

/// Round numbers of one of the series from `lo` to `hi`.
fn round(series: &[&str], lo: &Exact, hi: &Exact) -> Vec<Exact> {
    if lo > hi {
        return Vec::new();
    }
    let decade = |x: &Exact| libm::floor(libm::log10(x.to_f64())) as i32;
    (decade(lo)..=decade(hi))
        .flat_map(|e| series.iter().map(move |m| format!("{m}e{e}")))
        .map(|text| text.parse::<Exact>().expect("a decimal"))
        .filter(|x| x >= lo && x <= hi)
        .collect()
}

impl Cost {
    /// Of a text; names are N and D in either case.
    ///
    /// # Errors
    /// Where another name is in it.
    pub fn of(formula: Formula) -> Result<Self, CandidateError> {
        let known = |name: &&String| !["n", "d"].contains(&name.to_lowercase().as_str());
        match formula.names().iter().find(known) {
            Some(name) => Err(CandidateError::Name(name.clone())),
            None => Ok(Cost::Formula(formula)),
        }
    }

    /// In the unit of the budget.
    ///
    /// # Errors
    /// Where the formula has no positive value.
    pub fn at(&self, n: &Exact, d: &Exact) -> Result<Exact, CandidateError> {
        let Cost::Formula(formula) = self else {
            return Ok(&(&Exact::from(6) * n) * d);
        };
        let names = formula.names().iter();
        let values: Vec<Exact> =
            names.map(|name| if name.eq_ignore_ascii_case("n") { n } else { d }.clone()).collect();
        let fail = |found: String| {
            let [n, d] = [n, d].map(|x| format!("{:e}", x.to_f64()));
            CandidateError::Value { n, d, found }
        };
        let value =
            formula.evaluate(&values).map_err(|error: EvaluationError| fail(error.to_string()))?;
        if value.signum() > 0 { Ok(value) } else { Err(fail(value.to_string())) }
    }
}

impl Ranges {
    /// Round sizes and amounts of data, a tenth apart where that makes `most` at most.
    ///
    /// # Errors
    /// Where the cost of one is no positive number.
    pub fn candidates(&self, cost: &Cost, most: usize) -> Result<Vec<Candidate>, CandidateError> {
        let mut last = Vec::new();
        for (i, tokens) in SERIES.iter().enumerate() {
            let sizes = SERIES[(i + 1).min(SERIES.len() - 1)];
            last = self.grid(sizes, tokens);
            if last.len() <= most {
                break;
            }
        }
        let candidate =
            |(n, d): (Exact, Exact)| Ok(Candidate { cost: cost.at(&n, &d)?, at: place(n, d) });
        last.into_iter().map(candidate).collect()
    }

    fn grid(&self, sizes: &[&str], tokens: &[&str]) -> Vec<(Exact, Exact)> {
        let sizes = match (&self.n, self.sizes.as_slice()) {
            ((Some(lo), Some(hi)), []) => round(sizes, lo, hi),
            (_, given) => given.to_vec(),
        };
        let inside = |x: &Exact, (lo, hi): &Range| {
            lo.as_ref().is_none_or(|lo| x >= lo) && hi.as_ref().is_none_or(|hi| x <= hi)
        };
        let mut found = Vec::new();
        for n in sizes.iter().filter(|n| inside(n, &self.n)) {
            let tightest = |own: &Option<Exact>, ratio: &Option<Exact>, most: bool| {
                let by_ratio = ratio.as_ref().map(|k| k * n);
                match (own.clone(), by_ratio) {
                    (Some(a), Some(b)) => Some(if (a > b) == most { b } else { a }),
                    (a, b) => a.or(b),
                }
            };
            let lo = tightest(&self.d.0, &self.ratio.0, false);
            let hi = tightest(&self.d.1, &self.ratio.1, true);
            if let (Some(lo), Some(hi)) = (lo, hi) {
                found.extend(round(tokens, &lo, &hi).into_iter().map(|d| (n.clone(), d)));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    #[test]
    fn candidates_are_round_and_within_every_range() {
        let ranges = Ranges {
            n: (Some(exact("2e7")), Some(exact("1e9"))),
            d: (None, Some(exact("2e10"))),
            ratio: (Some(exact("5")), Some(exact("300"))),
            ..Ranges::default()
        };
        let found = ranges.candidates(&Cost::Training, MOST).expect("costs");
        assert!((100..=MOST).contains(&found.len()), "{}", found.len());
        for Candidate { at, cost } in &found {
            let k = &at.d / &at.n;
            assert!(k >= exact("5") && k <= exact("300") && at.d <= exact("2e10"));
            assert!(at.n >= exact("2e7") && at.n <= exact("1e9"));
            assert_eq!(*cost, &(&exact("6") * &at.n) * &at.d);
        }
        let given = Ranges { sizes: vec![exact("1.37e8")], ..ranges };
        let found = given.candidates(&Cost::Training, MOST).expect("costs");
        assert!(found.iter().all(|c| c.at.n == exact("1.37e8")) && found.len() > 20);
    }

    #[test]
    fn a_cost_is_any_positive_formula_in_the_sizes() {
        let cost = |text: &str| Cost::of(text.parse().expect(text));
        let (n, d) = (exact("1e8"), exact("2e9"));
        let found = cost("6*N*D + 1e17").expect("known names").at(&n, &d).expect("positive");
        assert_eq!(found, exact("1.3e18"));
        assert!(matches!(cost("6*N*T"), Err(CandidateError::Name(name)) if name == "T"));
        let error = cost("n - d").expect("known names").at(&n, &d).expect_err("negative");
        assert!(error.to_string().contains("a cost is a positive number"), "{error}");
    }
}
