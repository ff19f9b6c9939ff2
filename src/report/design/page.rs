//! Checks of designs and the table of R_min, as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::design::Check;
use crate::geometry::{Conditioning, Sloppy};
use crate::law::Law;
use crate::number::{Exact, Interval, Truth, versions};
use crate::report::text::number::{significant, told_from};
use crate::report::text::page::wrapped;

/// What a law makes of a design: its pair's and its full model's geometry.
#[derive(Clone, Debug)]
pub struct LawCheck {
    /// The law.
    pub law: Law,
    /// Its parameters.
    pub theta: Vec<Exact>,
    /// Whose they are, in words: `the published set kaplan-joint (…)`.
    pub whose: String,
    /// The columns that become parallel on a ray.
    pub pair: Conditioning,
    /// The columns of the full model.
    pub full: Conditioning,
    /// The same with N and D in units of their geometric means over the runs.
    pub centred: Conditioning,
    /// The full model's sloppy direction.
    pub sloppy: Option<Sloppy>,
    /// The design in words.
    pub design: String,
}

pub(in crate::report) fn head(schema: &str) -> Map<String, Value> {
    let versions: Map<String, Value> =
        versions().into_iter().map(|(name, version)| (name.into(), version.into())).collect();
    let mut whole = Map::new();
    whole.insert("schema".into(), schema.into());
    whole.insert("versions".into(), versions.into());
    whole
}

fn truth(answer: Truth) -> Value {
    match answer {
        Truth::True => true.into(),
        Truth::False => false.into(),
        Truth::Unknown => Value::Null,
    }
}

fn number(x: &Interval, digits: usize) -> Value {
    x.mid().to_decimal(digits).into()
}

pub(in crate::report) fn or_null(x: &Option<Interval>, digits: usize) -> Value {
    x.as_ref().map_or(Value::Null, |x| number(x, digits))
}

/// The number, or "inf" for None.
fn or_infinite(x: &Option<Interval>, digits: usize) -> Value {
    x.as_ref().map_or_else(|| "inf".into(), |x| number(x, digits))
}

/// An exact number rounded to `digits` digits, or as it is where shorter.
fn rounded(x: &Exact, digits: usize) -> String {
    let bits = 64 + 4 * digits as u32;
    let short = x.to_string();
    if short.len() <= digits && !short.contains('/') {
        return short;
    }
    Interval::new(bits, x).mid().to_decimal(digits)
}

fn condition_number(c: &Conditioning, eq: bool, digits: usize) -> Value {
    let value = if eq { c.kappa_eq() } else { c.kappa() };
    match (value, c.singular()) {
        (Some(x), _) => number(&x, digits),
        (None, Truth::True) => "inf".into(),
        (None, _) => Value::Null,
    }
}

fn conditioning(c: &Conditioning, law: &Law, digits: usize) -> Value {
    let names: Vec<&str> = c.columns.iter().map(|&j| law.about().parameters[j].name).collect();
    // What rounding leaves of a zero is no value; the enclosure says how far it
    // may be from zero.
    let value = |x: &Interval| match x.contains_zero() {
        true => Value::from("0"),
        false => number(x, digits),
    };
    let enclosure = |x: &Interval| {
        json!({
            "value": value(x), "lo": x.lo_decimal(digits), "hi": x.hi_decimal(digits),
        })
    };
    json!({
        "parameters": names,
        "kappa": condition_number(c, false, digits),
        "kappa_eq": condition_number(c, true, digits),
        "eigenvalues": c.raw.eigenvalues.iter().map(value).collect::<Vec<_>>(),
        "eigenvalue_enclosures": c.raw.eigenvalues.iter().map(enclosure).collect::<Vec<_>>(),
        "singular": truth(c.singular()),
        "why_singular": c.dependences.iter().map(|d| d.reason.as_str()).collect::<Vec<_>>(),
        "vif": c.vif().map(|v| v.iter().map(|x| number(x, digits)).collect::<Vec<_>>()),
        "bits": c.bits,
    })
}

