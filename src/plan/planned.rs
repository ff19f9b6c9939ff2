//! A plan with what it buys: intervals before and after, and what each run is for.

use super::knowledge::deviations;
use super::{Campaigns, DesignProblem, Made, Model, Plan, PlanError, Search, Shown, Target, plan};
use crate::fit::Convention;
use crate::number::{Compare, Exact};

/// A quantity that is spoken of.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// What it is called.
    pub name: String,
    /// It, as a target.
    pub target: Target,
}

/// What runs tell of a quantity, before and after.
#[derive(Clone, Debug)]
pub struct Bought {
    /// The quantity.
    pub quantity: Quantity,
    /// Whether its interval is a factor: half widths are of its logarithm.
    pub relative: bool,
    /// The half width of its interval from the runs made; None where they leave it open.
    pub before: Option<f64>,
    /// The same with the planned runs.
    pub after: Option<f64>,
    /// What simulated campaigns showed.
    pub shown: Option<Shown>,
}

/// A planned run.
#[derive(Clone, Debug)]
pub struct PlannedRun {
    /// The place of its candidate.
    pub candidate: usize,
    /// How many of it.
    pub times: u32,
    /// By what factor the standard deviation that is aimed at would be larger without one of
    /// it; infinite where the rest would not determine it.
    pub without: f64,
    /// The quantity that would suffer most, and its factor.
    pub serves: Option<(String, f64)>,
}

/// Everything that is said of a plan.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// The runs, cheapest first.
    pub runs: Vec<PlannedRun>,
    /// What they buy, at the first of the models.
    pub bought: Vec<Bought>,
    /// σ of the response.
    pub sigma: f64,
    /// Coverage of intervals.
    pub level: f64,
    /// Campaigns that were simulated.
    pub campaigns: Option<usize>,
}

/// How a plan is to be told.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Quantities that are spoken of besides the targets.
    pub quantities: Vec<Quantity>,
    /// σ of the response.
    pub sigma: f64,
    /// Coverage of intervals.
    pub level: f64,
    /// How many campaigns to simulate; none unless given.
    pub simulate: Option<usize>,
}

impl Planned {
    /// Plans, and says what it buys; `step` hears of every simulated campaign.
    ///
    /// # Errors
    /// As of [`plan`].
    pub fn of(
        problem: DesignProblem,
        search: &Search,
        telling: &Telling,
        step: &(dyn Fn() + Sync),
    ) -> Result<Self, PlanError> {
        Ok(Planned::told(plan(problem, search)?, search, telling, step))
    }

    fn told(plan: Plan, search: &Search, telling: &Telling, step: &(dyn Fn() + Sync)) -> Self {
        let Telling { quantities, sigma, level, simulate } = telling;
        let model = &plan.problem.models[0];
        let all = together(&plan);
        let targets: Vec<Target> = quantities.iter().map(|q| q.target.clone()).collect();
        let half = |runs: &[Made]| {
            let freedom = runs.len().saturating_sub(model.columns.len());
            let convention = Convention { level: *level, ..Convention::default() };
            let found = deviations(model, runs, &targets).into_iter();
            let known = |sd: Option<f64>| {
                sd.filter(|_| freedom > 0).map(|sd| convention.quantile(freedom) * sigma * sd)
            };
            found.map(known).collect::<Vec<_>>()
        };
        let (before, after) = (half(&plan.problem.made), half(&all));
        let shown = simulate.map(|count| {
            let campaigns = Campaigns { count, sigma: *sigma, level: *level, seed: search.seed };
            campaigns.simulate(model, &all, &targets, step)
        });
        let mut bought: Vec<Bought> = quantities
            .iter()
            .zip(before.into_iter().zip(after))
            .map(|(quantity, (before, after))| Bought {
                relative: quantity.target.is_relative(model),
                quantity: quantity.clone(),
                before,
                after,
                shown: None,
            })
            .collect();
        for (bought, shown) in bought.iter_mut().zip(shown.into_iter().flatten()) {
            bought.shown = shown;
        }
        let mut runs: Vec<PlannedRun> =
            plan.chosen().map(|(i, times)| purpose(&plan, &all, quantities, i, times)).collect();
        let candidates = &plan.problem.candidates;
        runs.sort_by(|a, b| candidates[a.candidate].cost.cmp(&candidates[b.candidate].cost));
        Planned { runs, bought, sigma: *sigma, level: *level, campaigns: *simulate, plan }
    }

    /// The model that intervals are told at.
    pub fn model(&self) -> &Model {
        &self.plan.problem.models[0]
    }
}

/// Runs made and planned.
fn together(plan: &Plan) -> Vec<Made> {
    let new = plan.chosen().flat_map(|(i, times)| {
        let at = plan.problem.candidates[i].at.clone();
        (0..times).map(move |_| Made { at: at.clone(), weight: Exact::from(1) })
    });
    plan.problem.made.iter().cloned().chain(new).collect()
}

