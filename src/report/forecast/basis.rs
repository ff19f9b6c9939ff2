//! What predictions and allocations rest on, in words and in JSON.

use serde_json::{Value, json};

use crate::audit::{Options, Standing};
use crate::fit::{Convention, Status};
use crate::number::versions;
use crate::report::text::number::count;
use crate::report::text::words::list;

/// `240 runs · minimising huber-log:0.001 · 95 % intervals`.
pub fn line(options: &Options, standing: &Standing) -> String {
    format!(
        "{} runs · minimising {} · {} % intervals ({})",
        count(standing.design.runs),
        options.objective,
        level(&options.intervals),
        options.intervals.kind.name()
    )
}

/// The level of intervals in per cent.
pub fn level(convention: &Convention) -> f64 {
    100.0 * convention.level
}

/// What the runs leave open, where they do.
pub fn open(options: &Options, standing: &Standing) -> Option<String> {
    let about = options.law.about();
    let symbol = |name: &&'static str| {
        about.parameters.iter().find(|p| p.name == *name).map_or(*name, |p| p.symbol)
    };
    let names = &standing.identifiable.not_identified;
    let names = list(&names.iter().map(symbol).collect::<Vec<_>>());
    match standing.fit.status {
        _ if standing.is_one_ray() => {
            let along = standing.reduced().filter(|reduced| reduced.two_powers().is_none());
            let along = along.map_or_else(String::new, |reduced| {
                format!(" Along it {} predicts.", reduced.fit.law.about().formula)
            });
            Some(format!(
                "These runs lie on one ray: off it they determine no loss ({names} are not \
                 determined).{along}"
            ))
        }
        Status::Undecided => Some("No optimum could be established on these runs.".into()),
        _ if names.is_empty() => None,
        _ => Some(format!(
            "These runs do not determine {names}: only losses in which these play no part are."
        )),
    }
}

/// Keys that both objects have.
pub fn json(schema: &str, options: &Options, standing: &Standing) -> Value {
    let fit = &standing.fit;
    let parameters = fit.parameters.iter();
    let parameters: serde_json::Map<String, Value> = parameters
        .map(|p| (p.name.to_owned(), Value::from(p.value.to_decimal(fit.digits))))
        .collect();
    json!({
        "schema": schema,
        "versions": version_map(),
        "law": options.law.to_string(),
        "objective": options.objective.to_string(),
        "level": options.intervals.level,
        "se": options.intervals.kind,
        "data": {
            "sha256": fit.data.sha256,
            "rows_sha256": fit.data.rows_sha256,
            "rows": fit.data.rows,
            "distinct": fit.data.distinct,
        },
        "status": fit.status.to_string(),
        "parameters": parameters,
        "not_identified": standing.identifiable.not_identified,
        "one_ray": standing.is_one_ray(),
        "twins_share_psi": standing.twins.shared,
    })
}

/// Versions of this program and of its arithmetic libraries.
pub fn version_map() -> Value {
    let all = versions().into_iter().map(|(name, v)| (name.to_owned(), Value::from(v)));
    Value::Object(all.collect())
}
