//! The second half of the page: what the fit can be used for.

use crate::audit::{Audit, OptimumRow, Whose};
use crate::fit::Interval;
use crate::report::text::interval::{interval, loss, ranged};
use crate::report::text::number::short;
use crate::report::text::page::Page;
use crate::report::text::words::percent;

pub(in crate::report) fn digits(page: &mut Page, audit: &Audit) {
    page.heading("Digits: what linear algebra leaves in the worst parameter, measured (predicted)");
    if audit.digits.is_empty() {
        let why = match audit.design.full.singular {
            Some(true) => "The design is singular: there is no solution to have digits.",
            _ => "The design is singular or too close to it to tell: no format is tried.",
        };
        page.paragraph(why, 0);
        return;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for chunk in audit.digits.chunks(3) {
        let cell = |d: &crate::audit::Digits| {
            let measured = d.measured.map_or("breaks down".into(), |x| format!("{x:.1}"));
            format!("{measured} ({:.1})", d.predicted)
        };
        let mut row = vec![chunk[0].format.to_owned()];
        row.extend(chunk.iter().map(cell));
        rows.push(row);
    }
    page.table(&["format", "normal equations", "columns scaled", "QR"], 1, rows);
}

pub(in crate::report) fn predictions(page: &mut Page, audit: &Audit) {
    page.heading("Predictions: where the mean loss lies, and where the loss of one new run would");
    let rows = audit
        .predictions
        .iter()
        .map(|p| {
            let ends = |x: &Option<Interval>| x.as_ref().map_or_else(String::new, interval);
            let new_run = &p.new_run;
            vec![
                format!("{} (N {}, D {})", p.meaning, short(p.n, 3), short(p.d, 3)),
                loss(p.loss, p.sd),
                ends(&p.interval),
                ends(&new_run.parametric),
                ends(&new_run.jackknife_plus),
            ]
        })
        .collect();
    let percent = format!("{} %", 100.0 * audit.options.intervals.level);
    let headers = ["mean loss", "new run", "new run, jackknife+"];
    let [mean, one, free] = headers.map(|what| format!("{what}, {percent}"));
    page.table(&["where", "loss ± s.d.", &mean, &one, &free], 1, rows);
    let determined = audit.predictions.iter().any(|p| p.interval.is_some());
    if determined {
        page.paragraph(
            "The mean loss is what many runs of that size would average; one new run scatters \
             about it. Jackknife+ assumes nothing of the noise but that the new run is of the \
             kind of the others; neither knows whether the law still holds beyond them.",
            0,
        );
    }
}

pub(in crate::report) fn optimum(page: &mut Page, audit: &Audit) {
    page.heading("Optimum: the best split of a budget C = 6ND");
    if !audit.rising.is_empty() {
        let names = crate::report::text::words::list(&audit.rising);
        let text = format!("None: at this fit the loss rises with {names}.");
        page.paragraph(&text, 0);
    } else if audit.is_one_ray() {
        let why = match (audit.twins.shared, audit.twins.list.is_empty()) {
            (true, _) => "the two fits named above, which the runs cannot tell apart, disagree.",
            (false, false) => "the twins disagree.",
            (false, true) => {
                "which part of the loss is due to N and which to D only the form of the law says."
            }
        };
        page.paragraph(&format!("Not supported by runs on one ray: {why}"), 0);
    } else if !audit.identifiable.not_identified.is_empty() {
        page.paragraph("Not determined by these runs.", 0);
    } else if audit.optimum.is_empty() {
        page.paragraph("None inside the law's domain: more of one side always helps.", 0);
    }
    if audit.optimum.is_empty() {
        return;
    }
    let whose = |row: &OptimumRow| match row.of {
        Whose::Fit if audit.twins.shared => "3 : 1",
        Whose::Twin if audit.twins.shared => "1 : 3",
        Whose::Fit => "fit",
        Whose::Twin => "twin",
        Whose::Claim => "claim",
    };
    let rows = audit
        .optimum
        .iter()
        .map(|row| {
            vec![
                whose(row).into(),
                short(row.compute, 3),
                ranged(&row.n),
                ranged(&row.d),
                ranged(&row.d_over_n),
            ]
        })
        .collect();
    page.table(&["", "C (FLOP)", "N*", "D*", "D*/N*"], 1, rows);
}

pub(in crate::report) fn advice(page: &mut Page, audit: &Audit) {
    let columns = audit.design.pair.as_ref().map_or(0, |p| p.columns.len());
    let triple = audit.is_one_ray() && columns > 2;
    if audit.advice.is_empty() && audit.apart.is_none() && !triple {
        return;
    }
    page.heading("Advice: the cheapest runs to add");
    if triple {
        let text = format!(
            "One more ray is not enough: {columns} columns that are parallel on a ray need as many \
             rays. What they would have to be `offray design check --law` says."
        );
        page.paragraph(&text, 0);
    }
    if let Some(apart) = audit.apart {
        page.paragraph(
            &format!(
                "A second ray with as many runs would have to differ in D/N by a factor of {}.{}",
                short(apart, 2),
                if audit.advice.is_empty() {
                    " No ratio within a factor of 32 passes."
                } else {
                    ""
                }
            ),
            0,
        );
    }
    for advice in &audit.advice {
        let sizes: Vec<String> = advice
            .runs
            .iter()
            .map(|(n, d)| format!("({}, {})", short(*n, 3), short(*d, 3)))
            .collect();
        let place = match advice.k {
            Some(k) => format!("On the ray D/N = {}", short(k, 3)),
            None => "With other amounts of data".into(),
        };
        let after = |what: &str, x: Option<f64>| {
            x.map_or_else(String::new, |x| format!(", κ_eq of the {what} {}", short(x, 3)))
        };
        page.paragraph(
            &format!(
                "{place}: (N, D) = {}. Cost {} FLOP, {} of what the table cost{}{}. Criterion: {}.",
                sizes.join(", "),
                short(advice.flop, 2),
                percent(advice.relative_cost),
                after("pair then", advice.kappa_eq_after),
                after("full model then", advice.full_after),
                advice.criterion
            ),
            2,
        );
    }
}
