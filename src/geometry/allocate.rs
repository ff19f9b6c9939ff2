//! Compute-optimal sizes: the split of a budget that makes the loss smallest, for any law,
//! with its sensitivity to the parameters.
//!
//! A budget C pays for training, 6ND, and, where T tokens are to be served, for inference
//! too: C = 6ND + 2NT (Sardana, Portes, Doubov and Frankle 2024, arXiv 2401.00448). Along
//! it, with x = ln N and D = C/(6N) − T/3, the condition is dL/dx = 0, and the implicit
//! function theorem gives ∂x*/∂θ = −(∂²L/∂x∂θ)/(∂²L/∂x²). Both derivatives are dual numbers
//! through the law; nothing here knows a formula. For Chinchilla without inference the
//! answer is N* = G (C/6)^(β/(α+β)), G = (αA/(βB))^(1/(α+β)).

use crate::law::{Law, Point};
use crate::number::{DenseDual, Dual, Exact, Scalar};

/// What is spent, and on what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// C in FLOP, training and inference together.
    pub compute: f64,
    /// T, the tokens that the model will serve.
    pub served: f64,
}

impl Budget {
    /// All of it for training.
    pub fn training(compute: f64) -> Self {
        Budget { compute, served: 0.0 }
    }

    /// D at a size, for what is left of the budget.
    pub fn tokens(&self, n: f64) -> f64 {
        self.compute / (6.0 * n) - self.served / 3.0
    }

    /// d ln D/d ln N along the budget: −1 where nothing is served.
    pub fn exchange(&self, n: f64) -> f64 {
        -(self.compute / (6.0 * n)) / self.tokens(n)
    }

    /// Between one parameter and one token.
    fn range(&self) -> (f64, f64) {
        (0.0, libm::log(self.compute / (6.0 + 2.0 * self.served)))
    }

    /// The point (eˣ, sC/(6eˣ) − T/3), s the share of the budget that is spent: 1.
    fn along<S: Scalar>(&self, x: &S, s: &S) -> Point<S> {
        // A budget is a double from here on; C/6 = e^(ln(C/6)) keeps it in S.
        let number = |value: f64| x.exact(&Exact::from_f64(value).unwrap_or_else(|_| 1.into()));
        let n = x.exp();
        let d = s * number(self.compute / 6.0) / n.clone();
        let d = if self.served > 0.0 { d - number(self.served / 3.0) } else { d };
        Point::new(n, d)
    }
}

/// The best split of one budget.
#[derive(Clone, Debug)]
pub struct Allocation {
    /// N*, parameters.
    pub n: f64,
    /// D*, tokens, every one new.
    pub d: f64,
    /// What it splits.
    pub budget: Budget,
    /// ∂ ln N*/∂θ in the law's order.
    pub gradient: Vec<f64>,
    /// ∂ ln C/∂θ: zeros where the budget is given.
    pub spending: Vec<f64>,
    /// d ln N*/d ln C: the exponent a of N* ∝ Cᵃ.
    pub growth: f64,
}

impl Allocation {
    /// ∂ ln D*/∂θ.
    pub fn tokens(&self) -> Vec<f64> {
        let exchange = self.budget.exchange(self.n);
        let both = self.gradient.iter().zip(&self.spending);
        both.map(|(n, c)| exchange * n - exchange * c).collect()
    }

    /// ∂ ln(D*/N*)/∂θ.
    pub fn ratio(&self) -> Vec<f64> {
        self.tokens().iter().zip(&self.gradient).map(|(d, n)| d - n).collect()
    }
}

/// What a split is to be best for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// The lowest loss for a budget.
    Spend(Budget),
    /// The smallest budget for a loss, with so many tokens to serve.
    Reach {
        /// L.
        loss: f64,
        /// T.
        served: f64,
    },
}

impl Goal {
    /// T, the tokens to be served.
    pub fn served(&self) -> f64 {
        match self {
            Goal::Spend(budget) => budget.served,
            Goal::Reach { served, .. } => *served,
        }
    }

    /// The best split; None where there is none between the ends.
    pub fn best(&self, law: &Law, theta: &[f64]) -> Option<Allocation> {
        let (loss, served) = match *self {
            Goal::Spend(budget) => return allocate(law, theta, budget),
            Goal::Reach { loss, served } => (loss, served),
        };
        let budget = cheapest(law, theta, loss, served)?;
        let best = allocate(law, theta, budget)?;
        let at = Point::new(best.n, best.d).map(|x| Dual::constant(*x));
        let slopes = law.loss(&Dual::variables(theta), &at).gradient(theta.len());
        let price = price(law, theta, &best);
        let spending: Vec<f64> = slopes.iter().map(|slope| -slope * price).collect();
        let both = best.gradient.iter().zip(&spending);
        let gradient = both.map(|(n, c)| n + best.growth * c).collect();
        Some(Allocation { gradient, spending, ..best })
    }

