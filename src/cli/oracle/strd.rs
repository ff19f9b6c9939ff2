//! `offray oracle strd`.

use crate::cli::{Failure, Globals, Outcome};
use crate::oracle::strd::{chosen, strd};
use crate::report::{strd_json, strd_text};

/// Solve NIST's reference problems for regression and score the solutions
///
/// All 27 nonlinear problems from both of NIST's starts, and the 11 linear ones:
/// solved without settings per problem, proved, and compared with what NIST
/// certified, digit by digit. With names, those problems alone and their values.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray oracle strd
  offray oracle strd MGH10 Eckerle4 --digits 30
  offray oracle strd --json

Exit status 1 where a problem was not solved to 6 digits, or not proved.")]
pub struct Args {
    /// Problems by NIST's names [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// Solves and prints.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let sets = chosen(&args.names).map_err(|error| Failure::usage(error.to_string()))?;
    let starts: usize = sets.iter().map(|s| s.starts.len()).sum();
    let bar = globals.progress(starts as u64, "solving");
    let card = strd(&sets, globals.digits_or(15) as usize, &|| bar.inc(1));
    bar.finish_and_clear();
    let card = card.map_err(|error| Failure::Input(error.to_string()))?;
    globals.answer(|| strd_json(&card), || strd_text(&card, !args.names.is_empty()))?;
    Ok(if card.is_complete() { Outcome::Clean } else { Outcome::Findings })
}
