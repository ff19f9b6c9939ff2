//! Which parameters are free, and in which coordinates a search moves them.
//!
//! Length: every constraint is read, checked and turned into coordinates here, and
//! the unit tests of that bookkeeping stand beside it.

use crate::fit::problem::reach::Reach;
use crate::law::{Law, Parameter, Role, meant};
use crate::number::{Exact, ExactError, Scalar};

/// What the user says about parameters, by name and not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// `--fix E=1.82`: held at an exact value.
    pub fixed: Vec<(String, Exact)>,
    /// `--tie alpha=beta`: the first takes the value of the second.
    pub tied: Vec<(String, String)>,
    /// `--bounds A=1:1e4`: closed; an open end is absent.
    pub bounds: Vec<(String, Option<Exact>, Option<Exact>)>,
    /// Parameters positive by default that may take either sign.
    pub free_sign: Vec<String>,
}

/// Why constraints make no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConstraintError {
    /// The law has no such parameter.
    #[error("law '{law}' has no parameter '{given}': {mend}")]
    UnknownParameter {
        /// The law.
        law: &'static str,
        /// What was asked for.
        given: String,
        /// The closest name, where one is close, and all of them.
        mend: String,
    },
    /// Not of the form of its option.
    #[error("'{given}' is not of the form {form}")]
    Form {
        /// What was typed.
        given: String,
        /// What was expected.
        form: &'static str,
    },
    /// A value that is no decimal.
    #[error("'{given}': '{value}' is {problem}")]
    Value {
        /// What was typed.
        given: String,
        /// The part at fault.
        value: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Two constraints that exclude each other.
    #[error("{0}")]
    Conflict(String),
}

impl Constraints {
    /// Adds `NAME=VALUE`.
    pub fn fix(&mut self, text: &str) -> Result<(), ConstraintError> {
        let (name, value) = split(text, "NAME=VALUE")?;
        self.fixed.push((name.into(), decimal(text, value)?));
        Ok(())
    }

    /// Adds `NAME=NAME`.
    pub fn tie(&mut self, text: &str) -> Result<(), ConstraintError> {
        let (name, other) = split(text, "NAME=NAME")?;
        self.tied.push((name.into(), other.into()));
        Ok(())
    }

    /// Adds `NAME=LOW:HIGH`, either end empty (or infinite) for none. An explicit
    /// `-inf` lets a parameter be negative that is positive by default.
    pub fn bound(&mut self, text: &str) -> Result<(), ConstraintError> {
        let form = "NAME=LOW:HIGH";
        let (name, range) = split(text, form)?;
        let (low, high) = range
            .split_once(':')
            .ok_or_else(|| ConstraintError::Form { given: text.into(), form })?;
        let end = |value: &str| {
            let none = ["", "-inf", "inf", "+inf"].contains(&value);
            if none { Ok(None) } else { decimal(text, value).map(Some) }
        };
        if ["inf", "+inf"].contains(&low) || high == "-inf" {
            return Err(ConstraintError::Form { given: text.into(), form });
        }
        if low == "-inf" {
            self.free_sign.push(name.into());
        }
        self.bounds.push((name.into(), end(low)?, end(high)?));
        Ok(())
    }
}

fn split<'a>(text: &'a str, form: &'static str) -> Result<(&'a str, &'a str), ConstraintError> {
    match text.split_once('=') {
        Some((name, rest)) if !name.is_empty() && !rest.is_empty() => {
            Ok((name.trim(), rest.trim()))
        }
        _ => Err(ConstraintError::Form { given: text.into(), form }),
    }
}

fn decimal(given: &str, value: &str) -> Result<Exact, ConstraintError> {
    let wrong = |problem: String| ConstraintError::Value {
        given: given.into(),
        value: value.into(),
        problem,
    };
    let number: Exact = value.parse().map_err(|e: ExactError| wrong(e.to_string()))?;
    match number.signum() == 0 || (-300..=300).contains(&number.magnitude()) {
        true => Ok(number),
        false => Err(wrong("beyond 1e±300".into())),
    }
}

/// One free coordinate: the parameters that move with it, its scale and range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordinate {
    /// Indices of the law's parameters; more than one where they are tied.
    pub parameters: Vec<usize>,
    /// Whether the search moves ln θ instead of θ.
    pub log: bool,
    /// θ ≥ lower; absent on a logarithmic coordinate without explicit bound,
    /// which is positive by construction.
    pub lower: Option<Exact>,
    /// θ ≤ upper.
    pub upper: Option<Exact>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Slot {
    Free(usize),
    Fixed(Exact),
}

