//! Optimal designs: which runs to train for a budget, with a proved bound on what the best
//! could do better.
//!
//! With the law at parameters θ, a run at x adds ggᵀ/σ² to the information M, g the gradient
//! of ln L (or L) there. A [`DesignProblem`] says which runs may be trained, what they cost,
//! which have been made, and which function of M⁻¹ is to be small; [`plan`] answers with
//! whole runs and an efficiency enclosed in intervals.
//!
//! 1. The problem where runs are no whole numbers is convex, and solved by an interior method.
//! 2. Exchanges make whole runs of it.
//! 3. The equivalence theorem, with multipliers for every limit, bounds what any design
//!    could reach: only this is proved, and only this need be.

mod bound;
mod campaign;
mod candidates;
mod curvature;
mod evaluate;
mod exact;
mod judged;
mod knowledge;
mod model;
mod planned;
mod power;
mod prior;
mod problem;
mod relaxed;
mod solve;
mod system;
mod target;

pub use campaign::{Campaigns, Shown};
pub use candidates::{CandidateError, Cost, MOST, Range, Ranges};
pub use evaluate::{Efficiency, Evaluated, fraction_of_space};
pub use judged::{JudgeError, Judged, Judging};
pub use knowledge::deviations;
pub use model::Model;
pub use planned::{
    Bought, Cheapest, CheapestError, Planned, PlannedRun, Quantity, Telling, cheapest_plan,
};
pub use power::{Power, best_power, f_power, of_form, of_gap};
pub use prior::{Prior, made};
pub use problem::{Candidate, DesignProblem, Limits, Made, PlanError, place};
pub use solve::{Plan, Search, plan};
pub use target::{Target, TargetError};
