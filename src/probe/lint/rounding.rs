//! How many digits of each parameter a paper must print.
//!
//! Rounding θ_j to half a unit h_j of its last digit moves a quantity q by at most
//! Σ_j |∂q/∂θ_j| h_j: printed so that this stays below the tolerance for the losses on the runs
//! and for ln(D*/N*), no rounding does harm, whatever the correlations. Each parameter gets an
//! equal share, and what is left over shortens those that can be.

use serde::Serialize;

use crate::audit::{Budget, allocate};
use crate::law::{Law, Point};
use crate::number::Dual;
use crate::probe::case::Case;
use crate::probe::local::samples;

/// One parameter as it may be printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Printed {
    /// Its name.
    pub name: &'static str,
    /// The shortest decimal that is safe.
    pub text: String,
    /// Its significant digits.
    pub digits: usize,
}

/// What rounding does to what is read off the parameters.
#[derive(Clone, Debug, Serialize)]
pub struct Rounded {
    /// By how much a loss may move.
    pub tolerance_loss: f64,
    /// By what fraction D*/N* may move.
    pub tolerance_ratio: f64,
    /// The budget of D*/N*.
    pub compute: f64,
    /// The parameters, as they may be printed.
    pub plain: Vec<Printed>,
    /// The same with N and D in units of their geometric means over the runs.
    pub centred: Vec<Printed>,
    /// Those units.
    pub units: [f64; 2],
    /// What the rounded parameters do move: the largest loss, and D*/N*.
    pub moved: [f64; 2],
}

/// The shortest safe rounding of the optimum; None where D*/N* is not defined.
pub fn rounding(case: &Case<'_>, tolerance: [f64; 2], compute: f64) -> Option<Rounded> {
    let rows = samples(case.runs);
    let points: Vec<Point<f64>> = rows.iter().map(|row| row.at.clone()).collect();
    let mean = |size: fn(&Point<f64>) -> f64| {
        let sum: f64 = points.iter().map(|at| libm::log(size(at))).sum();
        libm::exp(sum / points.len() as f64)
    };
    let units = [mean(|at| at.n), mean(|at| at.d)];
    let centred = crate::probe::in_units(&case.law, &case.theta, units)?;
    let scaled: Vec<Point<f64>> = points
        .iter()
        .map(|at| Point {
            n: at.n / units[0],
            d: at.d / units[1],
            unique: at.unique / units[1],
            others: at.others.clone(),
        })
        .collect();
    let budget = compute / units[0] / units[1];
    let plain = shortest(case, &case.theta, &points, tolerance, compute)?;
    let better = shortest(case, &centred, &scaled, tolerance, budget)?;
    let read: Vec<f64> = plain.iter().map(|p| p.text.parse().unwrap_or(f64::NAN)).collect();
    let moved = [
        points
            .iter()
            .map(|at| (case.law.loss(&read, at) - case.law.loss(&case.theta, at)).abs())
            .fold(0.0, f64::max),
        (ratio(&case.law, &read, compute)? / ratio(&case.law, &case.theta, compute)? - 1.0).abs(),
    ];
    let [tolerance_loss, tolerance_ratio] = tolerance;
    Some(Rounded { tolerance_loss, tolerance_ratio, compute, plain, centred: better, units, moved })
}

/// D*/N*.
pub fn ratio(law: &Law, theta: &[f64], compute: f64) -> Option<f64> {
    allocate(law, theta, Budget::training(compute)).map(|best| best.d / best.n)
}

fn shortest(
    case: &Case<'_>,
    theta: &[f64],
    points: &[Point<f64>],
    [loss, ratio]: [f64; 2],
    compute: f64,
) -> Option<Vec<Printed>> {
    let p = theta.len();
    let best = allocate(&case.law, theta, Budget::training(compute))?;
    // What is read off, per unit of its tolerance.
    let mut slopes: Vec<Vec<f64>> = vec![best.ratio().iter().map(|g| (g / ratio).abs()).collect()];
    let duals = Dual::variables(theta);
    slopes.extend(points.iter().map(|at| {
        let value = case.law.loss(&duals, &at.map(|x| Dual::constant(*x)));
        value.gradient(p).iter().map(|g| (g / loss).abs()).collect::<Vec<f64>>()
    }));
    let place = |j: usize, digits: usize| {
        let size = libm::floor(libm::log10(theta[j].abs())) as i32;
        size - digits as i32 + 1
    };
    let half = |j: usize, digits: usize| 0.5 * libm::pow(10.0, f64::from(place(j, digits)));
    let safe = |digits: &[usize]| {
        let moved = |slope: &Vec<f64>| (0..p).map(|j| slope[j] * half(j, digits[j])).sum::<f64>();
        slopes.iter().all(|slope| moved(slope) <= 1.0)
    };
    /// More digits than a double has say nothing.
    const LONGEST: usize = 17;
    let share = |j: usize| {
        let enough = |d: &usize| slopes.iter().all(|s| s[j] * half(j, *d) <= 1.0 / p as f64);
        (1..=LONGEST).find(enough).unwrap_or(LONGEST)
    };
    let mut digits: Vec<usize> = (0..p).map(share).collect();
    // Longest first: what can be shorter is made so.
    while let Some(j) = {
        let mut order: Vec<usize> = (0..p).filter(|j| digits[*j] > 1).collect();
        order.sort_by_key(|j| std::cmp::Reverse(digits[*j]));
        order.into_iter().find(|j| {
            let mut less = digits.clone();
            less[*j] -= 1;
            safe(&less)
        })
    } {
        digits[j] -= 1;
    }
    let names = case.names();
    Some(
        (0..p)
            .map(|j| Printed {
                name: names[j],
                text: rounded(theta[j], place(j, digits[j])),
                digits: digits[j],
            })
            .collect(),
    )
}

/// A number to a place, without an exponent where it is short.
fn rounded(x: f64, place: i32) -> String {
    if place >= 0 {
        let unit = libm::pow(10.0, f64::from(place));
        return format!("{:.0}", libm::round(x / unit) * unit);
    }
    format!("{x:.*}", place.unsigned_abs() as usize)
}
