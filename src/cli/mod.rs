//! The command line: one file per command, thin.
//!
//! A command is a file here with `Args` (its options, whose comments are its
//! help) and `run`; the enum `Command` below is the whole list, and `--help`,
//! the shell completions and the man pages are printed from it.

mod allocate;
mod audit;
mod caller;
mod certify;
mod check;
#[cfg(feature = "cli")]
mod completions;
mod design;
mod exit;
mod fit;
mod globals;
mod holdout;
#[cfg(feature = "cli")]
mod interrupt;
mod law;
mod lint;
#[cfg(feature = "cli")]
mod man;
pub mod options;
mod oracle;
mod output;
mod params;
mod predict;
mod probe;
mod progress;
mod sizes;
mod verify;

use std::ffi::OsString;
use std::sync::LazyLock;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::law::Law;
use crate::number::versions;
use crate::runs::Runs;

use caller::Caller;
pub use caller::{Given, Reply, Watch};
pub use exit::{Failure, Outcome};
pub use globals::Globals;
#[cfg(feature = "cli")]
pub use interrupt::prepare;
pub use output::{Files, check_folder, write_file, write_report};
pub use progress::{Bar, Stages};

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
  offray design plan runs.csv --compute 1e22 --for loss:70B,1.4T
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
    #[cfg(feature = "cli")]
    Completions(completions::Args),
    Fit(Box<fit::Args>),
    Holdout(Box<holdout::Args>),
    #[cfg(feature = "cli")]
    Man(man::Args),
    Oracle(oracle::Args),
    Predict(Box<predict::Args>),
    Probe(Box<probe::Args>),
    Verify(verify::Args),
}

/// Parses the arguments (the program's name first) and runs what they ask for, for
/// somebody at a terminal.
#[cfg(feature = "cli")]
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Outcome, Failure> {
    let args: Vec<OsString> = args.into_iter().collect();
    let mut cli = match parsed(&args) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => return Err(Failure::from(&error)),
        Err(help) => return output::tolerate_closed_pipe(help.print()).map(|()| Outcome::Clean),
    };
    if let Some(columns) = output::columns() {
        crate::report::set_width(columns);
    }
    cli.globals.caller = Caller::person(output::invocation(&args));
    cli.command.run(&cli.globals)
}

/// Runs a command for a program that this library is part of: `args` are the words after
/// `offray`. Nothing is printed; what the command would print is the reply, to the byte.
///
/// # Errors
/// Those of the command, as it words them.
///
/// ```
/// use offray::cli::{Given, call};
/// let words = ["design", "check", "--tpp", "20,100", "--beta", "0.28", "--json"];
/// let reply = call(&words.map(Into::into), Given::default())?;
/// assert!(reply.json.contains("\"tau_k\""));
/// assert!(call(&["fit".into(), "no such file".into()], Given::default()).is_err());
/// # Ok::<(), offray::cli::Failure>(())
/// ```
pub fn call(args: &[OsString], given: Given) -> Result<Reply, Failure> {
    let cli = called(args, given)?;
    let outcome = cli.command.run(&cli.globals)?;
    let (json, text) = cli.globals.caller.said();
    Ok(Reply { json, text, outcome })
}

/// The law and the runs that a call of `fit` is about: what its numbers are computed from.
///
/// # Errors
/// Those of the command; a command other than `fit`.
pub fn fitted(args: &[OsString], given: Given) -> Result<(Law, Runs), Failure> {
    match called(args, given)?.command {
        Command::Fit(args) => args.law_and_runs(),
        _ => Err(Failure::usage("only a fit has runs that it was fitted to")),
    }
}

fn called(args: &[OsString], given: Given) -> Result<Cli, Failure> {
    let args: Vec<OsString> =
        std::iter::once("offray".into()).chain(args.iter().cloned()).collect();
    let mut cli = parsed(&args).map_err(|error| Failure::from(&error))?;
    cli.globals.caller = Caller::program(output::invocation(&args), given);
    if let Some(read) = cli.command.reading() {
        read.tables = cli.globals.caller.tables();
    }
    Ok(cli)
}

fn parsed(args: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&definition().try_get_matches_from(args)?)
}

impl Command {
    fn run(&self, globals: &Globals) -> Result<Outcome, Failure> {
        match self {
            Command::Allocate(args) => allocate::run(args, globals),
            Command::Audit(args) => audit::run(args, globals),
            Command::Certify(args) => certify::run(args, globals),
            Command::Check(args) => check::run(args, globals),
            Command::Design(args) => design::run(args, globals),
            Command::Law(args) => law::run(args, globals),
            Command::Lint(args) => lint::run(args, globals),
            #[cfg(feature = "cli")]
            Command::Completions(args) => completions::run(args, globals),
            Command::Fit(args) => fit::run(args, globals),
            Command::Holdout(args) => holdout::run(args, globals),
            #[cfg(feature = "cli")]
            Command::Man(args) => man::run(args, globals),
            Command::Oracle(args) => oracle::run(args, globals),
            Command::Predict(args) => predict::run(args, globals),
            Command::Probe(args) => probe::run(args, globals),
            Command::Verify(args) => verify::run(args, globals),
        }
    }

    /// How the command reads its table, of those that read one.
    fn reading(&mut self) -> Option<&mut options::ReadArgs> {
        match self {
            Command::Allocate(args) => Some(&mut args.read),
            Command::Audit(args) => Some(&mut args.table.read),
            Command::Certify(args) => Some(&mut args.table.read),
            Command::Check(args) => Some(&mut args.read),
            Command::Fit(args) => Some(&mut args.table.read),
            Command::Holdout(args) => Some(&mut args.table.read),
            Command::Lint(args) => Some(&mut args.table.read),
            Command::Predict(args) => Some(&mut args.table.read),
            Command::Probe(args) => Some(&mut args.table.read),
            _ => None,
        }
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
const UNUSED: &[(&[&str], &[&str])] = &[
    (&["check"], &["bits", "digits", "seed"]),
    #[cfg(feature = "cli")]
    (&["completions"], &["json", "bits", "digits", "seed"]),
    (&["design", "check"], &["bits", "seed"]),
    (&["design", "compare"], &["bits", "digits"]),
    (&["design", "evaluate"], &["bits", "digits"]),
    (&["design", "plan"], &["bits", "digits"]),
    (&["design", "table"], &["bits", "seed"]),
    (&["holdout"], &["bits", "digits"]),
    (&["law"], &["bits", "digits", "seed"]),
    (&["lint"], &["bits", "digits"]),
    #[cfg(feature = "cli")]
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
