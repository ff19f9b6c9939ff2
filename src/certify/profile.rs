//! Ends of profile intervals, enclosed.
//!
//! Where the profile of θ_j meets its level, with the other parameters at their
//! best, q equations hold in the q free coordinates:
//!
//! > ∂F/∂u_i = 0 for i ≠ j, F(u) = L,
//!
//! L = F(û) e^(c/m) for sums of squares and F(û) + K²s²c/2 for the others (s² and K those
//! of [`StandardErrors`](crate::fit::StandardErrors)), c the quantile of χ²₁. Krawczyk's operator proves that a box has exactly one
//! solution; that the Hessian in the other coordinates is positive definite over
//! the box, that the others are at a strict minimum there; and the sign of ∂F/∂u_j
//! that the objective rises beyond. What is not proved is that the others have no
//! lower minimum elsewhere: that rests on the search, as the profile itself does.
//!
//! Where the objective is lower elsewhere, the lowest of the others would soon be
//! those of that other optimum. Then the minimum is followed from the one that is
//! certified: these are the ends of the part of {F ≤ L} about it.

use super::Certified;
use super::evaluate::{expansion, slope};
use super::kinks::{law_is_smooth, sides};
use super::quantile::chi_squared;
use super::solve::inside_bounds;
use crate::algebra::{
    Ends, Matrix, around, definite_inverse, image, is_definite, usable, whitening,
};
use crate::fit::{About, Problem, ProfileEnd, moments, profiles_about};
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};
use crate::parallel;

/// Profile intervals whose ends are proved where they are numbers.
#[derive(Clone, Debug)]
pub struct ProvedProfiles {
    /// Coverage.
    pub level: Exact,
    /// Whether the objective is robust, and these are pseudo-profiles.
    pub pseudo: bool,
    /// Whether the objective is lower elsewhere, and these are the intervals of this
    /// optimum alone.
    pub followed: bool,
    /// c with P(χ²₁ ≤ c) = level.
    pub quantile: Interval,
    /// L, the height at which the intervals end.
    pub height: Interval,
    /// One per free parameter; of tied parameters the first.
    pub parameters: Vec<ProvedProfile>,
}

/// The interval of one parameter.
#[derive(Clone, Debug)]
pub struct ProvedProfile {
    /// ASCII name.
    pub name: &'static str,
    /// The lower end.
    pub lower: ProvedEnd,
    /// The upper end.
    pub upper: ProvedEnd,
}

/// One end of an interval.
#[derive(Clone, Debug)]
pub enum ProvedEnd {
    /// The profile meets its level.
    Bounded {
        /// In here.
        value: Interval,
        /// The one solution in the box of these, the problem's coordinates.
        region: Vec<Ends>,
    },
    /// As the search found it, in doubles: open, flat, undecided, or a number
    /// that could not be proved, with the reason.
    Found(ProfileEnd, Option<String>),
}

/// Digits by which boxes are finer than those asked.
const GUARD: usize = 8;
/// Precision in which Newton's method settles before the last steps.
const FIRST: u32 = 128;
/// Steps at the first precision.
const STEPS: usize = 30;
/// Steps at the last: each doubles the digits.
const LAST_STEPS: usize = 12;

