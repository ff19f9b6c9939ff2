//! The reference problems, as they are shipped: `fixtures/problems`.

use std::sync::LazyLock;

use super::Problem;

/// Embeds the files of these names.
macro_rules! set {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../fixtures/problems/", $name, ".json")))),+]
    };
}

/// Name and JSON of every problem, in the order in which they are listed.
pub const FILES: &[(&str, &str)] = set! {
    "grid-sse",
    "grid-log-sse",
    "grid-huber",
    "grid-pseudo-huber",
    "grid-wide",
    "grid-weights",
    "grid-weights-extreme",
    "grid-coarse",
    "grid-tied",
    "grid-fixed",
    "grid-linear",
    "six-runs",
    "noise-rounding",
    "noise-rounding-huber",
    "noise-1e-40",
    "noise-5-percent",
    "noise-5-percent-huber",
    "outliers-huber",
    "outliers-pseudo-huber",
    "outliers-sse",
    "outliers-third",
    "fan-8",
    "fan-8-huber",
    "rays-5-500",
    "rays-20-100",
    "rays-18-22",
    "rays-20-20.02",
    "one-ray-sse",
    "one-ray-huber",
    "one-ray-quiet",
    "minima-rays-0.1",
    "minima-rays-1",
    "ray-merged",
    "gap-1e-2-grid",
    "gap-1e-2-rays",
    "gap-1e-2-ray",
    "gap-1e-4-grid",
    "gap-1e-4-rays",
    "gap-1e-4-ray",
    "gap-1e-6-grid",
    "gap-1e-6-rays",
    "gap-1e-6-ray",
    "units-raw",
    "units-millions",
    "units-trillions",
    "units-pico",
    "units-mixed",
    "bound-E-zero",
    "bound-B-upper",
    "bound-alpha-upper",
    "bound-two",
    "bound-inactive",
    "bound-E-signed",
    "kaplan-grid-sse",
    "kaplan-grid-log-sse",
    "kaplan-grid-huber-log",
    "kaplan-grid-pseudo-huber-log",
    "kaplan-rays",
    "kaplan-ray",
    "kaplan-gap-0-rays",
    "kaplan-ray-exact",
    "droppo-grid",
    "droppo-grid-huber",
    "droppo-alpha-1",
    "droppo-noise-rounding",
    "droppo-gap-0-rays",
    "interaction-grid",
    "interaction-gammas-given",
    "interaction-tied",
    "interaction-noise-1e-30",
    "interaction-ray",
    "repeated-frozen-grid",
    "repeated-frozen-huber",
    "repeated-frozen-epochs",
    "repeated-grid",
    "repeated-tied",
    "repeated-chinchilla",
    "chinchilla-sse",
    "chinchilla-log-sse",
    "chinchilla-huber-log",
    "chinchilla-pseudo-huber-log",
    "chinchilla-kaplan",
    "chinchilla-droppo",
    "chinchilla-interaction",
    "chinchilla-interaction-full",
    "chinchilla-tied",
    "gadre-c4",
    "gadre-c4-sse",
    "gadre-rpj",
    "gadre-rpj-sse",
    "gadre-rw",
    "gadre-rw-sse",
    "gemstones-1e-3",
    "gemstones-interaction",
    "gemstones-1e-4",
    "datablations-frozen",
    "datablations-epochs",
    "datablations-pseudo",
    "datablations-chinchilla",
    "porian-interaction",
    "porian-base",
    "porian-tuned",
    "porian-owt2",
    "misfitting",
    "marin-comma",
    "marin-dclm",
    "marin-nemotron",
    "marin-nemotron-interaction",
    "marin-dclm-interaction",
    "cerebras-kaplan",
    "cerebras",
    "pythia",
    "pythia-huber",
};

/// Every problem of the set.
///
/// # Panics
/// If a shipped file is no problem; the tests read them all.
pub fn problems() -> &'static [Problem] {
    static ALL: LazyLock<Vec<Problem>> = LazyLock::new(|| {
        let read = |(name, text): &(&str, &str)| {
            Problem::from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        FILES.iter().map(read).collect()
    });
    &ALL
}

