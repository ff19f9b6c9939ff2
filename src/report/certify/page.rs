//! A certified optimum, and the check of a certificate, as text and JSON.

use serde_json::{Value, json};

use crate::certify::{Certified, Checked, Ends, Global, Proof, ProvedEnd, ProvedProfiles};
use crate::fit::{End, ProfileEnd, Status};
use crate::number::{Compare, Exact, Interval, Scalar, versions};
use crate::report::text::number::{count, short, significant};
use crate::report::text::page::Page;

/// The page that `offray certify` prints.
pub fn certified_text(answer: &Certified) -> String {
    let (fit, about) = (&answer.fit, answer.fit.law.about());
    let mut page = Page::default();
    page.line(&format!("{}, {}", about.name, about.formula));
    page.line(&format!(
        "objective {} over {} runs ({} distinct points)",
        fit.objective,
        count(fit.data.rows),
        count(fit.data.distinct)
    ));
    page.heading(&format!(
        "{}: {}",
        fit.status,
        if fit.certified { "proved" } else { "not proved" }
    ));
    page.paragraph(sentence(fit.status), 0);
    for (at, estimate) in fit.parameters.iter().enumerate() {
        let held = answer.proof.as_ref().and_then(|proof| {
            let value = proof.held.iter().find(|(p, _)| *p == at)?;
            Some(format!("{} exactly", value.1))
        });
        let value = match held {
            Some(value) => value,
            None => significant(&estimate.value.to_decimal(fit.digits + 3), fit.digits),
        };
        page.line(&format!("  {:<9} {value}", estimate.name));
    }
    let (lo, hi) = &fit.objective_value;
    let middle = (lo + hi) * lo.ratio(1, 2);
    page.line(&format!(
        "  {:<9} {}",
        "objective",
        significant(&middle.to_decimal(fit.digits + 3), fit.digits)
    ));
    if let Some(proof) = &answer.proof {
        proof_text(&mut page, answer, proof);
    }
    if let Some(profiles) = &answer.profiles {
        profiles_text(&mut page, profiles);
    }
    for remark in &fit.remarks {
        page.paragraph(&format!("! {remark}"), 2);
    }
    page.finish()
}

fn sentence(status: Status) -> &'static str {
    match status {
        Status::GlobalMinimum => {
            "An optimum with these values exists, to every digit shown, and no point of the box \
             below is as low."
        }
        Status::LocalMinimum => {
            "An optimum with these values exists, to every digit shown; it is a strict minimum."
        }
        Status::BoundaryMinimum => {
            "With the parameters at their bounds held there, an optimum with these values exists, \
             to every digit shown, and the objective rises from the bounds into the allowed side."
        }
        Status::NotIdentifiable => {
            "Different parameters fit these runs equally well: these are one choice of many."
        }
        _ => "No proof was found; the values are those of the search.",
    }
}

