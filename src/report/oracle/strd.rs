//! NIST's problems, scored: as text and JSON.

use serde_json::{Value, json};

use crate::number::{Compare, Interval, Truth, versions};
use crate::oracle::strd::{Card, FAIR, GOOD, Score, Solved, lowest};
use crate::regression::{Descended, Path};
use crate::report::text::number::{count, short, significant};
use crate::report::text::page::Page;

/// The page that `offray oracle strd` prints; with the values, where problems
/// were named.
pub fn strd_text(card: &Card, values: bool) -> String {
    let mut page = Page::default();
    for nonlinear in [true, false] {
        let rows: Vec<&Solved> = card.rows(nonlinear).collect();
        if rows.is_empty() {
            continue;
        }
        page.heading(match nonlinear {
            true => "NIST StRD, nonlinear regression: log relative errors",
            false => "NIST StRD, linear regression: log relative errors",
        });
        table(&mut page, &rows);
        page.line("");
        summary(&mut page, &rows, nonlinear);
    }
    if values {
        descents(&mut page, card);
        for solved in card.solved.iter().filter(|s| s.start == 1) {
            details(&mut page, solved, card.digits);
        }
    }
    misprints(&mut page, card);
    page.finish()
}

/// One row a problem: what both starts reached, and how.
fn table(page: &mut Page, rows: &[&Solved]) {
    let header =
        ["problem", "level", "m", "p", "start 1", "start 2", "b", "sd(b)", "rss", "status"];
    let mut lines: Vec<Vec<String>> = Vec::new();
    for solved in rows.iter().filter(|s| s.start == 1) {
        let both: Vec<&&Solved> = rows.iter().filter(|s| s.set.name == solved.set.name).collect();
        let worst = |of: fn(&Solved) -> &[Score]| {
            both.iter().map(|s| lowest(of(s))).fold(f64::INFINITY, f64::min)
        };
        let way =
            |start: usize| both.iter().find(|s| s.start == start).map_or(String::new(), |s| way(s));
        let agree = both.iter().all(|s| s.outcome.status == solved.outcome.status);
        let status = if agree { solved.outcome.status.to_string() } else { "differ".into() };
        lines.push(vec![
            solved.set.name.clone(),
            solved.set.difficulty.to_lowercase(),
            count(solved.outcome.observations),
            count(solved.outcome.parameters.len()),
            way(1),
            way(2),
            format!("{:.1}", worst(Solved::parameters)),
            format!("{:.1}", worst(Solved::deviations)),
            format!("{:.1}", worst(Solved::residuals)),
            status,
        ]);
    }
    page.table(&header, 2, lines);
}

/// Steps of the descent that counted, and its kind.
fn way(solved: &Solved) -> String {
    let search = &solved.outcome.search;
    let kind = match search.best.path {
        Path::Together => "t",
        Path::Projected => "p",
    };
    match search.linear.len() == solved.outcome.parameters.len() {
        true => "direct".into(),
        false => format!("{} {kind}", search.best.steps),
    }
}

fn summary(page: &mut Page, rows: &[&Solved], nonlinear: bool) {
    let starts = rows.len();
    let at = |digits: f64| rows.iter().filter(|s| s.has(digits)).count();
    let proved = rows.iter().filter(|s| s.outcome.certified).count();
    let mean =
        |of: &dyn Fn(&Solved) -> f64| rows.iter().map(|s| of(s)).sum::<f64>() / starts as f64;
    let what = if nonlinear { "starts" } else { "problems" };
    page.paragraph(
        &format!(
            "{proved} of {starts} {what} end at a minimum that is proved; {} have {FAIR} digits or \
             more in every parameter, {} have {GOOD}. Mean over {what} of the lowest score: \
             parameters {:.2}, their standard deviations {:.2}, residual sum of squares and \
             standard deviation {:.2}.",
            at(FAIR),
            at(GOOD),
            mean(&Solved::lre),
            mean(&|s| lowest(s.deviations())),
            mean(&|s| lowest(s.residuals())),
        ),
        0,
    );
    let all: Vec<&Score> = rows.iter().flat_map(|s| s.parameters()).collect();
    let mean = all.iter().map(|s| s.lre).sum::<f64>() / all.len().max(1) as f64;
    page.paragraph(
        &format!(
            "Mean over all {} parameters: {mean:.2}. m observations, p parameters.",
            all.len()
        ),
        0,
    );
    if nonlinear {
        page.paragraph(
            "start: steps of Levenberg–Marquardt in doubles before Newton's method in MPFR; t: all \
             parameters together; p: those that enter linearly projected out.",
            0,
        );
    }
}