/// Encloses the ends of the profile intervals of a certified optimum to `digits`
/// significant digits. The search for them begins at that optimum.
///
/// # Errors
/// Why nothing of the kind can be proved of this optimum.
pub fn profile_ends(
    problem: &Problem<'_>,
    certified: &Certified,
    level: f64,
    digits: usize,
) -> Result<ProvedProfiles, String> {
    let proof = certified.proof.as_ref().ok_or("the optimum is not certified")?;
    if !proof.multipliers.is_empty() || proof.places.len() != problem.space().dimension() {
        return Err("a parameter rests on its bound".into());
    }
    let theta: Vec<f64> = proof.parameters.iter().map(|x| x.mid().to_f64()).collect();
    let About { profiles: found, places, followed } = profiles_about(problem, &theta, level);
    let exact: Exact = format!("{level}").parse().map_err(|error| format!("the level: {error}"))?;
    let needed = ((digits + 2 * GUARD) as f64 * std::f64::consts::LOG2_10).ceil() as u32;
    let bits = proof.bits.max(needed + 64);
    let (quantile, height) = chi_squared(&exact, bits)
        .and_then(|c| Some((c.clone(), height(problem, &proof.parameters, &c)?)))
        .ok_or("the level of the profile could not be enclosed")?;
    let ends = parallel::in_order(2 * places.len(), |i| {
        let (at, side) = (i / 2, if i % 2 == 0 { -1 } else { 1 });
        let profile = &found.parameters[at];
        let end = if side < 0 { &profile.lower } else { &profile.upper };
        let ProfileEnd::Bounded(_) = end else { return ProvedEnd::Found(end.clone(), None) };
        let walk = Walk { problem, at, side, height: &height, digits, bits };
        let proved = walk.prove(&places[at][i % 2], &proof.parameters);
        proved.unwrap_or_else(|why| ProvedEnd::Found(end.clone(), Some(why)))
    });
    let parameters = found.parameters.iter().zip(ends.chunks(2)).map(|(profile, ends)| {
        let [lower, upper] = [0, 1].map(|side| ends[side].clone());
        ProvedProfile { name: profile.name, lower, upper }
    });
    let (pseudo, parameters) = (found.pseudo, parameters.collect());
    Ok(ProvedProfiles { level: exact, pseudo, followed, quantile, height, parameters })
}

/// L: the height at which the interval ends.
fn height(problem: &Problem<'_>, theta: &[Interval], quantile: &Interval) -> Option<Interval> {
    let (m, p) = (problem.len() as i64, problem.space().dimension() as i64);
    let value = problem.value(theta);
    let height = if problem.objective().is_sum_of_squares() {
        &value * (quantile / quantile.int(m)).exp()
    } else if m > p {
        let natural = problem.with_space(problem.space().natural());
        let sums = moments(&natural, &natural.space().coordinates(theta));
        &value + sums.unit(m as usize, p as usize)? * quantile / quantile.int(2)
    } else {
        return None;
    };
    (usable(&height) && value.less(&height).is_true()).then_some(height)
}

/// The way to one end.
struct Walk<'a> {
    problem: &'a Problem<'a>,
    /// The coordinate.
    at: usize,
    /// −1 or 1.
    side: i64,
    height: &'a Interval,
    digits: usize,
    bits: u32,
}

