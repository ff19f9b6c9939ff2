//! The comparison of sub-designs as text and as JSON
//! (`docs/schema/holdout.schema.json`).

use serde_json::{Value, json};

use crate::design::{By, Split};
use crate::fit::WinRate;
use crate::holdout::{Comparison, Contest, HoldOut, Spread};
use crate::number::versions;
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;
use crate::report::text::words::percent;

/// The page that `offray holdout` prints.
pub fn holdout_text(found: &HoldOut, name: &str, remarks: &[String]) -> String {
    let options = &found.options;
    let split = &found.split;
    let mut page = Page::default();
    page.heading(&format!("Hold-out of {name}"));
    page.paragraph(
        &format!(
            "{} runs: {} held out ({}), {} to choose from · {} pairs of sub-designs of {} · \
             minimising {}",
            count(split.held.len() + split.pool.len()),
            count(split.held.len()),
            held(split),
            count(split.pool.len()),
            count(options.seeds),
            match options.equal_flop {
                true => format!("{} runs and of what their compute buys", count(found.n)),
                false => format!("{} runs", count(found.n)),
            },
            options.objective
        ),
        0,
    );
    for remark in remarks {
        page.paragraph(&format!("! {remark}"), 2);
    }
    page.heading("Verdict");
    page.paragraph(&verdict(found), 0);

    page.heading("Sub-designs: medians over the seeds, quartiles in brackets");
    let row = |what: &str, pair: &[Spread; 2]| {
        vec![what.to_owned(), quartiles(&pair[0]), quartiles(&pair[1])]
    };
    page.table(
        &["", "band: neighbouring ratios", "box: grown from the middle"],
        1,
        vec![
            row("largest D/N over smallest", &found.reach),
            row("largest N over smallest", &found.span),
            row("Σ 6ND, FLOP", &found.compute),
        ],
    );

    page.heading("Laws: prediction of the held-out losses");
    let mut rows = Vec::new();
    for line in &found.laws {
        if let Ok(contest) = &line.contest {
            rows.push(table_row(line, contest));
        }
    }
    if !rows.is_empty() {
        page.table(
            &[
                "law",
                "box wins",
                "interval",
                "p",
                "p × laws",
                "RMSE band",
                "box",
                "band/box",
                "R² band",
                "box",
            ],
            1,
            rows,
        );
    }
    for line in &found.laws {
        match &line.contest {
            Err(reason) => page.paragraph(&format!("{}: not compared: {reason}", line.law), 2),
            Ok(contest) => notes(&mut page, line, contest),
        }
    }
    page.heading("How to read it");
    page.paragraph(&reading(found), 0);
    page.finish()
}

/// `14 for their ratio D/N, 12 for their tokens, the highest of each`.
fn held(split: &Split) -> String {
    let part = |(by, part): &(By, Vec<usize>)| {
        let what = match by {
            By::Ratio => "for their ratio D/N",
            By::Tokens => "for their tokens",
            By::Size => "for their size",
            By::Compute => "for their compute",
            By::Name => "the group named",
        };
        format!("{} {what}", count(part.len()))
    };
    let parts: Vec<String> = split.parts.iter().map(part).collect();
    let highest = match split.parts.as_slice() {
        [(By::Name, _)] => "",
        [_] => ", the highest",
        _ => ", the highest of each",
    };
    parts.join(", ") + highest
}

