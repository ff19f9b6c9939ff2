//! `offray oracle solve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use crate::cli::output::tolerate_closed_pipe;
use crate::cli::{Failure, Globals, Outcome};
use crate::oracle::{Problem, solve};

/// Answer reference problems by the everyday fit, without a start
///
/// Reads problems, one JSON object a line, and prints an answer for each: the
/// fitter that 'oracle score --exec' is tried on first, and a second opinion
/// beside your own.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray oracle problems --json --for-solvers | offray oracle solve
  offray oracle score --exec 'offray oracle solve --digits 30'")]
pub struct Args {}

/// Longer lines are no problems.
const LONGEST: u64 = 1 << 26;

/// Answers standard input on standard output.
pub fn run(_args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let (_, input) = globals.open(Path::new("-")).map_err(Failure::input)?;
    let mut input = BufReader::new(input);
    for number in 1_u64.. {
        let place = || format!("standard input, line {number}");
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        read.map_err(|error| Failure::Input(format!("{}: {error}", place())))?;
        if line.is_empty() {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let refused =
            |error: &dyn std::fmt::Display| Failure::Input(format!("{}: {error}", place()));
        let text = std::str::from_utf8(&line).map_err(|error| refused(&error))?;
        let problem = Problem::from_json(text).map_err(|error| refused(&error))?;
        let reply = solve(&problem, globals.digits_or(15) as usize);
        let reply = reply.map_err(|error| refused(&error))?;
        let mut out = globals.out();
        tolerate_closed_pipe(writeln!(out, "{}", reply.to_json()).and_then(|()| out.flush()))?;
    }
    Ok(Outcome::Clean)
}
