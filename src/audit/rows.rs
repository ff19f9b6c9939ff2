//! What the rows of a table show: sweeps and histories taken for runs of their own,
//! rows counted once, sizes in other units, runs that lie far from the fit.

use std::collections::HashMap;

use super::Severity;
use super::leverage::Leverages;
use crate::fit::{Fit, Problem};
use crate::number::{Compare, Exact, Mpfr};
use crate::runs::{Run, Runs};

/// What the rows of one training history share: group, N and the third size.
type Series<'a> = (Option<u32>, &'a Exact, Option<u32>);
/// One of a run's sizes.
type Size = fn(&Run) -> &Exact;

/// A finding about rows.
#[derive(Clone, Debug, PartialEq)]
pub enum RowFinding {
    /// Runs of one size that differ in their settings, all of them fitted.
    Sweep {
        /// The columns of settings.
        columns: Vec<String>,
        /// Places (N, D) with several settings.
        cells: usize,
        /// Rows there.
        rows: usize,
        /// The largest difference of losses at one place.
        spread: f64,
    },
    /// Rows of one run, step after step.
    History {
        /// Rows.
        rows: usize,
        /// Runs that they are of.
        runs: usize,
        /// Whether a column says so; else they share N, at D in equal steps.
        named: bool,
    },
    /// Rows that repeat another in every cell, counted once.
    Repeated {
        /// How many.
        rows: usize,
    },
    /// The lowest of several losses was taken.
    BestOf {
        /// For each of what.
        per: String,
    },
    /// Sizes that look as if counted in something else than ones.
    Units {
        /// The median of D/N.
        ratio: f64,
        /// Units that would make it one of a language model.
        mend: String,
    },
    /// Sizes of which some look as if counted in another unit.
    MixedUnits {
        /// N or D.
        name: &'static str,
        /// The two neighbours in size.
        between: (f64, f64),
    },
    /// Runs that lie farther from the fit than the others make likely.
    Outliers {
        /// The farthest first.
        runs: Vec<Outlier>,
        /// The fit with all runs and without these, by parameter.
        without: Vec<(&'static str, f64, f64)>,
    },
}

/// A run far from the fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlier {
    /// Its row and its name.
    pub label: String,
    /// Response less fit.
    pub residual: f64,
    /// The residual over what the others make likely there.
    pub studentised: f64,
    /// How much of the fit at its place is its own, from 0 to 1.
    pub leverage: f64,
    /// Cook's distance.
    pub influence: f64,
}

