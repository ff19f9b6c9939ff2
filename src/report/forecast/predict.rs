//! Predictions as text.

use super::{basis, distance};
use crate::fit::Interval;
use crate::forecast::{Forecasts, Predicted};
use crate::report::text::interval::{interval, loss};
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;
use crate::report::text::words::{percent, signed_percent};

/// The page that `offray predict` prints; `name` is the table.
pub fn predict_text(found: &Forecasts, name: &str) -> String {
    let about = found.options.law.about();
    let mut page = Page::default();
    if let Some(reading) = &found.reading {
        page.paragraph(reading, 0);
    }
    page.heading(&format!("Predictions from {name}"));
    page.paragraph(
        &format!("{} · {}", about.formula, basis::line(&found.options, &found.standing)),
        0,
    );
    page.line("");
    for sentence in sentences(found) {
        page.paragraph(&sentence, 0);
    }
    losses(&mut page, found);
    places(&mut page, found);
    page.finish()
}

/// What it comes to.
fn sentences(found: &Forecasts) -> Vec<String> {
    let mut said: Vec<String> = basis::open(&found.options, &found.standing).into_iter().collect();
    said.extend(measured(found));
    said.extend(extrapolated(found));
    said
}

/// How the measured losses lie to the predicted ones.
fn measured(found: &Forecasts) -> Option<String> {
    let all = found.measured().count();
    if all == 0 {
        return None;
    }
    let inside = found.inside();
    let kinds = [
        (inside.new_run, "in the interval of a new run"),
        (inside.jackknife_plus, "in that by jackknife+"),
        (inside.mean, "in that of the mean loss"),
    ];
    let known = kinds.into_iter().filter(|((_, of), _)| *of > 0);
    let shares = known.enumerate().map(|(i, ((hits, of), what))| {
        let lie = if i == 0 && hits == 1 {
            " lies"
        } else if i == 0 {
            " lie"
        } else {
            ""
        };
        let of = if of == all { String::new() } else { format!(" of {of}") };
        format!("{hits}{of}{lie} {what}")
    });
    let shares: Vec<String> = shares.collect();
    let off = found.off().map_or_else(String::new, |(mean, rms)| {
        format!(
            "; they differ from the predictions by {} on average (root mean square {})",
            signed_percent(mean),
            percent(rms)
        )
    });
    let plural = if all == 1 { "loss" } else { "losses" };
    Some(match shares.is_empty() {
        true => format!("{} measured {plural}, none of them determined by the runs.", count(all)),
        false => format!("Of {} measured {plural} {}{off}.", count(all), shares.join(", ")),
    })
}

/// How many points lie beyond the runs, and how far the farthest in compute.
fn extrapolated(found: &Forecasts) -> Option<String> {
    let outside: Vec<&Predicted> = found.predicted.iter().filter(|p| !p.distance.inside).collect();
    let far =
        outside.iter().max_by(|a, b| a.distance.from_hull.total_cmp(&b.distance.from_hull))?;
    let (n, all) = (outside.len(), found.predicted.len());
    let which = match (n, all) {
        (1, 1) => "This size lies".to_owned(),
        (n, all) if n == all => format!("All {} sizes lie", count(n)),
        (1, all) => format!("1 of {} sizes lies", count(all)),
        (n, all) => format!("{} of {} sizes lie", count(n), count(all)),
    };
    let farthest = if n > 1 { "the farthest: " } else { "" };
    Some(format!(
        "{which} outside the runs ({farthest}{}). There the law itself is an assumption, of which \
         no interval knows.",
        distance::place(&far.distance)
    ))
}

fn losses(page: &mut Page, found: &Forecasts) {
    let any = found.measured().next().is_some();
    let level = basis::level(&found.options.intervals);
    page.heading(&format!(
        "Losses, with {level} % intervals of the mean and of the loss of one new run"
    ));
    let ends = |x: &Option<Interval>| x.as_ref().map_or_else(|| "–".into(), interval);
    let named = found.predicted.iter().any(|p| !p.at.meaning.is_empty());
    let repeated = found.predicted.iter().any(|p| p.at.unique.is_some());
    let rows = found.predicted.iter().map(|p| {
        let at = &p.at;
        let mut row = Vec::new();
        if named {
            row.push(at.meaning.clone());
        }
        row.extend([short(at.n, 3), short(at.d, 3)]);
        if repeated {
            row.push(short(at.unique.unwrap_or(at.d), 3));
        }
        let new_run = &at.new_run;
        // Beside a measured loss the interval of the mean says what the deviation would.
        let predicted = loss(at.loss, at.sd);
        match &p.measured {
            Some(measured) => {
                let bare = predicted.split(" ± ").next().unwrap_or_default();
                row.extend([short(measured.loss, 5), bare.to_owned()]);
            }
            None if any => row.extend([String::new(), predicted]),
            None => row.push(predicted),
        }
        row.extend([ends(&at.interval), ends(&new_run.parametric), ends(&new_run.jackknife_plus)]);
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let mut header: Vec<&str> = Vec::new();
    if named {
        header.push("where");
    }
    header.extend(["N", "D"]);
    if repeated {
        header.push("unique");
    }
    match any {
        true => header.extend(["measured", "predicted"]),
        false => header.push("loss ± s.d."),
    }
    header.extend(["mean loss", "new run", "jackknife+"]);
    page.table(&header, usize::from(named), rows);
    if found.predicted.iter().any(|p| p.at.interval.is_some()) {
        page.paragraph(
            "The mean loss is what many runs of that size would average; one new run scatters \
             about it. Jackknife+ is an interval of one new run that assumes nothing of the noise \
             but that the new run is of the kind of the others.",
            0,
        );
    }
}

fn places(page: &mut Page, found: &Forecasts) {
    page.heading("How far from the runs");
    let rows = found.predicted.iter().map(|p| {
        vec![
            short(p.at.n, 3),
            short(p.at.d, 3),
            short(p.at.k, 3),
            short(p.compute, 3),
            distance::place(&p.distance),
            distance::leverage(&p.distance),
        ]
    });
    let rows = rows.collect();
    page.table(&["N", "D", "D/N", "C = 6ND", "where it lies", "leverage"], 0, rows);
    let largest = found.predicted.iter().find_map(|p| p.distance.largest_leverage);
    if let Some(largest) = largest {
        let text = format!(
            "Leverage is how much a size asks of the fit: at 1 the mean loss there is as uncertain \
             as one run is noisy. The largest of any run is {}; in brackets stands how many times \
             that.",
            short(largest, 2)
        );
        page.paragraph(&text, 0);
    }
}
