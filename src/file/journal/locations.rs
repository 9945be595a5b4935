//! Where the entries of the journal stand, what their files are called, and who holds them.

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

/// Where entries are.
pub(super) fn folder(folders: &UserFolders) -> Option<PathBuf> {
    folders.state.as_ref().map(|state| state.join("journal"))
}

/// Makes the folder where there is none. One that was made by others is made private too, where that is allowed.
///
/// # Errors
/// Fails if the folder cannot be made, or something else stands where it should be.
pub(super) fn prepare(folder: &Path) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: folder.to_owned() };
    make_private_folder(folder).map_err(|error| match error.kind() {
        // A file stands where the folder, or one above it, should be.
        io::ErrorKind::AlreadyExists => failed(io::ErrorKind::NotADirectory.into()),
        _ => failed(error),
    })?;
    keep_others_out(folder);
    Ok(())
}

/// How a file is opened that nobody else may read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    never_wait(&mut options);
    options
}

/// The name that the files of an entry have in common.
pub(super) fn name_of(entry: &Path) -> Option<String> {
    Some(entry.file_name()?.to_str()?.split('.').next()?.to_owned())
}

/// What shows that an entry's window lives.
pub(super) fn alive_of(entry: &Path) -> PathBuf {
    entry.with_file_name(format!("{}.{ALIVE}", name_of(entry).unwrap_or_default()))
}

/// Whether someone holds the file. To ask is in nobody's way, not even of another one who asks.
pub(super) fn is_held(alive: &Path) -> bool {
    let Ok(file) = open_file(alive) else { return false };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => true,
        Ok(()) | Err(TryLockError::Error(_)) => false,
    }
}

/// A name that no other entry has, in this process or another one. There is no dot in it.
pub(super) fn new_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:x}-{:x}-{count:x}", since.as_nanos(), std::process::id())
}

/// Removes a file; that it is gone already is no error.
///
/// # Errors
/// Fails if the file is there and cannot be removed.
pub(super) fn remove(path: &Path) -> Result<(), WriteError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError { obstacle: obstacle_of(&error), path: path.to_owned() })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
