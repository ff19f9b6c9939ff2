//! Ends of profile intervals, enclosed.
//!
//! Where the profile of θ_j meets its level, with the other parameters at their
//! best, q equations hold in the q free coordinates:
//!
//! > ∂F/∂u_i = 0 for i ≠ j, F(u) = L,
//!
//! L = F(û) e^(c/m) for sums of squares and F(û) + s²c/2 for the others, c the
//! quantile of χ²₁. Krawczyk's operator proves that a box has exactly one
//! solution; that the Hessian in the other coordinates is positive definite over
//! the box, that the others are at a strict minimum there; and the sign of ∂F/∂u_j
//! that the objective rises beyond. What is not proved is that the others have no
//! lower minimum elsewhere: that rests on the search, as the profile itself does.

use super::Certified;
use super::evaluate::{expansion, slope};
use super::kinks::{law_is_smooth, sides};
use super::quantile::chi_squared;
use crate::fit::{FitError, Options, Problem, Profile, ProfileEnd, fit, moments};
use crate::geometry::{Ends, Ldl, Matrix, definite_inverse, usable};
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};
use crate::parallel;

/// Profile intervals whose ends are proved where they are numbers.
#[derive(Clone, Debug)]
pub struct ProvedProfiles {
    /// Coverage.
    pub level: Exact,
    /// Whether the objective is robust, and these are pseudo-profiles.
    pub pseudo: bool,
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
    /// The profile meets its level in here, and nowhere else near.
    Bounded(Interval),
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
/// significant digits.
///
/// # Errors
/// [`FitError`] where there is no fit; the inner error says why nothing of the
/// kind can be proved of this optimum.
pub fn profile_ends(
    problem: &Problem<'_>,
    certified: &Certified,
    level: f64,
    digits: usize,
) -> Result<Result<ProvedProfiles, String>, FitError> {
    let Some(proof) = &certified.proof else {
        return Ok(Err("the optimum is not certified".into()));
    };
    if !proof.multipliers.is_empty() || proof.places.len() != problem.space().dimension() {
        return Ok(Err("a parameter rests on its bound".into()));
    }
    let wanted = Options { profile: Some(level), start: None, ..Options::default() };
    let Some(found) = fit(problem, &wanted)?.profiles else {
        return Ok(Err("the search found no profiles".into()));
    };
    let exact: Exact = match format!("{level}").parse() {
        Ok(exact) => exact,
        Err(error) => return Ok(Err(format!("the level: {error}"))),
    };
    let needed = ((digits + 2 * GUARD) as f64 * std::f64::consts::LOG2_10).ceil() as u32;
    let bits = proof.bits.max(needed + 64);
    let Some(target) = target(problem, &proof.parameters, &exact, bits) else {
        return Ok(Err("the level of the profile could not be enclosed".into()));
    };
    let optimum: Vec<Interval> = proof.parameters.clone();
    let q = problem.space().dimension();
    let ends = parallel::in_order(2 * q, |i| {
        let (at, side) = (i / 2, if i % 2 == 0 { -1 } else { 1 });
        let profile = &found.parameters[at];
        let end = if side < 0 { &profile.lower } else { &profile.upper };
        match end {
            ProfileEnd::Bounded(t) => {
                let walk = Walk { problem, at, side, target: &target, digits, bits };
                match walk.prove(*t, &optimum) {
                    Ok(x) => ProvedEnd::Bounded(x),
                    Err(why) => ProvedEnd::Found(end.clone(), Some(why)),
                }
            }
            other => ProvedEnd::Found(other.clone(), None),
        }
    });
    let parameters =
        found.parameters.iter().zip(ends.chunks(2)).map(|(Profile { name, .. }, ends)| {
            ProvedProfile { name, lower: ends[0].clone(), upper: ends[1].clone() }
        });
    Ok(Ok(ProvedProfiles { level: exact, pseudo: found.pseudo, parameters: parameters.collect() }))
}

/// L: the height at which the interval ends.
fn target(problem: &Problem<'_>, theta: &[Interval], level: &Exact, bits: u32) -> Option<Interval> {
    let quantile = chi_squared(level, bits)?;
    let (m, p) = (problem.len() as i64, problem.space().dimension() as i64);
    let value = problem.value(theta);
    let target = if problem.objective().is_sum_of_squares() {
        &value * (&quantile / quantile.int(m)).exp()
    } else if m > p {
        let natural = problem.with_space(problem.space().natural());
        let sums = moments(&natural, &natural.space().coordinates(theta));
        &value + sums.dispersion / quantile.int(m - p) * &quantile / quantile.int(2)
    } else {
        return None;
    };
    (usable(&target) && value.less(&target).is_true()).then_some(target)
}

/// The way to one end.
struct Walk<'a> {
    problem: &'a Problem<'a>,
    /// The coordinate.
    at: usize,
    /// −1 or 1.
    side: i64,
    target: &'a Interval,
    digits: usize,
    bits: u32,
}

