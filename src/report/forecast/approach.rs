//! Approaches 1 and 2 as text and JSON (`docs/schema/approach.schema.json`).

use serde_json::{Value, json};

use crate::forecast::{Approaches, Estimated};
use crate::isoflop::{Envelope, Lowest, PowerLaw, Profiles};
use crate::number::versions;
use crate::report::text::number::{count, short, with_error};
use crate::report::text::page::Page;
use crate::report::text::words::signed_percent;

/// The page that `offray fit --approach` prints.
pub fn approach_text(found: &Approaches, name: &str) -> String {
    let mut page = Page::default();
    page.heading(&format!("Compute-optimal sizes from {name}"));
    page.paragraph(
        &format!(
            "{} runs; beside them the surface {}",
            count(found.runs),
            match &found.theta {
                Some(theta) => format!("{} ({})", found.law.about().formula, values(found, theta)),
                None => format!("{}, which these runs do not determine", found.law.about().formula),
            }
        ),
        0,
    );
    if let Some((profiles, estimated)) = &found.parabolas {
        parabolas(&mut page, profiles, estimated);
        beside(&mut page, found, estimated);
    }
    if let Some((envelope, estimated)) = &found.envelope {
        on_envelope(&mut page, envelope, estimated);
        beside(&mut page, found, estimated);
    }
    page.heading("How to read it");
    page.paragraph(
        "off without noise: what the same estimator makes of the fitted surface's own losses at the \
         same places, against the surface's own best split. That error does not fall with more runs \
         of the same kind: a parabola is not what a law is along a budget, and its lowest point is \
         off by a factor that depends on the exponents and the sizes tried (statement X12). Where \
         the surface is doubtful, so is the error told here.",
        0,
    );
    page.finish()
}

fn values(found: &Approaches, theta: &[f64]) -> String {
    let parameters = found.law.about().parameters.iter().zip(theta);
    let each = parameters.map(|(p, x)| format!("{} {}", p.symbol, short(*x, 4)));
    each.collect::<Vec<_>>().join(", ")
}

fn exponent(law: &PowerLaw) -> String {
    match law.exponent_se {
        Some(se) => {
            let (value, se) = with_error(&format!("{:e}", law.exponent), se);
            format!("{value} ± {se}")
        }
        None => short(law.exponent, 4),
    }
}

fn concluded(page: &mut Page, estimated: &Estimated, refused: Option<String>) {
    match (&estimated.power_law, refused) {
        (Some(law), _) => page.paragraph(
            &format!(
                "N* = {} (C/{})^a with a = {}, so that D* goes as C^{}.",
                short(law.size, 3),
                short(law.compute, 3),
                exponent(law),
                short(1.0 - law.exponent, 4)
            ),
            0,
        ),
        (None, Some(why)) => page.paragraph(&format!("No power law: {why}."), 0),
        (None, None) => {}
    }
}

fn parabolas(page: &mut Page, profiles: &Profiles, estimated: &Estimated) {
    page.heading("Approach 2: a parabola through the losses of each budget");
    concluded(page, estimated, profiles.power_law.err().map(|why| why.to_string()));
    let row = |p: &crate::isoflop::Profile| {
        let (n, ratio, loss) = match &p.lowest {
            Some(Lowest { n, d, loss, sd_ln_n }) => (
                format!(
                    "{} ± {}",
                    with_error(&format!("{n:e}"), n * sd_ln_n).0,
                    short(n * sd_ln_n, 2)
                ),
                short(d / n, 3),
                short(*loss, 4),
            ),
            None => Default::default(),
        };
        vec![
            short(p.compute, 3),
            format!("{} ({})", p.runs, p.sizes),
            format!("{} to {}", short(p.range.0, 2), short(p.range.1, 2)),
            n,
            ratio,
            loss,
            p.refused.as_ref().map_or_else(String::new, |r| r.words()),
        ]
    };
    let header = ["C", "runs (sizes)", "N tried", "N*", "D*/N*", "loss", ""];
    if profiles.profiles.is_empty() {
        page.paragraph(
            "No budget has three sizes: these runs were not made at matched budgets (or widen what \
             counts as one with --budget-tolerance).",
            0,
        );
    } else {
        page.table(&header, 0, profiles.profiles.iter().map(row).collect());
    }
    let wide = profiles.profiles.iter().filter(|p| p.lowest.is_some() && p.spread > 1.02).count();
    if wide > 0 {
        page.paragraph(
            &format!(
                "At {wide} of these budgets C differs by more than 2 % between runs: what it does to \
                 the losses goes into the parabola."
            ),
            0,
        );
    }
    if profiles.elsewhere > 0 {
        page.paragraph(&format!("{} runs are at no such budget.", count(profiles.elsewhere)), 0);
    }
}

