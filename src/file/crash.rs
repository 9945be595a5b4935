//! Notes about crashes: when, in which version, and where in the source. The panic message is left out because it may
//! quote an article.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::read::read_bytes;
use super::user::UserFolders;
use super::write::{WriteError, write_private};

/// What is known about a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrashNote {
    /// In seconds since 1970.
    pub at: u64,
    /// The program's version.
    pub version: String,
    /// The source location, such as `src/app/form.rs:12:5`.
    pub place: String,
}

/// Writes a note, replacing an older one.
///
/// # Errors
/// Fails if the note cannot be written.
pub fn write_crash_note(folders: &UserFolders, note: &CrashNote) -> Result<(), WriteError> {
    let Some(path) = path(folders) else { return Ok(()) };
    write_private(&path, serde_json::to_string(note).unwrap_or_default().as_bytes())
}

/// The note about the last crash, if there was one since the last [`remove_crash_note`].
pub fn crash_note(folders: &UserFolders) -> Option<CrashNote> {
    serde_json::from_slice(&read_bytes(&path(folders)?).ok()?).ok()
}

/// Removes the note, once it has been shown.
pub fn remove_crash_note(folders: &UserFolders) {
    if let Some(path) = path(folders) {
        // A note that cannot be removed is shown again.
        let _ = std::fs::remove_file(path);
    }
}

fn path(folders: &UserFolders) -> Option<PathBuf> {
    folders.state.as_deref().map(|state: &Path| state.join("crash.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_there_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let folders = UserFolders::within(folder.path());
        assert_eq!(crash_note(&folders), None);
        remove_crash_note(&folders);
        let note = |at| CrashNote { at, version: "0.1.0".into(), place: "src/a.rs:1:2".into() };
        write_crash_note(&folders, &note(1)).unwrap();
        write_crash_note(&folders, &note(2)).unwrap();
        assert_eq!(crash_note(&folders), Some(note(2)));
        remove_crash_note(&folders);
        assert_eq!(crash_note(&folders), None);
    }

    #[test]
    fn a_note_that_is_damaged_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let folders = UserFolders::within(folder.path());
        write_private(&path(&folders).unwrap(), b"{\"at\":1").unwrap();
        assert_eq!(crash_note(&folders), None);
    }
}
