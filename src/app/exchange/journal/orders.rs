//! What the window has noted for the journal and no thread has written yet.

use std::path::PathBuf;
use std::time::Duration;

use super::times::Times;
use crate::session::Kept;

/// The newest state of the draft.
pub(super) enum Newest {
    Unsaved(Box<Kept>),
    /// Nothing is unsaved, and this entry that the draft was recovered from is no longer needed.
    Nothing(Option<PathBuf>),
}

/// What was noted and is not written yet.
#[derive(Default)]
pub(super) struct Orders {
    pub(super) set_aside: Vec<Kept>,
    pub(super) newest: Option<Newest>,
    pub(super) times: Times,
    pub(super) is_over: bool,
    pub(super) has_settler: bool,
    /// When to report that the disk is late.
    pub(super) late_at: Option<Duration>,
}

impl Orders {
    /// Takes the orders to carry out now.
    pub(super) fn take(&mut self) -> Orders {
        self.times.begin();
        Orders { set_aside: std::mem::take(&mut self.set_aside), newest: self.newest.take(), ..Orders::default() }
    }

    /// Returns orders that failed. What has been noted since is newer.
    pub(super) fn put_back(&mut self, mut work: Orders, now: Duration) {
        work.set_aside.append(&mut self.set_aside);
        self.set_aside = work.set_aside;
        self.newest = self.newest.take().or(work.newest);
        self.times.fail(now);
    }
}
