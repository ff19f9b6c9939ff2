//! Everything that is said of a design: criteria beside their best, what is known with it,
//! what it may show.

use super::knowledge::deviations;
use super::power::{of_form, of_gap};
use super::{
    CandidateError, Cost, Efficiency, Evaluated, Made, Model, PlanError, Power, Quantity, Ranges,
    Target, TargetError, fraction_of_space,
};
use crate::algebra::Ldl;
use crate::design::{RaySet, Shape, Tolerance};
use crate::fit::Convention;
use crate::geometry::{Conditioning, Precision, Row, accumulate, conditioning};
use crate::law::{Law, Point};
use crate::number::{Compare, Exact, Interval, Mpfr, Scalar};

/// One design, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its name.
    pub name: String,
    /// Runs.
    pub runs: usize,
    /// Distinct (N, D).
    pub distinct: usize,
    /// What they cost.
    pub cost: f64,
    /// Smallest and largest N, D, D/N.
    pub ends: [(f64, f64); 3],
    /// In words: rays, a grid, ….
    pub shape: String,
    /// The standard deviation of ln(D/N) at a given C: zero on one ray.
    pub spread: f64,
    /// The columns that become parallel on a ray.
    pub pair: Option<Conditioning>,
    /// All free columns.
    pub full: Conditioning,
    /// Criteria; empty where no design of this budget determines the parameters.
    pub efficiencies: Vec<Efficiency>,
    /// Half widths of parameters' and targets' intervals: name, whether relative, half width.
    pub half_widths: Vec<(String, bool, Option<f64>)>,
    /// Standard deviations of the predicted response over the region in units of σ: shares
    /// of the region, and what at most they have there; None where undetermined.
    pub space: Option<Vec<(f64, f64)>>,
    /// What may be shown with it.
    pub power: Vec<Power>,
    /// Correlations of the estimates, strongest first.
    pub correlations: Vec<(String, f64)>,
    /// The largest leverages: N, D, leverage; they sum to the number of parameters.
    pub leverages: Vec<(f64, f64, f64)>,
}

/// What designs are judged by.
#[derive(Clone, Debug)]
pub struct Judging<'a> {
    /// The law at its parameters.
    pub model: &'a Model,
    /// σ of the response.
    pub sigma: f64,
    /// Coverage of intervals, and one less the level of tests.
    pub level: f64,
    /// Places of predictions.
    pub region: &'a [Point<Exact>],
    /// Quantities whose intervals are told.
    pub quantities: &'a [Quantity],
    /// Targets whose efficiency is told, besides D, A, I and G.
    pub aims: &'a [Quantity],
    /// Other laws to be told from.
    pub against: &'a [Law],
    /// What a run costs.
    pub cost: &'a Cost,
    /// Where else the budget might have been spent.
    pub space: &'a Ranges,
}

