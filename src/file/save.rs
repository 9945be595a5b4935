//! Saves a draft over the file it came from, after checking that the file still holds what is expected.

use std::cell::Cell;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::about::about;
use super::fingerprint::Fingerprint;
use super::kept::{Header, Kind};
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

/// What a save may write over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there: it was asked about.
    Anything,
    /// Only what was last read or saved there; nothing at all is written over either.
    Exactly(Fingerprint),
}

/// What came of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// What the file holds now.
    pub disk: Fingerprint,
    /// Whether what it held before is among the versions of the draft, if it held anything else.
    pub is_old_kept: bool,
}

/// Why a draft could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The file is as it was.
    Write(WriteError),
    /// The disk failed at the last step: the file holds this now, but maybe not for long.
    Unsure(WriteError, Fingerprint),
    /// Something else stands there than was expected.
    Changed(PathBuf),
    /// A draft that a newer version of this program has saved stands there: it is never written over.
    Newer(u32, PathBuf),
}

/// Saves a draft in the native format, whole or not at all. What the file held is kept as a version first.
///
/// A file that cannot be replaced, because it has other names or its folder may not be changed, is written in place:
/// a copy of the draft lies in the journal while that lasts, and is offered there if it does not end well.
///
/// # Errors
/// Fails if the file cannot be replaced, holds something else than expected, or comes from a newer version. Each
/// variant of the error says what the file holds then.
pub fn save_draft(
    path: &Path,
    article: &Article,
    expected: Expected,
    folders: &UserFolders,
) -> Result<SavedDraft, SaveError> {
    save_draft_while(path, article, expected, folders, &Permit::default())
}

/// As [`save_draft`], as long as the permit stands: what is not written when it is withdrawn never is.
///
/// # Errors
/// As [`save_draft`]; also fails if the permit was withdrawn, and the file is then as it was.
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

/// What becomes of what a save writes over.
#[derive(Default)]
struct Before {
    /// What was kept of it, or could not be.
    seen: Cell<Option<Fingerprint>>,
    is_lost: Cell<bool>,
}

