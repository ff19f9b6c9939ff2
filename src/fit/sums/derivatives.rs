//! F with its gradient and Hessian: in doubles at machine speed, in
//! double-double where a gradient must be right to the last digit, and in any
//! kind at all.

use crate::algebra::Matrix;
use crate::number::{Curve, DenseDual, DoubleDouble, Dual, Jet, Scalar};
use crate::parallel;

use crate::fit::problem::Problem;
use crate::fit::problem::objective::Rho;
use crate::fit::problem::rows::{CHUNK, Model, Row, Rows, SMALL_CHUNK, ordered_sum};

/// The gradient and Hessian of F in the free coordinates.
#[derive(Clone, Debug)]
pub(crate) struct Expansion<S> {
    pub gradient: Vec<S>,
    pub hessian: Matrix<S>,
}

/// F, its gradient Σ wψ∇r, and Σ w(ψ/r)∇r∇rᵀ. With ψ/r in the place of ρ'' the
/// quadratic model lies above every objective here, as a function of the
/// residuals: its steps are those of iteratively reweighted least squares.
#[derive(Clone, Debug)]
pub(crate) struct Majorant {
    pub value: f64,
    pub gradient: Vec<f64>,
    pub matrix: Matrix<f64>,
    /// Σ∇r∇rᵀ.
    pub columns: Matrix<f64>,
}

/// F as a least-squares problem in the neighbourhood of a point: every row's
/// residual and slopes times √(wψ/r), so that half their squares are F's majorant.
#[derive(Clone, Debug)]
pub(crate) struct Slopes {
    /// F; not finite where anything is not.
    pub value: f64,
    pub residuals: Vec<f64>,
    /// One column for each coordinate.
    pub columns: Vec<Vec<f64>>,
}

/// Calls a function generic over the number of free coordinates.
macro_rules! by_dimension {
    ($q:expr, $function:ident($($argument:expr),*)) => {
        match $q {
            1 => $function::<1>($($argument),*),
            2 => $function::<2>($($argument),*),
            3 => $function::<3>($($argument),*),
            4 => $function::<4>($($argument),*),
            5 => $function::<5>($($argument),*),
            6 => $function::<6>($($argument),*),
            7 => $function::<7>($($argument),*),
            8 => $function::<8>($($argument),*),
            9 => $function::<9>($($argument),*),
            q => unreachable!("a law with {q} free parameters"),
        }
    };
}

impl Model<'_> {
    /// F(u) in doubles, its sum compensated.
    pub fn value(&self, u: &[f64], rows: &Rows<f64>) -> f64 {
        let theta = self.space.theta(u, &1.0);
        let rho = self.objective.rho(&1.0);
        let sum = ordered_sum((rows.len(), CHUNK), DoubleDouble::from_f64(0.0), |i| {
            DoubleDouble::from_f64(self.term(&theta, &rho, &rows.rows[i]))
        });
        sum.hi()
    }

    /// First-order quantities in doubles.
    pub fn majorant(&self, u: &[f64], rows: &Rows<f64>) -> Majorant {
        by_dimension!(self.space.dimension(), majorant(self, u, rows))
    }

    /// First-order quantities in doubles, row by row.
    pub fn slopes(&self, u: &[f64], rows: &Rows<f64>) -> Slopes {
        by_dimension!(self.space.dimension(), slopes(self, u, rows))
    }

    /// Second-order quantities in doubles.
    pub fn expansion(&self, u: &[f64], rows: &Rows<f64>) -> Expansion<f64> {
        by_dimension!(self.space.dimension(), expansion(self, u, rows))
    }

    /// max |∂ ln L̂/∂u| over the rows, for one coordinate.
    pub fn largest_effect(&self, u: &[f64], rows: &Rows<f64>, at: usize) -> f64 {
        by_dimension!(self.space.dimension(), largest_effect(self, u, rows, at))
    }

    /// The gradient in double-double, at u in double-double.
    pub fn fine_gradient(
        &self,
        u: &[DoubleDouble],
        rows: &Rows<DoubleDouble>,
    ) -> Vec<DoubleDouble> {
        by_dimension!(self.space.dimension(), fine_gradient(self, u, rows))
    }

    /// The gradient from terms in doubles, at u rounded, its sum compensated.
    pub fn summed_gradient(&self, u: &[f64], rows: &Rows<f64>) -> Vec<f64> {
        by_dimension!(self.space.dimension(), summed_gradient(self, u, rows))
    }
}

