//! Descent along a valley too flat and too curved for doubles: Levenberg and
//! Marquardt's method at any precision, with two additions that curved valleys
//! ask for.
//!
//! *Variable projection*: wherever the others are, the parameters in which the
//! loss is linear sit at their own best values, so that only the others have a
//! path to follow, and damping is measured on them alone (on the Gram matrix
//! with the linear columns projected out). *Geodesic acceleration* (Transtrum
//! and Sethna, arXiv 1201.5885): a step v is bent by a/2, where a solves the
//! same equations for the second derivative of the residuals along v, which a
//! series in ε of the law at u + εv gives.
//!
//! On one ray with a small exponent gap the valley is a hyperbola in (α, β) that
//! grows narrower by orders of magnitude on the way to the optimum.

use crate::algebra::{Ldl, Matrix, projected};
use crate::fit::descent::descend::{relative_size, within};
use crate::fit::problem::Problem;
use crate::fit::problem::options::{Stage, Watch};
use crate::fit::problem::rows::{Model, Rows, SMALL_CHUNK};
use crate::number::{Compare, Dual, Mpfr, Scalar, Series};
use crate::parallel;

/// Steps at most.
const STEPS: usize = 400;
/// Rows that a valley is followed on: of larger tables a sample, which leads near the
/// optimum of all rows.
const ROWS: usize = 600;
/// Rows times tried steps at most, beyond a few steps.
const MOST: usize = 30_000;
/// Steps that any table may have.
const FEW: usize = 4;
/// A step below this, in every parameter, leaves the rest to Newton's method: of
/// nearly no residual the Hessian is that of the squares only so near.
const NEAR: f64 = 1e-22;
/// Damping is raised at most this often for one step.
const TRIES: usize = 30;
/// What a failure multiplies damping by, and a success divides it by.
const DAMPING: (f64, f64) = (4.0, 8.0);
/// A bend larger than this part of its step is not to be trusted.
const BEND: f64 = 0.75;
/// Steps of the linear parameters at most, and the longest of a logarithm.
const INNER: (usize, f64) = (60, 2.0);
/// They are at rest where F would fall by less than this part of itself.
const REST: f64 = 1e-6;

/// The lowest point that the valley from `u` leads to, as near as Newton's
/// method needs it; on a table of at most [`ROWS`] rows no higher than `u`.
pub(crate) fn follow(problem: &Problem<'_>, u: &[Mpfr], watch: Watch<'_>) -> Vec<Mpfr> {
    let linear = problem.law().about().linear;
    let space = problem.space();
    let is_linear = |at: &usize| space.free()[*at].parameters.iter().all(|p| linear.contains(p));
    let (inner, outer) = (0..u.len()).partition(is_linear);
    let rows = Rows::new(&problem.sample(ROWS), &u[0].one());
    let valley = Valley { model: Model::of(problem), rows, inner, outer };
    valley.follow(u, watch)
}

struct Valley<'a> {
    model: Model<'a>,
    rows: Rows<Mpfr>,
    /// Coordinates in which the loss is linear, or that are logarithms of such.
    inner: Vec<usize>,
    /// The others.
    outer: Vec<usize>,
}

/// F about a point, every row's residual linear: F's majorant.
struct Linear {
    u: Vec<Mpfr>,
    value: Mpfr,
    gradient: Vec<Mpfr>,
    /// Σ w(ψ/r)∇r∇rᵀ.
    matrix: Matrix<Mpfr>,
    /// wψ/r and ∇r of every row.
    slopes: Vec<(Mpfr, Vec<Mpfr>)>,
}