/// Why a design cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JudgeError {
    /// A cost that is no positive number.
    #[error(transparent)]
    Cost(#[from] CandidateError),
    /// A target that makes no sense.
    #[error(transparent)]
    Target(#[from] TargetError),
}

/// Shares of the region that are told of.
const SHARES: [f64; 5] = [0.1, 0.5, 0.9, 0.95, 1.0];
/// Other sizes that the budget might have bought.
const CONSIDERED: usize = 400;
/// Precision of enclosures, in bits.
const BITS: u32 = 192;

impl Judging<'_> {
    /// Judges runs.
    ///
    /// # Errors
    /// See [`JudgeError`]; what the runs leave open is an answer, not an error.
    pub fn judge(&self, name: &str, runs: &[Made]) -> Result<Judged, JudgeError> {
        let model = self.model;
        let at_cost = |run: &Made| self.cost.at(&run.at.n, &run.at.d);
        let costs = runs.iter().map(at_cost).collect::<Result<Vec<Exact>, _>>()?;
        let candidates = self.space.candidates(self.cost, CONSIDERED).unwrap_or_default();
        let evaluated =
            Evaluated { model, runs, costs: &costs, candidates: &candidates, bits: BITS };
        let mut efficiencies: Vec<Efficiency> = Vec::new();
        let mut add = |found: Result<Efficiency, PlanError>| match found {
            Ok(found) => {
                efficiencies.push(found);
                Ok(())
            }
            Err(PlanError::Target(error)) => Err(JudgeError::Target(error)),
            // Of a budget that determines nothing there is no best.
            Err(_) => Ok(()),
        };
        add(evaluated.efficiency("D", Target::Everything))?;
        add(evaluated.efficiency("A", Target::Parameters))?;
        add(evaluated.efficiency("I", Target::Region(self.region.to_vec())))?;
        add(evaluated.g_efficiency(self.region))?;
        for aim in self.aims {
            add(evaluated.efficiency(&aim.name, aim.target.clone()))?;
        }
        let points: Vec<Point<Exact>> = runs.iter().map(|run| run.at.clone()).collect();
        let (pair, full) = conditioned(model, &points);
        let rays = RaySet::of(points.as_slice(), Tolerance::default());
        let mut distinct: Vec<(&Exact, &Exact)> = points.iter().map(|p| (&p.n, &p.d)).collect();
        distinct.sort();
        distinct.dedup();
        let (correlations, leverages) = tied(model, runs);
        let ends = |f: &dyn Fn(&Made) -> f64| {
            let values = runs.iter().map(f);
            values.fold((f64::INFINITY, 0.0_f64), |(a, b), x| (a.min(x), b.max(x)))
        };
        let space = fraction_of_space(model, runs, self.region).map(|sd| {
            let last = |share: f64| (libm::ceil(share * sd.len() as f64) as usize).max(1) - 1;
            SHARES.iter().map(|share| (*share, sd[last(*share)])).collect()
        });
        Ok(Judged {
            name: name.into(),
            runs: runs.len(),
            distinct: distinct.len(),
            cost: costs.iter().map(Exact::to_f64).sum(),
            ends: [
                ends(&|run| run.at.n.to_f64()),
                ends(&|run| run.at.d.to_f64()),
                ends(&|run| (&run.at.d / &run.at.n).to_f64()),
            ],
            shape: Shape::of(points.as_slice(), &rays).to_string(),
            spread: spread(runs),
            pair,
            full,
            efficiencies,
            half_widths: self.half_widths(runs),
            space,
            power: self.powers(runs),
            correlations,
            leverages,
        })
    }

    fn half_widths(&self, runs: &[Made]) -> Vec<(String, bool, Option<f64>)> {
        let targets: Vec<Target> = self.quantities.iter().map(|q| q.target.clone()).collect();
        let freedom = runs.len().saturating_sub(self.model.columns.len());
        let convention = Convention { level: self.level, ..Convention::default() };
        let reach = convention.quantile(freedom) * self.sigma;
        let half = deviations(self.model, runs, &targets).into_iter();
        let half = half.map(|sd| sd.filter(|_| freedom > 0).map(|sd| reach * sd));
        let told = self.quantities.iter().zip(half);
        told.map(|(q, half)| (q.name.clone(), q.target.is_relative(self.model), half)).collect()
    }

    fn powers(&self, runs: &[Made]) -> Vec<Power> {
        let model = self.model;
        let places: Vec<Point<f64>> = runs.iter().map(|run| run.at.map(Exact::to_f64)).collect();
        let mut found = Vec::new();
        let index = |name: &str| model.law.about().index(name);
        if let (Some(i), Some(j)) = (index("alpha"), index("beta"))
            && let Some(ldl) = information(model, runs)
        {
            found.extend(of_gap(model, (i, j), &ldl, (runs.len(), self.sigma, self.level)));
        }
        let asked = (self.sigma, self.level);
        if let Some(reduced) = model.law.reduced() {
            let told = of_form(model, &reduced, true, &places, asked);
            let what = "the loss depends on more than N";
            found.extend(told.map(|power| Power { what: what.into(), ..power }));
        }
        for other in self.against.iter().filter(|other| **other != model.law) {
            found.extend(of_form(model, other, false, &places, asked));
        }
        found
    }
}

