//! How often intervals hold what they say: tables simulated where the truth is known,
//! refitted, and every kind of interval held against it.

use super::Convention;
use super::draw::{Resample, Source, groups_of};
use super::percentile::percentile;
use super::refits::{Engine, inside};
use super::spread::{residual_spread, unit_of};
use crate::design::Random;
use crate::fit::covariance::{covariances, errors, further};
use crate::fit::rows::{Model, Rows};
use crate::fit::statistics::moments_of;
use crate::fit::{ErrorKind, Fit, Problem};
use crate::geometry::Matrix;
use crate::law::Point;
use crate::number::{Compare, Dual, Exact, Mpfr};
use crate::parallel;

/// A positive function of the parameters and its gradient; None where it has none.
pub type Quantity<'a> = &'a (dyn Fn(&[f64]) -> Option<(f64, Vec<f64>)> + Sync);

/// Errors of the responses (L or ln L, as the objective compares) of every run in
/// canonical order, and of one new run.
pub type Noise<'a> = &'a (dyn Fn(&mut Random) -> (Vec<f64>, f64) + Sync);

/// What is simulated.
pub struct Simulation<'a> {
    /// Law, objective and places; the losses play no part.
    pub problem: &'a Problem<'a>,
    /// The true parameters.
    pub truth: &'a [f64],
    /// The noise.
    pub noise: Noise<'a>,
    /// What intervals are made of besides the parameters.
    pub quantities: &'a [(&'static str, Quantity<'a>)],
    /// Refits of a bootstrap within each simulation; none makes none.
    pub bootstrap: Option<(Resample, usize)>,
    /// Whether profiles are held against the truth too.
    pub profiles: bool,
}

/// How often one kind of interval held the truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The kind: that of a standard error, `profile`, or `bootstrap`.
    pub method: String,
    /// Share of simulations in which the interval held the truth, under the names of
    /// [`Coverage::names`]; not a number where none was made.
    pub share: Vec<f64>,
}

/// Measured coverage.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Free parameters, then quantities, then `new run`.
    pub names: Vec<String>,
    /// One a method.
    pub rows: Vec<Row>,
    /// Simulations; one that could not be refitted counts against every method.
    pub simulations: usize,
    /// How many could not be refitted.
    pub unsolved: usize,
}

impl Coverage {
    /// The standard deviation of a share by chance alone.
    pub fn monte_carlo(&self, share: f64) -> f64 {
        (share * (1.0 - share) / self.simulations.max(1) as f64).sqrt()
    }
}

/// One simulation's answer: per method, per name, whether the truth was held.
type Held = Vec<(String, Vec<Option<bool>>)>;