fn proof_text(page: &mut Page, answer: &Certified, proof: &Proof) {
    let about = answer.fit.law.about();
    page.heading("Standard errors, proved to the digits shown");
    let rows = about.parameters.iter().zip(&proof.errors).filter_map(|(p, e)| {
        let kinds = [&e.gauss_newton, &e.observed, &e.sandwich];
        kinds.iter().any(|k| k.is_some()).then(|| {
            let cells =
                kinds.map(|k| k.as_ref().map_or_else(|| "undefined".into(), |x| agreed(x, 8)));
            [vec![p.name.to_owned()], cells.to_vec()].concat()
        })
    });
    page.table(&["parameter", "Gauss–Newton", "observed", "sandwich (HC1)"], 1, rows.collect());
    page.heading("Where there is no other optimum");
    let one = Exact::from(1);
    let rescaled = proof.units.n != one || proof.units.d != one;
    let prime = if rescaled { "'" } else { "" };
    let rows = proof.places.iter().map(|place| {
        let symbols = place.parameters.iter().map(|p| about.parameters[*p].symbol);
        let symbols = symbols.collect::<Vec<_>>().join(" = ");
        let name = if place.log { format!("ln {symbols}{prime}") } else { symbols };
        let middle = place.tight.enclosed(64).mid().to_f64();
        let half = place.convex.enclosed(64).width().to_f64() / 2.0;
        vec![name, short(middle, 8), format!("± {}", short(half, 3))]
    });
    page.table(&["coordinate", "optimum", "no other within"], 1, rows.collect());
    if rescaled {
        page.paragraph(
            &format!(
                "A prime marks a parameter when N counts in units of {} parameters and D in units \
                 of {} tokens, the middle of the table.",
                significant(&proof.units.n.to_string(), 1),
                significant(&proof.units.d.to_string(), 1)
            ),
            0,
        );
    }
    if let Some(global) = &proof.global {
        global_text(page, answer, proof, global);
    }
    page.heading("Conditioning");
    page.paragraph(
        &format!(
            "κ = {} in the units of the file, κ_eq = {} free of units",
            agreed(&proof.kappa, 8),
            agreed(&proof.kappa_eq, 8)
        ),
        0,
    );
    if let Some((inside, distance)) = &proof.kink {
        page.paragraph(
            &format!(
                "{} of {} residuals are inside Huber's threshold, the others outside: every run is \
                 decided, and none is nearer to it than {}",
                count(*inside),
                count(answer.fit.data.rows),
                significant(&distance.lo_decimal(4), 3)
            ),
            0,
        );
    }
    for m in &proof.multipliers {
        let names: Vec<&str> = m.parameters.iter().map(|p| about.parameters[*p].name).collect();
        let side = if m.end == End::Lower { "lower" } else { "upper" };
        page.paragraph(
            &format!(
                "{} at its {side} bound {}: the objective's slope there is {}",
                names.join(" = "),
                m.bound,
                agreed(&m.slope, 8)
            ),
            0,
        );
    }
    for twin in &proof.twins {
        let values = about.parameters.iter().zip(twin);
        let values: Vec<String> =
            values.map(|(p, x)| format!("{} = {}", p.name, agreed(x, 12))).collect();
        page.paragraph(&format!("The twin, by symmetry exactly as good: {}", values.join(", ")), 2);
    }
}

/// What is proved of the box of `--global`.
fn global_text(page: &mut Page, answer: &Certified, proof: &Proof, global: &Global) {
    let about = answer.fit.law.about();
    let symbol = |p: usize| about.parameters[p].symbol;
    let range = |(p, [lo, hi]): (usize, [String; 2])| {
        let [lo, hi] = [lo, hi].map(|x| significant(&x, 8));
        format!("{} from {lo} to {hi}", symbol(p))
    };
    let stated =
        global.region.iter().map(|(p, e)| format!("{} from {} to {}", symbol(*p), e.lo, e.hi));
    let stated = format!(
        "{}, the linear parameters not negative: bounded in {} boxes, the smallest halved {} \
         times; {} of them lie where the objective is strictly convex",
        stated.collect::<Vec<_>>().join(", "),
        count(global.boxes),
        global.depth,
        count(global.convex)
    );
    let Some(open) = &global.open else {
        page.heading("The box without a lower point");
        return page.paragraph(&stated, 0);
    };
    page.heading(match open.lower {
        Some(_) => "The box has a lower point",
        None => "The box, undecided",
    });
    page.paragraph(&stated, 0);
    if let Some((theta, value)) = &open.lower {
        let theta = about.parameters.iter().zip(theta).map(|(p, x)| format!("{}={x}", p.name));
        page.paragraph(
            &format!(
                "! proved to be lower, with the objective {}: --start {}",
                agreed(value, 8),
                theta.collect::<Vec<_>>().join(",")
            ),
            2,
        );
    }
    let best = proof.value.hi().to_f64();
    let under = 100.0 * (best - open.bound.to_f64()) / best;
    page.paragraph(
        &format!(
            "{} boxes are open; they lie in {}. Proved: outside of that no point is lower than \
             the optimum, and nowhere in the box is the objective below {}, {} % under the optimum.",
            count(open.boxes),
            global.open_ranges().into_iter().map(range).collect::<Vec<_>>().join(", "),
            significant(&Interval::new(64, &open.bound).lo_decimal(8), 8),
            short(under.max(0.0), 2)
        ),
        0,
    );
}

