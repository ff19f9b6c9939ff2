//! The command `offray`: parse, run, exit status.

use std::process::ExitCode;

use offray::cli;

fn main() -> ExitCode {
    cli::prepare();
    match cli::run(std::env::args_os()) {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            failure.report();
            failure.into()
        }
    }
}
