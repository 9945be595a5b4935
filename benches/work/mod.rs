//! How long work takes. On Linux that is the thread's own time, so that what else the machine does hardly counts;
//! elsewhere it is the clock's.

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
    // What has been worked since the last switch is counted at the next one.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
