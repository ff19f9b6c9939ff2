//! The law of Muennighoff et al. 2023 for repeated data.

use std::fmt;

use super::chinchilla::{A, ALPHA, B, BETA, E};
use super::{About, Chinchilla, Formula, Parameter, Point, Role, published};
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
///
/// ```
/// use offray::law::{Formula, Point, Repeated};
/// let published = [1.87_f64, 521.0, 1488.0, 0.353, 0.353, 5.31, 15.39];
/// let law = Repeated::default();
/// let four_epochs = Point { n: 1e8, d: 4e10, unique: 1e10, others: Vec::new() };
/// let (n, d) = law.effective(published.each_ref(), &four_epochs);
/// // Four epochs count almost as four times the data.
/// assert!(n == 1e8 && (d / 1e10 - 3.726).abs() < 1e-3);
/// assert!(law.loss(published.each_ref(), &four_epochs)
///     > law.loss(published.each_ref(), &Point::new(1e8, 4e10)));
/// ```
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
    u * (&one + r_star * (repeats / r_star).one_minus_exp_neg())
}

impl Repeated {
    /// How the variant with N_opt held fixed is asked for.
    pub(super) const FROZEN_SPELLING: &str = "repeated:frozen[=A,B,alpha,beta]";

    /// N_opt held at the published parameters.
    pub fn frozen() -> Self {
        let published = published::named("muennighoff").expect("it is listed");
        let base = [1, 2, 3, 4].map(|i| published.values[i].parse().expect("a decimal"));
        Repeated { n_opt: OptimalSize::Frozen(base) }
    }

    /// Reads `repeated:frozen` and `repeated:frozen=A,B,alpha,beta`.
    pub(super) fn frozen_from(spelling: &str) -> Option<Self> {
        match spelling.strip_prefix("repeated:frozen")? {
            "" => Some(Self::frozen()),
            base => {
                let base: Result<Vec<Exact>, _> =
                    base.strip_prefix('=')?.split(',').map(str::parse).collect();
                let base: [Exact; 4] = base.ok()?.try_into().ok()?;
                let positive = base.iter().all(|x| x.signum() > 0);
                positive.then_some(Repeated { n_opt: OptimalSize::Frozen(base) })
            }
        }
    }

    /// N_opt(D) = G (D G)^(β/α), G = (αA/(βB))^(1/(α+β)).
    pub fn optimal_size<S: Scalar>(&self, [a, b, alpha, beta]: [&S; 4], d: &S) -> S {
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
        Point { n, d, unique, .. }: &Point<S>,
    ) -> (S, S) {
        let u_d = d.min(unique);
        let u_n = n.min(&self.optimal_size([a, b, alpha, beta], &u_d));
        (discounted(n, &u_n, r_n_star), discounted(d, &u_d, r_d_star))
    }
}

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.n_opt {
            OptimalSize::Through => f.write_str("repeated"),
            OptimalSize::Frozen([a, b, alpha, beta]) => {
                write!(f, "repeated:frozen={a},{b},{alpha},{beta}")
            }
        }
    }
}

impl Formula<7> for Repeated {
    const ABOUT: About = About {
        id: "repeated",
        name: "Repeated data",
        formula: "L(N, D, U) = E + A N'^−α + B D'^−β",
        citation: "Muennighoff et al. 2023, arXiv 2305.16264",
        domain: "N, D, U, A, B, α, β, R_N*, R_D* > 0; kinks at D = U and N = N_opt(U_D)",
        parameters: &[E, A, B, ALPHA, BETA, R_N_STAR, R_D_STAR],
        pair: &[1, 2],
        linear: &[0],
        power: None,
        ray_columns: &[0, 1, 2, 3, 4],
        reduced: Some("repeated-reduced"),
    };

    fn loss<S: Scalar>(&self, theta @ [e, a, b, alpha, beta, ..]: [&S; 7], at: &Point<S>) -> S {
        let (n, d) = self.effective(theta, at);
        e + a * n.pow_neg(alpha) + b * d.pow_neg(beta)
    }

    /// D with U, and N with N_opt.
    fn switches<S: Scalar>(
        &self,
        [_, a, b, alpha, beta, ..]: [&S; 7],
        Point { n, d, unique, .. }: &Point<S>,
    ) -> Vec<[S; 2]> {
        let best = self.optimal_size([a, b, alpha, beta], &d.min(unique));
        vec![[d.clone(), unique.clone()], [n.clone(), best]]
    }

    /// ε = α − β.
    fn gap<S: Scalar>(&self, [_, _, _, alpha, beta, ..]: [&S; 7]) -> S {
        alpha - beta
    }

    /// β, on k' = D'/N'.
    fn ray_exponent<S: Scalar>(&self, [_, _, _, _, beta, ..]: [&S; 7]) -> S {
        beta.clone()
    }

    /// k' = D'/N'.
    fn ratio<S: Scalar>(&self, theta: [&S; 7], at: &Point<S>) -> S {
        let (n, d) = self.effective(theta, at);
        d / n
    }

    /// ψ = A + B k'^−α, k' = D'/N'.
    fn psi<S: Scalar>(&self, [_, a, b, alpha, ..]: [&S; 7], k: &S) -> S {
        a + b * k.pow_neg(alpha)
    }

    /// With N_opt frozen, that of [`Chinchilla`] on the ray D' = k'N'; `k` is
    /// k', which is D/N where nothing repeats and N ≤ N_opt.
    ///
    /// With N_opt from the law's own parameters, none. N ≤ N_opt says that
    /// αA N^−α ≥ βB D^−β, and the exchange turns that inequality round: where
    /// the one set repeats nothing, its twin counts N as in excess.
    fn twins<S: Scalar>(
        &self,
        [e, a, b, alpha, beta, r_n_star, r_d_star]: [&S; 7],
        k: &S,
    ) -> Vec<[S; 7]> {
        match self.n_opt {
            OptimalSize::Through => Vec::new(),
            OptimalSize::Frozen(_) => Chinchilla
                .twins([e, a, b, alpha, beta], k)
                .into_iter()
                .map(|[e, a, b, alpha, beta]| {
                    [e, a, b, alpha, beta, r_n_star.clone(), r_d_star.clone()]
                })
                .collect(),
        }
    }
}

/// L = E + ψ N^−α: repeated data on one ray k' = D'/N' at α = β. Where nothing
/// repeats, the same function as [`ChinchillaReduced`](super::ChinchillaReduced).
///
/// ```
/// use offray::law::{Formula, Point, RepeatedReduced};
/// assert_eq!(RepeatedReduced.loss([&1.0, &40.0, &0.5], &Point::new(1e4, 1e6)), 1.4);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepeatedReduced;

impl Formula<3> for RepeatedReduced {
    const ABOUT: About = About {
        id: "repeated-reduced",
        name: "Repeated data on one ray",
        formula: "L(N') = E + ψ N'^−α,  ψ = A + B k'^−α",
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
