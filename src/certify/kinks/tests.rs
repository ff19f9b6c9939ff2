use super::*;
use crate::certify::{Certificate, Options, certify, check};
use crate::fit::Constraints;
use crate::law::Law;
use crate::number::{Exact, Interval, Symbol};
use crate::runs::Runs;

fn runs(text: &str) -> Runs {
    Runs::from_csv("table", text.as_bytes(), &Default::default(), &Default::default())
        .expect("rows")
}

/// Losses of E = 2, A = 100, C = 3e8, α = 0.3, rounded to five places: flat beyond C.
const ELBOW: &str = "n_params,n_tokens,loss\n1e6,1e9,3.58489\n3e6,2e9,3.13980\n1e7,1e9,2.79433\n\
                     3e7,2e9,2.57123\n1e8,1e9,2.39811\n1e9,1e9,2.28632\n2e9,3e9,2.28636\n1e10,1e9,2.28631\n";

/// A law says all that it compares: no min, max, |·| or select of its formula is missing.
#[test]
fn every_comparison_of_a_formula_is_a_switch() {
    let frozen = Law::named("repeated:frozen").expect("a law");
    let mut compared = 0;
    for law in Law::all().into_iter().chain([frozen]) {
        let theta: Vec<Symbol> =
            law.about().parameters.iter().map(|p| Symbol::named(p.name)).collect();
        let at = crate::law::Point { n: "N", d: "D", unique: "U", others: Vec::new() }
            .map(|name| Symbol::named(name));
        let mut switches = law.switches(&theta, &at);
        let mut comparisons = law.loss(&theta, &at).comparisons();
        for pairs in [&mut switches, &mut comparisons] {
            pairs.sort_by_key(|pair| format!("{pair:?}"));
            pairs.dedup();
        }
        assert_eq!(switches, comparisons, "{law}");
        compared += switches.len();
    }
    assert!(compared >= 4, "{compared}");
}

#[test]
fn a_box_across_the_kink_of_any_law_is_refused() {
    let table = runs(ELBOW);
    let law = Law::named("elbow").expect("a law of the tests");
    let objective = "sse".parse().expect("an objective");
    let problem = Problem::new(&law, &table, &objective, &Constraints::default()).expect("sound");
    let interval = |lo: &str, hi: &str| {
        let [lo, hi] = [lo, hi].map(|x| x.parse::<Exact>().expect("a decimal"));
        Interval::new(128, &lo).hull(&Interval::new(128, &hi))
    };
    // ln C between ln 1e8 = 18.42 and ln 1e9 = 20.72, or across one of them.
    let smooth = |lo: &str, hi: &str| {
        let others = [interval("2", "2"), interval("4.6", "4.6"), interval("0.3", "0.3")];
        let [e, a, alpha] = others;
        law_is_smooth(&problem, &[e, a, interval(lo, hi), alpha])
    };
    assert!(smooth("18.5", "20.7"));
    assert!(!smooth("18.4", "18.5") && !smooth("20.7", "20.8") && !smooth("0", "700"));
    // Where C is held, nothing that moves is compared.
    let mut held = Constraints::default();
    held.fix("C=1e8").expect("well formed");
    let problem = Problem::new(&law, &table, &objective, &held).expect("sound");
    assert!(law_is_smooth(
        &problem,
        &[interval("2", "2"), interval("4", "5"), interval("0.3", "0.3")]
    ));
}

#[test]
fn a_certificate_of_a_second_law_with_a_min_stops_at_its_kink() {
    let table = runs(ELBOW);
    let law = Law::named("elbow").expect("a law of the tests");
    let objective = "sse".parse().expect("an objective");
    let problem = Problem::new(&law, &table, &objective, &Constraints::default()).expect("sound");
    let answer = certify(&problem, &Options { digits: 15, ..Options::default() }).expect("a fit");
    let certificate = Certificate::new(&problem, &answer);
    let certificate = certificate.unwrap_or_else(|failed| {
        panic!("{failed:?} {:?} {:?}", answer.fit.status, answer.fit.remarks)
    });
    let convex = |c: &Certificate| {
        let moving = c.coordinates.iter().find(|c| c.parameters == ["C"]).expect("C moves");
        assert!(moving.log);
        let unit = libm::log(c.unit_n.to_f64());
        [&moving.convex.lo, &moving.convex.hi].map(|end| unit + end.to_f64())
    };
    let [lo, hi] = convex(&certificate);
    assert!(libm::log(1e8) < lo && hi < libm::log(1e9), "{lo} {hi}");
    let failures = |c: &Certificate| -> Vec<String> {
        let checked = check(&c.to_text(), None).expect("a certificate");
        let failed = checked.findings.into_iter().filter(|f| !f.confirmed);
        failed.map(|f| f.claim).collect()
    };
    assert_eq!(failures(&certificate), [""; 0]);
    // Across the run at 1e9.
    let mut forged = certificate.clone();
    let at = forged.coordinates.iter().position(|c| c.parameters == ["C"]).expect("C moves");
    let across = libm::log(1.1e9 / forged.unit_n.to_f64());
    forged.coordinates[at].convex.hi = Exact::from_f64(across).expect("finite");
    assert!(failures(&forged).iter().any(|f| f.contains("strictly convex")), "{forged:?}");
}