/// What each descent in doubles reached, beside the proved minimum.
fn descents(page: &mut Page, card: &Card) {
    let rows = card.rows(true).map(|solved| {
        let search = &solved.outcome.search;
        let least = solved.outcome.rss.as_ref().map_or(f64::NAN, Compare::to_f64);
        let reached = |path: Path| match search.descents.iter().find(|d| d.path == path) {
            None => ["".into(), "".into()],
            Some(d) => [count(d.steps), short(d.rss / least, 4)],
        };
        let names: Vec<&str> =
            search.linear.iter().map(|j| solved.outcome.parameters[*j].name.as_str()).collect();
        let mut row = vec![solved.set.name.clone(), solved.start.to_string(), names.join(" ")];
        row.extend(reached(Path::Projected));
        row.extend(reached(Path::Together));
        row.push(count(search.images));
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return;
    }
    page.heading("Descents in doubles: steps, and the RSS at their end over the least");
    let header = ["problem", "start", "linear", "projected", "RSS", "together", "RSS", "images"];
    page.table(&header, 3, rows);
    page.line("");
    page.paragraph(
        "images: equal minima that parameters changing places or signs make; the one nearest to \
         the start is reported.",
        0,
    );
}

/// The enclosures of one problem.
fn details(page: &mut Page, solved: &Solved, digits: usize) {
    let set = solved.set;
    page.heading(&format!("{}: {}", set.name, set.formula));
    page.paragraph(
        &match (solved.outcome.certified, solved.outcome.status) {
            (true, _) => "A minimum with these values exists, to every digit shown; it is strict, \
                          and the only one in a box around it."
                .to_owned(),
            (false, status) => format!("{status}: nothing is proved."),
        },
        0,
    );
    let rows = solved.scores.iter().map(|score| {
        vec![
            score.quantity.clone(),
            shown(&score.value, digits),
            score.printed.clone(),
            format!("{:.2}", score.lre),
        ]
    });
    page.table(&["", "value", "NIST prints", "LRE"], 2, rows.collect());
    for remark in &solved.outcome.remarks {
        page.paragraph(&format!("! {remark}"), 2);
    }
}

/// The middle to so many digits; of what may be 0 a bound.
fn shown(x: &Interval, digits: usize) -> String {
    match x.contains_zero() {
        true if x.is_point() => "0".into(),
        true => format!("0 ± {}", Interval::point(&x.magnitude()).hi_decimal(2)),
        false => significant(&x.mid().to_decimal(digits + 3), digits),
    }
}

/// Whether what NIST printed is the proved value rounded, and where it is not.
fn misprints(page: &mut Page, card: &Card) {
    let found = card.misprints();
    let firsts = || card.solved.iter().filter(|s| s.start == 1);
    let printed: usize = firsts().map(|s| 2 * s.set.printed.parameters.len() + 2).sum();
    let proved = firsts().filter(|s| s.outcome.certified).flat_map(|s| &s.scores);
    let right = proved.filter(|score| score.rounds == Truth::True).count();
    page.heading("What NIST printed");
    let mut text = match right == printed {
        true => format!(
            "Every one of {} certified numbers is the proved value, rounded to the digits printed.",
            count(printed)
        ),
        false => format!(
            "{} of {} certified numbers are the proved value, rounded to the digits printed; {} \
             could not be decided.",
            count(right),
            count(printed),
            count(printed - right - found.len())
        ),
    };
    if !found.is_empty() {
        text += &format!(
            " {} {} not: off is the distance in units of the last digit printed, a half at most if \
             it were rounded.",
            count(found.len()),
            if found.len() == 1 { "is" } else { "are" }
        );
    }
    page.paragraph(&text, 0);
    let rows = found.iter().map(|(set, score)| {
        vec![
            set.name.clone(),
            score.quantity.clone(),
            score.printed.clone(),
            significant(&score.value.mid().to_decimal(score.cap + 7), score.cap + 4),
            format!("{:.2}", score.off.abs()),
        ]
    });
    if !found.is_empty() {
        page.table(&["problem", "", "NIST prints", "proved", "off"], 2, rows.collect());
    }
}

/// The object that `offray oracle strd --json` prints.
pub fn strd_json(card: &Card) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    let part = |nonlinear: bool| {
        let rows: Vec<&Solved> = card.rows(nonlinear).collect();
        let mean = |of: &dyn Fn(&Solved) -> f64| match rows.len() {
            0 => Value::Null,
            n => json!(rows.iter().map(|s| of(s)).sum::<f64>() / n as f64),
        };
        let at = |digits: f64| rows.iter().filter(|s| s.has(digits)).count();
        json!({
            "starts": rows.len(),
            "proved": rows.iter().filter(|s| s.outcome.certified).count(),
            "solved_4": at(FAIR),
            "solved_6": at(GOOD),
            "mean_lre": mean(&Solved::lre),
            "mean_lre_deviations": mean(&|s| lowest(s.deviations())),
            "mean_lre_residuals": mean(&|s| lowest(s.residuals())),
        })
    };
    json!({
        "schema": "offray.strd/1",
        "versions": versions,
        "digits": card.digits,
        "nonlinear": part(true),
        "linear": part(false),
        "solved": card.solved.iter().map(|s| row(s, card.digits)).collect::<Vec<_>>(),
    })
}