impl Walk<'_> {
    /// Encloses θ_j where the profile meets its level near `place`.
    fn prove(&self, place: &[f64], optimum: &[Interval]) -> Result<ProvedEnd, String> {
        let start = place.iter().map(|x| Mpfr::from_f64(FIRST, *x)).collect();
        let u = self.newton(start).ok_or("Newton's method did not settle")?;
        let like = &u[0];
        let radius = like.int(10).powi(-((self.digits + GUARD) as i32));
        let radius = vec![radius; u.len()];
        let region =
            around(&u, &radius, self.digits + 2 * GUARD).ok_or("a coordinate is not finite")?;
        let boxed: Vec<Interval> = region.iter().map(|e| e.enclosed(self.bits)).collect();
        let over = expansion(self.problem, &boxed);
        if !over.hessian.all(usable) || !over.gradient.iter().all(usable) {
            return Err("the derivatives could not be enclosed".into());
        }
        let points: Vec<Interval> = u.iter().map(Interval::point).collect();
        let (value, gradient) = slope(self.problem, &points);
        let residual = self.system(&gradient, &(&value - self.height));
        let jacobian = Matrix::from_fn(u.len(), u.len(), |i, j| match i == self.at {
            true => over.gradient[j].clone(),
            false => over.hessian[(i, j)].clone(),
        });
        let middle = over.hessian.map(Interval::mid);
        let inverse = self
            .inverse(&middle, &over.gradient[self.at].mid())
            .ok_or("the Hessian in the other parameters is not positive definite")?;
        let image = image(&u, &region, &inverse, &residual, &jacobian)
            .ok_or("its box is not mapped into itself")?;
        let theta = self.problem.space().theta(&image, &image[0]);
        if !law_is_smooth(self.problem, &boxed) || sides(self.problem, &theta).is_err() {
            return Err("second derivatives may jump there".into());
        }
        let block = self.block(&over.hessian);
        let definite = block.rows() == 0
            || whitening(&self.block(&middle), self.bits).is_some_and(|t| is_definite(&block, &t));
        let outward = &over.gradient[self.at] * over.gradient[self.at].int(self.side);
        if !definite || !outward.is_positive().is_true() {
            return Err(
                "the others are not shown to be at a minimum, or the profile to rise".into()
            );
        }
        let parameter = self.problem.space().free()[self.at].parameters[0];
        let value = theta[parameter].clone();
        let beyond = (&value - &optimum[parameter]) * value.int(self.side);
        if !beyond.is_positive().is_true() {
            return Err("it does not lie beyond the optimum".into());
        }
        inside_bounds(self.problem, &theta)?;
        Ok(ProvedEnd::Bounded { value, region })
    }

    /// Newton's method for the q equations.
    fn newton(&self, start: Vec<Mpfr>) -> Option<Vec<Mpfr>> {
        let mut u = start;
        let fine = |bits: u32| libm::exp2(-0.4 * f64::from(bits));
        for (bits, steps) in [(FIRST, STEPS), (self.bits, LAST_STEPS)] {
            u = u.iter().map(|x| x.with_bits(bits)).collect();
            let mut left = steps;
            loop {
                let here = expansion(self.problem, &u);
                let height = self.height.mid().with_bits(bits);
                let residual = self.system(&here.gradient, &(&here.value - &height));
                let inverse = self.inverse(&here.hessian, &here.gradient[self.at])?;
                let step: Vec<Mpfr> = (0..u.len())
                    .map(|i| {
                        let terms = (0..u.len()).map(|j| &inverse[(i, j)] * &residual[j]);
                        terms.reduce(|a, b| a + b).expect("a coordinate")
                    })
                    .collect();
                u = u.iter().zip(&step).map(|(x, s)| x - s).collect();
                if !u.iter().all(Compare::is_finite) {
                    return None;
                }
                if step.iter().all(|s| s.abs().to_f64() < fine(bits).max(1e-300)) {
                    break;
                }
                left = left.checked_sub(1)?;
            }
        }
        Some(u)
    }

    /// The equations: the other slopes, and in place j the height.
    fn system<S: Scalar>(&self, gradient: &[S], height: &S) -> Vec<S> {
        let mut system = gradient.to_vec();
        system[self.at] = height.clone();
        system
    }

    /// The Hessian without coordinate j.
    fn block<S: Scalar>(&self, hessian: &Matrix<S>) -> Matrix<S> {
        let others: Vec<usize> = (0..hessian.rows()).filter(|i| *i != self.at).collect();
        hessian.block(&others, &others)
    }

    /// An approximate inverse of the system's Jacobian: at the solution its row j
    /// is (0, …, g_j, …, 0), so that δ_j = r_j/g_j and
    /// δ_b = H_bb⁻¹ (r_b − H_bj δ_j).
    fn inverse(&self, hessian: &Matrix<Mpfr>, slope: &Mpfr) -> Option<Matrix<Mpfr>> {
        let q = hessian.rows();
        let zero = slope.zero();
        let own = slope.one() / slope;
        let place = |i: usize| if i < self.at { i } else { i - 1 };
        let block = self.block(hessian);
        let inner = if q > 1 { Some(definite_inverse(&block)?) } else { None };
        let entry = |i: usize, j: usize| match (i == self.at, j == self.at, &inner) {
            (true, true, _) => own.clone(),
            (true, false, _) | (_, _, None) => zero.clone(),
            (false, false, Some(inner)) => inner[(place(i), place(j))].clone(),
            (false, true, Some(inner)) => {
                let others = (0..q).filter(|b| *b != self.at);
                let terms = others.map(|b| &inner[(place(i), place(b))] * &hessian[(b, self.at)]);
                -(terms.reduce(|a, b| a + b).expect("another coordinate") * &own)
            }
        };
        Some(Matrix::from_fn(q, q, entry))
    }
}
