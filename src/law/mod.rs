//! The scaling laws, one file each: the published formula, its symbols, units,
//! domain and citation, and nothing else.
//!
//! | id | law | formula |
//! |---|---|---|
//! | `chinchilla` | [`Chinchilla`] | E + A N^−α + B D^−β |
//! | `repeated` | [`Repeated`] | E + A N'^−α + B D'^−β |
//! | `kaplan` | [`Kaplan`] | \[(N_c/N)^(α_N/α_D) + D_c/D\]^α_D |
//! | `droppo-elibol` | [`DroppoElibol`] | \[L_∞^(1/α) + (N_C/N)^(α_N/α) + (D_C/D)^(α_D/α)\]^α |
//! | `interaction` | [`Interaction`] | E + A N^−α + B D^−β + F N^−γ_N D^−γ_D |
//!
//! and the *reduced models*: what is left of each on one ray D = kN at zero
//! gap, where the loss depends on the pair of scales through ψ alone
//! (statement D2).
//!
//! A formula is generic over the kind of number. Derivatives are the same call
//! with dual entries, expansions the same call with series entries, and the
//! printed formula the same call with symbols.

mod about;
mod chinchilla;
mod droppo_elibol;
#[cfg(test)]
mod elbow;
mod forms;
mod interaction;
mod kaplan;
mod list;
pub mod published;
mod repeated;
mod typed;
mod units;

pub use about::{About, Parameter, RATIO, Role, SIZES, Size};
pub use chinchilla::{Chinchilla, ChinchillaReduced};
pub use droppo_elibol::{DroppoElibol, DroppoElibolReduced};
#[cfg(test)]
pub use elbow::Elbow;
pub use forms::FORMS;
pub use interaction::{Interaction, InteractionReduced};
pub use kaplan::{Kaplan, KaplanReduced};
pub use list::{Law, UnknownLaw};
pub use repeated::{OptimalSize, Repeated, RepeatedReduced};
pub use typed::{LawFileError, Typed, TypedError};
pub use units::UnitPower;

pub use crate::formula::{meant, nearest};

use crate::number::Scalar;

/// Where a law is evaluated: one training run's sizes, and what else a typed law reads.
#[derive(Clone, Debug)]
pub struct Point<S> {
    /// N, the number of parameters of the model.
    pub n: S,
    /// D, the number of tokens trained on, repetitions counted.
    pub d: S,
    /// Distinct tokens available; D itself where nothing repeats.
    pub unique: S,
    /// The other inputs of a [`Typed`] law, in its order; the laws in this folder read none.
    pub others: Vec<S>,
}

impl<S: Scalar> Point<S> {
    /// A single-epoch run: every token is new.
    pub fn new(n: S, d: S) -> Self {
        Point { n, unique: d.clone(), d, others: Vec::new() }
    }

    /// The same point with sizes that carry their logarithms, for repeated use.
    pub fn with_ln(self) -> Self {
        Point {
            n: self.n.with_ln(),
            d: self.d.with_ln(),
            unique: self.unique.with_ln(),
            others: self.others.into_iter().map(S::with_ln).collect(),
        }
    }
}

impl<S> Point<S> {
    /// The same point in another kind of number.
    pub fn map<T>(&self, mut to: impl FnMut(&S) -> T) -> Point<T> {
        Point {
            n: to(&self.n),
            d: to(&self.d),
            unique: to(&self.unique),
            others: self.others.iter().map(to).collect(),
        }
    }
}

/// A law with P parameters: its formula in any kind of number, and what the
/// formula's structure says about rays.
///
/// Implementations hold formulas only. Parameters come in the order of
/// [`About::parameters`].
pub trait Formula<const P: usize> {
    /// Names, units, domain and source.
    const ABOUT: About;

    /// L(N, D), in the units of the loss (nats per token, usually).
    fn loss<S: Scalar>(&self, theta: [&S; P], at: &Point<S>) -> S;

    /// The pairs of quantities that the formula compares at a point: the arguments
    /// of its every min, max, |·| and select. Where two of a pair are equal, and
    /// one of them depends on the parameters, derivatives may jump.
    ///
    /// That none is missing is tested for every law: they are compared with those
    /// that the [symbolic formula](crate::number::Symbol::comparisons) contains.
    // (A mutation test would put an empty list in the place of this empty list.)
    #[cfg_attr(any(), mutants::skip)]
    fn switches<S: Scalar>(&self, theta: [&S; P], at: &Point<S>) -> Vec<[S; 2]> {
        let _ = (theta, at);
        Vec::new()
    }

    /// ε, the exponent gap whose vanishing makes the law degenerate on a ray,
    /// with its sign. Of several gaps, the first; zero for the reduced models,
    /// which have none.
    fn gap<S: Scalar>(&self, theta: [&S; P]) -> S;

    /// Every pairwise gap between the terms that become parallel on a ray; for
    /// a pair, the one [`gap`](Formula::gap).
    fn gaps<S: Scalar>(&self, theta: [&S; P]) -> Vec<S> {
        vec![self.gap(theta)]
    }

    /// The law's exponent on the ratio k: the one that V_K is about.
    fn ray_exponent<S: Scalar>(&self, theta: [&S; P]) -> S;

    /// The exponents e_j with which the columns of [`About::pair`] differ on a
    /// ray at zero gap: the j-th is k^−e_j times the first, up to a factor that
    /// does not depend on the run.
    fn ray_exponents<S: Scalar>(&self, theta: [&S; P]) -> Vec<S> {
        let exponent = self.ray_exponent(theta);
        vec![exponent.zero(), exponent]
    }

    /// k as the law sees it at a point: D/N, or the ratio of the sizes that the
    /// law puts in their place.
    fn ratio<S: Scalar>(&self, theta: [&S; P], at: &Point<S>) -> S {
        let _ = theta;
        &at.d / &at.n
    }

    /// ψ(k), the one combination of the scales that a ray identifies at zero
    /// gap (statement D2).
    fn psi<S: Scalar>(&self, theta: [&S; P], k: &S) -> S;

    /// Other parameters with the same loss everywhere on the ray of this
    /// [`ratio`](Formula::ratio) (statement X9); empty where the form has no
    /// such symmetry.
    // (A mutation test would put an empty list in the place of this empty list.)
    #[cfg_attr(any(), mutants::skip)]
    fn twins<S: Scalar>(&self, theta: [&S; P], k: &S) -> Vec<[S; P]> {
        let _ = (theta, k);
        Vec::new()
    }
}
