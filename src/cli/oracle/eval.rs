//! `offray oracle eval`.

use std::path::PathBuf;

use crate::cli::output::tolerate_closed_pipe;
use crate::cli::{Failure, Globals, Outcome};
use crate::oracle::eval::{Stopped, answer_lines_or};

/// Evaluate a law to any number of digits: JSON lines in, JSON lines out
///
/// Reads {"law","params":{…},"n","d"[,"unique_tokens"],"digits"[,"order":0|1|2]}
/// a line, and answers each, in order and at once, with the loss, its gradient
/// and its Hessian in the parameters: a value rounded to the digits asked
/// between proved ends, or {"error"}, which stops nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  echo '{\"law\":\"kaplan\",\"params\":{\"N_c\":8.8e13,\"D_c\":5.4e13,\"alpha_N\":0.076,\
\"alpha_D\":0.095},\"n\":1e9,\"d\":1e10,\"digits\":30,\"order\":1}' | offray oracle eval

Numbers are JSON numbers or decimal strings, read exactly as written. --digits is for lines
without \"digits\". Exit status 0 where the
input could be read to its end.")]
pub struct Args {
    /// Requests, JSON lines; - reads standard input
    #[arg(value_name = "REQUESTS", default_value = "-")]
    path: PathBuf,
}

/// Answers on standard output.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let (name, input) = globals.open(&args.path).map_err(Failure::input)?;
    match answer_lines_or(input, globals.out(), globals.digits) {
        Ok(()) => Ok(Outcome::Clean),
        Err(stopped @ Stopped::Input(_)) => Err(Failure::Input(format!("{name}: {stopped}"))),
        Err(Stopped::Output(error)) => tolerate_closed_pipe(Err(error)).map(|()| Outcome::Clean),
    }
}
