//! What designs are worth, as text and JSON (`docs/schema/design-evaluate.schema.json`).

use serde_json::{Value, json};

use super::page::head;
use crate::geometry::Conditioning;
use crate::number::{Compare, Interval, Truth};
use crate::plan::Judged;
use crate::report::text::number::{count, short};
use crate::report::text::page::Page;
use crate::report::text::words::list;

/// Designs beside each other, and what they were judged by.
pub struct EvaluatePage<'a> {
    /// The designs, one or two.
    pub judged: &'a [Judged],
    /// The law's id.
    pub law: String,
    /// What it was made from.
    pub prior: &'a [String],
    /// The region of predictions, in words.
    pub region: String,
    /// σ.
    pub sigma: f64,
    /// Coverage and level of tests.
    pub level: f64,
    /// Symbols of the free parameters.
    pub symbols: Vec<&'static str>,
}

fn kappa(of: &Conditioning) -> String {
    match (of.kappa_eq(), of.singular()) {
        (Some(x), _) => short(x.to_f64(), 4),
        (None, Truth::True) => "infinite".into(),
        (None, _) => "cannot be told from infinite".into(),
    }
}

fn percent(x: f64) -> String {
    format!("{:.1} %", 100.0 * x)
}

/// An enclosed efficiency: one number where its ends agree to what is printed.
fn efficiency(x: &Interval) -> String {
    let (lo, hi) = (x.lo().to_f64(), x.hi().to_f64());
    // Outwards.
    let (lo, hi) = (libm::floor(1000.0 * lo) / 1000.0, libm::ceil(1000.0 * hi) / 1000.0);
    match hi - lo < 0.0015 {
        true => percent(lo),
        false => format!("{} to {}", percent(lo).trim_end_matches(" %"), percent(hi)),
    }
}

fn half_width(relative: bool, half: f64) -> String {
    match relative {
        true if half > 5.0 => "anything".into(),
        true => format!("± {} %", short(100.0 * libm::expm1(half), 2)),
        false => format!("± {}", short(half, 2)),
    }
}

/// The page that `offray design evaluate` and `compare` print.
pub fn evaluate_text(of: &EvaluatePage<'_>) -> String {
    let mut page = Page::default();
    let names: Vec<&str> = of.judged.iter().map(|j| j.name.as_str()).collect();
    page.heading(&match names.as_slice() {
        [one] => format!("Design {one}"),
        _ => format!("Designs {}", list(&names)),
    });
    page.paragraph(&format!("Judged by {}.", of.prior.join("; ")), 0);
    page.line("");
    of.judged.iter().for_each(|judged| page.paragraph(&sentence(judged, of), 0));
    let header = |first: &str| {
        let mut header = vec![first.to_owned()];
        header.extend(
            names.iter().map(|n| if names.len() > 1 { n.to_string() } else { String::new() }),
        );
        header
    };
    let table = |page: &mut Page, first: &str, rows: Vec<Vec<String>>| {
        let header = header(first);
        page.table(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1, rows);
    };
    let row = |what: &str, f: &dyn Fn(&Judged) -> String| {
        let mut row = vec![what.to_owned()];
        row.extend(of.judged.iter().map(f));
        row
    };
    page.heading("What it is");
    let between = |(a, b): (f64, f64)| format!("{} to {}", short(a, 3), short(b, 3));
    table(
        &mut page,
        "",
        vec![
            row("runs (distinct sizes)", &|j| format!("{} ({})", count(j.runs), count(j.distinct))),
            row("cost", &|j| short(j.cost, 3)),
            row("N", &|j| between(j.ends[0])),
            row("D", &|j| between(j.ends[1])),
            row("D/N", &|j| between(j.ends[2])),
            row("s.d. of ln(D/N) at one C", &|j| short(j.spread, 3)),
            row("κ_eq of the pair", &|j| j.pair.as_ref().map_or("–".into(), kappa)),
            row("κ_eq of all parameters", &|j| kappa(&j.full)),
        ],
    );
    page.heading("Efficiency: its information as a part of the most that this budget could buy");
    let criteria = of.judged.iter().map(|j| j.efficiencies.len()).max().unwrap_or(0);
    let rows = (0..criteria).map(|k| {
        let name = of.judged.iter().find_map(|j| j.efficiencies.get(k)).map(|e| meaning(&e.name));
        row(&name.unwrap_or_default(), &|j| {
            j.efficiencies.get(k).map_or("–".into(), |e| efficiency(&e.efficiency))
        })
    });
    table(&mut page, "best for", rows.collect());
    page.paragraph(
        "Proved, both ends: the best of as many runs for the same cost, of sizes and amounts of data \
         between the smallest and the largest here. 50 % means that half of the runs, well chosen, would do.",
        0,
    );
    page.heading(&format!("Half widths of {:.0} % intervals", 100.0 * of.level));
    let quantities = of.judged[0].half_widths.len();
    let rows = (0..quantities).map(|k| {
        row(&of.judged[0].half_widths[k].0.clone(), &|j| {
            let (_, relative, half) = &j.half_widths[k];
            half.map_or("open".into(), |half| half_width(*relative, half))
        })
    });
    table(&mut page, "", rows.collect());
    page.heading(&format!("Predicted losses over {}", of.region));
    let shares = of.judged.iter().find_map(|j| j.space.as_ref()).cloned().unwrap_or_default();
    let rows = shares.iter().enumerate().map(|(k, (share, _))| {
        row(&format!("best {:.0} %", 100.0 * share), &|j| {
            j.space.as_ref().map_or("open".into(), |space| short(space[k].1, 3))
        })
    });
    table(&mut page, "s.d. at most, in σ, over the", rows.collect());
    page.heading(&format!(
        "Power: what it would show, at the {:.0} % level",
        100.0 * (1.0 - of.level)
    ));
    let powers = of.judged.iter().map(|j| j.power.len()).max().unwrap_or(0);
    let rows = (0..powers).map(|k| {
        let name = of.judged.iter().find_map(|j| j.power.get(k)).map(|p| p.what.clone());
        row(&name.unwrap_or_default(), &|j| {
            j.power.get(k).map_or("–".into(), |p| percent(p.power))
        })
    });
    table(&mut page, "", rows.collect());
    for judged in of.judged {
        let strongest: Vec<String> = judged
            .correlations
            .iter()
            .take(4)
            .map(|(pair, r)| format!("{pair} {r:+.3}").replace('-', "−"))
            .collect();
        let of_what =
            if of.judged.len() > 1 { format!(" ({})", judged.name) } else { String::new() };
        if !strongest.is_empty() {
            page.line("");
            page.paragraph(
                &format!(
                    "Strongest correlations of the estimates{of_what}: {}.",
                    strongest.join(", ")
                ),
                0,
            );
        }
        let largest: Vec<String> = judged
            .leverages
            .iter()
            .take(3)
            .map(|(n, d, h)| format!("N {}, D {} ({})", short(*n, 3), short(*d, 3), short(*h, 2)))
            .collect();
        if !largest.is_empty() {
            page.paragraph(
                &format!("Largest leverages, of 1 at most{of_what}: {}.", largest.join("; ")),
                0,
            );
        }
    }
    page.finish()
}

