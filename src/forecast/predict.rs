//! The loss at sizes, before they are trained; beside it the loss measured there, where it
//! was.

use serde::Serialize;

use super::distance::{Distance, Seen};
use crate::audit::{Error, Options, Prediction, Standing, Watch};
use crate::fit::{Interval, Problem};
use crate::law::Point;
use crate::runs::Runs;

/// A size to predict for.
#[derive(Clone, Debug)]
pub struct Site {
    /// What it is called, where it is not just its sizes.
    pub label: String,
    /// The sizes.
    pub at: Point<f64>,
    /// The loss measured there.
    pub measured: Option<f64>,
}

impl Site {
    /// The sizes of a table, with its losses where it has any.
    pub fn of_table(runs: &Runs) -> Vec<Site> {
        let measured = !runs.source.unmeasured;
        let site = |(i, run): (usize, &crate::runs::Run)| Site {
            label: runs.label(i),
            at: run.point(&1.0_f64),
            measured: measured.then(|| run.loss.to_f64()),
        };
        runs.rows.iter().enumerate().map(site).collect()
    }
}

/// A loss that was measured, beside its prediction.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// L.
    pub loss: f64,
    /// ln L − ln L̂.
    pub off: f64,
    /// Whether it lies in each interval; null where there is none.
    pub inside: Inside<Option<bool>>,
}

/// One thing for each kind of interval.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Inside<T> {
    /// The interval of the mean loss.
    pub mean: T,
    /// That of one new run.
    pub new_run: T,
    /// That of one new run by jackknife+.
    pub jackknife_plus: T,
}

/// The loss predicted at one size.
#[derive(Clone, Debug, Serialize)]
pub struct Predicted {
    /// The prediction.
    #[serde(flatten)]
    pub at: Prediction,
    /// C = 6ND in FLOP.
    pub compute: f64,
    /// How far from the runs.
    pub distance: Distance,
    /// What was measured there; null where nothing was.
    pub measured: Option<Measured>,
}

/// Predictions from a table of runs.
#[derive(Clone, Debug)]
pub struct Forecasts {
    /// What was asked.
    pub options: Options,
    /// The fit and what it rests on.
    pub standing: Standing,
    /// One a size.
    pub predicted: Vec<Predicted>,
    /// Groups that are pooled, where there are several.
    pub reading: Option<String>,
}

/// Predicts; `watch` is told how far it is.
///
/// # Errors
/// Where the runs cannot be fitted.
pub fn predict(
    runs: &Runs,
    sites: &[Site],
    options: &Options,
    watch: Watch<'_>,
) -> Result<Forecasts, Error> {
    let problem = Problem::new(&options.law, runs, &options.objective, &options.constraints)?;
    let standing = Standing::of(&problem, options, &|step| watch(step, 0, 0), watch)?;
    let uncertainty = standing.uncertainty(&problem, options.intervals);
    watch("predicting", 0, 0);
    let seen = Seen::of(&problem, &standing.plain);
    let place = |site: &Site| {
        let blank = Prediction::at(seen.place(&site.at), site.label.clone(), site.at.clone());
        blank.by(&uncertainty, &standing.plain)
    };
    let places = sites.iter().map(place).collect();
    let settled = standing.settled(places, &uncertainty, runs, options)?;
    // On one ray what predicts is another model, and what nothing predicts asks nothing.
    let asks = |at: &Prediction| at.sd.is_some() && !standing.is_one_ray();
    let predicted = settled.into_iter().zip(sites).map(|(at, site)| Predicted {
        compute: 6.0 * at.n * at.d,
        distance: match asks(&at) {
            true => seen.distance(&site.at),
            false => seen.distance(&site.at).without_leverage(),
        },
        measured: site.measured.map(|loss| Measured::beside(loss, &at)),
        at,
    });
    let predicted = predicted.collect();
    Ok(Forecasts {
        options: options.clone(),
        predicted,
        standing,
        reading: runs.source.reading.text(),
    })
}

impl Measured {
    fn beside(loss: f64, at: &Prediction) -> Self {
        let within = |interval: &Option<Interval>| {
            let (lo, hi) = interval.as_ref()?.ends();
            Some((lo..=hi).contains(&loss))
        };
        Measured {
            loss,
            off: libm::log(loss / at.loss),
            inside: Inside {
                mean: within(&at.interval),
                new_run: within(&at.new_run.parametric),
                jackknife_plus: within(&at.new_run.jackknife_plus),
            },
        }
    }
}

impl Forecasts {
    /// Predictions with a measured loss beside them.
    pub fn measured(&self) -> impl Iterator<Item = &Measured> + Clone {
        self.predicted.iter().filter_map(|p| p.measured.as_ref())
    }

    /// How many measured losses lie in each kind of interval, of how many that have one.
    pub fn inside(&self) -> Inside<(usize, usize)> {
        let count = |of: fn(&Inside<Option<bool>>) -> Option<bool>| {
            let known = self.measured().filter_map(|m| of(&m.inside));
            known.fold((0, 0), |(hits, all), hit| (hits + usize::from(hit), all + 1))
        };
        Inside {
            mean: count(|inside| inside.mean),
            new_run: count(|inside| inside.new_run),
            jackknife_plus: count(|inside| inside.jackknife_plus),
        }
    }

    /// Mean and root mean square of ln L − ln L̂ over the sizes that the runs determine;
    /// None where nothing was measured there.
    pub fn off(&self) -> Option<(f64, f64)> {
        let known = self.predicted.iter().filter(|p| p.at.sd.is_some());
        let off: Vec<f64> = known.filter_map(|p| Some(p.measured.as_ref()?.off)).collect();
        let mean = |f: fn(f64) -> f64| off.iter().map(|x| f(*x)).sum::<f64>() / off.len() as f64;
        (!off.is_empty()).then(|| (mean(|x| x), libm::sqrt(mean(|x| x * x))))
    }

    /// Whether the runs leave something open that was asked.
    pub fn is_open(&self) -> bool {
        self.predicted.iter().any(|p| p.at.sd.is_none())
    }
}
