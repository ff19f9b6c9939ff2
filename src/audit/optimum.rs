//! Compute-optimal sizes: the split of a budget C = 6ND that makes the loss
//! smallest, for any law, with its sensitivity to the parameters.
//!
//! With x = ln N and D = C/(6N) the condition is dL/dx = 0, and the implicit
//! function theorem gives ∂x*/∂θ = −(∂²L/∂x∂θ)/(∂²L/∂x²). Both derivatives are
//! dual numbers through the law; nothing here knows a formula. For Chinchilla
//! the answer is N* = G (C/6)^(β/(α+β)), G = (αA/(βB))^(1/(α+β)).

use serde::Serialize;

use super::{DesignAudit, Options, Twins, Uncertainty};
use crate::design::Shape;
use crate::fit::Interval;
use crate::law::{Law, Point};
use crate::number::{Compare, DenseDual, Dual, Mpfr, Scalar};

/// The best split of one budget.
#[derive(Clone, Debug)]
pub struct Allocation {
    /// N*, parameters.
    pub n: f64,
    /// D* = C/(6N*), tokens, every one new.
    pub d: f64,
    /// ∂ ln N*/∂θ in the law's order; −1 times it is ∂ ln D*/∂θ, and −2 times it
    /// ∂ ln(D*/N*)/∂θ.
    pub gradient: Vec<f64>,
}

/// Halvings of [0, ln(C/6)]: enough to reach adjacent doubles.
const HALVINGS: usize = 120;

/// N* and D* for a budget of `c` FLOP; None where the loss falls all the way to
/// one end (one parameter, or one token): there is no interior optimum.
pub fn allocate(law: &Law, theta: &[f64], c: f64) -> Option<Allocation> {
    let p = theta.len();
    let slope = |x: f64| slope(law, theta, x, c);
    let (low, high) = (0.0, libm::log(c / 6.0));
    // False for NaN too: a slope that is not a number has no sign.
    if !(slope(low) < 0.0 && slope(high) > 0.0) {
        return None;
    }
    // The lower end: a law with a kink at the optimum (repeated data, where N
    // meets N_opt) is smooth on that side.
    let x = halved((low, high), HALVINGS, slope);
    let nested: Vec<Dual<Dual<f64>>> =
        (theta.iter().enumerate()).map(|(i, t)| Dual::constant(Dual::variable(*t, i))).collect();
    let at = along(&Dual::variable(Dual::variable(x, p), 0), c);
    let second = law.loss(&nested, &at).derivative(0)?.gradient(p + 1);
    let curvature = second[p];
    let n = libm::exp(x);
    let gradient: Vec<f64> = second[..p].iter().map(|mixed| -mixed / curvature).collect();
    (curvature > 0.0).then(|| Allocation { n, d: c / (6.0 * n), gradient })
}

/// dL/dx at N = eˣ, D = C/(6N).
fn slope(law: &Law, theta: &[f64], x: f64, c: f64) -> f64 {
    let constants: Vec<DenseDual<f64, 1>> = theta.iter().map(|t| DenseDual::constant(*t)).collect();
    law.loss(&constants, &along(&DenseDual::variable(x, 0), c)).gradient()[0]
}

