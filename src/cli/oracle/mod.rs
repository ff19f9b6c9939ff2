//! `offray oracle …`: one file per subcommand.

mod eval;
mod problems;
mod score;
mod solve;
mod strd;

use super::{Failure, Globals, Outcome};

/// Reference values for the makers of fitters, and problems to be scored on
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray oracle eval requests.jsonl
  offray oracle problems grid-sse
  offray oracle score --exec 'python3 fitter.py'
  offray oracle strd MGH10")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Eval(eval::Args),
    Problems(problems::Args),
    Score(Box<score::Args>),
    Solve(solve::Args),
    Strd(strd::Args),
}

/// Runs the subcommand.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    match &args.command {
        Command::Eval(args) => eval::run(args, globals),
        Command::Problems(args) => problems::run(args, globals),
        Command::Score(args) => score::run(args, globals),
        Command::Solve(args) => solve::run(args, globals),
        Command::Strd(args) => strd::run(args, globals),
    }
}
