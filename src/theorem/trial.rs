//! One case of a statement, written as text: what a random search found, and
//! what replays it.

use std::fmt;
use std::str::FromStr;

use super::cases::{Path, base};
use crate::design::{DesignError, LogUniform, Rays};
use crate::law::{Law, UnknownLaw};
use crate::number::{Exact, ExactError};

/// A law at a gap, on rays with the same sizes, and a target κ_t.
///
/// As text: `law=kaplan,k=20+100,sizes=6,n=1e7:1e9,alpha=0.095,eps=-0.01,scale=3,target=50`,
/// in any order; what is left out is as in [`Trial::default`].
///
/// ```
/// use offray::theorem::Trial;
/// let trial: Trial = "k=20,eps=-1e-9".parse()?;
/// assert_eq!(trial.to_string().parse::<Trial>()?, trial);
/// let error = "k=20,epsilon=1".parse::<Trial>().unwrap_err().to_string();
/// assert!(error.starts_with("a case has no 'epsilon'"), "{error}");
/// # Ok::<(), offray::theorem::TrialError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The law.
    pub law: Law,
    /// `k`: the rays.
    pub ratios: Vec<Exact>,
    /// `sizes`: how many on each ray, log-uniform.
    pub sizes: usize,
    /// `n`: the smallest and the largest.
    pub range: (Exact, Exact),
    /// `alpha`: the exponent that the gap leaves where it is: α, or α_D.
    pub alpha: Exact,
    /// `eps`: the gap.
    pub gap: Exact,
    /// `scale`: a factor on the second scale of the pair.
    pub scale: Exact,
    /// `target`: κ_t, or the spread of the weights.
    pub target: Exact,
}

impl Default for Trial {
    /// Hoffmann's law on the rays 20 and 100, six sizes on [1e7, 1e9], κ_t = 50.
    fn default() -> Self {
        let exact = super::cases::exact;
        Trial {
            law: Law::named("chinchilla").expect("known"),
            ratios: vec![exact("20"), exact("100")],
            sizes: 6,
            range: (exact("1e7"), exact("1e9")),
            alpha: exact("0.34"),
            gap: exact("0.06"),
            scale: exact("1"),
            target: exact("50"),
        }
    }
}

/// Why a text is no case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialError {
    /// A part that is not `name=value`.
    #[error("'{0}' in a case is not NAME=VALUE: write it as in k=20+100,eps=-0.01")]
    Form(String),
    /// A name that means nothing.
    #[error("a case has no '{0}': it has law, k, sizes, n, alpha, eps, scale, target")]
    Name(String),
    /// A value that is not a number.
    #[error("'{0}' in a case is no number: {1}")]
    Number(String, ExactError),
    /// A value that makes no sense.
    #[error("'{0}' in a case is {1}")]
    Value(String, &'static str),
    /// An unknown law.
    #[error(transparent)]
    Law(#[from] UnknownLaw),
    /// Sizes or rays that make no design.
    #[error("a case has no design: {0}")]
    Design(#[from] DesignError),
    /// A statement without cases of its own.
    #[error("{0} takes no --case: {1} do")]
    Statement(String, String),
}

impl FromStr for Trial {
    type Err = TrialError;

    fn from_str(text: &str) -> Result<Self, TrialError> {
        let mut trial = Trial::default();
        let mut own_alpha = false;
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) =
                part.split_once('=').ok_or_else(|| TrialError::Form(part.into()))?;
            let number = |text: &str| -> Result<Exact, TrialError> {
                text.parse().map_err(|e| TrialError::Number(part.into(), e))
            };
            match name.trim() {
                "law" => {
                    trial.law = Law::named(value)?;
                    if trial.law.about().pair.is_empty() {
                        return Err(TrialError::Value(part.into(), "a law without a gap"));
                    }
                }
                "k" => trial.ratios = value.split('+').map(number).collect::<Result<_, _>>()?,
                "sizes" => {
                    let count = value.parse().ok().filter(|count| (2..=1000).contains(count));
                    let reason = "not a whole number from 2 to 1000";
                    trial.sizes = count.ok_or(TrialError::Value(part.into(), reason))?;
                }
                "n" => {
                    let ends = value.split_once(':');
                    let (lo, hi) = ends.ok_or(TrialError::Value(part.into(), "not LO:HI"))?;
                    trial.range = (number(lo)?, number(hi)?);
                }
                "alpha" => (trial.alpha, own_alpha) = (number(value)?, true),
                "eps" => trial.gap = number(value)?,
                "scale" => trial.scale = number(value)?,
                "target" => trial.target = number(value)?,
                other => return Err(TrialError::Name(other.into())),
            }
        }
        if !own_alpha {
            trial.alpha = base(&trial.law)[kept_exponent(&trial.law)].clone();
        }
        let positive =
            [("alpha", &trial.alpha), ("scale", &trial.scale), ("target", &trial.target)];
        for (name, value) in positive {
            if value.signum() <= 0 {
                return Err(TrialError::Value(format!("{name}={value}"), "not positive"));
            }
        }
        trial.design()?;
        Ok(trial)
    }
}

/// The exponent that the path of gaps does not move.
fn kept_exponent(law: &Law) -> usize {
    match law {
        Law::DroppoElibol(_) | Law::Interaction(_) => 4,
        _ => 3,
    }
}

impl Trial {
    /// The runs.
    pub fn design(&self) -> Result<Rays, DesignError> {
        let (lo, hi) = self.range.clone();
        Rays::with(self.ratios.clone(), LogUniform::new(lo, hi, self.sizes)?)
    }

    /// The same case with other rays.
    pub(super) fn on(&self, ratios: &[Exact]) -> Trial {
        Trial { ratios: ratios.to_vec(), ..self.clone() }
    }

    /// Parameters at the case's gap, or at another one.
    pub fn theta(&self, gap: &Exact) -> Vec<Exact> {
        let mut theta = base(&self.law);
        let second = self.law.about().pair[1];
        theta[second] = &theta[second] * &self.scale;
        theta[kept_exponent(&self.law)] = self.alpha.clone();
        Path::of(&self.law, &theta).at(gap)
    }

    /// What replays it.
    pub fn command(&self, id: &str) -> String {
        format!("offray verify {id} --case '{self}'")
    }
}

impl fmt::Display for Trial {
    /// What [`FromStr`] reads, every part of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratios: Vec<String> = self.ratios.iter().map(Exact::to_string).collect();
        write!(
            f,
            "law={},k={},sizes={},n={}:{},alpha={},eps={},scale={},target={}",
            self.law,
            ratios.join("+"),
            self.sizes,
            self.range.0,
            self.range.1,
            self.alpha,
            self.gap,
            self.scale,
            self.target
        )
    }
}
