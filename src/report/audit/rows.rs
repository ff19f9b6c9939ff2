//! Findings about rows in plain words, each with what to type.

use crate::audit::{Outlier, RowFinding};
use crate::report::text::number::{count, short};
use crate::report::text::words::list;
use crate::runs::quoted;

/// One to three sentences.
pub fn row_finding(finding: &RowFinding) -> String {
    match finding {
        RowFinding::Sweep { columns, cells, rows, spread } => {
            let names: Vec<&str> = columns.iter().map(String::as_str).collect();
            format!(
                "Runs that differ in {} are fitted as if they were repetitions: {} rows at {} \
                 places (N, D), with losses up to {} apart, so the fit lies above the best of them. \
                 --best-per n,d keeps the lowest loss of each place (biased low); --where chooses \
                 one setting.",
                list(&names),
                count(*rows),
                count(*cells),
                short(*spread, 2)
            )
        }
        RowFinding::History { rows, runs, named } => {
            let (how, mend) = match named {
                true => ("by the column that names runs", "--last-per run"),
                false => ("which share N, at equal steps of D", "--last-per n"),
            };
            format!(
                "{} rows are steps of {} training runs, {how}: fitted as if each were a run of its \
                 own, they make errors too small, and losses within a schedule are no final ones. \
                 {mend} keeps the last of each; --se bootstrap --resample groups with the runs as \
                 groups (--columns {}) respects them.",
                count(*rows),
                count(*runs),
                quoted("group=RUN")
            )
        }
        RowFinding::Repeated { rows: 1 } => {
            "One row repeats another in every cell and is counted once; --keep-repeats counts it \
             twice."
                .into()
        }
        RowFinding::Repeated { rows } => format!(
            "{} rows repeat others in every cell and are counted once; --keep-repeats counts them \
             as they come.",
            count(*rows)
        ),
        RowFinding::BestOf { per } => format!(
            "The lowest of several losses was kept for each {per}: the lowest of several noisy \
             numbers is biased low, the more the more there are."
        ),
        RowFinding::Units { ratio, mend } => format!(
            "The runs have {} tokens per parameter in the median, which no language model has: \
             sizes may be counted in thousands, millions or billions, and scales, budgets and \
             advice then are wrong. If so, say {mend}.",
            short(*ratio, 2)
        ),
        RowFinding::MixedUnits { name, between } => format!(
            "{name} jumps from {} to {}: some rows may be counted in another unit than the others, \
             and the fit then is of nothing. Write all of them in one unit.",
            short(between.0, 3),
            short(between.1, 3)
        ),
        RowFinding::Outliers { runs, without } => outliers(runs, without),
    }
}

fn outliers(runs: &[Outlier], without: &[(&'static str, f64, f64)]) -> String {
    let named: Vec<String> = runs
        .iter()
        .map(|o| {
            format!(
                "{} ({} from the fit, {} times the others' scatter; leverage {}, Cook's distance {})",
                o.label,
                short(o.residual, 2),
                short(o.studentised.abs(), 2),
                short(o.leverage, 2),
                short(o.influence, 2)
            )
        })
        .collect();
    let moved: Vec<String> = without
        .iter()
        .map(|(name, with, without)| format!("{name} {} ({})", short(*without, 4), short(*with, 4)))
        .collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    format!(
        "Far from the fit: {}. Without such runs (and with them): {}. Look at them before they \
         decide anything.",
        list(&named),
        moved.join(", ")
    )
}
