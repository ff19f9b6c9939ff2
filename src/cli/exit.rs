//! How a command ends: the four exit statuses.

use std::fmt::Display;
use std::process::ExitCode;

/// A command did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to report: exit status 0.
    Clean,
    /// There are findings of severity error: exit status 1.
    Findings,
}

/// A command could not do what it was asked. Displayed as one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// What was given cannot be used: exit status 2.
    #[error("{0}")]
    Input(String),
    /// The command line itself is wrong: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// A signal asked to stop: exit status 3.
    #[error("interrupted: no file was left half-written")]
    Interrupted,
    /// No space, no memory, no permission to go on: exit status 3.
    #[error("{0}")]
    Resources(String),
}

impl Failure {
    /// Bad input, from an error that says file, place, value and mend.
    pub fn input(error: impl Display) -> Self {
        Failure::Input(error.to_string())
    }

    /// A wrong command line.
    pub fn usage(error: impl Display) -> Self {
        Failure::Usage(error.to_string())
    }

    /// Writes `offray: …` to standard error: one line whatever the message
    /// quotes.
    pub fn report(&self) {
        use std::io::Write;
        // Nobody is left to tell if standard error is closed.
        let _ = writeln!(std::io::stderr(), "offray: {}", one_line(&self.to_string()));
    }

    fn status(&self) -> u8 {
        match self {
            Failure::Input(_) | Failure::Usage(_) => 2,
            Failure::Interrupted | Failure::Resources(_) => 3,
        }
    }
}

/// What clap has to say about the command line, without its second paragraph.
impl From<&clap::Error> for Failure {
    fn from(error: &clap::Error) -> Self {
        let text = error.to_string();
        if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return Failure::usage("no command given; 'offray --help' lists them");
        }
        let body = text.split("\nUsage:").next().unwrap_or_default();
        let body = body.split("\nFor more information").next().unwrap_or_default();
        let body = body.strip_prefix("error: ").unwrap_or(body);
        let lines: Vec<&str> = body.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        Failure::usage(lines.join(" ").replace(" tip: ", "; "))
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => ExitCode::SUCCESS,
            Outcome::Findings => ExitCode::from(1),
        }
    }
}

impl From<Failure> for ExitCode {
    fn from(failure: Failure) -> Self {
        ExitCode::from(failure.status())
    }
}

/// The text with control characters (and with them line breaks and terminal
/// escapes from quoted input) written as escapes.
fn one_line(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control().then(|| c.escape_default());
            let plain = (!c.is_control()).then_some(c);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_without_terminal_escapes() {
        assert_eq!(one_line("a\r\nb\u{1b}[31mα"), r"a\r\nb\u{1b}[31mα");
    }

    #[test]
    fn statuses_are_the_documented_ones() {
        assert_eq!(Failure::input("x").status(), 2);
        assert_eq!(Failure::usage("x").status(), 2);
        assert_eq!(Failure::Interrupted.status(), 3);
        assert_eq!(Failure::Resources("x".into()).status(), 3);
    }
}
