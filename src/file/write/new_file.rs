//! The new file that will replace an old one: created, filled, flushed and renamed, and never left behind. It is
//! locked while it is written, so a file left by a crash is recognised by its free lock.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::super::fingerprint::Fingerprint;
use super::super::lock::holder::{host, machine};
use super::super::read::never_wait;
use super::half::Half;

/// The name of a file while it is being written, to which an identification of this computer and random letters are
/// added.
const PREFIX: &str = ".copydesk-";
const SUFFIX: &str = ".new";
/// New files of other computers, whose locks may not be visible here, are kept for this time.
const FOREIGN_AGE: Duration = Duration::from_secs(24 * 3600);

/// Who may read a file before it gets its final permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum Readers {
    /// Only this user.
    Nobody,
    /// Whoever may read any new file of this user.
    Usual,
}

/// Why a file may not have its name permanently.
#[derive(Debug)]
pub(in crate::file) enum NotPut {
    /// It has no name, and the file with that name is unchanged.
    Unnamed(io::Error),
    /// It has its name, but may lose it if the power fails.
    Unflushed(io::Error),
}

impl From<NotPut> for io::Error {
    fn from(not: NotPut) -> io::Error {
        match not {
            NotPut::Unnamed(error) | NotPut::Unflushed(error) => error,
        }
    }
}

/// A file that does not have its name yet. Dropping it removes it.
pub(in crate::file) struct NewFile {
    file: NamedTempFile,
    folder: PathBuf,
    half: Half,
}

impl NewFile {
    /// Creates a file, and removes those left in the folder by programs that have ended.
    pub(in crate::file) fn create(folder: &Path, readers: Readers) -> io::Result<NewFile> {
        sweep(folder);
        NewFile::make(folder, readers)
    }

    /// Creates a file, and ignores everything else in the folder.
    pub(in crate::file) fn make(folder: &Path, readers: Readers) -> io::Result<NewFile> {
        const TRIES: u32 = 8;
        for _ in 0..TRIES {
            let file = named(folder, readers)?;
            let half = Half::of(file.path());
            if is_held(file.as_file()) {
                return Ok(NewFile { file, folder: folder.to_owned(), half });
            }
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// Writes the content, and flushes it.
    pub(in crate::file) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.as_file_mut().write_all(bytes)
    }

    /// Flushes the content and the metadata. A failed flush is not repeated, because the system may have dropped what
    /// it could not write.
    pub(in crate::file) fn flush(&self) -> io::Result<()> {
        flushed(self.file.as_file().sync_all())
    }

    /// The file itself, to set its permissions and attributes.
    pub(in crate::file) fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Renames it over whatever has that name, and flushes the name, too.
    pub(in crate::file) fn put(self, path: &Path) -> Result<(), NotPut> {
        // Opened before the rename, so that a failure leaves everything unchanged.
        let folder = opened(&self.folder).map_err(NotPut::Unnamed)?;
        let file = self.file.persist(path).map_err(|error| NotPut::Unnamed(error.error))?;
        flush_name(folder, &file).map_err(NotPut::Unflushed)
    }

    /// Renames it over whatever has that name. The name may be lost until its folder is flushed.
    pub(in crate::file) fn put_unflushed(self, path: &Path) -> io::Result<()> {
        self.file.persist(path).map(drop).map_err(|error| error.error)
    }

    /// Gives it its name if no other file has it; otherwise returns it.
    pub(in crate::file) fn put_if_free(self, path: &Path) -> io::Result<Option<NewFile>> {
        let folder = opened(&self.folder)?;
        match self.file.persist_noclobber(path) {
            Ok(file) => flush_name(folder, &file).map(|()| None),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
                Ok(Some(NewFile { file: error.file, folder: self.folder, half: self.half }))
            }
            Err(error) => Err(error.error),
        }
    }
}

fn named(folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let prefix = format!("{PREFIX}{}-", mark());
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    {
        let mode = match readers {
            Readers::Nobody => 0o600,
            Readers::Usual => 0o666,
        };
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = readers;
    builder.tempfile_in(folder)
}

/// Whether a file is locked now and still in its folder. Another program may have swept it first.
fn is_held(file: &File) -> bool {
    match file.try_lock() {
        Ok(()) => is_linked(file),
        Err(TryLockError::WouldBlock) => false,
        // Some file systems have no locks. Files on them are never swept.
        Err(TryLockError::Error(_)) => true,
    }
}

#[cfg(unix)]
fn is_linked(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|file| file.nlink() > 0)
}

#[cfg(not(unix))]
fn is_linked(_file: &File) -> bool {
    true
}

