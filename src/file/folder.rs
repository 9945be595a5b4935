//! Questions about files and folders apart from their text.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use unicode_segmentation::UnicodeSegmentation;

use super::kind::FileKind;
use super::read::{ReadError, problem_of};
use super::write::{WriteError, flush_folder, folder_of, obstacle_of};

/// Whether there is a folder at a path.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether there is anything at a path, even a dangling link.
pub fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A free name next to a file: its own with a word appended, as in `harbour (mine).copydesk`, and a number if that is
/// taken, too. A name that would become too long is truncated.
pub fn free_name(path: &Path, word: &str) -> PathBuf {
    const MOST: u32 = 10_000;
    let named = |word: String| with_word(path, &format!(" ({word})"));
    let words = std::iter::once(word.to_owned()).chain((2..MOST).map(|number| format!("{word} {number}")));
    words.map(named).find(|path| !is_taken(path)).unwrap_or_else(|| named(word.to_owned()))
}

/// Common file systems refuse longer names, in bytes; a lock's name is that of the draft and eight more.
const LONGEST_NAME: usize = 255 - 8;

fn with_word(path: &Path, word: &str) -> PathBuf {
    let mut end = OsString::from(word);
    if let Some(ending) = path.extension() {
        end.push(".");
        end.push(ending);
    }
    let stem = path.file_stem().unwrap_or_default();
    let room = LONGEST_NAME.saturating_sub(end.len());
    let mut name = if stem.len() > room { shortened(stem, room) } else { stem.to_owned() };
    name.push(end);
    path.with_file_name(name)
}

fn shortened(stem: &OsStr, room: usize) -> OsString {
    let stem = stem.to_string_lossy();
    let ends = stem.grapheme_indices(true).map(|(at, cluster)| at + cluster.len());
    let end = ends.take_while(|end| *end <= room).last().unwrap_or_default();
    stem.get(..end).unwrap_or_default().into()
}

/// The target of a path through symbolic links, as far as it exists.
pub fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The files of a folder that can be opened, by their extensions and ordered by name. Hidden files and subfolders are
/// left out.
///
/// # Errors
/// Fails if the folder cannot be listed.
pub fn readable_files(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |error| ReadError { problem: problem_of(&error), path: folder.to_owned() };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_hidden && FileKind::of(&path).is_some() && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Creates a folder unless it exists, and flushes it to the disk.
///
/// # Errors
/// Fails if something else has this name, or the folder cannot be created.
pub fn make_folder(path: &Path) -> Result<(), WriteError> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir(path)
        .and_then(|()| flush_folder(folder_of(path)))
        .map_err(|error| WriteError { obstacle: obstacle_of(&error), path: path.to_owned() })
}

/// Identifies a file, whatever path leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity(Known);

#[cfg(unix)]
type Known = (u64, u64);

#[cfg(not(unix))]
type Known = PathBuf;

/// The file that a path leads to; `None` if there is none.
#[cfg(unix)]
pub fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|file| Identity((file.dev(), file.ino())))
}

/// The file that a path leads to; `None` if there is none.
#[cfg(not(unix))]
pub fn identity(path: &Path) -> Option<Identity> {
    fs::canonicalize(path).ok().map(Identity)
}
