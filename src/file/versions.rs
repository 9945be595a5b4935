//! Earlier versions of drafts, in the user’s own data folder. Each is stored byte for byte under a name that contains
//! its hash. `store` lays them out on disk, `thin` and `limit` decide which are kept, and `compare` compares them.

mod version;
mod limit;
mod store;
mod thin;

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::kind::FileKind;
use super::read::ReadError;
use super::user::UserFolders;
use super::write::{Obstacle, WriteError};
use crate::article::Article;

use store::Store;
pub use version::{Called, Version, VersionError};

/// Keeps a version of a draft. `at` is when it was saved; if there is a later version, the time is moved after it, so
/// that versions are in the order of saves. Content that is already kept is kept once, and moves to its new position
/// unless it has a name. Then superfluous versions of this draft are removed. Without a folder, nothing is kept.
///
/// # Errors
/// Fails if the version cannot be written.
pub fn keep(folders: &UserFolders, draft: &Path, bytes: &[u8], at: u64) -> Result<(), WriteError> {
    let Some(store) = Store::of(folders, draft) else { return Ok(()) };
    let before = store.size();
    store.keep(bytes, at)?;
    store.thin();
    limit::note(&store.root, before, store.size());
    Ok(())
}

/// Keeps the current draft as a named version. A version with the same text gets the name and the time.
///
/// # Errors
/// Fails if the version or its name cannot be written.
pub fn keep_named(
    folders: &UserFolders,
    draft: &Path,
    bytes: &[u8],
    now: u64,
    called: &str,
) -> Result<Called, WriteError> {
    let Some(store) = Store::of(folders, draft) else { return Ok(Called::default()) };
    let before = store.size();
    let called = store.keep_named(bytes, now, called)?;
    store.thin();
    limit::note(&store.root, before, store.size());
    Ok(called)
}

/// Removes the oldest versions of all drafts if they exceed the limit. It may take a while, so call it when nobody is
/// waiting for a save.
pub fn keep_to_limit(folders: &UserFolders) {
    if let Some(root) = store::root(folders) {
        limit::keep_to(&root, limit::LIMIT, seconds(SystemTime::now()));
    }
}

/// The versions of a draft, the newest first. Whether one is damaged shows only when it is read.
pub fn list(folders: &UserFolders, draft: &Path) -> Vec<Version> {
    Store::of(folders, draft).map(|store| store.list()).unwrap_or_default()
}

/// The bytes of a version, if they are intact.
///
/// # Errors
/// Fails if the version is missing, damaged, or cannot be read.
pub fn bytes(folders: &UserFolders, draft: &Path, version: &Version) -> Result<Vec<u8>, VersionError> {
    Store::of(folders, draft).ok_or(VersionError::Gone)?.bytes(version)
}

/// Reads a version, if it is intact.
///
/// # Errors
/// Fails as [`bytes`] does, and if the version is not a draft that this program can open.
pub fn read(folders: &UserFolders, draft: &Path, version: &Version) -> Result<Article, VersionError> {
    let text = super::read::decode_native(bytes(folders, draft, version)?);
    let text = text.map_err(|problem| VersionError::Read(ReadError { problem, path: draft.to_owned() }))?;
    let opened = super::open::parse(&text, FileKind::Copydesk).map_err(VersionError::Native)?;
    match opened.newer {
        Some(version) => Err(VersionError::Newer(version)),
        None => Ok(opened.article),
    }
}

/// Names a version, which is then removed only after all others; an empty name removes the name.
///
/// # Errors
/// Fails if the name cannot be written.
pub fn name(folders: &UserFolders, draft: &Path, version: &Version, called: &str) -> Result<(), WriteError> {
    let Some(store) = Store::of(folders, draft).filter(|store| store.has(version)) else {
        return Err(WriteError { obstacle: Obstacle::VersionGone, path: draft.to_owned() });
    };
    store.name(version, called)
}

/// Removes every version of a draft.
///
/// # Errors
/// Fails if the folder of the versions cannot be removed.
pub fn forget(folders: &UserFolders, draft: &Path) -> Result<(), WriteError> {
    let Some(store) = Store::of(folders, draft) else { return Ok(()) };
    limit::forget(&store.root);
    store::absent_is_fine(&store.folder, fs::remove_dir_all(&store.folder))
}

/// Keeps the content that a save is about to overwrite, with the time of the file.
pub(super) fn keep_old(folders: &UserFolders, draft: &Path, old: &[u8]) -> Result<(), WriteError> {
    if old.is_empty() {
        return Ok(());
    }
    let now = SystemTime::now();
    let saved = fs::metadata(draft).and_then(|file| file.modified()).unwrap_or(now);
    keep(folders, draft, old, seconds(saved.min(now)))
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests;
