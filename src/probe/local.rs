//! How an objective lies about a point, in doubles: enough to say how far the point is from
//! being its minimiser.
//!
//! Coordinates are θ_j/|θ_j| at the point, so that a step is a relative change. Of F = Σwρ(r)
//! the Newton step −H⁻¹∇F says how far away the minimum is, whatever F's scale; its largest
//! entry is the relative error of the worst parameter, to first order.

use super::aim::{Residual, Shape};
use crate::algebra::{Ldl, Matrix};
use crate::law::{Law, Point};
use crate::number::{DenseDual, Dual, Scalar};
use crate::parallel;
use crate::runs::Runs;

/// One run in doubles.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Where.
    pub at: Point<f64>,
    /// L.
    pub loss: f64,
    /// w.
    pub weight: f64,
}

/// The runs of a table, in its order.
pub fn samples(runs: &Runs) -> Vec<Sample> {
    let sample = |run: &crate::runs::Run| Sample {
        at: run.point(&1.0),
        loss: run.loss.to_f64(),
        weight: run.weight.as_ref().map_or(1.0, crate::number::Exact::to_f64),
    };
    runs.rows.iter().map(sample).collect()
}

/// A residual with its derivatives.
#[derive(Clone, Debug)]
pub struct Bend {
    /// r.
    pub r: f64,
    /// ∇r.
    pub slope: Vec<f64>,
    /// ∇²r.
    pub curve: Vec<Vec<f64>>,
    /// w.
    pub weight: f64,
}

/// The residuals of all runs about a point.
#[derive(Clone, Debug)]
pub struct Local {
    /// One for each run, in the order of the samples.
    pub bends: Vec<Bend>,
    /// What each coordinate counts in: |θ_j|, 1 where that is 0.
    pub units: Vec<f64>,
}

impl Local {
    /// At θ; None where the law is not defined there.
    pub fn of(law: &Law, residual: Residual, samples: &[Sample], theta: &[f64]) -> Option<Self> {
        let units: Vec<f64> = theta.iter().map(|t| if *t == 0.0 { 1.0 } else { t.abs() }).collect();
        let p = theta.len();
        let unit = |j: usize| Dual::constant(Dual::constant(units[j]));
        let nested: Vec<Dual<Dual<f64>>> = (theta.iter().zip(&units).enumerate())
            .map(|(j, (t, u))| Dual::variable(Dual::variable(t / u, j), j) * unit(j))
            .collect();
        let bends = parallel::rows(samples.len(), |i| {
            let sample = &samples[i];
            let at = sample.at.map(|x| Dual::constant(Dual::constant(*x)));
            let loss = Dual::constant(Dual::constant(sample.loss));
            let r = residual.of(&loss, &law.loss(&nested, &at));
            let row = |j: usize| match r.derivative(j) {
                Some(slope) => slope.gradient(p),
                None => vec![0.0; p],
            };
            Bend {
                r: *r.value().value(),
                slope: r.value().gradient(p),
                curve: (0..p).map(row).collect(),
                weight: sample.weight,
            }
        });
        let known = |b: &Bend| b.r.is_finite() && b.slope.iter().all(|x| x.is_finite());
        bends.iter().all(known).then_some(Local { bends, units })
    }

    /// F with its derivatives, each run counted so many times.
    pub fn sums(&self, shape: Shape, times: impl Fn(usize) -> f64) -> Sums {
        let p = self.units.len();
        let mut sums = Sums {
            value: 0.0,
            gradient: vec![0.0; p],
            hessian: Matrix::from_fn(p, p, |_, _| 0.0),
            majorant: Matrix::from_fn(p, p, |_, _| 0.0),
            weight: 0.0,
        };
        for (i, bend) in self.bends.iter().enumerate() {
            let w = bend.weight * times(i);
            if w == 0.0 {
                continue;
            }
            let [value, psi, second] = at(shape, bend.r);
            let even = if bend.r == 0.0 { second } else { psi / bend.r };
            sums.value += w * value;
            sums.weight += w;
            for j in 0..p {
                sums.gradient[j] += w * psi * bend.slope[j];
                for k in 0..p {
                    let square = bend.slope[j] * bend.slope[k];
                    sums.majorant[(j, k)] += w * even * square;
                    sums.hessian[(j, k)] += w * (second * square + psi * bend.curve[j][k]);
                }
            }
        }
        sums
    }
}

