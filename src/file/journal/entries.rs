//! What stands in the journal's folder: finding it, taking it out, and throwing away what has become old.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::super::kept::{Header, Kind, decode, encode};
use super::super::{
    FileKind, NativeError, OpenError, Problem, ReadError, SIZE_LIMIT, UserFolders, WriteError, open_bytes,
    write_private,
};
use super::{ALIVE, ENTRY, alive_of, folder, is_held, remove};
use crate::article::Article;

/// An entry that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The entry's own file.
    pub file: PathBuf,
    pub header: Header,
    /// Whether the window that wrote it is still there: then it is not for others to take.
    pub is_open: bool,
}

/// All entries that are whole, the newest first. What is incomplete or damaged is passed over, and left alone.
pub fn found(folders: &UserFolders) -> Vec<Found> {
    let files = folder(folders).map(|folder| files(&folder, ENTRY)).unwrap_or_default();
    let mut found: Vec<Found> = files
        .into_iter()
        .filter_map(|file| {
            let (header, _) = read(&file).ok()?;
            let is_open = is_held(&alive_of(&file));
            Some(Found { file, header, is_open })
        })
        .collect();
    found.sort_by(|a, b| b.header.at.cmp(&a.header.at).then_with(|| a.file.cmp(&b.file)));
    found
}

/// Removes every entry of a draft, whoever wrote it.
pub fn forget(folders: &UserFolders, draft: &Path) -> Result<(), WriteError> {
    let is_of_draft = |found: &Found| found.header.path.as_deref() == Some(draft);
    found(folders).iter().filter(|found| is_of_draft(found)).try_for_each(Found::remove)
}

/// Throws away what the writer discarded a week ago, and what is left of windows that are gone.
pub fn sweep(folders: &UserFolders) {
    let Some(folder) = folder(folders) else { return };
    for entry in files(&folder, ENTRY) {
        let is_discarded = is_older(&entry, DISCARDED_FOR)
            && read(&entry).is_ok_and(|(header, _)| header.kind == Kind::Discarded);
        if is_discarded {
            let _ = remove(&entry);
        }
    }
    for alive in files(&folder, ALIVE) {
        // A young one may belong to a window that has yet to lock it.
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
    /// The article in it, as it was when it was kept.
    pub fn open(&self) -> Result<Article, OpenError> {
        let (_, body) = read(&self.file).map_err(OpenError::Read)?;
        let opened = open_bytes(body, FileKind::Copydesk, &self.file)?;
        match opened.newer {
            None => Ok(opened.article),
            Some(version) => Err(OpenError::Native(NativeError::TooNew(version), self.file.clone())),
        }
    }

    /// Marks it as something that the writer does not want: it is kept for a week longer, and not offered by itself.
    pub fn discard(&self) -> Result<(), WriteError> {
        let Ok((header, body)) = read(&self.file) else { return self.remove() };
        write_private(&self.file, &encode(&Header { kind: Kind::Discarded, ..header }, &body))
    }

    /// Removes it for good.
    pub fn remove(&self) -> Result<(), WriteError> {
        remove(&self.file)?;
        if !is_held(&alive_of(&self.file)) {
            remove(&alive_of(&self.file))?;
        }
        Ok(())
    }
}

/// An entry may be larger than the largest draft that can be opened, but not without end.
const ENTRY_LIMIT: u64 = 2 * SIZE_LIMIT;

fn read(entry: &Path) -> Result<(Header, Vec<u8>), ReadError> {
    let failed = |problem| ReadError { problem, path: entry.to_owned() };
    let other = |error: std::io::Error| failed(super::super::read::problem_of(&error));
    // Opening a pipe may wait for ever, and a link may lead anywhere.
    if !fs::symlink_metadata(entry).map_err(other)?.is_file() {
        return Err(failed(Problem::NotAFile));
    }
    let mut bytes = Vec::new();
    File::open(entry).map_err(other)?.take(ENTRY_LIMIT).read_to_end(&mut bytes).map_err(other)?;
    let (header, body) = decode(&bytes).ok_or_else(|| failed(Problem::Damaged(0)))?;
    Ok((header, body.to_vec()))
}

/// The files of a folder with this ending, in order.
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
