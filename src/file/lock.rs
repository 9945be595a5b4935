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

/// A draft that is held here, until this is dropped: then its file is removed, which may take a while.
#[derive(Debug)]
pub struct Lock {
    held: Held,
    /// Locked for as long as it is open, which ends with the process however that ends.
    file: File,
}

/// What there is to know of a lock of this process, for whoever does not touch the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    draft: PathBuf,
    path: PathBuf,
    holder: Holder,
}

/// What came of trying to hold a draft.
#[derive(Debug)]
pub enum Holding {
    Ours(Lock),
    Theirs(Holder),
    /// There is no way to lock here, such as in a folder in which one may not write.
    Unlocked,
}

/// Names a lock, to be asked about elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    path: PathBuf,
    token: String,
}

/// How a lock stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tenure {
    Ours,
    /// Someone has removed it.
    Gone,
    /// Someone has taken the draft over.
    Taken(Holder),
}

/// Tries to hold a draft. A lock that a process of this computer left behind is cleared; one of another computer never
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

/// Holds a draft in the place of the one who was asked about. When it is someone else's by now, it stays so.
pub fn take_over(draft: &Path, asked: &Holder, now: u64) -> Holding {
    let path = lock_path(draft);
    // Somebody else may have taken it over while the writer was being asked.
    let is_asked = match Holder::at(&path) {
        Ok(holder) => holder.token == asked.token,
        // Who has it could not be read then either.
        Err(error) => error.kind() == ErrorKind::PermissionDenied && *asked == Holder::default(),
    };
    if is_asked && fs::remove_file(&path).is_err() {
        return Holding::Unlocked;
    }
    hold(draft, now)
}

/// Who has a draft open, as far as a look tells: nobody, where a process of this computer left its lock behind.
pub fn holder(draft: &Path) -> Option<Holder> {
    match meet(&lock_path(draft)) {
        Met::Nothing | Met::LeftBehind(..) => None,
        Met::Theirs(holder) => Some(holder),
    }
}

/// Gives back every lock of this process, which is about to end, and makes no new one. Does not wait for longer than
/// this: a disk that does not answer must not keep the program.
pub fn release_locks(patience: Duration) {
    wait_for(patience, || HELD.release());
}

fn wait_for(patience: Duration, work: impl FnOnce() + Send + 'static) {
    let (done, waiting) = channel();
    let started = std::thread::Builder::new().spawn(move || {
        work();
        let _ = done.send(());
    });
    // Without a thread the lock stays; others find that its process is gone.
    let _ = started.map(drop);
    let _ = waiting.recv_timeout(patience);
}

/// Something may come between two looks, and another one may be clearing, or writing, what is there.
const MOST_TRIES: usize = 6;
/// Nor is there an end to it while this process itself is about to give back what is there: four seconds.
const LAST_TRY: usize = 1000;
const MOMENT: Duration = Duration::from_millis(4);

/// Beside the file itself, by whatever link it is reached.
fn lock_path(draft: &Path) -> PathBuf {
    let draft = real_path(draft);
    // Named as office programs name theirs, which most synchronising tools know to leave alone.
    let mut name = OsString::from(".~lock.");
    name.push(draft.file_name().unwrap_or_default());
    name.push("#");
    draft.with_file_name(name)
}

enum Attempt {
    Done(Holding),
    /// It may be otherwise in a moment; what it is if it is not.
    Again(Holding),
}

fn attempt(draft: &Path, path: &Path, now: u64) -> Attempt {
    // Making the file is the one step that only one of two programs can succeed in.
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
            // It may have been cleared already, and this be another one's.
            if Holder::at(path).is_ok_and(|now| now.token == holder.token) {
                let _ = fs::remove_file(path);
            }
            Attempt::Again(Holding::Unlocked)
        }
    }
}

/// Others read in a lock who has the draft; nobody else writes there, whatever is usual here.
fn made_by_us() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    options
}

/// Writes into a lock that was just made.
fn begin(draft: &Path, path: &Path, mut file: File, now: u64) -> Attempt {
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        // Someone took it for one that was left behind.
        return Attempt::Again(Holding::Unlocked);
    }
    let holder = Holder::here(now);
    // Flushed, lest others see an empty file on a disk of the network.
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
    // While it was still empty, someone may have cleared it.
    if claim.stands() { Attempt::Done(Holding::Ours(lock)) } else { Attempt::Again(Holding::Unlocked) }
}

/// What there is in the place of a lock.
enum Met {
    /// Nothing, or nobody's lock: a folder, a pipe, a link.
    Nothing,
    Theirs(Holder),
    /// Its process is gone. Nobody else clears it while the file is open.
    LeftBehind(Holder, File),
}

/// Finds out whose the lock is that is there.
fn meet(path: &Path) -> Met {
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Met::Nothing;
    }
    // On some systems only what may be written can be locked.
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
    // Who died before writing a name was here: elsewhere, a lock without a name would not be one for long.
    if is_free && (is_empty || holder.is_of_this_computer()) {
        Met::LeftBehind(holder, file)
    } else {
        Met::Theirs(holder)
    }
}

impl Held {
    /// A lock that no file stands for.
    #[cfg(test)]
    pub fn for_test(draft: &Path, token: &str) -> Held {
        let holder = Holder { token: token.to_owned(), ..Holder::default() };
        Held { draft: draft.to_owned(), path: draft.with_extension("lock"), holder }
    }

    /// Who holds the draft: this process.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The lock's own file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was made for this path. Another path may lead to the same file.
    pub fn guards(&self, draft: &Path) -> bool {
        self.draft == draft
    }

    /// This path has turned out to lead to the same file.
    pub fn guard_as(&mut self, draft: &Path) {
        self.draft = draft.to_owned();
    }

    /// Names this lock.
    pub fn claim(&self) -> Claim {
        Claim { path: self.path.clone(), token: self.holder.token.clone() }
    }
}

impl Lock {
    /// What there is to know of it.
    pub fn held(&self) -> &Held {
        &self.held
    }

    /// It is about to be dropped, on whatever thread: this process waits for that when it wants to have it again.
    pub fn leave(&self) {
        HELD.leave(&self.held.claim());
    }

    /// Drops it, and does not wait for longer than this.
    pub fn give_back(self, patience: Duration) {
        wait_for(patience, move || drop(self));
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if HELD.is_over() {
            // All files are gone already, and one that is there now is somebody else’s.
            return;
        }
        // On some systems nobody reads a file that is locked, not even its owner.
        let _ = self.file.unlock();
        self.held.claim().give_back();
        HELD.forget(&self.held.claim());
    }
}

impl Claim {
    /// How the lock stands now.
    pub fn tenure(&self) -> Tenure {
        match Holder::at(&self.path) {
            // One without a name is being written, or is none.
            Ok(holder) if holder.token != self.token && !holder.token.is_empty() => Tenure::Taken(holder),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_taken(&self.path) => Tenure::Gone,
            // What cannot be read says nothing against it.
            Ok(_) | Err(_) => Tenure::Ours,
        }
    }

    /// Whether what stands there is known to be this lock.
    fn stands(&self) -> bool {
        Holder::at(&self.path).is_ok_and(|holder| holder.token == self.token)
    }

    fn give_back(&self) {
        if self.stands() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The locks of this process; none any more once they were given back for good.
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

    /// Whether there may still be locks.
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
        // Emptied first: a lock that another thread is just making is then given back by that thread.
        let locks = self.locks().take().unwrap_or_default();
        locks.iter().for_each(|own| own.claim.give_back());
    }
}

#[cfg(test)]
mod tests;
