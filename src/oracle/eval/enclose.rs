//! A law and its derivatives, enclosed, at a precision that is raised until the
//! digits asked are known.

use super::answer::{Answer, Decimals};
use super::request::{Of, Request};
use crate::fit::{Constraints, Problem};
use crate::number::{Dual, Exact, Interval, Scalar};
use crate::oracle::Refused;

/// Bits beyond the digits asked: for the two further digits of the ends, and
/// for what the evaluation loses.
const GUARD: u32 = 24;

/// Enclosures of the loss and of as many derivatives as were asked for.
struct Enclosed {
    loss: Interval,
    gradient: Vec<Interval>,
    /// The lower triangle, row by row.
    hessian: Vec<Interval>,
}

impl Request {
    /// Evaluates in interval arithmetic. The precision is raised until `value`
    /// is known to the digits asked, to about four times those digits; what is
    /// not known then, as at a kink, has ends but no value.
    ///
    /// Refused where the law is not defined, or nothing can be said at that precision.
    pub fn answer(&self) -> Result<Answer, Refused> {
        let wanted = (f64::from(self.digits) * std::f64::consts::LOG2_10).ceil() as u32 + GUARD;
        let most = 4 * wanted + 1024;
        // Every parameter held: any number of runs will do.
        let names = self.law.about().parameters.iter().map(|p| p.name.to_owned());
        let fixed = names.clone().zip(self.theta.iter().cloned()).collect();
        let free_sign = names.collect();
        let held = Constraints { fixed, free_sign, ..Constraints::default() };
        let posed = match &self.of {
            Of::Loss(_) => None,
            Of::Objective(table) => {
                let (objective, runs) = table.as_ref();
                let posed = Problem::new(&self.law, runs, objective, &held);
                Some(posed.map_err(|error| Refused(error.to_string()))?)
            }
        };
        let mut bits = wanted.next_multiple_of(64);
        loop {
            let enclosed = self.enclose(bits, posed.as_ref());
            let last = 2 * bits > most;
            let all = || {
                let derivatives = enclosed.gradient.iter().chain(&enclosed.hessian);
                std::iter::once(&enclosed.loss).chain(derivatives)
            };
            if !all().all(Interval::everywhere_defined) {
                if all().any(Interval::is_empty) {
                    return Err(self.undefined());
                }
                if last {
                    return Err(self.undecided(bits));
                }
            } else {
                let answer = self.print(&enclosed);
                if last || answer.is_known() {
                    return Ok(answer);
                }
            }
            bits *= 2;
        }
    }

    fn undefined(&self) -> Refused {
        let about = self.law.about();
        Refused(format!(
            "law '{}' or a derivative is not defined here; its domain is {}",
            about.id, about.domain
        ))
    }

    fn undecided(&self, bits: u32) -> Refused {
        let about = self.law.about();
        Refused(format!(
            "law '{}': not decided with {bits} bits, because a quantity in the formula or a derivative \
             is too large or too small for the arithmetic (beyond 2^±{}), or because the point is on the \
             edge of the domain, {}",
            about.id,
            1 << 30,
            about.domain
        ))
    }

    /// What is asked for, in any kind of number.
    fn value<S: Scalar>(&self, theta: &[S], posed: Option<&Problem<'_>>) -> S {
        match (&self.of, posed) {
            (Of::Objective(..), Some(problem)) => problem.value(theta),
            (Of::Loss(at), _) => self.law.loss(theta, &at.map(|x| theta[0].exact(x))),
            (Of::Objective(..), None) => unreachable!("an objective is posed first"),
        }
    }

    fn enclose(&self, bits: u32, posed: Option<&Problem<'_>>) -> Enclosed {
        let like = Interval::new(bits, &Exact::from(0));
        let theta: Vec<Interval> = self.theta.iter().map(|x| like.exact(x)).collect();
        match self.order {
            0 => {
                let loss = self.value(&theta, posed);
                Enclosed { loss, gradient: Vec::new(), hessian: Vec::new() }
            }
            1 => {
                let loss = self.value(&Dual::variables(&theta), posed);
                let gradient = loss.gradient(theta.len());
                Enclosed { loss: loss.value().clone(), gradient, hessian: Vec::new() }
            }
            _ => {
                let loss = self.value(&Dual::variables(&Dual::variables(&theta)), posed);
                let rows = loss.gradient(theta.len());
                let hessian = rows.iter().enumerate().flat_map(|(i, row)| row.gradient(i + 1));
                Enclosed {
                    gradient: loss.value().gradient(theta.len()),
                    hessian: hessian.collect(),
                    loss: loss.value().value().clone(),
                }
            }
        }
    }

    fn print(&self, enclosed: &Enclosed) -> Answer {
        let digits = self.digits as usize;
        let decimals = |x: &Interval| Decimals::of(x, digits);
        let names = self.law.about().parameters.iter().map(|p| p.name);
        Answer {
            of: match self.of {
                Of::Loss(_) => "loss",
                Of::Objective(..) => "objective",
            },
            id: self.id.clone(),
            loss: decimals(&enclosed.loss),
            names: names.collect(),
            gradient: enclosed.gradient.iter().map(decimals).collect(),
            hessian: enclosed.hessian.iter().map(decimals).collect(),
        }
    }
}