impl Save<'_> {
    fn carry_out(&self) -> Result<(), SaveError> {
        let target = Target::of(self.path).map_err(|obstacle| self.failed(obstacle))?;
        self.keep_what_is_there()?;
        // Without a folder for the safe copy, nothing is written in place.
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

    /// What the file holds, if that may be written over, and kept as a version before it is. Nothing is written without
    /// this look, and so the permit is looked at here.
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

    /// A version that cannot be kept is no reason not to save.
    fn keep(&self, old: &[u8]) {
        let seen = Some(Fingerprint::of(old));
        if self.before.seen.replace(seen) != seen && versions::keep_old(self.folders, self.path, old).is_err() {
            self.before.is_lost.set(true);
        }
    }

    /// Whether this program may write over a draft. What it was opened from is looked at when that is opened.
    fn check_age(&self, old: &[u8]) -> Result<(), SaveError> {
        let newer = match self.expected {
            Expected::Anything => newer_version(old),
            Expected::Exactly(_) => None,
        };
        newer.map_or(Ok(()), |version| Err(SaveError::Newer(version, self.path.to_owned())))
    }

    /// What the file holds, if that may be written over; `None` where there is no file.
    fn what_is_there(&self) -> Result<Option<Vec<u8>>, SaveError> {
        let read = read_bytes(self.path);
        let expected = match self.expected {
            Expected::Anything => return Ok(read.ok()),
            Expected::Exactly(expected) => expected,
        };
        match read {
            // The same text needs no question: a save that failed at its very last step may have put it there.
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

    /// Puts a new file in the place of the old one. The last look at the old one is right before that.
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

    /// Keeps the draft where a crash in the middle of a write cannot reach it, and where it is found again.
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

/// What kept work may be saved over: what its file held when the work began, or what an interrupted save in place has
/// left of that.
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

/// Why a file has not been replaced.
enum NotReplaced {
    /// It may be written, but not by putting another in its place.
    NeverCan(SaveError),
    Failed(SaveError),
}

/// Takes away a copy that is not needed any more. One that stays is offered once too often, which harms nobody.
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
mod tests {
    use super::super::write::tests::IS_LAST_FLUSH_FAULTY;
    use super::*;

    fn article(headline: &str) -> Article {
        Article { headline: headline.into(), ..Article::default() }
    }

    struct Desk {
        folder: tempfile::TempDir,
        user: UserFolders,
    }

    impl Desk {
        fn new() -> Desk {
            let folder = tempfile::tempdir().unwrap();
            let user = UserFolders::within(&folder.path().join("user"));
            Desk { folder, user }
        }

        fn draft(&self) -> PathBuf {
            self.folder.path().join("draft.copydesk")
        }

        fn save(&self, headline: &str, expected: Expected) -> Result<Fingerprint, SaveError> {
            save_draft(&self.draft(), &article(headline), expected, &self.user).map(|saved| saved.disk)
        }

        #[track_caller]
        fn check(&self, path: &Path, headline: &str) {
            assert_eq!(fs::read_to_string(path).unwrap(), to_native(&article(headline)));
            assert_eq!(journal::found(&self.user), [], "a safe copy was left");
        }
    }

    #[test]
    fn only_what_was_expected_is_written_over() {
        let desk = Desk::new();
        let first = desk.save("First", Expected::Anything).unwrap();
        let second = desk.save("Second", Expected::Exactly(first)).unwrap();
        let refused = desk.save("Third", Expected::Exactly(first));
        assert_eq!(refused, Err(SaveError::Changed(desk.draft())));
        desk.check(&desk.draft(), "Second");
        desk.save("Third", Expected::Exactly(second)).unwrap();
        desk.check(&desk.draft(), "Third");
    }

    #[test]
    fn after_a_failure_of_the_last_flush_the_next_save_goes_through() {
        let desk = Desk::new();
        let first = desk.save("First", Expected::Anything).unwrap();
        IS_LAST_FLUSH_FAULTY.set(true);
        let unsure = desk.save("Second", Expected::Exactly(first)).unwrap_err();
        IS_LAST_FLUSH_FAULTY.set(false);
        let words = "draft.copydesk was saved, but may not survive a power cut: the disk reported an error";
        assert_eq!(unsure.to_string(), words);
        let SaveError::Unsure(_, disk) = unsure else { panic!("{unsure:?}") };
        desk.check(&desk.draft(), "Second");
        assert_eq!(desk.save("Third", Expected::Exactly(first)), Err(SaveError::Changed(desk.draft())));
        desk.save("Third", Expected::Exactly(disk)).unwrap();
        desk.check(&desk.draft(), "Third");
    }

    #[test]
    fn a_draft_of_a_newer_version_is_never_written_over() {
        let desk = Desk::new();
        for newer in ["(version: 99, headline: \"Later\")", "\u{feff}( version:4, headline: [{}], other: 7 )"] {
            fs::write(desk.draft(), newer).unwrap();
            let refused = desk.save("Now", Expected::Anything);
            assert!(matches!(&refused, Err(SaveError::Newer(_, path)) if *path == desk.draft()), "{refused:?}");
            assert_eq!(fs::read_to_string(desk.draft()).unwrap(), newer);
        }
        for other in ["(version: 1)", "(version: 2, headline: \"Now\")", "no draft", "(version: 99", "", "\u{1}\0"]
        {
            fs::write(desk.draft(), other).unwrap();
            desk.save("Now", Expected::Anything).unwrap();
        }
    }

    #[test]
    fn what_an_interrupted_save_has_left_may_be_saved_over() {
        let desk = Desk::new();
        let first = desk.save("First", Expected::Anything).unwrap();
        let header = |kind| Header { kind, path: Some(desk.draft()), disk: Some(first), at: 1 };
        let cut = &to_native(&article("Second, cut short")).into_bytes()[..30];
        fs::write(desk.draft(), cut).unwrap();
        assert_eq!(basis(&desk.user, &header(Kind::Unsaved)), Some(first), "another program may have done that");
        let text = to_native(&article("Second, cut short"));
        let copy = journal::write_aside(&desk.user, &header(Kind::SafeCopy), text.as_bytes()).unwrap().unwrap();
        for kind in [Kind::Unsaved, Kind::SafeCopy] {
            assert_eq!(basis(&desk.user, &header(kind)), Some(Fingerprint::of(cut)));
        }
        fs::write(desk.draft(), to_native(&article("Theirs"))).unwrap();
        assert_eq!(basis(&desk.user, &header(Kind::SafeCopy)), Some(first), "that is another draft");
        fs::remove_file(copy).unwrap();
    }

    #[test]
    fn a_text_that_is_there_already_is_no_conflict_and_a_file_that_is_gone_is_written_anew() {
        let desk = Desk::new();
        let first = desk.save("First", Expected::Anything).unwrap();
        desk.save("Second", Expected::Exactly(first)).unwrap();
        desk.save("Second", Expected::Exactly(first)).unwrap();
        fs::remove_file(desk.draft()).unwrap();
        desk.save("Third", Expected::Exactly(first)).unwrap();
        desk.check(&desk.draft(), "Third");
    }

    #[test]
    fn what_comes_to_stand_there_while_a_save_goes_on_is_kept_too() {
        let desk = Desk::new();
        let (before, path) = (Before::default(), desk.draft());
        let expected = Expected::Anything;
        let save = Save {
            path: &path,
            text: b"mine",
            expected,
            folders: &desk.user,
            before: &before,
            permit: &Permit::default(),
        };
        for text in ["theirs", "theirs", "theirs, later", "mine"] {
            fs::write(&path, text).unwrap();
            save.keep_what_is_there().unwrap();
        }
        let kept: Vec<_> = versions::list(&desk.user, &path).iter().map(|version| version.fingerprint).collect();
        assert_eq!(kept, [Fingerprint::of(b"theirs, later"), Fingerprint::of(b"theirs")]);
        assert!(!before.is_lost.get());
    }

    #[test]
    fn what_was_too_large_to_be_kept_is_said_to_be_gone() {
        let desk = Desk::new();
        let file = fs::File::create(desk.draft()).unwrap();
        file.set_len(crate::file::SIZE_LIMIT + 1).unwrap();
        let saved = save_draft(&desk.draft(), &article("Mine"), Expected::Anything, &desk.user).unwrap();
        assert!(!saved.is_old_kept);
        let again = save_draft(&desk.draft(), &article("Mine too"), Expected::Anything, &desk.user).unwrap();
        assert!(again.is_old_kept);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_other_names_is_written_in_place() {
        let desk = Desk::new();
        let other = desk.folder.path().join("other.copydesk");
        for headlines in [["Short", "Much longer than before"], ["Long to begin with", "Short"]] {
            let _ = (fs::remove_file(desk.draft()), fs::remove_file(&other));
            desk.save(headlines[0], Expected::Anything).unwrap();
            fs::hard_link(desk.draft(), &other).unwrap();
            desk.save(headlines[1], Expected::Anything).unwrap();
            desk.check(&desk.draft(), headlines[1]);
            desk.check(&other, headlines[1]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_in_place_when_the_safe_copy_cannot_be() {
        let desk = Desk::new();
        desk.save("First", Expected::Anything).unwrap();
        fs::hard_link(desk.draft(), desk.folder.path().join("other.copydesk")).unwrap();
        let state = desk.user.state.clone().unwrap();
        fs::create_dir_all(state.parent().unwrap()).unwrap();
        fs::write(&state, "no folder").unwrap();
        assert!(matches!(desk.save("Second", Expected::Anything), Err(SaveError::Write(_))));
        assert_eq!(fs::read_to_string(desk.draft()).unwrap(), to_native(&article("First")));
    }

    #[cfg(unix)]
    #[test]
    fn without_a_folder_for_safe_copies_a_file_is_replaced_whatever_its_names() {
        let mut desk = Desk::new();
        desk.save("First", Expected::Anything).unwrap();
        let other = desk.folder.path().join("other.copydesk");
        fs::hard_link(desk.draft(), &other).unwrap();
        let user = std::mem::take(&mut desk.user);
        desk.save("Second", Expected::Anything).unwrap();
        desk.user = user;
        desk.check(&desk.draft(), "Second");
        desk.check(&other, "First");
    }
}
