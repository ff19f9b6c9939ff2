//! The threads that work: made when first needed, and again after a fork, whose child has
//! none of them.

use std::sync::{Arc, Mutex};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The pool, and the process that made it.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// The environment variable that says how many threads.
const THREADS: &str = "OFFRAY_NUM_THREADS";

/// The threads of this process.
///
/// # Errors
/// `OFFRAY_NUM_THREADS` is no number of threads, or none can be made.
pub fn pool() -> Result<Arc<ThreadPool>, String> {
    let mut known = POOL.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
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
    let pool = Arc::new(built.map_err(|error| format!("no threads can be made: {error}"))?);
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
