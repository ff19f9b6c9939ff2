//! The fit's section of an audit's page.

use crate::audit::Audit;
use crate::fit::{Held, Status};
use crate::number::Compare;
use crate::report::audit::page::{KNOWN, symbol, symbols};
use crate::report::text::interval::interval;
use crate::report::text::number::{short, significant, with_error};
use crate::report::text::page::Page;
use crate::report::text::words;
use crate::report::text::words::capital;

fn status(status: Status) -> &'static str {
    match status {
        Status::GlobalMinimum => "the global minimum, proved in the stated box",
        Status::LocalMinimum => "a local minimum, proved",
        Status::Converged => "converged (numerically: not a proof)",
        Status::BoundaryMinimum => "at the edge of the allowed range",
        Status::NotIdentifiable => "not identifiable: one of many optima",
        Status::Undecided => "undecided",
    }
}

/// The optimum, parameter by parameter, and what it rests on.
pub(in crate::report) fn fit(page: &mut Page, audit: &Audit) {
    let fit = &audit.fit;
    page.heading(match audit.identifiable.reduced {
        Some(_) if audit.two_powers().is_some() => {
            "Fit: the full law, two power laws on these runs"
        }
        Some(_) => "Fit: the full law, which these runs do not determine",
        None => "Fit: the optimum of the objective on these runs",
    });
    let digits = page.digits(audit.options.digits);
    let kind = audit.options.intervals.kind;
    let rows = fit
        .parameters
        .iter()
        .map(|p| {
            let value = p.value.to_decimal(digits);
            let beyond = p.value.to_decimal(digits.max(KNOWN));
            let open = p.held == Held::NotIdentified || p.open;
            let estimate = match (&p.held, kind.se(p)) {
                (Held::Fixed, _) => "held".into(),
                (Held::Tied(other), _) => format!("= {}", symbol(audit, other)),
                (Held::AtBound(_), _) => "at its bound".into(),
                _ if open => "undetermined".into(),
                (_, None) => "undetermined".into(),
                // Such an error says only that the interval is lopsided.
                (_, Some(se)) if se > p.value.to_f64().abs() => {
                    format!("{} ± more than itself", short(p.value.to_f64(), 2))
                }
                (_, Some(se)) => {
                    let (shown, error) = with_error(&beyond, se);
                    format!("{shown} ± {error}")
                }
            };
            let ends = fit.interval(p, &audit.options.intervals);
            let ends = ends.as_ref().map_or_else(String::new, interval);
            let exact = match open {
                true => format!("one of many: {}", significant(&value, digits.min(6))),
                false => significant(&value, digits),
            };
            vec![symbol(audit, p.name), estimate, ends, profile(audit, p.name), exact]
        })
        .collect();
    let header = format!("{} % interval", 100.0 * audit.options.intervals.level);
    let optimum = format!("optimum to {digits} digits");
    let pseudo = fit.profiles.as_ref().is_some_and(|p| p.pseudo);
    let kind_of_profile = if pseudo { "pseudo-profile" } else { "profile" };
    page.table(&["", "estimate ± s.e.", &header, kind_of_profile, &optimum], 1, rows);
    let r = &audit.residuals;
    let response = if fit.objective.is_log() { "ln L" } else { "L" };
    page.paragraph(
        &format!(
            "Status: {}. Standard errors: {}. Objective {}; residuals in {response}: median |r| {}, \
             root mean square {}.",
            status(fit.status),
            words::error_kind(kind),
            significant(&fit.objective_value.0.to_decimal(20), digits.min(10)),
            short(r.median, 2),
            short(r.rms, 2)
        ),
        0,
    );
    correlations(page, audit);
    for remark in &fit.remarks {
        page.paragraph(&format!("{}.", capital(remark.trim_end_matches('.'))), 0);
    }
    if audit.is_one_ray() {
        let pair: Vec<&'static str> =
            audit.design.pair.as_ref().map_or_else(Vec::new, |p| p.columns.clone());
        let of = symbols(audit, &pair);
        let text = match (audit.two_powers(), audit.twins.list.is_empty()) {
            (None, _) => format!(
                "Profiles that end at a number rest on the scatter about the ray, or on a second \
                 power of N in the losses: they are not knowledge of {of}."
            ),
            (Some(_), false) => format!(
                "The values are those of one of two optima that these runs cannot tell apart; in \
                 its twin {of} have changed places, and what the two have not in common has no \
                 interval."
            ),
            (Some(_), true) => format!(
                "Estimates and intervals of {of} rest on the form of the law: the runs show two \
                 powers of N, not which of them is one of D."
            ),
        };
        page.paragraph(&text, 0);
    }
}

/// Correlations of the estimates that are stronger than this are named.
const STRONG: f64 = 0.5;
/// So many at most.
const NAMED: usize = 4;

/// The strongest correlations, of the errors that are printed.
fn correlations(page: &mut Page, audit: &Audit) {
    let Some(found) = audit.correlation() else { return };
    let mut pairs: Vec<(f64, String)> = Vec::new();
    for i in 0..found.columns.len() {
        for j in 0..i {
            let Some(r) = found.matrix[i][j].filter(|r| r.abs() >= STRONG) else { continue };
            let names = [found.columns[j], found.columns[i]].map(|name| symbol(audit, name));
            let shown = format!("{}{:.3}", if r < 0.0 { "−" } else { "+" }, r.abs());
            pairs.push((r.abs(), format!("{} {shown}", names.join("–"))));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    pairs.truncate(NAMED);
    if !pairs.is_empty() {
        let list: Vec<String> = pairs.into_iter().map(|p| p.1).collect();
        let text = format!(
            "Strongest correlations of the estimates, by the same standard errors: {}.",
            list.join(", ")
        );
        page.paragraph(&text, 0);
    }
}

/// The profile interval of a parameter, its ends to three digits.
fn profile(audit: &Audit, name: &str) -> String {
    let profiles = audit.fit.profiles.as_ref();
    let own = profiles.and_then(|p| p.parameters.iter().find(|p| p.name == name));
    own.map_or_else(String::new, words::profile)
}
