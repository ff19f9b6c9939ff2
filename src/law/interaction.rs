//! The interaction law of arXiv 2605.08541, appendix B.16.

use super::chinchilla::{A, ALPHA, B, BETA, E};
use super::{About, Formula, Parameter, Point, Role};
use crate::number::Scalar;

/// L = E + A N^−α + B D^−β + F N^−γ_N D^−γ_D.
///
/// | symbol | meaning | unit |
/// |---|---|---|
/// | E, A, B, α, β | as in [`Chinchilla`](super::Chinchilla) | |
/// | F | scale of the interaction term | loss · parameters^γ_N · tokens^γ_D |
/// | γ_N, γ_D | exponents of the interaction | 1 |
///
/// Domain: N, D > 0. On one ray only γ_N + γ_D and F k^−γ_D enter, so the full
/// model is exactly singular there at any gap. Source: arXiv 2605.08541,
/// appendix B.16.
///
/// ```
/// use offray::law::{Formula, Interaction, Point};
/// // 1 + 40/100 + 50/1000 + 20/(10·10).
/// let theta = [1.0_f64, 40.0, 50.0, 20.0, 0.5, 0.5, 0.25, 1.0 / 6.0];
/// let loss = Interaction.loss(theta.each_ref(), &Point::new(1e4, 1e6));
/// assert!((loss - 1.65).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interaction;

const F: Parameter = Parameter {
    name: "F",
    symbol: "F",
    latex: "F",
    role: Role::Scale,
    unit: "loss · parameters^γ_N · tokens^γ_D",
    meaning: "scale of the interaction term",
    search: (1e-3, 1e15),
};
const GAMMA_N: Parameter = Parameter {
    name: "gamma_N",
    symbol: "γ_N",
    latex: r"\gamma_N",
    role: Role::Exponent,
    unit: "1",
    meaning: "interaction exponent on model size",
    search: (0.02, 1.0),
};
const GAMMA_D: Parameter = Parameter {
    name: "gamma_D",
    symbol: "γ_D",
    latex: r"\gamma_D",
    role: Role::Exponent,
    unit: "1",
    meaning: "interaction exponent on data",
    search: (0.02, 1.0),
};

impl Interaction {
    /// The same loss on the ray D = kN with another γ_D: F' = F k^(γ_D'−γ_D),
    /// γ_N' = γ_N + γ_D − γ_D'. With the permutations of
    /// [`twins`](Formula::twins), all that such a ray leaves open.
    pub fn slide<S: Scalar>(
        &self,
        [e, a, b, f, alpha, beta, gamma_n, gamma_d]: [&S; 8],
        k: &S,
        new_gamma_d: &S,
    ) -> [S; 8] {
        let shift = new_gamma_d - gamma_d;
        let [e, a, b, alpha, beta] = [e, a, b, alpha, beta].map(S::clone);
        [e, a, b, f * k.pow(&shift), alpha, beta, gamma_n - shift, new_gamma_d.clone()]
    }
}

impl Formula<8> for Interaction {
    const ABOUT: About = About {
        id: "interaction",
        name: "Interaction",
        formula: "L(N, D) = E + A N^−α + B D^−β + F N^−γ_N D^−γ_D",
        citation: "arXiv 2605.08541, appendix B.16",
        domain: "N, D > 0; on one ray only γ_N + γ_D and F k^−γ_D enter",
        parameters: &[E, A, B, F, ALPHA, BETA, GAMMA_N, GAMMA_D],
        pair: &[1, 2, 3],
        linear: &[0, 1, 2, 3],
        power: None,
        ray_columns: &[0, 1, 2, 3, 4, 5, 6],
        reduced: Some("interaction-reduced"),
    };

    fn loss<S: Scalar>(
        &self,
        [e, a, b, f, alpha, beta, gamma_n, gamma_d]: [&S; 8],
        Point { n, d, .. }: &Point<S>,
    ) -> S {
        e + a * n.pow_neg(alpha) + b * d.pow_neg(beta) + f * n.pow_neg(gamma_n) * d.pow_neg(gamma_d)
    }

