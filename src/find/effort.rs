//! A limit on the work of a search. A regular expression that looks far ahead does so again at every character, which
//! in a long line never ends. The work is therefore counted and can be given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Work that is left to do, in bytes looked at, as if every look ahead went as far as it may.
#[derive(Clone, Debug)]
pub struct Effort {
    left: u64,
    given_up: Arc<AtomicBool>,
}

/// More than this is not done in a frame: some milliseconds.
const AT_ONCE: u64 = 2_000_000;

/// More than this is not done at all: about a minute.
const AT_MOST: u64 = 50_000_000_000;

impl Effort {
    /// As much as a frame has time for.
    pub fn at_once() -> Effort {
        Effort::of(AT_ONCE)
    }

    /// All that is ever done, until it is given up.
    pub fn until(given_up: Arc<AtomicBool>) -> Effort {
        Effort { left: AT_MOST, given_up }
    }

    /// So many bytes.
    pub fn of(bytes: u64) -> Effort {
        Effort { left: bytes, given_up: Arc::default() }
    }

    /// Whether the work has been given up.
    pub fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Whether there is some left.
    pub(super) fn is_left(&self) -> bool {
        self.left > 0 && !self.is_given_up()
    }

    /// Takes off what a look cost. Every look costs something.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(u64::try_from(bytes).unwrap_or(u64::MAX).max(1));
    }
}
