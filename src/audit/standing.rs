//! Where a table of runs stands before anything is made of its fit: the optimum, what the
//! places of the runs tell apart, and what they leave open.

use super::{
    DesignAudit, Error, Identifiable, Options, Prediction, Reduced, Twins, Uncertainty, Watch,
    claim, design, find, identify, predict, predictions,
};
use crate::fit::{Convention, Fit, Problem};
use crate::number::{Compare, Mpfr};
use crate::runs::Runs;

/// A fit and what it rests on.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Our fit.
    pub fit: Fit,
    /// Where the design is looked at.
    pub theta: Vec<Mpfr>,
    /// The same in doubles.
    pub plain: Vec<f64>,
    /// Whether that is where ψ is shared evenly between the terms, the runs determining
    /// no point of their own.
    pub even: bool,
    /// Indices of the parameters that move.
    pub free: Vec<usize>,
    /// The places of the runs.
    pub design: DesignAudit,
    /// What is determined.
    pub identifiable: Identifiable,
    /// Other parameters that fit as well, or nearly, on one ray.
    pub twins: Twins,
}

impl Standing {
    /// Fits, and looks at what the fit rests on; `step` is told what is being done.
    pub fn of(
        problem: &Problem<'_>,
        options: &Options,
        step: &dyn Fn(&'static str),
        watch: Watch<'_>,
    ) -> Result<Self, Error> {
        let (law, runs) = (&options.law, problem.runs());
        let mut fit = super::solve_problem(problem, options, options.start.clone(), watch)?;
        if let Some(start) = claim::lower(problem, &fit, options) {
            let other = super::solve_problem(problem, options, Some(start), watch)?;
            if other.objective_value.1.less(&fit.objective_value.0).is_true() {
                fit = other;
            }
        }
        let (at, even) = super::point_of(problem, &fit, options)?;
        let theta: Vec<Mpfr> = at.iter().map(|t| t.with_bits(options.bits)).collect();
        let plain: Vec<f64> = theta.iter().map(Mpfr::to_f64).collect();
        let free = super::free_columns(problem);
        step("looking at the design");
        let design = design(law, &theta, runs, &free, &options.kappa_target, options.tolerance);
        step("finding what is identifiable");
        let mut identifiable = super::identifiable(&design, &fit, runs, options, watch)?;
        let solve =
            |problem: &Problem<'_>| super::solve_plain(problem, options.seed, options.digits);
        let twins = identify::twins(problem, &fit, &design, solve)?;
        if identifiable.reduced.as_ref().is_some_and(|r| r.two_powers().is_some()) {
            identifiable.up_to_exchange(&fit, &twins);
        }
        Ok(Standing { fit, theta, plain, even, free, design, identifiable, twins })
    }

    /// How far anything computed from the parameters may be off.
    pub fn uncertainty<'a>(
        &'a self,
        problem: &'a Problem<'_>,
        convention: Convention,
    ) -> Uncertainty<'a> {
        Uncertainty::new(problem, &self.fit, convention, &self.design.open)
    }

    /// Predictions as far as the runs determine them, with the intervals that rest on
    /// refits: on one ray the reduced model predicts, or where it is refuted both powers of
    /// N; off it nothing does.
    pub fn settled(
        &self,
        places: Vec<Prediction>,
        uncertainty: &Uncertainty<'_>,
        runs: &Runs,
        options: &Options,
    ) -> Result<Vec<Prediction>, Error> {
        let ours = match &self.identifiable.reduced {
            None => places,
            Some(reduced) if reduced.two_powers().is_some() => predict::on_the_ray(places),
            Some(reduced) => return reduced.predict(places, runs, options),
        };
        Ok(predict::with_refits(ours, uncertainty))
    }

    /// Whether all lies on one ray, exact or nearly, and the law has a pair to confuse there.
    pub fn is_one_ray(&self) -> bool {
        super::one_ray(&self.design)
    }

    /// Whether the best split of a budget can be spoken of at all: one of many optima has
    /// no say about budgets, but twins are set side by side.
    pub fn has_split(&self) -> bool {
        self.identifiable.not_identified.is_empty() || self.is_one_ray()
    }

    /// Of N and D, what the fitted loss rises with at the centre of the runs: there no
    /// split of a budget is best.
    pub fn rising(&self, problem: &Problem<'_>, convention: Convention) -> Vec<&'static str> {
        let uncertainty = self.uncertainty(problem, convention);
        let places = predictions(problem.runs(), &self.plain, &uncertainty, &self.design);
        find::rising(problem.law(), &self.plain, &self.design, &places)
    }

    /// What a ray determines, where all runs lie on one.
    pub fn reduced(&self) -> Option<&Reduced> {
        self.identifiable.reduced.as_ref()
    }
}
