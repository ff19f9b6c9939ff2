//! The oracle: values against another engine, the stream under any input, the
//! scores of answers whose worth is known.

mod eval;
mod score;
mod stream;

use std::process::Output;
use std::time::Duration;

use assert_cmd::Command;
use offray::law::{Law, Point};
use offray::number::Exact;
use serde_json::Value;

fn offray() -> Command {
    let mut command = Command::cargo_bin("offray").expect("the command is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("COLUMNS");
    command.timeout(Duration::from_secs(120));
    command
}

fn run(args: &[&str], input: &[u8]) -> Output {
    offray().args(args).write_stdin(input).output().expect("it runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// A request as a line.
fn request(law: &Law, theta: &[Exact], at: &Point<Exact>, digits: u32) -> String {
    let names = law.about().parameters.iter().map(|p| p.name);
    let params: serde_json::Map<String, Value> =
        names.zip(theta).map(|(name, x)| (name.to_owned(), Value::from(x.to_string()))).collect();
    serde_json::json!({
        "law": law.to_string(), "params": params, "digits": digits,
        "n": at.n.to_string(), "d": at.d.to_string(), "unique_tokens": at.unique.to_string(),
    })
    .to_string()
}
