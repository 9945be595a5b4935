//! The entries in the journal's folder: finds, opens and discards them, and removes old ones.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::super::container::{Header, Kind, Mark, decode_marked, encode_marked};
use super::super::folder::real_path;
use super::super::kind::FileKind;
use super::super::native::NativeError;
use super::super::open::{OpenError, open_bytes};
use super::super::read::{Problem, ReadError, SIZE_LIMIT, open_file};
use super::super::user::UserFolders;
use super::super::write::{WriteError, write_private};
use super::locations::{ALIVE, ENTRY, alive_of, folder, is_held, name_of, remove};
use super::slots::{SLOTS, file_name};
use crate::article::Article;

/// A complete entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The newest of the entry's own files.
    pub file: PathBuf,
    pub header: Header,
    /// Whether its window is still open, so that nobody else may take it.
    pub is_open: bool,
    mark: Mark,
}

/// All complete entries, the newest first. Incomplete or damaged files are skipped and kept, as are entries replaced by
/// others.
pub fn found(folders: &UserFolders) -> Vec<Found> {
    let files = folder(folders).map(|folder| files(&folder, ENTRY)).unwrap_or_default();
    let mut newest: HashMap<String, Found> = HashMap::new();
    for file in files {
        let (Some(name), Ok((mark, header, _))) = (name_of(&file), read(&file)) else { continue };
        if newest.get(&name).is_none_or(|known| known.mark.turn < mark.turn) {
            let is_open = is_held(&alive_of(&file));
            newest.insert(name, Found { file, header, is_open, mark });
        }
    }
    let replaced: HashSet<String> = newest.values().filter_map(|found| found.mark.instead_of.clone()).collect();
    newest.retain(|name, _| !replaced.contains(name));
    let mut found: Vec<Found> = newest.into_values().collect();
    found.sort_by(|a, b| b.header.at.cmp(&a.header.at).then_with(|| a.file.cmp(&b.file)));
    found
}

/// Removes all entries of a draft, except those of open windows.
///
/// # Errors
/// Fails if an entry of the draft cannot be removed.
pub fn forget(folders: &UserFolders, draft: &Path) -> Result<(), WriteError> {
    let draft = real_path(draft);
    let is_of_draft = |found: &Found| found.header.path.as_deref().is_some_and(|path| real_path(path) == draft);
    found(folders).iter().filter(|found| !found.is_open && is_of_draft(found)).try_for_each(Found::remove)
}

/// Permanently removes an entry that was replaced by another, given one of its files.
///
/// # Errors
/// Fails if a file of the entry cannot be removed.
pub fn remove_entry(entry: &Path) -> Result<(), WriteError> {
    if let Ok((mark, ..)) = read(entry) {
        remove_replaced(entry, &mark)?;
    }
    remove_others(entry)?;
    remove(entry)?;
    if !is_held(&alive_of(entry)) {
        remove(&alive_of(entry))?;
    }
    Ok(())
}

/// Removes existing entries that an entry has replaced, the oldest first, so that none of them is found again.
fn remove_replaced(entry: &Path, mark: &Mark) -> Result<(), WriteError> {
    let mut names: Vec<String> = name_of(entry).into_iter().collect();
    let mut next = mark.instead_of.clone();
    while let Some(name) = next.filter(|name| is_name(name) && !names.contains(name)) {
        next = files_of(entry, &name).find_map(|file| read(&file).ok()?.0.instead_of);
        names.push(name);
    }
    names.iter().skip(1).rev().flat_map(|name| files_of(entry, name)).try_for_each(|file| remove(&file))
}

/// Whether it is valid as the name of an entry, and cannot lead elsewhere.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// The files of an entry, next to another one.
fn files_of(beside: &Path, name: &str) -> impl Iterator<Item = PathBuf> {
    (0..SLOTS).map(move |slot| beside.with_file_name(file_name(name, slot)))
}