/// ρ(r) and ψ(r) = ρ'(r).
pub(crate) fn psi_of(rho: &Rho<DenseDual<f64, 1>>, r: f64) -> (f64, f64) {
    let term = rho.at(&DenseDual::variable(r, 0));
    (*term.value(), term.gradient()[0])
}

/// u as the variables of a dual kind.
fn variables<S: Scalar + Copy, const Q: usize>(u: &[S]) -> Vec<DenseDual<S, Q>> {
    (0..Q).map(|i| DenseDual::variable(u[i], i)).collect()
}

fn largest_effect<const Q: usize>(
    model: &Model<'_>,
    u: &[f64],
    rows: &Rows<f64>,
    at: usize,
) -> f64 {
    let vars: Vec<DenseDual<f64, Q>> = variables(u);
    let theta = model.space.theta(&vars, &vars[0]);
    let effects = rows.rows.iter().map(|row| {
        let predicted = model.space.law().loss(&theta, &row.point.map(|x| DenseDual::constant(*x)));
        (predicted.gradient()[at] / predicted.value()).abs()
    });
    effects.fold(0.0, f64::max)
}

fn majorant<const Q: usize>(model: &Model<'_>, u: &[f64], rows: &Rows<f64>) -> Majorant {
    let vars: Vec<DenseDual<f64, Q>> = variables(u);
    let theta = model.space.theta(&vars, &vars[0]);
    let rho: Rho<DenseDual<f64, 1>> = model.objective.rho(&DenseDual::constant(1.0));
    let parts = parallel::chunks((rows.len(), CHUNK), |range| {
        let (mut value, mut gradient) = (0.0, [0.0; Q]);
        let (mut matrix, mut columns) = ([[0.0; Q]; Q], [[0.0; Q]; Q]);
        for row in &rows.rows[range] {
            let residual = model.residual(&theta, &row.map(|x| DenseDual::constant(*x)));
            let (r, g) = (*residual.value(), residual.gradient());
            let (term, psi) = psi_of(&rho, r);
            // ψ(r)/r → ρ''(0) = 1.
            let ratio = if r == 0.0 { 1.0 } else { psi / r };
            value += row.weight * term;
            for i in 0..Q {
                gradient[i] += row.weight * psi * g[i];
                for j in 0..=i {
                    matrix[i][j] += row.weight * ratio * g[i] * g[j];
                    columns[i][j] += g[i] * g[j];
                }
            }
        }
        (value, gradient, matrix, columns)
    });
    let (mut value, mut gradient) = (0.0, vec![0.0; Q]);
    let (mut matrix, mut columns) = ([[0.0; Q]; Q], [[0.0; Q]; Q]);
    for (v, g, h, c) in parts {
        value += v;
        for i in 0..Q {
            gradient[i] += g[i];
            for j in 0..=i {
                matrix[i][j] += h[i][j];
                columns[i][j] += c[i][j];
            }
        }
    }
    let full = |a: [[f64; Q]; Q]| Matrix::from_fn(Q, Q, |i, j| a[i.max(j)][i.min(j)]);
    Majorant { value, gradient, matrix: full(matrix), columns: full(columns) }
}

fn slopes<const Q: usize>(model: &Model<'_>, u: &[f64], rows: &Rows<f64>) -> Slopes {
    let vars: Vec<DenseDual<f64, Q>> = variables(u);
    let theta = model.space.theta(&vars, &vars[0]);
    let rho: Rho<DenseDual<f64, 1>> = model.objective.rho(&DenseDual::constant(1.0));
    let mut found = Slopes {
        value: 0.0,
        residuals: Vec::with_capacity(rows.len()),
        columns: vec![Vec::with_capacity(rows.len()); Q],
    };
    for row in &rows.rows {
        let residual = model.residual(&theta, &row.map(|x| DenseDual::constant(*x)));
        let (r, g) = (*residual.value(), residual.gradient());
        let (term, psi) = psi_of(&rho, r);
        let root = (row.weight * if r == 0.0 { 1.0 } else { psi / r }).sqrt();
        found.value += row.weight * term;
        found.residuals.push(root * r);
        for (column, slope) in found.columns.iter_mut().zip(g) {
            column.push(root * slope);
            if !slope.is_finite() {
                found.value = f64::INFINITY;
            }
        }
    }
    found
}

