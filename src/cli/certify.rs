//! `offray certify RUNS`.

use std::path::PathBuf;

use super::options::{ModelArgs, TableArgs};
use super::{Failure, Globals, Outcome};
use crate::certify::{Certificate, Ends, Options, certify, global};
use crate::fit::{Constraints, Problem};
use crate::report::certified_text;

/// Enclose an optimum to any number of digits, with a proof
///
/// Proves that an optimum exists between the printed ends, that it is a strict
/// minimum, and that there is no other in a stated box; encloses its standard
/// errors, objective and spectrum. What cannot be proved is said so. Data are
/// read as exact decimals.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray certify runs.csv
  offray certify runs.csv --objective log-sse --digits 100 --json
  offray certify runs.csv --objective sse --global --box alpha=0.05:1,beta=0.05:1
  offray certify runs.csv --out optimum.json && offray check optimum.json --runs runs.csv

Exit status 1 where nothing could be certified, or the box of --global is undecided.")]
pub struct Args {
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    model: ModelArgs,
    /// Prove that no point of --box is lower (objective sse)
    #[arg(long, requires = "region")]
    global: bool,
    /// The region of --global, by exponents; linear parameters are not negative
    #[arg(
        long = "box",
        id = "region",
        value_name = "NAME=LOW:HIGH,…",
        value_delimiter = ',',
        requires = "global"
    )]
    region: Vec<String>,
    /// Write a certificate, for 'offray check'
    #[arg(long, value_name = "CERT")]
    out: Option<PathBuf>,
}

/// Reads, proves, prints, and writes the certificate.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let law = args.model.law();
    let constraints = args.model.constraints()?;
    let start = args.model.start(&law, &constraints)?;
    let region = region(&args.region)?;
    let runs = args.table.read()?;
    let input = |error| Failure::input(format!("{}: {error}", args.table.name()));
    let problem =
        Problem::new(&law, &runs, &args.model.objective(), &constraints).map_err(input)?;
    let options = Options {
        digits: globals.digits_or(30) as usize,
        bits: globals.bits,
        start,
        seed: globals.seed,
    };
    let mut undecided = false;
    let bar = globals.progress(0, "certifying");
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    let mut answer = certify(&problem, &options);
    if let (true, Ok(answer)) = (args.global, &mut answer) {
        let told = |done: usize, open: usize| {
            bar.set_length((done + open) as u64);
            bar.set_position(done as u64);
        };
        match global(&problem, answer, &region, &told) {
            Ok(found) => answer.raise(found),
            Err(why) => {
                answer.fit.remarks.push(format!("nothing is known of the box: {why}"));
                undecided = true;
            }
        }
    }
    let certificate = match (&answer, &args.out) {
        (Ok(answer), Some(_)) if answer.proof.is_some() => Some(Certificate::new(&problem, answer)),
        _ => None,
    };
    bar.finish_and_clear();
    let answer = answer.map_err(input)?;
    match (certificate.transpose(), &args.out) {
        (Ok(Some(certificate)), Some(path)) => {
            super::write_file(path, certificate.to_text().as_bytes())?;
        }
        (Err(claims), _) => {
            return Err(Failure::Resources(format!(
                "no certificate was written: the checker does not confirm {}; a higher --bits may help",
                claims.join(", ")
            )));
        }
        _ => {}
    }
    let outcome =
        if answer.proof.is_some() && !undecided { Outcome::Clean } else { Outcome::Findings };
    let text =
        if globals.json { format!("{}\n", answer.to_json()) } else { certified_text(&answer) };
    super::print(&text)?;
    Ok(outcome)
}

/// `--box`: both ends of every range.
fn region(given: &[String]) -> Result<Vec<(String, Ends)>, Failure> {
    let mut ranges = Constraints::default();
    for text in given {
        ranges.bound(text).map_err(|error| Failure::usage(format!("--box: {error}")))?;
    }
    let closed = |(name, lo, hi)| match (lo, hi) {
        (Some(lo), Some(hi)) if lo < hi => Ok((name, Ends { lo, hi })),
        _ => Err(Failure::usage(format!(
            "--box: the range of {name} needs a lower and a larger upper end, as in {name}=0.05:1"
        ))),
    };
    ranges.bounds.into_iter().map(closed).collect()
}
