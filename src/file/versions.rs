//! Earlier versions of drafts, in the user's own folder: each as the bytes it had, under a name that proves them. Which
//! ones stay is decided in `thin`; what they are compared with, in `compare`.

mod thin;

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use unicode_segmentation::UnicodeSegmentation;

use super::write::obstacle_of;
use super::{
    EXTENSION, FileKind, Fingerprint, NativeError, Problem, ReadError, UserFolders, WriteError, read_bytes,
    write_private,
};
use crate::article::Article;

/// All versions of all drafts take no more than this, in bytes.
const LIMIT: u64 = 200 * 1024 * 1024;
/// The longest name of a version, in letters.
const MOST_LETTERS: usize = 80;
/// Names are read no further than this, in bytes.
const MOST_NAME_BYTES: u64 = 4096;
/// The file that says which draft a folder belongs to.
const PATH_FILE: &str = "path";
const NAME_ENDING: &str = "name";
/// What was left half-written by a program that was killed is removed after this time.
const LITTER_AGE: Duration = Duration::from_secs(3600);

/// An earlier version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was saved, in seconds since the beginning of 1970.
    pub at: u64,
    pub fingerprint: Fingerprint,
    /// What someone called it.
    pub name: Option<String>,
    /// How large it is.
    pub bytes: u64,
}

/// Why a version cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionError {
    Read(ReadError),
    /// It is no longer what was kept.
    Damaged,
    /// A newer version of this program wrote it.
    Newer(u32),
    /// What was kept was no draft that this program can read.
    Native(NativeError),
}

/// Keeps a version of a draft. `at` is when it was saved; it is taken for later where a later one is there, so that
/// versions stand in the order of the saves. What is kept already is kept once, and moves to its new place in that
/// order unless it has a name. Then those go that are superfluous. Without a folder for it nothing is kept.
pub fn keep(folders: &UserFolders, draft: &Path, bytes: &[u8], at: u64) -> Result<(), WriteError> {
    let Some(store) = Store::of(folders, draft) else { return Ok(()) };
    let kept = store.keep(bytes, at)?;
    store.thin();
    limit(&store.root, LIMIT, &kept);
    Ok(())
}

/// Keeps a version of a draft under a name. A version with the same text gets the name, and the time.
pub fn keep_named(
    folders: &UserFolders,
    draft: &Path,
    bytes: &[u8],
    at: u64,
    called: &str,
) -> Result<(), WriteError> {
    let Some(store) = Store::of(folders, draft) else { return Ok(()) };
    if let Some(known) = store.find(Fingerprint::of(bytes)) {
        store.unname(&known)?;
    }
    let kept = store.keep(bytes, at)?;
    store.name(&kept, called)?;
    store.thin();
    limit(&store.root, LIMIT, &kept);
    Ok(())
}

/// The versions of a draft, the newest first. Whether one is still what was kept shows when it is read.
pub fn list(folders: &UserFolders, draft: &Path) -> Vec<Version> {
    Store::of(folders, draft).map(|store| store.list()).unwrap_or_default()
}

/// Whether a content of a draft is among its versions; also where there is no folder to keep any in.
pub fn holds(folders: &UserFolders, draft: &Path, content: Fingerprint) -> bool {
    let Some(store) = Store::of(folders, draft) else { return true };
    store.files().any(|file| taken_apart(&file).is_some_and(|(_, kept)| kept == content))
}

/// What was kept, byte for byte, if it is still that.
pub fn bytes(folders: &UserFolders, draft: &Path, version: &Version) -> Result<Vec<u8>, VersionError> {
    let missing = || VersionError::Read(ReadError { problem: Problem::Missing, path: draft.to_owned() });
    Store::of(folders, draft).ok_or_else(missing)?.bytes(version)
}

/// Reads a version, if it is what was kept.
pub fn read(folders: &UserFolders, draft: &Path, version: &Version) -> Result<Article, VersionError> {
    let text = super::read::decode_native(bytes(folders, draft, version)?);
    let text = text.map_err(|problem| VersionError::Read(ReadError { problem, path: draft.to_owned() }))?;
    let opened = super::parse(&text, FileKind::Copydesk).map_err(VersionError::Native)?;
    match opened.newer {
        Some(version) => Err(VersionError::Newer(version)),
        None => Ok(opened.article),
    }
}

