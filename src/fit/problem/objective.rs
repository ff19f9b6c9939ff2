//! What a fit minimises: plain sums over runs, each times the run's weight.

use std::fmt;
use std::str::FromStr;

use crate::number::{Exact, ExactError, Scalar};

/// An objective Σ wᵢ ρ(rᵢ), a plain sum over runs.
///
/// | name | residual r | term |
/// |---|---|---|
/// | `sse` | L − L̂ | r² |
/// | `log-sse` | ln L − ln L̂ | r² |
/// | `huber-log:δ` | ln L − ln L̂ | r²/2 where \|r\| ≤ δ, else δ(\|r\| − δ/2) |
/// | `pseudo-huber-log:δ` | ln L − ln L̂ | δ²(√(1 + (r/δ)²) − 1) |
///
/// δ is a decimal and stays exact.
///
/// ```
/// use offray::fit::Objective;
/// let objective: Objective = "huber-log:1e-3".parse()?;
/// assert_eq!(objective.to_string(), "huber-log:0.001");
/// assert!("hubber-log:1e-3".parse::<Objective>().unwrap_err().to_string().contains("huber-log"));
/// # Ok::<(), offray::fit::ObjectiveError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Objective {
    /// Σ (L − L̂)².
    Sse,
    /// Σ (ln L − ln L̂)².
    LogSse,
    /// Σ Huber_δ(ln L − ln L̂).
    HuberLog(Exact),
    /// Σ δ²(√(1 + (r/δ)²) − 1), r = ln L − ln L̂.
    PseudoHuberLog(Exact),
}

/// Why a text names no objective.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectiveError {
    /// No objective has this name.
    #[error(
        "unknown objective '{given}': {}(objectives: sse, log-sse, huber-log:δ, pseudo-huber-log:δ)",
        nearest.map_or_else(String::new, |near| format!("did you mean '{near}'? "))
    )]
    Unknown {
        /// What was asked for.
        given: String,
        /// The closest name there is.
        nearest: Option<&'static str>,
    },
    /// A robust objective without its threshold.
    #[error("objective '{0}' needs a threshold: write {0}:1e-3")]
    NoDelta(String),
    /// A threshold where none is taken.
    #[error("objective '{0}' takes no threshold: write {0}")]
    Delta(String),
    /// The threshold is no positive decimal.
    #[error(
        "objective '{name}': threshold '{delta}' is {problem}: write a positive decimal, as in {name}:1e-3"
    )]
    BadDelta {
        /// The objective.
        name: String,
        /// The text after the colon.
        delta: String,
        /// What is wrong with it.
        problem: String,
    },
}

const NAMES: [&str; 4] = ["sse", "log-sse", "huber-log", "pseudo-huber-log"];

impl FromStr for Objective {
    type Err = ObjectiveError;

    fn from_str(text: &str) -> Result<Self, ObjectiveError> {
        let (name, delta) = match text.split_once(':') {
            Some((name, delta)) => (name, Some(delta)),
            None => (text, None),
        };
        let threshold = || {
            let delta = delta.ok_or_else(|| ObjectiveError::NoDelta(name.into()))?;
            let bad = |problem: String| ObjectiveError::BadDelta {
                name: name.into(),
                delta: delta.into(),
                problem,
            };
            let exact: Exact = delta.parse().map_err(|e: ExactError| bad(e.to_string()))?;
            if exact.signum() > 0 { Ok(exact) } else { Err(bad("not positive".into())) }
        };
        let plain = |objective| match delta {
            None => Ok(objective),
            Some(_) => Err(ObjectiveError::Delta(name.into())),
        };
        match name {
            "sse" => plain(Objective::Sse),
            "log-sse" => plain(Objective::LogSse),
            "huber-log" => threshold().map(Objective::HuberLog),
            "pseudo-huber-log" => threshold().map(Objective::PseudoHuberLog),
            _ => {
                let nearest = crate::law::nearest(name, NAMES);
                Err(ObjectiveError::Unknown { given: text.into(), nearest })
            }
        }
    }
}

impl fmt::Display for Objective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Objective::Sse => write!(f, "sse"),
            Objective::LogSse => write!(f, "log-sse"),
            Objective::HuberLog(delta) => write!(f, "huber-log:{delta}"),
            Objective::PseudoHuberLog(delta) => write!(f, "pseudo-huber-log:{delta}"),
        }
    }
}