/// ρ, ρ' and ρ'' at a residual.
pub fn at(shape: Shape, r: f64) -> [f64; 3] {
    type Twice = DenseDual<DenseDual<f64, 1>, 1>;
    let rho = shape.at(&Twice::variable(DenseDual::variable(r, 0), 0));
    let [first] = rho.gradient();
    [*rho.value().value(), *first.value(), first.gradient()[0]]
}

/// F, its gradient and its Hessian in relative coordinates.
#[derive(Clone, Debug)]
pub struct Sums {
    /// Σwρ.
    pub value: f64,
    /// ∇F.
    pub gradient: Vec<f64>,
    /// ∇²F.
    pub hessian: Matrix<f64>,
    /// Σ w (ρ'/r) ∇r∇rᵀ: never indefinite.
    pub majorant: Matrix<f64>,
    /// Σw.
    pub weight: f64,
}

/// A step to where the minimum would be.
#[derive(Clone, Debug)]
pub struct Step {
    /// Relative change of each parameter; 0 of those that are held.
    pub by: Vec<f64>,
    /// Whether the Hessian is positive definite here, so that the step is Newton's.
    pub newton: bool,
}

impl Step {
    /// The largest relative change.
    pub fn size(&self) -> f64 {
        self.by.iter().fold(0.0, |most, x| f64::max(most, x.abs()))
    }

    /// Digits that the point shares with where the step leads.
    pub fn digits(&self) -> f64 {
        digits(self.size())
    }
}

/// −log₁₀ of a relative error, between 0 and what doubles have.
pub fn digits(error: f64) -> f64 {
    if error.is_nan() { 0.0 } else { crate::geometry::correct_digits(error, MOST) + 0.0 }
}

/// Digits that a double can have.
pub const MOST: f64 = 15.0;

impl Sums {
    /// The step over these parameters, the others held; None where no matrix is definite.
    pub fn step_over(&self, free: &[usize]) -> Option<Step> {
        let solve = |matrix: &Matrix<f64>| {
            let block = matrix.block(free, free);
            let unit: Vec<f64> = block.diagonal().iter().map(|d| d.sqrt()).collect();
            let p = free.len();
            let even = Matrix::from_fn(p, p, |j, k| block[(j, k)] / unit[j] / unit[k]);
            let solved = Ldl::new(&even).filter(|l| l.pivots().iter().all(|d| *d > 0.0))?;
            let right: Vec<f64> =
                free.iter().zip(&unit).map(|(j, u)| -self.gradient[*j] / u).collect();
            let x: Vec<f64> = solved.solve(&right).iter().zip(&unit).map(|(x, u)| x / u).collect();
            x.iter().all(|x| x.is_finite()).then_some(x)
        };
        let (newton, x) = match solve(&self.hessian) {
            Some(x) => (true, x),
            None => (false, solve(&self.majorant)?),
        };
        let mut by = vec![0.0; self.gradient.len()];
        free.iter().zip(x).for_each(|(j, x)| by[*j] = x);
        Some(Step { by, newton })
    }

    /// The step over all parameters.
    pub fn step(&self) -> Option<Step> {
        self.step_over(&(0..self.gradient.len()).collect::<Vec<_>>())
    }

    /// By how much the quadratic model falls along the step: ½ gᵀH⁻¹g.
    pub fn fall(&self, step: &Step) -> f64 {
        -0.5 * self.gradient.iter().zip(&step.by).map(|(g, x)| g * x).sum::<f64>()
    }
}
