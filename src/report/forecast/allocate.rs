//! Allocations as text.

use super::{basis, distance};
use crate::fit::Interval;
use crate::forecast::{Allocations, Row, Why};
use crate::report::text::interval::{interval, loss, ranged};
use crate::report::text::number::{short, times};
use crate::report::text::page::Page;
use crate::report::text::words::{list, percent};

/// The page that `offray allocate` prints; `name` is the table, or whose parameters these
/// are.
pub fn allocate_text(found: &Allocations, name: &str) -> String {
    let text = found.reading.as_ref().map_or_else(String::new, |reading| format!("{reading}\n\n"));
    text + &allocate_page(found, name).finish()
}

/// The same before it is text.
pub fn allocate_page(found: &Allocations, name: &str) -> Page {
    let mut page = Page::default();
    page.heading(&format!("Best split of a budget, by {name}"));
    let formula = found.law.about().formula;
    match &found.fitted {
        Some((options, standing)) => {
            page.paragraph(&format!("{formula} · {}", basis::line(options, standing)), 0);
        }
        None => page.paragraph(formula, 0),
    }
    page.line("");
    for sentence in sentences(found) {
        page.paragraph(&sentence, 0);
    }
    for served in &found.asked.served {
        let rows: Vec<&Row> = found.rows.iter().filter(|row| row.served == *served).collect();
        splits(&mut page, found, *served, &rows);
    }
    others(&mut page, found);
    page
}

/// What it comes to.
pub fn sentences(found: &Allocations) -> Vec<String> {
    if let Some(why) = &found.why {
        return vec![unsupported(why, found)];
    }
    let fitted = found.fitted.is_some();
    let own: Vec<&Row> = found.rows.iter().filter(|row| !fitted || row.of == "fit").collect();
    let mut said: Vec<String> = Vec::new();
    if let Some(first) = own.first() {
        said.push(answer(first));
    }
    said.extend(saved(&own));
    if found.unanswered() > 0 {
        said.push(
            "Some of what was asked has no best split: more of one side always helps, or no budget \
             reaches the loss."
                .into(),
        );
    }
    let beyond = own.iter().filter_map(|row| row.distance.as_ref()).filter(|d| !d.inside);
    let far = beyond.max_by(|a, b| a.from_hull.total_cmp(&b.from_hull));
    if let Some(far) = far {
        said.push(format!(
            "Extrapolated (the farthest: {}). There the law itself is an assumption, of which no interval \
             knows.",
            distance::place(far)
        ));
    }
    said
}

fn answer(row: &Row) -> String {
    let sizes = &row.sizes;
    let bracket = |x: &crate::audit::Ranged| {
        x.ends()
            .map_or_else(String::new, |(lo, hi)| format!(" ({} to {})", short(lo, 2), short(hi, 2)))
    };
    let sizes_told = format!(
        "{}{} parameters and {}{} tokens, {}{} a parameter",
        short(sizes.n.value, 2),
        bracket(&sizes.n),
        short(sizes.d.value, 2),
        bracket(&sizes.d),
        short(sizes.d_over_n.value, 2),
        bracket(&sizes.d_over_n),
    );
    let mean = row.loss.interval.as_ref().map(interval);
    match row.target {
        Some(target) => format!(
            "A loss of {} takes {}{} FLOP at best: {sizes_told}{}.",
            short(target, 4),
            short(sizes.compute.value, 2),
            bracket(&sizes.compute),
            mean.map_or_else(String::new, |mean| format!("; there the mean loss is {mean}")),
        ),
        None => format!(
            "{} FLOP are best spent on {sizes_told}, for a loss of {}{}.",
            short(sizes.compute.value, 3),
            short(row.loss.value, 4),
            mean.map_or_else(String::new, |mean| format!(" (mean {mean})")),
        ),
    }
}

/// What serving changes, for the first goal that was answered with and without.
fn saved(own: &[&Row]) -> Option<String> {
    let alone = own.iter().find(|row| row.served == 0.0)?;
    let same = |row: &&&Row| {
        row.served > 0.0
            && row.target == alone.target
            && (row.target.is_some() || row.sizes.compute.value == alone.sizes.compute.value)
    };
    let serving = own.iter().find(same)?;
    let size = serving.sizes.n.value / alone.sizes.n.value;
    let more = serving.sizes.d_over_n.value / alone.sizes.d_over_n.value;
    let cost = serving.target.map_or_else(String::new, |_| {
        let n = alone.sizes.n.value;
        let then = alone.training + 2.0 * n * serving.served;
        let share = 1.0 - serving.sizes.compute.value / then;
        format!(
            ": training and serving then cost {} less than with the split that is best for \
             training alone",
            percent(share)
        )
    });
    Some(format!(
        "Where {} tokens are to be served too, the best model has {} as many parameters and is \
         trained on {} times as many tokens for each{cost}.",
        short(serving.served, 2),
        percent(size),
        times(more)
    ))
}

/// Whether the fits of runs on one ray are two ways of sharing ψ.
fn shared(found: &Allocations) -> bool {
    found.fitted.as_ref().is_some_and(|(_, standing)| standing.twins.shared)
}

/// Whose parameters a row is about.
fn whose(found: &Allocations, row: &Row) -> String {
    match row.of.as_str() {
        "fit" if shared(found) => "3 : 1".into(),
        "twin" if shared(found) => "1 : 3".into(),
        of => of.into(),
    }
}

