//! `offray certify RUNS`.

use std::path::{Path, PathBuf};

use super::options::{ModelArgs, TableArgs, level, refused};
use super::{Failure, Files, Globals, Outcome, options};
use crate::certify::{
    Certificate, Ends, Options, Progress, Unfinished, certify, global, one_variable, profile_ends,
};
use crate::fit::{Constraints, Problem};
use crate::law::{Law, Role, meant};
use crate::report::{certified_text, rocq_optimum};

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
  offray certify runs.csv --objective sse --profile
  offray certify runs.csv --global --box alpha=0.05:1,beta=0.05:1
  offray certify moe.csv --formula 'E + A*n_params^-alpha*experts^-beta' --out moe.json
  offray certify runs.csv --out optimum.json && offray check optimum.json --runs runs.csv
  offray certify runs.csv --objective sse --fix E=1.8,A=480,B=2100,beta=0.37 --rocq alpha.v

Exit status 1 where nothing could be certified, or the box of --global is undecided.")]
pub struct Args {
    #[command(flatten)]
    pub(super) table: TableArgs,
    #[command(flatten)]
    model: ModelArgs,
    /// Prove that no point of --box is lower, or say how far that is proved
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
    /// Keep what --global has still to do in FILE, and go on from it where it exists
    #[arg(long, value_name = "FILE", requires = "global")]
    resume: Option<PathBuf>,
    /// Profile intervals too, their ends enclosed: how far each parameter can move, the others
    /// following, before the objective has risen by more than --level allows
    #[arg(long)]
    profile: bool,
    /// Coverage of profile intervals, between 0 and 1
    #[arg(long, value_name = "LEVEL", default_value = "0.95", value_parser = level)]
    level: f64,
    /// Write a certificate, for 'offray check'
    #[arg(long, value_name = "CERT")]
    out: Option<PathBuf>,
    /// Write the optimum in one free parameter as a theorem for Rocq (sse, log-sse)
    #[arg(long, value_name = "FILE.v")]
    rocq: Option<PathBuf>,
}

/// Reads, proves, prints, and writes the certificate.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let (law, read) = args.model.law_for(&args.table)?;
    let constraints = args.model.constraints(&law)?;
    let start = args.model.start(&law, &constraints)?;
    let region = region(&args.region, &law)?;
    (args.table.paths.iter())
        .fold(Files::default(), |files, path| files.reading(path))
        .writing("--out", args.out.as_deref())?
        .writing("--rocq", args.rocq.as_deref())?
        .writing("--resume", args.resume.as_deref())?;
    let runs = read.map_or_else(|| args.table.read_for(&law), Ok)?;
    let input = |error| refused(&args.table, &error);
    let problem =
        Problem::new(&law, &runs, &args.model.objective(), &constraints).map_err(input)?;
    let options = Options {
        digits: globals.digits_or(30) as usize,
        bits: globals.bits,
        start,
        seed: globals.seed,
    };
    let before = args.resume.as_deref().map(put_aside).transpose()?.flatten();
    // What can be told before the time is spent.
    if let Some((before, path)) = before.as_ref().zip(args.resume.as_ref()) {
        before.concerns(&problem, &region).map_err(|e| unusable(path, &e))?;
    }
    let theorem = args.rocq.as_ref().map(|_| theorem(&problem, options.digits, globals));
    let theorem = theorem.transpose()?;
    let mut undecided = false;
    let bar = globals.progress(0, "certifying");
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    let mut answer = certify(&problem, &options);
    if let (true, Ok(answer)) = (args.global, &mut answer) {
        if let Some((before, path)) = before.as_ref().zip(args.resume.as_ref()) {
            before.fits(&problem, answer, &region).map_err(|e| unusable(path, &e))?;
        }
        let mut unwritten = None;
        let mut keep = |progress: &Progress<'_>| {
            let (done, open) = progress.boxes();
            bar.set_length((done + open) as u64);
            bar.set_position(done as u64);
            if let (Some(path), Some(left)) = (&args.resume, progress.unfinished()) {
                unwritten = super::write_file(path, left.to_text().as_bytes()).err();
            }
        };
        let found = global(&problem, answer, &region, before.as_ref(), &mut keep);
        if let Some(failure) = unwritten {
            return Err(failure);
        }
        match found {
            Ok(found) => {
                undecided = found.open.is_some();
                answer.raise(found);
                // Nothing is left to go on from.
                if let Some(path) = args.resume.as_deref().filter(|p| !undecided && p.exists()) {
                    let failed = |e| Failure::Resources(format!("{}: {e}", path.display()));
                    std::fs::remove_file(path).map_err(failed)?;
                }
            }
            Err(why) => {
                answer.fit.remarks.push(format!("nothing is known of the box: {why}"));
                undecided = true;
            }
        }
    }
    if let (true, Ok(answer)) = (args.profile, &mut answer) {
        match profile_ends(&problem, answer, args.level, options.digits) {
            Ok(found) => answer.profiles = Some(found),
            Err(why) => answer.fit.remarks.push(format!("no profile interval is proved: {why}")),
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
    if let (Some(path), Some(text)) = (&args.rocq, theorem) {
        super::write_file(path, text.as_bytes())?;
    }
    let outcome =
        if answer.proof.is_some() && !undecided { Outcome::Clean } else { Outcome::Findings };
    let json = || {
        let mut object = answer.to_json();
        options::with_reading(&mut object, &runs);
        object
    };
    globals.answer(json, || options::reading(&runs) + &certified_text(&answer))?;
    Ok(outcome)
}

/// `--resume`: what an earlier run left to do.
fn put_aside(path: &Path) -> Result<Option<Unfinished>, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Unfinished::parse(&text).map(Some).map_err(|e| unusable(path, &e)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, &error)),
    }
}

