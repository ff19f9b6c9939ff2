//! A plan: the relaxed optimum, whole runs near it, and what is proved of them.

use super::bound::Judge;
use super::relaxed::Relaxed;
use super::system::System;
use super::{DesignProblem, PlanError};
use crate::design::Random;
use crate::number::{Compare, Interval, Scalar};

/// How a plan is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// Best for the worst of the models and targets, each relative to its own optimum; else
    /// for the geometric mean of them.
    pub maximin: bool,
    /// Precision of the enclosures, in bits.
    pub bits: u32,
    /// Makes every random choice repeatable.
    pub seed: u64,
}

impl Default for Search {
    /// The mean, 192 bits, seed 0.
    fn default() -> Self {
        Search { maximin: false, bits: 192, seed: 0 }
    }
}

/// Runs to train.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The problem, without what nobody can afford.
    pub problem: DesignProblem,
    /// How many runs of each candidate.
    pub counts: Vec<u32>,
    /// The best where runs are no whole numbers.
    pub relaxed: Vec<f64>,
    /// The efficiency of the whole runs against the best possible, enclosed: below by the
    /// equivalence theorem, above by the relaxed design that was found. Of det M^(1/p), or of
    /// 1/variance; with several models or targets of their geometric mean, or the least.
    pub efficiency: Interval,
    /// The same of the relaxed design.
    pub relaxed_efficiency: Interval,
    /// Φ of each term for the whole runs, enclosed: (det M)^(1/p) or 1/variance, σ = 1.
    pub reached: Vec<Interval>,
    /// The same of the relaxed design.
    pub relaxed_reached: Vec<Interval>,
    /// The share of each term (models in order, in each the targets) in the certificate.
    pub weights: Vec<f64>,
    /// Each term's own efficiency against what the same budget could do for it alone, at
    /// least; only where there are several.
    pub own: Vec<f64>,
}

/// How near the relaxed optimum is looked for, in ln Φ.
const GAP: f64 = 1e-5;
/// Relaxed runs fewer than this are none.
const NOTHING: f64 = 1e-7;

/// Plans.
///
/// # Errors
/// Where nothing can be trained that determines the parameters; see [`PlanError`].
pub fn plan(problem: DesignProblem, search: &Search) -> Result<Plan, PlanError> {
    let problem = problem.affordable()?;
    let mut system = System::new(&problem)?;
    let singular = PlanError::Singular { parameters: problem.dimension() };
    let references = match (system.terms.len(), search.maximin) {
        (1, _) | (_, false) => vec![0.0; system.terms.len()],
        _ => alone(&system).ok_or(singular.clone())?,
    };
    let relaxed = if search.maximin && system.terms.len() > 1 {
        worst_case(&mut system, &references)
    } else {
        system.relax(GAP)
    };
    let relaxed = relaxed.ok_or(singular.clone())?;
    let relaxed = Relaxed {
        runs: relaxed.runs.iter().map(|n| if *n < NOTHING { 0.0 } else { *n }).collect(),
        ..relaxed
    };
    let mut random = Random::stream(search.seed, &[]);
    let counts = system.whole(&relaxed, &mut random).ok_or(singular.clone())?;
    let runs: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
    let judge = Judge::new(&problem, search.bits)?;
    let excess = judge.excess(&relaxed.runs, &system.terms, (relaxed.price, relaxed.toll));
    let best = judge.values(&relaxed.runs, &system.terms);
    let ours = judge.values(&runs, &system.terms);
    let (Some(excess), Some(best), Some(ours)) = (excess, best, ours) else {
        return Err(singular);
    };
    let weights: Vec<f64> = system.terms.iter().map(|term| term.weight).collect();
    // What is enclosed is told in the law's own parameters.
    let references: Vec<f64> =
        references.iter().zip(&system.terms).map(|(r, term)| r + term.shift).collect();
    let scored = Scored { best: &best, references: &references, weights: &weights };
    let efficiency = scored.efficiency(&ours, &excess, search.maximin);
    let relaxed_efficiency = scored.efficiency(&best, &excess, search.maximin);
    let own = match search.maximin && weights.len() > 1 {
        true => ours
            .iter()
            .zip(&references)
            .map(|(v, r)| libm::exp(libm::log(v.to_f64()) - r))
            .collect(),
        false => Vec::new(),
    };
    Ok(Plan {
        problem,
        counts,
        relaxed: relaxed.runs,
        reached: ours,
        relaxed_reached: best,
        efficiency,
        relaxed_efficiency,
        weights,
        own,
    })
}

struct Scored<'a> {
    best: &'a [Interval],
    references: &'a [f64],
    weights: &'a [f64],
}

