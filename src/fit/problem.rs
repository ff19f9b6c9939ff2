//! A problem: which law, which runs, which objective, what is held.

pub(in crate::fit) mod coordinates;
pub(in crate::fit) mod limits;
pub(in crate::fit) mod objective;
pub(in crate::fit) mod options;
pub(in crate::fit) mod reach;
pub(in crate::fit) mod resampling;
pub(in crate::fit) mod rows;

use std::cmp::Ordering;
use std::sync::Arc;

use crate::law::{Law, Point};
use crate::number::{Dual, Exact, Scalar};
use crate::parallel;
use crate::runs::{Run, Runs};

use crate::fit::problem::coordinates::{ConstraintError, Constraints, Space};
use crate::fit::problem::limits::MOST_FREE;
use crate::fit::problem::objective::Objective;
use crate::fit::problem::reach::Reach;
use crate::fit::problem::rows::{Model, Row, SMALL_CHUNK, ordered_sum, spread};

/// Why a fit cannot be attempted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// Constraints that make no sense.
    #[error(transparent)]
    Constraint(#[from] ConstraintError),
    /// Fewer distinct (N, D) than free parameters.
    #[error(
        "law '{law}': {distinct} distinct points (N, D) cannot determine {free} free parameters: add runs, fix parameters with --fix NAME=VALUE, or choose a smaller law"
    )]
    TooFewPoints {
        /// The law.
        law: &'static str,
        /// Distinct points in the table.
        distinct: usize,
        /// Free parameters.
        free: usize,
    },
    /// More free parameters than a fit is made for.
    #[error(
        "law '{law}': {free} free parameters are more than the {most} that a fit is made for: fix some with --fix NAME=VALUE, or tie them with --tie NAME=NAME"
    )]
    TooManyFree {
        /// The law.
        law: &'static str,
        /// Free parameters.
        free: usize,
        /// How many there may be.
        most: usize,
    },
    /// A law of repeated data on a table that does not say what repeats.
    #[error(
        "law '{law}' needs the column unique_tokens: add it, or map one with --columns unique=NAME"
    )]
    NeedsUnique {
        /// The law.
        law: &'static str,
    },
    /// A formula that no table whatever could determine.
    #[error("law '{law}': no table can identify every parameter of this formula: {why}")]
    Unidentified {
        /// The law.
        law: &'static str,
        /// What cannot be told apart, and what to hold.
        why: String,
    },
    /// The starting point is outside the law's domain.
    #[error("the starting point is outside the domain of law '{law}' ({domain})")]
    BadStart {
        /// The law.
        law: &'static str,
        /// Its domain.
        domain: &'static str,
    },
    /// No starting point with a finite objective was found.
    #[error(
        "law '{law}': no parameters with a finite objective were found: give some with --start"
    )]
    NoStart {
        /// The law.
        law: &'static str,
    },
}

/// A law, runs, an objective and constraints, checked against each other.
///
/// Rows are put in a canonical order first, so that a shuffled table is the
/// same problem to the last bit.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    runs: &'a Runs,
    /// Indices of rows in canonical order.
    order: Arc<[u32]>,
    objective: Objective,
    space: Space,
    distinct: usize,
}

impl<'a> Problem<'a> {
    /// Checks that the table can determine the free parameters.
    pub fn new(
        law: &Law,
        runs: &'a Runs,
        objective: &Objective,
        constraints: &Constraints,
    ) -> Result<Self, FitError> {
        let space = Space::new(law, constraints)?.reaching(Reach::of(&runs.rows));
        let free = space.dimension();
        if free > MOST_FREE {
            return Err(FitError::TooManyFree { law: law.about().id, free, most: MOST_FREE });
        }
        if needs_unique(law) && runs.rows.iter().all(|run| run.unique.is_none()) {
            return Err(FitError::NeedsUnique { law: law.about().id });
        }
        let order: Arc<[u32]> = canonical_order(&runs.rows).into();
        let same = |a: u32, b: u32| {
            let (a, b) = (&runs.rows[a as usize], &runs.rows[b as usize]);
            a.n == b.n && a.d == b.d && a.unique == b.unique && a.others == b.others
        };
        let distinct = order.len() - order.windows(2).filter(|w| same(w[0], w[1])).count();
        if distinct < space.dimension() {
            return Err(FitError::TooFewPoints {
                law: law.about().id,
                distinct,
                free: space.dimension(),
            });
        }
        Ok(Problem { runs, order, objective: objective.clone(), space, distinct })
    }

