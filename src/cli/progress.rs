//! Progress: a bar on a terminal, word to a program, nothing elsewhere.

#[cfg(feature = "cli")]
use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[cfg(feature = "cli")]
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::caller::{Caller, Watch};

/// A progress bar: on the standard error of a terminal, or wherever a program shows it.
pub struct Bar {
    #[cfg(feature = "cli")]
    bar: ProgressBar,
    watch: Option<Arc<dyn Watch>>,
    /// The stage, how much of it is done, and of how much.
    at: Mutex<(String, u64, u64)>,
}

impl Bar {
    /// A bar over so many steps, or over a number not known, which is 0.
    pub(super) fn new(caller: &Caller, len: u64, what: &str) -> Self {
        Bar {
            #[cfg(feature = "cli")]
            bar: on_terminal(caller, len, what),
            watch: caller.watch(),
            at: Mutex::new((what.to_owned(), 0, len)),
        }
    }

    /// One step more is done.
    pub fn inc(&self, steps: u64) {
        #[cfg(feature = "cli")]
        self.bar.inc(steps);
        self.tell(|at| at.1 += steps);
    }

    /// Of so many steps.
    pub fn set_length(&self, all: u64) {
        #[cfg(feature = "cli")]
        self.bar.set_length(all);
        self.tell(|at| at.2 = all);
    }

    /// So many steps are done.
    pub fn set_position(&self, done: u64) {
        #[cfg(feature = "cli")]
        self.bar.set_position(done);
        self.tell(|at| at.1 = done);
    }

    /// What is being done.
    pub fn set_message(&self, what: impl Into<String>) {
        let what = what.into();
        #[cfg(feature = "cli")]
        self.bar.set_message(what.clone());
        self.tell(|at| at.0 = what);
    }

    /// The bar moves by itself, so that somebody sees that work goes on.
    pub fn enable_steady_tick(&self, every: Duration) {
        #[cfg(feature = "cli")]
        self.bar.enable_steady_tick(every);
        #[cfg(not(feature = "cli"))]
        let _ = every;
    }

    /// Removes the bar.
    pub fn finish_and_clear(&self) {
        #[cfg(feature = "cli")]
        self.bar.finish_and_clear();
    }

    fn tell(&self, change: impl FnOnce(&mut (String, u64, u64))) {
        let Some(watch) = &self.watch else { return };
        if let Ok(mut at) = self.at.lock() {
            change(&mut at);
            watch.show(&at.0, at.1, at.2);
        }
    }
}

/// A bar that is told a stage, how much of it is done, and of how much.
pub struct Stages(Bar);

impl Stages {
    pub(super) fn new(caller: &Caller) -> Self {
        Stages(Bar::new(caller, 0, ""))
    }

    /// Shows where the work is. Stages follow one another; within one the bar
    /// only grows.
    pub fn show(&self, stage: &'static str, done: u64, all: u64) {
        self.0.tell(|at| {
            let before = if at.0 == stage { at.1 } else { 0 };
            *at = (stage.to_owned(), done.max(before), all);
        });
        #[cfg(feature = "cli")]
        show(&self.0.bar, stage, done, all);
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

#[cfg(feature = "cli")]
fn show(bar: &ProgressBar, stage: &'static str, done: u64, all: u64) {
    if bar.is_hidden() {
        return;
    }
    if bar.message() != stage {
        bar.set_message(stage);
        bar.set_position(0);
        bar.reset_eta();
    }
    if bar.length() == Some(0) && all > 0 {
        bar.set_style(style(BAR));
    }
    bar.set_length(all);
    bar.set_position(done.max(bar.position()));
}

/// What is shown where the number of steps is known, and where it is not: a
/// bar of no steps would look full.
#[cfg(feature = "cli")]
const BAR: &str = "{msg} {wide_bar} {pos}/{len} {eta}";
#[cfg(feature = "cli")]
const WORKING: &str = "{spinner} {msg} {steps} {elapsed}";

#[cfg(feature = "cli")]
fn on_terminal(caller: &Caller, len: u64, what: &str) -> ProgressBar {
    if caller.is_program() || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(len).with_message(what.to_owned());
    let bar = bar.with_style(style(if len > 0 { BAR } else { WORKING }));
    if len == 0 {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

#[cfg(feature = "cli")]
fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).expect("a valid template");
    style.with_key("steps", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        if let Some(all) = state.len().filter(|all| *all > 0) {
            // The bar has nobody to tell of a failure.
            let _ = write!(out, "{}/{all}", state.pos());
        }
    })
}