impl Walk<'_> {
    /// Encloses θ_j where the profile meets its level near `t`.
    fn prove(&self, t: f64, optimum: &[Interval]) -> Result<Interval, String> {
        let start = self.others(t, optimum)?;
        let u = self.newton(start).ok_or("Newton's method did not settle")?;
        let like = &u[0];
        let radius = like.int(10).powi(-((self.digits + GUARD) as i32));
        let ends: Vec<Ends> = u
            .iter()
            .map(|x| {
                let end = |x: Mpfr| x.to_decimal(self.digits + 2 * GUARD).parse().ok();
                Some(Ends { lo: end(x - &radius)?, hi: end(x + &radius)? })
            })
            .collect::<Option<_>>()
            .ok_or("a coordinate is not finite")?;
        let boxed: Vec<Interval> = ends.iter().map(|e| e.enclosed(self.bits)).collect();
        let over = expansion(self.problem, &boxed);
        if !over.hessian.all(usable) || !over.gradient.iter().all(usable) {
            return Err("the derivatives could not be enclosed".into());
        }
        let points: Vec<Interval> = u.iter().map(Interval::point).collect();
        let (value, gradient) = slope(self.problem, &points);
        let residual = self.system(&gradient, &(&value - self.target));
        let jacobian = Matrix::from_fn(u.len(), u.len(), |i, j| match i == self.at {
            true => over.gradient[j].clone(),
            false => over.hessian[(i, j)].clone(),
        });
        let middle = over.hessian.map(Interval::mid);
        let inverse = self
            .inverse(&middle, &over.gradient[self.at].mid())
            .ok_or("the Hessian in the other parameters is not positive definite")?
            .map(Interval::point);
        let defect = inverse.times(&jacobian);
        let mut image = Vec::new();
        for i in 0..u.len() {
            let mut x = points[i].clone();
            for j in 0..u.len() {
                x = x - &inverse[(i, j)] * &residual[j];
                let unit = defect[(i, j)].int(i64::from(i == j));
                x = x + (unit - &defect[(i, j)]) * (&boxed[j] - &points[j]);
            }
            if !ends[i].contain_inside(&x) {
                return Err("its box is not mapped into itself".into());
            }
            image.push(x);
        }
        let theta = self.problem.space().theta(&image, &image[0]);
        if !law_is_smooth(self.problem, &boxed) || sides(self.problem, &theta).is_err() {
            return Err("second derivatives may jump there".into());
        }
        let block = self.block(&over.hessian);
        let definite = block.rows() == 0
            || Ldl::new(&block.unit_diagonal())
                .is_some_and(|f| f.pivots().iter().all(|p| p.is_positive().is_true()));
        let outward = &over.gradient[self.at] * over.gradient[self.at].int(self.side);
        if !definite || !outward.is_positive().is_true() {
            return Err(
                "the others are not shown to be at a minimum, or the profile to rise".into()
            );
        }
        let parameter = self.problem.space().free()[self.at].parameters[0];
        Ok(theta[parameter].clone())
    }

    /// All coordinates with θ_j at `t` and the others at their best.
    fn others(&self, t: f64, optimum: &[Interval]) -> Result<Vec<Mpfr>, String> {
        let space = self.problem.space();
        let parameter = space.free()[self.at].parameters[0];
        let mut theta: Vec<Mpfr> = optimum.iter().map(|x| x.mid().with_bits(FIRST)).collect();
        let value = Exact::from_f64(t).map_err(|error| error.to_string())?;
        if space.dimension() > 1 {
            let held = self.problem.with_space(space.hold(self.at, &value));
            let answer = fit(&held, &Options::default()).map_err(|error| error.to_string())?;
            theta = answer.theta().iter().map(|x| x.with_bits(FIRST)).collect();
        }
        theta[parameter] = Mpfr::new(FIRST, &value);
        Ok(space.coordinates(&theta))
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
                let target = self.target.mid().with_bits(bits);
                let residual = self.system(&here.gradient, &(&here.value - &target));
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
