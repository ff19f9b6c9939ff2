//! What an answer may be the minimiser of: the objectives of [`fit`](crate::fit), and others
//! that are in use.

use std::fmt;

use crate::fit::{Objective, Rho};
use crate::number::{Exact, Scalar};

/// What residuals are differences of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residual {
    /// ln L − ln L̂.
    Log,
    /// L − L̂.
    Level,
    /// 1 − L̂/L.
    Relative,
}

impl Residual {
    /// All of them.
    pub const ALL: [Residual; 3] = [Residual::Log, Residual::Level, Residual::Relative];

    /// The residual of one run.
    pub fn of<S: Scalar>(self, loss: &S, predicted: &S) -> S {
        match self {
            Residual::Log => Objective::LogSse.residual(loss, predicted),
            Residual::Level => Objective::Sse.residual(loss, predicted),
            Residual::Relative => (loss - predicted) / loss,
        }
    }

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Residual::Log => "logarithms of the losses",
            Residual::Level => "the losses themselves",
            Residual::Relative => "relative errors",
        }
    }
}

/// The function of one residual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// r²/2.
    Square,
    /// r²/2 inside δ, straight outside.
    Huber(f64),
    /// δ²(√(1 + (r/δ)²) − 1).
    PseudoHuber(f64),
    /// δ² ln cosh(r/δ).
    LogCosh(f64),
    /// δ²/2 ln(1 + (r/δ)²).
    Cauchy(f64),
}

impl Shape {
    /// Those that have a threshold, at this one.
    pub fn with_threshold(delta: f64) -> [Shape; 4] {
        [
            Shape::Huber(delta),
            Shape::PseudoHuber(delta),
            Shape::LogCosh(delta),
            Shape::Cauchy(delta),
        ]
    }

    /// The same at another threshold.
    pub fn at_threshold(self, delta: f64) -> Shape {
        match self {
            Shape::Square => Shape::Square,
            Shape::Huber(_) => Shape::Huber(delta),
            Shape::PseudoHuber(_) => Shape::PseudoHuber(delta),
            Shape::LogCosh(_) => Shape::LogCosh(delta),
            Shape::Cauchy(_) => Shape::Cauchy(delta),
        }
    }

    /// δ.
    pub fn threshold(self) -> Option<f64> {
        match self {
            Shape::Square => None,
            Shape::Huber(d) | Shape::PseudoHuber(d) | Shape::LogCosh(d) | Shape::Cauchy(d) => {
                Some(d)
            }
        }
    }

    /// ρ(r).
    pub fn at<S: Scalar>(self, r: &S) -> S {
        let number = |x: f64| r.exact(&Exact::from_f64(x).unwrap_or_else(|_| 1.into()));
        match self {
            Shape::Square => Rho::Square.at(r),
            Shape::Huber(d) => Rho::Huber(number(d)).at(r),
            Shape::PseudoHuber(d) => Rho::PseudoHuber(number(d)).at(r),
            Shape::LogCosh(d) => {
                // ln cosh x = |x| + ln(1 + e^(−2|x|)) − ln 2.
                let (d, two) = (number(d), r.int(2));
                let x = (r / &d).abs();
                let tail = (r.one() + (-(&two * &x)).exp()).ln();
                d.square() * (x + tail - two.ln())
            }
            Shape::Cauchy(d) => {
                let d = number(d);
                let inside = r.one() + (r / &d).square();
                d.square() * inside.ln() / r.int(2)
            }
        }
    }
}

/// A residual and a shape: what a fitter may be minimising.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// Differences of what.
    pub residual: Residual,
    /// How each of them counts.
    pub shape: Shape,
}

impl Aim {
    /// Of an objective, its δ as a double.
    pub fn of(objective: &Objective) -> Self {
        let residual = if objective.is_log() { Residual::Log } else { Residual::Level };
        let shape = match objective {
            Objective::Sse | Objective::LogSse => Shape::Square,
            Objective::HuberLog(delta) => Shape::Huber(delta.to_f64()),
            Objective::PseudoHuberLog(delta) => Shape::PseudoHuber(delta.to_f64()),
        };
        Aim { residual, shape }
    }

    /// The same with N and D in any units, and another threshold.
    pub fn at_threshold(self, delta: f64) -> Self {
        Aim { shape: self.shape.at_threshold(delta), ..self }
    }
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = match self.shape {
            Shape::Square => "squares".into(),
            Shape::Huber(d) => format!("Huber terms of threshold {}", four(d)),
            Shape::PseudoHuber(d) => format!("pseudo-Huber terms of threshold {}", four(d)),
            Shape::LogCosh(d) => format!("log-cosh terms of threshold {}", four(d)),
            Shape::Cauchy(d) => format!("Cauchy terms of scale {}", four(d)),
        };
        let of = match self.residual {
            Residual::Log => "of differences of logarithms",
            Residual::Level => "of differences of the losses themselves",
            Residual::Relative => "of relative differences",
        };
        write!(f, "{shape} {of}")
    }
}

/// Four significant digits, without zeros at the end.
pub(super) fn four(x: f64) -> String {
    match format!("{x:.3e}").parse::<Exact>() {
        Ok(exact) => exact.to_string(),
        Err(_) => x.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Dual;

    #[test]
    fn shapes_are_half_squares_at_zero_and_the_house_objectives_where_they_are_those() {
        for shape in Shape::with_threshold(0.3).into_iter().chain([Shape::Square]) {
            let r = Dual::variable(Dual::variable(1e-6, 0), 0);
            let rho = shape.at(&r);
            let second = rho.derivative(0).and_then(|x| x.derivative(0)).copied();
            assert!((second.unwrap_or(0.0) - 1.0).abs() < 1e-3, "{shape:?} {second:?}");
            // Far out only squares go on growing as squares.
            let far = shape.at(&30.0);
            assert_eq!(far < 30.0 * 30.0 / 2.0 - 1.0, shape != Shape::Square, "{shape:?} {far}");
        }
        let r: f64 = 0.7;
        assert!((Shape::LogCosh(0.5).at(&r) - 0.25 * (r / 0.5).cosh().ln()).abs() < 1e-14);
        assert!(
            (Shape::Cauchy(0.5).at(&r) - 0.125 * (1.0 + (r / 0.5) * (r / 0.5)).ln()).abs() < 1e-14
        );
        let aim = Aim::of(&"huber-log:1e-3".parse().expect("known"));
        assert_eq!(aim.shape, Shape::Huber(0.001));
        assert_eq!(aim.shape.at(&0.0005), 0.0005 * 0.0005 / 2.0);
    }
}
