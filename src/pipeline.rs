//! Work on many things at once: as many threads as wanted, results in the order of the things, bounded memory.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

/// How much may be in work at a time for each thread, in the unit of [`in_order`]'s `weigh`: bytes of text.
const WINDOW: usize = 256 << 10;

/// How many things may be in work at a time for each thread, however light.
const AHEAD: usize = 32;

/// One thread for each core that this process may use.
pub fn cores() -> NonZero<usize> {
    thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// Does `work` on all `items` with `threads` threads, and hands the results to `each` in the order of the items.
///
/// Items are taken only as results are handed on: what was taken and not yet handed on weighs no more than 256 KiB a
/// thread by `weigh`, or is a single item. So memory does not grow with the number of items, and one slow item holds up
/// the results behind it without their piling up. Whatever the number of threads, `each` sees the same sequence.
///
/// # Errors
/// The first error of `each`; nothing more is taken after it.
///
/// # Panics
/// If `work` does.
pub fn in_order<T: Send, R: Send, E>(
    items: impl IntoIterator<Item = T>,
    threads: NonZero<usize>,
    weigh: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync,
    each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.get();
    let (jobs, waiting) = sync_channel(threads * AHEAD);
    let (finish, results) = channel();
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        for _ in 0..threads {
            let finish = finish.clone();
            let (waiting, work) = (&waiting, &work);
            scope.spawn(move || {
                while let Some((place, item)) = next(waiting) {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    // Nobody waits for results after an error.
                    let _ = finish.send((place, result));
                }
            });
        }
        let mut queue = Queue {
            jobs,
            results,
            weights: BTreeMap::new(),
            done: BTreeMap::new(),
            taken: 0,
            each,
        };
        for item in items {
            let weight = weigh(&item);
            while !queue.has_room(weight, threads) {
                queue.hand_on()?;
            }
            queue.take(item, weight);
        }
        while !queue.weights.is_empty() {
            queue.hand_on()?;
        }
        Ok(())
    })
}

fn next<T>(waiting: &Mutex<Receiver<T>>) -> Option<T> {
    waiting.lock().ok()?.recv().ok()
}

/// What was taken and not yet handed on.
struct Queue<T, R, F> {
    jobs: SyncSender<(usize, T)>,
    results: Receiver<(usize, thread::Result<R>)>,
    /// Weights by place in the order of the items.
    weights: BTreeMap<usize, usize>,
    /// Results that wait for one before them.
    done: BTreeMap<usize, R>,
    /// How many items were taken.
    taken: usize,
    each: F,
}

impl<T, R, E, F: FnMut(R) -> Result<(), E>> Queue<T, R, F> {
    fn has_room(&self, weight: usize, threads: usize) -> bool {
        let held: usize = self.weights.values().sum();
        self.weights.is_empty()
            || self.weights.len() < threads * AHEAD && held + weight <= threads * WINDOW
    }

    fn take(&mut self, item: T, weight: usize) {
        self.weights.insert(self.taken, weight);
        // The workers live as long as this queue.
        let _ = self.jobs.send((self.taken, item));
        self.taken += 1;
    }

    /// Waits for a result, and hands on all that are next in order.
    fn hand_on(&mut self) -> Result<(), E> {
        if let Ok((place, result)) = self.results.recv() {
            let result = result.unwrap_or_else(|panic| resume_unwind(panic));
            self.done.insert(place, result);
        }
        while let Some(first) = self.weights.first_entry()
            && let Some(result) = self.done.remove(first.key())
        {
            first.remove();
            (self.each)(result)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn threads(n: usize) -> NonZero<usize> {
        NonZero::new(n).expect("some threads")
    }

    fn handed_on(n: usize) -> Vec<usize> {
        let mut seen = Vec::new();
        let slow_first = |i: usize| {
            if i.is_multiple_of(7) {
                thread::sleep(std::time::Duration::from_micros(200));
            }
            i * 2
        };
        let push = |i| {
            seen.push(i);
            Ok::<(), ()>(())
        };
        in_order(0..500, threads(n), |_| 1, slow_first, push).expect("no error");
        seen
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let expected: Vec<usize> = (0..500).map(|i| i * 2).collect();
        for n in [1, 2, 8] {
            assert_eq!(handed_on(n), expected, "{n} threads");
        }
    }

    /// The most that was taken and not handed on, with every item of the same weight.
    fn most_held(weight: usize) -> usize {
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..200).inspect(|_| {
            let now = held.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        });
        let each = |_| {
            held.fetch_sub(1, Ordering::SeqCst);
            Ok::<(), ()>(())
        };
        in_order(items, threads(2), |_| weight, |i| i, each).expect("no error");
        most.load(Ordering::SeqCst)
    }

    #[test]
    fn no_more_is_taken_than_there_is_room_for() {
        // One item more is drawn before it is known how heavy it is.
        assert!(most_held(WINDOW / 4) <= 9);
        assert!(most_held(WINDOW * 10) <= 2);
        assert!(most_held(0) <= 2 * AHEAD + 1);
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_of_the_work_is_passed_on() {
        let work = |i| if i == 7 { panic!("seven") } else { i };
        let _ = in_order(0..100, threads(2), |_| 1, work, |_| Ok::<(), ()>(()));
    }

    #[test]
    fn an_error_ends_it() {
        let mut seen = 0;
        let each = |i| {
            seen += 1;
            if i == 3 { Err("three") } else { Ok(()) }
        };
        assert_eq!(in_order(0.., threads(2), |_| 1, |i| i, each), Err("three"));
        assert_eq!(seen, 4);
    }
}
