//! Long work: off the interpreter's lock, stopped by Ctrl-C, its progress told.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ::offray::cli::Watch;
use ::offray::parallel::{Stopped, stoppable};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::pool::pool;

/// How often signals are looked at and progress is told.
const TICK: Duration = Duration::from_millis(50);

/// Where the work is: stage, done, of how much.
type Place = (String, u64, u64);

/// Progress as it is left for the thread that waits.
#[derive(Default)]
pub struct Progress(Mutex<Option<Place>>);

impl Watch for Progress {
    fn show(&self, stage: &str, done: u64, all: u64) {
        if let Ok(mut place) = self.0.lock() {
            *place = Some((stage.to_owned(), done, all));
        }
    }
}

/// The panic hook prints nothing while the Parquet library is at work: its panics on damaged
/// files become errors. (The hook is this module's own, not the process's.)
pub fn keep_silent_about_stopping() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !::offray::runs::is_decoding() {
            report(info);
        }
    }));
}

/// Does a job on the pool and waits for it without the interpreter's lock; `progress` is
/// called with (stage, done, all) about twenty times a second while they change.
///
/// # Errors
/// What a signal handler or `progress` raises, after which the job is told to stop and no
/// longer waited for; `RuntimeError` where the job panicked.
pub fn work<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    job: impl FnOnce(Arc<Progress>) -> T + Send + 'static,
) -> PyResult<T> {
    let pool = pool().map_err(|why| refusal(py, "InputError", &why))?;
    let turn = loop {
        if let Some(turn) = py.detach(|| pool.turn(TICK)) {
            break turn;
        }
        py.check_signals()?;
    };
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::new(Progress::default());
    let (send, receive) = channel();
    {
        let (stop, told) = (Arc::clone(&stop), Arc::clone(&told));
        pool.begin(move || {
            let done = catch_unwind(AssertUnwindSafe(|| stoppable(&stop, || job(told))));
            drop(turn);
            // Who waited may have gone.
            let _ = send.send(done);
        });
    }
    let receive = Mutex::new(receive);
    let end = |error: PyErr| {
        stop.store(true, Ordering::Relaxed);
        error
    };
    let mut last = None;
    loop {
        let waited = py.detach(|| {
            let receive = receive.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            receive.recv_timeout(TICK)
        });
        match waited {
            Ok(Ok(Ok(done))) => return Ok(done),
            Ok(Ok(Err(Stopped))) => return Err(PyRuntimeError::new_err("stopped")),
            Ok(Err(panic)) => return Err(panicked(&*panic)),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("a thread of offray ended early"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        py.check_signals().map_err(end)?;
        if let Some(progress) = &progress {
            let place = told.0.lock().ok().and_then(|place| place.clone());
            if let Some(place) = place.filter(|place| last.as_ref() != Some(place)) {
                progress.call1(py, (&place.0, place.1, place.2)).map_err(end)?;
                last = Some(place);
            }
        }
    }
}

fn panicked(panic: &(dyn Any + Send)) -> PyErr {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
    PyRuntimeError::new_err(format!("a fault in offray, please report it: {text}"))
}

/// An exception of the package, by its name in `offray._errors`.
pub fn refusal(py: Python<'_>, class: &str, message: &str) -> PyErr {
    let made = py
        .import("offray._errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call1((message,)));
    made.map_or_else(|error| error, PyErr::from_value)
}
