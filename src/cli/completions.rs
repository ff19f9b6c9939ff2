//! `offray completions SHELL`.

use clap_complete::Shell;

use super::{Failure, Globals, Outcome};

/// Print the completion script of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  offray completions bash > ~/.local/share/bash-completion/completions/offray")]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::definition(), "offray", &mut script);
    globals.print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
