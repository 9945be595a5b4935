//! Saves a draft over the file that it came from, and over no other one: what stands there is looked at first.

use std::fmt;
use std::path::{Path, PathBuf};

use super::read::{Problem, ReadError};
use super::{Fingerprint, UserFolders, WriteError, read_bytes, to_native, versions, write};
use crate::article::Article;

/// What a save may write over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there: it was asked about.
    Anything,
    /// Only what was last read or saved there; nothing at all is written over either.
    Exactly(Fingerprint),
}

/// Why a draft could not be saved. The file is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    Write(WriteError),
    /// Something else stands there than was expected.
    Changed(PathBuf),
}

/// Saves a draft in the native form, whole or not at all. Gives what the file holds now.
pub fn save_draft(
    path: &Path,
    article: &Article,
    expected: Expected,
    folders: &UserFolders,
) -> Result<Fingerprint, SaveError> {
    let old = read_bytes(path);
    if let Expected::Exactly(expected) = expected {
        match &old {
            Ok(bytes) if Fingerprint::of(bytes) != expected => return Err(SaveError::Changed(path.to_owned())),
            Err(ReadError { problem: Problem::Missing, .. }) | Ok(_) => {}
            // What cannot be read cannot be written either; writing says why.
            Err(_) => {}
        }
    }
    let text = to_native(article);
    if let Some(old) = old.ok().filter(|old| old != text.as_bytes()) {
        // A version that cannot be kept is no reason not to save.
        let _ = versions::keep_old(folders, path, &old);
    }
    write(path, text.as_bytes()).map_err(SaveError::Write)?;
    Ok(Fingerprint::of(text.as_bytes()))
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaveError::Write(error) => error.fmt(f),
            SaveError::Changed(path) => {
                write!(f, "another program has changed this file since it was opened: {}", path.display())
            }
        }
    }
}

impl std::error::Error for SaveError {}
