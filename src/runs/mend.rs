//! What to type instead: hints that can be pasted into a shell, and that never
//! take a column for a quantity that its name says it is not.

use super::error::shortened;
use super::names::Quantity;
use super::nearest;
use super::plan::Header;

/// A word as a shell takes it.
///
/// ```
/// use offray::runs::quoted;
/// assert_eq!(quoted("n=params"), "n=params");
/// assert_eq!(quoted("n=params (M)"), "'n=params (M)'");
/// assert_eq!(quoted("it's"), r"'it'\''s'");
/// ```
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./=:,+-@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// `--columns KEY=NAME`, to be pasted.
pub(super) fn mapping(key: &str, name: &str) -> String {
    let name = &shortened(name.trim());
    match key {
        "compute" | "tpp" => format!("--{key} {}", quoted(name)),
        _ if name.contains([',', '"']) => {
            let pair = format!("\"{key}={}\"", name.replace('"', "\"\""));
            format!("--columns {}", quoted(&pair))
        }
        _ => format!("--columns {}", quoted(&format!("{key}={name}"))),
    }
}

/// A name as a formula takes it.
fn in_formula_as(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let begins = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if plain && begins { name.into() } else { format!("`{name}`") }
}

/// The columns there, for somebody who has to choose.
pub(super) fn columns(header: &Header<'_>) -> String {
    let list = header.names.iter().map(|n| n.trim()).filter(|n| !n.is_empty());
    let list: Vec<String> = list.take(20).map(shortened).collect();
    format!("(columns: {})", list.join(", "))
}

/// Names that might be meant: those that do not say what else they are.
fn silent<'a>(header: &'a Header<'_>) -> Vec<&'a str> {
    let named = header.names.iter().zip(&header.said);
    named.filter(|(_, said)| said.quantity.is_none()).map(|(name, _)| name.trim()).collect()
}

/// A mapped name that is not there.
pub(super) fn misspelt(header: &Header<'_>, key: &str, given: &str) -> String {
    let names: Vec<&str> =
        header.names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()).collect();
    match nearest(given, names) {
        Some(near) => format!("did you mean '{near}'? then say {}", mapping(key, near)),
        None => format!("say which column it is with {} {}", mapping(key, "NAME"), columns(header)),
    }
}

/// Several columns that a role could be.
pub(super) fn ambiguous(header: &Header<'_>, key: &str, found: &[usize]) -> String {
    let choices: Vec<String> =
        found.iter().map(|at| mapping(key, header.names[*at].trim())).collect();
    format!("say {}", choices.join(" or "))
}

/// A role that no column fills.
pub(super) fn missing(header: &Header<'_>, key: &str) -> String {
    if header.names.iter().all(|name| name.trim().is_empty()) {
        return "the first line names no column: begin with a header, n_params,n_tokens,loss"
            .into();
    }
    let first = |quantity| header.holding(quantity).first().map(|at| header.names[*at].trim());
    let derived = match key {
        "d" => tokens(header),
        "n" => match (first(Quantity::Compute), first(Quantity::D)) {
            (Some(c), Some(d)) => {
                let formula = format!("n = {}/(6*{})", in_formula_as(c), in_formula_as(d));
                Some(format!("from compute and tokens it is --let {}", quoted(&formula)))
            }
            _ => None,
        },
        "loss" => [Quantity::Perplexity, Quantity::Bits, Quantity::Accuracy]
            .into_iter()
            .find_map(|q| header.holding(q).first().map(|at| no_loss(header, *at))),
        _ => None,
    };
    if let Some(derived) = derived {
        return derived;
    }
    let usual: &[&str] = match key {
        "n" => &["n_params", "params", "parameters"],
        "d" => &["n_tokens", "tokens"],
        _ => &["loss", "val_loss"],
    };
    let names = silent(header);
    let near = usual.iter().find_map(|usual| nearest(usual, names.iter().copied()));
    match near {
        Some(near) => format!("did you mean '{near}'? then say {}", mapping(key, near)),
        None => {
            let constant = match key {
                "n" | "d" => format!("; one value for all runs is --let {key}=1e9"),
                _ => String::new(),
            };
            format!(
                "say which column it is with {}{constant} {}",
                mapping(key, "NAME"),
                columns(header)
            )
        }
    }
}

/// How tokens are had from what is there.
fn tokens(header: &Header<'_>) -> Option<String> {
    let first = |quantity| header.holding(quantity).first().map(|at| header.names[*at].trim());
    if let Some(tpp) = first(Quantity::TokensPerParameter) {
        let name = shortened(tpp);
        return Some(format!("from '{name}' it is {} (D = kN)", mapping("tpp", tpp)));
    }
    if let Some(compute) = first(Quantity::Compute) {
        let name = shortened(compute);
        return Some(format!("from '{name}' it is {} (D = C/(6N))", mapping("compute", compute)));
    }
    let (batch, steps) = (first(Quantity::Batch)?, first(Quantity::Steps)?);
    let [batch, steps] = [batch, steps].map(in_formula_as);
    let formula = match first(Quantity::Sequence) {
        Some(seq) => format!("d = {batch}*{steps}*{}", in_formula_as(seq)),
        None => format!("d = {batch}*{steps}*2048"),
    };
    let note = match first(Quantity::Sequence) {
        Some(_) => "",
        None => " with your sequence length",
    };
    Some(format!("from batch and steps it is --let {}{note}", quoted(&formula)))
}

/// A column that is no loss in nats, and how it becomes one.
pub(super) fn no_loss(header: &Header<'_>, at: usize) -> String {
    let name = header.names[at].trim();
    let map = mapping("loss", name);
    let shown = shortened(name);
    match header.said[at].quantity {
        Some(Quantity::Perplexity) => format!(
            "'{shown}' is the exponential of a loss by its name: {map} --loss-unit ppl takes its \
             logarithm"
        ),
        Some(Quantity::Bits) => format!(
            "'{shown}' is in bits by its name: {map} --loss-unit bits makes nats of it, \
             --loss-unit nats leaves it as it is"
        ),
        _ => format!(
            "'{shown}' is no loss by its name: name a column of losses, or say {map} --loss-unit \
             nats if it is one all the same"
        ),
    }
}

/// A name in a formula that is no column.
pub(super) fn in_formula(header: &Header<'_>, formula: &str, given: &str) -> String {
    let names: Vec<&str> =
        header.names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()).collect();
    let near = nearest(given, names)
        .map(|near| format!("did you mean {}? ", in_formula_as(near)))
        .unwrap_or_default();
    format!(
        "--let {formula} speaks of it: {near}names of other characters go in backquotes {}",
        columns(header)
    )
}
