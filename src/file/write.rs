//! Writes a file whole or not at all: a new file beside it, flushed, then renamed over the old one.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why something could not be written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    pub obstacle: Obstacle,
    pub path: PathBuf,
}

/// Why something could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    NoRights,
    /// The old file is protected.
    ReadOnly,
    Full,
    FolderGone,
    IsFolder,
    /// A pipe, a device, a socket.
    NotAFile,
    BadName,
    /// In the system's words.
    Other(String),
}

/// Writes a file, or leaves the old one as it was. A symbolic link stays one: what it leads to is written. The
/// rights of an old file are kept.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace(path, bytes).map_err(|obstacle| WriteError { obstacle, path: path.to_owned() })
}

/// Writes a file that nobody but this user may read, whole or not at all. Folders that are missing are made, as
/// private as the file.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: path.to_owned() };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed)?;
    // Such a file is private from its first byte on.
    let new = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder);
    let mut new = new.map_err(failed)?;
    new.as_file_mut().write_all(bytes).map_err(failed)?;
    flushed(new.as_file().sync_all()).map_err(failed)?;
    new.persist(path).map_err(|error| failed(error.error))?;
    flush_folder(folder).map_err(failed)
}

/// What a file is called while it is being written.
const PREFIX: &str = ".copydesk-";
const SUFFIX: &str = ".new";

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Obstacle> {
    let target = followed(path)?;
    let old = old_file(&target)?;
    let folder = match target.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(Obstacle::IsFolder),
    };
    let mut new = new_file(folder).map_err(|error| obstacle_of(&error))?;
    let written = new.as_file_mut().write_all(bytes).and_then(|()| keep_rights(new.as_file(), old.as_ref()));
    written.and_then(|()| flushed(new.as_file().sync_all())).map_err(|error| obstacle_of(&error))?;
    new.persist(&target).map_err(|error| obstacle_of(&error.error))?;
    flush_folder(folder).map_err(|error| obstacle_of(&error))
}

/// Where a path leads when every symbolic link is followed, the last one even to a file that is not there yet.
fn followed(path: &Path) -> Result<PathBuf, Obstacle> {
    const MOST_LINKS: usize = 40;
    if path.file_name().is_none() {
        return Err(if path.is_dir() { Obstacle::IsFolder } else { Obstacle::BadName });
    }
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else { return Ok(target) };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(Obstacle::Other("a symbolic link that leads to itself".into()))
}

/// What is known of the file that is to be replaced, once it is sure that it may be.
fn old_file(target: &Path) -> Result<Option<fs::Metadata>, Obstacle> {
    let old = match fs::metadata(target) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(obstacle_of(&error)),
    };
    if old.is_dir() {
        return Err(Obstacle::IsFolder);
    }
    if !old.is_file() {
        return Err(Obstacle::NotAFile);
    }
    if old.permissions().readonly() {
        return Err(Obstacle::ReadOnly);
    }
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(Some(old)),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Obstacle::ReadOnly),
        Err(error) => Err(obstacle_of(&error)),
    }
}

pub(super) fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(rights);
    builder.tempfile_in(folder)
}

/// Gives the new file the rights of the old one, and its owner where that is allowed.
fn keep_rights(new: &File, old: Option<&fs::Metadata>) -> io::Result<()> {
    let Some(old) = old else { return Ok(()) };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let _ = std::os::unix::fs::fchown(new, Some(old.uid()), Some(old.gid()));
    }
    new.set_permissions(old.permissions())
}

#[cfg(unix)]
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => flushed(folder.sync_all()),
        // The file is in place; a folder that may not be read cannot be flushed.
        Err(_) => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Some file systems cannot flush, which is no error.
pub(super) fn flushed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

pub(super) fn obstacle_of(error: &io::Error) -> Obstacle {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Obstacle::NoRights,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Obstacle::Full,
        ErrorKind::NotFound | ErrorKind::NotADirectory => Obstacle::FolderGone,
        ErrorKind::IsADirectory => Obstacle::IsFolder,
        ErrorKind::InvalidFilename => Obstacle::BadName,
        _ => Obstacle::Other(error.to_string()),
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.obstacle, self.path.display())
    }
}

impl std::error::Error for WriteError {}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Obstacle::NoRights => "you may not write in this folder",
            Obstacle::ReadOnly => "the file is protected against changes",
            Obstacle::Full => "the disk is full",
            Obstacle::FolderGone => "the folder is not there",
            Obstacle::IsFolder => "there is a folder of this name",
            Obstacle::NotAFile => "this is a pipe or a device, not a file",
            Obstacle::BadName => "a file cannot have this name",
            Obstacle::Other(words) => return write!(f, "cannot be written ({words})"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in a folder.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[track_caller]
    fn check_refused(folder: &Path, path: &Path, expected: Obstacle) {
        let before = names(folder);
        let error = write(path, b"new").unwrap_err();
        assert_eq!(error, WriteError { obstacle: expected, path: path.to_owned() });
        assert_eq!(names(folder), before);
    }

    #[test]
    fn a_file_is_written_and_written_over_without_litter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"old").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        check_refused(folder.path(), &inner, Obstacle::IsFolder);
        check_refused(folder.path(), &folder.path().join("none/a.txt"), Obstacle::FolderGone);
        check_refused(folder.path(), &folder.path().join("a".repeat(300)), Obstacle::BadName);
        check_refused(folder.path(), Path::new(""), Obstacle::BadName);
    }

    #[test]
    fn a_protected_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        check_refused(folder.path(), &path, Obstacle::ReadOnly);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;

        #[test]
        fn rights_are_kept() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            write(&path, b"new").unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        }

        #[test]
        fn a_private_file_and_its_folders_are_private() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state/deep/a");
            for text in ["old", "new"] {
                write_private(&path, text.as_bytes()).unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), text);
            }
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!([mode(&path), mode(path.parent().unwrap())], [0o600, 0o700]);
            assert_eq!(names(path.parent().unwrap()), ["a"]);
        }

        #[test]
        fn a_new_file_has_the_rights_that_any_new_file_has() {
            let folder = tempfile::tempdir().unwrap();
            let (ours, other) = (folder.path().join("a"), folder.path().join("b"));
            write(&ours, b"new").unwrap();
            fs::write(&other, "new").unwrap();
            let mode = |path| fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode(ours), mode(other));
        }

        #[test]
        fn a_link_stays_a_link_and_what_it_leads_to_is_written() {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("deep")).unwrap();
            let (real, link) = (folder.path().join("deep/real.txt"), folder.path().join("link.txt"));
            symlink("deep/real.txt", &link).unwrap();
            for text in ["new", "newer"] {
                write(&link, text.as_bytes()).unwrap();
                assert_eq!(fs::read_to_string(&real).unwrap(), text);
                assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            }
        }

        #[test]
        fn a_link_to_itself_and_a_device_are_refused() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("link");
            symlink("link", &link).unwrap();
            assert!(matches!(write(&link, b"new").unwrap_err().obstacle, Obstacle::Other(_)));
            check_refused(folder.path(), Path::new("/dev/null"), Obstacle::NotAFile);
        }

        #[test]
        fn a_full_disk_is_named() {
            let error = io::Error::from_raw_os_error(28);
            assert_eq!(obstacle_of(&error), Obstacle::Full);
        }
    }
}
