//! The lock beside a draft, by which a second one who opens it is told who has it. It keeps nobody out: what stands in
//! the file is looked at before every save. What is made of it is the window's business; the command line never locks.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::folder::real_path;
use super::{Fingerprint, is_taken};

/// Who has a draft open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The name of the account; empty where it is not known.
    pub user: String,
    /// The name of the computer; empty where it is not known.
    pub host: String,
    /// Tells computers of one name from each other.
    machine: String,
    /// The number of the process.
    pub process: u32,
    /// Since when, in seconds since 1970.
    pub since: u64,
    /// Tells this lock from every other.
    token: String,
}

/// A draft that is held here, until this is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    holder: Holder,
    /// Locked for as long as it is open, which ends with the process however that ends.
    file: File,
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
    // What is there may go, or come, between two looks.
    (0..MOST_TRIES).find_map(|_| attempt(&path, now)).unwrap_or(Holding::Unlocked)
}

/// Holds a draft in the place of the one who was asked about. When it is someone else's by now, it stays so.
pub fn take_over(draft: &Path, asked: &Holder, now: u64) -> Holding {
    let path = lock_path(draft);
    if Holder::at(&path).is_ok_and(|holder| holder.token == asked.token) && fs::remove_file(&path).is_err() {
        return Holding::Unlocked;
    }
    hold(draft, now)
}

const MOST_TRIES: usize = 8;

/// Beside the file itself, by whatever link it is reached.
fn lock_path(draft: &Path) -> PathBuf {
    let draft = real_path(draft);
    let mut name = OsString::from(".~lock.");
    name.push(draft.file_name().unwrap_or_default());
    name.push("#");
    draft.with_file_name(name)
}

/// `None` when something came between.
fn attempt(path: &Path, now: u64) -> Option<Holding> {
    match OpenOptions::new().read(true).write(true).create_new(true).open(path) {
        Ok(file) => begin(path, file, now),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => meet(path),
        Err(_) => Some(Holding::Unlocked),
    }
}

/// Writes into a lock that was just made.
fn begin(path: &Path, mut file: File, now: u64) -> Option<Holding> {
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        // Someone took it for one that was left behind.
        return None;
    }
    let holder = Holder::here(now);
    match file.write_all(holder.to_text().as_bytes()).and_then(|()| file.sync_all()) {
        Ok(()) => Some(Holding::Ours(Lock { path: path.to_owned(), holder, file })),
        Err(_) => {
            let _ = fs::remove_file(path);
            Some(Holding::Unlocked)
        }
    }
}

/// Finds out whose the lock is that is there, and clears it where it was left behind.
fn meet(path: &Path) -> Option<Holding> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {}
        // A folder or a pipe of this name is nobody's lock.
        Ok(_) => return Some(Holding::Unlocked),
        Err(_) => return None,
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(_) => return Some(Holding::Theirs(Holder::default())),
    };
    let holder = Holder::of(&file).unwrap_or_default();
    if !holder.is_of_this_computer() || file.try_lock().is_err() {
        return Some(Holding::Theirs(holder));
    }
    // The process is gone. Its lock may have been cleared already, and this be another one's.
    if Holder::at(path).is_ok_and(|now| now.token == holder.token) {
        let _ = fs::remove_file(path);
    }
    None
}

impl Lock {
    /// Who holds the draft: this process.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The lock's own file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is the lock of this draft.
    pub fn guards(&self, draft: &Path) -> bool {
        self.path == lock_path(draft)
    }

