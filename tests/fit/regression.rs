//! The fit of a law against the general regression engine: another search,
//! another objective code, the same optimum.

use offray::fit::{Constraints, Options, fit};
use offray::number::{Compare, Mpfr, Scalar, Trigonometric};
use offray::regression::{self, Data, Model, Observation, regress};

use super::{problem, table};

/// L = E + A N^−α + B D^−β, written down once more.
struct Chinchilla;

impl Model for Chinchilla {
    fn parameters(&self) -> Vec<&str> {
        vec!["E", "A", "B", "alpha", "beta"]
    }

    fn predict<S: Trigonometric>(&self, b: &[S], x: &[S]) -> S {
        &b[0] + &b[1] * x[0].pow(&-&b[3]) + &b[2] * x[1].pow(&-&b[4])
    }
}

#[test]
fn a_law_as_a_general_model_has_the_same_optimum_and_errors() {
    let runs = table("chinchilla_epoch240", &[]);
    let problem = problem(&runs, "chinchilla", "sse", &Constraints::default());
    let fitted = fit(&problem, &Options { digits: 30, ..Options::default() }).expect("a fit");
    let row = |run: &offray::runs::Run| Observation {
        y: run.loss.clone(),
        x: vec![run.n.clone(), run.d.clone()],
    };
    let data = Data::new(runs.rows.iter().map(row).collect()).expect("runs");
    let start = ["2", "300", "300", "0.3", "0.3"].map(|x| x.parse().expect("a decimal"));
    let options = regression::Options { digits: 30, certify: true };
    let found = regress(&Chinchilla, &data, &start, &options).expect("an outcome");
    assert!(found.certified, "{:?}", found.remarks);
    assert_eq!(found.search.linear, [0, 1, 2]);
    let close = |a: &Mpfr, b: &Mpfr| ((a - b) / b).abs().to_f64() < 1e-28;
    for (general, law) in found.parameters.iter().zip(&fitted.parameters) {
        assert_eq!(general.name, law.name);
        let value = general.value.as_ref().expect("identified").mid();
        assert!(close(&value, &law.value), "{} {value} {}", law.name, law.value);
        let deviation = general.deviation.as_ref().expect("degrees of freedom").mid();
        let error = law.se.gauss_newton.as_ref().expect("an error");
        assert!(close(&deviation, error), "{} {deviation} {error}", law.name);
    }
    let rss = found.rss.expect("a sum");
    assert!(close(&rss.mid(), &fitted.objective_value.0), "{rss:?} {:?}", fitted.objective_value);
}