/// The map between a law's parameters θ and free coordinates u.
///
/// Scales move in ln θ, which makes the Hessian of the Chinchilla fit eight
/// orders better conditioned; offsets and exponents move as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    law: Law,
    slots: Vec<Slot>,
    free: Vec<Coordinate>,
    reach: Reach,
}

impl Space {
    /// The coordinates of a law under constraints.
    pub fn new(law: &Law, constraints: &Constraints) -> Result<Self, ConstraintError> {
        let about = law.about();
        let index = |name: &str| {
            about.index(name).ok_or_else(|| {
                let names = about.parameters.iter().map(|p| p.name);
                ConstraintError::UnknownParameter {
                    law: about.id,
                    given: name.into(),
                    mend: meant(name, "parameters", names),
                }
            })
        };
        // The representative of each set of tied parameters.
        let mut head: Vec<usize> = (0..law.len()).collect();
        for (name, other) in &constraints.tied {
            let (from, to) = (head[index(name)?], head[index(other)?]);
            for h in &mut head {
                if *h == from {
                    *h = to;
                }
            }
        }
        let mut fixed: Vec<Option<Exact>> = vec![None; law.len()];
        for (name, value) in &constraints.fixed {
            let slot = &mut fixed[head[index(name)?]];
            if slot.as_ref().is_some_and(|v| v != value) {
                return Err(ConstraintError::Conflict(format!(
                    "{name} is fixed at two different values"
                )));
            }
            *slot = Some(value.clone());
        }
        let mut free_sign = vec![false; law.len()];
        for name in &constraints.free_sign {
            free_sign[head[index(name)?]] = true;
        }
        let mut ranges: Vec<(Option<Exact>, Option<Exact>)> = vec![(None, None); law.len()];
        for (name, low, high) in &constraints.bounds {
            if let (Some(low), Some(high)) = (low, high)
                && low >= high
            {
                return Err(ConstraintError::Conflict(format!(
                    "bounds of {name}: {low} is not below {high}"
                )));
            }
            // Of tied parameters the ranges meet.
            let range = &mut ranges[head[index(name)?]];
            range.0 = low.clone().into_iter().chain(range.0.take()).max();
            range.1 = high.clone().into_iter().chain(range.1.take()).min();
        }
        for (h, (low, high)) in ranges.iter().enumerate() {
            if let (Some(low), Some(high)) = (low, high)
                && low >= high
            {
                let tied = (0..law.len()).filter(|p| head[*p] == h);
                let names: Vec<&str> = tied.map(|p| about.parameters[p].name).collect();
                let tied = if names.len() > 1 { ", which are tied," } else { "" };
                let names = names.join(" and ");
                let problem = format!("bounds of {names}{tied} do not overlap");
                return Err(ConstraintError::Conflict(problem));
            }
        }
        let mut free: Vec<Coordinate> = Vec::new();
        let mut place: Vec<Option<usize>> = vec![None; law.len()];
        let mut slots = Vec::new();
        for (p, &h) in head.iter().enumerate() {
            if let Some(value) = &fixed[h] {
                check_fixed(&about.parameters[p], value, &ranges[h])?;
                slots.push(Slot::Fixed(value.clone()));
                continue;
            }
            let at = *place[h].get_or_insert_with(|| {
                let signed =
                    free_sign[h] || ranges[h].0.as_ref().is_some_and(|low| low.signum() < 0);
                free.push(coordinate(law, h, signed, &ranges[h]));
                free.len() - 1
            });
            free[at].parameters.push(p);
            slots.push(Slot::Free(at));
        }
        Ok(Space { law: law.clone(), slots, free, reach: Reach::default() })
    }

    /// The same coordinates as far as a table can tell them from infinity.
    pub(crate) fn reaching(self, reach: Reach) -> Self {
        Space { reach, ..self }
    }

    /// How far coordinates go before they count as infinite.
    pub(crate) fn reach(&self) -> Reach {
        self.reach
    }

    /// The law.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// The free coordinates.
    pub fn free(&self) -> &[Coordinate] {
        &self.free
    }

    /// How many coordinates are free.
    pub fn dimension(&self) -> usize {
        self.free.len()
    }

    /// The coordinate that moves a parameter; None where it is fixed.
    pub fn coordinate_of(&self, parameter: usize) -> Option<usize> {
        match &self.slots[parameter] {
            Slot::Free(at) => Some(*at),
            Slot::Fixed(_) => None,
        }
    }

