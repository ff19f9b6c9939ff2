//! The audit for readers: one page.

use crate::audit::{Audit, Severity};
use crate::number::Compare;
use crate::report::audit::{claim as audit_claim, fit as audit_fit, uses as audit_use};
use crate::report::text::number::{count, short, significant, times, told_from, with_error};
use crate::report::text::page::Page;
use crate::report::text::words;
use crate::report::text::words::{capital, list, percent};

/// The page that `offray audit` prints.
pub fn audit_text(audit: &Audit, name: &str) -> String {
    audit_page(audit, name).finish()
}

/// Its parts: for text, and for HTML.
pub fn audit_page(audit: &Audit, name: &str) -> Page {
    let mut page = Page::default();
    let about = audit.options.law.about();
    page.heading(&format!("Audit of {name}"));
    page.paragraph(
        &format!(
            "{} runs · {} · minimising {} · {} % intervals",
            count(audit.design.runs),
            about.formula,
            audit.options.objective,
            100.0 * audit.options.intervals.level
        ),
        0,
    );
    if let Some(reading) = &audit.reading {
        page.paragraph(reading, 0);
    }
    page.paragraph("", 0);
    for sentence in crate::report::audit::answers::verdict(audit) {
        page.paragraph(&sentence, 0);
    }
    design(&mut page, audit);
    if audit.identifiable.reduced.is_some() {
        // On a ray what the runs determine comes before what they do not.
        identifiable(&mut page, audit);
        audit_fit::fit(&mut page, audit);
    } else {
        audit_fit::fit(&mut page, audit);
        identifiable(&mut page, audit);
    }
    audit_claim::claim(&mut page, audit);
    audit_use::digits(&mut page, audit);
    audit_use::predictions(&mut page, audit);
    audit_use::optimum(&mut page, audit);
    audit_use::advice(&mut page, audit);
    if audit.options.check_coverage.is_some() {
        crate::report::fit::coverage::on(
            &mut page,
            audit.coverage.as_ref(),
            &audit.options.intervals,
        );
    }
    findings(&mut page, audit);
    page
}

/// Digits of an estimate before its error bar cuts it.
pub(in crate::report) const KNOWN: usize = 15;

pub(in crate::report) fn symbol(audit: &Audit, name: &str) -> String {
    let about = audit.options.law.about();
    let found = about.parameters.iter().find(|p| p.name == name);
    found.map_or(name, |p| p.symbol).to_owned()
}