fn profiles_text(page: &mut Page, profiles: &ProvedProfiles) {
    let kind = if profiles.pseudo { "Pseudo-profile" } else { "Profile" };
    page.heading(&format!("{kind} intervals at level {}", profiles.level));
    let mut remarks = Vec::new();
    let mut end = |name: &str, end: &ProvedEnd| match end {
        ProvedEnd::Bounded { value, .. } => agreed(value, 12),
        ProvedEnd::Found(end, why) => {
            if let ProfileEnd::Undecided(why) = end {
                remarks.push(format!("{name}: {why}"));
            }
            if let Some(why) = why {
                remarks.push(format!("{name}: not proved, {why}"));
            }
            match end {
                ProfileEnd::Bounded(x) => format!("{} (found)", short(*x, 6)),
                ProfileEnd::Open(x) => format!("{} (open)", short(*x, 6)),
                ProfileEnd::Flat(x) => format!("{} (flat)", short(*x, 6)),
                ProfileEnd::Undecided(_) => "undecided".into(),
            }
        }
    };
    let rows: Vec<Vec<String>> = profiles
        .parameters
        .iter()
        .map(|p| vec![p.name.to_owned(), end(p.name, &p.lower), end(p.name, &p.upper)])
        .collect();
    page.table(&["parameter", "from", "to"], 1, rows);
    let elsewhere = match profiles.followed {
        false => "that they have no lower one elsewhere rests on the search",
        true => {
            "elsewhere the objective is lower than here, and the intervals are those of this \
             optimum alone, that minimum being followed from it"
        }
    };
    page.paragraph(
        &format!(
            "At each of these numbers the objective is proved to meet its level, the other \
             parameters at a strict minimum of their own, and to rise beyond; {elsewhere}. Ends \
             marked open, flat or found are those of the search."
        ),
        0,
    );
    for remark in remarks {
        page.paragraph(&format!("! {remark}"), 2);
    }
}

/// The decimal of at most `most` digits that both ends round to; the ends where
/// they agree on none.
fn agreed(x: &Interval, most: usize) -> String {
    let (lo, hi) = (x.lo(), x.hi());
    let same = (1..=most).rev().find_map(|digits| {
        let rounded = |x: &crate::number::Mpfr| significant(&x.to_decimal(digits + 10), digits);
        let (a, b) = (rounded(&lo), rounded(&hi));
        (a == b && x.is_bounded()).then_some(a)
    });
    same.unwrap_or_else(|| format!("between {} and {}", x.lo_decimal(3), x.hi_decimal(3)))
}

/// The page that `offray check` prints.
pub fn checked_text(checked: &Checked) -> String {
    let certificate = &checked.certificate;
    let mut page = Page::default();
    page.line(&format!(
        "certificate: {} of {} over {} runs, {} bits",
        certificate.claim,
        certificate.law,
        count(certificate.runs),
        certificate.bits
    ));
    page.line(&format!("objective {}", certificate.objective));
    let verdict = if checked.is_confirmed() { "confirmed" } else { "NOT confirmed" };
    page.heading(verdict);
    for finding in &checked.findings {
        let word = if finding.confirmed { "proved" } else { "FAILED" };
        page.line(&format!("  {word}  {}", finding.claim));
    }
    if !checked.is_confirmed() {
        page.paragraph("A claim that failed is false, or cannot be shown at this precision.", 0);
        return page.finish();
    }
    let values = certificate.parameters.iter().map(|p| match &p.held {
        Some(value) => vec![p.name.clone(), value.to_string(), "held".into()],
        None => {
            let Ends { lo, hi } = &p.value;
            let width = (hi - lo).to_f64();
            let bits = certificate.bits.clamp(53, 1 << 12);
            let shown = agreed(&p.value.enclosed(bits), 20);
            vec![p.name.clone(), shown, format!("enclosed to {}", short(width, 1))]
        }
    });
    page.table(&["parameter", "value", ""], 1, values.collect());
    page.finish()
}

/// The object that `offray check --json` prints.
pub fn checked_json(checked: &Checked) -> Value {
    let certificate = &checked.certificate;
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, version)| (name.to_owned(), version.into())).collect();
    json!({
        "schema": "offray.check/1",
        "versions": versions,
        "content_sha256": certificate.content_sha256,
        "rows_sha256": certificate.rows_sha256,
        "law": certificate.law,
        "objective": certificate.objective,
        "claim": certificate.claim,
        "confirmed": checked.is_confirmed(),
        "findings": checked.findings.iter().map(|f| json!({
            "claim": f.claim, "confirmed": f.confirmed,
        })).collect::<Vec<_>>(),
    })
}