/// Second order. The law alone is evaluated with Q derivatives; what follows it,
/// t(L̂) = wρ(response(L) − response(L̂)), depends on one number, so that a curve knows t, t'
/// and t'', and the law's derivatives are composed with it.
fn expansion<const Q: usize>(model: &Model<'_>, u: &[f64], rows: &Rows<f64>) -> Expansion<f64> {
    let vars: Vec<Jet<Q>> = (0..Q).map(|i| Jet::variable(u[i], i)).collect();
    let theta = model.space.theta(&vars, &vars[0]);
    let one = |x: f64| Curve::constant(DenseDual::constant(x));
    let rho: Rho<Curve> = model.objective.rho(&one(1.0));
    let parts = parallel::chunks((rows.len(), CHUNK), |range| {
        let (mut gradient, mut hessian) = ([0.0; Q], [[0.0; Q]; Q]);
        for row in &rows.rows[range] {
            let predicted = model.space.law().loss(&theta, &row.point.map(|x| Jet::constant(*x)));
            let response = model.objective.response(&predicted.along());
            let term =
                predicted.composed(&(one(row.weight) * rho.at(&(one(row.response) - response))));
            for i in 0..Q {
                gradient[i] += term.gradient()[i];
                for (j, sum) in hessian[i].iter_mut().enumerate().take(i + 1) {
                    *sum += term.second(i, j);
                }
            }
        }
        (gradient, hessian)
    });
    let (mut gradient, mut hessian) = (vec![0.0; Q], [[0.0; Q]; Q]);
    for (g, h) in parts {
        for i in 0..Q {
            gradient[i] += g[i];
            for j in 0..=i {
                hessian[i][j] += h[i][j];
            }
        }
    }
    let hessian = Matrix::from_fn(Q, Q, |i, j| hessian[i.max(j)][i.min(j)]);
    Expansion { gradient, hessian }
}

fn fine_gradient<const Q: usize>(
    model: &Model<'_>,
    u: &[DoubleDouble],
    rows: &Rows<DoubleDouble>,
) -> Vec<DoubleDouble> {
    let vars: Vec<DenseDual<DoubleDouble, Q>> = variables(u);
    let sum =
        model.sum(&vars, (rows.len(), CHUNK), |i| rows.rows[i].map(|x| DenseDual::constant(*x)));
    sum.gradient().to_vec()
}

fn summed_gradient<const Q: usize>(model: &Model<'_>, u: &[f64], rows: &Rows<f64>) -> Vec<f64> {
    let vars: Vec<DenseDual<f64, Q>> = variables(u);
    let theta = model.space.theta(&vars, &vars[0]);
    let rho = model.objective.rho(&vars[0]);
    let parts = parallel::chunks((rows.len(), CHUNK), |range| {
        let mut sum = [DoubleDouble::from_f64(0.0); Q];
        for row in &rows.rows[range] {
            let term = model.term(&theta, &rho, &row.map(|x| DenseDual::constant(*x)));
            for (s, g) in sum.iter_mut().zip(term.gradient()) {
                *s = *s + DoubleDouble::from_f64(*g);
            }
        }
        sum
    });
    let mut total = vec![DoubleDouble::from_f64(0.0); Q];
    for part in parts {
        for (s, g) in total.iter_mut().zip(part) {
            *s = *s + g;
        }
    }
    total.iter().map(|s| s.hi()).collect()
}

/// F with gradient and Hessian at `u`, in the kind and precision of `u`, rows
/// read exactly and one at a time.
pub(crate) fn expand<S: Scalar>(problem: &Problem<'_>, u: &[S]) -> Expansion<S> {
    let model = Model::of(problem);
    let q = u.len();
    let like = u[0].one();
    let variables: Vec<Dual<Dual<S>>> = u
        .iter()
        .enumerate()
        .map(|(i, x)| Dual::variable(Dual::variable(x.clone(), i), i))
        .collect();
    let lift = |x: &S| Dual::constant(Dual::constant(x.clone()));
    let sum = model
        .sum(&variables, (problem.len(), SMALL_CHUNK), |i| Row::new(problem, i, &like).map(lift));
    let second = |i: usize, j: usize| {
        sum.derivative(i).and_then(|g| g.derivative(j)).cloned().unwrap_or_else(|| like.zero())
    };
    Expansion {
        gradient: sum.value().gradient(q),
        hessian: Matrix::from_fn(q, q, |i, j| second(i.max(j), i.min(j))),
    }
}