/// The lower end of what is left of a range after halvings towards a change of sign.
fn halved((mut low, mut high): (f64, f64), times: usize, slope: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..times {
        let middle = low + (high - low) / 2.0;
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    low
}

/// Halvings that tell ln N* to a part in 10¹⁰.
const ROUGHLY: usize = 40;

/// N* as it is in a refit: at the end of the range where the loss falls all the way
/// there; not a number where the law is undefined.
fn best_size(law: &Law, theta: &[f64], c: f64) -> f64 {
    let (low, high) = (0.0, libm::log(c / 6.0));
    let slope = |x: f64| slope(law, theta, x, c);
    let x = match (slope(low), slope(high)) {
        (a, b) if a.is_nan() || b.is_nan() => f64::NAN,
        (a, _) if a >= 0.0 => low,
        (_, b) if b <= 0.0 => high,
        _ => halved((low, high), ROUGHLY, slope),
    };
    libm::exp(x)
}

/// The point (eˣ, C/(6eˣ)).
fn along<S: Scalar>(x: &S, c: f64) -> Point<S> {
    // A budget is a double from here on; C/6 = e^(ln(C/6)) keeps it in S.
    let sixth = x.exact(&crate::number::Exact::from_f64(c / 6.0).unwrap_or_else(|_| 1.into()));
    let n = x.exp();
    Point::new(n.clone(), sixth / n)
}

/// Whose parameters an allocation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// Our optimum.
    Fit,
    /// Its twin.
    Twin,
    /// The claim.
    Claim,
}

/// A number with its interval.
#[derive(Clone, Debug, Serialize)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// Null where the runs do not determine it.
    pub interval: Option<Interval>,
}

impl Ranged {
    /// Both ends of the interval, where it is bounded.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let ends = self.interval.as_ref().map(Interval::ends);
        ends.filter(|(lo, hi)| lo.is_finite() && hi.is_finite())
    }

    /// D*/N* at a budget, and its interval where that is known.
    pub fn ratio(best: &Allocation, c: f64, uncertainty: Option<&Uncertainty<'_>>) -> Self {
        Ranged::of(best, (best.d / best.n, -2.0), c, uncertainty, |n| c / (6.0 * n * n))
    }

    /// A function of N* that goes as its power `times`.
    fn of(
        best: &Allocation,
        (value, times): (f64, f64),
        c: f64,
        uncertainty: Option<&Uncertainty<'_>>,
        f: impl Fn(f64) -> f64,
    ) -> Self {
        let interval = uncertainty.and_then(|uncertainty| {
            let gradient: Vec<f64> = best.gradient.iter().map(|g| value * times * g).collect();
            let law = uncertainty.law();
            let of = |theta: &[f64]| f(best_size(law, theta, c));
            uncertainty.positive((value, &gradient), of).1
        });
        Ranged { value, interval }
    }
}

/// Compute-optimal sizes for one budget.
#[derive(Clone, Debug, Serialize)]
pub struct OptimumRow {
    /// Whose parameters.
    pub of: Whose,
    /// C in FLOP.
    pub compute: f64,
    /// N*.
    pub n: Ranged,
    /// D*.
    pub d: Ranged,
    /// D*/N*.
    pub d_over_n: Ranged,
    /// Standard deviation of ln N*, which is that of ln D* too.
    pub sd_ln_n: Option<f64>,
}

/// The budget of Gopher and of Chinchilla, in FLOP.
pub const GOPHER: f64 = 5.76e23;

