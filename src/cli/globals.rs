//! The options that every command has.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// The options that every command has.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Globals {
    /// Print one JSON object, and nothing else, on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Working precision in bits, 53 to 65536 (chosen from --digits unless given)
    #[arg(long, global = true, value_name = "BITS",
          value_parser = clap::value_parser!(u32).range(53..=65536))]
    pub bits: Option<u32>,
    /// Significant digits to print, 1 to 10000
    #[arg(long, global = true, value_name = "DIGITS",
          value_parser = clap::value_parser!(u32).range(1..=10000))]
    pub digits: Option<u32>,
    /// Seed of every random choice
    #[arg(long, global = true, value_name = "SEED", default_value_t = 0)]
    pub seed: u64,
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

    /// A progress bar over `len` steps on the terminal's standard error, and
    /// none where standard error is no terminal.
    pub fn progress(&self, len: u64, what: &'static str) -> ProgressBar {
        if !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
        let bar = ProgressBar::new(len).with_message(what);
        bar.with_style(style.expect("a valid template"))
    }

    /// A progress bar whose length changes with the stage of the work.
    pub fn stages(&self) -> Stages {
        Stages(self.progress(0, ""))
    }
}

/// A progress bar that is told a stage, how much of it is done, and of how much.
#[derive(Debug)]
pub struct Stages(ProgressBar);

impl Stages {
    /// Shows where the work is. Stages follow one another; within one the bar
    /// only grows.
    pub fn show(&self, stage: &'static str, done: u64, all: u64) {
        if self.0.is_hidden() {
            return;
        }
        if self.0.message() != stage {
            self.0.set_message(stage);
            self.0.set_position(0);
            self.0.reset_eta();
        }
        self.0.set_length(all);
        self.0.set_position(done.max(self.0.position()));
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