    /// ε₁ = α − β, the first of the three pairwise gaps.
    fn gap<S: Scalar>(&self, [_, _, _, _, alpha, beta, _, _]: [&S; 8]) -> S {
        alpha - beta
    }

    /// α − β, α − (γ_N + γ_D), β − (γ_N + γ_D).
    fn gaps<S: Scalar>(&self, [_, _, _, _, alpha, beta, gamma_n, gamma_d]: [&S; 8]) -> Vec<S> {
        let gamma = gamma_n + gamma_d;
        vec![alpha - beta, alpha - &gamma, beta - &gamma]
    }

    /// β.
    fn ray_exponent<S: Scalar>(&self, [_, _, _, _, _, beta, _, _]: [&S; 8]) -> S {
        beta.clone()
    }

    /// 0, β, γ_D: at α = β = γ_N + γ_D the triple is N^−α (1, k^−β, k^−γ_D).
    fn ray_exponents<S: Scalar>(&self, [_, _, _, _, _, beta, _, gamma_d]: [&S; 8]) -> Vec<S> {
        vec![beta.zero(), beta.clone(), gamma_d.clone()]
    }

    /// ψ = A + B k^−α + F k^−γ_D, at α = β = γ_N + γ_D.
    fn psi<S: Scalar>(&self, [_, a, b, f, alpha, _, _, gamma_d]: [&S; 8], k: &S) -> S {
        a + b * k.pow_neg(alpha) + f * k.pow_neg(gamma_d)
    }

    /// The five other permutations of the terms (A, α), (B k^−β, β) and
    /// (F k^−γ_D, γ_N + γ_D), with γ_D kept; the continuum of
    /// [`Interaction::slide`] comes on top.
    fn twins<S: Scalar>(
        &self,
        [e, a, b, f, alpha, beta, gamma_n, gamma_d]: [&S; 8],
        k: &S,
    ) -> Vec<[S; 8]> {
        // The three terms c N^−p that the ray sees.
        let terms = [
            (a.clone(), alpha.clone()),
            (b * k.pow_neg(beta), beta.clone()),
            (f * k.pow_neg(gamma_d), gamma_n + gamma_d),
        ];
        [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
            .map(|[i, j, l]| {
                let ((a, alpha), (b, beta), (f, gamma)) =
                    (terms[i].clone(), terms[j].clone(), terms[l].clone());
                let b = b * k.pow(&beta);
                let f = f * k.pow(gamma_d);
                let gamma_n = gamma - gamma_d;
                [e.clone(), a, b, f, alpha, beta, gamma_n, gamma_d.clone()]
            })
            .into()
    }
}

/// L = E + ψ N^−α: interaction on one ray at α = β = γ_N + γ_D,
/// ψ = A + B k^−α + F k^−γ_D. The same function as
/// [`ChinchillaReduced`](super::ChinchillaReduced).
///
/// ```
/// use offray::law::{Formula, InteractionReduced, Point};
/// assert_eq!(InteractionReduced.loss([&1.0, &40.0, &0.5], &Point::new(1e4, 1e6)), 1.4);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InteractionReduced;

impl Formula<3> for InteractionReduced {
    const ABOUT: About = About {
        id: "interaction-reduced",
        name: "Interaction on one ray",
        formula: "L(N) = E + ψ N^−α,  ψ = A + B k^−α + F k^−γ_D",
        domain: "N > 0, one ray D = kN, α = β = γ_N + γ_D",
        ..<super::ChinchillaReduced as Formula<3>>::ABOUT
    };

    fn loss<S: Scalar>(&self, theta: [&S; 3], at: &Point<S>) -> S {
        super::ChinchillaReduced.loss(theta, at)
    }

    fn gap<S: Scalar>(&self, theta: [&S; 3]) -> S {
        super::ChinchillaReduced.gap(theta)
    }

    fn ray_exponent<S: Scalar>(&self, theta: [&S; 3]) -> S {
        super::ChinchillaReduced.ray_exponent(theta)
    }

    fn psi<S: Scalar>(&self, theta: [&S; 3], k: &S) -> S {
        super::ChinchillaReduced.psi(theta, k)
    }
}
