//! The part of T1 that refits: errors on noise beside the linearised ones.

use super::designs::{Places, held, training};
use super::simulate::{Draw, Simulation};
use super::{FAN_DESIGN, GRID, NEAR_RAY, OFF_RAY, ON_RAY, ONE_RAY, UNION};
use crate::design::Random;
use crate::fit::{Ratio, WinRate};
use crate::geometry::{parameters, prediction};
use crate::law::Law;
use crate::number::{Compare, Interval, Mpfr, Truth};
use crate::theorem::cases::{base, exact};
use crate::theorem::{Cell, Evidence, Settings, Table};

/// Standard deviations of the noise. Below the first the rounding of the losses
/// is felt in their sum of squares.
const LEVELS: [(f64, &str); 5] =
    [(1e-10, "1e-10"), (1e-8, "1e-8"), (1e-6, "1e-6"), (1e-4, "1e-4"), (1e-2, "1e-2")];
/// The share of refits that may stop short of a minimum before their errors
/// say nothing about the least-squares estimate.
const UNSETTLED: f64 = 0.1;
/// Coverage of the intervals shown.
const LEVEL: f64 = 0.95;
/// Standard errors of ln ratio within which refits and linearisation agree: of
/// some eighty comparisons none should fail by chance, whatever the seed.
const ERRORS: f64 = 5.0;

/// A pair of designs on a hold-out, the second always the grid.
struct Pair {
    design: usize,
    hold_out: usize,
    name: &'static str,
}

const PAIRS: [Pair; 4] = [
    Pair { design: ONE_RAY, hold_out: OFF_RAY, name: "one ray/grid, k = 100" },
    Pair { design: ONE_RAY, hold_out: ON_RAY, name: "one ray/grid, on the ray" },
    Pair { design: NEAR_RAY, hold_out: UNION, name: "near one ray/grid, paper's union" },
    Pair { design: FAN_DESIGN, hold_out: UNION, name: "fan/grid, paper's union" },
];

/// ratio · e^(±ERRORS standard errors).
fn band(ratio: &Ratio) -> Interval {
    let end = |sign: f64| Mpfr::from_f64(64, ratio.value * libm::exp(sign * ERRORS * ratio.error));
    Interval::hull_of(&end(-1.0), &end(1.0))
}

fn shown(x: f64) -> Cell {
    Cell::Number(Mpfr::from_f64(64, x).to_decimal(4))
}

/// How many refits to each design at every σ; laws of many parameters cost ten
/// times what those of few do.
pub(super) fn replicates(law: &Law, settings: &Settings) -> usize {
    settings.cases(if law.len() > 5 { 28 } else { 40 }, 1000)
}

/// Refits on noise, set beside the linearised errors.
pub(super) fn simulated(
    evidence: &mut Evidence,
    law: &Law,
    settings: &Settings,
    linear: &[Vec<Interval>],
    replicates: usize,
) {
    let about = law.about();
    let experiment = Law::all().iter().position(|l| l.about().id == about.id).unwrap_or(0) as u64;
    let simulation = Simulation::new(law, &base(law), about.ray_columns, &training(), &held());
    let mut table = Table::new(
        format!(
            "ratio of root mean square errors from {replicates} refits to each design, with 95 % \
             bootstrap intervals, beside the linearised ratio; how often the grid wins; refits to \
             the other design that did not settle"
        ),
        &[
            "designs, hold-out",
            "σ",
            "linearised",
            "refits",
            "from",
            "to",
            "grid wins",
            "of",
            "unsettled",
        ],
    );
    let mut agrees: [Option<&str>; 4] = [None; 4];
    let mut then: [Option<String>; 4] = [const { None }; 4];
    let mut pooled = [WinRate::default(); 4];
    for (level, (sigma, name)) in LEVELS.into_iter().enumerate() {
        let experiment = 16 * experiment + level as u64;
        let draw = Draw { sigma, replicates, seed: settings.seed, experiment };
        let errors = simulation.run(draw);
        for (p, Pair { design, hold_out, name: what }) in PAIRS.into_iter().enumerate() {
            let (first, grid) = (&errors.rmse[design][hold_out], &errors.rmse[GRID][hold_out]);
            let mut random = Random::stream(settings.seed, &[1 << 20, experiment, p as u64]);
            let ratio = Ratio::of(first, grid, LEVEL, &mut random);
            let expected = &linear[design][hold_out] / &linear[GRID][hold_out];
            let wins = WinRate::of(grid.iter().copied().zip(first.iter().copied()));
            table.row([
                Cell::from(what),
                Cell::Number(name.into()),
                Cell::interval(&expected, 4),
                shown(ratio.value),
                shown(ratio.lo),
                shown(ratio.hi),
                Cell::from(wins.wins as i64),
                Cell::from(wins.decided() as i64),
                Cell::from(errors.unsettled[design] as i64),
            ]);
            pooled[p] = pooled[p].plus(wins);
            let settled = [design, GRID].map(|d| errors.unsettled[d] as f64);
            let settled = settled.iter().all(|n| *n <= UNSETTLED * replicates as f64);
            let inside = expected.is_subset(&band(&ratio));
            if then[p].is_none() {
                match (settled, inside) {
                    (true, true) => agrees[p] = Some(name),
                    (true, false) => {
                        let factor = Mpfr::from_f64(64, ratio.value / expected.to_f64());
                        then[p] = Some(format!(
                            "σ = {name}: refits are {} times the linearised ratio",
                            factor.to_decimal(3)
                        ));
                    }
                    (false, _) => {
                        then[p] = Some(format!(
                            "σ = {name}: {} of {replicates} refits reach no minimum in doubles",
                            errors.unsettled[design]
                        ));
                    }
                }
            }
            if level == 0 && settled {
                evidence.within(
                    format!("{what}: the linearised ratio lies among refits at σ = {name}"),
                    &expected,
                    &band(&ratio),
                );
            }
        }
    }
    for (pair, wins) in PAIRS.iter().zip(&pooled).filter(|(pair, _)| pair.hold_out != ON_RAY) {
        majority(evidence, &format!("{}: over all σ the grid wins", pair.name), wins);
    }
    evidence.tables.push(table);
    let mut limits = Table::new(
        format!(
            "where the linearisation stops holding: its ratio lies within {ERRORS} standard errors \
             of the refits up to σ; what happens at the next σ tried"
        ),
        &["designs, hold-out", "holds up to σ", "next"],
    );
    for ((pair, agrees), then) in PAIRS.iter().zip(agrees).zip(then) {
        limits.row([
            Cell::from(pair.name),
            agrees.map_or_else(|| Cell::from("–"), |s| Cell::Number(s.into())),
            then.map_or_else(|| Cell::from("holds at every σ tried"), Cell::from),
        ]);
    }
    evidence.tables.push(limits);
    evidence.cases += LEVELS.len() * replicates * training().len();
    let experiment = 16 * experiment + 15;
    let looks = settings.cases(3, 100);
    let draw = Draw { sigma: 1e-2, replicates: looks, seed: settings.seed, experiment };
    let mut starts = Table::new(
        "refits start at the truth; a global search at σ = 1e-2 ends lower in",
        &["design", "searches ending lower", "of"],
    );
    for (design, lower) in training().iter().zip(simulation.elsewhere(draw)) {
        starts.row([Cell::from(design.name), Cell::from(lower as i64), Cell::from(looks as i64)]);
    }
    evidence.tables.push(starts);
}

