//! Predictions for machines: `docs/schema/predict.schema.json`.

use serde_json::{Value, json};

use super::basis;
use crate::forecast::Forecasts;

/// The object that `offray predict --json` prints.
pub fn predict_json(found: &Forecasts) -> Value {
    let mut object = basis::json("offray.predict/1", &found.options, &found.standing);
    object["predictions"] = json!(found.predicted);
    let measured = found.measured().count();
    object["measured"] = match measured {
        0 => Value::Null,
        _ => {
            let inside = found.inside();
            let share = |(inside, of): (usize, usize)| json!({"inside": inside, "of": of});
            let off = found.off();
            json!({
                "count": measured,
                "mean_off": off.map(|off| off.0),
                "rms_off": off.map(|off| off.1),
                "inside": {
                    "mean": share(inside.mean),
                    "new_run": share(inside.new_run),
                    "jackknife_plus": share(inside.jackknife_plus),
                },
            })
        }
    };
    object
}
