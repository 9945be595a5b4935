//! Writes everything that was noted at once, for code that ends the program.

use std::sync::Arc;

use super::queue::Queue;

/// Writes at once what has been noted, from any thread.
#[derive(Clone)]
pub struct Flusher(pub(super) Option<Arc<Queue>>);

impl Flusher {
    /// Writes what is noted and not yet written. Gives up after a while where something else is being written.
    pub fn flush(&self) {
        if let Some(queue) = &self.0 {
            queue.flush();
        }
    }

    /// As [`Flusher::flush`], when the program is being ended; the window hears nothing of it.
    pub(super) fn flush_at_end(&self) {
        if let Some(queue) = &self.0 {
            queue.flush_at_end();
        }
    }
}
