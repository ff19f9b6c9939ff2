//! Work on all cores whose result does not depend on how many there are.
//!
//! Partial results come back in order, so that sums over them are the same
//! bytes on every machine. The scheduling is compiled once, behind a trait
//! object: laws × kinds of number × closures would otherwise each carry a copy
//! of it (a quarter of the crate's generated code).

use std::cell::RefCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

thread_local! {
    /// What asks the work on this thread to stop.
    static STOP: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// Work was asked to stop, and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// Does work that stops soon after `stop` becomes true: at the next task of it, on whatever
/// thread, or the next [`checkpoint`]. What was computed by then is lost.
///
/// # Errors
/// It was stopped.
///
/// # Panics
/// If the work does.
///
/// ```
/// use std::sync::{Arc, atomic::{AtomicBool, Ordering}};
/// use offray::parallel::{Stopped, in_order, stoppable};
/// let stop = Arc::new(AtomicBool::new(false));
/// assert_eq!(stoppable(&stop, || in_order(3, |i| i)), Ok(vec![0, 1, 2]));
/// let found = stoppable(&stop, || in_order(1000, |i| { stop.store(true, Ordering::Relaxed); i }));
/// assert_eq!(found, Err(Stopped));
/// ```
pub fn stoppable<T>(stop: &Arc<AtomicBool>, work: impl FnOnce() -> T) -> Result<T, Stopped> {
    let work = || {
        with_stop(Some(Arc::clone(stop)), || {
            checkpoint();
            work()
        })
    };
    catch_unwind(AssertUnwindSafe(work)).map_err(|reason| match reason.downcast::<Stopped>() {
        Ok(stopped) => *stopped,
        Err(panic) => resume_unwind(panic),
    })
}

/// Ends the work that [`stoppable`] does on this thread, where it was asked to stop: for
/// loops that go on for long without tasks of their own.
pub fn checkpoint() {
    if STOP.with_borrow(is_asked) {
        // No panic: nothing is wrong, and no hook is to report it.
        resume_unwind(Box::new(Stopped));
    }
}

fn is_asked(stop: &Option<Arc<AtomicBool>>) -> bool {
    stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
}

/// Runs a part of some work on this thread, which may do parts of other work too.
fn with_stop<T>(stop: Option<Arc<AtomicBool>>, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<Arc<AtomicBool>>);
    impl Drop for Restore {
        fn drop(&mut self) {
            STOP.replace(self.0.take());
        }
    }
    let _restore = Restore(STOP.replace(stop));
    work()
}

/// f(0), …, f(len − 1), in order, whoever computed them. One call should be
/// worth a task: for cheap ones see [`chunks`].
///
/// # Panics
/// If `f` does.
///
/// ```
/// assert_eq!(offray::parallel::in_order(4, |i| i * i), [0, 1, 4, 9]);
/// ```
pub fn in_order<T: Send>(len: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let slots: Vec<Mutex<Option<T>>> = (0..len).map(|_| Mutex::new(None)).collect();
    each(len, &|i| {
        let value = f(i);
        if let Ok(mut slot) = slots[i].lock() {
            *slot = Some(value);
        }
    });
    let taken = slots.into_iter().map(|slot| slot.into_inner().ok().flatten());
    taken.map(|value| value.expect("every place was filled")).collect()
}

/// One value per `chunk` consecutive places of 0..len (the last may be shorter),
/// in order.
///
/// # Panics
/// If `chunk` is 0, or `f` panics.
pub fn chunks<T: Send>(
    (len, chunk): (usize, usize),
    f: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    in_order(len.div_ceil(chunk), |at| f(at * chunk..((at + 1) * chunk).min(len)))
}

/// f(0), …, f(len − 1), in order, for calls too cheap to be tasks of their own.
///
/// # Panics
/// If `f` does.
pub fn rows<T: Send>(len: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    /// Calls in one task.
    const CHUNK: usize = 64;
    let parts = chunks((len, CHUNK), |places| places.map(&f).collect::<Vec<T>>());
    parts.into_iter().flatten().collect()
}

/// Calls f on 0, …, len − 1, in any order, on all cores.
fn each(len: usize, f: &(dyn Fn(usize) + Sync)) {
    if len < 2 {
        checkpoint();
        (0..len).for_each(f);
    } else {
        let stop = STOP.with_borrow(Clone::clone);
        (0..len).into_par_iter().with_max_len(1).for_each(|i| {
            // Millions of tasks are sooner left out than ended one by one.
            if !is_asked(&stop) {
                with_stop(stop.clone(), || f(i));
            }
        });
        checkpoint();
    }
}

/// What `f` gives on so many threads.
#[cfg(test)]
pub(crate) fn on_threads<T: Send>(threads: usize, f: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_every_place_once_and_in_order() {
        for len in [0, 1, 2, 63, 64, 65, 1000] {
            for chunk in [1, 7, 64, 2000] {
                let places = chunks((len, chunk), Vec::from_iter).concat();
                assert_eq!(places, Vec::from_iter(0..len), "{len} in chunks of {chunk}");
            }
            assert_eq!(rows(len, |i| i), Vec::from_iter(0..len));
        }
    }

    #[test]
    fn work_that_is_asked_to_stop_stops_and_other_work_does_not() {
        let stop = Arc::new(AtomicBool::new(false));
        let begun = AtomicBool::new(false);
        let found = stoppable(&stop, || {
            in_order(4, |_| {
                begun.store(true, Ordering::Relaxed);
                stop.store(true, Ordering::Relaxed);
                loop {
                    checkpoint();
                }
            })
        });
        assert_eq!((found, begun.into_inner()), (Err::<Vec<()>, _>(Stopped), true));
        assert_eq!(in_order(100, |i| i).len(), 100);
        let other = Arc::new(AtomicBool::new(false));
        assert_eq!(stoppable(&other, || in_order(100, |i| i).len()), Ok(100));
        assert_eq!(stoppable(&stop, || 0), Err(Stopped));
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_reaches_the_caller() {
        in_order(10, |i| assert!(i != 7, "seven"));
    }
}
