//! A probe as JSON (`docs/schema/probe.schema.json`).

use serde_json::{Map, Value, json};

use super::page::{sentences, status};
use crate::number::versions;
use crate::probe::Probe;

/// The object that `offray probe --json` prints.
pub fn probe_json(found: &Probe<'_>, name: &str) -> Value {
    let versions: Map<String, Value> =
        versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v))).collect();
    let case = found.seen.case;
    let own = found.seen.baseline();
    let parameters: Vec<Value> = case
        .fit
        .parameters
        .iter()
        .enumerate()
        .map(|(j, p)| {
            json!({
                "name": p.name,
                "answer": own.map(|a| a.theta[j]),
                "optimum": p.value.to_decimal(case.fit.digits),
                "digits": found.digits.get(j),
            })
        })
        .collect();
    let experiments: Vec<Value> = found
        .seen
        .outcomes
        .iter()
        .map(|o| {
            let answer = o.answer.as_ref().ok();
            let numbers = answer.map(|a| {
                let named = case.names().into_iter().zip(&a.theta);
                named.map(|(name, x)| (name.to_owned(), json!(x))).collect::<Map<_, _>>()
            });
            json!({
                "id": o.experiment.id,
                "family": o.experiment.family,
                "input": o.experiment.what,
                "must_hold": o.experiment.holds,
                "status": status(o),
                "digits": o.digits,
                "shared": answer.zip(own).map(|(a, own)| a.shared(own)),
                "same": answer.zip(own).map(|(a, own)| a.is_same(own)),
                "seconds": answer.and_then(|a| a.seconds),
                "parameters": numbers,
            })
        })
        .collect();
    let decisions: Vec<Value> = found
        .decisions
        .iter()
        .map(|d| {
            let mut object = json!(d);
            object["forgone"] = json!(d.forgone());
            object
        })
        .collect();
    json!({
        "schema": "offray.probe/1",
        "versions": versions,
        "command": found.command,
        "table": name,
        "law": case.law.about().id,
        "objective": case.objective.to_string(),
        "sound": found.is_sound(),
        "verdict": sentences(found).first(),
        "parameters": parameters,
        "digits": found.digits.iter().copied().reduce(f64::min),
        "allowed": found.allowed,
        "decisions": decisions,
        "causes": found.causes,
        "flags": found.flags,
        "experiments": experiments,
    })
}
