//! Writes a file atomically: a new file next to it, flushed, then renamed over the old one. `save` decides whether a
//! draft may be replaced, and when it must be written in place.

pub(super) mod symlinks;
mod half;
mod likeness;
mod new_file;
pub(super) mod obstacle;
mod over;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::stream::Stream;

pub(super) use half::remove_half_written;
pub(super) use likeness::Likeness;
pub(super) use new_file::{NewFile, NotPut, Readers, flush_folder, flushed, sweep};
pub(super) use obstacle::obstacle_of;
pub use obstacle::{Obstacle, WriteError};
pub(super) use over::{NotOver, Remains, write_over};
pub(in crate::file) use symlinks::links;

/// Writes a file, or leaves the old one unchanged. The target of a symbolic link is written. The permissions, the owner
/// and the attributes of an old file are kept as far as this user may set them.
///
/// # Errors
/// Fails if the file cannot be replaced; it is then unchanged, unless only the flush of its folder failed.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |obstacle| WriteError { obstacle, path: path.to_owned() };
    let target = Target::of(path).map_err(failed)?;
    let (new, _) = target.beside(bytes).map_err(failed)?;
    new.put(&target.path).map_err(|not| failed(obstacle_of(&not.into())))
}

/// Writes a private file, completely or not at all. Missing folders are created, also private.
///
/// # Errors
/// Fails if a folder cannot be created or the file cannot be replaced; it is then unchanged.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: path.to_owned() };
    let folder = folder_of(path);
    make_private_folder(folder).map_err(failed)?;
    let mut new = NewFile::create(folder, Readers::Nobody).map_err(failed)?;
    new.write(bytes).map_err(failed)?;
    new.flush().map_err(failed)?;
    new.put(path).map_err(|not| failed(not.into()))
}

/// Writes expendable private data: in place, and without flushing.
pub(super) fn jot_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    keep_others_out(path);
    file.write_all(bytes)
}

/// Makes a folder or file private if others could read it, where that is possible.
#[cfg(unix)]
pub(super) fn keep_others_out(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = fs::metadata(path) else { return };
    let mode = found.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700));
    }
}

#[cfg(not(unix))]
pub(super) fn keep_others_out(_path: &Path) {}

/// Creates a folder and its missing ancestors, flushing each before something is put into it.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() || folder == Path::new(".") {
        return Ok(());
    }
    let above = folder_of(folder);
    make_private_folder(above)?;
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        // Another window was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
        made => made?,
    }
    flush_folder(above)
}

/// The folder of a path, in a form that can be opened.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where something is to be written.
pub(super) struct Target {
    /// The file itself, after resolving all symbolic links.
    pub(super) path: PathBuf,
    pub(super) folder: PathBuf,
    /// The metadata of the existing file.
    old: Option<fs::Metadata>,
}

impl Target {
    /// The target of a path, after checking that a file may be written there.
    pub(super) fn of(path: &Path) -> Result<Target, Obstacle> {
        if Stream::of(path).is_some() {
            return Err(Obstacle::NotAFile);
        }
        let path = followed(path)?;
        let old = old_file(&path)?;
        Ok(Target { folder: folder_of(&path).to_owned(), path, old })
    }

    /// Whether there is a file already.
    pub(super) fn is_there(&self) -> bool {
        self.old.is_some()
    }

    /// Whether the file has hard links, which a replacement would lose.
    pub(super) fn has_other_names(&self) -> bool {
        self.old.as_ref().is_some_and(has_other_names)
    }

    /// A new file next to the existing one, with all its properties and the new content, flushed.
    pub(super) fn beside(&self, bytes: &[u8]) -> Result<(NewFile, Likeness), Obstacle> {
        sweep(&self.folder);
        let beside = self.filled(bytes).and_then(|(new, likeness)| new.flush().map(|()| (new, likeness)));
        beside.map_err(|error| obstacle_of(&error))
    }

    /// Like [`Target::beside`], but without flushing, and without sweeping the folder first.
    pub(super) fn filled(&self, bytes: &[u8]) -> io::Result<(NewFile, Likeness)> {
        // What may become private is private from its first byte on.
        let readers = if self.is_there() { Readers::Nobody } else { Readers::Usual };
        let mut new = NewFile::make(&self.folder, readers)?;
        new.write(bytes)?;
        let likeness = match &self.old {
            Some(old) => likeness::make_like(new.file(), old, &self.path)?,
            None => Likeness::Whole,
        };
        Ok((new, likeness))
    }
}