/// The problem of that name.
///
/// ```
/// use offray::oracle::named;
/// let problem = named("gadre-c4").expect("it is in the set");
/// assert_eq!((problem.law.as_str(), problem.runs.len()), ("chinchilla", 34));
/// let alpha = &problem.certified.as_ref().expect("with its answer").parameters["alpha"];
/// assert!(alpha.value.starts_with("0.25257"), "{}", alpha.value);
/// assert!(named("no-such").is_none());
/// ```
pub fn named(name: &str) -> Option<&'static Problem> {
    problems().iter().find(|problem| problem.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::fit::{self, Constraints, Options, Space, Status, fit};
    use crate::number::{Compare, Exact, Mpfr, Scalar};
    use crate::oracle::{Answer, Ask, Decimals};

    const BITS: u32 = 512;

    fn answer(problem: &Problem) -> &Answer {
        problem.certified.as_ref().expect("shipped with its answer")
    }

    /// The problem as the fit takes it, the table in its own place.
    fn with_fit<T>(problem: &Problem, then: impl FnOnce(&fit::Problem<'_>) -> T) -> T {
        let (law, objective) = (problem.law(), problem.objective());
        let (runs, constraints) = (problem.table(), problem.constraints());
        let runs = runs.expect("a table");
        let constraints: Constraints = constraints.expect("constraints");
        let (law, objective) = (law.expect("a law"), objective.expect("an objective"));
        then(&fit::Problem::new(&law, &runs, &objective, &constraints).expect("a sound problem"))
    }

    fn values(problem: &Problem, given: &Decimals) -> Vec<Mpfr> {
        let law = problem.law().expect("a law");
        let like = Mpfr::from_f64(BITS, 1.0);
        let value = |name: &str| like.exact(&given[name].parse::<Exact>().expect("a decimal"));
        law.about().parameters.iter().map(|p| value(p.name)).collect()
    }

    /// Significant digits of a decimal.
    fn digits(text: &str) -> usize {
        let mantissa = text.split('e').next().unwrap_or_default();
        mantissa.chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').count()
    }

    #[test]
    fn the_list_is_the_folder_and_names_are_unique() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/problems");
        let entries = std::fs::read_dir(folder).expect("the folder");
        let paths = entries.map(|e| e.expect("an entry").path());
        let there: BTreeSet<String> = paths
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
            .map(|p| p.file_stem().expect("a name").to_string_lossy().into_owned())
            .collect();
        let listed: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(there, listed);
        assert_eq!(listed.len(), FILES.len());
        assert!(problems().iter().zip(FILES).all(|(p, (name, _))| p.name == *name));
        assert!(FILES.len() >= 60, "{}", FILES.len());
    }

    #[test]
    fn every_problem_is_what_it_says() {
        let mut grades = BTreeSet::new();
        for problem in problems() {
            let (name, answer) = (&problem.name, answer(problem));
            assert_eq!(problem.version, problems()[0].version, "{name}");
            let table = problem.table().expect(name);
            assert_eq!(table.rows_sha256(), problem.rows_sha256, "{name}");
            assert_eq!(problem.graded(), problem.difficulty, "{name}");
            grades.insert(problem.difficulty);
            let open = answer.status == "not-identifiable";
            assert_eq!(open, problem.ask == Ask::Identifiability, "{name}");
            assert_eq!(open, !answer.not_identified.is_empty() && !answer.psi.is_empty());
            assert_eq!(open, answer.standard_errors.is_none() && answer.kappa_eq.is_none());
            let gap = problem.gap().map(|gap| gap.to_f64());
            let claimed = answer.gap.as_ref().map(|gap| gap.parse::<f64>().expect("a number"));
            match (gap, claimed) {
                (Some(a), Some(b)) => assert!((a / b - 1.0).abs() < 1e-12, "{name}: {a} {b}"),
                (a, b) => assert_eq!(a, b, "{name}"),
            }
            let held = |p: &str| problem.fixed.contains_key(p) || answer.at_bound.contains_key(p);
            for (p, certain) in &answer.parameters {
                assert!(held(p) || digits(&certain.value) == 50, "{name}: {p} {}", certain.value);
            }
            assert_eq!(answer.region.is_some(), answer.status == "global-minimum", "{name}");
            assert_eq!(!answer.at_bound.is_empty(), answer.status == "boundary-minimum", "{name}");
        }
        assert_eq!(grades.len(), 3);
    }

    #[test]
    fn answers_and_twins_have_the_objective_that_is_claimed() {
        for problem in problems() {
            let (name, answer) = (&problem.name, answer(problem));
            let claimed = answer.objective_value.parse::<Exact>().expect("a decimal");
            let places = answer.twins.iter().map(|twin| values(problem, twin));
            let places = places.chain(problem.theta(BITS));
            let others = answer.other_minima.iter();
            with_fit(problem, |fit| {
                for theta in places {
                    let (value, claimed) = (fit.value(&theta), theta[0].exact(&claimed));
                    let apart = (&value - &claimed).abs().to_f64();
                    let size = claimed.to_f64();
                    assert!(apart <= 1e-40 * size + 1e-90, "{name}: {value} {claimed}");
                }
                for other in others {
                    let value = fit.value(&values(problem, &other.parameters)).to_f64();
                    let stated: f64 = other.objective_value.parse().expect("a number");
                    assert!((value / stated - 1.0).abs() < 1e-14, "{name}");
                    assert!(stated > claimed.to_f64(), "{name}: a lower minimum");
                }
            });
        }
    }

    #[test]
    fn starts_are_in_the_domain_and_respect_constraints() {
        for problem in problems() {
            let (law, constraints) = (problem.law().expect("a law"), problem.constraints());
            let constraints = constraints.expect("constraints");
            let space = Space::new(&law, &constraints).expect("a space");
            for start in &problem.starts {
                let free: usize = space.free().iter().map(|c| c.parameters.len()).sum();
                assert_eq!(start.len(), free, "{}: every free parameter, no other", problem.name);
                let mut full = start.clone();
                full.extend(problem.fixed.clone());
                let theta = values(problem, &full);
                let value = with_fit(problem, |fit| fit.value(&theta));
                assert!(value.is_finite(), "{}", problem.name);
                for c in space.free() {
                    let x = &theta[c.parameters[0]];
                    let above = c.lower.as_ref().is_none_or(|lo| !x.less(&x.exact(lo)).is_true());
                    let below = c.upper.as_ref().is_none_or(|hi| !x.exact(hi).less(x).is_true());
                    assert!(above && below, "{}", problem.name);
                }
            }
        }
    }

    /// The everyday fit: nine digits of every parameter, or the right refusal.
    /// `fixtures/problems/everyday.py` does the same for the large tables.
    #[test]
    fn the_everyday_fit_solves_or_refuses_every_small_problem() {
        for problem in problems().iter().filter(|p| p.runs.len() <= 40) {
            let (name, answer) = (&problem.name, answer(problem));
            let found = with_fit(problem, |p| fit(p, &Options::default())).expect(name);
            if problem.ask == Ask::Identifiability {
                let seen = found.status == Status::NotIdentifiable
                    || found.status == Status::Undecided
                        && found.not_identified() == answer.not_identified;
                assert!(seen, "{name}: {}", found.status);
                continue;
            }
            if matches!(found.status, Status::Undecided | Status::NotIdentifiable) {
                let kappa: f64 = answer.kappa_eq.as_ref().expect("one").parse().expect("a number");
                assert!(kappa > 1e8, "{name}: {}", found.status);
                continue;
            }
            let error = |choice: &Decimals| {
                let errors = found.parameters.iter().map(|p| {
                    let truth = p.value.exact(&choice[p.name].parse().expect("a decimal"));
                    let size = truth.abs().to_f64();
                    let apart = (&p.value - &truth).abs().to_f64();
                    if size > 0.0 { apart / size } else { apart }
                });
                errors.fold(0.0, f64::max)
            };
            let first: Decimals =
                answer.parameters.iter().map(|(p, x)| (p.clone(), x.value.clone())).collect();
            let best = answer.twins.iter().map(error).fold(error(&first), f64::min);
            assert!(best < 1e-9, "{name}: {best:e}");
        }
    }

    #[test]
    fn a_solver_is_not_told_the_answer() {
        for problem in problems() {
            let text = serde_json::to_string(&problem.for_solvers()).expect("plain data");
            for key in ["certified", "difficulty", "title"] {
                assert!(!text.contains(&format!("\"{key}\"")), "{}: {key}", problem.name);
            }
            assert_eq!(Problem::from_json(&text), Ok(problem.for_solvers()));
        }
        let wrong = FILES[0].1.replacen("offray.problem/1", "offray.problem/2", 1);
        let error = Problem::from_json(&wrong).expect_err("another schema").to_string();
        assert!(error.contains("offray.problem/2"), "{error}");
        assert!(Problem::from_json(&FILES[0].1.replacen("\"law\"", "\"lwa\"", 1)).is_err());
    }
}
