//! What a claim is held against: the optimum, or on one ray the twin that fits
//! as well (statement X9). A claim that is the other of the two is no worse.

use super::design::NullSpace;
use super::{ErrorKind, Uncertainty, Whose};
use crate::design::{RaySet, Tolerance};
use crate::fit::{Convention, Fit, Held, Problem, Twin};
use crate::number::{Compare, Dual, Exact, Mpfr, Scalar};

/// One parameter of an optimum.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its value.
    pub value: Mpfr,
    /// Ends of an interval around it, as wide as the fit's.
    pub lo: Mpfr,
    /// See `lo`.
    pub hi: Mpfr,
    /// Its standard error.
    pub se: Option<f64>,
    /// Whether the runs determine it.
    pub known: bool,
}

/// An optimum of the claim's objective.
#[derive(Clone, Debug)]
pub struct Against {
    /// The fit's or a twin's.
    pub of: Whose,
    /// In the law's order.
    pub parameters: Vec<Known>,
}

impl Against {
    /// The optimum, then its twins.
    pub fn all(problem: &Problem<'_>, fit: &Fit, kind: ErrorKind) -> Vec<Against> {
        let own = fit.parameters.iter().map(|p| {
            let known = p.held != Held::NotIdentified;
            let se = kind.se(p).filter(|_| known);
            Known { value: p.value.clone(), lo: p.lo.clone(), hi: p.hi.clone(), se, known }
        });
        let own = Against { of: Whose::Fit, parameters: own.collect() };
        let twins = fit.twins.iter().map(|twin| Against::twin(problem, fit, twin, kind));
        std::iter::once(own).chain(twins).collect()
    }

    /// A twin θ' = T(θ̂): its standard errors and intervals are those of θ̂
    /// carried over by ∂T/∂θ, T the law's symmetry on the ray.
    fn twin(problem: &Problem<'_>, fit: &Fit, twin: &Twin, kind: ErrorKind) -> Against {
        let theta = fit.theta();
        let values: Vec<&Mpfr> = twin.parameters.iter().map(|(_, x)| x).collect();
        let rays = RaySet::of(problem.runs(), Tolerance::default()).rays;
        let images = rays.first().map_or_else(Vec::new, |ray| {
            let k = Dual::constant(theta[0].exact(&ray.k));
            problem.law().twins(&Dual::variables(&theta), &k)
        });
        let off = |image: &Vec<Dual<Mpfr>>| {
            let pairs = image.iter().zip(&values);
            pairs.map(|(a, b)| apart(a.value().to_f64(), b.to_f64())).sum::<f64>()
        };
        let image = images.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
        let nothing = NullSpace::default();
        let convention = Convention { kind, ..Convention::default() };
        let uncertainty = Uncertainty::new(problem, fit, convention, &nothing);
        let parameters = values.iter().enumerate().map(|(j, value)| {
            let slopes = image.map(|image| image[j].gradient(theta.len()));
            let width = slopes.as_ref().map_or_else(
                || value.zero(),
                |slopes| {
                    let moved = slopes.iter().zip(&fit.parameters);
                    moved.fold(value.zero(), |sum, (slope, p)| {
                        sum + slope.abs() * (&p.hi - &p.lo) / value.int(2)
                    })
                },
            );
            let slopes: Option<Vec<f64>> =
                slopes.map(|slopes| slopes.iter().map(Mpfr::to_f64).collect());
            Known {
                se: slopes.and_then(|g| uncertainty.sd(&g)).filter(|se| *se > 0.0),
                lo: *value - &width,
                hi: *value + &width,
                value: (*value).clone(),
                known: true,
            }
        });
        Against { of: Whose::Twin, parameters: parameters.collect() }
    }
}

/// |a − b|/(|a| + |b|), between 0 and 1; 0 where both are 0.
fn apart(a: f64, b: f64) -> f64 {
    let size = a.abs() + b.abs();
    if size > 0.0 { (a - b).abs() / size } else { 0.0 }
}

/// The optimum nearest to these values, by the sum of the relative differences;
/// the first of equals.
///
/// # Panics
/// If there is none.
pub fn nearest<'a>(values: &[Exact], all: &'a [Against]) -> &'a Against {
    let off = |against: &Against| {
        let pairs = values.iter().zip(&against.parameters);
        pairs.map(|(a, b)| apart(a.to_f64(), b.value.to_f64())).sum::<f64>()
    };
    all.iter().min_by(|a, b| off(a).total_cmp(&off(b))).expect("a fit is an optimum")
}