impl Valley<'_> {
    fn follow(&self, start: &[Mpfr], watch: Watch<'_>) -> Vec<Mpfr> {
        let Some(mut now) = self.at_rest(self.linear(start.to_vec())) else {
            return start.to_vec();
        };
        let most = (MOST / self.rows.len().max(1)).max(FEW);
        let (mut damping, mut used) = (1e-3, 0);
        for step in 0..STEPS {
            watch(Stage::Refining, step as u64, STEPS as u64);
            let Some((next, tries)) = self.step(&now, &mut damping) else { break };
            used += tries;
            let gone: Vec<f64> = next.u.iter().zip(&now.u).map(|(a, b)| (a - b).to_f64()).collect();
            let place: Vec<f64> = next.u.iter().map(Compare::to_f64).collect();
            now = next;
            if relative_size(self.model.space, &place, &gone) < NEAR || used >= most {
                break;
            }
        }
        now.u
    }

    /// A step that lowers F, damped as much as that takes, and how often it was
    /// tried.
    fn step(&self, now: &Linear, damping: &mut f64) -> Option<(Linear, usize)> {
        let unit: Vec<Mpfr> = now.matrix.diagonal().iter().map(Scalar::sqrt).collect();
        let scaled = now.matrix.unit_diagonal();
        let metric = projected(&scaled, &self.outer)?.diagonal();
        // v with (M + λ diag metric) v = −b, in the coordinates' own units.
        let solve = |factors: &Ldl<Mpfr>, b: &[Mpfr]| -> Vec<Mpfr> {
            let right: Vec<Mpfr> = b.iter().zip(&unit).map(|(b, s)| -(b / s)).collect();
            factors.solve(&right).iter().zip(&unit).map(|(x, s)| x / s).collect()
        };
        let length = |v: &[Mpfr]| {
            let parts =
                self.outer.iter().zip(&metric).map(|(&i, m)| (&v[i] * &unit[i]).square() * m);
            parts.fold(0.0, |sum, x| sum + x.to_f64()).sqrt()
        };
        for tries in 1..=TRIES {
            let mut matrix = scaled.clone();
            for (&i, m) in self.outer.iter().zip(&metric) {
                matrix[(i, i)] = &matrix[(i, i)] + m * Mpfr::from_f64(53, *damping);
            }
            let next = Ldl::new(&matrix).and_then(|factors| {
                let mut step = solve(&factors, &now.gradient);
                let bend = solve(&factors, &self.curvature(now, &step));
                if length(&bend) < BEND * length(&step) {
                    step.iter_mut().zip(&bend).for_each(|(v, a)| *v = &*v + a / a.int(2));
                }
                let u = now.u.iter().zip(&step).map(|(x, v)| x + v).collect();
                self.at_rest(self.linear(u)).filter(|next| next.value.less(&now.value).is_true())
            });
            if let Some(next) = next {
                *damping /= DAMPING.1;
                return Some((next, tries));
            }
            *damping *= DAMPING.0;
        }
        None
    }

    /// F's majorant at u.
    fn linear(&self, u: Vec<Mpfr>) -> Linear {
        let (model, q, like) = (&self.model, u.len(), u[0].one());
        let theta = model.space.theta(&Dual::variables(&u), &Dual::constant(like.clone()));
        let rho = model.objective.rho(&Dual::constant(like.clone()));
        let row = |i: usize| {
            let row = &self.rows.rows[i];
            let residual = model.residual(&theta, &row.map(|x| Dual::constant(x.clone())));
            let r = residual.value();
            let term = rho.at(&Dual::variable(r.clone(), 0));
            let psi = term.derivative(0).cloned().unwrap_or_else(|| like.zero());
            // ψ(r)/r → ρ''(0) = 1.
            let ratio = if r.is_positive().is_true() || (-r).is_positive().is_true() {
                psi / r
            } else {
                like.clone()
            };
            let score = &row.weight * ratio;
            (&row.weight * term.value(), &score * r, (score, residual.gradient(q)))
        };
        let parts = parallel::chunks((self.rows.len(), SMALL_CHUNK), |range| {
            range.map(row).collect::<Vec<_>>()
        });
        let mut found = Linear {
            value: like.zero(),
            gradient: vec![like.zero(); q],
            matrix: Matrix::from_fn(q, q, |_, _| like.zero()),
            slopes: Vec::with_capacity(self.rows.len()),
            u,
        };
        for (term, pull, (weight, slope)) in parts.into_iter().flatten() {
            found.value = found.value + term;
            for i in 0..q {
                found.gradient[i] = &found.gradient[i] + &pull * &slope[i];
                let left = &weight * &slope[i];
                for (j, right) in slope.iter().enumerate().take(i + 1) {
                    found.matrix[(i, j)] = &found.matrix[(i, j)] + &left * right;
                    found.matrix[(j, i)] = found.matrix[(i, j)].clone();
                }
            }
            found.slopes.push((weight, slope));
        }
        found
    }

    /// Σ w(ψ/r) r'' ∇r, r'' the second derivative of each residual along v.
    fn curvature(&self, now: &Linear, v: &[Mpfr]) -> Vec<Mpfr> {
        let model = &self.model;
        let line: Vec<Series<Mpfr>> = now
            .u
            .iter()
            .zip(v)
            .map(|(u, v)| vec![u.clone(), v.clone(), u.zero()])
            .map(|c| Series::from_coefficients(c).expect("coefficients"))
            .collect();
        let theta = model.space.theta(&line, &line[0]);
        let bent = |i: usize| {
            let row = self.rows.rows[i].map(|x| Series::constant(x.clone(), 2));
            let residual = model.residual(&theta, &row);
            let second = &residual.coefficients()[2];
            second * second.int(2) * &now.slopes[i].0
        };
        let parts = parallel::chunks((self.rows.len(), SMALL_CHUNK), |range| {
            range.map(bent).collect::<Vec<_>>()
        });
        let mut sum = vec![v[0].zero(); v.len()];
        for (second, (_, slope)) in parts.into_iter().flatten().zip(&now.slopes) {
            sum.iter_mut().zip(slope).for_each(|(s, g)| *s = &*s + &second * g);
        }
        sum
    }

    /// The same place with the linear parameters at their best; None where they
    /// have none within their range.
    fn at_rest(&self, mut now: Linear) -> Option<Linear> {
        for _ in 0..INNER.0 {
            if !now.value.is_finite() || !within(self.model.space, &now.u) {
                return None;
            }
            if self.inner.is_empty() {
                return Some(now);
            }
            let block = now.matrix.block(&self.inner, &self.inner);
            let right: Vec<Mpfr> = self.inner.iter().map(|&i| -&now.gradient[i]).collect();
            let unit: Vec<Mpfr> = block.diagonal().iter().map(Scalar::sqrt).collect();
            let scaled: Vec<Mpfr> = right.iter().zip(&unit).map(|(b, s)| b / s).collect();
            let solved = Ldl::new(&block.unit_diagonal())?.solve(&scaled);
            let mut step: Vec<Mpfr> = solved.iter().zip(&unit).map(|(x, s)| x / s).collect();
            let fall = right.iter().zip(&step).fold(0.0, |sum, (b, s)| sum + (b * s).to_f64());
            if fall <= REST * now.value.to_f64() {
                return Some(now);
            }
            let logs = self.inner.iter().map(|&i| self.model.space.free()[i].log);
            let sizes = step.iter().zip(logs).filter(|(_, log)| *log);
            let longest = sizes.map(|(s, _)| s.to_f64().abs()).fold(0.0, f64::max);
            if longest > INNER.1 {
                let short = Mpfr::from_f64(53, INNER.1 / longest);
                step.iter_mut().for_each(|s| *s = &*s * &short);
            }
            let mut u = now.u;
            self.inner.iter().zip(&step).for_each(|(&i, s)| u[i] = &u[i] + s);
            now = self.linear(u);
        }
        None
    }
}