impl RowFinding {
    /// A name that does not change.
    pub fn id(&self) -> &'static str {
        match self {
            RowFinding::Sweep { .. } => "sweep",
            RowFinding::History { .. } => "history",
            RowFinding::Repeated { .. } => "repeated-rows",
            RowFinding::BestOf { .. } => "best-of-several",
            RowFinding::Units { .. } => "suspicious-units",
            RowFinding::MixedUnits { .. } => "mixed-units",
            RowFinding::Outliers { .. } => "outliers",
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            RowFinding::Repeated { .. } | RowFinding::BestOf { .. } => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

/// What the table alone shows.
pub fn of_table(runs: &Runs) -> Vec<RowFinding> {
    let reading = &runs.source.reading;
    let repeated =
        (reading.repeated > 0).then_some(RowFinding::Repeated { rows: reading.repeated });
    let best = reading.best_per.clone().map(|per| RowFinding::BestOf { per });
    let found = [sweep(runs), history(runs), units(runs), repeated, best];
    found.into_iter().flatten().chain(mixed(runs)).collect()
}

/// Places with rows of several settings and several losses.
fn sweep(runs: &Runs) -> Option<RowFinding> {
    let settings = &runs.source.setting_of;
    if settings.len() != runs.rows.len() || settings.is_empty() {
        return None;
    }
    let mut cells: HashMap<(&Exact, &Exact, Option<u32>), Vec<usize>> = HashMap::new();
    for (i, run) in runs.rows.iter().enumerate() {
        cells.entry((&run.n, &run.d, run.group)).or_default().push(i);
    }
    let (mut count, mut rows, mut spread) = (0, 0, 0.0_f64);
    for cell in cells.values().filter(|cell| cell.len() > 1) {
        let differ = cell.iter().any(|i| settings[*i] != settings[cell[0]]);
        let losses = || cell.iter().map(|i| runs.rows[*i].loss.to_f64());
        let (lo, hi) =
            losses().fold((f64::INFINITY, 0.0_f64), |(lo, hi), x| (lo.min(x), hi.max(x)));
        if differ && hi > lo {
            count += 1;
            rows += cell.len();
            spread = spread.max(hi - lo);
        }
    }
    let columns = runs.source.settings.clone();
    (count > 0).then_some(RowFinding::Sweep { columns, cells: count, rows, spread })
}

/// Rows per run, in the mean, from which a table is one of steps.
const STEPS: usize = 5;

/// Rows that share a run (by name; else N, at equal steps of D) and grow in D.
fn history(runs: &Runs) -> Option<RowFinding> {
    let named = (0..runs.rows.len()).all(|i| runs.run_name(i).is_some());
    let mut series: HashMap<Series<'_>, Vec<&Run>> = HashMap::new();
    for (i, run) in runs.rows.iter().enumerate() {
        let name = if named { runs.run_name(i) } else { None };
        series.entry((name, &run.n, run.group)).or_default().push(run);
    }
    let least = if named { 2 } else { 2 * STEPS };
    let is_history = |rows: &&Vec<&Run>| {
        rows.len() >= least
            && rows.windows(2).all(|w| w[0].d < w[1].d)
            && (named || equal_steps(rows))
    };
    let found: Vec<usize> = series.values().filter(is_history).map(Vec::len).collect();
    let rows: usize = found.iter().sum();
    // Most of the table, or it is a design that happens to look so.
    let most = 2 * rows > runs.rows.len();
    (most && rows >= 2 * found.len()).then_some(RowFinding::History {
        rows,
        runs: found.len(),
        named,
    })
}

/// Whether D grows by one step all along, to a percent.
fn equal_steps(rows: &[&Run]) -> bool {
    let d: Vec<f64> = rows.iter().map(|run| run.d.to_f64()).collect();
    let step = (d[d.len() - 1] - d[0]) / (d.len() - 1) as f64;
    d.windows(2).all(|w| (w[1] - w[0] - step).abs() <= 0.01 * step)
}

/// Tokens per parameter that no language model was trained with.
const FEWEST: f64 = 1e-3;
const MOST: f64 = 1e6;
/// Tokens per parameter that are usual.
const USUAL: (f64, f64) = (0.1, 1e4);

fn units(runs: &Runs) -> Option<RowFinding> {
    let mut ratios: Vec<f64> = runs.rows.iter().map(|r| r.d.to_f64() / r.n.to_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    let ratio = super::uncertainty::median(&ratios);
    let (name, by) = match ratio {
        _ if ratio > MOST => ("n", ratio),
        _ if ratio < FEWEST => ("d", 1.0 / ratio),
        _ => return None,
    };
    let usual = |unit: &&f64| {
        let k = if name == "n" { ratio / **unit } else { ratio * **unit };
        (USUAL.0..=USUAL.1).contains(&k)
    };
    let fits: Vec<f64> = [1e3, 1e6, 1e9].iter().filter(usual).copied().collect();
    let unit = fits.into_iter().find(|unit| *unit * 1e4 >= by)?;
    Some(RowFinding::Units { ratio, mend: format!("--units {name}={unit:e}") })
}

/// Neighbours in size that are this far apart are of two units.
const GAP: f64 = 1000.0;

fn mixed(runs: &Runs) -> Vec<RowFinding> {
    let sizes: [(&'static str, Size); 2] = [("N", |r| &r.n), ("D", |r| &r.d)];
    let gap = |(name, of): (&'static str, fn(&Run) -> &Exact)| {
        let mut all: Vec<f64> = runs.rows.iter().map(|run| of(run).to_f64()).collect();
        all.sort_by(f64::total_cmp);
        let between = all.windows(2).find(|w| w[1] > GAP * w[0])?;
        Some(RowFinding::MixedUnits { name, between: (between[0], between[1]) })
    };
    sizes.into_iter().filter_map(gap).collect()
}

/// Residuals beyond so many of the others' scale.
const FAR: f64 = 8.0;
/// Larger tables are not looked through, and more outliers are no outliers.
const LARGEST: usize = 20_000;
const MOST_NAMED: usize = 5;

/// Runs that lie far from the fit, in place of the canonical order the table's own.
pub fn outliers(problem: &Problem<'_>, fit: &Fit) -> Vec<Outlier> {
    let m = problem.len();
    let theta: Vec<f64> = fit.theta().iter().map(Mpfr::to_f64).collect();
    let p = problem.space().free().len();
    if m > LARGEST || m < p + 5 || p == 0 {
        return Vec::new();
    }
    let residuals = problem.residuals(&theta);
    let mut sizes: Vec<f64> = residuals.iter().map(|r| r.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    // The median of |r| over that of a normal distribution, for the runs that are left
    // after the fit took p of them.
    let scale = 1.4826 * super::uncertainty::median(&sizes[p.min(m - 1)..]);
    if scale.is_nan() || scale <= 1e-12 {
        return Vec::new();
    }
    let Some(leverages) = Leverages::of(problem, &theta) else { return Vec::new() };
    let mut found: Vec<Outlier> = Vec::new();
    for (i, residual) in residuals.iter().enumerate() {
        let leverage = leverages.of_run(i).min(1.0 - 1e-9);
        let studentised = residual / (scale * libm::sqrt(1.0 - leverage));
        if studentised.abs() > FAR {
            let influence = studentised * studentised * leverage / ((1.0 - leverage) * p as f64);
            let run: *const Run = problem.run(i);
            let rows = &problem.runs().rows;
            let at = rows.iter().position(|other| std::ptr::eq(other, run)).unwrap_or(i);
            let label = problem.runs().label(at);
            found.push(Outlier { label, residual: *residual, studentised, leverage, influence });
        }
    }
    found.sort_by(|a, b| b.studentised.abs().total_cmp(&a.studentised.abs()));
    found
}

/// The finding, and the table without the outliers, where there are any.
pub fn without(problem: &Problem<'_>, found: &[Outlier]) -> Option<Runs> {
    // Many far runs are how these runs scatter, and no few to be named.
    if found.is_empty() || found.len() > (problem.len() / 10).max(1) {
        return None;
    }
    let runs = problem.runs();
    let labels: Vec<&str> = found.iter().map(|o| o.label.as_str()).collect();
    let rows: Vec<Run> = (0..runs.rows.len())
        .filter(|i| !labels.contains(&runs.label(*i).as_str()))
        .map(|i| runs.rows[i].clone())
        .collect();
    Some(Runs::from(rows))
}

/// The finding about outliers, beside a refit without them.
pub fn finding(mut found: Vec<Outlier>, fit: &Fit, refit: &Fit) -> RowFinding {
    let both = fit.parameters.iter().zip(&refit.parameters);
    let without = both.map(|(a, b)| (a.name, a.value.to_f64(), b.value.to_f64())).collect();
    found.truncate(MOST_NAMED);
    RowFinding::Outliers { runs: found, without }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::Request;

    fn read(text: &str) -> Runs {
        let request = Request { repeats_once: true, ..Request::default() };
        Runs::from_text("text", text.as_bytes(), &request).unwrap_or_else(|e| panic!("{e}"))
    }

    fn ids(text: &str) -> Vec<&'static str> {
        of_table(&read(text)).iter().map(RowFinding::id).collect()
    }

    #[test]
    fn sweeps_and_histories_are_told_from_designs() {
        let sweep = "N,D,lr,loss\n2e8,4e9,1e-3,2.6\n2e8,4e9,1e-2,6.9\n2e8,8e9,1e-3,2.5\n";
        assert_eq!(ids(sweep), ["sweep"]);
        let seeds = sweep.replace("lr", "seed");
        assert_eq!(ids(&seeds), Vec::<&str>::new());
        let mut history = String::from("run,N,D,loss\n");
        for (run, n) in [("a", "1e8"), ("b", "2e8")] {
            for step in 1..=6 {
                history.push_str(&format!("{run},{n},{step}e9,{}\n", 4.0 - 0.1 * f64::from(step)));
            }
        }
        assert_eq!(ids(&history), ["history"]);
        let design = "N,D,loss\n1e8,1e9,3.1\n1e8,2e9,3.0\n1e8,4e9,2.9\n2e8,1e9,3\n2e8,2e9,2.8\n";
        assert_eq!(ids(design), Vec::<&str>::new());
    }

    #[test]
    fn units_and_repeats_are_seen() {
        let millions = "N,D,loss\n70,2e9,3.1\n160,4e9,2.9\n410,8e9,2.7\n";
        let found = of_table(&read(millions));
        assert!(
            matches!(&found[..], [RowFinding::Units { mend, .. }] if mend == "--units n=1e6"),
            "{found:?}"
        );
        assert_eq!(ids("N,D,loss\n70e6,2e9,3.1\n1.4,4e9,2.9\n410e6,8e9,2.7\n"), ["mixed-units"]);
        assert_eq!(ids("N,D,loss\n1e8,2e9,3.1\n1e8,2e9,3.1\n4e8,8e9,2.7\n"), ["repeated-rows"]);
    }
}
