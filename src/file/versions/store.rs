//! The versions of one draft on disk: a folder derived from the draft’s full path, one file per version, and its name
//! in a file next to it. `thin` decides which are deleted.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use unicode_segmentation::UnicodeSegmentation;

use super::thin;
use super::version::{Called, Version, VersionError};
use crate::file::fingerprint::Fingerprint;
use crate::file::kind::EXTENSION;
use crate::file::read::{Problem, read_bytes};
use crate::file::user::UserFolders;
use crate::file::write::{WriteError, followed, keep_others_out, obstacle_of, write_private};
use crate::moment;

/// The greatest length of a version's name, in grapheme clusters and in characters.
const MOST_LETTERS: usize = 80;
const MOST_CHARACTERS: usize = 400;
/// The greatest number of bytes read from a name.
const MOST_NAME_BYTES: u64 = 4096;
/// The file that says which draft a folder belongs to.
const PATH_FILE: &str = "path";
const NAME_ENDING: &str = "name";
/// Half-written files of a killed program are removed after this time.
const LITTER_AGE: Duration = Duration::from_secs(3600);
/// The versions of one draft.
pub(super) struct Store {
    /// The folder of the versions of all drafts.
    pub root: PathBuf,
    pub folder: PathBuf,
    draft: PathBuf,
}

/// The folder of the versions of all drafts.
pub(super) fn root(folders: &UserFolders) -> Option<PathBuf> {
    Some(folders.data.as_ref()?.join("versions"))
}

impl Store {
    pub(super) fn of(folders: &UserFolders, draft: &Path) -> Option<Store> {
        let root = root(folders)?;
        let draft = full_path(draft);
        let key = Fingerprint::of(draft.as_os_str().as_encoded_bytes());
        Some(Store { folder: root.join(key.to_string()), root, draft })
    }

    /// The newest first.
    pub(super) fn list(&self) -> Vec<Version> {
        let mut versions = self.files().filter_map(|file| version(&file)).collect::<Vec<_>>();
        versions.sort_by_cached_key(|version| std::cmp::Reverse((version.at, version.fingerprint.to_string())));
        versions
    }

