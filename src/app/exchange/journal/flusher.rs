//! Writes everything that was noted at once, for code that ends the program.

use std::sync::Arc;

use super::queue::Queue;

/// Writes what is noted at once, from any thread.
#[derive(Clone)]
pub struct Flusher(pub(super) Option<Arc<Queue>>);

impl Flusher {
    /// Writes what is noted and not yet written. Gives up after a while if something else is being written.
    pub fn flush(&self) {
        if let Some(queue) = &self.0 {
            queue.flush();
        }
    }

    /// Like [`Flusher::flush`], but for the end of the program: the window is not told.
    pub(super) fn flush_at_end(&self) {
        if let Some(queue) = &self.0 {
            queue.flush_at_end();
        }
    }
}
