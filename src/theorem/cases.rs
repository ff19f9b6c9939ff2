//! The cases that statements share: parameters at a chosen gap, standard
//! designs, and exponents measured from local slopes.

use super::Enclosed;
use crate::design::Rays;
pub use crate::geometry::Path;
use crate::law::{Law, published};
use crate::number::{Compare, Exact, Mpfr, Scalar};

/// A decimal of the code.
pub fn exact(text: &str) -> Exact {
    text.parse().unwrap_or_else(|e| panic!("'{text}': {e}"))
}

/// The known answers' design: `count` sizes log-uniform on [1e7, 1e9], both
/// ends included, on every ray.
pub fn rays(ratios: &[&str], count: usize) -> Rays {
    Rays::new(ratios, count, "1e7", "1e9").expect("a valid design")
}

/// The base parameters of a law: its first published set; for repeated data
/// Hoffmann's five with the published R_N*, R_D*, since the published set has no
/// gap and has N near N_opt on the usual rays; Kaplan's single-variable fits.
pub fn base(law: &Law) -> Vec<Exact> {
    let name = match law.about().id {
        "chinchilla" | "repeated" => "hoffmann",
        "kaplan" => "kaplan-single",
        _ => "synthetic",
    };
    let decimals = |set: &published::Published| set.values.iter().map(|v| exact(v)).collect();
    let own = |id: &str| published::of(id).find(|set| set.name == name).map(decimals);
    match law.about().id {
        "repeated" => {
            let mut theta: Vec<Exact> = own("chinchilla").expect("Hoffmann's set is listed");
            theta.extend([exact("5.31"), exact("15.39")]);
            theta
        }
        id => own(id).expect("every law has a set"),
    }
}

/// Where the base parameters come from, in words.
pub fn base_words(law: &Law) -> &'static str {
    match law.about().id {
        "chinchilla" => "Hoffmann's parameters",
        "repeated" => "Hoffmann's E, A, B, α with R_N* = 5.31, R_D* = 15.39, nothing repeated",
        "kaplan" => "Kaplan's single-variable N_c, D_c, α_D",
        _ => "stated synthetic parameters",
    }
}

/// ε₀, ε₀/2, ε₀/4, …
pub fn halvings(epsilon: &Exact, count: usize) -> Vec<Exact> {
    let half = exact("0.5");
    std::iter::successors(Some(epsilon.clone()), |e| Some(e * &half)).take(count).collect()
}

/// The exponent of a power law from values at ε₀, ε₀/2, ε₀/4, …: local slopes
/// log₂(v_j/v_(j+1)), extrapolated to ε = 0 by Richardson's scheme in powers of
/// ε. The error bar is the last correction that the scheme made, at least 2⁻⁴⁰.
///
/// # Panics
/// With fewer than three values.
pub fn measured_exponent(values: &[Mpfr]) -> Enclosed {
    let two = values[0].int(2);
    let ln2 = two.ln();
    let mut row: Vec<Mpfr> = values.windows(2).map(|v| (&v[0] / &v[1]).ln() / &ln2).collect();
    let mut bar = two.clone();
    let mut k = 1;
    while row.len() > 1 {
        let weight = two.powi(k);
        let last = row[row.len() - 1].clone();
        row =
            row.windows(2).map(|s| (&weight * &s[1] - &s[0]) / (&weight - weight.one())).collect();
        bar = (&row[row.len() - 1] - last).abs();
        k += 1;
    }
    let floor = two.powi(-40);
    let bar = if bar.less(&floor).is_true() { floor } else { bar };
    Enclosed::with_bar(&row[0], &bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_extrapolated_to_the_exponent() {
        let values: Vec<Mpfr> = halvings(&exact("0.01"), 8)
            .iter()
            .map(|e| {
                let e = Mpfr::new(200, e);
                e.powi(6) * (e.int(1) + e.int(5) * &e).exp()
            })
            .collect();
        let found = measured_exponent(&values);
        assert!((found.value.to_f64() - 6.0).abs() < found.bar().max(1e-11), "{found:?}");
        assert!(found.bar() < 1e-6);
    }

    #[test]
    fn paths_have_the_gap_asked_for() {
        for id in ["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"] {
            let law = Law::named(id).expect("known");
            for epsilon in ["0.06", "-1e-9"] {
                let e = Mpfr::new(200, &exact(epsilon));
                let path = Path::of(&law, &base(&law));
                let theta = path.along(&e);
                let error = law.gap(&theta) - &e;
                assert!(error.to_f64().abs() < 1e-55, "{id}");
                let same = path.at(&exact(epsilon));
                for (a, b) in theta.iter().zip(&same) {
                    assert!((a - Mpfr::new(200, b)).to_f64().abs() < 1e-40, "{id}");
                }
            }
        }
    }
}
