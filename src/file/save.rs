//! Saves a draft over the file it came from, after checking that the file still holds what is expected.

use std::cell::Cell;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::about::about;
use super::container::{Header, Kind};
use super::fingerprint::Fingerprint;
use super::kind::FileKind;
use super::open::{newer_version, open_bytes, to_native};
use super::permit::Permit;
use super::read::{Problem, read_bytes};
use super::user::UserFolders;
use super::write::{
    Likeness, NotOver, NotPut, Obstacle, Remains, Target, WriteError, flush_folder, obstacle_of, write_over,
};
use super::{journal, versions};
use crate::article::Article;
use crate::logging;

/// What a save may overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Anything, because the writer has confirmed it.
    Anything,
    /// Only the content last read or saved there, or no file at all.
    Exactly(Fingerprint),
}

/// The result of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// The content of the file now.
    pub disk: Fingerprint,
    /// Whether its previous content, if there was any, is among the draft's versions.
    pub is_old_kept: bool,
}

/// Why a draft could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The file is unchanged.
    Write(WriteError),
    /// The disk failed at the last step: the file has this content now, but perhaps not permanently.
    Unsure(WriteError, Fingerprint),
    /// The file has unexpected content.
    Changed(PathBuf),
    /// The file is a draft saved by a newer version of this program, which is never overwritten.
    Newer(u32, PathBuf),
}

/// Saves a draft in the native format, completely or not at all. The previous content of the file is kept as a version
/// first.
///
/// A file that cannot be replaced, because it has hard links or its folder is not writable, is written in place. Until
/// that has succeeded, a copy of the draft is in the journal, which offers it for recovery.
///
/// # Errors
/// Fails if the file cannot be replaced, has unexpected content, or comes from a newer version. Each variant of the
/// error says what the file contains then.
pub fn save_draft(
    path: &Path,
    article: &Article,
    expected: Expected,
    folders: &UserFolders,
) -> Result<SavedDraft, SaveError> {
    save_draft_while(path, article, expected, folders, &Permit::default())
}

/// Like [`save_draft`], while the permit is valid: nothing is written after it was withdrawn.
///
/// # Errors
/// As [`save_draft`]; also fails if the permit was withdrawn, and then the file is unchanged.
pub fn save_draft_while(
    path: &Path,
    article: &Article,
    expected: Expected,
    folders: &UserFolders,
    permit: &Permit,
) -> Result<SavedDraft, SaveError> {
    let text = to_native(article);
    let before = Before::default();
    let saved = Save { path, text: text.as_bytes(), expected, folders, before: &before, permit }.carry_out();
    match &saved {
        Ok(()) => log::info!("saved a draft of {} bytes", text.len()),
        Err(SaveError::Write(error)) => log::warn!("cannot save: {}", logging::kind(&error.obstacle)),
        Err(SaveError::Unsure(error, _)) => {
            log::error!("a save may not last: {}", logging::kind(&error.obstacle));
        }
        Err(SaveError::Changed(_)) => log::warn!("cannot save: the file has changed"),
        Err(SaveError::Newer(version, _)) => log::warn!("cannot save: the file has version {version}"),
    }
    saved?;
    Ok(SavedDraft { disk: Fingerprint::of(text.as_bytes()), is_old_kept: !before.is_lost.get() })
}

/// One save.
struct Save<'a> {
    path: &'a Path,
    text: &'a [u8],
    expected: Expected,
    folders: &'a UserFolders,
    before: &'a Before,
    permit: &'a Permit,
}

/// What happens to the content that a save overwrites.
#[derive(Default)]
struct Before {
    /// The fingerprint of the content that was kept, or could not be.
    seen: Cell<Option<Fingerprint>>,
    is_lost: Cell<bool>,
}

