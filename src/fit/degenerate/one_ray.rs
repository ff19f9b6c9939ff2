//! Tables on one ray D = kN, where the optimum of a law may be the degenerate
//! one: at zero gap the two terms are one power of N, and the losses say only
//! what ψ is, not how it is shared between them (statement D2).

use crate::design::{Ray, RaySet, Tolerance};
use crate::law::{Law, Role};
use crate::number::{Compare, DoubleDouble, Dual, Mpfr};

use crate::fit::problem::Problem;
use crate::fit::problem::options::Watch;
use crate::fit::problem::rows::{Model, Rows};
use crate::fit::search::everyday::{Everyday, everyday};

/// The ray that all runs lie on, exactly or nearly; None where there are more.
pub(crate) fn single(problem: &Problem<'_>, rows: &Rows<f64>) -> Option<Ray> {
    // Look closer only where the ratios nearly agree.
    let tolerance = Tolerance::default();
    let ratios = rows.rows.iter().map(|row| row.point.d / row.point.n);
    let (least, most) = ratios.fold((f64::INFINITY, 0.0_f64), |(lo, hi), k| (lo.min(k), hi.max(k)));
    if libm::log(most / least) > 2.0 * tolerance.width {
        return None;
    }
    let mut rays = RaySet::of(problem.runs(), tolerance).rays;
    (rays.len() == 1).then(|| rays.remove(0))
}

/// The two exponents whose equality makes the law's one gap vanish.
fn exponents(law: &Law, theta: &[f64]) -> Option<[usize; 2]> {
    if law.gaps(theta).len() != 1 || law.reduced().is_none() {
        return None;
    }
    let exponents: Vec<usize> =
        (0..law.len()).filter(|p| law.about().parameters[*p].role == Role::Exponent).collect();
    let pairs = exponents.iter().flat_map(|i| exponents.iter().map(move |j| [*i, *j]));
    pairs.filter(|[i, j]| i < j).find(|[i, j]| {
        let mut equal = theta.to_vec();
        equal[*j] = equal[*i];
        law.gap(&equal) == 0.0
    })
}

/// The problem with its gap held at zero, and the coordinates that became one:
/// the second moves with the first. None where the law has no such pair, or
/// constraints speak of it.
pub(crate) fn without_gap<'a>(
    problem: &Problem<'a>,
    theta: &[f64],
) -> Option<(Problem<'a>, [usize; 2])> {
    let space = problem.space();
    let [i, j] = exponents(space.law(), theta)?;
    let pair = [space.coordinate_of(i)?, space.coordinate_of(j)?];
    let plain = |at: usize| {
        let c = &space.free()[at];
        c.parameters.len() == 1 && c.lower.is_none() && c.upper.is_none() && !c.log
    };
    let merged = pair[0] != pair[1] && pair.iter().all(|at| plain(*at));
    merged.then(|| (problem.with_space(space.merge(pair[1], pair[0])), pair))
}

impl<'a> Problem<'a> {
    /// The same problem with the law's gap held at zero: the exponents of its
    /// two terms are equal. None where the law has no such pair of exponents, or
    /// where they are fixed, tied or bounded already.
    pub fn at_zero_gap(&self) -> Option<Problem<'a>> {
        let typical: Vec<f64> = vec![0.5; self.law().len()];
        without_gap(self, &typical).map(|(problem, _)| problem)
    }
}

/// θ with ψ shared anew between the scales of the pair, at zero gap: the i-th
/// contributes `shares[i]` of it, everything else stays. On the ray of k the
/// losses do not change.
///
/// Each scale's own contribution to ψ is a power of it, whose degree is
/// ∂ ln ψ/∂ ln (scale); the shares should add up to 1.
pub fn split<S: Compare>(law: &Law, theta: &[S], k: &S, shares: &[S]) -> Vec<S> {
    let psi = law.psi(theta, k);
    let pair = law.about().pair;
    let mut out = theta.to_vec();
    for (&p, share) in pair.iter().zip(shares) {
        let mut alone: Vec<Dual<S>> = theta.iter().map(|t| Dual::constant(t.clone())).collect();
        pair.iter().for_each(|&q| alone[q] = Dual::constant(k.zero()));
        alone[p] = Dual::variable(k.one(), 0);
        let own = law.psi(&alone, &Dual::constant(k.clone()));
        let degree = own.derivative(0).cloned().unwrap_or_else(|| k.one()) / own.value();
        out[p] = (share * &psi / own.value()).pow(&(k.one() / degree));
    }
    out
}

/// The degenerate optimum, if it is the lowest point: where holding the gap at
/// zero costs nothing. ψ is shared evenly, whatever path led there.
pub(crate) struct Degenerate<'a> {
    /// The problem at zero gap.
    pub problem: Problem<'a>,
    /// The coordinate that moves with another, and the other.
    pub merged: [usize; 2],
    pub found: Everyday,
}

/// Looks for the degenerate optimum of a table on one exact ray.
pub(crate) fn degenerate<'a>(
    problem: &Problem<'a>,
    rows: &Rows<f64>,
    found: &Everyday,
    seed: u64,
    watch: Watch<'_>,
) -> Option<Degenerate<'a>> {
    let ray = single(problem, rows).filter(|ray| ray.exact)?;
    let u = found.place();
    let (tied, [kept, moved]) = without_gap(problem, &problem.space().theta(&u, &1.0))?;
    let mut at = everyday(&tied, rows, None, seed, watch)?;
    let v = at.place();
    let (full, reduced) = (Model::of(problem), Model::of(&tied));
    let tolerance = |value: f64| full.slack(value, rows);
    let lowest = full.value(&u, rows);
    if reduced.value(&v, rows) > lowest + tolerance(lowest) {
        return None;
    }
    let law = problem.law();
    let k = ray.k.to_f64();
    let count = law.about().pair.len();
    let even = split(law, &tied.space().theta(&v, &1.0), &k, &vec![1.0 / count as f64; count]);
    let even = tied.space().coordinates(&even);
    let [shared, found] = [&even, &v].map(|u| reduced.value(u, rows));
    if (shared - found).abs() <= tolerance(found) {
        at.u = even.into_iter().map(DoubleDouble::from_f64).collect();
    }
    Some(Degenerate { problem: tied, merged: [moved, kept], found: at })
}

/// Whether a difference from this value of the objective is no more than the
/// rounding of the losses to doubles makes.
pub(crate) fn is_rounding(
    problem: &Problem<'_>,
    rows: &Rows<f64>,
    (difference, value): (&Mpfr, &Mpfr),
) -> bool {
    // The rows' values are half the objective of sums of squares.
    let factor = problem.objective().factor() as f64;
    let slack = factor * Model::of(problem).slack(value.to_f64() / factor, rows);
    difference.to_f64().abs() <= slack
}
