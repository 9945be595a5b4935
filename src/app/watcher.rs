//! Keeps an eye on files from a thread, and says when one of them does not stand as it stood. What they hold is looked
//! at elsewhere.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::file::Stat;

/// Who says that a file has changed while the window has the focus all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// A thread, every two seconds.
    Thread,
    /// Nobody: the test does.
    ByHand,
}

/// The files that are watched.
#[derive(Debug, Default)]
pub struct Watcher {
    watched: Arc<Mutex<Vec<PathBuf>>>,
}

const PAUSE: Duration = Duration::from_secs(2);

impl Watcher {
    /// Says by `stir` when one of the files that are watched has changed, and once for files that are new to it: they
    /// may have changed before.
    pub fn new(watching: Watching, stir: impl Fn() + Send + 'static) -> Watcher {
        let watcher = Watcher::default();
        let watched = Arc::downgrade(&watcher.watched);
        match watching {
            Watching::Thread => drop(std::thread::spawn(move || keep_watch(&watched, stir))),
            Watching::ByHand => {}
        }
        watcher
    }

    /// Watches these files and no others.
    pub fn watch(&self, paths: Vec<PathBuf>) {
        *lock(&self.watched) = paths;
    }
}

/// Until the window is gone.
fn keep_watch(watched: &Weak<Mutex<Vec<PathBuf>>>, stir: impl Fn()) {
    let mut known: Vec<(PathBuf, Option<Stat>)> = Vec::new();
    while let Some(watched) = watched.upgrade() {
        let paths = lock(&watched).clone();
        drop(watched);
        let now: Vec<_> = paths.into_iter().map(|path| (path.clone(), Stat::of(&path))).collect();
        if now != known && !now.is_empty() {
            stir();
        }
        known = now;
        std::thread::sleep(PAUSE);
    }
}

fn lock(watched: &Mutex<Vec<PathBuf>>) -> MutexGuard<'_, Vec<PathBuf>> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}