    /// Their size in bytes.
    pub(super) fn size(&self) -> u64 {
        let versions = self.files().filter(|file| taken_apart(file).is_some());
        versions.filter_map(|file| file.symlink_metadata().ok()).map(|file| file.len()).sum()
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path())
    }

    pub(super) fn file(&self, version: &Version) -> PathBuf {
        self.folder.join(format!("{:012}-{}.{EXTENSION}", version.at, version.fingerprint))
    }

    pub(super) fn has(&self, version: &Version) -> bool {
        self.file(version).symlink_metadata().is_ok()
    }

    pub(super) fn bytes(&self, version: &Version) -> Result<Vec<u8>, VersionError> {
        let file = self.file(version);
        match file.symlink_metadata() {
            Ok(found) if !found.is_file() => return Err(VersionError::Damaged),
            Ok(_) | Err(_) => {}
        }
        let bytes = read_bytes(&file).map_err(|error| match error.problem {
            Problem::Missing => VersionError::Gone,
            Problem::TooLarge | Problem::TooManyPieces(_) | Problem::IsFolder | Problem::NotAFile => {
                VersionError::Damaged
            }
            Problem::NoRights | Problem::Binary | Problem::Damaged(_) | Problem::Other(_) => {
                VersionError::Read(error)
            }
        })?;
        if Fingerprint::of(&bytes) == version.fingerprint { Ok(bytes) } else { Err(VersionError::Damaged) }
    }

    /// Keeps some bytes as the latest version.
    pub(super) fn keep(&self, bytes: &[u8], at: u64) -> Result<(), WriteError> {
        self.prepare()?;
        let known = self.list();
        let new = next(&known, bytes, at);
        match self.same(&known, bytes) {
            Some(same) if same.name.is_some() => Ok(()),
            Some(same) => self.move_to(&same, &new, bytes),
            None => write_private(&self.file(&new), bytes),
        }
    }

    /// Keeps some bytes under a name. The name is written first, because a version with a name is not removed.
    pub(super) fn keep_named(&self, bytes: &[u8], at: u64, called: &str) -> Result<Called, WriteError> {
        self.prepare()?;
        let known = self.list();
        let new = next(&known, bytes, at);
        let same = self.same(&known, bytes);
        self.name(&new, called)?;
        let kept = match &same {
            Some(same) => self.move_to(same, &new, bytes),
            None => write_private(&self.file(&new), bytes),
        };
        let is_other = same.as_ref().is_none_or(|same| same.at != new.at);
        if kept.is_err() && is_other {
            let _ = self.unname(&new);
        }
        kept?;
        if let Some(same) = same.as_ref().filter(|_| is_other) {
            // A name without a version has no effect.
            let _ = self.unname(same);
        }
        let name = tidy(called);
        let before = same.and_then(|same| same.name).filter(|before| *before != name);
        Ok(Called { name, before })
    }

    fn prepare(&self) -> Result<(), WriteError> {
        self.say_whose()?;
        for folder in [&self.root, &self.folder] {
            // Another program may have created it.
            keep_others_out(folder);
        }
        Ok(())
    }

    /// The version with these bytes: only one is kept, and it is repaired if it was damaged.
    fn same(&self, known: &[Version], bytes: &[u8]) -> Option<Version> {
        let fingerprint = Fingerprint::of(bytes);
        let mut same: Vec<Version> = known.to_vec();
        same.retain(|version| version.fingerprint == fingerprint);
        // One with a name is the last to be removed.
        same.sort_by_key(|version| version.name.is_none());
        let mut same = same.into_iter();
        let kept = same.next()?;
        for other in same.filter(|other| other.name.is_none()) {
            // Two windows may have kept it at the same time.
            let _ = fs::remove_file(self.file(&other));
        }
        let is_whole = self.bytes(&kept).is_ok() || write_private(&self.file(&kept), bytes).is_ok();
        is_whole.then_some(kept)
    }

    /// Gives a version the time of another. If another window has removed it in the meantime, it is kept again.
    fn move_to(&self, version: &Version, new: &Version, bytes: &[u8]) -> Result<(), WriteError> {
        if version.at == new.at || fs::rename(self.file(version), self.file(new)).is_ok() {
            return Ok(());
        }
        write_private(&self.file(new), bytes)
    }

    /// Records in a file which draft the folder belongs to, because its name does not tell.
    fn say_whose(&self) -> Result<(), WriteError> {
        let file = self.folder.join(PATH_FILE);
        if file.is_file() { Ok(()) } else { write_private(&file, self.draft.as_os_str().as_encoded_bytes()) }
    }

    pub(super) fn name(&self, version: &Version, called: &str) -> Result<(), WriteError> {
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

    /// Removes superfluous versions. What cannot be removed is tried again with the next save.
    pub(super) fn thin(&self) {
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

/// The version that some bytes would become now, after all others.
fn next(known: &[Version], bytes: &[u8], at: u64) -> Version {
    let fingerprint = Fingerprint::of(bytes);
    let others = known.iter().filter(|version| version.fingerprint != fingerprint && version.at < moment::END);
    let after = others.map(|version| version.at + 1).max().unwrap_or(0);
    let bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Version { at: at.max(after), fingerprint, name: None, bytes }
}

/// A version from its file, which may be damaged.
fn version(file: &Path) -> Option<Version> {
    let (at, fingerprint) = taken_apart(file)?;
    let bytes = file.symlink_metadata().ok()?.len();
    Some(Version { at, fingerprint, name: read_name(file), bytes })
}

/// The time and the fingerprint in the name of a version's file.
pub(super) fn taken_apart(file: &Path) -> Option<(u64, Fingerprint)> {
    if file.extension() != Some(OsStr::new(EXTENSION)) {
        return None;
    }
    let (at, fingerprint) = file.file_stem()?.to_str()?.split_once('-')?;
    // Times beyond the year 30,000 are invalid.
    let at = at.parse().ok().filter(|at: &u64| *at < 1_000_000_000_000)?;
    Some((at, Fingerprint::parse(fingerprint)?))
}

pub(super) fn name_file(version: &Path) -> PathBuf {
    version.with_extension(NAME_ENDING)
}

fn read_name(version: &Path) -> Option<String> {
    let file = name_file(version);
    fs::metadata(&file).ok().filter(|found| found.is_file() && found.len() <= MOST_NAME_BYTES)?;
    let name = tidy(&String::from_utf8_lossy(&read_bytes(&file).ok()?));
    (!name.is_empty()).then_some(name)
}

/// A name on one line, without direction controls.
fn tidy(name: &str) -> String {
    let is_hidden = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let plain = name.replace(is_hidden, " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(MOST_CHARACTERS).collect();
    name.graphemes(true).take(MOST_LETTERS).collect()
}

/// The canonical path of a draft, whatever links and folders lead to it; also of one that no longer exists, or whose
/// folder does not.
fn full_path(draft: &Path) -> PathBuf {
    let draft = followed(draft).unwrap_or_else(|_| draft.to_owned());
    real(&std::path::absolute(&draft).unwrap_or(draft))
}

fn real(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => path.to_owned(),
    }
}

pub(super) fn absent_is_fine(path: &Path, removed: std::io::Result<()>) -> Result<(), WriteError> {
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
