//! What the window has noted for the journal and no thread has written yet.

use std::path::PathBuf;
use std::time::Duration;

use super::times::Times;
use crate::session::Kept;

/// The newest state of the draft.
pub(super) enum Newest {
    Unsaved(Box<Kept>),
    /// There is nothing unsaved, and nothing is wanted of the entry that the draft was recovered from.
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
    /// When what was written should be on the disk.
    pub(super) late_at: Option<Duration>,
}

impl Orders {
    /// What there is to do now.
    pub(super) fn take(&mut self) -> Orders {
        self.times.begin();
        Orders { set_aside: std::mem::take(&mut self.set_aside), newest: self.newest.take(), ..Orders::default() }
    }

    /// Some of it could not be done. What was noted since is newer.
    pub(super) fn put_back(&mut self, mut work: Orders, now: Duration) {
        work.set_aside.append(&mut self.set_aside);
        self.set_aside = work.set_aside;
        self.newest = self.newest.take().or(work.newest);
        self.times.fail(now);
    }
}
