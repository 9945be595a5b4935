//! Words that are in no file yet, kept for the case that the program does not get to save them: an entry for every
//! window, in a private folder. When an entry is written is decided by `app`; what one holds is `kept`'s.

mod entries;

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::kept::{Header, encode};
use super::write::obstacle_of;
use super::{UserFolders, WriteError, to_native, write_private};
use crate::article::Article;

pub use entries::{Found, forget, found, sweep};

/// The journal of one window. While it lives, others see that its entry is open.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    name: String,
    /// Held while the window lives: whoever can lock it knows that nobody does any more.
    alive: Option<File>,
    is_written: bool,
}

impl Journal {
    /// A journal with nothing in it, and nothing of it on the disk; `None` where there is no folder for it.
    pub fn new(folders: &UserFolders) -> Option<Journal> {
        Some(Journal { folder: folder(folders)?, name: new_name(), alive: None, is_written: false })
    }

    /// Puts an article into the journal's entry, in the place of what is in it.
    pub fn keep(&mut self, header: &Header, article: &Article) -> Result<(), WriteError> {
        self.hold()?;
        write_private(&self.entry(), &encode(header, to_native(article).as_bytes()))?;
        self.is_written = true;
        Ok(())
    }

    /// Puts an article beside the entry, where it stays when this window goes on.
    pub fn set_aside(&self, header: &Header, article: &Article) -> Result<(), WriteError> {
        write_entry(&self.folder, header, to_native(article).as_bytes()).map(drop)
    }

    /// Takes the entry away: there is nothing unsaved any more.
    pub fn clear(&mut self) -> Result<(), WriteError> {
        if self.is_written {
            remove(&self.entry())?;
            self.is_written = false;
        }
        Ok(())
    }

    /// The window is closed. An entry that was not cleared stays, and is offered at the next start.
    pub fn end(mut self) {
        if self.alive.take().is_some() {
            let _ = remove(&alive_of(&self.entry()));
        }
    }

    fn entry(&self) -> PathBuf {
        self.folder.join(format!("{}.{ENTRY}", self.name))
    }

    /// Shows that the entry is open, before there is one.
    fn hold(&mut self) -> Result<(), WriteError> {
        let path = alive_of(&self.entry());
        if self.alive.is_some() && path.exists() {
            return Ok(());
        }
        write_private(&path, b"")?;
        make_private(&self.folder);
        let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: path.clone() };
        let file = File::open(&path).map_err(failed)?;
        match file.lock() {
            // Where files cannot be locked, an entry may be offered while its window lives: no harm is done by that.
            Ok(()) | Err(_) => self.alive = Some(file),
        }
        Ok(())
    }
}

/// Keeps something that no window holds, such as a copy made for safety. Gives the entry's file.
pub fn write_aside(folders: &UserFolders, header: &Header, body: &[u8]) -> Result<Option<PathBuf>, WriteError> {
    folder(folders).map(|folder| write_entry(&folder, header, body)).transpose()
}

fn write_entry(folder: &Path, header: &Header, body: &[u8]) -> Result<PathBuf, WriteError> {
    let path = folder.join(format!("{}.{ENTRY}", new_name()));
    // No other entry has this name: one that may not be on the disk is not to be found either.
    write_private(&path, &encode(header, body)).inspect_err(|_| drop(remove(&path)))?;
    Ok(path)
}

const ENTRY: &str = "kept";
const ALIVE: &str = "alive";

/// Where entries are.
fn folder(folders: &UserFolders) -> Option<PathBuf> {
    folders.state.as_ref().map(|state| state.join("journal"))
}

/// What shows that an entry's window lives.
fn alive_of(entry: &Path) -> PathBuf {
    entry.with_extension(ALIVE)
}

/// Whether someone holds the file.
fn is_held(alive: &Path) -> bool {
    let Ok(file) = File::open(alive) else { return false };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => true,
        Ok(()) | Err(TryLockError::Error(_)) => false,
    }
}

/// A name that no other entry has, in this process or another one.
fn new_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:x}-{:x}-{count:x}", since.as_nanos(), std::process::id())
}

/// Removes a file; that it is gone already is no error.
fn remove(path: &Path) -> Result<(), WriteError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError { obstacle: obstacle_of(&error), path: path.to_owned() })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A folder that was made by others is made private too, where that is allowed.
#[cfg(unix)]
fn make_private(folder: &Path) {
    let _ = std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700));
}

#[cfg(not(unix))]
fn make_private(_folder: &Path) {}

#[cfg(test)]
mod tests;
