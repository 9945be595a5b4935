//! What stands at a path: a folder with what is listed in it, a file, or nothing. For threads: a folder on a network may
//! answer late or never.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::folder::{is_taken, make_folder};

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: EntryKind,
    /// As it is shown; the disk's own name may hold what no text can.
    pub name: String,
    pub file_name: OsString,
}

/// Folders come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Folder,
    File,
}

/// What is asked about the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Where to begin: the folder, or the nearest above it that is there.
    Begin(PathBuf),
    /// What was chosen or typed.
    At(PathBuf),
    /// The folder of the path that is being typed.
    List(PathBuf),
    /// A folder that is to be made.
    Make(PathBuf),
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Folder(Vec<Entry>),
    File,
    /// Nothing, in a folder that is there.
    Nothing,
    NoFolder,
    /// In the system's words.
    Refused(String),
}

impl Entry {
    /// A row for a name on the disk.
    pub fn new(kind: EntryKind, file_name: OsString) -> Entry {
        Entry { kind, name: file_name.to_string_lossy().into_owned(), file_name }
    }
}

/// Looks, and says what about. What was chosen or typed is looked for under the name that `complete` makes of it. Blocks:
/// not for a frame.
pub fn look(ask: Ask, complete: impl FnOnce(PathBuf) -> PathBuf) -> (PathBuf, Found) {
    match ask {
        Ask::Begin(folder) => {
            let near = folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned);
            let folder = near.or_else(home).unwrap_or(folder);
            let found = list(&folder);
            (folder, found)
        }
        Ask::List(folder) => {
            let found = if folder.is_dir() { list(&folder) } else { Found::NoFolder };
            (folder, found)
        }
        Ask::At(path) if path.is_dir() => {
            let found = list(&path);
            (path, found)
        }
        Ask::At(path) => {
            let path = complete(path);
            let found = match path.parent() {
                _ if path.is_dir() => list(&path),
                _ if is_taken(&path) => Found::File,
                Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Found::NoFolder,
                Some(_) | None => Found::Nothing,
            };
            (path, found)
        }
        Ask::Make(folder) => {
            let found = match make_folder(&folder) {
                Ok(()) => list(&folder),
                Err(error) => Found::Refused(error.obstacle.to_string()),
            };
            (folder, found)
        }
    }
}

/// The home folder.
pub fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

fn list(folder: &Path) -> Found {
    let listing = match folder.read_dir() {
        Ok(listing) => listing,
        Err(error) => return Found::Refused(error.to_string()),
    };
    let entries = listing.filter_map(Result::ok).map(|entry| {
        let kind = if entry.path().is_dir() { EntryKind::Folder } else { EntryKind::File };
        Entry::new(kind, entry.file_name())
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_cached_key(|entry| (entry.kind, entry.name.to_lowercase(), entry.name.clone()));
    Found::Folder(entries)
}
