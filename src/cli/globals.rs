//! The options that every command has.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::options::whole;

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
        let bar = ProgressBar::new(len).with_message(what);
        let bar = bar.with_style(style(if len > 0 { BAR } else { WORKING }));
        if len == 0 {
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
        }
        bar
    }

    /// A progress bar whose length changes with the stage of the work.
    pub fn stages(&self) -> Stages {
        Stages(self.progress(0, ""))
    }
}

/// What is shown where the number of steps is known, and where it is not: a
/// bar of no steps would look full.
const BAR: &str = "{msg} {wide_bar} {pos}/{len} {eta}";
const WORKING: &str = "{spinner} {msg} {steps} {elapsed}";

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).expect("a valid template");
    style.with_key("steps", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        if let Some(all) = state.len().filter(|all| *all > 0) {
            // The bar has nobody to tell of a failure.
            let _ = write!(out, "{}/{all}", state.pos());
        }
    })
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
        if self.0.length() == Some(0) && all > 0 {
            self.0.set_style(style(BAR));
        }
        self.0.set_length(all);
        self.0.set_position(done.max(self.0.position()));
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