    /// Budget and N* as they are in a refit: at an end of the range where nothing between
    /// is best, not numbers where the law is undefined or never reaches the loss.
    pub fn roughly(&self, law: &Law, theta: &[f64]) -> (Budget, f64) {
        let never = |served| Budget { compute: f64::NAN, served };
        let budget = match *self {
            Goal::Spend(budget) => budget,
            Goal::Reach { loss, served } => {
                spent(law, theta, (loss, served), ROUGHLY).unwrap_or(never(served))
            }
        };
        (budget, best_size(law, theta, budget))
    }
}

/// Halvings of a range: enough to reach adjacent doubles.
const HALVINGS: usize = 120;
/// Halvings that tell ln N* to a part in 10¹⁰.
const ROUGHLY: usize = 40;

/// N* and D* for a budget; None where the loss falls all the way to one end (one
/// parameter, or one token): there is no interior optimum.
pub fn allocate(law: &Law, theta: &[f64], budget: Budget) -> Option<Allocation> {
    let p = theta.len();
    let slope = |x: f64| slope(law, theta, x, budget);
    let (low, high) = budget.range();
    // False for NaN too: a slope that is not a number has no sign.
    if !(slope(low) < 0.0 && slope(high) > 0.0) {
        return None;
    }
    // The lower end: a law with a kink at the optimum (repeated data, where N
    // meets N_opt) is smooth on that side.
    let x = halved((low, high), HALVINGS, slope);
    let nested: Vec<Dual<Dual<f64>>> =
        (theta.iter().enumerate()).map(|(i, t)| Dual::constant(Dual::variable(*t, i))).collect();
    let spent = Dual::constant(Dual::variable(1.0, p + 1));
    let at = budget.along(&Dual::variable(Dual::variable(x, p), 0), &spent);
    let second = law.loss(&nested, &at).derivative(0)?.gradient(p + 2);
    let curvature = second[p];
    let n = libm::exp(x);
    let gradient: Vec<f64> = second[..p].iter().map(|mixed| -mixed / curvature).collect();
    (curvature > 0.0).then(|| Allocation {
        n,
        d: budget.tokens(n),
        budget,
        gradient,
        spending: vec![0.0; p],
        growth: -second[p + 1] / curvature,
    })
}

/// N* as it is in a refit: at the end of the range where the loss falls all the way
/// there; not a number where the law is undefined.
fn best_size(law: &Law, theta: &[f64], budget: Budget) -> f64 {
    let (low, high) = budget.range();
    let slope = |x: f64| slope(law, theta, x, budget);
    let x = match (slope(low), slope(high)) {
        (a, b) if a.is_nan() || b.is_nan() => f64::NAN,
        (a, _) if a >= 0.0 => low,
        (_, b) if b <= 0.0 => high,
        _ => halved((low, high), ROUGHLY, slope),
    };
    libm::exp(x)
}

/// The smallest budget, with so many tokens to serve, whose best split reaches a loss; None
/// where none does, or the law has no best split there. By duality it is the cheapest way
/// to the loss.
pub fn cheapest(law: &Law, theta: &[f64], loss: f64, served: f64) -> Option<Budget> {
    spent(law, theta, (loss, served), HALVINGS)
}

fn spent(law: &Law, theta: &[f64], (loss, served): (f64, f64), halvings: usize) -> Option<Budget> {
    let at = |x: f64| Budget { compute: libm::exp(x), served };
    let excess = |x: f64| {
        let budget = at(x);
        let n = best_size(law, theta, budget);
        loss - law.loss(theta, &Point::new(n, budget.tokens(n)))
    };
    let (low, high) = (libm::log(LEAST.max(100.0 * served)), libm::log(MOST));
    // The loss at the best split falls with the budget.
    if !(excess(low) < 0.0 && excess(high) > 0.0) {
        return None;
    }
    Some(at(halved((low, high), halvings, excess)))
}

/// Budgets between which the cheapest is looked for, in FLOP.
const LEAST: f64 = 1e6;
const MOST: f64 = 1e60;