    /// The exact value of a fixed parameter.
    pub fn fixed_value(&self, parameter: usize) -> Option<&Exact> {
        match &self.slots[parameter] {
            Slot::Free(_) => None,
            Slot::Fixed(value) => Some(value),
        }
    }

    /// The law's parameter that names coordinate `at`.
    pub fn parameter(&self, at: usize) -> &'static Parameter {
        &self.law.about().parameters[self.free[at].parameters[0]]
    }

    /// θ(u), u in the free coordinates; `like` lends its kind to the fixed ones.
    pub fn theta<S: Scalar>(&self, u: &[S], like: &S) -> Vec<S> {
        let moved: Vec<S> =
            self.free.iter().zip(u).map(|(c, u)| if c.log { u.exp() } else { u.clone() }).collect();
        self.slots
            .iter()
            .map(|slot| match slot {
                Slot::Free(at) => moved[*at].clone(),
                Slot::Fixed(value) => like.exact(value),
            })
            .collect()
    }

    /// u(θ): of tied parameters the first speaks.
    pub fn coordinates<S: Scalar>(&self, theta: &[S]) -> Vec<S> {
        self.free
            .iter()
            .map(|c| {
                let value = &theta[c.parameters[0]];
                if c.log { value.ln() } else { value.clone() }
            })
            .collect()
    }

    /// Whether a parameter, where it is positive, stays so: all are unless the user lets
    /// them change sign.
    pub fn is_positive(&self, parameter: usize) -> bool {
        self.coordinate_of(parameter).is_some_and(|at| {
            let c = &self.free[at];
            let exponent = self.parameter(at).role == Role::Exponent;
            c.log || c.lower.as_ref().map_or(exponent, |low| low.signum() >= 0)
        })
    }

    /// The same free parameters, each moved as it is.
    pub fn natural(&self) -> Self {
        let mut space = self.clone();
        for c in &mut space.free {
            c.log = false;
        }
        space
    }

    /// The same space with coordinate `at` moving with another one.
    pub(crate) fn merge(&self, at: usize, with: usize) -> Self {
        let mut space = self.clone();
        let parameters = space.free[at].parameters.clone();
        space.free[with].parameters.extend(parameters);
        space.free[with].parameters.sort_unstable();
        space.free.remove(at);
        for slot in &mut space.slots {
            if let Slot::Free(i) = slot {
                let place = if *i == at { with } else { *i };
                *i = place - usize::from(place > at);
            }
        }
        space
    }

    /// The same space with exponents bounded below by 0, where they are
    /// positive at θ and have no lower bound of their own.
    pub(crate) fn with_positive_exponents(&self, theta: &[f64]) -> Self {
        let mut space = self.clone();
        for c in &mut space.free {
            let first = c.parameters[0];
            let exponent = self.law.about().parameters[first].role == Role::Exponent;
            if exponent && c.lower.is_none() && theta[first] > 0.0 {
                c.lower = Some(Exact::from(0));
            }
        }
        space
    }

    /// The same space with one more coordinate held at a value of θ.
    pub fn hold(&self, at: usize, value: &Exact) -> Self {
        let mut space = self.clone();
        space.free.remove(at);
        for slot in &mut space.slots {
            match slot {
                Slot::Free(i) if *i == at => *slot = Slot::Fixed(value.clone()),
                Slot::Free(i) if *i > at => *i -= 1,
                _ => {}
            }
        }
        space
    }

    /// The same coordinates of another law whose parameters all have a namesake
    /// in this one; None where they do not.
    pub(crate) fn restrict(&self, law: &Law) -> Option<Self> {
        let about = self.law.about();
        let names = law.about().parameters;
        let source: Vec<usize> =
            names.iter().map(|p| about.index(p.name)).collect::<Option<_>>()?;
        let mut free: Vec<Coordinate> = Vec::new();
        let mut place = vec![None; self.free.len()];
        let mut slots = Vec::new();
        for (p, &from) in source.iter().enumerate() {
            slots.push(match &self.slots[from] {
                Slot::Fixed(value) => Slot::Fixed(value.clone()),
                Slot::Free(at) => {
                    let new = *place[*at].get_or_insert_with(|| {
                        free.push(Coordinate { parameters: Vec::new(), ..self.free[*at].clone() });
                        free.len() - 1
                    });
                    free[new].parameters.push(p);
                    Slot::Free(new)
                }
            });
        }
        Some(Space { law: law.clone(), slots, free, reach: self.reach })
    }

    /// The range of each coordinate in the search's own scale, in doubles.
    pub fn range(&self, at: usize) -> (f64, f64) {
        let c = &self.free[at];
        let scale = |end: &Exact| {
            let end = end.to_f64();
            if !c.log {
                end
            } else if end > 0.0 {
                libm::log(end)
            } else {
                f64::NEG_INFINITY
            }
        };
        (
            c.lower.as_ref().map_or(f64::NEG_INFINITY, scale),
            c.upper.as_ref().map_or(f64::INFINITY, scale),
        )
    }
}