impl Save<'_> {
    fn carry_out(&self) -> Result<(), SaveError> {
        let target = Target::of(self.path).map_err(|obstacle| self.failed(obstacle))?;
        self.keep_what_is_there()?;
        // Without a folder for the safety copy, nothing is written in place.
        let may_write_in_place = target.is_there() && self.folders.state.is_some();
        if may_write_in_place && target.has_other_names() {
            return self.write_in_place(&target);
        }
        match self.replace(&target, may_write_in_place) {
            Err(NotReplaced::NeverCan(_)) if may_write_in_place => self.write_in_place(&target),
            Err(NotReplaced::NeverCan(error) | NotReplaced::Failed(error)) => Err(error),
            Ok(()) => Ok(()),
        }
    }

    /// The content of the file, if it may be overwritten, after keeping it as a version. Every write starts here, so
    /// the permit is checked here.
    fn keep_what_is_there(&self) -> Result<Option<Vec<u8>>, SaveError> {
        let old = self.what_is_there()?;
        if !self.permit.stands() {
            return Err(self.failed(Obstacle::GivenUp));
        }
        match old.as_deref().filter(|old| *old != self.text) {
            Some(old) => {
                self.check_age(old)?;
                self.keep(old);
            }
            // What cannot be read cannot be kept either.
            None if old.is_none() && self.path.exists() => self.before.is_lost.set(true),
            None => {}
        }
        Ok(old)
    }

    /// Keeps a version. If that fails, the draft is saved anyway.
    fn keep(&self, old: &[u8]) {
        let seen = Some(Fingerprint::of(old));
        if self.before.seen.replace(seen) != seen && versions::keep_old(self.folders, self.path, old).is_err() {
            self.before.is_lost.set(true);
        }
    }

    /// Checks that no newer version has saved the draft. The file it was opened from was checked then.
    fn check_age(&self, old: &[u8]) -> Result<(), SaveError> {
        let newer = match self.expected {
            Expected::Anything => newer_version(old),
            Expected::Exactly(_) => None,
        };
        newer.map_or(Ok(()), |version| Err(SaveError::Newer(version, self.path.to_owned())))
    }

    /// The content of the file, if it may be overwritten; `None` if there is no file.
    fn what_is_there(&self) -> Result<Option<Vec<u8>>, SaveError> {
        let read = read_bytes(self.path);
        let expected = match self.expected {
            Expected::Anything => return Ok(read.ok()),
            Expected::Exactly(expected) => expected,
        };
        match read {
            // The same text needs no question, because a save that failed at its last step may have written it.
            Ok(bytes) if bytes == self.text || Fingerprint::of(&bytes) == expected => Ok(Some(bytes)),
            Ok(_) => Err(SaveError::Changed(self.path.to_owned())),
            Err(error) => match error.problem {
                Problem::Missing => Ok(None),
                Problem::TooLarge => Err(SaveError::Changed(self.path.to_owned())),
                problem @ (Problem::NoRights
                | Problem::IsFolder
                | Problem::NotAFile
                | Problem::TooManyPieces(_)
                | Problem::Binary
                | Problem::Damaged(_)
                | Problem::Other(_)) => Err(self.failed(Obstacle::Unseen(problem))),
            },
        }
    }

    /// Replaces the old file with a new one. The old one is checked once more immediately before.
    fn replace(&self, target: &Target, may_write_in_place: bool) -> Result<(), NotReplaced> {
        let (new, likeness) = target.beside(self.text).map_err(|obstacle| self.not_replaced(obstacle))?;
        if likeness == Likeness::Partial && may_write_in_place {
            return Err(self.not_replaced(Obstacle::NoRights));
        }
        self.keep_what_is_there().map_err(NotReplaced::Failed)?;
        new.put(&target.path).map_err(|not| match not {
            NotPut::Unnamed(error) => self.not_replaced(obstacle_of(&error)),
            NotPut::Unflushed(error) => NotReplaced::Failed(self.unsure(obstacle_of(&error), self.text)),
        })
    }

    fn write_in_place(&self, target: &Target) -> Result<(), SaveError> {
        let disk = self.keep_what_is_there()?.map(|old| Fingerprint::of(&old));
        let copy = self.keep_copy(disk)?;
        let old = self.keep_what_is_there().and_then(|old| old.ok_or_else(|| self.failed(Obstacle::NoRights)));
        let written = old.map(|old| write_over(&target.path, &old, self.text));
        if !matches!(written, Ok(Err(NotOver { remains: Remains::Unknown, .. }))) {
            remove_copy(copy.as_deref());
        }
        written?.map_err(|NotOver { error, remains }| match (remains, read_bytes(&target.path)) {
            (Remains::Unknown, Ok(now)) => self.unsure(obstacle_of(&error), &now),
            (Remains::Unknown, Err(_)) | (Remains::Old, _) => self.failed(obstacle_of(&error)),
        })
    }

    /// Stores a copy of the draft that survives a crash in the middle of a write, and is found again.
    fn keep_copy(&self, disk: Option<Fingerprint>) -> Result<Option<PathBuf>, SaveError> {
        let path = std::path::absolute(self.path).unwrap_or_else(|_| self.path.to_owned());
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let header = Header { kind: Kind::SafeCopy, path: Some(path), disk, at };
        journal::write_aside(self.folders, &header, self.text).map_err(SaveError::Write)
    }

    fn failed(&self, obstacle: Obstacle) -> SaveError {
        SaveError::Write(WriteError { obstacle, path: self.path.to_owned() })
    }

    fn unsure(&self, obstacle: Obstacle, now: &[u8]) -> SaveError {
        SaveError::Unsure(WriteError { obstacle, path: self.path.to_owned() }, Fingerprint::of(now))
    }

    fn not_replaced(&self, obstacle: Obstacle) -> NotReplaced {
        let kind = if obstacle.bars_folder() { NotReplaced::NeverCan } else { NotReplaced::Failed };
        kind(self.failed(obstacle))
    }
}

/// The content that stored work may overwrite: that of its file when the work started, or what an interrupted write in
/// place has left of it.
pub fn basis(folders: &UserFolders, header: &Header) -> Option<Fingerprint> {
    let is_copy = |found: &journal::Found| {
        found.header.kind == Kind::SafeCopy && !found.is_open && found.header.path == header.path
    };
    let left = |path: &PathBuf| {
        let bytes = read_bytes(path).ok()?;
        let now = Fingerprint::of(&bytes);
        open_bytes(bytes, FileKind::Copydesk, path).is_err().then_some(now)
    };
    let is_interrupted = journal::found(folders).iter().any(is_copy);
    header.path.as_ref().filter(|_| is_interrupted).and_then(left).or(header.disk)
}

/// Why a file was not replaced.
enum NotReplaced {
    /// It is writable, but cannot be replaced by another file.
    NeverCan(SaveError),
    Failed(SaveError),
}

/// Removes a copy that is no longer needed. If that fails, it is offered once more, which does no harm.
fn remove_copy(copy: Option<&Path>) {
    let Some(copy) = copy else { return };
    let _ = fs::remove_file(copy);
    let _ = copy.parent().map(flush_folder);
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaveError::Write(error) => error.fmt(f),
            SaveError::Unsure(WriteError { obstacle, path }, _) => {
                about(path, format_args!("was saved, but may not survive a power cut: {obstacle}")).fmt(f)
            }
            SaveError::Changed(path) => about(path, "was changed by another program since it was opened").fmt(f),
            SaveError::Newer(version, path) => {
                let words = format_args!(
                    "was saved by a newer version of Copydesk (format {version}) and was not replaced"
                );
                about(path, words).fmt(f)
            }
        }
    }
}

impl std::error::Error for SaveError {}

#[cfg(test)]
mod tests;
