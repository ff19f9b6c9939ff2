//! Signals: stop at once, leave no half-written file behind.

use super::{Failure, output};

/// From now on SIGINT, SIGTERM and SIGHUP remove what is half-written, say so
/// in one line and end the process with exit status 3.
///
/// The handler runs on a thread of its own, so a long computation does not
/// delay it.
pub fn on_interrupt() {
    let handler = || {
        output::discard_unfinished();
        Failure::Interrupted.report();
        std::process::exit(3);
    };
    // Where a handler cannot be set, the signals keep their usual meaning.
    let _ = ctrlc::set_handler(handler);
}
