//! What the runs say about the parameters at an optimum: sums over runs, conditioning,
//! and where residuals lie about δ. Covariances are made of them in
//! [`covariance`](crate::fit::uncertainty::covariance).

use std::collections::BTreeMap;

use crate::algebra::Matrix;
use crate::number::{Compare, Dual, Scalar};
use crate::parallel;

use crate::fit::problem::Problem;
use crate::fit::problem::objective::Rho;
use crate::fit::problem::rows::{Model, Row, Rows, SMALL_CHUNK};

/// Sums over runs at one θ, in the natural coordinates of the problem's space:
/// g = ∂r/∂θ, j = ∂L̂/∂θ.
#[derive(Clone, Debug)]
pub(crate) struct Moments<S> {
    /// Σ wρ''ggᵀ.
    pub gauss_newton: Matrix<S>,
    /// Σ w²ψ²ggᵀ.
    pub meat: Matrix<S>,
    /// Σ wggᵀ.
    pub columns: Matrix<S>,
    /// Σ wjjᵀ.
    pub gram: Matrix<S>,
    /// Σ wψ²; for sums of squares ψ = r.
    pub dispersion: S,
    /// Σ wρ'' and Σ w; none for sums of squares, whose ρ'' is 1.
    pub curvature: Option<(S, S)>,
    /// Σ wψg of every group of runs, where the table has groups.
    pub scores: BTreeMap<u32, Vec<S>>,
    /// r and w of every run, near enough to choose a width by.
    pub residuals: Vec<(f64, f64)>,
    /// Σ wρ.
    pub value: S,
    /// How many |r| ≤ δ, and the smallest ||r| − δ|.
    pub kink: Option<(usize, S)>,
}

/// The sums at θ(u), u in the natural coordinates of `problem`.
pub(crate) fn moments<S: Compare>(problem: &Problem<'_>, u: &[S]) -> Moments<S> {
    let like = u[0].one();
    let group = |i: usize| problem.run(i).group;
    sums(&Model::of(problem), u, problem.len(), |i| (Row::new(problem, i, &like), group(i)))
}

/// The same over rows at hand, in doubles.
pub(crate) fn moments_of(
    model: &Model<'_>,
    rows: &Rows<f64>,
    groups: &[Option<u32>],
    u: &[f64],
) -> Moments<f64> {
    sums(model, u, rows.len(), |i| (rows.rows[i].clone(), groups.get(i).copied().flatten()))
}

fn sums<S: Compare>(
    model: &Model<'_>,
    u: &[S],
    len: usize,
    row: impl Fn(usize) -> (Row<S>, Option<u32>) + Sync,
) -> Moments<S> {
    let (q, like) = (u.len(), u[0].one());
    let theta = model.space.theta(&Dual::variables(u), &Dual::constant(like.clone()));
    let rho: Rho<Dual<Dual<S>>> =
        model.objective.rho(&Dual::constant(Dual::constant(like.clone())));
    let delta = model.objective.delta().map(|d| like.exact(d));
    let squares = model.objective.is_sum_of_squares();
    let zero = Matrix::from_fn(q, q, |_, _| like.zero());
    let parts = parallel::chunks((len, SMALL_CHUNK), |range| {
        let mut sum = Moments {
            gauss_newton: zero.clone(),
            meat: zero.clone(),
            columns: zero.clone(),
            gram: zero.clone(),
            dispersion: like.zero(),
            curvature: (!squares).then(|| (like.zero(), like.zero())),
            scores: BTreeMap::new(),
            residuals: Vec::with_capacity(range.len()),
            value: like.zero(),
            kink: delta.as_ref().map(|d| (0, d.clone())),
        };
        for i in range {
            let (row, group): (Row<S>, _) = row(i);
            let at = row.point.map(|x| Dual::constant(x.clone()));
            let predicted = model.space.law().loss(&theta, &at);
            let residual =
                Dual::constant(row.response.clone()) - model.objective.response(&predicted);
            let r = residual.value().clone();
            let term = rho.at(&Dual::variable(Dual::variable(r.clone(), 0), 0));
            let psi = term.value().derivative(0).cloned().unwrap_or_else(|| like.zero());
            let curvature = term.derivative(0).and_then(|d| d.derivative(0));
            let curvature = curvature.cloned().unwrap_or_else(|| like.zero());
            let (w, slope) = (&row.weight, residual.gradient(q));
            let score = w * &psi;
            sum.value = sum.value + w * term.value().value();
            sum.dispersion = sum.dispersion + if squares { w * r.square() } else { &score * &psi };
            add_outer(&mut sum.gauss_newton, &slope, &(w * &curvature));
            add_outer(&mut sum.meat, &slope, &score.square());
            add_outer(&mut sum.columns, &slope, w);
            add_outer(&mut sum.gram, &predicted.gradient(q), w);
            if let Some((total, weights)) = &mut sum.curvature {
                (*total, *weights) = (&*total + w * curvature, &*weights + w);
            }
            if let Some(group) = group {
                let own = sum.scores.entry(group).or_insert_with(|| vec![like.zero(); q]);
                own.iter_mut().zip(&slope).for_each(|(s, g)| *s = &*s + &score * g);
            }
            sum.residuals.push((r.to_f64(), w.to_f64()));
            if let (Some((inside, nearest)), Some(delta)) = (&mut sum.kink, &delta) {
                *inside += usize::from(!delta.less(&r.abs()).is_true());
                *nearest = nearest.min(&(r.abs() - delta).abs());
            }
        }
        sum
    });
    let mut parts = parts.into_iter();
    let first = parts.next().expect("a problem has rows");
    parts.fold(first, Moments::plus)
}

impl<S: Compare> Moments<S> {
    fn plus(mut self, other: Self) -> Self {
        for (group, score) in other.scores {
            match self.scores.entry(group) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(score);
                }
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    place.get_mut().iter_mut().zip(score).for_each(|(a, b)| *a = &*a + b);
                }
            }
        }
        self.residuals.extend(other.residuals);
        Moments {
            gauss_newton: plus(&self.gauss_newton, &other.gauss_newton),
            meat: plus(&self.meat, &other.meat),
            columns: plus(&self.columns, &other.columns),
            gram: plus(&self.gram, &other.gram),
            dispersion: self.dispersion + other.dispersion,
            curvature: self.curvature.zip(other.curvature).map(|(a, b)| (a.0 + b.0, a.1 + b.1)),
            scores: self.scores,
            residuals: self.residuals,
            value: self.value + other.value,
            kink: self.kink.zip(other.kink).map(|((i, x), (j, y))| (i + j, x.min(&y))),
        }
    }
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
