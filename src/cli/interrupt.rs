//! Signals and panics: stop at once, leave no half-written file behind, say so
//! in one line.

use super::{Failure, output};

/// Prepares the process. From now on SIGINT, SIGTERM and SIGHUP remove what is
/// half-written, say so and end with exit status 3; and the Parquet library's
/// panics on damaged files, which become errors, print nothing of their own.
///
/// The handler of signals runs on a thread of its own, so a long computation
/// does not delay it.
pub fn prepare() {
    let handler = || {
        output::discard_unfinished();
        crate::oracle::stop_solvers();
        Failure::Interrupted.report();
        std::process::exit(3);
    };
    // Where a handler cannot be set, the signals keep their usual meaning.
    let _ = ctrlc::set_handler(handler);
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !crate::runs::is_decoding() {
            report(info);
        }
    }));
}
