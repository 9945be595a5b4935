//! How long work takes. On Linux this is the CPU time of the thread, so that other processes hardly matter; elsewhere
//! it is wall-clock time.

#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::time::{Duration, Instant};

/// How long the thread works on this.
pub fn spent(work: impl FnOnce()) -> Duration {
    let (start, worked) = (Instant::now(), thread_time());
    work();
    match (worked, thread_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    }
}

/// How long the thread has worked so far.
fn thread_time() -> Option<Duration> {
    // Work since the last context switch is counted at the next one.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