fn unsupported(why: &Why, found: &Allocations) -> String {
    let own = || found.rows.iter().any(|row| ["fit", "twin"].contains(&row.of.as_str()));
    match why {
        Why::OneRay => format!(
            "Not supported by runs on one ray: which part of the loss is due to N and which to D \
             they do not show.{}",
            match (own(), shared(found)) {
                (false, _) => "",
                (true, true) => {
                    " The fits below share ψ, the scale of the loss on the ray, 3 : 1 and 1 : 3 \
                     between the terms in N and D; the runs cannot tell them apart: see how they \
                     differ."
                }
                (true, false) => {
                    " The fits below explain them equally well, or nearly: see how they differ."
                }
            }
        ),
        Why::Undecided => "None: no optimum could be established on these runs.".into(),
        Why::NotIdentified(names) => {
            format!("Not determined by these runs: they leave {} open.", list(names))
        }
        Why::Rising(names) => format!("None: at this fit the loss rises with {}.", list(names)),
    }
}

fn splits(page: &mut Page, found: &Allocations, served: f64, rows: &[&Row]) {
    if rows.is_empty() {
        return;
    }
    page.heading(&match served > 0.0 {
        true => {
            format!("Training and serving {} tokens: C = 6ND + 2NT", short(served, 3))
        }
        false => "Training alone: C = 6ND".to_owned(),
    });
    let named = rows.iter().any(|row| row.of != rows[0].of) || found.fitted.is_none();
    let wanted = rows.iter().any(|row| row.target.is_some());
    let cells = rows.iter().map(|row| {
        let sizes = &row.sizes;
        let mut cells = Vec::new();
        if named {
            cells.push(whose(found, row));
        }
        cells.push(match row.target {
            Some(target) => format!("a loss of {}", short(target, 4)),
            None => short(sizes.compute.value, 3),
        });
        cells.extend([ranged(&sizes.n), ranged(&sizes.d), ranged(&sizes.d_over_n)]);
        cells
    });
    let mut header = Vec::new();
    if named {
        header.push("");
    }
    header.extend([if wanted { "for" } else { "C (FLOP)" }, "N*", "D*", "D*/N*"]);
    page.table(&header, usize::from(named), cells.collect());
    losses(page, found, served, rows);
}

fn losses(page: &mut Page, found: &Allocations, served: f64, rows: &[&Row]) {
    page.line("");
    let fitted = found.fitted.is_some();
    let named = rows.iter().any(|row| row.of != rows[0].of) || found.fitted.is_none();
    let ends = |x: &Option<Interval>| x.as_ref().map_or_else(|| "–".into(), interval);
    let cells = rows.iter().map(|row| {
        let own = &row.loss;
        let mut cells = Vec::new();
        if named {
            cells.push(whose(found, row));
        }
        cells.push(match row.target {
            Some(_) => ranged(&row.sizes.compute),
            None => short(row.sizes.compute.value, 3),
        });
        // The interval of the mean says what the deviation would.
        let there = loss(own.value, own.sd);
        cells.push(match own.sd {
            Some(_) => there.split(" ± ").next().unwrap_or_default().to_owned(),
            None => short(own.value, 5),
        });
        if fitted {
            cells.extend([
                ends(&own.interval),
                ends(&own.new_run.parametric),
                ends(&own.new_run.jackknife_plus),
            ]);
        }
        if served > 0.0 {
            cells.push(percent(row.inference / row.sizes.compute.value));
        }
        cells
    });
    let cells: Vec<Vec<String>> = cells.collect();
    let mut header = Vec::new();
    if named {
        header.push("");
    }
    header.extend(["C (FLOP)", "loss there"]);
    if fitted {
        header.extend(["mean loss", "new run", "jackknife+"]);
    }
    if served > 0.0 {
        header.push("serving");
    }
    page.table(&header, usize::from(named), cells);
}

/// What other splits of the same budgets cost.
fn others(page: &mut Page, found: &Allocations) {
    let first = found.rows.first().map(|row| row.of.as_str());
    let own = found.rows.iter().filter(|row| Some(row.of.as_str()) == first);
    let own: Vec<&Row> = own.filter(|row| !row.others.is_empty()).collect();
    if own.is_empty() || found.why.is_some() {
        return;
    }
    page.heading("What another split of the same budget forgoes");
    let serving = own.iter().any(|row| row.served > 0.0);
    let rows = own.iter().flat_map(|row| {
        row.others.iter().map(move |other| {
            let mut cells = vec![short(row.sizes.compute.value, 3)];
            if serving {
                cells.push(short(row.served, 2));
            }
            cells.extend([
                short(other.n, 2),
                short(other.d, 2),
                short(other.d / other.n, 2),
                short(other.loss, 5),
                format!("+{}", short(other.forgone, 2)),
                other.enough.map_or_else(|| "–".into(), percent),
            ]);
            cells
        })
    });
    let mut header = vec!["C (FLOP)"];
    if serving {
        header.push("T");
    }
    header.extend(["N", "D", "D/N", "loss", "forgone", "enough"]);
    page.table(&header, 0, rows.collect());
    page.paragraph(
        "Half and twice the best size, then the ratios asked for. Enough: the share of the budget \
         with which the best split reaches that loss.",
        0,
    );
}
