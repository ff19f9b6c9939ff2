//! Work on all cores whose result does not depend on how many there are.
//!
//! Partial results come back in order, so that sums over them are the same
//! bytes on every machine. The scheduling is compiled once, behind a trait
//! object: laws × kinds of number × closures would otherwise each carry a copy
//! of it (a quarter of the crate's generated code).

use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;

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
        (0..len).for_each(f);
    } else {
        (0..len).into_par_iter().with_max_len(1).for_each(f);
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
    #[should_panic(expected = "seven")]
    fn a_panic_reaches_the_caller() {
        in_order(10, |i| assert!(i != 7, "seven"));
    }
}
