//! Keeps what is being written while it is in no file: the newest words go into the journal on a thread of their own,
//! soon after they were typed, and at once when the program ends. What an entry is and where it lies is in
//! `file::journal`; what is found there at the next start is offered by the dialogs.

mod book;
mod flusher;
mod guard;
mod orders;
mod queue;
mod times;

use std::path::PathBuf;
use std::sync::Arc;

use super::exchange::values::Health;
use super::status::Keeping;
use crate::file::journal::Journal;
use crate::file::kept::{Header, Kind};
use crate::file::{Fingerprint, UserFolders};
use crate::memory;
use orders::Newest;
use queue::Queue;

pub use flusher::Flusher;
pub use guard::guard;
pub use orders::Draft;

/// When what is noted is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// On a thread, within a second of the last key.
    Soon,
    /// When [`Flusher::flush`] is called, and not before: for tests.
    WhenFlushed,
}

/// The window's side of the journal.
pub struct Keeper {
    /// None where there is no folder for a journal.
    queue: Option<Arc<Queue>>,
    /// What was noted last.
    pub(super) noted: Option<Standing>,
}

/// How a draft stood in some frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) draft: u64,
    pub(super) revision: u64,
    pub(super) is_unsaved: bool,
    pub(super) disk: Option<Fingerprint>,
    pub(super) path: Option<PathBuf>,
}

/// The entry that the draft was recovered from: it is the draft's until it was saved or left.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub(super) entry: PathBuf,
    /// When it was kept, in seconds since 1970.
    pub(super) at: u64,
    /// How the draft stood when it was recovered.
    pub(super) state: u64,
}

impl Keeper {
    /// A keeper with nothing to keep. `tell` hears when the journal cannot be written, and when it can again.
    pub fn new(folders: &UserFolders, pace: Pace, tell: impl Fn(Health) + Send + Sync + 'static) -> Keeper {
        let queue = Journal::new(folders).map(|journal| Arc::new(Queue::new(journal, Box::new(tell))));
        if let (Some(queue), Pace::Soon) = (&queue, pace) {
            queue.will_be_settled();
            let (writer, settler, folders) = (Arc::clone(queue), Arc::clone(queue), folders.clone());
            std::thread::spawn(move || {
                memory::help_at_end();
                writer.work();
            });
            std::thread::spawn(move || {
                memory::help_at_end();
                settler.settle();
            });
            // Nobody waits for this one: there may be much to look through.
            std::thread::spawn(move || crate::file::journal::sweep(&folders));
        }
        Keeper { queue, noted: None }
    }

    /// Whether anything is kept at all.
    pub fn keeping(&self) -> Keeping {
        if self.queue.is_some() { Keeping::Well } else { Keeping::Nowhere }
    }

    /// This is what would be lost now.
    pub fn keep(&mut self, draft: Draft) {
        self.order(|queue| queue.note(Newest::Unsaved(Box::new(draft))));
    }

    /// Nothing would be lost now, and nothing is wanted of the entry that the draft was recovered from.
    pub fn clear(&mut self, origin: Option<PathBuf>) {
        self.order(|queue| queue.note(Newest::Nothing(origin)));
    }

    /// The writer does not want these words: they are set aside for a while all the same.
    pub fn discard(&mut self, draft: Draft) {
        let header = Header { kind: Kind::Discarded, ..draft.header };
        self.order(|queue| queue.set_aside(Draft { header, ..draft }));
    }

    /// The window is closed: what has to be done is done now.
    pub fn finish(&mut self) {
        if let Some(queue) = self.queue.take() {
            queue.finish();
        }
    }

    /// For when the program ends without being asked.
    pub fn flusher(&self) -> Flusher {
        Flusher(self.queue.clone())
    }

    fn order(&self, order: impl FnOnce(&Queue)) {
        if let Some(queue) = &self.queue {
            order(queue);
        }
    }
}
