//! NIST's Statistical Reference Datasets for regression: 27 nonlinear problems,
//! each from two starts, and 11 linear ones, solved and scored.
//!
//! The data and the certified values are those of NIST's own files
//! (<https://www.itl.nist.gov/div898/strd/>), read as decimals. Scores are log
//! relative errors, −log₁₀ |x − c|/|c|, capped at the digits that NIST printed.

mod family;
mod run;
mod score;
mod sets;

pub use family::{Family, Linear};
pub use run::{Card, FAIR, GOOD, Solved, StrdError, chosen, lowest, strd};
pub use score::{Decimal, Score};
pub use sets::{Kind, Printed, Set, sets};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Exact, Mpfr, Scalar, Truth};
    use crate::regression::Model;

    /// Without spaces, in round brackets.
    fn plain(formula: &str) -> String {
        formula.replace(' ', "").replace('[', "(").replace(']', ")")
    }

    #[test]
    fn every_formula_stands_beside_nists_own() {
        for set in sets() {
            let Kind::Nonlinear(family) = set.kind else { continue };
            let (_, right) = set.formula.split_once('=').expect("y = f");
            let nist =
                plain(right.trim_end().trim_end_matches('e').trim_end().trim_end_matches('+'));
            let own = plain(family.formula());
            assert!(nist.ends_with(&own), "{}: {nist} is not {own}", set.name);
            assert_eq!(family.parameters().len(), set.printed.parameters.len());
        }
        assert_eq!(sets().len(), 38);
        assert!(Family::ALL.iter().all(|f| sets().iter().any(|s| s.kind == Kind::Nonlinear(*f))));
    }

    /// All 65 starts: proved, and every printed number the rounding of the proved one.
    #[test]
    fn all_problems_are_solved_to_the_last_printed_digit() {
        let all: Vec<&Set> = sets().iter().collect();
        let card = strd(&all, 15, &|| ()).expect("NIST's starts");
        assert_eq!((card.rows(true).count(), card.rows(false).count()), (54, 11));
        assert!(card.is_complete());
        for solved in &card.solved {
            let (name, p) = (&solved.set.name, solved.set.printed.parameters.len());
            assert_eq!(solved.scores.len(), 2 * p + 2, "{name}");
            for score in &solved.scores {
                // Rounding to n digits leaves 10^(1−n)/2 at most.
                assert_eq!(score.rounds, Truth::True, "{name} {score:?}");
                assert!(score.lre >= score.cap as f64 - 0.7 && score.off.abs() <= 0.5, "{score:?}");
            }
            for (ends, score) in solved.outcome.region.iter().flatten().zip(solved.parameters()) {
                assert!(ends.contain(&score.value), "{name}");
            }
        }
        let lowest: Vec<f64> = card.rows(true).map(Solved::lre).collect();
        let mean = lowest.iter().sum::<f64>() / 54.0;
        assert!((mean - 10.743).abs() < 5e-4, "{mean}");
        // Both starts lead to the same minimum.
        for pair in card.solved.windows(2).filter(|w| w[0].set.name == w[1].set.name) {
            for (a, b) in pair[0].scores.iter().zip(&pair[1].scores) {
                assert!(a.value.intersect(&b.value).is_some(), "{}", pair[0].set.name);
            }
        }
    }

    /// newton.py's figures, to forty digits.
    #[test]
    fn agrees_with_newtons_method_in_another_library() {
        let text = include_str!("../../../fixtures/nist-strd/newton.json");
        let known: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let names = ["Misra1a", "MGH10", "ENSO"].map(str::to_owned);
        let card = strd(&chosen(&names).expect("names"), 40, &|| ()).expect("starts");
        assert_eq!(card.solved.len(), 6);
        for solved in &card.solved {
            let known = &known[&solved.set.name];
            let list = |key: &str| known[key].as_array().expect(key).clone();
            let mut values = [list("parameters"), list("deviations")].concat();
            values.extend([known["rss"].clone(), known["rsd"].clone()]);
            assert_eq!(values.len(), solved.scores.len());
            for (value, score) in values.iter().zip(&solved.scores) {
                let value: Exact = value.as_str().expect("text").parse().expect("a decimal");
                let gap = (score.value.mid() - Mpfr::new(300, &value)) / Mpfr::new(300, &value);
                assert!(gap.abs() < Mpfr::from_f64(300, 1e-40), "{} {score:?}", solved.set.name);
            }
        }
    }

    #[test]
    fn names_are_found_whatever_their_case_and_near_ones_are_suggested() {
        let of = |name: &str| chosen(&[name.to_owned()]);
        assert_eq!(of("mgh10").expect("a name")[0].name, "MGH10");
        let error = of("Lanzcos1").expect_err("no name").to_string();
        assert_eq!(error, "no problem is called 'Lanzcos1'; is it Lanczos1?");
        assert!(!of("zzzzzzzzzz").expect_err("no name").to_string().contains("is it"));
    }
}
