//! `offray man [COMMAND]`.

use super::{Failure, Globals, Outcome};

/// Print the man page, or that of one command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  offray man | man -l -
  offray man completions | man -l -")]
pub struct Args {
    /// The command; without one, offray itself
    command: Option<String>,
}

/// Prints the page.
pub fn run(args: &Args, _globals: &Globals) -> Result<Outcome, Failure> {
    let mut offray = super::definition();
    // Only a built definition knows the full names of its commands.
    offray.build();
    let page = match &args.command {
        None => offray,
        Some(name) => {
            let known: Vec<&str> = offray.get_subcommands().map(|c| c.get_name()).collect();
            let found = offray.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                Failure::usage(format!("no command '{name}' (there are: {})", known.join(", ")))
            })?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|e| Failure::Resources(e.to_string()))?;
    super::print(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Clean)
}
