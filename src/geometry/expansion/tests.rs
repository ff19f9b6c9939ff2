use super::*;
use crate::law::published;

fn exact(text: &str) -> Exact {
    text.parse().expect(text)
}

fn base(law: &str) -> Vec<Exact> {
    let set = match law {
        "chinchilla" | "repeated" => "hoffmann",
        "kaplan" => "kaplan-single",
        _ => "synthetic",
    };
    let of = if law == "repeated" { "chinchilla" } else { law };
    let set = published::of(of).find(|p| p.name == set).expect("listed");
    let mut theta: Vec<Exact> = set.values.iter().map(|v| exact(v)).collect();
    if law == "repeated" {
        theta.extend([exact("5.31"), exact("15.39")]);
    }
    theta
}

fn sizes(count: usize) -> LogUniform {
    LogUniform::new(exact("1e7"), exact("1e9"), count).expect("valid")
}

fn found(
    law: &str,
    k: &str,
    count: usize,
    columns: &[usize],
    projected: &[usize],
    further: usize,
) -> Result<Expansion, ExpansionError> {
    let id = Law::named(law).expect("known");
    let path = Path::of(&id, &base(law));
    let (k, sizes) = (exact(k), sizes(count));
    let problem = OnRay { law: &id, path: &path, k: &k, sizes: &sizes, columns, projected };
    expansion(&problem, further, 256)
}

#[test]
fn orders_of_every_law_on_a_ray() {
    for (law, columns, projected, orders) in [
        ("chinchilla", &[1, 2][..], &[][..], &[0, 2][..]),
        ("repeated", &[1, 2], &[], &[0, 2]),
        ("kaplan", &[0, 1], &[], &[0, 2]),
        ("droppo-elibol", &[1, 2], &[], &[0, 2]),
        ("interaction", &[1, 2, 3], &[], &[0, 2, 4]),
        ("chinchilla", &[0, 1, 2, 3, 4], &[], &[0, 0, 0, 2, 6]),
        ("repeated", &[0, 1, 2, 3, 4], &[], &[0, 0, 0, 2, 6]),
        ("kaplan", &[0, 1, 2, 3], &[], &[0, 0, 2, 6]),
        ("droppo-elibol", &[0, 1, 2, 3, 4, 5], &[], &[0, 0, 0, 0, 2, 6]),
        ("interaction", &[0, 1, 2, 3, 4, 5, 6], &[], &[0, 0, 0, 2, 4, 8, 10]),
        ("chinchilla", &[3, 4], &[0, 1, 2], &[2, 4]),
    ] {
        let start = std::time::Instant::now();
        let e = found(law, "20", 12, columns, projected, 0).expect(law);
        assert_eq!(e.eigenvalue_orders(), orders, "{law} {columns:?}");
        let coefficients = e.leading_coefficients().expect("decided");
        println!("{law} {columns:?} {:?} bits {}", start.elapsed(), e.bits);
        for c in coefficients {
            println!("   {c:.10}");
        }
    }
    assert!(
        found("interaction", "20", 12, &[0, 1, 2, 3, 4, 5, 6, 7], &[], 0).is_err(),
        "singular at every gap"
    );
}

#[test]
fn the_constant_of_the_estimates_is_the_known_one() {
    let e = found("chinchilla", "20", 20, &[0, 1, 2, 3, 4], &[], 0).expect("decided");
    let variance = e.variance(1).expect("decided");
    assert_eq!(variance.order, -6);
    let shown = variance.coefficient.sqrt();
    let printed = Interval::new(64, &exact("6513.69618482"));
    assert!((shown - printed).magnitude().to_f64() < 5e-9);
}
