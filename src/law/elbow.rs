//! A law for tests alone: a power law that ends at a size of its own.

use super::chinchilla::{A, ALPHA, E};
use super::{About, Formula, Parameter, Point, Role};
use crate::number::Scalar;

/// L = E + A min(N, C)^−α: beyond the size C nothing is gained. Its kink, N = C,
/// moves with a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elbow;

const C: Parameter = Parameter {
    name: "C",
    symbol: "C",
    latex: "C",
    role: Role::Scale,
    unit: "parameters",
    meaning: "size beyond which nothing is gained",
    search: (1e3, 1e12),
};

impl Formula<4> for Elbow {
    const ABOUT: About = About {
        id: "elbow",
        name: "Elbow",
        formula: "L(N) = E + A min(N, C)^−α",
        citation: "for tests",
        domain: "N, A, C, α > 0; kink at N = C",
        parameters: &[E, A, C, ALPHA],
        pair: &[],
        linear: &[0, 1],
        power: None,
        ray_columns: &[0, 1, 2, 3],
        reduced: None,
    };

    fn loss<S: Scalar>(&self, [e, a, c, alpha]: [&S; 4], Point { n, .. }: &Point<S>) -> S {
        e + a * n.min(c).pow_neg(alpha)
    }

    fn switches<S: Scalar>(
        &self,
        [_, _, c, _]: [&S; 4],
        Point { n, .. }: &Point<S>,
    ) -> Vec<[S; 2]> {
        vec![[n.clone(), c.clone()]]
    }

    fn gap<S: Scalar>(&self, [e, ..]: [&S; 4]) -> S {
        e.zero()
    }

    fn ray_exponent<S: Scalar>(&self, [_, _, _, alpha]: [&S; 4]) -> S {
        alpha.clone()
    }

    fn psi<S: Scalar>(&self, [_, a, ..]: [&S; 4], _k: &S) -> S {
        a.clone()
    }
}
