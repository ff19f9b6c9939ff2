//! The options that every command has.

use std::io::{Read, Write};
use std::path::Path;

use serde_json::Value;

use super::Failure;
use super::caller::Caller;
use super::options::whole;
use super::progress::{Bar, Stages};
use crate::runs::InputError;

/// The options that every command has.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Globals {
    /// Print one JSON object, and nothing else, on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Working precision in bits, 53 to 65536 (chosen from --digits unless given)
    #[arg(long, global = true, value_name = "BITS", value_parser = whole::<u32>(53, 65536))]
    pub bits: Option<u32>,
    /// Significant digits to print, 1 to 10000
    #[arg(long, global = true, value_name = "DIGITS", value_parser = whole::<u32>(1, 10_000))]
    pub digits: Option<u32>,
    /// Seed of every random choice (starts of a search with many basins, resampling, designs)
    #[arg(long, global = true, value_name = "SEED", default_value_t = 0,
          value_parser = whole::<u64>(0, u64::MAX))]
    pub seed: u64,
    #[arg(skip)]
    pub(super) caller: Caller,
}

impl Globals {
    /// The digits asked for, or the command's own default.
    pub fn digits_or(&self, default: u32) -> u32 {
        self.digits.unwrap_or(default)
    }

    /// The working precision: `--bits`, or enough for the digits asked for and
    /// 64 bits of guard.
    pub fn bits_for(&self, digits: u32) -> u32 {
        let needed = (f64::from(digits) * std::f64::consts::LOG2_10) as u32 + 1;
        self.bits.unwrap_or(needed + 64)
    }

    /// Says the answer, as JSON or as a page of text.
    pub fn answer(
        &self,
        json: impl FnOnce() -> Value,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        self.caller.answer(self.json, json, text)
    }

    /// Says an answer that has one form only.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        self.caller.print(self.json, text)
    }

    /// Where to write an answer that is said bit by bit.
    pub fn out(&self) -> Box<dyn Write + '_> {
        self.caller.out(self.json)
    }

    /// The name and what is to be read of an input: a file, or what the calling program
    /// gives under this path.
    pub fn open(&self, path: &Path) -> Result<(String, Box<dyn Read + Send>), InputError> {
        self.caller.open(path)
    }

    /// The name and the bytes of an input, of at most so many MiB: a file, or what the
    /// calling program gives under this path.
    pub fn read_bytes(&self, path: &Path, mib: u64) -> Result<(String, Vec<u8>), Failure> {
        let (name, input) = self.caller.open(path).map_err(Failure::input)?;
        let bytes = crate::runs::all_bytes(&name, input, mib).map_err(Failure::input)?;
        Ok((name, bytes))
    }

    /// The width of the terminal that the answer goes to, and whether it has colours; none
    /// where it goes elsewhere.
    pub fn terminal(&self) -> Option<(usize, bool)> {
        #[cfg(feature = "cli")]
        if !self.caller.is_program() && std::io::IsTerminal::is_terminal(&std::io::stdout()) {
            let width = usize::from(console::Term::stdout().size().1);
            return Some((width, console::colors_enabled()));
        }
        None
    }

    /// The command line as it can be typed again.
    pub fn invocation(&self) -> &str {
        &self.caller.invocation
    }

    /// A progress bar over `len` steps on the terminal's standard error, and
    /// none where standard error is no terminal.
    pub fn progress(&self, len: u64, what: &'static str) -> Bar {
        Bar::new(&self.caller, len, what)
    }

    /// A progress bar whose length changes with the stage of the work.
    pub fn stages(&self) -> Stages {
        Stages::new(&self.caller)
    }
}