/// Removes new files that nobody is writing any more. What cannot be removed does no harm.
pub(in crate::file) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let name = entry.file_name();
        let is_swept = |mark: &str| mark == self::mark() || is_older(&entry, FOREIGN_AGE);
        if is_file && mark_of(&name).is_some_and(is_swept) {
            remove_if_free(&entry.path());
        }
    }
}

/// The identification of the computer in a name of this program's new files.
fn mark_of(name: &OsStr) -> Option<&str> {
    let (mark, random) = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let is_plain = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_plain(mark, 8) && is_plain(random, 6)).then_some(mark)
}

/// Identifies this computer.
fn mark() -> &'static str {
    static MARK: LazyLock<String> = LazyLock::new(|| {
        let computer = format!("{}\n{}", host(), machine());
        Fingerprint::of(computer.as_bytes()).to_string().chars().take(8).collect()
    });
    &MARK
}

fn is_older(entry: &fs::DirEntry, than: Duration) -> bool {
    let age = || entry.metadata().and_then(|file| file.modified()).ok()?.elapsed().ok();
    age().is_some_and(|age| age > than)
}

fn remove_if_free(path: &Path) {
    let mut options = OpenOptions::new();
    never_wait(options.write(true));
    let Ok(file) = options.open(path) else { return };
    if file.try_lock().is_ok() {
        let _ = fs::remove_file(path);
    }
}

/// Flushes the names in a folder.
pub(in crate::file) fn flush_folder(folder: &Path) -> io::Result<()> {
    opened(folder)?.map_or(Ok(()), |folder| flushed(folder.sync_all()))
}

/// Flushes the name that a file was given. If its folder cannot be flushed, the file is: common file systems write a
/// new name together with the file.
fn flush_name(folder: Option<File>, file: &File) -> io::Result<()> {
    #[cfg(test)]
    if tests::IS_LAST_FLUSH_FAULTY.get() {
        return Err(io::Error::from_raw_os_error(5));
    }
    flushed(folder.as_ref().unwrap_or(file).sync_all())
}

/// A folder to be flushed; `None` if it may not be read, and so cannot be flushed.
#[cfg(unix)]
fn opened(folder: &Path) -> io::Result<Option<File>> {
    match File::open(folder) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(None),
        opened => opened.map(Some),
    }
}

#[cfg(not(unix))]
fn opened(_folder: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

/// Some file systems do not support flushing, which is not an error.
pub(in crate::file) fn flushed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(test)]
pub(in crate::file) mod tests {
    use std::cell::Cell;

    use super::super::tests::names;
    use super::*;

    thread_local! {
        /// Makes the last flush fail, as on a failing disk.
        pub(in crate::file) static IS_LAST_FLUSH_FAULTY: Cell<bool> = const { Cell::new(false) };
    }

    #[test]
    fn what_died_is_swept_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let left = |mark: &str| folder.path().join(format!(".copydesk-{mark}-abc123.new"));
        fs::write(left(mark()), "half").unwrap();
        fs::write(left("01234567"), "being written on another computer").unwrap();
        fs::write(folder.path().join(".copydesk-notes.new"), "not one of ours").unwrap();
        fs::create_dir(folder.path().join(format!(".copydesk-{}-def456.new", mark()))).unwrap();
        let first = NewFile::create(folder.path(), Readers::Usual).unwrap();
        let second = NewFile::create(folder.path(), Readers::Usual).unwrap();
        assert_eq!(names(folder.path()).len(), 5);
        assert!(left("01234567").exists() && !left(mark()).exists());
        let old = std::time::SystemTime::now() - 2 * FOREIGN_AGE;
        File::options().write(true).open(left("01234567")).unwrap().set_modified(old).unwrap();
        first.put(&folder.path().join("a")).unwrap();
        second.put(&folder.path().join("b")).unwrap();
        drop(NewFile::create(folder.path(), Readers::Usual).unwrap());
        let names = names(folder.path());
        assert!(names.len() == 4 && names.ends_with(&[".copydesk-notes.new".into(), "a".into(), "b".into()]));
    }

    #[test]
    fn a_file_that_was_swept_before_it_was_locked_is_not_held() {
        let folder = tempfile::tempdir().unwrap();
        let file = named(folder.path(), Readers::Usual).unwrap();
        sweep(folder.path());
        assert_eq!(is_held(file.as_file()), cfg!(not(unix)));
    }

    #[test]
    fn a_name_that_is_taken_gives_the_file_back() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "old").unwrap();
        let new = NewFile::create(folder.path(), Readers::Usual).unwrap();
        let new = new.put_if_free(&folder.path().join("a")).unwrap().unwrap();
        assert!(new.put_if_free(&folder.path().join("b")).unwrap().is_none());
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a", "b"]);
    }
}
