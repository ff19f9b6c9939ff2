//! The best split of budgets, and the cheapest way to losses, with what is to be served.

use serde::Serialize;

use super::distance::{Distance, Seen};
use crate::audit::{
    Budget, Error, Goal, NewRun, Options, Place, Prediction, Sizes, Standing, Uncertainty, Watch,
    cheapest, with_refits,
};
use crate::fit::{Interval, Problem, Status};
use crate::law::{Law, Point};
use crate::number::{Compare, Mpfr};
use crate::runs::Runs;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Budgets C, training and inference together.
    pub budgets: Vec<f64>,
    /// Losses to reach as cheaply as possible.
    pub losses: Vec<f64>,
    /// Tokens to be served; 0 for training alone.
    pub served: Vec<f64>,
    /// Other ratios D/N, to be set beside the best.
    pub ratios: Vec<f64>,
}

impl Asked {
    /// Every goal, with the loss or the budget first.
    pub fn goals(&self) -> Vec<Goal> {
        let of = |served: f64| {
            let spend = move |compute: &f64| Goal::Spend(Budget { compute: *compute, served });
            let reach = move |loss: &f64| Goal::Reach { loss: *loss, served };
            self.budgets.iter().map(spend).chain(self.losses.iter().map(reach))
        };
        self.served.iter().flat_map(|served| of(*served)).collect()
    }
}

/// Parameters that somebody states.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Whose.
    pub name: String,
    /// In the law's order.
    pub theta: Vec<f64>,
}