    /// The same problem in other coordinates.
    pub(crate) fn with_space(&self, space: Space) -> Self {
        Problem { space, ..self.clone() }
    }

    /// The objective Σ wρ (twice that for sums of squares) at parameters θ, all
    /// of them, in the law's order: in dual numbers its gradient, in intervals
    /// an enclosure. Constraints play no part.
    pub fn value<S: Scalar>(&self, theta: &[S]) -> S {
        let like = &theta[0];
        let model = Model::of(self);
        let rho = self.objective.rho(like);
        let sum = ordered_sum((self.len(), SMALL_CHUNK), like.zero(), |i| {
            model.term(theta, &rho, &Row::new(self, i, like))
        });
        like.int(self.objective.factor()) * sum
    }

    /// The residuals at θ, in canonical order of the runs.
    pub fn residuals<S: Scalar>(&self, theta: &[S]) -> Vec<S> {
        let model = Model::of(self);
        let residual = |i| model.residual(theta, &Row::new(self, i, &theta[0]));
        parallel::rows(self.len(), residual)
    }

    /// The table.
    pub fn runs(&self) -> &'a Runs {
        self.runs
    }

    /// The law.
    pub fn law(&self) -> &Law {
        self.space.law()
    }

    /// The objective.
    pub fn objective(&self) -> &Objective {
        &self.objective
    }

    /// The free coordinates.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// How many runs there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is no run at all.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How many distinct points (N, D, unique tokens) there are.
    pub fn distinct(&self) -> usize {
        self.distinct
    }

    /// The same on at most so many runs, evenly spread in canonical order.
    pub(crate) fn sample(&self, most: usize) -> Self {
        if self.len() <= most {
            return self.clone();
        }
        let order = spread(self.len(), most).map(|at| self.order[at]).collect();
        Problem { order, ..self.clone() }
    }

    /// A run by its place in canonical order.
    pub fn run(&self, at: usize) -> &'a Run {
        &self.runs.rows[self.order[at] as usize]
    }

    /// The runs in canonical order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a Run> + Clone + '_ {
        self.order.iter().map(|i| &self.runs.rows[*i as usize])
    }
}

/// Whether the formula depends on the number of unique tokens.
pub fn needs_unique(law: &Law) -> bool {
    let theta: Vec<Dual<f64>> = vec![Dual::constant(0.5); law.len()];
    let at = Point {
        n: Dual::constant(1e9),
        d: Dual::constant(1e10),
        unique: Dual::variable(1e9, 0),
        others: vec![Dual::constant(0.5); law.other_inputs().len()],
    };
    law.loss(&theta, &at).derivative(0).is_some()
}

/// Row indices sorted by (N, D, unique, loss, weight), as numbers.
fn canonical_order(rows: &[Run]) -> Vec<u32> {
    fn key(run: &Run) -> [Option<&Exact>; 5] {
        [Some(&run.n), Some(&run.d), run.unique.as_ref(), Some(&run.loss), run.weight.as_ref()]
    }
    // Doubles decide nearly always; exact numbers where doubles agree.
    let mut keyed: Vec<([f64; 5], u32)> = rows
        .iter()
        .enumerate()
        .map(|(i, run)| (key(run).map(|x| x.map_or(-1.0, Exact::to_f64)), i as u32))
        .collect();
    keyed.sort_by(|(a, i), (b, j)| {
        let doubles = a.iter().zip(b).map(|(x, y)| x.total_cmp(y));
        let first = doubles.fold(Ordering::Equal, Ordering::then);
        let exactly = |i: &u32| (key(&rows[*i as usize]), &rows[*i as usize].others);
        first.then_with(|| exactly(i).cmp(&exactly(j)))
    });
    keyed.into_iter().map(|(_, i)| i).collect()
}

/// Places of the rows of each group that has any.
pub(in crate::fit) fn groups_of(problem: &Problem<'_>) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); problem.runs().groups.len()];
    for (at, run) in problem.iter().enumerate() {
        if let Some(group) = run.group.and_then(|g| groups.get_mut(g as usize)) {
            group.push(at);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}
