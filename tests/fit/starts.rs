//! From any start: what a fit claims is so.

use offray::certify;
use offray::design::Random;
use offray::fit::{Options, Problem, Status, fit};
use offray::number::{Compare, Exact, Mpfr, Scalar};
use offray::oracle;

/// A reference problem as the fit takes it, and its starts.
fn with<T>(name: &str, then: impl FnOnce(&Problem<'_>, &oracle::Problem) -> T) -> T {
    let given = oracle::named(name).expect(name);
    let (runs, law) = (given.table().expect(name), given.law().expect(name));
    let objective = given.objective().expect(name);
    let constraints = given.constraints().expect(name);
    then(&Problem::new(&law, &runs, &objective, &constraints).expect(name), given)
}

/// One of a problem's starts, all parameters of the law.
fn start(given: &oracle::Problem, which: usize) -> Vec<Exact> {
    let law = given.law().expect("a law");
    let value = |name: &str| {
        let text = given.starts[which].get(name).unwrap_or_else(|| &given.fixed[name]);
        text.parse().expect("a decimal")
    };
    law.about().parameters.iter().map(|p| value(p.name)).collect()
}

fn apart(a: &Mpfr, b: &Mpfr) -> f64 {
    let size = a.abs().max(&b.abs());
    if size.to_f64() == 0.0 { 0.0 } else { ((a - b) / size).abs().to_f64() }
}

/// What is called converged is a critical point with a positive definite Hessian,
/// and what is called a boundary minimum is pressed against its bounds: both are
/// proved, in intervals, of the very point.
#[test]
fn no_start_leads_to_a_false_claim() {
    let mut claims = 0;
    for name in [
        "grid-log-sse",
        "grid-pseudo-huber",
        "grid-tied",
        "outliers-sse",
        "rays-18-22",
        "one-ray-sse",
        "minima-rays-1",
        "bound-E-zero",
        "bound-two",
        "bound-alpha-upper",
        "kaplan-rays",
        "droppo-alpha-1",
    ] {
        with(name, |problem, given| {
            let mut random = Random::stream(11, &[name.len() as u64, claims]);
            for _ in 0..3 {
                let theta: Vec<Exact> = start(given, 1)
                    .iter()
                    .map(|x| x.to_f64() * (0.5 * random.normal()).exp())
                    .map(|x| Exact::from_f64(x).expect("finite"))
                    .collect();
                let begin = Options { start: Some(theta), ..Options::default() };
                let answer = fit(problem, &begin).expect(name);
                let status = match answer.status {
                    Status::Converged => Status::LocalMinimum,
                    Status::BoundaryMinimum => Status::BoundaryMinimum,
                    _ => continue,
                };
                let here = answer.theta();
                let here = here.iter().map(|x| Exact::from_f64(x.to_f64()).expect("finite"));
                let options = certify::Options {
                    digits: 20,
                    start: Some(here.collect()),
                    ..certify::Options::default()
                };
                let proved = certify::certify(problem, &options).expect(name);
                let why = &proved.fit.remarks;
                assert_eq!(proved.fit.status, status, "{name} from {begin:?}: {why:?}");
                for (a, b) in answer.parameters.iter().zip(&proved.fit.parameters) {
                    let apart = apart(&a.value, &b.value);
                    assert!(apart < 1e-9, "{name} {}: {} {}", a.name, a.value, b.value);
                }
                claims += 1;
            }
        });
    }
    assert!(claims >= 24, "only {claims} of 36 starts led anywhere");
}

/// α = β is a saddle on one ray, where a second power of N lowers the objective.
#[test]
fn a_saddle_at_zero_gap_is_left() {
    for name in ["gap-1e-2-ray", "gap-1e-4-ray", "one-ray-sse"] {
        with(name, |problem, given| {
            let begin = Options { start: Some(start(given, 0)), ..Options::default() };
            let answer = fit(problem, &begin).expect(name);
            assert_eq!(answer.status, Status::Converged, "{name}: {:?}", answer.remarks);
            lowest(name, &answer, given);
        });
    }
    // Where no second power does, it is the answer.
    with("ray-merged", |problem, given| {
        let begin = Options { start: Some(start(given, 0)), ..Options::default() };
        let answer = fit(problem, &begin).expect("a fit");
        assert_eq!(answer.status, Status::NotIdentifiable, "{:?}", answer.remarks);
    });
}

fn lowest(name: &str, answer: &offray::fit::Fit, given: &oracle::Problem) {
    let claimed = &given.certified.as_ref().expect("an answer").objective_value;
    let found = &answer.objective_value.1;
    let claimed = found.exact(&claimed.parse().expect("a decimal"));
    assert!(apart(found, &claimed) < 1e-10, "{name}: {found} {claimed}");
}

/// Valleys in which doubles get lost.
#[test]
fn nearly_singular_problems_need_no_start() {
    for name in ["rays-20-20.02", "one-ray-quiet", "gap-1e-2-ray", "gap-1e-4-ray", "gap-1e-6-ray"] {
        with(name, |problem, given| {
            let answer = fit(problem, &Options::default()).expect(name);
            assert_eq!(answer.status, Status::Converged, "{name}: {:?}", answer.remarks);
            // Doubles settle the other two, to the same digits.
            let lost = name.starts_with("gap");
            let said = answer.remarks.iter().any(|r| r.contains("doubles do not"));
            assert_eq!((answer.bits > 53, said), (lost, lost), "{name}: {:?}", answer.remarks);
            lowest(name, &answer, given);
        });
    }
    with("interaction-ray", |problem, given| {
        let answer = fit(problem, &Options::default()).expect("a fit");
        assert_eq!(answer.status, Status::NotIdentifiable, "{:?}", answer.remarks);
        assert_eq!(answer.not_identified(), ["F", "gamma_N", "gamma_D"]);
        lowest("interaction-ray", &answer, given);
    });
}