/// Gives a version a name, by which it stays until all others have gone; an empty one takes the name away.
pub fn name(folders: &UserFolders, draft: &Path, version: &Version, called: &str) -> Result<(), WriteError> {
    Store::of(folders, draft).map_or(Ok(()), |store| store.name(version, called))
}

/// Removes every version of a draft.
pub fn forget(folders: &UserFolders, draft: &Path) -> Result<(), WriteError> {
    let Some(store) = Store::of(folders, draft) else { return Ok(()) };
    absent_is_fine(&store.folder, fs::remove_dir_all(&store.folder))
}

/// Keeps what a save is about to write over. Its time is the file's.
pub(super) fn keep_old(folders: &UserFolders, draft: &Path, old: &[u8]) -> Result<(), WriteError> {
    if old.is_empty() {
        return Ok(());
    }
    let now = SystemTime::now();
    let saved = fs::metadata(draft).and_then(|file| file.modified()).unwrap_or(now);
    let at = saved.min(now).duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    keep(folders, draft, old, at)
}

/// The versions of one draft.
struct Store {
    /// Where those of every draft are.
    root: PathBuf,
    folder: PathBuf,
    draft: PathBuf,
}

impl Store {
    fn of(folders: &UserFolders, draft: &Path) -> Option<Store> {
        let root = folders.data.as_ref()?.join("versions");
        let draft = full_path(draft);
        let key = Fingerprint::of(draft.as_os_str().as_encoded_bytes());
        Some(Store { folder: root.join(key.to_string()), root, draft })
    }

    fn list(&self) -> Vec<Version> {
        let mut versions = self.files().filter_map(|file| self.version(&file)).collect::<Vec<_>>();
        versions.sort_by_key(|version| std::cmp::Reverse((version.at, version.fingerprint.to_string())));
        versions
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path())
    }

    fn version(&self, file: &Path) -> Option<Version> {
        let (at, fingerprint) = taken_apart(file)?;
        let metadata = fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?;
        Some(Version { at, fingerprint, name: read_name(file), bytes: metadata.len() })
    }

    fn find(&self, fingerprint: Fingerprint) -> Option<Version> {
        self.list().into_iter().find(|version| version.fingerprint == fingerprint)
    }

    fn file(&self, version: &Version) -> PathBuf {
        self.folder.join(format!("{:012}-{}.{EXTENSION}", version.at, version.fingerprint))
    }

    fn bytes(&self, version: &Version) -> Result<Vec<u8>, VersionError> {
        let bytes = read_bytes(&self.file(version)).map_err(VersionError::Read)?;
        if Fingerprint::of(&bytes) == version.fingerprint { Ok(bytes) } else { Err(VersionError::Damaged) }
    }

    /// Keeps some bytes, and gives the version that holds them now.
    fn keep(&self, bytes: &[u8], at: u64) -> Result<Version, WriteError> {
        let fingerprint = Fingerprint::of(bytes);
        let known = self.list();
        let others = known.iter().filter(|version| version.fingerprint != fingerprint);
        let after = others.map(|version| version.at + 1).max().unwrap_or(0);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let kept = Version { at: at.max(after), fingerprint, name: None, bytes: size };
        let same = known.into_iter().find(|version| version.fingerprint == fingerprint);
        let same = same.filter(|same| self.bytes(same).is_ok());
        match same {
            Some(same) if same.name.is_some() || same.at == kept.at => Ok(same),
            Some(same) => {
                moved(&self.file(&same), &self.file(&kept))?;
                Ok(kept)
            }
            None => {
                self.say_whose()?;
                write_private(&self.file(&kept), bytes)?;
                Ok(kept)
            }
        }
    }

    /// Says in a file to whom the folder belongs, for its own name tells nobody.
    fn say_whose(&self) -> Result<(), WriteError> {
        let file = self.folder.join(PATH_FILE);
        if file.is_file() { Ok(()) } else { write_private(&file, self.draft.as_os_str().as_encoded_bytes()) }
    }

    fn name(&self, version: &Version, called: &str) -> Result<(), WriteError> {
        let called = tidy(called);
        if called.is_empty() {
            return self.unname(version);
        }
        write_private(&name_file(&self.file(version)), called.as_bytes())
    }

    fn unname(&self, version: &Version) -> Result<(), WriteError> {
        let file = name_file(&self.file(version));
        absent_is_fine(&file, fs::remove_file(&file))
    }

    /// Removes what is superfluous. What cannot be removed stays, and is tried again with the next save.
    fn thin(&self) {
        let versions = self.list();
        let kept = |version: &Version| thin::Kept { at: version.at, is_named: version.name.is_some() };
        let kept: Vec<thin::Kept> = versions.iter().map(kept).collect();
        for version in thin::superfluous(&kept).into_iter().filter_map(|position| versions.get(position)) {
            let _ = fs::remove_file(self.file(version));
        }
        for file in self.files().filter(|file| is_litter(file)) {
            let _ = fs::remove_file(file);
        }
    }
}