/// Removes the older files of an entry.
fn remove_others(entry: &Path) -> Result<(), WriteError> {
    let name = name_of(entry).unwrap_or_default();
    files_of(entry, &name).filter(|file| file != entry).try_for_each(|file| remove(&file))
}

/// Removes entries discarded more than a week ago, and leftovers of closed windows.
pub fn sweep(folders: &UserFolders) {
    let Some(folder) = folder(folders) else { return };
    for entry in found(folders) {
        if entry.header.kind == Kind::Discarded && !entry.is_open && is_older(&entry.file, DISCARDED_FOR) {
            let _ = entry.remove();
        }
    }
    for alive in files(&folder, ALIVE) {
        // A recent one may belong to a window that is about to lock it.
        if is_older(&alive, A_DAY) && !is_held(&alive) {
            let _ = remove(&alive);
        }
    }
    for litter in files(&folder, "new") {
        if is_older(&litter, A_DAY) {
            let _ = remove(&litter);
        }
    }
}

const A_DAY: Duration = Duration::from_secs(24 * 3600);
const DISCARDED_FOR: Duration = Duration::from_secs(7 * 24 * 3600);

impl Found {
    /// The article of the entry.
    ///
    /// # Errors
    /// Fails if the entry cannot be read any more or does not contain a draft.
    pub fn open(&self) -> Result<Article, OpenError> {
        let (_, _, body) = read(&self.file).map_err(OpenError::Read)?;
        let opened = open_bytes(body, FileKind::Copydesk, &self.file)?;
        match opened.newer {
            None => Ok(opened.article),
            Some(version) => Err(OpenError::Native(NativeError::TooNew(version), self.file.clone())),
        }
    }

    /// Marks the entry as discarded: it is kept for one more week, and not offered automatically.
    ///
    /// # Errors
    /// Fails if the entry cannot be marked, or a file that it replaces cannot be removed.
    pub fn discard(&self) -> Result<(), WriteError> {
        let Ok((mark, header, body)) = read(&self.file) else { return self.remove() };
        let header = Header { kind: Kind::Discarded, ..header };
        write_private(&self.file, &encode_marked(&mark, &header, &body))?;
        remove_replaced(&self.file, &mark)?;
        remove_others(&self.file)
    }

    /// Removes the entry permanently.
    ///
    /// # Errors
    /// Fails if a file of the entry cannot be removed.
    pub fn remove(&self) -> Result<(), WriteError> {
        remove_entry(&self.file)
    }
}

/// In bytes. An entry may be larger than the largest draft that can be opened, but within limits.
const ENTRY_LIMIT: u64 = 2 * SIZE_LIMIT;

fn read(entry: &Path) -> Result<(Mark, Header, Vec<u8>), ReadError> {
    let failed = |problem| ReadError { problem, path: entry.to_owned() };
    let other = |error: std::io::Error| failed(super::super::read::problem_of(&error));
    // Opening a pipe may block forever, and a link may lead anywhere.
    if !fs::symlink_metadata(entry).map_err(other)?.is_file() {
        return Err(failed(Problem::NotAFile));
    }
    let mut bytes = Vec::new();
    open_file(entry).map_err(other)?.take(ENTRY_LIMIT).read_to_end(&mut bytes).map_err(other)?;
    let (mark, header, body) = decode_marked(&bytes).ok_or_else(|| failed(Problem::Damaged(0)))?;
    Ok((mark, header, body.to_vec()))
}

/// The files of a folder with this extension, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths.filter(|path| path.extension() == Some(OsStr::new(ending))).collect();
    files.sort();
    files
}

fn is_older(file: &Path, than: Duration) -> bool {
    let changed = fs::symlink_metadata(file).and_then(|metadata| metadata.modified());
    let age = changed.ok().and_then(|changed| SystemTime::now().duration_since(changed).ok());
    age.is_some_and(|age| age > than)
}