/// The object described by `docs/schema/design.schema.json`.
pub fn json(check: &Check, law: Option<&LawCheck>, digits: usize) -> Value {
    let mut whole = head("offray.design/1");
    let mut put = |key: &str, value: Value| {
        whole.insert(key.into(), value);
    };
    let rays: Vec<Value> = check
        .ratios
        .iter()
        .zip(&check.shares)
        .map(|(k, share)| json!({"k": k.to_string(), "share": share}))
        .collect();
    put("rays", rays.into());
    put("beta", check.beta.to_string().into());
    put("v_k", number(&check.coverage.v, digits));
    put("tau_k", number(&check.tau, digits));
    put("kappa_target", check.kappa_target.to_string().into());
    put("passes_paper", truth(check.passes_paper));
    put("kappa", or_infinite(&check.kappa, digits));
    put("kappa_eq", or_infinite(&check.kappa_eq, digits));
    put("passes", truth(check.passes));
    put("r", rounded(&check.r, digits).into());
    put("r_min", or_null(&check.r_min, digits));
    put("r_min_best", or_null(&check.r_min_best, digits));
    put("best_low_share", or_null(&check.best_low_share, digits));
    if let Some(found) = law {
        let names = found.law.about().parameters.iter().map(|p| p.name.to_owned());
        let values = found.theta.iter().map(|x| Value::from(x.to_string()));
        put("law", found.law.about().id.into());
        put("params", names.zip(values).collect::<Map<_, _>>().into());
        put("design", found.design.clone().into());
        put("pair", conditioning(&found.pair, &found.law, digits));
        let mut full = conditioning(&found.full, &found.law, digits);
        let vif = found.centred.vif();
        full["vif"] = vif.map(|v| v.iter().map(|x| number(x, digits)).collect::<Vec<_>>()).into();
        full["kappa_c"] = condition_number(&found.centred, true, digits);
        put("full", full);
        put("passes_at_gap", truth(found.pair.passes(&check.kappa_target)));
        let sloppy = found.sloppy.as_ref().map(|s| {
            let names = s.parameters.iter().map(|&j| found.law.about().parameters[j].name);
            json!({
                "parameters": names.collect::<Vec<_>>(),
                "scaled": s.scaled, "percent": s.percent, "loss_change": s.loss_change,
                "text": s.words,
            })
        });
        put("sloppy", sloppy.into());
    }
    whole.into()
}

fn verdict(answer: Truth) -> &'static str {
    match answer {
        Truth::True => "pass",
        Truth::False => "fail",
        Truth::Unknown => "undecided",
    }
}

pub(in crate::report) fn shown(x: &Option<Interval>, none: &str, digits: usize) -> String {
    x.as_ref().map_or_else(|| none.into(), |x| significant(&x.mid().to_decimal(digits), digits))
}