impl Objective {
    /// Whether residuals are differences of logarithms.
    pub fn is_log(&self) -> bool {
        *self != Objective::Sse
    }

    /// Whether it is a sum of squares (2ρ with ρ = r²/2), not a robust objective.
    pub fn is_sum_of_squares(&self) -> bool {
        matches!(self, Objective::Sse | Objective::LogSse)
    }

    /// The threshold δ of the robust objectives.
    pub fn delta(&self) -> Option<&Exact> {
        match self {
            Objective::HuberLog(delta) | Objective::PseudoHuberLog(delta) => Some(delta),
            Objective::Sse | Objective::LogSse => None,
        }
    }

    /// The objective is this integer times Σ wρ(r): 2 for sums of squares, whose
    /// ρ is r²/2, else 1.
    pub fn factor(&self) -> i64 {
        if self.is_sum_of_squares() { 2 } else { 1 }
    }

    /// What residuals are differences of: L itself or ln L.
    pub fn response<S: Scalar>(&self, loss: &S) -> S {
        if self.is_log() { loss.ln() } else { loss.clone() }
    }

    /// r = response(L) − response(L̂).
    pub fn residual<S: Scalar>(&self, loss: &S, predicted: &S) -> S {
        self.response(loss) - self.response(predicted)
    }

    /// ρ in the kind and precision of `like`.
    pub fn rho<S: Scalar>(&self, like: &S) -> Rho<S> {
        match self {
            Objective::Sse | Objective::LogSse => Rho::Square,
            Objective::HuberLog(delta) => Rho::Huber(like.exact(delta)),
            Objective::PseudoHuberLog(delta) => Rho::PseudoHuber(like.exact(delta)),
        }
    }
}

/// The function of one residual that an objective sums, its threshold already
/// in some kind of number.
#[derive(Clone, Debug)]
pub enum Rho<S> {
    /// r²/2.
    Square,
    /// r²/2 where |r| ≤ δ, else δ(|r| − δ/2).
    Huber(S),
    /// δ²(√(1 + (r/δ)²) − 1).
    PseudoHuber(S),
}

impl<S: Scalar> Rho<S> {
    /// ρ(r).
    pub fn at(&self, r: &S) -> S {
        let half_square = |x: &S| x.square() / x.int(2);
        match self {
            Rho::Square => half_square(r),
            Rho::Huber(delta) => {
                let size = r.abs();
                let outside = delta * (&size - delta / delta.int(2));
                S::select(&size, delta, half_square(r), outside)
            }
            // r²/(√(1 + (r/δ)²) + 1): the same number without cancellation.
            Rho::PseudoHuber(delta) => {
                let one = r.one();
                r.square() / ((&one + (r / delta).square()).sqrt() + one)
            }
        }
    }

    /// The same function in another kind.
    pub fn map<T>(&self, mut to: impl FnMut(&S) -> T) -> Rho<T> {
        match self {
            Rho::Square => Rho::Square,
            Rho::Huber(delta) => Rho::Huber(to(delta)),
            Rho::PseudoHuber(delta) => Rho::PseudoHuber(to(delta)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fit::problem::objective::*;

    #[test]
    fn names_round_trip_and_bad_ones_are_explained() {
        for text in ["sse", "log-sse", "huber-log:0.001", "pseudo-huber-log:2.5"] {
            assert_eq!(text.parse::<Objective>().expect(text).to_string(), text);
        }
        for (text, part) in [
            ("huber", "did you mean 'huber-log'"),
            ("huber-log", "needs a threshold"),
            ("sse:1", "takes no threshold"),
            ("huber-log:x", "not a decimal number"),
            ("huber-log:-1", "not positive"),
            ("huber-log:0", "not positive"),
            ("huber-log:inf", "not finite"),
        ] {
            let error = text.parse::<Objective>().expect_err(text).to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn rho_is_what_the_table_says() {
        let delta = 0.5;
        for r in [-2.0, -0.5, -0.1, 0.0, 0.3, 0.5, 0.7, 10.0_f64] {
            let huber =
                if r.abs() <= delta { r * r / 2.0 } else { delta * (r.abs() - delta / 2.0) };
            assert_eq!(Rho::Huber(delta).at(&r), huber);
            let pseudo = delta * delta * ((1.0 + (r / delta).powi(2)).sqrt() - 1.0);
            assert!((Rho::PseudoHuber(delta).at(&r) - pseudo).abs() < 1e-15);
            assert_eq!(Rho::Square.at(&r), r * r / 2.0);
        }
    }
}
