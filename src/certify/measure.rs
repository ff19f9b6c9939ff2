//! Standard errors, spectrum and conditioning, enclosed over a box.

use super::evaluate::expansion;
use crate::algebra::{Matrix, enclose, usable};
use crate::fit::{Problem, covariances, errors, moments};
use crate::geometry::{centres, shear, sheared};
use crate::number::{Interval, Scalar};

/// What the runs say about the free parameters, over every θ of a box.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The objective.
    pub value: Interval,
    /// Gauss–Newton, observed, sandwich; one entry per free coordinate.
    pub errors: [Vec<Option<Interval>>; 3],
    /// The covariances that they are roots of.
    pub covariances: [Option<Matrix<Interval>>; 3],
    /// K of robust objectives.
    pub factor: Option<Interval>,
    /// Of the Gram matrix of ∂L̂/∂θ, largest first.
    pub eigenvalues: Vec<Interval>,
    /// λ_max/λ_min.
    pub kappa: Interval,
    /// The same with columns of unit length.
    pub kappa_eq: Interval,
    /// The same with N and D in units of their geometric means over the runs.
    pub kappa_c: Interval,
    /// Correlation of the least-squares estimates.
    pub correlation: Option<Matrix<Interval>>,
}

/// `problem` moves every free parameter as it is; `theta` are their enclosures.
pub(super) fn measure(problem: &Problem<'_>, theta: &[Interval]) -> Measured {
    let q = theta.len();
    let like = &theta[0];
    let factor = like.int(problem.objective().factor());
    let here = expansion(problem, theta);
    // The definitions of standard errors are about Σ wρ.
    let hessian = here.hessian.map(|x| x / &factor);
    let sums = moments(problem, theta);
    let covariances = covariances(&sums, &hessian, problem.len());
    let errors = covariances
        .each_ref()
        .map(|c| errors(c, q).into_iter().map(|e| e.filter(usable)).collect());
    let factor = sums.curvature.as_ref().map(|_| sums.robust(problem.len(), q).factor);
    let mut eigenvalues = enclose(&sums.gram);
    let kappa = eigenvalues.kappa();
    let unit = sums.gram.unit_diagonal();
    let kappa_eq =
        if unit.all(usable) { enclose(&unit).kappa() } else { Interval::entire(like.bits()) };
    let space = problem.space();
    let all = space.theta(theta, like);
    let moved: Vec<&[usize]> = space.free().iter().map(|c| c.parameters.as_slice()).collect();
    let [ln_n, ln_d] = centres(problem.runs(), like);
    let centred = sheared(&sums.gram, &shear(space.law(), &all, &moved, [&ln_n, &ln_d]));
    let centred = centred.unit_diagonal();
    let kappa_c =
        if centred.all(usable) { enclose(&centred).kappa() } else { Interval::entire(like.bits()) };
    eigenvalues.eigenvalues.reverse();
    let correlation = crate::algebra::Ldl::new(&unit).map(|ldl| ldl.inverse().unit_diagonal());
    Measured {
        value: here.value,
        errors,
        covariances,
        factor,
        eigenvalues: eigenvalues.eigenvalues,
        kappa,
        kappa_eq,
        kappa_c,
        correlation,
    }
}