fn descent(d: &Descended) -> Value {
    json!({"projected": d.path == Path::Projected, "steps": d.steps, "rss": d.rss})
}

fn row(solved: &Solved, digits: usize) -> Value {
    let (set, outcome) = (solved.set, &solved.outcome);
    let scores = |list: &[Score]| -> Vec<Value> {
        list.iter()
            .map(|s| {
                json!({
                    "quantity": s.quantity,
                    "value": s.value.mid().to_decimal(digits),
                    "lo": s.value.lo_decimal(digits + 3),
                    "hi": s.value.hi_decimal(digits + 3),
                    "printed": s.printed,
                    "lre": s.lre,
                    "cap": s.cap,
                    "off": s.off,
                    "rounds": match s.rounds {
                        Truth::True => json!(true),
                        Truth::False => json!(false),
                        Truth::Unknown => Value::Null,
                    },
                })
            })
            .collect()
    };
    let names = |list: &[usize]| -> Vec<&str> {
        list.iter().map(|j| outcome.parameters[*j].name.as_str()).collect()
    };
    json!({
        "problem": set.name,
        "difficulty": set.difficulty,
        "formula": set.formula,
        "start": solved.start,
        "status": outcome.status.to_string(),
        "certified": outcome.certified,
        "bits": outcome.bits,
        "observations": outcome.observations,
        "freedom": outcome.freedom,
        "search": {
            "projected": outcome.search.best.path == Path::Projected,
            "steps": outcome.search.best.steps,
            "descents": outcome.search.descents.iter().map(descent).collect::<Vec<_>>(),
            "linear": names(&outcome.search.linear),
            "images": outcome.search.images,
        },
        "lre": solved.lre(),
        "parameters": scores(solved.parameters()),
        "deviations": scores(solved.deviations()),
        "residuals": scores(solved.residuals()),
        "region": outcome.region.as_ref().map(|ends| {
            let end = |e: &crate::algebra::Ends| json!({"lo": e.lo.to_string(), "hi": e.hi.to_string()});
            ends.iter().map(end).collect::<Vec<_>>()
        }),
        "remarks": outcome.remarks,
    })
}