/// A win rate above one half, by an interval of 99 %.
pub(in crate::theorem) fn majority(evidence: &mut Evidence, what: &str, wins: &WinRate) {
    let (lo, hi) = wins.interval(0.99);
    let truth = match (lo > 0.5, hi < 0.5) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::Unknown,
    };
    let found = format!("{} of {}", wins.wins, wins.decided());
    evidence.found(format!("{what} more often than not"), truth, found);
}

/// Repeated data on one ray (X6): runs that pass 1, 4, 16 and 64 times over
/// their data differ in k' = D'/N', and identify all seven parameters.
pub(super) fn with_epochs(evidence: &mut Evidence, law: &Law, settings: &Settings) {
    const EPOCHS: [&str; 4] = ["1", "4", "16", "64"];
    let columns: Vec<usize> = (0..law.len()).collect();
    let designs = [Places::one_ray().repeated(&EPOCHS), Places::grid(12).repeated(&EPOCHS)];
    let held = [Places::on_ray("on the ray", "1"), Places::off_ray()];
    let once = [Places::one_ray(), Places::grid(12)];
    let theta = parameters(&Interval::new(settings.bits, &exact("1")), &base(law));
    let places: Vec<&Places> = held.iter().collect();
    let errors =
        |design: &Places, columns: &[usize]| prediction(law, &theta, columns, design, &places);
    let all = designs.each_ref().map(|d| errors(d, &columns));
    let few = once.each_ref().map(|d| errors(d, law.about().ray_columns));
    let ([Some(ray), Some(grid)], [Some(ray_once), Some(grid_once)]) = (all, few) else {
        evidence.holds("with epochs all seven parameters are determined", Truth::Unknown);
        return;
    };
    evidence.below(
        "one ray over the grid, k = 100: with epochs 1, 4, 16, 64 and seven columns < without and \
         five",
        &(&ray[1] / &grid[1]),
        &(&ray_once[1] / &grid_once[1]),
    );
    let draw = Draw {
        sigma: 1e-4,
        replicates: settings.cases(28, 1000),
        seed: settings.seed,
        experiment: 16 * 15,
    };
    let simulation = Simulation::new(law, &base(law), &columns, &designs, &held);
    let found = simulation.run(draw);
    let mut table = Table::new(
        "all seven parameters, epochs 1, 4, 16, 64 in turn: error in units of σ, one ray and grid, \
         linearised, and their ratio from refits at σ = 1e-4",
        &["hold-out", "one ray", "grid", "linearised ratio", "refits", "from", "to"],
    );
    for (h, hold_out) in held.iter().enumerate() {
        let mut random = Random::stream(settings.seed, &[1 << 20, draw.experiment, h as u64]);
        let ratio = Ratio::of(&found.rmse[0][h], &found.rmse[1][h], LEVEL, &mut random);
        table.row([
            Cell::from(hold_out.name),
            Cell::interval(&ray[h], 4),
            Cell::interval(&grid[h], 4),
            Cell::interval(&(&ray[h] / &grid[h]), 4),
            shown(ratio.value),
            shown(ratio.lo),
            shown(ratio.hi),
        ]);
    }
    evidence.tables.push(table);
    evidence.cases += 2 * (held.len() + draw.replicates);
}