/// d ln C/d L at the best split of a budget: how fast its cost grows with the loss asked
/// for. By the envelope theorem only D moves, at the best N.
pub fn price(law: &Law, theta: &[f64], best: &Allocation) -> f64 {
    let constants: Vec<DenseDual<f64, 1>> = theta.iter().map(|t| DenseDual::constant(*t)).collect();
    let at = Point::new(DenseDual::constant(best.n), DenseDual::variable(best.d, 0));
    6.0 * best.n / (law.loss(&constants, &at).gradient()[0] * best.budget.compute)
}

/// dL/dx at N = eˣ along a budget.
fn slope(law: &Law, theta: &[f64], x: f64, budget: Budget) -> f64 {
    let constants: Vec<DenseDual<f64, 1>> = theta.iter().map(|t| DenseDual::constant(*t)).collect();
    law.loss(&constants, &budget.along(&DenseDual::variable(x, 0), &DenseDual::constant(1.0)))
        .gradient()[0]
}

/// The lower end of what is left of a range after halvings towards a change of sign.
fn halved((mut low, mut high): (f64, f64), times: usize, slope: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..times {
        let middle = low + (high - low) / 2.0;
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    low
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
            let best = allocate(&law, theta, Budget::training(5.76e23)).expect("interior");
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
        let best = allocate(&law, &HOFFMANN, Budget::training(c)).expect("interior");
        assert!((best.n / closed_form(HOFFMANN, c) - 1.0).abs() < 1e-12);
        assert_eq!(best.gradient[0], 0.0);
        assert!((best.growth / (0.28 / 0.62) - 1.0).abs() < 1e-12);
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
            let best = allocate(&law, &theta, Budget::training(c)).expect(set.name);
            let loss = |n: f64| law.loss(&theta, &Point::new(n, c / (6.0 * n)));
            for factor in [0.9, 0.99, 1.01, 1.1] {
                assert!(loss(best.n) < loss(best.n * factor), "{} {factor}", set.name);
            }
        }
    }

    /// Every derivative of a goal's answer against differences of answers.
    #[test]
    fn sensitivities_are_differences_of_answers_with_serving_and_for_a_loss() {
        let law = Law::named("chinchilla").expect("known");
        let served = 1e12;
        for goal in [
            Goal::Spend(Budget { compute: 1e23, served }),
            Goal::Reach { loss: 2.05, served: 0.0 },
            Goal::Reach { loss: 2.05, served },
        ] {
            let best = goal.best(&law, &HOFFMANN).expect("interior");
            for i in 0..5 {
                let step = 1e-5 * HOFFMANN[i];
                let at = |sign: f64| {
                    let mut theta = HOFFMANN;
                    theta[i] += sign * step;
                    goal.best(&law, &theta).expect("interior")
                };
                let (up, down) = (at(1.0), at(-1.0));
                let slope =
                    |f: &dyn Fn(&Allocation) -> f64| libm::log(f(&up) / f(&down)) / (2.0 * step);
                for (told, measured) in [
                    (best.gradient[i], slope(&|a| a.n)),
                    (best.tokens()[i], slope(&|a| a.d)),
                    (best.ratio()[i], slope(&|a| a.d / a.n)),
                    (best.spending[i], slope(&|a| a.budget.compute)),
                ] {
                    let close = (told - measured).abs() <= 2e-6 * measured.abs().max(1e-3);
                    assert!(close, "{goal:?} {i}: {told} {measured}");
                }
            }
            let more = |factor: f64| {
                let compute = factor * best.budget.compute;
                let goal = Goal::Spend(Budget { compute, ..best.budget });
                goal.best(&law, &HOFFMANN).expect("interior").n
            };
            let growth = libm::log(more(1.0 + 1e-5) / more(1.0 - 1e-5)) / 2e-5;
            assert!((best.growth - growth).abs() < 1e-6, "{goal:?}: {} {growth}", best.growth);
        }
    }

    #[test]
    fn a_loss_below_the_irreducible_one_costs_no_budget() {
        let law = Law::named("chinchilla").expect("known");
        assert!(cheapest(&law, &HOFFMANN, 1.69, 0.0).is_none());
        assert!(Goal::Reach { loss: 1.5, served: 1e9 }.best(&law, &HOFFMANN).is_none());
    }

    #[test]
    fn a_law_that_only_wants_size_has_no_interior_optimum() {
        let law = Law::named("chinchilla-reduced").expect("known");
        assert!(allocate(&law, &[1.7, 400.0, 0.3], Budget::training(1e21)).is_none());
    }
}
