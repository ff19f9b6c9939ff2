//! The command line: one file per command, thin.
//!
//! A command is a file here with `Args` (its options, whose comments are its
//! help) and `run`; the enum `Command` below is the whole list, and `--help`,
//! the shell completions and the man pages are printed from it.

mod allocate;
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
mod lint;
mod man;
pub mod options;
mod oracle;
mod output;
mod params;
mod predict;
mod probe;
mod sizes;
mod verify;

use std::ffi::OsString;
use std::sync::LazyLock;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

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
    after_help = "Examples:
  offray audit runs.csv --fit claim.json
  offray fit runs.csv --objective log-sse --digits 30
  offray predict runs.csv --at 70B,1.4T
  offray allocate runs.csv --compute 1e24
  offray certify runs.csv --out optimum.json && offray check optimum.json
  offray design check --tpp 20,100 --law chinchilla
  offray oracle problems

Exit status: 0 done, nothing to report; 1 done, with findings; 2 bad input or \
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
    Allocate(Box<allocate::Args>),
    Audit(Box<audit::Args>),
    Certify(Box<certify::Args>),
    Check(Box<check::Args>),
    Design(design::Args),
    Law(law::Args),
    Lint(Box<lint::Args>),
    Completions(completions::Args),
    Fit(Box<fit::Args>),
    Holdout(Box<holdout::Args>),
    Man(man::Args),
    Oracle(oracle::Args),
    Predict(Box<predict::Args>),
    Probe(Box<probe::Args>),
    Verify(verify::Args),
}

/// Parses the arguments (the program's name first) and runs what they ask for.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Outcome, Failure> {
    let parsed = definition().try_get_matches_from(args);
    let cli = match parsed.and_then(|found| Cli::from_arg_matches(&found)) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => return Err(Failure::from(&error)),
        Err(help) => return output::tolerate_closed_pipe(help.print()).map(|()| Outcome::Clean),
    };
    let globals = &cli.globals;
    if let Some(columns) = output::columns() {
        crate::report::set_width(columns);
    }
    match &cli.command {
        Command::Allocate(args) => allocate::run(args, globals),
        Command::Audit(args) => audit::run(args, globals),
        Command::Certify(args) => certify::run(args, globals),
        Command::Check(args) => check::run(args, globals),
        Command::Design(args) => design::run(args, globals),
        Command::Law(args) => law::run(args, globals),
        Command::Lint(args) => lint::run(args, globals),
        Command::Completions(args) => completions::run(args, globals),
        Command::Fit(args) => fit::run(args, globals),
        Command::Holdout(args) => holdout::run(args, globals),
        Command::Man(args) => man::run(args, globals),
        Command::Oracle(args) => oracle::run(args, globals),
        Command::Predict(args) => predict::run(args, globals),
        Command::Probe(args) => probe::run(args, globals),
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
    let whole = Cli::command();
    let globals: Vec<clap::Arg> =
        whole.get_arguments().filter(|a| a.is_global_set()).cloned().collect();
    let without = UNUSED.iter().fold(whole, |command, (path, names)| {
        let unused = globals.iter().filter(|arg| names.contains(&arg.get_id().as_str()));
        hiding(command, path, &unused.cloned().collect::<Vec<_>>())
    });
    with_negative_numbers(without)
}

/// Options that every command takes and that do nothing in some: these do not
/// list them.
const UNUSED: [(&[&str], &[&str]); 15] = [
    (&["check"], &["bits", "digits", "seed"]),
    (&["completions"], &["json", "bits", "digits", "seed"]),
    (&["design", "check"], &["bits", "seed"]),
    (&["design", "table"], &["bits", "seed"]),
    (&["holdout"], &["bits", "digits"]),
    (&["law"], &["bits", "digits", "seed"]),
    (&["lint"], &["bits", "digits"]),
    (&["man"], &["json", "bits", "digits", "seed"]),
    (&["oracle", "eval"], &["json", "bits", "seed"]),
    (&["oracle", "problems"], &["bits", "digits", "seed"]),
    (&["oracle", "score"], &["bits", "digits", "seed"]),
    (&["oracle", "solve"], &["json", "bits", "seed"]),
    (&["oracle", "strd"], &["bits", "seed"]),
    (&["probe"], &["bits", "digits"]),
    (&["verify"], &["digits"]),
];

/// The command with these options hidden in the subcommand at the end of a path.
fn hiding(command: clap::Command, path: &[&str], unused: &[clap::Arg]) -> clap::Command {
    match path {
        [] => command.args(unused.iter().map(|arg| arg.clone().hide(true))),
        [first, rest @ ..] => command.mut_subcommand(first, |inner| hiding(inner, rest, unused)),
    }
}

/// `-1` after an option is its value, to be refused as out of range, and no
/// option called 1.
fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let takes_one = |arg: &clap::Arg| arg.get_action().takes_values() && !arg.is_positional();
    let allow =
        |arg: clap::Arg| if takes_one(&arg) { arg.allow_negative_numbers(true) } else { arg };
    command.mut_args(allow).mut_subcommands(with_negative_numbers)
}
