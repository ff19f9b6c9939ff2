//! What the runs say about the parameters at an optimum: standard errors,
//! conditioning, and where residuals lie about δ.

use crate::geometry::{Matrix, definite_inverse};
use crate::number::{Compare, Dual, Scalar};
use crate::parallel;

use super::rows::{Model, Row, SMALL_CHUNK};
use super::{Problem, Rho};

/// Sums over runs at one θ, in the natural coordinates of the problem's space:
/// g = ∂r/∂θ, j = ∂L̂/∂θ.
#[derive(Clone, Debug)]
pub(crate) struct Moments<S> {
    /// Σ wρ''ggᵀ.
    pub gauss_newton: Matrix<S>,
    /// Σ w²ψ²ggᵀ.
    pub meat: Matrix<S>,
    /// Σ wjjᵀ.
    pub gram: Matrix<S>,
    /// Σ wr² for sums of squares, Σ wψ² for the others.
    pub dispersion: S,
    /// Σ wρ.
    pub value: S,
    /// How many |r| ≤ δ, and the smallest ||r| − δ|.
    pub kink: Option<(usize, S)>,
}

/// The sums at θ(u), u in the natural coordinates of `problem`.
pub(crate) fn moments<S: Compare>(problem: &Problem<'_>, u: &[S]) -> Moments<S> {
    let model = Model::of(problem);
    let (q, like) = (u.len(), u[0].one());
    let theta = model.space.theta(&Dual::variables(u), &Dual::constant(like.clone()));
    let rho: Rho<Dual<Dual<S>>> =
        model.objective.rho(&Dual::constant(Dual::constant(like.clone())));
    let delta = model.objective.delta().map(|d| like.exact(d));
    let squares = model.objective.is_sum_of_squares();
    let zero = Matrix::from_fn(q, q, |_, _| like.zero());
    let parts = parallel::chunks((problem.len(), SMALL_CHUNK), |range| {
        let mut sum = Moments {
            gauss_newton: zero.clone(),
            meat: zero.clone(),
            gram: zero.clone(),
            dispersion: like.zero(),
            value: like.zero(),
            kink: delta.as_ref().map(|d| (0, d.clone())),
        };
        for i in range {
            let row: Row<S> = Row::new(problem, i, &like);
            let at = row.point.map(|x| Dual::constant(x.clone()));
            let predicted = model.space.law().loss(&theta, &at);
            let residual =
                Dual::constant(row.response.clone()) - model.objective.response(&predicted);
            let r = residual.value().clone();
            let term = rho.at(&Dual::variable(Dual::variable(r.clone(), 0), 0));
            let psi = term.value().derivative(0).cloned().unwrap_or_else(|| like.zero());
            let curvature = term.derivative(0).and_then(|d| d.derivative(0));
            let curvature = curvature.cloned().unwrap_or_else(|| like.zero());
            let w = &row.weight;
            let score = w * &psi;
            sum.value = sum.value + w * term.value().value();
            sum.dispersion = sum.dispersion + if squares { w * r.square() } else { &score * &psi };
            add_outer(&mut sum.gauss_newton, &residual.gradient(q), &(w * curvature));
            add_outer(&mut sum.meat, &residual.gradient(q), &score.square());
            add_outer(&mut sum.gram, &predicted.gradient(q), w);
            if let (Some((inside, nearest)), Some(delta)) = (&mut sum.kink, &delta) {
                *inside += usize::from(!delta.less(&r.abs()).is_true());
                *nearest = nearest.min(&(r.abs() - delta).abs());
            }
        }
        sum
    });
    let mut parts = parts.into_iter();
    let first = parts.next().expect("a problem has rows");
    parts.fold(first, |a, b| Moments {
        gauss_newton: plus(&a.gauss_newton, &b.gauss_newton),
        meat: plus(&a.meat, &b.meat),
        gram: plus(&a.gram, &b.gram),
        dispersion: a.dispersion + b.dispersion,
        value: a.value + b.value,
        kink: a.kink.zip(b.kink).map(|((i, x), (j, y))| (i + j, x.min(&y))),
    })
}

fn plus<S: Scalar>(a: &Matrix<S>, b: &Matrix<S>) -> Matrix<S> {
    Matrix::from_fn(a.rows(), a.columns(), |i, j| &a[(i, j)] + &b[(i, j)])
}

/// M += w ggᵀ.
fn add_outer<S: Scalar>(matrix: &mut Matrix<S>, g: &[S], w: &S) {
    for i in 0..g.len() {
        let left = &g[i] * w;
        for j in 0..g.len() {
            matrix[(i, j)] = &matrix[(i, j)] + &left * &g[j];
        }
    }
}

/// Covariances of the free parameters by the three definitions of
/// [`StandardErrors`](super::StandardErrors): Gauss–Newton, observed and
/// sandwich, in that order; absent where a matrix is not invertible or no degree
/// of freedom is left. `hessian` is that of Σ wρ.
pub(crate) fn covariances<S: Compare>(
    moments: &Moments<S>,
    hessian: &Matrix<S>,
    runs: usize,
) -> [Option<Matrix<S>>; 3] {
    let q = hessian.rows();
    if runs <= q {
        return [None, None, None];
    }
    let like = &moments.value;
    let freedom = like.int((runs - q) as i64);
    let s2 = &moments.dispersion / &freedom;
    let hc1 = like.int(runs as i64) / &freedom;
    let scaled = |c: Option<Matrix<S>>, factor: &S| -> Option<Matrix<S>> {
        c.map(|c| c.map(|x| x * factor))
    };
    let bread = definite_inverse(hessian);
    let sandwich = bread.as_ref().map(|b| b.times(&moments.meat).times(b));
    [
        scaled(definite_inverse(&moments.gauss_newton), &s2),
        scaled(bread, &s2),
        scaled(sandwich, &hc1),
    ]
}

/// Square roots of the diagonal; absent where it is not finite, or negative.
pub(crate) fn errors<S: Compare>(covariance: &Option<Matrix<S>>, q: usize) -> Vec<Option<S>> {
    let root = |v: &S| (v.is_finite() && !v.less(&v.zero()).is_true()).then(|| v.sqrt());
    match covariance {
        None => vec![None; q],
        Some(c) => c.diagonal().iter().map(root).collect(),
    }
}
