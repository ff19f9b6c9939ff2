//! What a design is to be good for.

use super::Model;
use crate::algebra::Matrix;
use crate::geometry::{Budget, allocate};
use crate::law::{Point, Role};
use crate::number::{Exact, Scalar};

/// What is to be known as well as a budget allows.
#[derive(Clone, Debug)]
pub enum Target {
    /// All parameters together: det M, the volume of their confidence ellipsoid.
    Everything,
    /// The response at one size, usually beyond the runs: gᵀM⁻¹g.
    Loss(Point<Exact>),
    /// The best size N* for a budget in FLOP, as the variance of ln N*.
    Optimum(f64),
    /// One parameter by its index, as the variance of its relative error where it is a
    /// scale or an offset, of its error where it is an exponent.
    Parameter(usize),
    /// Every exponent: the sum of their variances.
    Exponents,
    /// Every parameter: the sum of the variances of their relative errors.
    Parameters,
    /// The mean variance of the response over these places.
    Region(Vec<Point<Exact>>),
}

/// Why a target makes no sense for a law.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Of no interior optimum nothing can be known.
    #[error(
        "at {0} FLOP the loss falls all the way to one parameter or one token: there is no best \
         size to aim at; give another budget"
    )]
    NoOptimum(String),
    /// A law without exponents, or none free.
    #[error("law '{0}' has no free exponent to aim at: name another target")]
    NoExponent(String),
    /// A parameter that is held.
    #[error("'{0}' is held, so that no run tells more of it: name another target")]
    Held(String),
    /// A relative error of zero.
    #[error("'{0}' is zero, and has no relative error: name another target")]
    Zero(String),
}

impl Target {
    /// The vectors c_j with which the target is Σ c_jᵀM⁻¹c_j; None for
    /// [`Everything`](Target::Everything), which is a determinant.
    ///
    /// # Errors
    /// Where the law has no such thing; see [`TargetError`].
    pub fn vectors<S: Scalar>(
        &self,
        model: &Model,
        like: &S,
    ) -> Result<Option<Vec<Vec<S>>>, TargetError> {
        let parameters = model.law.about().parameters;
        let unit = |place: usize| {
            let index = model.columns[place];
            let scale = match parameters[index].role {
                Role::Exponent | Role::Plain => like.one(),
                Role::Offset | Role::Scale => inverse(model, like, index)?,
            };
            Ok(single(like, model.columns.len(), place, scale))
        };
        Ok(Some(match self {
            Target::Everything => return Ok(None),
            Target::Loss(at) => vec![model.row(like, &at.map(|x| like.exact(x)))],
            Target::Optimum(compute) => {
                let best = allocate(&model.law, &model.plain(), Budget::training(*compute));
                let gradient = best.map(|best| best.gradient);
                let gradient =
                    gradient.ok_or_else(|| TargetError::NoOptimum(format!("{compute:e}")))?;
                let number = |x: f64| like.exact(&Exact::from_f64(x).unwrap_or_else(|_| 0.into()));
                vec![model.columns.iter().map(|c| number(gradient[*c])).collect()]
            }
            Target::Parameter(index) => {
                let held = || TargetError::Held(parameters[*index].name.into());
                let place = model.columns.iter().position(|c| c == index).ok_or_else(held)?;
                vec![unit(place)?]
            }
            Target::Exponents => {
                let places: Vec<usize> = (0..model.columns.len())
                    .filter(|i| parameters[model.columns[*i]].role == Role::Exponent)
                    .collect();
                if places.is_empty() {
                    return Err(TargetError::NoExponent(model.law.to_string()));
                }
                places.into_iter().map(unit).collect::<Result<_, _>>()?
            }
            Target::Parameters => {
                let relative = |place: usize| {
                    let scale = inverse(model, like, model.columns[place])?;
                    Ok(single(like, model.columns.len(), place, scale))
                };
                (0..model.columns.len()).map(relative).collect::<Result<_, _>>()?
            }
            Target::Region(places) => {
                let root = like.int(places.len() as i64).sqrt();
                let rows = model.rows(like, places);
                rows.into_iter().map(|row| row.into_iter().map(|g| g / &root).collect()).collect()
            }
        }))
    }
}

fn single<S: Scalar>(like: &S, p: usize, place: usize, value: S) -> Vec<S> {
    (0..p).map(|i| if i == place { value.clone() } else { like.zero() }).collect()
}

fn inverse<S: Scalar>(model: &Model, like: &S, index: usize) -> Result<S, TargetError> {
    let value = &model.theta[index];
    if value.signum() == 0 {
        return Err(TargetError::Zero(model.law.about().parameters[index].name.into()));
    }
    Ok(like.one() / like.exact(value))
}

/// Σ c cᵀ.
pub(super) fn outer<S: Scalar>(like: &S, p: usize, vectors: &[Vec<S>]) -> Matrix<S> {
    Matrix::from_fn(p, p, |i, j| vectors.iter().fold(like.zero(), |sum, c| sum + &c[i] * &c[j]))
}
