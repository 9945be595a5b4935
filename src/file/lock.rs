//! The lock file next to a draft. It tells whoever opens the draft who else has it open. It does not prevent writing:
//! a save checks the content of the file first. The window decides what to do about a lock; the command line never
//! locks.

pub(super) mod holder;

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::folder::{is_taken, real_path};
use super::read::{never_wait, open_file};
use crate::logging;

pub use holder::Holder;

/// A lock on a draft. Dropping it removes its file, which may take a while.
#[derive(Debug)]
pub struct Lock {
    held: Held,
    /// Locked while it is open, which ends with the process in any case.
    file: File,
}

/// What is known about a lock of this process, without access to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    draft: PathBuf,
    path: PathBuf,
    holder: Holder,
}

/// The result of trying to lock a draft.
#[derive(Debug)]
pub enum Holding {
    Ours(Lock),
    Theirs(Holder),
    /// Locks are not possible here, for example in a folder that is not writable.
    Unlocked,
}

/// Identifies a lock, so that it can be checked on another thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    path: PathBuf,
    token: String,
}

/// The state of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tenure {
    Ours,
    /// Someone has removed it.
    Gone,
    /// Someone has taken over the draft.
    Taken(Holder),
}

/// Tries to lock a draft. A lock left behind by a process of this computer is removed, one of another computer never
/// is. `now` is in seconds since 1970.
pub fn hold(draft: &Path, now: u64) -> Holding {
    let path = lock_path(draft);
    let mut last = Holding::Unlocked;
    for tried in 1..=LAST_TRY {
        match attempt(draft, &path, now) {
            Attempt::Done(holding) => {
                log::debug!("tried {tried} times to lock a draft: {}", logging::kind(&holding));
                return holding;
            }
            Attempt::Again(holding) => last = holding,
        }
        let is_leaving = matches!(&last, Holding::Theirs(holder) if HELD.is_leaving(holder));
        if tried >= MOST_TRIES && !is_leaving {
            break;
        }
        std::thread::sleep(MOMENT);
    }
    log::debug!("cannot lock a draft: {}", logging::kind(&last));
    last
}

/// Takes over the lock of a draft from the holder the writer was asked about. If someone else has it by now, they keep
/// it.
pub fn take_over(draft: &Path, asked: &Holder, now: u64) -> Holding {
    let path = lock_path(draft);
    // Someone else may have taken it over while the writer was being asked.
    let is_asked = match Holder::at(&path) {
        Ok(holder) => holder.token == asked.token,
        // The holder could not be read before, either.
        Err(error) => error.kind() == ErrorKind::PermissionDenied && *asked == Holder::default(),
    };
    if is_asked && fs::remove_file(&path).is_err() {
        return Holding::Unlocked;
    }
    hold(draft, now)
}

/// Who has a draft open, as far as the lock tells; `None` if a process of this computer has left it behind.
pub fn holder(draft: &Path) -> Option<Holder> {
    match meet(&lock_path(draft)) {
        Met::Nothing | Met::LeftBehind(..) => None,
        Met::Theirs(holder) => Some(holder),
    }
}

/// Releases all locks of this process, which is about to end, and creates no new ones. Waits no longer than `patience`,
/// because a disk that does not respond must not keep the program running.
pub fn release_locks(patience: Duration) {
    wait_for(patience, || HELD.release());
}

fn wait_for(patience: Duration, work: impl FnOnce() + Send + 'static) {
    let (done, waiting) = channel();
    let started = std::thread::Builder::new().spawn(move || {
        work();
        let _ = done.send(());
    });
    // Without a thread, the lock stays; others see that its process is gone.
    let _ = started.map(drop);
    let _ = waiting.recv_timeout(patience);
}

/// The lock may change between two checks, and someone else may be removing or writing it.
const MOST_TRIES: usize = 6;
/// The number of tries while this process itself is about to release the lock: four seconds.
const LAST_TRY: usize = 1000;
const MOMENT: Duration = Duration::from_millis(4);

/// Next to the file itself, whatever link leads to it.
fn lock_path(draft: &Path) -> PathBuf {
    let draft = real_path(draft);
    // Named like the locks of office programs, which most synchronisation tools know to ignore.
    let mut name = OsString::from(".~lock.");
    name.push(draft.file_name().unwrap_or_default());
    name.push("#");
    draft.with_file_name(name)
}

enum Attempt {
    Done(Holding),
    /// The result may change at any moment; this is the result if it does not.
    Again(Holding),
}

fn attempt(draft: &Path, path: &Path, now: u64) -> Attempt {
    // Creating the file is the one step in which only one of two programs can succeed.
    match made_by_us().open(path) {
        Ok(file) => return begin(draft, path, file, now),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(_) => return Attempt::Done(Holding::Unlocked),
    }
    match meet(path) {
        Met::Nothing if is_taken(path) => Attempt::Done(Holding::Unlocked),
        Met::Nothing => Attempt::Again(Holding::Unlocked),
        Met::Theirs(holder) => Attempt::Again(Holding::Theirs(holder)),
        Met::LeftBehind(holder, _file) => {
            // It may already have been removed, and this may be someone else's.
            if Holder::at(path).is_ok_and(|now| now.token == holder.token) {
                let _ = fs::remove_file(path);
            }
            Attempt::Again(Holding::Unlocked)
        }
    }
}

/// Others read in a lock who has the draft, and only we write to it, whatever the default permissions are.
fn made_by_us() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    options
}