pub(in crate::report) fn symbols(audit: &Audit, names: &[&'static str]) -> String {
    let names: Vec<String> = names.iter().map(|n| symbol(audit, n)).collect();
    list(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn range((lo, hi): (f64, f64)) -> String {
    if lo == hi { short(lo, 3) } else { format!("{} to {}", short(lo, 3), short(hi, 3)) }
}

fn design(page: &mut Page, audit: &Audit) {
    let d = &audit.design;
    page.heading("Design: what the places of the runs can tell apart");
    page.paragraph(
        &format!(
            "{}. N {}, D {}, D/N {}; {} distinct (N, D).",
            capital(&d.shape),
            range(d.n),
            range(d.d),
            range(d.k),
            count(d.distinct)
        ),
        0,
    );
    let mut rows = Vec::new();
    if let Some(pair) = &d.pair {
        let limit = d.limit_kappa_eq.as_ref().map(|x| told_from(x, &d.kappa_target));
        // Of rays it is the limit that decides.
        let by = limit.as_ref().map_or(String::new(), |x| format!("{x} at equal exponents, "));
        let verdict = match d.passes {
            Some(true) => format!("pass ({by}at most {})", d.kappa_target),
            Some(false) => format!("FAIL ({by}more than {})", d.kappa_target),
            None => "undecided".into(),
        };
        let limit = limit.unwrap_or_else(|| "–".into());
        let what = if pair.columns.len() > 2 { "triple" } else { "pair" };
        rows.push(block_row(audit, what, pair, limit, verdict));
    }
    let singular = match d.full.singular {
        Some(true) => "SINGULAR",
        Some(false) => "",
        None => "undecided",
    };
    rows.push(block_row(audit, "full model", &d.full, "–".into(), singular.into()));
    page.table(
        &["columns", "", "κ_eq", "κ_c", "at equal exponents", "κ", "verdict on κ_eq"],
        2,
        rows,
    );
    if let (Some(v), Some(tau), Some(passes)) = (&d.v_k, &d.tau_k, d.passes_paper) {
        page.paragraph(
            &format!(
                "The paper's test: V_K = {} against τ_K = {}, {}; in other units of D it may say \
                 otherwise, κ_eq does not.",
                significant(v, 3),
                significant(tau, 3),
                if passes { "pass" } else { "fail" }
            ),
            0,
        );
    }
    if audit.even {
        let text = "The runs say nothing of how ψ is shared between the two terms: κ at the fit and \
                    what follows is taken where it is shared 1 : 1, at equal exponents, and differs \
                    elsewhere.";
        page.paragraph(text, 0);
    }
    if let Some(vif) = &d.vif {
        let parts: Vec<String> = vif
            .iter()
            .map(|(name, x)| format!("{} {}", symbol(audit, name), significant(x, 2)))
            .collect();
        let text = "Variance inflation, with N and D in units of their geometric means";
        page.paragraph(&format!("{text}: {}.", parts.join(", ")), 0);
    }
    if let Some(gain) = d.digits_of_centring() {
        page.paragraph(
            &format!(
                "Normal equations keep {} more digits of these parameters where N is counted in units of {} \
                 and D of {}, their geometric means: that is what κ_c says against κ_eq.",
                short(gain, 2),
                short(d.means.0, 3),
                short(d.means.1, 3)
            ),
            0,
        );
    }
    for dependence in &d.dependences {
        page.paragraph(&format!("Singular: {}.", dependence.reason), 0);
    }
    if let Some(sloppy) = &d.sloppy {
        page.paragraph(&format!("Least certain: {}.", sloppy.words), 0);
    }
}

fn block_row(
    audit: &Audit,
    what: &str,
    block: &crate::audit::Block,
    limit: String,
    verdict: String,
) -> Vec<String> {
    let columns: Vec<String> = block.columns.iter().map(|n| symbol(audit, n)).collect();
    vec![
        what.into(),
        columns.join(", "),
        condition(&block.kappa_eq),
        condition(&block.kappa_c),
        limit,
        condition(&block.kappa),
        verdict,
    ]
}

/// Three digits; what is not decided is not printed as a number.
fn condition(kappa: &Option<String>) -> String {
    kappa.as_ref().map_or_else(|| "undecided".into(), |x| significant(x, 3))
}

fn identifiable(page: &mut Page, audit: &Audit) {
    let found = &audit.identifiable;
    page.heading("Identifiable: what the runs determine");
    let determined = match found.parameters.as_slice() {
        [] => "no single parameter".into(),
        names => symbols(audit, names),
    };
    let mut text = format!("Determined one by one: {determined}.");
    let exchange = audit.two_powers().is_some();
    let open = if exchange { "Determined up to the exchange" } else { "Not determined" };
    for (what, names) in [
        (open, &found.not_identified),
        ("At an end of the allowed range", &found.at_bound),
        ("Without a standard error, so not known to be determined", &found.unknown),
    ] {
        if !names.is_empty() {
            text.push_str(&format!(" {what}: {}.", symbols(audit, names)));
        }
    }
    page.paragraph(&text, 0);
    if let Some(reduced) = &found.reduced {
        let law = reduced.fit.law.about();
        let digits = page.digits(audit.options.digits);
        let rows = reduced
            .fit
            .parameters
            .iter()
            .map(|p| {
                let value = p.value.to_decimal(digits);
                let beyond = p.value.to_decimal(audit.options.digits.max(KNOWN));
                let se = audit.options.intervals.kind.se(p).unwrap_or(f64::NAN);
                let (shown, error) = with_error(&beyond, se);
                let parameter = law.parameters.iter().find(|q| q.name == p.name);
                vec![
                    parameter.map_or(p.name, |q| q.symbol).to_owned(),
                    format!("{shown} ± {error}"),
                    significant(&value, digits),
                ]
            })
            .collect();
        page.paragraph(
            &format!(
                "At equal exponents a ray determines {}. {}{}",
                law.formula,
                bought(reduced.relative_gap),
                reduced.test.map_or_else(String::new, |test| match test.two {
                    true => format!(" Two powers of N, then: {}.", words::powers(&test)),
                    false => format!(" No more than chance may: {}.", words::powers(&test)),
                })
            ),
            0,
        );
        let header = format!("optimum to {digits} digits");
        page.table(&["", "estimate ± s.e.", &header], 1, rows);
    }
    if audit.twins.shared {
        let text = "How ψ is shared between the two terms the runs do not say. Two fits that \
                    share it in the ratios 3 : 1 and 1 : 3:";
        page.paragraph(text, 0);
    }
    for (i, twin) in audit.twins.list.iter().enumerate() {
        let parameters: Vec<String> = twin
            .parameters
            .iter()
            .map(|(name, x)| {
                let digits = audit.options.digits.min(6);
                format!("{} {}", symbol(audit, name), significant(&x.to_decimal(20), digits))
            })
            .collect();
        let gap = (&twin.objective_gap / &audit.fit.objective_value.0).to_f64();
        let how = match (twin.exact, gap < 0.0) {
            (true, _) => "fits exactly as well".into(),
            _ if gap == 0.0 => "fits as well, to the rounding of doubles".into(),
            _ if gap.abs() < 1e-12 => "fits as well, to twelve digits of the objective".into(),
            (false, false) => format!("objective {} higher", percent(gap)),
            (false, true) => format!("objective {} lower", percent(-gap)),
        };
        let which = match (audit.twins.shared, i) {
            (true, 0) => "3 : 1",
            (true, _) => "1 : 3",
            (false, _) => "Twin",
        };
        page.paragraph(&format!("{which} ({how}): {}.", parameters.join(", ")), 2);
    }
}

/// What the parameters that the reduced model lacks buy on these runs.
fn bought(relative_gap: f64) -> String {
    if relative_gap.abs() < 1e-9 {
        return "The full law fits these runs no better.".into();
    }
    let lower = match relative_gap > 1.0 {
        true => format!("{} times lower", times(1.0 + relative_gap)),
        false => format!("{} below", percent(relative_gap / (1.0 + relative_gap))),
    };
    format!(
        "The lowest objective found for the full law is {lower}; its two more parameters buy that."
    )
}

fn findings(page: &mut Page, audit: &Audit) {
    page.heading("Findings");
    if audit.findings.is_empty() {
        page.paragraph("None.", 0);
    }
    for finding in &audit.findings {
        let mark = match finding.severity() {
            Severity::Error => "error  ",
            Severity::Warning => "warning",
            Severity::Info => "info   ",
        };
        let text = format!("{mark}  {}: {}", finding.id(), words::finding(finding));
        page.paragraph(&text, 9);
    }
}
