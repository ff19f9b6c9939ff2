//! Ends of profile intervals, proved anew: the system that they solve, in the
//! file's units, with an inverse of its Jacobian by elimination.

use super::case::Case;
use super::{COARSE, Checked};
use crate::algebra::{Ends, Ldl, Matrix, usable};
use crate::certify::certificate::{ClaimedEnd, ClaimedProfiles};
use crate::certify::{Certificate, CertificateError};
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};

/// The optimum that profiles rise from.
pub(super) struct Optimum<'a> {
    /// θ over the tight box.
    pub theta: &'a [Interval],
    /// F there.
    pub value: &'a Interval,
    /// K²s² there.
    pub unit: &'a Interval,
}

/// Verifies the claims about profile intervals, where there are any.
pub(super) fn claims(
    checked: &mut Checked,
    case: &Case,
    optimum: &Optimum<'_>,
) -> Result<(), CertificateError> {
    let certificate = checked.certificate.clone();
    let Some(profiles) = &certificate.profiles else { return Ok(()) };
    let names = certificate.coordinates.iter().map(|c| c.parameters.first());
    let listed = profiles.parameters.iter().map(|p| Some(&p.name));
    let sound = listed.eq(names)
        && certificate.bounds.is_empty()
        && profiles.pseudo != case.objective.is_sum_of_squares();
    let kind = if profiles.pseudo { "pseudo-profiles" } else { "profiles" };
    checked.claim(sound, format!("{kind} of every free parameter, none of them at a bound"));
    let like = &optimum.theta[0];
    let level = format!("the {} quantile of χ² with one degree of freedom", profiles.level);
    checked.claim(is_quantile(profiles, like), level);
    let height = height(case, optimum, &profiles.quantile.enclosed(like.bits()));
    let known = height.filter(|height| profiles.height.contain(height));
    checked.claim(known.is_some(), "the height at which the profiles end");
    // The same runs in the units of the file: there θ_j is a coordinate itself.
    let one = Exact::from(1);
    let certificate = Certificate { unit_n: one.clone(), unit_d: one, ..certificate.clone() };
    let file = Case::new(&certificate, case.rows.clone())?;
    for (at, profile) in profiles.parameters.iter().enumerate() {
        for (side, end) in [(-1, &profile.lo), (1, &profile.hi)] {
            let ClaimedEnd::Bounded { coordinates, value } = end else { continue };
            let proved = known.as_ref().is_some_and(|height| {
                sound
                    && End { case: &file, at, side, ends: coordinates }
                        .holds(height, optimum, value)
            });
            let word = if side < 0 { "lower" } else { "upper" };
            checked.claim(proved, format!("the {word} end of the profile of {}", profile.name));
        }
    }
    Ok(())
}

/// erf √(c/2) is at most the level at the lower end, at least the level at the upper.
fn is_quantile(profiles: &ClaimedProfiles, like: &Interval) -> bool {
    let covered = |c: &Exact| (like.exact(c) / like.int(2)).sqrt().erf();
    let level = like.exact(&profiles.level);
    let Ends { lo, hi } = &profiles.quantile;
    let between = profiles.level.signum() > 0 && profiles.level < Exact::from(1) && lo.signum() > 0;
    let (below, above) = (covered(lo), covered(hi));
    between
        && usable(&below)
        && usable(&above)
        && below.hi() <= level.lo()
        && level.hi() <= above.lo()
}

/// L = F e^(c/m) for sums of squares, F + K²s²c/2 for the others.
fn height(case: &Case, optimum: &Optimum<'_>, quantile: &Interval) -> Option<Interval> {
    let (runs, moving) = (case.rows.len() as i64, case.certificate.coordinates.len() as i64);
    let height = if case.objective.is_sum_of_squares() {
        optimum.value * (quantile / quantile.int(runs)).exp()
    } else if runs > moving {
        optimum.value + optimum.unit * quantile / quantile.int(2)
    } else {
        return None;
    };
    (usable(&height) && optimum.value.less(&height).is_true()).then_some(height)
}

/// One end: its coordinate, −1 or 1, and the box.
struct End<'a> {
    case: &'a Case,
    at: usize,
    side: i64,
    ends: &'a [Ends],
}

