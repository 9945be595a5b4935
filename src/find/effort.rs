//! A limit on the work of a search. A regular expression that looks far ahead does so again at every character, which
//! in a long line never ends. The work is therefore counted and can be given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A budget for work, in bytes examined, assuming that every look-ahead goes as far as it can.
#[derive(Clone, Debug)]
pub struct Effort {
    left: u64,
    given_up: Arc<AtomicBool>,
}

/// The limit within a frame: some milliseconds.
const AT_ONCE: u64 = 2_000_000;

/// The limit in the background: about a minute.
const AT_MOST: u64 = 50_000_000_000;

impl Effort {
    /// The budget of a frame.
    pub fn at_once() -> Effort {
        Effort::of(AT_ONCE)
    }

    /// The budget in the background, which can be cancelled.
    pub fn until(given_up: Arc<AtomicBool>) -> Effort {
        Effort { left: AT_MOST, given_up }
    }

    /// A budget in bytes.
    pub fn of(bytes: u64) -> Effort {
        Effort { left: bytes, given_up: Arc::default() }
    }

    /// Whether the work has been cancelled.
    pub fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Whether any of the budget is left.
    pub(super) fn is_left(&self) -> bool {
        self.left > 0 && !self.is_given_up()
    }

    /// Subtracts the cost of a look. Every look costs something.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(u64::try_from(bytes).unwrap_or(u64::MAX).max(1));
    }
}
