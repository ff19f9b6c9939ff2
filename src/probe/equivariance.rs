//! The optimum of the same table in other units, which follows exactly from the one known.

use crate::law::{Law, Point};

/// θ where N and D are counted in these units: a parameter that counts in N^α becomes
/// smaller by unit^α. None of a law whose units nobody states.
pub fn in_units(law: &Law, theta: &[f64], units: [f64; 2]) -> Option<Vec<f64>> {
    let mut moved = theta.to_vec();
    for power in law.unit_powers()? {
        let exponent = power.exponent.map_or(1.0, |at| theta[at]);
        moved[power.parameter] /= libm::pow(units[power.size], exponent);
    }
    Some(moved)
}

/// θ where every loss is c times what it was: of a law that is homogeneous in the
/// parameters in which it is linear, these times c. None of other laws.
pub fn with_losses_times(law: &Law, theta: &[f64], c: f64) -> Option<Vec<f64>> {
    let mut moved = theta.to_vec();
    law.about().linear.iter().for_each(|at| moved[*at] *= c);
    let at = |n: f64, d: f64| Point::new(n, d);
    // The law itself says whether that is so.
    let points = [at(3e7, 7e8), at(1.7e9, 2.3e10), at(4.1e10, 9e11)];
    let same = points.iter().all(|x| {
        let (one, other) = (law.loss(theta, x), law.loss(&moved, x));
        (other - c * one).abs() <= 1e-12 * other.abs()
    });
    same.then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_those_of_the_moved_parameters() {
        let law = Law::named("chinchilla").expect("known");
        let theta = [1.8, 480.0, 2100.0, 0.35, 0.37];
        let moved = in_units(&law, &theta, [1e6, 1e9]).expect("stated");
        let scaled = with_losses_times(&law, &theta, 10.0).expect("homogeneous");
        for (n, d) in [(1e8, 2e9), (7e9, 1.4e11)] {
            let whole = law.loss(&theta, &Point::new(n, d));
            let small = law.loss(&moved, &Point::new(n / 1e6, d / 1e9));
            assert!((whole / small - 1.0).abs() < 1e-13);
            assert!((law.loss(&scaled, &Point::new(n, d)) / whole - 10.0).abs() < 1e-12);
        }
        let kaplan = Law::named("kaplan").expect("known");
        let theta = [8.8e13, 5.4e13, 0.076, 0.095];
        assert!(with_losses_times(&kaplan, &theta, 10.0).is_none());
        let moved = in_units(&kaplan, &theta, [1e6, 1e6]).expect("stated");
        let [a, b] = [Point::new(1e8, 2e9), Point::new(1e2, 2e3)];
        assert!((kaplan.loss(&theta, &a) / kaplan.loss(&moved, &b) - 1.0).abs() < 1e-13);
    }
}