/// What would be lost without one run of a candidate.
fn purpose(
    plan: &Plan,
    all: &[Made],
    quantities: &[Quantity],
    candidate: usize,
    times: u32,
) -> PlannedRun {
    let model = &plan.problem.models[0];
    let at = &plan.problem.candidates[candidate].at;
    let same = |run: &Made| run.at.n == at.n && run.at.d == at.d;
    let mut rest = all.to_vec();
    if let Some(place) = rest.iter().rposition(same) {
        rest.remove(place);
    }
    let factors = |targets: &[Target]| {
        let [with, less] = [all, rest.as_slice()].map(|runs| deviations(model, runs, targets));
        let ratio = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
            (Some(a), Some(b)) => b / a,
            _ => f64::INFINITY,
        };
        with.iter().zip(&less).map(ratio).collect::<Vec<f64>>()
    };
    let targets = &plan.problem.targets;
    let aims: Vec<f64> = targets
        .iter()
        .map(|target| match target {
            // det(M − ggᵀ) = det M (1 − gᵀM⁻¹g).
            Target::Everything => {
                let h = deviations(model, all, &[Target::Loss(at.clone())])[0].unwrap_or(1.0);
                libm::pow((1.0 - h * h).max(0.0), -0.5 / model.columns.len() as f64)
            }
            other => factors(std::slice::from_ref(other))[0],
        })
        .collect();
    let without = libm::exp(aims.iter().map(|x| libm::log(*x)).sum::<f64>() / aims.len() as f64);
    let own: Vec<Target> = quantities.iter().map(|q| q.target.clone()).collect();
    let most = factors(&own).into_iter().zip(quantities).max_by(|a, b| a.0.total_cmp(&b.0));
    let serves = most.map(|(factor, quantity)| (quantity.name.clone(), factor));
    PlannedRun { candidate, times, without, serves }
}

/// A budget that was looked for.
#[derive(Clone, Debug)]
pub struct Cheapest {
    /// The plan.
    pub planned: Planned,
    /// No plan within the limits of candidates and numbers reaches it for less than this:
    /// proved at this budget. None where no budget tried was proved too small.
    pub proved_above: Option<f64>,
}

/// Why no budget was found.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CheapestError {
    /// The planning of one fails.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The runs made determine nothing that could shrink.
    #[error(
        "the runs made do not determine {0}: there is no interval to shrink; give a budget instead"
    )]
    Open(String),
    /// Whatever is spent.
    #[error(
        "no plan within these limits makes the interval of {what} {factor} times narrower: the \
         most is {most:.3}; allow more runs, larger sizes or more repeats"
    )]
    Never {
        /// The quantity.
        what: String,
        /// What was asked.
        factor: f64,
        /// The narrowest found.
        most: f64,
    },
}

/// Budgets are told apart to this factor.
const APART: f64 = 1.03;

/// The cheapest budget whose plan makes the interval of the one target `factor` times
/// narrower, by halving; what the equivalence theorem proves too small is said beside.
///
/// # Errors
/// Where nothing does; see [`CheapestError`].
pub fn cheapest_plan(
    problem: &DesignProblem,
    quantity: &Quantity,
    factor: f64,
    search: &Search,
    telling: &Telling,
    step: &(dyn Fn() + Sync),
) -> Result<Cheapest, CheapestError> {
    let model = &problem.models[0];
    let target = std::slice::from_ref(&quantity.target);
    let before = deviations(model, &problem.made, target)[0];
    let before = before.ok_or_else(|| CheapestError::Open(quantity.name.clone()))?;
    let aim = before / factor;
    let costs = problem.candidates.iter().map(|c| c.cost.to_f64());
    let (least, all) = costs.fold((f64::INFINITY, 0.0), |(a, s), c| (c.min(a), s + c));
    let most = all * problem.limits.repeats as f64;
    let at = |budget: f64| {
        let mut tried = problem.clone();
        tried.limits.budget = Exact::from_f64(rounded(budget)).unwrap_or_else(|_| 1.into());
        let found = plan(tried, search)?;
        let sd = deviations(model, &together(&found), target)[0].unwrap_or(f64::INFINITY);
        Ok::<_, PlanError>((found, sd))
    };
    let (mut low, mut high) = (libm::log(least), libm::log(most));
    let (mut best, sd) = at(most)?;
    if sd > aim {
        let what = quantity.name.clone();
        return Err(CheapestError::Never { what, factor, most: before / sd });
    }
    let mut proved: Option<f64> = None;
    while high - low > libm::log(APART) {
        let middle = low + (high - low) / 2.0;
        match at(libm::exp(middle)) {
            Ok((found, sd)) => {
                // The best possible is at most 1/√efficiency times better.
                let bound = sd * found.efficiency.lo().to_f64().sqrt();
                if bound > aim {
                    let budget = found.problem.limits.budget.to_f64();
                    proved = Some(proved.map_or(budget, |known: f64| known.max(budget)));
                }
                if sd <= aim {
                    high = libm::log(found.cost().to_f64()).min(middle);
                    best = found;
                } else {
                    low = middle;
                }
            }
            Err(PlanError::TooPoor { .. } | PlanError::Singular { .. }) => low = middle,
            Err(error) => return Err(error.into()),
        }
    }
    let planned = Planned::told(best, search, telling, step);
    Ok(Cheapest { planned, proved_above: proved })
}

/// Three digits, so that what is printed is what was planned for.
fn rounded(x: f64) -> f64 {
    format!("{x:.2e}").parse().unwrap_or(x)
}
