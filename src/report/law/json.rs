//! A law as a JSON object, schema `offray.law/1`.

use serde_json::{Map, Value, json as object};

use super::{Sheet, latex, python, rocq};
use crate::law::Law;
use crate::number::{Notation, Symbol, versions};

/// The object for one law.
pub fn json(sheet: &Sheet) -> Value {
    with_head(describe(sheet))
}

/// One object with every law in `laws`.
pub fn json_list() -> Value {
    let laws: Vec<Value> = Law::all().iter().map(|law| describe(&Sheet::new(law))).collect();
    with_head(object!({ "laws": laws }))
}

fn with_head(body: Value) -> Value {
    let versions: Map<String, Value> =
        versions().into_iter().map(|(name, version)| (name.into(), version.into())).collect();
    let mut whole = Map::new();
    whole.insert("schema".into(), "offray.law/1".into());
    whole.insert("versions".into(), versions.into());
    if let Value::Object(body) = body {
        whole.extend(body);
    }
    whole.into()
}

fn describe(sheet: &Sheet) -> Value {
    let about = sheet.law.about();
    let names = |indices: &[usize]| -> Vec<&str> {
        indices.iter().map(|i| about.parameters[*i].name).collect()
    };
    let by_parameter = |formulas: &[Symbol]| -> Map<String, Value> {
        let pairs = about.parameters.iter().zip(formulas);
        pairs.map(|(p, x)| (p.name.into(), notations(x))).collect()
    };
    let parameters: Vec<Value> = about
        .parameters
        .iter()
        .map(|p| {
            object!({
                "name": p.name, "symbol": p.symbol, "latex": p.latex, "role": p.role.name(),
                "unit": p.unit, "meaning": p.meaning,
            })
        })
        .collect();
    let sizes: Vec<Value> = sheet
        .sizes
        .iter()
        .map(|(s, _)| {
            object!({
                "name": s.name, "symbol": s.symbol, "latex": s.latex,
                "unit": s.unit, "meaning": s.meaning,
            })
        })
        .collect();
    let sets: Vec<Value> = sheet
        .law
        .published()
        .into_iter()
        .map(|set| {
            let values: Map<String, Value> = about
                .parameters
                .iter()
                .zip(set.values)
                .map(|(p, v)| (p.name.into(), Value::String((*v).into())))
                .collect();
            object!({ "name": set.name, "source": set.source, "parameters": values })
        })
        .collect();
    object!({
        "law": sheet.law.to_string(),
        "name": about.name,
        "citation": about.citation,
        "domain": about.domain,
        "published_formula": about.formula,
        "formula": notations(&sheet.loss),
        "gradient": by_parameter(&sheet.gradient),
        "parameters": parameters,
        "sizes": sizes,
        "gaps": sheet.gaps.iter().map(notations).collect::<Vec<_>>(),
        "ray_exponent": sheet.has_rays().then(|| notations(&sheet.ray_exponent)),
        "psi": sheet.psi.as_ref().map(notations),
        "reduced": about.reduced,
        "twins": sheet.twins.iter().map(|twin| by_parameter(twin)).collect::<Vec<_>>(),
        "pair": names(about.pair),
        "linear": names(about.linear),
        "ray_columns": names(about.ray_columns),
        "published": sets,
        "modules": { "latex": latex(sheet), "python": python(sheet), "rocq": rocq(sheet) },
    })
}

fn notations(x: &Symbol) -> Value {
    object!({
        "unicode": x.print(Notation::Unicode),
        "latex": x.print(Notation::Latex),
        "python": x.print(Notation::Python),
        "rocq": x.print(Notation::Rocq),
    })
}