    /// Names this lock.
    pub fn claim(&self) -> Claim {
        Claim { path: self.path.clone(), token: self.holder.token.clone() }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // On some systems nobody reads a file that is locked, not even its owner.
        let _ = self.file.unlock();
        if self.claim().tenure() == Tenure::Ours {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Claim {
    /// How the lock stands now.
    pub fn tenure(&self) -> Tenure {
        match Holder::at(&self.path) {
            Ok(holder) if holder.token != self.token => Tenure::Taken(holder),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_taken(&self.path) => Tenure::Gone,
            // What cannot be read says nothing against it.
            Ok(_) | Err(_) => Tenure::Ours,
        }
    }
}

/// More of a lock is not read, in bytes.
const LONGEST: u64 = 4096;
/// Longer names are cut, in characters.
const LONGEST_NAME: usize = 64;
const MARK: &str = "copydesk-lock 1";

impl Holder {
    fn here(now: u64) -> Holder {
        let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(std::env::var_os).unwrap_or_default();
        Holder {
            user: cleaned(&user.to_string_lossy()),
            host: host(),
            machine: machine(),
            process: std::process::id(),
            since: now,
            token: token(now),
        }
    }

    /// Whether the process runs, or ran, on this computer.
    pub fn is_of_this_computer(&self) -> bool {
        !self.token.is_empty() && self.host == host() && self.machine == machine()
    }

    fn at(path: &Path) -> io::Result<Holder> {
        if !fs::symlink_metadata(path)?.is_file() {
            return Err(io::Error::from(ErrorKind::InvalidData));
        }
        Holder::of(&File::open(path)?)
    }

    fn of(file: &File) -> io::Result<Holder> {
        let mut bytes = Vec::new();
        file.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(Holder::parse(&String::from_utf8_lossy(&bytes)))
    }

    /// What cannot be made out is nobody known.
    fn parse(text: &str) -> Holder {
        let mut lines = text.lines();
        let mut holder = Holder::default();
        if lines.next() != Some(MARK) {
            return holder;
        }
        for (name, value) in lines.filter_map(|line| line.split_once(' ')) {
            match name {
                "user" => holder.user = cleaned(value),
                "host" => holder.host = cleaned(value),
                "machine" => holder.machine = cleaned(value),
                "process" => holder.process = value.parse().unwrap_or_default(),
                "since" => holder.since = value.parse().unwrap_or_default(),
                "token" => holder.token = cleaned(value),
                _ => {}
            }
        }
        holder
    }

    fn to_text(&self) -> String {
        let Holder { user, host, machine, process, since, token } = self;
        format!(
            "{MARK}\nuser {user}\nhost {host}\nmachine {machine}\nprocess {process}\nsince {since}\ntoken {token}\n"
        )
    }
}

fn host() -> String {
    cleaned(&gethostname::gethostname().to_string_lossy())
}

/// Something of this computer that others do not have, if the system tells it; not what the system tells, which is
/// not for others.
fn machine() -> String {
    let mut id = String::new();
    let read = File::open("/etc/machine-id").and_then(|file| file.take(LONGEST).read_to_string(&mut id));
    match read {
        Ok(_) if !id.trim().is_empty() => {
            Fingerprint::of(format!("copydesk {}", id.trim()).as_bytes()).to_string().chars().take(16).collect()
        }
        Ok(_) | Err(_) => String::new(),
    }
}

fn token(now: u64) -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{now:x}-{:x}-{:016x}{:016x}", std::process::id(), random(), random())
}

/// A name on one line, without what would turn the words around it.
fn cleaned(name: &str) -> String {
    let is_mark =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.trim().chars().filter(|c| !c.is_control() && !is_mark(*c)).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Desk {
        folder: tempfile::TempDir,
        draft: PathBuf,
        lock: PathBuf,
    }

    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let draft = folder.path().join("tides.copydesk");
        fs::write(&draft, "a draft").unwrap();
        let lock = folder.path().join(".~lock.tides.copydesk#");
        Desk { folder, draft, lock }
    }

    #[track_caller]
    fn ours(holding: Holding) -> Lock {
        match holding {
            Holding::Ours(lock) => lock,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn theirs(holding: Holding) -> Holder {
        match holding {
            Holding::Theirs(holder) => holder,
            other => panic!("{other:?}"),
        }
    }

    fn forged(host: &str) -> Holder {
        Holder { user: "maria".into(), host: host.into(), token: "7".into(), since: 5, ..Holder::here(5) }
    }

    #[test]
    fn the_second_is_told_of_the_first_and_nothing_is_left_after_him() {
        let desk = desk();
        let lock = ours(hold(&desk.draft, 5));
        let holder = theirs(hold(&desk.draft, 6));
        assert_eq!((&holder, holder.since, holder.process), (lock.holder(), 5, std::process::id()));
        assert!(lock.guards(&desk.draft) && desk.lock.exists());
        drop(lock);
        assert!(!desk.lock.exists());
        ours(hold(&desk.draft, 7));
    }

    #[test]
    fn what_a_dead_process_of_this_computer_left_is_cleared() {
        let desk = desk();
        fs::write(&desk.lock, forged(&host()).to_text()).unwrap();
        let lock = ours(hold(&desk.draft, 6));
        assert_eq!(lock.holder().since, 6);
        assert_eq!(Holder::at(&desk.lock).unwrap(), *lock.holder());
    }

    #[test]
    fn what_another_computer_left_is_never_cleared_unasked() {
        let desk = desk();
        let mut foreign = forged("elsewhere");
        fs::write(&desk.lock, foreign.to_text()).unwrap();
        assert_eq!(theirs(hold(&desk.draft, 6)), foreign);
        // Nor what one of the same name left.
        foreign = Holder { machine: "another".into(), ..forged(&host()) };
        fs::write(&desk.lock, foreign.to_text()).unwrap();
        assert_eq!(theirs(hold(&desk.draft, 6)), foreign);
        assert_eq!(fs::read_to_string(&desk.lock).unwrap(), foreign.to_text());
        ours(take_over(&desk.draft, &foreign, 6));
    }

    #[test]
    fn who_is_taken_over_finds_out_and_leaves_the_lock_alone() {
        let desk = desk();
        let first = ours(hold(&desk.draft, 5));
        let second = ours(take_over(&desk.draft, &theirs(hold(&desk.draft, 6)), 6));
        assert_eq!(first.claim().tenure(), Tenure::Taken(second.holder().clone()));
        assert_eq!(second.claim().tenure(), Tenure::Ours);
        let asked = first.holder().clone();
        drop(first);
        assert!(desk.lock.exists());
        // Another one than was asked about is not taken over.
        assert_eq!(theirs(take_over(&desk.draft, &asked, 7)), *second.holder());
        fs::remove_file(&desk.lock).unwrap();
        assert_eq!(second.claim().tenure(), Tenure::Gone);
    }

    #[test]
    fn where_no_lock_can_be_made_there_is_none() {
        let desk = desk();
        let long = desk.folder.path().join("a".repeat(255));
        assert!(matches!(hold(&long, 5), Holding::Unlocked));
        assert!(matches!(hold(&desk.folder.path().join("none/a.copydesk"), 5), Holding::Unlocked));
        fs::create_dir(&desk.lock).unwrap();
        assert!(matches!(hold(&desk.draft, 5), Holding::Unlocked));
    }

    #[test]
    fn a_lock_that_says_nothing_or_too_much_is_somebodys() {
        let desk = desk();
        for text in ["", "\0\u{1}", ",maria,desk-3,23.11.2026 10:00,;", &"user a\n".repeat(10_000)] {
            fs::write(&desk.lock, text).unwrap();
            assert_eq!(theirs(hold(&desk.draft, 6)), Holder::default(), "{text:?}");
        }
        let long = format!("{MARK}\nuser \u{202e}\u{7}{}\nhost \u{2066}x\n", "m".repeat(900));
        fs::write(&desk.lock, long).unwrap();
        let holder = theirs(hold(&desk.draft, 6));
        assert_eq!((holder.user, holder.host), ("m".repeat(LONGEST_NAME), "x".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_what_it_leads_to_have_one_lock() {
        let desk = desk();
        let inner = desk.folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let link = inner.join("link.copydesk");
        std::os::unix::fs::symlink(&desk.draft, &link).unwrap();
        let lock = ours(hold(&link, 5));
        assert_eq!(lock.path(), real_path(&desk.draft).with_file_name(".~lock.tides.copydesk#"));
        theirs(hold(&desk.draft, 6));
    }
}
