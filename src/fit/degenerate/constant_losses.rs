//! Losses that do not vary: the law's own constant says it all.

use crate::law::Role;
use crate::number::{Compare, Exact, Mpfr, Scalar};

use crate::fit::answer::fit::{DataSummary, End, Estimate, Fit, Held, StandardErrors};
use crate::fit::problem::Problem;
use crate::fit::problem::options::Options;
use crate::regression::Status;

/// The answer where every run has the same loss and the law is that constant once its
/// scales are zero: they are, and no exponent can be told. None of any other
/// table, and where constraints do not allow it.
pub(in crate::fit) fn fit(problem: &Problem<'_>, options: &Options) -> Option<Fit> {
    let loss = &problem.iter().next()?.loss;
    if problem.iter().any(|run| run.loss != *loss) {
        return None;
    }
    let (law, space) = (problem.law(), problem.space());
    let about = law.about();
    let bits = options.bits.unwrap_or(0).max(128);
    let like = Mpfr::from_f64(bits, 1.0);
    let mut constant = None;
    let mut parameters = Vec::new();
    for (p, parameter) in about.parameters.iter().enumerate() {
        let free = space.coordinate_of(p).map(|at| &space.free()[at]);
        let (value, held) = match free {
            None => (space.fixed_value(p)?.clone(), Held::Fixed),
            Some(c) => {
                let allowed = |x: &Exact| {
                    c.lower.as_ref().is_none_or(|l| l <= x)
                        && c.upper.as_ref().is_none_or(|u| x <= u)
                };
                let first = c.parameters[0];
                let tied = (first != p).then(|| Held::Tied(about.parameters[first].name));
                match parameter.role {
                    Role::Offset if about.linear.contains(&p) && constant.is_none() => {
                        constant = Some(p);
                        if tied.is_some() || !allowed(loss) {
                            return None;
                        }
                        (loss.clone(), Held::Free)
                    }
                    Role::Scale if about.linear.contains(&p) => {
                        let zero = Exact::from(0);
                        if !allowed(&zero) {
                            return None;
                        }
                        (zero, tied.unwrap_or(Held::AtBound(End::Lower)))
                    }
                    Role::Exponent => {
                        let (lo, hi) = parameter.search;
                        let middle = Exact::from_f64((lo * hi).sqrt()).ok()?;
                        let end = [c.lower.clone(), c.upper.clone()].into_iter().flatten().next();
                        let value = if allowed(&middle) { middle } else { end? };
                        (value, tied.unwrap_or(Held::NotIdentified))
                    }
                    _ => return None,
                }
            }
        };
        let value = like.exact(&value);
        parameters.push(Estimate {
            name: parameter.name,
            lo: value.clone(),
            hi: value.clone(),
            value,
            se: StandardErrors::default(),
            held,
            positive: false,
            open: false,
        });
    }
    constant?;
    // A scale that is held above zero, or a law that is more than its scales, varies.
    let theta: Vec<Mpfr> = parameters.iter().map(|p| p.value.clone()).collect();
    let value = problem.value(&theta);
    if value.to_f64() > 1e-30 {
        return None;
    }
    let exponents: Vec<&str> =
        (parameters.iter()).filter(|p| p.held == Held::NotIdentified).map(|p| p.name).collect();
    if exponents.is_empty() {
        return None;
    }
    Some(Fit {
        law: law.clone(),
        objective: problem.objective().clone(),
        status: Status::NotIdentifiable,
        certified: false,
        bits,
        digits: options.digits,
        remarks: vec![format!(
            "every loss is {loss}: the losses do not vary with size, which leaves {} undetermined",
            exponents.join(", ")
        )],
        parameters,
        twins: Vec::new(),
        objective_value: (like.zero(), value),
        gram: None,
        kink: None,
        covariance: None,
        small_sample_factor: None,
        profiles: None,
        replicates: None,
        data: DataSummary::of(problem),
    })
}