/// Writes a lock file that was just created.
fn begin(draft: &Path, path: &Path, mut file: File, now: u64) -> Attempt {
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        // Someone took it for one that was left behind.
        return Attempt::Again(Holding::Unlocked);
    }
    let holder = Holder::here(now);
    // Flushed, so that others do not see an empty file on a network disk.
    if file.write_all(holder.to_text().as_bytes()).and_then(|()| file.sync_data()).is_err() {
        let _ = fs::remove_file(path);
        return Attempt::Done(Holding::Unlocked);
    }
    let lock = Lock { held: Held { draft: draft.to_owned(), path: path.to_owned(), holder }, file };
    let claim = lock.held.claim();
    if !HELD.note(claim.clone()) {
        claim.give_back();
        return Attempt::Done(Holding::Unlocked);
    }
    // Someone may have removed it while it was still empty.
    if claim.stands() { Attempt::Done(Holding::Ours(lock)) } else { Attempt::Again(Holding::Unlocked) }
}

/// What is at the path of a lock.
enum Met {
    /// Nothing, or not a lock: a folder, a pipe, a link.
    Nothing,
    Theirs(Holder),
    /// Its process is gone. Nobody else removes it while the file is open.
    LeftBehind(Holder, File),
}

/// Determines whose lock exists at a path.
fn meet(path: &Path) -> Met {
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Met::Nothing;
    }
    // Some systems can lock only writable files.
    let mut options = OpenOptions::new();
    never_wait(options.read(true).write(true));
    let opened = options.open(path).or_else(|_| open_file(path));
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Met::Nothing,
        Err(_) => return Met::Theirs(Holder::default()),
    };
    let is_free = file.try_lock().is_ok();
    let holder = Holder::of(&file).unwrap_or_default();
    let is_empty = file.metadata().is_ok_and(|file| file.len() == 0);
    // An empty lock was left by a process of this computer that ended before writing its name: a lock of another
    // computer does not stay empty for long.
    if is_free && (is_empty || holder.is_of_this_computer()) {
        Met::LeftBehind(holder, file)
    } else {
        Met::Theirs(holder)
    }
}

impl Held {
    /// A lock without a file.
    #[cfg(test)]
    pub fn for_test(draft: &Path, token: &str) -> Held {
        let holder = Holder { token: token.to_owned(), ..Holder::default() };
        Held { draft: draft.to_owned(), path: draft.with_extension("lock"), holder }
    }

    /// The holder of the draft, which is this process.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The lock's own file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was created for this path. Another path may lead to the same file.
    pub fn guards(&self, draft: &Path) -> bool {
        self.draft == draft
    }

    /// Records that this path leads to the same file.
    pub fn guard_as(&mut self, draft: &Path) {
        self.draft = draft.to_owned();
    }

    /// Identifies this lock.
    pub fn claim(&self) -> Claim {
        Claim { path: self.path.clone(), token: self.holder.token.clone() }
    }
}

impl Lock {
    /// What is known about it.
    pub fn held(&self) -> &Held {
        &self.held
    }

    /// The lock is about to be dropped, on whatever thread: this process waits for that before it locks the draft
    /// again.
    pub fn leave(&self) {
        HELD.leave(&self.held.claim());
    }

    /// Drops the lock, waiting no longer than `patience`.
    pub fn give_back(self, patience: Duration) {
        wait_for(patience, move || drop(self));
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if HELD.is_over() {
            // All locks are already removed, and a file that exists now belongs to someone else.
            return;
        }
        // On some systems nobody can read a locked file, not even its owner.
        let _ = self.file.unlock();
        self.held.claim().give_back();
        HELD.forget(&self.held.claim());
    }
}

impl Claim {
    /// The current state of the lock.
    pub fn tenure(&self) -> Tenure {
        match Holder::at(&self.path) {
            // One without a token is being written, or is not ours.
            Ok(holder) if holder.token != self.token && !holder.token.is_empty() => Tenure::Taken(holder),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_taken(&self.path) => Tenure::Gone,
            // If it cannot be read, nothing indicates that it was lost.
            Ok(_) | Err(_) => Tenure::Ours,
        }
    }

    /// Whether the file is known to be this lock.
    fn stands(&self) -> bool {
        Holder::at(&self.path).is_ok_and(|holder| holder.token == self.token)
    }

    fn give_back(&self) {
        if self.stands() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The locks of this process; `None` after they were released for good.
struct Registry(Mutex<Option<Vec<Own>>>);

struct Own {
    claim: Claim,
    is_leaving: bool,
}

static HELD: Registry = Registry::new();

impl Registry {
    const fn new() -> Registry {
        Registry(Mutex::new(Some(Vec::new())))
    }

    fn locks(&self) -> MutexGuard<'_, Option<Vec<Own>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a lock. Returns whether locks are still allowed.
    fn note(&self, claim: Claim) -> bool {
        let mut locks = self.locks();
        locks.iter_mut().for_each(|locks| locks.push(Own { claim: claim.clone(), is_leaving: false }));
        locks.is_some()
    }

    fn leave(&self, claim: &Claim) {
        let mut locks = self.locks();
        let own = locks.iter_mut().flatten().find(|own| own.claim == *claim);
        own.into_iter().for_each(|own| own.is_leaving = true);
    }

    fn is_leaving(&self, holder: &Holder) -> bool {
        self.locks().iter().flatten().any(|own| own.is_leaving && own.claim.token == holder.token)
    }

    fn forget(&self, claim: &Claim) {
        self.locks().iter_mut().for_each(|locks| locks.retain(|own| own.claim != *claim));
    }

    fn is_over(&self) -> bool {
        self.locks().is_none()
    }

    fn release(&self) {
        // Emptied first, so that a lock being created on another thread is released by that thread.
        let locks = self.locks().take().unwrap_or_default();
        locks.iter().for_each(|own| own.claim.give_back());
    }
}

#[cfg(test)]
mod tests;