#[cfg(unix)]
fn has_other_names(file: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_file: &fs::Metadata) -> bool {
    false
}

/// The target of a path after following every symbolic link, even to a missing file.
pub(super) fn followed(path: &Path) -> Result<PathBuf, Obstacle> {
    if path.file_name().is_none() {
        return Err(if path.is_dir() { Obstacle::IsFolder } else { Obstacle::BadName });
    }
    let last = links(path).last().unwrap_or_default();
    let is_link = fs::symlink_metadata(&last).is_ok_and(|found| found.is_symlink());
    if is_link { Err(Obstacle::Other("a symbolic link that points to itself".into())) } else { Ok(last) }
}

/// The metadata of the file to be replaced, after checking that it may be.
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

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::file) use super::new_file::tests::IS_LAST_FLUSH_FAULTY;
    use super::*;

    /// The names in a folder.
    pub(in crate::file) fn names(folder: &Path) -> Vec<String> {
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
        use crate::skipped::skipped;

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
        fn in_a_folder_that_cannot_be_listed_files_are_written_all_the_same() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            let allow = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            allow(0o300);
            let written = ["old", "new"].map(|text| write(&path, text.as_bytes()));
            allow(0o700);
            assert_eq!(written, [Ok(()), Ok(())]);
            assert_eq!(names(folder.path()), ["a.txt"]);
        }

        #[test]
        fn a_name_as_long_as_names_may_be_and_one_that_is_no_text_are_names() {
            use std::os::unix::ffi::OsStrExt;
            let folder = tempfile::tempdir().unwrap();
            let long = "ü".repeat(127) + "a";
            for name in [long.as_bytes(), b"t\xffde\n.copydesk"] {
                let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
                // Some file systems refuse names that are not valid text.
                if fs::write(&path, "old").is_ok() {
                    write(&path, b"new").unwrap();
                    assert_eq!(fs::read(&path).unwrap(), b"new");
                }
            }
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
        fn attributes_are_kept() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            fs::write(&path, "old").unwrap();
            // If the file system does not support them, there are none to keep.
            if xattr::set(&path, "user.desk", b"foreign").is_err() {
                return skipped("the file system has no extended attributes");
            }
            write(&path, b"new").unwrap();
            assert_eq!(xattr::get(&path, "user.desk").unwrap().as_deref(), Some(&b"foreign"[..]));
        }

        /// An access control list: the owner, user 65534, the group, the mask and others, in the kernel's format.
        #[cfg(target_os = "linux")]
        fn access_list() -> Vec<u8> {
            const NO_ID: u32 = u32::MAX;
            let entries: [(u16, u16, u32); 5] =
                [(1, 6, NO_ID), (2, 4, 65534), (4, 0, NO_ID), (16, 4, NO_ID), (32, 0, NO_ID)];
            let mut list = 2_u32.to_le_bytes().to_vec();
            for (tag, rights, id) in entries {
                list.extend([tag.to_le_bytes(), rights.to_le_bytes()].concat());
                list.extend(id.to_le_bytes());
            }
            list
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn access_lists_are_kept_and_none_is_added() {
            const LIST: &str = "system.posix_acl_access";
            let folder = tempfile::tempdir().unwrap();
            let (with, without) = (folder.path().join("with"), folder.path().join("without"));
            fs::write(&with, "old").unwrap();
            fs::write(&without, "old").unwrap();
            let list = access_list();
            if xattr::set(&with, LIST, &list).is_err() {
                return skipped("the file system has no access lists");
            }
            xattr::set(folder.path(), "system.posix_acl_default", &list).unwrap();
            for path in [&with, &without] {
                write(path, b"new").unwrap();
            }
            assert_eq!(xattr::get(&with, LIST).unwrap(), Some(list));
            assert_eq!(xattr::get(&without, LIST).unwrap(), None);
        }

        #[test]
        fn owner_and_group_are_kept_where_that_is_allowed() {
            use std::os::unix::fs::{MetadataExt, chown};
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            fs::write(&path, "old").unwrap();
            if chown(&path, Some(65534), Some(65534)).is_err() {
                return skipped("only root may give a file to somebody else");
            }
            write(&path, b"new").unwrap();
            let file = fs::metadata(&path).unwrap();
            assert_eq!((file.uid(), file.gid()), (65534, 65534));
        }
    }
}