fn on_envelope(page: &mut Page, envelope: &Envelope, estimated: &Estimated) {
    page.heading("Approach 1: the model with the lowest loss at each budget");
    concluded(page, estimated, envelope.power_law.err().map(|why| why.to_string()));
    let interior = envelope.points.iter().filter(|p| p.interior).count();
    page.paragraph(
        &format!(
            "{} sizes have losses at several amounts of data, interpolated between them; at {} of \
             {} budgets the lowest has a smaller and a larger size beside it, and only there it is \
             counted.",
            count(envelope.courses),
            count(interior),
            count(envelope.points.len())
        ),
        0,
    );
}

fn beside(page: &mut Page, found: &Approaches, estimated: &Estimated) {
    let Some(law) = &estimated.power_law else { return };
    if let Some(bias) = &estimated.bias {
        page.paragraph(
            &format!(
                "Without noise it would find the exponent {} where the surface has {}.",
                short(bias.exponent, 4),
                short(bias.true_exponent, 4)
            ),
            0,
        );
    }
    let row = |c: &f64| {
        let n = law.size_at(*c);
        let told = match law.error_at(*c) {
            Some(error) if error < 1.0 => {
                format!("{} ± {}", with_error(&format!("{n:e}"), n * error).0, short(n * error, 2))
            }
            Some(_) => format!("{} (± a factor)", short(n, 2)),
            None => short(n, 3),
        };
        let surface = found.surface.iter().find(|s| s.compute == *c);
        let off = estimated.bias.as_ref().and_then(|b| b.at.iter().find(|b| b.compute == *c));
        let percent = |x: Option<f64>| x.map_or("–".into(), signed_percent);
        vec![
            short(*c, 3),
            told,
            short(c / (6.0 * n), 3),
            surface.map_or("–".into(), |s| short(s.n, 3)),
            surface.map_or("–".into(), |s| short(s.d, 3)),
            percent(off.map(|b| b.n_off)),
            percent(off.map(|b| b.d_off)),
        ]
    };
    let header = ["at C", "N*", "D*", "surface N*", "surface D*", "N* off without noise", "D* off"];
    page.table(&header, 0, found.budgets.iter().map(row).collect());
}

/// The object that `offray fit --approach --json` prints.
pub fn approach_json(found: &Approaches, name: &str) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    let estimated = |e: &Estimated| {
        let at: Vec<Value> = e
            .power_law
            .iter()
            .flat_map(|law| {
                found.budgets.iter().map(|c| {
                    json!({
                        "compute": c, "n": law.size_at(*c), "d": law.tokens_at(*c),
                        "sd_ln_n": law.error_at(*c),
                    })
                })
            })
            .collect();
        json!({"power_law": e.power_law, "at": at, "without_noise": e.bias})
    };
    let parameters = found.theta.as_ref().map(|theta| {
        let names = found.law.about().parameters.iter().map(|p| p.name.to_owned());
        names.zip(theta.iter().map(|x| json!(x))).collect::<serde_json::Map<_, _>>()
    });
    json!({
        "schema": "offray.approach/1",
        "versions": versions,
        "source": name,
        "runs": found.runs,
        "surface": {
            "law": found.law.to_string(), "parameters": parameters, "at": found.surface,
        },
        "approach_2": found.parabolas.as_ref().map(|(profiles, e)| {
            let mut whole = estimated(e);
            whole["budgets"] = json!(profiles.profiles);
            whole["elsewhere"] = json!(profiles.elsewhere);
            whole["refused"] = json!(profiles.power_law.err().map(|why| why.to_string()));
            whole
        }),
        "approach_1": found.envelope.as_ref().map(|(envelope, e)| {
            let mut whole = estimated(e);
            whole["sizes_with_courses"] = json!(envelope.courses);
            whole["envelope"] = json!(envelope.points);
            whole["refused"] = json!(envelope.power_law.err().map(|why| why.to_string()));
            whole
        }),
    })
}