/// A file of --resume that is of no use.
fn unusable(path: &Path, why: &dyn std::fmt::Display) -> Failure {
    Failure::input(format!("{}: {why}", path.display()))
}

/// `--rocq`: the optimum in one parameter, stated for a proof assistant.
fn theorem(problem: &Problem<'_>, digits: usize, globals: &Globals) -> Result<String, Failure> {
    let refused = |why: String| Failure::usage(format!("--rocq: {why}"));
    // So many that exponentials of intervals of doubles' length still decide them.
    let found = one_variable(problem, digits.min(12)).map_err(|e| refused(e.to_string()))?;
    rocq_optimum(&found.map_err(refused)?, globals.invocation()).map_err(refused)
}

/// `--box`: both ends of every range.
fn region(given: &[String], law: &Law) -> Result<Vec<(String, Ends)>, Failure> {
    let refused = |why: String| Failure::usage(format!("--box: {why}"));
    let mut ranges = Constraints::default();
    let exponents = law.about().parameters.iter().filter(|p| p.role == Role::Exponent);
    let exponents: Vec<&str> = exponents.map(|p| p.name).collect();
    for text in given {
        ranges.bound(text).map_err(|error| refused(error.to_string()))?;
        let Some(((name, ..), before)) = ranges.bounds.split_last() else { continue };
        if !exponents.contains(&name.as_str()) {
            let mend = meant(name, "exponents", exponents.iter().copied());
            return Err(refused(format!("law '{law}' has no exponent '{name}': {mend}")));
        }
        if before.iter().any(|(other, ..)| other == name) {
            return Err(refused(format!("'{name}' is given twice")));
        }
    }
    if let [(only, ..)] = ranges.bounds.as_slice() {
        let others = exponents.iter().filter(|name| *name != only).copied();
        let others = others.collect::<Vec<_>>().join(" or ");
        return Err(refused(format!("a box has two sides: give a range of {others} too")));
    }
    let closed = |(name, lo, hi)| match (lo, hi) {
        (Some(lo), Some(hi)) if lo < hi => Ok((name, Ends { lo, hi })),
        _ => Err(Failure::usage(format!(
            "--box: the range of {name} needs a lower and a larger upper end, as in {name}=0.05:1"
        ))),
    };
    ranges.bounds.into_iter().map(closed).collect()
}