fn verdict(found: &HoldOut) -> String {
    let compared: Vec<(&Comparison, &Contest)> =
        found.laws.iter().filter_map(|l| Some((l, l.contest.as_ref().ok()?))).collect();
    let Some(share) = found.overall.share() else {
        return "Nothing could be compared.".into();
    };
    let alpha = 1.0 - found.options.level;
    let clear = |wins: bool| {
        let clear = |c: &Contest| c.p_corrected < alpha && (c.rate.wins > c.rate.losses) == wins;
        let names = compared.iter().filter(|(_, c)| clear(c)).map(|(l, _)| l.law.about().name);
        names.collect::<Vec<_>>()
    };
    let (better, worse) = (clear(true), clear(false));
    let mut parts = Vec::new();
    if !better.is_empty() {
        parts.push(format!("clearly better for {}", crate::report::text::words::list(&better)));
    }
    if !worse.is_empty() {
        parts.push(format!("clearly worse for {}", crate::report::text::words::list(&worse)));
    }
    if better.len() + worse.len() < compared.len() {
        parts.push(match parts.is_empty() {
            true => "no law is clear by its sign test".into(),
            false => "the others undecided by their sign tests".into(),
        });
    }
    let decided = found.overall.decided();
    format!(
        "Spread out beats collinear on the held-out runs in {} of {} comparisons ({}): {}.",
        count(found.overall.wins),
        count(decided),
        percent(share),
        parts.join("; ")
    )
}

fn table_row(line: &Comparison, contest: &Contest) -> Vec<String> {
    let rate = &contest.rate;
    vec![
        line.law.to_string(),
        format!("{}/{}", rate.wins, rate.decided()),
        format!("{} to {}", short(contest.interval.0, 2), short(contest.interval.1, 2)),
        probability(contest.p),
        probability(contest.p_corrected),
        short(contest.rmse[0].median, 3),
        short(contest.rmse[1].median, 3),
        short(contest.ratio.median, 3),
        fixed(contest.r_squared[0].median),
        fixed(contest.r_squared[1].median),
    ]
}

fn notes(page: &mut Page, line: &Comparison, contest: &Contest) {
    let part = |rate: &WinRate| format!("{}/{}", rate.wins, rate.decided());
    let wins = contest.parts.iter().map(|(by, rate)| {
        let what = match by {
            By::Ratio => "for their ratio",
            By::Tokens => "for their tokens",
            By::Size => "for their size",
            By::Compute => "for their compute",
            By::Name => "as a group",
        };
        format!("{} on the runs held out {what}", part(rate))
    });
    let mut text = format!(
        "{}: band/box quartiles {} to {}, effect size {}; the box wins {}",
        line.law,
        short(contest.ratio.low, 3),
        short(contest.ratio.high, 3),
        short(contest.effect, 2),
        wins.collect::<Vec<_>>().join(", "),
    );
    let (lo, hi) = contest.ratio_interval;
    if lo.is_finite() {
        text += &format!(
            "; drawing the {} clusters of held-out runs anew moves the median of band/box between \
             {} and {}",
            contest.clusters,
            short(lo, 3),
            short(hi, 3)
        );
    }
    if contest.rate.ties > 0 {
        text += &format!("; {} ties", contest.rate.ties);
    }
    for (what, which) in [("band", 0), ("box", 1)] {
        if contest.unsettled[which] > 0 {
            text += &format!("; {} fits to a {what} did not settle", contest.unsettled[which]);
        }
        if contest.no_fit[which] > 0 {
            text += &format!(
                "; {} of the {what} sub-designs have too few distinct points",
                contest.no_fit[which]
            );
        }
    }
    page.paragraph(&format!("{text}."), 2);
}

fn reading(found: &HoldOut) -> String {
    let equal = match found.options.equal_flop {
        true => "equal compute, not equally many runs",
        false => "equally many runs, not equal compute",
    };
    let level = short(100.0 * found.options.level, 6);
    let level = level.trim_end_matches('0').trim_end_matches('.');
    let source = match found.options.noise {
        None => {
            "All seeds share one table with one set of losses: the intervals and tests are about \
             the choice of sub-designs from it, not about other tables."
                .to_owned()
        }
        Some(sigma) => format!(
            "Losses are simulated: each law's own fit to the whole table plus normal noise of \
             standard deviation {}, drawn anew for every seed.",
            short(sigma, 3)
        ),
    };
    format!(
        "{source} Sub-designs have {equal}, and a box in the \
         middle of the grid spans fewer sizes than a band along it. Intervals: Clopper and Pearson, {level} %. p: sign test, two-sided; p × laws: the \
         same after Bonferroni. RMSE in units of the loss and R² on all held-out runs, medians over \
         the seeds; band/box is the median of their ratio, above 1 where the box is better. Every \
         fit is a global search of its own."
    )
}

