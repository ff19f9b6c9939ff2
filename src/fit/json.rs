//! A fit for machines: `docs/schema/fit.schema.json`.

use serde_json::{Value, json};

use crate::number::{Compare, Interval, Mpfr, Scalar, versions};

use crate::fit::answer::fit::{Covariance, End, ErrorKind, Fit, Held};
use crate::fit::answer::profiles::{ProfileEnd, Profiles};
use crate::fit::in_format::{Ended, InFormat};
use crate::fit::uncertainty::intervals::Convention;

impl Fit {
    /// The object described by `docs/schema/fit.schema.json`.
    pub fn to_json(&self, intervals: &Convention) -> Value {
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
                    "huber": short(&p.se.huber),
                    "smoothed": short(&p.se.smoothed),
                    "clustered": short(&p.se.clustered),
                });
                let interval = self.interval(p, intervals);
                if p.se.bootstrap.is_some() {
                    se["bootstrap"] = short(&p.se.bootstrap);
                }
                if p.held == Held::NotIdentified {
                    return json!({
                        "name": p.name, "value": null,
                        "enclosure": {"lo": "-inf", "hi": "inf"},
                        "interval": null, "se": se, "held": held, "one_of_many": number(&p.value),
                    });
                }
                json!({
                    "name": p.name, "value": number(&p.value),
                    "enclosure": {"lo": down(&p.lo, &p.hi), "hi": up(&p.lo, &p.hi)},
                    "interval": interval, "se": se, "held": held, "open": p.open,
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
            "covariance": self.covariance.as_ref().map(|c| covariance_json(c, digits)),
            "small_sample_factor": short(&self.small_sample_factor),
            "bootstrap": self.replicates.as_ref().map(|found| json!({
                "resample": found.what,
                "drawn_from": found.drawn_from,
                "refits": found.refits,
                "unsolved": found.unsolved,
                "at_edge": found.at_edge,
                "searched_everywhere": found.elsewhere.0,
                "lower_elsewhere": found.elsewhere.1,
            })),
            "profiles": self.profiles.as_ref().map(profiles_json),
            "remarks": self.remarks,
        })
    }
}

/// Significant digits of the ends of profile intervals, which are found in
/// doubles.
const END_DIGITS: usize = 8;

/// Covariance and correlation of the estimates by every definition.
fn covariance_json(covariance: &Covariance, digits: usize) -> Value {
    let mut object = json!({"columns": covariance.columns});
    for kind in ErrorKind::ALL {
        let entry = kind.matrix(covariance).map(|c| {
            let q = c.rows();
            let rows = |f: &dyn Fn(usize, usize) -> Value| -> Value {
                (0..q).map(|i| (0..q).map(|j| f(i, j)).collect::<Value>()).collect()
            };
            let number = |x: &Mpfr| match x.is_finite() {
                true => Value::from(x.to_decimal(digits)),
                false => Value::Null,
            };
            let correlation = |i: usize, j: usize| {
                if i == j {
                    return Value::from("1");
                }
                number(&(&c[(i, j)] / (&c[(i, i)] * &c[(j, j)]).sqrt()))
            };
            json!({
                "covariance": rows(&|i, j| number(&c[(i, j)])),
                "correlation": rows(&correlation),
            })
        });
        object[kind.name().replace('-', "_")] = entry.unwrap_or(Value::Null);
    }
    object
}

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