/// The check as a page for a terminal.
pub fn page(check: &Check, law: Option<&LawCheck>, digits: usize) -> String {
    let target = &check.kappa_target;
    let listed = |x: &Interval| significant(&x.mid().to_decimal(digits), digits);
    let rays: Vec<String> = check
        .ratios
        .iter()
        .zip(&check.shares)
        .map(|(k, share)| if *share == 1 { k.to_string() } else { format!("{k} (×{share})") })
        .collect();
    let mut text = format!(
        "Rays D/N = {}; exponent on the ratio β = {}; target κ ≤ {target}\n\n",
        rays.join(", "),
        check.beta
    );
    let mut line = |name: &str, value: String, remark: &str| {
        let _ = writeln!(text, "{}", format!("  {name:<22}{value:<16}{remark}").trim_end());
    };
    line(
        "κ_eq, limit of ε → 0",
        shown(&check.kappa_eq, "infinite", digits),
        &format!("both exponents {}; the same in all units", check.beta),
    );
    line("κ, limit of ε → 0", shown(&check.kappa, "infinite", digits), "in these units");
    line("V_K", listed(&check.coverage.v), "");
    let paper = match check.columns {
        2 => format!("the paper's V_K ≥ τ_K: {}", verdict(check.passes_paper)),
        _ => "the paper's test is of two columns".into(),
    };
    line("τ_K", listed(&check.tau), &paper);
    line("R = k_max/k_min", rounded(&check.r, digits), "");
    let groups = match check.columns {
        2 => "two groups, κ_eq at the target",
        _ => "two groups never tell three columns apart",
    };
    line("R_min, equal groups", shown(&check.r_min, "none", digits), groups);
    let share = check.best_low_share.as_ref().map_or_else(String::new, |x| {
        let percent = crate::number::Compare::to_f64(x) * 100.0;
        format!("with {percent:.1} % of the runs on the low ray")
    });
    line("R_min, best shares", shown(&check.r_min_best, "none", digits), &share);
    if let Some(found) = law {
        let _ = writeln!(
            text,
            "\n{}{}\n",
            wrapped(&format!("{} at {}", found.law.about().name, found.whose), 0),
            found.design
        );
        let few = if found.pair.columns.len() > 2 { "triple" } else { "pair" };
        for (name, c) in [(few, &found.pair), ("full model", &found.full)] {
            let names: Vec<&str> =
                c.columns.iter().map(|&j| found.law.about().parameters[j].symbol).collect();
            let infinite = c.singular().is_true();
            let value = |x: Option<Interval>| match (x, infinite) {
                (Some(x), _) => listed(&x),
                (None, true) => "infinite".into(),
                (None, false) => "cannot be told from singular".into(),
            };
            let _ = writeln!(text, "  {name} ({})", names.join(", "));
            let _ = writeln!(text, "    κ_eq  {}", value(c.kappa_eq()));
            if name == "full model" {
                let _ = writeln!(text, "    κ_c   {}", value(found.centred.kappa_eq()));
            }
            let _ = writeln!(text, "    κ     {}", value(c.kappa()));
            // What rounding leaves of a zero is no number to print.
            let eigenvalue = |(i, x): (usize, &Interval)| match x.contains_zero() {
                false => listed(x),
                true if i < c.zeros() => "0".into(),
                true => "(not told from 0)".into(),
            };
            let eigenvalues: Vec<String> =
                c.raw.eigenvalues.iter().enumerate().map(eigenvalue).collect();
            let line = format!("    eigenvalues  {}", eigenvalues.join("  "));
            let _ = write!(text, "{}", wrapped(&line, 17));
            for reason in &c.dependences {
                let line = format!("    singular: {}", reason.reason);
                let _ = write!(text, "{}", wrapped(&line, 6));
            }
        }
        if let Some(sloppy) = &found.sloppy {
            let _ = write!(text, "\n{}", wrapped(&format!("  {}.", sloppy.words), 2));
        }
    }
    let _ = write!(text, "\n{}", wrapped(&sentence(check, law), 0));
    text
}

