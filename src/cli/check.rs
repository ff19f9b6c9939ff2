//! `offray check CERT`.

use std::path::{Path, PathBuf};

use super::options::{ReadArgs, TableArgs};
use super::{Failure, Globals, Outcome};
use crate::certify::check;
use crate::report::{checked_json, checked_text};

/// Verify a certificate from scratch, by interval evaluation alone
///
/// Every claim of the certificate is proved anew from its rows, by code that
/// shares nothing with the search that found it. With --runs the rows are those
/// of a table, which must be the ones that the certificate is about.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray check optimum.json
  offray check optimum.json --runs runs.csv --group c4

Exit status 1 where a claim is not confirmed, 2 where the runs are others.")]
pub struct Args {
    /// Certificate made by 'offray certify --out'; - reads standard input
    #[arg(value_name = "CERT")]
    path: PathBuf,
    /// Table of runs that it is about
    #[arg(long, value_name = "RUNS")]
    runs: Option<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// Reads, verifies and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let name = args.path.display();
    let text = read(&args.path, globals)?;
    if args.runs.is_none() && !args.read.is_empty() {
        return Err(Failure::usage(
            "options of a table say how to read it: name it with --runs RUNS",
        ));
    }
    let table = args
        .runs
        .as_ref()
        .map(|path| TableArgs { paths: vec![path.clone()], read: args.read.clone() });
    let runs = table.map(|table| table.read()).transpose()?;
    let bar = globals.progress(0, "checking");
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    let checked = check(&text, runs.as_ref());
    bar.finish_and_clear();
    let checked = checked.map_err(|error| Failure::input(format!("{name}: {error}")))?;
    globals.answer(|| checked_json(&checked), || checked_text(&checked))?;
    Ok(if checked.is_confirmed() { Outcome::Clean } else { Outcome::Findings })
}

/// Larger files are no certificates.
const LARGEST_MIB: u64 = 256;

fn read(path: &Path, globals: &Globals) -> Result<String, Failure> {
    let (name, bytes) = globals.read_bytes(path, LARGEST_MIB)?;
    match String::from_utf8(bytes) {
        Ok(text) if text.trim_start().starts_with('{') => Ok(text),
        _ => Err(Failure::input(format!(
            "{name}: not a certificate: no JSON object; 'offray certify RUNS --out CERT' writes one"
        ))),
    }
}
