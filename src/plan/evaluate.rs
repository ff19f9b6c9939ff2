//! What a design is worth: each criterion beside the best that its own budget could buy.

use super::bound::Judge;
use super::relaxed::Relaxed;
use super::solve::worst_case;
use super::system::System;
use super::{Candidate, DesignProblem, Limits, Made, Model, PlanError, Target};
use crate::algebra::Ldl;
use crate::law::Point;
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};

/// A criterion of a design.
#[derive(Clone, Debug)]
pub struct Efficiency {
    /// One letter, as the literature has it: D, A, I, G; or a target.
    pub name: String,
    /// The criterion itself in units of σ, enclosed: the D criterion as a standard deviation
    /// (det M)^(−1/2p), the others as roots of (mean or largest) variances. None where the
    /// design does not determine it.
    pub sd: Option<Interval>,
    /// How much of the information of the best design of the same budget and number of runs
    /// it has, enclosed; zero where it determines nothing.
    pub efficiency: Interval,
}

/// What is compared with what.
#[derive(Clone, Debug)]
pub struct Evaluated<'a> {
    /// The law at its parameters.
    pub model: &'a Model,
    /// The runs, with weights.
    pub runs: &'a [Made],
    /// What each costs.
    pub costs: &'a [Exact],
    /// Other runs that the same budget might have bought.
    pub candidates: &'a [Candidate],
    /// Precision of the enclosures.
    pub bits: u32,
}

/// Places that may be added to those that carry the largest variance.
const ROUNDS: usize = 8;
/// How near the best is looked for, in ln Φ.
const GAP: f64 = 1e-4;
/// Relaxed runs fewer than this are none.
const NOTHING: f64 = 1e-7;

impl Evaluated<'_> {
    /// The problem that these runs are one answer to: they stand first among the candidates.
    fn problem(&self, targets: Vec<Target>) -> DesignProblem {
        let own = self.runs.iter().zip(self.costs);
        let own = own.map(|(run, cost)| Candidate { at: run.at.clone(), cost: cost.clone() });
        let budget = self.costs.iter().fold(Exact::from(0), |sum, cost| &sum + cost);
        DesignProblem {
            models: vec![self.model.clone()],
            targets,
            candidates: own.chain(self.candidates.iter().cloned()).collect(),
            made: Vec::new(),
            limits: Limits { budget, runs: Some(self.runs.len()), repeats: self.runs.len() },
        }
    }

    /// One run of each of the candidates that the runs are.
    fn counts(&self, problem: &DesignProblem) -> Vec<f64> {
        (0..problem.candidates.len()).map(|i| f64::from(u8::from(i < self.runs.len()))).collect()
    }

    /// The efficiency for one target: Φ/Φ(best), enclosed by the equivalence theorem below
    /// and by the best design found above.
    ///
    /// # Errors
    /// Where no design of this budget determines the parameters, or the target makes no
    /// sense.
    pub fn efficiency(&self, name: &str, target: Target) -> Result<Efficiency, PlanError> {
        let problem = self.problem(vec![target]).affordable()?;
        let system = System::new(&problem)?;
        let singular = || PlanError::Singular { parameters: problem.dimension() };
        let relaxed = cleaned(system.relax(GAP).ok_or_else(singular)?);
        let judge = Judge::new(&problem, self.bits)?;
        let excess = judge
            .excess(&relaxed.runs, &system.terms, (relaxed.price, relaxed.toll))
            .ok_or_else(singular)?;
        let best = judge.values(&relaxed.runs, &system.terms).ok_or_else(singular)?;
        let own = judge.values(&self.counts(&problem), &system.terms);
        let like = &best[0];
        Ok(match own {
            Some(own) => Efficiency {
                name: name.into(),
                efficiency: between(&own[0], &best[0], &excess),
                sd: Some((like.one() / &own[0]).sqrt()),
            },
            None => nothing(name, like),
        })
    }

    /// The same for the largest variance of the response over places: G. The best is bounded
    /// through those places alone that carry weight in its dual.
    ///
    /// # Errors
    /// As of [`efficiency`](Self::efficiency).
    pub fn g_efficiency(&self, places: &[Point<Exact>]) -> Result<Efficiency, PlanError> {
        let like = Interval::point(&Mpfr::from_f64(self.bits, 1.0));
        let rows = self.model.rows(&1.0, places);
        let mut active = corners(&rows, &self.gram());
        let mut found = None;
        for _ in 0..ROUNDS {
            let targets = active.iter().map(|i| Target::Loss(places[*i].clone())).collect();
            let problem = self.problem(targets).affordable()?;
            let mut system = System::new(&problem)?;
            let singular = || PlanError::Singular { parameters: problem.dimension() };
            let zeros = vec![0.0; system.terms.len()];
            let relaxed = cleaned(worst_case(&mut system, &zeros).ok_or_else(singular)?);
            let variances = variances(&problem, &rows, &relaxed.runs).ok_or_else(singular)?;
            let worst = (0..rows.len())
                .max_by(|a, b| variances[*a].total_cmp(&variances[*b]))
                .expect("there are places");
            let known = active.iter().map(|i| variances[*i]).fold(0.0, f64::max);
            found = Some((problem, system, relaxed));
            if variances[worst] <= 1.005 * known {
                break;
            }
            active.push(worst);
        }
        let (problem, system, relaxed) = found.expect("at least one round");
        let judge = Judge::new(&problem, self.bits)?;
        let singular = || PlanError::Singular { parameters: problem.dimension() };
        let excess = judge
            .excess(&relaxed.runs, &system.terms, (relaxed.price, relaxed.toll))
            .ok_or_else(singular)?;
        let best = judge.values(&relaxed.runs, &system.terms).ok_or_else(singular)?;
        // The least of the worst variances is at least the weighted geometric mean's.
        let total: f64 = system.terms.iter().map(|t| t.weight).sum();
        let number = |x: f64| like.exact(&Exact::from_f64(x).unwrap_or_else(|_| 0.into()));
        let mean = best
            .iter()
            .zip(&system.terms)
            .fold(like.zero(), |sum, (v, term)| sum + v.ln() * number(term.weight) / number(total));
        let least = like.one() / (mean.exp() * &excess);
        let reached = self.largest(&problem, places, &relaxed.runs).ok_or_else(singular)?;
        Ok(match self.largest(&problem, places, &self.counts(&problem)) {
            Some(own) => {
                let high = (&reached / &own).min(&like.one());
                let low = (&least / &own).min(&high);
                Efficiency { name: "G".into(), sd: Some(own.sqrt()), efficiency: low.hull(&high) }
            }
            None => nothing("G", &like),
        })
    }

    /// The largest variance over places, in intervals.
    fn largest(
        &self,
        problem: &DesignProblem,
        places: &[Point<Exact>],
        runs: &[f64],
    ) -> Option<Interval> {
        let like = Interval::point(&Mpfr::from_f64(self.bits, 1.0));
        let chosen: Vec<(Point<Exact>, f64)> = (problem.candidates.iter().zip(runs))
            .filter(|(_, n)| **n > 0.0)
            .map(|(c, n)| (c.at.clone(), *n))
            .collect();
        let at: Vec<Point<Exact>> = chosen.iter().map(|(at, _)| at.clone()).collect();
        let mut rows = self.model.rows(&like, &at);
        for (row, (_, n)) in rows.iter_mut().zip(&chosen) {
            let root = like.exact(&Exact::from_f64(*n).unwrap_or_else(|_| 0.into())).sqrt();
            row.iter_mut().for_each(|g| *g = &*g * &root);
        }
        let ldl = Ldl::new(&super::target::outer(&like, problem.dimension(), &rows))?;
        let values = self.model.rows(&like, places);
        values.iter().map(|g| ldl.variance(g)).reduce(|a, b| a.max(&b))
    }

    /// M of the runs themselves in doubles.
    fn gram(&self) -> Option<Ldl<f64>> {
        let at: Vec<Point<Exact>> = self.runs.iter().map(|run| run.at.clone()).collect();
        Ldl::new(&super::target::outer(&1.0, self.model.columns.len(), &self.model.rows(&1.0, &at)))
    }
}

