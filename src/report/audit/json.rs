//! The audit for machines: `docs/schema/audit.schema.json`.

use serde_json::{Value, json};

use crate::audit::Audit;
use crate::fit::Twin;
use crate::number::{Compare, versions};
use crate::report::text::words;

/// The object that `offray audit --json` prints.
pub fn audit_json(audit: &Audit) -> Value {
    let versions: serde_json::Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    let findings: Vec<Value> = audit
        .findings
        .iter()
        .map(|f| json!({"id": f.id(), "severity": f.severity(), "text": words::finding(f)}))
        .collect();
    json!({
        "schema": "offray.audit/1",
        "versions": versions,
        "law": audit.options.law.to_string(),
        "objective": audit.options.objective.to_string(),
        "level": audit.options.intervals.level,
        "se": audit.options.intervals.kind,
        "verdict": crate::report::audit::answers::verdict(audit),
        "design": design(audit),
        "fit": audit.fit.to_json(&audit.options.intervals),
        "correlation": audit.correlation(),
        "residuals": audit.residuals,
        "identifiable": identifiable(audit),
        "claim": audit.claim,
        "digits": audit.digits,
        "predictions": audit.predictions,
        "optimum": audit.optimum,
        "coverage": crate::report::fit::coverage::object(audit.coverage.as_ref(), &audit.options.intervals),
        "advice": audit.advice,
        "r_min": audit.apart,
        "findings": findings,
    })
}

fn design(audit: &Audit) -> Value {
    let found = &audit.design;
    let names =
        |places: &[usize]| -> Vec<&str> { places.iter().map(|p| found.full.columns[*p]).collect() };
    let by_name = |values: &[f64]| -> Value {
        found.full.columns.iter().zip(values).map(|(n, x)| (*n, json!(x))).collect()
    };
    let sloppy = found.sloppy.as_ref().map(|s| {
        let percent: Value =
            found.full.columns.iter().zip(&s.percent).map(|(n, x)| (*n, json!(x))).collect();
        json!({
            "lead": names(&[s.lead])[0],
            "percent": percent,
            "scaled": by_name(&s.scaled),
            "loss_change": s.loss_change,
            "words": s.words,
        })
    });
    let vif: Option<Value> =
        found.vif.as_ref().map(|vif| vif.iter().map(|(n, x)| (*n, json!(x))).collect());
    json!({
        "runs": found.runs,
        "distinct": found.distinct,
        "n": found.n,
        "d": found.d,
        "k": found.k,
        "largest_budget": found.largest_budget,
        "shape": found.shape,
        "rays": found.rays,
        "n_rays": found.n_rays,
        "ray_design": found.ray_design,
        "v_k": found.v_k,
        "tau_k": found.tau_k,
        "kappa_target": found.kappa_target,
        "passes_paper": found.passes_paper,
        "passes": found.passes,
        "limit_kappa_eq": found.limit_kappa_eq,
        "pair": found.pair,
        "full": found.full,
        "vif": vif,
        "geometric_means": found.means,
        "sloppy": sloppy,
        "psi_shared_evenly": audit.even,
        "dependences": found.dependences.iter().map(|d| &d.reason).collect::<Vec<_>>(),
        "bits": found.bits,
    })
}

fn identifiable(audit: &Audit) -> Value {
    let found = &audit.identifiable;
    let digits = audit.options.digits;
    let twin = |twin: &Twin| {
        let parameters = twin.parameters.iter();
        let parameters: Vec<Value> = parameters
            .map(|(name, x)| json!({"name": name, "value": x.to_decimal(digits)}))
            .collect();
        let relative = (&twin.objective_gap / &audit.fit.objective_value.0).to_f64();
        json!({
            "parameters": parameters,
            "objective_gap": twin.objective_gap.to_decimal(digits),
            "relative_gap": relative,
            "exact": twin.exact,
        })
    };
    let reduced = found.reduced.as_ref().map(|reduced| {
        json!({
            "law": reduced.fit.law.to_string(),
            "formula": reduced.fit.law.about().formula,
            "relative_gap": reduced.relative_gap,
            "test": reduced.test,
            "fit": reduced.fit.to_json(&audit.options.intervals),
        })
    });
    json!({
        "parameters": found.parameters,
        "not_identified": found.not_identified,
        "at_bound": found.at_bound,
        "unknown": found.unknown,
        "reduced": reduced,
        "twins": audit.twins.list.iter().map(twin).collect::<Vec<_>>(),
        "twins_share_psi": audit.twins.shared,
    })
}