/// Why the runs support no split.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "reason", content = "names", rename_all = "kebab-case")]
pub enum Why {
    /// They lie on one ray.
    OneRay,
    /// No optimum was established.
    Undecided,
    /// They leave these parameters open.
    NotIdentified(Vec<&'static str>),
    /// The fitted loss rises with these of N and D.
    Rising(Vec<&'static str>),
}

/// The loss at a split.
#[derive(Clone, Debug, Serialize)]
pub struct Loss {
    /// L̂.
    pub value: f64,
    /// Its standard deviation from the parameters alone.
    pub sd: Option<f64>,
    /// Where the mean loss of runs there lies.
    pub interval: Option<Interval>,
    /// Where the loss of one new run there lies.
    pub new_run: NewRun,
}

/// Another split of the same budget.
#[derive(Clone, Debug, Serialize)]
pub struct Other {
    /// N.
    pub n: f64,
    /// D.
    pub d: f64,
    /// Its loss.
    pub loss: f64,
    /// The loss forgone: how far it lies above that of the best split.
    pub forgone: f64,
    /// The share of the budget with which the best split reaches that loss.
    pub enough: Option<f64>,
}

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Whose parameters: `fit`, `twin`, or a name.
    pub of: String,
    /// T, tokens served.
    pub served: f64,
    /// The loss that was asked for; null where a budget was given.
    pub target: Option<f64>,
    /// The split.
    #[serde(flatten)]
    pub sizes: Sizes,
    /// d ln N*/d ln C: the exponent a of N* ∝ Cᵃ.
    pub growth: f64,
    /// The loss there.
    pub loss: Loss,
    /// What of C is for training: 6ND.
    pub training: f64,
    /// What of it is for inference: 2NT.
    pub inference: f64,
    /// How far from the runs; null without runs.
    pub distance: Option<Distance>,
    /// Other splits of the budget: half and twice the size, then the ratios asked for.
    pub others: Vec<Other>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Allocations {
    /// The law.
    pub law: Law,
    /// What was asked.
    pub asked: Asked,
    /// What was fitted and how; None of stated parameters.
    pub fitted: Option<(Options, Standing)>,
    /// The answers; those of the fit first.
    pub rows: Vec<Row>,
    /// Why the runs support none; then those of a fit are there to be set beside its twins.
    pub why: Option<Why>,
    /// How many sets of stated parameters there are.
    pub sets: usize,
    /// What was understood of the table, where that was not plain.
    pub reading: Option<String>,
}

impl Allocations {
    /// Whether something that was asked has no supported answer.
    pub fn is_open(&self) -> bool {
        self.why.is_some() || self.unanswered() > 0
    }

    /// How many goals have no best split: by the fit, or by the stated parameters where
    /// there is none.
    pub fn unanswered(&self) -> usize {
        let (own, whose) = match self.fitted {
            Some(_) => (self.rows.iter().filter(|row| row.of == "fit").count(), 1),
            None => (self.rows.len(), self.sets),
        };
        (whose * self.asked.goals().len()).saturating_sub(own)
    }
}

/// The best splits by the fit to a table of runs, and beside them by stated parameters.
///
/// # Errors
/// Where the runs cannot be fitted.
pub fn allocate_runs(
    runs: &Runs,
    options: &Options,
    asked: &Asked,
    beside: &[Stated],
    watch: Watch<'_>,
) -> Result<Allocations, Error> {
    let law = &options.law;
    let problem = Problem::new(law, runs, &options.objective, &options.constraints)?;
    let standing = Standing::of(&problem, options, &|step| watch(step, 0, 0), watch)?;
    watch("splitting budgets", 0, 0);
    let rising = standing.rising(&problem, options.intervals);
    let why = why(&standing, rising);
    let uncertainty = standing.uncertainty(&problem, options.intervals);
    let seen = Seen::of(&problem, &standing.plain);
    let mut rows = Vec::new();
    match &why {
        None => {
            let known = Known { uncertainty: &uncertainty, seen: &seen };
            rows.extend(answers(law, ("fit", &standing.plain), asked, Some(&known)));
            let places = rows.iter().map(|row| {
                let at = Point::new(row.sizes.n.value, row.sizes.d.value);
                let at = Prediction::at(Place::Inside, String::new(), at);
                at.by(&uncertainty, &standing.plain)
            });
            let predicted = with_refits(places.collect(), &uncertainty);
            for (row, at) in rows.iter_mut().zip(predicted) {
                row.loss.new_run = at.new_run;
            }
        }
        // The two that the runs cannot tell apart, to show how far they disagree.
        Some(Why::OneRay) => {
            let twins = &standing.twins;
            let all = twins.list.iter().map(|twin| {
                twin.parameters.iter().map(|(_, x)| Mpfr::to_f64(x)).collect::<Vec<f64>>()
            });
            let own = (!twins.shared).then(|| standing.plain.clone());
            for (i, theta) in own.into_iter().chain(all).enumerate() {
                let of = if i == 0 { "fit" } else { "twin" };
                rows.extend(answers(law, (of, &theta), asked, None));
            }
        }
        Some(_) => {}
    }
    rows.extend(beside.iter().flat_map(|set| answers(law, (&set.name, &set.theta), asked, None)));
    let reading = runs.source.reading.text();
    Ok(Allocations {
        law: law.clone(),
        asked: asked.clone(),
        rows,
        why,
        sets: beside.len(),
        reading,
        fitted: Some((options.clone(), standing)),
    })
}

/// The best splits by stated parameters.
pub fn allocate_stated(law: &Law, sets: &[Stated], asked: &Asked) -> Allocations {
    let rows = sets.iter().flat_map(|set| answers(law, (&set.name, &set.theta), asked, None));
    Allocations {
        rows: rows.collect(),
        law: law.clone(),
        asked: asked.clone(),
        fitted: None,
        why: None,
        sets: sets.len(),
        reading: None,
    }
}

fn why(standing: &Standing, rising: Vec<&'static str>) -> Option<Why> {
    match () {
        () if standing.is_one_ray() => Some(Why::OneRay),
        () if standing.fit.status == Status::Undecided => Some(Why::Undecided),
        () if !standing.has_split() => {
            Some(Why::NotIdentified(standing.identifiable.not_identified.clone()))
        }
        () if !rising.is_empty() => Some(Why::Rising(rising)),
        () => None,
    }
}

/// What runs say about an answer.
struct Known<'a> {
    uncertainty: &'a Uncertainty<'a>,
    seen: &'a Seen<'a>,
}

/// One row a goal that has an answer.
fn answers<'a>(
    law: &'a Law,
    (of, theta): (&'a str, &'a [f64]),
    asked: &'a Asked,
    known: Option<&'a Known<'a>>,
) -> Vec<Row> {
    let row = |goal: Goal| {
        let best = goal.best(law, theta)?;
        let budget = best.budget;
        let at = Point::new(best.n, best.d);
        let value = law.loss(theta, &at);
        let blank = Loss { value, sd: None, interval: None, new_run: NewRun::default() };
        let loss = known.map_or(blank, |known| {
            let found = known.uncertainty.prediction(theta, &at);
            let new_run = NewRun { parametric: found.new_run, jackknife_plus: None };
            Loss { value, sd: found.sd, interval: found.mean, new_run }
        });
        let halves = [0.5, 2.0].map(|times| times * best.n);
        let ratios = asked.ratios.iter().map(|k| at_ratio(budget, *k));
        let others = halves.into_iter().chain(ratios);
        let target = match goal {
            Goal::Spend(_) => None,
            Goal::Reach { loss, .. } => Some(loss),
        };
        Some(Row {
            of: of.to_owned(),
            served: budget.served,
            target,
            sizes: Sizes::of(law, goal, &best, known.map(|known| known.uncertainty)),
            growth: best.growth,
            loss,
            training: 6.0 * best.n * best.d,
            inference: 2.0 * best.n * budget.served,
            distance: known.map(|known| known.seen.distance(&at)),
            others: others.filter_map(|n| other(law, theta, budget, (n, value))).collect(),
        })
    };
    asked.goals().into_iter().filter_map(row).collect()
}

/// N at which D = kN uses up a budget: 6kN² + 2TN = C.
fn at_ratio(Budget { compute, served }: Budget, k: f64) -> f64 {
    // The root without cancellation.
    2.0 * compute / (2.0 * served + libm::sqrt(4.0 * served * served + 24.0 * k * compute))
}

/// The split of a budget at another size; None where it buys no tokens.
fn other(law: &Law, theta: &[f64], budget: Budget, (n, best): (f64, f64)) -> Option<Other> {
    let d = Some(budget.tokens(n)).filter(|d| *d > 0.0)?;
    let loss = law.loss(theta, &Point::new(n, d));
    let enough = cheapest(law, theta, loss, budget.served);
    let enough = enough.map(|enough| enough.compute / budget.compute);
    Some(Other { n, d, loss, forgone: loss - best, enough })
}
