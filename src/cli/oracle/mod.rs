//! `offray oracle …`: one file per subcommand.

mod eval;
mod problems;

use super::{Failure, Globals, Outcome};

/// Reference values for the makers of fitters: evaluation to any number of digits
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Eval(eval::Args),
    Problems(problems::Args),
}

/// Runs the subcommand.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    match &args.command {
        Command::Eval(args) => eval::run(args, globals),
        Command::Problems(args) => problems::run(args, globals),
    }
}
