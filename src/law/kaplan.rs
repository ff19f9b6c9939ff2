//! The law of Kaplan et al. 2020, and what a ray leaves of it.

use super::{About, Formula, Parameter, Point, Role};
use crate::number::Scalar;

/// L = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D.
///
/// | symbol | meaning | unit |
/// |---|---|---|
/// | N_c | model size at which the loss would be 1 with unlimited data | parameters |
/// | D_c | data at which the loss would be 1 with unlimited size | tokens |
/// | α_N, α_D | exponents on model size and on data | 1 |
///
/// Domain: N, D, N_c, D_c > 0, α_D ≠ 0. Its gap is α_N/α_D − 1 and not
/// α_N − α_D, because N_c sits inside a power (statement X5). Source: Kaplan et
/// al. 2020, *Scaling Laws for Neural Language Models*, arXiv 2001.08361, eq. 1.5.
///
/// ```
/// use offray::law::{Formula, Kaplan, Point};
/// let joint = [6.4e13_f64, 1.8e13, 0.076, 0.103];
/// let loss = Kaplan.loss(joint.each_ref(), &Point::new(1.5e9, 2.2e10));
/// assert!((loss - 2.4).abs() < 0.1);
/// assert!((Kaplan.gap(joint.each_ref()) + 0.262).abs() < 1e-3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kaplan;

const N_C: Parameter = Parameter {
    name: "N_c",
    symbol: "N_c",
    latex: "N_c",
    role: Role::Scale,
    unit: "parameters",
    meaning: "model size of unit loss at unlimited data",
    search: (1e6, 1e30),
};
const D_C: Parameter = Parameter {
    name: "D_c",
    symbol: "D_c",
    latex: "D_c",
    role: Role::Scale,
    unit: "tokens",
    meaning: "data of unit loss at unlimited size",
    search: (1e6, 1e30),
};
pub(super) const ALPHA_N: Parameter = Parameter {
    name: "alpha_N",
    symbol: "α_N",
    latex: r"\alpha_N",
    role: Role::Exponent,
    unit: "1",
    meaning: "exponent on model size",
    search: (0.02, 1.0),
};
pub(super) const ALPHA_D: Parameter = Parameter {
    name: "alpha_D",
    symbol: "α_D",
    latex: r"\alpha_D",
    role: Role::Exponent,
    unit: "1",
    meaning: "exponent on data",
    search: (0.02, 1.0),
};

impl Formula<4> for Kaplan {
    const ABOUT: About = About {
        id: "kaplan",
        name: "Kaplan",
        formula: "L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D",
        citation: "Kaplan et al. 2020, arXiv 2001.08361, eq. 1.5",
        domain: "N, D, N_c, D_c > 0, α_D ≠ 0",
        parameters: &[N_C, D_C, ALPHA_N, ALPHA_D],
        pair: &[0, 1],
        linear: &[],
        power: Some(3),
        ray_columns: &[0, 1, 2, 3],
        reduced: Some("kaplan-reduced"),
    };

    fn loss<S: Scalar>(
        &self,
        [n_c, d_c, alpha_n, alpha_d]: [&S; 4],
        Point { n, d, .. }: &Point<S>,
    ) -> S {
        ((n_c / n).pow(&(alpha_n / alpha_d)) + d_c / d).pow(alpha_d)
    }

    /// ε = α_N/α_D − 1.
    fn gap<S: Scalar>(&self, [_, _, alpha_n, alpha_d]: [&S; 4]) -> S {
        alpha_n / alpha_d - alpha_d.one()
    }

    /// 1: D_c enters as D_c/D.
    fn ray_exponent<S: Scalar>(&self, [n_c, ..]: [&S; 4]) -> S {
        n_c.one()
    }

    /// ψ = N_c + D_c/k.
    fn psi<S: Scalar>(&self, [n_c, d_c, _, _]: [&S; 4], k: &S) -> S {
        n_c + d_c / k
    }
}

/// L = (ψ/N)^α_D: Kaplan on one ray D = kN at α_N = α_D, ψ = N_c + D_c/k.
///
/// The identifiable model of statement D2 (arXiv 2605.08541, Definition 2).
///
/// ```
/// use offray::law::{Formula, KaplanReduced, Point};
/// assert_eq!(KaplanReduced.loss([&8e9, &0.5], &Point::new(2e9, 4e10)), 2.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KaplanReduced;

const PSI: Parameter =
    Parameter { unit: "parameters", search: (1e6, 1e30), ..super::chinchilla::PSI };

impl Formula<2> for KaplanReduced {
    const ABOUT: About = About {
        id: "kaplan-reduced",
        name: "Kaplan on one ray",
        formula: "L(N) = (ψ/N)^α_D,  ψ = N_c + D_c/k",
        citation: "arXiv 2605.08541, Definition 2",
        domain: "N, ψ > 0, one ray D = kN, α_N = α_D",
        parameters: &[PSI, ALPHA_D],
        pair: &[],
        linear: &[],
        power: None,
        ray_columns: &[0, 1],
        reduced: None,
    };

    fn loss<S: Scalar>(&self, [psi, alpha_d]: [&S; 2], Point { n, .. }: &Point<S>) -> S {
        (psi / n).pow(alpha_d)
    }

    fn gap<S: Scalar>(&self, [psi, ..]: [&S; 2]) -> S {
        psi.zero()
    }

    fn ray_exponent<S: Scalar>(&self, [psi, ..]: [&S; 2]) -> S {
        psi.one()
    }

    fn psi<S: Scalar>(&self, [psi, _]: [&S; 2], _k: &S) -> S {
        psi.clone()
    }
}