/// The pair's columns and all free ones, in the units of L.
fn conditioned(model: &Model, points: &[Point<Exact>]) -> (Option<Conditioning>, Conditioning) {
    let law = &model.law;
    let pair = law.about().pair;
    let has_pair = !pair.is_empty() && pair.iter().all(|c| model.columns.contains(c));
    let mut columns: Vec<&[usize]> = vec![&model.columns];
    columns.extend(has_pair.then_some(pair));
    let mut found = conditioning(law, &model.theta, points, &columns, Precision::digits(6));
    let full = found.remove(0);
    (found.pop(), full)
}

/// M in doubles.
fn information(model: &Model, runs: &[Made]) -> Option<Ldl<f64>> {
    let like = Interval::point(&Mpfr::from_f64(192, 1.0));
    let row = |i: usize| Row {
        gradient: model.row(&like, &runs[i].at.map(|x| like.exact(x))),
        weight: Some(like.exact(&runs[i].weight)),
    };
    let matrix = accumulate(&like, runs.len(), model.columns.len(), row);
    Ldl::new(&matrix)?;
    Ldl::new(&matrix.map(Compare::to_f64))
}

/// Pairs of symbols with their correlation.
type Correlations = Vec<(String, f64)>;
/// N, D and leverage.
type Leverages = Vec<(f64, f64, f64)>;

/// Correlations of the estimates, strongest first, and leverages, largest first.
fn tied(model: &Model, runs: &[Made]) -> (Correlations, Leverages) {
    let Some(ldl) = information(model, runs) else { return (Vec::new(), Vec::new()) };
    let inverse = ldl.inverse();
    let symbol = |i: usize| model.law.about().parameters[model.columns[i]].symbol;
    let mut pairs = Vec::new();
    for i in 0..model.columns.len() {
        for j in i + 1..model.columns.len() {
            let r = inverse[(i, j)] / (inverse[(i, i)] * inverse[(j, j)]).sqrt();
            pairs.push((format!("{}–{}", symbol(i), symbol(j)), r));
        }
    }
    pairs.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let targets: Vec<Target> = runs.iter().map(|run| Target::Loss(run.at.clone())).collect();
    let mut leverages: Vec<(f64, f64, f64)> = deviations(model, runs, &targets)
        .into_iter()
        .zip(runs)
        .filter_map(|(sd, run)| {
            let h = sd?.powi(2) * run.weight.to_f64();
            Some((run.at.n.to_f64(), run.at.d.to_f64(), h))
        })
        .collect();
    leverages.sort_by(|a, b| b.2.total_cmp(&a.2));
    (pairs, leverages)
}

/// The standard deviation of ln(D/N) about its regression on ln C.
fn spread(runs: &[Made]) -> f64 {
    let logs: Vec<(f64, f64)> = runs
        .iter()
        .map(|run| (libm::log(run.at.n.to_f64()), libm::log(run.at.d.to_f64())))
        .map(|(n, d)| (n + d, d - n))
        .collect();
    let m = logs.len() as f64;
    let mean = |f: &dyn Fn(&(f64, f64)) -> f64| logs.iter().map(f).sum::<f64>() / m;
    let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
    let xx = mean(&|p| (p.0 - x) * (p.0 - x));
    let xy = mean(&|p| (p.0 - x) * (p.1 - y));
    let yy = mean(&|p| (p.1 - y) * (p.1 - y));
    let explained = if xx > 0.0 { xy * xy / xx } else { 0.0 };
    (yy - explained).max(0.0).sqrt()
}