/// A file of any draft's versions, as the limit sees it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    /// Named ones come last.
    is_named: bool,
    at: u64,
    file: PathBuf,
    bytes: u64,
}

/// Removes the oldest versions of all drafts until the rest keeps to a limit; not the one that was kept just now.
fn limit(root: &Path, most: u64, kept: &Version) {
    let folders = fs::read_dir(root).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten());
    let mut held: Vec<Held> = files.filter_map(|entry| held(&entry)).collect();
    let mut total: u64 = held.iter().map(|held| held.bytes).sum();
    if total <= most {
        return;
    }
    for held in &mut held {
        held.is_named = name_file(&held.file).is_file();
    }
    held.sort_unstable();
    for held in held {
        if total <= most {
            return;
        }
        if taken_apart(&held.file) != Some((kept.at, kept.fingerprint)) && fs::remove_file(&held.file).is_ok() {
            let _ = fs::remove_file(name_file(&held.file));
            total = total.saturating_sub(held.bytes);
        }
    }
}

fn held(entry: &fs::DirEntry) -> Option<Held> {
    let file = entry.path();
    let (at, _) = taken_apart(&file)?;
    let bytes = entry.metadata().ok()?.len();
    Some(Held { is_named: false, at, file, bytes })
}

/// Time and content, as the name of a version's file tells them.
fn taken_apart(file: &Path) -> Option<(u64, Fingerprint)> {
    if file.extension() != Some(OsStr::new(EXTENSION)) {
        return None;
    }
    let (at, fingerprint) = file.file_stem()?.to_str()?.split_once('-')?;
    // Nobody has to do with times beyond the year 30,000.
    let at = at.parse().ok().filter(|at: &u64| *at < 1_000_000_000_000)?;
    Some((at, Fingerprint::parse(fingerprint)?))
}

fn name_file(version: &Path) -> PathBuf {
    version.with_extension(NAME_ENDING)
}

fn read_name(version: &Path) -> Option<String> {
    let file = name_file(version);
    fs::metadata(&file).ok().filter(|found| found.is_file() && found.len() <= MOST_NAME_BYTES)?;
    let name = tidy(&String::from_utf8_lossy(&read_bytes(&file).ok()?));
    (!name.is_empty()).then_some(name)
}

/// A name on one line, without what would show it in another order.
fn tidy(name: &str) -> String {
    let is_hidden = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let plain = name.replace(is_hidden, " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").graphemes(true).take(MOST_LETTERS).collect()
}

/// The one path of a draft, by whatever links and folders it is reached; also of one that is not there.
fn full_path(draft: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(draft) {
        return path;
    }
    let folder = match draft.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::canonicalize(folder),
        Some(_) | None => fs::canonicalize("."),
    };
    match (folder, draft.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(draft).unwrap_or_else(|_| draft.to_owned()),
    }
}

fn moved(from: &Path, to: &Path) -> Result<(), WriteError> {
    fs::rename(from, to).map_err(|error| WriteError { obstacle: obstacle_of(&error), path: to.to_owned() })
}

fn absent_is_fine(path: &Path, removed: std::io::Result<()>) -> Result<(), WriteError> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(WriteError { obstacle: obstacle_of(&error), path: path.to_owned() })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn is_litter(file: &Path) -> bool {
    let is_half = file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".copydesk-"));
    let age = || fs::metadata(file).and_then(|file| file.modified()).ok()?.elapsed().ok();
    is_half && age().is_some_and(|age| age > LITTER_AGE)
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VersionError::Read(error) => error.fmt(f),
            VersionError::Damaged => f.write_str("this version is damaged on the disk"),
            VersionError::Newer(version) => {
                write!(f, "this version was written by a newer Copydesk (version {version})")
            }
            VersionError::Native(error) => write!(f, "this version is no draft: {error}"),
        }
    }
}

impl std::error::Error for VersionError {}

#[cfg(test)]
mod tests;
