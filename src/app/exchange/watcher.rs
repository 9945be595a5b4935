//! Watches files on a thread and reports when one has changed. It does not read them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::file::{self, Holder, Stat, disk};
use crate::session::Watched;

/// Who notices changes to files while the window has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// A thread, every two seconds.
    Thread,
    /// Nobody, because the test reports changes.
    ByHand,
}

impl Watching {
    /// What to do between two reads of a file that another program may be writing.
    pub fn pause(self) -> fn() {
        match self {
            Watching::Thread => || std::thread::sleep(file::PAUSE),
            Watching::ByHand => || {},
        }
    }
}

/// The watched files.
#[derive(Debug, Default)]
pub struct Watcher {
    watched: Arc<Mutex<Vec<Watched>>>,
}

const PAUSE: Duration = Duration::from_secs(2);

impl Watcher {
    /// Calls `stir` when one of the watched files has changed, and once for newly watched files, which may have changed
    /// before.
    pub fn new(watching: Watching, stir: impl Fn() + Send + 'static) -> Watcher {
        let watcher = Watcher::default();
        let watched = Arc::downgrade(&watcher.watched);
        match watching {
            Watching::Thread => drop(std::thread::spawn(move || keep_watch(&watched, stir))),
            Watching::ByHand => {}
        }
        watcher
    }

    /// Watches exactly these files.
    pub fn watch(&self, watched: Vec<Watched>) {
        *lock(&self.watched) = watched;
    }
}

/// The state of something watched.
#[derive(PartialEq)]
enum Standing {
    File(Option<Stat>),
    Holder(Option<Holder>),
}

/// Runs until the window is gone.
fn keep_watch(watched: &Weak<Mutex<Vec<Watched>>>, stir: impl Fn()) {
    let mut known: Vec<(Watched, Standing)> = Vec::new();
    while let Some(watched) = watched.upgrade() {
        let all = lock(&watched).clone();
        drop(watched);
        let now: Vec<_> = all.into_iter().map(|watched| (watched.clone(), standing(&watched))).collect();
        if now != known && !now.is_empty() {
            stir();
        }
        known = now;
        std::thread::sleep(PAUSE);
    }
}

fn standing(watched: &Watched) -> Standing {
    match watched {
        Watched::File(path) => Standing::File(Stat::of(path)),
        Watched::Holder(draft) => Standing::Holder(disk::holder(draft)),
    }
}

fn lock(watched: &Mutex<Vec<Watched>>) -> MutexGuard<'_, Vec<Watched>> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}
