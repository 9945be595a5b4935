//! Where the entries of the journal are, how their files are named, and who holds them.

use std::fs::{OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::file::read::{never_wait, open_file};
use crate::file::user::UserFolders;
use crate::file::write::{WriteError, keep_others_out, make_private_folder, obstacle_of};

pub(super) const ENTRY: &str = "kept";

pub(super) const ALIVE: &str = "alive";

/// The folder of the entries.
pub(super) fn folder(folders: &UserFolders) -> Option<PathBuf> {
    folders.state.as_ref().map(|state| state.join("journal"))
}

/// Creates the folder unless it exists. An existing one is made private, too, if possible.
///
/// # Errors
/// Fails if the folder cannot be created, or if something else has its name.
pub(super) fn prepare(folder: &Path) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: folder.to_owned() };
    make_private_folder(folder).map_err(|error| match error.kind() {
        // The folder, or one above it, is a file.
        io::ErrorKind::AlreadyExists => failed(io::ErrorKind::NotADirectory.into()),
        _ => failed(error),
    })?;
    keep_others_out(folder);
    Ok(())
}

/// Options to open a file that only this user may read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    never_wait(&mut options);
    options
}

/// The common name of an entry's files.
pub(super) fn name_of(entry: &Path) -> Option<String> {
    Some(entry.file_name()?.to_str()?.split('.').next()?.to_owned())
}

/// The file that shows that an entry's window is open.
pub(super) fn alive_of(entry: &Path) -> PathBuf {
    entry.with_file_name(format!("{}.{ALIVE}", name_of(entry).unwrap_or_default()))
}

/// Whether someone has locked the file. Checking disturbs nobody, not even another check.
pub(super) fn is_held(alive: &Path) -> bool {
    let Ok(file) = open_file(alive) else { return false };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => true,
        Ok(()) | Err(TryLockError::Error(_)) => false,
    }
}

/// A name that no other entry has, in any process. It contains no dot.
pub(super) fn new_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:x}-{:x}-{count:x}", since.as_nanos(), std::process::id())
}

/// Removes a file; a missing one is not an error.
///
/// # Errors
/// Fails if the file exists and cannot be removed.
pub(super) fn remove(path: &Path) -> Result<(), WriteError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError { obstacle: obstacle_of(&error), path: path.to_owned() })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
