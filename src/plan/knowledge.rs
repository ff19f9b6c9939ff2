//! What runs tell of a quantity: its standard deviation, and what it is in a refit.

use super::system::orthonormal;
use super::{Made, Model, Target};
use crate::algebra::dot;
use crate::geometry::{Budget, allocate};
use crate::law::{Point, Role};
use crate::number::Exact;

/// The standard deviation of each target in units of σ, √tr(M⁻¹Σccᵀ) (of
/// [`Everything`](Target::Everything) (det M)^(−1/2p) is no such thing: None), from runs with
/// weights. None where the runs do not determine it, as far as doubles can tell.
pub fn deviations(model: &Model, runs: &[Made], targets: &[Target]) -> Vec<Option<f64>> {
    let at: Vec<Point<Exact>> = runs.iter().map(|run| run.at.clone()).collect();
    let mut rows = model.rows(&1.0, &at);
    for (row, run) in rows.iter_mut().zip(runs) {
        let root = run.weight.to_f64().sqrt();
        row.iter_mut().for_each(|g| *g *= root);
    }
    let upper = if rows.len() < model.columns.len() { None } else { orthonormal(&mut rows) };
    let Some(upper) = upper else { return vec![None; targets.len()] };
    let deviation = |target: &Target| {
        let vectors = target.vectors(model, &1.0).ok()??;
        let sum: f64 = vectors
            .iter()
            .map(|c| {
                let moved = upper.moved(c);
                dot(&moved, &moved)
            })
            .sum();
        Some(sum.sqrt()).filter(|sd| sd.is_finite())
    };
    targets.iter().map(deviation).collect()
}

impl Target {
    /// The quantity whose variance it is, at other parameters: ln L or L at a size, ln N*, a
    /// scale's logarithm, an exponent. None where it is not one quantity, or has no value.
    pub fn value(&self, model: &Model, theta: &[f64]) -> Option<f64> {
        match self {
            Target::Loss(at) => {
                let loss = model.law.loss(theta, &at.map(Exact::to_f64));
                Some(if model.log { libm::log(loss) } else { loss })
            }
            Target::Optimum(compute) => allocate(&model.law, theta, Budget::training(*compute))
                .map(|best| libm::log(best.n)),
            Target::Parameter(index) => {
                let own = theta[*index];
                match model.law.about().parameters[*index].role {
                    Role::Exponent | Role::Plain => Some(own),
                    Role::Offset | Role::Scale => Some(libm::log(own)),
                }
            }
            _ => None,
        }
        .filter(|x| x.is_finite())
    }

    /// Whether [`value`](Self::value) is a logarithm, so that an interval is a factor.
    pub fn is_relative(&self, model: &Model) -> bool {
        match self {
            Target::Loss(_) => model.log,
            Target::Parameter(index) => model.law.about().parameters[*index].role.is_positive(),
            _ => true,
        }
    }
}