impl Simulation<'_> {
    /// Simulates; simulation i has its own generator.
    pub fn run(&self, count: usize, seed: u64, convention: &Convention) -> Coverage {
        let rows = Rows::new(self.problem, &1.0);
        let found = parallel::in_order(count, |i| {
            self.once(&rows, &mut Random::stream(seed, &[i as u64]), convention)
        });
        let mut names: Vec<String> =
            (0..self.problem.space().dimension()).map(|at| self.name(at)).collect();
        names.extend(self.quantities.iter().map(|(name, _)| (*name).to_owned()));
        names.push("new run".into());
        let methods: Vec<String> =
            found.iter().flatten().next().map_or_else(Vec::new, |held| {
                held.iter().map(|(method, _)| method.clone()).collect()
            });
        let share = |method: usize, at: usize| {
            let known = found.iter().flatten().filter_map(|held| held[method].1[at]);
            let (made, hits) = known.fold((0, 0), |(n, k), hit| (n + 1, k + usize::from(hit)));
            if made == 0 { f64::NAN } else { f64::from(hits as u32) / count as f64 }
        };
        let rows = methods.into_iter().enumerate().map(|(i, method)| Row {
            method,
            share: (0..names.len()).map(|at| share(i, at)).collect(),
        });
        let unsolved = found.iter().filter(|held| held.is_none()).count();
        Coverage { rows: rows.collect(), names, simulations: count, unsolved }
    }

    fn name(&self, at: usize) -> String {
        self.problem.space().parameter(at).name.to_owned()
    }

    fn once(&self, rows: &Rows<f64>, random: &mut Random, convention: &Convention) -> Option<Held> {
        let (problem, model) = (self.problem, Model::of(self.problem));
        let (errors, new_error) = (self.noise)(random);
        let objective = problem.objective();
        let back = |x: f64| if objective.is_log() { libm::exp(x) } else { x };
        let respond =
            |theta: &[f64], at: &Point<f64>| objective.response(&problem.law().loss(theta, at));
        let mut simulated = rows.clone();
        for (row, error) in simulated.rows.iter_mut().zip(errors) {
            row.response = respond(self.truth, &row.point) + error;
            row.loss = back(row.response);
        }
        let u = inside(problem, self.truth);
        let engine = Engine { model: model.clone(), u: &u };
        let fit = engine.refit(&simulated);
        if !fit.settled {
            return None;
        }
        let theta = problem.space().theta(&fit.u, &1.0);
        let natural = problem.space().natural();
        let at = natural.coordinates(&theta);
        let flat = Model { space: &natural, objective };
        let groups: Vec<Option<u32>> = problem.iter().map(|run| run.group).collect();
        let sums = moments_of(&flat, &simulated, &groups, &at);
        let hessian = flat.expansion(&at, &simulated).hessian;
        let (m, q) = (simulated.len(), at.len());
        let [a, b, c] = covariances(&sums, &hessian, m);
        let [d, e, f] = further(&sums, objective, m);
        let place = &simulated.rows[random.below(m)].point;
        let told = respond(self.truth, place) + new_error;
        let noise = residual_spread(&sums.residuals, q)?;
        let kinds = [
            (ErrorKind::Smoothed, e),
            (ErrorKind::GaussNewton, a),
            (ErrorKind::Observed, b),
            (ErrorKind::Huber, d),
            (ErrorKind::Sandwich, c),
            (ErrorKind::Clustered, f),
        ];
        let clusters = groups_of(problem).len();
        let mut held: Held = Vec::new();
        for (kind, covariance) in kinds {
            if kind == ErrorKind::Clustered && clusters < 2 {
                continue;
            }
            let own = Convention { kind, ..*convention };
            let freedom = if kind == ErrorKind::Clustered { clusters - 1 } else { m - q };
            let covers = |value: f64, se: f64, truth: f64, positive: bool| {
                let made = own.about(&Mpfr::from_f64(53, value), se, positive, freedom);
                let (lo, hi) = made.ends();
                lo <= truth && truth <= hi
            };
            let mut hits: Vec<Option<bool>> = Vec::new();
            for (at, se) in errors_of(&covariance, q).into_iter().enumerate() {
                let p = natural.free()[at].parameters[0];
                let positive = problem.space().is_positive(p) && theta[p] > 0.0;
                hits.push(se.map(|se| covers(theta[p], se, self.truth[p], positive)));
            }
            let pull = |g: &[f64]| -> Vec<f64> {
                let free = natural.free().iter();
                free.map(|c| c.parameters.iter().map(|p| g[*p]).sum()).collect()
            };
            let sd = |g: &[f64]| sd(&covariance, &pull(g));
            for (_, quantity) in self.quantities {
                let both = quantity(&theta).zip(quantity(self.truth));
                hits.push(both.and_then(|((value, g), (truth, _))| {
                    Some(covers(value, sd(&g)?, truth, value > 0.0))
                }));
            }
            let dual =
                problem.law().loss(&Dual::variables(&theta), &place.map(|x| Dual::constant(*x)));
            let loss = *dual.value();
            let scale = if objective.is_log() { loss } else { 1.0 };
            let reach = sd(&dual.gradient(theta.len()))
                .map(|own_sd| own.quantile(freedom) * libm::hypot(own_sd / scale, noise));
            hits.push(reach.map(|reach| (told - objective.response(&loss)).abs() <= reach));
            held.push((kind.name().to_owned(), hits));
        }
        if self.profiles {
            held.push(("profile".into(), self.profile(&simulated, &fit.u, fit.value, convention)));
        }
        if let Some((what, refits)) = self.bootstrap {
            let engine = Engine { model, u: &fit.u };
            let source = Source::new(problem, &simulated, &theta, (q, what));
            let mut thetas = Vec::new();
            for _ in 0..refits {
                let refit = engine.refit(&source.draw(random));
                if refit.settled {
                    thetas.push(problem.space().theta(&refit.u, &1.0));
                }
            }
            let missing = refits - thetas.len();
            let covers = |f: &dyn Fn(&[f64]) -> f64| {
                let sample: Vec<f64> = thetas.iter().map(|t| f(t)).collect();
                let (lo, hi) = percentile(&sample, missing, convention.level)?;
                Some(lo <= f(self.truth) && f(self.truth) <= hi)
            };
            let free = natural.free().iter();
            let mut hits: Vec<Option<bool>> =
                free.map(|c| covers(&|theta| theta[c.parameters[0]])).collect();
            hits.extend(
                self.quantities.iter().map(|(_, quantity)| {
                    covers(&|theta| quantity(theta).map_or(f64::NAN, |x| x.0))
                }),
            );
            hits.push(None);
            held.push(("bootstrap".into(), hits));
        }
        Some(held)
    }

    /// Whether the profile at every true value lies below its level.
    fn profile(
        &self,
        rows: &Rows<f64>,
        best: &[f64],
        lowest: f64,
        convention: &Convention,
    ) -> Vec<Option<bool>> {
        let (problem, space) = (self.problem, self.problem.space());
        let model = Model::of(problem);
        let normal = Convention { normal: true, ..*convention };
        let quantile = normal.quantile(1) * normal.quantile(1);
        let m = rows.len() as f64;
        let rise = match problem.objective().is_sum_of_squares() {
            true => Some(lowest * libm::expm1(quantile / m)),
            false => unit_of(&model, rows, best, best.len()).map(|unit| unit * quantile / 2.0),
        };
        let mut hits: Vec<Option<bool>> = (0..space.dimension())
            .map(|at| {
                let value = Exact::from_f64(self.truth[space.free()[at].parameters[0]]).ok()?;
                let held = space.hold(at, &value);
                if held.dimension() == 0 {
                    return None;
                }
                let u = held.coordinates(self.truth);
                let model = Model { space: &held, objective: problem.objective() };
                let there = Engine { model, u: &u }.refit(rows);
                Some(there.value - lowest <= rise?)
            })
            .collect();
        hits.extend(vec![None; self.quantities.len() + 1]);
        hits
    }
}

