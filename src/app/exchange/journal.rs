//! Keeps text that is in no file yet. A thread writes it to the journal soon after it is typed, and at once when the
//! program ends. `session` decides what to keep; `file::journal` defines the entries.

mod book;
mod flusher;
mod guard;
mod orders;
mod queue;
mod times;

use std::sync::Arc;

use crate::allocator;
use crate::file::UserFolders;
use crate::file::journal::Journal;
use crate::session::{Health, Keeping, Order};
use orders::Newest;
use queue::Queue;

pub use flusher::Flusher;
pub use guard::guard;

/// When noted changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// On a thread, within a second of the last key.
    Soon,
    /// Only when [`Flusher::flush`] is called; for tests.
    WhenFlushed,
}

/// The journal as the window sees it.
pub struct Keeper {
    /// `None` if there is no folder for a journal.
    queue: Option<Arc<Queue>>,
}

impl Keeper {
    /// A keeper with nothing noted. `tell` is called when the journal cannot be written, and when it can again.
    pub fn new(folders: &UserFolders, pace: Pace, tell: impl Fn(Health) + Send + Sync + 'static) -> Keeper {
        let queue = Journal::new(folders).map(|journal| Arc::new(Queue::new(journal, Box::new(tell))));
        if let (Some(queue), Pace::Soon) = (&queue, pace) {
            queue.will_be_settled();
            let (writer, settler, folders) = (Arc::clone(queue), Arc::clone(queue), folders.clone());
            // Two threads, because a flush may take seconds, and what is typed in the meantime has to be written as
            // well.
            std::thread::spawn(move || {
                allocator::help_at_end();
                writer.work();
            });
            std::thread::spawn(move || {
                allocator::help_at_end();
                settler.settle();
            });
            // Nothing waits for this one, because there may be many files.
            std::thread::spawn(move || crate::file::journal::sweep(&folders));
        }
        Keeper { queue }
    }

    /// Whether unsaved work is protected.
    pub fn keeping(&self) -> Keeping {
        if self.queue.is_some() { Keeping::Well } else { Keeping::Nowhere }
    }

    /// Accepts a request of the session, to be carried out on a thread.
    pub fn take(&self, order: Order) {
        let Some(queue) = &self.queue else { return };
        match order {
            Order::Keep(kept) => queue.note(Newest::Unsaved(kept)),
            Order::SetAside(kept) => queue.set_aside(*kept),
            Order::Clear(origin) => queue.note(Newest::Nothing(origin)),
        }
    }

    /// Finishes all pending work now, because the window is closed.
    pub fn finish(&mut self) {
        if let Some(queue) = self.queue.take() {
            queue.finish();
        }
    }

    /// A handle to write what is noted when the program ends unexpectedly.
    pub fn flusher(&self) -> Flusher {
        Flusher(self.queue.clone())
    }
}