/// The verdict in a sentence.
fn sentence(check: &Check, law: Option<&LawCheck>) -> String {
    let target = &check.kappa_target;
    let three = |x: &Interval| significant(&x.mid().to_decimal(5), 3);
    let apart =
        |x: &Interval, target: &Exact| told_from(&x.mid().to_decimal(40), &rounded(target, 40));
    let all = law.map_or("the pair".into(), |found| {
        let about = found.law.about();
        let names: Vec<&str> =
            found.pair.columns.iter().map(|&j| about.parameters[j].symbol).collect();
        crate::report::text::words::list(&names)
    });
    let mut text = match (&check.kappa_eq, check.passes) {
        (None, _) if check.columns == 2 => {
            "Fail: one ray cannot separate the pair, however many runs it has.".to_string()
        }
        (None, Truth::False) => format!(
            "Fail: at equal exponents {} ray{} cannot separate {all}, however many runs there are: \
             {} columns need as many rays, and powers of k that differ.",
            check.ratios.len(),
            if check.ratios.len() == 1 { "" } else { "s" },
            check.columns
        ),
        (None, _) => "Undecided: κ_eq cannot be told from infinite.".to_string(),
        (Some(kappa), Truth::True) => {
            format!("Pass: κ_eq = {} is at most {target}.", apart(kappa, target))
        }
        (Some(kappa), Truth::False) => {
            format!("Fail: κ_eq = {} exceeds {target}.", apart(kappa, target))
        }
        (Some(_), Truth::Unknown) => format!("Undecided: κ_eq and {target} agree to all digits."),
    };
    if check.passes.is_false() && check.columns == 2 {
        match &check.r_min {
            Some(r) => {
                let _ = write!(text, " Two equal groups pass from k_max/k_min = {} on.", three(r));
            }
            None => text.push_str(" No two equal groups pass a target this low."),
        }
    }
    if let Some(found) = law {
        let given = match found.pair.passes(target) {
            Truth::True => "passes",
            Truth::False => "fails",
            Truth::Unknown => "is undecided",
        };
        let what = if check.columns == 2 { "the pair" } else { "the triple" };
        let _ = write!(text, " At the law's own gap {what} {given}.");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::design::{table_json, table_page};

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    fn check(ratios: &[&str], target: &str) -> Check {
        let ratios: Vec<Exact> = ratios.iter().map(|k| exact(k)).collect();
        Check::new(&ratios, &exact("0.28"), &exact(target), 8)
    }

    #[test]
    fn every_required_key_is_there() {
        let schema: Value =
            serde_json::from_str(include_str!("../../../docs/schema/design.schema.json"))
                .expect("a schema");
        let object = json(&check(&["20", "100"], "50"), None, 8);
        for key in schema["required"].as_array().expect("a list") {
            assert!(!object[key.as_str().expect("a name")].is_null(), "{key}");
        }
        assert_eq!(object["kappa_eq"], "83.455278");
        assert_eq!((&object["passes"], &object["r"]), (&Value::from(false), &Value::from("5")));
        let one = json(&check(&["20"], "5"), None, 8);
        assert_eq!((&one["kappa"], &one["r_min"]), (&Value::from("inf"), &Value::Null));
    }

    #[test]
    fn the_last_paragraph_is_a_verdict() {
        for (ratios, target, verdict) in [
            (
                &["20", "100"][..],
                "50",
                "Fail: κ_eq = 83.5 exceeds 50. Two equal groups pass from k_max/k_min = 8.35 on.",
            ),
            (&["20", "100"], "90", "Pass: κ_eq = 83.5 is at most 90."),
            (&["20", "100"], "83.5", "Pass: κ_eq = 83.46 is at most 83.5."),
            (
                &["20"],
                "5",
                "Fail: one ray cannot separate the pair, however many runs it has. No two equal groups pass a target this low.",
            ),
        ] {
            let page = page(&check(ratios, target), None, 6);
            let last = page.trim_end().rsplit("\n\n").next().expect("a paragraph");
            assert_eq!(last.replace('\n', " "), verdict);
        }
        assert!(page(&check(&["20", "20", "100"], "50"), None, 6).contains("20 (×2), 100"));
    }

    #[test]
    fn the_table_shows_what_cannot_pass() {
        let rows = crate::design::r_min_table(&[exact("1")], &[exact("50")], &exact("20"), 5);
        let text = table_page(&rows, &exact("20"), 5);
        assert!(text.lines().last().expect("a row").contains("1.8114"), "{text}");
        assert!(text.contains('–'));
        let object = table_json(&rows, &exact("20"), 5);
        assert_eq!(object["rows"][0]["equal"], "1.8114");
        assert!(object["rows"][0]["paper"].is_null());
    }
}