fn sentence(judged: &Judged, of: &EvaluatePage<'_>) -> String {
    let name = if of.judged.len() > 1 { format!("{}: ", judged.name) } else { String::new() };
    let determined = judged.half_widths.iter().all(|(_, _, half)| half.is_some());
    let shape = &judged.shape;
    let d = judged.efficiencies.first();
    let verdict = match (determined, d) {
        (false, _) => format!(
            "these runs leave {} open, whatever their number",
            list(
                &judged
                    .half_widths
                    .iter()
                    .filter(|h| h.2.is_none())
                    .map(|h| h.0.as_str())
                    .collect::<Vec<_>>()
            )
        ),
        (true, None) => "these runs determine every parameter".into(),
        (true, Some(d)) => format!(
            "these runs determine every parameter, with {} of the information about all of them \
             that as many runs could have for the same cost",
            efficiency(&d.efficiency)
        ),
    };
    format!("{name}{shape}; {verdict}.")
}

fn meaning(name: &str) -> String {
    match name {
        "D" => "all parameters together (D)".into(),
        "A" => "each parameter, relative (A)".into(),
        "I" => "the mean variance over the region (I)".into(),
        "G" => "the largest variance over the region (G)".into(),
        other => other.into(),
    }
}

/// The object that `offray design evaluate --json` prints.
pub fn evaluate_json(of: &EvaluatePage<'_>) -> Value {
    let mut whole = head("offray.design-evaluate/1");
    let enclosure = |x: &Interval| json!({"lo": x.lo_decimal(12), "hi": x.hi_decimal(12)});
    let maybe = |x: f64| if x.is_finite() { json!(x) } else { Value::Null };
    let bound = |c: &Conditioning| {
        json!({
            "kappa_eq": c.kappa_eq().as_ref().map(enclosure),
            "singular": match c.singular() {
                Truth::True => json!(true), Truth::False => json!(false), Truth::Unknown => Value::Null,
            },
        })
    };
    let designs: Vec<Value> = of
        .judged
        .iter()
        .map(|j| {
            json!({
                "name": j.name, "runs": j.runs, "distinct": j.distinct, "cost": j.cost,
                "shape": j.shape,
                "n": [j.ends[0].0, j.ends[0].1], "d": [j.ends[1].0, j.ends[1].1],
                "ratio": [j.ends[2].0, j.ends[2].1],
                "sd_ln_ratio_given_compute": maybe(j.spread),
                "pair": j.pair.as_ref().map(bound),
                "full": bound(&j.full),
                "efficiency": j.efficiencies.iter().map(|e| json!({
                    "for": e.name, "sd": e.sd.as_ref().map(enclosure),
                    "efficiency": enclosure(&e.efficiency),
                })).collect::<Vec<_>>(),
                "half_widths": j.half_widths.iter().map(|(name, relative, half)| json!({
                    "quantity": name, "relative": relative, "half_width": half.map(maybe),
                })).collect::<Vec<_>>(),
                "fraction_of_space": j.space.as_ref().map(|space| space.iter().map(|(share, sd)| {
                    json!({"share": share, "sd": maybe(*sd)})
                }).collect::<Vec<_>>()),
                "power": j.power,
                "correlations": j.correlations.iter().map(|(pair, r)| {
                    json!({"pair": pair, "r": maybe(*r)})
                }).collect::<Vec<_>>(),
                "leverages": j.leverages.iter().map(|(n, d, h)| {
                    json!({"n": n, "d": d, "leverage": maybe(*h)})
                }).collect::<Vec<_>>(),
            })
        })
        .collect();
    for (key, value) in [
        ("law", json!(of.law)),
        ("prior", json!(of.prior)),
        ("region", json!(of.region)),
        ("noise", json!(of.sigma)),
        ("level", json!(of.level)),
        ("designs", designs.into()),
    ] {
        whole.insert(key.into(), value);
    }
    whole.into()
}