fn errors_of(covariance: &Option<Matrix<f64>>, q: usize) -> Vec<Option<f64>> {
    errors(covariance, q)
}

/// √(gᵀCg).
fn sd(covariance: &Option<Matrix<f64>>, g: &[f64]) -> Option<f64> {
    let c = covariance.as_ref()?;
    let mut variance = 0.0;
    for i in 0..g.len() {
        for j in 0..g.len() {
            variance += g[i] * c[(i, j)] * g[j];
        }
    }
    Some(variance.sqrt()).filter(|sd| sd.is_finite())
}

/// Coverage for this very table: simulated from the fit itself, with its residuals drawn
/// with replacement (inflated by √(m/(m − p))). None where the fit determines nothing, or
/// rests on an edge.
pub fn check_coverage(
    problem: &Problem<'_>,
    fit: &Fit,
    convention: &Convention,
    quantities: &[(&'static str, Quantity<'_>)],
    (simulations, seed): (usize, u64),
) -> Option<Coverage> {
    let truth: Vec<f64> = fit.theta().iter().map(Compare::to_f64).collect();
    let free = fit.covariance.as_ref()?.columns.len();
    let (m, whole) = (problem.len(), problem.space().dimension());
    if free != whole || m <= free || fit.parameters.iter().any(|p| p.open) {
        return None;
    }
    let inflate = (m as f64 / (m - free) as f64).sqrt();
    let weights: Vec<f64> =
        problem.iter().map(|run| run.weight.as_ref().map_or(1.0, Exact::to_f64).sqrt()).collect();
    let pool: Vec<f64> =
        problem.residuals(&truth).into_iter().zip(&weights).map(|(r, w)| r * w * inflate).collect();
    let noise = |random: &mut Random| {
        let errors = weights.iter().map(|w| pool[random.below(m)] / w).collect();
        (errors, pool[random.below(m)])
    };
    let bootstrap = (convention.kind == ErrorKind::Bootstrap)
        .then(|| (fit.replicates.as_ref().map_or(Resample::Pairs, |found| found.what), NESTED));
    let simulation = Simulation {
        problem,
        truth: &truth,
        noise: &noise,
        quantities,
        bootstrap,
        profiles: fit.profiles.is_some(),
    };
    Some(simulation.run(simulations, seed, convention))
}

/// Refits of a bootstrap within a simulation.
const NESTED: usize = 199;