impl End<'_> {
    /// Whether in the box is exactly one u with F(u) = L and ∂F/∂u_i = 0 for i ≠ j;
    /// the others are at a strict minimum there, F rises outwards, and θ_j is between
    /// the ends, on the right side of the optimum.
    fn holds(&self, height: &Interval, optimum: &Optimum<'_>, value: &Ends) -> bool {
        let (case, q) = (self.case, self.case.certificate.coordinates.len());
        if self.ends.len() != q {
            return false;
        }
        let bits = height.bits();
        let box_u: Vec<Interval> = self.ends.iter().map(|e| e.enclosed(bits)).collect();
        let coarse: Vec<Interval> =
            self.ends.iter().map(|e| e.enclosed(COARSE.min(bits))).collect();
        let hessian = case.hessian(&case.in_file_units(&Case::variables(&coarse)), q, &case.rows);
        let (_, slopes) = case.slope(&coarse);
        if !hessian.all(usable) || !slopes.iter().all(usable) || !case.is_smooth(&coarse) {
            return false;
        }
        let outward = &slopes[self.at] * slopes[self.at].int(self.side);
        let jacobian = self.in_place(&hessian, &slopes);
        let Some(inverse) = inverse(&jacobian.map(Interval::mid)) else { return false };
        let parameter = case.places.iter().position(|place| *place == Some(self.at));
        let theta = parameter.map(|p| (p, case.in_file_units(&box_u)[p].clone()));
        let there = theta.is_some_and(|(p, theta)| {
            let beyond = (&theta - &optimum.theta[p]) * theta.int(self.side);
            value.contain(&theta) && beyond.is_positive().is_true()
        });
        let others: Vec<usize> = (0..q).filter(|i| *i != self.at).collect();
        there
            && outward.is_positive().is_true()
            && (others.is_empty() || Ldl::new(&hessian.block(&others, &others)).is_some())
            && self.contracts(&box_u, height, &inverse, &jacobian)
    }

    /// The Jacobian of the system: of ∂F/∂u_i the Hessian's row, of F the slopes.
    fn in_place(&self, hessian: &Matrix<Interval>, slopes: &[Interval]) -> Matrix<Interval> {
        let entry = |i: usize, j: usize| match i == self.at {
            true => slopes[j].clone(),
            false => hessian[(i, j)].clone(),
        };
        Matrix::from_fn(slopes.len(), slopes.len(), entry)
    }

    /// K(X) = x − Yf(x) + (I − Yf'(X))(X − x) in the interior of X.
    fn contracts(
        &self,
        box_u: &[Interval],
        height: &Interval,
        inverse: &Matrix<Interval>,
        jacobian: &Matrix<Interval>,
    ) -> bool {
        let middle: Vec<Interval> = box_u.iter().map(|x| Interval::point(&x.mid())).collect();
        let (value, mut system) = self.case.slope(&middle);
        system[self.at] = value - height;
        super::maps_inside(self.ends, (&middle, box_u), (inverse, jacobian), &system).is_some()
    }
}

/// An approximate inverse, by elimination with the largest pivot of each column.
fn inverse(a: &Matrix<Mpfr>) -> Option<Matrix<Interval>> {
    let n = a.rows();
    let mut left = a.clone();
    let mut right = Matrix::identity(&a[(0, 0)], n);
    for k in 0..n {
        let size = |i: &usize| left[(*i, k)].abs();
        let largest = |i: usize, j: usize| if size(&i).less(&size(&j)).is_true() { j } else { i };
        let pivot = (k..n).reduce(largest)?;
        if !size(&pivot).is_positive().is_true() {
            return None;
        }
        let swap = |m: &Matrix<Mpfr>| {
            let row = |i: usize| {
                if i == k {
                    pivot
                } else if i == pivot {
                    k
                } else {
                    i
                }
            };
            Matrix::from_fn(n, n, |i, j| m[(row(i), j)].clone())
        };
        (left, right) = (swap(&left), swap(&right));
        let own = left[(k, k)].clone();
        let factors: Vec<Mpfr> = (0..n).map(|i| &left[(i, k)] / &own).collect();
        let eliminate = |m: &Matrix<Mpfr>| {
            Matrix::from_fn(n, n, |i, j| match i == k {
                true => &m[(k, j)] / &own,
                false => &m[(i, j)] - &factors[i] * &m[(k, j)],
            })
        };
        (left, right) = (eliminate(&left), eliminate(&right));
    }
    let inverse = right.map(Interval::point);
    inverse.all(usable).then_some(inverse)
}
