//! Lines of parameters along which a law's exponent gap varies.

use crate::law::Law;
use crate::number::{Exact, Scalar};

/// A line of parameters θ(ε) = θ₀ + ε θ₁ whose gap is ε.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// θ₀: the law at zero gap.
    pub at_zero: Vec<Exact>,
    /// θ₁: how the exponents move apart.
    pub direction: Vec<Exact>,
}

impl Path {
    /// From base parameters, one exponent moved and the others kept: β = α − ε
    /// (chinchilla, repeated), α_N = α_D (1 + ε) (kaplan), α_N = α_D + α ε
    /// (droppo-elibol), and, for interaction, β = α − ε and γ_N = α − 3ε − γ_D,
    /// so that its three gaps ε, 3ε, 2ε shrink in proportion.
    ///
    /// # Panics
    /// For a reduced model, which has no gap.
    pub fn of(law: &Law, base: &[Exact]) -> Self {
        let mut at_zero = base.to_vec();
        let mut direction = vec![Exact::from(0); base.len()];
        let mut moves = |index: usize, start: Exact, slope: Exact| {
            (at_zero[index], direction[index]) = (start, slope);
        };
        match law.about().id {
            "chinchilla" | "repeated" => moves(4, base[3].clone(), Exact::from(-1)),
            "kaplan" => moves(2, base[3].clone(), base[3].clone()),
            "droppo-elibol" => moves(3, base[4].clone(), base[5].clone()),
            "interaction" => {
                moves(5, base[4].clone(), Exact::from(-1));
                moves(6, &base[4] - &base[7], Exact::from(-3));
            }
            other => panic!("no path of gaps for {other}"),
        }
        Path { at_zero, direction }
    }

    /// θ(ε), exactly.
    pub fn at(&self, epsilon: &Exact) -> Vec<Exact> {
        let both = self.at_zero.iter().zip(&self.direction);
        both.map(|(start, slope)| start + &(epsilon * slope)).collect()
    }

    /// θ(ε) in any kind of number: a number, an interval of gaps, a series.
    pub fn along<S: Scalar>(&self, epsilon: &S) -> Vec<S> {
        let both = self.at_zero.iter().zip(&self.direction);
        both.map(|(start, slope)| match slope.signum() {
            0 => epsilon.exact(start),
            _ => epsilon.exact(start) + epsilon * epsilon.exact(slope),
        })
        .collect()
    }
}
