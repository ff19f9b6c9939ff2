//! Allocations for machines: `docs/schema/allocate.schema.json`.

use serde_json::{Value, json};

use super::basis;
use crate::forecast::Allocations;

/// The object that `offray allocate --json` prints.
pub fn allocate_json(found: &Allocations) -> Value {
    const SCHEMA: &str = "offray.allocate/1";
    let mut object = match &found.fitted {
        Some((options, standing)) => basis::json(SCHEMA, options, standing),
        None => json!({
            "schema": SCHEMA,
            "versions": basis::version_map(),
            "law": found.law.to_string(),
            "data": null,
        }),
    };
    object["unsupported"] = json!(found.why);
    object["allocations"] = json!(found.rows);
    object
}
