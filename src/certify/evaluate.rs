//! The objective with its derivatives in the free coordinates, in any kind.
//!
//! A run's term depends on its prediction alone, t(L̂) = wρ(r(L̂)). The law is
//! evaluated in as many variables as are free, t in one, and
//! ∇²t = t'∇²L̂ + t''∇L̂∇L̂ᵀ: in intervals this is tighter than one evaluation of
//! the whole in many variables, where every step of ρ would meet all of them.

use crate::algebra::Matrix;
use crate::fit::Problem;
use crate::number::{Dual, Scalar};
use crate::parallel;

/// F, ∇F and ∇²F at u; F is what the problem minimises, factor included.
pub(super) struct Expansion<S> {
    pub value: S,
    pub gradient: Vec<S>,
    pub hessian: Matrix<S>,
}

/// Runs that one task adds up.
const CHUNK: usize = 16;

/// F and ∇F at u.
pub(super) fn slope<S: Scalar>(problem: &Problem<'_>, u: &[S]) -> (S, Vec<S>) {
    let like = u[0].one();
    let duals = Dual::variables(u);
    let theta = problem.space().theta(&duals, &duals[0]);
    let parts = parallel::chunks((problem.len(), CHUNK), |range| {
        let mut sum = (like.zero(), vec![like.zero(); u.len()]);
        for i in range {
            let run = problem.run(i);
            let at = run.point(&like).with_ln().map(|x| Dual::constant(x.clone()));
            let predicted = problem.law().loss(&theta, &at);
            let [value, first, _] = term(problem, i, predicted.value());
            sum.0 = &sum.0 + value;
            for (j, slope) in predicted.entries() {
                sum.1[*j] = &sum.1[*j] + &first * slope;
            }
        }
        sum
    });
    let zero = (like.zero(), vec![like.zero(); u.len()]);
    let (value, gradient) = parts.into_iter().fold(zero, |a, b| (a.0 + b.0, plus(&a.1, &b.1)));
    let factor = like.int(problem.objective().factor());
    (&factor * value, gradient.iter().map(|x| &factor * x).collect())
}

/// F to second order at u.
pub(super) fn expansion<S: Scalar>(problem: &Problem<'_>, u: &[S]) -> Expansion<S> {
    expansion_along(problem, &Dual::variables(&Dual::variables(u)))
}

/// F to second order in as many variables as there are coordinates, which are
/// given as functions of them.
pub(super) fn expansion_along<S: Scalar>(
    problem: &Problem<'_>,
    duals: &[Dual<Dual<S>>],
) -> Expansion<S> {
    let (q, like) = (duals.len(), duals[0].value().value().one());
    let theta = problem.space().theta(duals, &duals[0]);
    let zero = || (like.zero(), vec![like.zero(); q], vec![like.zero(); q * (q + 1) / 2]);
    let parts = parallel::chunks((problem.len(), CHUNK), |range| {
        let mut sum = zero();
        for i in range {
            let lift = |x: &S| Dual::constant(Dual::constant(x.clone()));
            let at = problem.run(i).point(&like).with_ln().map(lift);
            let predicted = problem.law().loss(&theta, &at);
            let [value, first, second] = term(problem, i, predicted.value().value());
            sum.0 = &sum.0 + value;
            let gradient = predicted.value().gradient(q);
            for a in 0..q {
                sum.1[a] = &sum.1[a] + &first * &gradient[a];
                let bend = predicted.derivative(a);
                for b in 0..=a {
                    let at = a * (a + 1) / 2 + b;
                    // x² is tighter than x·x.
                    let square = match a == b {
                        true => gradient[a].square(),
                        false => &gradient[a] * &gradient[b],
                    };
                    sum.2[at] = &sum.2[at] + &second * square;
                    if let Some(bend) = bend.and_then(|d| d.derivative(b)) {
                        sum.2[at] = &sum.2[at] + &first * bend;
                    }
                }
            }
        }
        sum
    });
    let (value, gradient, triangle) =
        parts.into_iter().fold(zero(), |a, b| (a.0 + b.0, plus(&a.1, &b.1), plus(&a.2, &b.2)));
    let factor = like.int(problem.objective().factor());
    let entry = |i: usize, j: usize| &factor * &triangle[i.max(j) * (i.max(j) + 1) / 2 + i.min(j)];
    Expansion {
        value: &factor * value,
        gradient: gradient.iter().map(|x| &factor * x).collect(),
        hessian: Matrix::from_fn(q, q, entry),
    }
}

/// t, t' and t'' of a run at its prediction.
fn term<S: Scalar>(problem: &Problem<'_>, run: usize, predicted: &S) -> [S; 3] {
    let at = Dual::variable(Dual::variable(predicted.clone(), 0), 0);
    let run = problem.run(run);
    let objective = problem.objective();
    let t = objective.rho(&at).at(&objective.residual(&at.exact(&run.loss), &at));
    let weighted = |x: Option<&S>| match (x, &run.weight) {
        (None, _) => predicted.zero(),
        (Some(x), None) => x.clone(),
        (Some(x), Some(w)) => x * predicted.exact(w),
    };
    [
        weighted(Some(t.value().value())),
        weighted(t.value().derivative(0)),
        weighted(t.derivative(0).and_then(|d| d.derivative(0))),
    ]
}

fn plus<S: Scalar>(a: &[S], b: &[S]) -> Vec<S> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}