/// Allocations at the largest budget of the table, at ten and a hundred times
/// it, and at 5.76e23 FLOP; there also those of the twin and of the claim.
/// Intervals are made in ln N* by the delta method, or as N* is in each refit. Of a fit that is one of
/// many, two that share ψ differently stand for fit and twin.
pub fn table(
    design: &DesignAudit,
    twins: &Twins,
    theta: &[f64],
    uncertainty: &Uncertainty<'_>,
    options: &Options,
) -> Vec<OptimumRow> {
    let law = &options.law;
    let largest = design.largest_budget;
    let one_ray = matches!(design.kind, Shape::OneRay { .. });
    let mut budgets = vec![largest, 10.0 * largest, 100.0 * largest, GOPHER];
    budgets.sort_by(f64::total_cmp);
    if one_ray {
        // Not supported by the runs: one budget, to set the twins side by side.
        budgets = vec![GOPHER];
    }
    let row = |of: Whose, theta: &[f64], c: f64| -> Option<OptimumRow> {
        let best = allocate(law, theta, c)?;
        let known = (of == Whose::Fit && !one_ray).then_some(uncertainty);
        let (n, d) = (best.n, best.d);
        let sd =
            known.and_then(|u| u.positive((1.0, &best.gradient), |t| best_size(law, t, c) / n).0);
        Some(OptimumRow {
            of,
            compute: c,
            n: Ranged::of(&best, (n, 1.0), c, known, |n| n),
            d: Ranged::of(&best, (d, -1.0), c, known, |n| c / (6.0 * n)),
            d_over_n: Ranged::ratio(&best, c, known),
            sd_ln_n: sd,
        })
    };
    let mut others = twins.list.iter().map(|twin| {
        let theta = twin.parameters.iter().map(|(_, x)| Mpfr::to_f64(x));
        theta.collect::<Vec<f64>>()
    });
    let first = if twins.shared { others.next() } else { None };
    let own = first.as_deref().unwrap_or(theta);
    let mut rows: Vec<OptimumRow> =
        budgets.iter().filter_map(|c| row(Whose::Fit, own, *c)).collect();
    rows.extend(others.filter_map(|theta| row(Whose::Twin, &theta, GOPHER)));
    if let Some(claim) = &options.claim {
        let theta: Vec<f64> = claim.parameters.iter().map(|p| p.value.to_f64()).collect();
        rows.extend(row(Whose::Claim, &theta, GOPHER));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOFFMANN: [f64; 5] = [1.69, 406.4, 410.7, 0.34, 0.28];

    fn closed_form([_, a, b, alpha, beta]: [f64; 5], c: f64) -> f64 {
        let g = libm::pow(alpha * a / (beta * b), 1.0 / (alpha + beta));
        g * libm::pow(c / 6.0, beta / (alpha + beta))
    }

    #[test]
    fn the_ratio_at_gophers_budget_is_the_known_answer_and_so_is_its_twins() {
        let law = Law::named("chinchilla").expect("known");
        let ratio = |theta: &[f64]| {
            let best = allocate(&law, theta, 5.76e23).expect("interior");
            best.d / best.n
        };
        assert!((ratio(&HOFFMANN) - 92.6).abs() < 0.05);
        let twin = &law.twins(&HOFFMANN, &20.0)[0];
        assert!((ratio(twin) - 4.3).abs() < 0.05);
    }

    #[test]
    fn sensitivities_are_those_of_the_closed_form() {
        let law = Law::named("chinchilla").expect("known");
        let c = 1e22;
        let best = allocate(&law, &HOFFMANN, c).expect("interior");
        assert!((best.n / closed_form(HOFFMANN, c) - 1.0).abs() < 1e-12);
        assert_eq!(best.gradient[0], 0.0);
        for i in 1..5 {
            let step = 1e-5 * HOFFMANN[i];
            let (mut up, mut down) = (HOFFMANN, HOFFMANN);
            up[i] += step;
            down[i] -= step;
            let difference = libm::log(closed_form(up, c) / closed_form(down, c)) / (2.0 * step);
            assert!((best.gradient[i] / difference - 1.0).abs() < 1e-7, "{i}");
        }
    }

    #[test]
    fn every_law_with_two_sizes_has_an_optimum_where_nothing_near_is_better() {
        for set in crate::law::published::PUBLISHED {
            let law = Law::named(set.law).expect("known");
            let theta: Vec<f64> = set.values.iter().map(|v| v.parse().expect("number")).collect();
            let c = 1e21;
            let best = allocate(&law, &theta, c).expect(set.name);
            let loss = |n: f64| law.loss(&theta, &Point::new(n, c / (6.0 * n)));
            for factor in [0.9, 0.99, 1.01, 1.1] {
                assert!(loss(best.n) < loss(best.n * factor), "{} {factor}", set.name);
            }
        }
    }

    #[test]
    fn a_law_that_only_wants_size_has_no_interior_optimum() {
        let law = Law::named("chinchilla-reduced").expect("known");
        assert!(allocate(&law, &[1.7, 400.0, 0.3], 1e21).is_none());
    }
}
