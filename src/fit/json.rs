//! A fit for machines: `docs/schema/fit.schema.json`.

use serde_json::{Value, json};

use crate::number::{Interval, Mpfr, versions};

use super::{End, Ended, Fit, Held, InFormat, ProfileEnd, Profiles};

impl Fit {
    /// The object described by `docs/schema/fit.schema.json`.
    pub fn to_json(&self) -> Value {
        let number = |x: &Mpfr| Value::from(x.to_decimal(self.digits));
        // Outwards, one digit finer than the value.
        let down = |lo: &Mpfr, hi: &Mpfr| Interval::hull_of(lo, hi).lo_decimal(self.digits + 1);
        let up = |lo: &Mpfr, hi: &Mpfr| Interval::hull_of(lo, hi).hi_decimal(self.digits + 1);
        let digits = self.statistics_digits().min(self.digits);
        let short = |x: &Option<Mpfr>| match x {
            Some(x) => Value::from(x.to_decimal(digits)),
            None => Value::Null,
        };
        let parameters: Vec<Value> = self
            .parameters
            .iter()
            .map(|p| {
                let held = match &p.held {
                    Held::Free => "free".to_owned(),
                    Held::Fixed => "fixed".to_owned(),
                    Held::Tied(other) => format!("tied to {other}"),
                    Held::AtBound(End::Lower) => "at lower bound".to_owned(),
                    Held::AtBound(End::Upper) => "at upper bound".to_owned(),
                    Held::NotIdentified => "not identified".to_owned(),
                };
                let mut se = json!({
                    "gauss_newton": short(&p.se.gauss_newton),
                    "observed": short(&p.se.observed),
                    "sandwich": short(&p.se.sandwich),
                });
                if p.se.bootstrap.is_some() {
                    se["bootstrap"] = short(&p.se.bootstrap);
                }
                if p.held == Held::NotIdentified {
                    return json!({
                        "name": p.name, "value": null, "lo": "-inf", "hi": "inf",
                        "se": se, "held": held, "one_of_many": number(&p.value),
                    });
                }
                json!({
                    "name": p.name, "value": number(&p.value),
                    "lo": down(&p.lo, &p.hi), "hi": up(&p.lo, &p.hi), "se": se, "held": held,
                })
            })
            .collect();
        let twins: Vec<Value> = self
            .twins
            .iter()
            .map(|twin| {
                let parameters: Vec<Value> = twin
                    .parameters
                    .iter()
                    .map(|(name, value)| json!({"name": name, "value": number(value)}))
                    .collect();
                json!({
                    "parameters": parameters,
                    "objective_gap": number(&twin.objective_gap),
                    "exact": twin.exact,
                })
            })
            .collect();
        let gram = self.gram.as_ref().map(|gram| {
            let row = |row: &Vec<Option<Mpfr>>| row.iter().map(short).collect::<Vec<_>>();
            json!({
                "columns": gram.columns,
                "kappa": short(&gram.kappa),
                "kappa_eq": short(&gram.kappa_eq),
                "kappa_c": short(&gram.kappa_c),
                "eigenvalues": gram.eigenvalues.iter().map(|x| x.to_decimal(digits)).collect::<Vec<_>>(),
                "correlation": gram.correlation.iter().map(row).collect::<Vec<_>>(),
            })
        });
        json!({
            "schema": "offray.fit/1",
            "versions": versions().map(|(name, version)| (name.to_owned(), Value::from(version))).into_iter().collect::<serde_json::Map<_, _>>(),
            "data": {
                "sha256": self.data.sha256,
                "rows_sha256": self.data.rows_sha256,
                "rows": self.data.rows,
                "distinct": self.data.distinct,
            },
            "law": self.law.to_string(),
            "objective": self.objective.to_string(),
            "status": self.status.to_string(),
            "certified": self.certified,
            "bits": self.bits,
            "parameters": parameters,
            "twins": twins,
            "objective_value": {
                "lo": down(&self.objective_value.0, &self.objective_value.1),
                "hi": up(&self.objective_value.0, &self.objective_value.1),
            },
            "gram": gram,
            "kink": self.kink.as_ref().map(|kink| json!({
                "inside": kink.inside,
                "nearest": kink.nearest.to_decimal(digits),
            })),
            "profiles": self.profiles.as_ref().map(profiles_json),
            "remarks": self.remarks,
        })
    }
}

/// Significant digits of the ends of profile intervals, which are found in
/// doubles.
const END_DIGITS: usize = 8;

fn profiles_json(profiles: &Profiles) -> Value {
    let end = |end: &ProfileEnd| {
        let at = |kind: &str, x: f64| {
            let value = Mpfr::from_f64(53, x).to_decimal(END_DIGITS);
            json!({"end": kind, "value": value})
        };
        match end {
            ProfileEnd::Bounded(x) => at("bounded", *x),
            ProfileEnd::Open(x) => at("open", *x),
            ProfileEnd::Flat(x) => at("flat", *x),
            ProfileEnd::Undecided(why) => json!({"end": "undecided", "value": null, "why": why}),
        }
    };
    let parameters = profiles.parameters.iter();
    let parameters: Vec<Value> = parameters
        .map(|p| json!({"name": p.name, "lo": end(&p.lower), "hi": end(&p.upper)}))
        .collect();
    json!({
        "kind": if profiles.pseudo { "pseudo-profile" } else { "profile" },
        "level": profiles.level,
        "parameters": parameters,
    })
}

impl InFormat {
    /// The value of the key `in_format` of a fit's object.
    pub fn to_json(&self, fit: &Fit) -> Value {
        let names = fit.parameters.iter().map(|p| p.name);
        let parameters: Vec<Value> = names
            .zip(&self.theta)
            .zip(&self.digits)
            .map(|((name, value), digits)| {
                json!({"name": name, "value": value.to_decimal(self.decimals()), "digits": digits})
            })
            .collect();
        json!({
            "format": self.format.to_string(),
            "ended": self.ended.word(),
            "parameters": parameters,
            "relative_gap": self.relative_gap,
        })
    }
}

impl Ended {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Ended::Settled => "settled",
            Ended::Stalled => "stalled",
            Ended::Exhausted => "exhausted",
        }
    }
}
