//! Whether work on a thread may still write. It can be cancelled at any time, however long the disk takes: what has not
//! been written by then never is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Permission to write, until it is withdrawn.
#[derive(Clone, Debug, Default)]
pub struct Permit {
    is_withdrawn: Arc<AtomicBool>,
}

impl Permit {
    /// Forbids any further write.
    pub fn withdraw(&self) {
        self.is_withdrawn.store(true, Ordering::SeqCst);
    }

    /// Whether some work still holds it, apart from whoever may withdraw it.
    pub fn is_in_use(&self) -> bool {
        Arc::strong_count(&self.is_withdrawn) > 1
    }

    /// Whether writing is still permitted.
    pub fn stands(&self) -> bool {
        !self.is_withdrawn.load(Ordering::SeqCst)
    }
}
