//! About the optimum: a box on which the objective is strictly convex, wider
//! than that of the certificate.
//!
//! With T∇²F(x)Tᵀ ≈ I and coordinates u = x + Tᵀz the Hessian in z is
//! Σ t''(T∇L̂)(T∇L̂)ᵀ + t'T∇²L̂Tᵀ. Summed in this form every run's part is about as
//! large as what it adds to I. Summed in u and transformed at the end, what
//! intervals lose in the sum grows by the condition number.

use super::range;
use crate::algebra::{Ldl, Matrix, definite_inverse, whitening};
use crate::certify::evaluate::{expansion, expansion_along};
use crate::certify::kinks::law_is_smooth;
use crate::certify::units::without_bounds;
use crate::certify::{Place, Proof};
use crate::fit::Problem;
use crate::number::{Dual, Interval, Mpfr, Scalar};
use crate::runs::Runs;

/// Precision in bits.
const BITS: u32 = 64;
/// Halvings of the last factor 2 of a reach.
const REFINEMENTS: usize = 2;

/// Doubles between which every parameter is inside a box where the objective is
/// strictly convex and that holds the certified optimum; by parameter, in the
/// proof's units.
pub(super) fn basin(problem: &Problem<'_>, proof: &Proof) -> Result<Vec<[f64; 2]>, String> {
    let alone: Option<Vec<&Place>> = (0..problem.law().len())
        .map(|p| proof.places.iter().find(|place| place.parameters == [p]))
        .collect();
    let alone = alone.ok_or("a parameter is held or tied: the problem does not project")?;
    let given: Vec<Interval> =
        proof.places.iter().map(|place| place.convex.enclosed(BITS)).collect();
    let boxed = wider(problem, proof).unwrap_or(given);
    let at = |place: &Place| proof.places.iter().position(|p| p.parameters == place.parameters);
    alone
        .into_iter()
        .map(|place| {
            let u = &boxed[at(place).ok_or("no such place")?];
            let [lo, hi] = [u.lo(), u.hi()].map(|x| {
                let x = Interval::point(&x);
                if place.log { x.exp() } else { x }
            });
            Ok([range::above(&lo.hi()), range::below(&hi.lo())])
        })
        .collect()
}

/// The widest box found.
fn wider(problem: &Problem<'_>, proof: &Proof) -> Option<Vec<Interval>> {
    let runs: Vec<_> = problem.iter().map(|run| proof.units.run(run)).collect();
    let runs = Runs::from(runs);
    let free = without_bounds(problem, &[]);
    let scaled = Problem::new(problem.law(), &runs, problem.objective(), &free).ok()?;
    let tight: Vec<Interval> =
        proof.places.iter().map(|place| place.tight.enclosed(BITS)).collect();
    let centre: Vec<Mpfr> =
        proof.places.iter().map(|place| place.tight.enclosed(2 * BITS).mid()).collect();
    let hessian = expansion(&scaled, &centre).hessian;
    let unit: Vec<Mpfr> = definite_inverse(&hessian)?.diagonal().iter().map(Scalar::sqrt).collect();
    let transform = whitening(&hessian, BITS)?;
    let proved = |t: f64| -> Option<Vec<Interval>> {
        let t = Mpfr::from_f64(BITS, t);
        let side = |(c, s): (&Mpfr, &Mpfr)| {
            let r = s * &t;
            Interval::hull_of(&(c - &r).with_bits(BITS), &(c + &r).with_bits(BITS))
        };
        let u: Vec<Interval> = centre.iter().zip(&unit).map(side).collect();
        let around = tight.iter().zip(&u).all(|(x, u)| x.is_interior(u));
        (around && is_convex(&scaled, &u, &transform)).then_some(u)
    };
    let mut reach = proof.reach;
    let mut found = proved(reach)?;
    while let Some(next) = proved(2.0 * reach) {
        (reach, found) = (2.0 * reach, next);
    }
    let mut beyond = 2.0 * reach;
    for _ in 0..REFINEMENTS {
        let middle = libm::sqrt(reach * beyond);
        match proved(middle) {
            Some(next) => (reach, found) = (middle, next),
            None => beyond = middle,
        }
    }
    Some(found)
}

/// Whether T∇²FTᵀ is proved positive definite on a box. Where a residual may
/// cross Huber's threshold ∇²F stands for all that it may be on either side.
fn is_convex(problem: &Problem<'_>, u: &[Interval], transform: &Matrix<Interval>) -> bool {
    if !law_is_smooth(problem, u) {
        return false;
    }
    let z = Dual::variables(&Dual::variables(&vec![u[0].zero(); u.len()]));
    let lift = |x: &Interval| Dual::constant(Dual::constant(x.clone()));
    let along: Vec<Dual<Dual<Interval>>> = u
        .iter()
        .enumerate()
        .map(|(j, u)| {
            z.iter().enumerate().fold(lift(u), |sum, (k, z)| sum + z * lift(&transform[(k, j)]))
        })
        .collect();
    let hessian = expansion_along(problem, &along).hessian;
    hessian.all(crate::algebra::usable) && Ldl::new(&hessian).is_some()
}
