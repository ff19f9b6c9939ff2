//! The law of Muennighoff et al. 2023 for repeated data.

use super::chinchilla::{A, ALPHA, B, BETA, E};
use super::{About, Formula, Parameter, Point, Role};
use crate::number::{Exact, Scalar};

/// L = E + A N'^−α + B D'^−β, with sizes discounted for repetition.
///
/// With U unique tokens: U_D = min(D, U), R_D = D/U_D − 1 (epochs after the
/// first), D' = U_D (1 + R_D* (1 − e^(−R_D/R_D*))); and in the same way
/// U_N = min(N, N_opt(U_D)), R_N = N/U_N − 1, N' = U_N (1 + R_N* (1 − e^(−R_N/R_N*))),
/// where N_opt(D) = G (D G)^(β/α), G = (αA/(βB))^(1/(α+β)), is the
/// Chinchilla-optimal size for D unique tokens.
///
/// | symbol | meaning | unit |
/// |---|---|---|
/// | E, A, B, α, β | as in [`Chinchilla`](super::Chinchilla) | |
/// | R_N* | excess size that still counts | multiples of N_opt |
/// | R_D* | epochs that still count | epochs |
///
/// Domain: N, D, U, A, B, α, β, R_N*, R_D* > 0. With all data unique and
/// N ≤ N_opt it is exactly Chinchilla. It has kinks at D = U and N = N_opt(U_D):
/// derivatives there are those of the side with less repetition.
///
/// Source: Muennighoff et al. 2023, *Scaling Data-Constrained Language Models*,
/// arXiv 2305.16264.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// Whose parameters N_opt is computed from.
    pub n_opt: OptimalSize,
}

/// Where N_opt(U_D) takes its parameters from. The choice changes every
/// derivative: at N = 1.0963e9, D = U = 1e8 and the published parameters,
/// ∂L/∂A is 0 or 2.25e-3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OptimalSize {
    /// From the law's own A, B, α, β: derivatives go through N_opt.
    #[default]
    Through,
    /// From given base parameters A, B, α, β, held fixed: the published second
    /// stage.
    Frozen([Exact; 4]),
}

const R_N_STAR: Parameter = Parameter {
    name: "R_N_star",
    symbol: "R_N*",
    latex: "R_N^*",
    role: Role::Scale,
    unit: "multiples of N_opt",
    meaning: "excess model size that still counts",
    search: (0.1, 1e3),
};
const R_D_STAR: Parameter = Parameter {
    name: "R_D_star",
    symbol: "R_D*",
    latex: "R_D^*",
    role: Role::Scale,
    unit: "epochs",
    meaning: "repetitions that still count",
    search: (0.1, 1e3),
};

/// The size x as it counts when only u of it is new: u (1 + R* (1 − e^(−R/R*))),
/// R = x/u − 1.
fn discounted<S: Scalar>(x: &S, u: &S, r_star: &S) -> S {
    let one = x.one();
    let repeats = x / u - &one;
    u * (&one + r_star * (&one - (-(repeats / r_star)).exp()))
}

impl Repeated {
    /// N_opt(D) = G (D G)^(β/α), G = (αA/(βB))^(1/(α+β)).
    fn optimal_size<S: Scalar>(&self, [a, b, alpha, beta]: [&S; 4], d: &S) -> S {
        let size = |[a, b, alpha, beta]: [&S; 4]| {
            let g = (alpha * a / (beta * b)).pow(&(alpha.one() / (alpha + beta)));
            &g * (d * &g).pow(&(beta / alpha))
        };
        match &self.n_opt {
            OptimalSize::Through => size([a, b, alpha, beta]),
            OptimalSize::Frozen(base) => size(base.each_ref().map(|x| a.exact(x)).each_ref()),
        }
    }

    /// (N', D'): the sizes that the law sees.
    pub fn effective<S: Scalar>(
        &self,
        [_, a, b, alpha, beta, r_n_star, r_d_star]: [&S; 7],
        Point { n, d, unique }: &Point<S>,
    ) -> (S, S) {
        let u_d = d.min(unique);
        let u_n = n.min(&self.optimal_size([a, b, alpha, beta], &u_d));
        (discounted(n, &u_n, r_n_star), discounted(d, &u_d, r_d_star))
    }
}

impl Formula<7> for Repeated {
    const ABOUT: About = About {
        id: "repeated",
        name: "repeated data",
        formula: "L(N, D, U) = E + A N'^−α + B D'^−β",
        citation: "Muennighoff et al. 2023, arXiv 2305.16264",
        domain: "N, D, U, A, B, α, β, R_N*, R_D* > 0; kinks at D = U and N = N_opt(U_D)",
        parameters: &[E, A, B, ALPHA, BETA, R_N_STAR, R_D_STAR],
        pair: &[1, 2],
        linear: &[0],
        ray_columns: &[0, 1, 2, 3, 4],
        reduced: Some("repeated-reduced"),
    };

    fn loss<S: Scalar>(&self, theta @ [e, a, b, alpha, beta, ..]: [&S; 7], at: &Point<S>) -> S {
        let (n, d) = self.effective(theta, at);
        e + a / n.pow(alpha) + b / d.pow(beta)
    }

    /// ε = α − β.
    fn gap<S: Scalar>(&self, [_, _, _, alpha, beta, ..]: [&S; 7]) -> S {
        alpha - beta
    }

    /// β, on k' = D'/N'.
    fn ray_exponent<S: Scalar>(&self, [_, _, _, _, beta, ..]: [&S; 7]) -> S {
        beta.clone()
    }

    /// ψ = A + B k'^−α, k' = D'/N'.
    fn psi<S: Scalar>(&self, [_, a, b, alpha, ..]: [&S; 7], k: &S) -> S {
        a + b / k.pow(alpha)
    }
}

/// L = E + ψ N^−α: repeated data on one ray k' = D'/N' at α = β. Where nothing
/// repeats, the same function as [`ChinchillaReduced`](super::ChinchillaReduced).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepeatedReduced;

impl Formula<3> for RepeatedReduced {
    const ABOUT: About = About {
        id: "repeated-reduced",
        name: "repeated data on one ray",
        formula: "L(N') = E + ψ N'^−α,  ψ = A + B k'^−α",
        citation: "arXiv 2605.08541, Definition 2",
        domain: "N > 0, one ray D' = k'N', α = β, nothing repeated (N' = N)",
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