/// Variances of the response at places, for real numbers of runs.
fn variances(problem: &DesignProblem, rows: &[Vec<f64>], runs: &[f64]) -> Option<Vec<f64>> {
    let places: Vec<Point<Exact>> = problem.candidates.iter().map(|c| c.at.clone()).collect();
    let mut own = problem.models[0].rows(&1.0, &places);
    for (row, n) in own.iter_mut().zip(runs) {
        row.iter_mut().for_each(|g| *g *= n.sqrt());
    }
    let ldl = Ldl::new(&super::target::outer(&1.0, problem.dimension(), &own))?;
    Some(rows.iter().map(|g| ldl.variance(g)).collect())
}

/// Where the largest variance may be: the ends of the list, and the worst for the runs.
fn corners(rows: &[Vec<f64>], ldl: &Option<Ldl<f64>>) -> Vec<usize> {
    let mut active = vec![0, rows.len() - 1];
    if let Some(ldl) = ldl {
        let variance: Vec<f64> = rows.iter().map(|g| ldl.variance(g)).collect();
        active.extend((0..rows.len()).max_by(|a, b| variance[*a].total_cmp(&variance[*b])));
    }
    active.sort_unstable();
    active.dedup();
    active
}

fn cleaned(relaxed: Relaxed) -> Relaxed {
    let runs = relaxed.runs.iter().map(|n| if *n < NOTHING { 0.0 } else { *n }).collect();
    Relaxed { runs, ..relaxed }
}

fn between(own: &Interval, best: &Interval, excess: &Interval) -> Interval {
    let high = (own / best).min(&own.one());
    let low = (own / &(best * excess)).min(&high);
    low.hull(&high)
}

fn nothing(name: &str, like: &Interval) -> Efficiency {
    Efficiency { name: name.into(), sd: None, efficiency: like.zero() }
}

/// The standard deviations of the response over places in units of σ, increasing: the
/// fraction-of-design-space curve. None where the runs do not determine the parameters.
pub fn fraction_of_space(
    model: &Model,
    runs: &[Made],
    places: &[Point<Exact>],
) -> Option<Vec<f64>> {
    let at: Vec<Point<Exact>> = runs.iter().map(|run| run.at.clone()).collect();
    let mut rows = model.rows(&1.0, &at);
    for (row, run) in rows.iter_mut().zip(runs) {
        let root = run.weight.to_f64().sqrt();
        row.iter_mut().for_each(|g| *g *= root);
    }
    let ldl = Ldl::new(&super::target::outer(&1.0, model.columns.len(), &rows))?;
    let mut sd: Vec<f64> =
        model.rows(&1.0, places).iter().map(|g| ldl.variance(g).to_f64().sqrt()).collect();
    sd.sort_by(f64::total_cmp);
    Some(sd)
}
