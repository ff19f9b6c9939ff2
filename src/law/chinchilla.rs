//! The law of Hoffmann et al. 2022, and what a ray leaves of it.

use super::{About, Formula, Parameter, Point, Role};
use crate::number::Scalar;

/// L = E + A N^−α + B D^−β.
///
/// | symbol | meaning | unit |
/// |---|---|---|
/// | E | loss of the ideal model on the data: its entropy | loss |
/// | A | scale of the term for finite models | loss · parameters^α |
/// | B | scale of the term for finite data | loss · tokens^β |
/// | α, β | exponents on model size and on data | 1 |
///
/// Domain: N, D > 0. Source: Hoffmann et al. 2022, *Training Compute-Optimal
/// Large Language Models*, arXiv 2203.15556, approach 3.
///
/// ```
/// use offray::law::{Chinchilla, Formula, Point};
/// let hoffmann = [1.69_f64, 406.4, 410.7, 0.34, 0.28];
/// let gopher = Chinchilla.loss(hoffmann.each_ref(), &Point::new(70e9, 1.4e12));
/// assert!((gopher - 1.9366).abs() < 1e-4);
/// let [twin] = Chinchilla.twins(hoffmann.each_ref(), &20.0)[..] else { panic!("one twin") };
/// assert!((twin[1] - 177.5155098).abs() < 1e-6 && (twin[2] - 1125.392192).abs() < 1e-5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chinchilla;

pub(super) const E: Parameter = Parameter {
    name: "E",
    symbol: "E",
    latex: "E",
    role: Role::Offset,
    unit: "loss",
    meaning: "irreducible loss",
    search: (0.0, 10.0),
};
pub(super) const A: Parameter = Parameter {
    name: "A",
    symbol: "A",
    latex: "A",
    role: Role::Scale,
    unit: "loss · parameters^α",
    meaning: "scale of the finite-model term",
    search: (1e-3, 1e15),
};
pub(super) const B: Parameter = Parameter {
    name: "B",
    symbol: "B",
    latex: "B",
    role: Role::Scale,
    unit: "loss · tokens^β",
    meaning: "scale of the finite-data term",
    search: (1e-3, 1e15),
};
pub(super) const ALPHA: Parameter = Parameter {
    name: "alpha",
    symbol: "α",
    latex: r"\alpha",
    role: Role::Exponent,
    unit: "1",
    meaning: "exponent on model size",
    search: (0.02, 2.0),
};
pub(super) const BETA: Parameter = Parameter {
    name: "beta",
    symbol: "β",
    latex: r"\beta",
    role: Role::Exponent,
    unit: "1",
    meaning: "exponent on data",
    search: (0.02, 2.0),
};

impl Formula<5> for Chinchilla {
    const ABOUT: About = About {
        id: "chinchilla",
        name: "Chinchilla",
        formula: "L(N, D) = E + A N^−α + B D^−β",
        citation: "Hoffmann et al. 2022, arXiv 2203.15556",
        domain: "N, D > 0",
        parameters: &[E, A, B, ALPHA, BETA],
        pair: &[1, 2],
        linear: &[0, 1, 2],
        power: None,
        ray_columns: &[0, 1, 2, 3, 4],
        reduced: Some("chinchilla-reduced"),
    };

    fn loss<S: Scalar>(&self, [e, a, b, alpha, beta]: [&S; 5], Point { n, d, .. }: &Point<S>) -> S {
        e + a * n.pow_neg(alpha) + b * d.pow_neg(beta)
    }

    /// ε = α − β.
    fn gap<S: Scalar>(&self, [_, _, _, alpha, beta]: [&S; 5]) -> S {
        alpha - beta
    }

    /// β.
    fn ray_exponent<S: Scalar>(&self, [_, _, _, _, beta]: [&S; 5]) -> S {
        beta.clone()
    }

    /// ψ = A + B k^−α.
    fn psi<S: Scalar>(&self, [_, a, b, alpha, _]: [&S; 5], k: &S) -> S {
        a + b * k.pow_neg(alpha)
    }

    /// (A, α) ↔ (B k^−β, β): A' = B k^−β, α' = β, B' = A k^α, β' = α.
    fn twins<S: Scalar>(&self, [e, a, b, alpha, beta]: [&S; 5], k: &S) -> Vec<[S; 5]> {
        vec![[e.clone(), b * k.pow_neg(beta), a * k.pow(alpha), beta.clone(), alpha.clone()]]
    }
}

/// L = E + ψ N^−α: Chinchilla on one ray D = kN at α = β, ψ = A + B k^−α.
///
/// The identifiable model of statement D2 (arXiv 2605.08541, Definition 2).
///
/// ```
/// use offray::law::{Chinchilla, ChinchillaReduced, Formula, Point};
/// let theta = [1.7_f64, 400.0, 900.0, 0.5, 0.5];
/// let psi = Chinchilla.psi(theta.each_ref(), &4.0);
/// assert_eq!(psi, 400.0 + 900.0 / 2.0);
/// let loss = ChinchillaReduced.loss([&1.7, &psi, &0.5], &Point::new(1e8, 4e8));
/// assert!((loss - Chinchilla.loss(theta.each_ref(), &Point::new(1e8, 4e8))).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChinchillaReduced;

pub(super) const PSI: Parameter = Parameter {
    name: "psi",
    symbol: "ψ",
    latex: r"\psi",
    role: Role::Scale,
    unit: "loss · parameters^α",
    meaning: "the one combination of the scales that a ray identifies",
    search: (1e-3, 1e15),
};

impl Formula<3> for ChinchillaReduced {
    const ABOUT: About = About {
        id: "chinchilla-reduced",
        name: "Chinchilla on one ray",
        formula: "L(N) = E + ψ N^−α,  ψ = A + B k^−α",
        citation: "arXiv 2605.08541, Definition 2",
        domain: "N > 0, one ray D = kN, α = β",
        parameters: &[E, PSI, ALPHA],
        pair: &[],
        linear: &[0, 1],
        power: None,
        ray_columns: &[0, 1, 2],
        reduced: None,
    };

    fn loss<S: Scalar>(&self, [e, psi, alpha]: [&S; 3], Point { n, .. }: &Point<S>) -> S {
        e + psi * n.pow_neg(alpha)
    }

    fn gap<S: Scalar>(&self, [e, ..]: [&S; 3]) -> S {
        e.zero()
    }

    fn ray_exponent<S: Scalar>(&self, [_, _, alpha]: [&S; 3]) -> S {
        alpha.clone()
    }

    fn psi<S: Scalar>(&self, [_, psi, _]: [&S; 3], _k: &S) -> S {
        psi.clone()
    }
}
