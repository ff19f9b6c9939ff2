//! The threads that work: made when first needed, and again after a fork, whose child has
//! none of them.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads of a process. One job has them at a time: it keeps all of them busy, and a
/// thread that waits for a part of one job would otherwise begin another in the middle.
pub struct Pool {
    threads: ThreadPool,
    busy: Mutex<bool>,
    free: Condvar,
}

/// The right to use the threads, until it is dropped.
pub struct Turn(Arc<Pool>);

impl Drop for Turn {
    fn drop(&mut self) {
        *held(&self.0.busy) = false;
        self.0.free.notify_one();
    }
}

impl Pool {
    /// Waits for the right to use the threads; none where it takes longer than that.
    pub fn turn(self: &Arc<Self>, patience: Duration) -> Option<Turn> {
        let waited = self.free.wait_timeout_while(held(&self.busy), patience, |busy| *busy);
        let (mut busy, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *busy {
            return None;
        }
        *busy = true;
        Some(Turn(Arc::clone(self)))
    }

    /// Begins a job on the threads.
    pub fn begin(&self, job: impl FnOnce() + Send + 'static) {
        self.threads.spawn(job);
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The pool, and the process that made it.
static POOL: Mutex<Option<(u32, Arc<Pool>)>> = Mutex::new(None);

/// The environment variable that says how many threads.
const THREADS: &str = "OFFRAY_NUM_THREADS";

/// The threads of this process.
///
/// # Errors
/// `OFFRAY_NUM_THREADS` is no number of threads, or none can be made.
pub fn pool() -> Result<Arc<Pool>, String> {
    let mut known = held(&POOL);
    let process = std::process::id();
    match known.take() {
        Some((owner, pool)) if owner == process => {
            *known = Some((owner, Arc::clone(&pool)));
            return Ok(pool);
        }
        // Its threads are the parent's: there is nobody to be told to end.
        Some((_, inherited)) => std::mem::forget(inherited),
        None => {}
    }
    let built = ThreadPoolBuilder::new()
        .num_threads(threads()?)
        .thread_name(|at| format!("offray-{at}"))
        .build();
    let threads = built.map_err(|error| format!("no threads can be made: {error}"))?;
    let pool = Arc::new(Pool { threads, busy: Mutex::new(false), free: Condvar::new() });
    *known = Some((process, Arc::clone(&pool)));
    Ok(pool)
}

/// As many as the environment says, or as there are cores, which is 0.
fn threads() -> Result<usize, String> {
    let Some(text) = std::env::var_os(THREADS).filter(|text| !text.is_empty()) else {
        return Ok(0);
    };
    let count = text.to_str().and_then(|text| text.trim().parse().ok());
    count.filter(|count| (1..=4096).contains(count)).ok_or_else(|| {
        let text = text.to_string_lossy();
        format!("{THREADS}='{text}': a whole number of threads from 1 to 4096 is wanted")
    })
}
