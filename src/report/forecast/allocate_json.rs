//! Allocations for machines: `docs/schema/allocate.schema.json`.

use serde_json::{Value, json};

use super::basis;
use crate::forecast::Allocations;

/// The object that `offray allocate --json` prints.
pub fn allocate_json(found: &Allocations) -> Value {
    let mut object = match &found.fitted {
        Some((options, standing)) => basis::json(options, standing),
        None => json!({"law": found.law.to_string(), "data": null}),
    };
    object["schema"] = "offray.allocate/1".into();
    object["versions"] = basis::version_map();
    object["unsupported"] = json!(found.why);
    object["allocations"] = json!(found.rows);
    object
}
