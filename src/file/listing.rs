//! What is at a path: a folder with its entries, a file, or nothing. For threads only, because a network folder may
//! respond late or never.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::folder::{is_taken, make_folder};

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: EntryKind,
    /// As shown; the actual name may not be valid text.
    pub name: String,
    pub file_name: OsString,
}

/// Folders come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Folder,
    File,
}

/// A question about the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Where to start: the folder, or its nearest ancestor that exists.
    Begin(PathBuf),
    /// A path that was chosen or typed.
    At(PathBuf),
    /// The folder of the path being typed.
    List(PathBuf),
    /// A folder to create.
    Make(PathBuf),
}

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Folder(Vec<Entry>),
    File,
    /// Nothing, in an existing folder.
    Nothing,
    NoFolder,
    /// With the system's message.
    Refused(String),
}

impl Entry {
    /// A row for a file name.
    pub fn new(kind: EntryKind, file_name: OsString) -> Entry {
        Entry { kind, name: file_name.to_string_lossy().into_owned(), file_name }
    }
}

/// Answers a question, and returns the path it is about. `complete` is applied to a path that was chosen or typed.
/// Blocks, so never call it in a frame.
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
