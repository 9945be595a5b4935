//! Whether work on a thread may still write. Whoever waits for it can give it up, however long the disk takes: what is
//! not written by then never is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Leave to write, until it is withdrawn.
#[derive(Clone, Debug, Default)]
pub struct Permit {
    is_withdrawn: Arc<AtomicBool>,
}

impl Permit {
    /// Nothing is to be written any longer.
    pub fn withdraw(&self) {
        self.is_withdrawn.store(true, Ordering::SeqCst);
    }

    /// Whether some work still has it, beside whoever may withdraw it.
    pub fn is_in_use(&self) -> bool {
        Arc::strong_count(&self.is_withdrawn) > 1
    }

    /// Whether something may still be written.
    pub fn stands(&self) -> bool {
        !self.is_withdrawn.load(Ordering::SeqCst)
    }
}
