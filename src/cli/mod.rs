//! The command line: one file per command, thin.
//!
//! A command is a file here with `Args` (its options, whose comments are its
//! help) and `run`; the enum `Command` below is the whole list, and `--help`,
//! the shell completions and the man pages are printed from it.

mod audit;
mod certify;
mod check;
mod completions;
mod design;
mod exit;
mod fit;
mod globals;
mod holdout;
mod interrupt;
mod law;
mod man;
pub mod options;
mod oracle;
mod output;
mod verify;

use std::ffi::OsString;
use std::sync::LazyLock;

use clap::{CommandFactory, Parser, Subcommand};

use crate::number::versions;

pub use exit::{Failure, Outcome};
pub use globals::Globals;
pub use interrupt::prepare;
pub use output::{Files, check_folder, invocation, print, write_file, write_report};

/// Trustworthy numbers for neural scaling laws.
///
/// Reads a table of training runs and answers, in arithmetic of any precision,
/// what the table can identify, where the optimum is, how many of its digits
/// are real, and how a published fit compares.
#[derive(Debug, Parser)]
#[command(
    name = "offray",
    version = version(),
    propagate_version = true,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100,
    after_help = "Exit status: 0 done, nothing to report; 1 done, with findings; 2 bad input or \
                  usage; 3 interrupted or out of resources."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    globals: Globals,
}

#[derive(Debug, Subcommand)]
enum Command {
    Audit(Box<audit::Args>),
    Certify(Box<certify::Args>),
    Check(Box<check::Args>),
    Design(design::Args),
    Law(law::Args),
    Completions(completions::Args),
    Fit(Box<fit::Args>),
    Holdout(Box<holdout::Args>),
    Man(man::Args),
    Oracle(oracle::Args),
    Verify(verify::Args),
}

/// Parses the arguments (the program's name first) and runs what they ask for.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Outcome, Failure> {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => return Err(Failure::from(&error)),
        Err(help) => return output::tolerate_closed_pipe(help.print()).map(|()| Outcome::Clean),
    };
    let globals = &cli.globals;
    match &cli.command {
        Command::Audit(args) => audit::run(args, globals),
        Command::Certify(args) => certify::run(args, globals),
        Command::Check(args) => check::run(args, globals),
        Command::Design(args) => design::run(args, globals),
        Command::Law(args) => law::run(args, globals),
        Command::Completions(args) => completions::run(args, globals),
        Command::Fit(args) => fit::run(args, globals),
        Command::Holdout(args) => holdout::run(args, globals),
        Command::Man(args) => man::run(args, globals),
        Command::Oracle(args) => oracle::run(args, globals),
        Command::Verify(args) => verify::run(args, globals),
    }
}

/// For `--version`: this version and those of the arithmetic libraries.
fn version() -> &'static str {
    static LINE: LazyLock<String> = LazyLock::new(|| {
        let [(_, own), libraries @ ..] = versions();
        let libraries =
            libraries.map(|(name, version)| format!("{} {version}", name.to_uppercase()));
        format!("{own} ({})", libraries.join(", "))
    });
    &LINE
}

/// The definition of the command line, for completions, man pages and tests.
pub fn definition() -> clap::Command {
    Cli::command()
}
