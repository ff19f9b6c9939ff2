//! `offray man [COMMAND]`.

use super::{Failure, Globals, Outcome};
use crate::law::meant;

/// Print the man page, or that of one command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray man | man -l -
  offray man oracle eval | man -l -")]
pub struct Args {
    /// The command, such as fit or oracle eval; without one, offray itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// Prints the page.
pub fn run(args: &Args, globals: &Globals) -> Result<Outcome, Failure> {
    let mut offray = super::definition();
    // Only a built definition knows the full names of its commands.
    offray.build();
    let mut page = offray;
    for name in &args.command {
        let known: Vec<&str> = page.get_subcommands().map(|c| c.get_name()).collect();
        let within = page.get_name();
        let unknown = match known.as_slice() {
            [] => format!("'{within}' has no commands of its own: leave out '{name}'"),
            known => {
                format!("no command '{name}': {}", meant(name, "commands", known.iter().copied()))
            }
        };
        let found = page.find_subcommand(name).cloned();
        page = found.ok_or_else(|| Failure::usage(unknown))?;
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|e| Failure::Resources(e.to_string()))?;
    globals.print(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Clean)
}
