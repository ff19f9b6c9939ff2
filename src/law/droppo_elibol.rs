//! The law of Droppo & Elibol 2021, and what a ray leaves of it.

use super::kaplan::{ALPHA_D, ALPHA_N};
use super::{About, Formula, Parameter, Point, Role};
use crate::number::Scalar;

/// L = [L_∞^(1/α) + (N_C/N)^γ_N + (D_C/D)^γ_D]^α, γ_N = α_N/α, γ_D = α_D/α.
///
/// | symbol | meaning | unit |
/// |---|---|---|
/// | L_∞ | irreducible loss | loss |
/// | N_C | model size scale | parameters |
/// | D_C | data scale | tokens |
/// | α_N, α_D | exponents on model size and on data | 1 |
/// | α | how sharply the three limits blend | 1 |
///
/// Domain: N, D, L_∞, N_C, D_C > 0, α ≠ 0. Source: Droppo & Elibol 2021,
/// *Scaling Laws for Acoustic Models*, arXiv 2106.09488.
///
/// ```
/// use offray::law::{DroppoElibol, Formula, Point};
/// // α = 1: three terms that add. 1.5 + (4e6/1e8)^0.5 + (1e8/1e10)^0.5.
/// let theta = [1.5_f64, 4e6, 1e8, 0.5, 0.5, 1.0];
/// let loss = DroppoElibol.loss(theta.each_ref(), &Point::new(1e8, 1e10));
/// assert!((loss - 1.8).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DroppoElibol;

const L_INF: Parameter = Parameter {
    name: "L_inf",
    symbol: "L_∞",
    latex: r"L_\infty",
    role: Role::Offset,
    unit: "loss",
    meaning: "irreducible loss",
    search: (0.01, 10.0),
};
const N_C: Parameter = Parameter {
    name: "N_C",
    symbol: "N_C",
    latex: "N_C",
    role: Role::Scale,
    unit: "parameters",
    meaning: "model size scale",
    search: (1.0, 1e20),
};
const D_C: Parameter = Parameter {
    name: "D_C",
    symbol: "D_C",
    latex: "D_C",
    role: Role::Scale,
    unit: "tokens",
    meaning: "data scale",
    search: (1.0, 1e20),
};
const ALPHA: Parameter = Parameter {
    name: "alpha",
    symbol: "α",
    latex: r"\alpha",
    role: Role::Exponent,
    unit: "1",
    meaning: "how sharply the three limits blend",
    search: (0.05, 2.0),
};

impl Formula<6> for DroppoElibol {
    const ABOUT: About = About {
        id: "droppo-elibol",
        name: "Droppo–Elibol",
        formula: "L(N, D) = [L_∞^(1/α) + (N_C/N)^(α_N/α) + (D_C/D)^(α_D/α)]^α",
        citation: "Droppo & Elibol 2021, arXiv 2106.09488",
        domain: "N, D, L_∞, N_C, D_C > 0, α ≠ 0",
        parameters: &[L_INF, N_C, D_C, ALPHA_N, ALPHA_D, ALPHA],
        pair: &[1, 2],
        linear: &[],
        power: Some(5),
        ray_columns: &[0, 1, 2, 3, 4, 5],
        reduced: Some("droppo-elibol-reduced"),
    };

    fn loss<S: Scalar>(
        &self,
        [l_inf, n_c, d_c, alpha_n, alpha_d, alpha]: [&S; 6],
        Point { n, d, .. }: &Point<S>,
    ) -> S {
        (l_inf.pow(&(alpha.one() / alpha))
            + (n_c / n).pow(&(alpha_n / alpha))
            + (d_c / d).pow(&(alpha_d / alpha)))
        .pow(alpha)
    }

    /// ε = γ_N − γ_D.
    fn gap<S: Scalar>(&self, [_, _, _, alpha_n, alpha_d, alpha]: [&S; 6]) -> S {
        alpha_n / alpha - alpha_d / alpha
    }

    /// γ_D.
    fn ray_exponent<S: Scalar>(&self, [_, _, _, _, alpha_d, alpha]: [&S; 6]) -> S {
        alpha_d / alpha
    }

    /// ψ = N_C^γ + (D_C/k)^γ, with γ = γ_N = γ_D at zero gap.
    fn psi<S: Scalar>(&self, [_, n_c, d_c, alpha_n, _, alpha]: [&S; 6], k: &S) -> S {
        let gamma = alpha_n / alpha;
        n_c.pow(&gamma) + (d_c / k).pow(&gamma)
    }

    /// (N_C, α_N) ↔ (D_C/k, α_D): N_C' = D_C/k, α_N' = α_D, D_C' = k N_C, α_D' = α_N.
    fn twins<S: Scalar>(
        &self,
        [l_inf, n_c, d_c, alpha_n, alpha_d, alpha]: [&S; 6],
        k: &S,
    ) -> Vec<[S; 6]> {
        vec![[l_inf.clone(), d_c / k, k * n_c, alpha_d.clone(), alpha_n.clone(), alpha.clone()]]
    }
}

/// L = [L_∞^(1/α) + ψ N^−γ]^α: Droppo–Elibol on one ray at γ_N = γ_D = γ,
/// ψ = N_C^γ + (D_C/k)^γ.
///
/// The identifiable model of statement D2 (arXiv 2605.08541, Definition 2).
///
/// ```
/// use offray::law::{DroppoElibolReduced, Formula, Point};
/// // 1.5 + 3000/√1e8.
/// let loss = DroppoElibolReduced.loss([&1.5_f64, &3000.0, &0.5, &1.0], &Point::new(1e8, 1e10));
/// assert!((loss - 1.8).abs() < 1e-14);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DroppoElibolReduced;

const GAMMA: Parameter = Parameter {
    name: "gamma",
    symbol: "γ",
    latex: r"\gamma",
    role: Role::Exponent,
    unit: "1",
    meaning: "the common exponent γ_N = γ_D",
    search: (0.02, 2.0),
};
const PSI: Parameter = Parameter { unit: "parameters^γ", ..super::chinchilla::PSI };

impl Formula<4> for DroppoElibolReduced {
    const ABOUT: About = About {
        id: "droppo-elibol-reduced",
        name: "Droppo–Elibol on one ray",
        formula: "L(N) = [L_∞^(1/α) + ψ N^−γ]^α,  ψ = N_C^γ + (D_C/k)^γ",
        citation: "arXiv 2605.08541, Definition 2",
        domain: "N, L_∞, ψ > 0, α ≠ 0, one ray D = kN, γ_N = γ_D",
        parameters: &[L_INF, PSI, GAMMA, ALPHA],
        pair: &[],
        linear: &[],
        power: None,
        ray_columns: &[0, 1, 2, 3],
        reduced: None,
    };

    fn loss<S: Scalar>(
        &self,
        [l_inf, psi, gamma, alpha]: [&S; 4],
        Point { n, .. }: &Point<S>,
    ) -> S {
        (l_inf.pow(&(alpha.one() / alpha)) + psi * n.pow_neg(gamma)).pow(alpha)
    }

    fn gap<S: Scalar>(&self, [l_inf, ..]: [&S; 4]) -> S {
        l_inf.zero()
    }

    fn ray_exponent<S: Scalar>(&self, [_, _, gamma, _]: [&S; 4]) -> S {
        gamma.clone()
    }

    fn psi<S: Scalar>(&self, [_, psi, _, _]: [&S; 4], _k: &S) -> S {
        psi.clone()
    }
}