fn quartiles(x: &Spread) -> String {
    format!("{} ({} to {})", short(x.median, 3), short(x.low, 3), short(x.high, 3))
}

fn probability(p: f64) -> String {
    if p < 1e-12 { "< 1e-12".into() } else { short(p, 2) }
}

/// Three decimals, as R² is read; the sign kept, far below zero an exponent.
fn fixed(x: f64) -> String {
    if !x.is_finite() || x.abs() >= 1000.0 {
        return short(x, 3);
    }
    format!("{x:.3}").replace('-', "−")
}

/// The object that `offray holdout --json` prints.
pub fn holdout_json(found: &HoldOut, name: &str, remarks: &[String]) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    let options = &found.options;
    let both = |pair: &[Spread; 2]| json!({"band": spread(&pair[0]), "box": spread(&pair[1])});
    let laws: Vec<Value> = found
        .laws
        .iter()
        .map(|line| {
            let law = line.law.to_string();
            let contest = match &line.contest {
                Ok(contest) => contest,
                Err(reason) => return json!({"law": law, "compared": false, "reason": reason}),
            };
            let mut value = json!({
                "law": law,
                "compared": true,
                "win_rate": rate(&contest.rate, Some((contest.interval, contest.p))),
                "p_bonferroni": contest.p_corrected,
                "rmse": both(&contest.rmse),
                "r_squared": both(&contest.r_squared),
                "rmse_ratio": spread(&contest.ratio),
                "rmse_ratio_interval": {
                    "lo": number(contest.ratio_interval.0), "hi": number(contest.ratio_interval.1),
                    "clusters": contest.clusters,
                },
                "effect": number(contest.effect),
                "unsettled": {"band": contest.unsettled[0], "box": contest.unsettled[1]},
                "no_fit": {"band": contest.no_fit[0], "box": contest.no_fit[1]},
            });
            for (by, wins) in &contest.parts {
                value[format!("by_{}", by.name())] = rate(wins, None);
            }
            value
        })
        .collect();
    let mut held_out = json!({"rows": found.split.held});
    for (by, rows) in &found.split.parts {
        held_out[format!("by_{}", by.name())] = json!(rows);
    }
    json!({
        "schema": "offray.holdout/1",
        "versions": versions,
        "source": name,
        "objective": options.objective.to_string(),
        "seeds": options.seeds,
        "seed": options.seed,
        "level": options.level,
        "noise": options.noise,
        "equal": if options.equal_flop { "flop" } else { "runs" },
        "runs": found.split.held.len() + found.split.pool.len(),
        "held_out": held_out,
        "pool": found.split.pool,
        "runs_in_each": found.n,
        "reach": both(&found.reach),
        "span": both(&found.span),
        "compute": both(&found.compute),
        "laws": laws,
        "overall": rate(&found.overall, None),
        "remarks": remarks,
    })
}

/// A double; `"inf"` where JSON has no number for it.
fn number(x: f64) -> Value {
    match (x.is_finite(), x.is_nan()) {
        (true, _) => json!(x),
        (_, true) => Value::Null,
        _ => json!(if x > 0.0 { "inf" } else { "-inf" }),
    }
}

fn spread(x: &Spread) -> Value {
    json!({"low": number(x.low), "median": number(x.median), "high": number(x.high)})
}

fn rate(x: &WinRate, sure: Option<((f64, f64), f64)>) -> Value {
    let mut value = json!({
        "wins": x.wins, "losses": x.losses, "ties": x.ties, "share": x.share(),
    });
    if let Some(((lo, hi), p)) = sure {
        value["lo"] = number(lo);
        value["hi"] = number(hi);
        value["p"] = number(p);
    }
    value
}