/// A fixed value must be one that the law accepts and lie within its bounds.
fn check_fixed(
    parameter: &Parameter,
    value: &Exact,
    (low, high): &(Option<Exact>, Option<Exact>),
) -> Result<(), ConstraintError> {
    if low.as_ref().is_some_and(|low| value < low) || high.as_ref().is_some_and(|h| value > h) {
        return Err(ConstraintError::Conflict(format!(
            "{} is fixed at {value}, outside its bounds",
            parameter.name
        )));
    }
    Ok(())
}

/// Scales, and offsets that sit inside a power, move in ln θ unless they may
/// change sign; an offset in which the loss is linear is bounded at 0, where
/// the law is still smooth.
fn coordinate(
    law: &Law,
    parameter: usize,
    signed: bool,
    (low, high): &(Option<Exact>, Option<Exact>),
) -> Coordinate {
    let about = law.about();
    let role = about.parameters[parameter].role;
    let smooth_at_zero = role == Role::Offset && about.linear.contains(&parameter);
    let log = role.is_positive() && !signed && !smooth_at_zero;
    let zero = Exact::from(0);
    let lower = match low {
        Some(low) if log && low.signum() <= 0 => None,
        Some(low) => Some(low.clone()),
        None if smooth_at_zero && !signed => Some(zero),
        None => None,
    };
    Coordinate { parameters: Vec::new(), log, lower, upper: high.clone() }
}

#[cfg(test)]
mod tests {
    use crate::fit::problem::coordinates::*;

    fn space(fix: &[&str], tie: &[&str], bounds: &[&str]) -> Result<Space, ConstraintError> {
        let mut constraints = Constraints::default();
        fix.iter().try_for_each(|t| constraints.fix(t))?;
        tie.iter().try_for_each(|t| constraints.tie(t))?;
        bounds.iter().try_for_each(|t| constraints.bound(t))?;
        Space::new(&Law::named("chinchilla").expect("a law"), &constraints)
    }

    #[test]
    fn fixed_and_tied_parameters_leave_the_space() {
        let s = space(&["E=1.8"], &["alpha=beta"], &["A=1:1e4"]).expect("consistent");
        assert_eq!(s.dimension(), 3);
        let u = s.coordinates(&[9.0, 400.0, 500.0, 0.3, 0.4]);
        let theta = s.theta(&u, &0.0);
        assert_eq!(theta[0], 1.8);
        assert!((theta[1] - 400.0).abs() < 1e-12 && (theta[2] - 500.0).abs() < 1e-12);
        assert_eq!((theta[3], theta[4]), (0.3, 0.3));
        assert_eq!(s.range(0), (0.0, libm::log(1e4)));
        let held = s.hold(1, &Exact::from(7));
        assert_eq!(held.dimension(), 2);
        assert_eq!(held.theta(&held.coordinates(&theta), &0.0)[2..], [7.0, 0.3, 0.3]);
    }

    #[test]
    fn contradictions_are_named() {
        for (fix, tie, bounds, part) in [
            (&["F=1"][..], &[][..], &[][..], "no parameter 'F'"),
            (&["E=1", "E=2"], &[], &[], "two different values"),
            (&["E=x"], &[], &[], "not a decimal"),
            (&["E"], &[], &[], "form NAME=VALUE"),
            (&[], &["alpha"], &[], "form NAME=NAME"),
            (&[], &[], &["A=2:1"], "not below"),
            (&["A=5"], &[], &["A=1:2"], "outside its bounds"),
            (&[], &[], &["A=inf:2"], "form NAME=LOW:HIGH"),
            (&[], &[], &["A=1e400:1e500"], "'1e400' is beyond 1e±300"),
        ] {
            let error = space(fix, tie, bounds).expect_err(part).to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