impl Scored<'_> {
    /// At least Φ/(Φ(relaxed)·excess); at most Φ/Φ(relaxed), and 1.
    fn efficiency(&self, ours: &[Interval], excess: &Interval, maximin: bool) -> Interval {
        let like = &ours[0];
        let mean = |values: &[Interval]| {
            let total = like.exact(&double(self.weights.iter().sum()));
            let parts = values.iter().zip(self.references).zip(self.weights);
            let parts = parts.map(|((v, r), w)| {
                (v.ln() - like.exact(&double(*r))) * like.exact(&double(*w)) / &total
            });
            parts.fold(like.zero(), |sum, x| sum + x)
        };
        let least = |values: &[Interval]| {
            let parts = values.iter().zip(self.references);
            let parts = parts.map(|(v, r)| v.ln() - like.exact(&double(*r)));
            parts.reduce(|a, b| a.min(&b)).expect("there are terms")
        };
        let own = if maximin { least(ours) } else { mean(ours) };
        // The worst case of any design is at most its mean, whatever the weights.
        let low = (&own - mean(self.best)).exp() / excess;
        let reached = if maximin { least(self.best) } else { mean(self.best) };
        let high = (own - reached).exp().min(&like.one());
        let low = low.min(&high);
        low.hull(&high)
    }
}

fn double(x: f64) -> crate::number::Exact {
    crate::number::Exact::from_f64(x).unwrap_or_else(|_| 0.into())
}

/// ln Φ of each term where everything is done for it alone.
fn alone(system: &System) -> Option<Vec<f64>> {
    let only = |k: usize| {
        let mut one = system.clone();
        for (j, term) in one.terms.iter_mut().enumerate() {
            term.weight = f64::from(u8::from(j == k));
        }
        // Terms without weight cost time and say nothing.
        one.terms.retain(|term| term.weight > 0.0);
        let found = one.relax(1e-4)?;
        one.values(&found.runs).map(|values| values[0])
    };
    (0..system.terms.len()).map(only).collect()
}

/// The best for the worst case, the terms weighted as in its dual.
pub(super) fn worst_case(system: &mut System, references: &[f64]) -> Option<Relaxed> {
    let (relaxed, weights) = system.relax_worst(GAP, references)?;
    system.terms.iter_mut().zip(weights).for_each(|(term, weight)| term.weight = weight);
    Some(relaxed)
}

impl Plan {
    /// The candidates chosen, with how many runs of each.
    pub fn chosen(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.counts.iter().copied().enumerate().filter(|(_, n)| *n > 0)
    }

    /// What they cost together, exactly.
    pub fn cost(&self) -> crate::number::Exact {
        let zero = crate::number::Exact::from(0);
        self.chosen().fold(zero, |sum, (i, n)| {
            let one = &self.problem.candidates[i].cost;
            &sum + &(one * &crate::number::Exact::from(i64::from(n)))
        })
    }

    /// How many runs.
    pub fn len(&self) -> usize {
        self.counts.iter().map(|n| *n as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Candidate, Limits, Model, Target, place};
    use super::*;
    use crate::law::Law;
    use crate::number::Exact;

    fn model(theta: [&str; 5]) -> Model {
        let theta = theta.iter().map(|x| x.parse().expect("a decimal")).collect();
        let law = Law::named("chinchilla").expect("known");
        Model { law, theta, columns: vec![0, 1, 2, 3, 4], log: true }
    }

    fn hoffmann() -> Model {
        model(["1.69", "406.4", "410.7", "0.34", "0.28"])
    }

    fn candidates() -> Vec<Candidate> {
        let at = |i: i64, j: i64| {
            let n = &Exact::from(10_000_000) * &Exact::from(1 << i);
            let d = &n * &Exact::from(5 << j);
            Candidate::new(n, d)
        };
        (0..8).flat_map(|i| (0..6).map(move |j| at(i, j))).collect()
    }

    fn problem(targets: Vec<Target>, budget: &str, runs: Option<usize>) -> DesignProblem {
        DesignProblem {
            models: vec![hoffmann()],
            targets,
            candidates: candidates(),
            made: Vec::new(),
            limits: Limits { budget: budget.parse().expect("a decimal"), runs, repeats: 2 },
        }
    }

    #[test]
    fn plans_are_near_their_bound_within_their_limits() {
        let far = place("7e10".parse().expect("n"), "1.4e12".parse().expect("d"));
        for (targets, budget, runs) in [
            (vec![Target::Everything], "1e21", Some(20)),
            (vec![Target::Everything], "3e20", None),
            (vec![Target::Loss(far.clone())], "1e21", Some(20)),
            (vec![Target::Exponents], "1e21", Some(15)),
            (vec![Target::Optimum(1e24)], "1e21", Some(15)),
            (vec![Target::Parameter(1), Target::Loss(far)], "1e21", Some(25)),
        ] {
            let what = format!("{targets:?} {budget} {runs:?}");
            let t0 = std::time::Instant::now();
            let found = plan(problem(targets, budget, runs), &Search::default()).expect("a plan");
            let [own, relaxed] =
                [&found.efficiency, &found.relaxed_efficiency].map(|x| x.lo().to_f64());
            eprintln!("{own} {relaxed} {} {:?} {what:.60}", found.len(), t0.elapsed());
            assert!(relaxed > 0.999, "{what}: {relaxed}");
            assert!(own > 0.9, "{what}: {own}");
            assert!(found.cost() <= found.problem.limits.budget);
            assert!(runs.is_none_or(|most| found.len() <= most));
            assert!(found.counts.iter().all(|n| *n <= 2));
        }
    }
}
